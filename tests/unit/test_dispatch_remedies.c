/*
 * A reason is checked by trying it (issue 3): every remedy that is offered for a visit without a place is carried out
 * as it says, that change alone, and the engine then accepts the visit on that list; with one minute (or one skill)
 * less it does not. The days are the one of dispatch_fixture.h with far more work than its three workers can do.
 */
#include "dispatch_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "dispatch/problem.h"
#include "dispatch/reasons.h"

enum { days_tried = 12, crowd = 30 };

/* A day with its problem, and the plan whose unassigned visits are asked about. */
struct crowded {
  struct day *day;
  struct work_rules rules;
  struct objective objective;
  struct problem_scope scope;
  struct day_problem problem;
  struct plan plan;
};

static void make(struct crowded *crowded, struct day_problem *out) {
  struct error err = {0};
  if (!day_problem_make(crowded->day, &crowded->scope, &crowded->rules, &crowded->objective, out, &err))
    fail_msg("%s", err.text);
}

static void open_crowded(struct fixture *fixture, struct crowded *crowded) {
  const struct balance_options options = {.iterations = 300, .threads = 1, .seed = 7};
  struct error err = {0};
  *crowded = (struct crowded){.rules = work_rules_of(fixture->store), .objective = objective_of(fixture->store)};
  assert_true(store_load_day(fixture->store, on(THE_DAY), &crowded->day, &err));
  crowded->scope = (struct problem_scope){
      .groups = team_groups(crowded->day, NULL), .team = NONE, .shift = NONE, .closed_too = true};
  make(crowded, &crowded->problem);
  if (!balance_solve(crowded->problem.problem, &options, &crowded->plan, &err))
    fail_msg("%s", err.text);
}

static void close_crowded(struct crowded *crowded) {
  plan_clear(&crowded->plan);
  day_problem_free(&crowded->problem);
  day_free(crowded->day);
}

/* --- Carrying a remedy out ---------------------------------------------------------------------------------------- */

static void give_skills(struct crowded *crowded, const struct remedy *remedy, const char *skills) {
  struct day *day = crowded->day;
  struct worker *worker = &day->staff[day->lists[remedy->list].staff];
  struct skill *own = arena_alloc(&day->arena, sizeof *own * (size_t)(worker->n_skills + 8));
  const char *rest = skills;
  if (worker->n_skills)
    memcpy(own, worker->skills, sizeof *own * (size_t)worker->n_skills);
  for (const char *skill; (skill = arena_word(&day->arena, &rest));)
    own[worker->n_skills++] = (struct skill){.code = skill, .expires = DATE_NONE};
  worker->skills = own;
}

/* Changes the day (or what is settled about it) as the remedy says, with so many minutes. */
static void carry_out(struct crowded *crowded, const struct remedy *remedy, int minutes) {
  struct day *day = crowded->day;
  struct visit *visit = &day->visits[remedy->visit];
  switch (remedy->kind) {
  case REMEDY_SKILLS:
    give_skills(crowded, remedy, remedy->skills);
    break;
  case REMEDY_WINDOW:
    visit->windows[visit->n_windows - 1].latest += minutes;
    break;
  case REMEDY_OVERTIME:
    crowded->objective.overtime_max = minutes;
    break;
  case REMEDY_WORK: { /* a whole list of just that length: its rest goes to documentation */
    struct work_list *list = &day->lists[remedy->list];
    int wanted = list_capacity(&crowded->rules, list) + minutes;
    crowded->rules.coordinator_share = crowded->rules.nurse_2_share = 100;
    crowded->rules.document += list_capacity(&crowded->rules, list) - wanted;
    break;
  }
  case REMEDY_BY_HAND:
    break;
  }
}

/* Whether the engine takes the visit on the list, everything else as planned. */
static bool accepts(struct crowded *crowded, const struct day_problem *problem, const struct remedy *remedy) {
  struct balance_suggestion *suggestions = mem_array(struct balance_suggestion, problem->lists.n);
  struct error err = {0};
  bool accepted = false;
  int visit = problem_find_visit(problem->problem, crowded->day->visits[remedy->visit].id);
  int list = problem_find_list(problem->problem, crowded->day->lists[remedy->list].id);
  if (!plan_evaluate(problem->problem, &crowded->plan, &err) ||
      !balance_suggest(problem->problem, &crowded->plan, visit, suggestions, &err))
    fail_msg("%s", err.text);
  for (size_t i = 0; i < problem->lists.n; i++)
    accepted |= suggestions[i].list == list && suggestions[i].allowed;
  free(suggestions);
  return accepted;
}

/* The same with the remedy carried out to so many minutes; the day is then as before. */
static bool fits_with(struct crowded *crowded, const struct remedy *remedy, int minutes) {
  struct day *day = crowded->day;
  struct visit visit = day->visits[remedy->visit];
  struct worker *worker = &day->staff[day->lists[remedy->list].staff], before = *worker;
  struct work_rules rules = crowded->rules;
  struct objective objective = crowded->objective;
  struct day_problem problem = {0};
  carry_out(crowded, remedy, minutes);
  make(crowded, &problem);
  bool fits = accepts(crowded, &problem, remedy);
  day_problem_free(&problem);
  day->visits[remedy->visit] = visit;
  *worker = before;
  crowded->rules = rules;
  crowded->objective = objective;
  return fits;
}

/* Each of several skills is needed. */
static void expect_every_skill_needed(struct crowded *crowded, const struct remedy *remedy) {
  const char *space = strrchr(remedy->skills, ' ');
  if (!space)
    return;
  struct remedy fewer = *remedy;
  char *all_but_last = arena_strdup(&crowded->day->arena, remedy->skills);
  all_but_last[space - remedy->skills] = '\0';
  fewer.skills = all_but_last;
  assert_false(fits_with(crowded, &fewer, 0));
}

static void expect_true_remedy(struct crowded *crowded, const struct remedy *remedy, const char *words) {
  bool in_minutes = remedy->kind == REMEDY_WINDOW || remedy->kind == REMEDY_OVERTIME || remedy->kind == REMEDY_WORK;
  const char *visit = crowded->day->visits[remedy->visit].id;
  if (!fits_with(crowded, remedy, remedy->minutes))
    fail_msg("%s: \"%s\" does not help", visit, words);
  if (remedy->kind == REMEDY_SKILLS)
    expect_every_skill_needed(crowded, remedy);
  if (in_minutes && fits_with(crowded, remedy, remedy->minutes - 1))
    fail_msg("%s: \"%s\", but a minute less does as well", visit, words);
}

/* --- The days ----------------------------------------------------------------------------------------------------- */

/* More work than there is time for, in both teams: fixed and wide windows from 07:30 to 16:30, skills that one, some or
 * none of the workers has, long visits; the coordinator and the nurse 2 walk shorter lists. */
static void add_crowd(struct fixture *fixture, unsigned seed) {
  static const char *const skills[] = {"", "", "", "insulin", "iv", "insulin iv"};
  static const char *const patients[] = {"P1", "P2", "P3", "P4", "P5", "P6"};
  srand(seed);
  for (int i = 0; i < crowd; i++) {
    char sql[600];
    int earliest = 450 + rand() % 500, hard = rand() % 3 > 0, nurse = rand() % 4 == 0;
    snprintf(
        sql, sizeof sql,
        "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, skills, duration, earliest, latest,"
        " \"window\", priority, state, reason) VALUES ('C%02d', '" THE_DAY "', 'day', '%s', 'care', '%s', '%s',"
        " '%s', %d, '%d', '%d', '%s', 'must', 'unassigned', 'a test')",
        i, patients[rand() % 6], nurse ? "HT1" : "OT1",
        nurse        ? "nurse"
        : rand() % 3 ? "assistant"
                     : "care_worker",
        skills[rand() % 6], 20 + rand() % 60, earliest, earliest + rand() % (hard ? 30 : 120), hard ? "hard" : "soft");
    assert_true(change(fixture, sql));
  }
}

static const char *const shorter_lists =
    "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at, function) VALUES"
    " ('LC', '2026-03-03', 'day', 'OT1', 'C1', 1772519400, 1772546400, 'coordinator');"
    "UPDATE shifts SET function = 'nurse_2' WHERE staff = 'N2';"
    "UPDATE lists SET function = 'nurse_2' WHERE list = 'LN';";

static void try_remedies(struct crowded *crowded, int tried[REMEDY_BY_HAND + 1]) {
  VEC(struct why_unassigned) all = {0};
  for (size_t v = 0; v < crowded->problem.visits.n; v++)
    if (crowded->plan.visits[v].list < 0) {
      struct why_unassigned why = why_unassigned(crowded->day, &crowded->problem, &crowded->plan, (int)v);
      assert_false(text_is_empty(why.reason) || text_is_empty(why.remedy));
      vec_push(&all, why);
    }
  for (size_t i = 0; i < all.n; i++)
    for (int r = 0; r < all.at[i].n_remedies; r++) {
      expect_true_remedy(crowded, &all.at[i].remedies[r], all.at[i].remedy);
      tried[all.at[i].remedies[r].kind]++;
    }
  vec_free(&all);
}

static void test_every_remedy_helps_and_nothing_less_does(void **state) {
  struct fixture *fixture = *state;
  int tried[REMEDY_BY_HAND + 1] = {0};
  assert_true(change(fixture, shorter_lists));
  for (unsigned seed = 1; seed <= days_tried; seed++) {
    struct crowded crowded;
    assert_true(change(fixture, "DELETE FROM visits WHERE visit LIKE 'C%'"));
    add_crowd(fixture, seed);
    open_crowded(fixture, &crowded);
    try_remedies(&crowded, tried);
    close_crowded(&crowded);
  }
  print_message("skills %d, window %d, overtime %d, work %d, by hand %d\n", tried[REMEDY_SKILLS], tried[REMEDY_WINDOW],
                tried[REMEDY_OVERTIME], tried[REMEDY_WORK], tried[REMEDY_BY_HAND]);
  assert_true(tried[REMEDY_SKILLS] > 0 && tried[REMEDY_WINDOW] > 0 && tried[REMEDY_OVERTIME] > 0 &&
              tried[REMEDY_WORK] > 0);
}

/* --- What the hand says ------------------------------------------------------------------------------------------- */

/* A visit at P4 between 15:50 and 15:55 or 07:30 and 07:35, that nobody has; the remedy that the night gives it. */
static void leave_waiting(struct fixture *fixture, const char *windows, const char *remedy) {
  struct session session = session_of(fixture, "C1");
  struct balance_request request = {.date = on(THE_DAY), .shift = NONE, .seconds = 0.3, .threads = 1};
  struct balance_report report = {0};
  struct effects effects = {0};
  char sql[400];
  snprintf(sql, sizeof sql,
           "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, skills, duration, earliest, latest,"
           " \"window\", priority, state, reason) VALUES ('C1', '" THE_DAY
           "', 'day', 'P4', 'care', 'OT1', 'assistant', '', 30, %s, 'hard', 'must', 'unassigned', 'a test')",
           windows);
  assert_true(change(fixture, sql));
  DONE(fixture, dispatch_balance(&session, &request, &report, &effects, &fixture->err));
  assert_int_equal(report.n_unassigned, 1);
  if (!strstr(report.unassigned[0].remedy, remedy))
    fail_msg("\"%s\" does not say \"%s\"", report.unassigned[0].remedy, remedy);
  balance_report_free(&report);
  effects_free(&effects);
}

/* From 15:50 to 16:20, and home by 16:30: 90 minutes after the shift. An hour is what the balancer may use. */
static void test_the_hand_counts_the_same_overtime(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct move_request move = {.visit = "C1", .to_list = "LB"};
  leave_waiting(fixture, "'950', '955'", "fits LB (Berit) with 90 minutes of overtime");
  REFUSED(fixture, dispatch_move(&session, on(THE_DAY), &move, &effects, &fixture->err), STATUS_DENIED,
          "90 minutes of overtime");
  move.override_reason = "Berit agreed to stay";
  DONE(fixture, dispatch_move(&session, on(THE_DAY), &move, &effects, &fixture->err));
  effects_free(&effects);
}

/* The shift begins at 07:30 and the way takes ten minutes: 07:40 is the first moment. */
static void test_the_hand_counts_the_same_window(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  const struct move_request move = {.visit = "C1", .to_list = "LB"};
  leave_waiting(fixture, "'450', '455'", "fits LB (Berit) if it may begin 5 minutes later");
  assert_true(change(fixture, "UPDATE visits SET latest = '459' WHERE visit = 'C1'"));
  REFUSED(fixture, dispatch_move(&session, on(THE_DAY), &move, &effects, &fixture->err), STATUS_DENIED,
          "must begin by 07:39");
  assert_true(change(fixture, "UPDATE visits SET latest = '460' WHERE visit = 'C1'"));
  DONE(fixture, dispatch_move(&session, on(THE_DAY), &move, &effects, &fixture->err));
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_every_remedy_helps_and_nothing_less_does),
      DAY_TEST(test_the_hand_counts_the_same_overtime),
      DAY_TEST(test_the_hand_counts_the_same_window),
  };
  return cmocka_run_group_tests_name("remedies", tests, NULL, NULL);
}
