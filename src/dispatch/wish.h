/* Private to dispatch: how a request, a reminder or work carried over becomes a visit. */
#ifndef VAKTROM_DISPATCH_WISH_H
#define VAKTROM_DISPATCH_WISH_H

#include "dispatch/between.h"

/* What a flow says where the wish says nothing. */
struct wish_source {
  const char *patient;
  const char *task;                  /* id */
  const struct visit_demand *demand; /* what it asks for beside its task; NULL = nothing */
  date date;                         /* made today when it is past */
  enum role least_role;              /* ROLE_NURSE: it goes to a nurse's list */
  int within_minutes;                /* it must begin so soon from now; 0 = no such haste */
  const struct window *agreed;       /* hours that held before, in wall minutes; NULL = none */
};
/* Makes the visit, and puts it on the wished list or tells the best lists; *visit (in the flow's arena) is its id. */
VK_NODISCARD bool wish_visit(struct flow *flow, const struct visit_wish *wish, const struct wish_source *source,
                             const char **visit, struct error *err);

#endif
