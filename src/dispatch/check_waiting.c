/* What waits for people: decisions about teams, requests to the HT, work carried over. */
#include "dispatch/check.h"

/* --- grey_zone_waiting, override_review_due, decision_outdated --- */

static struct about about_decision(const struct checker *checker, int patient) {
  struct about about = about_patient(checker, patient);
  about.standing = true;
  return about;
}

/* The version that counts today; NULL when the base has no criteria. */
static bool active_version(struct checker *checker, const char **version) {
  struct criteria_version *versions;
  int n;
  *version = NULL;
  if (!store_load_criteria_versions(checker->store, &checker->day->arena, &versions, &n, checker->err))
    return false;
  for (int i = 0; i < n; i++)
    if (versions[i].active)
      *version = versions[i].version;
  return true;
}

static void check_decision(struct checker *checker, const struct decision *decision, int patient, const char *version) {
  const struct patient *row = &checker->day->patients[patient];
  bool by_person = !text_is_empty(decision->decided_by);
  if (decision->outcome == OUTCOME_GREY)
    found(checker, "grey_zone_waiting", about_decision(checker, patient), _("%s %s waits for a decision since %s: %s"),
          row->id, row->name, check_date(checker, instant_date(decision->at)), decision->explanation);
  if (decision->review != DATE_NONE && decision->review <= checker->day->date)
    found(checker, "override_review_due", about_decision(checker, patient),
          _("the decision %s for %s %s was to be looked at again on %s"),
          word_token(&words_outcome, (int)decision->outcome), row->id, row->name,
          check_date(checker, decision->review));
  if (version && !by_person && !text_equal(decision->criteria_version, version))
    found(checker, "decision_outdated", about_decision(checker, patient),
          _("the decision for %s %s was made with criteria %s; %s are active"), row->id, row->name,
          decision->criteria_version, version);
}

static bool check_decisions(struct checker *checker) {
  struct day *day = checker->day;
  struct decision *decisions;
  const char *version;
  int n;
  if (!store_load_decisions(checker->store, NULL, &day->arena, &decisions, &n, checker->err) ||
      !active_version(checker, &version))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = day_find_patient(day, decisions[i].patient);
    if (patient != NONE && is_active(checker, patient))
      check_decision(checker, &decisions[i], patient, version);
  }
  return true;
}

/* --- queue_overdue --- */

static void check_item(struct checker *checker, const struct queue_item *item) {
  bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
  if (!waits || item->due >= checker->day->loaded)
    return;
  struct about about = about_nothing(item->id);
  about.patient = item->patient ? day_find_patient(checker->day, item->patient) : NONE;
  about.team = item->team ? day_find_team(checker->day, item->team) : NONE;
  about.standing = true;
  date due = instant_date(item->due);
  char time[TIME_SIZE];
  time_format(due, minute_of(due, item->due), time);
  found(checker, "queue_overdue", about, _("%s (%s, %s) was due %s %s: %s"), item->id,
        word_label(&words_queue_kind, (int)item->kind), word_label(&words_urgency, (int)item->urgency),
        check_date(checker, due), time, item->text);
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

static bool check_carry_overs(struct checker *checker) {
  struct carry_over *carries;
  int n;
  if (!store_load_carry_overs(checker->store, NULL, false, &checker->day->arena, &carries, &n, checker->err))
    return false;
  for (int i = 0; i < n; i++) {
    struct about about = about_nothing(carries[i].id);
    about.patient = day_find_patient(checker->day, carries[i].patient);
    about.staff = carries[i].next ? day_find_staff(checker->day, carries[i].next) : NONE;
    about.standing = true;
    if (carries[i].state == CARRY_OFFERED)
      found(checker, "carry_over_unowned", about, _("%s (%s of %s, not done on %s) was offered to %s and not accepted"),
            carries[i].id, carries[i].visit, carries[i].patient, check_date(checker, instant_date(carries[i].at)),
            carries[i].next ? carries[i].next : _("nobody"));
  }
  return true;
}

bool check_waiting(struct checker *checker) {
  return check_decisions(checker) && check_queue(checker) && check_carry_overs(checker);
}
