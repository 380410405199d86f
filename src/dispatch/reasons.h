/* reasons: why a visit is on no list, and what would help, in words that a coordinator understands. */
#ifndef VAKTROM_DISPATCH_REASONS_H
#define VAKTROM_DISPATCH_REASONS_H

#include "dispatch/problem.h"

struct why_unassigned {
  const char *reason, *remedy; /* in the day's arena */
};
/* Of the visit with that number in the problem, from what the engine tried. */
struct why_unassigned why_unassigned(struct day *day, const struct day_problem *problem, const struct plan *plan,
                                     int visit);

#endif
