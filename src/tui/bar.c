/* What frames every view: the header with what needs a person, the message, the key bar. */
#include <string.h>

#include "tui/loop.h"

/* Columns of the header's clock, and from where on a window is wide. */
enum { CLOCK_WIDTH = 6, WIDE = 100 };

/* --- Header --- */

/* The header's three figures; in a narrow window in short words. */
struct figure {
  int n; /* NONE = not known yet */
  const char *what;
};
enum { FIGURES = 3, FIGURE_GAP = 2 };

static void add_figure(const struct figure *figure, struct str *out) {
  if (figure->n == NONE)
    str_addf(out, "? %s", figure->what);
  else
    str_addf(out, "%s%d %s", figure->n > 0 ? "!" : "", figure->n, figure->what);
}

/* Strong while it needs a person. Returns the column after it. */
static int draw_figure(int column, int until, const struct figure *figure) {
  struct style style =
      figure->n > 0 ? STYLE(.role = COLOUR_ERROR, .bold = true, .reverse = true) : STYLE(.role = COLOUR_DIM);
  struct str text = {0};
  add_figure(figure, &text);
  column += terminal_put(0, column, until - column, style, false, str_text(&text)) + FIGURE_GAP;
  str_free(&text);
  return column;
}

static int figures_width(const struct figure *figures) {
  int width = 0;
  for (int i = 0; i < FIGURES; i++) {
    struct str text = {0};
    add_figure(&figures[i], &text);
    width += text_width(str_text(&text)) + FIGURE_GAP;
    str_free(&text);
  }
  return width;
}

/* What the person does today: the function of the shift row, else the role. */
static const char *function_of(const struct screen *screen, int staff) {
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->staff == staff && row->date == day->date && row->function != FUNCTION_NONE)
      return _(word_label(&words_function, (int)row->function));
  }
  return _(word_label(&words_role, (int)day->staff[staff].role));
}

/* The signed-in person and function, right-aligned before the clock, where that fits. */
static void draw_person(const struct screen *screen, int from, int until) {
  const char *actor = screen->session->actor;
  int staff = actor ? day_find_staff(screen->data.day, actor) : NONE;
  struct str text = {0};
  if (staff != NONE)
    str_addf(&text, "%s, %s", screen->data.day->staff[staff].name, function_of(screen, staff));
  else
    str_addf(&text, "%s", actor ? actor : "");
  int width = text_width(str_text(&text));
  if (until - width > from)
    terminal_put(0, until - width, width, STYLE(.role = COLOUR_DIM), false, str_text(&text));
  str_free(&text);
}

const char *screen_weekday(date on) {
  static const char *const weekdays[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
  return _(weekdays[date_weekday(on)]);
}

/* Shift and date, and whether that is today; short where there is less room. */
static void add_shown_date(const struct screen *screen, bool wide, struct str *out) {
  char on[DATE_SIZE];
  bool today = screen->on == instant_date(clock_now());
  date_show(screen->on, on);
  str_addf(out, " %s %s %s ", glyph(GLYPH_DOT), _(word_label(&words_shift, (int)screen->shift)), glyph(GLYPH_DOT));
  if (wide)
    str_addf(out, today ? _("%s %s (today)") : _("%s %s (not today)"), screen_weekday(screen->on), on);
  else
    str_addf(out, today ? _("today %s") : _("not today %s"), on);
}

/* The team, cut where it must be, and what is shown of it, never cut; returns the column after it. */
static int draw_shown(const struct screen *screen, int room) {
  struct str shown = {0};
  int team = screen_team(screen);
  const char *name = team == NONE ? _("no team yet") : screen->data.day->teams[team].name;
  add_shown_date(screen, true, &shown);
  if (terminal_width(name) + terminal_width(str_text(&shown)) > room) {
    str_clear(&shown);
    add_shown_date(screen, false, &shown);
  }
  int column = terminal_put(0, 0, room - terminal_width(str_text(&shown)), STYLE(.bold = true), false, name);
  column += terminal_put(0, column, room, STYLE(.bold = true), false, str_text(&shown));
  str_free(&shown);
  return column;
}

void draw_header(const struct screen *screen) {
  char now[TIME_SIZE];
  date today = instant_date(clock_now());
  bool wide = terminal_columns() >= WIDE;
  int until = terminal_columns() - CLOCK_WIDTH;
  const struct figure figures[FIGURES] = {{screen->counts.must, wide ? _("MUST unassigned") : _("MUST")},
                                          {screen->counts.errors, _("errors")},
                                          {screen->counts.now, _("HT now")}};
  time_format(today, minute_of(today, clock_now()), now);
  terminal_put(0, until + 1, CLOCK_WIDTH - 1, STYLE(.bold = true), false, now);
  int column = draw_shown(screen, until - figures_width(figures) - FIGURE_GAP) + FIGURE_GAP;
  for (int i = 0; i < FIGURES; i++)
    column = draw_figure(column, until, &figures[i]);
  draw_person(screen, column, until - 1);
  terminal_line(1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
}

/* That a filter hides rows, as long as nothing else is to be said; false when none does. */
static bool draw_filter(struct screen *screen) {
  const struct view *view = screen_view(screen);
  const struct screen_table *list = view->table && screen->data.day ? view->table(screen) : NULL;
  if (!list || list->table.filter.n == 0)
    return false;
  terminal_putf(terminal_rows() - 2, 0, terminal_columns(), STYLE(.role = COLOUR_NOTICE, .bold = true), false,
                _("only rows with '%s': %d of %d (esc shows all)"), str_text(&list->table.filter_typed),
                table_n(&list->table), list->table.source.n);
  return true;
}

/* How far long work is, likewise; on its own view it stands there. */
static bool draw_long_work(const struct screen *screen) {
  const struct long_work *work = screen->long_works.underway;
  struct str text = {0};
  if (!work || screen_view(screen)->id == work->kind->view)
    return false;
  long_work_progress(work, &text);
  terminal_put(terminal_rows() - 2, 0, terminal_columns(), STYLE(.role = COLOUR_NOTICE), false, str_text(&text));
  str_free(&text);
  return true;
}

/* Why something is not done ends with who may do it, and is never cut there: it goes on over the last rows of the view,
 * until the next key. */
static void draw_refusal(const char *text, enum colour_role role) {
  enum { rows_most = 5 };
  int rows = 0;
  size_t skip = 0;
  for (const char *at = text; *at && rows < rows_most; rows++)
    at += text_wrap(at, terminal_columns(), &skip) + skip;
  int top = terminal_rows() - 1 - rows;
  for (int i = 0; i < rows; i++)
    terminal_put(top + i, 0, terminal_columns(), STYLE(.role = role), true, "");
  terminal_wrap(top, 0, rows, STYLE(.role = role, .bold = true), text);
}

void draw_message(struct screen *screen) {
  if (screen->asked != screen->on) {
    char on[DATE_SIZE];
    date_show(screen->asked, on);
    terminal_putf(terminal_rows() - 2, 0, terminal_columns(), STYLE(.role = COLOUR_NOTICE, .bold = true), false,
                  _("reading %s ... (what stands here is still the date before)"), on);
    return;
  }
  if (screen->message.n == 0 && (draw_filter(screen) || draw_long_work(screen)))
    return;
  if (screen->message_role == COLOUR_ERROR && screen->message.n > 0 && !screen->held) {
    draw_refusal(str_text(&screen->message), screen->message_role);
    return;
  }
  terminal_put(terminal_rows() - 2, 0, terminal_columns(), STYLE(.role = screen->message_role, .bold = true), false,
               str_text(&screen->message));
}

/* --- Key bar: only what works here --- */

static bool works_here(const struct screen *screen, const struct action_spec *spec) {
  const struct view *view = screen_view(screen);
  if (!(spec->views & IN(view->id)) || view->shown_by == spec->action || !screen_has_view(screen, spec->action))
    return false;
  if (spec->action == ACTION_UNDO)
    return screen->undo_label.n > 0;
  if (spec->action == ACTION_SEARCH || spec->action == ACTION_FILTER)
    return view->table != NULL;
  return true;
}

/* What the bar calls an action; NULL = it is not there. */
static const char *word_here(const struct screen *screen, const struct action_spec *spec) {
  const struct view *view = screen_view(screen);
  if (!works_here(screen, spec) || !screen->permitted[spec->may] || !screen->permitted[spec->also])
    return NULL;
  return view->offers ? view->offers(screen, spec->action, spec->bar) : spec->bar;
}

/* One action; returns the column after it, or `column` when it does not fit. */
static int draw_key(const struct screen *screen, const struct action_spec *spec, int column, int until) {
  struct str key = {0}, word = {0};
  int row = terminal_rows() - 1;
  keymap_first_key(&screen->config.keymap, screen_view(screen)->id, spec->action, &key);
  str_add(&word, _(word_here(screen, spec)));
  int width = text_width(str_text(&key)) + 1 + text_width(str_text(&word)) + 2;
  if (key.n > 0 && column + width <= until + 2) {
    int at = column + terminal_put(row, column, until, STYLE(.bold = true, .underline = true), false, str_text(&key));
    terminal_putf(row, at, until - at, STYLE(.role = COLOUR_PLAIN), false, " %s", str_text(&word));
    column += width;
  }
  str_free(&key);
  str_free(&word);
  return column;
}

/* What undo would take back, in what room is left. */
static void draw_undo(const struct screen *screen, int column) {
  char key[KEY_NAME_SIZE];
  if (screen->undo_label.n > 0 && terminal_columns() - column >= 30)
    terminal_putf(terminal_rows() - 1, column, terminal_columns() - column, STYLE(.role = COLOUR_DIM), false,
                  _("%s undo: %s"), screen_key_name(screen, ACTION_UNDO, key), str_text(&screen->undo_label));
}

void draw_bar(const struct screen *screen) {
  int column = 0;
  bool roomy = screen->undo_label.n > 0 && terminal_columns() >= WIDE;
  int until = terminal_columns() - (roomy ? terminal_columns() / 4 : 0);
  for (size_t i = 0; i < n_actions; i++)
    if (word_here(screen, &actions[i]) && !(roomy && actions[i].action == ACTION_UNDO))
      column = draw_key(screen, &actions[i], column, until);
  if (roomy)
    draw_undo(screen, column);
}
