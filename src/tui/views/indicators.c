/* The indicators that leaders follow: one report at a time, with small bars, its definition below. */
#include "tui/views/views.h"
#include "tui/widgets/plot.h"
#include "vaktrom/report.h"

#include <math.h>
#include <stdlib.h>

enum {

  BAR_WIDTH = 6,
  FIGURE_WIDTH = 7,
  TEAM_WIDTH = 5,
  TEXT_WIDTH = 12,
  COURSE_MOST = 14,
  MONTHS_FROM = 56,
  LEAST_TABLE = 8
};
static const int periods[] = {28, 7, 91, 365};

/* The errand. */
struct report_work {
  const struct report *report;
  struct report_request request;
  char team[ID_SIZE];
  struct report_table table;
  bool made;
};

/* The view's state. */
struct indicators {
  struct screen_table list;
  struct table_column columns[REPORT_COLUMNS_MAX + 1];
  const struct report *report; /* shown, or being made */
  int period;                  /* index into periods */
  bool one_team;
  struct errand *errand;
  struct report_work *work; /* NULL = not there yet */
  int64_t asked;
  date asked_on;
  char id[24];
};

static struct indicators *indicators_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- The errand --- */

static bool run_report(struct session *session, void *context, struct error *err) {
  struct report_work *work = context;
  work->request.team = *work->team ? work->team : NULL;
  work->made = report_make(work->report, session->store, &work->request, &work->table, err);
  return work->made;
}

static void forget_report(void *context) {
  struct report_work *work = context;
  if (!work)
    return;
  if (work->made)
    report_table_free(&work->table);
  free(work);
}

static const struct errand_kind report_errand = {run_report, forget_report};

static void ask(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  struct report_work *work = mem_new(struct report_work);
  work->report = state->report;
  work->request.until = screen->on;
  work->request.from = screen->on - periods[state->period] + 1;
  if (state->one_team)
    snprintf(work->team, sizeof work->team, "%s", screen->team);
  errand_leave(&state->errand);
  state->asked = screen->revision;
  state->asked_on = screen->on;
  state->errand = screen_send(screen, &report_errand, work);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  struct indicators *state = context;
  snprintf(state->id, sizeof state->id, "%d", row);
  return state->id;
}

/* The main figure gets a bar, unless there are months to draw. */
static bool has_bar(const struct indicators *state, int column) {
  return column == state->report->main_column && !state->report->mixed && periods[state->period] <= MONTHS_FROM;
}

static bool has_course(const struct indicators *state) {
  return periods[state->period] > MONTHS_FROM;
}

/* The months of a row between its own lowest and highest. */
static void add_course(const struct report_table *table, int row, struct str *out) {
  double values[COURSE_MOST], least = HUGE_VAL, most = -HUGE_VAL;
  int n = table->slices.n <= COURSE_MOST ? report_trend(table, row, values) : 0;
  for (int i = 0; i < n; i++) {
    least = fmin(least, isnan(values[i]) ? least : values[i]);
    most = fmax(most, isnan(values[i]) ? most : values[i]);
  }
  plot_trend(out, plot_style(), values, n, least, most);
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct indicators *state = context;
  const struct report_table *table = &state->work->table;
  if (column == table->n_columns) {
    add_course(table, row, out);
    return;
  }
  const struct report_cell *cell = report_cell_at(table, row, column);
  if (has_bar(state, column) && cell->number >= 0 && !terminal_plain()) {
    plot_bar(out, plot_style(), cell->number, report_bar_most(table, &table->slices.at[0]), BAR_WIDTH);
    str_addc(out, ' ');
  }
  struct str words = {0};
  report_add_cell_words(&words, &table->columns[column], cell);
  for (int gap = FIGURE_WIDTH - text_width(str_text(&words)); has_bar(state, column) && gap > 0; gap--)
    str_addc(out, ' '); /* bars begin below each other */
  str_add(out, str_text(&words));
  str_free(&words);
}

static void start_columns(struct indicators *state) {
  const struct report *report = state->report;
  int n = report->n_columns;
  table_end(&state->list.table);
  state->list.table = (struct table){0};
  for (int c = 0; c < n; c++) {
    const struct report_column *about = &report->columns[c];
    bool is_text = about->unit == REPORT_TEXT;
    int width = c == 0 ? TEAM_WIDTH : is_text ? TEXT_WIDTH : FIGURE_WIDTH + (has_bar(state, c) ? BAR_WIDTH + 1 : 0);
    int title = text_width(_(about->header));
    width = title > width ? title : width;
    state->columns[c] = (struct table_column){.title = about->header,
                                              .width = width,
                                              .least = width,
                                              .importance = is_text                    ? 1000 - c
                                                            : c == report->main_column ? 900
                                                                                       : 100 - c,
                                              .right = !is_text};
  }
  if (has_course(state))
    state->columns[n++] =
        (struct table_column){.title = N_("by month"), .width = COURSE_MOST, .least = COURSE_MOST, .importance = 800};
  table_start(&state->list.table, state->columns, n);
}

/* The whole period; its months are the courses. */
static void show(struct indicators *state, bool own) {
  const struct report_table *table = &state->work->table;
  const struct table_source source = {
      .context = state, .n = table->slices.at[0].n_rows, .id = row_id, .cell = row_cell};
  table_load(&state->list.table, &source, own);
}

/* --- The view --- */

static void open_indicators(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  const char *subject = screen_subject(screen);
  state->report = subject ? report_find(subject) : NULL;
  state->report = state->report ? state->report : reports[0];
  state->asked = -1;
  start_columns(state);
}

static void read_indicators(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  if (state->asked != screen->revision || state->asked_on != screen->on)
    ask(screen);
}

static void tick_indicators(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  struct error err = {0};
  if (!errand_is_done(state->errand, 0))
    return;
  struct report_work *work = errand_take(&state->errand, &err);
  if (!work) {
    screen_say_error(screen, &err);
    return;
  }
  struct report_work *old = state->work;
  state->work = work;
  show(state, true); /* figures are not somebody's change of a row */
  forget_report(old);
}

static void draw_heading(const struct screen *screen, int top) {
  const struct indicators *state = indicators_of(screen);
  char from[DATE_SIZE], until[DATE_SIZE], period[KEY_NAME_SIZE], pane[KEY_NAME_SIZE];
  int team = screen_team(screen);
  date_show(screen->on - periods[state->period] + 1, from);
  date_show(screen->on, until);
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, "%s: %s", _(state->report->label),
                _(state->report->summary));
  terminal_putf(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false,
                _("%s to %s, %s   %s: period  %s: report  ]: team, all"), from, until,
                state->one_team && team != NONE ? screen->data.day->teams[team].name : _("all teams"),
                screen_key_name(screen, ACTION_PERIOD, period), screen_key_name(screen, ACTION_NEXT_PANE, pane));
}

/* The definition stands below, in as many rows as it takes and the table can spare; returns how many, its line
 * counted. */
static int draw_definition(const struct report *report, int top, int rows) {
  struct str text = {0};
  int lines = 1, width = terminal_columns() - 2;
  str_addf(&text, _("%s Source: %s."), _(report->definition), _(report->source));
  size_t skip;
  for (const char *rest = str_text(&text); *rest; lines++) {
    rest += text_wrap(rest, width, &skip);
    rest += skip;
  }
  lines = lines < rows - LEAST_TABLE ? lines : rows - LEAST_TABLE;
  terminal_line(top + rows - lines, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  terminal_wrap(top + rows - lines + 1, 1, lines - 1, STYLE(.role = COLOUR_DIM), str_text(&text));
  str_free(&text);
  return lines;
}

static void draw_indicators(struct screen *screen, int top, int rows) {
  struct indicators *state = indicators_of(screen);
  draw_heading(screen, top);
  int below = draw_definition(state->report, top, rows);
  if (!state->work)
    terminal_put(top + 2, 2, terminal_columns() - 2, STYLE(.role = COLOUR_DIM), false, _("Counting ..."));
  else
    screen_table_draw(screen, &state->list, top + 2, rows - 2 - below, _(state->report->lacking));
}

/* --- Keys --- */

/* Other columns: what stands there goes first. */
static void count_again(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  errand_leave(&state->errand);
  forget_report(state->work);
  state->work = NULL;
  start_columns(state);
  ask(screen);
}

static void next_report(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  int next = 0;
  while (reports[next] != state->report)
    next++;
  state->report = reports[next + 1] ? reports[next + 1] : reports[0];
  count_again(screen);
}

/* After the last team come all of them. */
static void next_team(struct screen *screen, int step) {
  struct indicators *state = indicators_of(screen);
  const struct day *day = screen->data.day;
  int team = screen_team(screen), next = state->one_team ? team + step : step > 0 ? 0 : day->n_teams - 1;
  state->one_team = day->n_teams > 0 && next >= 0 && next < day->n_teams;
  if (state->one_team)
    screen_show_team(screen, day->teams[next].id);
  ask(screen);
}

static void request_indicators(struct screen *screen, enum action action) {
  struct indicators *state = indicators_of(screen);
  switch (action) {
  case ACTION_PERIOD:
    state->period = (state->period + 1) % (int)COUNT_OF(periods);
    count_again(screen);
    break;
  case ACTION_NEXT_PANE:
  case ACTION_OPEN:
    next_report(screen);
    break;
  case ACTION_NEXT_TEAM:
  case ACTION_PREVIOUS_TEAM:
    next_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1);
    break;
  default:
    break;
  }
}

static struct screen_table *indicators_table(struct screen *screen) {
  return indicators_of(screen)->work ? &indicators_of(screen)->list : NULL;
}

static void close_indicators(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  errand_leave(&state->errand);
  table_end(&state->list.table);
  forget_report(state->work);
}

const struct view indicators_view = {
    .id = VIEW_INDICATORS,
    .title = N_("Indicators"),
    .shown_by = ACTION_INDICATORS,
    .may = MAY_REPORT,
    .state_size = sizeof(struct indicators),
    .open = open_indicators,
    .read = read_indicators,
    .draw = draw_indicators,
    .tick = tick_indicators,
    .request = request_indicators,
    .table = indicators_table,
    .close = close_indicators,
};
