/*
 * schedule: the visits on their lists, each with its time, and what all that costs; changed in place, taken back at
 * will.
 *
 *   schedule_mark -> schedule_unlink / schedule_link ... -> schedule_settle -> keep it, or schedule_undo
 *
 * Linking changes only the order. schedule_settle then works out the new times: it starts at the visits whose
 * predecessor changed and follows the lists, and through links the other lists, only as far as times really change.
 * Every visit begins as early as its list, its window and its links allow; visits tied by links are timed together.
 * Times and sums can be wrong between a change and its settling.
 */
#ifndef VAKTROM_BALANCE_SCHEDULE_H
#define VAKTROM_BALANCE_SCHEDULE_H

#include "model.h"

#define COST_NEVER ((int64_t)1 << 62) /* more than any plan costs */

struct node {
  int64_t start, end; /* of a visit that is not on a list: BALANCE_NONE; of a depot: the list's start */
  int32_t prev, next;
  int32_t list;   /* -1 = not on a list */
  int32_t rested; /* the list's break was taken before this visit began, or there is none */
};

struct round_state {
  int64_t work, late_home, load;
  int32_t count;
  int32_t missed; /* break */
};

/* Unevenness within a group of lists. */
struct fairness {
  int64_t work_range, work_deviation, load_range; /* work_deviation in BALANCE_FRACTION */
};

/* Sums over the plan, of values but for `pair` and `skip`, which are costs. */
struct totals {
  int64_t travel, late, late_max, late_home, wait, wait_max, missed, shifted;
  int64_t pair, skip;
  struct fairness fair;
  int64_t cost;
};

/* Where one comes from the place before: through the door, ready to begin, and the break on the way. */
struct arrival {
  int64_t arrive, ready;
  int64_t idle;        /* waited at the door before the break could begin */
  int64_t break_start; /* BALANCE_NONE = no break on this leg */
  int32_t rested;
};

struct saved_node {
  struct node old;
  int64_t late, wait;
  int32_t node;
};
struct saved_round {
  struct round_state old;
  int32_t list;
};
struct saved_group {
  struct fairness old;
  int32_t group;
};

struct queued {
  int64_t key;
  int32_t node;
};

struct schedule {
  const struct model *model;
  struct node *nodes;   /* visits, then depots */
  int64_t *late, *wait; /* by node */
  struct round_state *rounds;
  struct fairness *fair; /* by group */
  struct totals totals;
  /* What settling has still to look at. */
  struct queued *queue; /* falling keys */
  int queue_count;
  uint8_t *queued;
  int32_t *touched; /* rounds whose sums must be worked out */
  int touched_count;
  uint8_t *touched_flag;
  int64_t peak_late, peak_wait;        /* largest values written while settling */
  bool peak_late_lost, peak_wait_lost; /* a visit that held the maximum was lowered */
  uint64_t *seen;                      /* by node: settling at which its time was last worked out */
  uint64_t settling;
  int64_t *knot_start; /* scratch, by position in the knot */
  struct arrival *knot_arrival;
  /* The way back. */
  struct saved_node *trail;
  size_t trail_count, trail_cap;
  uint64_t *stamp; /* by node: epoch in which it was last saved */
  uint64_t epoch;
  struct saved_round *round_trail;
  size_t round_count, round_cap;
  struct saved_group *group_trail;
  size_t group_count, group_cap;
  bool rounds_matter; /* some term or rule looks at whole rounds */
  bool lenient;       /* hard windows are checked when all is settled, not before */
  bool bounded;       /* cost can only be raised by a later visit's lateness: settling may stop early */
  /* A visit just put in may be delayed again by what it delays, but not for ever: only `watch_left` times. -1 = none.
   */
  int watched, watch_left;
  int64_t evaluations; /* settlings so far */
  /* Why the last settling failed, and by how much time; BLOCK_NONE when it only cost too much. */
  enum balance_block fault;
  int64_t fault_amount;
  int fault_visit; /* whose window (BLOCK_WINDOW) */
};

struct mark {
  size_t trail, rounds, groups;
  struct totals totals;
};

/* An empty schedule: every visit off its list, every list unused. */
struct schedule *schedule_new(const struct model *model);
void schedule_free(struct schedule *schedule);
void schedule_clear(struct schedule *schedule);

struct mark schedule_mark(struct schedule *schedule);
/* Back to the mark, settled or not. */
void schedule_undo(struct schedule *schedule, const struct mark *mark);
/* Forgets the way back. */
void schedule_commit(struct schedule *schedule);

/* Takes a visit off its list; puts one on a list behind `after` (a visit of that list, or its depot). */
void schedule_unlink(struct schedule *schedule, int visit);
void schedule_link(struct schedule *schedule, int visit, int after);

/* Works out all times and the cost. False when a rule is broken or the cost would pass `bound`: then the schedule must
 * be taken back with schedule_undo. `may_fall` = by how much lateness written so far may still fall (0 when visits were
 * only put in; COST_NEVER when unknown). */
bool schedule_settle(struct schedule *schedule, int64_t bound, int64_t may_fall);

/* How the visit or depot `node` is reached from its predecessor. */
struct arrival schedule_arrival(const struct schedule *schedule, int node);
/* The earliest allowed start of a visit at or after `time`; TIME_NEVER when its hard windows are over. */
int64_t window_open(const struct schedule *schedule, const struct fixed *fixed, int64_t time);
/* Lateness of a visit that begins then: counted from the last window begun. */
int64_t window_late(const struct model *model, const struct fixed *fixed, int64_t start);

/* May the visit go on that list, as far as skills, pins and the workers of its linked visits are concerned? */
bool schedule_may_take(const struct schedule *schedule, int visit, int list);

struct fairness group_fairness(const struct model *model, const struct round_state *rounds, int group);
/* What a round comes to as it stands; *home = when it is home (left alone when the round is not used). */
struct round_state round_look(const struct schedule *schedule, int list, int64_t *home);

/* objective.c: what a round comes to; false when it breaks a rule. */
bool round_measure(struct schedule *schedule, int list);
/* Works out the fairness of every group with a touched round. */
void groups_measure(struct schedule *schedule);
/* The cost of the sums. */
int64_t totals_price(const struct model *model, const struct totals *totals);
/* How the round comes home: break on the way, time of coming home. */
struct arrival round_home(const struct schedule *schedule, int list);
int64_t round_leave(const struct schedule *schedule, int list);

/* plan.c: the value of every term, counted anew. */
void schedule_terms(const struct schedule *schedule, const struct problem *problem, int64_t terms[TERM_COUNT]);

/* Notes why settling fails; returns false. */
static inline bool schedule_fault(struct schedule *schedule, enum balance_block fault, int64_t amount) {
  schedule->fault = fault;
  schedule->fault_amount = amount;
  return false;
}

static inline int schedule_depot(const struct schedule *schedule, int list) {
  return schedule->model->visits + list;
}

static inline bool schedule_is_depot(const struct schedule *schedule, int node) {
  return node >= schedule->model->visits;
}

#endif
