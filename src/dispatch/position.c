/* How far the lists have come: by the clock, where nobody said that a visit was done. */
#include "dispatch/position.h"

#include "dispatch/sheet.h"

bool visit_has_begun_at(minute start, minute now) {
  return now > 0 && start != MINUTE_NONE && start <= now;
}

bool visit_has_begun(const struct visit *visit, minute now) {
  return visit_has_begun_at(visit->start, now);
}

static minute later(minute a, minute b) {
  return a > b ? a : b;
}

/* Walks the sheet up to the last stop that has begun. */
static struct list_position position_on(const struct day *day, const struct list_sheet *sheet, minute now) {
  const struct work_list *list = &day->lists[sheet->list];
  struct list_position position = {.place = PLACE_OF_TEAM(list->team), .free_at = later(list->start, now)};
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct list_stop *stop = &sheet->stops[i];
    if (!visit_has_begun(&day->visits[stop->visit], now))
      continue;
    position.place = day->visits[stop->visit].patient;
    position.free_at = later(position.free_at, stop->end);
    position.worked += stop->travel_min + stop->end - stop->start;
    position.load += day->visits[stop->visit].load;
  }
  position.rested = now > 0 && sheet->break_start != MINUTE_NONE && sheet->break_start <= now;
  if (position.rested)
    position.free_at = later(position.free_at, sheet->break_start + sheet->break_min);
  return position;
}

struct list_position *list_positions(struct day *day, const struct work_rules *rules, minute now) {
  struct list_orders orders = list_orders_of(day, &day->arena);
  struct list_position *positions = arena_alloc(&day->arena, sizeof *positions * (size_t)(day->n_lists + 1));
  struct list_stop *stops = arena_alloc(&day->arena, sizeof *stops * (size_t)(day->n_visits + 1));
  minute *start = arena_alloc(&day->arena, sizeof *start * (size_t)(day->n_visits + 1));
  for (int v = 0; v < day->n_visits; v++)
    start[v] = day->visits[v].start;
  for (int list = 0; list < day->n_lists; list++) {
    int first = orders.first[list], n = orders.first[list + 1] - first;
    struct list_sheet sheet = sheet_of(day, rules, list, orders.visits + first, n, start, stops);
    positions[list] = position_on(day, &sheet, now);
  }
  return positions;
}
