/* The planned visits of a transferred patient: each becomes the work of the team that answers for it on its date. */
#include <string.h>

#include "dispatch/change.h"
#include "dispatch/plan.h"
#include "dispatch/transfer.h"

/* --- Whose work --- */

static bool is_second(const struct day *day, int visit) {
  const char *id = day->visits[visit].id;
  return day_partner(day, visit) != NONE && id[strlen(id) - 1] == '2';
}

int transfer_team_of_visit(const struct day *day, int visit) {
  const struct visit *row = &day->visits[visit];
  const struct service by_hand = {.patient = row->patient, .min_role = row->min_role, .second_role = NONE};
  int service = day_find_service(day, row->service);
  return service == NONE ? service_team(day, &by_hand, false)
                         : service_team(day, &day->services[service], is_second(day, visit));
}

/* Whether the new team has lists in the visit's shift, and all of them are approved or started. */
static bool is_closed_for(const struct day *day, int team, enum shift shift) {
  bool any = false;
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    if (list->team != team || list->shift != shift)
      continue;
    if (list->state == LIST_DRAFT)
      return false;
    any = true;
  }
  return any;
}

/* --- Moving --- */

static bool is_on_closed_list(const struct day *day, int v) {
  return v != NONE && plan_is_on_closed_list(day, v);
}

/* A list whose shift has begun is under way, whatever is noted of it. */
static const char *state_of_list(const struct work_list *list) {
  return word_label(&words_list_state, (int)(list->state == LIST_DRAFT ? LIST_STARTED : list->state));
}

static bool may_move(struct change *change, int v, int team, struct error *err) {
  struct day *day = change->day;
  const char *on = date_words(&day->arena, day->date);
  int partner = day_partner(day, v); /* which would lose its place too */
  bool by_partner = is_on_closed_list(day, partner) && !is_on_closed_list(day, v);
  const struct visit *visit = &day->visits[by_partner ? partner : v];
  if (is_on_closed_list(day, by_partner ? partner : v))
    return error_set(err, STATUS_DENIED,
                     _("%s is on list %s on %s, whose shift is %s: choose a later day, or take it off the list first"),
                     visit_in_words(day, by_partner ? partner : v), list_in_words(day, visit->list), on,
                     state_of_list(&day->lists[visit->list]));
  if (visit->state != VISIT_SUSPENDED && team != NONE && is_closed_for(day, team, visit->shift))
    return error_set(err, STATUS_DENIED,
                     _("%s would come to %s on %s, whose %s shift is closed already: choose a later day"),
                     visit_in_words(day, v), day->teams[team].id, on, word_label(&words_shift, (int)visit->shift));
  return true;
}

static void move(struct change *change, int v, int team, const char *reason) {
  struct day *day = change->day;
  struct visit *visit = &day->visits[v];
  int list = visit->list;
  if (visit->state == VISIT_LISTED)
    change_unassign(change, v, reason, false);
  else if (visit->state == VISIT_UNASSIGNED)
    visit->reason = reason;
  visit->team = team;
  if (list != NONE && visit->priority == PRIORITY_MUST)
    change->effects->needs_person = true;
  effects_add(change->effects, _("%s on %s now belongs to %s%s%s"), visit_in_words(day, v),
              date_words(&day->arena, day->date), name_of_team(day, team), list == NONE ? "" : _(", taken off list "),
              list == NONE ? "" : list_in_words(day, list));
}

static bool move_visits(struct change *change, const struct transfer *transfer, const char *reason, struct error *err) {
  struct day *day = change->day;
  int patient = day_find_patient(day, transfer->patient);
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    bool stands = visit->state == VISIT_LISTED || visit->state == VISIT_UNASSIGNED || visit->state == VISIT_SUSPENDED;
    int team = visit->patient == patient && stands ? transfer_team_of_visit(day, v) : visit->team;
    if (team == visit->team)
      continue;
    if (!may_move(change, v, team, err))
      return false;
    move(change, v, team, reason);
  }
  return true;
}

bool transfer_visits(struct flow *flow, const struct transfer *transfer, const char *reason, struct error *err) {
  date *dates;
  int n;
  if (!store_dates_of_patient(flow->session->store, transfer->patient, transfer->from_date, DATE_NONE,
                              &flow->day->arena, &dates, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    struct change change;
    if (!change_begin(&change, flow->session, dates[i], flow->effects, err) ||
        !change_end(&change, move_visits(&change, transfer, reason, err), err))
      return false;
  }
  return true;
}
