/* The folder of printed rosters that the night leaves behind, for the morning on which the machine is down. */
#ifndef VAKTROM_CLI_ROSTERS_H
#define VAKTROM_CLI_ROSTERS_H

#include "vaktrom/dispatch.h"

/* Writes the rosters of a date into the folder, as PDF and as text: FOLDER/roster-2026-03-04-OT1-day.pdf for each team
 * and shift with lists or with visits that nobody has, roster-2026-03-04-units.pdf with the sheets of the units. Each
 * file is whole or not there, and for its owner alone. Then those of the date that are no more right are removed, and
 * those of dates before yesterday: what is known about people does not pile up. Other files stay. STATUS_INPUT when the
 * folder cannot be written. */
VK_NODISCARD bool rosters_write(struct store *store, date on, const char *folder, struct error *err);

#endif
