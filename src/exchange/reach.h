/*
 * reach: whose row it is that somebody brings in or takes out, and whether it lies within that person's reach.
 *
 * Rows of the unit (criteria, tasks, settings, teams) are for those who keep the unit. What only the program writes,
 * as a trace of what people did, is for the owner. Every other row is about a patient, a worker or a team, and for
 * those who keep the records of these (MAY_RECORD); a row about nobody is the unit's.
 */
#ifndef VAKTROM_EXCHANGE_REACH_H
#define VAKTROM_EXCHANGE_REACH_H

#include "batch.h"

/* What one session may, kept while many rows are asked about. `struct row_reach reach; reach_start(&reach, session);`
 */
struct row_reach {
  struct session session; /* as it was then: what its deeds bring about does not widen it */
  struct map answers;     /* "write team OT1" -> yes or no */
  struct arena arena;
  struct error refusal; /* the first one, which says who may */
  struct error failure; /* of the store */
};
void reach_start(struct row_reach *reach, const struct session *session);
void reach_free(struct row_reach *reach);
/* Whether the session reaches every row of every KIND. */
bool reach_is_whole(const struct row_reach *reach);

/* False with what failed, where asking did: the answers are not to be believed. */
VK_NODISCARD bool reach_is_sound(const struct row_reach *reach, struct error *err);
/* False with it, or with the first refusal. */
VK_NODISCARD bool reach_refuse(const struct row_reach *reach, struct error *err);

/* Whether rows of the KIND are for the session at all; STATUS_DENIED with who may. */
VK_NODISCARD bool reach_may_kind(struct row_reach *reach, const struct kind *kind, struct error *err);
/* Whether the row may be shown: its patient is within reach; without a patient its worker; without both a team. */
bool reach_may_read(struct row_reach *reach, const struct kind *kind, const char *const *cells);
/* Whether the row may be made or ended: all that it is about is within reach. *column: the first that is not. */
bool reach_may_write(struct row_reach *reach, const struct kind *kind, const char *const *cells, int *column);
/* reach_may_write() of each row of the intake as it stands in the store and as it would be; of one that changes
 * nothing, reach_may_read(). STATUS_DENIED with file, row and column of each that is refused, and who may. */
VK_NODISCARD bool reach_check(struct row_reach *reach, struct intake *intake, struct error *err);

#endif
