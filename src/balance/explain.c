/* explain: why a visit fits nowhere, and what would make it fit. Every answer is tried out, never guessed. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#define LISTS_NAMED 5 /* reasons for one visit, nearest lists first */

/* The first skill of the visit that the list lacks, as a text of the problem; NULL = none. */
static const char *missing_skill(const struct problem *problem, int visit, int list) {
  char word[WORD_SIZE];
  const char *missing = missing_word(problem->visits.at[visit].skills, problem->lists.at[list].skills, word);
  return missing ? problem->skill_names.at[names_find(&problem->skill_names, missing)] : NULL;
}

/* What forbids the pairing whatever the times; BLOCK_NONE = nothing. */
static struct plan_reason standing_block(const struct problem *problem, int visit, int list) {
  const struct problem_visit *spec = &problem->visits.at[visit];
  const char *id = problem->lists.at[list].id;
  struct plan_reason reason = {.visit = visit, .list = list, .other = visit};
  reason.skill = missing_skill(problem, visit, list);
  if (spec->barred_lists && text_has_word(spec->barred_lists, id))
    reason.block = BLOCK_BARRED;
  else if (spec->pinned_list && strcmp(spec->pinned_list, id) != 0)
    reason.block = BLOCK_PINNED;
  else if (reason.skill)
    reason.block = BLOCK_SKILL;
  else if (!model_allows(&problem->model, visit, list))
    reason.block = BLOCK_PREFERENCE;
  return reason;
}

/* Tries the visit everywhere on the list. BLOCK_NONE when it fits somewhere; else the fault with the least time. */
static struct plan_reason try_list(struct schedule *schedule, int visit, int list) {
  struct plan_reason reason = {.visit = visit, .list = list, .other = visit, .block = BLOCK_LINK, .amount = INT64_MAX};
  int depot = schedule_depot(schedule, list), after = depot;
  do {
    struct mark mark = schedule_mark(schedule);
    int64_t before = schedule->totals.cost;
    schedule_link(schedule, visit, after);
    bool fits = schedule_settle(schedule, COST_NEVER, COST_NEVER);
    bool dear = fits && schedule->totals.cost >= before;
    enum balance_block fault = fits ? (dear ? BLOCK_COST : BLOCK_NONE) : schedule->fault;
    int64_t amount = fits ? 0 : schedule->fault_amount;
    int other = fault == BLOCK_WINDOW ? schedule->fault_visit : visit;
    schedule_undo(schedule, &mark);
    if (fault == BLOCK_NONE)
      return (struct plan_reason){.visit = visit, .list = list, .other = visit};
    bool weak = reason.block == BLOCK_LINK && fault != BLOCK_LINK; /* any other rule says more */
    if (fault == BLOCK_COST ||
        (reason.block != BLOCK_COST && (weak || (fault != BLOCK_LINK && amount < reason.amount)))) {
      reason.block = fault;
      reason.amount = amount;
      reason.other = other;
    }
    after = schedule->nodes[after].next;
  } while (after != depot);
  reason.amount = reason.amount == INT64_MAX ? 0 : reason.amount;
  return reason;
}

static void *copied(const void *from, size_t size) {
  return memcpy(mem_alloc(size + 1), from, size);
}

/* A copy of the model in which rules may be lifted, with a schedule of its own that can be set to the plan. */
struct trial {
  const struct problem *problem;
  struct model model;
  struct schedule *schedule;
  struct solution plan;
};

struct trial *trial_new(const struct problem *problem, const struct schedule *schedule) {
  const struct model *from = &problem->model;
  size_t visits = (size_t)from->visits, lists = (size_t)from->lists;
  size_t windows = visits ? (size_t)(from->fixed[visits - 1].window_first + from->fixed[visits - 1].window_count) : 0;
  struct trial *trial = mem_new(struct trial);
  trial->problem = problem;
  trial->model = *from;
  trial->model.rounds = copied(from->rounds, lists * sizeof *from->rounds);
  trial->model.fixed = copied(from->fixed, visits * sizeof *from->fixed);
  trial->model.windows = copied(from->windows, windows * sizeof *from->windows);
  trial->model.allowed = copied(from->allowed, visits * lists);
  trial->schedule = schedule_new(&trial->model);
  solution_make(&trial->plan, &trial->model);
  solution_take(&trial->plan, schedule);
  return trial;
}

void trial_free(struct trial *trial) {
  schedule_free(trial->schedule);
  solution_free(&trial->plan);
  free(trial->model.rounds);
  free(trial->model.fixed);
  free(trial->model.windows);
  free(trial->model.allowed);
  free(trial);
}

/* Lifts the rule by the reason's amount; a negative sign puts it back. */
static void lift(struct model *model, const struct plan_reason *reason, int64_t sign) {
  int64_t amount = reason->amount * sign;
  struct fixed *fixed = &model->fixed[reason->other];
  if (reason->block == BLOCK_SKILL) {
    model->allowed[(int64_t)reason->visit * model->lists + reason->list] = sign > 0;
  } else if (reason->block == BLOCK_END) {
    model->rounds[reason->list].latest_end += amount;
  } else if (reason->block == BLOCK_WORK) {
    model->rounds[reason->list].max_work += amount;
  } else if (reason->block == BLOCK_WINDOW) {
    fixed->latest += amount;
    model->windows[fixed->window_first + fixed->window_count - 1].latest += amount;
  }
}

/* True when the visit really fits the list once that one rule is lifted. */
static bool fits_when_lifted(struct trial *trial, const struct plan_reason *reason) {
  solution_put(&trial->plan, trial->schedule);
  lift(&trial->model, reason, 1);
  bool fits = schedule_may_take(trial->schedule, reason->visit, reason->list) &&
              try_list(trial->schedule, reason->visit, reason->list).block == BLOCK_NONE;
  lift(&trial->model, reason, -1);
  return fits;
}

/* The time that was missing counts a break before the visit, which may as well come after it once there is a little
 * more time: halves its way to the least amount that does. */
static void find_least_amount(struct trial *trial, struct plan_reason *reason) {
  int64_t too_little = 0, enough = reason->amount;
  while (enough - too_little > 1) {
    reason->amount = too_little + (enough - too_little) / 2;
    if (fits_when_lifted(trial, reason))
      enough = reason->amount;
    else
      too_little = reason->amount;
  }
  reason->amount = enough;
}

struct plan_reason explain_pair(struct trial *trial, int visit, int list) {
  struct schedule *schedule = trial->schedule;
  struct plan_reason reason = standing_block(trial->problem, visit, list);
  solution_put(&trial->plan, schedule);
  if (reason.block == BLOCK_NONE && !schedule_may_take(schedule, visit, list))
    reason.block = BLOCK_STAFF;
  if (reason.block == BLOCK_NONE)
    reason = try_list(schedule, visit, list);
  if (reason.block == BLOCK_NONE && lacks_partner(schedule, visit))
    reason.block = BLOCK_LINK;
  if (reason.block == BLOCK_SKILL || reason.amount > 0)
    reason.would_fit = fits_when_lifted(trial, &reason);
  if (reason.would_fit)
    find_least_amount(trial, &reason);
  return reason;
}

/* --- The unassigned visits of a plan
 * ---------------------------------------------------------------------------------- */

/* How far the list passes from the visit at its nearest point: the shortest leg from or to one of its places. */
static int64_t distance(const struct schedule *schedule, int visit, int list) {
  const struct model *model = schedule->model;
  int depot = schedule_depot(schedule, list), node = depot;
  int64_t least = INT64_MAX;
  do {
    int64_t leg = (int64_t)model_leg(model, list, node, visit) + model_leg(model, list, visit, node);
    least = leg < least ? leg : least;
    node = schedule->nodes[node].next;
  } while (node != depot);
  return least;
}

struct nearby {
  int64_t distance;
  int32_t list;
  int standing; /* 0 = only time can be in the way; 1 = the list lacks something; 2 = forbidden whatever it had */
};

static int standing(const struct problem *problem, int visit, int list) {
  enum balance_block block = standing_block(problem, visit, list).block;
  if (block == BLOCK_NONE)
    return 0;
  return block == BLOCK_SKILL || block == BLOCK_PREFERENCE ? 1 : 2;
}

/* Lists that could have the visit but for time come first, then those that lack something; nearest first. */
static int by_promise(const void *a, const void *b) {
  const struct nearby *x = a, *y = b;
  if (x->standing != y->standing)
    return x->standing - y->standing;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->list > y->list) - (x->list < y->list);
}

static void explain_visit(struct trial *trial, const struct schedule *schedule, int visit, struct nearby *candidates,
                          struct plan *plan) {
  int lists = schedule->model->lists;
  for (int list = 0; list < lists; list++)
    candidates[list] = (struct nearby){
        .distance = distance(schedule, visit, list), .list = list, .standing = standing(trial->problem, visit, list)};
  qsort(candidates, (size_t)lists, sizeof *candidates, by_promise);
  for (int i = 0; i < lists && i < LISTS_NAMED; i++)
    plan->reasons[plan->reason_count++] = explain_pair(trial, visit, candidates[i].list);
}

void plan_explain(const struct problem *problem, const struct schedule *schedule, struct plan *plan) {
  int unassigned = 0;
  for (int priority = 0; priority < PRIORITY_COUNT; priority++)
    unassigned += plan->unassigned[priority];
  plan->reasons = mem_array(struct plan_reason, (size_t)unassigned * LISTS_NAMED + 1);
  struct nearby *candidates = mem_array(struct nearby, (size_t)schedule->model->lists + 1);
  struct trial *trial = trial_new(problem, schedule);
  for (int visit = 0; visit < schedule->model->visits; visit++)
    if (schedule->nodes[visit].list < 0)
      explain_visit(trial, schedule, visit, candidates, plan);
  trial_free(trial);
  free(candidates);
}

static const char *const block_codes[BLOCK_COUNT] = {[BLOCK_NONE] = "none",
                                                     [BLOCK_SKILL] = "skill",
                                                     [BLOCK_BARRED] = "barred",
                                                     [BLOCK_PINNED] = "pinned",
                                                     [BLOCK_PREFERENCE] = "preference",
                                                     [BLOCK_STAFF] = "staff",
                                                     [BLOCK_WINDOW] = "window",
                                                     [BLOCK_END] = "end",
                                                     [BLOCK_WORK] = "work",
                                                     [BLOCK_BREAK] = "break",
                                                     [BLOCK_WAIT] = "wait",
                                                     [BLOCK_LINK] = "link",
                                                     [BLOCK_COST] = "cost"};

const char *balance_block_code(enum balance_block block) {
  return block_codes[block];
}
