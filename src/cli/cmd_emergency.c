/* emergency: to read about a patient outside one's own reach (blålys). */
#include <stdio.h>

#include "cli/hands.h"
#include "vaktrom/dispatch/may.h"

static bool run_emergency(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  return finish(call, dispatch_emergency(&call->session, call->words[0], option_text(call, "reason"), &effects, err),
                &effects, status);
}

static void say_how_long(void) {
  const struct setting *setting = setting_find("emergency_hours", &(struct error){0});
  printf(_("\nIt lasts %s hours, unless the setting emergency_hours says otherwise.\n"), setting->fallback);
}

static const struct option_spec emergency_options[] = {
    {"reason", "TEXT", OPTION_TEXT, NULL, N_("why; the leaders read it")},
    {0},
};
const struct command command_emergency = {
    .name = "emergency",
    .arguments = "PATIENT --reason TEXT",
    .summary = N_("read about a patient outside your own reach for some hours, with a reason"),
    .details = N_("It is written down and shown, with the reason, to the patient's leader and to yours until one "
                  "acknowledges it. It lets nobody change "
                  "anything."),
    .more_help = say_how_long,
    .options = emergency_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_emergency,
};
