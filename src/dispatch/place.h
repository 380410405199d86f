/*
 * place: where a visit could go on a list, and why not. What `suggest` promises, `move` does: both ask here.
 */
#ifndef VAKTROM_DISPATCH_PLACE_H
#define VAKTROM_DISPATCH_PLACE_H

#include "dispatch/rota.h"

struct place {
  struct placing placings[2]; /* the second is the partner's, where it has to be placed along */
  int n;
  struct placing_cost cost;
  enum refusal set_aside; /* REFUSAL_TEAM or REFUSAL_SHIFT: a rule that a person may set aside; else REFUSAL_NONE */
  const char *over;       /* id of a list whose shift has ended: nobody will go, it can only be noted; NULL = none */
  const char *why_not;    /* NULL when it is possible; owned by the day's arena */
};

/* Where the row goes best on the list (or at the position given: at > 0). The row must be off the rota. Its partner,
 * if it has one, keeps its list and is moved in time if need be; when it is on no list either, `partner_list` is its
 * list, or the best one is looked for (NONE). */
struct place place_visit(struct rota *rota, struct day *day, int visit, int list, int at, int partner_list);
/* What needs a person's override, in words; NULL when nothing does. */
const char *place_override(struct day *day, const struct place *place);

/* Why the worker of the list may not do the visit; NULL for REFUSAL_NONE. */
const char *refusal_in_words(struct day *day, int list, const struct visit *visit, enum refusal refusal,
                             const char *skill);
const char *conflict_in_words(struct day *day, const struct conflict *conflict);

#endif
