/* Every command of the program, in the order of the general help. */
#include "cli/cli.h"

/* clang-format off */
#define COMMANDS(X) /* X(name) for `const struct command command_name` */ \
  X(nightly) \
  X(plan) \
  X(balance) \
  X(lists) \
  X(list) \
  X(roster) \
  X(handover) \
  X(check) \
  X(suggest) \
  X(move) \
  X(unpin) \
  X(unassign) \
  X(drop) \
  X(add) \
  X(absent) \
  X(candidates) \
  X(substitute) \
  X(suspend) \
  X(resume) \
  X(emergency) \
  X(permissions) \
  X(done) \
  X(undone) \
  X(approve) \
  X(ack) \
  X(queue) \
  X(own) \
  X(transfer) \
  X(remind) \
  X(carry) \
  X(meeting) \
  X(report) \
  X(solve) \
  X(undo) \
  X(redo) \
  X(journal) \
  X(init) \
  X(import) \
  X(export) \
  X(new) \
  X(edit) \
  X(end) \
  X(observe) \
  X(need) \
  X(route) \
  X(decide) \
  X(criteria) \
  X(backup) \
  X(restore) \
  X(doctor) \
  X(audit) \
  X(setting) \
  X(user) \
  X(whoami) \
  X(keys) \
  X(screen) \
  X(help)
/* clang-format on */

#define DECLARE(name) extern const struct command command_##name;
#define ADDRESS(name) &command_##name,

COMMANDS(DECLARE)
const struct command *const commands[] = {COMMANDS(ADDRESS) NULL};

const struct command_group command_groups[] = {
    {N_("Every day"), "day", N_("the night's run, the morning, a sick call, the handover")},
    {N_("Lists"), "lists", N_("the work lists, and putting visits on them by hand")},
    {N_("Health-service team"), "queue", N_("the queue of requests, HT's own patients, the meeting")},
    {N_("Patients"), "patients", N_("OT or HT, observations, suspensions, transfers")},
    {N_("Figures"), "report", N_("the indicators that leaders follow")},
    {N_("The store"), "store", N_("make the store, records in and out, safe copies")},
    {N_("Program"), "program", N_("undo, settings, the balancer alone, the program itself")},
    {0},
};

const struct command *command_find(const char *name) {
  for (const struct command *const *command = commands; *command; command++)
    if (text_equal((*command)->name, name))
      return *command;
  return NULL;
}
