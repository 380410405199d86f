/* What the commands that redistribute lists share: showing the alternatives. */
#ifndef VAKTROM_CLI_REPLAN_CLI_H
#define VAKTROM_CLI_REPLAN_CLI_H

#include "cli/cli.h"

/* All alternatives, below each other, with what remains to be done about each. */
void replan_print(const struct replan *replan);
/* {"outdated", "seconds", "alternatives": [...]} */
cJSON *replan_json(const struct replan *replan);

#endif
