/* nightly: tomorrow's visits, decisions and lists in one go, and on paper for the case that the machine is down. */
#include <stdio.h>

#include "cli/balance_cli.h"
#include "cli/paper_cli.h"
#include "vaktrom/exchange.h"
#include "vaktrom/sheets.h"

static const struct option_spec nightly_options[] = {
    {"date", "DATE", OPTION_DATE, NULL,
     N_("the date (default: the next whose day shift has not begun, or today without lists)")},
    {"seconds", "N", OPTION_REAL, NULL, N_("wall time for everything (default: the setting balance_seconds)")},
    {"iterations", "N", OPTION_INTEGER, NULL, N_("steps of each thread instead of a time: the same plan every time")},
    {"threads", "N", OPTION_INTEGER, NULL, N_("threads (default 2)")},
    {"seed", "N", OPTION_INTEGER, NULL, N_("seed of the search (default 1)")},
    {"paper", "DIR", OPTION_TEXT, NULL,
     N_("also write rosters there as PDF and text, for each team and shift and of all units; earlier ones are "
        "replaced")},
    {0},
};

/* --- The command ----------------------------------------------------------------------------------------------------
 */

/* Said before the run: whoever meant tomorrow can still stop it. */
static void say_missed(date on) {
  char today[DATE_SIZE], tomorrow[DATE_SIZE];
  date_show(on, today);
  date_show(on + 1, tomorrow);
  fprintf(stderr, _("%s has no lists, and its day shift is on: this run is for it (tomorrow's: --date %s)\n"), today,
          tomorrow);
}

static bool write_rosters(const struct invocation *call, date on, const char *folder, struct error *err) {
  struct paper told = {0};
  bool done = sheets_write_rosters(&call->session, on, folder, &told.unknown_letters, err);
  paper_say_unknown(&told);
  return done;
}

static bool run_nightly(struct invocation *call, enum status *status, struct error *err) {
  struct balance_request request;
  struct balance_report report;
  struct effects effects = {0};
  const char *folder = option_text(call, "paper");
  if (folder && (!sheets_may_write_rosters(&call->session, err) ||
                 (!call->dry_run && !exchange_folder_ready(folder, err)))) /* before the night, not after it */
    return false;
  bool missed = !option(call, "date")->given && dispatch_today_was_missed(call->session.store);
  if (!balance_request_read(call, dispatch_next_date(call->session.store), &request, err))
    return false;
  if (missed)
    say_missed(request.date);
  bool done = dispatch_nightly(&call->session, &request, &report, &effects, err);
  balance_request_done(&request);
  if (done)
    balance_report_print(call, &report, &effects, status);
  else
    effects_free(&effects);
  if (done && folder && !call->dry_run)
    done = write_rosters(call, request.date, folder, err);
  return done;
}

const struct command command_nightly = {
    .name = "nightly",
    .arguments = "[--date D] [--seconds N|--iterations N] [--threads N] [--seed N] [--paper DIR]",
    .summary = N_("plan, decide and balance every team and shift of a date; safe to run again"),
    .options = nightly_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .may = MAY_PLAN,
    .group = N_("Every day"),
    .run = run_nightly,
};
