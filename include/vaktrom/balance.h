/*
 * balance: the work-list balancer. A problem (lists, visits, links, travel, objective) goes in, a plan comes out.
 *
 * The engine knows nothing of dates, people or databases: names are texts that it hands back, all times are integers
 * in one unit (minutes, seconds, ...) from one origin of the caller's choice, at most BALANCE_TIME_LIMIT away from 0.
 * The model is that of the problem folder in interface.md ("The problem folder of `solve`"). Where that page leaves
 * the model open, the engine does what home-care people expect:
 *
 *  - A list leaves as late as its first visit allows, never before `start`; every visit begins as early as it can.
 *    `work` = leaving to coming home, less the break. A list without visits is not used: no work, no travel.
 *  - Arriving before the window opens is `wait`. There is none before the first visit, since the list leaves later.
 *    Time spent on the break is not wait.
 *  - Several windows: a hard one begins in any of them. A soft one that would begin between two of them waits for the
 *    next where that is no longer than the lateness from the last one begun; otherwise it begins at once, late.
 *  - The break is taken between two visits (at the first one's place or at the next one's) or at the end before coming
 *    home, where it costs no time or at the last chance. A used list with a break_length that finds no start within
 *    [break_earliest, break_latest] counts one `break_missed`.
 *  - Visits linked with gaps 0 and 0 are all served or none. Another link binds only while both its visits are served.
 *  - Where a break falls between two visits of one list that a max_gap ties, there may be no order of times that agrees
 *    with both rules; such a place is refused. What balance_solve hands back plan_evaluate accepts, at the same cost.
 *  - `same` and `different` bind the workers of served visits; two visits that start together are always on different
 *    lists.
 *  - `shifted` counts what a visit moves beyond the problem's grace (column `grace` in the row `shifted` of
 *    objective.csv; without it 0), and both `shifted` and `moved` as many times as the visit's change_weight says
 *    (column of visits.csv; without it 1).
 *  - The terms of visits (late, preference, unfamiliar, moved, shifted) count served visits only.
 *  - Fairness is counted within each `group` (column `group` of lists.csv; without it all lists are one group) and the
 *    groups are added up; past_work and past_load count along. work_range and load_range look at used lists,
 *    work_deviation at all lists of a group with a used one. work_deviation is a sum of fractions; its value is in
 *    millionths (BALANCE_FRACTION) and its cost is weight times the fraction, rounded down. Available time: end less
 *    start, else max_work, else latest_end less start.
 *  - A term with weight `hard` forbids: late_total and late_max make every window hard, late_home makes `end` the
 *    latest end, and so on; what cannot be served so stays unassigned. `unassigned_*` hard comes before every
 *    weight, and so does serving a visit whose `unassigned_*` the objective does not name. Hard terms add nothing to
 *    the reported cost. travel, work_range, work_deviation and load_range cannot be hard.
 */
#ifndef VAKTROM_BALANCE_H
#define VAKTROM_BALANCE_H

#include "vaktrom/care.h" /* enum priority; names and tokens are words_priority */

#include <stdatomic.h>

#define BALANCE_NONE INT64_MIN                  /* no such time, open end, not given */
#define BALANCE_TIME_LIMIT ((int64_t)1 << 42)   /* largest absolute time, 139 years in milliseconds */
#define BALANCE_TRAVEL_LIMIT 2000000000         /* largest travel time */
#define BALANCE_WEIGHT_LIMIT ((int64_t)1 << 40) /* largest weight; weight times value must stay below 2^62 */
#define BALANCE_HARD INT64_MAX                  /* as a weight: forbidden */
#define BALANCE_FRACTION 1000000                /* unit of work_deviation's value */

/* --- The problem --- */

enum balance_term {
  TERM_TRAVEL,
  TERM_LATE_TOTAL,
  TERM_LATE_MAX,
  TERM_LATE_HOME,
  TERM_UNASSIGNED_MUST,
  TERM_UNASSIGNED_SHOULD,
  TERM_UNASSIGNED_MAY,
  TERM_WAIT,
  TERM_WAIT_MAX,
  TERM_WORK_RANGE,
  TERM_WORK_DEVIATION,
  TERM_LOAD_RANGE,
  TERM_UNFAMILIAR,
  TERM_BREAK_MISSED,
  TERM_PREFERENCE,
  TERM_MOVED,
  TERM_SHIFTED,
  TERM_COUNT,
};
/* The name of a term as in objective.csv ("late_total"). */
const char *balance_term_name(enum balance_term term);
/* The term of that name; false when there is none. The reserved names of interface.md are no terms. */
bool balance_term_parse(const char *name, enum balance_term *out);

enum link_staff { LINK_ANY, LINK_DIFFERENT, LINK_SAME, LINK_STAFF_COUNT };
const char *link_staff_name(enum link_staff staff);
bool link_staff_parse(const char *name, enum link_staff *out);

/* One worker's round. Texts may be NULL for none; texts with several words separate them by one space. */
struct problem_list {
  const char *id;
  int start_site, end_site;     /* from problem_add_site */
  int64_t start;                /* leaves at this time or later */
  int64_t end;                  /* planned coming home; BALANCE_NONE = open */
  int64_t latest_end;           /* never home later; BALANCE_NONE = open */
  int64_t max_work;             /* never more work; BALANCE_NONE = open */
  int64_t break_length;         /* 0 or BALANCE_NONE = no break */
  int64_t break_earliest;       /* earliest start of the break; BALANCE_NONE = open */
  int64_t break_latest;         /* latest start of the break; BALANCE_NONE = open */
  int64_t past_work, past_load; /* carried into fairness; 0 = none */
  const char *skills;           /* words */
  const char *group;            /* fairness is counted within a group */
  const char *mode;             /* how its worker gets about (bike, walk); NULL or "": the plain travel times */
};

struct balance_window {
  int64_t earliest, latest; /* bounds of the start; BALANCE_NONE = open */
};

struct problem_visit {
  const char *id;
  const char *patient;
  int site;
  int64_t duration;
  const struct balance_window *windows; /* rising, at least one */
  size_t window_count;
  bool hard; /* window: never later than `latest` */
  enum priority priority;
  int64_t load;             /* strain, counted by load_range */
  int64_t change_weight;    /* as how many visits it counts in `moved` and `shifted`; 0 = 1 */
  int64_t current_start;    /* BALANCE_NONE = none */
  const char *skills;       /* words: all of them must be on the list */
  const char *pinned_list;  /* the only list allowed */
  const char *known_lists;  /* words: lists whose worker the patient knows */
  const char *barred_lists; /* words: lists never allowed */
  const char *current_list;
};

struct problem; /* opaque; see problem_lists() and its like for reading */

struct problem *problem_new(void);
void problem_free(struct problem *problem); /* NULL is allowed */

/* The builders copy all texts and windows and return the new index (0, 1, ...). References by name (known_lists and so
 * on) may point forward; problem_finish resolves them. Adding a site that is there returns its index. */
int problem_add_site(struct problem *problem, const char *id);
int problem_find_site(const struct problem *problem, const char *id); /* -1 when there is none */
int problem_add_list(struct problem *problem, const struct problem_list *list);
int problem_add_visit(struct problem *problem, const struct problem_visit *visit);
/* min_gap <= start(second) - start(first) <= max_gap. */
void problem_add_link(struct problem *problem, const char *first, const char *second, int64_t min_gap, int64_t max_gap,
                      enum link_staff staff);
/* A further cost of that visit on that list; repeated pairs add up. */
void problem_add_preference(struct problem *problem, const char *visit, const char *list, int64_t cost);
void problem_set_travel(struct problem *problem, int from, int to, int64_t time);
/* The same for lists of that mode; where a pair has no time of its own in a mode, the plain one holds. */
void problem_set_mode_travel(struct problem *problem, const char *mode, int from, int to, int64_t time);
/* Weight >= 0, or BALANCE_HARD. A term that is never set weighs 0. */
void problem_set_weight(struct problem *problem, enum balance_term term, int64_t weight);

/* How far a visit may begin from its current_start before `shifted` counts it; without this 0. */
void problem_set_grace(struct problem *problem, int64_t grace);

/* Checks everything and makes the problem ready to solve; call once, add nothing after. On failure the error
 * (STATUS_INPUT) names each fault by kind and id ("visit V12: known list 'K9' is unknown"), up to 50, one a line.
 * Faults: unknown or repeated names, times out of range, latest before earliest, windows that do not rise, a missing
 * pair of sites in travel, min_gap over max_gap, numbers so large that the cost could pass 2^62. */
bool problem_finish(struct problem *problem, struct error *err);

/* Reading a finished problem. Pointers live as long as the problem. */
size_t problem_list_count(const struct problem *problem);
size_t problem_visit_count(const struct problem *problem);
const struct problem_list *problem_list_at(const struct problem *problem, int list);
const struct problem_visit *problem_visit_at(const struct problem *problem, int visit);
int problem_find_list(const struct problem *problem, const char *id);    /* -1 when there is none */
int problem_find_visit(const struct problem *problem, const char *id);   /* -1 when there is none */
int64_t problem_travel(const struct problem *problem, int from, int to); /* between sites, plain */
/* The modes that travel times were set for, and a mode's time for a pair (the plain one where it has none). */
size_t problem_mode_count(const struct problem *problem);
const char *problem_mode_name(const struct problem *problem, size_t mode);
int64_t problem_mode_travel(const struct problem *problem, size_t mode, int from, int to);
size_t problem_site_count(const struct problem *problem);
const char *problem_site_name(const struct problem *problem, int site);
/* A link or a preference as it was added; false when there is no such. */
struct problem_link {
  const char *first, *second;
  int64_t min_gap, max_gap;
  enum link_staff staff;
};
bool problem_link_at(const struct problem *problem, size_t index, struct problem_link *out);
struct problem_preference {
  const char *visit, *list;
  int64_t cost;
};
bool problem_preference_at(const struct problem *problem, size_t index, struct problem_preference *out);
bool problem_names_term(const struct problem *problem, enum balance_term term); /* problem_set_weight was called */
int64_t problem_weight(const struct problem *problem, enum balance_term term);  /* 0 when never set */

int64_t problem_grace(const struct problem *problem);

/* --- The plan --- */

/* Why a visit does not go on a list. BLOCK_NONE = it does. */
enum balance_block {
  BLOCK_NONE,
  BLOCK_SKILL,      /* the list lacks a skill (`skill`) */
  BLOCK_BARRED,     /* the list is barred for this visit */
  BLOCK_PINNED,     /* the visit is pinned to another list */
  BLOCK_PREFERENCE, /* a term with weight `hard` forbids this pairing (preference, unfamiliar, moved) */
  BLOCK_STAFF,      /* a linked visit asks for another, or the same, worker */
  BLOCK_WINDOW,     /* every place makes `other` (the visit or one behind it) miss its hard window (by `amount`) */
  BLOCK_END,        /* the list would come home after its latest end (`amount`) */
  BLOCK_WORK,       /* the list would pass its max_work (`amount`) */
  BLOCK_BREAK,      /* the list would miss a break that may not be missed */
  BLOCK_WAIT,       /* somebody would wait, which a hard term forbids (`amount`) */
  BLOCK_LINK,       /* no time that fits the linked visit, or that one cannot be served */
  BLOCK_COST,       /* it fits, but leaving it out costs less */
  BLOCK_COUNT,
};
/* Codes that never change with the language: "skill", "window", ... */
const char *balance_block_code(enum balance_block block);

/* One list's answer for one unassigned visit. */
struct plan_reason {
  int visit, list;
  enum balance_block block;
  int other;         /* BLOCK_WINDOW: whose window; else the visit itself */
  const char *skill; /* the first missing skill (BLOCK_SKILL); owned by the problem */
  int64_t amount;    /* time that is missing (BLOCK_WINDOW, BLOCK_END, BLOCK_WORK), else 0 */
  bool would_fit;    /* tried: with that rule lifted (the skill given, `amount` more time) the engine accepts it */
};

struct plan_visit {
  int list; /* -1 = unassigned, and the rest is without meaning */
  int seq;  /* 1, 2, ... on its list */
  int64_t arrive, start, end;
  int64_t late; /* begins this much after its window */
  int64_t wait; /* arrival to start, break left out */
};

struct plan_list {
  int visits; /* 0 = not used; then the times below are BALANCE_NONE and the sums 0 */
  int64_t leave, home, work, travel;
  int64_t break_start; /* BALANCE_NONE = none taken */
  int64_t load;        /* without past_load */
};

struct plan {
  struct plan_visit *visits; /* one per visit of the problem */
  struct plan_list *lists;   /* one per list */
  size_t visit_count, list_count;
  struct plan_reason *reasons; /* of the unassigned visits, by visit, then nearest list first; at most 5 a visit */
  size_t reason_count;
  int64_t cost;
  int64_t terms[TERM_COUNT]; /* values before weighing */
  int unassigned[PRIORITY_COUNT];
  int64_t iterations; /* of each thread */
  int64_t moves;      /* changes timed and priced by all threads together */
  double seconds;
  uint64_t seed;
  int threads;
  bool is_current; /* by options.unless_better: the current plan, nothing cheaper was found */
};
/* What a term adds to plan->cost: its weight times its value; a hard one adds nothing. */
int64_t plan_term_cost(const struct problem *problem, const struct plan *plan, enum balance_term term);
/* Frees what the plan holds and zeroes it; `struct plan plan = {0};` is an empty plan. */
void plan_clear(struct plan *plan);

/* --- Solving --- */

struct balance_progress {
  int64_t cost; /* of the best plan so far */
  int unassigned;
  int64_t iterations;
  double seconds;          /* since the start */
  double moves_per_second; /* all threads */
  double done;             /* 0 to 1 */
};

#define BALANCE_ITERATIONS_LIMIT ((int64_t)1 << 40)

struct balance_options {
  double seconds;     /* wall time; 0 = no limit */
  int64_t iterations; /* steps of each thread (some visits off their lists and back); 0 = no limit. Both 0: 10 s */
  int threads;        /* 0 = 1 */
  uint64_t seed;
  /* Called now and then from the calling thread, where not NULL. */
  void (*progress)(const struct balance_progress *progress, void *context);
  void *progress_context;
  /* Where not NULL and it becomes nonzero the search ends soon with the best plan so far (safe from a signal). */
  const atomic_int *stop;
  /* Begin with current_list and current_start of the visits instead of an empty plan. */
  bool warm_start;
  /* The current plan (plan_from_current) is handed back unless a cheaper one is found, where it breaks no rule. */
  bool unless_better;
};

/* Makes the best plan it can. Same problem, seed, threads and iterations (with seconds 0) = same plan, on every
 * machine. `plan` is overwritten (plan_clear'ed first). Unassigned visits have their reasons. Fails only on a problem
 * that was not finished (STATUS_INTERNAL). */
bool balance_solve(const struct problem *problem, const struct balance_options *options, struct plan *plan,
                   struct error *err);

/* Times and cost of a given assignment: fills the rest of `plan` from each visit's list and seq (any rising numbers).
 * False (STATUS_INPUT) when a rule is broken; the text names it. */
bool plan_evaluate(const struct problem *problem, struct plan *plan, struct error *err);
/* A plan with every visit on its current_list in the order of current_start (unassigned where it has none); not yet
 * evaluated. */
void plan_from_current(const struct problem *problem, struct plan *plan);

/* --- One visit --- */

struct balance_suggestion {
  int list;
  int seq; /* the best place: it would be the seq-th visit */
  bool allowed;
  struct plan_reason reason; /* why not, when not allowed */
  int64_t start;             /* when it would begin */
  int64_t extra_travel;      /* of all lists against the plan without the visit */
  int64_t extra_late;        /* late_total likewise */
  int64_t extra_work;        /* of that list */
  int64_t extra_cost;        /* of the plan, the visit's own unassigned cost left out */
  int64_t terms[TERM_COUNT]; /* change of every term */
};
/* For one visit every list's best place in an evaluated plan (the other visits keep list and order; the visit itself is
 * taken out first where it is assigned). `out` has room for one entry per list; allowed ones come first, cheapest
 * first. False when the plan breaks a rule (see plan_evaluate). */
bool balance_suggest(const struct problem *problem, const struct plan *plan, int visit, struct balance_suggestion *out,
                     struct error *err);

#endif
