/* What the commands that redistribute lists share: showing the alternatives. */
#ifndef VAKTROM_CLI_REPLAN_CLI_H
#define VAKTROM_CLI_REPLAN_CLI_H

#include "cli/cli.h"

/* The alternatives side by side, and the changes of the first that weigh most; with `all` every change of each. */
void replan_print(const struct replan *replan, bool all);
/* {"outdated", "seconds", "alternatives": [...]} */
cJSON *replan_json(const struct replan *replan);

#endif
