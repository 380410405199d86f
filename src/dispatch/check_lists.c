/* May those who have the visits do them, and are they there? */
#include "dispatch/change.h"
#include "dispatch/check.h"
#include "dispatch/place.h"
#include "dispatch/plan.h"

/* --- competence, excluded_worker --- */

/* Why the worker may not do the visit, by what it asks for and by what its service asks for by now: a pinned visit does
 * not follow its service. `asked` becomes the visit that the answer is about. */
static enum refusal refusal_by_both(struct checker *checker, int v, struct visit *asked, const char **skill) {
  struct day *day = checker->day;
  int staff = day->lists[day->visits[v].list].staff;
  *asked = day->visits[v];
  enum refusal refusal = worker_refusal(day, staff, asked, skill);
  int service = day_find_service(day, asked->service);
  if (refusal != REFUSAL_NONE || service == NONE)
    return refusal;
  struct shift_times times = shift_times_of(checker->store);
  struct visit wanted = plan_wanted(day, &day->services[service], visit_row_of_id(asked->id), &times);
  asked->min_role = wanted.min_role;
  asked->skills = wanted.skills;
  return worker_refusal(day, staff, asked, skill);
}

static void check_worker(struct checker *checker, int v) {
  struct day *day = checker->day;
  const struct visit *visit = &day->visits[v];
  const struct worker *worker = &day->staff[day->lists[visit->list].staff];
  const char *skill = NULL;
  if (text_has_word(day->patients[visit->patient].exclude_staff, worker->id))
    found(checker, "excluded_worker", about_visit(checker, v), _("%s is with %s, whom the patient does not want"),
          visit_in_words(day, v), worker->name);
  struct visit asked;
  enum refusal refusal = refusal_by_both(checker, v, &asked, &skill);
  if (refusal != REFUSAL_NONE && refusal != REFUSAL_EXCLUDED_STAFF)
    found(checker, "competence", about_visit(checker, v), _("%s is on list %s: %s"), visit_in_words(day, v),
          list_in_words(day, visit->list), refusal_in_words(day, visit->list, &asked, refusal, skill));
}

/* --- absent_with_list --- */

static bool overlap(minute start, minute end, minute other_start, minute other_end) {
  return start < other_end && other_start < end;
}

static bool is_at_work(const struct day *day, const struct work_list *list) {
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->staff == list->staff && row->date == list->date && row->shift == list->shift &&
        overlap(row->start, row->end, list->start, list->end))
      return true;
  }
  return false;
}

/* A list that was approved stays as it is when the shift of its worker is taken away or moved. */
static void check_at_work(struct checker *checker, int list) {
  struct day *day = checker->day;
  const struct work_list *row = &day->lists[list];
  if (row->staff != NONE && checker->sheets[list].n_stops > 0 && !is_at_work(day, row))
    found(checker, "absent_with_list", about_list(checker, list), _("list %s is with %s, who has no shift then"),
          row->id, day->staff[row->staff].name);
}

/* Whether a visit that is yet to be done begins at that time or later. */
static bool begins_after(const struct checker *checker, int list, minute at) {
  const struct list_sheet *sheet = &checker->sheets[list];
  for (int i = 0; i < sheet->n_stops; i++)
    if (checker->day->visits[sheet->stops[i].visit].state == VISIT_LISTED && sheet->stops[i].start >= at)
      return true;
  return false;
}

/* The reason stays out of it: whoever reads the findings need not know who is ill. */
static void check_absence(struct checker *checker, int list) {
  struct day *day = checker->day;
  const struct work_list *row = &day->lists[list];
  minute leaves = list_leaves(day, list);
  if (is_away_before(leaves, row->end))
    found(checker, "absent_with_list", about_list(checker, list), _("list %s is with %s, who is absent"), row->id,
          day->staff[row->staff].name);
  else if (leaves != MINUTE_NONE && begins_after(checker, list, leaves))
    found(checker, "absent_with_list", about_list(checker, list), _("list %s has visits from %s on, when %s is absent"),
          row->id, time_in_words(day, leaves), day->staff[row->staff].name);
  else
    check_at_work(checker, list);
}

/* --- visit_outlasts_worker --- */

/* Somebody who went home sick did not finish it: a visit that must be done never rests on that silently. */
static void check_outlasting(struct checker *checker, int v) {
  const struct visit *visit = &checker->day->visits[v];
  if (visit_outlasts_worker(checker->day, visit))
    found_as(checker, "visit_outlasts_worker", visit->priority == PRIORITY_MUST ? SEVERITY_ERROR : SEVERITY_WARNING,
             about_visit(checker, v), "%s", dispatch_outlasting(checker->day, v));
}

/* --- duty_nurse_with_list --- */

/* The duty nurse must be reachable by phone the whole shift (domain.md, functions). */
static void check_duty_nurse(struct checker *checker, const struct shift_row *row) {
  struct day *day = checker->day;
  if (row->function != FUNCTION_DUTY_NURSE || row->date != day->date)
    return;
  for (int list = 0; list < day->n_lists; list++)
    if (day->lists[list].staff == row->staff && checker->sheets[list].n_stops > 0 &&
        overlap(row->start, row->end, day->lists[list].start, day->lists[list].end))
      found(checker, "duty_nurse_with_list", about_list(checker, list),
            _("%s is duty nurse and has visits on list %s (%d)"), day->staff[row->staff].name, day->lists[list].id,
            checker->sheets[list].n_stops);
}

void check_competence(struct checker *checker) {
  struct day *day = checker->day;
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    if (visit->state == VISIT_LISTED && visit->list != NONE && day->lists[visit->list].staff != NONE)
      check_worker(checker, v);
    check_outlasting(checker, v);
  }
  for (int list = 0; list < day->n_lists; list++)
    check_absence(checker, list);
  for (int i = 0; i < day->n_shifts; i++)
    check_duty_nurse(checker, &day->shifts[i]);
}
