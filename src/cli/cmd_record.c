/* new, edit, end: one record by hand, with the checks of import. */
#include "cli/cli.h"
#include "cli/kinds_cli.h"
#include "vaktrom/exchange.h"

static bool run_record(struct invocation *call, enum record_deed deed, struct error *err) {
  const struct kind *kind = kind_of_word(call->words[0], err);
  struct effects effects = {0};
  if (!kind)
    return false;
  bool done =
      exchange_record(&call->session, deed, kind, call->words[1], call->words + 2, call->n_words - 2, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

static bool run_new(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  return run_record(call, RECORD_NEW, err);
}

static bool run_edit(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  return run_record(call, RECORD_EDIT, err);
}

static bool run_end(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  return run_record(call, RECORD_END, err);
}

#define KEY_DETAILS                                                                                                    \
  N_("KIND is patients, staff, services, shifts, tasks, teams, needs ... as in CSV files. A key of several columns "   \
     "is\n"                                                                                                            \
     "one word: its parts in the order of the file, separated by commas (2026-03-04,S012,07:30). The key - asks for\n" \
     "the next number where the program gives the ids.")

const struct command command_new = {
    .name = "new",
    .arguments = "KIND KEY COLUMN=VALUE...",
    .summary = N_("add one record by hand"),
    .details = KEY_DETAILS,
    .min_words = 2,
    .max_words = -1,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_new,
};

const struct command command_edit = {
    .name = "edit",
    .arguments = "KIND KEY COLUMN=VALUE...",
    .summary = N_("change one record by hand"),
    .details = KEY_DETAILS,
    .min_words = 3,
    .max_words = -1,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_edit,
};

const struct command command_end = {
    .name = "end",
    .arguments = "KIND KEY",
    .summary = N_("end one record: a patient, a worker, a service ... from today"),
    .details = KEY_DETAILS,
    .min_words = 2,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_end,
};
