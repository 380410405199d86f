/* own: the report on an HT's own patients, fetched by an errand, and what else the views of these patients share. */
#ifndef VAKTROM_TUI_OWN_H
#define VAKTROM_TUI_OWN_H

#include "tui/views/flows.h"

/* The report of the HT of the team shown; it is fetched anew when the data change. (own_report.c) */
struct own_watch {
  struct errand *errand;
  struct own_report *report; /* NULL until the first one is there */
  bool again;                /* something changed while it was being fetched */
  bool is_hint;              /* where the person may not see the report, it is left out and nothing said */
};
void own_watch_ask(struct screen *screen, struct own_watch *watch);
/* Takes a new report; true when there is one. A failure is said. */
bool own_watch_take(struct screen *screen, struct own_watch *watch);
void own_watch_free(struct own_watch *watch);
/* What happened to the patient since the reader's last look; NULL = not among the HT's own (or not known yet). */
const struct own_patient *own_watch_find(const struct own_watch *watch, const char *patient);
/* Adds a line for each change, the worst first, but for the one that only repeats a request that stands there already
 * (its id; NULL = none). */
void own_add_changes(struct flow_lines *lines, const struct own_patient *own, const char *request);
/* As flow_add_instant(); what is known by its day alone lies at midnight and shows the day. */
void own_add_when(instant at, struct str *out);
/* "!!!", "!!", "!" or "": how bad a change may be, for those who see no colours. */
const char *own_sign(int weight);
enum colour_role own_role(int weight);

/* Asks for a set of vital signs with the NEWS2 score as one types, and records it; then says whom to call.
 * (own_observe.c) */
void own_observe(struct screen *screen, const char *patient);

#endif
