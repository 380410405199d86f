/* suspend, resume: a patient is away, and comes home. */
#include "cli/hands.h"

static bool run_suspend(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "from", err) || !need_option(call, "reason", err))
    return false;
  enum suspension_reason reason = (enum suspension_reason)option_word(call, "reason", SUSPENSION_OTHER);
  return finish(call,
                dispatch_suspend(&call->session, call->words[0], option_date(call, "from", DATE_NONE),
                                 option_date(call, "until", DATE_NONE), option_date(call, "review", DATE_NONE), reason,
                                 &effects, err),
                &effects, status);
}

static const struct option_spec suspend_options[] = {
    {"from", "DATE", OPTION_DATE, NULL, N_("the first day without visits")},
    {"until", "DATE", OPTION_DATE, NULL, N_("the last day without visits")},
    {"review", "DATE", OPTION_DATE, NULL, N_("where the end is not known: when to look again")},
    {"reason", "CODE", OPTION_WORD, &words_suspension_reason, N_("why")},
    {0},
};
const struct command command_suspend = {
    .name = "suspend",
    .arguments = "PATIENT --from D [--until D|--review D] --reason CODE",
    .summary = N_("a patient is away: no visits for a time"),
    .options = suspend_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_suspend,
};

static bool run_resume(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  return need_option(call, "from", err) &&
         finish(call,
                dispatch_resume(&call->session, call->words[0], option_date(call, "from", DATE_NONE), &effects, err),
                &effects, status);
}

static const struct option_spec resume_options[] = {
    {"from", "DATE", OPTION_DATE, NULL, N_("the first day with visits again")},
    {0},
};
const struct command command_resume = {
    .name = "resume",
    .arguments = "PATIENT --from D",
    .summary = N_("a suspended patient has visits again"),
    .options = resume_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_resume,
};
