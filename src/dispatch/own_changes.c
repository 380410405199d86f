/* What happened to an HT's own patients: one function for each kind of change, each with how much it may mean. */
#include "dispatch/own.h"

#include <string.h>

#include "vaktrom/routing.h"

static bool is_new(const struct own_search *search, instant at) {
  return at != INSTANT_NONE && at >= search->report->since;
}

/* For what is known by its day alone. A day that has begun when the reader last looked counts: better twice than never.
 */
static bool is_new_day(const struct own_search *search, date on) {
  return on != DATE_NONE && on >= search->first && on <= search->today;
}

/* Something whose last day this was is over since. */
static bool is_new_end(const struct own_search *search, date last) {
  return last != DATE_NONE && is_new_day(search, last + 1);
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

static bool note_observations(struct own_search *search, struct error *err) {
  struct arena *arena = &search->report->arena;
  struct observation *seen;
  int n;
  if (!store_load_observations(search->store, NULL, search->report->since - 7 * 86400, arena, &seen, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    if (!is_new(search, seen[i].at))
      continue;
    struct news2_score score = news2_score(&seen[i]);
    const struct observation *before = earlier(seen, n, i);
    struct str text = {0};
    news2_describe(&score, &text);
    if (before)
      str_addf(&text, _(" (before: %d)"), news2_score(before).total);
    own_note(search, seen[i].patient, OWN_OBSERVATION, seen[i].at, weight_of_score(&score),
             arena_strdup(arena, str_text(&text)));
    str_free(&text);
  }
  return true;
}

/* --- Visits that were not done --- */

static int weight_of_missed(const struct missed_visit *visit) {
  static const int weights[PRIORITY_COUNT] = {[PRIORITY_MUST] = 75, [PRIORITY_SHOULD] = 55, [PRIORITY_MAY] = 35};
  return weights[visit->priority] - (visit->state == VISIT_DROPPED ? 5 : 0);
}

/* When it was said that the visit was not done; INSTANT_NONE where only its day is known (it was dropped). */
static instant time_of_missed(const struct missed_visit *visit, const struct carry_over *carries, int n) {
  for (int i = 0; i < n; i++)
    if (text_equal(carries[i].visit, visit->visit))
      return carries[i].at;
  return INSTANT_NONE;
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
    instant told = time_of_missed(&missed[i], carries, n_carries);
    instant at = told != INSTANT_NONE ? told : instant_of(missed[i].date, missed[i].latest);
    bool new = told != INSTANT_NONE ? is_new(search, told) : is_new_day(search, missed[i].date) || is_new(search, at);
    int reason = word_code(&words_not_done_reason, missed[i].reason);
    if (new && !is_second_half(missed, i))
      own_note(search, missed[i].patient, OWN_MISSED_VISIT, at, weight_of_missed(&missed[i]),
               arena_printf(arena, "%s: %s (%s), %s", word_label(&words_visit_state, (int)missed[i].state),
                            missed[i].task, missed[i].visit,
                            reason == NONE ? missed[i].reason : word_label(&words_not_done_reason, reason)));
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
    const char *value = needs[i].value ? needs[i].value : "";
    const char *fact = arena_printf(arena, "%s%s%s", needs[i].code, *value ? "=" : "", value);
    if (is_new_day(search, needs[i].from))
      own_note(search, needs[i].patient, OWN_NEED, instant_of(needs[i].from, 0), weight,
               arena_printf(arena, _("noted: %s (%s)"), fact, needs[i].noted_by ? needs[i].noted_by : ""));
    if (is_new_end(search, needs[i].until))
      own_note(search, needs[i].patient, OWN_NEED, instant_of(needs[i].until + 1, 0), weight - 10,
               arena_printf(arena, _("no longer: %s"), fact));
  }
  return true;
}

/* --- Requests --- */

static int weight_of_request(const struct queue_item *item) {
  static const int weights[] = {[URGENCY_NOW] = 90, [URGENCY_TODAY] = 60, [URGENCY_PLANNED] = 40};
  bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
  return waits ? weights[item->urgency] : 25;
}

static void note_request(struct own_search *search, const struct queue_item *item, const struct queue_step *last) {
  struct arena *arena = &search->report->arena;
  instant changed = last && last->at > item->at ? last->at : item->at;
  const char *state = word_label(&words_queue_state, (int)item->state);
  if (is_new(search, item->at))
    own_note(search, item->patient, OWN_REQUEST, item->at, weight_of_request(item),
             arena_printf(arena, _("%s, %s, %s, %s: %s"), item->id, word_label(&words_queue_kind, (int)item->kind),
                          word_label(&words_urgency, (int)item->urgency), state, item->text));
  else if (is_new(search, changed))
    own_note(search, item->patient, OWN_REQUEST, changed, weight_of_request(item),
             arena_printf(arena, _("%s %s by %s%s%s"), item->id, state, last->by, item->outcome ? ": " : "",
                          item->outcome ? item->outcome : ""));
}

static bool note_requests(struct own_search *search, struct error *err) {
  struct arena *arena = &search->report->arena;
  struct queue_item *items;
  struct queue_step *steps;
  int n, n_steps;
  if (!store_load_queue(search->store, NULL, true, arena, &items, &n, err) ||
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

static bool note_transfers(struct own_search *search, struct error *err) {
  enum { weight = 58 };
  struct arena *arena = &search->report->arena;
  struct transfer *transfers;
  int n;
  if (!store_load_transfers(search->store, NULL, true, arena, &transfers, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    const struct transfer *transfer = &transfers[i];
    bool announced = is_new(search, transfer->at), begins = is_new_day(search, transfer->from_date);
    if (!announced && (!begins || transfer->state == TRANSFER_WITHDRAWN))
      continue;
    own_note(search, transfer->patient, OWN_TRANSFER, announced ? transfer->at : instant_of(transfer->from_date, 0),
             weight,
             arena_printf(arena, _("%s from %s to %s on %s, %s: %s"), transfer->id,
                          transfer->from_team ? transfer->from_team : "-", transfer->to_team,
                          date_words(arena, transfer->from_date),
                          word_label(&words_transfer_state, (int)transfer->state), transfer->reason));
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
  if (is_new_day(search, suspension->from))
    own_note(search, patient, OWN_SUSPENSION, instant_of(suspension->from, 0),
             suspension->reason == SUSPENSION_HOSPITAL ? to_hospital : elsewhere,
             arena_printf(arena, _("away: %s%s%s"), reason, suspension->until == DATE_NONE ? "" : _(", until "),
                          date_words(arena, suspension->until)));
  if (is_new_end(search, suspension->until))
    own_note(search, patient, OWN_SUSPENSION, instant_of(suspension->until + 1, 0), home,
             arena_printf(arena, _("back: was %s"), reason));
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
    if (is_new(search, decisions[i].at) && is_news(search, &decisions[i]))
      own_note(search, decisions[i].patient, OWN_DECISION, decisions[i].at,
               decisions[i].outcome == OUTCOME_GREY ? waits : decided,
               text_is_empty(decisions[i].decided_by)
                   ? decisions[i].explanation
                   : arena_printf(arena, _("%s, decided by %s: %s"),
                                  word_token(&words_outcome, (int)decisions[i].outcome), decisions[i].decided_by,
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
  for (int i = 0; i < n; i++)
    if (is_new_day(search, reminders[i].due))
      own_note(search, reminders[i].patient, OWN_REMINDER, instant_of(reminders[i].due, 0), weight,
               arena_printf(arena, _("due: %s (%s, %s)"), reminders[i].text, reminders[i].id, reminders[i].team));
  return true;
}

bool own_collect(struct own_search *search, struct error *err) {
  return note_observations(search, err) && note_missed(search, err) && note_needs(search, err) &&
         note_requests(search, err) && note_transfers(search, err) && note_suspensions(search, err) &&
         note_decisions(search, err) && note_reminders(search, err);
}
