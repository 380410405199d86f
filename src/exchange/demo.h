/* demo: the demonstration base, found beside the program and moved to today. */
#ifndef VAKTROM_EXCHANGE_DEMO_H
#define VAKTROM_EXCHANGE_DEMO_H

#include "batch.h"

/* Reads every KIND of the demonstration base into the intake, its dates moved from the anchor (anchor.txt in the
 * folder, else 2026-03-04) to today: KINDs of the calendar by whole weeks, so that weekdays stay and the anchor's week
 * becomes this one, all others by days. What would lie in the future though it has happened (history from today on,
 * observations and queue items from now on) is left out. STATUS_STORE when the folder is not found. */
VK_NODISCARD bool demo_read(struct intake *intake, struct error *err);

#endif
