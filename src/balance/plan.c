/* plan: from schedules to plans and back; every term counted anew, apart from the sums that the search keeps. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

void plan_clear(struct plan *plan) {
  free(plan->visits);
  free(plan->lists);
  free(plan->reasons);
  *plan = (struct plan){0};
}

static void plan_shape(struct plan *plan, const struct model *model) {
  plan_clear(plan);
  plan->visit_count = (size_t)model->visits;
  plan->list_count = (size_t)model->lists;
  plan->visits = mem_array(struct plan_visit, plan->visit_count + 1);
  plan->lists = mem_array(struct plan_list, plan->list_count + 1);
  for (size_t i = 0; i < plan->visit_count; i++)
    plan->visits[i].list = -1;
}

/* --- Counting the terms ----------------------------------------------------------------------------------------------
 */

static void count_served(const struct schedule *schedule, const struct problem *problem, int visit,
                         int64_t terms[TERM_COUNT]) {
  const struct problem_visit *spec = &problem->visits.at[visit];
  const struct node *node = &schedule->nodes[visit];
  const char *list = problem->lists.at[node->list].id;
  int64_t late = window_late(schedule->model, &schedule->model->fixed[visit], node->start);
  int64_t wait = schedule->wait[visit];
  terms[TERM_TRAVEL] += model_leg(schedule->model, node->list, node->prev, visit);
  terms[TERM_LATE_TOTAL] += late;
  terms[TERM_LATE_MAX] = late > terms[TERM_LATE_MAX] ? late : terms[TERM_LATE_MAX];
  terms[TERM_WAIT] += wait;
  terms[TERM_WAIT_MAX] = wait > terms[TERM_WAIT_MAX] ? wait : terms[TERM_WAIT_MAX];
  terms[TERM_UNFAMILIAR] += spec->known_lists && !text_has_word(spec->known_lists, list);
  if (spec->current_list && strcmp(spec->current_list, list) != 0)
    terms[TERM_MOVED] += change_weight(spec);
  if (spec->current_start != BALANCE_NONE)
    terms[TERM_SHIFTED] += change_weight(spec) * shift_beyond(node->start, spec->current_start, problem->grace);
}

static void count_rounds(const struct schedule *schedule, int64_t terms[TERM_COUNT]) {
  const struct model *model = schedule->model;
  struct round_state *rounds = mem_array(struct round_state, (size_t)model->lists + 1);
  for (int list = 0; list < model->lists; list++) {
    int64_t home = 0;
    int depot = schedule_depot(schedule, list);
    rounds[list] = round_look(schedule, list, &home);
    if (rounds[list].count > 0)
      terms[TERM_TRAVEL] += model_leg(model, list, schedule->nodes[depot].prev, depot);
    terms[TERM_LATE_HOME] += rounds[list].late_home;
    terms[TERM_BREAK_MISSED] += rounds[list].missed;
  }
  for (int group = 0; group < model->group_count; group++) {
    struct fairness fairness = group_fairness(model, rounds, group);
    terms[TERM_WORK_RANGE] += fairness.work_range;
    terms[TERM_WORK_DEVIATION] += fairness.work_deviation;
    terms[TERM_LOAD_RANGE] += fairness.load_range;
  }
  free(rounds);
}

void schedule_terms(const struct schedule *schedule, const struct problem *problem, int64_t terms[TERM_COUNT]) {
  memset(terms, 0, TERM_COUNT * sizeof *terms);
  for (int visit = 0; visit < schedule->model->visits; visit++) {
    if (schedule->nodes[visit].list < 0)
      terms[TERM_UNASSIGNED_MUST + (int)problem->visits.at[visit].priority]++;
    else
      count_served(schedule, problem, visit, terms);
  }
  for (size_t i = 0; i < problem->preferences.n; i++) {
    const struct preference_spec *preference = &problem->preferences.at[i];
    int visit = names_find(&problem->visit_names, preference->visit);
    if (schedule->nodes[visit].list == names_find(&problem->list_names, preference->list))
      terms[TERM_PREFERENCE] += preference->cost;
  }
  count_rounds(schedule, terms);
}

int64_t plan_term_cost(const struct problem *problem, const struct plan *plan, enum balance_term term) {
  int64_t cost = problem->model.weight[term] * plan->terms[term];
  return term == TERM_WORK_DEVIATION ? cost / BALANCE_FRACTION : cost;
}

/* --- From a schedule -------------------------------------------------------------------------------------------------
 */

static void export_visit(const struct schedule *schedule, int visit, int seq, struct plan_visit *out) {
  const struct node *node = &schedule->nodes[visit];
  bool first = schedule_is_depot(schedule, node->prev);
  *out = (struct plan_visit){.list = node->list,
                             .seq = seq,
                             .arrive = first ? node->start : schedule_arrival(schedule, visit).arrive,
                             .start = node->start,
                             .end = node->end,
                             .late = schedule->late[visit],
                             .wait = schedule->wait[visit]};
}

static void export_list(const struct schedule *schedule, int list, struct plan *plan) {
  const struct model *model = schedule->model;
  int depot = schedule_depot(schedule, list);
  struct plan_list *out = &plan->lists[list];
  *out = (struct plan_list){.leave = BALANCE_NONE, .home = BALANCE_NONE, .break_start = BALANCE_NONE};
  if (schedule->nodes[depot].next == depot)
    return;
  struct arrival home = round_home(schedule, list);
  out->break_start = home.break_start;
  for (int visit = schedule->nodes[depot].next; visit != depot; visit = schedule->nodes[visit].next) {
    struct arrival arrival = schedule_arrival(schedule, visit);
    if (arrival.break_start != BALANCE_NONE)
      out->break_start = arrival.break_start;
    export_visit(schedule, visit, ++out->visits, &plan->visits[visit]);
    out->travel += model_leg(model, list, schedule->nodes[visit].prev, visit);
    out->load += model->fixed[visit].load;
  }
  out->travel += model_leg(model, list, schedule->nodes[depot].prev, depot);
  out->leave = round_leave(schedule, list);
  out->home = home.ready;
  out->work = home.ready - out->leave - (out->break_start == BALANCE_NONE ? 0 : model->rounds[list].break_length);
}

void plan_export(const struct schedule *schedule, const struct problem *problem, struct plan *plan) {
  const struct model *model = schedule->model;
  struct plan before = *plan;
  plan_shape(plan, model);
  plan->iterations = before.iterations;
  plan->moves = before.moves;
  plan->seconds = before.seconds;
  plan->seed = before.seed;
  plan->threads = before.threads;
  for (int list = 0; list < model->lists; list++)
    export_list(schedule, list, plan);
  for (int visit = 0; visit < model->visits; visit++)
    if (schedule->nodes[visit].list < 0)
      plan->unassigned[problem->visits.at[visit].priority]++;
  schedule_terms(schedule, problem, plan->terms);
  plan->cost = 0;
  for (enum balance_term term = 0; term < TERM_COUNT; term++)
    plan->cost += plan_term_cost(problem, plan, term);
}

/* --- To a schedule ---------------------------------------------------------------------------------------------------
 */

struct placed {
  int64_t order;
  int32_t list, visit;
};

static int by_place(const void *a, const void *b) {
  const struct placed *x = a, *y = b;
  if (x->list != y->list)
    return x->list < y->list ? -1 : 1;
  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  return (x->visit > y->visit) - (x->visit < y->visit);
}

int32_t *plan_order(const struct plan *plan) {
  struct placed *placed = mem_array(struct placed, plan->visit_count + 1);
  int32_t *order = mem_array(int32_t, plan->visit_count + 1);
  size_t n = 0;
  for (size_t visit = 0; visit < plan->visit_count; visit++)
    if (plan->visits[visit].list >= 0)
      placed[n++] = (struct placed){plan->visits[visit].seq, plan->visits[visit].list, (int32_t)visit};
  qsort(placed, n, sizeof *placed, by_place);
  for (size_t i = 0; i < n; i++)
    order[i] = placed[i].visit;
  order[n] = -1;
  free(placed);
  return order;
}

static bool time_plan(const struct plan *plan, struct schedule *schedule) {
  int32_t *order = plan_order(plan);
  struct sequence sequence;
  sequence_make(&sequence, schedule->model);
  for (int list = 0, i = 0; list < schedule->model->lists; list++) {
    sequence.at[sequence.n++] = schedule_depot(schedule, list);
    for (; order[i] >= 0 && plan->visits[order[i]].list == list; i++)
      sequence.at[sequence.n++] = order[i];
  }
  bool settled = sequence_time(&sequence, schedule);
  sequence_free(&sequence);
  free(order);
  return settled;
}

static bool check_staff(const struct problem *problem, const struct plan *plan, int visit, struct error *err) {
  const struct model *model = &problem->model;
  const struct fixed *fixed = &model->fixed[visit];
  const char *id = problem->visits.at[visit].id;
  int list = plan->visits[visit].list;
  if (list >= 0 && !model_allows(model, visit, list))
    return error_set(err, STATUS_INPUT, _("visit %s: list %s may not have it"), id, problem->lists.at[list].id);
  for (int i = 0; i < fixed->link_count; i++) {
    const struct knot_link *link = &model->links[fixed->link_first + i];
    const char *other_id = problem->visits.at[link->other].id;
    int other = plan->visits[link->other].list;
    if (link->together && (list < 0) != (other < 0))
      return error_set(err, STATUS_INPUT, _("visits %s and %s begin together: both are served or none"), id, other_id);
    if (list < 0 || other < 0)
      continue;
    if ((link->staff == LINK_DIFFERENT && other == list) || (link->staff == LINK_SAME && other != list))
      return error_set(err, STATUS_INPUT, _("visits %s and %s: wrong workers for this link"), id, other_id);
  }
  return true;
}

bool plan_schedule(const struct problem *problem, const struct plan *plan, struct schedule *schedule,
                   struct error *err) {
  const struct model *model = &problem->model;
  bool done = plan->visit_count == (size_t)model->visits;
  for (int visit = 0; done && visit < model->visits; visit++)
    done = plan->visits[visit].list >= -1 && plan->visits[visit].list < model->lists;
  if (!done)
    return error_set(err, STATUS_INTERNAL, "the plan belongs to another problem");
  for (int visit = 0; done && visit < model->visits; visit++)
    done = check_staff(problem, plan, visit, err);
  if (done && !time_plan(plan, schedule))
    done = error_set(err, STATUS_INPUT, _("the plan cannot be timed: %s"), balance_block_code(schedule->fault));
  return done;
}

bool plan_evaluate(const struct problem *problem, struct plan *plan, struct error *err) {
  struct schedule *schedule = schedule_new(&problem->model);
  bool done = plan_schedule(problem, plan, schedule, err);
  if (done)
    plan_export(schedule, problem, plan);
  schedule_free(schedule);
  return done;
}

void plan_from_current(const struct problem *problem, struct plan *plan) {
  const struct model *model = &problem->model;
  struct placed *placed = mem_array(struct placed, (size_t)model->visits + 1);
  plan_shape(plan, model);
  int n = 0;
  for (int visit = 0; visit < model->visits; visit++) {
    const struct problem_visit *spec = &problem->visits.at[visit];
    int list = spec->current_list ? names_find(&problem->list_names, spec->current_list) : -1;
    if (list >= 0)
      placed[n++] = (struct placed){spec->current_start, list, visit};
  }
  qsort(placed, (size_t)n, sizeof *placed, by_place);
  for (int i = 0, seq = 0; i < n; i++) {
    seq = i > 0 && placed[i].list == placed[i - 1].list ? seq + 1 : 1;
    plan->visits[placed[i].visit].list = placed[i].list;
    plan->visits[placed[i].visit].seq = seq;
  }
  free(placed);
}
