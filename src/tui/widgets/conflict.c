/* Two versions of one record, field by field. */
#include "tui/widgets/conflict.h"

#include "tui/engine/form.h"
#include "tui/screen.h"

static bool differs(const struct conflict_field *field) {
  return !text_equal(field->mine, field->theirs);
}

/* Whether both changed it, and not to the same. */
static bool is_contested(const struct conflict_field *field) {
  return differs(field) && !text_equal(field->mine, field->base) && !text_equal(field->theirs, field->base);
}

int conflict_start(struct conflict_field *fields, int n) {
  int contested = 0;
  for (int i = 0; i < n; i++) {
    fields[i].take_mine = !text_equal(fields[i].mine, fields[i].base);
    contested += is_contested(&fields[i]);
  }
  return contested;
}

const char *conflict_text(const struct conflict_field *field) {
  return field->take_mine ? field->mine : field->theirs;
}

/* The fields in which the two differ. */
struct contest {
  struct conflict_field *fields;
  VEC(int) rows;
  int mark;
};

static const char *shown(const struct conflict_field *field, const char *text) {
  bool typed = text == field->mine && !text_equal(field->mine, field->base);
  return field->secret && !typed && *text ? FORM_HIDDEN : text;
}

static void draw_row(const struct contest *contest, int i, int row) {
  const struct conflict_field *field = &contest->fields[contest->rows.at[i]];
  int label = terminal_columns() / 5, room = (terminal_columns() - label - 2) / 2;
  bool marked = i == contest->mark;
  terminal_putf(row, 0, label, STYLE(.bold = marked), false, "%s%s %s", marked ? ">" : " ",
                is_contested(field) ? "!" : " ", field->label);
  terminal_putf(row, label, room, STYLE(.role = field->take_mine ? COLOUR_PLAIN : COLOUR_DIM, .bold = field->take_mine),
                false, "%s %s", field->take_mine ? "[x]" : "[ ]", shown(field, field->mine));
  terminal_putf(row, label + room + 1, room,
                STYLE(.role = field->take_mine ? COLOUR_DIM : COLOUR_PLAIN, .bold = !field->take_mine), false, "%s %s",
                field->take_mine ? "[ ]" : "[x]", shown(field, field->theirs));
}

static void draw(struct screen *screen, const char *title, const struct contest *contest) {
  enum { first = 2 };
  screen_draw(screen);
  if (terminal_too_small())
    return;
  int columns = terminal_columns(), rows = terminal_rows(), label = columns / 5, room = (columns - label - 2) / 2;
  for (int row = first; row < rows; row++)
    terminal_put(row, 0, columns, STYLE(.role = COLOUR_PLAIN), true, "");
  terminal_put(first, 1, columns - 1, STYLE(.role = COLOUR_WARNING, .bold = true), false, title);
  terminal_put(first + 1, 1, columns - 1, STYLE(.role = COLOUR_PLAIN), false,
               _("Somebody changed this record while you had it open. Nothing is saved yet."));
  terminal_put(first + 3, label, room, STYLE(.underline = true), false, _("    yours"));
  terminal_put(first + 3, label + room + 1, room, STYLE(.underline = true), false, _("    theirs, as it is now"));
  int shown = rows - first - 6, top = screen_scroll(0, contest->mark, shown, (int)contest->rows.n);
  for (int i = 0; i < shown && top + i < (int)contest->rows.n; i++)
    draw_row(contest, top + i, first + 4 + i);
  terminal_put(rows - 1, 0, columns, STYLE(.role = COLOUR_DIM), false,
               _("left/right yours or theirs   m all yours   t all theirs   enter save it so   esc back to the form"));
  screen->cursor_row = first + 4 + contest->mark - top;
  screen->cursor_column = 0;
}

static void take_all(struct contest *contest, bool mine) {
  for (size_t i = 0; i < contest->rows.n; i++)
    contest->fields[contest->rows.at[i]].take_mine = mine;
}

static void press(struct contest *contest, int key) {
  struct conflict_field *field = &contest->fields[contest->rows.at[contest->mark]];
  if (key == KEY_CODE_UP && contest->mark > 0)
    contest->mark--;
  else if (key == KEY_CODE_DOWN && contest->mark + 1 < (int)contest->rows.n)
    contest->mark++;
  else if (key == KEY_CODE_LEFT || key == KEY_CODE_RIGHT)
    field->take_mine = key == KEY_CODE_LEFT;
  else if (key == KEY_CODE_SPACE)
    field->take_mine = !field->take_mine;
  else if (key == 'm' || key == 't')
    take_all(contest, key == 'm');
}

bool conflict_resolve(struct screen *screen, const char *title, struct conflict_field *fields, int n) {
  struct contest contest = {.fields = fields};
  int key = KEY_CODE_ENTER;
  for (int i = 0; i < n; i++)
    if (differs(&fields[i]))
      vec_push(&contest.rows, i);
  screen_hold(screen);
  for (bool asking = contest.rows.n > 0; asking;) {
    draw(screen, title, &contest);
    key = screen_key(screen);
    asking = key != KEY_CODE_ENTER && key != KEY_CODE_ESCAPE && key != KEY_CODE_QUIT;
    if (asking && key != KEY_CODE_NONE)
      press(&contest, key);
  }
  screen_release(screen);
  vec_free(&contest.rows);
  return key == KEY_CODE_ENTER;
}

/* --- A form ------------------------------------------------------------------------------------------------------ */

static void take_over(struct form *form, const struct conflict_field *fields) {
  for (size_t i = 0; i < form->fields.n; i++) {
    struct field *field = &form->fields.at[i];
    str_clear(&field->before);
    str_add(&field->before, fields[i].theirs);
    form_set(form, (int)i, conflict_text(&fields[i]));
  }
}

bool conflict_settle(struct screen *screen, struct form *form, const char *const *now) {
  struct arena arena = {0};
  int n = (int)form->fields.n;
  struct conflict_field *fields = arena_alloc(&arena, (size_t)n * sizeof *fields);
  for (int i = 0; i < n; i++) {
    const struct field *field = &form->fields.at[i];
    fields[i] = (struct conflict_field){
        .label = _(field->label),
        .base = arena_strdup(&arena, str_text(&field->before)),
        .mine = arena_strdup(&arena, str_text(&field->text)),
        .theirs = now[i],
        .secret = field->secret && !form->reveals,
    };
  }
  bool settled = conflict_start(fields, n) == 0 || conflict_resolve(screen, form->title, fields, n);
  if (settled)
    take_over(form, fields);
  arena_free(&arena);
  return settled;
}
