/* The lists of a date as a hand moves visits about on them. */
#include "dispatch/rota.h"

#include <string.h>

#include "dispatch/position.h"

enum { latest_ever = 3 * 1440 }; /* links that push each other end here */

struct order {
  VEC(int) visits;
};

/* A start as it was before it was raised. */
struct raised {
  int visit;
  minute start;
};

/* The figures of a list that placing a visit may worsen. */
struct sums {
  int travel, late, overtime, over_capacity, break_missed;
};

struct rota {
  struct day *day;
  struct work_rules rules;
  minute now;                 /* true minutes on the day's date; 0 = before it */
  struct order *orders;       /* of each list */
  minute *start;              /* of each visit; MINUTE_NONE when it is on no list */
  int *list;                  /* of each visit; NONE likewise */
  bool *placed;               /* of each visit: put there by this rota */
  int *link_first, *links_of; /* links of visit v: links_of[link_first[v]] .. links_of[link_first[v + 1] - 1] */
  struct sums *opened;        /* of each list as the rota was opened */
  bool *changed;              /* lists whose order is no longer the day's */
  bool *dirty;                /* lists whose times must be walked again */
  VEC(int) queue;             /* the dirty ones */
  VEC(struct raised) trail;   /* what was raised, newest last */
  VEC(struct list_stop) stops;
};

static struct sums sums_of(struct rota *rota, int list);

/* --- Opening --- */

static void index_links(struct rota *rota) {
  const struct day *day = rota->day;
  rota->link_first = arena_alloc(&rota->day->arena, sizeof(int) * (size_t)(day->n_visits + 2));
  rota->links_of = arena_alloc(&rota->day->arena, sizeof(int) * (size_t)(2 * day->n_links + 1));
  int *next = rota->link_first + 1;
  for (int i = 0; i < day->n_links; i++) {
    next[day->links[i].first + 1]++;
    next[day->links[i].second + 1]++;
  }
  for (int v = 0; v < day->n_visits; v++)
    next[v + 1] += next[v];
  for (int i = 0; i < day->n_links; i++) {
    rota->links_of[next[day->links[i].first]++] = i;
    rota->links_of[next[day->links[i].second]++] = i;
  }
}

/* What has begun comes first, by its time: it may have been done in another order than it was planned in. */
static void begun_first(struct rota *rota, int list) {
  struct order *order = &rota->orders[list];
  int begun = 0;
  for (size_t i = 0; i < order->visits.n && !rota_is_over(rota, list); i++) {
    int visit = order->visits.at[i], at = (int)i;
    if (!visit_has_begun_at(rota->start[visit], rota->now))
      continue;
    for (; at > begun || (at > 0 && rota->start[order->visits.at[at - 1]] > rota->start[visit]); at--)
      order->visits.at[at] = order->visits.at[at - 1];
    order->visits.at[at] = visit;
    begun++;
  }
}

/* Takes lists, orders and starts from the day; a visit without a start gets the one that its sheet gives it. */
static void fill_rota(struct rota *rota) {
  const struct day *day = rota->day;
  struct list_orders orders = list_orders_of(day, &rota->day->arena);
  for (int v = 0; v < day->n_visits; v++) {
    rota->start[v] = MINUTE_NONE;
    rota->list[v] = NONE;
  }
  for (int list = 0; list < day->n_lists; list++)
    for (int i = orders.first[list]; i < orders.first[list + 1]; i++) {
      int v = orders.visits[i];
      vec_push(&rota->orders[list].visits, v);
      rota->list[v] = list;
      rota->start[v] = day->visits[v].start;
    }
  for (int list = 0; list < day->n_lists; list++) {
    struct list_sheet sheet = rota_sheet(rota, list);
    for (int i = 0; i < sheet.n_stops; i++)
      rota->start[sheet.stops[i].visit] = sheet.stops[i].start;
    begun_first(rota, list);
  }
}

struct rota *rota_open(struct store *store, struct day *day) {
  struct rota *rota = arena_alloc(&day->arena, sizeof *rota);
  rota->day = day;
  rota->rules = work_rules_of(store);
  rota->now = minute_of(day->date, clock_now());
  rota->orders = arena_alloc(&day->arena, sizeof *rota->orders * (size_t)(day->n_lists + 1));
  rota->start = arena_alloc(&day->arena, sizeof *rota->start * (size_t)(day->n_visits + 1));
  rota->list = arena_alloc(&day->arena, sizeof *rota->list * (size_t)(day->n_visits + 1));
  rota->placed = arena_alloc(&day->arena, sizeof *rota->placed * (size_t)(day->n_visits + 1));
  rota->dirty = arena_alloc(&day->arena, sizeof *rota->dirty * (size_t)(day->n_lists + 1));
  rota->changed = arena_alloc(&day->arena, sizeof *rota->changed * (size_t)(day->n_lists + 1));
  rota->opened = arena_alloc(&day->arena, sizeof *rota->opened * (size_t)(day->n_lists + 1));
  index_links(rota);
  fill_rota(rota);
  for (int list = 0; list < day->n_lists; list++)
    rota->opened[list] = sums_of(rota, list);
  return rota;
}

void rota_close(struct rota *rota) {
  if (!rota)
    return;
  for (int list = 0; list < rota->day->n_lists; list++)
    vec_free(&rota->orders[list].visits);
  vec_free(&rota->queue);
  vec_free(&rota->trail);
  vec_free(&rota->stops);
}

minute rota_start(const struct rota *rota, int visit) {
  return rota->start[visit];
}

int rota_list(const struct rota *rota, int visit) {
  return rota->list[visit];
}

bool rota_is_over(const struct rota *rota, int list) {
  return rota->day->lists[list].end <= rota->now;
}

struct list_sheet rota_sheet(struct rota *rota, int list) {
  const struct order *order = &rota->orders[list];
  vec_reserve(&rota->stops, order->visits.n + 1);
  return sheet_of(rota->day, &rota->rules, list, order->visits.at, (int)order->visits.n, rota->start, rota->stops.at);
}

/* --- Order --- */

static void take_off(struct rota *rota, int visit) {
  int list = rota->list[visit];
  struct order *order = &rota->orders[list];
  size_t at = 0;
  while (order->visits.at[at] != visit)
    at++;
  memmove(order->visits.at + at, order->visits.at + at + 1, sizeof(int) * (order->visits.n - at - 1));
  order->visits.n--;
  rota->list[visit] = NONE;
  rota->start[visit] = MINUTE_NONE;
  rota->placed[visit] = false;
}

void rota_take(struct rota *rota, int visit) {
  if (rota->list[visit] == NONE)
    return;
  rota->changed[rota->list[visit]] = true;
  take_off(rota, visit);
}

static void insert(struct rota *rota, const struct placing *placing) {
  struct order *order = &rota->orders[placing->list];
  size_t at = (size_t)placing->at - 1 < order->visits.n ? (size_t)placing->at - 1 : order->visits.n;
  vec_push(&order->visits, placing->visit);
  memmove(order->visits.at + at + 1, order->visits.at + at, sizeof(int) * (order->visits.n - at - 1));
  order->visits.at[at] = placing->visit;
  rota->list[placing->visit] = placing->list;
  rota->placed[placing->visit] = true;
}

/* --- Times: the least that hold together --- */

static void mark_dirty(struct rota *rota, int list) {
  if (rota->dirty[list])
    return;
  rota->dirty[list] = true;
  vec_push(&rota->queue, list);
}

/* Whether the visit stays where it is: done, or begun by the clock on a list that is still walked. */
static bool stands_fast(const struct rota *rota, int visit) {
  if (rota->day->visits[visit].state == VISIT_DONE)
    return true;
  return !rota->placed[visit] && !rota_is_over(rota, rota->list[visit]) &&
         visit_has_begun_at(rota->start[visit], rota->now);
}

/* The moment from which the worker of the list can set out to something new; lists that are over are only noted. */
static minute free_from(const struct rota *rota, int list, minute at) {
  return rota_is_over(rota, list) || at > rota->now ? at : rota->now + 1;
}

/* The least start that the link asks of `visit` because of its other end; MINUTE_NONE when that is on no list. */
static minute link_floor(const struct rota *rota, const struct link *link, int visit) {
  int other = link->first == visit ? link->second : link->first;
  if (rota->list[other] == NONE)
    return MINUTE_NONE;
  return link->first == visit ? rota->start[other] - link->max_gap : rota->start[other] + link->min_gap;
}

static bool conflict_set(struct conflict *conflict, enum conflict_kind kind, int visit, minute at) {
  *conflict = (struct conflict){kind, visit, at, NONE};
  return false;
}

/* Lets a visit begin at `floor` or as soon after as it may, and those that are linked to it accordingly. */
static bool raise_start(struct rota *rota, int visit, minute floor, struct conflict *conflict) {
  const struct visit *row = &rota->day->visits[visit];
  bool fast = stands_fast(rota, visit);
  minute start = fast ? floor : first_start_from(row, floor);
  if (start == MINUTE_NONE)
    return conflict_set(conflict, CONFLICT_WINDOW, visit, floor);
  if (start <= rota->start[visit])
    return true;
  if (fast)
    return conflict_set(conflict, CONFLICT_LOCKED, visit, start);
  if (is_away_before(list_leaves(rota->day, rota->list[visit]), start + 1)) {
    *conflict = (struct conflict){CONFLICT_AWAY, visit, start, rota->list[visit]};
    return false;
  }
  if (start > latest_ever)
    return conflict_set(conflict, CONFLICT_LINK, visit, start);
  vec_push(&rota->trail, (struct raised){visit, rota->start[visit]});
  rota->start[visit] = start;
  mark_dirty(rota, rota->list[visit]);
  for (int i = rota->link_first[visit]; i < rota->link_first[visit + 1]; i++) {
    const struct link *link = &rota->day->links[rota->links_of[i]];
    int other = link->first == visit ? link->second : link->first;
    minute least = rota->list[other] == NONE ? MINUTE_NONE : link_floor(rota, link, other);
    if (least > rota->start[other] && !raise_start(rota, other, least, conflict))
      return false;
  }
  return true;
}

/* Walks a list and raises what begins before it can be reached. The past took the time that it took: only what is still
 * to come can make something begin too early. */
static bool walk_list(struct rota *rota, int list, struct conflict *conflict) {
  const struct day *day = rota->day;
  const struct order *order = &rota->orders[list];
  enum transport mode = list_transport(day, list);
  int place = PLACE_OF_TEAM(day->lists[list].team);
  minute free_at = day->lists[list].start;
  bool all_fast = true;
  for (size_t i = 0; i < order->visits.n; i++) {
    int visit = order->visits.at[i];
    const struct visit *row = &day->visits[visit];
    minute leave = rota->placed[visit] ? free_from(rota, list, free_at) : free_at;
    all_fast = all_fast && stands_fast(rota, visit);
    if (!all_fast && !raise_start(rota, visit, leave + day_travel(day, place, row->patient, mode, NULL), conflict))
      return false;
    minute end = rota->start[visit] + row->duration;
    free_at = !all_fast || end > free_at ? end : free_at;
    place = row->patient;
  }
  return true;
}

static bool settle(struct rota *rota, struct conflict *conflict) {
  bool holds = true;
  while (rota->queue.n) {
    int list = rota->queue.at[--rota->queue.n];
    rota->dirty[list] = false;
    holds = holds && walk_list(rota, list, conflict);
  }
  return holds;
}

/* Gives a visit that was just inserted its first start: its window, and what it is linked to. */
static bool begin_visit(struct rota *rota, int visit, struct conflict *conflict) {
  const struct visit *row = &rota->day->visits[visit];
  minute floor = row->n_windows ? row->windows[0].earliest : rota->day->lists[rota->list[visit]].start;
  for (int i = rota->link_first[visit]; i < rota->link_first[visit + 1]; i++) {
    const struct link *link = &rota->day->links[rota->links_of[i]];
    int other = link->first == visit ? link->second : link->first;
    minute least = rota->start[other] == MINUTE_NONE ? MINUTE_NONE : link_floor(rota, link, visit);
    floor = least > floor ? least : floor;
  }
  return raise_start(rota, visit, free_from(rota, rota->list[visit], floor), conflict);
}

static bool put(struct rota *rota, const struct placing *placings, int n, struct conflict *conflict) {
  bool holds = true;
  for (int i = 0; i < n; i++)
    insert(rota, &placings[i]);
  for (int i = 0; i < n; i++) {
    holds = holds && begin_visit(rota, placings[i].visit, conflict);
    mark_dirty(rota, placings[i].list);
  }
  return settle(rota, conflict) && holds;
}

bool rota_put(struct rota *rota, const struct placing *placings, int n, struct conflict *conflict) {
  for (int i = 0; i < n; i++)
    rota->changed[placings[i].list] = true;
  return put(rota, placings, n, conflict);
}

/* Takes the rows off again and lowers what was raised since the trail was `mark` long. */
static void roll_back(struct rota *rota, const struct placing *placings, int n, size_t mark) {
  while (rota->trail.n > mark) {
    struct raised raised = rota->trail.at[--rota->trail.n];
    rota->start[raised.visit] = raised.start;
  }
  for (int i = 0; i < n; i++)
    take_off(rota, placings[i].visit);
}

/* --- Cost --- */

bool cost_needs_override(const struct placing_cost *cost) {
  return cost->late > 0 || cost->overtime > 0 || cost->over_capacity > 0;
}

int cost_weight(const struct placing_cost *cost) {
  enum { minute_beyond = 50, break_lost = 100, minute_travel = 4 };
  return (cost->late + cost->overtime + cost->over_capacity) * minute_beyond + cost->breaks_lost * break_lost +
         cost->extra_travel * minute_travel + cost->shifted;
}

static struct sums sums_of(struct rota *rota, int list) {
  const struct work_list *row = &rota->day->lists[list];
  struct list_sheet sheet = rota_sheet(rota, list);
  bool shorter = row->function == FUNCTION_COORDINATOR || row->function == FUNCTION_NURSE_2;
  int over = sheet.visit_min + sheet.travel_min - sheet.capacity_min;
  return (struct sums){
      .travel = sheet.travel_min,
      .late = sheet.late_min,
      .overtime = sheet.overtime_min,
      .over_capacity = shorter && over > 0 ? over : 0,
      .break_missed = sheet.n_stops && sheet.break_min && sheet.break_start == MINUTE_NONE,
  };
}

static int rise(int before, int after) {
  return after > before ? after - before : 0;
}

static void add_cost(struct rota *rota, int list, struct placing_cost *cost) {
  const struct sums *before = &rota->opened[list];
  struct sums after = sums_of(rota, list);
  cost->extra_travel += after.travel - before->travel;
  cost->late += rise(before->late, after.late);
  cost->overtime += rise(before->overtime, after.overtime);
  cost->over_capacity += rise(before->over_capacity, after.over_capacity);
  cost->breaks_lost += rise(before->break_missed, after.break_missed);
}

static bool is_placed(const struct placing *placings, int n, int visit) {
  return visit == placings[0].visit || (n > 1 && visit == placings[1].visit);
}

/* What the start of a visit was raised to by the trail's entry `at`: where its next entry began, or where it is now. */
static minute later_start(const struct rota *rota, int visit, size_t at) {
  for (size_t i = at + 1; i < rota->trail.n; i++)
    if (rota->trail.at[i].visit == visit)
      return rota->trail.at[i].start;
  return rota->start[visit];
}

/* Minutes by which a visit that comes from another list was late there already, as far as it still is: no list makes
 * it later than it was. Until the rota is applied the day has the visit where it was. */
static int late_before(const struct rota *rota, const struct placing *placing) {
  const struct visit *row = &rota->day->visits[placing->visit];
  if (row->state != VISIT_LISTED || row->list == placing->list)
    return 0; /* on its own list it is counted with that */
  int before = late_minutes(row, row->start), after = late_minutes(row, rota->start[placing->visit]);
  return before < after ? before : after;
}

/* The cost of the placings and of what was raised since the trail was `mark` long. */
static struct placing_cost cost_since(struct rota *rota, const struct placing *placings, int n, size_t mark) {
  struct placing_cost cost = {0};
  for (int i = 0; i < n; i++)
    mark_dirty(rota, placings[i].list); /* the queue serves as a set of lists */
  for (size_t i = rota->trail.n; i-- > mark;) {
    const struct raised *raised = &rota->trail.at[i];
    mark_dirty(rota, rota->list[raised->visit]);
    if (!is_placed(placings, n, raised->visit)) /* each entry counts from itself to the next one of its visit */
      cost.shifted += later_start(rota, raised->visit, i) - raised->start;
  }
  while (rota->queue.n) {
    int list = rota->queue.at[--rota->queue.n];
    rota->dirty[list] = false;
    add_cost(rota, list, &cost);
  }
  for (int i = 0; i < n; i++)
    cost.late -= late_before(rota, &placings[i]);
  cost.late = cost.late > 0 ? cost.late : 0;
  return cost;
}

/* --- Finding the best place --- */

/* The best trial so far. */
struct search {
  struct rota *rota;
  struct placing *placings; /* of the present trial */
  int n;
  bool found;
  int best_at[2], best_weight;
  struct placing_cost best_cost;
  struct conflict conflict; /* the nearest miss */
};

/* Keeps the conflict that people can do most about: of a visit to be placed, and the one that misses by least. */
static void keep_conflict(struct search *search, struct conflict conflict) {
  bool own = is_placed(search->placings, search->n, conflict.visit);
  bool kept_own =
      search->conflict.kind != CONFLICT_NONE && is_placed(search->placings, search->n, search->conflict.visit);
  if (search->conflict.kind == CONFLICT_NONE || (own && (!kept_own || conflict.at < search->conflict.at)))
    search->conflict = conflict;
}

static void try_places(struct search *search) {
  struct rota *rota = search->rota;
  struct conflict conflict = {0};
  size_t mark = rota->trail.n;
  if (put(rota, search->placings, search->n, &conflict)) {
    struct placing_cost cost = cost_since(rota, search->placings, search->n, mark);
    cost.start = rota->start[search->placings[0].visit];
    int weight = cost_weight(&cost);
    if (!search->found || weight < search->best_weight) {
      search->found = true;
      search->best_weight = weight;
      search->best_cost = cost;
      for (int i = 0; i < search->n; i++)
        search->best_at[i] = search->placings[i].at;
    }
  } else {
    keep_conflict(search, conflict);
  }
  roll_back(rota, search->placings, search->n, mark);
}

/* Tries every position of the row `which`, and for each every one of the next row. */
static void try_from(struct search *search, int which) {
  if (which == search->n) {
    try_places(search);
    return;
  }
  struct placing *placing = &search->placings[which];
  int given = placing->at, last = (int)search->rota->orders[placing->list].visits.n + 1;
  for (int at = given > 0 ? given : 1; at <= (given > 0 ? given : last); at++) {
    placing->at = at;
    try_from(search, which + 1);
  }
  placing->at = given;
}

bool rota_find(struct rota *rota, struct placing *placings, int n, struct placing_cost *cost,
               struct conflict *conflict) {
  struct search search = {.rota = rota, .placings = placings, .n = n};
  try_from(&search, 0);
  *conflict = search.conflict;
  *cost = search.best_cost;
  for (int i = 0; i < n && search.found; i++)
    placings[i].at = search.best_at[i];
  return search.found;
}

static void apply_order(struct rota *rota, int list) {
  struct day *day = rota->day;
  const struct order *order = &rota->orders[list];
  for (size_t i = 0; i < order->visits.n; i++) {
    struct visit *visit = &day->visits[order->visits.at[i]];
    visit->seq = (int)i + 1;
    visit->start = rota->start[order->visits.at[i]];
    if (visit->state == VISIT_DONE)
      continue; /* who did it stays, whoever has the list now */
    visit->state = VISIT_LISTED;
    visit->list = list;
    visit->staff = day->lists[list].staff;
    visit->reason = NULL;
  }
}

void rota_apply(struct rota *rota) {
  for (int list = 0; list < rota->day->n_lists; list++)
    if (rota->changed[list])
      apply_order(rota, list);
  for (size_t i = 0; i < rota->trail.n; i++)
    rota->day->visits[rota->trail.at[i].visit].start = rota->start[rota->trail.at[i].visit];
}
