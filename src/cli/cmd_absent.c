/* absent: a worker is away. */
#include "cli/hands.h"

static bool run_absent(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "date", err) || !need_option(call, "reason", err))
    return false;
  date from = option_date(call, "date", DATE_NONE);
  enum absence_reason reason = (enum absence_reason)option_word(call, "reason", ABSENCE_OTHER);
  return finish(call,
                dispatch_absent(&call->session, call->words[0], from, option_date(call, "until", from),
                                option_word(call, "shift", NONE), reason, &effects, err),
                &effects, status);
}

static const struct option_spec absent_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the first day")},
    {"until", "DATE", OPTION_DATE, NULL, N_("the last day (default: the first)")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("only this shift (default: every shift)")},
    {"reason", "CODE", OPTION_WORD, &words_absence_reason, N_("why")},
    {0},
};
const struct command command_absent = {
    .name = "absent",
    .arguments = "STAFF --date D [--until D] [--shift S] --reason CODE",
    .summary = N_("a worker is away: the visits need somebody else"),
    .options = absent_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_absent,
};
