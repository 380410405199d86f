/* The snapshot: everything about one date, read in one transaction into one arena. */
#include "day.h"

#include <string.h>

int take_index(struct query *query, const struct id_index *index) {
  return id_index_find(index, peek_text(query));
}

minute take_minute_of(struct query *query, struct day_load *load, date on) {
  if (load->midnight_of != on) {
    load->midnight = instant_of(on, 0);
    load->midnight_of = on;
  }
  return (minute)((take_number(query, load->midnight) - load->midnight) / 60);
}

const char *take_shared(struct query *query, struct arena *arena, const char **last) {
  const char *text = peek_text(query);
  if (text_is_empty(text))
    return "";
  if (!*last || strcmp(*last, text) != 0)
    *last = arena_strdup(arena, text);
  return *last;
}

static bool load_all(struct day_load *load) {
  return load_teams(load) && load_tasks(load) && load_staff(load) && load_patients(load) && load_services(load) &&
         load_absences(load) && load_suspensions(load) && load_shifts(load) && load_lists(load) && load_visits(load) &&
         load_links(load) && load_travel(load) && load_acks(load);
}

static void free_indexes(struct day_load *load) {
  struct id_index *indexes[] = {&load->teams,    &load->tasks, &load->staff, &load->patients,
                                &load->services, &load->lists, &load->visits};
  for (size_t i = 0; i < COUNT_OF(indexes); i++)
    id_index_free(indexes[i]);
}

static bool load_day(struct store *store, date on, bool with_past, struct day **out, struct error *err) {
  *out = NULL;
  if (!store_read_begin(store, err))
    return false;
  struct day *day = mem_new(struct day);
  day->date = on;
  day->loaded = clock_now();
  struct day_load load = {.store = store, .day = day, .arena = &day->arena, .err = err, .midnight_of = DATE_NONE};
  bool done = load_all(&load) && (!with_past || load_past(&load));
  store_read_end(store);
  free_indexes(&load);
  if (done)
    *out = day;
  else
    day_free(day);
  return done;
}

bool store_load_day(struct store *store, date on, struct day **out, struct error *err) {
  return load_day(store, on, true, out, err);
}

bool store_load_day_alone(struct store *store, date on, struct day **out, struct error *err) {
  return load_day(store, on, false, out, err);
}

bool store_load_past(struct store *store, struct day *day, struct error *err) {
  struct day_load load = {.store = store, .day = day, .arena = &day->arena, .err = err, .midnight_of = DATE_NONE};
  if (day->has_past)
    return true;
  for (int i = 0; i < day->n_staff; i++)
    id_index_add(&load.staff, day->staff[i].id, i);
  for (int i = 0; i < day->n_patients; i++)
    id_index_add(&load.patients, day->patients[i].id, i);
  for (int i = 0; i < day->n_tasks; i++)
    id_index_add(&load.tasks, day->tasks[i].id, i);
  bool done = store_read_begin(store, err);
  if (done) {
    done = load_past(&load);
    store_read_end(store);
  }
  free_indexes(&load);
  return done;
}
