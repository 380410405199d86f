/* The reminder list (huskeliste): what a team must remember on a date; each can become a visit. */
#include "dispatch/wish.h"
#include "vaktrom/dispatch/may.h"

bool dispatch_reminders(struct store *store, const char *team, bool all, struct arena *arena, struct reminder **out,
                        int *n, struct error *err) {
  struct day *day = NULL;
  int kept = 0;
  if (!store_load_reminders(store, team, all, arena, out, n, err) ||
      !store_load_day(store, instant_date(clock_now()), &day, err))
    return false;
  for (int i = 0; i < *n; i++) {
    int patient = (*out)[i].patient ? day_find_patient(day, (*out)[i].patient) : NONE;
    bool gone = patient != NONE && day->patients[patient].status == PATIENT_ENDED;
    if (!gone || all)
      (*out)[kept++] = (*out)[i];
  }
  *n = kept;
  day_free(day);
  return true;
}

/* --- Adding --- */

/* The named team, else the patient's. */
static bool choose_team(const struct flow *flow, const char *team, int patient, int *index, struct error *err) {
  if (team)
    return flow_find_team(flow, team, index, err);
  *index = patient == NONE ? NONE : flow->day->patients[patient].team;
  return *index != NONE || error_set(err, STATUS_USAGE, "%s", _("a reminder needs its team (--team TEAM)"));
}

static bool add(struct flow *flow, const char *team, struct reminder *reminder, struct error *err) {
  int patient = NONE, index;
  struct day *day = flow->day;
  if (text_is_empty(reminder->text))
    return error_set(err, STATUS_USAGE, "%s", _("a reminder needs its text (--text TEXT)"));
  if (reminder->due < flow->today)
    return error_set(err, STATUS_USAGE, _("%s is past: a reminder is for today or later"),
                     date_words(&day->arena, reminder->due));
  if (reminder->patient && !flow_find_patient(flow, reminder->patient, &patient, err))
    return false;
  if (patient != NONE && day->patients[patient].status == PATIENT_ENDED)
    return error_set(err, STATUS_DENIED, _("%s %s is no longer a patient of the base"), day->patients[patient].id,
                     patient_shown_name(&day->patients[patient]));
  if (!choose_team(flow, team, patient, &index, err) ||
      !store_next_id(flow->session->store, "R", &day->arena, &reminder->id, err))
    return false;
  reminder->team = day->teams[index].id;
  flow_tell(flow, said(&day->arena, "reminder %s for %s on %s%s%s: %s", reminder->id, reminder->team,
                       said_date(&day->arena, reminder->due), reminder->patient ? ", " : "",
                       reminder->patient ? reminder->patient : "", reminder->text));
  return store_save_reminder(flow->session->store, reminder, err);
}

bool dispatch_remind_add(struct session *session, const char *team, const char *patient, date due, const char *text,
                         struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_REMIND, &(struct concern){.team = team, .patient = patient}, err))
    return false;
  struct flow flow;
  struct reminder reminder = {.patient = text_is_empty(patient) ? NULL : patient, .due = due, .text = text};
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, add(&flow, team, &reminder, err), err);
}

/* --- Done, or a visit --- */

static bool find_reminder(struct flow *flow, const char *id, struct reminder **out, struct error *err) {
  struct reminder *reminders;
  int n;
  *out = NULL;
  if (!store_load_reminders(flow->session->store, NULL, true, &flow->day->arena, &reminders, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(reminders[i].id, id))
      *out = &reminders[i];
  if (!*out)
    return error_set(err, STATUS_USAGE, _("there is no reminder '%s' (vaktrom remind lists them)"), id);
  return !(*out)->done || error_set(err, STATUS_DENIED, _("%s is done already"), id);
}

static bool set_done(struct flow *flow, struct reminder *reminder, const char *line, struct error *err) {
  reminder->done = true;
  flow_tell(flow, line);
  return store_save_reminder(flow->session->store, reminder, err);
}

static bool mark_done(struct flow *flow, const char *id, struct error *err) {
  struct reminder *reminder;
  return find_reminder(flow, id, &reminder, err) &&
         set_done(flow, reminder, said(&flow->day->arena, "%s is done: %s", id, reminder->text), err);
}

bool dispatch_remind_done(struct session *session, const char *id, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_REMIND, &(struct concern){.reminder = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, mark_done(&flow, id, err), err);
}

static bool turn_into_visit(struct flow *flow, const char *id, const struct visit_wish *wish, struct error *err) {
  struct reminder *reminder;
  const char *visit;
  if (!find_reminder(flow, id, &reminder, err))
    return false;
  const struct wish_source source = {.patient = reminder->patient,
                                     .task = store_setting(flow->session->store, "reminder_visit_task"),
                                     .date = reminder->due};
  return wish_visit(flow, wish, &source, &visit, err) &&
         set_done(flow, reminder, said(&flow->day->arena, "%s became visit %s: %s", id, visit, reminder->text), err);
}

bool dispatch_remind_visit(struct session *session, const char *id, const struct visit_wish *wish,
                           struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_ADD_VISIT, &(struct concern){.reminder = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, turn_into_visit(&flow, id, wish, err), err);
}
