/* suggest: every list's best place for one visit. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

/* What the visit is compared with: the plan without it. */
struct without {
  int64_t cost;
  int64_t terms[TERM_COUNT];
};

static void fill(const struct schedule *schedule, const struct problem *problem, const struct without *without,
                 int visit, int64_t work_before, struct balance_suggestion *out) {
  const struct node *node = &schedule->nodes[visit];
  int64_t terms[TERM_COUNT];
  schedule_terms(schedule, problem, terms);
  for (int term = 0; term < TERM_COUNT; term++)
    out->terms[term] = terms[term] - without->terms[term];
  out->allowed = true;
  out->start = node->start;
  for (int at = visit; !schedule_is_depot(schedule, at); at = schedule->nodes[at].prev)
    out->seq++;
  struct arrival home = round_home(schedule, node->list);
  bool rested = schedule->model->rounds[node->list].break_length > 0 && home.rested;
  int64_t work =
      home.ready - round_leave(schedule, node->list) - (rested ? schedule->model->rounds[node->list].break_length : 0);
  out->extra_work = work - work_before;
  out->extra_travel = out->terms[TERM_TRAVEL];
  out->extra_late = out->terms[TERM_LATE_TOTAL];
  out->extra_cost = schedule->totals.cost - without->cost + schedule->model->fixed[visit].skip_cost;
}

/* The cheapest place on the list, -1 when none is allowed. */
static int cheapest_after(struct schedule *schedule, int visit, int list) {
  int depot = schedule_depot(schedule, list), after = depot, best = -1;
  int64_t least = COST_NEVER;
  if (!schedule_may_take(schedule, visit, list))
    return -1;
  do {
    struct mark mark = schedule_mark(schedule);
    schedule_link(schedule, visit, after);
    if (schedule_settle(schedule, COST_NEVER, COST_NEVER) && schedule->totals.cost < least) {
      least = schedule->totals.cost;
      best = after;
    }
    schedule_undo(schedule, &mark);
    after = schedule->nodes[after].next;
  } while (after != depot);
  return best;
}

static void suggest_list(const struct problem *problem, struct schedule *schedule, struct trial *trial,
                         const struct without *without, int visit, int list, struct balance_suggestion *out) {
  *out = (struct balance_suggestion){.list = list, .reason = {.visit = visit, .list = list, .other = visit}};
  int after = cheapest_after(schedule, visit, list);
  if (after < 0) {
    out->reason = explain_pair(trial, visit, list);
    return;
  }
  int64_t home, work = round_look(schedule, list, &home).work;
  struct mark mark = schedule_mark(schedule);
  schedule_link(schedule, visit, after);
  if (schedule_settle(schedule, COST_NEVER, COST_NEVER))
    fill(schedule, problem, without, visit, work, out);
  schedule_undo(schedule, &mark);
}

static int by_merit(const void *a, const void *b) {
  const struct balance_suggestion *x = a, *y = b;
  if (x->allowed != y->allowed)
    return x->allowed ? -1 : 1;
  if (x->extra_cost != y->extra_cost)
    return x->extra_cost < y->extra_cost ? -1 : 1;
  return (x->list > y->list) - (x->list < y->list);
}

bool balance_suggest(const struct problem *problem, const struct plan *plan, int visit, struct balance_suggestion *out,
                     struct error *err) {
  struct schedule *schedule = schedule_new(&problem->model);
  bool done = plan_schedule(problem, plan, schedule, err);
  if (done && schedule->nodes[visit].list >= 0) {
    schedule_unlink(schedule, visit);
    done = schedule_settle(schedule, COST_NEVER, COST_NEVER) ||
           error_set(err, STATUS_INTERNAL, "the plan cannot be timed without the visit");
    schedule_commit(schedule);
  }
  if (done) {
    struct without without = {.cost = schedule->totals.cost};
    schedule_terms(schedule, problem, without.terms);
    struct trial *trial = trial_new(problem, schedule);
    for (int list = 0; list < schedule->model->lists; list++)
      suggest_list(problem, schedule, trial, &without, visit, list, &out[list]);
    trial_free(trial);
    qsort(out, (size_t)schedule->model->lists, sizeof *out, by_merit);
  }
  schedule_free(schedule);
  return done;
}
