/*
 * One run of the balancer over a date: prepared in a transaction that is taken back, solved without holding the store,
 * prepared again and saved in one transaction if the day is still the same.
 */
#ifndef VAKTROM_DISPATCH_BALANCE_H
#define VAKTROM_DISPATCH_BALANCE_H

#include "dispatch/problem.h"

/* What makes the day ready, inside the transaction that will save: the plan of visits, for example; may be NULL. What
 * it tells people goes into `effects`, which is a throw-away one when the preparing is taken back. */
typedef bool day_preparation(struct session *session, date on, struct effects *effects, struct error *err);

/* The run behind dispatch_balance() and dispatch_nightly(). */
VK_NODISCARD bool balance_run(struct session *session, const struct balance_request *request, day_preparation *prepare,
                              struct balance_report *report, struct effects *effects, struct error *err);

/* A number that differs when something differs that the balancer looks at: visits, lists, shifts, absences,
 * suspensions, people and their skills, patients' wishes and teams. */
uint64_t day_digest(const struct day *day);
/* The same of some visits and lists (by index) and the people concerned. */
uint64_t day_part_digest(const struct day *day, const bool *visits, const bool *lists);

#endif
