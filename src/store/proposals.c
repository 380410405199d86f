/* After an absence: what was proposed, kept until it is taken or stale, and how much everybody works. */
#include "store.h"

static bool save_place(struct store *store, date on, const char *staff, uint64_t digest,
                       const struct proposed_place *place, struct error *err) {
  return RUN(store, err,
             "INSERT INTO proposals (date, staff, alternative, visit, nature, digest, from_list, from_start, list, seq,"
             " start, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             as_date(on), as_text(staff), as_number(place->alternative), as_text(place->visit),
             as_number(place->nature), as_number((int64_t)digest), as_reference(place->from_list),
             as_number_unless(place->from_start, MINUTE_NONE), as_reference(place->list), as_number(place->seq),
             as_number_unless(place->start, MINUTE_NONE), as_reference(place->reason));
}

bool store_save_proposals(struct store *store, date on, const char *staff, uint64_t digest,
                          const struct proposed_place *places, int n, struct error *err) {
  if (!RUN(store, err, "DELETE FROM proposals WHERE date < ? OR (date = ? AND staff = ?)", as_date(on - 1), as_date(on),
           as_text(staff)))
    return false;
  for (int i = 0; i < n; i++)
    if (!save_place(store, on, staff, digest, &places[i], err))
      return false;
  return true;
}

bool store_load_proposals(struct store *store, date on, const char *staff, struct arena *arena, uint64_t *digest,
                          struct proposed_place **out, int *n, struct error *err) {
  struct query query;
  VEC(struct proposed_place) places = {0};
  QUERY(&query, store, err,
        "SELECT digest, alternative, nature, visit, from_list, from_start, list, seq, start, reason FROM proposals"
        " WHERE date = ? AND staff = ? ORDER BY alternative, visit",
        as_date(on), as_text(staff));
  while (query_next(&query)) {
    struct proposed_place *place = vec_add(&places);
    *digest = (uint64_t)take_number(&query, 0);
    place->alternative = take_int(&query, 0);
    place->nature = take_int(&query, 0);
    place->visit = take_text(&query, arena);
    place->from_list = take_reference(&query, arena);
    place->from_start = take_int(&query, MINUTE_NONE);
    place->list = take_reference(&query, arena);
    place->seq = take_int(&query, 0);
    place->start = take_int(&query, MINUTE_NONE);
    place->reason = take_reference(&query, arena);
  }
  KEEP(arena, places, out, n);
  return query_end(&query);
}

/* The worker of the shift row `s` is not absent from it. */
#define IS_PRESENT                                                                                                     \
  "NOT EXISTS (SELECT 1 FROM absences AS a WHERE a.staff = s.staff"                                                    \
  " AND s.date BETWEEN a.\"from\" AND ifnull(a.until, '9999-12-31') AND a.shift IN ('', s.shift))"

bool store_load_planned_work(struct store *store, date from, date until, struct arena *arena, struct planned_work **out,
                             int *n, struct error *err) {
  struct query query;
  VEC(struct planned_work) work = {0};
  QUERY(&query, store, err,
        "SELECT staff, sum(end_at - start_at) / 60 FROM shifts AS s WHERE date BETWEEN ? AND ?"
        " AND " IS_PRESENT " GROUP BY staff ORDER BY staff",
        as_date(from), as_date(until));
  while (query_next(&query)) {
    struct planned_work *row = vec_add(&work);
    row->staff = take_text(&query, arena);
    row->minutes = take_int(&query, 0);
  }
  KEEP(arena, work, out, n);
  return query_end(&query);
}

bool store_load_work_spans(struct store *store, date from, date until, struct arena *arena, struct work_span **out,
                           int *n, struct error *err) {
  struct query query;
  VEC(struct work_span) spans = {0};
  QUERY(&query, store, err,
        "SELECT staff, start_at, end_at FROM shifts AS s WHERE date BETWEEN ? AND ? AND " IS_PRESENT
        " ORDER BY staff, start_at",
        as_date(from - 1), as_date(until));
  while (query_next(&query)) {
    struct work_span *row = vec_add(&spans);
    row->staff = take_text(&query, arena);
    row->start = take_number(&query, INSTANT_NONE);
    row->end = take_number(&query, INSTANT_NONE);
  }
  KEEP(arena, spans, out, n);
  return query_end(&query);
}
