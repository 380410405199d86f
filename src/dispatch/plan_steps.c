/* How the visits of a day differ from what its services ask for. */
#include "dispatch/plan.h"

#include <stdlib.h>
#include <string.h>

/* The day's visits by service, then id, so that those of a service stand together. */
struct by_service {
  const char *service;
  int visit;
};

struct planner {
  struct day *day;
  const struct shift_times *times;
  struct plan_steps *out;
  struct by_service *index;
  int n_index;
  bool *kept; /* visits that a due service holds on to */
};

static int compare_by_service(const void *a, const void *b) {
  const struct by_service *one = a, *other = b;
  int order = strcmp(one->service, other->service);
  return order ? order : one->visit - other->visit; /* the day's visits are ordered by id */
}

static void index_visits(struct planner *planner) {
  struct day *day = planner->day;
  planner->index = mem_array(struct by_service, (size_t)day->n_visits);
  for (int i = 0; i < day->n_visits; i++)
    if (day->visits[i].service)
      planner->index[planner->n_index++] = (struct by_service){day->visits[i].service, i};
  qsort(planner->index, (size_t)planner->n_index, sizeof *planner->index, compare_by_service);
}

/* The first place in the index that belongs to the service, or where it would be. */
static int first_of_service(const struct planner *planner, const char *service) {
  int low = 0, high = planner->n_index;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (strcmp(planner->index[middle].service, service) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* --- Which visits are those of a service -------------------------------------------------------------------------- */

int visit_row_of_id(const char *id) {
  const char *slash = strrchr(id, '/');
  return slash && (slash[1] == '1' || slash[1] == '2') && !slash[2] ? slash[1] - '0' : 0;
}

static bool is_past_planning(enum visit_state state) {
  return state == VISIT_DONE || state == VISIT_NOT_DONE || state == VISIT_DROPPED;
}

bool plan_is_on_closed_list(const struct day *day, int v) {
  const struct visit *visit = &day->visits[v];
  if (visit->state != VISIT_LISTED || visit->list == NONE)
    return false;
  const struct work_list *list = &day->lists[visit->list];
  return list->state != LIST_DRAFT || instant_of(day->date, list->start) <= day->loaded;
}

/* The halves of a visit for two stay or go together. */
static bool is_closed(const struct day *day, int old) {
  int partner = day_partner(day, old);
  return plan_is_on_closed_list(day, old) || (partner != NONE && plan_is_on_closed_list(day, partner));
}

/* The rows that stand for a due service: `rows[0]` of a visit for one, both of a visit for two; NONE where missing. */
struct standing {
  int rows[2];
  bool settled;       /* done, not done or dropped: nothing more is due */
  bool of_old_number; /* on closed lists, from when the service asked for another number of workers */
};

/* How well a visit serves to stand for the service. */
enum standing_rank { RANK_NONE, RANK_CANCELLED, RANK_OLD_NUMBER, RANK_PLANNED, RANK_SETTLED };
static enum standing_rank rank_of(const struct day *day, int v, int staff_count) {
  const struct visit *visit = &day->visits[v];
  if (is_past_planning(visit->state))
    return RANK_SETTLED;
  if ((visit_row_of_id(visit->id) == 0) !=
      (staff_count == 1)) /* the service asked for another number of workers then */
    return is_closed(day, v) ? RANK_OLD_NUMBER : RANK_NONE;
  return visit->state == VISIT_CANCELLED ? RANK_CANCELLED : RANK_PLANNED;
}

static struct standing find_standing(const struct planner *planner, const struct service *service) {
  struct standing standing = {.rows = {NONE, NONE}};
  const struct day *day = planner->day;
  enum standing_rank best = RANK_NONE;
  int chosen = NONE;
  for (int i = first_of_service(planner, service->id);
       i < planner->n_index && text_equal(planner->index[i].service, service->id); i++) {
    int visit = planner->index[i].visit;
    enum standing_rank rank = rank_of(day, visit, service->staff_count);
    if (rank > best)
      best = rank, chosen = visit;
  }
  if (chosen == NONE)
    return standing;
  int partner = day_partner(day, chosen);
  if (partner == NONE && service->staff_count == 2 && (best == RANK_PLANNED || best == RANK_CANCELLED))
    return standing; /* half a visit for two: made anew */
  bool is_second = visit_row_of_id(day->visits[chosen].id) == 2;
  standing.rows[is_second] = chosen;
  standing.rows[!is_second] = partner;
  standing.settled = best == RANK_SETTLED;
  standing.of_old_number = best == RANK_OLD_NUMBER;
  return standing;
}

/* --- Steps ------------------------------------------------------------------------------------------------------- */

static void add_step(struct planner *planner, enum plan_action action, int old, struct visit visit, const char *why) {
  vec_push(&planner->out->at, (struct plan_step){.action = action, .old = old, .visit = visit, .why = why});
}

/* Leaves the visit as it is and says so. */
static void step_keep(struct planner *planner, int old, const char *why, bool amiss) {
  add_step(planner, PLAN_KEEP, old, planner->day->visits[old], why);
  planner->out->at.at[planner->out->at.n - 1].amiss = amiss;
}

static void suspend(struct visit *visit, struct day *day, int suspension) {
  int reason = (int)day->suspensions[suspension].reason;
  visit_suspend(visit, word_said(&day->arena, &words_suspension_reason, reason));
}

/* What the visit is about, from the service, with the place and the marks that it has. */
static struct visit with_place_of(const struct visit *wanted, const struct visit *old) {
  struct visit visit = *wanted;
  visit.id = old->id;
  visit.state = old->state;
  visit.list = old->list;
  visit.seq = old->seq;
  visit.start = old->start;
  visit.staff = old->staff;
  visit.reason = old->reason;
  visit.pinned = old->pinned;
  visit.by_hand = old->by_hand;
  return visit;
}

static void step_change(struct planner *planner, int old, const struct visit *wanted) {
  const struct visit *before = &planner->day->visits[old];
  struct visit after = with_place_of(wanted, before);
  const char *difference = plan_difference(planner->day, before, &after);
  if (!difference)
    return;
  bool loses_place = before->state == VISIT_LISTED && !plan_place_holds(planner->day, before, &after);
  if ((before->pinned && before->state == VISIT_LISTED) || is_closed(planner->day, old)) {
    step_keep(planner, old, difference, loses_place);
    return;
  }
  if (loses_place) {
    visit_unlist(&after, VISIT_UNASSIGNED, SAID("the service changed and its place no longer fits"));
    after.by_hand = false;
  } else if (before->state == VISIT_UNASSIGNED && before->team != after.team) {
    after.reason = wanted->reason;
  }
  add_step(planner, PLAN_CHANGE, old, after, difference);
}

/* Brings one row that stands in line with what is wanted. */
static void step_row(struct planner *planner, int old, const struct visit *wanted, int suspension) {
  const struct visit *before = &planner->day->visits[old];
  if (is_past_planning(before->state))
    return;
  struct visit after = with_place_of(wanted, before);
  bool away = before->state == VISIT_SUSPENDED || before->state == VISIT_CANCELLED;
  if (suspension != NONE && before->state != VISIT_SUSPENDED) {
    suspend(&after, planner->day, suspension);
    add_step(planner, PLAN_SUSPEND, old, after, after.reason);
  } else if (suspension == NONE && away) {
    visit_unlist(&after, VISIT_UNASSIGNED, wanted->reason);
    add_step(planner, PLAN_REVIVE, old, after, NULL);
  } else {
    step_change(planner, old, wanted);
  }
}

static void step_add(struct planner *planner, struct visit wanted, int row, int suspension) {
  if (suspension != NONE)
    suspend(&wanted, planner->day, suspension);
  add_step(planner, PLAN_ADD, NONE, wanted, NULL);
  planner->out->at.at[planner->out->at.n - 1].row = row;
}

static bool is_listed_after(const struct planner *planner, const struct plan_step *step, int old) {
  return (step ? step->visit.state : planner->day->visits[old].state) == VISIT_LISTED;
}

/* The step of that old visit among those from `first` on, or NULL. */
static struct plan_step *find_step(const struct planner *planner, size_t first, int old) {
  for (size_t i = first; i < planner->out->at.n; i++)
    if (planner->out->at.at[i].old == old)
      return &planner->out->at.at[i];
  return NULL;
}

/* Two workers or none: where one row lost its place, the other gives up its own. */
static void keep_pair_together(struct planner *planner, size_t first, const int rows[2]) {
  for (int i = 0; i < 2; i++) {
    struct plan_step *own = find_step(planner, first, rows[i]), *other = find_step(planner, first, rows[1 - i]);
    bool alone = is_listed_after(planner, own, rows[i]) && !is_listed_after(planner, other, rows[1 - i]);
    if (!alone)
      continue;
    const char *reason = SAID("its second worker has no place");
    if (!own) {
      add_step(planner, PLAN_CHANGE, rows[i], planner->day->visits[rows[i]], reason);
      own = find_step(planner, first, rows[i]);
    }
    if (own->action == PLAN_KEEP) /* the pin cannot hold it there alone */
      own->action = PLAN_CHANGE;
    visit_unlist(&own->visit, VISIT_UNASSIGNED, reason);
    own->visit.by_hand = own->visit.pinned = false;
  }
}

/* What stands on closed lists for another number of workers stays, for people to see to. */
static void keep_old_number(struct planner *planner, const struct service *service, const int rows[2]) {
  for (int i = 0; i < 2; i++)
    if (rows[i] != NONE)
      step_keep(planner, rows[i], SAID("the service asks for another number of workers"), service->staff_count == 2);
}

static void step_service(struct planner *planner, const struct service *service) {
  struct day *day = planner->day;
  struct standing standing = find_standing(planner, service);
  int suspension = day_suspension(day, service->patient, day->date);
  if (standing.of_old_number && suspension != NONE) /* nobody is home: as if it had never been closed */
    standing = (struct standing){.rows = {NONE, NONE}};
  for (int i = 0; i < 2; i++)
    if (standing.rows[i] != NONE)
      planner->kept[standing.rows[i]] = true;
  if (standing.of_old_number)
    keep_old_number(planner, service, standing.rows);
  if (standing.settled || standing.of_old_number)
    return;
  size_t first = planner->out->at.n;
  for (int i = 0; i < service->staff_count; i++) {
    int row = service->staff_count == 1 ? 0 : i + 1;
    struct visit wanted = plan_wanted(day, service, row, planner->times);
    if (standing.rows[i] != NONE)
      step_row(planner, standing.rows[i], &wanted, suspension);
    else
      step_add(planner, wanted, row, suspension);
  }
  if (standing.rows[0] != NONE && standing.rows[1] != NONE)
    keep_pair_together(planner, first, standing.rows);
}

/* --- Visits that no service asks for ------------------------------------------------------------------------------ */

static void step_cancel(struct planner *planner, int old, const char *why) {
  struct visit visit = planner->day->visits[old];
  visit_unlist(&visit, VISIT_CANCELLED, why);
  visit.pinned = visit.by_hand = false;
  add_step(planner, PLAN_CANCEL, old, visit, why);
}

/* A visit that was added by hand follows its patient's suspensions, and stops when the patient's services end. */
static void step_added_by_hand(struct planner *planner, int old) {
  struct day *day = planner->day;
  struct visit visit = day->visits[old];
  int suspension = day_suspension(day, visit.patient, day->date);
  if (day->patients[visit.patient].status == PATIENT_ENDED) {
    step_cancel(planner, old, SAID("the patient's services have ended"));
  } else if (suspension != NONE && visit.state != VISIT_SUSPENDED) {
    suspend(&visit, day, suspension);
    add_step(planner, PLAN_SUSPEND, old, visit, visit.reason);
  } else if (suspension == NONE && visit.state == VISIT_SUSPENDED) {
    visit_unlist(&visit, VISIT_UNASSIGNED, SAID("not yet on a list"));
    add_step(planner, PLAN_REVIVE, old, visit, NULL);
  }
}

static const char *why_not_due(const struct day *day, const struct visit *visit) {
  if (day->patients[visit->patient].status == PATIENT_ENDED)
    return SAID("the patient's services have ended");
  int service = day_find_service(day, visit->service);
  if (service == NONE)
    return SAID("the service does not hold on this date");
  if (service_due(&day->services[service], day->date))
    return SAID("the service asks for another number of workers");
  return SAID("the service does not name this date");
}

/* What was planned stops at once, even on a closed list, when the patient is away or when the patient's services or
 * this one have ended (domain.md, care with what is known about people). */
static bool stops_at_once(const struct day *day, const struct visit *visit) {
  return day->patients[visit->patient].status == PATIENT_ENDED || day_find_service(day, visit->service) == NONE ||
         day_suspension(day, visit->patient, day->date) != NONE;
}

static void step_leftover(struct planner *planner, int old) {
  const struct visit *visit = &planner->day->visits[old];
  if (planner->kept[old] || is_past_planning(visit->state) || visit->state == VISIT_CANCELLED)
    return;
  if (!visit->service)
    step_added_by_hand(planner, old);
  else if (is_closed(planner->day, old) && !stops_at_once(planner->day, visit))
    step_keep(planner, old, why_not_due(planner->day, visit), false);
  else
    step_cancel(planner, old, why_not_due(planner->day, visit));
}

void plan_steps_of(struct day *day, const struct shift_times *times, struct plan_steps *out) {
  struct planner planner = {.day = day, .times = times, .out = out};
  planner.kept = mem_array(bool, (size_t)day->n_visits);
  index_visits(&planner);
  for (int i = 0; i < day->n_services; i++)
    if (service_due(&day->services[i], day->date))
      step_service(&planner, &day->services[i]);
  for (int i = 0; i < day->n_visits; i++)
    step_leftover(&planner, i);
  mem_free_set((void **)&planner.kept);
  mem_free_set((void **)&planner.index);
}
