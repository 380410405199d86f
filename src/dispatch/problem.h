/*
 * problem: a day's balancing problem, made from the snapshot. Whole minutes; sites are patients and teams' bases; a
 * list may have a visit exactly where list_refusal() of care.h says so.
 */
#ifndef VAKTROM_DISPATCH_PROBLEM_H
#define VAKTROM_DISPATCH_PROBLEM_H

#include "dispatch/objective.h"
#include "dispatch/position.h"
#include "dispatch/work_rules.h"

/* Which part of a day is balanced: a group of teams (see team_groups), of which perhaps some teams or one shift only.
 * What is left out is 0, but for `team` and `shift`. */
struct problem_scope {
  const int *groups; /* by team */
  int group;
  int team;          /* NONE = all of the group */
  int shift;         /* enum shift, or NONE = all */
  bool keep;         /* disturbing the present lists costs */
  const bool *teams; /* by team: those alone, whatever `team` says; NULL = by `team` */
  bool begun_stays;  /* a shift of which a list has begun, by a mark or by `now`, is not touched at all */
  minute now;        /* what has begun by then stands fast, and lists go on from where they are; 0 = the whole day */
  bool closed_too;   /* approved and started shifts as well: a person asks */
  int grace;         /* minutes by which a visit may move without that counting as a change */
};

/* A visit that the balancer is not asked about, since nothing it could do would be right. */
struct left_out {
  int visit;
  const char *reason, *remedy;
};

struct day_problem {
  struct problem *problem;
  VEC(int) lists;  /* index into day->lists of each list of the problem */
  VEC(int) begun;  /* by list of the problem: the last number in the order of what stands fast on it; 0 = nothing */
  VEC(int) visits; /* index into day->visits of each of its visits */
  VEC(struct left_out) left_out;
};

/* Gives each team the number of its group: an HT with its OTs, joined with others where a list covers teams of both or
 * a visit for two needs both. In the day's arena. *n (may be NULL) is the number of groups. */
int *team_groups(struct day *day, int *n);

/* Whether the visit's place may be chosen: listed or unassigned, of the scope, neither closed nor held back by hand. */
bool visit_in_scope(const struct day *day, const struct problem_scope *scope, int visit);
/* From when on a date is planned: now where its lists carry visits already (what has begun stands fast); 0 = the whole
 * date, however late it is, while nobody has had a list of it. */
minute scope_now(const struct day *day);
/* Why a list stays as it is: its shift is approved, or it has begun, by a mark (or, with `begun_stays`, any of its
 * shift). */
enum list_stays { LIST_STAYS_NOT, LIST_STAYS_APPROVED, LIST_STAYS_BEGUN, LIST_STAYS_COUNT };
enum list_stays list_stays(const struct day *day, const struct problem_scope *scope, int list);
/* Adds to `counts` the lists that are asked for, and the visits on them, by whether they stay. */
void scope_count_left_alone(const struct day *day, const struct problem_scope *scope,
                            struct left_alone counts[LIST_STAYS_COUNT]);
/* Whether the list is one to be filled. */
bool list_in_scope(const struct day *day, const struct problem_scope *scope, int list);

/* Makes the finished problem; day_problem_free() in any case. Fails with STATUS_INTERNAL when the balancer refuses. */
VK_NODISCARD bool day_problem_make(struct day *day, const struct problem_scope *scope, const struct work_rules *rules,
                                   const struct objective *objective, struct day_problem *out, struct error *err);
/* Puts a visit (by its number in the problem) where the plan has it: behind what stands fast on its list. False, and
 * nothing is changed, where the plan has it on no list. */
bool day_problem_place(const struct day *day, const struct day_problem *problem, const struct plan *plan, int number,
                       struct visit *visit);
void day_problem_free(struct day_problem *problem);

#endif
