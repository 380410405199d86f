/* Carry-overs (hengeoppgaver): work that a shift did not finish, until a named person has accepted it [004 p11]. */
#include "dispatch/wish.h"
#include "vaktrom/dispatch/may.h"

/* --- Listing --- */

static const struct missed_visit *find_missed(const struct missed_visit *missed, int n, const char *visit) {
  for (int i = 0; i < n; i++)
    if (text_equal(missed[i].visit, visit))
      return &missed[i];
  return NULL;
}

static bool is_of_team(const struct day *day, const struct carry_over *carry, const char *team) {
  int next = carry->next ? day_find_staff(day, carry->next) : NONE;
  return !team || (next != NONE && text_equal(day->teams[day->staff[next].team].id, team));
}

/* What was planned for a patient whom the base no longer serves has stopped. */
static bool is_served(const struct day *day, const struct carry_over *carry) {
  int patient = day_find_patient(day, carry->patient);
  return patient == NONE || day->patients[patient].status != PATIENT_ENDED;
}

/* A carry-over with the visit that was not done; `visit` NULL when it is not known any more. */
static struct carried joined(const struct carry_over *carry, const struct missed_visit *visit) {
  return (struct carried){.carry = *carry,
                          .task = visit ? visit->task : "",
                          .date = visit ? visit->date : instant_date(carry->at),
                          .priority = visit ? visit->priority : PRIORITY_MAY};
}

bool dispatch_carried(struct store *store, const char *next, const char *team, bool all, struct arena *arena,
                      struct carried **out, int *n, struct error *err) {
  struct carry_over *carries;
  struct missed_visit *missed;
  struct day *day = NULL;
  int n_carries, n_missed;
  if (!store_load_carry_overs(store, next, all, arena, &carries, &n_carries, err) ||
      !store_load_day(store, instant_date(clock_now()), &day, err))
    return false;
  date first = day->date;
  for (int i = 0; i < n_carries; i++) {
    date on = store_date_of_visit(store, carries[i].visit);
    first = on != DATE_NONE && on < first ? on : first;
  }
  bool done = store_load_missed_visits(store, first, day->date + 1, arena, &missed, &n_missed, err);
  *out = arena_alloc(arena, sizeof **out * (size_t)(n_carries + 1));
  *n = 0;
  for (int i = 0; done && i < n_carries; i++)
    if (is_of_team(day, &carries[i], team) && (all || is_served(day, &carries[i])))
      (*out)[(*n)++] = joined(&carries[i], find_missed(missed, n_missed, carries[i].visit));
  day_free(day);
  return done;
}

/* --- Hands --- */

static bool find_carry(struct flow *flow, const char *id, struct carry_over **out, struct error *err) {
  struct carry_over *carries;
  int n;
  *out = NULL;
  if (!store_load_carry_overs(flow->session->store, NULL, true, &flow->day->arena, &carries, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(carries[i].id, id))
      *out = &carries[i];
  if (!*out)
    return error_set(err, STATUS_USAGE, _("there is no carry-over '%s' (vaktrom carry lists them)"), id);
  return (*out)->state != CARRY_DONE || error_set(err, STATUS_DENIED, _("%s is done already"), id);
}

static const char *staff_words(struct flow *flow, const char *id) {
  int staff = id ? day_find_staff(flow->day, id) : NONE;
  return staff == NONE
             ? SAID("nobody")
             : arena_printf(&flow->day->arena, "%s %s", flow->day->staff[staff].id, flow->day->staff[staff].name);
}

/* Whether it lies with somebody who cannot take care of it: anybody may then hand it to who can. */
static bool is_stranded(const struct flow *flow, const struct carry_over *carry) {
  struct error unread = {0};
  int staff;
  bool there = staff_at_work(flow->day, carry->next, &staff, &unread);
  error_clear(&unread);
  return !there;
}

/* The carry-over is with the person who acts, or the owner of the store acts for that person. */
static bool is_with_actor(struct flow *flow, const struct carry_over *carry, struct error *err) {
  return flow->session->owner || text_equal(carry->next, flow->session->actor) ||
         error_set(err, STATUS_DENIED, _("%s is offered to %s, who accepts it or hands it on"), carry->id,
                   staff_words(flow, carry->next));
}

/* "S020 Kari", "S020 Kari (by root for S020)". */
static const char *actor_words(struct flow *flow, const struct carry_over *carry) {
  const char *next = staff_words(flow, carry->next);
  return text_equal(carry->next, flow->session->actor)
             ? next
             : said(&flow->day->arena, "%s (by %s for %s)", next, flow->session->actor, carry->next);
}

static bool accept(struct flow *flow, const char *id, struct error *err) {
  struct carry_over *carry;
  if (!find_carry(flow, id, &carry, err) || !is_with_actor(flow, carry, err))
    return false;
  if (carry->state == CARRY_ACCEPTED)
    return error_set(err, STATUS_DENIED, _("%s is accepted already by %s"), id, staff_words(flow, carry->next));
  carry->state = CARRY_ACCEPTED;
  flow_tell(flow, said(&flow->day->arena, "%s (%s of %s) is accepted by %s", id, carry->visit, carry->patient,
                       actor_words(flow, carry)));
  return store_save_carry_over(flow->session->store, carry, err);
}

bool dispatch_carry_accept(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_MARK, &(struct concern){.carry_over = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, accept(&flow, id, err), err);
}

static bool hand(struct flow *flow, const char *id, const char *to, struct error *err) {
  struct carry_over *carry;
  int staff;
  if (!find_carry(flow, id, &carry, err) || !staff_at_work(flow->day, to, &staff, err) ||
      (!is_stranded(flow, carry) && !is_with_actor(flow, carry, err)))
    return false;
  carry->next = flow->day->staff[staff].id;
  carry->state = CARRY_OFFERED;
  flow_tell(flow, said(&flow->day->arena, "%s (%s of %s) is offered to %s, who must accept it", id, carry->visit,
                       carry->patient, staff_words(flow, carry->next)));
  return store_save_carry_over(flow->session->store, carry, err);
}

bool dispatch_carry_hand(struct session *session, const char *id, const char *to, struct effects *effects,
                         struct error *err) {
  if (!dispatch_may(session, MAY_MARK, &(struct concern){.carry_over = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, hand(&flow, id, to, err), err);
}

static bool set_done(struct flow *flow, struct carry_over *carry, const char *line, struct error *err) {
  carry->state = CARRY_DONE;
  flow_tell(flow, line);
  return store_save_carry_over(flow->session->store, carry, err);
}

static bool mark_done(struct flow *flow, const char *id, struct error *err) {
  struct carry_over *carry;
  return find_carry(flow, id, &carry, err) && is_with_actor(flow, carry, err) &&
         set_done(flow, carry, said(&flow->day->arena, "%s (%s of %s) is done", id, carry->visit, carry->patient), err);
}

bool dispatch_carry_done(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_MARK, &(struct concern){.carry_over = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, mark_done(&flow, id, err), err);
}

/* --- A visit again --- */

/* What the visit that was not done asked for; texts in the flow's arena. */
struct asked {
  const char *task; /* id; "" = not known any more */
  struct visit_demand demand;
  struct window hours; /* its first window, in wall minutes */
};

/* Says the hours that were agreed for it, and what it was tied to: whoever does it later must know. */
static void tell_agreed(struct flow *flow, const struct day *day, int visit, const struct window *hours) {
  const struct visit *first = &day->visits[visit];
  effects_add(flow->effects, _("%s was agreed to begin between %02d:%02d and %02d:%02d (%s)"), first->id,
              hours->earliest / 60, hours->earliest % 60, hours->latest / 60, hours->latest % 60,
              word_label(&words_window, (int)first->window));
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    bool leads = link->first == visit;
    if ((!leads && link->second != visit) || link->max_gap == 0)
      continue;
    const struct visit *other = &day->visits[leads ? link->second : link->first];
    effects_add(flow->effects,
                leads ? _("%s was tied to it: %s, %d to %d min later")
                      : _("it was tied to %s: %s, %d to %d min before"),
                other->id, day->tasks[other->task].name, link->min_gap, link->max_gap);
  }
}

static void ask_second(struct arena *arena, const struct day *day, const struct visit *second,
                       struct visit_demand *demand) {
  int service = day_find_service(day, second->service);
  int team = service == NONE ? NONE : day->services[service].second_team;
  demand->staff_count = 2;
  demand->second_role = second->min_role;
  demand->second_skills = arena_strdup(arena, second->skills ? second->skills : "");
  demand->second_team = team == NONE ? NULL : arena_strdup(arena, day->teams[team].id);
}

static void ask(struct flow *flow, const struct day *day, int visit, struct asked *asked) {
  struct arena *arena = &flow->day->arena;
  int partner = day_partner(day, visit);
  const struct visit *first = &day->visits[visit];
  asked->task = arena_strdup(arena, day->tasks[first->task].id);
  asked->hours = (struct window){minute_to_wall(day->date, first->windows[0].earliest),
                                 minute_to_wall(day->date, first->windows[0].latest)};
  tell_agreed(flow, day, visit, &asked->hours);
  asked->demand = (struct visit_demand){.min_role = first->min_role,
                                        .skills = arena_strdup(arena, first->skills ? first->skills : ""),
                                        .duration = first->duration,
                                        .priority = first->priority,
                                        .staff_count = 1};
  if (partner != NONE)
    ask_second(arena, day, &day->visits[partner], &asked->demand);
}

static bool find_asked(struct flow *flow, const char *visit, struct asked *asked, struct error *err) {
  struct day *day = NULL;
  int rows[2];
  date on = dispatch_date_of_visit(flow->session->store, visit);
  *asked = (struct asked){.task = ""};
  if (on == DATE_NONE)
    return true;
  if (!store_load_day(flow->session->store, on, &day, err))
    return false;
  if (day_find_visit_rows(day, visit, rows) > 0)
    ask(flow, day, rows[0], asked);
  day_free(day);
  return true;
}

static bool turn_into_visit(struct flow *flow, const char *id, const struct visit_wish *wish, struct error *err) {
  struct carry_over *carry;
  struct asked asked;
  const char *visit;
  if (!find_carry(flow, id, &carry, err) || !find_asked(flow, carry->visit, &asked, err))
    return false;
  const struct wish_source source = {.patient = carry->patient,
                                     .task = asked.task,
                                     .demand = *asked.task ? &asked.demand : NULL,
                                     .agreed = *asked.task ? &asked.hours : NULL,
                                     .date = DATE_NONE};
  return wish_visit(flow, wish, &source, &visit, err) &&
         set_done(flow, carry,
                  said(&flow->day->arena, "%s (%s of %s) became visit %s", id, carry->visit, carry->patient, visit),
                  err);
}

bool dispatch_carry_visit(struct session *session, const char *id, const struct visit_wish *wish,
                          struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_ADD_VISIT, &(struct concern){.carry_over = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, turn_into_visit(&flow, id, wish, err), err);
}
