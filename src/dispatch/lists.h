/*
 * lists: the work lists that a date's shift rows ask for, against those that stand. Pure functions over the snapshot;
 * lists_write() writes what they say.
 */
#ifndef VAKTROM_DISPATCH_LISTS_H
#define VAKTROM_DISPATCH_LISTS_H

#include "vaktrom/dispatch.h"

enum list_action {
  LIST_MAKE,
  LIST_CHANGE, /* its row changed: times, function, teams, or the worker is back */
  LIST_EMPTY,  /* its worker is absent, or its row is gone and a visit of it was done or not done: the list stays
                  without staff, its visits are unassigned */
  LIST_END,    /* its row is gone */
};
struct list_step {
  enum list_action action;
  int old;               /* index into day->lists; NONE for LIST_MAKE */
  struct work_list list; /* as it shall stand; id NULL for LIST_MAKE */
};
struct list_steps {
  VEC(struct list_step) at;
};

/* The steps that bring the lists of the day in line with its shift rows (interface.md, shifts: each row that walks is a
 * list; a worker who is absent gets none). Whoever walks a list has a shift row, a substitute too. Leaves alone what is
 * frozen. */
void list_steps_of(const struct day *day, struct list_steps *out);

/* The draft list of a shift row, as yet without an id. */
struct work_list list_of_row(const struct shift_row *row);

/* Whether a team's shift is closed to planning: one of its lists is approved or started. */
bool shift_is_frozen(const struct day *day, int team, enum shift shift);

/* Whether the row works for the team: its own, or one that it covers. NONE is nobody's. */
bool row_serves(const struct day *day, const struct shift_row *row, int team);
/* Whether the visit has no list and would be on that of the row: of its shift and one of its teams. */
bool visit_waits_for_row(const struct day *day, const struct visit *visit, const struct shift_row *row);

/* Writes the steps and unassigns the visits that lose their list by them; inside a transaction. Changes day->lists and
 * day->visits along, but new lists come with the next load. *n counts the steps. Says which visits lose a place that a
 * person gave them, and who gets no list since another of the same worker lasts into it. */
VK_NODISCARD bool lists_write(struct store *store, struct day *day, int *n, struct effects *effects, struct error *err);

#endif
