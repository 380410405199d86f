/*
 * The weekly interdisciplinary meeting (tverrfaglig tavlemøte): candidates with the ground on which they are taken up,
 * entered by 12:00 the day before, a traffic light and a line of what was agreed [003 §10.4].
 */
#include "dispatch/between.h"
#include "vaktrom/dispatch/may.h"

instant dispatch_meeting_deadline(struct store *store, date on) {
  date before = on - 1;
  return instant_of(before, minute_from_wall(before, (int)store_setting_int(store, "meeting_deadline")));
}

date dispatch_meeting_date(struct store *store, instant from) {
  int weekday = (int)store_setting_int(store, "meeting_weekday") - 1;
  date on = instant_date(from);
  while (date_weekday(on) != weekday || dispatch_meeting_deadline(store, on) < from)
    on++;
  return on;
}

/* --- Adding --- */

static bool load_candidates(struct flow *flow, const char *team, date on, struct meeting_candidate **out, int *n,
                            struct error *err) {
  return store_load_meeting(flow->session->store, team, on, &flow->day->arena, out, n, err);
}

static bool deny_twice(struct flow *flow, const struct meeting_candidate *candidate, struct error *err) {
  struct meeting_candidate *others;
  int n;
  if (!load_candidates(flow, candidate->team, candidate->date, &others, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(others[i].patient, candidate->patient))
      return error_set(err, STATUS_DENIED, _("%s is a candidate of that meeting already (%s)"), candidate->patient,
                       others[i].id);
  return true;
}

static bool deny_late(struct flow *flow, date on, struct error *err) {
  struct store *store = flow->session->store;
  struct arena *arena = &flow->day->arena;
  instant deadline = dispatch_meeting_deadline(store, on), now = clock_now();
  return now <= deadline ||
         error_set(err, STATUS_DENIED, _("candidates of %s were taken until %s; the next meeting is on %s"),
                   date_words(arena, on), instant_words(arena, deadline),
                   date_words(arena, dispatch_meeting_date(store, now)));
}

/* A request that asked for the meeting is thereby answered. */
static bool answer_requests(struct flow *flow, const struct meeting_candidate *candidate, struct error *err) {
  struct queue_item *items;
  int n;
  if (!store_load_queue(flow->session->store, NULL, false, &flow->day->arena, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    bool asks = items[i].kind == QUEUE_MEETING && items[i].state != QUEUE_ANSWERED;
    if (!asks || !text_equal(items[i].patient, candidate->patient))
      continue;
    items[i].state = QUEUE_ANSWERED;
    items[i].outcome = said(&flow->day->arena, "on the meeting of %s", said_date(&flow->day->arena, candidate->date));
    effects_add(flow->effects, _("%s answered: %s"), items[i].id, items[i].outcome);
    if (!store_save_queue_item(flow->session->store, &items[i], err))
      return false;
  }
  return true;
}

static bool add(struct flow *flow, const struct meeting_request *request, struct error *err) {
  int patient, team;
  struct store *store = flow->session->store;
  struct day *day = flow->day;
  if (!flow_find_patient(flow, request->patient, &patient, err))
    return false;
  if (day->patients[patient].status == PATIENT_ENDED)
    return error_set(err, STATUS_DENIED, _("%s %s is no longer a patient of the base"), day->patients[patient].id,
                     patient_shown_name(&day->patients[patient]));
  team = day->patients[patient].team;
  if (request->team && !flow_find_team(flow, request->team, &team, err))
    return false;
  if (team == NONE)
    return error_set(err, STATUS_USAGE, _("%s has no team: name the team of the meeting (--team TEAM)"),
                     request->patient);
  struct meeting_candidate candidate = {.patient = day->patients[patient].id,
                                        .team = day->teams[team].id,
                                        .text = request->text ? request->text : "",
                                        .date = request->date != DATE_NONE ? request->date
                                                                           : dispatch_meeting_date(store, clock_now()),
                                        .ground = request->ground,
                                        .light = LIGHT_NONE};
  if (!deny_late(flow, candidate.date, err) || !deny_twice(flow, &candidate, err) ||
      !store_next_id(store, "M", &day->arena, &candidate.id, err) ||
      !store_save_meeting_candidate(store, &candidate, err) || !answer_requests(flow, &candidate, err))
    return false;
  if (date_weekday(candidate.date) != (int)store_setting_int(store, "meeting_weekday") - 1)
    effects_add(flow->effects, _("warning: %s is a %s, and the meeting is on a %s"),
                date_words(&day->arena, candidate.date), word_label(&words_weekday, date_weekday(candidate.date)),
                word_label(&words_weekday, (int)store_setting_int(store, "meeting_weekday") - 1));
  flow_tell(flow, said(&day->arena, "%s: %s is taken up at the meeting of %s on %s (%s)", candidate.id,
                       candidate.patient, candidate.team, said_date(&day->arena, candidate.date),
                       word_said(&day->arena, &words_ground, (int)candidate.ground)));
  return true;
}

bool dispatch_meeting_candidates(struct store *store, const char *team, date on, struct arena *arena,
                                 struct meeting_candidate **out, int *n, struct error *err) {
  date today = instant_date(clock_now());
  int past = 0;
  if (!store_load_meeting(store, team, on, arena, out, n, err))
    return false;
  while (on == DATE_NONE && past < *n && (*out)[past].date < today) /* they stand by date */
    past++;
  *out += past;
  *n -= past;
  return true;
}

bool dispatch_meeting_add(struct session *session, const struct meeting_request *request, struct effects *effects,
                          struct error *err) {
  if (!dispatch_may(session, MAY_MEET, &(struct concern){.patient = request->patient, .team = request->team}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, add(&flow, request, err), err);
}

/* --- What the meeting says --- */

static bool set(struct flow *flow, const char *id, int light, const char *text, struct error *err) {
  struct meeting_candidate *candidates, *candidate = NULL;
  int n;
  if (!load_candidates(flow, NULL, DATE_NONE, &candidates, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(candidates[i].id, id))
      candidate = &candidates[i];
  if (!candidate)
    return error_set(err, STATUS_USAGE, _("there is no candidate '%s' (vaktrom meeting lists them)"), id);
  if (light != NONE)
    candidate->light = (enum light)light;
  if (text)
    candidate->text = text;
  flow_tell(flow, arena_printf(&flow->day->arena, "%s (%s): %s%s%s", id, candidate->patient,
                               word_said(&flow->day->arena, &words_light, (int)candidate->light),
                               text_is_empty(candidate->text) ? "" : ", ", candidate->text));
  return store_save_meeting_candidate(flow->session->store, candidate, err);
}

bool dispatch_meeting_set(struct session *session, const char *id, int light, const char *text, struct effects *effects,
                          struct error *err) {
  if (!dispatch_may(session, MAY_MEET, &(struct concern){.meeting = id}, err))
    return false;
  struct flow flow;
  return flow_begin(&flow, session, effects, err) && flow_end(&flow, set(&flow, id, light, text, err), err);
}
