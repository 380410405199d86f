/* On which dates a patient has visits or a worker has lists, lists that collide, and ids as people write them. */
#include "store.h"

#include <strings.h>

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

/* --- Ids --------------------------------------------------------------------------------------------------------- */

static const char *key_column(const struct kind *kind) {
  for (int c = 0; kind->columns[c].name; c++)
    if (kind->columns[c].flags & COLUMN_KEY)
      return kind->columns[c].name;
  return "rowid";
}

static bool find_exact(struct store *store, const struct kind *kind, const char *text, struct arena *arena,
                       const char **out, struct error *err) {
  struct query query;
  struct str sql = {0};
  str_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = ?", key_column(kind), kind->name, key_column(kind));
  QUERY(&query, store, err, str_text(&sql), as_text(text));
  *out = query_next(&query) ? take_text(&query, arena) : NULL;
  str_free(&sql);
  return query_end(&query);
}

/* Two ids that differ in case alone name two rows: then only the exact one is meant. */
static void choose_id(const char *const *ids, size_t n, const char *text, const char **out, const char **near) {
  size_t alike = 0;
  for (size_t i = 0; i < n; i++)
    if (strcasecmp(ids[i], text) == 0) {
      *out = ids[i];
      alike++;
    }
  if (alike == 1)
    return;
  *out = NULL;
  *near = text_nearest(text, ids, n);
}

bool store_find_id(struct store *store, const struct kind *kind, const char *text, struct arena *arena,
                   const char **out, const char **near, struct error *err) {
  struct query query;
  struct str sql = {0};
  VEC(const char *) ids = {0};
  *near = NULL;
  if (!find_exact(store, kind, text, arena, out, err))
    return false;
  if (*out || kind->prefix)
    return true;
  str_addf(&sql, "SELECT \"%s\" FROM \"%s\" ORDER BY 1", key_column(kind), kind->name);
  QUERY_ALL(&query, store, err, str_text(&sql));
  while (query_next(&query))
    vec_push(&ids, take_text(&query, arena));
  choose_id(ids.at, ids.n, text, out, near);
  vec_free(&ids);
  str_free(&sql);
  return query_end(&query);
}
