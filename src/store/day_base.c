/* The part of a snapshot that changes seldom: the organisation, patients, their services, and who is away. */
#include "day.h"

#include <stdlib.h>
#include <string.h>

/* --- The organisation ----------------------------------------------------------------------------------------------
 */

static bool set_hts(struct day_load *load, const char **hts) {
  for (int i = 0; i < load->day->n_teams; i++) {
    int ht = id_index_find(&load->teams, hts[i]);
    load->day->teams[i].ht = load->day->teams[i].kind == TEAM_HT ? i : ht;
  }
  return true;
}

bool load_teams(struct day_load *load) {
  struct query query;
  VEC(struct team) teams = {0};
  VEC(const char *) hts = {0};
  QUERY_ALL(&query, load->store, load->err,
            "SELECT team, name, location, unit, phone, areas, kind, ht, lat, lon, max_lists, cars FROM teams"
            " ORDER BY team");
  while (query_next(&query)) {
    struct team *team = vec_add(&teams);
    team->id = take_text(&query, load->arena);
    team->name = take_text(&query, load->arena);
    team->location = take_text(&query, load->arena);
    team->unit = take_text(&query, load->arena);
    team->phone = take_text(&query, load->arena);
    team->areas = take_text(&query, load->arena);
    team->kind = (enum team_kind)take_word(&query, &words_team_kind);
    vec_push(&hts, take_reference(&query, load->arena));
    team->lat = take_real(&query, COORDINATE_NONE);
    team->lon = take_real(&query, COORDINATE_NONE);
    team->max_lists = take_int(&query, (int)store_setting_int(load->store, "max_lists"));
    team->cars = take_int(&query, NONE);
    id_index_add(&load->teams, team->id, (int)teams.n - 1);
  }
  KEEP(load->arena, teams, &load->day->teams, &load->day->n_teams);
  bool done = query_end(&query) && set_hts(load, hts.at);
  vec_free(&hts);
  return done;
}

bool load_tasks(struct day_load *load) {
  struct query query;
  VEC(struct task) tasks = {0};
  QUERY_ALL(&query, load->store, load->err,
            "SELECT task, name, min_role, skills, duration, priority, load FROM tasks ORDER BY task");
  while (query_next(&query)) {
    struct task *task = vec_add(&tasks);
    task->id = take_text(&query, load->arena);
    task->name = take_text(&query, load->arena);
    task->min_role = (enum role)take_word(&query, &words_role);
    task->skills = take_text(&query, load->arena);
    task->duration = take_int(&query, 0);
    task->priority = (enum priority)take_word(&query, &words_priority);
    task->load = take_int(&query, 1);
    id_index_add(&load->tasks, task->id, (int)tasks.n - 1);
  }
  KEEP(load->arena, tasks, &load->day->tasks, &load->day->n_tasks);
  return query_end(&query);
}

/* "insulin@2027-05-31#P012" into a skill; the text is cut up. */
static struct skill read_skill(char *text) {
  struct skill skill = {.code = text, .expires = DATE_NONE};
  char *patient = strchr(text, '#');
  if (patient) {
    *patient = '\0';
    skill.patient = patient + 1;
  }
  char *expires = strchr(text, '@');
  if (expires) {
    *expires = '\0';
    if (!date_parse(expires + 1, &skill.expires))
      skill.expires = DATE_NONE;
  }
  return skill;
}

static void read_skills(struct day_load *load, struct worker *worker, const char *cell) {
  VEC(struct skill) skills = {0};
  char *rest = NULL, *text = arena_strdup(load->arena, cell);
  for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
    vec_push(&skills, read_skill(word));
  KEEP(load->arena, skills, &worker->skills, &worker->n_skills);
}

static unsigned read_functions(const char *cell) {
  unsigned functions = 0;
  for (size_t i = 0; i < words_function.n; i++)
    if (words_function.at[i].token[0] && text_has_word(cell, words_function.at[i].token))
      functions |= 1u << words_function.at[i].code;
  return functions;
}

bool load_staff(struct day_load *load) {
  struct query query;
  VEC(struct worker) staff = {0};
  QUERY(&query, load->store, load->err,
        "SELECT staff, name, phone, role, team, position_pct, functions, skills, languages, exclude_tasks, transport,"
        " employment, gender, CASE WHEN ended <= ? THEN 'yes' ELSE 'no' END FROM staff ORDER BY staff",
        as_date(load->day->date));
  while (query_next(&query)) {
    struct worker *worker = vec_add(&staff);
    worker->id = take_text(&query, load->arena);
    worker->name = take_text(&query, load->arena);
    worker->phone = take_text(&query, load->arena);
    worker->role = (enum role)take_word(&query, &words_role);
    worker->team = take_index(&query, &load->teams);
    worker->position_pct = take_real(&query, 0);
    worker->functions = read_functions(peek_text(&query));
    read_skills(load, worker, peek_text(&query));
    worker->languages = take_text(&query, load->arena);
    worker->exclude_tasks = take_text(&query, load->arena);
    worker->transport = (enum transport)take_word(&query, &words_transport);
    worker->employment = (enum employment)take_word(&query, &words_employment);
    int gender = take_word(&query, &words_gender);
    worker->gender = gender == NONE ? GENDER_UNKNOWN : (enum gender)gender;
    worker->ended = take_yes(&query);
    id_index_add(&load->staff, worker->id, (int)staff.n - 1);
  }
  KEEP(load->arena, staff, &load->day->staff, &load->day->n_staff);
  return query_end(&query);
}

/* --- Patients ------------------------------------------------------------------------------------------------------
 */

static void take_patient(struct query *query, struct day_load *load, struct patient *patient) {
  patient->id = take_text(query, load->arena);
  patient->name = take_text(query, load->arena);
  patient->address = take_text(query, load->arena);
  patient->area = take_text(query, load->arena);
  patient->phone = take_text(query, load->arena);
  patient->important = take_text(query, load->arena);
  patient->access = take_text(query, load->arena);
  patient->key_number = take_text(query, load->arena);
  patient->door_code = take_text(query, load->arena);
  patient->languages = take_text(query, load->arena);
  patient->exclude_staff = take_text(query, load->arena);
  patient->lat = take_real(query, COORDINATE_NONE);
  patient->lon = take_real(query, COORDINATE_NONE);
  patient->team = take_index(query, &load->teams);
  patient->cooperating_team = take_index(query, &load->teams);
  patient->primary_contact = take_index(query, &load->staff);
  patient->secondary_contact = take_index(query, &load->staff);
  patient->status = (enum patient_status)take_word(query, &words_patient_status);
  patient->admitted = take_date(query);
  int gender = take_word(query, &words_gender);
  patient->prefer_gender = gender == NONE ? GENDER_UNKNOWN : (enum gender)gender;
  patient->spo2_scale = take_int(query, 0);
  patient->protected_address = take_yes(query);
}

/* The team that is responsible on the date: patients.team is today's, so an announced transfer counts from its first
 * day, and one that is done counts back before it. */
static bool apply_transfers(struct day_load *load) {
  struct query query;
  QUERY(&query, load->store, load->err,
        "SELECT patient, to_team, cooperating_team FROM transfers WHERE state IN ('announced', 'acknowledged') AND "
        "from_date <= ?1"
        " ORDER BY from_date",
        as_date(load->day->date));
  while (query_next(&query)) {
    int patient = take_index(&query, &load->patients), team = take_index(&query, &load->teams);
    int cooperating = take_index(&query, &load->teams);
    if (patient != NONE) {
      load->day->patients[patient].team = team;
      load->day->patients[patient].cooperating_team = cooperating;
    }
  }
  if (!query_end(&query))
    return false;
  QUERY(&query, load->store, load->err,
        "SELECT patient, from_team FROM transfers WHERE state = 'done' AND from_date > ?1 ORDER BY from_date DESC",
        as_date(load->day->date));
  while (query_next(&query)) {
    int patient = take_index(&query, &load->patients), team = take_index(&query, &load->teams);
    if (patient == NONE)
      continue;
    load->day->patients[patient].team = team;
    if (load->day->patients[patient].cooperating_team == team)
      load->day->patients[patient].cooperating_team = NONE;
  }
  return query_end(&query);
}

bool load_patients(struct day_load *load) {
  struct query query;
  VEC(struct patient) patients = {0};
  QUERY_ALL(&query, load->store, load->err,
            "SELECT patient, name, address, area, phone, important, access, key_number, door_code, languages,"
            " exclude_staff, lat, lon, team, cooperating_team, primary_contact, secondary_contact, status, admitted,"
            " prefer_gender, spo2_scale, protected FROM patients ORDER BY patient");
  while (query_next(&query)) {
    struct patient *patient = vec_add(&patients);
    take_patient(&query, load, patient);
    id_index_add(&load->patients, patient->id, (int)patients.n - 1);
  }
  KEEP(load->arena, patients, &load->day->patients, &load->day->n_patients);
  return query_end(&query) && apply_transfers(load);
}

/* --- Services ------------------------------------------------------------------------------------------------------
 */

/* "08:00 12:00" and "09:00 13:00" into windows; a latest time before its earliest is on the next day. */
static void read_windows(struct service *service, const char *earliest, const char *latest) {
  for (; service->n_windows < WINDOWS_MAX && strlen(earliest) >= 5 && strlen(latest) >= 5; service->n_windows++) {
    char first[6] = "", last[6] = "";
    int from = 0, until = 0;
    memcpy(first, earliest, 5);
    memcpy(last, latest, 5);
    if (!wall_parse(first, &from) || !wall_parse(last, &until))
      return;
    service->windows[service->n_windows] = (struct window){from, until < from ? until + 1440 : until};
    earliest += earliest[5] ? 6 : 5;
    latest += latest[5] ? 6 : 5;
  }
}

/* Empty cells take the task's value (interface.md, services). */
static void fill_from_task(struct service *service, const struct task *task) {
  if (service->duration == NONE)
    service->duration = task->duration;
  if (text_is_empty(service->skills))
    service->skills = task->skills;
  if ((int)service->min_role == NONE)
    service->min_role = task->min_role;
  if ((int)service->priority == NONE)
    service->priority = task->priority;
}

static void take_service(struct query *query, struct day_load *load, struct service *service) {
  service->id = take_text(query, load->arena);
  service->task = take_index(query, &load->tasks);
  service->days = take_text(query, load->arena);
  service->every = take_int(query, 0);
  service->start = take_date(query);
  service->until = take_date(query);
  const char *earliest = peek_text(query);
  read_windows(service, earliest, peek_text(query));
  service->window = (enum window_kind)take_word(query, &words_window);
  service->duration = take_int(query, NONE);
  service->staff_count = take_int(query, 1);
  service->skills = take_text(query, load->arena);
  service->min_role = (enum role)take_word(query, &words_role);
  service->priority = (enum priority)take_word(query, &words_priority);
  service->follows = take_reference(query, load->arena);
  service->min_gap = take_int(query, 0);
  service->max_gap = take_int(query, 1440);
  service->second_role = take_word(query, &words_role);
  service->second_skills = take_text(query, load->arena);
  service->second_team = take_index(query, &load->teams);
  fill_from_task(service, &load->day->tasks[service->task]);
}

/* The patient in the next column where services count for it, or NONE. */
static int take_active_patient(struct query *query, struct day_load *load) {
  int patient = take_index(query, &load->patients);
  return patient != NONE && load->day->patients[patient].status == PATIENT_ACTIVE ? patient : NONE;
}

bool load_services(struct day_load *load) {
  struct query query;
  VEC(struct service) services = {0};
  QUERY(&query, load->store, load->err,
        "SELECT patient, service, task, days, every, start, until, earliest, latest, \"window\", duration, staff_count,"
        " skills, min_role, priority, follows, min_gap, max_gap, second_role, second_skills, second_team"
        " FROM services WHERE start <= ?1 AND (until IS NULL OR until >= ?1) ORDER BY service",
        as_date(load->day->date));
  while (query_next(&query)) {
    int patient = take_active_patient(&query, load);
    if (patient == NONE)
      continue;
    struct service *service = vec_add(&services);
    service->patient = patient;
    take_service(&query, load, service);
    id_index_add(&load->services, service->id, (int)services.n - 1);
  }
  KEEP(load->arena, services, &load->day->services, &load->day->n_services);
  return query_end(&query);
}

/* --- Who is away ---------------------------------------------------------------------------------------------------
 */

static int take_from_time(struct query *query, int shift) {
  int wall;
  return wall_parse(peek_text(query), &wall) ? absence_from_wall(wall, shift) : 0;
}

bool load_absences(struct day_load *load) {
  return load_absences_between(load, load->day->date - 2, load->day->date + 2);
}

bool load_absences_between(struct day_load *load, date from, date until) {
  struct query query;
  VEC(struct absence) absences = {0};
  QUERY(&query, load->store, load->err,
        "SELECT staff, \"from\", until, reason, shift, from_time FROM absences"
        " WHERE \"from\" <= ? AND (until IS NULL OR until >= ?) ORDER BY staff, \"from\", shift",
        as_date(until), as_date(from));
  while (query_next(&query)) {
    struct absence *absence = vec_add(&absences);
    absence->staff = take_index(&query, &load->staff);
    absence->from = take_date(&query);
    absence->until = take_date(&query);
    absence->reason = (enum absence_reason)take_word(&query, &words_absence_reason);
    absence->shift = take_word(&query, &words_shift);
    absence->from_time = take_from_time(&query, absence->shift);
  }
  KEEP(load->arena, absences, &load->day->absences, &load->day->n_absences);
  return query_end(&query);
}

bool load_suspensions(struct day_load *load) {
  struct query query;
  VEC(struct suspension) suspensions = {0};
  QUERY(&query, load->store, load->err,
        "SELECT patient, \"from\", until, review, reason FROM suspensions WHERE until IS NULL OR until >= ?"
        " ORDER BY patient, \"from\"",
        as_date(load->day->date - 1));
  while (query_next(&query)) {
    struct suspension *suspension = vec_add(&suspensions);
    suspension->patient = take_index(&query, &load->patients);
    suspension->from = take_date(&query);
    suspension->until = take_date(&query);
    suspension->review = take_date(&query);
    suspension->reason = (enum suspension_reason)take_word(&query, &words_suspension_reason);
  }
  KEEP(load->arena, suspensions, &load->day->suspensions, &load->day->n_suspensions);
  return query_end(&query);
}

/* --- Travel --------------------------------------------------------------------------------------------------------
 */

/* The id of a place, shared with the patient or team that it is. */
static const char *take_place(struct query *query, struct day_load *load) {
  const char *id = peek_text(query);
  int patient = id_index_find(&load->patients, id), team = id_index_find(&load->teams, id);
  if (patient != NONE)
    return load->day->patients[patient].id;
  return team != NONE ? load->day->teams[team].id : arena_strdup(load->arena, id);
}

bool load_travel(struct day_load *load) {
  struct query query;
  VEC(struct travel_time) travel = {0};
  QUERY_ALL(&query, load->store, load->err,
            "SELECT \"from\", \"to\", mode, minutes FROM travel"
            " ORDER BY \"from\", \"to\", CASE mode WHEN 'car' THEN 0 WHEN 'bike' THEN 1 ELSE 2 END");
  while (query_next(&query)) {
    struct travel_time *leg = vec_add(&travel);
    leg->from = take_place(&query, load);
    leg->to = take_place(&query, load);
    leg->mode = (enum transport)take_word(&query, &words_transport);
    leg->minutes = take_int(&query, 0);
  }
  KEEP(load->arena, travel, &load->day->travel, &load->day->n_travel);
  return query_end(&query);
}
