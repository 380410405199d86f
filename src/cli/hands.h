/* hands: what the commands that change the lists by hand share. */
#ifndef VAKTROM_CLI_HANDS_H
#define VAKTROM_CLI_HANDS_H

#include "cli/cli.h"

/* The date of the visit that a command names by its id alone; STATUS_USAGE when there is none. */
VK_NODISCARD bool visit_date(const struct invocation *call, const char *visit, date *on, struct error *err);
/* An option that the command cannot do without. */
VK_NODISCARD bool need_option(const struct invocation *call, const char *name, struct error *err);
/* Ends a change: prints what it did, or frees it when it failed; returns `done`. */
bool finish(const struct invocation *call, bool done, struct effects *effects, enum status *status);

#endif
