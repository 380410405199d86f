/* Works out what could be done about an absence: up to three redistributions of different natures. */
#include "dispatch/replan.h"

#include <string.h>

#include "dispatch/balance.h"
#include "dispatch/change.h"
#include "dispatch/plan.h"
#include "dispatch/reasons.h"

/* --- What it is about --- */

minute replan_now(date on) {
  minute now = minute_of(on, clock_now());
  return now > 0 ? now : 0;
}

struct visit *replan_copy_visits(struct day *day) {
  struct visit *copy = arena_alloc(&day->arena, sizeof *copy * (size_t)(day->n_visits + 1));
  if (day->n_visits)
    memcpy(copy, day->visits, sizeof *copy * (size_t)day->n_visits);
  return copy;
}

/* The teams and the shift of the worker's rows; without a row the worker's own team. */
static bool *teams_of(const struct replan *replan, const struct replan_task *task, int *shift) {
  struct day *day = replan->day;
  bool *teams = arena_alloc(&day->arena, sizeof *teams * (size_t)(day->n_teams + 1));
  int staff = day_find_staff(day, task->staff), rows = 0;
  *shift = task->shift;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    bool concerned = row->staff == staff && row->date == day->date &&
                     (task->shift == NONE || task->shift == (int)row->shift) && function_walks(row->function);
    if (!concerned)
      continue;
    *shift = rows++ == 0 || *shift == (int)row->shift ? (int)row->shift : NONE;
    teams[row->team] = true;
    for (int team = 0; team < day->n_teams; team++)
      teams[team] |= text_has_word(row->covers, day->teams[team].id);
  }
  if (rows == 0)
    teams[day->staff[staff].team] = true;
  return teams;
}

static struct problem_scope scope_of(struct replan *replan, const bool *teams, int shift) {
  struct problem_scope scope = {
      .groups = team_groups(replan->day, NULL),
      .team = NONE,
      .shift = shift,
      .keep = true,
      .teams = teams,
      .now = replan_now(replan->day->date),
      .closed_too = true,
  };
  for (int team = 0; team < replan->day->n_teams; team++)
    if (teams[team])
      scope.group = scope.groups[team];
  return scope;
}

/* Adds the teams of the other halves of visits for two: all, or only those that wait as well. */
static void add_teams_of_partners(struct replan *replan, bool *teams, int shift, bool only_waiting) {
  const struct day *day = replan->day;
  struct problem_scope scope = scope_of(replan, teams, shift);
  bool *first = arena_alloc(&replan->day->arena, sizeof *first * (size_t)(day->n_visits + 1));
  for (int v = 0; v < day->n_visits; v++)
    first[v] = visit_in_scope(day, &scope, v);
  for (int v = 0; v < day->n_visits; v++) {
    int partner = first[v] ? day_partner(day, v) : NONE;
    int team = partner == NONE ? NONE : day->visits[partner].team;
    if (team != NONE && (!only_waiting || day->visits[partner].state == VISIT_UNASSIGNED))
      teams[team] = true;
  }
}

uint64_t replan_digest(struct replan *replan, const struct replan_task *task) {
  struct day *day = replan->day;
  int shift;
  bool *teams = teams_of(replan, task, &shift);
  add_teams_of_partners(replan, teams, shift, false);
  struct problem_scope scope = scope_of(replan, teams, shift);
  bool *visits = arena_alloc(&day->arena, sizeof *visits * (size_t)(day->n_visits + 1));
  bool *lists = arena_alloc(&day->arena, sizeof *lists * (size_t)(day->n_lists + 1));
  for (int v = 0; v < day->n_visits; v++)
    visits[v] = visit_in_scope(day, &scope, v);
  for (int list = 0; list < day->n_lists; list++)
    lists[list] = list_in_scope(day, &scope, list);
  return day_part_digest(day, visits, lists);
}

/* Decides which visits and lists are looked at, once it is known where the visits were. */
static void look_at(struct replan *replan, const struct replan_task *task, bool **teams, int *shift) {
  struct day *day = replan->day;
  *teams = teams_of(replan, task, shift);
  add_teams_of_partners(replan, *teams, *shift, true);
  struct problem_scope scope = scope_of(replan, *teams, *shift);
  replan->list_asked = arena_alloc(&day->arena, sizeof *replan->list_asked * (size_t)(day->n_lists + 1));
  for (int list = 0; list < day->n_lists; list++)
    replan->list_asked[list] = list_in_scope(day, &scope, list);
  for (int v = 0; v < day->n_visits; v++) {
    replan->in_scope[v] |= visit_in_scope(day, &scope, v);
    if (!replan->in_scope[v] || day->visits[v].state != VISIT_UNASSIGNED)
      continue;
    int partner = day_partner(day, v);
    bool waits_along = partner != NONE && day->visits[partner].state == VISIT_LISTED; /* unless it finds a place */
    replan->waiting[day->visits[v].priority] += waits_along ? 2 : 1;
  }
}

/* --- Rehearsing --- */

/* Notes where the visits were. Those that lost their place only because their other half did keep it for the search,
 * and an alternative has them there unless it moves them. */
static void remember(struct replan *replan, const struct day *before) {
  struct day *day = replan->day;
  replan->before = replan_copy_visits(day);
  replan->in_scope = arena_alloc(&day->arena, sizeof *replan->in_scope * (size_t)(day->n_visits + 1));
  bool same = before && before->n_visits == day->n_visits && before->n_lists == day->n_lists;
  for (int v = 0; same && v < day->n_visits; v++) {
    const struct visit *was = &before->visits[v];
    struct visit *is = &replan->before[v];
    if (was->state != VISIT_LISTED || is->state != VISIT_UNASSIGNED)
      continue;
    is->state = VISIT_LISTED;
    is->list = was->list;
    is->seq = was->seq;
    is->start = was->start;
    if (!replan_had_worker(replan, v))
      continue;
    day->visits[v] = *is;
    replan->in_scope[v] = true;
  }
}

static bool load_proposals(struct session *session, const struct replan_task *task, struct replan *replan,
                           struct proposed_place **places, int *n, struct error *err) {
  uint64_t digest = 0;
  *n = 0;
  if (!task->keeps_proposals)
    return true;
  if (!store_load_proposals(session->store, task->date, task->staff, &replan->day->arena, &digest, places, n, err))
    return false;
  minute now = replan_now(task->date);
  bool holds = *n > 0 && digest == replan->digest;
  for (int i = 0; i < *n; i++)
    holds = holds && (now == 0 || (*places)[i].start == MINUTE_NONE || (*places)[i].start > now);
  replan->outdated = *n > 0 && !holds;
  replan->shown_before = holds;
  return true;
}

struct rehearsal {
  struct proposed_place *places;
  int n_places;
  bool *teams;
  int shift;
};

bool replan_note_first(struct session *session, const struct replan_task *task, struct effects *effects,
                       struct error *err) {
  return !task->absence || dispatch_absent(session, task->absence, effects, err);
}

/* Looks at the day as it will stand, and leaves the store as it was. */
static bool rehearse(struct session *session, const struct replan_task *task, struct replan *replan,
                     struct rehearsal *rehearsal, struct error *err) {
  struct effects unheard = {0};
  struct day *before = NULL;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = replan_note_first(session, task, &unheard, err) &&
              store_load_day(session->store, task->date, &before, err) &&
              task->prepare(session, task->context, &unheard, err) &&
              store_load_day(session->store, task->date, &replan->day, err);
  if (done) {
    replan->digest = replan_digest(replan, task);
    done = load_proposals(session, task, replan, &rehearsal->places, &rehearsal->n_places, err);
  }
  store_rollback(session->store);
  effects_free(&unheard);
  if (done) {
    remember(replan, before);
    look_at(replan, task, &rehearsal->teams, &rehearsal->shift);
  }
  day_free(before);
  return done;
}

/* --- Solving --- */

/* What each nature weighs otherwise than the night does. */
static struct objective weighed(struct objective objective, enum replan_nature nature) {
  int64_t *weight = objective.weight;
  switch (nature) {
  case REPLAN_LEAST_CHANGE: /* dearer still was tried: promised times were broken instead */
    weight[TERM_SHIFTED] *= 2;
    weight[TERM_UNASSIGNED_MAY] = 12 * weight[TERM_MOVED]; /* gives way before twelve visits change worker */
    break;
  case REPLAN_FAIREST: /* the extra work is everybody's */
    weight[TERM_MOVED] /= 3;
    weight[TERM_WORK_DEVIATION] *= 2;
    weight[TERM_LOAD_RANGE] *= 2;
    weight[TERM_LATE_HOME] *= 2;
    break;
  case REPLAN_FEWEST_DROPPED: /* late, by others and with overtime rather than not at all; a must before all others */
    weight[TERM_UNASSIGNED_SHOULD] = weight[TERM_UNASSIGNED_MAY] = weight[TERM_UNASSIGNED_MUST] / 100;
    weight[TERM_MOVED] /= 10;
    weight[TERM_SHIFTED] /= 10;
    weight[TERM_LATE_TOTAL] /= 3;
    weight[TERM_LATE_MAX] /= 3;
    weight[TERM_LATE_HOME] /= 3;
    weight[TERM_BREAK_MISSED] /= 3;
    break;
  case REPLAN_NATURES:
    break;
  }
  return objective;
}

static void place(struct day *day, const struct day_problem *problem, const struct plan *plan, int number,
                  struct visit *visit) {
  if (day_problem_place(day, problem, plan, number, visit))
    return;
  visit_unlist(visit, VISIT_UNASSIGNED, why_unassigned(day, problem, plan, number).reason);
  visit->pinned = visit->by_hand = false;
}

/* Both halves of a visit for two are listed, or neither: the other one may be another team's. */
static void keep_pairs_whole(struct replan *replan, struct visit *visits) {
  for (int v = 0; v < replan->day->n_visits; v++) {
    int partner = visits[v].state == VISIT_UNASSIGNED ? day_partner(replan->day, v) : NONE;
    if (partner == NONE || visits[partner].state != VISIT_LISTED)
      continue;
    visit_unlist(&visits[partner], VISIT_UNASSIGNED, SAID("its second worker has no place"));
    replan->in_scope[partner] = true;
  }
}

static void take_plan(struct replan *replan, const struct day_problem *problem, const struct plan *plan,
                      struct replan_alternative *alternative) {
  struct day *day = replan->day;
  alternative->visits = replan_copy_visits(day);
  for (size_t i = 0; i < problem->visits.n; i++)
    place(day, problem, plan, (int)i, &alternative->visits[problem->visits.at[i]]);
  for (size_t i = 0; i < problem->left_out.n; i++) {
    const struct left_out *out = &problem->left_out.at[i];
    visit_unlist(&alternative->visits[out->visit], VISIT_UNASSIGNED, out->reason);
  }
  keep_pairs_whole(replan, alternative->visits);
}

static bool solve(struct session *session, struct replan *replan, const struct problem_scope *scope,
                  enum replan_nature nature, double seconds, struct error *err) {
  struct work_rules rules = work_rules_of(session->store);
  struct objective objective = weighed(objective_of(session->store), nature);
  struct day_problem problem = {0};
  struct plan plan = {0};
  bool done = day_problem_make(replan->day, scope, &rules, &objective, &problem, err);
  if (done) {
    bool nothing = problem.visits.n == 0 || problem.lists.n == 0;
    struct balance_options options = {
        .seconds = seconds, .iterations = nothing ? 1 : 0, .threads = 2, .seed = 1, .warm_start = true};
    done = balance_solve(problem.problem, &options, &plan, err);
  }
  if (done) {
    struct replan_alternative *alternative = &replan->alternatives[replan->n_alternatives++];
    alternative->nature = nature;
    take_plan(replan, &problem, &plan, alternative);
    replan_describe(session->store, replan, alternative);
  }
  plan_clear(&plan);
  day_problem_free(&problem);
  return done;
}

static int left_out(const struct replan_alternative *alternative) {
  const int *unassigned = alternative->figures.unassigned;
  return unassigned[PRIORITY_MUST] + unassigned[PRIORITY_SHOULD] + unassigned[PRIORITY_MAY];
}

static int left_out_musts(const struct replan_alternative *alternative) {
  return alternative->figures.unassigned[PRIORITY_MUST];
}

/* Whether some alternative leaves nobody out. */
static bool all_have_a_place(const struct replan *replan) {
  for (int i = 0; i < replan->n_alternatives; i++)
    if (left_out(&replan->alternatives[i]) == 0)
      return true;
  return false;
}

/* The last alternative says nothing new when it leaves as many out as an earlier one does, and was meant to leave
 * fewer; or when it does nothing else than an earlier one. One that leaves out more musts than an earlier one is none.
 */
static void drop_needless(struct replan *replan) {
  const struct replan_alternative *last = &replan->alternatives[replan->n_alternatives - 1];
  for (int i = 0; i < replan->n_alternatives - 1; i++) {
    const struct replan_alternative *other = &replan->alternatives[i];
    bool same = last->n_changes == other->n_changes;
    for (int c = 0; same && c < last->n_changes; c++)
      same = last->changes[c].visit == other->changes[c].visit && last->changes[c].to == other->changes[c].to;
    if (same || left_out_musts(last) > left_out_musts(other) ||
        (last->nature == REPLAN_FEWEST_DROPPED && left_out(last) >= left_out(other))) {
      replan->n_alternatives--;
      return;
    }
  }
}

static bool solve_nature(struct session *session, struct replan *replan, const struct rehearsal *rehearsal,
                         enum replan_nature nature, double seconds, struct error *err) {
  const double least = 0.05;
  struct problem_scope scope = scope_of(replan, rehearsal->teams, rehearsal->shift);
  scope.grace = (int)store_setting_int(session->store, "keep_minutes");
  return solve(session, replan, &scope, nature, seconds > least ? seconds : least, err);
}

/* The share of the time left that an alternative gets: the first most, the last what there is. */
static double share_of_time(const struct replan *replan, enum replan_nature nature) {
  const double of_first = 0.4;
  if (nature == REPLAN_LEAST_CHANGE)
    return of_first;
  return nature == REPLAN_FEWEST_DROPPED || all_have_a_place(replan) ? 1 : 0.4;
}

static bool solve_all(struct session *session, const struct replan_task *task, struct replan *replan,
                      const struct rehearsal *rehearsal, double began, struct error *err) {
  const double describing = 0.1;
  const int *waiting = replan->waiting;
  bool somebody_waits = waiting[PRIORITY_MUST] + waiting[PRIORITY_SHOULD] + waiting[PRIORITY_MAY] > 0;
  double until = began + task->seconds - describing;
  enum replan_nature only = somebody_waits ? REPLAN_LEAST_CHANGE : REPLAN_FAIREST;
  if (task->even_out)
    return solve_nature(session, replan, rehearsal, only, until - clock_seconds(), err);
  for (enum replan_nature nature = 0; somebody_waits && nature < REPLAN_NATURES; nature++) {
    if (nature == REPLAN_FEWEST_DROPPED && all_have_a_place(replan))
      break; /* it could leave out no fewer */
    double seconds = share_of_time(replan, nature) * (until - clock_seconds());
    if (!solve_nature(session, replan, rehearsal, nature, seconds, err))
      return false;
    drop_needless(replan);
  }
  return true;
}

/* --- What was shown before --- */

static void put_proposed(struct replan *replan, const struct proposed_place *place,
                         struct replan_alternative *alternative) {
  struct day *day = replan->day;
  int v = day_find_visit(day, place->visit);
  if (v == NONE) /* cannot be: the digest holds */
    return;
  struct visit *visit = &alternative->visits[v], *was = &replan->before[v];
  was->list = place->from_list ? day_find_list(day, place->from_list) : NONE;
  was->start = place->from_start;
  was->state = was->list == NONE ? VISIT_UNASSIGNED : VISIT_LISTED;
  if (!place->list) {
    visit_unlist(visit, VISIT_UNASSIGNED, place->reason ? place->reason : SAID("no list had room for it"));
    return;
  }
  visit->state = VISIT_LISTED;
  visit->list = day_find_list(day, place->list);
  visit->seq = place->seq;
  visit->start = place->start;
  visit->staff = day->lists[visit->list].staff;
  visit->reason = NULL;
}

static void recall(struct session *session, struct replan *replan, const struct rehearsal *rehearsal) {
  for (int i = 0; i < rehearsal->n_places; i++) {
    const struct proposed_place *place = &rehearsal->places[i];
    struct replan_alternative *alternative = &replan->alternatives[place->alternative - 1];
    if (place->alternative > replan->n_alternatives) {
      replan->n_alternatives = place->alternative;
      alternative->nature = (enum replan_nature)place->nature;
      alternative->visits = replan_copy_visits(replan->day);
    }
    put_proposed(replan, place, alternative);
  }
  for (int i = 0; i < replan->day->n_visits; i++) /* their order before is that of their starts */
    if (replan->before[i].state == VISIT_LISTED && replan->before[i].start != MINUTE_NONE)
      replan->before[i].seq = replan->before[i].start;
  for (int i = 0; i < replan->n_alternatives; i++)
    replan_describe(session->store, replan, &replan->alternatives[i]);
}

/* --- The whole --- */

bool replan_make(struct session *session, const struct replan_task *task, struct replan **out, struct error *err) {
  double began = clock_seconds();
  struct replan *replan = mem_new(struct replan);
  struct rehearsal rehearsal = {0};
  bool done = rehearse(session, task, replan, &rehearsal, err);
  if (done && replan->shown_before)
    recall(session, replan, &rehearsal);
  else if (done)
    done = solve_all(session, task, replan, &rehearsal, began, err);
  replan->seconds = clock_seconds() - began;
  if (!done) {
    replan_free(replan);
    replan = NULL;
  }
  *out = replan;
  return done;
}

void replan_free(struct replan *replan) {
  if (!replan)
    return;
  day_free(replan->day);
  mem_free_set((void **)&replan);
}
