/* need: a fact about a patient, noted or ended; the patient is routed anew. */
#include <string.h>

#include "cli/cli.h"

static bool run_need(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  const char *word = call->words[1];
  const char *sign = strchr(word, '=');
  size_t length = sign ? (size_t)(sign - word) : strlen(word);
  const struct need_request request = {.patient = call->words[0],
                                       .code = arena_printf(&call->arena, "%.*s", (int)length, word),
                                       .value = sign ? sign + 1 : NULL,
                                       .until = option_date(call, "until", DATE_NONE),
                                       .remove = option(call, "remove")->given,
                                       .new_code = option(call, "new-code")->given};
  if (request.remove && (sign || request.until != DATE_NONE))
    return error_set(err, STATUS_USAGE, _("--remove ends the code today: it takes neither a value nor --until"));
  struct effects effects = {0};
  bool done = dispatch_need(&call->session, &request, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

static const struct option_spec need_options[] = {
    {"until", "DATE", OPTION_DATE, NULL, N_("the last day on which it holds (default: open)")},
    {"remove", NULL, OPTION_FLAG, NULL, N_("it no longer holds from today")},
    {"new-code", NULL, OPTION_FLAG, NULL, N_("note a code that no criteria name")},
    {0},
};
const struct command command_need = {
    .name = "need",
    .arguments = "PATIENT CODE[=VALUE] [--until D] [--remove] [--new-code]",
    .summary = N_("note a fact about a patient, from today; routes the patient anew"),
    .details = N_("frailty=1..9 is the Clinical Frailty Scale, katz=0..6 Katz ADL; pregnant, under_16 and\n"
                  "news2_plan=TEXT bear on NEWS2. Other codes are those that the criteria name."),
    .options = need_options,
    .min_words = 2,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_need,
};
