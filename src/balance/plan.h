/* plan: private to src/balance: plans out of schedules and back. */
#ifndef VAKTROM_BALANCE_PLAN_H
#define VAKTROM_BALANCE_PLAN_H

#include "search.h"

/* Fills the plan (cleared first) but for reasons, iterations and so on. */
void plan_export(const struct schedule *schedule, const struct problem *problem, struct plan *plan);
/* The plan's served visits list by list in order, then -1; the caller frees it. */
int32_t *plan_order(const struct plan *plan);
/* Puts the plan into the schedule; false when it breaks a rule. */
bool plan_schedule(const struct problem *problem, const struct plan *plan, struct schedule *schedule,
                   struct error *err);
/* explain.c: why the unassigned visits of the plan fit nowhere. */
void plan_explain(const struct problem *problem, const struct schedule *schedule, struct plan *plan);
/* A plan on which rules may be lifted to see what would fit; free it with trial_free. */
struct trial;
struct trial *trial_new(const struct problem *problem, const struct schedule *schedule);
void trial_free(struct trial *trial);
/* Why `visit` (off its list) cannot go on `list`, tried with the rule lifted. */
struct plan_reason explain_pair(struct trial *trial, int visit, int list);

#endif
