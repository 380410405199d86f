/* When things hold: shifts and rest, absences, suspensions, the dates of a service; and whose work a service is. */
#include "vaktrom/care.h"

#include <string.h>

static bool absence_touches(const struct absence *absence, int staff, date on, enum shift shift) {
  return absence->staff == staff && absence->from <= on && (absence->until == DATE_NONE || on <= absence->until) &&
         (absence->shift == NONE || absence->shift == (int)shift);
}

int day_absence(const struct day *day, int staff, date on, enum shift shift) {
  for (int i = 0; i < day->n_absences; i++)
    if (absence_touches(&day->absences[i], staff, on, shift))
      return i;
  return NONE;
}

int absence_from_wall(int wall, int shift) {
  bool next_morning = (shift == SHIFT_EVENING || shift == SHIFT_NIGHT) && wall < 12 * 60;
  return next_morning ? wall + 24 * 60 : wall;
}

minute day_leaves(const struct day *day, int staff, date on, enum shift shift) {
  minute leaves = MINUTE_NONE;
  for (int i = day_absence(day, staff, on, shift); i != NONE && i < day->n_absences; i++) {
    const struct absence *absence = &day->absences[i];
    if (!absence_touches(absence, staff, on, shift))
      continue;
    minute from = absence->from == on && absence->from_time > 0 ? minute_from_wall(on, absence->from_time) : 0;
    if (leaves == MINUTE_NONE || from < leaves)
      leaves = from;
  }
  return leaves;
}

minute list_leaves(const struct day *day, int list) {
  const struct work_list *row = &day->lists[list];
  return row->staff == NONE ? MINUTE_NONE : day_leaves(day, row->staff, row->date, row->shift);
}

bool is_away_before(minute leaves, minute end) {
  return leaves != MINUTE_NONE && (leaves <= 0 || leaves < end);
}

int visit_compare_waiting(const void *left, const void *right) {
  const struct visit *a = *(const struct visit *const *)left, *b = *(const struct visit *const *)right;
  if (a->priority != b->priority)
    return a->priority < b->priority ? -1 : 1;
  if (a->windows[0].earliest != b->windows[0].earliest)
    return a->windows[0].earliest < b->windows[0].earliest ? -1 : 1;
  return a->patient != b->patient ? (a->patient < b->patient ? -1 : 1) : strcmp(a->id, b->id);
}

bool visit_outlasts_worker(const struct day *day, const struct visit *visit) {
  if (visit->state != VISIT_LISTED || visit->list == NONE || visit->start == MINUTE_NONE)
    return false;
  minute leaves = list_leaves(day, visit->list);
  return leaves != MINUTE_NONE && leaves > day->lists[visit->list].start && visit->start < leaves &&
         visit->start + visit->duration > leaves;
}

bool day_away_all_day(const struct day *day, int staff) {
  for (int shift = 0; shift < SHIFT_COUNT; shift++)
    if (day_absence(day, staff, day->date, (enum shift)shift) == NONE)
      return false;
  return true;
}

int day_suspension(const struct day *day, int patient, date on) {
  for (int i = 0; i < day->n_suspensions; i++) {
    const struct suspension *suspension = &day->suspensions[i];
    if (suspension->patient == patient && suspension->from <= on &&
        (suspension->until == DATE_NONE || on <= suspension->until))
      return i;
  }
  return NONE;
}

bool patient_address_shown(const struct patient *patient) {
  return !patient->protected_address;
}

const char *patient_shown_name(const struct patient *patient) {
  if (patient->closed)
    return _("(hidden)");
  return patient_address_shown(patient) ? patient->name : _("(protected)");
}

const char *patient_shown_address(const struct patient *patient) {
  if (patient->closed)
    return "";
  return patient_address_shown(patient) ? patient->address : _("protected address");
}

bool function_walks(enum function function) {
  return function != FUNCTION_DUTY_NURSE && function != FUNCTION_INDOOR;
}

bool service_due(const struct service *service, date on) {
  if (on < service->start || (service->until != DATE_NONE && on > service->until))
    return false;
  if (service->every > 0)
    return (on - service->start) % service->every == 0;
  if (text_is_empty(service->days))
    return false;
  return service->days[date_weekday(on)] != '-';
}

bool role_is_health_work(enum role role) {
  return role != ROLE_ASSISTANT && role != ROLE_CARE_WORKER && role != ROLE_APPRENTICE;
}

/* The team of work that needs no nurse: the patient's; where an OT cooperates with the HT (outcome BOTH), that OT. */
static int care_team(const struct day *day, const struct patient *patient) {
  int other = patient->cooperating_team;
  bool shared = other != NONE && day->teams[patient->team].kind == TEAM_HT && day->teams[other].kind == TEAM_OT;
  return shared ? other : patient->team;
}

int service_team(const struct day *day, const struct service *service, bool second) {
  if (second && service->second_team != NONE)
    return service->second_team;
  const struct patient *patient = &day->patients[service->patient];
  if (patient->team == NONE)
    return NONE;
  enum role role = second && service->second_role != NONE ? (enum role)service->second_role : service->min_role;
  return role_is_health_work(role) ? day->teams[patient->team].ht : care_team(day, patient);
}

enum shift shift_of_wall(int wall, int day_begins, int evening_starts, int night_starts) {
  if (wall < day_begins || wall >= night_starts)
    return SHIFT_NIGHT;
  return wall >= evening_starts ? SHIFT_EVENING : SHIFT_DAY;
}

int rest_minutes(const struct shift_row *before, const struct shift_row *after) {
  return (int)((instant_of(after->date, after->start) - instant_of(before->date, before->end)) / 60);
}
