/* What the flows between people share: a transaction with today's base, and finding what a command names. */
#include "dispatch/between.h"

/* --- The transaction --- */

bool flow_begin(struct flow *flow, struct session *session, struct effects *effects, struct error *err) {
  *flow = (struct flow){.session = session, .effects = effects, .today = instant_date(clock_now())};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  if (store_load_day(session->store, flow->today, &flow->day, err))
    return true;
  store_rollback(session->store);
  return false;
}

bool flow_end(struct flow *flow, bool done, struct error *err) {
  if (done)
    done = store_commit(flow->session->store, err);
  else
    store_rollback(flow->session->store);
  day_free(flow->day);
  flow->day = NULL;
  return done;
}

void flow_tell(struct flow *flow, const char *line) {
  effects_add(flow->effects, "%s", line);
  store_label_text(flow->session->store, line);
}

/* --- Finding --- */

bool dispatch_find_team(const struct day *day, const char *id, int kind, int *team, struct error *err) {
  *team = day_find_team(day, id);
  if (*team == NONE)
    return error_set(err, STATUS_USAGE, _("there is no team '%s'"), id ? id : "");
  if (kind == NONE || (int)day->teams[*team].kind == kind)
    return true;
  return error_set(err, STATUS_USAGE, kind == TEAM_HT ? _("%s is no health-service team") : _("%s is no care team"),
                   id);
}

bool dispatch_team_is_known(struct store *store, const char *id, int kind, struct error *err) {
  struct day *day = NULL;
  int team;
  if (!id)
    return true;
  bool known =
      store_load_day(store, instant_date(clock_now()), &day, err) && dispatch_find_team(day, id, kind, &team, err);
  day_free(day);
  return known;
}

static bool find_staff(const struct day *day, const char *id, int *staff, struct error *err) {
  *staff = day_find_staff(day, id);
  return *staff != NONE || error_set(err, STATUS_USAGE, _("there is no worker '%s'"), id ? id : "");
}

bool dispatch_staff_is_known(struct store *store, const char *id, struct error *err) {
  struct day *day = NULL;
  int staff;
  if (!id)
    return true;
  bool known = store_load_day(store, instant_date(clock_now()), &day, err) && find_staff(day, id, &staff, err);
  day_free(day);
  return known;
}

bool staff_at_work(const struct day *day, const char *id, int *staff, struct error *err) {
  if (!find_staff(day, id, staff, err))
    return false;
  const char *name = day->staff[*staff].name;
  if (day->staff[*staff].ended)
    return error_set(err, STATUS_DENIED, _("%s no longer works here"), name);
  return !day_away_all_day(day, *staff) ||
         error_set(err, STATUS_DENIED, _("%s is absent today: name somebody who is at work"), name);
}

bool flow_find_patient(const struct flow *flow, const char *id, int *patient, struct error *err) {
  *patient = day_find_patient(flow->day, id);
  return *patient != NONE || error_set(err, STATUS_USAGE, _("there is no patient '%s'"), id ? id : "");
}

bool flow_find_team(const struct flow *flow, const char *id, int *team, struct error *err) {
  return dispatch_find_team(flow->day, id, NONE, team, err);
}

int flow_actor(const struct flow *flow) {
  return day_find_staff(flow->day, flow->session->actor);
}

/* --- Who is on duty --- */

bool row_walks_for(const struct day *day, const struct shift_row *row, const struct visit *visit, int team) {
  return row->date == day->date && row->shift == visit->shift && function_walks(row->function) &&
         (row->team == team || text_has_word(row->covers, day->teams[team].id)) &&
         day_absence(day, row->staff, row->date, row->shift) == NONE;
}

/* Whether somebody other than the worker may do it. */
static bool another_may(struct day *day, const struct visit *visit, int team, int staff) {
  for (int i = 0; i < day->n_shifts; i++)
    if (day->shifts[i].staff != staff && row_walks_for(day, &day->shifts[i], visit, team) &&
        worker_refusal(day, day->shifts[i].staff, visit, NULL) == REFUSAL_NONE)
      return true;
  return false;
}

bool two_people_may(struct day *day, const struct visit *first, int first_team, const struct visit *second,
                    int second_team) {
  for (int i = 0; i < day->n_shifts; i++)
    if (row_walks_for(day, &day->shifts[i], first, first_team) &&
        worker_refusal(day, day->shifts[i].staff, first, NULL) == REFUSAL_NONE &&
        another_may(day, second, second_team, day->shifts[i].staff))
      return true;
  return false;
}

/* --- Words --- */

const char *id_of_team(const struct day *day, int team) {
  return team == NONE ? NULL : day->teams[team].id;
}

const char *name_of_team(const struct day *day, int team) {
  return team == NONE ? _("no team") : day->teams[team].name;
}

const char *date_key(struct arena *arena, date on) {
  char text[DATE_SIZE];
  date_format(on, text);
  return arena_strdup(arena, text);
}

const char *date_words(struct arena *arena, date on) {
  char text[DATE_SIZE];
  date_show(on, text);
  return arena_strdup(arena, text);
}
