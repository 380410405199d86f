/* What every hand does around its work: load, compare, save, say. */
#include "dispatch/change.h"

#include <string.h>

#include "dispatch/plan.h"

bool change_begin(struct change *change, struct session *session, date on, struct effects *effects, struct error *err) {
  *change = (struct change){.session = session, .effects = effects};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  if (!store_load_day(session->store, on, &change->day, err)) {
    store_rollback(session->store);
    return false;
  }
  struct day *day = change->day;
  change->visits_before = arena_alloc(&day->arena, sizeof *day->visits * (size_t)(day->n_visits + 1));
  change->lists_before = arena_alloc(&day->arena, sizeof *day->lists * (size_t)(day->n_lists + 1));
  if (day->n_visits)
    memcpy(change->visits_before, day->visits, sizeof *day->visits * (size_t)day->n_visits);
  if (day->n_lists)
    memcpy(change->lists_before, day->lists, sizeof *day->lists * (size_t)day->n_lists);
  return true;
}

/* --- Saving what differs --- */

static bool visit_differs(const struct visit *a, const struct visit *b) {
  return a->state != b->state || a->team != b->team || a->list != b->list || a->seq != b->seq || a->start != b->start ||
         a->staff != b->staff || a->pinned != b->pinned || a->by_hand != b->by_hand ||
         !text_equal(a->reason, b->reason);
}

static bool list_differs(const struct work_list *a, const struct work_list *b) {
  return a->staff != b->staff || a->state != b->state || a->end != b->end;
}

/* --- What was approved --- */

/* Whether it changed where or when the visit is; that it was done changes no plan. */
static bool is_replanned(const struct change *change, int visit) {
  const struct visit *before = &change->visits_before[visit], *now = &change->day->visits[visit];
  return (before->list != now->list || before->start != now->start) && now->state != VISIT_DONE &&
         now->state != VISIT_NOT_DONE;
}

/* Whether the plan of the team's shift differs. */
static bool is_touched(const struct change *change, int team, enum shift shift) {
  const struct day *day = change->day;
  for (int i = 0; i < day->n_lists; i++)
    if (day->lists[i].team == team && day->lists[i].shift == shift &&
        (change->lists_before[i].staff != day->lists[i].staff || change->lists_before[i].end != day->lists[i].end))
      return true;
  for (int v = 0; v < day->n_visits; v++) {
    const int lists[] = {change->visits_before[v].list, day->visits[v].list};
    for (size_t i = 0; i < COUNT_OF(lists); i++)
      if (lists[i] != NONE && day->lists[lists[i]].team == team && day->lists[lists[i]].shift == shift &&
          is_replanned(change, v))
        return true;
  }
  return false;
}

/* An approved shift has been printed: whoever changes it is told, and the check says so until it is approved again. */
static bool note_approved(struct change *change, struct error *err) {
  const struct day *day = change->day;
  for (int team = 0; team < day->n_teams; team++)
    for (enum shift shift = SHIFT_DAY; shift < SHIFT_COUNT; shift++) {
      bool approved = false;
      if (is_touched(change, team, shift) &&
          !store_save_approval_change(change->session->store, day->date, shift, day->teams[team].id, &approved, err))
        return false;
      if (approved)
        effects_add(change->effects,
                    _("%s, %s shift, is approved: its paper is now out of date (print it and approve it again)"),
                    day->teams[team].name, word_label(&words_shift, (int)shift));
    }
  return true;
}

static bool save(struct change *change, struct error *err) {
  struct day *day = change->day;
  struct store *store = change->session->store;
  for (int i = 0; i < day->n_lists; i++)
    if (list_differs(&day->lists[i], &change->lists_before[i]) && !store_save_list(store, day, &day->lists[i], err))
      return false;
  for (int i = 0; i < day->n_visits; i++)
    if (visit_differs(&day->visits[i], &change->visits_before[i]) &&
        !store_save_visit(store, day, &day->visits[i], err))
      return false;
  return note_approved(change, err);
}

bool allow_override(struct error *err) {
  error_add(err, STATUS_DENIED, "%s", _("a person may decide so all the same: --override REASON"));
  err->may_override = true;
  return false;
}

bool override_is_sound(const char *reason, struct error *err) {
  return text_is_empty(reason) ||
         reason_is_given(reason, _("a rule is set aside with a reason (--override REASON)"), err);
}

bool change_end(struct change *change, bool ok, struct error *err) {
  ok = ok && save(change, err);
  if (ok)
    ok = store_commit(change->session->store, err);
  else
    store_rollback(change->session->store);
  day_free(change->day);
  change->day = NULL;
  return ok;
}

/* --- Words --- */

const char *visit_in_words(struct day *day, int visit) {
  const struct visit *row = &day->visits[visit];
  const struct patient *patient = &day->patients[row->patient];
  return arena_printf(&day->arena, "%s (%s %s, %s)", row->id, patient->id, patient_shown_name(patient),
                      day->tasks[row->task].name);
}

const char *list_in_words(struct day *day, int list) {
  int staff = day->lists[list].staff;
  return arena_printf(&day->arena, "%s (%s)", day->lists[list].id,
                      staff == NONE ? SAID("nobody") : day->staff[staff].name);
}

const char *dispatch_outlasting(struct day *day, int visit) {
  const struct visit *row = &day->visits[visit];
  return arena_printf(&day->arena,
                      _("%s, %s-%s, lasts past %s, when %s goes home: it stays on list %s until a person decides"),
                      visit_in_words(day, visit), time_in_words(day, row->start),
                      time_in_words(day, row->start + row->duration), time_in_words(day, list_leaves(day, row->list)),
                      day->staff[day->lists[row->list].staff].name, day->lists[row->list].id);
}

const char *time_in_words(struct day *day, minute at) {
  char text[TIME_SIZE];
  time_format(day->date, at, text);
  return arena_strdup(&day->arena, text);
}

/* --- Finding --- */

static const char *date_in_words(struct day *day) {
  char text[DATE_SIZE];
  date_show(day->date, text);
  return arena_strdup(&day->arena, text);
}

bool change_find_visit(struct change *change, const char *id, int rows[2], int *n, struct error *err) {
  *n = day_find_visit_rows(change->day, id, rows);
  return *n > 0 ||
         error_set(err, STATUS_USAGE, _("there is no visit '%s' on %s"), id ? id : "", date_in_words(change->day));
}

bool change_find_whole_visit(struct change *change, const char *id, int rows[2], int *n, struct error *err) {
  if (!change_find_visit(change, id, rows, n, err))
    return false;
  int partner = *n == 1 ? day_partner(change->day, rows[0]) : NONE;
  if (partner != NONE)
    rows[(*n)++] = partner;
  return true;
}

bool change_find_list(struct change *change, const char *id, int *list, struct error *err) {
  *list = day_find_list(change->day, id);
  return *list != NONE || error_set(err, STATUS_USAGE, _("there is no list '%s' on %s (vaktrom lists shows them)"),
                                    id ? id : "", date_in_words(change->day));
}

bool change_find_patient(struct change *change, const char *id, int *patient, struct error *err) {
  *patient = day_find_patient(change->day, id);
  return *patient != NONE || error_set(err, STATUS_USAGE, _("there is no patient '%s'"), id ? id : "");
}

bool change_find_staff(struct change *change, const char *id, int *staff, struct error *err) {
  *staff = day_find_staff(change->day, id);
  return *staff != NONE || error_set(err, STATUS_USAGE, _("there is no worker '%s'"), id ? id : "");
}

/* --- Unassigning --- */

static void unassign_row(struct visit *visit, const char *reason, bool by_hand) {
  visit_unlist(visit, VISIT_UNASSIGNED, reason);
  visit->pinned = false;
  visit->by_hand = by_hand;
}

void change_unassign(struct change *change, int visit, const char *reason, bool by_hand) {
  struct day *day = change->day;
  int partner = day_partner(day, visit);
  unassign_row(&day->visits[visit], reason, by_hand);
  if (partner != NONE && day->visits[partner].state == VISIT_LISTED)
    unassign_row(&day->visits[partner], reason, by_hand);
}
