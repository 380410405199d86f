/*
 * The timetable of a list from its visits in their order and their planned starts. A list leaves as late as its first
 * visit allows; arrival is the leaving of the visit before and the travel between; what is left until the start is
 * waiting, or the break where one fits.
 */
#include "dispatch/sheet.h"

enum transport list_transport(const struct day *day, int list) {
  int staff = day->lists[list].staff;
  return staff == NONE ? TRANSPORT_CAR : day->staff[staff].transport;
}

int late_minutes(const struct visit *visit, minute start) {
  int late = 0;
  for (int i = 0; i < visit->n_windows && visit->windows[i].earliest <= start; i++)
    late = start > visit->windows[i].latest ? start - visit->windows[i].latest : 0;
  return late;
}

minute first_start_from(const struct visit *visit, minute at) {
  const struct window *begun = NULL;
  for (int i = 0; i < visit->n_windows; i++) {
    const struct window *window = &visit->windows[i];
    if (at > window->latest) {
      begun = window;
      continue;
    }
    bool late_is_less = begun && visit->window == WINDOW_SOFT && at - begun->latest < window->earliest - at;
    return at >= window->earliest || late_is_less ? at : window->earliest;
  }
  return visit->window == WINDOW_HARD && visit->n_windows ? MINUTE_NONE : at;
}

/* --- Which visits walk on which list, in which order --- */

static bool walks(const struct visit *visit) {
  return visit->list != NONE && (visit->state == VISIT_LISTED || visit->state == VISIT_DONE);
}

static bool comes_before(const struct visit *a, const struct visit *b) {
  return a->seq != b->seq ? a->seq < b->seq : a->start < b->start;
}

/* Lists have a dozen visits: insertion keeps equal ones in the order of their ids. */
static void sort_visits(const struct day *day, int *visits, int n) {
  for (int i = 1; i < n; i++)
    for (int j = i; j > 0 && comes_before(&day->visits[visits[j]], &day->visits[visits[j - 1]]); j--) {
      int other = visits[j];
      visits[j] = visits[j - 1];
      visits[j - 1] = other;
    }
}

struct list_orders list_orders_of(const struct day *day, struct arena *arena) {
  struct list_orders orders = {
      .visits = arena_alloc(arena, sizeof(int) * (size_t)(day->n_visits + 1)),
      .first = arena_alloc(arena, sizeof(int) * (size_t)(day->n_lists + 2)),
  };
  int *next = orders.first + 1; /* while filling: where the next visit of list i goes is next[i] */
  for (int v = 0; v < day->n_visits; v++)
    if (walks(&day->visits[v]))
      next[day->visits[v].list + 1]++;
  for (int list = 0; list < day->n_lists; list++)
    next[list + 1] += next[list];
  for (int v = 0; v < day->n_visits; v++)
    if (walks(&day->visits[v]))
      orders.visits[next[day->visits[v].list]++] = v;
  for (int list = 0; list < day->n_lists; list++)
    sort_visits(day, orders.visits + orders.first[list], orders.first[list + 1] - orders.first[list]);
  return orders;
}

/* --- One sheet --- */

/* A sheet while it is filled. */
struct walk {
  const struct day *day;
  const struct work_list *list;
  struct list_sheet *sheet;
  enum transport mode;
  int break_min; /* still to be placed */
  minute break_earliest, break_latest;
};

/* Places the break between `from` (done at the visit before) and `until` (next visit begins) of which `travel` is on
 * the road, at the first place or, where that is too early, at the next. Returns whether it fits. */
static bool place_break(struct walk *walk, minute from, minute until, int travel) {
  int need = walk->break_min;
  if (need == 0 || until - from - travel < need)
    return false;
  minute here = from > walk->break_earliest ? from : walk->break_earliest;
  minute there = from + travel > walk->break_earliest ? from + travel : walk->break_earliest;
  minute at = here + need + travel <= until ? here : there;
  if (at > walk->break_latest || at + need > until)
    return false;
  walk->sheet->break_start = at;
  walk->break_min = 0;
  return true;
}

/* When a visit begins that nobody gave a time: as early as it may. */
static minute unplanned_start(const struct visit *visit, minute arrive) {
  minute first = first_start_from(visit, arrive);
  return first == MINUTE_NONE ? arrive : first;
}

/* Times of the first stop: the list leaves as late as that allows. */
static void leave_base(struct walk *walk, struct list_stop *stop) {
  minute latest = stop->start - stop->travel_min;
  walk->sheet->leave = latest > walk->list->start ? latest : walk->list->start;
  stop->arrive = walk->sheet->leave + stop->travel_min;
}

/* Waiting between the stop before and this one, the break left out. */
static int wait_between(struct walk *walk, minute before_end, const struct list_stop *stop) {
  bool breaks = place_break(walk, before_end, stop->start, stop->travel_min);
  int wait = stop->start - stop->arrive - (breaks ? walk->sheet->break_min : 0);
  return wait > 0 ? wait : 0;
}

static void add_figures(struct list_sheet *sheet, const struct list_stop *stop, const struct visit *visit) {
  sheet->n_stops++;
  sheet->visit_min += visit->duration;
  sheet->travel_min += stop->travel_min;
  sheet->wait_min += stop->wait_min;
  sheet->late_min += stop->late_min;
  sheet->load += visit->load;
}

static void add_stop(struct walk *walk, struct list_stop *stop, int visit, minute start) {
  const struct visit *row = &walk->day->visits[visit];
  const struct list_stop *before = walk->sheet->n_stops ? stop - 1 : NULL;
  int from = before ? walk->day->visits[before->visit].patient : PLACE_OF_TEAM(walk->list->team);
  *stop = (struct list_stop){.visit = visit};
  stop->travel_min = day_travel(walk->day, from, row->patient, walk->mode, &stop->travel_estimated);
  stop->arrive = (before ? before->end : walk->list->start) + stop->travel_min;
  stop->start = start == MINUTE_NONE ? unplanned_start(row, stop->arrive) : start;
  stop->end = stop->start + row->duration;
  stop->late_min = late_minutes(row, stop->start);
  if (before)
    stop->wait_min = wait_between(walk, before->end, stop);
  else
    leave_base(walk, stop);
  add_figures(walk->sheet, stop, row);
}

/* The way home, with the break before it where none was possible earlier and the shift still has room. */
static void go_home(struct walk *walk) {
  struct list_sheet *sheet = walk->sheet;
  const struct list_stop *last = &sheet->stops[sheet->n_stops - 1];
  int base = PLACE_OF_TEAM(walk->list->team);
  int travel = day_travel(walk->day, walk->day->visits[last->visit].patient, base, walk->mode, NULL);
  bool breaks = place_break(walk, last->end, walk->list->end, travel);
  sheet->travel_min += travel;
  sheet->home = (breaks ? sheet->break_start + sheet->break_min : last->end) + travel;
  sheet->overtime_min = sheet->home > walk->list->end ? sheet->home - walk->list->end : 0;
}

struct list_sheet sheet_of(const struct day *day, const struct work_rules *rules, int list, const int *visits, int n,
                           const minute *start, struct list_stop *stops) {
  const struct work_list *row = &day->lists[list];
  struct list_sheet sheet = {.list = list,
                             .stops = stops,
                             .leave = MINUTE_NONE,
                             .home = MINUTE_NONE,
                             .break_start = MINUTE_NONE,
                             .break_min = list_break_minutes(rules, row),
                             .capacity_min = list_capacity(rules, row)};
  struct walk walk = {
      .day = day, .list = row, .sheet = &sheet, .mode = list_transport(day, list), .break_min = sheet.break_min};
  list_break_window(rules, row, &walk.break_earliest, &walk.break_latest);
  for (int i = 0; i < n; i++)
    add_stop(&walk, &sheet.stops[i], visits[i], start[visits[i]]);
  if (n)
    go_home(&walk);
  return sheet;
}

int stop_detour(const struct day *day, const struct list_sheet *sheet, const struct list_stop *stop) {
  enum transport mode = list_transport(day, sheet->list);
  int base = PLACE_OF_TEAM(day->lists[sheet->list].team), at = (int)(stop - sheet->stops);
  int here = day->visits[stop->visit].patient;
  int from = at > 0 ? day->visits[stop[-1].visit].patient : base;
  int to = at + 1 < sheet->n_stops ? day->visits[stop[1].visit].patient : base;
  return day_travel(day, from, here, mode, NULL) + day_travel(day, here, to, mode, NULL) -
         day_travel(day, from, to, mode, NULL);
}

struct list_sheet *dispatch_sheets(struct store *store, struct day *day) {
  struct work_rules rules = work_rules_of(store);
  struct list_orders orders = list_orders_of(day, &day->arena);
  struct list_sheet *sheets = arena_alloc(&day->arena, sizeof *sheets * (size_t)(day->n_lists + 1));
  minute *start = arena_alloc(&day->arena, sizeof *start * (size_t)(day->n_visits + 1));
  for (int v = 0; v < day->n_visits; v++)
    start[v] = day->visits[v].start;
  struct list_stop *stops = arena_alloc(&day->arena, sizeof *stops * (size_t)(day->n_visits + 1));
  for (int list = 0; list < day->n_lists; list++) {
    int first = orders.first[list];
    sheets[list] =
        sheet_of(day, &rules, list, orders.visits + first, orders.first[list + 1] - first, start, stops + first);
  }
  return sheets;
}
