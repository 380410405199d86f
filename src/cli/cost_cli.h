/* What a plan costs, in a line for people. */
#ifndef VAKTROM_CLI_COST_CLI_H
#define VAKTROM_CLI_COST_CLI_H

#include "vaktrom/balance.h"

/* "cost 1234: driving 800, lateness 434", dearest first; what costs nothing is not named. `by_term` is weighed. */
void cost_print(int64_t total, const int64_t by_term[TERM_COUNT]);

#endif
