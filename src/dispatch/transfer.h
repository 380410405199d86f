/* Private to dispatch: a transfer while it is announced or withdrawn. */
#ifndef VAKTROM_DISPATCH_TRANSFER_H
#define VAKTROM_DISPATCH_TRANSFER_H

#include "dispatch/between.h"

/* Who answered for the patient before; indices are those of every snapshot of the transaction. */
struct former {
  int team, cooperating;
};

/* Refuses (STATUS_DENIED) a transfer that stands in the store but would leave work undone: looks at each date of its
 * first week that has a roster. What only competence stands against is said in `effects` where `override_reason` is
 * given. */
VK_NODISCARD bool transfer_refuse_gaps(struct flow *flow, const struct transfer *transfer, struct former former,
                                       const char *override_reason, struct error *err);

/* Gives the patient's visits on or after the transfer's day to the teams that answer for them by the store as it is
 * now; those that were on a list are unassigned with the reason. Refused when an approved or started shift would
 * change. */
VK_NODISCARD bool transfer_visits(struct flow *flow, const struct transfer *transfer, const char *reason,
                                  struct error *err);

/* Closes a request that the transfer answers; one that cannot wait stays open until the transfer's day. What is said is
 * in the arena. By the transfer's id in its outcome the request is found on that day, or when it is withdrawn. */
const char *transfer_answers(const struct transfer *transfer, struct queue_item *item, struct arena *arena);

/* The team that answers for a visit of the snapshot; NONE when there is none. */
int transfer_team_of_visit(const struct day *day, int visit);

#endif
