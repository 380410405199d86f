/* The indicators that leaders follow: one report at a time, with small bars, its definition below. */
#include "tui/views/views.h"
#include "tui/widgets/plot.h"
#include "vaktrom/report.h"

#include <stdlib.h>

enum { DETAIL_ROWS = 6, BAR_WIDTH = 6, FIGURE_WIDTH = 8 };
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
  struct table_column columns[REPORT_COLUMNS_MAX];
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

static const struct report_cell *cell_at(const struct report_table *table, int row, int column) {
  return &table->cells.at[row * table->n_columns + column];
}

static const char *row_id(void *context, int row) {
  struct indicators *state = context;
  snprintf(state->id, sizeof state->id, "%d", row);
  return state->id;
}

/* The largest figure of a column: what its bars are drawn against. Of a share it is the whole. */
static double most_of(const struct report_table *table, int column) {
  double most = 0;
  int rows = (int)table->cells.n / table->n_columns;
  if (table->columns[column].unit == REPORT_PERCENT)
    return 100;
  for (int row = 0; row < rows; row++)
    most = cell_at(table, row, column)->number > most ? cell_at(table, row, column)->number : most;
  return most;
}

/* Shares and counts get a bar; minutes stand as they are. */
static bool has_bar(const struct report_column *column) {
  return column->unit == REPORT_PERCENT || column->unit == REPORT_COUNT;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct report_table *table = &((const struct indicators *)context)->work->table;
  const struct report_column *about = &table->columns[column];
  const struct report_cell *cell = cell_at(table, row, column);
  if (about->unit == REPORT_TEXT) {
    str_add(out, cell->text);
    return;
  }
  if (cell->number < 0) {
    str_add(out, "-");
    return;
  }
  if (has_bar(about) && !terminal_plain()) {
    plot_bar(out, plot_style(), cell->number, most_of(table, column), BAR_WIDTH);
    str_addc(out, ' ');
  }
  char number[NUMBER_SIZE];
  number_show(cell->number, about->unit == REPORT_COUNT || about->unit == REPORT_PERCENT ? 0 : 1, number);
  str_addf(out, about->unit == REPORT_PERCENT ? "%s %%" : "%s", number);
}

static void start_columns(struct indicators *state) {
  const struct report *report = state->report;
  table_end(&state->list.table);
  state->list.table = (struct table){0};
  for (int c = 0; c < report->n_columns; c++) {
    const struct report_column *about = &report->columns[c];
    int width = about->unit == REPORT_TEXT ? 14 : FIGURE_WIDTH + (has_bar(about) ? BAR_WIDTH : 0);
    int title = text_width(_(about->header));
    width = title > width ? title : width;
    state->columns[c] = (struct table_column){.title = about->header,
                                              .width = width,
                                              .least = width,
                                              .importance = c == 0                          ? 1000
                                                            : about->unit == REPORT_TEXT    ? 900
                                                            : about->unit == REPORT_PERCENT ? 800
                                                                                            : 100 - c,
                                              .right = about->unit != REPORT_TEXT};
  }
  table_start(&state->list.table, state->columns, report->n_columns);
}

static void show(struct indicators *state, bool own) {
  const struct report_table *table = &state->work->table;
  const struct table_source source = {
      .context = state, .n = (int)table->cells.n / table->n_columns, .id = row_id, .cell = row_cell};
  table_load(&state->list.table, &source, own);
}

/* --- The view --- */

static void open_indicators(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  const char *subject = screen_subject(screen);
  state->report = subject ? report_find(subject) : NULL;
  state->report = state->report ? state->report : &reports[0];
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
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, "%s", _(state->report->summary));
  terminal_putf(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false,
                _("%s to %s, %s   %s: another period   %s: another report   ]: one team, all"), from, until,
                state->one_team && team != NONE ? screen->data.day->teams[team].name : _("all teams"),
                screen_key_name(screen, ACTION_PERIOD, period), screen_key_name(screen, ACTION_NEXT_PANE, pane));
}

static void draw_indicators(struct screen *screen, int top, int rows) {
  struct indicators *state = indicators_of(screen);
  draw_heading(screen, top);
  if (!state->work)
    terminal_put(top + 2, 2, terminal_columns() - 2, STYLE(.role = COLOUR_DIM), false, _("Counting ..."));
  else
    screen_table_draw(screen, &state->list, top + 2, rows - 2 - DETAIL_ROWS,
                      _("Nothing to count in this period: choose a longer one, or another date with + and -."));
  terminal_line(top + rows - DETAIL_ROWS, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  terminal_wrap(top + rows - DETAIL_ROWS + 1, 1, DETAIL_ROWS - 1, STYLE(.role = COLOUR_DIM),
                _(state->report->definition));
}

/* --- Keys --- */

static void next_report(struct screen *screen) {
  struct indicators *state = indicators_of(screen);
  state->report = state->report[1].name ? state->report + 1 : &reports[0];
  errand_leave(&state->errand);
  forget_report(state->work);
  state->work = NULL;
  start_columns(state);
  ask(screen);
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
    ask(screen);
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
    .state_size = sizeof(struct indicators),
    .open = open_indicators,
    .read = read_indicators,
    .draw = draw_indicators,
    .tick = tick_indicators,
    .request = request_indicators,
    .table = indicators_table,
    .close = close_indicators,
};
