/* audit_asked: what `audit show` is asked for, found as other commands find it. Private to cli. */
#ifndef VAKTROM_CLI_AUDIT_ASKED_H
#define VAKTROM_CLI_AUDIT_ASKED_H

#include "cli/cli.h"
#include "vaktrom/dispatch/audit.h"

/* The question of --patient, --actor, --from, --to and --limit: ids in any case, a worker also by name. STATUS_USAGE
 * where there is no such patient or actor, with those of that name, and where the dates are the wrong way round. */
VK_NODISCARD bool audit_asked(struct invocation *call, struct audit_question *out, struct error *err);
/* Says that nothing answers the question, and which: about whom, by whom, from when to when. */
void audit_say_nothing(const struct audit_question *question);

#endif
