/* A request becomes a visit on a nurse's list, a reminder or a transfer. */
#include "dispatch/queue.h"
#include "dispatch/wish.h"

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

/* The item is answered with what it became. */
static bool end_turn(struct turn *turn, bool done, const char *became, struct error *err) {
  struct item_step *step = &turn->step;
  if (done) {
    step->item->outcome = arena_strdup(&step->arena, became);
    step->item->state = QUEUE_ANSWERED;
    int actor = flow_actor(&turn->flow);
    if (!step->item->owner && actor != NONE)
      step->item->owner = arena_strdup(&step->arena, turn->flow.day->staff[actor].id);
    item_tell(step, arena_printf(&step->arena, _("%s answered: %s"), step->item->id, became));
  }
  return item_step_end(step, flow_end(&turn->flow, done, err), err);
}

/* --- A visit --- */

bool dispatch_queue_visit(struct session *session, const char *id, const struct visit_wish *wish,
                          struct effects *effects, struct error *err) {
  struct turn turn;
  const char *visit = "";
  if (!begin_turn(&turn, session, id, effects, err))
    return false;
  const struct wish_source source = {.patient = turn.step.item->patient,
                                     .task = store_setting(session->store, "queue_visit_task"),
                                     .date = DATE_NONE,
                                     .least_role = ROLE_NURSE};
  bool done = wish_visit(&turn.flow, wish, &source, &visit, err);
  date on = dispatch_date_of_visit(session->store, visit);
  const char *became = arena_printf(&turn.step.arena, _("visit %s on %s"), visit, date_words(&turn.step.arena, on));
  return end_turn(&turn, done, became, err);
}

/* --- A reminder --- */

bool dispatch_queue_remind(struct session *session, const char *id, const char *team, date due, struct effects *effects,
                           struct error *err) {
  struct turn turn;
  if (!begin_turn(&turn, session, id, effects, err))
    return false;
  const struct queue_item *item = turn.step.item;
  bool done = dispatch_remind_add(session,
                                  team            ? team
                                  : item->patient ? NULL
                                                  : item->team,
                                  item->patient, due, item->text, effects, err);
  return end_turn(&turn, done, arena_printf(&turn.step.arena, _("reminder for %s"), date_words(&turn.step.arena, due)),
                  err);
}

/* --- A transfer --- */

/* The announcement closes every request for a transfer of the patient; another kind of request is answered by it. */
bool dispatch_queue_transfer(struct session *session, const char *id, const struct transfer_request *request,
                             struct effects *effects, struct error *err) {
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
    return end_turn(&turn, done,
                    arena_printf(&turn.step.arena, _("transfer to %s on %s"), request->to,
                                 date_words(&turn.step.arena, request->from)),
                    err);
  done = flow_end(&turn.flow, true, err);
  arena_free(&turn.step.arena);
  return done && store_commit(session->store, err);
}
