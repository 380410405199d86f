#include "schedule.h"

#include <stdlib.h>
#include <string.h>

/* Settling more often than this times the number of visits means a circle of links that cannot be met. */
#define SETTLE_ROUNDS 4
/* The end of a visit that has no time yet: one can add to it, and it stays far below every time. */
#define END_UNKNOWN (-8 * TIME_FAR)

static void queue_clear(struct schedule *schedule) {
  while (schedule->queue_count > 0)
    schedule->queued[schedule->queue[--schedule->queue_count].node] = 0;
  while (schedule->touched_count > 0)
    schedule->touched_flag[schedule->touched[--schedule->touched_count]] = 0;
}

struct schedule *schedule_new(const struct model *model) {
  struct schedule *schedule = mem_new(struct schedule);
  size_t nodes = (size_t)model->nodes + 1, lists = (size_t)model->lists + 1;
  schedule->model = model;
  schedule->nodes = mem_array(struct node, nodes);
  schedule->late = mem_array(int64_t, nodes);
  schedule->wait = mem_array(int64_t, nodes);
  schedule->rounds = mem_array(struct round_state, lists);
  schedule->fair = mem_array(struct fairness, (size_t)model->group_count + 1);
  schedule->queue = mem_array(struct queued, nodes);
  schedule->queued = mem_array(uint8_t, nodes);
  schedule->touched = mem_array(int32_t, lists);
  schedule->touched_flag = mem_array(uint8_t, lists);
  schedule->seen = mem_array(uint64_t, nodes);
  schedule->knot_start = mem_array(int64_t, nodes);
  schedule->knot_arrival = mem_array(struct arrival, nodes);
  schedule->trail_cap = nodes * 64;
  schedule->trail = mem_array(struct saved_node, schedule->trail_cap);
  schedule->stamp = mem_array(uint64_t, nodes);
  schedule->round_cap = lists * 64;
  schedule->round_trail = mem_array(struct saved_round, schedule->round_cap);
  schedule->group_cap = schedule->round_cap;
  schedule->group_trail = mem_array(struct saved_group, schedule->group_cap);
  schedule->rounds_matter = model->ends || model->breaks || model->fairness;
  schedule->watched = -1;
  schedule->bounded = !schedule->rounds_matter && !model->waits && !model->weight[TERM_SHIFTED];
  schedule_clear(schedule);
  return schedule;
}

void schedule_free(struct schedule *schedule) {
  if (!schedule)
    return;
  void *parts[] = {schedule->nodes,        schedule->late,  schedule->wait,        schedule->rounds,
                   schedule->fair,         schedule->queue, schedule->queued,      schedule->touched,
                   schedule->touched_flag, schedule->seen,  schedule->knot_start,  schedule->knot_arrival,
                   schedule->trail,        schedule->stamp, schedule->round_trail, schedule->group_trail};
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    free(parts[i]);
  free(schedule);
}

void schedule_clear(struct schedule *schedule) {
  const struct model *model = schedule->model;
  queue_clear(schedule);
  schedule->totals = (struct totals){0};
  for (int visit = 0; visit < model->visits; visit++) {
    schedule->nodes[visit] =
        (struct node){.start = BALANCE_NONE, .end = END_UNKNOWN, .prev = -1, .next = -1, .list = -1};
    schedule->late[visit] = schedule->wait[visit] = 0;
    schedule->totals.skip += model->fixed[visit].skip_cost;
  }
  for (int list = 0; list < model->lists; list++) {
    int depot = schedule_depot(schedule, list);
    const struct round *round = &model->rounds[list];
    schedule->nodes[depot] = (struct node){.start = round->start,
                                           .end = round->start,
                                           .prev = depot,
                                           .next = depot,
                                           .list = list,
                                           .rested = round->break_length == 0};
    schedule->rounds[list] = (struct round_state){0};
  }
  memset(schedule->fair, 0, (size_t)(model->group_count + 1) * sizeof *schedule->fair);
  schedule->totals.cost = totals_price(model, &schedule->totals);
  schedule_commit(schedule);
}

/* --- The way back ---------------------------------------------------------------------------------------------------
 */

static inline void save_node(struct schedule *schedule, int node) {
  if (schedule->stamp[node] == schedule->epoch)
    return;
  schedule->stamp[node] = schedule->epoch;
  schedule->trail[schedule->trail_count++] = (struct saved_node){
      .old = schedule->nodes[node], .late = schedule->late[node], .wait = schedule->wait[node], .node = node};
}

struct mark schedule_mark(struct schedule *schedule) {
  schedule->epoch++;
  return (struct mark){.trail = schedule->trail_count,
                       .rounds = schedule->round_count,
                       .groups = schedule->group_count,
                       .totals = schedule->totals};
}

void schedule_undo(struct schedule *schedule, const struct mark *mark) {
  while (schedule->trail_count > mark->trail) {
    const struct saved_node *saved = &schedule->trail[--schedule->trail_count];
    schedule->nodes[saved->node] = saved->old;
    schedule->late[saved->node] = saved->late;
    schedule->wait[saved->node] = saved->wait;
  }
  while (schedule->round_count > mark->rounds) {
    const struct saved_round *saved = &schedule->round_trail[--schedule->round_count];
    schedule->rounds[saved->list] = saved->old;
  }
  while (schedule->group_count > mark->groups) {
    const struct saved_group *saved = &schedule->group_trail[--schedule->group_count];
    schedule->fair[saved->group] = saved->old;
  }
  schedule->totals = mark->totals;
  schedule->peak_late_lost = schedule->peak_wait_lost = false;
  queue_clear(schedule);
  schedule->epoch++;
}

void schedule_commit(struct schedule *schedule) {
  schedule->trail_count = schedule->round_count = schedule->group_count = 0;
  schedule->epoch++;
}

/* --- What must be looked at -----------------------------------------------------------------------------------------
 */

static void touch_round(struct schedule *schedule, int list) {
  if (!schedule->rounds_matter || schedule->touched_flag[list])
    return;
  schedule->touched_flag[list] = 1;
  schedule->touched[schedule->touched_count++] = list;
}

/* Visits are looked at in the order of the times that they had, so that most are looked at once. */
static void enqueue(struct schedule *schedule, int node) {
  if (schedule_is_depot(schedule, node) || schedule->queued[node])
    return;
  const struct node *at = &schedule->nodes[node];
  int64_t key = at->start;
  if (key == BALANCE_NONE)
    key = schedule->nodes[at->prev].end;
  if (key == END_UNKNOWN)
    key = schedule->model->fixed[node].earliest;
  int i = schedule->queue_count++;
  for (; i > 0 && schedule->queue[i - 1].key < key; i--)
    schedule->queue[i] = schedule->queue[i - 1];
  schedule->queue[i] = (struct queued){.key = key, .node = node};
  schedule->queued[node] = 1;
}

static int dequeue(struct schedule *schedule) {
  int node = schedule->queue[--schedule->queue_count].node;
  schedule->queued[node] = 0;
  return node;
}

static int64_t shifted_by(const struct model *model, const struct fixed *fixed, int64_t start) {
  if (fixed->current_start == BALANCE_NONE || start == BALANCE_NONE)
    return 0;
  return fixed->change_weight * shift_beyond(start, fixed->current_start, model->grace);
}

static void enqueue_partners(struct schedule *schedule, int visit) {
  const struct fixed *fixed = &schedule->model->fixed[visit];
  for (int i = 0; i < fixed->link_count; i++) {
    int other = schedule->model->links[fixed->link_first + i].other;
    if (schedule->nodes[other].list >= 0)
      enqueue(schedule, other);
  }
}

void schedule_unlink(struct schedule *schedule, int visit) {
  const struct model *model = schedule->model;
  struct node *node = &schedule->nodes[visit];
  int prev = node->prev, next = node->next, list = node->list;
  save_node(schedule, visit);
  save_node(schedule, prev);
  save_node(schedule, next);
  schedule->totals.travel +=
      model_leg(model, list, prev, next) - model_leg(model, list, prev, visit) - model_leg(model, list, visit, next);
  if (schedule_is_depot(schedule, prev) && prev == next)
    schedule->totals.travel -= model_leg(model, list, prev, next); /* an unused list stays at home */
  schedule->totals.late -= schedule->late[visit];
  schedule->totals.wait -= schedule->wait[visit];
  schedule->totals.shifted -= shifted_by(model, &model->fixed[visit], node->start);
  schedule->totals.pair -= model_pair_cost(model, visit, list);
  schedule->totals.skip += model->fixed[visit].skip_cost;
  schedule->peak_late_lost |= schedule->late[visit] > 0 && schedule->late[visit] == schedule->totals.late_max;
  schedule->peak_wait_lost |= schedule->wait[visit] > 0 && schedule->wait[visit] == schedule->totals.wait_max;
  schedule->late[visit] = schedule->wait[visit] = 0;
  schedule->nodes[prev].next = next;
  schedule->nodes[next].prev = prev;
  *node = (struct node){.start = BALANCE_NONE, .end = END_UNKNOWN, .prev = -1, .next = -1, .list = -1};
  enqueue(schedule, next);
  touch_round(schedule, list);
  if (model->fixed[visit].knot >= 0)
    enqueue_partners(schedule, visit);
}

void schedule_link(struct schedule *schedule, int visit, int after) {
  const struct model *model = schedule->model;
  int next = schedule->nodes[after].next, list = schedule->nodes[after].list;
  save_node(schedule, visit);
  save_node(schedule, after);
  save_node(schedule, next);
  schedule->totals.travel +=
      model_leg(model, list, after, visit) + model_leg(model, list, visit, next) - model_leg(model, list, after, next);
  if (after == next)
    schedule->totals.travel += model_leg(model, list, after, next);
  schedule->totals.pair += model_pair_cost(model, visit, list);
  schedule->totals.skip -= model->fixed[visit].skip_cost;
  schedule->nodes[visit] =
      (struct node){.start = BALANCE_NONE, .end = END_UNKNOWN, .prev = after, .next = next, .list = list};
  schedule->nodes[after].next = visit;
  schedule->nodes[next].prev = visit;
  enqueue(schedule, visit);
  enqueue(schedule, next);
  touch_round(schedule, list);
}

/* --- Times
 * ------------------------------------------------------------------------------------------------------------ */

int64_t window_open(const struct schedule *schedule, const struct fixed *fixed, int64_t time) {
  int64_t over = fixed->hard && !schedule->lenient ? TIME_NEVER : time;
  if (fixed->window_count == 1) {
    int64_t start = time > fixed->earliest ? time : fixed->earliest;
    return start > fixed->latest ? over : start;
  }
  const struct balance_window *window = &schedule->model->windows[fixed->window_first];
  for (int i = 0; i < fixed->window_count; i++) {
    if (time <= window[i].latest)
      return time > window[i].earliest ? time : window[i].earliest;
    if (i + 1 == fixed->window_count || time >= window[i + 1].earliest)
      continue;
    if (fixed->hard || window[i + 1].earliest - time <= time - window[i].latest)
      return window[i + 1].earliest;
    return time;
  }
  return over;
}

int64_t window_late(const struct model *model, const struct fixed *fixed, int64_t start) {
  int64_t latest = fixed->latest;
  for (int i = fixed->window_count - 1; i > 0 && start < model->windows[fixed->window_first + i].earliest; i--)
    latest = model->windows[fixed->window_first + i - 1].latest;
  return start > latest ? start - latest : 0;
}

/* The break somewhere between the place before (free at `end`) and this one (`leg` away). */
static struct arrival break_between(const struct round *round, int64_t end, int64_t leg) {
  int64_t arrive = end + leg, earliest = round->break_earliest;
  if (arrive <= round->break_latest) { /* at the door of the next */
    int64_t begin = arrive > earliest ? arrive : earliest;
    return (struct arrival){.arrive = arrive,
                            .ready = begin + round->break_length,
                            .idle = begin - arrive,
                            .break_start = begin,
                            .rested = 1};
  }
  int64_t begin = end > earliest ? end : earliest;
  arrive = begin + round->break_length + leg;
  return (struct arrival){.arrive = arrive, .ready = arrive, .break_start = begin, .rested = 1};
}

static struct arrival with_break(const struct schedule *schedule, int node, struct arrival plain, int64_t end) {
  const struct model *model = schedule->model;
  const struct fixed *fixed = &model->fixed[node];
  const struct round *round = &model->rounds[schedule->nodes[node].list];
  if (end > round->break_latest)
    return plain;
  struct arrival rest = break_between(round, end, plain.arrive - end);
  int64_t start = window_open(schedule, fixed, plain.ready), start_rested = window_open(schedule, fixed, rest.ready);
  bool free_of_cost = start_rested == start;
  bool last_chance = start + fixed->duration > round->break_latest;
  bool in_time = start_rested < TIME_NEVER && (!fixed->hard || window_late(model, fixed, start_rested) == 0);
  return free_of_cost || (last_chance && in_time) ? rest : plain;
}

static inline struct arrival arrival_of(const struct schedule *schedule, int node) {
  int prev = schedule->nodes[node].prev;
  const struct node *from = &schedule->nodes[prev];
  int64_t arrive = from->end + model_leg(schedule->model, schedule->nodes[node].list, prev, node);
  struct arrival plain = {.arrive = arrive, .ready = arrive, .break_start = BALANCE_NONE, .rested = from->rested};
  if (from->rested || prev >= schedule->model->visits)
    return plain;
  return with_break(schedule, node, plain, from->end);
}

struct arrival schedule_arrival(const struct schedule *schedule, int node) {
  return arrival_of(schedule, node);
}

static inline bool falls_from_peak(int64_t before, int64_t after, int64_t peak) {
  return after < before && before == peak;
}

/* Gives the visit its start; looks at the next one when that changes anything for it. */
static inline bool write_visit(struct schedule *schedule, int visit, int64_t start, const struct arrival *arrival) {
  const struct model *model = schedule->model;
  const struct fixed *fixed = &model->fixed[visit];
  struct node *node = &schedule->nodes[visit];
  int64_t wait = node->prev >= model->visits ? 0 : start - arrival->ready + arrival->idle;
  bool same = node->start == start && node->rested == arrival->rested;
  if (same && wait == schedule->wait[visit])
    return true;
  save_node(schedule, visit);
  schedule->totals.wait += wait - schedule->wait[visit];
  schedule->peak_wait_lost |= falls_from_peak(schedule->wait[visit], wait, schedule->totals.wait_max);
  if (falls_from_peak(schedule->wait[visit], wait, schedule->peak_wait))
    schedule->peak_wait = 0, schedule->peak_wait_lost = true;
  schedule->peak_wait = wait > schedule->peak_wait ? wait : schedule->peak_wait;
  schedule->wait[visit] = wait;
  if (same)
    return true;
  if (visit == schedule->watched && --schedule->watch_left < 0)
    return schedule_fault(schedule, BLOCK_LINK, 0);
  int64_t late = window_late(model, fixed, start), before = schedule->late[visit];
  schedule->totals.late += late - before;
  schedule->totals.shifted += shifted_by(model, fixed, start) - shifted_by(model, fixed, node->start);
  schedule->peak_late_lost |= falls_from_peak(before, late, schedule->totals.late_max);
  if (falls_from_peak(before, late, schedule->peak_late))
    schedule->peak_late = 0, schedule->peak_late_lost = true;
  schedule->peak_late = late > schedule->peak_late ? late : schedule->peak_late;
  schedule->late[visit] = late;
  node->start = start;
  node->end = start + fixed->duration;
  node->rested = arrival->rested;
  touch_round(schedule, node->list);
  enqueue(schedule, node->next);
  return true;
}

/* Two visits on two lists with one link between them: the common case. */
static bool settle_pair(struct schedule *schedule, int visit, const struct knot_link *link) {
  const struct model *model = schedule->model;
  const struct fixed *mine = &model->fixed[visit], *theirs = &model->fixed[link->other];
  struct arrival here = arrival_of(schedule, visit), there = arrival_of(schedule, link->other);
  if (there.ready < -TIME_FAR) /* its own predecessor has no time yet, and will look at both */
    there.ready = -TIME_FAR;
  int64_t start = window_open(schedule, mine, here.ready), other = window_open(schedule, theirs, there.ready);
  for (;;) {
    if (start >= TIME_NEVER || other >= TIME_NEVER)
      return schedule_fault(schedule, BLOCK_LINK, 0);
    if (other < start + link->low)
      other = window_open(schedule, theirs, start + link->low);
    else if (start < other - link->high)
      start = window_open(schedule, mine, other - link->high);
    else
      break;
  }
  return write_visit(schedule, visit, start, &here) && write_visit(schedule, link->other, other, &there);
}

/* Another visit of the knot stands on the same list, so that this one's arrival may rest on what is just worked out. */
static bool shares_list(const struct schedule *schedule, const struct knot *knot, int visit) {
  for (int i = 0; i < knot->count; i++) {
    int other = schedule->model->knot_members[knot->first + i];
    if (other != visit && schedule->nodes[other].list == schedule->nodes[visit].list)
      return true;
  }
  return false;
}

/* Earliest starts from the lists alone. A visit that shares its list with another of the knot is left out until its
 * turn has come, lest two old times hold each other up, and is looked at again. */
static void knot_begin(struct schedule *schedule, const struct knot *knot) {
  const struct model *model = schedule->model;
  for (int i = 0; i < knot->count; i++) {
    int visit = model->knot_members[knot->first + i];
    schedule->knot_start[i] = BALANCE_NONE;
    if (schedule->nodes[visit].list < 0)
      continue;
    struct arrival arrival = arrival_of(schedule, visit);
    if (arrival.ready < -TIME_FAR) /* its predecessor has no time yet, and will look at it again */
      arrival.ready = -TIME_FAR;
    schedule->knot_arrival[i] = arrival;
    bool turn_to_come = schedule->seen[visit] != schedule->settling || schedule->queued[visit];
    if (turn_to_come && shares_list(schedule, knot, visit)) {
      schedule->seen[visit] = schedule->settling;
      schedule->knot_arrival[i].ready = -TIME_FAR;
      enqueue(schedule, visit);
    }
    schedule->knot_start[i] = window_open(schedule, &model->fixed[visit], schedule->knot_arrival[i].ready);
  }
}

static int knot_position(const struct model *model, const struct knot *knot, int visit) {
  int i = 0;
  while (model->knot_members[knot->first + i] != visit)
    i++;
  return i;
}

/* Raises the i-th visit of the knot to what its links ask; returns whether it moved. */
static bool knot_raise(struct schedule *schedule, const struct knot *knot, int i) {
  const struct model *model = schedule->model;
  const struct fixed *fixed = &model->fixed[model->knot_members[knot->first + i]];
  int64_t start = schedule->knot_start[i], least = start;
  for (int k = 0; k < fixed->link_count; k++) {
    const struct knot_link *link = &model->links[fixed->link_first + k];
    int64_t other = schedule->knot_start[knot_position(model, knot, link->other)];
    if (other != BALANCE_NONE && other - link->high > least)
      least = other - link->high;
  }
  if (least > start)
    schedule->knot_start[i] = window_open(schedule, fixed, least);
  return least > start;
}

static bool settle_knot(struct schedule *schedule, const struct knot *knot) {
  const struct model *model = schedule->model;
  knot_begin(schedule, knot);
  bool moved = true;
  for (int turn = 0; moved; turn++) {
    moved = false;
    for (int i = 0; i < knot->count; i++) {
      if (schedule->knot_start[i] == BALANCE_NONE)
        continue;
      moved |= knot_raise(schedule, knot, i);
      if (schedule->knot_start[i] >= TIME_NEVER)
        return schedule_fault(schedule, BLOCK_LINK, 0);
    }
    if (turn > 4 * knot->count + 4)
      return schedule_fault(schedule, BLOCK_LINK, 0);
  }
  for (int i = 0; i < knot->count; i++)
    if (schedule->knot_start[i] != BALANCE_NONE && !write_visit(schedule, model->knot_members[knot->first + i],
                                                                schedule->knot_start[i], &schedule->knot_arrival[i]))
      return false;
  return true;
}

static bool settle_visit(struct schedule *schedule, int visit) {
  const struct model *model = schedule->model;
  const struct fixed *fixed = &model->fixed[visit];
  if (schedule->nodes[visit].list < 0) /* taken off after it was noted */
    return true;
  if (fixed->knot >= 0) {
    const struct knot_link *link = &model->links[fixed->link_first];
    int list = schedule->nodes[link->other].list;
    if (model->knots[fixed->knot].count > 2 || fixed->link_count > 1 || list == schedule->nodes[visit].list)
      return settle_knot(schedule, &model->knots[fixed->knot]);
    if (list >= 0)
      return settle_pair(schedule, visit, link);
  }
  struct arrival arrival = arrival_of(schedule, visit);
  int64_t start = window_open(schedule, fixed, arrival.ready);
  if (start >= TIME_NEVER) {
    schedule->fault_visit = visit;
    return schedule_fault(schedule, BLOCK_WINDOW, arrival.ready - fixed->latest);
  }
  return write_visit(schedule, visit, start, &arrival);
}

/* --- Settling
 * --------------------------------------------------------------------------------------------------------- */

static void find_maxima(struct schedule *schedule) {
  struct totals *totals = &schedule->totals;
  if (schedule->peak_late >= totals->late_max && !schedule->peak_late_lost) {
    totals->late_max = schedule->peak_late;
  } else if (schedule->peak_late_lost) {
    totals->late_max = 0;
    for (int visit = 0; visit < schedule->model->visits; visit++)
      totals->late_max = schedule->late[visit] > totals->late_max ? schedule->late[visit] : totals->late_max;
  }
  if (schedule->peak_wait >= totals->wait_max && !schedule->peak_wait_lost) {
    totals->wait_max = schedule->peak_wait;
  } else if (schedule->peak_wait_lost && schedule->model->waits) {
    totals->wait_max = 0;
    for (int visit = 0; visit < schedule->model->visits; visit++)
      totals->wait_max = schedule->wait[visit] > totals->wait_max ? schedule->wait[visit] : totals->wait_max;
  }
}

static void save_round(struct schedule *schedule, int list) {
  schedule->round_trail[schedule->round_count++] = (struct saved_round){.old = schedule->rounds[list], .list = list};
}

static bool measure_touched(struct schedule *schedule) {
  for (int i = 0; i < schedule->touched_count; i++) {
    save_round(schedule, schedule->touched[i]);
    if (!round_measure(schedule, schedule->touched[i]))
      return false;
  }
  if (schedule->model->fairness)
    groups_measure(schedule);
  queue_clear(schedule);
  return true;
}

/* The cost can no longer come below the bound. */
static bool hopeless(const struct schedule *schedule, int64_t base, int64_t bound) {
  const struct model *model = schedule->model;
  int64_t peak = schedule->peak_late - schedule->totals.late_max;
  return base + model->weight[TERM_LATE_TOTAL] * schedule->totals.late +
             (peak > 0 ? peak * model->weight[TERM_LATE_MAX] : 0) >
         bound;
}

static bool room_left(const struct schedule *schedule) {
  return schedule->trail_cap - schedule->trail_count > 2 * (size_t)schedule->model->nodes + 16 &&
         schedule->round_cap - schedule->round_count > 2 * (size_t)schedule->model->lists &&
         schedule->group_cap - schedule->group_count > 2 * (size_t)schedule->model->lists;
}

static bool waits_allowed(struct schedule *schedule) {
  const struct model *model = schedule->model;
  bool hard = model->hard[TERM_WAIT] || model->hard[TERM_WAIT_MAX];
  return !hard || schedule->totals.wait == 0 || schedule_fault(schedule, BLOCK_WAIT, schedule->totals.wait);
}

/* No hard window is missed by any visit. */
static bool windows_met(struct schedule *schedule) {
  for (int visit = 0; visit < schedule->model->visits; visit++)
    if (schedule->model->fixed[visit].hard && schedule->late[visit] > 0) {
      schedule->fault_visit = visit;
      return schedule_fault(schedule, BLOCK_WINDOW, schedule->late[visit]);
    }
  return true;
}

bool schedule_settle(struct schedule *schedule, int64_t bound, int64_t may_fall) {
  const struct model *model = schedule->model;
  int left = SETTLE_ROUNDS * model->visits + 64;
  struct totals apart = schedule->totals;
  apart.late = 0;
  int64_t base = totals_price(model, &apart) - may_fall;
  bool bounded = schedule->bounded && may_fall < COST_NEVER;
  schedule->peak_late = schedule->peak_wait = 0;
  schedule->settling++;
  schedule->evaluations++;
  schedule_fault(schedule, BLOCK_NONE, 0);
  if (!room_left(schedule))
    return false;
  while (schedule->queue_count > 0) {
    if (!settle_visit(schedule, dequeue(schedule)) || (bounded && hopeless(schedule, base, bound)))
      return false;
    if (--left < 0)
      return schedule_fault(schedule, BLOCK_LINK, 0);
  }
  if (!measure_touched(schedule))
    return false;
  find_maxima(schedule);
  if (!waits_allowed(schedule) || (schedule->lenient && !windows_met(schedule)))
    return false;
  schedule->peak_late_lost = schedule->peak_wait_lost = false;
  schedule->totals.cost = totals_price(model, &schedule->totals);
  return schedule->totals.cost <= bound;
}

bool schedule_may_take(const struct schedule *schedule, int visit, int list) {
  const struct model *model = schedule->model;
  const struct fixed *fixed = &model->fixed[visit];
  if (!model_allows(model, visit, list))
    return false;
  for (int i = 0; i < fixed->link_count; i++) {
    const struct knot_link *link = &model->links[fixed->link_first + i];
    int other = schedule->nodes[link->other].list;
    if (other >= 0 && ((link->staff == LINK_DIFFERENT && other == list) || (link->staff == LINK_SAME && other != list)))
      return false;
  }
  return true;
}
