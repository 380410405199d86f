/*
 * Deciding OT or HT: what the criteria say is stored with what it saw, what people decide stands, and a changed outcome
 * becomes a queue item, never a silent move (domain.md, "Deciding OT or HT").
 */
#include <string.h>

#include "dispatch/queue.h"
#include "dispatch/route.h"
#include "vaktrom/dispatch/may.h"

/* --- Shared --------------------------------------------------------------------------------------------------------
 */

bool route_end(struct session *session, bool done, struct error *err) {
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}

bool route_has_high_news2(const struct routes *routes, int patient) {
  const struct facts *facts = &routes->list[patient].facts;
  const struct fact *total = facts_find(facts, CODE_NEWS2), *single = facts_find(facts, CODE_NEWS2_SINGLE);
  return total && single && news2_is_high((int)(total->number / THOUSANDTHS), (int)(single->number / THOUSANDTHS));
}

bool route_find_patient(const struct routes *routes, const char *id, int *patient, struct error *err) {
  *patient = day_find_patient(routes->day, id);
  return *patient != NONE || error_set(err, STATUS_USAGE, _("there is no patient '%s'"), id ? id : "");
}

static const char *team_id(const struct routes *routes, int team) {
  return team == NONE ? NULL : routes->day->teams[team].id;
}

static const char *team_name(const struct routes *routes, int team) {
  return team == NONE ? SAID("no team") : routes->day->teams[team].name;
}

static const char *explain(struct routes *routes, int patient) {
  return routes_said(routes, patient, &routes->arena);
}

/* --- The queue -----------------------------------------------------------------------------------------------------
 */

/* The HT that answers for a patient: of the teams that the decision names, else of the current one, else of the area.
 */
static int answering_ht(const struct routes *routes, int patient) {
  const struct team_choice *choice = &routes->list[patient].choice;
  const struct day *day = routes->day;
  int team = choice->responsible != NONE ? choice->responsible : choice->current;
  if (team != NONE)
    return day->teams[team].ht;
  return route_teams(OUTCOME_HT, day->patients[patient].area, NONE, false, day->teams, day->n_teams).responsible;
}

bool route_raise(struct session *session, struct routes *routes, int patient, const struct route_item *item,
                 const char **id, struct effects *effects, struct error *err) {
  struct queue_item row = {.patient = routes->day->patients[patient].id,
                           .from = session->actor,
                           .text = item->text,
                           .team = team_id(routes, answering_ht(routes, patient)),
                           .at = routes->now,
                           .due = routes->now + 60 * item->due_minutes,
                           .kind = item->kind,
                           .urgency = item->urgency,
                           .state = QUEUE_OPEN,
                           .cause = item->cause};
  if (!store_next_id(session->store, "Q", &routes->arena, &row.id, err) ||
      !store_save_queue_item(session->store, &row, err))
    return false;
  effects_add(effects, _("%s for %s: %s, %s"), row.id, row.patient, word_label(&words_queue_kind, (int)item->kind),
              word_label(&words_urgency, (int)item->urgency));
  if (id)
    *id = row.id;
  return true;
}

bool route_is_news2_request(const struct queue_item *item) {
  return item->state != QUEUE_CLOSED && item->cause == CAUSE_NEWS2;
}

#define TEXT_TO_ADD_TO 600 /* bytes: a longer text is nobody's to read; what comes then is an item of its own */

/* The patient's request that still waits for somebody to look; NULL = there is none. An answered one waits no more. */
static bool find_news2_request(struct session *session, struct routes *routes, const char *patient,
                               struct queue_item **out, struct error *err) {
  struct queue_item *items;
  int n;
  *out = NULL;
  if (!store_load_queue(session->store, NULL, false, &routes->arena, &items, &n, err))
    return false;
  for (int i = 0; i < n && !*out; i++)
    if (route_is_news2_request(&items[i]) && items[i].state != QUEUE_ANSWERED &&
        strlen(said_words(&routes->arena, items[i].text)) <= TEXT_TO_ADD_TO && text_equal(items[i].patient, patient))
      *out = &items[i];
  return true;
}

bool route_raise_news2(struct session *session, struct routes *routes, int patient, const struct route_item *item,
                       const char **id, struct effects *effects, struct error *err) {
  struct queue_item *waiting;
  if (!find_news2_request(session, routes, routes->day->patients[patient].id, &waiting, err))
    return false;
  if (!waiting)
    return route_raise(session, routes, patient, item, id, effects, err);
  char time[TIME_SIZE];
  date day = instant_date(waiting->at);
  time_format(day, minute_of(day, waiting->at), time);
  instant due = routes->now + 60 * item->due_minutes;
  waiting->due = waiting->due == INSTANT_NONE || due < waiting->due ? due : waiting->due;
  waiting->text = said(&routes->arena, "%s; asked already %s %s: %s", item->text, said_date(&routes->arena, day), time,
                       waiting->text);
  *id = waiting->id;
  effects_add(effects, _("%s for %s waits already and now says this"), waiting->id, waiting->patient);
  return store_save_queue_item(session->store, waiting, err);
}

/* What stands in the queue of all HTs, not closed. */
struct open_items {
  struct queue_item *list;
  int n;
};

static struct queue_item *find_open(const struct open_items *items, const char *patient, enum queue_kind kind) {
  for (int i = 0; i < items->n; i++)
    if (items->list[i].state != QUEUE_CLOSED && items->list[i].kind == kind &&
        text_equal(items->list[i].patient, patient))
      return &items->list[i];
  return NULL;
}

/* Tells of a transfer that is announced, and closes with it; asks for none. */
static bool is_announcement(const struct queue_item *item) {
  return item->cause == CAUSE_TRANSFER;
}

/* Closes the patient's open items of a kind that wait for a decision. */
static bool close_asking(struct session *session, const struct open_items *items, const char *patient,
                         enum queue_kind kind, const char *outcome, struct effects *effects, struct error *err) {
  for (int i = 0; i < items->n; i++) {
    struct queue_item *item = &items->list[i];
    if (item->state == QUEUE_CLOSED || item->kind != kind || !text_equal(item->patient, patient) ||
        is_announcement(item))
      continue;
    item->state = QUEUE_CLOSED;
    item->outcome = outcome;
    if (!store_save_queue_item(session->store, item, err))
      return false;
    effects_add(effects, _("%s for %s is closed: %s"), item->id, patient, outcome);
  }
  return true;
}

/* --- Storing what the criteria say ---------------------------------------------------------------------------------
 */

/* One run over the patients. */
struct run {
  struct session *session;
  struct routes *routes;
  struct open_items open;
  struct effects *effects;
  int stored;
};

/* Whether the stored decision is still the same but for what passes with the days. */
static bool is_stored(struct run *run, int patient) {
  const struct patient_route *route = &run->routes->list[patient];
  const struct decision *stored = route->stored;
  return stored && stored->outcome == route->choice.outcome &&
         text_equal(stored->responsible_team, team_id(run->routes, route->choice.responsible)) &&
         text_equal(stored->cooperating_team, team_id(run->routes, route->choice.cooperating)) &&
         text_equal(stored->criteria_version, run->routes->version) &&
         text_equal(stored->criteria, routes_criteria_json(run->routes, patient));
}

static bool save_decision(struct run *run, int patient, struct error *err) {
  const struct patient_route *route = &run->routes->list[patient];
  struct decision decision = {.patient = run->routes->day->patients[patient].id,
                              .responsible_team = team_id(run->routes, route->choice.responsible),
                              .cooperating_team = team_id(run->routes, route->choice.cooperating),
                              .at = run->routes->now,
                              .outcome = route->choice.outcome,
                              .criteria_version = run->routes->version,
                              .facts = routes_facts_json(run->routes, patient),
                              .criteria = routes_criteria_json(run->routes, patient),
                              .explanation = explain(run->routes, patient),
                              .review = DATE_NONE};
  run->stored++;
  return store_save_decision(run->session->store, &decision, err);
}

/* A change that a high NEWS2 brought is as urgent as that; any other can be planned. */
static enum urgency urgency_of_cause(const struct run *run, int patient) {
  const struct patient_route *route = &run->routes->list[patient];
  if (!route_has_high_news2(run->routes, patient))
    return URGENCY_PLANNED;
  for (size_t i = 0; i < route->verdict.n_deciding; i++) {
    const struct criterion *row = &run->routes->criteria->rows.at[route->verdict.held.at[i]];
    for (int c = 0; c < row->n_conditions; c++)
      if (row->conditions[c].code == CODE_NEWS2 || row->conditions[c].code == CODE_NEWS2_SINGLE)
        return URGENCY_NOW;
  }
  return URGENCY_PLANNED;
}

/* An item that waits for the same is made as urgent as the new cause is. */
static bool lift_item(struct run *run, struct queue_item *item, enum urgency urgency, const char *text,
                      struct error *err) {
  if (is_announcement(item) || item->urgency <= urgency)
    return true;
  instant due = run->routes->now + 60 * store_queue_due_minutes(run->session->store, item->kind, urgency);
  item->urgency = urgency;
  item->due = item->due == INSTANT_NONE || due < item->due ? due : item->due;
  item->text = text;
  effects_add(run->effects, _("%s for %s: %s, %s"), item->id, item->patient,
              word_label(&words_queue_kind, (int)item->kind), word_label(&words_urgency, (int)urgency));
  return store_save_queue_item(run->session->store, item, err);
}

static bool raise_item(struct run *run, int patient, enum queue_kind kind, const char *text, struct error *err) {
  enum urgency urgency = urgency_of_cause(run, patient);
  struct queue_item *waiting = find_open(&run->open, run->routes->day->patients[patient].id, kind);
  if (waiting)
    return lift_item(run, waiting, urgency, text, err);
  const struct route_item item = {kind, urgency, store_queue_due_minutes(run->session->store, kind, urgency), text,
                                  CAUSE_NONE};
  return route_raise(run->session, run->routes, patient, &item, NULL, run->effects, err);
}

/* A patient whom nobody is responsible for gets the team: that surprises no one, since nobody has the patient yet. */
static bool admit(struct run *run, int patient, struct error *err) {
  const struct team_choice *choice = &run->routes->list[patient].choice;
  const struct patient *row = &run->routes->day->patients[patient];
  effects_add(run->effects, _("%s now belongs to %s"), row->id, team_name(run->routes, choice->responsible));
  return store_save_patient_team(run->session->store, row->id, team_id(run->routes, choice->responsible),
                                 team_id(run->routes, choice->cooperating), err);
}

/* Says that the responsible team is another than it should be by `choice`. */
static bool announce_team(struct run *run, int patient, const struct team_choice *choice, struct error *err) {
  const struct patient *row = &run->routes->day->patients[patient];
  if (choice->responsible == NONE || choice->responsible == row->team)
    return true;
  if (row->team == NONE)
    return admit(run, patient, err);
  const char *text = said(&run->routes->arena, "should move from %s to %s: %s", team_name(run->routes, row->team),
                          team_name(run->routes, choice->responsible), explain(run->routes, patient));
  return raise_item(run, patient, QUEUE_TRANSFER, text, err);
}

static bool outcome_changed(const struct patient_route *route, const struct routes *routes) {
  return !route->stored || route->stored->outcome != route->choice.outcome ||
         !text_equal(route->stored->responsible_team, team_id(routes, route->choice.responsible));
}

/* People still have to decide, for another reason than when they were asked: the request says the new one. */
static bool renew_reason(struct run *run, int patient, const char *sentence, struct error *err) {
  struct queue_item *waiting = find_open(&run->open, run->routes->day->patients[patient].id, QUEUE_GREY_ZONE);
  if (!waiting || waiting->state == QUEUE_ANSWERED || text_equal(waiting->text, sentence))
    return true;
  waiting->text = sentence;
  effects_add(run->effects, _("%s for %s waits already and now says: %s"), waiting->id, waiting->patient, sentence);
  return store_save_queue_item(run->session->store, waiting, err);
}

/* The criteria decide. */
static bool update_by_criteria(struct run *run, int patient, struct error *err) {
  const struct patient_route *route = &run->routes->list[patient];
  const char *id = run->routes->day->patients[patient].id;
  if (is_stored(run, patient))
    return true;
  if (!save_decision(run, patient, err))
    return false;
  const char *sentence = explain(run->routes, patient);
  if (!outcome_changed(route, run->routes))
    return route->choice.outcome != OUTCOME_GREY || renew_reason(run, patient, sentence, err);
  bool news = route->stored || route->choice.responsible != route->choice.current; /* a first one may change nothing */
  if (news)
    effects_add(run->effects, "%s: %s", id, sentence);
  if (route->choice.outcome == OUTCOME_GREY)
    return raise_item(run, patient, QUEUE_GREY_ZONE, sentence, err);
  return close_asking(run->session, &run->open, id, QUEUE_GREY_ZONE, sentence, run->effects, err) &&
         announce_team(run, patient, &route->choice, err);
}

/* A person has decided: that stands, but people are told when the criteria have come to say something else. */
static bool update_by_person(struct run *run, int patient, struct error *err) {
  return !run->routes->list[patient].outdated ||
         raise_item(run, patient, QUEUE_GREY_ZONE,
                    said(&run->routes->arena, "decide again: %s", explain(run->routes, patient)), err);
}

static bool update(struct run *run, int patient, struct error *err) {
  const struct patient_route *route = &run->routes->list[patient];
  if (!route->active)
    return true;
  return route->decided ? update_by_person(run, patient, err) : update_by_criteria(run, patient, err);
}

static bool run_all(struct run *run, const char *only, struct error *err) {
  int patient = NONE;
  if (!store_load_queue(run->session->store, NULL, false, &run->routes->arena, &run->open.list, &run->open.n, err))
    return false;
  if (only)
    return route_find_patient(run->routes, only, &patient, err) && update(run, patient, err);
  for (patient = 0; patient < run->routes->day->n_patients; patient++)
    if (!update(run, patient, err))
      return false;
  return true;
}

bool route_again(struct session *session, const char *patient, struct effects *effects, struct error *err) {
  struct run run = {.session = session, .effects = effects};
  if (!dispatch_routes(session->store, &run.routes, err))
    return false;
  bool done = run.routes->version == NULL || run_all(&run, patient, err);
  routes_free(run.routes);
  return done;
}

bool dispatch_route(struct session *session, const char *patient, struct effects *effects, struct error *err) {
  bool may = patient ? dispatch_may(session, MAY_DECIDE, &(struct concern){.patient = patient}, err)
                     : dispatch_may(session, MAY_PLAN, NULL, err);
  if (!may)
    return false;
  if (!store_begin(session->store, session->actor, SAID("routed the patients by the criteria"), err))
    return false;
  return route_end(session, route_again(session, patient, effects, err), err);
}

/* --- A person decides ----------------------------------------------------------------------------------------------
 */

static bool check_request(const struct decide_request *request, const struct routes *routes, struct error *err) {
  if (request->outcome == OUTCOME_GREY)
    return error_set(err, STATUS_USAGE, _("a person decides for OT, HT or BOTH; GREY is what waits for it"));
  if (!reason_is_given(request->reason, _("a decision needs its reason (--reason TEXT)"), err))
    return false;
  if (request->review == DATE_NONE || request->review < routes->day->date)
    return error_set(err, STATUS_USAGE, _("a decision needs a review date that is not past (--review D)"));
  return true;
}

/* Stores the decision; from then on it is what counts for the patient, also in what is said of it. */
static bool save_person_decision(struct run *run, int patient, const struct decide_request *request,
                                 const struct team_choice *choice, struct error *err) {
  struct decision *decision = arena_alloc(&run->routes->arena, sizeof *decision);
  *decision = (struct decision){.patient = request->patient,
                                .responsible_team = team_id(run->routes, choice->responsible),
                                .cooperating_team = team_id(run->routes, choice->cooperating),
                                .at = run->routes->now,
                                .outcome = request->outcome,
                                .criteria_version = run->routes->version ? run->routes->version : "",
                                .facts = routes_facts_json(run->routes, patient),
                                .criteria = routes_criteria_json(run->routes, patient),
                                .decided_by = run->session->actor,
                                .reason = request->reason,
                                .review = request->review};
  run->routes->list[patient].decided = decision;
  run->routes->list[patient].choice = *choice;
  decision->explanation = explain(run->routes, patient);
  return store_save_decision(run->session->store, decision, err);
}

/* A high NEWS2 stands while the OT is to have the work: a person says that this is known. */
static bool confirm_news2(struct run *run, int patient, const struct decide_request *request, struct error *err) {
  struct routes *routes = run->routes;
  const struct unanswered_score *old = &routes->list[patient].unanswered;
  if (request->outcome != OUTCOME_OT || request->confirmed || (!route_has_high_news2(routes, patient) && !old->item))
    return true;
  struct str text = {0};
  if (old->item) {
    routes_describe_unanswered(routes, patient, &text);
  } else {
    fact_describe(facts_find(&routes->list[patient].facts, CODE_NEWS2), routes->codes, routes->now, &text);
    str_add(&text, _(" stands and asks for an urgent look."));
  }
  error_set(err, STATUS_USAGE, "%s: %s", request->patient, str_text(&text));
  str_free(&text);
  if (request->asked)
    *request->asked = true;
  return error_add(err, STATUS_USAGE, "%s", _("To decide OT all the same: --yes"));
}

#define REVIEW_MONTHS_USUAL 12

/* A date far ahead is most often a slip of the finger. */
static void warn_of_far_review(const struct run *run, const struct decide_request *request) {
  if (request->review - run->routes->day->date <= REVIEW_MONTHS_USUAL * 31)
    return;
  char on[DATE_SIZE];
  date_show(request->review, on);
  effects_add(run->effects, _("note: the review on %s is more than a year ahead"), on);
}

/* The same responsible team: only who cooperates may be new, which is no move. */
static bool set_cooperating(struct run *run, int patient, const struct team_choice *choice, struct error *err) {
  const struct patient *row = &run->routes->day->patients[patient];
  if (choice->responsible != row->team || choice->cooperating == row->cooperating_team)
    return true;
  effects_add(run->effects, _("%s: %s cooperates"), row->id, team_name(run->routes, choice->cooperating));
  return store_save_patient_team(run->session->store, row->id, team_id(run->routes, row->team),
                                 team_id(run->routes, choice->cooperating), err);
}

static bool decide(struct run *run, const struct decide_request *request, struct error *err) {
  int patient;
  struct routes *routes = run->routes;
  if (!check_request(request, routes, err) || !route_find_patient(routes, request->patient, &patient, err) ||
      !confirm_news2(run, patient, request, err) ||
      !store_load_queue(run->session->store, NULL, false, &routes->arena, &run->open.list, &run->open.n, err))
    return false;
  const struct patient *row = &routes->day->patients[patient];
  bool nurse_work = routes_has_nurse_work(routes, patient);
  struct team_choice choice =
      route_teams(request->outcome, row->area, row->team, nurse_work, routes->day->teams, routes->day->n_teams);
  if (choice.no_team && text_is_empty(row->area))
    return error_set(err, STATUS_DENIED, _("%s has no area, so no team can be named: give the patient its area first"),
                     row->id);
  if (choice.no_team)
    return error_set(err, STATUS_DENIED,
                     _("no team serves the area '%s' of %s: give the patient an area of an OT first"), row->area,
                     row->id);
  const char *decided = word_label(&words_outcome, (int)request->outcome);
  store_label(run->session->store, "decided %s for %s",
              word_said(&routes->arena, &words_outcome, (int)request->outcome), row->id);
  effects_add(run->effects, _("%s: %s, %s is responsible"), row->id, decided, team_name(routes, choice.responsible));
  if (row->team != NONE && row->team != choice.responsible)
    effects_add(run->effects,
                _("%s stays with %s until the transfer is announced: vaktrom transfer %s --to %s --from-date D "
                  "--reason TEXT"),
                row->id, team_name(routes, row->team), row->id, team_id(routes, choice.responsible));
  warn_of_far_review(run, request);
  const char *outcome = said(&routes->arena, "decided %s: %s",
                             word_said(&routes->arena, &words_outcome, (int)request->outcome), request->reason);
  return save_person_decision(run, patient, request, &choice, err) &&
         close_asking(run->session, &run->open, row->id, QUEUE_GREY_ZONE, outcome, run->effects, err) &&
         close_asking(run->session, &run->open, row->id, QUEUE_TRANSFER, outcome, run->effects, err) &&
         set_cooperating(run, patient, &choice, err) && announce_team(run, patient, &choice, err);
}

bool dispatch_decide(struct session *session, const struct decide_request *request, struct effects *effects,
                     struct error *err) {
  if (!dispatch_may(session, MAY_DECIDE, &(struct concern){.patient = request->patient}, err))
    return false;
  struct run run = {.session = session, .effects = effects};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = dispatch_routes(session->store, &run.routes, err) && decide(&run, request, err);
  routes_free(run.routes);
  return route_end(session, done, err);
}
