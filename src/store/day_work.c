/* The part of a snapshot that is the dated work: shifts, lists, visits and the links between them. */
#include "day.h"

#include <stdlib.h>
#include <string.h>

/* --- Shifts and lists ----------------------------------------------------------------------------------------------
 */

static enum function take_function(struct query *query) {
  int function = take_word(query, &words_function);
  return function == NONE ? FUNCTION_NONE : (enum function)function;
}

bool load_shifts(struct day_load *load) {
  return load_shifts_between(load, load->day->date - 2, load->day->date + 2);
}

bool load_shifts_between(struct day_load *load, date from, date until) {
  struct query query;
  VEC(struct shift_row) shifts = {0};
  QUERY(&query, load->store, load->err,
        "SELECT date, shift, staff, team, start_at, end_at, function, covers, replaces FROM shifts WHERE date BETWEEN "
        "? AND ?"
        " ORDER BY date, staff, start_at",
        as_date(from), as_date(until));
  while (query_next(&query)) {
    struct shift_row *shift = vec_add(&shifts);
    shift->date = take_date(&query);
    shift->shift = (enum shift)take_word(&query, &words_shift);
    shift->staff = take_index(&query, &load->staff);
    shift->team = take_index(&query, &load->teams);
    shift->start = take_minute_of(&query, load, shift->date);
    shift->end = take_minute_of(&query, load, shift->date);
    shift->function = take_function(&query);
    shift->covers = take_text(&query, load->arena);
    shift->replaces = take_index(&query, &load->staff);
  }
  KEEP(load->arena, shifts, &load->day->shifts, &load->day->n_shifts);
  return query_end(&query);
}

bool load_lists(struct day_load *load) {
  struct query query;
  VEC(struct work_list) lists = {0};
  QUERY(&query, load->store, load->err,
        "SELECT list, date, shift, team, staff, start_at, end_at, function, covers, state, car FROM lists"
        " WHERE date = ?"
        " ORDER BY team, CASE shift WHEN 'day' THEN 0 WHEN 'evening' THEN 1 ELSE 2 END, start_at, length(list), list",
        as_date(load->day->date));
  while (query_next(&query)) {
    struct work_list *list = vec_add(&lists);
    list->id = take_text(&query, load->arena);
    list->date = take_date(&query);
    list->shift = (enum shift)take_word(&query, &words_shift);
    list->team = take_index(&query, &load->teams);
    list->staff = take_index(&query, &load->staff);
    list->start = take_minute_of(&query, load, list->date);
    list->end = take_minute_of(&query, load, list->date);
    list->function = take_function(&query);
    list->covers = take_text(&query, load->arena);
    list->state = (enum list_state)take_word(&query, &words_list_state);
    list->car = take_text(&query, load->arena);
    id_index_add(&load->lists, list->id, (int)lists.n - 1);
  }
  KEEP(load->arena, lists, &load->day->lists, &load->day->n_lists);
  return query_end(&query);
}

/* --- Visits --------------------------------------------------------------------------------------------------------
 */

/* "480 720" and "540 780" into windows. */
static void read_windows(struct visit *visit, const char *earliest, const char *latest) {
  char *end = NULL;
  while (visit->n_windows < WINDOWS_MAX && *earliest && *latest) {
    struct window *window = &visit->windows[visit->n_windows++];
    window->earliest = (minute)strtol(earliest, &end, 10);
    earliest = *end == ' ' ? end + 1 : "";
    window->latest = (minute)strtol(latest, &end, 10);
    latest = *end == ' ' ? end + 1 : "";
  }
}

/* The service's own id where it is loaded, so that equal ids are one string. */
static const char *take_service_id(struct query *query, struct day_load *load) {
  const char *id = peek_text(query);
  int service = id_index_find(&load->services, id);
  if (service != NONE)
    return load->day->services[service].id;
  return id ? arena_strdup(load->arena, id) : NULL;
}

static void take_visit(struct query *query, struct day_load *load, struct visit *visit) {
  visit->id = take_text(query, load->arena);
  visit->date = load->day->date;
  visit->shift = (enum shift)take_word(query, &words_shift);
  visit->patient = take_index(query, &load->patients);
  visit->service = take_service_id(query, load);
  visit->task = take_index(query, &load->tasks);
  visit->team = take_index(query, &load->teams);
  visit->min_role = (enum role)take_word(query, &words_role);
  visit->skills = take_text(query, load->arena);
  visit->duration = take_int(query, 0);
  const char *earliest = peek_text(query);
  read_windows(visit, earliest, peek_text(query));
  visit->window = (enum window_kind)take_word(query, &words_window);
  visit->priority = (enum priority)take_word(query, &words_priority);
  visit->state = (enum visit_state)take_word(query, &words_visit_state);
  visit->list = take_index(query, &load->lists);
  visit->seq = take_int(query, 0);
  visit->start = take_int(query, MINUTE_NONE);
  visit->staff = take_index(query, &load->staff);
  visit->reason = take_reference(query, load->arena);
  visit->pinned = take_yes(query);
  visit->by_hand = take_yes(query);
  visit->load = visit->task == NONE ? 0 : load->day->tasks[visit->task].load;
  if (visit->state == VISIT_LISTED && visit->list != NONE)
    visit->staff = load->day->lists[visit->list].staff;
}

bool load_visits(struct day_load *load) {
  struct query query;
  VEC(struct visit) visits = {0};
  QUERY(&query, load->store, load->err,
        "SELECT visit, shift, patient, service, task, team, min_role, skills, duration, earliest, latest, \"window\","
        " priority, state, list, seq, start, staff, reason, pinned, by_hand FROM visits WHERE date = ? ORDER BY visit",
        as_date(load->day->date));
  while (query_next(&query)) {
    struct visit *visit = vec_add(&visits);
    take_visit(&query, load, visit);
    id_index_add(&load->visits, visit->id, (int)visits.n - 1);
  }
  KEEP(load->arena, visits, &load->day->visits, &load->day->n_visits);
  return query_end(&query);
}

/* --- Links ---------------------------------------------------------------------------------------------------------
 */

/* Whether a visit takes place (or may): one that is dropped, suspended or cancelled binds no other. */
static bool takes_place(const struct visit *visit) {
  return visit->state == VISIT_LISTED || visit->state == VISIT_UNASSIGNED || visit->state == VISIT_DONE;
}

/* Whether the visit is the first (or only) worker's. */
static bool is_first(const struct visit *visit) {
  const char *slash = strrchr(visit->id, '/');
  return !slash || strcmp(slash, "/2") != 0;
}

/* The first worker's visit of each service on the date, or NONE; the caller frees it. */
static int *visits_by_service(const struct day *day) {
  int *of = mem_array(int, day->n_services > 0 ? (size_t)day->n_services : 1);
  for (int s = 0; s < day->n_services; s++)
    of[s] = NONE;
  for (int v = 0; v < day->n_visits; v++) {
    int s = is_first(&day->visits[v]) && takes_place(&day->visits[v]) ? day_find_service(day, day->visits[v].service)
                                                                      : NONE;
    if (s != NONE)
      of[s] = v;
  }
  return of;
}

bool load_links(struct day_load *load) {
  struct day *day = load->day;
  VEC(struct link) links = {0};
  for (int v = 0; v < day->n_visits; v++) {
    int partner = is_first(&day->visits[v]) && takes_place(&day->visits[v]) ? day_partner(day, v) : NONE;
    if (partner != NONE && takes_place(&day->visits[partner]))
      vec_push(&links, (struct link){.first = v, .second = partner, .different_staff = true});
  }
  int *of = visits_by_service(day);
  for (int s = 0; s < day->n_services; s++) {
    const struct service *service = &day->services[s];
    int before = id_index_find(&load->services, service->follows);
    if (before != NONE && of[before] != NONE && of[s] != NONE)
      vec_push(&links, (struct link){of[before], of[s], service->min_gap, service->max_gap, false});
  }
  free(of);
  KEEP(load->arena, links, &day->links, &day->n_links);
  return true;
}

/* --- Acknowledged findings -----------------------------------------------------------------------------------------
 */

bool load_acks(struct day_load *load) {
  struct query query;
  VEC(struct ack) acks = {0};
  QUERY_ALL(&query, load->store, load->err, "SELECT finding, by, reason FROM acks ORDER BY finding");
  while (query_next(&query)) {
    struct ack *ack = vec_add(&acks);
    ack->finding = take_text(&query, load->arena);
    ack->by = take_text(&query, load->arena);
    ack->reason = take_text(&query, load->arena);
  }
  KEEP(load->arena, acks, &load->day->acks, &load->day->n_acks);
  return query_end(&query);
}
