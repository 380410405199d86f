/* insert: the cheapest place for a visit, and putting many back. */
#include "search.h"

#include <stdlib.h>

/* What the visit's links say of its start, given the present starts of the others (which can only rise). */
static int64_t link_bound(const struct schedule *schedule, const struct fixed *fixed) {
  int64_t least = -TIME_FAR;
  for (int i = 0; i < fixed->link_count; i++) {
    const struct knot_link *link = &schedule->model->links[fixed->link_first + i];
    const struct node *other = &schedule->nodes[link->other];
    if (other->list >= 0 && other->start - link->high > least)
      least = other->start - link->high;
  }
  return least;
}

/* The lateness that a start at `start` gives the linked visits beyond what they have; whether any must move. */
static int64_t partners_late(const struct schedule *schedule, const struct fixed *fixed, int64_t start, bool *moves) {
  const struct model *model = schedule->model;
  int64_t late = 0;
  for (int i = 0; i < fixed->link_count; i++) {
    const struct knot_link *link = &model->links[fixed->link_first + i];
    const struct node *other = &schedule->nodes[link->other];
    if (other->list < 0 || other->start >= start + link->low)
      continue;
    *moves = true;
    late += window_late(model, &model->fixed[link->other], start + link->low) - schedule->late[link->other];
  }
  return late;
}

/* A cost that the plan cannot be below with `visit` behind `after`: travel, and the lateness of the visit, of the next
 * one and of those linked. `exact` when nothing else moves. Holds because putting a visit in only delays. */
static struct candidate estimate(const struct schedule *schedule, int visit, int after, int64_t linked) {
  const struct model *model = schedule->model;
  const struct fixed *fixed = &model->fixed[visit];
  const int64_t *weight = model->weight;
  int next = schedule->nodes[after].next, list = schedule->nodes[after].list;
  int64_t to = model_leg(model, list, after, visit), from = model_leg(model, list, visit, next);
  int64_t travel = to + from - (after == next ? 0 : model_leg(model, list, after, next));
  int64_t ready = schedule->nodes[after].end + to;
  int64_t start = window_open(schedule, fixed, ready > linked ? ready : linked);
  if (start >= TIME_NEVER)
    return (struct candidate){COST_NEVER, after, true};
  int64_t late = window_late(model, fixed, start), worst = late;
  bool moves = false;
  if (fixed->link_count)
    late += partners_late(schedule, fixed, start, &moves);
  int64_t next_ready = start + fixed->duration + from;
  if (next < model->visits && next_ready > schedule->nodes[next].start) {
    int64_t next_late = window_late(model, &model->fixed[next], next_ready);
    late += next_late - schedule->late[next];
    worst = next_late > worst ? next_late : worst;
    moves = true;
  }
  int64_t rise = worst > schedule->totals.late_max ? worst - schedule->totals.late_max : 0;
  int64_t cost = schedule->totals.cost + weight[TERM_TRAVEL] * travel + weight[TERM_LATE_TOTAL] * late +
                 weight[TERM_LATE_MAX] * rise + model_pair_cost(model, visit, list) - fixed->skip_cost;
  return (struct candidate){cost, after, !moves && schedule->bounded};
}

#define DELAYS_ALLOWED 4

/* The cost with the visit behind `after`, by trying it; COST_NEVER when it breaks a rule or passes `bound`. */
static int64_t try_place(struct schedule *schedule, int visit, int after, int64_t bound) {
  struct mark mark = schedule_mark(schedule);
  schedule_link(schedule, visit, after);
  schedule->watched = visit;
  schedule->watch_left = DELAYS_ALLOWED;
  int64_t cost = schedule_settle(schedule, bound, 0) ? schedule->totals.cost : COST_NEVER;
  schedule->watched = -1;
  schedule_undo(schedule, &mark);
  return cost;
}

/* Every place that could be cheaper than `limit`; returns how many. */
static int gather_places(struct search *search, int visit, int64_t limit, int blink) {
  struct schedule *schedule = search->schedule;
  const struct surroundings *around = search->around;
  const struct fixed *fixed = &search->model->fixed[visit];
  int64_t linked = link_bound(schedule, fixed);
  int n = 0;
  for (int i = around->lists_first[visit]; i < around->lists_first[visit + 1]; i++) {
    int list = around->lists_of[i], depot = schedule_depot(schedule, list), after = depot;
    if (fixed->link_count && !schedule_may_take(schedule, visit, list))
      continue;
    do {
      struct candidate guess = estimate(schedule, visit, after, linked);
      guess.cost -= guess.exact ? 0 : search->may_fall;
      if (guess.cost < limit && !(blink && random_chance(&search->random, blink))) {
        search->candidates[n++] = guess;
        limit = guess.exact ? guess.cost : limit;
      }
      after = schedule->nodes[after].next;
    } while (after != depot);
  }
  return n;
}

/* Tries the places in the order of their bounds until no bound is below the best cost found. */
struct place best_place(struct search *search, int visit, int64_t limit, int blink) {
  struct candidate *candidates = search->candidates;
  struct place best = {.after = -1, .cost = limit};
  int n = gather_places(search, visit, limit, blink);
  for (;;) {
    int least = -1;
    int64_t below = best.cost;
    for (int i = 0; i < n; i++)
      if (candidates[i].cost < below) {
        below = candidates[i].cost;
        least = i;
      }
    if (least < 0)
      return best;
    struct candidate tried = candidates[least];
    candidates[least] = candidates[--n];
    int64_t cost = tried.exact ? tried.cost : try_place(search->schedule, visit, tried.after, best.cost - 1);
    if (cost < best.cost)
      best = (struct place){.after = tried.after, .cost = cost};
  }
}

/* --- Putting many back
 * ------------------------------------------------------------------------------------------------ */

enum order {
  ORDER_RANDOM,
  ORDER_LONGEST,
  ORDER_FAR,
  ORDER_CLOSE,
  ORDER_NARROW,
  ORDER_EARLIEST,
  ORDER_LATEST,
  ORDER_DEAREST
};
/* Drawn with equal chance. */
static const enum order orders[] = {ORDER_RANDOM,  ORDER_RANDOM,   ORDER_RANDOM,   ORDER_RANDOM, ORDER_LONGEST,
                                    ORDER_LONGEST, ORDER_FAR,      ORDER_FAR,      ORDER_CLOSE,  ORDER_NARROW,
                                    ORDER_NARROW,  ORDER_EARLIEST, ORDER_EARLIEST, ORDER_LATEST, ORDER_LATEST};

static int64_t key_of(struct search *search, int visit, enum order order) {
  const struct model *model = search->model;
  const struct fixed *fixed = &model->fixed[visit];
  int depot = model->lists ? model->visits : visit;
  switch (order) {
  case ORDER_LONGEST:
    return -fixed->duration;
  case ORDER_FAR:
    return -(int64_t)model_plain_leg(model, depot, visit);
  case ORDER_CLOSE:
    return model_plain_leg(model, depot, visit);
  case ORDER_NARROW:
    return fixed->latest - fixed->earliest;
  case ORDER_EARLIEST:
    return fixed->earliest;
  case ORDER_LATEST:
    return -fixed->latest;
  case ORDER_DEAREST: /* those alike by chance; a skip cost stays below 2^48 */
    return -(fixed->skip_cost << 14) + (int64_t)(random_next(&search->random) >> 50);
  case ORDER_RANDOM:
    break;
  }
  return (int64_t)(random_next(&search->random) >> 1);
}

/* Insertion sort: few visits, and equal keys keep their order. */
static void sort_absent(struct search *search, enum order order) {
  for (int i = 0; i < search->absent_count; i++) {
    int32_t visit = search->absent[i];
    int64_t key = key_of(search, visit, order);
    int at = i;
    for (; at > 0 && search->rank[at - 1] > key; at--) {
      search->rank[at] = search->rank[at - 1];
      search->absent[at] = search->absent[at - 1];
    }
    search->rank[at] = key;
    search->absent[at] = visit;
  }
}

/* True when the visit was put in. */
static bool put_in(struct search *search, int visit, int blink) {
  struct schedule *schedule = search->schedule;
  struct place place = best_place(search, visit, schedule->totals.cost, blink);
  if (place.after < 0)
    return false;
  struct mark mark = schedule_mark(schedule);
  schedule_link(schedule, visit, place.after);
  if (schedule_settle(schedule, COST_NEVER, COST_NEVER))
    return true;
  schedule_undo(schedule, &mark);
  return false;
}

bool lacks_partner(const struct schedule *schedule, int visit) {
  const struct fixed *fixed = &schedule->model->fixed[visit];
  for (int i = 0; i < fixed->link_count; i++) {
    const struct knot_link *link = &schedule->model->links[fixed->link_first + i];
    if (link->together && schedule->nodes[link->other].list < 0)
      return true;
  }
  return false;
}

/* Visits that begin together are all served or none: those whose partner found no place come off again. False when the
 * rest then breaks a rule. */
static bool drop_halves(struct search *search) {
  struct schedule *schedule = search->schedule;
  bool dropped = false;
  for (int i = 0; i < search->absent_count; i++) {
    const struct fixed *fixed = &search->model->fixed[search->absent[i]];
    for (int k = 0; k < fixed->link_count; k++) {
      int other = search->model->links[fixed->link_first + k].other;
      if (schedule->nodes[other].list < 0 || !lacks_partner(schedule, other))
        continue;
      schedule_unlink(schedule, other);
      search->absent[search->absent_count++] = other;
      dropped = true;
    }
  }
  return !dropped || schedule_settle(schedule, COST_NEVER, COST_NEVER);
}

static bool put_all_in(struct search *search, int blink) {
  int left = 0;
  for (int i = 0; i < search->absent_count; i++)
    if (!put_in(search, search->absent[i], blink))
      search->absent[left++] = search->absent[i];
  search->absent_count = left;
  return drop_halves(search);
}

#define DEAREST_PART 512  /* of 1024 steps, where visits are left out */
#define STANDING_TRIED 12 /* visits that were off before, tried again in a step */

/* Where many visits are off for good, a step tries some of them, those of a knot together. Returns how many it leaves
 * out. */
static int set_aside(struct search *search) {
  const struct model *model = search->model;
  int standing = search->standing_count, kept = 0, aside = 0;
  if (standing <= STANDING_TRIED)
    return 0;
  uint64_t draw = random_next(&search->random) | 1;
  for (int i = 0; i < search->absent_count; i++) {
    int visit = search->absent[i], knot = model->fixed[visit].knot;
    uint64_t mixed = draw * (uint64_t)(knot >= 0 ? model->visits + knot : visit) >> 32;
    if (i >= standing || mixed * (uint64_t)standing >> 32 < STANDING_TRIED)
      search->absent[kept++] = visit;
    else
      search->aside[aside++] = visit;
  }
  search->absent_count = kept;
  return aside;
}

/* Where visits are left out, half the steps put in first what it costs most to leave out, lest lesser visits take its
 * place again. */
static enum order draw_order(struct search *search) {
  if (search->standing_count > 0 && random_chance(&search->random, DEAREST_PART))
    return ORDER_DEAREST;
  return orders[random_below(&search->random, (int)COUNT_OF(orders))];
}

bool recreate(struct search *search, int blink) {
  int aside = set_aside(search);
  sort_absent(search, draw_order(search));
  bool valid = put_all_in(search, blink);
  for (int i = 0; i < aside; i++)
    search->absent[search->absent_count++] = search->aside[i];
  search->standing_count = 0;
  return valid;
}

/* Each is put in for good, lest the way back of a long construction fill its memory. */
void construct(struct search *search) {
  int left = 0;
  solution_take(&search->best, search->schedule);
  sort_absent(search, ORDER_EARLIEST);
  for (int i = 0; i < search->absent_count; i++) {
    if (!put_in(search, search->absent[i], 0))
      search->absent[left++] = search->absent[i];
    schedule_commit(search->schedule);
  }
  search->absent_count = left;
  if (!drop_halves(search))
    solution_put(&search->best, search->schedule);
  schedule_commit(search->schedule);
  solution_take(&search->best, search->schedule);
  search_note_absent(search);
}
