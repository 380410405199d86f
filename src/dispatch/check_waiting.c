/* What waits for people: decisions about teams, requests to the HT, work carried over. */
#include "dispatch/check.h"
#include "dispatch/route.h"
#include "vaktrom/store/rights.h"

/* In the place of a text about a patient whom the reader may not read about. */
#define CLOSED "..."

/* --- grey_zone_waiting, override_review_due, decision_outdated --- */

static struct about about_decision(const struct checker *checker, int patient) {
  struct about about = about_patient(checker, patient);
  about.standing = true;
  about.at = MINUTE_NONE;
  return about;
}

/* A decision is outdated when the criteria say another thing of today's facts than they did then, or when it was made
 * with another version and nobody has routed since. */
static void check_outdated(struct checker *checker, const struct routes *routes, int patient) {
  const struct patient_route *route = &routes->list[patient];
  int number = day_find_patient(checker->day, routes->day->patients[patient].id);
  const struct patient *row = &checker->day->patients[number];
  bool by_criteria = !route->decided && !text_equal(route->stored->criteria_version, routes->version);
  if (route->outdated)
    found(checker, "decision_outdated", about_decision(checker, number),
          _("the decision %s for %s %s was made on %s; of today's facts the criteria say %s"),
          word_label(&words_outcome, (int)route->stored->outcome), row->id, patient_shown_name(row),
          check_date(checker, instant_date(route->stored->at)),
          word_label(&words_outcome, (int)route->verdict.outcome));
  else if (routes->version && by_criteria)
    found(checker, "decision_outdated", about_decision(checker, number),
          _("the decision for %s %s was made with criteria %s; %s are active"), row->id, patient_shown_name(row),
          route->stored->criteria_version, routes->version);
}

static void check_decision(struct checker *checker, const struct decision *decision, int patient) {
  const struct patient *row = &checker->day->patients[patient];
  if (decision->outcome == OUTCOME_GREY)
    found(checker, "grey_zone_waiting", about_decision(checker, patient), _("%s %s waits for a decision since %s: %s"),
          row->id, patient_shown_name(row), check_date(checker, instant_date(decision->at)),
          row->closed ? CLOSED : decision->explanation);
  if (decision->review != DATE_NONE && decision->review <= checker->day->date)
    found(checker, "override_review_due", about_decision(checker, patient),
          _("the decision %s for %s %s was to be looked at again on %s"),
          word_label(&words_outcome, (int)decision->outcome), row->id, patient_shown_name(row),
          check_date(checker, decision->review));
}

static void check_routes(struct checker *checker, const struct routes *routes) {
  for (int i = 0; i < routes->day->n_patients; i++) {
    int patient = day_find_patient(checker->day, routes->day->patients[i].id);
    if (patient == NONE || !is_active(checker, patient) || !routes->list[i].stored)
      continue;
    check_decision(checker, routes->list[i].stored, patient);
    check_outdated(checker, routes, i);
  }
}

/* What the criteria say, they say of today; the snapshot of another date knows other services. */
static bool check_decisions(struct checker *checker) {
  struct routes *routes;
  bool today = checker->day->date == instant_date(clock_now());
  if (!(today ? routes_of_day(checker->store, checker->day, &routes, checker->err)
              : dispatch_routes(checker->store, &routes, checker->err)))
    return false;
  check_routes(checker, routes);
  if (today)
    routes_free_keeping_day(routes);
  else
    routes_free(routes);
  return true;
}

/* --- queue_overdue --- */

/* What is asked without a patient is for the team that asks and the one that is asked. */
static bool may_be_told(const struct day *day, const struct queue_item *item, int patient, int team) {
  int from = item->from ? day_find_staff(day, item->from) : NONE;
  int asking = from == NONE ? NONE : day->staff[from].team;
  if (patient != NONE || !day->narrowed)
    return patient == NONE || !day->patients[patient].closed;
  return (team != NONE && !day->teams[team].closed) || (asking != NONE && !day->teams[asking].closed);
}

static void check_item(struct checker *checker, const struct queue_item *item) {
  bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
  if (!waits || item->due >= checker->day->loaded)
    return;
  struct about about = about_nothing(item->id);
  about.patient = item->patient ? day_find_patient(checker->day, item->patient) : NONE;
  about.team = item->team ? day_find_team(checker->day, item->team) : NONE;
  about.standing = true;
  about.urgent = item->urgency == URGENCY_NOW;
  about.at = minute_of(checker->day->date, item->due);
  date due = instant_date(item->due);
  char time[TIME_SIZE];
  time_format(due, minute_of(due, item->due), time);
  const struct patient *patient = about.patient == NONE ? NULL : &checker->day->patients[about.patient];
  found(checker, "queue_overdue", about, _("%s (%s, %s) about %s was due %s %s: %s"), item->id,
        word_label(&words_queue_kind, (int)item->kind), word_label(&words_urgency, (int)item->urgency),
        patient ? arena_printf(&checker->day->arena, "%s %s", patient->id, patient_shown_name(patient))
                : _("nobody in particular"),
        check_date(checker, due), time,
        may_be_told(checker->day, item, about.patient, about.team) ? item->text : CLOSED);
}

static bool check_queue(struct checker *checker) {
  struct queue_item *items;
  int n;
  if (!dispatch_queue(checker->store, NULL, false, &checker->day->arena, &items, &n, checker->err))
    return false;
  for (int i = 0; i < n; i++)
    check_item(checker, &items[i]);
  return true;
}

/* --- carry_over_unowned --- */

/* Whether who accepted it can still take care of it. */
static bool is_stranded(const struct checker *checker, int staff) {
  return staff == NONE || checker->day->staff[staff].ended || day_away_all_day(checker->day, staff);
}

static void check_carry_over(struct checker *checker, const struct carry_over *carry) {
  struct about about = about_nothing(carry->id);
  about.patient = day_find_patient(checker->day, carry->patient);
  about.staff = carry->next ? day_find_staff(checker->day, carry->next) : NONE;
  about.standing = true;
  if (about.patient != NONE && checker->day->patients[about.patient].status == PATIENT_ENDED)
    return; /* what was planned for that patient has stopped */
  const char *on = check_date(checker, instant_date(carry->at)), *next = carry->next ? carry->next : _("nobody");
  if (carry->state == CARRY_OFFERED)
    found(checker, "carry_over_unowned", about, _("%s (%s of %s, not done on %s) was offered to %s and not accepted"),
          carry->id, carry->visit, carry->patient, on, next);
  else if (is_stranded(checker, about.staff))
    found(checker, "carry_over_unowned", about,
          _("%s (%s of %s, not done on %s) was accepted by %s, who is absent or works here no more"), carry->id,
          carry->visit, carry->patient, on, next);
}

static bool check_carry_overs(struct checker *checker) {
  struct carry_over *carries;
  int n;
  if (!store_load_carry_overs(checker->store, NULL, false, &checker->day->arena, &carries, &n, checker->err))
    return false;
  for (int i = 0; i < n; i++)
    check_carry_over(checker, &carries[i]);
  return true;
}

/* --- emergency_access --- */

enum { emergency_days = 30 };

static void check_emergency(struct checker *checker, const struct emergency_access *access) {
  struct day *day = checker->day;
  int staff = day_find_staff(day, access->actor);
  struct about about =
      about_nothing(arena_printf(&day->arena, "%s-%s-%lld", access->actor, access->patient, (long long)access->at));
  about.patient = day_find_patient(day, access->patient);
  about.team = about.patient == NONE ? NONE : day->patients[about.patient].team;
  about.staff = staff;
  about.standing = true;
  found(checker, "emergency_access", about, _("%s %s read about %s by emergency access from %s: %s"), access->actor,
        staff == NONE ? "" : day->staff[staff].name, access->patient, instant_words(&day->arena, access->at),
        access->reason);
}

static bool check_emergencies(struct checker *checker) {
  struct emergency_access *accesses;
  int n;
  if (!store_load_emergencies(checker->store, clock_now() - emergency_days * 86400, &checker->day->arena, &accesses, &n,
                              checker->err))
    return false;
  for (int i = 0; i < n; i++)
    check_emergency(checker, &accesses[i]);
  return true;
}

bool check_waiting(struct checker *checker) {
  return check_decisions(checker) && check_queue(checker) && check_carry_overs(checker) && check_emergencies(checker);
}
