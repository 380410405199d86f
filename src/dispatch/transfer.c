/*
 * Transfers: a patient's next team is announced with a date, seen by both until both have acknowledged it, and on that
 * date exactly one team is responsible (domain.md, "what goes wrong today", 3).
 */
#include "dispatch/transfer.h"
#include "dispatch/change.h"
#include "dispatch/queue.h"
#include "dispatch/route.h"
#include "vaktrom/dispatch/may.h"

/* --- Shared --- */

static bool is_open(const struct transfer *transfer) {
  return transfer->state == TRANSFER_ANNOUNCED || transfer->state == TRANSFER_ACKNOWLEDGED;
}

static bool find_transfer(struct flow *flow, const char *id, struct transfer **out, struct error *err) {
  struct transfer *transfers;
  int n;
  *out = NULL;
  if (!store_load_transfers(flow->session->store, NULL, true, &flow->day->arena, &transfers, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(transfers[i].id, id))
      *out = &transfers[i];
  if (!*out)
    return error_set(err, STATUS_USAGE, _("there is no transfer '%s' (vaktrom transfer lists them)"), id);
  return is_open(*out) || error_set(err, STATUS_DENIED, _("%s is %s already"), id,
                                    word_label(&words_transfer_state, (int)(*out)->state));
}

static const char *or_nobody(const char *team) {
  return team ? team : SAID("nobody");
}

/* --- The HTs' queue --- */

const char *transfer_answers(const struct transfer *transfer, struct queue_item *item, struct arena *arena) {
  item->outcome = said(arena, "announced as %s", transfer->id);
  item->transfer = transfer->id;
  bool stays = item->urgency == URGENCY_NOW && transfer->from_date > instant_date(clock_now());
  if (stays)
    return said(arena, "%s cannot wait and stays open until %s: %s", item->id, said_date(arena, transfer->from_date),
                item->outcome);
  item->state = QUEUE_CLOSED;
  return said(arena, "%s is closed: %s", item->id, item->outcome);
}

/* The patient's items that tell of a transfer, or those that ask for one, the closed ones too when told so, in the
 * day's arena. */
static bool load_items(struct flow *flow, const struct transfer *transfer, bool tell, bool closed,
                       struct queue_item **items, int *n, struct error *err) {
  int all;
  if (!store_load_queue(flow->session->store, NULL, closed, &flow->day->arena, items, &all, err))
    return false;
  *n = 0;
  for (int i = 0; i < all; i++)
    if ((*items)[i].kind == QUEUE_TRANSFER && ((*items)[i].cause == CAUSE_TRANSFER) == tell &&
        text_equal((*items)[i].patient, transfer->patient))
      (*items)[(*n)++] = (*items)[i];
  return true;
}

/* Gives the patient's open requests for a transfer the answer that there is one; on its day only what waited for it. */
static bool answer_items(struct flow *flow, const struct transfer *transfer, bool its_day, struct error *err) {
  struct queue_item *items;
  int n;
  if (!load_items(flow, transfer, false, false, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    if (its_day && !text_equal(items[i].transfer, transfer->id))
      continue;
    effects_add(flow->effects, "%s", transfer_answers(transfer, &items[i], &flow->day->arena));
    if (!store_save_queue_item(flow->session->store, &items[i], err))
      return false;
  }
  return true;
}

/* Closes the open items that tell of the transfer. */
static bool close_items(struct flow *flow, const struct transfer *transfer, const char *outcome, struct error *err) {
  struct queue_item *items;
  int n;
  if (!load_items(flow, transfer, true, false, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    if (!text_equal(items[i].transfer, transfer->id))
      continue;
    items[i].state = QUEUE_CLOSED;
    items[i].outcome = outcome;
    effects_add(flow->effects, _("%s is closed: %s"), items[i].id, outcome);
    if (!store_save_queue_item(flow->session->store, &items[i], err))
      return false;
  }
  return true;
}

/* The requests that the announcement answered wait again. */
static bool reopen_items(struct flow *flow, const struct transfer *transfer, struct error *err) {
  struct queue_item *items;
  int n;
  if (!load_items(flow, transfer, false, true, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    if (!text_equal(items[i].transfer, transfer->id))
      continue;
    items[i].outcome = items[i].transfer = NULL;
    if (items[i].state == QUEUE_CLOSED) {
      items[i].state = QUEUE_OPEN;
      items[i].owner = NULL;
      effects_add(flow->effects, _("%s is open again"), items[i].id);
    }
    if (!store_save_queue_item(flow->session->store, &items[i], err))
      return false;
  }
  return true;
}

static bool raise_item(struct flow *flow, const struct transfer *transfer, int ht, struct error *err) {
  instant now = clock_now();
  struct store *store = flow->session->store;
  enum urgency urgency = transfer->from_date <= flow->today + 1 ? URGENCY_TODAY : URGENCY_PLANNED;
  struct queue_item item = {.patient = transfer->patient,
                            .from = flow->session->actor,
                            .team = flow->day->teams[ht].id,
                            .at = now,
                            .due = now + 60 * store_queue_due_minutes(store, QUEUE_TRANSFER, urgency),
                            .kind = QUEUE_TRANSFER,
                            .urgency = urgency,
                            .state = QUEUE_OPEN,
                            .cause = CAUSE_TRANSFER,
                            .transfer = transfer->id};
  instant begins = instant_of(transfer->from_date, 0);
  if (begins > now && begins < item.due)
    item.due = begins;
  item.text = said(&flow->day->arena, "%s: %s goes from %s to %s on %s: %s (both acknowledge: transfer ack %s)",
                   transfer->id, transfer->patient, or_nobody(transfer->from_team), transfer->to_team,
                   said_date(&flow->day->arena, transfer->from_date), transfer->reason, transfer->id);
  if (!store_next_id(store, "Q", &flow->day->arena, &item.id, err) || !store_save_queue_item(store, &item, err))
    return false;
  effects_add(flow->effects, _("%s tells %s"), item.id, item.team);
  return true;
}

/* One item for each HT that is concerned. */
static bool tell_hts(struct flow *flow, const struct transfer *transfer, int from, int to, struct error *err) {
  const struct team *teams = flow->day->teams;
  int first = from == NONE ? NONE : teams[from].ht, second = teams[to].ht;
  return raise_item(flow, transfer, second, err) &&
         (first == NONE || first == second || raise_item(flow, transfer, first, err));
}

/* --- Announcing --- */

/* What counts for the patient today: a person's decision, else the criteria. */
struct ruling {
  struct team_choice choice;
  bool decided, has_nurse_work;
};

static bool read_ruling(struct flow *flow, int patient, struct ruling *ruling, struct error *err) {
  struct routes *routes = NULL;
  if (!dispatch_routes(flow->session->store, &routes, err))
    return false;
  *ruling = (struct ruling){.choice = routes->list[patient].choice,
                            .decided = routes->list[patient].decided != NULL,
                            .has_nurse_work = routes_has_nurse_work(routes, patient)};
  routes_free(routes);
  return true;
}

static bool differs(const struct ruling *ruling, int to) {
  return ruling->choice.responsible != NONE && ruling->choice.responsible != to;
}

static void tell_difference(struct flow *flow, const struct ruling *ruling, int to) {
  const char *outcome = word_label(&words_outcome, (int)ruling->choice.outcome);
  const char *team = id_of_team(flow->day, ruling->choice.responsible);
  if (differs(ruling, to))
    effects_add(flow->effects,
                ruling->decided
                    ? _("note: %s differs from the decision %s (%s is responsible): decide anew if it holds")
                    : _("note: %s differs from what the criteria say, %s (%s is responsible)"),
                flow->day->teams[to].id, outcome, team);
}

/* What asked for a transfer is done by one to the team that it should be by what counts; a request for another team
 * waits on. */
static bool close_requests(struct flow *flow, const struct transfer *transfer, const struct ruling *ruling, int to,
                           struct error *err) {
  return differs(ruling, to) || answer_items(flow, transfer, false, err);
}

/* Who cooperates from then on: whom the request names; else by the decision, where it names the same team; else the HT
 * whose nurses have work at an OT's patient. */
static bool choose_cooperating(struct flow *flow, const struct transfer_request *request, const struct ruling *ruling,
                               int to, int *cooperating, struct error *err) {
  *cooperating = NONE;
  if (request->cooperating)
    return text_is_empty(request->cooperating) || flow_find_team(flow, request->cooperating, cooperating, err);
  if (ruling->choice.responsible == to)
    *cooperating = ruling->choice.cooperating;
  else if (flow->day->teams[to].kind == TEAM_OT && ruling->has_nurse_work)
    *cooperating = flow->day->teams[to].ht;
  return true;
}

/* One transfer at a time, and one a day: each day has one responsible team. */
static bool deny_other(struct flow *flow, const char *patient, date from, struct error *err) {
  struct transfer *transfers;
  int n;
  if (!store_load_transfers(flow->session->store, patient, true, &flow->day->arena, &transfers, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    const char *on = date_words(&flow->day->arena, transfers[i].from_date);
    if (is_open(&transfers[i]))
      return error_set(err, STATUS_DENIED,
                       _("%s is in transfer already (%s, to %s on %s): both teams acknowledge it, or it is "
                         "withdrawn first"),
                       patient, transfers[i].id, transfers[i].to_team, on);
    if (transfers[i].state == TRANSFER_DONE && transfers[i].from_date >= from)
      return error_set(err, STATUS_DENIED, _("%s came to %s on %s (%s), which has that day: choose a later one"),
                       patient, transfers[i].to_team, on, transfers[i].id);
  }
  return true;
}

static bool check_request(struct flow *flow, const struct transfer_request *request, int patient, int to,
                          struct error *err) {
  const struct patient *row = &flow->day->patients[patient];
  if (!reason_is_given(request->reason, _("a transfer needs its reason (--reason TEXT)"), err))
    return false;
  if (request->from < flow->today)
    return error_set(err, STATUS_USAGE, _("a transfer is announced ahead: %s is past"),
                     date_words(&flow->day->arena, request->from));
  if (row->status == PATIENT_ENDED)
    return error_set(err, STATUS_DENIED, _("%s %s is no longer a patient of the base"), row->id,
                     patient_shown_name(row));
  if (row->team == to)
    return error_set(err, STATUS_DENIED, _("%s belongs to %s already"), row->id, flow->day->teams[to].id);
  return deny_other(flow, row->id, request->from, err);
}

static void tell_announced(struct flow *flow, const struct transfer *transfer, int patient, int to, int cooperating) {
  struct day *day = flow->day;
  const struct patient *row = &day->patients[patient];
  flow_tell(flow, said(&day->arena, "%s: %s %s goes from %s to %s on %s: %s", transfer->id, row->id, row->name,
                       name_of_team(day, row->team), day->teams[to].name, said_date(&day->arena, transfer->from_date),
                       transfer->reason));
  if (cooperating != NONE)
    effects_add(flow->effects, _("%s cooperates from then on"), day->teams[cooperating].name);
  if (day->teams[to].kind == TEAM_OT && !text_has_word(day->teams[to].areas, row->area))
    effects_add(flow->effects, _("note: %s does not serve the area '%s' of %s"), day->teams[to].name,
                row->area ? row->area : "", row->id);
}

static bool announce(struct flow *flow, const struct transfer_request *request, struct error *err) {
  int patient, to, cooperating;
  struct ruling ruling;
  struct day *day = flow->day;
  if (!flow_find_patient(flow, request->patient, &patient, err) || !flow_find_team(flow, request->to, &to, err) ||
      !check_request(flow, request, patient, to, err) || !read_ruling(flow, patient, &ruling, err) ||
      !choose_cooperating(flow, request, &ruling, to, &cooperating, err))
    return false;
  if (cooperating == to)
    return error_set(err, STATUS_USAGE, _("%s cannot cooperate with itself"), day->teams[to].id);
  struct former former = {day->patients[patient].team, day->patients[patient].cooperating_team};
  struct transfer transfer = {.patient = day->patients[patient].id,
                              .from_team = id_of_team(day, former.team),
                              .to_team = day->teams[to].id,
                              .cooperating_team = id_of_team(day, cooperating),
                              .reason = request->reason,
                              .from_date = request->from,
                              .state = TRANSFER_ANNOUNCED,
                              .ack_from = former.team == NONE, /* nobody is there to acknowledge */
                              .at = clock_now()};
  if (!store_next_id(flow->session->store, "T", &day->arena, &transfer.id, err) ||
      !store_save_transfer(flow->session->store, &transfer, err))
    return false;
  tell_announced(flow, &transfer, patient, to, cooperating);
  tell_difference(flow, &ruling, to);
  const char *reason = said(&day->arena, "transfer %s from %s to %s, not yet on a list", transfer.id,
                            or_nobody(transfer.from_team), transfer.to_team);
  return transfer_refuse_gaps(flow, &transfer, former, request->override_reason, err) &&
         transfer_visits(flow, &transfer, reason, err) && close_requests(flow, &transfer, &ruling, to, err) &&
         tell_hts(flow, &transfer, former.team, to, err);
}

/* What a transfer brings about, whoever may settle. */
static bool settle_others(struct session *session, struct effects *effects, struct error *err) {
  session->consequence++;
  bool done = dispatch_transfers_settle(session, effects, err);
  session->consequence--;
  return done;
}

bool dispatch_transfer(struct session *session, const struct transfer_request *request, struct effects *effects,
                       struct error *err) {
  if (!dispatch_may(session, MAY_TRANSFER, &(struct concern){.patient = request->patient}, err) ||
      !override_is_sound(request->override_reason, err))
    return false;
  struct flow flow;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = settle_others(session, effects, err) && flow_begin(&flow, session, effects, err) &&
              flow_end(&flow, announce(&flow, request, err), err);
  if (done && !text_is_empty(request->override_reason))
    done = store_audit(session->store, session->actor, "transfer_override", request->patient, request->override_reason,
                       err);
  return route_end(session, done, err);
}

/* --- Acknowledging --- */

/* Which of the two teams the person speaks for: the own one; an HT also for its OTs; an account without a person for
 * either. */
static bool speaks_for(const struct flow *flow, const char *team, bool named) {
  int actor = flow_actor(flow), index = team ? day_find_team(flow->day, team) : NONE;
  if (index == NONE)
    return false;
  if (flow->session->owner && (actor == NONE || named))
    return true;
  int own = actor == NONE ? NONE : flow->day->staff[actor].team;
  return own == index || (named && own == flow->day->teams[index].ht);
}

static bool acknowledge_sides(struct flow *flow, struct transfer *transfer, const char *team, struct error *err) {
  bool from = (!team || text_equal(team, transfer->from_team)) && speaks_for(flow, transfer->from_team, team != NULL);
  bool to = (!team || text_equal(team, transfer->to_team)) && speaks_for(flow, transfer->to_team, team != NULL);
  if (team && !text_equal(team, transfer->from_team) && !text_equal(team, transfer->to_team))
    return error_set(err, STATUS_USAGE, _("%s concerns %s and %s, not %s"), transfer->id,
                     or_nobody(transfer->from_team), transfer->to_team, team);
  if (!from && !to)
    return error_set(err, STATUS_DENIED, _("%s is acknowledged by somebody of %s or %s, or of their HT (--team TEAM)"),
                     transfer->id, or_nobody(transfer->from_team), transfer->to_team);
  if (from && to && !transfer->ack_from && !transfer->ack_to) /* each team reads it for itself */
    return error_set(err, STATUS_USAGE, _("%s concerns %s and %s: say for which of them (--team TEAM)"), transfer->id,
                     transfer->from_team, transfer->to_team);
  if ((!from || transfer->ack_from) && (!to || transfer->ack_to))
    return error_set(err, STATUS_DENIED, _("%s is acknowledged by %s already"), transfer->id,
                     from ? transfer->from_team : transfer->to_team);
  transfer->ack_from = transfer->ack_from || from;
  transfer->ack_to = transfer->ack_to || to;
  return true;
}

/* Who said it, where that is nobody of the team itself. */
static const char *for_another(struct flow *flow, const char *team) {
  int actor = flow_actor(flow);
  bool own = actor != NONE && flow->day->staff[actor].team == day_find_team(flow->day, team);
  return own ? NULL : flow->session->actor;
}

/* "T1 is acknowledged by HT1 (by root for HT1) and waits for OT1" */
static void tell_acknowledged(struct flow *flow, const struct transfer *transfer, bool from_now) {
  struct arena *arena = &flow->day->arena;
  const char *team = from_now ? transfer->from_team : transfer->to_team;
  const char *other = from_now ? transfer->to_team : transfer->from_team;
  const char *by = for_another(flow, team);
  const char *who = by ? said(arena, "%s (by %s for %s)", team, by, team) : team;
  flow_tell(flow, transfer->ack_from && transfer->ack_to
                      ? said(arena, "%s is acknowledged by %s, now by both teams", transfer->id, who)
                      : said(arena, "%s is acknowledged by %s and waits for %s", transfer->id, who, other));
}

static bool acknowledge(struct flow *flow, const char *id, const char *team, struct error *err) {
  struct transfer *transfer;
  int index;
  if (team && !flow_find_team(flow, team, &index, err))
    return false;
  if (!find_transfer(flow, id, &transfer, err))
    return false;
  bool had_from = transfer->ack_from;
  if (!acknowledge_sides(flow, transfer, team, err))
    return false;
  bool both = transfer->ack_from && transfer->ack_to;
  if (both)
    transfer->state = TRANSFER_ACKNOWLEDGED;
  tell_acknowledged(flow, transfer, transfer->ack_from && !had_from);
  return store_save_transfer(flow->session->store, transfer, err) &&
         (!both || close_items(flow, transfer, SAID("acknowledged by both teams"), err));
}

bool dispatch_transfer_ack(struct session *session, const char *id, const char *team, struct effects *effects,
                           struct error *err) {
  if (!dispatch_may(session, MAY_ACK_TRANSFER, &(struct concern){.transfer = id, .team = team}, err))
    return false;
  struct flow flow;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = flow_begin(&flow, session, effects, err) && flow_end(&flow, acknowledge(&flow, id, team, err), err) &&
              settle_others(session, effects, err);
  return route_end(session, done, err);
}

/* --- Withdrawing --- */

static bool withdraw(struct flow *flow, const char *id, struct error *err) {
  struct transfer *transfer;
  if (!find_transfer(flow, id, &transfer, err))
    return false;
  if (transfer->from_date < flow->today)
    return error_set(err, STATUS_DENIED, _("%s took effect on %s: announce a transfer back"), id,
                     date_words(&flow->day->arena, transfer->from_date));
  transfer->state = TRANSFER_WITHDRAWN;
  flow_tell(flow, said(&flow->day->arena, "%s is withdrawn: %s stays with %s", id, transfer->patient,
                       or_nobody(transfer->from_team)));
  const char *reason = said(&flow->day->arena, "transfer %s was withdrawn, not yet on a list", id);
  return store_save_transfer(flow->session->store, transfer, err) && transfer_visits(flow, transfer, reason, err) &&
         close_items(flow, transfer, SAID("withdrawn"), err) && reopen_items(flow, transfer, err);
}

bool dispatch_transfer_withdraw(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_TRANSFER, &(struct concern){.transfer = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, withdraw(&flow, id, err), err);
}

/* --- Its day has come --- */

static bool keep_reminders(struct flow *flow, const struct transfer *transfer, struct error *err) {
  struct reminder *reminders;
  int n;
  if (!store_load_reminders(flow->session->store, transfer->to_team, false, &flow->day->arena, &reminders, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(reminders[i].patient, transfer->patient) &&
        !store_save_reminder(flow->session->store, &reminders[i], err))
      return false;
  return true;
}

/* An item that came to another HT waits for somebody there. */
static bool keep_items(struct flow *flow, const struct transfer *transfer, int from, int to, struct error *err) {
  struct queue_item *items;
  int n;
  const struct team *teams = flow->day->teams;
  if (from == NONE || teams[from].ht == teams[to].ht)
    return true;
  if (!store_load_queue(flow->session->store, teams[teams[to].ht].id, false, &flow->day->arena, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    int owner = items[i].owner ? day_find_staff(flow->day, items[i].owner) : NONE;
    if (!text_equal(items[i].patient, transfer->patient))
      continue;
    if (items[i].state == QUEUE_TAKEN && (owner == NONE || flow->day->staff[owner].team != teams[to].ht)) {
      items[i].owner = NULL;
      items[i].state = QUEUE_OPEN;
      effects_add(flow->effects, _("%s now waits at %s"), items[i].id, teams[teams[to].ht].name);
    }
    if (!store_save_queue_item(flow->session->store, &items[i], err))
      return false;
  }
  return true;
}

static bool settle(struct flow *flow, struct transfer *transfer, struct error *err) {
  struct store *store = flow->session->store;
  int from = transfer->from_team ? day_find_team(flow->day, transfer->from_team) : NONE;
  int to = day_find_team(flow->day, transfer->to_team);
  if (!keep_reminders(flow, transfer, err) || !keep_items(flow, transfer, from, to, err) ||
      !answer_items(flow, transfer, true, err))
    return false;
  transfer->state = TRANSFER_DONE;
  flow_tell(flow, said(&flow->day->arena, "%s is done: %s belongs to %s", transfer->id, transfer->patient,
                       name_of_team(flow->day, to)));
  return store_save_patient_team(store, transfer->patient, transfer->to_team, transfer->cooperating_team, err) &&
         store_save_transfer(store, transfer, err);
}

/* A patient whom the base no longer serves goes nowhere. */
static bool call_off(struct flow *flow, struct transfer *transfer, struct error *err) {
  transfer->state = TRANSFER_WITHDRAWN;
  flow_tell(flow, said(&flow->day->arena, "%s is withdrawn: %s is no longer a patient of the base", transfer->id,
                       transfer->patient));
  return store_save_transfer(flow->session->store, transfer, err) &&
         close_items(flow, transfer, SAID("withdrawn"), err);
}

static bool settle_if_due(struct flow *flow, struct transfer *transfer, struct error *err) {
  int patient = day_find_patient(flow->day, transfer->patient);
  if (patient != NONE && flow->day->patients[patient].status == PATIENT_ENDED)
    return call_off(flow, transfer, err);
  bool due = transfer->state == TRANSFER_ACKNOWLEDGED && transfer->from_date <= flow->today;
  return !due || settle(flow, transfer, err);
}

bool dispatch_transfers_settle(struct session *session, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_PLAN, NULL, err))
    return false;
  struct flow flow;
  struct transfer *transfers;
  int n;
  if (!flow_begin(&flow, session, effects, err))
    return false;
  bool done = store_load_transfers(session->store, NULL, false, &flow.day->arena, &transfers, &n, err);
  for (int i = 0; done && i < n; i++)
    done = settle_if_due(&flow, &transfers[i], err);
  return flow_end(&flow, done, err);
}

/* --- Listing --- */

bool dispatch_transfers(struct store *store, const char *team, bool all, struct arena *arena, struct transfer **out,
                        int *n, struct error *err) {
  if (!store_load_transfers(store, NULL, all, arena, out, n, err))
    return false;
  int kept = 0;
  for (int i = 0; i < *n; i++)
    if (!team || text_equal((*out)[i].from_team, team) || text_equal((*out)[i].to_team, team))
      (*out)[kept++] = (*out)[i];
  *n = kept;
  return true;
}
