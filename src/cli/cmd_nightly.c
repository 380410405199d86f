/* nightly: tomorrow's visits, decisions and lists in one go. */
#include "cli/balance_cli.h"

static const struct option_spec nightly_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date (default: the next whose day shift has not begun)")},
    {"seconds", "N", OPTION_REAL, NULL, N_("wall time for everything (default: the setting balance_seconds)")},
    {"threads", "N", OPTION_INTEGER, NULL, N_("threads (default 2)")},
    {"seed", "N", OPTION_INTEGER, NULL, N_("seed of the search (default 1)")},
    {0},
};

/* The run's own lines come before the report; in JSON the report is the document. */
static void print_lines(const struct invocation *call, const struct effects *effects) {
  for (size_t i = 0; i < effects->lines.n && !call->json; i++) {
    struct str line = {0};
    str_add_safe(&line, effects->lines.at[i]);
    puts(str_text(&line));
    str_free(&line);
  }
}

static bool run_nightly(struct invocation *call, enum status *status, struct error *err) {
  struct balance_request request;
  struct balance_report report;
  struct effects effects = {0};
  if (!balance_request_read(call, &request, err))
    return false;
  bool done = dispatch_nightly(&call->session, &request, &report, &effects, err);
  balance_request_done(&request);
  if (done) {
    print_lines(call, &effects);
    done = balance_report_print(call, &report, status, err);
    if (effects.needs_person)
      *status = STATUS_NEEDS_PERSON;
  }
  effects_free(&effects);
  return done;
}

const struct command command_nightly = {
    .name = "nightly",
    .arguments = "[--date D] [--seconds N] [--threads N] [--seed N]",
    .summary = N_("plan, decide and balance every team and shift of a date; safe to run again"),
    .options = nightly_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_nightly,
};
