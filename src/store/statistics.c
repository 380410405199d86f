/* What the indicators are counted from: the visits, shifts and absences of a period of any length, with the people and
 * teams that they are about. A base of a year has half a million visits: each is one small row of numbers. */
#include "day.h"

/* The columns are date, shift, patient, staff, task, minutes, start, team, min_role, priority, state, second. */
static struct past_visit take_visit(struct query *query, const struct day_load *load) {
  struct past_visit visit = {.date = take_date(query)};
  visit.shift = (enum shift)take_word(query, &words_shift);
  visit.patient = take_index(query, &load->patients);
  visit.staff = take_index(query, &load->staff);
  visit.task = take_index(query, &load->tasks);
  visit.minutes = take_int(query, 0);
  visit.start = (minute)take_number(query, MINUTE_NONE);
  visit.team = take_index(query, &load->teams);
  visit.min_role = (enum role)take_word(query, &words_role);
  visit.priority = (enum priority)take_word(query, &words_priority);
  visit.state = (enum visit_state)take_word(query, &words_visit_state);
  visit.second = take_yes(query);
  return visit;
}

static bool load_past_visits(struct day_load *load, struct statistics *out) {
  VEC(struct past_visit) visits = {0};
  struct query query;
  QUERY(&query, load->store, load->err,
        "SELECT date, shift, patient, staff, history.task, minutes, NULL, NULL, min_role, priority, 'done', 'no'"
        " FROM history JOIN tasks USING (task) WHERE date BETWEEN ? AND ?"
        " ORDER BY date, shift, patient, staff, history.task, nth",
        as_date(out->from), as_date(out->until));
  while (query_next(&query)) {
    vec_push(&visits, take_visit(&query, load));
    visits.at[visits.n - 1].is_history = true;
  }
  bool done = query_end(&query);
  if (done) {
    QUERY(&query, load->store, load->err,
          "SELECT date, shift, patient, staff, task, duration, start, team, min_role, priority, state,"
          " iif(visit GLOB '*/2', 'yes', 'no') FROM visits WHERE date BETWEEN ? AND ? ORDER BY date, visit",
          as_date(out->from), as_date(out->until));
    while (query_next(&query))
      vec_push(&visits, take_visit(&query, load));
    done = query_end(&query);
  }
  KEEP(load->arena, visits, &out->visits, &out->n_visits);
  return done;
}

bool store_load_statistics(struct store *store, date from, date until, struct statistics *out, struct error *err) {
  *out = (struct statistics){.from = from, .until = until};
  if (!store_read_begin(store, err))
    return false;
  out->base = mem_new(struct day);
  out->base->date = until;
  struct day_load load = {
      .store = store, .day = out->base, .arena = &out->base->arena, .err = err, .midnight_of = DATE_NONE};
  bool done = load_teams(&load) && load_tasks(&load) && load_staff(&load) && load_patients(&load) &&
              load_absences_between(&load, from, until) && load_shifts_between(&load, from, until) &&
              load_past_visits(&load, out);
  store_read_end(store);
  id_index_free(&load.teams);
  id_index_free(&load.tasks);
  id_index_free(&load.staff);
  id_index_free(&load.patients);
  if (!done)
    statistics_free(out);
  return done;
}

void statistics_free(struct statistics *statistics) {
  day_free(statistics->base);
  *statistics = (struct statistics){0};
}
