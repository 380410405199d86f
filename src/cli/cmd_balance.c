/* balance: builds the work lists of a date. */
#include "cli/balance_cli.h"

static const struct option_spec balance_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date (default: as `lists`; where there are none, as `nightly`)")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("only this shift")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only this team")},
    {"seconds", "N", OPTION_REAL, NULL, N_("wall time for everything (default: the setting balance_seconds)")},
    {"iterations", "N", OPTION_INTEGER, NULL, N_("steps of each thread instead of a time: the same plan every time")},
    {"threads", "N", OPTION_INTEGER, NULL, N_("threads (default 2)")},
    {"seed", "N", OPTION_INTEGER, NULL, N_("seed of the search (default 1)")},
    {"keep", NULL, OPTION_FLAG, NULL, N_("disturb the present lists as little as possible")},
    {0},
};

static bool run_balance(struct invocation *call, enum status *status, struct error *err) {
  struct balance_request request;
  struct balance_report report;
  struct effects effects = {0};
  if (!balance_request_read(call, dispatch_balance_date(call->session.store), &request, err))
    return false;
  request.shift = option_word(call, "shift", NONE);
  request.team = option_text(call, "team");
  request.keep = option(call, "keep")->given;
  bool done = dispatch_balance(&call->session, &request, &report, &effects, err);
  balance_request_done(&request);
  if (done)
    balance_report_print(call, &report, &effects, status);
  else
    effects_free(&effects);
  return done;
}

const struct command command_balance = {
    .name = "balance",
    .arguments = "[--date D] [--shift S] [--team T] [--seconds N|--iterations N] [--threads N] [--seed N] [--keep]",
    .summary = N_("build the work lists from shifts and visits"),
    .options = balance_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_balance,
};
