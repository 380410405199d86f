/* Unpinning, unassigning, dropping and adding a visit, by hand. */
#include "dispatch/change.h"
#include "dispatch/lists.h"
#include "dispatch/plan.h"
#include "vaktrom/dispatch/may.h"

static bool deny_state(struct change *change, int row, const char *what, struct error *err) {
  struct day *day = change->day;
  return error_set(err, STATUS_DENIED, _("%s is %s and cannot be %s"), visit_in_words(day, row),
                   word_label(&words_visit_state, (int)day->visits[row].state), what);
}

/* Says one line for the visit, in the effects and in the journal. */
static void tell(struct change *change, const char *line) {
  effects_add(change->effects, "%s", line);
  store_label_text(change->session->store, line);
}

/* --- Unpin --- */

static bool unpin(struct change *change, const char *id, struct error *err) {
  int rows[2], n;
  if (!change_find_visit(change, id, rows, &n, err))
    return false;
  bool held = false;
  for (int i = 0; i < n; i++)
    held |= change->day->visits[rows[i]].pinned || change->day->visits[rows[i]].by_hand;
  enum visit_state visit_state = change->day->visits[rows[0]].state;
  if (visit_state != VISIT_LISTED && visit_state != VISIT_UNASSIGNED)
    return deny_state(change, rows[0], _("unpinned"), err);
  if (!held) {
    effects_add(change->effects, _("%s was not pinned"), visit_in_words(change->day, rows[0]));
    return true;
  }
  for (int i = 0; i < n; i++)
    change->day->visits[rows[i]].pinned = change->day->visits[rows[i]].by_hand = false;
  tell(change,
       said(&change->day->arena, "unpinned %s: the balancer may move it again", visit_in_words(change->day, rows[0])));
  return true;
}

bool dispatch_unpin(struct session *session, date on, const char *visit, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_MOVE_VISIT, &(struct concern){.visit = visit}, err))
    return false;
  struct change change;
  return change_begin(&change, session, on, effects, err) && change_end(&change, unpin(&change, visit, err), err);
}

/* --- Unassign --- */

static bool unassign(struct change *change, const char *id, struct error *err) {
  int rows[2], n;
  struct day *day = change->day;
  if (!change_find_whole_visit(change, id, rows, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (day->visits[rows[i]].state != VISIT_LISTED && day->visits[rows[i]].state != VISIT_DROPPED &&
        day->visits[rows[i]].state != VISIT_UNASSIGNED)
      return deny_state(change, rows[i], _("unassigned"), err);
  for (int i = 0; i < n; i++) {
    int list = day->visits[rows[i]].list;
    const char *line = list == NONE ? said(&day->arena, "%s is unassigned", visit_in_words(day, rows[i]))
                                    : said(&day->arena, "took %s off list %s: unassigned", visit_in_words(day, rows[i]),
                                           list_in_words(day, list));
    tell(change, line);
  }
  for (int i = 0; i < n; i++)
    change_unassign(change, rows[i], SAID("taken off its list by hand"), true);
  change->effects->needs_person = day->visits[rows[0]].priority == PRIORITY_MUST;
  return true;
}

bool dispatch_unassign(struct session *session, date on, const char *visit, struct effects *effects,
                       struct error *err) {
  if (!dispatch_may(session, MAY_MOVE_VISIT, &(struct concern){.visit = visit}, err))
    return false;
  struct change change;
  return change_begin(&change, session, on, effects, err) && change_end(&change, unassign(&change, visit, err), err);
}

/* --- Drop --- */

/* Nobody goes to a visit that is dropped: one that must be done is dropped by somebody who was asked. */
static bool confirm_must(struct day *day, const struct drop_request *request, int row, struct error *err) {
  if (day->visits[row].priority != PRIORITY_MUST || request->confirmed)
    return true;
  if (request->asked)
    *request->asked = true;
  error_set(err, STATUS_USAGE, _("%s is a visit that must be done: nobody will go. Drop it?"),
            visit_in_words(day, row));
  return error_add(err, STATUS_USAGE, "%s", _("To drop it all the same: --yes"));
}

static bool drop(struct change *change, const struct drop_request *request, struct error *err) {
  int rows[2], n;
  struct day *day = change->day;
  const char *reason = request->reason;
  if (!change_find_whole_visit(change, request->visit, rows, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (day->visits[rows[i]].state != VISIT_LISTED && day->visits[rows[i]].state != VISIT_UNASSIGNED)
      return deny_state(change, rows[i], _("dropped"), err);
  if (!confirm_must(day, request, rows[0], err))
    return false;
  for (int i = 0; i < n; i++) {
    struct visit *visit = &day->visits[rows[i]];
    visit_unlist(visit, VISIT_DROPPED, reason);
    visit->pinned = false;
    visit->by_hand = true;
    effects_add(change->effects, _("dropped %s: %s"), visit_in_words(day, rows[i]), reason);
  }
  if (day->visits[rows[0]].priority == PRIORITY_MUST)
    effects_add(change->effects, _("%s is a visit that must be done"), day->visits[rows[0]].id);
  store_label(change->session->store, "dropped %s: %s", visit_in_words(day, rows[0]), reason);
  return store_audit(change->session->store, change->session->actor, "drop", day->visits[rows[0]].id, reason, err);
}

bool dispatch_drop(struct session *session, const struct drop_request *request, struct effects *effects,
                   struct error *err) {
  if (!dispatch_may(session, MAY_DROP_VISIT, &(struct concern){.visit = request->visit}, err))
    return false;
  struct change change;
  if (!reason_is_given(request->reason, _("a visit is dropped with a reason (--reason TEXT)"), err))
    return false;
  return change_begin(&change, session, request->date, effects, err) &&
         change_end(&change, drop(&change, request, err), err);
}

/* --- Add --- */

/* What the task asks for, as if it were a service of one day. */
static struct service service_of(const struct day *day, const struct add_request *request, int patient, int task) {
  const struct task *row = &day->tasks[task];
  return (struct service){.patient = patient,
                          .task = task,
                          .days = "MTWTFSS",
                          .start = request->date,
                          .until = request->date,
                          .windows = {{request->earliest, request->latest}},
                          .n_windows = 1,
                          .window = WINDOW_SOFT,
                          .duration = request->duration > 0 ? request->duration : row->duration,
                          .staff_count = 1,
                          .skills = row->skills,
                          .min_role =
                              role_may(request->least_role, row->min_role) ? request->least_role : row->min_role,
                          .priority = row->priority,
                          .second_role = NONE,
                          .second_team = NONE};
}

/* ... and what the request asks for beside it: never less than the task does. */
static void demand(const struct day *day, const struct visit_demand *wanted, struct service *service) {
  if (role_may(wanted->min_role, service->min_role))
    service->min_role = wanted->min_role;
  service->skills = wanted->skills;
  service->priority = wanted->priority;
  service->staff_count = wanted->staff_count;
  if (wanted->staff_count == 1)
    return;
  service->second_role = (int)wanted->second_role;
  service->second_skills = wanted->second_skills;
  service->second_team = wanted->second_team ? day_find_team(day, wanted->second_team) : NONE;
}

static bool save_rows(struct change *change, const struct service *service, struct visit *visit, struct error *err) {
  struct day *day = change->day;
  struct store *store = change->session->store;
  struct shift_times times = shift_times_of(store);
  const char *id;
  if (!store_next_id(store, "V", &day->arena, &id, err))
    return false;
  for (int i = 0; i < service->staff_count; i++) {
    int row = service->staff_count == 1 ? 0 : i + 1;
    *visit = plan_wanted(day, service, row, &times);
    visit->service = NULL; /* by which the plan knows that it was added by hand */
    visit->id = row == 0 ? id : arena_printf(&day->arena, "%s/%d", id, row);
    if (!store_save_visit(store, day, visit, err))
      return false;
  }
  visit->id = id;
  return true;
}

static bool may_be_visited(struct change *change, int patient, struct error *err) {
  struct day *day = change->day;
  const struct patient *row = &day->patients[patient];
  if (row->status == PATIENT_ENDED)
    return error_set(err, STATUS_DENIED, _("%s %s is no longer a patient of the base"), row->id,
                     patient_shown_name(row));
  if (day_suspension(day, patient, day->date) == NONE)
    return true;
  return error_set(err, STATUS_DENIED, _("%s %s is suspended on that date; resume first"), row->id,
                   patient_shown_name(row));
}

static bool add(struct change *change, const struct add_request *request, struct error *err) {
  int patient, task;
  struct day *day = change->day;
  if (!change_find_patient(change, request->patient, &patient, err) || !may_be_visited(change, patient, err))
    return false;
  if ((task = day_find_task(day, request->task)) == NONE)
    return error_set(err, STATUS_USAGE, _("there is no task '%s'"), request->task);
  struct service service = service_of(day, request, patient, task);
  struct visit visit;
  if (request->demand)
    demand(day, request->demand, &service);
  if (!save_rows(change, &service, &visit, err))
    return false;
  if (request->id)
    str_add(request->id, visit.id);
  change->effects->needs_person |= visit.priority == PRIORITY_MUST;
  tell(change, said(&day->arena, "added %s (%s %s, %s), %s-%s: unassigned", visit.id, day->patients[patient].id,
                    patient_shown_name(&day->patients[patient]), day->tasks[task].name,
                    time_in_words(day, visit.windows[0].earliest), time_in_words(day, visit.windows[0].latest)));
  if (visit.team != NONE && shift_is_frozen(day, visit.team, visit.shift))
    effects_add(change->effects, _("the lists of %s, %s shift, are closed: put it on one by hand (suggest, move)"),
                day->teams[visit.team].name, word_label(&words_shift, (int)visit.shift));
  return true;
}

bool dispatch_add(struct session *session, const struct add_request *request, struct effects *effects,
                  struct error *err) {
  if (!dispatch_may(session, MAY_ADD_VISIT, &(struct concern){.patient = request->patient}, err))
    return false;
  struct change change;
  return change_begin(&change, session, request->date, effects, err) &&
         change_end(&change, add(&change, request, err), err);
}
