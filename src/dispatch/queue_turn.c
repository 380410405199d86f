/* A request becomes a visit on a nurse's list, a reminder or a transfer. */
#include "dispatch/queue.h"
#include "dispatch/transfer.h"
#include "dispatch/wish.h"
#include "vaktrom/dispatch/may.h"

/* A turn is a step on the item around the flow that it becomes. */
struct turn {
  struct item_step step;
  struct flow flow;
};

static bool begin_turn(struct turn *turn, struct session *session, const char *id, struct effects *effects,
                       struct error *err) {
  turn->step = (struct item_step){.session = session, .effects = effects};
  if (!item_step_begin(&turn->step, id, err))
    return false;
  bool open = turn->step.item->state != QUEUE_CLOSED || item_deny_closed(&turn->step, err);
  if (open && flow_begin(&turn->flow, session, effects, err))
    return true;
  return item_step_end(&turn->step, false, err);
}

/* It is with the acting person unless somebody has it. */
static void take_over(struct turn *turn) {
  struct item_step *step = &turn->step;
  int actor = flow_actor(&turn->flow);
  if (!step->item->owner && actor != NONE)
    step->item->owner = arena_strdup(&step->arena, turn->flow.day->staff[actor].id);
}

/* What somebody answered stands, before what the item became. */
static const char *answer_and(struct turn *turn, const char *became) {
  const struct queue_item *item = turn->step.item;
  bool answered = !text_is_empty(item->outcome) && !item->visit && !item->transfer;
  return arena_printf(&turn->step.arena, "%s%s%s", answered ? item->outcome : "", answered ? "; " : "", became);
}

/* The item is answered with what it became. */
static bool end_turn(struct turn *turn, bool done, const char *became, struct error *err) {
  struct item_step *step = &turn->step;
  if (done) {
    item_set_outcome(step->item, answer_and(turn, became));
    step->item->state = QUEUE_ANSWERED;
    take_over(turn);
    item_tell(step, said(&step->arena, "%s answered: %s", step->item->id, became));
  }
  return item_step_end(step, flow_end(&turn->flow, done, err), err);
}

/* --- A visit --- */

/* A request becomes one visit at a time: another only when that one was not done, or dropped. */
static bool deny_second_visit(const struct turn *turn, struct error *err) {
  const struct queue_item *item = turn->step.item;
  enum visit_state state;
  if (!item_visit_state(&turn->step, &state, err))
    return false;
  if (state == VISIT_UNASSIGNED)
    return error_set(
        err, STATUS_DENIED,
        _("%s waits for visit %s, which is on no list: see vaktrom suggest %s, then vaktrom move %s --to LIST"),
        item->id, item->visit, item->visit, item->visit);
  return state == VISIT_DROPPED || state == VISIT_NOT_DONE || state == VISIT_CANCELLED ||
         error_set(err, STATUS_DENIED, _("%s has visit %s already (%s)"), item->id, item->visit,
                   word_label(&words_visit_state, (int)state));
}

/* It is with whoever made the visit, and answered when that visit is on a list. */
static bool end_with_visit(struct turn *turn, bool done, const char *visit, bool listed, struct error *err) {
  struct item_step *step = &turn->step;
  if (done) {
    date on = dispatch_date_of_visit(step->session->store, visit);
    const char *became = said(&step->arena, "visit %s on %s", visit, said_date(&step->arena, on));
    const char *outcome = answer_and(turn, became);
    step->item->visit = arena_strdup(&step->arena, visit);
    if (listed)
      return end_turn(turn, true, outcome, err);
    take_over(turn);
    item_set_outcome(step->item, outcome);
    step->item->state = QUEUE_TAKEN;
    item_tell(step, said(&step->arena, "%s waits until %s is on a list", step->item->id, visit));
  }
  return item_step_end(step, flow_end(&turn->flow, done, err), err);
}

bool dispatch_queue_visit(struct session *session, const char *id, const struct visit_wish *wish,
                          struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct turn turn;
  const char *visit = "";
  if (!begin_turn(&turn, session, id, effects, err))
    return false;
  const struct queue_item *item = turn.step.item;
  bool now = item->urgency == URGENCY_NOW;
  const struct wish_source source = {
      .patient = item->patient,
      .task = store_setting(session->store, "queue_visit_task"),
      .date = DATE_NONE,
      .least_role = ROLE_NURSE,
      .within_minutes = now ? (int)store_queue_due_minutes(session->store, item->kind, item->urgency) : 0};
  bool done = deny_second_visit(&turn, err) && wish_visit(&turn.flow, wish, &source, &visit, err);
  return end_with_visit(&turn, done, visit, wish->to_list != NULL, err);
}

/* --- A reminder --- */

bool dispatch_queue_remind(struct session *session, const char *id, const char *team, date due, struct effects *effects,
                           struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct turn turn;
  if (!begin_turn(&turn, session, id, effects, err))
    return false;
  const struct queue_item *item = turn.step.item;
  bool done = dispatch_remind_add(session,
                                  team            ? team
                                  : item->patient ? NULL
                                                  : item->team,
                                  item->patient, due, item->text, effects, err);
  return end_turn(&turn, done, said(&turn.step.arena, "reminder for %s", said_date(&turn.step.arena, due)), err);
}

/* --- A transfer --- */

/* Answers the request by which the transfer was asked for, where the announcement has not: reads it anew, as it may
 * have. */
static bool close_request(struct turn *turn, struct error *err) {
  struct item_step *step = &turn->step;
  struct queue_item *items;
  struct transfer *transfers;
  int n, n_transfers;
  if (!store_load_queue(step->session->store, NULL, false, &step->arena, &items, &n, err) ||
      !store_load_transfers(step->session->store, step->item->patient, false, &step->arena, &transfers, &n_transfers,
                            err))
    return false;
  for (int i = 0; i < n && n_transfers > 0; i++) {
    if (!text_equal(items[i].id, step->item->id))
      continue;
    if (!text_equal(items[i].transfer, transfers[0].id)) /* else the announcement has said it */
      item_tell(step, transfer_answers(&transfers[0], &items[i], &step->arena));
    return store_save_queue_item(step->session->store, &items[i], err);
  }
  return true;
}

/* A request for a transfer is closed by its announcement (one that cannot wait on the transfer's day); another kind of
 * request is answered by it. */
bool dispatch_queue_transfer(struct session *session, const char *id, const struct transfer_request *request,
                             struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_WORK_QUEUE, &(struct concern){.item = id}, err))
    return false;
  struct turn turn;
  if (!begin_turn(&turn, session, id, effects, err))
    return false;
  const struct queue_item *item = turn.step.item;
  struct transfer_request whole = *request;
  whole.patient = item->patient;
  if (text_is_empty(whole.reason))
    whole.reason = item->text;
  bool done = item->patient ? dispatch_transfer(session, &whole, effects, err)
                            : error_set(err, STATUS_USAGE, _("%s concerns no patient"), item->id);
  if (!done || item->kind != QUEUE_TRANSFER)
    return end_turn(
        &turn, done,
        said(&turn.step.arena, "transfer to %s on %s", request->to, said_date(&turn.step.arena, request->from)), err);
  done = flow_end(&turn.flow, close_request(&turn, err), err);
  arena_free(&turn.step.arena);
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}
