/*
 * model: the problem as the search sees it. Flat arrays of numbers, made once by problem_finish from what the builders
 * collected; every name is resolved, every hard term is turned into a bound or a forbidden pair.
 *
 * A node is a visit (0 .. visits-1) or the depot of a list (visits + list), which stands both before the list's first
 * visit and after its last.
 */
#ifndef VAKTROM_BALANCE_MODEL_H
#define VAKTROM_BALANCE_MODEL_H

#include "names.h"
#include "vaktrom/balance.h"

#define TIME_FAR (BALANCE_TIME_LIMIT * 4) /* later than anything that can happen */
#define TIME_NEVER (TIME_FAR * 2)         /* no time at all */

/* What never changes about a visit. */
struct fixed {
  int64_t earliest, latest; /* of the first and the last window */
  int64_t duration;
  int64_t load;
  int64_t current_start; /* BALANCE_NONE = none, or the term `shifted` weighs nothing */
  int64_t change_weight; /* in the term `shifted` */
  int64_t skip_cost;     /* what the search pays for leaving it out */
  int32_t window_first, window_count;
  int32_t link_first, link_count;
  int32_t knot; /* -1 = no links */
  bool hard;
};

/* A link as one of its two visits sees it: low <= start(other) - start(this) <= high. */
struct knot_link {
  int64_t low, high;
  int32_t other;
  uint8_t staff; /* enum link_staff; a pair that starts together is always LINK_DIFFERENT */
  bool together; /* gaps 0 and 0: both are served or neither */
  bool second;   /* this visit is the link's second */
};

/* What never changes about a list. */
struct round {
  int64_t start, end, latest_end, max_work; /* open ones are TIME_FAR */
  int64_t break_length;                     /* 0 = no break */
  int64_t break_earliest, break_latest;
  int64_t past_work, past_load;
  int64_t available; /* 0 = unknown: not counted in work_deviation */
  int32_t group;
};

/* Visits tied by links, directly or through others: timed as one. */
struct knot {
  int32_t first, count; /* in model.knot_members */
};

struct model {
  int visits, lists, sites, nodes;
  int32_t *travel;                /* [from * sites + to]; -1 = missing; after the plain times those of each mode */
  const int32_t **list_travel;    /* by list: the part of `travel` for its mode */
  int32_t *site_from, *site_to;   /* by node: where one leaves it, where one arrives */
  struct fixed *fixed;            /* by visit */
  struct balance_window *windows; /* fixed.window_first.. */
  struct round *rounds;           /* by list */
  uint8_t *allowed;               /* [visit * lists + list] */
  int64_t *pair_cost;             /* likewise; NULL when all are 0 */
  struct knot_link *links;        /* fixed.link_first.. */
  struct knot *knots;
  int32_t *knot_members;
  int knot_count;
  int group_count;
  int32_t *group_first; /* [group_count + 1], in group_lists */
  int32_t *group_lists;
  int64_t grace;              /* of the term `shifted` */
  int64_t weight[TERM_COUNT]; /* hard terms weigh 0 here */
  bool hard[TERM_COUNT];
  bool ends;     /* some list has a bound on its end or its work, or a term looks at the lists */
  bool breaks;   /* some list has a break */
  bool waits;    /* some term looks at waiting */
  bool fairness; /* some term compares lists */
  bool unsteady; /* there are breaks, and visits tied by a gap that one list may have: see anew.c */
};

struct link_spec {
  const char *first, *second;
  int64_t min_gap, max_gap;
  enum link_staff staff;
  int first_visit, second_visit;
};

struct preference_spec {
  const char *visit, *list;
  int64_t cost;
};

struct leg_spec {
  int mode; /* 0 = plain, else 1 + index in mode_names */
  int from, to;
  int64_t time;
};

struct problem {
  struct arena texts;
  VEC(struct problem_list) lists;
  VEC(struct problem_visit) visits;
  VEC(struct link_spec) links;
  VEC(struct preference_spec) preferences;
  VEC(struct leg_spec) legs;
  struct names site_names, mode_names, list_names, visit_names;
  struct names skill_names; /* every skill that a visit asks for */
  int64_t weight[TERM_COUNT];
  int64_t grace;
  bool named[TERM_COUNT];
  bool finished;
  struct model model;
};

/* Copies the word at *at (words separated by spaces) and steps behind it; false at the end. Words longer than the
 * buffer are cut. */
#define WORD_SIZE 256
bool next_word(const char **at, char word[WORD_SIZE]);
/* The first word of `needed` that `have` lacks, in `word`; NULL when it has them all. Both may be NULL. */
const char *missing_word(const char *needed, const char *have, char word[WORD_SIZE]);

/* Time that work is measured by for fairness; 0 = unknown. */
int64_t list_available(const struct problem_list *list);
/* As how many visits this one counts when it is moved or shifted. */
int64_t change_weight(const struct problem_visit *visit);
/* What a start comes to in the term `shifted`. */
int64_t shift_beyond(int64_t start, int64_t current_start, int64_t grace);
/* What the search pays for leaving a visit of that priority out. */
int64_t skip_cost(const struct problem *problem, enum priority priority);

/* Fills problem->model; the specs must be valid. */
void model_build(struct problem *problem);
void model_free(struct model *model);

/* Between two nodes for the worker of the list. */
static inline int64_t model_leg(const struct model *model, int list, int from_node, int to_node) {
  return model->list_travel[list][(int64_t)model->site_from[from_node] * model->sites + model->site_to[to_node]];
}

/* Between two nodes by the plain times, to tell near from far whoever walks. */
static inline int64_t model_plain_leg(const struct model *model, int from_node, int to_node) {
  return model->travel[(int64_t)model->site_from[from_node] * model->sites + model->site_to[to_node]];
}

static inline bool model_allows(const struct model *model, int visit, int list) {
  return model->allowed[(int64_t)visit * model->lists + list] != 0;
}

static inline int64_t model_pair_cost(const struct model *model, int visit, int list) {
  return model->pair_cost ? model->pair_cost[(int64_t)visit * model->lists + list] : 0;
}

#endif
