/*
 * search: from an empty schedule to a good plan. Simulated annealing whose steps take strings of neighbouring visits
 * off their lists and put them back where they cost least (slack induction by string removals: Christiaens and Vanden
 * Berghe, Transportation Science 54(2), 2020, doi 10.1287/trsc.2019.0914).
 */
#ifndef VAKTROM_BALANCE_SEARCH_H
#define VAKTROM_BALANCE_SEARCH_H

#include "random.h"
#include "schedule.h"

/* What searches share and never change: who is near whom, which lists may have a visit. */
struct surroundings {
  int near_limit;
  int32_t *near;        /* [visit * near_limit + i]: other visits that could be on the same list, nearest first */
  int32_t *near_count;  /* by visit */
  int32_t *lists_first; /* [visits + 1], in lists_of */
  int32_t *lists_of;    /* allowed lists of each visit */
};
void surroundings_make(struct surroundings *surroundings, const struct model *model);
void surroundings_free(struct surroundings *surroundings);

/* A plan set aside: all that a settled schedule knows, so that taking it up again changes no minute of it. */
struct solution {
  struct node *nodes;
  int64_t *late, *wait;
  struct round_state *rounds;
  struct fairness *fair;
  struct totals totals; /* .cost = COST_NEVER: none yet */
  int unassigned;
};
void solution_make(struct solution *solution, const struct model *model);
void solution_free(struct solution *solution);
void solution_copy(struct solution *to, const struct solution *from, const struct model *model);
void solution_take(struct solution *solution, const struct schedule *schedule);
void solution_put(const struct solution *solution, struct schedule *schedule);

/* anew.c: the order of a plan alone: each list's depot, then its visits. */
struct sequence {
  int32_t *at;
  int n;
};
void sequence_make(struct sequence *sequence, const struct model *model);
void sequence_free(struct sequence *sequence);
void sequence_take(struct sequence *sequence, const struct schedule *schedule);
/* Times it from nothing, as plan_evaluate does; false when a rule is broken, and the schedule is then good for nothing
 * but to be filled again. */
bool sequence_time(const struct sequence *sequence, struct schedule *schedule);
/* Leaves out tied visits that share a list with a break until the rest can be timed. */
void sequence_loosen(struct sequence *sequence, struct schedule *schedule);

/* A place behind a node, and a cost that the plan cannot be below with the visit there. */
struct candidate {
  int64_t cost;
  int32_t after;
  bool exact; /* that is its cost */
};

/* One worker of the search. */
struct search {
  const struct model *model;
  const struct surroundings *around;
  struct schedule *schedule;
  struct random random;
  struct solution best;
  int32_t *absent; /* visits off their lists, waiting to be put in */
  int absent_count;
  int standing_count; /* the first of them were off before this step */
  int32_t *aside;     /* scratch: those that this step does not try */
  int64_t *rank;      /* scratch: key of each absent visit */
  int32_t *string;    /* scratch: visits of one list */
  int32_t *ruined;    /* lists already broken in this step */
  int ruined_count;
  uint8_t *ruined_flag;
  struct candidate *candidates; /* scratch: places for one visit */
  /* By how much a place may turn out cheaper than its estimate: waiting, fairness and the like can fall. 0 overlooks
   * some places, and is quick. */
  int64_t may_fall;
  double temperature;
  int64_t steps;
};
void search_make(struct search *search, const struct model *model, const struct surroundings *around, uint64_t seed);
void search_free(struct search *search);

/* ruin.c: takes strings of visits around a random one off their lists and notes them as absent. */
void ruin(struct search *search);

/* insert.c: puts absent visits in where they cost least; what fits nowhere, or costs more than leaving it out, stays
 * off. `blink` = places passed over, in 1024. False when the schedule must be taken back. */
bool recreate(struct search *search, int blink);
/* A visit that must begin together with this one is off its list. */
bool lacks_partner(const struct schedule *schedule, int visit);
/* The cheapest place for a visit: behind which node, and the plan's cost with it there. `limit`: only below that. */
struct place {
  int after; /* -1 = none */
  int64_t cost;
};
struct place best_place(struct search *search, int visit, int64_t limit, int blink);

/* Puts every absent visit in, earliest window first; the plan is then the best one known. */
void construct(struct search *search);

/* anneal.c: one step: ruin, recreate, keep or take back. */
void anneal_step(struct search *search);
/* Steps until `steps` are done, the temperature falling from `hot` to `cold`; ends early when `over` says so, asked
 * every few steps. */
struct stretch {
  int64_t steps;
  double hot, cold;
  bool (*over)(void *context, const struct search *search);
  void *context;
};
void anneal(struct search *search, const struct stretch *stretch);
/* The yardstick of temperatures: what a leg of the present plan costs on average, or where travel costs nothing what a
 * visit does. */
double mean_leg(const struct schedule *schedule);
/* Notes which visits are off their lists. */
void search_note_absent(struct search *search);

#endif
