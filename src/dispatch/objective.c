/*
 * What a good plan is. A cost of 10 is a minute of driving, the yardstick. The weights, and why they stand so:
 *
 *  - weight_must 10 000 000 >> weight_should 1 000 000 >> weight_may 100 000: no saving elsewhere is worth leaving a
 *    visit out, and lesser visits do not outweigh a greater one in a base of believable size.
 *
 *  - weight_late 30 a minute: a promised time is worth three minutes of driving for each minute. weight_late_max 50 on
 *    the latest visit of all, so that ten visits 6 minutes late are better than one that is an hour late.
 *
 *  - weight_overtime 40 a minute: it costs the base half as much again, and the worker an evening.
 *
 *  - weight_break 20 000: a break is the law's and the house's; only a visit comes before it.
 *
 *  - weight_unfamiliar 100 for a face that the patient does not know (where somebody at work is known), and weight_face
 *    up to 100 by how seldom they met in 14 and 28 days: ten minutes of driving each. A new face costs up to another
 *    weight_face by how many different workers the patient met in 14 days: the one who has met ten is spared the
 *    eleventh. Too many faces is the patients' first complaint (domain.md, point 8).
 *
 *  - weight_fair_work 3 000 for a whole shift's deviation: half an hour above the others' work is worth some 20 minutes
 *    of driving. weight_fair_load 30 a point of strain between the most and the least burdened. The last four weeks
 * count along: minutes, strenuous visits and inconvenient shifts (evening, night, weekend).
 *
 *  - weight_role 2 a minute and step: half an hour of a nurse on an assistant's task is worth 12 minutes of driving.
 *
 *  - weight_language, weight_gender 150: a wish of the patient, soft and explained.
 *
 *  - weight_wait 1: waiting is not idle, but better at the base.
 *
 *  - weight_moved 300, weight_shifted 4 a minute beyond keep_minutes (15), with --keep only: half an hour of driving
 *    before a visit changes hands, and no less before one moves by an hour and a half. A visit of the next hour counts
 *    three times, one of the next four hours twice. Within the quarter patients expect us anyway.
 */
#include "dispatch/objective.h"

#include <string.h>

static const struct {
  enum balance_term term;
  const char *setting;
} weights[] = {
    {TERM_TRAVEL, "weight_travel"},
    {TERM_LATE_TOTAL, "weight_late"},
    {TERM_LATE_MAX, "weight_late_max"},
    {TERM_LATE_HOME, "weight_overtime"},
    {TERM_UNASSIGNED_MUST, "weight_must"},
    {TERM_UNASSIGNED_SHOULD, "weight_should"},
    {TERM_UNASSIGNED_MAY, "weight_may"},
    {TERM_WAIT, "weight_wait"},
    {TERM_WORK_DEVIATION, "weight_fair_work"},
    {TERM_LOAD_RANGE, "weight_fair_load"},
    {TERM_UNFAMILIAR, "weight_unfamiliar"},
    {TERM_BREAK_MISSED, "weight_break"},
    {TERM_MOVED, "weight_moved"},
    {TERM_SHIFTED, "weight_shifted"},
};

struct objective objective_of(struct store *store) {
  struct objective objective = {
      .role = store_setting_int(store, "weight_role"),
      .language = store_setting_int(store, "weight_language"),
      .gender = store_setting_int(store, "weight_gender"),
      .face = store_setting_int(store, "weight_face"),
      .overtime_max = (int)store_setting_int(store, "overtime_max"),
  };
  for (size_t i = 0; i < COUNT_OF(weights); i++)
    objective.weight[weights[i].term] = store_setting_int(store, weights[i].setting);
  objective.weight[TERM_PREFERENCE] = 1; /* its parts are weighed already */
  return objective;
}

/* --- Preference -------------------------------------------------------------------------------------------------- */

int role_steps_above(enum role has, enum role needed) {
  int steps = 0;
  for (enum role role = ROLE_ASSISTANT; role <= ROLE_NURSE; role++)
    steps += role_may(has, role) && !role_may(needed, role);
  return steps;
}

bool shares_language(const char *some, const char *others) {
  char word[64];
  for (const char *at = some ? some : ""; *at;) {
    size_t length = strcspn(at, " ");
    if (length > 0 && length < sizeof word) {
      memcpy(word, at, length);
      word[length] = '\0';
      if (text_has_word(others, word))
        return true;
    }
    at += length + strspn(at + length, " ");
  }
  return false;
}

bool is_familiar(const struct day *day, int patient, int staff) {
  const struct patient *row = &day->patients[patient];
  return row->primary_contact == staff || row->secondary_contact == staff || day_times_met(day, patient, staff) > 0;
}

/* How strange the worker is to the patient, in tenths: 0 (primary contact) to 10 (never met), and up to 20 for a new
 * face where the patient has met many. */
static int strangeness(const struct day *day, int patient, int staff) {
  const struct patient *row = &day->patients[patient];
  if (row->primary_contact == staff)
    return 0;
  int met = day_times_met(day, patient, staff);
  if (row->secondary_contact == staff || met >= 6)
    return 2;
  if (met > 0)
    return met >= 3 ? 4 : 6;
  int faces = day_faces(day, patient);
  return (day_times_met_28(day, patient, staff) > 0 ? 8 : 10) + (faces < 10 ? faces : 10);
}

int64_t preference_cost(const struct day *day, const struct objective *objective, const struct visit *visit,
                        int staff) {
  const struct worker *worker = &day->staff[staff];
  const struct patient *patient = &day->patients[visit->patient];
  int64_t cost = objective->role * visit->duration * role_steps_above(worker->role, visit->min_role);
  cost += objective->face * strangeness(day, visit->patient, staff) / 10;
  if (!text_is_empty(patient->languages) && !text_is_empty(worker->languages) &&
      !shares_language(patient->languages, worker->languages))
    cost += objective->language;
  if (patient->prefer_gender != GENDER_UNKNOWN && worker->gender != patient->prefer_gender)
    cost += objective->gender;
  return cost;
}

/* --- The last weeks ---------------------------------------------------------------------------------------------- */

enum { work_share = 30, load_share = 4 }; /* minutes, points of load: what twice the mean of the group gives, per one */

/* An inconvenient shift of the last weeks counts as an hour more. */
static int burden(const struct worker *worker) {
  return worker->past_minutes + 60 * worker->past_inconvenient;
}

/* What a worker did in 28 days for each full position. */
static double by_position(int figure, const struct worker *worker) {
  return worker->position_pct > 0 ? figure * 100 / worker->position_pct : 0;
}

const char *fair_group(struct day *day, const struct work_list *list) {
  enum role role = day->staff[list->staff].role;
  bool own_kind = !role_may(ROLE_NURSE, role);
  return arena_printf(&day->arena, "%s:%s%s%s", day->teams[list->team].id, word_token(&words_shift, (int)list->shift),
                      own_kind ? ":" : "", own_kind ? word_token(&words_role, (int)role) : "");
}

/* `share` times how far the figure lies above the mean, from -1 (nothing done) to 1 (twice the mean), lifted to 0. */
static int share_of_mean(double figure, double mean, int share) {
  double above = mean > 0 ? figure / mean - 1 : 0;
  return (int)((above > 1 ? 1 : above) * share) + share;
}

static struct past_share past_share_of(const struct day *day, const char *const *groups, int list) {
  double minutes = 0, load = 0;
  int n = 0;
  for (int i = 0; i < day->n_lists; i++)
    if (text_equal(groups[i], groups[list])) {
      const struct worker *worker = &day->staff[day->lists[i].staff];
      minutes += by_position(burden(worker), worker);
      load += by_position(worker->past_load, worker);
      n++;
    }
  const struct worker *own = &day->staff[day->lists[list].staff];
  return (struct past_share){share_of_mean(by_position(burden(own), own), minutes / n, work_share),
                             share_of_mean(by_position(own->past_load, own), load / n, load_share)};
}

struct past_share *past_shares(struct day *day) {
  struct past_share *shares = arena_alloc(&day->arena, sizeof *shares * (size_t)(day->n_lists + 1));
  const char **groups = arena_alloc(&day->arena, sizeof *groups * (size_t)(day->n_lists + 1)); /* NULL: no staff */
  for (int i = 0; i < day->n_lists; i++)
    if (day->lists[i].staff != NONE)
      groups[i] = fair_group(day, &day->lists[i]);
  for (int i = 0; i < day->n_lists; i++)
    if (groups[i])
      shares[i] = past_share_of(day, groups, i);
  return shares;
}
