/* On which dates a patient has visits or a worker has lists, and lists that collide. */
#include "store.h"

/* Reads the one column of dates that the running query gives. */
static bool take_dates(struct query *query, struct arena *arena, date **out, int *n) {
  VEC(date) dates = {0};
  while (query_next(query))
    vec_push(&dates, take_date(query));
  *n = (int)dates.n;
  *out = arena_alloc(arena, sizeof(date) * (dates.n + 1));
  for (size_t i = 0; i < dates.n; i++)
    (*out)[i] = dates.at[i];
  vec_free(&dates);
  return query_end(query);
}

bool store_dates_of_patient(struct store *store, const char *patient, date from, date until, struct arena *arena,
                            date **out, int *n, struct error *err) {
  struct query query;
  QUERY(&query, store, err, /* two questions, since each has an index of its own */
        patient ? "SELECT DISTINCT date FROM visits WHERE patient = ?1 AND date >= ?2"
                  " AND date <= ifnull(?3, '9999-12-31') ORDER BY date"
                : "SELECT DISTINCT date FROM visits WHERE ?1 IS NULL AND date >= ?2"
                  " AND date <= ifnull(?3, '9999-12-31') ORDER BY date",
        as_reference(patient), as_date(from), as_date(until));
  return take_dates(&query, arena, out, n);
}

bool store_dates_of_lists(struct store *store, const char *staff, date from, date until, struct arena *arena,
                          date **out, int *n, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT DISTINCT date FROM lists WHERE staff = ifnull(?1, staff) AND date >= ?2 AND date <= ifnull(?3, "
        "'9999-12-31')"
        " ORDER BY date",
        as_reference(staff), as_date(from), as_date(until));
  return take_dates(&query, arena, out, n);
}

bool store_overlapping_list(struct store *store, const char *list, struct arena *arena, const char **other,
                            struct error *err) {
  struct query query;
  QUERY(&query, store, err, "SELECT second FROM overlapping_lists WHERE first = ? ORDER BY second LIMIT 1",
        as_text(list));
  *other = query_next(&query) ? take_text(&query, arena) : NULL;
  return query_end(&query);
}
