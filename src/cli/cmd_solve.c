/* solve: the balancer alone, on a problem folder; no store. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/cost_cli.h"
#include "cli/progress.h"
#include "vaktrom/exchange.h"

static atomic_int interrupted;

static void on_signal(int number) {
  (void)number;
  interrupted = 1;
}

/* SIGINT and SIGTERM end the search; the best plan so far is written. A second one ends the program. */
static void listen(bool on) {
  struct sigaction action = {.sa_handler = on ? on_signal : SIG_DFL, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

static void show_progress(const struct balance_progress *progress, void *context) {
  (void)context;
  progress_show(progress);
}

static bool read_options(const struct invocation *call, struct balance_options *options, struct error *err) {
  *options = (struct balance_options){.seconds = option_real(call, "seconds", 0),
                                      .iterations = option_integer(call, "iterations", 0),
                                      .threads = (int)option_integer(call, "threads", 1),
                                      .seed = (uint64_t)option_integer(call, "seed", 1),
                                      .stop = &interrupted};
  if (option(call, "seconds")->given && option(call, "iterations")->given)
    return error_set(err, STATUS_USAGE, _("solve: either --seconds or --iterations"));
  if (option(call, "seconds")->given && !(options->seconds > 0 && options->seconds <= 1e6))
    return error_set(err, STATUS_USAGE, _("solve: --seconds must be above 0 and at most 1000000"));
  if (option(call, "iterations")->given && (options->iterations < 1 || options->iterations > BALANCE_ITERATIONS_LIMIT))
    return error_set(err, STATUS_USAGE, _("solve: --iterations must be from 1 to %lld"),
                     (long long)BALANCE_ITERATIONS_LIMIT);
  if (options->threads < 1 || options->threads > 64)
    return error_set(err, STATUS_USAGE, _("solve: --threads must be from 1 to 64"));
  return true;
}

/* Wall time counts from the start of the command, reading and writing included. */
static void leave_time_to_write(struct balance_options *options, double began, size_t visits) {
  double spent = clock_seconds() - began, writing = 0.02 + (double)visits * 2e-5;
  if (options->seconds <= 0)
    return;
  options->seconds -= spent + writing;
  if (options->seconds < 0.01)
    options->seconds = 0.01;
}

static int used_lists(const struct plan *plan) {
  int used = 0;
  for (size_t i = 0; i < plan->list_count; i++)
    used += plan->lists[i].visits > 0;
  return used;
}

/* The plan in five lines. */
static void print_summary(const struct problem *problem, const struct plan *plan) {
  const int *left = plan->unassigned;
  int64_t by_term[TERM_COUNT];
  size_t assigned = plan->visit_count - (size_t)(left[PRIORITY_MUST] + left[PRIORITY_SHOULD] + left[PRIORITY_MAY]);
  for (enum balance_term term = 0; term < TERM_COUNT; term++)
    by_term[term] = plan_term_cost(problem, plan, term);
  printf(trn("%zu of %zu visits on %d of %zu list\n", "%zu of %zu visits on %d of %zu lists\n", plan->list_count),
         assigned, plan->visit_count, used_lists(plan), plan->list_count);
  printf(_("on no list: must %d, should %d, may %d\n"), left[PRIORITY_MUST], left[PRIORITY_SHOULD], left[PRIORITY_MAY]);
  printf(_("driving %lld, late %lld (most %lld), home late %lld, waiting %lld\n"), (long long)plan->terms[TERM_TRAVEL],
         (long long)plan->terms[TERM_LATE_TOTAL], (long long)plan->terms[TERM_LATE_MAX],
         (long long)plan->terms[TERM_LATE_HOME], (long long)plan->terms[TERM_WAIT]);
  cost_print(plan->cost, by_term);
  char seconds[NUMBER_SIZE];
  number_show(plan->seconds, 1, seconds);
  printf(trn("%lld step in %s s, threads %d, seed %llu\n", "%lld steps in %s s, threads %d, seed %llu\n",
             plan->iterations),
         (long long)plan->iterations, seconds, plan->threads, (unsigned long long)plan->seed);
}

/* Into the folder with --out, and else as JSON; people get a summary. */
static bool write_out(const struct invocation *call, const struct problem *problem, const struct plan *plan,
                      struct error *err) {
  const char *folder = option_text(call, "out");
  if (folder && !plan_write_dir(problem, plan, folder, err))
    return false;
  if (!call->json && (folder || isatty(STDOUT_FILENO))) {
    print_summary(problem, plan);
  } else if (!folder) {
    char *text = plan_json(problem, plan);
    print_json_text(text);
    free(text);
  }
  return true;
}

static bool run_solve(struct invocation *call, enum status *status, struct error *err) {
  double began = clock_seconds();
  struct balance_options options;
  struct problem *problem = NULL;
  struct plan plan = {0};
  if (!read_options(call, &options, err) || !problem_read_dir(call->words[0], &problem, err))
    return false;
  if (options.seconds <= 0 && options.iterations <= 0)
    options.seconds = 10;
  leave_time_to_write(&options, began, problem_visit_count(problem));
  if (progress_is_wanted())
    options.progress = show_progress;
  listen(true);
  bool done = balance_solve(problem, &options, &plan, err);
  listen(false);
  if (options.progress)
    progress_clear();
  done = done && write_out(call, problem, &plan, err);
  *status = plan.unassigned[PRIORITY_MUST] > 0 ? STATUS_NEEDS_PERSON : STATUS_OK;
  plan_clear(&plan);
  problem_free(problem);
  return done;
}

static const struct option_spec solve_options[] = {
    {"out", "DIR", OPTION_TEXT, NULL, N_("write plan.csv, rounds.csv, unassigned.csv and summary.json there")},
    {"seconds", "N", OPTION_REAL, NULL, N_("wall time, reading and writing included (default 10)")},
    {"iterations", "N", OPTION_INTEGER, NULL, N_("steps of each thread instead of a time: the same plan every time")},
    {"threads", "N", OPTION_INTEGER, NULL, N_("threads (default 1)")},
    {"seed", "N", OPTION_INTEGER, NULL, N_("where the random numbers begin (default 1)")},
    {0}};

const struct command command_solve = {
    .name = "solve",
    .arguments = "DIR [--out DIR] [--seconds N|--iterations N] [--threads N] [--seed N]",
    .summary = N_("the balancer alone, on a problem folder"),
    .details = N_("Reads lists.csv, visits.csv, travel.csv, objective.csv and, where they are there, links.csv and\n"
                  "preferences.csv. Exit 1 when a must visit stays unassigned. Ctrl-C writes the best plan so far.\n"
                  "Without --out the plan is one JSON document; on a terminal a summary, with --json the document."),
    .options = solve_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_FILES,
    .group = N_("Program"),
    .run = run_solve,
};
