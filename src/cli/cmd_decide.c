/* decide: a person's decision about a patient's team (grey zone, override), with its reason and review date. */
#include "cli/hands.h"

static bool run_decide(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  int outcome = option_word(call, "outcome", NONE);
  if (outcome == NONE)
    return error_set(err, STATUS_USAGE, _("a decision needs its outcome (--outcome OT|HT|BOTH)"));
  bool asked = false;
  struct decide_request request = {.patient = call->words[0],
                                   .reason = option_text(call, "reason"),
                                   .outcome = (enum outcome)outcome,
                                   .review = option_date(call, "review", DATE_NONE),
                                   .confirmed = call->yes,
                                   .asked = &asked};
  struct effects effects = {0};
  bool done = dispatch_decide(&call->session, &request, &effects, err);
  if (!done && ask_again(call, asked, err)) {
    request.confirmed = true;
    done = dispatch_decide(&call->session, &request, &effects, err);
  }
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

/* GREY is what the criteria leave open: nobody decides it. */
static const struct word choices[] = {{OUTCOME_OT, "OT", N_("care team"), COLOUR_PLAIN},
                                      {OUTCOME_HT, "HT", N_("health-service team"), COLOUR_PLAIN},
                                      {OUTCOME_BOTH, "BOTH", N_("both teams"), COLOUR_PLAIN}};
static const struct words decided = {N_("outcome"), choices, COUNT_OF(choices)};

static const struct option_spec decide_options[] = {
    {"outcome", "OT|HT|BOTH", OPTION_WORD, &decided, N_("which team has the work")},
    {"reason", "TEXT", OPTION_TEXT, NULL, N_("why")},
    {"review", "DATE", OPTION_DATE, NULL, N_("when it is looked at again")},
    {0},
};
const struct command command_decide = {
    .name = "decide",
    .arguments = "PATIENT --outcome OT|HT|BOTH --reason TEXT --review D",
    .summary = N_("decide what the criteria leave to people, or override them"),
    .options = decide_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_decide,
};
