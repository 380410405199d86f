/*
 * sheets: paper that more than one room has a part in, for commands and screen alike: the indicators on paper (the
 * rooms report and paper do not know each other), and the folder of printed rosters (paper, and files as exchange
 * writes them).
 */
#ifndef VAKTROM_SHEETS_H
#define VAKTROM_SHEETS_H

#include "vaktrom/paper.h"
#include "vaktrom/report.h"

/* A page (or more) for each sheet of the report; paper_free() when done. */
void sheets_report(struct store *store, const struct report_table *report, struct paper *out);

/* paper_make(), and the indicators: all nine of all teams over the 28 days to order->on, one after the other; as CSV
 * they are refused, for each has its own columns (`report NAME --csv`). paper_free() in any case. */
VK_NODISCARD bool sheets_make(struct session *session, const struct paper_order *order, struct paper *out,
                              struct error *err);

/* Writes the rosters of a date into the folder, as PDF and as text: FOLDER/roster-2026-03-04-OT1-day.pdf for each team
 * and shift with lists or with visits that nobody has, roster-2026-03-04-units.pdf with the sheets of the units. Each
 * file is whole or not there, and for its owner alone. Then those of the date that are no more right are removed, and
 * those of dates before yesterday: what is known about people does not pile up. Other files stay. *unknown_letters: how
 * many have no font (paper->unknown_letters). STATUS_INPUT when the folder cannot be written; STATUS_DENIED to who may
 * not take out all that is known (MAY_BACK_UP). */
VK_NODISCARD bool sheets_write_rosters(const struct session *session, date on, const char *folder, int *unknown_letters,
                                       struct error *err);
/* That refusal before long work begins. */
VK_NODISCARD bool sheets_may_write_rosters(const struct session *session, struct error *err);

#endif
