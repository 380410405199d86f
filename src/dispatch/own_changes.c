/* What happened to an HT's own patients: one function for each kind of change, each with how much it may mean. */
#include "dispatch/own.h"

#include <stdlib.h>
#include <string.h>

#include "vaktrom/routing.h"

static bool is_new(const struct own_search *search, const char *patient, instant at) {
  return at != INSTANT_NONE && at >= own_since(search, patient);
}

/* When the reader could first know what holds from a day on: at its midnight or, when it was recorded later, then;
 * INSTANT_NONE when that was before the last look, or is still to come. */
static instant news_of_day(const struct own_search *search, const char *patient, date on, instant recorded) {
  if (on == DATE_NONE || on > search->today)
    return INSTANT_NONE;
  instant midnight = instant_of(on, 0), at = recorded != INSTANT_NONE && recorded > midnight ? recorded : midnight;
  return is_new(search, patient, at) ? at : INSTANT_NONE;
}

/* The same for something whose last day that was. */
static instant news_of_end(const struct own_search *search, const char *patient, date last, instant recorded) {
  return last == DATE_NONE ? INSTANT_NONE : news_of_day(search, patient, last + 1, recorded);
}

/* --- Observations --- */

static int weight_of_score(const struct news2_score *score) {
  enum { emergency = 100, raised = 85, raised_nothing = 20 };
  if (score->response == NEWS2_RESPONSE_EMERGENCY)
    return emergency;
  return news2_raises(score) ? raised : raised_nothing + score->total;
}

/* Newest first for each patient; the first that is older than the look is the one to compare with. */
static const struct observation *earlier(const struct observation *seen, int n, int i) {
  return i + 1 < n && text_equal(seen[i + 1].patient, seen[i].patient) ? &seen[i + 1] : NULL;
}

/* The time of the earliest observation that was recorded since the look, or the look's. */
static instant first_observation(const struct own_search *search) {
  instant first = search->report->since;
  for (int i = 0; i < search->n_recorded; i++) {
    const char *at = strchr(search->recorded[i].key, ' '); /* "P101 1772605800" */
    if (!text_equal(search->recorded[i].kind, "observations") || !at)
      continue;
    instant seen = strtoll(at, NULL, 10);
    first = seen < first ? seen : first;
  }
  return first;
}

static void note_observation(struct own_search *search, const struct observation *seen,
                             const struct observation *before, instant recorded) {
  struct arena *arena = &search->report->arena;
  struct news2_score score = news2_score(seen);
  struct str text = {0};
  news2_describe(&score, &text);
  if (before)
    str_addf(&text, _(" (before: %d)"), news2_score(before).total);
  if (!is_new(search, seen->patient, seen->at))
    str_addf(&text, _(" (entered late: %s)"), instant_words(arena, recorded));
  own_note(search, seen->patient, OWN_OBSERVATION, seen->at, weight_of_score(&score),
           arena_strdup(arena, str_text(&text)));
  str_free(&text);
}

/* An observation is new by when it was made, or entered: also one that was entered late. */
static bool note_observations(struct own_search *search, struct error *err) {
  enum { compared_days = 7 }; /* before an observation, for the one to compare it with */
  struct observation *seen;
  int n;
  if (!store_load_observations(search->store, NULL, first_observation(search) - compared_days * 86400,
                               &search->report->arena, &seen, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    instant recorded =
        own_recorded(search, OWN_SAID, "observations", "%s %lld", seen[i].patient, (long long)seen[i].at);
    if (is_new(search, seen[i].patient, seen[i].at) || is_new(search, seen[i].patient, recorded))
      note_observation(search, &seen[i], earlier(seen, n, i), recorded);
  }
  return true;
}

/* --- Visits that were not done --- */

static int weight_of_missed(const struct missed_visit *visit) {
  static const int weights[PRIORITY_COUNT] = {[PRIORITY_MUST] = 75, [PRIORITY_SHOULD] = 55, [PRIORITY_MAY] = 35};
  return weights[visit->priority] - (visit->state == VISIT_DROPPED ? 5 : 0);
}

/* When it was said that the visit was not done, or dropped; INSTANT_NONE where only its day is known. */
static instant time_of_missed(const struct own_search *search, const struct missed_visit *visit,
                              const struct carry_over *carries, int n) {
  for (int i = 0; i < n; i++)
    if (text_equal(carries[i].visit, visit->visit))
      return carries[i].at;
  return own_recorded(search, OWN_SAID, "visits", "%s", visit->visit);
}

/* A visit for two is missed once: its second row says no more than the first. */
static bool is_second_half(const struct missed_visit *missed, int i) {
  size_t length = strlen(missed[i].visit);
  return i > 0 && length > 2 && text_equal(missed[i].visit + length - 2, "/2") &&
         strlen(missed[i - 1].visit) == length && strncmp(missed[i - 1].visit, missed[i].visit, length - 1) == 0;
}

static bool note_missed(struct own_search *search, struct error *err) {
  enum { days_told_late = 7 }; /* a visit may be said not to be done days after it was due */
  struct arena *arena = &search->report->arena;
  struct missed_visit *missed;
  struct carry_over *carries;
  int n, n_carries;
  if (!store_load_missed_visits(search->store, search->first - days_told_late, search->today, arena, &missed, &n,
                                err) ||
      !store_load_carry_overs(search->store, NULL, true, arena, &carries, &n_carries, err))
    return false;
  for (int i = 0; i < n; i++) {
    instant told = time_of_missed(search, &missed[i], carries, n_carries);
    instant at = told != INSTANT_NONE ? told : instant_of(missed[i].date, 0);
    int reason = word_code(&words_not_done_reason, missed[i].reason);
    if (is_new(search, missed[i].patient, at) && !is_second_half(missed, i))
      own_note(search, missed[i].patient, OWN_MISSED_VISIT, at, weight_of_missed(&missed[i]),
               arena_printf(arena, "%s: %s (%s), %s", word_label(&words_visit_state, (int)missed[i].state),
                            missed[i].task, missed[i].visit,
                            reason == NONE ? said_words(arena, missed[i].reason)
                                           : word_label(&words_not_done_reason, reason)));
  }
  return true;
}

/* --- Needs --- */

static bool note_needs(struct own_search *search, struct error *err) {
  enum { weight = 30 };
  struct arena *arena = &search->report->arena;
  struct need *needs;
  int n;
  if (!store_load_needs(search->store, NULL, DATE_NONE, arena, &needs, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    const char *fact = need_words(arena, needs[i].code, needs[i].value);
    const char *key = arena_printf(arena, "%s %s %s", needs[i].patient, needs[i].code, date_key(arena, needs[i].from));
    instant noted =
        news_of_day(search, needs[i].patient, needs[i].from, own_recorded(search, OWN_SAID, "needs", "%s", key));
    instant ended =
        news_of_end(search, needs[i].patient, needs[i].until, own_recorded(search, OWN_ENDED, "needs", "%s", key));
    if (noted != INSTANT_NONE)
      own_note(search, needs[i].patient, OWN_NEED, noted, weight,
               arena_printf(arena, _("noted: %s (%s)"), fact, needs[i].noted_by ? needs[i].noted_by : ""));
    if (ended != INSTANT_NONE)
      own_note(search, needs[i].patient, OWN_NEED, ended, weight - 10, arena_printf(arena, _("no longer: %s"), fact));
  }
  return true;
}

/* --- Requests --- */

static int weight_of_request(const struct queue_item *item) {
  static const int weights[] = {[URGENCY_NOW] = 90, [URGENCY_TODAY] = 60, [URGENCY_PLANNED] = 40};
  bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
  return waits ? weights[item->urgency] : 25;
}

/* Notes what is known about it and, apart, what somebody wrote. */
static void note_worded(struct own_search *search, const char *patient, struct own_change change, const char *said) {
  change.text = text_is_empty(said) ? change.brief : arena_printf(&search->report->arena, "%s: %s", change.brief, said);
  own_note_change(search, patient, &change);
}

static void note_request(struct own_search *search, const struct queue_item *item, const struct queue_step *last) {
  struct arena *arena = &search->report->arena;
  instant changed = last && last->at > item->at ? last->at : item->at;
  const char *state = word_label(&words_queue_state, (int)item->state);
  struct own_change change = {.kind = OWN_REQUEST, .at = item->at, .weight = weight_of_request(item)};
  if (is_new(search, item->patient, item->at)) {
    change.brief = arena_printf(arena, _("%s, %s, %s, %s"), item->id, word_label(&words_queue_kind, (int)item->kind),
                                word_label(&words_urgency, (int)item->urgency), state);
    change.words = dispatch_queue_sheet_text(item);
    note_worded(search, item->patient, change, item->text);
  } else if (is_new(search, item->patient, changed)) {
    change.at = changed;
    change.brief = arena_printf(arena, _("%s %s by %s"), item->id, state, last->by);
    change.words = item->outcome;
    note_worded(search, item->patient, change, item->outcome);
  }
}

static bool note_requests(struct own_search *search, struct error *err) {
  struct arena *arena = &search->report->arena;
  struct queue_item *items;
  struct queue_step *steps;
  int n, n_steps;
  if (!dispatch_queue(search->store, NULL, true, arena, &items, &n, err) ||
      !store_load_queue_history(search->store, NULL, arena, &steps, &n_steps, err))
    return false;
  for (int i = 0; i < n; i++) {
    int count;
    const struct queue_step *own = dispatch_queue_steps(steps, n_steps, items[i].id, &count);
    if (items[i].patient)
      note_request(search, &items[i], count > 0 ? &own[count - 1] : NULL);
  }
  return true;
}

/* --- Transfers --- */

/* When something new happened to it: it was announced, withdrawn, or its day came; INSTANT_NONE = nothing. */
static instant time_of_transfer(const struct own_search *search, const struct transfer *transfer) {
  if (transfer->state == TRANSFER_WITHDRAWN) {
    instant withdrawn = own_recorded(search, OWN_SAID, "transfers", "%s", transfer->id);
    if (is_new(search, transfer->patient, withdrawn))
      return withdrawn;
  }
  if (is_new(search, transfer->patient, transfer->at))
    return transfer->at;
  return transfer->state == TRANSFER_WITHDRAWN
             ? INSTANT_NONE
             : news_of_day(search, transfer->patient, transfer->from_date, INSTANT_NONE);
}

static bool note_transfers(struct own_search *search, struct error *err) {
  enum { weight = 58 };
  struct arena *arena = &search->report->arena;
  struct transfer *transfers;
  int n;
  if (!store_load_transfers(search->store, NULL, true, arena, &transfers, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct transfer *transfer = &transfers[i];
    instant at = time_of_transfer(search, transfer);
    if (at == INSTANT_NONE)
      continue;
    struct own_change change = {.kind = OWN_TRANSFER, .at = at, .weight = weight, .words = transfer->reason};
    change.brief =
        arena_printf(arena, _("%s from %s to %s on %s, %s"), transfer->id,
                     transfer->from_team ? transfer->from_team : "-", transfer->to_team,
                     date_words(arena, transfer->from_date), word_label(&words_transfer_state, (int)transfer->state));
    note_worded(search, transfer->patient, change, transfer->reason);
  }
  return true;
}

/* --- Suspensions --- */

/* Read from the snapshot of the first date, which knows all that had not ended before it. */
static void note_suspension(struct own_search *search, const struct day *then, const struct suspension *suspension) {
  enum { to_hospital = 65, elsewhere = 45, home = 50 };
  struct arena *arena = &search->report->arena;
  const char *patient = then->patients[suspension->patient].id;
  const char *reason = word_label(&words_suspension_reason, (int)suspension->reason);
  const char *key = arena_printf(arena, "%s %s", patient, date_key(arena, suspension->from));
  instant began =
      news_of_day(search, patient, suspension->from, own_recorded(search, OWN_SAID, "suspensions", "%s", key));
  instant ended =
      news_of_end(search, patient, suspension->until, own_recorded(search, OWN_ENDED, "suspensions", "%s", key));
  if (began != INSTANT_NONE)
    own_note(search, patient, OWN_SUSPENSION, began,
             suspension->reason == SUSPENSION_HOSPITAL ? to_hospital : elsewhere,
             arena_printf(arena, _("away: %s%s%s"), reason, suspension->until == DATE_NONE ? "" : _(", until "),
                          date_words(arena, suspension->until)));
  if (ended != INSTANT_NONE)
    own_note(search, patient, OWN_SUSPENSION, ended, home, arena_printf(arena, _("back: was %s"), reason));
}

static bool note_suspensions(struct own_search *search, struct error *err) {
  struct day *then = NULL;
  if (!store_load_day(search->store, search->first, &then, err))
    return false;
  for (int i = 0; i < then->n_suspensions; i++)
    note_suspension(search, then, &then->suspensions[i]);
  day_free(then);
  return true;
}

/* --- Decisions and reminders --- */

/* A decision is news when a person made it, waits for one, or names another team than the patient has: not one that
 * only says in words what is so. */
static bool is_news(const struct own_search *search, const struct decision *decision) {
  const struct day *day = search->report->day;
  int patient = day_find_patient(day, decision->patient);
  const char *team = patient == NONE ? NULL : id_of_team(day, day->patients[patient].team);
  return !text_is_empty(decision->decided_by) || decision->outcome == OUTCOME_GREY ||
         !text_equal(decision->responsible_team, team);
}

static bool note_decisions(struct own_search *search, struct error *err) {
  enum { waits = 48, decided = 42 };
  struct arena *arena = &search->report->arena;
  struct decision *decisions;
  int n;
  if (!store_load_decisions(search->store, NULL, arena, &decisions, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (is_new(search, decisions[i].patient, decisions[i].at) && is_news(search, &decisions[i]))
      own_note(search, decisions[i].patient, OWN_DECISION, decisions[i].at,
               decisions[i].outcome == OUTCOME_GREY ? waits : decided,
               text_is_empty(decisions[i].decided_by)
                   ? decisions[i].explanation
                   : arena_printf(arena, _("%s, decided by %s: %s"),
                                  word_label(&words_outcome, (int)decisions[i].outcome), decisions[i].decided_by,
                                  decisions[i].reason ? decisions[i].reason : ""));
  return true;
}

static bool note_reminders(struct own_search *search, struct error *err) {
  enum { weight = 15 };
  struct arena *arena = &search->report->arena;
  struct reminder *reminders;
  int n;
  if (!store_load_reminders(search->store, NULL, false, arena, &reminders, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    instant due = news_of_day(search, reminders[i].patient, reminders[i].due,
                              own_recorded(search, OWN_SAID, "reminders", "%s", reminders[i].id));
    if (due != INSTANT_NONE)
      own_note(search, reminders[i].patient, OWN_REMINDER, due, weight,
               arena_printf(arena, _("due: %s (%s, %s)"), reminders[i].text, reminders[i].id, reminders[i].team));
  }
  return true;
}

bool own_collect(struct own_search *search, struct error *err) {
  return note_observations(search, err) && note_missed(search, err) && note_needs(search, err) &&
         note_requests(search, err) && note_transfers(search, err) && note_suspensions(search, err) &&
         note_decisions(search, err) && note_reminders(search, err);
}
