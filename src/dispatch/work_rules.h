/*
 * work_rules: what the base's settings say about a list's working time. The balancer's problem, the sheets and the
 * checks take the rules from here, so that a list has one break and one capacity wherever it is looked at.
 */
#ifndef VAKTROM_DISPATCH_WORK_RULES_H
#define VAKTROM_DISPATCH_WORK_RULES_H

#include "vaktrom/store.h"

/* All in minutes but for the shares (per cent of an ordinary list). */
struct work_rules {
  int break_minutes;
  int break_after;  /* a list longer than this has a break */
  int break_margin; /* the break begins and ends at least this long from the list's start and end */
  int coordinator_share, nurse_2_share;
  int prepare, document; /* indoors, at the list's start and at its end */
};
struct work_rules work_rules_of(struct store *store);

/* Minutes of break that the list needs; 0 = none. */
int list_break_minutes(const struct work_rules *rules, const struct work_list *list);
/* The earliest and latest start of that break, true minutes on the list's date. */
void list_break_window(const struct work_rules *rules, const struct work_list *list, minute *earliest, minute *latest);
/* Minutes for visits and travel: the list's length less break and work indoors, of which a coordinator's and nurse 2's
 * list take their share (interface.md, shifts: they walk a shorter one). */
int list_capacity(const struct work_rules *rules, const struct work_list *list);
/* Minutes that the worker of a shorter list has for the shift itself: what the list lacks of an ordinary one. Counts as
 * work where lists are compared. */
int list_other_work(const struct work_rules *rules, const struct work_list *list);

#endif
