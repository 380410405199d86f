/* Patients who are away, come home, or change team. */
#include "dispatch/change.h"
#include "dispatch/check.h"
#include "dispatch/plan.h"

/* --- suspended_with_visit --- */

static void check_suspended_visits(struct checker *checker) {
  struct day *day = checker->day;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    int suspension = day_suspension(day, visit->patient, day->date);
    if (suspension == NONE || (visit->state != VISIT_LISTED && visit->state != VISIT_UNASSIGNED))
      continue;
    found(checker, "suspended_with_visit", about_visit(checker, v), _("%s is %s, but its patient is suspended (%s)"),
          visit_in_words(day, v), word_label(&words_visit_state, (int)visit->state),
          word_label(&words_suspension_reason, (int)day->suspensions[suspension].reason));
  }
}

/* --- suspension_review_due, home_but_suspended --- */

static void check_review(struct checker *checker, const struct suspension *suspension) {
  const struct day *day = checker->day;
  const struct patient *patient = &day->patients[suspension->patient];
  date soon = day->date + (date)store_setting_int(checker->store, "suspension_warning_days");
  struct about about = about_patient(checker, suspension->patient);
  const char *since = check_date(checker, suspension->from);
  about.detail = arena_printf(&checker->day->arena, "since-%s",
                              check_key_date(checker, suspension->from)); /* no date of the finding: see `ack` */
  about.standing = true;
  if (suspension->review != DATE_NONE && suspension->review <= soon)
    found(checker, "suspension_review_due", about, _("the suspension of %s %s since %s is to be looked at again on %s"),
          patient->id, patient_shown_name(patient), since, check_date(checker, suspension->review));
  else if (suspension->until != DATE_NONE && suspension->until <= soon)
    found(checker, "suspension_review_due", about, _("the suspension of %s %s since %s ends on %s"), patient->id,
          patient_shown_name(patient), since, check_date(checker, suspension->until));
}

static void tell_home(struct checker *checker, const struct suspension *suspension, const char *sign) {
  const struct patient *patient = &checker->day->patients[suspension->patient];
  found(checker, "home_but_suspended", about_patient(checker, suspension->patient),
        _("%s %s is suspended since %s, but seems to be home: %s"), patient->id, patient_shown_name(patient),
        check_date(checker, suspension->from), sign);
}

/* Signs that a suspended patient is at home: a visit was done on the date. */
static bool was_visited(const struct day *day, int patient) {
  for (int v = 0; v < day->n_visits; v++)
    if (day->visits[v].patient == patient && day->visits[v].state == VISIT_DONE)
      return true;
  return false;
}

/* Vital signs were taken by the base on a later day than the first one of the suspension. */
static bool was_observed(const struct checker *checker, const struct suspension *suspension,
                         const struct observation *seen, int n_seen) {
  const char *patient = checker->day->patients[suspension->patient].id;
  for (int i = 0; i < n_seen; i++)
    if (text_equal(seen[i].patient, patient) && instant_date(seen[i].at) > suspension->from &&
        instant_date(seen[i].at) <= checker->day->date)
      return true;
  return false;
}

/* Somebody noted the need `home` or `discharged` since the suspension began. */
static bool was_noted_home(const struct checker *checker, const struct suspension *suspension, const struct need *needs,
                           int n_needs) {
  const char *patient = checker->day->patients[suspension->patient].id;
  for (int i = 0; i < n_needs; i++)
    if (text_equal(needs[i].patient, patient) && needs[i].from >= suspension->from &&
        (text_equal(needs[i].code, "home") || text_equal(needs[i].code, "discharged")))
      return true;
  return false;
}

static bool check_suspensions(struct checker *checker) {
  struct day *day = checker->day;
  struct observation *seen;
  struct need *needs;
  int n_seen, n_needs;
  if (!store_load_observations(checker->store, NULL, instant_of(day->date - 90, 0), &day->arena, &seen, &n_seen,
                               checker->err) ||
      !store_load_needs(checker->store, NULL, day->date, &day->arena, &needs, &n_needs, checker->err))
    return false;
  for (int i = 0; i < day->n_suspensions; i++) {
    const struct suspension *suspension = &day->suspensions[i];
    if (day_suspension(day, suspension->patient, day->date) != i || !is_active(checker, suspension->patient))
      continue;
    check_review(checker, suspension);
    if (was_visited(day, suspension->patient))
      tell_home(checker, suspension, _("a visit was done"));
    else if (was_noted_home(checker, suspension, needs, n_needs))
      tell_home(checker, suspension, _("it is noted that the patient is home"));
    else if (was_observed(checker, suspension, seen, n_seen))
      tell_home(checker, suspension, _("vital signs were taken"));
  }
  return true;
}

/* --- transfer_gap, transfer_unacknowledged --- */

/* A patient whose visits nobody answers for. */
static void check_teamless(struct checker *checker) {
  struct day *day = checker->day;
  bool *due = arena_alloc(&day->arena, sizeof *due * (size_t)(day->n_patients + 1));
  for (int s = 0; s < day->n_services; s++)
    if (service_due(&day->services[s], day->date))
      due[day->services[s].patient] = true;
  for (int v = 0; v < day->n_visits; v++)
    if (day->visits[v].state == VISIT_LISTED || day->visits[v].state == VISIT_UNASSIGNED)
      due[day->visits[v].patient] = true;
  for (int p = 0; p < day->n_patients; p++)
    if (due[p] && day->patients[p].team == NONE && is_active(checker, p) && day_suspension(day, p, day->date) == NONE)
      found(checker, "transfer_gap", about_patient(checker, p), _("%s %s has visits on %s and no team"),
            day->patients[p].id, patient_shown_name(&day->patients[p]), check_date(checker, day->date));
}

/* Visits of a transferred patient that stand with a team which no longer (or not yet) answers for them. */
static void check_left_behind(struct checker *checker, const struct transfer *transfer) {
  struct day *day = checker->day;
  int patient = day_find_patient(day, transfer->patient);
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    int service = day_find_service(day, visit->service);
    if (visit->patient != patient || service == NONE ||
        (visit->state != VISIT_LISTED && visit->state != VISIT_UNASSIGNED))
      continue;
    int team = service_team(day, &day->services[service], visit_row_of_id(visit->id) == 2);
    if (team == NONE || team == visit->team)
      continue;
    found(checker, "transfer_gap", about_visit(checker, v), _("%s stands with %s, but %s answers for it (transfer %s)"),
          visit_in_words(day, v), visit->team == NONE ? _("no team") : day->teams[visit->team].id, day->teams[team].id,
          transfer->id);
  }
}

static void check_acknowledged(struct checker *checker, const struct transfer *transfer) {
  struct about about = about_nothing(transfer->id);
  about.patient = day_find_patient(checker->day, transfer->patient);
  about.team = day_find_team(checker->day, transfer->to_team);
  about.standing = true;
  bool gone = about.patient != NONE && !is_active(checker, about.patient);
  if (gone || transfer->state == TRANSFER_WITHDRAWN || (transfer->ack_from && transfer->ack_to))
    return;
  const char *from = transfer->from_team ? transfer->from_team : "-", *on = check_date(checker, transfer->from_date);
  if (!transfer->ack_from && !transfer->ack_to)
    found(checker, "transfer_unacknowledged", about,
          _("the transfer of %s from %s to %s on %s waits for both, %s and %s"), transfer->patient, from,
          transfer->to_team, on, from, transfer->to_team);
  else
    found(checker, "transfer_unacknowledged", about, _("the transfer of %s from %s to %s on %s waits for %s"),
          transfer->patient, from, transfer->to_team, on, transfer->ack_to ? from : transfer->to_team);
}

static bool check_transfers(struct checker *checker) {
  struct day *day = checker->day;
  struct transfer *transfers;
  int n;
  if (!store_load_transfers(checker->store, NULL, true, &day->arena, &transfers, &n, checker->err))
    return false;
  for (int i = 0; i < n; i++) {
    bool near = transfers[i].from_date >= day->date - 14 && transfers[i].from_date <= day->date + 14;
    if (transfers[i].state != TRANSFER_DONE)
      check_acknowledged(checker, &transfers[i]);
    if (transfers[i].state != TRANSFER_WITHDRAWN && near)
      check_left_behind(checker, &transfers[i]);
  }
  check_teamless(checker);
  return true;
}

bool check_patients(struct checker *checker) {
  check_suspended_visits(checker);
  return check_suspensions(checker) && check_transfers(checker);
}
