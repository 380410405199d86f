/* Questions below the view. Each has a loop of its own; Esc gives up without any change. */
#include "tui/widgets/prompt.h"

#include <string.h>

#include "tui/engine/form.h"
#include "tui/engine/table.h"
#include "tui/screen.h"

/* So many rows for a question that is longer than one, and for the marked choice where some are. */
enum { choices_shown = 12, question_rows = 3, whole_rows = 3 };

/* Draws the view; where `rows` rows at its foot would cover the marked row, in what is left above them. */
static void draw_above(struct screen *screen, int rows) {
  screen_draw(screen);
  if (screen->cursor_row < terminal_rows() - 2 - rows)
    return;
  screen->covered = rows;
  screen_draw(screen);
  screen->covered = 0;
}

/* Draws the view with a cleared box of `rows` rows at its foot; returns the first that is free in the box. */
static int draw_box(struct screen *screen, int rows, const char *question, const char *keys) {
  bool is_long = terminal_width(question) > terminal_columns() - 4;
  rows += is_long ? question_rows : 0;
  draw_above(screen, rows);
  int top = terminal_rows() - 2 - rows;
  for (int row = top; row < terminal_rows(); row++)
    terminal_put(row, 0, terminal_columns(), STYLE(.role = COLOUR_PLAIN), true, "");
  terminal_line(top, 0, terminal_columns(), STYLE(.bold = true));
  terminal_put(terminal_rows() - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false, keys);
  if (is_long)
    terminal_wrap(top + 1, 1, question_rows, STYLE(.bold = true), question);
  else
    terminal_put(top, 2, terminal_columns() - 4, STYLE(.bold = true), false, question);
  return top + 1 + (is_long ? question_rows : 0);
}

/* --- A line of text: a form of one field, without a frame -------------------------------------------------------- */

/* Where the text is offered, the first letter replaces it. */
static struct form line_form(const char *name, const char *subject, const char *text, bool offered) {
  struct form form;
  form_start(&form, "", name, subject);
  form_add(&form, (struct field){.name = "line", .label = "", .type = FIELD_TEXT, .offered = offered && *text}, text);
  form_focus(&form, 0);
  return form;
}

static void draw_line(struct screen *screen, const char *question, const struct field *field) {
  int row = draw_box(screen, 2, question, _("type   ctrl-u empty   enter done   esc give up"));
  terminal_put(row, 0, 2, STYLE(.bold = true), false, ">");
  screen->cursor_row = row;
  screen->cursor_column =
      terminal_edit(row, 2, terminal_columns() - 3, STYLE(.bold = true), str_text(&field->text), field->cursor);
}

/* Runs the line until it is done (true) or given up. */
static bool run_line(struct screen *screen, const char *question, struct form *form,
                     void (*typed)(struct screen *screen, void *context, const char *text), void *context) {
  for (;;) {
    draw_line(screen, question, &form->fields.at[0]);
    int key = screen_key(screen);
    if (key == KEY_CODE_QUIT)
      return false;
    enum form_result result = key == KEY_CODE_NONE ? FORM_CONTINUES : form_key(form, key);
    if (result != FORM_CONTINUES)
      return result == FORM_SAVE;
    if (typed && key != KEY_CODE_NONE)
      typed(screen, context, form_value(form, "line"));
  }
}

bool prompt_typing(struct screen *screen, const char *question, struct str *out,
                   void (*typed)(struct screen *screen, void *context, const char *text), void *context) {
  struct form form = line_form("line", "", str_text(out), !typed);
  screen_hold(screen);
  bool done = run_line(screen, question, &form, typed, context);
  screen_release(screen);
  if (done) {
    str_clear(out);
    str_add(out, form_value(&form, "line"));
  }
  form_free(&form);
  return done;
}

bool prompt_text(struct screen *screen, const char *question, struct str *out) {
  return prompt_typing(screen, question, out, NULL, NULL) && !text_is_empty(str_text(out));
}

void prompt_keep(struct screen *screen, const char *name, const char *subject, const char *text) {
  struct form form = line_form(name, subject, "", false);
  form_set(&form, 0, text);
  drafts_keep(&screen->drafts, &form);
  form_free(&form);
}

/* Asks until what is typed is a reason, empty (which gives up, as escape does) or given up. */
static bool run_reason(struct screen *screen, const char *question, struct form *form) {
  struct str whole = {0};
  struct error why = {0};
  str_add(&whole, question);
  bool done;
  while ((done = run_line(screen, str_text(&whole), form, NULL, NULL)) && !text_is_empty(form_value(form, "line")) &&
         !reason_is_given(form_value(form, "line"), "", &why)) {
    str_clear(&whole);
    str_addf(&whole, "%s %s", question, _("(at least one word, so that others can read why)"));
    error_clear(&why);
  }
  str_free(&whole);
  return done;
}

static bool ask_kept(struct screen *screen, const char *question, struct form *form, struct str *out,
                     bool (*run)(struct screen *screen, const char *question, struct form *form)) {
  drafts_restore(&screen->drafts, form);
  screen_hold(screen);
  bool done = run(screen, question, form);
  screen_release(screen);
  if (done) {
    const char *line = form_value(form, "line") + strspn(form_value(form, "line"), " ");
    str_clear(out);
    str_add(out, line);
    while (out->n > 0 && out->at[out->n - 1] == ' ')
      out->at[--out->n] = '\0';
    drafts_forget(&screen->drafts, form);
  } else {
    drafts_keep(&screen->drafts, form);
    if (form_is_changed(form))
      screen_say(screen, COLOUR_NOTICE, "%s", _("not saved; what you typed is kept as a draft for the next time"));
  }
  form_free(form);
  return done && !text_is_empty(str_text(out));
}

static bool run_text(struct screen *screen, const char *question, struct form *form) {
  return run_line(screen, question, form, NULL, NULL);
}

bool prompt_kept(struct screen *screen, const char *question, const char *name, const char *subject, struct str *out) {
  struct form form = line_form(name, subject, str_text(out), true);
  return ask_kept(screen, question, &form, out, run_text);
}

bool prompt_reason(struct screen *screen, const char *question, const char *name, const char *subject,
                   struct str *out) {
  struct form form = line_form(name, subject, str_text(out), true);
  return ask_kept(screen, question, &form, out, run_reason);
}

/* --- A choice: a table of labels, narrowed down by what one types ------------------------------------------------- */

struct choosing {
  const struct choice *choices;
  char id[16];
};

static const char *choice_id(void *context, int row) {
  struct choosing *choosing = context;
  snprintf(choosing->id, sizeof choosing->id, "%d", row);
  return choosing->id;
}

static void choice_cell(void *context, int row, int column, struct str *out) {
  (void)column;
  str_add(out, ((struct choosing *)context)->choices[row].label);
}

/* Whether a choice is too long for its row: then the marked one is told whole below. */
static bool are_long(const struct choice *choices, int n) {
  for (int i = 0; i < n; i++)
    if (terminal_width(choices[i].label) > terminal_columns() - 2)
      return true;
  return false;
}

static void draw_choices(struct screen *screen, const char *question, struct table *table, const struct form *typed) {
  const struct choice *choices = ((struct choosing *)table->source.context)->choices;
  int room = terminal_rows() - 8 - question_rows;
  room = room > 1 ? room : 1;
  int shown = table->source.n < choices_shown ? table->source.n : choices_shown;
  shown = shown < room ? shown : room;
  const struct field *line = &typed->fields.at[0];
  bool whole = are_long(choices, table->source.n) && table_row(table) != NONE;
  int first = draw_box(screen, shown + (line->text.n > 0) + 1 + (whole ? whole_rows : 0), question,
                       _("type letters to narrow down   up/down choose   enter take it   esc give up"));
  if (line->text.n)
    terminal_putf(first++, 0, terminal_columns(), STYLE(.bold = true), false, "/ %s", str_text(&line->text));
  int top = table_scroll(table, shown);
  for (int i = 0; i < shown && top + i < table_n(table); i++) {
    bool marked = top + i == table->mark;
    const struct choice *choice = &choices[table_row_at(table, top + i)];
    struct style style = STYLE(.role = choice->dim ? COLOUR_DIM : COLOUR_PLAIN, .reverse = marked);
    terminal_putf(first + i, 0, terminal_columns(), style, true, "%s %s", marked ? ">" : " ", choice->label);
  }
  if (whole)
    terminal_wrap(first + shown, 2, whole_rows, STYLE(.bold = true), choices[table_row(table)].label);
  if (table_n(table) == 0)
    terminal_put(first, 2, terminal_columns() - 2, STYLE(.role = COLOUR_NOTICE), false,
                 _("nothing begins like this; backspace takes a letter back"));
  screen->cursor_row = first + (table->mark == NONE ? 0 : table->mark - top);
  screen->cursor_column = 0;
}

static bool move_mark(struct table *table, int key) {
  static const struct {
    int key, step;
  } steps[] = {{KEY_CODE_UP, -1},
               {KEY_CODE_DOWN, 1},
               {KEY_CODE_BACK_TAB, -1},
               {KEY_CODE_TAB, 1},
               {KEY_CODE_PAGE_UP, -choices_shown},
               {KEY_CODE_PAGE_DOWN, choices_shown},
               {KEY_CODE_HOME, -100000},
               {KEY_CODE_END, 100000}};
  for (size_t i = 0; i < COUNT_OF(steps); i++)
    if (steps[i].key == key) {
      table_go(table, (table->mark == NONE ? 0 : table->mark) + steps[i].step);
      return true;
    }
  return false;
}

static int run_choice(struct screen *screen, const char *question, struct table *table, struct form *typed) {
  for (;;) {
    draw_choices(screen, question, table, typed);
    int key = screen_key(screen);
    if (key == KEY_CODE_ESCAPE || key == KEY_CODE_QUIT)
      return NONE;
    if (key == KEY_CODE_ENTER && table_row(table) != NONE)
      return table_row(table);
    if (key == KEY_CODE_NONE || key == KEY_CODE_ENTER || move_mark(table, key))
      continue;
    form_key(typed, key);
    table_filter(table, form_value(typed, "line"));
  }
}

int prompt_choice(struct screen *screen, const char *question, const struct choice *choices, int n) {
  static const struct table_column label = {.title = "", .width = 80, .least = 10};
  struct choosing choosing = {.choices = choices};
  const struct table_source source = {
      .context = &choosing, .n = n, .id = choice_id, .cell = choice_cell, .from_word_start = true};
  struct table table;
  if (n == 0) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("there is nothing to choose from"));
    return NONE;
  }
  struct form typed = line_form("line", "", "", false);
  table_start(&table, &label, 1);
  table_load(&table, &source, true);
  screen_hold(screen);
  int chosen = run_choice(screen, question, &table, &typed);
  screen_release(screen);
  table_end(&table);
  form_free(&typed);
  return chosen;
}

int prompt_word(struct screen *screen, const char *question, const struct words *words) {
  VEC(struct choice) choices = {0};
  for (size_t i = 0; i < words->n; i++)
    vec_push(&choices, (struct choice){.label = _(words->at[i].label)});
  int chosen = prompt_choice(screen, question, choices.at, (int)choices.n);
  vec_free(&choices);
  return chosen == NONE ? NONE : words->at[chosen].code;
}

bool prompt_confirm(struct screen *screen, const char *question) {
  const struct choice choices[] = {{.label = _("no")}, {.label = _("yes")}};
  return prompt_choice(screen, question, choices, (int)COUNT_OF(choices)) == 1;
}
