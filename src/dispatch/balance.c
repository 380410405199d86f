/* Balances a date: prepare, solve, save, report. */
#include "dispatch/balance.h"

#include <string.h>

#include "dispatch/change.h"
#include "dispatch/lists.h"
#include "dispatch/plan.h"
#include "dispatch/reasons.h"
#include "vaktrom/dispatch/may.h"

/* A group of teams whose lists are balanced together. */
struct part {
  struct day_problem problem;
  struct plan plan;
};

struct run {
  struct session *session;
  const struct balance_request *request;
  day_preparation *prepare;
  struct balance_report *report;
  struct effects *effects;
  double started;   /* clock_seconds() */
  double preparing; /* seconds that preparing took */
  struct day *day;
  uint64_t digest;
  VEC(struct part) parts;
  const char **remedies; /* by visit of the day; NULL = none */
};

/* --- Preparing ---------------------------------------------------------------------------------------------------- */

static bool load(struct run *run, struct error *err) {
  day_free(run->day);
  run->day = NULL;
  return store_load_day(run->session->store, run->request->date, &run->day, err);
}

/* Makes visits and lists ready and loads the day; inside a transaction. */
static bool make_ready(struct run *run, struct effects *effects, struct error *err) {
  int changed_lists = 0;
  if (run->prepare && !run->prepare(run->session, run->request->date, effects, err))
    return false;
  return load(run, err) && lists_write(run->session->store, run->day, &changed_lists, effects, err) &&
         (changed_lists == 0 || load(run, err));
}

/* Looks at how the day will stand, and leaves the store as it was. */
static bool rehearse(struct run *run, struct error *err) {
  struct effects unheard = {0};
  double began = clock_seconds();
  if (!store_begin(run->session->store, run->session->actor, "", err))
    return false;
  bool ok = make_ready(run, &unheard, err);
  store_rollback(run->session->store);
  effects_free(&unheard);
  if (ok)
    run->digest = day_digest(run->day);
  run->preparing = clock_seconds() - began;
  return ok;
}

/* --- Solving ------------------------------------------------------------------------------------------------------ */

static void free_parts(struct run *run) {
  for (size_t i = 0; i < run->parts.n; i++) {
    day_problem_free(&run->parts.at[i].problem);
    plan_clear(&run->parts.at[i].plan);
  }
  vec_free(&run->parts);
}

/* People have seen the lists of a date that has come: then the night's run too disturbs them as little as possible. */
static bool keeps(const struct run *run) {
  return run->request->keep || (run->prepare && scope_now(run->day) > 0);
}

/* What of the day is one part; `team` NONE = the whole group. */
static struct problem_scope scope_of(const struct run *run, const int *groups, int group, int team) {
  const struct balance_request *request = run->request;
  return (struct problem_scope){
      .groups = groups,
      .group = group,
      .team = team,
      .shift = request->shift,
      .keep = keeps(run),
      .begun_stays = run->prepare != NULL, /* the night's run; people may balance what is under way */
      .now = scope_now(run->day),
      .grace = (int)store_setting_int(run->session->store, "keep_minutes"),
  };
}

static bool make_parts(struct run *run, struct error *err) {
  const struct balance_request *request = run->request;
  struct store *store = run->session->store;
  int n = 0, team = NONE;
  if (request->team && (team = day_find_team(run->day, request->team)) == NONE)
    return error_set(err, STATUS_USAGE, _("there is no team '%s'"), request->team);
  int *groups = team_groups(run->day, &n);
  struct work_rules rules = work_rules_of(store);
  struct objective objective = objective_of(store);
  free_parts(run);
  for (int group = 0; group < n; group++) {
    struct problem_scope scope = scope_of(run, groups, group, team);
    if (team != NONE && groups[team] != group)
      continue;
    struct part *part = vec_add(&run->parts);
    if (!day_problem_make(run->day, &scope, &rules, &objective, &part->problem, err))
      return false;
  }
  return true;
}

/* What was found in the parts before, and how much of the visits they had. */
struct so_far {
  struct run *run;
  double began; /* clock_seconds() */
  size_t visits, done, of_part;
  int64_t cost;
  int unassigned;
};

/* Tells of one part's search as part of the whole. */
static void pass_progress(const struct balance_progress *progress, void *context) {
  const struct so_far *so_far = context;
  const struct balance_request *request = so_far->run->request;
  struct balance_progress whole = *progress;
  whole.cost += so_far->cost;
  whole.unassigned += so_far->unassigned;
  whole.seconds = clock_seconds() - so_far->began;
  whole.done = ((double)so_far->done + progress->done * (double)so_far->of_part) / (double)so_far->visits;
  request->progress(request->progress_context, &whole);
}

static void count_part(struct so_far *so_far, const struct part *part) {
  const int *unassigned = part->plan.unassigned;
  so_far->cost += part->plan.cost;
  so_far->unassigned += unassigned[PRIORITY_MUST] + unassigned[PRIORITY_SHOULD] + unassigned[PRIORITY_MAY];
  so_far->done += part->problem.visits.n;
}

/* Whether the lists that stand are a plan to begin from: most visits are on them. */
static bool has_plan(const struct part *part) {
  size_t listed = 0, n = part->problem.visits.n;
  for (size_t i = 0; i < n; i++)
    listed += problem_visit_at(part->problem.problem, (int)i)->current_list != NULL;
  return 2 * listed > n;
}

/* The night's run, a second time, goes on from where the first one ended; `balance` builds anew unless it shall keep,
 * and so does a run by steps, which is to come to the same plan again. None of them stores a plan that is worse than
 * the one that stands. */
static bool begins_with_lists(const struct run *run, const struct part *part) {
  return keeps(run) || (run->prepare && run->request->iterations == 0 && has_plan(part));
}

static bool solve_part(struct run *run, struct part *part, struct so_far *so_far, double seconds, struct error *err) {
  const struct balance_request *request = run->request;
  bool nothing = part->problem.visits.n == 0 || part->problem.lists.n == 0;
  struct balance_options options = {
      .seconds = request->iterations > 0 ? 0 : seconds,
      .iterations = nothing ? 1 : request->iterations,
      .threads = request->threads,
      .seed = request->seed,
      .progress = request->progress ? pass_progress : NULL,
      .progress_context = so_far,
      .stop = request->stop,
      .warm_start = begins_with_lists(run, part),
      .unless_better = true,
  };
  return balance_solve(part->problem.problem, &options, &part->plan, err);
}

/* Solves every part, each with its share of the seconds by how many visits it has. */
static bool solve(struct run *run, double seconds, struct error *err) {
  const double least = 0.05;
  struct so_far so_far = {.run = run, .began = clock_seconds()};
  if (!make_parts(run, err))
    return false;
  for (size_t i = 0; i < run->parts.n; i++)
    so_far.visits += run->parts.at[i].problem.visits.n;
  for (size_t i = 0; i < run->parts.n; i++) {
    struct part *part = &run->parts.at[i];
    so_far.of_part = part->problem.visits.n;
    double share = so_far.visits ? seconds * (double)so_far.of_part / (double)so_far.visits : least;
    if (!solve_part(run, part, &so_far, share > least ? share : least, err))
      return false;
    count_part(&so_far, part);
  }
  return true;
}

/* --- Saving ------------------------------------------------------------------------------------------------------- */

/* Off its list, and free to be placed by the next run. */
static void unassign(struct visit *visit, const char *reason) {
  visit_unlist(visit, VISIT_UNASSIGNED, reason);
  visit->pinned = visit->by_hand = false;
}

static void place(struct run *run, const struct part *part, int number) {
  struct day *day = run->day;
  int index = part->problem.visits.at[number];
  struct visit *visit = &day->visits[index];
  int list_before = visit->state == VISIT_LISTED ? visit->list : NONE;
  if (day_problem_place(day, &part->problem, &part->plan, number, visit)) {
    run->report->cost.moved += list_before != NONE && list_before != visit->list;
    return;
  }
  struct why_unassigned why = why_unassigned(day, &part->problem, &part->plan, number);
  unassign(visit, why.reason);
  run->remedies[index] = why.remedy;
}

/* Puts the plans into the day. */
static void apply(struct run *run) {
  struct day *day = run->day;
  run->remedies = arena_alloc(&day->arena, sizeof *run->remedies * (size_t)(day->n_visits + 1));
  for (size_t p = 0; p < run->parts.n; p++) {
    const struct part *part = &run->parts.at[p];
    for (size_t i = 0; i < part->problem.visits.n; i++)
      place(run, part, (int)i);
    for (size_t i = 0; i < part->problem.left_out.n; i++) {
      const struct left_out *out = &part->problem.left_out.at[i];
      unassign(&day->visits[out->visit], out->reason);
      run->remedies[out->visit] = out->remedy;
    }
  }
}

static bool place_differs(const struct visit *a, const struct visit *b) {
  return a->state != b->state || a->list != b->list || a->seq != b->seq || a->start != b->start ||
         a->staff != b->staff || a->pinned != b->pinned || a->by_hand != b->by_hand ||
         !text_equal(a->reason ? a->reason : "", b->reason ? b->reason : "");
}

/* The place that a person gave a visit is not taken in silence. */
static void tell_lost(struct run *run, const struct visit *before, int visit, struct effects *effects) {
  const struct visit *after = &run->day->visits[visit];
  if (before->state == VISIT_LISTED && (before->pinned || before->by_hand) && after->state != VISIT_LISTED)
    effects_add(effects, _("%s lost the place that it was given by hand: %s"), visit_in_words(run->day, visit),
                after->reason);
}

static bool save_places(struct run *run, struct effects *effects, struct error *err) {
  struct day *day = run->day;
  struct visit *before = mem_array(struct visit, (size_t)day->n_visits);
  memcpy(before, day->visits, sizeof *before * (size_t)day->n_visits);
  apply(run);
  bool ok = true;
  for (int i = 0; ok && i < day->n_visits; i++) {
    tell_lost(run, &before[i], i, effects);
    if (place_differs(&before[i], &day->visits[i]))
      ok = store_save_visit(run->session->store, day, &day->visits[i], err);
  }
  mem_free_set((void **)&before);
  return ok;
}

/* Says so where all lists stay as they are since nothing better was found. */
static void tell_kept(const struct run *run, struct effects *effects) {
  size_t kept = 0, with_plan = 0;
  for (size_t i = 0; i < run->parts.n; i++) {
    with_plan += run->parts.at[i].problem.visits.n > 0;
    kept += run->parts.at[i].problem.visits.n > 0 && run->parts.at[i].plan.is_current;
  }
  if (kept > 0 && kept == with_plan)
    effects_add(effects, "%s", _("kept the present lists: nothing better found"));
}

/* What the check says of the date as it now stands: before the end of the transaction, so that a dry run knows too. */
static bool count_errors(struct run *run, struct error *err) {
  struct store *store = run->session->store;
  struct day *day = NULL;
  struct finding *findings = NULL;
  int n = 0;
  bool ok = store_load_day(store, run->request->date, &day, err) && dispatch_check(store, day, &findings, &n, err);
  run->report->errors = 0;
  for (int i = 0; ok && i < n; i++)
    run->report->errors += findings[i].severity == SEVERITY_ERROR && !findings[i].acknowledged;
  day_free(day);
  return ok;
}

/* The journal's line: what was balanced, as it was asked for. */
static void label(const struct run *run) {
  const struct balance_request *request = run->request;
  struct store *store = run->session->store;
  struct arena *arena = &run->report->arena;
  const char *shift = request->shift == NONE ? NULL : word_said(arena, &words_shift, request->shift);
  const char *on = said_date(arena, request->date);
  if (run->prepare)
    store_label(store, "planned and balanced %s", on);
  else if (request->team && shift)
    store_label(store, "balanced %s, shift %s of team %s", on, shift, request->team);
  else if (request->team)
    store_label(store, "balanced %s, team %s", on, request->team);
  else if (shift)
    store_label(store, "balanced %s, shift %s", on, shift);
  else
    store_label(store, "balanced %s", on);
}

enum save_result { SAVE_DONE, SAVE_CHANGED_MEANWHILE, SAVE_FAILED };

/* Prepares again and saves, unless somebody changed the day since it was looked at. On the last try the problem is
 * solved anew for one second while the store is held, so that the run comes to an end in a busy base. */
static enum save_result save(struct run *run, bool last_try, struct error *err) {
  const double held_seconds = 1.0;
  struct effects told = {0};
  if (!store_begin(run->session->store, run->session->actor, "", err))
    return SAVE_FAILED;
  bool ok = make_ready(run, &told, err);
  bool same = ok && day_digest(run->day) == run->digest;
  if (ok && !same && !last_try) {
    store_rollback(run->session->store);
    effects_free(&told);
    return SAVE_CHANGED_MEANWHILE;
  }
  ok = ok && (same || solve(run, held_seconds, err)) && save_places(run, &told, err) && count_errors(run, err);
  if (ok) {
    tell_kept(run, &told);
    label(run);
  }
  if (!ok)
    store_rollback(run->session->store);
  else
    ok = store_commit(run->session->store, err);
  for (size_t i = 0; ok && i < told.lines.n; i++)
    effects_add(run->effects, "%s", told.lines.at[i]);
  run->effects->needs_person |= ok && told.needs_person;
  effects_free(&told);
  return ok ? SAVE_DONE : SAVE_FAILED;
}

/* --- Reporting ---------------------------------------------------------------------------------------------------- */

static bool is_asked_for(const struct run *run, const struct visit *visit) {
  const char *team = visit->team == NONE ? NULL : run->day->teams[visit->team].id;
  return (run->request->shift == NONE || run->request->shift == (int)visit->shift) &&
         (!run->request->team || text_equal(team, run->request->team));
}

static const char *copy(struct run *run, const char *text) {
  return arena_strdup(&run->report->arena, text ? text : "");
}

static void report_unassigned(struct run *run, int index) {
  struct balance_report *report = run->report;
  const struct visit *visit = &run->day->visits[index];
  const char *remedy = run->remedies[index];
  if (!remedy)
    remedy = visit->by_hand        ? _("a person took it off its list: move it by hand, or drop it with a reason")
             : visit->team == NONE ? _("give the patient a team")
                                   : _("move it by hand, or drop it with a reason");
  report->unassigned[report->n_unassigned++] = (struct unassigned_visit){
      .visit = copy(run, visit->id),
      .patient = copy(run, run->day->patients[visit->patient].id),
      .reason = said_words(&report->arena, copy(run, visit->reason)),
      .remedy = said_words(&report->arena, copy(run, remedy)),
      .priority = visit->priority,
  };
}

static void report_visits(struct run *run) {
  const struct day *day = run->day;
  struct balance_report *report = run->report;
  report->unassigned = arena_alloc(&report->arena, sizeof *report->unassigned * (size_t)(day->n_visits + 1));
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    bool assigned = visit->state == VISIT_LISTED || visit->state == VISIT_DONE || visit->state == VISIT_NOT_DONE;
    report->suspended += is_asked_for(run, visit) && visit->state == VISIT_SUSPENDED;
    report->dropped += is_asked_for(run, visit) && visit->state == VISIT_DROPPED;
    if (!is_asked_for(run, visit) || (!assigned && visit->state != VISIT_UNASSIGNED))
      continue;
    report->visits++;
    report->assigned += assigned;
    if (!assigned)
      report_unassigned(run, i);
  }
}

static void report_costs(struct run *run) {
  struct balance_report *report = run->report;
  for (size_t i = 0; i < run->parts.n; i++) {
    const struct plan *plan = &run->parts.at[i].plan;
    report->lists += (int)run->parts.at[i].problem.lists.n;
    report->cost.total += plan->cost;
    report->cost.travel_min += plan->terms[TERM_TRAVEL];
    report->cost.late_min += plan->terms[TERM_LATE_TOTAL];
    report->cost.overtime_min += plan->terms[TERM_LATE_HOME];
    report->cost.unfairness += plan->terms[TERM_WORK_DEVIATION] / (BALANCE_FRACTION / 100);
    report->cost.unfamiliar += plan->terms[TERM_UNFAMILIAR];
    for (enum balance_term term = 0; term < TERM_COUNT; term++)
      report->cost.by_term[term] += plan_term_cost(run->parts.at[i].problem.problem, plan, term);
  }
}

static void report_left_alone(struct run *run) {
  int n = 0, *groups = team_groups(run->day, &n);
  int team = run->request->team ? day_find_team(run->day, run->request->team) : NONE;
  struct left_alone counts[LIST_STAYS_COUNT] = {0};
  for (int group = 0; group < n; group++) {
    struct problem_scope scope = scope_of(run, groups, group, team);
    scope_count_left_alone(run->day, &scope, counts);
  }
  run->report->approved = counts[LIST_STAYS_APPROVED];
  run->report->begun = counts[LIST_STAYS_BEGUN];
}

static void make_report(struct run *run) {
  report_visits(run);
  report_left_alone(run);
  report_costs(run);
  run->report->seconds = clock_seconds() - run->started;
}

void balance_report_free(struct balance_report *report) {
  arena_free(&report->arena);
  *report = (struct balance_report){0};
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* Seconds left for solving: what is asked for less what went and what saving will take. */
static double seconds_left(const struct run *run) {
  const double least = 0.2, margin = 0.2;
  double asked = run->request->seconds;
  if (asked <= 0)
    asked = (double)store_setting_int(run->session->store, "balance_seconds");
  double left = asked - (clock_seconds() - run->started) - 2 * run->preparing - margin;
  return left > least ? left : least;
}

static bool is_given_up(const struct run *run, struct error *err) {
  bool given_up = run->request->stop && atomic_load(run->request->stop) == BALANCE_KEEPS_NOTHING;
  if (given_up)
    error_set(err, STATUS_NEEDS_PERSON, "%s", _("balancing was stopped: the lists are as they were"));
  return given_up;
}

static bool try_until_saved(struct run *run, struct error *err) {
  enum { tries = 3 };
  for (int attempt = 1; attempt <= tries; attempt++) {
    if (!rehearse(run, err) || !solve(run, seconds_left(run), err) || is_given_up(run, err))
      return false;
    enum save_result result = save(run, attempt == tries, err);
    if (result != SAVE_CHANGED_MEANWHILE)
      return result == SAVE_DONE;
  }
  return true;
}

bool balance_run(struct session *session, const struct balance_request *request, day_preparation *prepare,
                 struct balance_report *report, struct effects *effects, struct error *err) {
  *report = (struct balance_report){.date = request->date};
  struct run run = {
      .session = session,
      .request = request,
      .prepare = prepare,
      .report = report,
      .effects = effects,
      .started = clock_seconds(),
  };
  bool ok = try_until_saved(&run, err);
  if (ok)
    make_report(&run);
  free_parts(&run);
  day_free(run.day);
  if (!ok)
    balance_report_free(report);
  return ok;
}

bool dispatch_balance(struct session *session, const struct balance_request *request, struct balance_report *report,
                      struct effects *effects, struct error *err) {
  bool may = request->team ? dispatch_may(session, MAY_BALANCE, &(struct concern){.team = request->team}, err)
                           : dispatch_may_everywhere(session, MAY_BALANCE, err);
  return may && balance_run(session, request, NULL, report, effects, err);
}

bool dispatch_problem(struct session *session, date on, const char *ht, struct problem **out, struct error *err) {
  struct balance_request request = {.date = on, .shift = NONE, .team = NULL};
  struct balance_report unread = {0};
  struct run run = {.session = session, .request = &request, .report = &unread};
  *out = NULL;
  if (!session->owner)
    return error_set(err, STATUS_DENIED, "%s", _("only the store's owner may take out the problem of an HT"));
  bool ok = rehearse(&run, err);
  int team = ok ? day_find_team(run.day, ht) : NONE;
  if (ok && team == NONE)
    ok = error_set(err, STATUS_USAGE, _("there is no team '%s'"), ht);
  if (ok) {
    int *groups = team_groups(run.day, NULL);
    struct problem_scope scope = scope_of(&run, groups, groups[team], NONE);
    struct work_rules rules = work_rules_of(session->store);
    struct objective objective = objective_of(session->store);
    struct day_problem made;
    ok = day_problem_make(run.day, &scope, &rules, &objective, &made, err);
    if (ok)
      *out = made.problem;
    made.problem = ok ? NULL : made.problem;
    day_problem_free(&made);
  }
  day_free(run.day);
  return ok;
}
