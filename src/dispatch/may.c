/* Whether somebody may do something, and what of a day somebody may read. */
#include "vaktrom/dispatch/may.h"

#include <stdlib.h>
#include <string.h>

#include "vaktrom/store/rights.h"

/* One question, and what it is asked with. */
struct asking {
  const struct session *session;
  enum may may;
  struct arena arena;
  struct rights rights;
};

static bool ask_begin(struct asking *asking, const struct session *session, enum may may, struct error *err) {
  *asking = (struct asking){.session = session, .may = may};
  int margin = (int)store_setting_int(session->store, "function_margin");
  const char *staff = session->staff ? session->staff : ""; /* who is no worker holds no function */
  return store_load_rights(session->store, staff, clock_now(), margin, &asking->arena, &asking->rights, err);
}

/* --- How far --- */

static const char *ht_of(const struct rights *rights, const char *team) {
  for (int i = 0; i < rights->n_teams; i++)
    if (text_equal(rights->teams[i].team, team))
      return rights->teams[i].ht;
  return "";
}

/* Whether it reaches an HT with its teams: what reaches so far is held in the HT itself, not in one of its OTs. */
static bool reaches_ht(const struct held_function *held, enum reach reach) {
  return reach >= REACH_HT && text_equal(held->team, held->ht);
}

/* Whether a function held reaches a team. */
static bool reaches_team(const struct rights *rights, const struct held_function *held, enum reach reach,
                         const char *team) {
  bool covered = text_equal(held->team, team) || text_has_word(held->covers, team);
  return reach == REACH_UNIT || (reach >= REACH_TEAM && covered) ||
         (reaches_ht(held, reach) && text_equal(held->ht, ht_of(rights, team)));
}

/* Whether it reaches one of the teams, separated by one space. */
static bool reaches_one(const struct rights *rights, const struct held_function *held, enum reach reach,
                        const char *teams) {
  for (int i = 0; i < rights->n_teams; i++)
    if (text_has_word(teams, rights->teams[i].team) && reaches_team(rights, held, reach, rights->teams[i].team))
      return true;
  return false;
}

/* Whether it reaches what belongs to no team yet: a patient whose team somebody must decide. */
static bool reaches_nobodys(const struct held_function *held, enum reach reach) {
  return reaches_ht(held, reach) || may_reach(MAY_KEEP_UNIT, held->function) == REACH_UNIT;
}

/* --- What a deed is about --- */

/* One of the things that a deed names; those that are no row of enum named besides. */
enum { A_TEAM = NAMED_MEETING + 1, A_WORKER, A_PATIENT };
struct part {
  int what;
  const char *id; /* "" or NULL = the deed names none */
};
enum { PARTS = A_PATIENT + 1 };

/* It, looked up. */
struct target {
  bool there;
  const char *teams; /* that it concerns; "" = none */
  bool is_own;       /* on the own list, or a patient whom the worker meets */
};

static bool look_row_up(struct asking *asking, const struct part *part, struct target *out, struct error *err) {
  struct whom whom;
  if (!store_find_whom(asking->session->store, (enum named)part->what, part->id, &asking->arena, &whom, err))
    return false;
  *out = (struct target){whom.there, whom.teams, *whom.staff && text_has_word(whom.staff, asking->session->actor)};
  return true;
}

static bool look_patient_up(struct asking *asking, const char *patient, struct target *out, struct error *err) {
  struct store *store = asking->session->store;
  date today = instant_date(clock_now());
  return store_meets(store, asking->session->actor, patient, today, &out->is_own, err) &&
         store_teams_of_patient(store, patient, today, &asking->arena, &out->teams, &out->there, err);
}

static bool look_up(struct asking *asking, const struct part *part, struct target *out, struct error *err) {
  *out = (struct target){.there = true, .teams = part->id};
  switch (part->what) {
  case A_TEAM:
    return true;
  case A_WORKER:
    return store_teams_of_worker(asking->session->store, part->id, instant_date(clock_now()), &asking->arena,
                                 &out->teams, &out->there, err);
  case A_PATIENT:
    return look_patient_up(asking, part->id, out, err);
  default:
    return look_row_up(asking, part, out, err);
  }
}

static bool is_reached(const struct asking *asking, const struct held_function *held, const struct target *target) {
  enum reach reach = may_reach(asking->may, held->function);
  if (reach == REACH_NOBODY || reach == REACH_UNIT || !target->there)
    return reach != REACH_NOBODY;
  return target->is_own || (text_is_empty(target->teams) ? reaches_nobodys(held, reach)
                                                         : reaches_one(&asking->rights, held, reach, target->teams));
}

/* --- The answer --- */

static const enum function functions[] = {FUNCTION_NONE,    FUNCTION_COORDINATOR,    FUNCTION_DUTY_NURSE,
                                          FUNCTION_NURSE_2, FUNCTION_SECTION_LEADER, FUNCTION_LEAD_NURSE};

static const char *function_in_words(enum function function) {
  return function == FUNCTION_NONE ? _("worker") : word_label(&words_function, (int)function);
}

/* "coordinator (the own team), duty nurse (the own HT and its teams), owner" */
static void list_permitted(enum may may, struct str *out) {
  for (size_t i = 0; i < COUNT_OF(functions); i++) {
    enum reach reach = may_reach(may, functions[i]);
    if (reach != REACH_NOBODY)
      str_addf(out, "%s (%s), ", function_in_words(functions[i]), word_label(&words_reach, (int)reach));
  }
  if (may_reach_of_service(may) != REACH_NOBODY)
    str_addf(out, "%s, ", _("a service's account"));
  str_add(out, _("the owner"));
}

/* A worker is one by the shift and by the team. */
static bool is_repeated(const struct rights *rights, int at) {
  for (int i = 0; i < at; i++)
    if (rights->held[i].function == rights->held[at].function &&
        text_equal(rights->held[i].team, rights->held[at].team))
      return true;
  return false;
}

/* "coordinator of OT1, worker of OT1" */
static void list_held(const struct rights *rights, struct str *out) {
  for (int i = 0; i < rights->n_held; i++)
    if (!is_repeated(rights, i))
      str_addf(out, _("%s%s of %s"), i ? ", " : "", function_in_words(rights->held[i].function), rights->held[i].team);
  if (rights->n_held == 0)
    str_add(out, _("no function"));
}

static bool deny_who_left(const struct asking *asking, struct error *err) {
  char since[DATE_SIZE];
  date_format(asking->rights.ended, since);
  return error_set(
      err, STATUS_DENIED,
      _("%s no longer works here (since %s) and may do nothing any more. A section leader can change that"),
      asking->session->actor, since);
}

static bool deny(const struct asking *asking, const char *where, struct error *err) {
  if (asking->rights.ended != DATE_NONE)
    return deny_who_left(asking, err);
  struct str held = {0}, permitted = {0};
  list_held(&asking->rights, &held);
  list_permitted(asking->may, &permitted);
  error_set(err, STATUS_DENIED,
            *where ? _("%s (now %s) may not %s for %s; who may: %s") : _("%s (now %s) may not %s%s; who may: %s"),
            asking->session->actor, str_text(&held), word_label(&words_may, (int)asking->may), where,
            str_text(&permitted));
  str_free(&held);
  str_free(&permitted);
  return false;
}

/* Those for whom no row of the table is looked up. */
static bool is_free(const struct session *session) {
  return session->owner || session->consequence > 0;
}

/* Whether one of the functions held is enough for it; for a deed without any target, everywhere or somewhere. */
static bool is_permitted_for(const struct asking *asking, const struct target *target, enum reach least) {
  const struct session *session = asking->session;
  bool permitted = session->kind == ACCOUNT_SERVICE && may_reach_of_service(asking->may) >= least;
  for (int i = 0; i < asking->rights.n_held; i++) {
    const struct held_function *held = &asking->rights.held[i];
    permitted |= may_reach(asking->may, held->function) >= least && (!target || is_reached(asking, held, target));
  }
  return permitted;
}

/* All that the deed names must be reached: who may for the team may not thereby for any patient or worker. */
static bool may_each(struct asking *asking, const struct concern *about, struct error *err) {
  const struct part parts[PARTS] = {
      {A_TEAM, about->team},
      {A_PATIENT, about->patient},
      {A_WORKER, about->worker},
      {NAMED_VISIT, about->visit},
      {NAMED_LIST, about->list},
      {NAMED_ITEM, about->item},
      {NAMED_TRANSFER, about->transfer},
      {NAMED_CARRY_OVER, about->carry_over},
      {NAMED_REMINDER, about->reminder},
      {NAMED_MEETING, about->meeting},
  };
  for (int i = 0; i < PARTS; i++) {
    struct target target;
    if (text_is_empty(parts[i].id))
      continue;
    if (!look_up(asking, &parts[i], &target, err))
      return false;
    if (!is_permitted_for(asking, &target, REACH_OWN))
      return deny(asking, target.teams, err);
  }
  return is_permitted_for(asking, NULL, REACH_OWN) || deny(asking, "", err);
}

/* Emergency access lets read, and nothing else. */
static bool is_emergency(const struct asking *asking, const struct concern *about) {
  return asking->may == MAY_READ && about && text_has_word(asking->rights.emergencies, about->patient);
}

static bool may(const struct session *session, enum may what, const struct concern *about, enum reach least,
                struct error *err) {
  struct asking asking;
  if (is_free(session))
    return true;
  bool done = ask_begin(&asking, session, what, err);
  if (done && !is_emergency(&asking, about))
    done = about ? may_each(&asking, about, err) : is_permitted_for(&asking, NULL, least) || deny(&asking, "", err);
  arena_free(&asking.arena);
  return done;
}

bool dispatch_worker_may(const struct session *session, const char *staff, enum may what, bool *holds,
                         struct error *err) {
  const struct session other = {.store = session->store, .actor = staff, .staff = staff};
  struct asking asking;
  bool done = ask_begin(&asking, &other, what, err);
  *holds = done && is_permitted_for(&asking, NULL, REACH_OWN);
  arena_free(&asking.arena);
  return done;
}

bool dispatch_works_here(const struct session *session, struct error *err) {
  struct asking asking;
  bool done = ask_begin(&asking, session, MAY_READ, err);
  done = done && (asking.rights.ended == DATE_NONE || deny_who_left(&asking, err));
  arena_free(&asking.arena);
  return done;
}

bool dispatch_may(const struct session *session, enum may what, const struct concern *about, struct error *err) {
  return may(session, what, about, REACH_OWN, err);
}

bool dispatch_permissions(const struct session *session, bool permitted[MAY_COUNT], struct error *err) {
  struct asking asking;
  bool done = ask_begin(&asking, session, MAY_READ, err);
  for (int what = 0; what < MAY_COUNT; what++) {
    permitted[what] = is_free(session) || (session->kind == ACCOUNT_SERVICE && may_reach_of_service((enum may)what));
    for (int i = 0; i < asking.rights.n_held; i++)
      permitted[what] |= may_reach((enum may)what, asking.rights.held[i].function) != REACH_NOBODY;
  }
  arena_free(&asking.arena);
  return done;
}

bool dispatch_may_everywhere(const struct session *session, enum may what, struct error *err) {
  return may(session, what, NULL, REACH_UNIT, err);
}

/* --- Reading a day --- */

/* What one function held lets read of a day. */
struct sight {
  const struct day *day;
  bool *teams, *patients; /* by index: whether it may be read about */
};

static bool sees_team(const struct sight *sight, int team) {
  return team != NONE && sight->teams[team];
}

static void look_at_patients(const struct sight *sight, bool reaches_nobodys) {
  const struct day *day = sight->day;
  for (int p = 0; p < day->n_patients; p++) {
    const struct patient *patient = &day->patients[p];
    sight->patients[p] |= (patient->team == NONE && reaches_nobodys) || sees_team(sight, patient->team) ||
                          sees_team(sight, patient->cooperating_team);
  }
  for (int v = 0; v < day->n_visits; v++)
    sight->patients[day->visits[v].patient] |= sees_team(sight, day->visits[v].team);
}

/* Who comes and who leaves is known to both teams. */
static void look_at_transfers(const struct sight *sight, const struct transfer *transfers, int n) {
  const struct day *day = sight->day;
  for (int i = 0; i < n; i++) {
    const struct transfer *transfer = &transfers[i];
    int from = transfer->from_team ? day_find_team(day, transfer->from_team) : NONE;
    int patient = day_find_patient(day, transfer->patient), to = day_find_team(day, transfer->to_team);
    if (patient != NONE)
      sight->patients[patient] |= sees_team(sight, from) || sees_team(sight, to);
  }
}

/* For each patient of the day whether it may be read about. */
static bool mark_readable(struct asking *asking, struct day *day, bool *readable, struct error *err) {
  const struct rights *rights = &asking->rights;
  struct transfer *transfers;
  int n = 0, self = rights->ended == DATE_NONE ? day_find_staff(day, asking->session->actor) : NONE;
  if (!store_load_transfers(asking->session->store, NULL, false, &asking->arena, &transfers, &n, err))
    return false;
  for (int h = 0; h < rights->n_held; h++) {
    const struct held_function *held = &rights->held[h];
    enum reach reach = may_reach(MAY_READ, held->function);
    const struct sight sight = {day, arena_alloc(&asking->arena, sizeof *sight.teams * ((size_t)day->n_teams + 1)),
                                readable};
    for (int t = 0; t < day->n_teams; t++) {
      sight.teams[t] = reaches_team(rights, held, reach, day->teams[t].id);
      day->teams[t].closed &= !sight.teams[t] && !text_equal(held->team, day->teams[t].id);
    }
    look_at_patients(&sight, reaches_nobodys(held, reach));
    look_at_transfers(&sight, transfers, n);
  }
  for (int v = 0; v < day->n_visits; v++)
    readable[day->visits[v].patient] |= self != NONE && day->visits[v].staff == self;
  for (int p = 0; p < day->n_patients; p++)
    readable[p] |= text_has_word(rights->emergencies, day->patients[p].id);
  return true;
}

/* Leaves the number, as the protection of an address does; where it lies stays for the travel times of others. */
static void leave_number(struct patient *patient) {
  patient->closed = patient->protected_address = true;
  patient->name = patient_shown_name(patient);
  patient->address = patient->phone = patient->important = patient->access = "";
  patient->key_number = patient->door_code = "";
}

static bool narrow(const struct session *session, struct day *day, struct error *err) {
  struct asking asking;
  bool done = ask_begin(&asking, session, MAY_READ, err);
  bool *readable = arena_alloc(&asking.arena, sizeof *readable * ((size_t)day->n_patients + 1));
  day->narrowed = true;
  for (int t = 0; t < day->n_teams; t++)
    day->teams[t].closed = true;
  done = done && mark_readable(&asking, day, readable, err);
  for (int p = 0; done && p < day->n_patients; p++)
    if (!readable[p])
      leave_number(&day->patients[p]);
  arena_free(&asking.arena);
  return done;
}

static bool read_day(const struct session *session, bool good, struct day **out, struct error *err) {
  if (good && (session->owner || narrow(session, *out, err)))
    return true;
  if (good)
    day_free(*out);
  *out = NULL;
  return false;
}

bool dispatch_read_day(const struct session *session, date on, struct day **out, struct error *err) {
  return read_day(session, store_load_day_alone(session->store, on, out, err), out, err);
}

bool dispatch_read_whole_day(const struct session *session, date on, struct day **out, struct error *err) {
  return read_day(session, store_load_day(session->store, on, out, err), out, err);
}
