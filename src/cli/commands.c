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
  X(setting) \
  X(whoami) \
  X(keys) \
  X(screen)
/* clang-format on */

#define DECLARE(name) extern const struct command command_##name;
#define ADDRESS(name) &command_##name,

COMMANDS(DECLARE)
const struct command *const commands[] = {COMMANDS(ADDRESS) NULL};

const struct command *command_find(const char *name) {
  for (const struct command *const *command = commands; *command; command++)
    if (text_equal((*command)->name, name))
      return *command;
  return NULL;
}
