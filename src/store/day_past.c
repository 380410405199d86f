/*
 * The part of a snapshot that looks back over the 28 days before its date: who met whom (continuity), and how many
 * minutes and heavy visits each worker had. Visits done in this program and the imported history count alike. A large
 * base has 150,000 of them, so that they are counted here and not by a GROUP BY that would sort them all.
 */
#include "day.h"

#include <stdlib.h>
#include <string.h>

enum { near_days = 14, far_days = 28, heavy = 4 };

/* Counts one visit; the columns are date, patient, staff, task, minutes. */
static void count_visit(struct query *query, struct day_load *load, struct pair_index *met, const char *near_from) {
  bool near = strcmp(peek_text(query), near_from) >= 0;
  int patient = take_index(query, &load->patients), staff = take_index(query, &load->staff);
  int task = take_index(query, &load->tasks), minutes = take_int(query, 0);
  if (staff == NONE)
    return;
  struct worker *worker = &load->day->staff[staff];
  worker->past_minutes += minutes;
  if (task != NONE && load->day->tasks[task].load >= heavy)
    worker->past_load += load->day->tasks[task].load;
  if (patient == NONE)
    return;
  int *counts = pair_index_at(met, patient, staff);
  counts[0] += near;
  counts[1]++;
}

static bool count_visits(struct day_load *load, const char *sql, struct pair_index *met) {
  struct query query;
  char near_from[DATE_SIZE];
  date_format(load->day->date - near_days, near_from);
  QUERY(&query, load->store, load->err, sql, as_date(load->day->date - far_days), as_date(load->day->date - 1));
  while (query_next(&query))
    count_visit(&query, load, met, near_from);
  return query_end(&query);
}

static int compare_acquaintances(const void *a, const void *b) {
  const struct acquaintance *first = a, *second = b;
  if (first->patient != second->patient)
    return first->patient < second->patient ? -1 : 1;
  return (first->staff > second->staff) - (first->staff < second->staff);
}

static void keep_acquaintances(struct day_load *load, const struct pair_index *met) {
  struct day *day = load->day;
  day->acquaintances = arena_alloc(load->arena, (met->n + 1) * sizeof *day->acquaintances);
  for (size_t i = 0; i < met->cap; i++) {
    int64_t pair = met->slots[i].pair - 1;
    if (pair >= 0)
      day->acquaintances[day->n_acquaintances++] = (struct acquaintance){
          (int)(pair >> 32), (int)(pair & INT32_MAX), met->slots[i].counts[0], met->slots[i].counts[1]};
  }
  qsort(day->acquaintances, (size_t)day->n_acquaintances, sizeof *day->acquaintances, compare_acquaintances);
}

/* Evening, night and weekend shifts; those of an absent worker left out. (%w: 0 is Sunday, 6 Saturday.) */
static bool count_inconvenient(struct day_load *load) {
  struct query query;
  QUERY(&query, load->store, load->err,
        "SELECT staff, count(*) FROM shifts AS s WHERE date BETWEEN ? AND ?"
        " AND (shift <> 'day' OR strftime('%w', date) IN ('0', '6')) AND NOT EXISTS (SELECT 1 FROM absences AS a"
        " WHERE a.staff = s.staff AND s.date BETWEEN a.\"from\" AND ifnull(a.until, '9999-12-31')"
        " AND a.shift IN ('', s.shift)) GROUP BY staff",
        as_date(load->day->date - far_days), as_date(load->day->date - 1));
  while (query_next(&query)) {
    int staff = take_index(&query, &load->staff);
    if (staff != NONE)
      load->day->staff[staff].past_inconvenient = take_int(&query, 0);
  }
  return query_end(&query);
}

bool load_past(struct day_load *load) {
  struct pair_index met = {0};
  bool done =
      count_visits(load, "SELECT date, patient, staff, task, minutes FROM history WHERE date BETWEEN ? AND ?", &met) &&
      count_visits(load,
                   "SELECT date, patient, staff, task, duration FROM visits INDEXED BY visits_done"
                   " WHERE date BETWEEN ? AND ? AND state = 'done'",
                   &met) &&
      count_inconvenient(load);
  if (done)
    keep_acquaintances(load, &met);
  load->day->has_past = done;
  pair_index_free(&met);
  return done;
}
