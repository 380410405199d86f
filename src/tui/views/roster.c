/* The roster as it will be printed: the lists of the date, and the page of the marked one. Beside it where there is
 * room, else over it. */
#include "tui/views/roster.h"

#include "vaktrom/paper.h"

#include <stdlib.h>
#include <string.h>

enum { BESIDE = 130, LIST_WIDTH = 46 };

enum { COLUMN_LIST, COLUMN_SHIFT, COLUMN_STATE, COLUMN_WORKER, COLUMN_VISITS, COLUMN_TEAM };
static const struct table_column columns[] = {
    [COLUMN_LIST] = {.title = N_("list"), .width = 6, .least = 5, .importance = 6},
    [COLUMN_SHIFT] = {.title = N_("shift"), .width = 8, .least = 7, .importance = 4},
    [COLUMN_STATE] = {.title = N_("state"), .width = 8, .least = 6, .importance = 5},
    [COLUMN_WORKER] = {.title = N_("worker"), .width = 22, .least = 10, .importance = 3},
    [COLUMN_VISITS] = {.title = N_("visits"), .width = 6, .least = 6, .importance = 1, .right = true},
    [COLUMN_TEAM] = {.title = N_("team, unit"), .width = 30, .least = 10, .importance = 2},
};
static const struct table_column page_columns[] = {
    {.title = N_("the page as it will be printed"), .width = PAPER_COLUMNS + 2, .least = 40, .importance = 1},
};

struct roster_state *roster_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- The lists --- */

static const struct work_list *list_at(const struct roster_state *state, int row) {
  return &state->screen->data.day->lists[state->lists.at[row]];
}

static const char *list_id(void *context, int row) {
  return list_at(context, row)->id;
}

/* As the paper says it: a list is final only when its shift is approved and no visit that must be made waits. */
static int musts_waiting(const struct day *day, const struct work_list *list) {
  int n = 0;
  for (int i = 0; i < day->n_visits; i++)
    n += day->visits[i].state == VISIT_UNASSIGNED && day->visits[i].priority == PRIORITY_MUST &&
         day->visits[i].team == list->team && day->visits[i].shift == list->shift;
  return n;
}

static bool is_draft(const struct day *day, const struct work_list *list) {
  return list->state == LIST_DRAFT || musts_waiting(day, list) > 0;
}

static void list_cell(void *context, int row, int column, struct str *out) {
  const struct roster_state *state = context;
  const struct day *day = state->screen->data.day;
  const struct work_list *list = list_at(state, row);
  switch (column) {
  case COLUMN_LIST:
    str_add(out, list->id);
    break;
  case COLUMN_SHIFT:
    str_add(out, _(word_label(&words_shift, (int)list->shift)));
    break;
  case COLUMN_STATE:
    str_add(out, is_draft(day, list) ? _("DRAFT") : _("final"));
    break;
  case COLUMN_WORKER:
    str_add(out, list->staff == NONE ? _("! nobody") : day->staff[list->staff].name);
    break;
  case COLUMN_VISITS:
    str_addf(out, "%d", state->screen->data.sheets[state->lists.at[row]].n_stops);
    break;
  default:
    str_addf(out, "%s %s", day->teams[list->team].name, day->teams[list->team].unit ? day->teams[list->team].unit : "");
  }
}

static enum colour_role list_role(void *context, int row) {
  const struct roster_state *state = context;
  const struct work_list *list = list_at(state, row);
  return list->staff == NONE ? COLOUR_WARNING : is_draft(state->screen->data.day, list) ? COLOUR_NOTICE : COLOUR_PLAIN;
}

/* --- The page --- */

static const char *line_id(void *context, int row) {
  struct roster_state *state = context;
  snprintf(state->id, sizeof state->id, "%d", row);
  return state->id;
}

static void line_cell(void *context, int row, int column, struct str *out) {
  (void)column;
  str_add(out, ((const struct roster_state *)context)->lines.at[row]);
}

static enum colour_role line_role(void *context, int row) {
  const char *line = ((const struct roster_state *)context)->lines.at[row];
  return strstr(line, _("DRAFT")) ? COLOUR_NOTICE : COLOUR_PLAIN;
}

static void add_pages(struct screen *screen, const struct roster_filter *filter, struct str *out) {
  struct paper paper;
  paper_roster(screen->session->store, screen->data.day, filter, &paper);
  paper_render_text(&paper, out);
  paper_free(&paper);
}

static void add_list(struct screen *screen, const char *list, struct str *out) {
  const struct roster_filter filter = {.shift = NONE, .list = list, .sheets = screen->data.sheets};
  add_pages(screen, &filter, out);
}

/* Cuts the text into its lines; a form feed becomes a mark where a new page begins. */
static void cut_lines(struct roster_state *state) {
  state->lines.n = 0;
  for (char *at = state->text.at, *end; at && *at; at = end + 1) {
    end = strchr(at, '\n');
    if (*at == '\f') {
      vec_push(&state->lines, _("- - - - - - - - - - - - - - - -  new page  - - - - - - - - - - - - - - - -"));
      at++;
    }
    vec_push(&state->lines, at);
    if (!end)
      break;
    *end = '\0';
  }
  while (state->lines.n > 0 &&
         state->lines.at[state->lines.n - 1][strspn(state->lines.at[state->lines.n - 1], " \f")] == '\0')
    state->lines.n--;
}

static void show_page(struct screen *screen, bool own) {
  struct roster_state *state = roster_of(screen);
  int row = table_row(&state->list.table);
  bool same = row != NONE && text_equal(state->shown, list_at(state, row)->id);
  snprintf(state->shown, sizeof state->shown, "%s", row == NONE ? "" : list_at(state, row)->id);
  str_clear(&state->text);
  state->lines.n = 0;
  if (row != NONE)
    add_list(screen, state->shown, &state->text);
  cut_lines(state);
  const struct table_source source = {
      .context = state, .n = (int)state->lines.n, .id = line_id, .cell = line_cell, .role = line_role};
  table_load(&state->page.table, &source, own || !same);
  if (!same)
    table_go(&state->page.table, 0);
}

static bool follow_page(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  int row = table_row(&state->list.table);
  bool other = !text_equal(state->shown, row == NONE ? "" : list_at(state, row)->id);
  if (other)
    show_page(screen, true);
  return other;
}

static bool is_chosen(const struct roster_state *state, int list) {
  for (int i = 0; i < table_n(&state->list.table); i++)
    if (state->lists.at[table_row_at(&state->list.table, i)] == list)
      return table_is_selected(&state->list.table, i);
  return false;
}

/* Whether all lists of that list's team and shift are chosen: then the page of the visits that nobody has comes too. */
static bool whole_shift(const struct roster_state *state, const struct work_list *list, bool *first) {
  const struct day *day = state->screen->data.day;
  bool seen = false;
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *other = &day->lists[i];
    if (other->team != list->team || other->shift != list->shift)
      continue;
    if (!is_chosen(state, i))
      return false;
    *first = seen ? *first : other == list;
    seen = true;
  }
  return true;
}

static void add_chosen(struct screen *screen, const struct work_list *list, struct str *out) {
  bool first = false;
  if (!whole_shift(roster_of(screen), list, &first)) {
    add_list(screen, list->id, out);
    return;
  }
  const struct roster_filter filter = {
      .shift = (int)list->shift, .team = screen->data.day->teams[list->team].id, .sheets = screen->data.sheets};
  if (first)
    add_pages(screen, &filter, out);
}

void roster_pages(struct screen *screen, struct roster_pages *out) {
  struct table *table = &roster_of(screen)->list.table;
  bool any = table_n_selected(table) > 0;
  *out = (struct roster_pages){0};
  for (int i = 0; i < table_n(table); i++) {
    const struct work_list *list = list_at(roster_of(screen), table_row_at(table, i));
    if (any ? !table_is_selected(table, i) : i != table->mark)
      continue;
    out->lists++;
    out->drafts += is_draft(screen->data.day, list);
    if (any)
      add_chosen(screen, list, &out->text);
    else
      add_list(screen, list->id, &out->text);
  }
}

/* --- The view --- */

static void open_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  state->screen = screen;
  table_start(&state->list.table, columns, (int)COUNT_OF(columns));
  table_start(&state->page.table, page_columns, (int)COUNT_OF(page_columns));
}

static void read_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  const struct day *day = screen->data.day;
  state->lists.n = 0;
  for (int i = 0; i < day->n_lists; i++)
    if (screen_of_base(screen, day->lists[i].team))
      vec_push(&state->lists, i);
  const struct table_source source = {
      .context = state, .n = (int)state->lists.n, .id = list_id, .cell = list_cell, .role = list_role};
  table_load(&state->list.table, &source, screen->own_change);
  show_page(screen, screen->own_change);
}

/* The subject is a list's id. */
static void focus_roster(struct screen *screen) {
  if (!table_go_id(&roster_of(screen)->list.table, screen_subject(screen)))
    screen_say(screen, COLOUR_NOTICE, _("'%s' is not among the lists of this date"), screen_subject(screen));
}

static void draw_heading(const struct screen *screen, int top) {
  const struct roster_state *state = roster_of(screen);
  char print[KEY_NAME_SIZE], all[KEY_NAME_SIZE];
  int chosen = table_n_selected(&state->list.table);
  screen_key_name(screen, ACTION_PRINT, print);
  screen_key_name(screen, ACTION_SELECT_ALL, all);
  if (chosen > 0)
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  trn("%d list chosen: %s prints it   space: choose or leave   %s: all that are shown, or none",
                      "%d lists chosen: %s prints them   space: choose or leave   %s: all that are shown, or none",
                      chosen),
                  chosen, print, all);
  else
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  _("Space chooses lists, %s all that are shown (f: only a team); %s prints; enter: the page"), all,
                  print);
}

static void draw_page(struct screen *screen, struct roster_state *state, int row, int column, int rows) {
  state->page.place = (struct table_place){
      .row = row, .column = column, .rows = rows, .columns = terminal_columns() - column, .focused = state->reading};
  int cursor_row = screen->cursor_row, cursor_column = screen->cursor_column;
  table_draw(&state->page.table, &state->page.place, _("Nothing to print: this date has no lists yet."), &cursor_row,
             &cursor_column);
  if (state->reading) {
    screen->cursor_row = cursor_row;
    screen->cursor_column = cursor_column;
  }
}

static void draw_lists(struct screen *screen, struct roster_state *state, int row, int rows, int width) {
  int cursor_row = screen->cursor_row, cursor_column = screen->cursor_column;
  char night[KEY_NAME_SIZE];
  struct str empty = {0};
  str_addf(&empty, _("No lists for this date yet: the night's run makes them (%s). + and -: another date."),
           screen_key_name(screen, ACTION_NIGHT, night));
  state->list.place = (struct table_place){.row = row, .rows = rows, .columns = width, .focused = !state->reading};
  table_draw(&state->list.table, &state->list.place, str_text(&empty), &cursor_row, &cursor_column);
  str_free(&empty);
  if (!state->reading) {
    screen->cursor_row = cursor_row;
    screen->cursor_column = cursor_column;
  }
}

static void draw_roster(struct screen *screen, int top, int rows) {
  struct roster_state *state = roster_of(screen);
  bool beside = terminal_columns() >= BESIDE;
  follow_page(screen);
  draw_heading(screen, top);
  if (beside || !state->reading)
    draw_lists(screen, state, top + 1, rows - 1, beside ? LIST_WIDTH : terminal_columns());
  if (beside || state->reading)
    draw_page(screen, state, top + 1, beside ? LIST_WIDTH + 1 : 0, rows - 1);
}

/* --- Keys --- */

static void select_all(struct table *table) {
  int n = 0;
  for (int i = 0; i < table_n(table); i++)
    n += table_is_selected(table, i);
  bool none = n == table_n(table);
  for (int i = 0; i < table_n(table); i++)
    if (none || !table_is_selected(table, i))
      table_toggle(table, i);
}

static void request_roster(struct screen *screen, enum action action) {
  struct roster_state *state = roster_of(screen);
  switch (action) {
  case ACTION_OPEN:
  case ACTION_NEXT_PANE:
    state->reading = !state->reading && state->lines.n > 0;
    break;
  case ACTION_SELECT_ALL:
    select_all(&state->list.table);
    break;
  case ACTION_NEXT_TEAM:
  case ACTION_PREVIOUS_TEAM:
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, NONE);
    break;
  case ACTION_PRINT:
    roster_print(screen);
    break;
  default:
    break;
  }
}

static bool back_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  bool was = state->reading;
  state->reading = false;
  return was;
}

static struct screen_table *roster_table(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  return state->reading ? &state->page : &state->list;
}

static void close_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  table_end(&state->list.table);
  table_end(&state->page.table);
  vec_free(&state->lists);
  vec_free(&state->lines);
  str_free(&state->text);
}

const struct view roster_view = {
    .id = VIEW_ROSTER,
    .title = N_("The roster as it will be printed"),
    .shown_by = ACTION_ROSTER,
    .state_size = sizeof(struct roster_state),
    .legend = N_("+ chosen for printing   DRAFT: not approved, or a visit that must be made has nobody"),
    .open = open_roster,
    .read = read_roster,
    .focus = focus_roster,
    .draw = draw_roster,
    .request = request_roster,
    .back = back_roster,
    .table = roster_table,
    .close = close_roster,
};
