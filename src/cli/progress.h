/* progress: one line on a terminal while the balancer works, written over and over. */
#ifndef VAKTROM_CLI_PROGRESS_H
#define VAKTROM_CLI_PROGRESS_H

#include <stdbool.h>

#include "vaktrom/balance.h"

/* Whether standard error is a terminal: nowhere else is the line wanted. */
bool progress_is_wanted(void);
/* Best cost, unassigned visits, moves tried per second, time left; cut to the width of the terminal. */
void progress_show(const struct balance_progress *progress);
/* Takes the line away. */
void progress_clear(void);

#endif
