/* objective: what rounds and plans cost. The terms of single visits are summed where times are written (schedule.c). */
#include "schedule.h"

#include <string.h>

int64_t round_leave(const struct schedule *schedule, int list) {
  int depot = schedule_depot(schedule, list), first = schedule->nodes[depot].next;
  return schedule->nodes[first].start - model_leg(schedule->model, list, depot, first);
}

/* On the way home the break is taken where it finds its time and the list is not home too late for it; nobody waits at
 * the door for a break that may not yet begin, unless missing it is forbidden. */
struct arrival round_home(const struct schedule *schedule, int list) {
  const struct model *model = schedule->model;
  const struct round *round = &model->rounds[list];
  int depot = schedule_depot(schedule, list), last = schedule->nodes[depot].prev;
  int64_t end = schedule->nodes[last].end, leg = model_leg(model, list, last, depot), home = end + leg;
  struct arrival plain = {
      .arrive = home, .ready = home, .break_start = BALANCE_NONE, .rested = schedule->nodes[last].rested};
  bool must_rest = model->hard[TERM_BREAK_MISSED];
  if (plain.rested || end > round->break_latest || (home < round->break_earliest && !must_rest))
    return plain;
  int64_t begin = end > round->break_earliest ? end : round->break_earliest;
  int64_t at_door = home > round->break_earliest ? home : round->break_earliest;
  bool door = home <= round->break_latest;
  int64_t ready = (door ? at_door : begin + leg) + round->break_length;
  struct arrival rest = {.arrive = home, .ready = ready, .break_start = door ? at_door : begin, .rested = 1};
  int64_t late = ready > round->end ? ready - (home > round->end ? home : round->end) : 0;
  bool worth = late * model->weight[TERM_LATE_HOME] <= model->weight[TERM_BREAK_MISSED];
  return must_rest || (worth && ready <= round->latest_end) ? rest : plain;
}

struct round_state round_look(const struct schedule *schedule, int list, int64_t *home_at) {
  const struct model *model = schedule->model;
  const struct round *round = &model->rounds[list];
  struct round_state state = {0};
  int depot = schedule_depot(schedule, list);
  if (schedule->nodes[depot].next == depot)
    return state;
  for (int visit = schedule->nodes[depot].next; visit != depot; visit = schedule->nodes[visit].next) {
    state.load += model->fixed[visit].load;
    state.count++;
  }
  struct arrival home = round_home(schedule, list);
  state.missed = !home.rested;
  state.work = home.ready - round_leave(schedule, list) - (home.rested ? round->break_length : 0);
  state.late_home = home.ready > round->end ? home.ready - round->end : 0;
  *home_at = home.ready;
  return state;
}

bool round_measure(struct schedule *schedule, int list) {
  const struct model *model = schedule->model;
  const struct round *round = &model->rounds[list];
  int64_t home = 0;
  struct round_state before = schedule->rounds[list], state = round_look(schedule, list, &home);
  schedule->rounds[list] = state;
  if (state.count > 0) {
    if (home > round->latest_end)
      return schedule_fault(schedule, BLOCK_END, home - round->latest_end);
    if (state.work > round->max_work)
      return schedule_fault(schedule, BLOCK_WORK, state.work - round->max_work);
    if (state.missed && model->hard[TERM_BREAK_MISSED])
      return schedule_fault(schedule, BLOCK_BREAK, 0);
  }
  schedule->totals.late_home += state.late_home - before.late_home;
  schedule->totals.missed += state.missed - before.missed;
  return true;
}

/* Over all lists of the group, used or not: one that stays empty while others are full is not fair. */
static int64_t spread_work(const struct model *model, const struct round_state *rounds, int group) {
  int64_t sum = 0, lists = 0, deviation = 0;
  for (int pass = 0; pass < 2; pass++)
    for (int i = model->group_first[group]; i < model->group_first[group + 1]; i++) {
      int list = model->group_lists[i];
      const struct round *round = &model->rounds[list];
      if (round->available <= 0)
        continue;
      int64_t part = (rounds[list].work + round->past_work) * BALANCE_FRACTION / round->available;
      if (pass == 0) {
        sum += part;
        lists++;
      } else {
        deviation += part > sum / lists ? part - sum / lists : sum / lists - part;
      }
    }
  return deviation;
}

struct fairness group_fairness(const struct model *model, const struct round_state *rounds, int group) {
  int64_t work_low = INT64_MAX, work_high = INT64_MIN, load_low = INT64_MAX, load_high = INT64_MIN;
  struct fairness fairness = {0};
  for (int i = model->group_first[group]; i < model->group_first[group + 1]; i++) {
    int list = model->group_lists[i];
    const struct round_state *state = &rounds[list];
    if (state->count == 0)
      continue;
    int64_t work = state->work + model->rounds[list].past_work, load = state->load + model->rounds[list].past_load;
    work_low = work < work_low ? work : work_low;
    work_high = work > work_high ? work : work_high;
    load_low = load < load_low ? load : load_low;
    load_high = load > load_high ? load : load_high;
  }
  if (work_low > work_high)
    return fairness;
  fairness.work_range = work_high - work_low;
  fairness.load_range = load_high - load_low;
  fairness.work_deviation = spread_work(model, rounds, group);
  return fairness;
}

static void group_measure(struct schedule *schedule, int group) {
  struct fairness now = group_fairness(schedule->model, schedule->rounds, group), before = schedule->fair[group];
  struct fairness *sum = &schedule->totals.fair;
  if (memcmp(&now, &before, sizeof now) == 0)
    return;
  schedule->group_trail[schedule->group_count++] = (struct saved_group){.old = before, .group = group};
  schedule->fair[group] = now;
  sum->work_range += now.work_range - before.work_range;
  sum->work_deviation += now.work_deviation - before.work_deviation;
  sum->load_range += now.load_range - before.load_range;
}

void groups_measure(struct schedule *schedule) {
  for (int i = 0; i < schedule->touched_count; i++)
    group_measure(schedule, schedule->model->rounds[schedule->touched[i]].group);
}

int64_t totals_price(const struct model *model, const struct totals *totals) {
  const int64_t *weight = model->weight;
  return weight[TERM_TRAVEL] * totals->travel + weight[TERM_LATE_TOTAL] * totals->late +
         weight[TERM_LATE_MAX] * totals->late_max + weight[TERM_LATE_HOME] * totals->late_home +
         weight[TERM_WAIT] * totals->wait + weight[TERM_WAIT_MAX] * totals->wait_max +
         weight[TERM_BREAK_MISSED] * totals->missed + weight[TERM_SHIFTED] * totals->shifted +
         weight[TERM_WORK_RANGE] * totals->fair.work_range + weight[TERM_LOAD_RANGE] * totals->fair.load_range +
         weight[TERM_WORK_DEVIATION] * totals->fair.work_deviation / BALANCE_FRACTION + totals->pair + totals->skip;
}
