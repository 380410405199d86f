/* ask_init: what `vaktrom init` has to know, asked on a terminal. */
#ifndef VAKTROM_CLI_ASK_INIT_H
#define VAKTROM_CLI_ASK_INIT_H

#include "cli/ask.h"
#include "vaktrom/exchange.h"

/* Asks, shows a summary and lets it be confirmed; fills the request, whose texts the arena of `asking` holds. Writes
 * nothing. STATUS_USAGE when the input ended or the person says no. */
VK_NODISCARD bool ask_init(struct ask *asking, struct init_request *request, struct error *err);

#endif
