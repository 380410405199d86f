/* report: the indicators. One way to print them all. */
#include <langinfo.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/paper_cli.h"
#include "vaktrom/sheets.h"

enum { default_days = 28, page_columns = 80 };

/* --- Printing --- */

static cJSON *row_json(const struct report_table *report, const struct report_slice *slice, int row) {
  cJSON *object = cJSON_CreateObject();
  json_date(object, "from", slice->from);
  json_date(object, "to", slice->until);
  for (int c = 0; c < report->n_columns; c++) {
    const struct report_cell *cell = report_cell_at(report, row, c);
    if (report->columns[c].unit == REPORT_TEXT)
      json_text(object, report->columns[c].key, cell->text);
    else if (cell->number < 0)
      cJSON_AddNullToObject(object, report->columns[c].key);
    else
      cJSON_AddNumberToObject(object, report->columns[c].key, cell->number);
  }
  return object;
}

/* "lacking" says what there is to do where nothing could be counted; else it is null. */
static void print_report_json(const struct report_request *request, const struct report_table *report) {
  cJSON *document = cJSON_CreateObject();
  json_text(document, "report", report->report->name);
  json_date(document, "from", request->from);
  json_date(document, "to", request->until);
  json_text(document, "team", request->team);
  json_date(document, "compare_before", request->days_before ? request->from + request->days_before : DATE_NONE);
  json_text(document, "definition", _(report->report->definition));
  json_text(document, "source", _(report->report->source));
  json_text(document, "lacking", report_rows(report) == 0 ? _(report->report->lacking) : NULL);
  cJSON *rows = cJSON_AddArrayToObject(document, "rows");
  for (size_t s = 0; s < report->slices.n; s++)
    for (int row = 0; row < report->slices.at[s].n_rows; row++)
      cJSON_AddItemToArray(rows, row_json(report, &report->slices.at[s], report->slices.at[s].first_row + row));
  print_json(document);
}

/* As wide as the terminal; elsewhere as wide as a sheet. */
static int columns_here(void) {
  struct winsize size;
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= page_columns)
    return size.ws_col;
  return page_columns;
}

static void add_page(const struct report_table *report, struct str *out) {
  bool has_blocks = text_equal(nl_langinfo(CODESET), "UTF-8");
  report_add_page(out, report, has_blocks ? PLOT_BLOCKS : PLOT_ASCII, columns_here());
}

static bool put_on_paper(const struct invocation *call, const struct report_table *report, struct error *err) {
  struct paper paper;
  sheets_report(call->session.store, report, &paper);
  bool done = paper_put_out(call, &paper, err);
  paper_free(&paper);
  return done;
}

static bool print_report(const struct invocation *call, const struct report_table *report, struct error *err) {
  struct str bytes = {0};
  enum paper_format format = paper_format_of(call);
  if (format == PAPER_FORMAT_PDF)
    return put_on_paper(call, report, err);
  if (format == PAPER_FORMAT_CSV)
    report_add_csv(&bytes, report, option(call, "excel")->given);
  else
    add_page(report, &bytes);
  bool done = paper_put_bytes(call, &bytes, err);
  str_free(&bytes);
  return done;
}

/* --- The command --- */

static bool unknown_report(const char *name, struct error *err) {
  struct str known = {0};
  for (int i = 0; reports[i]; i++)
    str_addf(&known, "%s%s", i ? ", " : "", reports[i]->name);
  error_set(err, STATUS_USAGE, _("there is no report '%s'; there are: %s"), name, str_text(&known));
  str_free(&known);
  return false;
}

static void print_list(void) {
  for (int i = 0; reports[i]; i++)
    printf("  %-15s %s\n", reports[i]->name, _(reports[i]->summary));
}

/* The period: 28 days to today; where two sides are compared and only the later is known, as many days before. */
static void read_request(const struct invocation *call, struct report_request *request) {
  date compare = option_date(call, "compare-before", DATE_NONE);
  request->team = option_text(call, "team");
  request->until = option_date(call, "to", instant_date(clock_now()));
  date fallback = compare == DATE_NONE ? request->until - default_days + 1 : compare - (request->until - compare + 1);
  request->from = option_date(call, "from", fallback);
  request->days_before = compare == DATE_NONE ? 0 : compare - request->from;
  if (compare != DATE_NONE && request->days_before == 0)
    request->days_before = -1; /* no day before it: refused */
}

static bool run_report(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct report_request request = {0};
  struct report_table table;
  if (call->n_words == 0) {
    print_list();
    return true;
  }
  const struct report *report = report_find(call->words[0]);
  if (!report)
    return unknown_report(call->words[0], err);
  read_request(call, &request);
  if (!paper_options_check(call, err) || !report_make(report, call->session.store, &request, &table, err))
    return false;
  bool done = true;
  if (call->json)
    print_report_json(&request, &table);
  else
    done = print_report(call, &table, err);
  report_table_free(&table);
  return done;
}

static void print_definitions(void) {
  for (int i = 0; reports[i]; i++)
    printf("\n%s (%s): %s\n%s\n%s\n", reports[i]->name, _(reports[i]->label), _(reports[i]->summary),
           _(reports[i]->definition), _(reports[i]->source));
}

static const struct option_spec report_options[] = {
    {"from", "DATE", OPTION_DATE, NULL, N_("the first day (default: 28 days)")},
    {"to", "DATE", OPTION_DATE, NULL, N_("the last day (default: today)")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only this team")},
    {"compare-before", "DATE", OPTION_DATE, NULL,
     N_("compare what was before this day with it and what came after (finished days only)")},
    PAGE_OPTIONS,
    {"excel", NULL, OPTION_FLAG, NULL, N_("the CSV with semicolon, decimal comma and BOM")},
    {0},
};
const struct command command_report = {
    .name = "report",
    .arguments = "[NAME [--from D] [--to D] [--team T] [--compare-before D] [--format text|pdf|csv]"
                 " [--out FILE|--print [PRINTER]]]",
    .summary = N_("the indicators that leaders follow; without a NAME which there are"),
    .details = N_("A period of more than 56 days is also counted month by month. No report lists workers by minutes."),
    .more_help = print_definitions,
    .options = report_options,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .may = MAY_REPORT,
    .group = N_("Figures"),
    .run = run_report,
};
