/* The help: every key of the view that one came from, by what it is for, and what the signs mean; from the tables. */
#include "tui/views/views.h"

#include <string.h>

enum { COLUMN_KEYS, COLUMN_WHAT };

static const struct table_column columns[] = {
    [COLUMN_KEYS] = {.title = N_("key"), .width = 18, .least = 12, .importance = 2},
    [COLUMN_WHAT] = {.title = N_("what it does"), .width = 200, .least = 30, .importance = 3},
};

/* One row: a title, an action with its keys, or a line about signs. */
struct help_row {
  char id[16];
  const char *keys, *text;
  bool title;
};

/* The view's state. */
struct help {
  struct screen_table list;
  struct arena arena;
  VEC(struct help_row) rows;
};

static struct help *help_of(const struct screen *screen) {
  return screen_state(screen);
}

/* The view that one came from. */
static const struct view *explained(const struct screen *screen) {
  return screen->depth > 1 ? screen->stack[screen->depth - 2].view : screen_view(screen);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  return ((struct help *)context)->rows.at[row].id;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct help_row *at = &((struct help *)context)->rows.at[row];
  str_add(out, column == COLUMN_KEYS ? at->keys : at->text);
}

static enum colour_role row_role(void *context, int row) {
  return ((struct help *)context)->rows.at[row].title ? COLOUR_NOTICE : COLOUR_PLAIN;
}

static void add_row(struct help *help, const char *keys, const char *text, bool title) {
  struct help_row *row = vec_add(&help->rows);
  snprintf(row->id, sizeof row->id, "%zu", help->rows.n);
  row->keys = keys;
  row->text = text;
  row->title = title;
}

static void add_actions(struct screen *screen, struct help *help, enum action_group group) {
  enum view_id view = explained(screen)->id;
  for (size_t i = 0; i < n_actions; i++) {
    if (actions[i].group != group || !(actions[i].views & IN(view)) || !screen_has_view(screen, actions[i].action))
      continue;
    struct str keys = {0};
    keymap_keys(&screen->config.keymap, view, actions[i].action, &keys);
    if (!keys.n)
      str_addf(&keys, ": %s", actions[i].name);
    add_row(help, arena_strdup(&help->arena, str_text(&keys)), _(actions[i].label), false);
    str_free(&keys);
  }
}

/* Lines of a legend: "sign<tab>what it means". */
static void add_legend(struct help *help, const char *legend) {
  for (const char *line = legend; *line;) {
    size_t sign = strcspn(line, "\t\n"), length = strcspn(line, "\n");
    const char *text = length > sign ? line + sign + 1 : "";
    add_row(help, arena_printf(&help->arena, "%.*s", (int)sign, line),
            arena_printf(&help->arena, "%.*s", (int)(line + length - text), text), false);
    line += length + (line[length] == '\n');
  }
}

/* Signs of the timeline as this terminal shows them. */
static void add_signs(struct help *help) {
  static const struct {
    enum glyph sign;
    const char *meaning;
  } signs[] = {
      {GLYPH_VISIT, N_("a visit")},         {GLYPH_TWO_PERSON, N_("a visit for two")},
      {GLYPH_TRAVEL, N_("on the way")},     {GLYPH_WAIT, N_("waiting")},
      {GLYPH_BREAK, N_("the break")},       {GLYPH_LATE, N_("late")},
      {GLYPH_EDGE, N_("the shift's edge")}, {GLYPH_NOW, N_("now")},
  };
  for (size_t i = 0; i < COUNT_OF(signs); i++)
    add_row(help, glyph(signs[i].sign), _(signs[i].meaning), false);
}

static void open_help(struct screen *screen) {
  struct help *help = help_of(screen);
  const struct view *view = explained(screen);
  table_start(&help->list.table, columns, (int)COUNT_OF(columns));
  for (int group = 0; group < GROUP_COUNT; group++) {
    add_row(help, "", _(action_group_titles[group]), true);
    add_actions(screen, help, (enum action_group)group);
  }
  add_row(help, "", _("Signs and marks"), true);
  if (view->id == VIEW_BOARD)
    add_signs(help);
  add_legend(help, _(">\tthe row with the mark: keys work on it\n"
                     "*\tsomebody else changed this row since you saw it\n"
                     "+\tselected\n"
                     "!\tneeds a person\n"));
  if (view->legend)
    add_legend(help, _(view->legend));
  const struct table_source source = {
      .context = help, .n = (int)help->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&help->list.table, &source, true);
}

static void close_help(struct screen *screen) {
  table_end(&help_of(screen)->list.table);
  arena_free(&help_of(screen)->arena);
  vec_free(&help_of(screen)->rows);
}

static void draw_help(struct screen *screen, int top, int rows) {
  char back[KEY_NAME_SIZE], search[KEY_NAME_SIZE];
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, _("Keys of: %s   (%s: back, %s: search)"),
                _(explained(screen)->title), screen_key_name(screen, ACTION_BACK, back),
                screen_key_name(screen, ACTION_SEARCH, search));
  screen_table_draw(screen, &help_of(screen)->list, top + 1, rows - 1, _("No key has these words."));
}

static struct screen_table *help_table(struct screen *screen) {
  return &help_of(screen)->list;
}

const struct view help_view = {
    .id = VIEW_HELP,
    .title = N_("Help"),
    .shown_by = ACTION_HELP,
    .state_size = sizeof(struct help),
    .open = open_help,
    .draw = draw_help,
    .table = help_table,
    .close = close_help,
};
