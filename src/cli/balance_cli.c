/* What balance and nightly share. */
#include "cli/balance_cli.h"
#include "cli/cost_cli.h"
#include "cli/progress.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- Stopping early ---------------------------------------------------------------------------------------------- */

static atomic_int stop_asked;
static struct sigaction old_interrupt, old_terminate;

static void ask_to_stop(int signal_number) {
  (void)signal_number;
  stop_asked = 1;
}

static void catch_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = ask_to_stop;
  stop_asked = 0;
  sigaction(SIGINT, &action, &old_interrupt);
  sigaction(SIGTERM, &action, &old_terminate);
}

/* --- Progress ---------------------------------------------------------------------------------------------------- */

static void show_progress(void *context, const struct balance_progress *progress) {
  (void)context;
  progress_show(progress);
}

/* --- The request ------------------------------------------------------------------------------------------------- */

bool balance_request_read(const struct invocation *call, date fallback, struct balance_request *request,
                          struct error *err) {
  enum { most_threads = 64 };
  const double most_seconds = 86400;
  int64_t threads = option_integer(call, "threads", 2);
  int64_t iterations = option_integer(call, "iterations", 0);
  double seconds = option_real(call, "seconds", 0);
  if (threads < 1 || threads > most_threads)
    return error_set(err, STATUS_USAGE, _("--threads: %lld is not from 1 to %d"), (long long)threads,
                     (int)most_threads);
  if (option(call, "seconds")->given && option(call, "iterations")->given)
    return error_set(err, STATUS_USAGE, "%s", _("either --seconds or --iterations"));
  if (option(call, "iterations")->given && (iterations < 1 || iterations > BALANCE_ITERATIONS_LIMIT))
    return error_set(err, STATUS_USAGE, _("--iterations must be from 1 to %lld"), (long long)BALANCE_ITERATIONS_LIMIT);
  if (option(call, "seconds")->given && !(seconds > 0 && seconds <= most_seconds))
    return error_set(err, STATUS_USAGE, _("--seconds: %g is not above 0 and at most %g"), seconds, most_seconds);
  *request = (struct balance_request){
      .date = option_date(call, "date", fallback),
      .shift = NONE,
      .seconds = seconds,
      .iterations = iterations,
      .threads = (int)threads,
      .seed = (uint64_t)option_integer(call, "seed", 1),
      .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
      .stop = &stop_asked,
  };
  if (!dispatch_not_over(call->session.store, request->date, err))
    return false;
  catch_signals();
  return true;
}

void balance_request_done(const struct balance_request *request) {
  sigaction(SIGINT, &old_interrupt, NULL);
  sigaction(SIGTERM, &old_terminate, NULL);
  if (request->progress)
    progress_clear();
}

/* --- The report -------------------------------------------------------------------------------------------------- */

static cJSON *unassigned_json(const struct unassigned_visit *unassigned) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "visit", unassigned->visit);
  json_text(object, "patient", unassigned->patient);
  json_text(object, "priority", word_token(&words_priority, (int)unassigned->priority));
  json_text(object, "reason", unassigned->reason);
  json_text(object, "remedy", unassigned->remedy);
  return object;
}

static cJSON *cost_json(const struct balance_report *report) {
  cJSON *cost = cJSON_CreateObject();
  json_integer(cost, "total", report->cost.total);
  json_integer(cost, "travel_min", report->cost.travel_min);
  json_integer(cost, "late_min", report->cost.late_min);
  json_integer(cost, "overtime_min", report->cost.overtime_min);
  json_integer(cost, "unfairness", report->cost.unfairness);
  json_integer(cost, "unfamiliar", report->cost.unfamiliar);
  json_integer(cost, "moved", report->cost.moved);
  return cost;
}

static cJSON *left_alone_json(const struct left_alone *left) {
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "lists", left->lists);
  json_integer(object, "visits", left->visits);
  return object;
}

static void print_report_json(const struct balance_report *report) {
  cJSON *document = cJSON_CreateObject();
  json_date(document, "date", report->date);
  json_integer(document, "visits", report->visits);
  json_integer(document, "assigned", report->assigned);
  json_integer(document, "suspended", report->suspended);
  json_integer(document, "dropped", report->dropped);
  cJSON *unassigned = cJSON_AddArrayToObject(document, "unassigned");
  for (int i = 0; i < report->n_unassigned; i++)
    cJSON_AddItemToArray(unassigned, unassigned_json(&report->unassigned[i]));
  json_integer(document, "lists", report->lists);
  cJSON_AddItemToObject(document, "approved", left_alone_json(&report->approved));
  cJSON_AddItemToObject(document, "begun", left_alone_json(&report->begun));
  cJSON_AddItemToObject(document, "cost", cost_json(report));
  cJSON_AddNumberToObject(document, "seconds", report->seconds);
  print_json(document);
}

static void print_unassigned(const struct unassigned_visit *unassigned) {
  struct str line = {0};
  str_addf(&line, "  %-6s %s %s: ", _(word_label(&words_priority, (int)unassigned->priority)), unassigned->visit,
           unassigned->patient);
  str_add_safe(&line, unassigned->reason);
  str_add(&line, ". ");
  str_add_safe(&line, unassigned->remedy);
  puts(str_text(&line));
  str_free(&line);
}

static void print_report_text(const struct invocation *call, const struct balance_report *report) {
  char on[DATE_SIZE], seconds[NUMBER_SIZE];
  date_show(report->date, on);
  number_show(report->seconds, 1, seconds);
  printf(trn("%s: %d of %d visits on %d list (%s s)\n", "%s: %d of %d visits on %d lists (%s s)\n", report->lists), on,
         report->assigned, report->visits, report->lists, seconds);
  if (report->suspended + report->dropped > 0)
    printf(_("due: %d, of them suspended %d, dropped %d\n"), report->visits + report->suspended + report->dropped,
           report->suspended, report->dropped);
  printf(_("driving %lld:%02lld, late %lld min, overtime %lld min, unfamiliar faces %lld, changed hands %lld\n"),
         (long long)report->cost.travel_min / 60, (long long)report->cost.travel_min % 60,
         (long long)report->cost.late_min, (long long)report->cost.overtime_min, (long long)report->cost.unfamiliar,
         (long long)report->cost.moved);
  cost_print(report->cost.total, report->cost.by_term);
  if (report->approved.lists > 0)
    printf(_("approved, left alone: lists %d, visits %d\n"), report->approved.lists, report->approved.visits);
  if (report->begun.lists > 0)
    printf(_("begun, left alone: lists %d, visits %d\n"), report->begun.lists, report->begun.visits);
  for (int i = 0; i < report->n_unassigned; i++) {
    if (i == 0)
      printf(_("unassigned: %d\n"), report->n_unassigned);
    print_unassigned(&report->unassigned[i]);
  }
  if (report->errors)
    printf(trn("%d safety finding of severity error: vaktrom check --date %s\n",
               "%d safety findings of severity error: vaktrom check --date %s\n", report->errors),
           report->errors, on);
  if (call->dry_run)
    puts(_("(dry run: nothing was changed)"));
}

static bool must_is_unassigned(const struct balance_report *report) {
  for (int i = 0; i < report->n_unassigned; i++)
    if (report->unassigned[i].priority == PRIORITY_MUST)
      return true;
  return false;
}

/* What else the run did comes before the report; in JSON the report is the document. */
static void print_lines(const struct effects *effects) {
  for (size_t i = 0; i < effects->lines.n; i++) {
    struct str line = {0};
    str_add_safe(&line, effects->lines.at[i]);
    puts(str_text(&line));
    str_free(&line);
  }
}

void balance_report_print(const struct invocation *call, struct balance_report *report, struct effects *effects,
                          enum status *status) {
  if (call->json) {
    print_report_json(report);
  } else {
    print_lines(effects);
    print_report_text(call, report);
  }
  if (report->errors || must_is_unassigned(report) || effects->needs_person)
    *status = STATUS_NEEDS_PERSON;
  effects_free(effects);
  balance_report_free(report);
}
