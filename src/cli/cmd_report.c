/* report: the indicators. One way to print them all. */
#include <stdio.h>

#include "cli/hands.h"
#include "vaktrom/report.h"

enum { default_days = 28 };

/* --- Printing --- */

static void cell_of(struct table *out, const struct report_column *column, const struct report_cell *cell) {
  if (column->unit == REPORT_TEXT)
    table_cell(out, "%s", cell->text);
  else if (cell->number < 0)
    table_cell(out, "%s", "");
  else {
    char number[NUMBER_SIZE];
    number_show(cell->number, column->unit == REPORT_COUNT ? 0 : 1, number);
    table_cell(out, column->unit == REPORT_PERCENT ? "%s %%" : "%s", number);
  }
}

static void print_table(const struct report_table *report) {
  const char *headers[REPORT_COLUMNS_MAX];
  for (int c = 0; c < report->n_columns; c++)
    headers[c] = report->columns[c].header;
  struct table *out = table_new(headers, report->n_columns);
  for (int c = 0; c < report->n_columns; c++)
    if (report->columns[c].unit != REPORT_TEXT)
      table_align_right(out, c);
  for (size_t i = 0; i < report->cells.n; i++)
    cell_of(out, &report->columns[i % (size_t)report->n_columns], &report->cells.at[i]);
  table_print(out, false);
}

static void print_csv(const struct report_table *report) {
  const char *headers[REPORT_COLUMNS_MAX];
  for (int c = 0; c < report->n_columns; c++)
    headers[c] = report->columns[c].key;
  struct table *out = table_new(headers, report->n_columns);
  for (size_t i = 0; i < report->cells.n; i++) {
    const struct report_cell *cell = &report->cells.at[i];
    if (report->columns[i % (size_t)report->n_columns].unit == REPORT_TEXT)
      table_cell(out, "%s", cell->text);
    else if (cell->number < 0)
      table_cell(out, "%s", "");
    else
      table_cell(out, "%.10g", cell->number);
  }
  table_print(out, true);
}

static cJSON *rows_json(const struct report_table *report) {
  cJSON *rows = cJSON_CreateArray(), *row = NULL;
  for (size_t i = 0; i < report->cells.n; i++) {
    const struct report_column *column = &report->columns[i % (size_t)report->n_columns];
    const struct report_cell *cell = &report->cells.at[i];
    if (i % (size_t)report->n_columns == 0)
      cJSON_AddItemToArray(rows, row = cJSON_CreateObject());
    if (column->unit == REPORT_TEXT)
      json_text(row, column->key, cell->text);
    else if (cell->number < 0)
      cJSON_AddNullToObject(row, column->key);
    else
      cJSON_AddNumberToObject(row, column->key, cell->number);
  }
  return rows;
}

static void print_report(const struct invocation *call, const struct report *report,
                         const struct report_request *request, const struct report_table *table) {
  if (call->json) {
    cJSON *document = cJSON_CreateObject();
    json_text(document, "report", report->name);
    json_date(document, "from", request->from);
    json_date(document, "to", request->until);
    cJSON_AddItemToObject(document, "rows", rows_json(table));
    print_json(document);
  } else if (call->csv) {
    print_csv(table);
  } else {
    char from[DATE_SIZE], until[DATE_SIZE];
    date_show(request->from, from);
    date_show(request->until, until);
    printf("%s, %s - %s\n", _(report->summary), from, until);
    print_table(table);
    puts(_(report->definition));
  }
}

/* --- The command --- */

static bool unknown_report(const char *name, struct error *err) {
  struct str known = {0};
  for (const struct report *report = reports; report->name; report++)
    str_addf(&known, "%s%s", report == reports ? "" : ", ", report->name);
  error_set(err, STATUS_USAGE, _("there is no report '%s'; there are: %s"), name, str_text(&known));
  str_free(&known);
  return false;
}

static bool run_report(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  const struct report *report = report_find(call->words[0]);
  date today = instant_date(clock_now());
  struct report_request request = {
      .until = option_date(call, "to", today),
  };
  request.from = option_date(call, "from", request.until - default_days + 1);
  struct report_table table;
  if (!report)
    return unknown_report(call->words[0], err);
  if (!option_team(call, NONE, &request.team, err) || !report_make(report, call->session.store, &request, &table, err))
    return false;
  print_report(call, report, &request, &table);
  report_table_free(&table);
  return true;
}

static const struct option_spec report_options[] = {
    {"from", "DATE", OPTION_DATE, NULL, N_("the first day (default: 28 days)")},
    {"to", "DATE", OPTION_DATE, NULL, N_("the last day (default: today)")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only this team")},
    {0},
};
const struct command command_report = {
    .name = "report",
    .arguments = "NAME [--from D] [--to D] [--team T]",
    .summary = N_("the indicators that leaders follow: response"),
    .options = report_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Figures"),
    .run = run_report,
};
