/*
 * The HT queue: a request has a kind, an urgency, an owner, an age and an outcome. Each step is a transaction that
 * begins with the write lock (store_begin) and reads the item under it, so of two who take an item at once exactly one
 * gets it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dispatch/between.h"
#include "dispatch/queue.h"
#include "vaktrom/dispatch/may.h"

/* --- The order of the queue --- */

static int compare_items(const void *left, const void *right) {
  const struct queue_item *a = left, *b = right;
  if (a->urgency != b->urgency)
    return a->urgency < b->urgency ? -1 : 1;
  if (a->due != b->due)
    return a->due < b->due ? -1 : 1;
  return a->at != b->at ? (a->at < b->at ? -1 : 1) : strcmp(a->id, b->id);
}

bool dispatch_queue(struct store *store, const char *team, bool all, struct arena *arena, struct queue_item **out,
                    int *n, struct error *err) {
  if (!store_load_queue(store, team, all, arena, out, n, err))
    return false;
  for (int i = 0; i < *n; i++) {
    struct queue_item *item = &(*out)[i];
    item->text = said_words(arena, item->text);
    item->outcome = said_words(arena, item->outcome);
    item->answer = said_words(arena, item->answer);
    if (item->due == INSTANT_NONE)
      item->due = item->at + 60 * store_queue_due_minutes(store, item->kind, item->urgency);
  }
  if (*n)
    qsort(*out, (size_t)*n, sizeof **out, compare_items);
  return true;
}

const struct queue_step *dispatch_queue_steps(const struct queue_step *steps, int n, const char *item, int *count) {
  int first = 0;
  for (int high = n; first < high;) {
    int middle = first + (high - first) / 2;
    if (strcmp(steps[middle].item, item) < 0)
      first = middle + 1;
    else
      high = middle;
  }
  *count = 0;
  while (first + *count < n && text_equal(steps[first + *count].item, item))
    ++*count;
  return &steps[first];
}

/* --- One step on one item --- */

static bool find_item(struct item_step *step, const char *id, struct error *err) {
  struct queue_item *items;
  int n;
  if (!store_load_queue(step->session->store, NULL, true, &step->arena, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(items[i].id, id))
      step->item = &items[i];
  return step->item != NULL || error_set(err, STATUS_USAGE, _("there is no item '%s' in the queue"), id);
}

bool item_step_begin(struct item_step *step, const char *id, struct error *err) {
  if (!store_begin(step->session->store, step->session->actor, "", err))
    return false;
  if (find_item(step, id, err))
    return true;
  store_rollback(step->session->store);
  arena_free(&step->arena);
  return false;
}

bool item_step_end(struct item_step *step, bool ok, struct error *err) {
  ok = ok && store_save_queue_item(step->session->store, step->item, err);
  arena_free(&step->arena);
  if (ok)
    return store_commit(step->session->store, err);
  store_rollback(step->session->store);
  return false;
}

void item_set_outcome(struct queue_item *item, const char *outcome) {
  item->outcome = outcome;
  if (item->cause != CAUSE_TRANSFER)
    item->transfer = NULL;
}

void item_tell(struct item_step *step, const char *line) {
  effects_add(step->effects, "%s", line);
  store_label_text(step->session->store, line);
}

static bool is_mine(const struct item_step *step) {
  return step->session->owner || text_equal(step->item->holder, step->session->actor);
}

bool item_deny_owner(const struct item_step *step, struct error *err) {
  return error_set(err, STATUS_DENIED, _("%s is with %s, who can hand it on"), step->item->id,
                   step->item->holder ? step->item->holder : _("nobody"));
}

bool item_deny_closed(const struct item_step *step, struct error *err) {
  return error_set(err, STATUS_DENIED, _("%s is closed; reopen it first"), step->item->id);
}

/* The staff id of the signed-in person; NULL when the account has no staff row. */
static bool actor_staff(struct session *session, struct arena *arena, const char **staff, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(session->store, instant_date(clock_now()), &day, err))
    return false;
  int index = day_find_staff(day, session->actor);
  *staff = index == NONE ? NULL : arena_strdup(arena, day->staff[index].id);
  day_free(day);
  return true;
}

/* --- Adding --- */

/* The HT that answers: the one of the patient's team, else of the asking person's, else the first. */
static const char *answering_team(const struct day *day, int patient, int staff) {
  int team = patient != NONE ? day->patients[patient].team : NONE;
  if (team == NONE && staff != NONE)
    team = day->staff[staff].team;
  if (team != NONE)
    return day->teams[day->teams[team].ht].id;
  for (int i = 0; i < day->n_teams; i++)
    if (day->teams[i].kind == TEAM_HT)
      return day->teams[i].id;
  return NULL;
}

static bool add_item(struct session *session, struct queue_item *item, const struct day *day, struct arena *arena,
                     struct error *err) {
  int patient = item->patient ? day_find_patient(day, item->patient) : NONE;
  if (item->patient && patient == NONE)
    return error_set(err, STATUS_USAGE, _("there is no patient '%s'"), item->patient);
  item->team = answering_team(day, patient, day_find_staff(day, session->actor));
  if (!item->team)
    return error_set(err, STATUS_DENIED, "%s", _("there is no health-service team that could answer"));
  return store_next_id(session->store, "Q", arena, &item->id, err) && store_save_queue_item(session->store, item, err);
}

/* A request as it is asked; `visit`: the one without a list that it is about, or NULL. */
struct request {
  enum queue_kind kind;
  enum urgency urgency;
  const char *patient, *visit, *text;
};

/* Whom the visit is of, and its id without the half. It waits for a list: on one there is nothing to wait for. */
static bool ask_about(const struct day *day, struct queue_item *item, struct arena *arena, struct error *err) {
  int rows[2];
  if (day_find_visit_rows(day, item->visit, rows) == 0)
    return error_set(err, STATUS_USAGE, _("there is no visit '%s'"), item->visit);
  const struct visit *visit = &day->visits[rows[0]];
  if (visit->state != VISIT_UNASSIGNED)
    return error_set(err, STATUS_DENIED, _("%s does not wait for a list (%s): ask about the patient"), visit->id,
                     word_label(&words_visit_state, (int)visit->state));
  item->visit = arena_printf(arena, "%.*s", (int)strcspn(visit->id, "/"), visit->id);
  item->patient = day->patients[visit->patient].id;
  return true;
}

static bool add_request(struct session *session, const struct request *request, struct effects *effects,
                        struct error *err) {
  struct item_step step = {.session = session, .effects = effects};
  struct day *day = NULL;
  instant now = clock_now();
  date on = request->visit ? dispatch_date_of_visit(session->store, request->visit) : DATE_NONE;
  struct queue_item item = {.patient = text_is_empty(request->patient) ? NULL : request->patient,
                            .visit = request->visit,
                            .from = session->actor,
                            .text = request->text,
                            .at = now,
                            .due = now + 60 * store_queue_due_minutes(session->store, request->kind, request->urgency),
                            .kind = request->kind,
                            .urgency = request->urgency,
                            .state = QUEUE_OPEN};
  if (text_is_empty(request->text))
    return error_set(err, STATUS_USAGE, "%s", _("a request needs its text (--text TEXT)"));
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = store_load_day(session->store, on == DATE_NONE ? instant_date(now) : on, &day, err) &&
              (!item.visit || ask_about(day, &item, &step.arena, err)) &&
              add_item(session, &item, day, &step.arena, err);
  if (done)
    item_tell(&step, said(&step.arena, "queue %s: %s for %s, %s: %s", item.id,
                          word_said(&step.arena, &words_queue_kind, (int)item.kind), item.team,
                          word_said(&step.arena, &words_urgency, (int)item.urgency), item.text));
  day_free(day);
  arena_free(&step.arena);
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}

bool dispatch_queue_add(struct session *session, enum queue_kind kind, const char *patient, enum urgency urgency,
                        const char *text, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_ASK, NULL, err))
    return false;
  return add_request(session, &(struct request){kind, urgency, patient, NULL, text}, effects, err);
}

bool dispatch_queue_ask(struct session *session, enum queue_kind kind, const char *visit, enum urgency urgency,
                        const char *text, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_ASK, NULL, err))
    return false;
  return add_request(session, &(struct request){kind, urgency, NULL, visit, text}, effects, err);
}

/* --- Steps --- */

static bool deny_taken(const struct item_step *step, struct error *err) {
  return error_set(err, STATUS_DENIED, _("%s is %s already: %s has it"), step->item->id,
                   word_label(&words_queue_state, (int)step->item->state), step->item->holder);
}

/* Only an open item can be taken, so that a second taker, whoever that is, learns that it is gone. An account without a
 * staff row takes it too. */
static bool take(struct item_step *step, struct error *err) {
  struct queue_item *item = step->item;
  const char *staff;
  if (!actor_staff(step->session, &step->arena, &staff, err))
    return false;
  if (item->state == QUEUE_CLOSED)
    return item_deny_closed(step, err);
  if (item->state != QUEUE_OPEN)
    return deny_taken(step, err);
  item->owner = staff;
  item->state = QUEUE_TAKEN;
  item_tell(step, said(&step->arena, "%s taken by %s", item->id, step->session->actor));
  return true;
}

bool dispatch_queue_take(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct item_step step = {.session = session, .effects = effects};
  return item_step_begin(&step, id, err) && item_step_end(&step, take(&step, err), err);
}

static bool release(struct item_step *step, struct error *err) {
  struct queue_item *item = step->item;
  if (item->state == QUEUE_CLOSED)
    return item_deny_closed(step, err);
  if (item->state != QUEUE_TAKEN)
    return error_set(err, STATUS_DENIED, _("%s is %s: only what somebody has taken can be released"), item->id,
                     word_label(&words_queue_state, (int)item->state));
  if (!is_mine(step))
    return item_deny_owner(step, err);
  item->owner = NULL;
  item->state = QUEUE_OPEN;
  item_tell(step, said(&step->arena, "%s released: it waits for somebody", item->id));
  return true;
}

bool dispatch_queue_release(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct item_step step = {.session = session, .effects = effects};
  return item_step_begin(&step, id, err) && item_step_end(&step, release(&step, err), err);
}

static bool answer(struct item_step *step, const char *text, struct error *err) {
  struct queue_item *item = step->item;
  if (text_is_empty(text))
    return error_set(err, STATUS_USAGE, "%s", _("an answer needs its text (--text TEXT)"));
  if (item->state == QUEUE_CLOSED)
    return item_deny_closed(step, err);
  item_set_outcome(item, text);
  item->visit = NULL; /* the answer stands for itself, whatever becomes of a visit */
  item->state = QUEUE_ANSWERED;
  item_tell(step, said(&step->arena, "%s answered: %s", item->id, text));
  return true;
}

bool dispatch_queue_answer(struct session *session, const char *id, const char *text, struct effects *effects,
                           struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct item_step step = {.session = session, .effects = effects};
  return item_step_begin(&step, id, err) && item_step_end(&step, answer(&step, text, err), err);
}

/* The person's name, where the person may be given it; else NULL. */
static const char *name_of_owner(struct item_step *step, const char *staff, struct error *err) {
  struct day *day = NULL;
  const char *name = NULL;
  int index;
  if (store_load_day(step->session->store, instant_date(clock_now()), &day, err) &&
      staff_at_work(day, staff, &index, err))
    name = arena_strdup(&step->arena, day->staff[index].name);
  day_free(day);
  return name;
}

static bool hand(struct item_step *step, const char *to, struct error *err) {
  struct queue_item *item = step->item;
  if (item->state == QUEUE_CLOSED)
    return item_deny_closed(step, err);
  const char *name = name_of_owner(step, to, err);
  if (!name)
    return false;
  bool again = item->state == QUEUE_ANSWERED;
  item->owner = to;
  item->state = QUEUE_TAKEN;
  item_tell(step, said(&step->arena,
                       again ? N_("%s handed to %s %s: it was answered and is open again") : N_("%s handed to %s %s"),
                       item->id, to, name));
  return true;
}

bool dispatch_queue_hand(struct session *session, const char *id, const char *to, struct effects *effects,
                         struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct item_step step = {.session = session, .effects = effects};
  return item_step_begin(&step, id, err) && item_step_end(&step, hand(&step, to, err), err);
}

bool item_visit_state(const struct item_step *step, enum visit_state *out, struct error *err) {
  const struct queue_item *item = step->item;
  date on = item->visit ? dispatch_date_of_visit(step->session->store, item->visit) : DATE_NONE;
  struct day *day = NULL;
  int rows[2];
  *out = VISIT_CANCELLED;
  if (on == DATE_NONE)
    return true;
  if (!store_load_day(step->session->store, on, &day, err))
    return false;
  if (day_find_visit_rows(day, item->visit, rows) > 0)
    *out = day->visits[rows[0]].state;
  day_free(day);
  return true;
}

/* A visit that nobody has would pass out of sight with its request. */
static bool deny_waiting_visit(const struct item_step *step, struct error *err) {
  enum visit_state state;
  if (!item_visit_state(step, &state, err))
    return false;
  return state != VISIT_UNASSIGNED ||
         error_set(err, STATUS_DENIED,
                   _("%s waits for visit %s, which is on no list: put it on one, or drop it, first"), step->item->id,
                   step->item->visit);
}

static bool close_item(struct item_step *step, const char *text, struct error *err) {
  struct queue_item *item = step->item;
  if (text_is_empty(text))
    return error_set(err, STATUS_USAGE, "%s", _("a request is closed with its outcome (--outcome TEXT)"));
  if (item->state == QUEUE_CLOSED)
    return error_set(err, STATUS_DENIED, _("%s is closed already"), item->id);
  if (!deny_waiting_visit(step, err))
    return false;
  item_set_outcome(item, text);
  item->state = QUEUE_CLOSED;
  item_tell(step, said(&step->arena, "%s closed: %s", item->id, text));
  return true;
}

bool dispatch_queue_close(struct session *session, const char *id, const char *text, struct effects *effects,
                          struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct item_step step = {.session = session, .effects = effects};
  return item_step_begin(&step, id, err) && item_step_end(&step, close_item(&step, text, err), err);
}

static bool reopen(struct item_step *step, struct error *err) {
  struct queue_item *item = step->item;
  if (item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN)
    return error_set(err, STATUS_DENIED, _("%s is open already"), item->id);
  item->owner = item->visit = NULL;
  item->state = QUEUE_OPEN;
  item_tell(step, said(&step->arena, "%s opened again", item->id));
  return true;
}

bool dispatch_queue_reopen(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct item_step step = {.session = session, .effects = effects};
  return item_step_begin(&step, id, err) && item_step_end(&step, reopen(&step, err), err);
}
