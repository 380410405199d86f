/* How much a team worked, or is to work, day by day. */
#include "store.h"

/* Adds the rows (date, minutes, workers, unassigned minutes) to their days. */
static bool add_days(struct query *query, date from, struct day_work *out, int n) {
  while (query_next(query)) {
    date on = take_date(query);
    struct day_work *day = on >= from && on < from + n ? &out[on - from] : NULL;
    int minutes = take_int(query, 0), workers = take_int(query, 0), unassigned = take_int(query, 0);
    if (!day)
      continue;
    day->minutes += minutes;
    day->workers += workers;
    day->unassigned_min += unassigned;
  }
  return query_end(query);
}

bool store_load_days_of_work(struct store *store, const char *team, enum shift shift, date from, struct day_work *out,
                             int n, struct error *err) {
  struct query query;
  for (int i = 0; i < n; i++)
    out[i] = (struct day_work){0};
  QUERY(&query, store, err,
        "SELECT date, sum(minutes), count(DISTINCT staff), 0 FROM history JOIN staff USING (staff)"
        " WHERE date BETWEEN ? AND ? AND shift = ? AND staff.team = ? GROUP BY date",
        as_date(from), as_date(from + n - 1), as_word(&words_shift, (int)shift), as_text(team));
  if (!add_days(&query, from, out, n))
    return false;
  QUERY(&query, store, err,
        "SELECT v.date, sum(v.duration) FILTER (WHERE v.state IN ('listed', 'done')),"
        " count(DISTINCT ifnull(v.staff, l.staff)), sum(v.duration) FILTER (WHERE v.state = 'unassigned')"
        " FROM visits AS v LEFT JOIN lists AS l ON l.list = v.list AND l.date = v.date"
        " WHERE v.date BETWEEN ? AND ? AND v.shift = ? AND v.team = ? GROUP BY v.date",
        as_date(from), as_date(from + n - 1), as_word(&words_shift, (int)shift), as_text(team));
  return add_days(&query, from, out, n);
}
