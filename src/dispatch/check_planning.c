/* Is every visit there, and is every patient on somebody's list? */
#include "dispatch/change.h"
#include "dispatch/check.h"
#include "dispatch/plan.h"

/* --- visit_unassigned --- */

static void check_unassigned(struct checker *checker, int v) {
  const struct visit *visit = &checker->day->visits[v];
  if (visit->state != VISIT_UNASSIGNED || visit->priority != PRIORITY_MUST)
    return;
  found(checker, "visit_unassigned", about_visit(checker, v), _("%s must be done at %s-%s and is on no list: %s"),
        visit_in_words(checker->day, v), check_time(checker, visit->windows[0].earliest),
        check_time(checker, visit->windows[visit->n_windows - 1].latest),
        text_is_empty(visit->reason) ? _("no reason is noted") : visit->reason);
}

/* --- must_dropped --- */

/* A person may decide so; the others hear of it. A visit for two is one finding. */
static void check_dropped(struct checker *checker, int v) {
  const struct visit *visit = &checker->day->visits[v];
  int partner = day_partner(checker->day, v);
  if (visit->state != VISIT_DROPPED || visit->priority != PRIORITY_MUST || (partner != NONE && partner < v))
    return;
  found(checker, "must_dropped", about_visit(checker, v), _("%s must be done and was dropped: %s"),
        visit_in_words(checker->day, v), text_is_empty(visit->reason) ? _("no reason is noted") : visit->reason);
}

/* --- visit_unplanned --- */

/* How many rows stand for each service (cancelled ones do not count). */
static int *count_rows(struct checker *checker) {
  struct day *day = checker->day;
  int *rows = arena_alloc(&day->arena, sizeof *rows * (size_t)(day->n_services + 1));
  for (int v = 0; v < day->n_visits; v++) {
    int service = day_find_service(day, day->visits[v].service);
    if (service != NONE && day->visits[v].state != VISIT_CANCELLED)
      rows[service]++;
  }
  return rows;
}

/* Whether the service lacks a visit on the date; a suspended patient's may be missing. */
static bool is_unplanned(const struct checker *checker, int service, const int *rows) {
  const struct day *day = checker->day;
  const struct service *row = &day->services[service];
  return service_due(row, day->date) && is_active(checker, row->patient) && rows[service] < row->staff_count &&
         day_suspension(day, row->patient, day->date) == NONE;
}

/* It is the business of the team whose list the visit would be on: a nurse's work is the HT's. */
static void tell_unplanned(struct checker *checker, int service) {
  const struct service *row = &checker->day->services[service];
  const struct patient *patient = &checker->day->patients[row->patient];
  struct about about = about_patient(checker, row->patient);
  about.subject = row->id;
  about.team = service_team(checker->day, row, false);
  about.at = row->n_windows ? row->windows[0].earliest : MINUTE_NONE;
  found(checker, "visit_unplanned", about, _("the service %s of %s %s (%s) names %s, but has no visit"), row->id,
        patient->id, patient_shown_name(patient), checker->day->tasks[row->task].name,
        check_date(checker, checker->day->date));
}

/* --- service_changed --- */

/* What plan leaves alone because a person pinned it or the list is closed: until somebody sees to it, it shows here. */
static void check_changed_services(struct checker *checker) {
  struct shift_times times = shift_times_of(checker->store);
  struct plan_steps steps = {0};
  plan_steps_of(checker->day, &times, &steps);
  for (size_t i = 0; i < steps.at.n; i++) {
    const struct plan_step *step = &steps.at.at[i];
    if (step->action == PLAN_KEEP)
      found_as(checker, "service_changed", step->amiss ? SEVERITY_ERROR : SEVERITY_WARNING,
               about_visit(checker, step->old), _("%s stays as it was on list %s, though its service changed: %s"),
               visit_in_words(checker->day, step->old),
               list_in_words(checker->day, checker->day->visits[step->old].list), step->why);
  }
  vec_free(&steps.at);
}

/* --- patient_without_visit_on_list --- */

/* What becomes of a patient's visits on the date. */
struct fate {
  int waiting; /* unassigned, unplanned, or on a list that nobody walks */
  int placed;  /* on somebody's list, or settled by a person */
};

static bool is_settled(const struct checker *checker, const struct visit *visit) {
  switch (visit->state) {
  case VISIT_LISTED:
    return visit->list != NONE && checker->day->lists[visit->list].staff != NONE;
  case VISIT_DONE:
  case VISIT_NOT_DONE:
    return true;
  case VISIT_UNASSIGNED:
  case VISIT_DROPPED:
  case VISIT_SUSPENDED:
  case VISIT_CANCELLED:
    return false;
  }
  return false;
}

static void check_fates(struct checker *checker, const struct fate *fates) {
  for (int p = 0; p < checker->day->n_patients; p++)
    if (fates[p].waiting > 0 && fates[p].placed == 0 && is_active(checker, p))
      found(checker, "patient_without_visit_on_list", about_patient(checker, p),
            _("%s %s has visits on %s (%d), and none is on anybody's list"), checker->day->patients[p].id,
            patient_shown_name(&checker->day->patients[p]), check_date(checker, checker->day->date), fates[p].waiting);
}

/* A date of which nothing is planned yet is one finding, not one for each of its services. A few are named. */
static bool tell_unplanned_date(struct checker *checker, const int *rows) {
  enum { few = 20 };
  const struct day *day = checker->day;
  int n = 0;
  for (int s = 0; s < day->n_services; s++)
    n += is_unplanned(checker, s, rows);
  if (day->n_visits > 0 || n <= few)
    return false;
  found(checker, "visit_unplanned", about_nothing("date"),
        trn("%s is not planned yet: %d service names it, and it has no visit (run plan or nightly)",
            "%s is not planned yet: %d services name it, and none has a visit (run plan or nightly)", n),
        check_date(checker, day->date), n);
  return true;
}

void check_planning(struct checker *checker) {
  struct day *day = checker->day;
  struct fate *fates = arena_alloc(&day->arena, sizeof *fates * (size_t)(day->n_patients + 1));
  int *rows = count_rows(checker);
  if (tell_unplanned_date(checker, rows))
    return;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    bool settled = is_settled(checker, visit);
    check_unassigned(checker, v);
    check_dropped(checker, v);
    fates[visit->patient].placed += settled;
    fates[visit->patient].waiting += !settled && (visit->state == VISIT_LISTED || visit->state == VISIT_UNASSIGNED);
  }
  for (int s = 0; s < day->n_services; s++)
    if (is_unplanned(checker, s, rows)) {
      tell_unplanned(checker, s);
      fates[day->services[s].patient].waiting++;
    }
  check_fates(checker, fates);
  check_changed_services(checker);
}
