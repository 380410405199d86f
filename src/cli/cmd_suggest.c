/* suggest: the best lists for one visit. */
#include <stdio.h>

#include "cli/hands.h"
#include "vaktrom/dispatch/may.h"

static cJSON *suggestion_json(const struct day *day, const struct suggestion *suggestion) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "list", day->lists[suggestion->list].id);
  json_integer(object, "extra_min", suggestion->extra_min);
  json_integer(object, "late_min", suggestion->late_min);
  cJSON_AddBoolToObject(object, "allowed", suggestion->allowed);
  json_text(object, "why_not", suggestion->why_not);
  cJSON_AddBoolToObject(object, "break_lost", suggestion->break_lost);
  cJSON_AddBoolToObject(object, "known_to_patient", suggestion->known);
  json_integer(object, "times_met", suggestion->times_met);
  json_integer(object, "at", suggestion->at);
  if (suggestion->allowed)
    json_time(object, "start", day->date, suggestion->start);
  else
    cJSON_AddNullToObject(object, "start");
  json_integer(object, "rank", suggestion->rank);
  return object;
}

static void print_suggestions_json(const struct day *day, const struct suggestion *suggestions, int n) {
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++)
    cJSON_AddItemToArray(array, suggestion_json(day, &suggestions[i]));
  print_json(array);
}

/* A number that says something only where the visit may go. */
static void cell_allowed(struct table *table, const struct suggestion *suggestion, int number) {
  if (suggestion->allowed)
    table_cell(table, "%d", number);
  else
    table_cell(table, "%s", "");
}

static void cell_start(struct table *table, date on, minute start) {
  char text[TIME_SIZE];
  time_format(on, start, text);
  table_cell(table, "%s", text);
}

static void suggestion_row(struct table *table, const struct day *day, const struct suggestion *suggestion) {
  const struct work_list *list = &day->lists[suggestion->list];
  table_cell(table, "%d", suggestion->rank);
  table_cell(table, "%s", list->id);
  if (list->staff == NONE)
    table_cell_said(table, N_("nobody"));
  else
    table_cell(table, "%s", day->staff[list->staff].name);
  if (suggestion->allowed)
    cell_start(table, day->date, suggestion->start);
  else
    table_cell(table, "%s", "");
  cell_allowed(table, suggestion, suggestion->at);
  cell_allowed(table, suggestion, suggestion->extra_min);
  cell_allowed(table, suggestion, suggestion->late_min);
  table_cell(table, "%d", suggestion->times_met);
  const char *remark = suggestion->break_lost ? _("may, but loses the break") : "";
  table_cell(table, "%s", suggestion->why_not ? suggestion->why_not : remark);
}

/* Lists that a coordinator would think of: those that may have it, and the others of its team and shift. */
static bool is_near(const struct day *day, const struct visit *visit, const struct suggestion *suggestion) {
  const struct work_list *list = &day->lists[suggestion->list];
  return suggestion->allowed || (list->team == visit->team && list->shift == visit->shift);
}

static void print_suggestions(const struct invocation *call, const struct day *day, const struct visit *visit,
                              const struct suggestion *suggestions, int n) {
  enum { most = 5 };
  bool all = call->csv || option(call, "all")->given;
  int shown = 0;
  static const char *const headers[] = {N_("rank"),      N_("list"), N_("worker"),      N_("start"),  N_("place"),
                                        N_("extra min"), N_("late"), N_("times there"), N_("why not")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  table_align_right(table, 0);
  for (int column = 4; column < 8; column++)
    table_align_right(table, column);
  for (int i = 0; i < n; i++) {
    if (!all && (shown == most || !is_near(day, visit, &suggestions[i])))
      continue;
    suggestion_row(table, day, &suggestions[i]);
    shown++;
  }
  table_print(table, call->csv);
  if (shown < n)
    printf(trn("(%d more list, which may not have it or is of another team or shift: --all)\n",
               "(%d more lists, which may not have it or are of other teams and shifts: --all)\n", n - shown),
           n - shown);
}

static bool run_suggest(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct day *day = NULL;
  struct suggestion *suggestions;
  int rows[2], n;
  date on;
  if (!visit_date(call, call->words[0], &on, err) || !dispatch_read_whole_day(&call->session, on, &day, err))
    return false;
  bool done = day_find_visit_rows(day, call->words[0], rows) > 0 &&
              dispatch_suggest(call->session.store, day, rows[0], &suggestions, &n, err);
  if (done && call->json)
    print_suggestions_json(day, suggestions, n);
  else if (done)
    print_suggestions(call, day, &day->visits[rows[0]], suggestions, n);
  day_free(day);
  return done;
}

static const struct option_spec suggest_options[] = {
    {"all", NULL, OPTION_FLAG, NULL, N_("every list of the date")},
    {0},
};
const struct command command_suggest = {
    .name = "suggest",
    .arguments = "VISIT [--all]",
    .summary = N_("the best lists for a visit"),
    .options = suggest_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_suggest,
};
