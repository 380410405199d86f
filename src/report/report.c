/* The table of reports, and the tables of figures that they make, slice by slice. */
#include "report/reports.h"

#include <math.h>

#include "vaktrom/dispatch/flows.h"

enum { LONG_DAYS = 56 }; /* a longer period is also counted month by month */

const struct report *const reports[] = {
    &report_continuity,     &report_workload, &report_usage_rate,   &report_staffing, &report_replacement,
    &report_competence_use, &report_response, &report_dimensioning, &report_visits,   NULL,
};

const struct report *report_find(const char *name) {
  for (int i = 0; reports[i]; i++)
    if (text_equal(reports[i]->name, name))
      return reports[i];
  return NULL;
}

/* --- Slices --- */

static void add_slice(struct report_table *table, enum report_part part, date from, date until) {
  vec_push(&table->slices, (struct report_slice){.part = part, .from = from, .until = until});
}

static date month_after(date on) {
  int year, month, day;
  date_to_ymd(on, &year, &month, &day);
  return month == 12 ? date_from_ymd(year + 1, 1, 1) : date_from_ymd(year, month + 1, 1);
}

static void add_slices(struct report_table *table, const struct report_request *request) {
  if (request->days_before > 0) {
    add_slice(table, REPORT_BEFORE, request->from, request->from + request->days_before - 1);
    add_slice(table, REPORT_AFTER, request->from + request->days_before, request->until);
    return;
  }
  add_slice(table, REPORT_WHOLE, request->from, request->until);
  if (request->until - request->from + 1 <= LONG_DAYS)
    return;
  for (date from = request->from, next; from <= request->until; from = next) {
    next = month_after(from);
    add_slice(table, REPORT_MONTH, from, next - 1 < request->until ? next - 1 : request->until);
  }
}

const char *report_slice_words(struct arena *arena, const struct report_slice *slice) {
  char from[DATE_SIZE], until[DATE_SIZE];
  date_show(slice->from, from);
  date_show(slice->until, until);
  bool one_day = slice->from == slice->until;
  switch (slice->part) {
  case REPORT_BEFORE:
    return one_day ? arena_printf(arena, _("before: %s"), from)
                   : arena_printf(arena, _("before: %s to %s"), from, until);
  case REPORT_AFTER:
    return one_day ? arena_printf(arena, _("after: %s"), from) : arena_printf(arena, _("after: %s to %s"), from, until);
  default:
    return one_day ? arena_strdup(arena, from) : arena_printf(arena, _("%s to %s"), from, until);
  }
}

/* --- Making --- */

static bool request_is_sound(const struct report_request *request, struct error *err) {
  if (request->until < request->from)
    return error_set(err, STATUS_USAGE, "%s", _("a report ends (--to) on or after the day on which it begins"));
  if (request->days_before < 0 || request->days_before > request->until - request->from)
    return error_set(err, STATUS_USAGE, "%s",
                     _("--compare-before names the first day of what comes after: later than --from, at most --to"));
  return true;
}

/* Only finished days are compared: of visits those from the first to the last that is fully recorded, of shifts and
 * requests those that are over. False when the slice has none. */
static bool keep_finished(const struct report_source *source, const struct report *report, struct report_slice *slice) {
  struct report_slice days;
  date yesterday = instant_date(clock_now()) - 1;
  if (report->of_visits) {
    if (!recorded_days(source, slice, &days))
      return false;
    slice->from = days.from;
    slice->until = days.until;
  }
  if (slice->until > yesterday && slice->from <= yesterday)
    slice->until = yesterday;
  return slice->until <= yesterday;
}

static bool fill_slice(struct report_source *source, struct report_slice *slice, struct report_table *table,
                       struct error *err) {
  bool is_side = slice->part == REPORT_BEFORE || slice->part == REPORT_AFTER;
  return (is_side && !keep_finished(source, table->report, slice)) || table->report->fill(source, slice, table, err);
}

static bool fill_slices(struct report_source *source, struct report_table *table, struct error *err) {
  for (size_t i = 0; i < table->slices.n; i++) {
    table->slices.at[i].first_row = report_rows(table);
    if (!fill_slice(source, &table->slices.at[i], table, err))
      return false;
    table->slices.at[i].n_rows = report_rows(table) - table->slices.at[i].first_row;
  }
  return true;
}

bool report_make(const struct report *report, struct store *store, const struct report_request *request,
                 struct report_table *out, struct error *err) {
  struct report_source source = {.store = store, .request = request};
  int team;
  *out = (struct report_table){.report = report, .columns = report->columns, .n_columns = report->n_columns};
  if (!request_is_sound(request, err) ||
      !store_load_statistics(store, request->from, request->until, &source.past, err))
    return false;
  add_slices(out, request);
  bool done = (!request->team || dispatch_find_team(source.past.base, request->team, NONE, &team, err)) &&
              fill_slices(&source, out, err);
  statistics_free(&source.past);
  if (!done)
    report_table_free(out);
  return done;
}

void report_table_free(struct report_table *table) {
  vec_free(&table->cells);
  vec_free(&table->slices);
  arena_free(&table->arena);
}

void report_add_text(struct report_table *table, const char *text) {
  vec_push(&table->cells, (struct report_cell){.text = arena_strdup(&table->arena, text ? text : "")});
}

void report_add_number(struct report_table *table, double number) {
  vec_push(&table->cells, (struct report_cell){.number = number});
}

/* --- Reading --- */

int report_rows(const struct report_table *table) {
  return (int)table->cells.n / table->n_columns;
}

const struct report_cell *report_cell_at(const struct report_table *table, int row, int column) {
  return &table->cells.at[row * table->n_columns + column];
}

static void add_token_words(struct str *out, const struct words *words, const char *token) {
  int code = words ? word_code(words, token) : NONE;
  bool is_range = *token >= '0' && *token <= '9'; /* "1.5-7.5" */
  if (!is_range)
    str_add_safe(out, text_equal(token, "all") ? _("all") : code != NONE ? word_label(words, code) : token);
  for (const char *at = token; is_range && *at; at++)
    str_addc(out, *at == '.' ? *C_("decimal", ".") : *at);
}

int report_decimals(enum report_unit unit) {
  static const int decimals[] = {
      [REPORT_COUNT] = 0, [REPORT_DECIMAL] = 1, [REPORT_HUNDREDTHS] = 2, [REPORT_PERCENT] = 1, [REPORT_MIXED] = 1};
  return unit == REPORT_TEXT ? 0 : decimals[unit];
}

static void add_number(struct str *out, enum report_unit unit, double number) {
  char text[NUMBER_SIZE];
  bool is_whole = unit == REPORT_MIXED && fabs(number - round(number)) < 0.05; /* as shown */
  number_show(number, is_whole ? 0 : report_decimals(unit), text);
  str_addf(out, unit == REPORT_PERCENT ? "%s %%" : "%s", text);
}

void report_add_cell_words(struct str *out, const struct report_column *column, const struct report_cell *cell) {
  if (column->unit == REPORT_TEXT)
    add_token_words(out, column->words, cell->text);
  else if (cell->number < 0)
    str_addc(out, '-');
  else
    add_number(out, column->unit, cell->number);
}

static bool rows_are_alike(const struct report_table *table, int a, int b) {
  for (int c = 0; c < table->n_columns; c++)
    if (table->columns[c].unit == REPORT_TEXT &&
        !text_equal(report_cell_at(table, a, c)->text, report_cell_at(table, b, c)->text))
      return false;
  return true;
}

int report_same_row(const struct report_table *table, int row, const struct report_slice *in) {
  for (int other = in->first_row; other < in->first_row + in->n_rows; other++)
    if (rows_are_alike(table, row, other))
      return other;
  return NONE;
}

int report_trend(const struct report_table *table, int row, double *values) {
  int n = 0;
  bool any = false;
  for (size_t i = 0; i < table->slices.n; i++) {
    const struct report_slice *slice = &table->slices.at[i];
    if (slice->part != REPORT_MONTH)
      continue;
    int month = report_same_row(table, row, slice);
    double value = month == NONE ? REPORT_UNKNOWN : report_cell_at(table, month, table->report->main_column)->number;
    values[n++] = value < 0 ? NAN : value;
    any = any || value >= 0;
  }
  return any ? n : 0;
}

double report_bar_most(const struct report_table *table, const struct report_slice *slice) {
  int column = table->report->main_column;
  double most = 0;
  if (table->report->mixed)
    return 0;
  if (table->columns[column].unit == REPORT_PERCENT)
    return 100;
  for (int row = slice->first_row; row < slice->first_row + slice->n_rows; row++)
    most = fmax(most, report_cell_at(table, row, column)->number);
  return most;
}
