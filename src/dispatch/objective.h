/*
 * objective: what a good plan is, in numbers. The weights are settings; a cost of 10 is one minute of driving.
 */
#ifndef VAKTROM_DISPATCH_OBJECTIVE_H
#define VAKTROM_DISPATCH_OBJECTIVE_H

#include "vaktrom/dispatch.h"

struct objective {
  int64_t weight[TERM_COUNT];
  int64_t role, language, gender, face; /* parts of the term `preference`, see preference_cost() */
  int overtime_max;                     /* minutes that a list may pass its planned end */
};
struct objective objective_of(struct store *store);

/* Further cost of a visit on a worker's list: a role above the need, an unfamiliar face, no language in common, not the
 * preferred gender. */
int64_t preference_cost(const struct day *day, const struct objective *objective, const struct visit *visit, int staff);
/* Whether two sets of languages, separated by one space, have one in common. */
bool shares_language(const char *some, const char *others);
/* Steps of the ladder that a role stands above the need; 0 for those beside it. */
int role_steps_above(enum role has, enum role needed);
/* Whether the patient knows the worker: met in the 14 days before, or primary or secondary contact. */
bool is_familiar(const struct day *day, int patient, int staff);

/* Lists whose work is compared: of one team and shift; therapists, who do what nobody else may, among themselves. Lists
 * of the same group have the same name. The list must have staff. */
const char *fair_group(struct day *day, const struct work_list *list);

/* A list's share in the fairness of the last weeks: minutes of visits and strenuous load above the least burdened of
 * its team and shift, seen against the position, scaled to what one shift can mend (at most an hour, at most eight
 * points of load). By list of the day, in the day's arena. */
struct past_share {
  int work, load;
};
struct past_share *past_shares(struct day *day);

#endif
