/* Temporary suspension (midlertidig opphør), and coming back: no patient is forgotten on either way. */
#include "dispatch/change.h"
#include "dispatch/plan.h"
#include "vaktrom/dispatch/may.h"

/* --- Shared --- */

/* What is done to each visit of the patient on each of the dates. */
struct sweep {
  struct session *session;
  const char *patient;
  date from, until; /* until DATE_NONE = open */
  bool (*each)(struct sweep *sweep, struct change *change, int visit);
  const char *reason;
  struct effects *effects;
  int visits;
};

static bool sweep_date(struct sweep *sweep, date on, struct error *err) {
  struct change change;
  if (!change_begin(&change, sweep->session, on, sweep->effects, err))
    return false;
  int patient = day_find_patient(change.day, sweep->patient);
  for (int v = 0; v < change.day->n_visits; v++)
    if (change.day->visits[v].patient == patient && sweep->each(sweep, &change, v))
      sweep->visits++;
  return change_end(&change, true, err);
}

static bool sweep_dates(struct sweep *sweep, struct error *err) {
  struct arena arena = {0};
  date *dates;
  int n;
  bool done =
      store_dates_of_patient(sweep->session->store, sweep->patient, sweep->from, sweep->until, &arena, &dates, &n, err);
  for (int i = 0; done && i < n; i++)
    done = sweep_date(sweep, dates[i], err);
  arena_free(&arena);
  return done;
}

static const char *date_text(struct arena *arena, date on) {
  char text[DATE_SIZE];
  date_show(on, text);
  return arena_strdup(arena, text);
}

/* A suspension or a return while it is made. */
struct stay {
  struct session *session;
  const char *patient;
  struct effects *effects;
  struct suspension suspension; /* to be noted */
  date from;                    /* of a return */
};

static bool commit_or_take_back(struct session *session, bool done, struct error *err) {
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}

/* --- Suspending --- */

static bool suspend_visit(struct sweep *sweep, struct change *change, int v) {
  struct day *day = change->day;
  struct visit *visit = &day->visits[v];
  if (visit->state != VISIT_LISTED && visit->state != VISIT_UNASSIGNED)
    return false; /* one that a person let give way stays so, in both directions */
  visit_suspend(visit, sweep->reason);
  effects_add(change->effects, _("suspended %s on %s"), visit_in_words(day, v), date_text(&day->arena, day->date));
  return true;
}

/* The patient's row, as it is on a date; refused when a suspension holds on one of the dates already. */
static bool may_be_suspended(struct stay *stay, struct day *day, struct error *err) {
  int patient = day_find_patient(day, stay->patient);
  if (patient == NONE)
    return error_set(err, STATUS_USAGE, _("there is no patient '%s'"), stay->patient);
  const struct suspension *new = &stay->suspension;
  for (int i = 0; i < day->n_suspensions; i++) {
    const struct suspension *old = &day->suspensions[i];
    bool apart =
        (old->until != DATE_NONE && old->until < new->from) || (new->until != DATE_NONE &&new->until < old->from);
    if (old->patient != patient || apart)
      continue;
    return error_set(err, STATUS_DENIED, _("%s is suspended already from %s%s%s; resume first"), stay->patient,
                     date_text(&day->arena, old->from), old->until == DATE_NONE ? "" : _(" to "),
                     date_text(&day->arena, old->until));
  }
  return true;
}

static bool check_suspension(struct stay *stay, struct error *err) {
  const struct suspension *new = &stay->suspension;
  struct day *day = NULL;
  if (new->until == DATE_NONE &&new->review == DATE_NONE)
    return error_set(err, STATUS_USAGE, "%s",
                     _("a suspension needs its last day (--until) or a date to look again (--review)"));
  if ((new->until != DATE_NONE &&new->until < new->from) || (new->review != DATE_NONE &&new->review < new->from))
    return error_set(err, STATUS_USAGE, "%s", _("a suspension may not end before it begins"));
  if (!store_load_day(stay->session->store, new->from, &day, err))
    return false;
  bool may = may_be_suspended(stay, day, err);
  day_free(day);
  return may;
}

static bool suspend(struct stay *stay, struct error *err) {
  struct arena arena = {0};
  struct sweep sweep = {.session = stay->session,
                        .patient = stay->patient,
                        .from = stay->suspension.from,
                        .until = stay->suspension.until,
                        .each = suspend_visit,
                        .reason = word_said(&arena, &words_suspension_reason, (int)stay->suspension.reason),
                        .effects = stay->effects};
  if (!check_suspension(stay, err) ||
      !store_save_suspension(stay->session->store, stay->patient, &stay->suspension, err) ||
      !sweep_dates(&sweep, err)) {
    arena_free(&arena);
    return false;
  }
  const char *until = said_date(&arena, stay->suspension.until), *again = said_date(&arena, stay->suspension.review);
  const char *bound = stay->suspension.until == DATE_NONE    ? said(&arena, "until further notice, review %s", again)
                      : stay->suspension.review == DATE_NONE ? said(&arena, "to %s", until)
                                                             : said(&arena, "to %s, review %s", until, again);
  const char *line = said(&arena, "%s is suspended from %s %s (%s); visits suspended: %d", stay->patient,
                          said_date(&arena, stay->suspension.from), bound, sweep.reason, sweep.visits);
  effects_add(stay->effects, "%s", line);
  store_label_text(stay->session->store, line);
  arena_free(&arena);
  return true;
}

bool dispatch_suspend(struct session *session, const char *patient, date from, date until, date review,
                      enum suspension_reason reason, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_SUSPEND, &(struct concern){.patient = patient}, err))
    return false;
  struct stay stay = {.session = session,
                      .patient = patient,
                      .effects = effects,
                      .suspension = {.from = from, .until = until, .review = review, .reason = reason}};
  return store_begin(session->store, session->actor, "", err) && commit_or_take_back(session, suspend(&stay, err), err);
}

/* --- Coming back --- */

static bool revive_visit(struct sweep *sweep, struct change *change, int v) {
  struct day *day = change->day;
  struct visit *visit = &day->visits[v];
  if (visit->state != VISIT_SUSPENDED || day_suspension(day, visit->patient, day->date) != NONE)
    return false;
  visit_unlist(visit, VISIT_UNASSIGNED, sweep->reason);
  change->effects->needs_person |= visit->priority == PRIORITY_MUST;
  effects_add(change->effects, _("%s on %s is back and needs a list"), visit_in_words(day, v),
              date_text(&day->arena, day->date));
  return true;
}

/* Ends the suspension the day before the return, or removes it when it has not begun. */
static bool shorten(struct stay *stay, const struct suspension *old, struct error *err) {
  struct store *store = stay->session->store;
  struct suspension shorter = *old;
  shorter.until = stay->from - 1;
  if (shorter.until < old->from)
    return store_remove_suspension(store, stay->patient, old->from, err);
  return store_save_suspension(store, stay->patient, &shorter, err);
}

/* Ends the suspension that holds on the date of the return; *until = the last day that it would have covered. */
static bool end_suspension(struct stay *stay, const struct day *day, date *until, struct error *err) {
  int patient = day_find_patient(day, stay->patient);
  if (patient == NONE)
    return error_set(err, STATUS_USAGE, _("there is no patient '%s'"), stay->patient);
  for (int i = 0; i < day->n_suspensions; i++) {
    const struct suspension *old = &day->suspensions[i];
    if (old->patient != patient || old->from > stay->from || (old->until != DATE_NONE && old->until < stay->from))
      continue;
    *until = old->until;
    return shorten(stay, old, err);
  }
  return error_set(err, STATUS_DENIED, _("%s is not suspended then"), stay->patient);
}

static bool resume(struct stay *stay, struct error *err) {
  struct day *day = NULL;
  struct sweep sweep = {.session = stay->session,
                        .patient = stay->patient,
                        .from = stay->from,
                        .each = revive_visit,
                        .reason = SAID("back from a suspension, not yet on a list"),
                        .effects = stay->effects};
  if (!store_load_day(stay->session->store, stay->from, &day, err))
    return false;
  bool done = end_suspension(stay, day, &sweep.until, err);
  day_free(day);
  if (!done || !sweep_dates(&sweep, err))
    return false;
  struct arena arena = {0};
  const char *from = said_date(&arena, stay->from);
  effects_add(stay->effects, _("%s has visits again from %s; visits that need a list: %d"), stay->patient, from,
              sweep.visits);
  store_label(stay->session->store, "%s has visits again from %s", stay->patient, from);
  arena_free(&arena);
  return true;
}

bool dispatch_resume(struct session *session, const char *patient, date from, struct effects *effects,
                     struct error *err) {
  if (!dispatch_may(session, MAY_SUSPEND, &(struct concern){.patient = patient}, err))
    return false;
  struct stay stay = {.session = session, .patient = patient, .effects = effects, .from = from};
  return store_begin(session->store, session->actor, "", err) && commit_or_take_back(session, resume(&stay, err), err);
}
