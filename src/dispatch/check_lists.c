/* May those who have the visits do them, and are they there? */
#include "dispatch/change.h"
#include "dispatch/check.h"
#include "dispatch/place.h"

/* --- competence, excluded_worker --- */

static void check_worker(struct checker *checker, int v) {
  struct day *day = checker->day;
  const struct visit *visit = &day->visits[v];
  const struct worker *worker = &day->staff[day->lists[visit->list].staff];
  const char *skill = NULL;
  if (text_has_word(day->patients[visit->patient].exclude_staff, worker->id))
    found(checker, "excluded_worker", about_visit(checker, v), _("%s is with %s, whom the patient does not want"),
          visit_in_words(day, v), worker->name);
  enum refusal refusal = worker_refusal(day, day->lists[visit->list].staff, visit, &skill);
  if (refusal != REFUSAL_NONE && refusal != REFUSAL_EXCLUDED_STAFF)
    found(checker, "competence", about_visit(checker, v), _("%s is on list %s: %s"), visit_in_words(day, v),
          list_in_words(day, visit->list), refusal_in_words(day, visit->list, visit, refusal, skill));
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

static void check_absence(struct checker *checker, int list) {
  struct day *day = checker->day;
  const struct work_list *row = &day->lists[list];
  int absence = row->staff == NONE ? NONE : day_absence(day, row->staff, row->date, row->shift);
  if (absence != NONE)
    found(checker, "absent_with_list", about_list(checker, list), _("list %s is with %s, who is absent (%s)"), row->id,
          day->staff[row->staff].name, word_label(&words_absence_reason, (int)day->absences[absence].reason));
  else
    check_at_work(checker, list);
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
  }
  for (int list = 0; list < day->n_lists; list++)
    check_absence(checker, list);
  for (int i = 0; i < day->n_shifts; i++)
    check_duty_nurse(checker, &day->shifts[i]);
}
