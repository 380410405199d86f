/* Whether two loads of a day are the same to the balancer: FNV-1a over what it looks at. */
#include "dispatch/balance.h"

static void mix_byte(uint64_t *digest, unsigned char byte) {
  *digest = (*digest ^ byte) * UINT64_C(1099511628211);
}

static void mix_text(uint64_t *digest, const char *text) {
  for (const char *at = text ? text : ""; *at; at++)
    mix_byte(digest, (unsigned char)*at);
  mix_byte(digest, 0);
}

static void mix_number(uint64_t *digest, int64_t number) {
  for (int shift = 0; shift < 64; shift += 8)
    mix_byte(digest, (unsigned char)((uint64_t)number >> shift));
}

#define MIX_NUMBERS(digest, ...)                                                                                       \
  do {                                                                                                                 \
    const int64_t numbers[] = {__VA_ARGS__};                                                                           \
    for (size_t mixed = 0; mixed < COUNT_OF(numbers); mixed++)                                                         \
      mix_number(digest, numbers[mixed]);                                                                              \
  } while (0)

static void mix_visit(uint64_t *digest, const struct visit *visit) {
  mix_text(digest, visit->id);
  mix_text(digest, visit->skills);
  MIX_NUMBERS(digest, visit->shift, visit->patient, visit->task, visit->team, visit->min_role, visit->duration,
              visit->window, visit->priority, visit->state, visit->list, visit->seq, visit->start, visit->pinned,
              visit->by_hand, visit->n_windows);
  for (int i = 0; i < visit->n_windows; i++)
    MIX_NUMBERS(digest, visit->windows[i].earliest, visit->windows[i].latest);
}

static void mix_list(uint64_t *digest, const struct work_list *list) {
  mix_text(digest, list->id);
  mix_text(digest, list->covers);
  MIX_NUMBERS(digest, list->shift, list->team, list->staff, list->start, list->end, list->function, list->state);
}

static void mix_worker(uint64_t *digest, const struct worker *worker) {
  mix_text(digest, worker->id);
  mix_text(digest, worker->exclude_tasks);
  MIX_NUMBERS(digest, worker->role, worker->team, worker->transport, worker->ended, worker->n_skills);
  for (int i = 0; i < worker->n_skills; i++) {
    mix_text(digest, worker->skills[i].code);
    mix_text(digest, worker->skills[i].patient);
    mix_number(digest, worker->skills[i].expires);
  }
}

static void mix_patient(uint64_t *digest, const struct patient *patient) {
  mix_text(digest, patient->id);
  mix_text(digest, patient->address);
  mix_text(digest, patient->exclude_staff);
  MIX_NUMBERS(digest, patient->team, patient->status, (int64_t)(patient->lat * 1e6), (int64_t)(patient->lon * 1e6));
}

static void mix_away(uint64_t *digest, const struct day *day) {
  for (int i = 0; i < day->n_absences; i++)
    MIX_NUMBERS(digest, day->absences[i].staff, day->absences[i].from, day->absences[i].until, day->absences[i].shift,
                day->absences[i].from_time);
  for (int i = 0; i < day->n_suspensions; i++)
    MIX_NUMBERS(digest, day->suspensions[i].patient, day->suspensions[i].from, day->suspensions[i].until);
}

/* With where both its visits are: the one may be of a list that is not looked at. */
static void mix_link(uint64_t *digest, const struct day *day, const struct link *link) {
  const struct visit *first = &day->visits[link->first], *second = &day->visits[link->second];
  mix_text(digest, first->id);
  mix_text(digest, second->id);
  MIX_NUMBERS(digest, link->min_gap, link->max_gap, link->different_staff, first->state, first->start, second->state,
              second->start);
}

uint64_t day_digest(const struct day *day) {
  uint64_t digest = UINT64_C(14695981039346656037);
  for (int i = 0; i < day->n_visits; i++)
    mix_visit(&digest, &day->visits[i]);
  for (int i = 0; i < day->n_lists; i++)
    mix_list(&digest, &day->lists[i]);
  for (int i = 0; i < day->n_staff; i++)
    mix_worker(&digest, &day->staff[i]);
  for (int i = 0; i < day->n_patients; i++)
    mix_patient(&digest, &day->patients[i]);
  for (int i = 0; i < day->n_links; i++)
    mix_link(&digest, day, &day->links[i]);
  mix_away(&digest, day);
  return digest;
}

uint64_t day_part_digest(const struct day *day, const bool *visits, const bool *lists) {
  uint64_t digest = UINT64_C(14695981039346656037);
  for (int i = 0; i < day->n_visits; i++)
    if (visits[i]) {
      mix_visit(&digest, &day->visits[i]);
      mix_patient(&digest, &day->patients[day->visits[i].patient]);
    }
  for (int i = 0; i < day->n_links; i++)
    if (visits[day->links[i].first] || visits[day->links[i].second])
      mix_link(&digest, day, &day->links[i]);
  for (int i = 0; i < day->n_lists; i++)
    if (lists[i]) {
      mix_list(&digest, &day->lists[i]);
      if (day->lists[i].staff != NONE)
        mix_worker(&digest, &day->staff[day->lists[i].staff]);
    }
  return digest;
}
