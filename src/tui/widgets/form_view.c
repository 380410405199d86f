/* A form as a panel: its fields below one another, what is wrong beside each, help and choices at the foot. */
#include "tui/widgets/form_view.h"

#include <string.h>

#include "tui/screen.h"

#define CTRL(letter) ((letter) - 'a' + 1)
enum { top_row = 2, foot_rows = 4, help_rows = 2, gap = 2 }; /* foot: a line, help, two rows of choices, or one less */
enum { below_rows = 4 };                                     /* kept free for what follows the typing */

/* Where the columns of the form stand. */
struct form_columns {
  int label, value, note; /* first columns */
  int rows;               /* of fields */
};

static struct form_columns columns_of(const struct form *form) {
  int widest = 0, all = terminal_columns();
  for (size_t i = 0; i < form->fields.n; i++) {
    int width = terminal_width(_(form->fields.at[i].label));
    widest = width > widest ? width : widest;
  }
  widest = widest > all / 4 ? all / 4 : widest;
  struct form_columns columns = {.label = 3, .value = 3 + widest + gap};
  columns.note = columns.value + (all - columns.value) * 1 / 2 + gap;
  columns.rows = terminal_rows() - 2 - top_row - 1 - foot_rows;
  return columns;
}

/* --- Drawing ----------------------------------------------------------------------------------------------------- */

/* Whether the fault is to be told: not that a field is empty before anybody has typed in it or tried to save. */
static bool tells_fault(const struct form *form, const struct field *field) {
  return field->fault.n > 0 && (form->tried || field->text.n > 0 || field->before.n > 0);
}

/* A text has no note but its fault: it may use all of its row. */
static int width_of(const struct form *form, const struct field *field, const struct form_columns *columns) {
  bool alone = field->type == FIELD_TEXT && !tells_fault(form, field);
  return alone ? terminal_columns() - columns->value - 1 : columns->note - columns->value - gap;
}

static void draw_note(const struct form *form, const struct field *field, int row, int column) {
  struct str note = {0};
  int room = terminal_columns() - column;
  if (tells_fault(form, field))
    terminal_putf(row, column, room, STYLE(.role = COLOUR_ERROR), false, "! %s", str_text(&field->fault));
  else {
    if (!field_is_worded(field, field == &form->fields.at[form->at]))
      field_meaning(field, &note);
    terminal_put(row, column, room, STYLE(.role = COLOUR_DIM), false, str_text(&note));
  }
  str_free(&note);
}

/* What stands in the field's row: its text, or in words what the text means, as people read it. Returns whether it may
 * be edited there. */
static bool shown_text(const struct form *form, const struct field *field, bool focused, struct str *out) {
  date on;
  char day[DATE_SIZE];
  if (form_hides(form, field)) {
    str_add(out, FORM_HIDDEN);
    return false;
  }
  if (field_is_worded(field, focused)) {
    field_meaning(field, out);
    return false;
  }
  bool is_day = field->type == FIELD_DATE && !focused && date_parse(str_text(&field->text), &on);
  if (is_day)
    date_show(on, day);
  str_add(out, is_day ? day : str_text(&field->text));
  return true;
}

static void draw_field(struct screen *screen, const struct form *form, int at, int row,
                       const struct form_columns *columns) {
  const struct field *field = &form->fields.at[at];
  bool focused = at == form->at;
  int width = width_of(form, field, columns);
  terminal_putf(row, 0, 3, STYLE(.bold = true), false, "%s%s", focused ? ">" : " ", field->required ? "*" : " ");
  terminal_put(row, columns->label, columns->value - columns->label - 1, STYLE(.bold = focused), false,
               _(field->label));
  struct style style = STYLE(.role = field->fixed ? COLOUR_DIM : COLOUR_PLAIN, .underline = !field->fixed);
  struct str shown = {0};
  bool editable = shown_text(form, field, focused, &shown);
  int cursor =
      terminal_edit(row, columns->value, width, style, str_text(&shown), focused && editable ? field->cursor : 0);
  str_free(&shown);
  draw_note(form, field, row, columns->note);
  if (focused) {
    screen->cursor_row = row;
    screen->cursor_column = cursor;
  }
}

/* Of a path the names that would do, of which none is chosen; else the choices. */
static void draw_candidates(const struct form *form, int row, int last) {
  struct candidate candidates[CANDIDATES_MAX];
  bool paths = form->fields.at[form->at].type == FIELD_PATH;
  int n = form_candidates(form, candidates), column = 1, chosen = paths ? NONE : form->chosen;
  for (int i = 0; i < n; i++) {
    struct str text = {0};
    bool worded = candidates[i].worded && !text_is_empty(candidates[i].label);
    str_add(&text, paths || worded ? candidates[i].label : candidates[i].id);
    if (!paths && !worded && !text_is_empty(candidates[i].label) && !text_equal(candidates[i].label, candidates[i].id))
      str_addf(&text, " %s", candidates[i].label);
    int width = terminal_width(str_text(&text)) + 2;
    if (column + width >= terminal_columns() && row < last)
      row++, column = 1;
    if (column + width < terminal_columns())
      terminal_putf(row, column, width, STYLE(.reverse = i == chosen), false, "%s%s", i == chosen ? ">" : " ",
                    str_text(&text));
    column += width + 1;
    str_free(&text);
  }
}

/* A text that is longer than its row, whole. */
static void draw_whole_text(const struct form *form, const struct form_columns *columns, int row, int rows) {
  const struct field *field = &form->fields.at[form->at];
  if (field->type == FIELD_TEXT && !form_hides(form, field) &&
      terminal_width(str_text(&field->text)) >= width_of(form, field, columns))
    terminal_wrap(row, 1, rows, STYLE(.role = COLOUR_PLAIN), str_text(&field->text));
}

static void draw_foot(const struct form *form, const struct form_columns *columns, int row) {
  const struct field *field = &form->fields.at[form->at];
  bool faulty = tells_fault(form, field);
  struct str told = {0};
  str_addf(&told, "%s: %s", _(field->label),
           faulty                    ? str_text(&field->fault)
           : field->fixed            ? _("cannot be changed here")
           : form_hides(form, field) ? _("hidden; ctrl-o shows it, and that you looked is written down")
                                     : field_help(field));
  terminal_line(row, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  int used = terminal_wrap(row + 1, 1, help_rows, STYLE(.role = faulty ? COLOUR_ERROR : COLOUR_DIM), str_text(&told));
  str_free(&told);
  draw_candidates(form, row + 1 + used, row + foot_rows - 1);
  draw_whole_text(form, columns, row + 1 + used, foot_rows - used);
}

/* What follows the typing, on its own rows under the fields. */
static void draw_below(const char *text, int row, int rows) {
  for (const char *line = text; *line && rows > 0;) {
    size_t length = strcspn(line, "\n");
    struct str one = {0};
    str_addn(&one, line, length);
    int used = terminal_wrap(row, 3, rows, STYLE(.role = COLOUR_NOTICE, .bold = true), str_text(&one));
    str_free(&one);
    row += used, rows -= used;
    line += length + (line[length] != '\0');
  }
}

static void clear_rows(int from, int until) {
  for (int row = from; row < until; row++)
    terminal_put(row, 0, terminal_columns(), STYLE(.role = COLOUR_PLAIN), true, "");
}

static void draw_form(struct screen *screen, struct form *form, int *top) {
  screen_draw(screen);
  if (terminal_too_small())
    return;
  struct form_columns columns = columns_of(form);
  int n = (int)form->fields.n, rows = terminal_rows(), room = columns.rows;
  struct str below = {0};
  if (form->below)
    form->below(form->context, form, &below);
  if (below.n && n > room - below_rows)
    columns.rows = room - below_rows;
  clear_rows(top_row, rows - 2);
  *top = screen_scroll(*top, form->at, columns.rows, n);
  terminal_put(top_row, 1, terminal_columns() - 1, STYLE(.bold = true), false, form->title);
  if (n > columns.rows)
    terminal_putf(top_row, terminal_columns() - 16, 16, STYLE(.role = COLOUR_DIM), false, _("field %d of %d"),
                  form->at + 1, n);
  for (int i = 0; i < columns.rows && *top + i < n; i++)
    draw_field(screen, form, *top + i, top_row + 1 + i, &columns);
  int fields = n < columns.rows ? n : columns.rows;
  draw_below(str_text(&below), top_row + 2 + fields, room - fields - 1);
  str_free(&below);
  draw_foot(form, &columns, rows - 2 - foot_rows);
  clear_rows(rows - 1, rows);
  terminal_put(rows - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false,
               _("tab next   ctrl-s save   ctrl-u empty   esc leave, keeping the draft   * needed"));
}

/* --- Running ----------------------------------------------------------------------------------------------------- */

static void leave(struct screen *screen, struct form *form) {
  drafts_keep(&screen->drafts, form);
  if (form_is_changed(form))
    screen_say(screen, COLOUR_NOTICE, "%s", _("not saved; what you typed is kept as a draft for the next time"));
}

static void forget_draft(struct screen *screen, struct form *form) {
  if (form_is_changed(form) && !prompt_confirm(screen, _(" Forget what you typed in this form? ")))
    return;
  drafts_forget(&screen->drafts, form);
  form_reset(form);
  form_focus(form, 0);
  screen_say(screen, COLOUR_NOTICE, "%s", _("the draft is gone; the form is as it was"));
}

static bool try_save(struct screen *screen, struct form *form,
                     bool (*save)(struct screen *screen, struct form *form, void *context, struct str *why),
                     void *context) {
  struct str why = {0};
  bool saved = save(screen, form, context, &why);
  if (saved)
    drafts_forget(&screen->drafts, form);
  else if (why.n)
    screen_say(screen, COLOUR_ERROR, "%s", str_text(&why));
  str_free(&why);
  return saved;
}

static bool run(struct screen *screen, struct form *form,
                bool (*save)(struct screen *screen, struct form *form, void *context, struct str *why), void *context) {
  int top = 0;
  for (;;) {
    draw_form(screen, form, &top);
    int key = screen_key(screen);
    if (key == KEY_CODE_NONE || key == KEY_CODE_RESIZE || key == KEY_CODE_MOUSE)
      continue;
    if (key == KEY_CODE_QUIT)
      break;
    str_clear(&screen->message);
    if (key == CTRL('r')) {
      forget_draft(screen, form);
      continue;
    }
    if (key == CTRL('o') && form->reveal) {
      form->reveals = form->reveals || form->reveal(screen, form->subject);
      continue;
    }
    enum form_result result = form_key(form, key);
    if (result == FORM_SAVE && try_save(screen, form, save, context))
      return true;
    if (result == FORM_LEAVE)
      break;
  }
  leave(screen, form);
  return false;
}

bool form_run(struct screen *screen, struct form *form,
              bool (*save)(struct screen *screen, struct form *form, void *context, struct str *why), void *context) {
  if (form->fields.n == 0)
    return false;
  screen_hold(screen);
  form_focus(form, 0);
  str_clear(&screen->message);
  if (drafts_restore(&screen->drafts, form))
    screen_say(screen, COLOUR_NOTICE, "%s", _("your draft is here again; ctrl-r forgets it"));
  bool saved = run(screen, form, save, context);
  screen_release(screen);
  return saved;
}
