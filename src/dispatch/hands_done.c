/* What became of a visit: done, or not done and carried over to a named person. */
#include "dispatch/change.h"
#include "vaktrom/dispatch/may.h"

date dispatch_date_of_visit(struct store *store, const char *visit) {
  return store_date_of_visit(store, visit);
}

date dispatch_date_of_list(struct store *store, const char *list) {
  return store_date_of_list(store, list);
}

static const char *day_in_words(struct day *day) {
  char text[DATE_SIZE];
  date_show(day->date, text);
  return arena_strdup(&day->arena, text);
}

/* --- Done --- */

/* Who did it: the list's worker, or else the person who says so; NONE when that is nobody of the staff. */
static int who_did(const struct change *change, const struct visit *visit) {
  const struct day *day = change->day;
  if (visit->list != NONE && day->lists[visit->list].staff != NONE)
    return day->lists[visit->list].staff;
  return day_find_staff(day, change->session->actor);
}

/* A visit of the date begins on it, or in the small hours after it, and nobody has begun one later than now. */
static bool check_time_of(struct day *day, instant at, struct error *err) {
  bool of_date = at >= instant_of(day->date, 0) && at < instant_of(day->date + 2, 0);
  if (at == INSTANT_NONE || (of_date && at <= clock_now()))
    return true;
  const char *text = instant_words(&day->arena, at);
  if (of_date)
    return error_set(err, STATUS_USAGE, _("%s is still to come: a visit cannot have begun then"), text);
  return error_set(err, STATUS_USAGE, _("%s is not a time of the visit's date or of the night after it"), text);
}

/* When it began: as said, else as planned or as marked before, but never later than now. */
static minute begun_at(const struct day *day, const struct visit *visit, instant at) {
  minute now = minute_of(day->date, clock_now());
  if (at != INSTANT_NONE)
    return minute_of(day->date, at);
  return visit->start == MINUTE_NONE || now < visit->start ? now : visit->start;
}

static void tell_done(struct change *change, int row, minute start) {
  struct day *day = change->day;
  const struct visit *visit = &day->visits[row];
  struct effects *effects = change->effects;
  const char *what = visit_in_words(day, row), *by = day->staff[visit->staff].name;
  if (visit->start == MINUTE_NONE || (visit->state != VISIT_DONE && visit->start == start))
    effects_add(effects, _("done: %s on %s at %s, by %s"), what, day_in_words(day), time_in_words(day, start), by);
  else if (visit->state != VISIT_DONE)
    effects_add(effects, _("done: %s on %s at %s (planned %s), by %s"), what, day_in_words(day),
                time_in_words(day, start), time_in_words(day, visit->start), by);
  else if (visit->start == start)
    effects_add(effects, _("%s was marked done before, at %s"), what, time_in_words(day, start));
  else
    effects_add(effects, _("done: %s on %s at %s (marked done before, at %s), by %s"), what, day_in_words(day),
                time_in_words(day, start), time_in_words(day, visit->start), by);
}

/* More than an hour before its time it is more likely another visit, or another day, that was meant. */
static bool confirm_early(struct day *day, const struct done_request *request, int row, struct error *err) {
  enum { early_unasked = 60 };
  const struct visit *visit = &day->visits[row];
  minute planned = visit->start == MINUTE_NONE && visit->n_windows ? visit->windows[0].earliest : visit->start;
  minute start = begun_at(day, visit, request->at);
  if (visit->state == VISIT_DONE || request->confirmed || planned == MINUTE_NONE || planned - start <= early_unasked)
    return true;
  if (request->asked)
    *request->asked = true;
  error_set(err, STATUS_USAGE, _("%s is planned at %s, %d:%02d hours after %s. Done already?"),
            visit_in_words(day, row), time_in_words(day, planned), (planned - start) / 60, (planned - start) % 60,
            time_in_words(day, start));
  return error_add(err, STATUS_USAGE, "%s", _("To mark it done all the same: --yes"));
}

static bool mark_done(struct change *change, int row, instant at, struct error *err) {
  struct day *day = change->day;
  struct visit *visit = &day->visits[row];
  int staff = who_did(change, visit);
  if (visit->state != VISIT_LISTED && visit->state != VISIT_UNASSIGNED && visit->state != VISIT_DONE)
    return error_set(err, STATUS_DENIED, _("%s is %s: it cannot be marked done"), visit_in_words(day, row),
                     word_label(&words_visit_state, (int)visit->state));
  if (staff == NONE)
    return error_set(err, STATUS_DENIED, _("%s is on nobody's list: move it to the list of who did it first"),
                     visit_in_words(day, row));
  visit->staff = staff;
  minute start = begun_at(day, visit, at);
  tell_done(change, row, start);
  visit->start = start;
  visit->state = VISIT_DONE;
  visit->reason = NULL;
  if (visit->list != NONE)
    day->lists[visit->list].state = LIST_STARTED;
  return true;
}

static bool done(struct change *change, const struct done_request *request, struct error *err) {
  int rows[2], n;
  instant at = request->at, began = at == INSTANT_NONE ? clock_now() : at;
  if (!change_find_whole_visit(change, request->visit, rows, &n, err) ||
      !check_time_of(change->day, at == INSTANT_NONE && began >= instant_of(change->day->date, 0) ? at : began, err) ||
      !confirm_early(change->day, request, rows[0], err))
    return false;
  for (int i = 0; i < n; i++)
    if (!mark_done(change, rows[i], at, err))
      return false;
  store_label(change->session->store, "%s done", visit_in_words(change->day, rows[0]));
  return true;
}

bool dispatch_done(struct session *session, const struct done_request *request, struct effects *effects,
                   struct error *err) {
  if (!dispatch_may(session, MAY_MARK, &(struct concern){.visit = request->visit}, err))
    return false;
  struct change change;
  return change_begin(&change, session, request->date, effects, err) &&
         change_end(&change, done(&change, request, err), err);
}

/* --- Not done --- */

static bool offer(struct change *change, int row, enum not_done_reason reason, int next, struct error *err) {
  struct day *day = change->day;
  struct visit *visit = &day->visits[row];
  struct carry_over carry = {
      .visit = visit->id,
      .patient = day->patients[visit->patient].id,
      .from = visit->staff == NONE ? NULL : day->staff[visit->staff].id,
      .next = day->staff[next].id,
      .at = clock_now(),
      .reason = reason,
      .state = CARRY_OFFERED,
  };
  if (!store_next_id(change->session->store, "C", &day->arena, &carry.id, err) ||
      !store_save_carry_over(change->session->store, &carry, err))
    return false;
  effects_add(change->effects, _("carry-over %s: %s goes to %s, who must accept it"), carry.id,
              visit_in_words(day, row), day->staff[next].name);
  return true;
}

static bool mark_not_done(struct change *change, int row, enum not_done_reason reason, struct error *err) {
  struct day *day = change->day;
  struct visit *visit = &day->visits[row];
  if (visit->state != VISIT_LISTED && visit->state != VISIT_UNASSIGNED && visit->state != VISIT_DONE)
    return error_set(err, STATUS_DENIED, _("%s is %s already"), visit_in_words(day, row),
                     word_label(&words_visit_state, (int)visit->state));
  visit->staff = visit->list != NONE ? day->lists[visit->list].staff : visit->staff;
  visit->state = VISIT_NOT_DONE;
  visit->reason = word_token(&words_not_done_reason, (int)reason);
  effects_add(change->effects, _("not done: %s on %s, %s"), visit_in_words(day, row), day_in_words(day),
              word_label(&words_not_done_reason, (int)reason));
  return true;
}

static bool undone(struct change *change, const char *id, enum not_done_reason reason, const char *next_staff,
                   struct error *err) {
  int rows[2], n, next;
  struct day *day = change->day;
  if (!change_find_whole_visit(change, id, rows, &n, err) || !change_find_staff(change, next_staff, &next, err))
    return false;
  if (day->staff[next].ended)
    return error_set(err, STATUS_DENIED, _("%s no longer works here"), day->staff[next].name);
  if (day_away_all_day(day, next))
    return error_set(err, STATUS_DENIED, _("%s is absent that day: name somebody who is at work"),
                     day->staff[next].name);
  for (int i = 0; i < n; i++)
    if (!mark_not_done(change, rows[i], reason, err))
      return false;
  store_label(change->session->store, "%s not done (%s), carried over to %s", visit_in_words(day, rows[0]),
              word_said(&day->arena, &words_not_done_reason, (int)reason), day->staff[next].name);
  return offer(change, rows[0], reason, next, err);
}

bool dispatch_undone(struct session *session, date on, const char *visit, enum not_done_reason reason,
                     const char *next_staff, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_MARK, &(struct concern){.visit = visit}, err))
    return false;
  struct change change;
  return change_begin(&change, session, on, effects, err) &&
         change_end(&change, undone(&change, visit, reason, next_staff, err), err);
}
