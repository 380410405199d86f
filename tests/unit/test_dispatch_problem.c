/* The balancer's problem of a day: who may have what, what stands fast, how times are bounded. Worked by hand. */
#include "check.h"

#include <string.h>

#include "dispatch/lists.h"
#include "dispatch/problem.h"
#include "dispatch/reasons.h"

enum { team_ot, team_ht, team_other };
enum { amir, berit, nora, odd }; /* care workers of the OT, nurse of the HT, nurse of another HT */
enum { kari, ola };
enum { list_amir, list_berit, list_nora, list_odd };
enum { v_care, v_insulin, v_pair_one, v_pair_two };

static const struct skill amir_skills[] = {{"insulin", DATE_NONE, "P2"}};
static const struct skill nora_skills[] = {{"insulin", DATE_NONE, NULL}};

static const struct work_rules rules = {
    .break_minutes = 30, .break_after = 330, .break_margin = 120, .coordinator_share = 50, .nurse_2_share = 70};
static const struct objective objective = {
    .weight = {[TERM_TRAVEL] = 10, [TERM_UNASSIGNED_MUST] = 1000000, [TERM_PREFERENCE] = 1},
    .role = 2,
    .overtime_max = 60};

struct base {
  struct day day;
  struct team teams[3];
  struct worker staff[4];
  struct patient patients[2];
  struct task tasks[1];
  struct work_list lists[4];
  struct visit visits[4];
  struct link links[1];
  struct absence absences[1];
  struct day_problem problem;
};

static struct work_list list_of(const char *id, int team, int worker) {
  return (struct work_list){
      .id = id, .date = 20000, .shift = SHIFT_DAY, .team = team, .staff = worker, .start = 450, .end = 930};
}

static struct visit visit_of(const char *id, int patient, int team) {
  return (struct visit){.id = id,
                        .date = 20000,
                        .shift = SHIFT_DAY,
                        .patient = patient,
                        .task = 0,
                        .team = team,
                        .duration = 30,
                        .windows = {{480, 540}},
                        .n_windows = 1,
                        .skills = "",
                        .state = VISIT_UNASSIGNED,
                        .list = NONE,
                        .start = MINUTE_NONE,
                        .staff = NONE};
}

static void base_start(struct base *base) {
  *base = (struct base){
      .teams = {{.id = "OT1", .kind = TEAM_OT, .ht = team_ht, .lat = 60, .lon = 5},
                {.id = "HT1", .kind = TEAM_HT, .ht = team_ht, .lat = 60, .lon = 5},
                {.id = "HT2", .kind = TEAM_HT, .ht = team_other, .lat = 60, .lon = 5}},
      .staff = {{.id = "S1",
                 .name = "Amir",
                 .role = ROLE_CARE_WORKER,
                 .team = team_ot,
                 .skills = amir_skills,
                 .n_skills = 1},
                {.id = "S2", .name = "Berit", .role = ROLE_CARE_WORKER, .team = team_ot},
                {.id = "S3", .name = "Nora", .role = ROLE_NURSE, .team = team_ht, .skills = nora_skills, .n_skills = 1},
                {.id = "S4", .name = "Odd", .role = ROLE_NURSE, .team = team_other}},
      .patients = {{.id = "P1",
                    .name = "Kari",
                    .team = team_ot,
                    .cooperating_team = NONE,
                    .primary_contact = NONE,
                    .secondary_contact = NONE,
                    .lat = 60.01,
                    .lon = 5},
                   {.id = "P2",
                    .name = "Ola",
                    .team = team_ot,
                    .cooperating_team = NONE,
                    .primary_contact = NONE,
                    .secondary_contact = NONE,
                    .lat = 60.02,
                    .lon = 5}},
      .tasks = {{.id = "care", .name = "Care"}},
      .lists = {list_of("L1", team_ot, amir), list_of("L2", team_ot, berit), list_of("L3", team_ht, nora),
                list_of("L4", team_other, odd)},
      .visits = {visit_of("V1", kari, team_ot), visit_of("V2", ola, team_ot), visit_of("V3/1", kari, team_ot),
                 visit_of("V3/2", kari, team_ht)},
      .links = {{.first = v_pair_one, .second = v_pair_two, .different_staff = true}},
  };
  base->visits[v_insulin].skills = "insulin";
  struct day *day = &base->day;
  day->date = 20000;
  day->teams = base->teams, day->n_teams = 3;
  day->staff = base->staff, day->n_staff = 4;
  day->patients = base->patients, day->n_patients = 2;
  day->tasks = base->tasks, day->n_tasks = 1;
  day->lists = base->lists, day->n_lists = 4;
  day->visits = base->visits, day->n_visits = 4;
  day->links = base->links, day->n_links = 1;
  day->absences = base->absences;
}

static struct problem_scope everything(struct base *base) {
  int *groups = team_groups(&base->day, NULL);
  return (struct problem_scope){.groups = groups, .group = groups[team_ot], .team = NONE, .shift = NONE};
}

static void make(struct base *base, struct problem_scope scope) {
  struct error err = {0};
  day_problem_free(&base->problem);
  bool made = day_problem_make(&base->day, &scope, &rules, &objective, &base->problem, &err);
  if (!made)
    print_error("%s\n", err.text);
  assert_true(made);
}

static void base_end(struct base *base) {
  day_problem_free(&base->problem);
  arena_free(&base->day.arena);
}

static const struct problem_visit *visit_in(const struct base *base, const char *id) {
  int visit = problem_find_visit(base->problem.problem, id);
  return visit < 0 ? NULL : problem_visit_at(base->problem.problem, visit);
}

static const struct problem_list *list_in(const struct base *base, const char *id) {
  int list = problem_find_list(base->problem.problem, id);
  return list < 0 ? NULL : problem_list_at(base->problem.problem, list);
}

static void assert_words(const char *words, const char *expected) {
  assert_string_equal(words ? words : "", expected);
}

/* --- Scope ---------------------------------------------------------------------------------------------------------
 */

static void test_an_ht_is_planned_with_its_ots_and_no_other(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  int n = 0;
  int *groups = team_groups(&base.day, &n);
  assert_int_equal(n, 2);
  assert_int_equal(groups[team_ot], groups[team_ht]);
  assert_int_not_equal(groups[team_ot], groups[team_other]);
  make(&base, everything(&base));
  assert_int_equal(problem_list_count(base.problem.problem), 3);
  assert_null(list_in(&base, "L4"));
  base_end(&base);
}

static void test_a_list_that_covers_another_hts_team_joins_them(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.lists[list_odd].covers = "OT1";
  int n = 0;
  team_groups(&base.day, &n);
  assert_int_equal(n, 1);
  base_end(&base);
}

static void test_done_dropped_suspended_and_hand_unassigned_visits_are_left_alone(void **state) {
  (void)state;
  static const enum visit_state away[] = {VISIT_DONE, VISIT_NOT_DONE, VISIT_DROPPED, VISIT_SUSPENDED, VISIT_CANCELLED};
  struct base base;
  base_start(&base);
  for (size_t i = 0; i < COUNT_OF(away); i++) {
    base.visits[v_care].state = away[i];
    make(&base, everything(&base));
    assert_null(visit_in(&base, "V1"));
  }
  base.visits[v_care].state = VISIT_UNASSIGNED;
  base.visits[v_care].by_hand = true;
  make(&base, everything(&base));
  assert_null(visit_in(&base, "V1"));
  base_end(&base);
}

static void test_an_approved_shift_is_left_alone(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.lists[list_amir].state = LIST_APPROVED;
  make(&base, everything(&base));
  assert_null(list_in(&base, "L1"));
  assert_null(list_in(&base, "L2")); /* of the same team and shift */
  assert_non_null(list_in(&base, "L3"));
  base_end(&base);
}

/* --- Who may have what ----------------------------------------------------------------------------------------------
 */

static void test_other_teams_lists_are_barred(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->barred_lists, "L3");
  assert_words(visit_in(&base, "V3/2")->barred_lists, "L1 L2");
  base_end(&base);
}

static void test_an_excluded_or_absent_worker_is_out(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.patients[kari].exclude_staff = "S2";
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->barred_lists, "L2 L3");
  base.absences[0] = (struct absence){.staff = amir, .from = 20000, .until = 20000, .shift = NONE};
  base.day.n_absences = 1;
  make(&base, everything(&base));
  assert_null(list_in(&base, "L1"));
  base_end(&base);
}

static void test_training_for_one_patient_counts_for_that_patient(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.visits[v_care].skills = "insulin"; /* at P1, for whom Amir is not trained */
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->skills, "insulin");
  assert_words(visit_in(&base, "V2")->skills, "insulin#P2");
  assert_words(list_in(&base, "L1")->skills, "insulin#P2");
  assert_words(list_in(&base, "L2")->skills, "");
  assert_words(list_in(&base, "L3")->skills, "insulin insulin#P2"); /* hers holds for all */
  base_end(&base);
}

static void test_known_workers_are_named(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  struct acquaintance met[] = {{.patient = kari, .staff = berit, .times_14 = 3, .times_28 = 3}};
  base.day.acquaintances = met, base.day.n_acquaintances = 1;
  base.patients[kari].primary_contact = nora;
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->known_lists, "L2 L3");
  base_end(&base);
}

/* --- What stands fast -----------------------------------------------------------------------------------------------
 */

static void put_on_list(struct visit *visit, int list, int staff, minute start) {
  visit->state = VISIT_LISTED;
  visit->list = list;
  visit->staff = staff;
  visit->seq = 1;
  visit->start = start;
}

static void test_pins_and_hand_moves_keep_their_list(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  put_on_list(&base.visits[v_care], list_berit, berit, 500);
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->pinned_list, "");
  assert_words(visit_in(&base, "V1")->current_list, "L2");
  assert_int_equal(visit_in(&base, "V1")->current_start, 500);
  base.visits[v_care].by_hand = true;
  base.visits[v_care].priority = PRIORITY_MAY;
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->pinned_list, "L2");
  assert_int_equal(visit_in(&base, "V1")->priority, PRIORITY_MUST); /* the night never drops it */
  base_end(&base);
}

static void test_a_hand_move_to_another_team_is_respected(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  put_on_list(&base.visits[v_care], list_nora, nora, 500);
  base.visits[v_care].by_hand = true;
  make(&base, everything(&base));
  assert_words(visit_in(&base, "V1")->pinned_list, "L3");
  assert_words(visit_in(&base, "V1")->barred_lists, "");
  base_end(&base);
}

static void test_the_other_half_on_an_approved_list_fixes_the_time(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  put_on_list(&base.visits[v_pair_two], list_nora, nora, 515);
  base.lists[list_nora].state = LIST_APPROVED;
  make(&base, everything(&base));
  const struct problem_visit *visit = visit_in(&base, "V3/1");
  assert_non_null(visit);
  assert_true(visit->hard);
  assert_int_equal(visit->windows[0].earliest, 515);
  assert_int_equal(visit->windows[0].latest, 515);
  base_end(&base);
}

static void test_half_a_pair_alone_is_not_planned(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.visits[v_pair_two].state = VISIT_DROPPED;
  make(&base, everything(&base));
  assert_null(visit_in(&base, "V3/1"));
  assert_int_equal(base.problem.left_out.n, 1);
  assert_int_equal(base.problem.left_out.at[0].visit, v_pair_one);
  assert_non_null(base.problem.left_out.at[0].reason);
  base_end(&base);
}

/* --- Lists ----------------------------------------------------------------------------------------------------------
 */

static void test_a_coordinators_list_is_shorter(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.lists[list_amir].function = FUNCTION_COORDINATOR;
  make(&base, everything(&base));
  assert_int_equal(list_in(&base, "L1")->max_work, 225); /* half of 8 hours less the break */
  assert_true(list_in(&base, "L2")->max_work == BALANCE_NONE);
  assert_int_equal(list_in(&base, "L2")->latest_end, 990);
  assert_int_equal(list_in(&base, "L2")->break_length, 30);
  base_end(&base);
}

static void test_work_is_compared_among_those_who_can_share_it(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.staff[berit].role = ROLE_PHYSIOTHERAPIST;
  make(&base, everything(&base));
  assert_words(list_in(&base, "L1")->group, "OT1:day");
  assert_words(list_in(&base, "L2")->group, "OT1:day:physiotherapist");
  base_end(&base);
}

static void test_who_worked_more_of_late_counts_as_having_worked(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.staff[amir].past_minutes = 3000, base.staff[amir].position_pct = 100;
  base.staff[berit].past_minutes = 500, base.staff[berit].position_pct = 50; /* as 1000 in a full position */
  make(&base, everything(&base));
  /* The mean is 2000: Amir is half above it, Berit half below; half an hour is the share of a whole mean. */
  assert_int_equal(list_in(&base, "L1")->past_work, 45);
  assert_int_equal(list_in(&base, "L2")->past_work, 15);
  base_end(&base);
}

static void test_the_engine_takes_the_problem(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  make(&base, everything(&base));
  struct plan solved = {0};
  struct error err = {0};
  struct balance_options options = {.iterations = 2000, .threads = 1, .seed = 1};
  assert_true(balance_solve(base.problem.problem, &options, &solved, &err));
  for (size_t i = 0; i < solved.visit_count; i++)
    assert_true(solved.visits[i].list >= 0);
  int one = problem_find_visit(base.problem.problem, "V3/1"), two = problem_find_visit(base.problem.problem, "V3/2");
  assert_int_equal(solved.visits[one].start, solved.visits[two].start);
  assert_int_not_equal(solved.visits[one].list, solved.visits[two].list);
  plan_clear(&solved);
  base_end(&base);
}

/* --- Reasons --------------------------------------------------------------------------------------------------------
 */

/* Solves and gives the reason for that visit, which must be unassigned, in words. */
static struct why_unassigned why(struct base *base, const char *id) {
  struct plan solved = {0};
  struct error err = {0};
  struct balance_options options = {.iterations = 2000, .threads = 1, .seed = 1};
  make(base, everything(base));
  assert_true(balance_solve(base->problem.problem, &options, &solved, &err));
  int visit = problem_find_visit(base->problem.problem, id);
  assert_true(visit >= 0 && solved.visits[visit].list < 0);
  struct why_unassigned out = why_unassigned(&base->day, &base->problem, &solved, visit);
  out.reason = said_words(&base->day.arena, out.reason);
  out.remedy = said_words(&base->day.arena, out.remedy);
  plan_clear(&solved);
  return out;
}

static void assert_holds(const char *text, const char *part) {
  if (!strstr(text, part))
    fail_msg("'%s' is not in '%s'", part, text);
}

static void test_a_missing_skill_is_named_with_who_could_learn_it(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.visits[v_care].skills = "stoma";
  struct why_unassigned reason = why(&base, "V1");
  assert_holds(reason.reason, "L1 (Amir) lacks stoma");
  assert_holds(reason.remedy, "if Amir gets the skill stoma");
  assert_null(strstr(reason.reason, "Nora")); /* her list is another team's and would take it in no case */
  base_end(&base);
}

static void test_a_full_shift_says_how_much_overtime_would_do(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.visits[v_care].windows[0] = (struct window){900, 900};
  base.visits[v_care].window = WINDOW_HARD;
  base.visits[v_care].duration = 120; /* 15:00 to 17:00, then home; the lists end at 15:30 and never after 16:30 */
  int home = day_travel(&base.day, kari, PLACE_OF_TEAM(team_ot), TRANSPORT_CAR, NULL);
  struct why_unassigned reason = why(&base, "V1");
  char expected[64];
  snprintf(expected, sizeof expected, "would be home %d minutes too late", 1020 + home - 990);
  assert_holds(reason.reason, expected);
  snprintf(expected, sizeof expected, "with %d minutes of overtime", 1020 + home - 930);
  assert_holds(reason.remedy, expected);
  base_end(&base);
}

static void test_nobody_may_do_it_says_what_is_needed(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.visits[v_care].min_role = ROLE_NURSE; /* in the OT, where nobody is one */
  struct why_unassigned reason = why(&base, "V1");
  assert_holds(reason.reason, "role may not do this work");
  base.day.n_lists = 0;
  for (int i = 0; i < base.day.n_visits; i++)
    base.visits[i].list = NONE;
  assert_holds(why(&base, "V1").reason, "has no list in the shift");
  base_end(&base);
}

static void test_a_pair_names_the_half_that_has_no_place(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.visits[v_pair_two].skills = "stoma"; /* which Nora lacks */
  assert_holds(why(&base, "V3/1").reason, "V3/2 has no place: L3 (Nora) lacks stoma");
  assert_holds(why(&base, "V3/2").reason, "L3 (Nora) lacks stoma");
  base_end(&base);
}

/* --- Lists from shifts ----------------------------------------------------------------------------------------------
 */

static struct shift_row row_of(const struct base *base, int list) {
  const struct work_list *row = &base->lists[list];
  return (struct shift_row){.date = row->date,
                            .shift = row->shift,
                            .staff = row->staff,
                            .team = row->team,
                            .start = row->start,
                            .end = row->end,
                            .function = row->function};
}

static void test_each_row_that_walks_is_a_list(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  struct shift_row rows[] = {row_of(&base, list_amir), row_of(&base, list_nora), row_of(&base, list_berit)};
  rows[1].function = FUNCTION_DUTY_NURSE;
  base.day.n_lists = 0;
  base.day.shifts = rows, base.day.n_shifts = 3;
  struct list_steps steps = {0};
  list_steps_of(&base.day, &steps);
  assert_int_equal(steps.at.n, 2);
  assert_int_equal(steps.at.at[0].action, LIST_MAKE);
  assert_int_equal(steps.at.at[0].list.staff, amir);
  assert_int_equal(steps.at.at[1].list.staff, berit);
  vec_free(&steps.at);
  base_end(&base);
}

static void test_lists_follow_their_rows(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  struct shift_row rows[] = {row_of(&base, list_amir), row_of(&base, list_berit), row_of(&base, list_nora),
                             row_of(&base, list_odd)};
  base.day.shifts = rows, base.day.n_shifts = 4;
  struct list_steps steps = {0};
  list_steps_of(&base.day, &steps);
  assert_int_equal(steps.at.n, 0); /* all in line */
  rows[list_amir].end = 900;       /* Amir goes earlier */
  base.absences[0] = (struct absence){.staff = berit, .from = 20000, .until = 20000, .shift = NONE};
  base.day.n_absences = 1;
  base.day.n_shifts = 3; /* Odd's row is gone */
  list_steps_of(&base.day, &steps);
  assert_int_equal(steps.at.n, 3);
  assert_int_equal(steps.at.at[0].action, LIST_CHANGE);
  assert_string_equal(steps.at.at[0].list.id, "L1");
  assert_int_equal(steps.at.at[0].list.end, 900);
  assert_int_equal(steps.at.at[1].action, LIST_EMPTY);
  assert_string_equal(steps.at.at[1].list.id, "L2");
  assert_int_equal(steps.at.at[1].list.staff, NONE);
  assert_int_equal(steps.at.at[2].action, LIST_END);
  assert_string_equal(steps.at.at[2].list.id, "L4");
  vec_free(&steps.at);
  base_end(&base);
}

/* Berit is ill from before the lists were made and never had one: her row must not keep Amir's list alive, whose shift
 * was taken away. */
static void test_a_list_never_stays_with_somebody_who_has_no_shift(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  struct shift_row rows[] = {row_of(&base, list_amir)};
  rows[0].staff = berit;
  base.absences[0] = (struct absence){.staff = berit, .from = 20000, .until = 20000, .shift = NONE};
  base.day.n_absences = 1;
  base.day.shifts = rows, base.day.n_shifts = 1;
  base.day.n_lists = 1;
  struct list_steps steps = {0};
  list_steps_of(&base.day, &steps);
  assert_int_equal(steps.at.n, 1);
  assert_int_equal(steps.at.at[0].action, LIST_END);
  assert_string_equal(steps.at.at[0].list.id, "L1");
  vec_free(&steps.at);
  base_end(&base);
}

static void test_a_frozen_shift_keeps_its_lists(void **state) {
  (void)state;
  struct base base;
  base_start(&base);
  base.lists[list_amir].state = LIST_STARTED;
  base.day.n_lists = 2; /* those of the OT */
  struct list_steps steps = {0};
  list_steps_of(&base.day, &steps); /* no rows at all */
  assert_int_equal(steps.at.n, 0);
  base_end(&base);
}

int main(void) {
  clock_set_zone("Europe/Oslo");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_an_ht_is_planned_with_its_ots_and_no_other),
      cmocka_unit_test(test_a_list_that_covers_another_hts_team_joins_them),
      cmocka_unit_test(test_done_dropped_suspended_and_hand_unassigned_visits_are_left_alone),
      cmocka_unit_test(test_an_approved_shift_is_left_alone),
      cmocka_unit_test(test_other_teams_lists_are_barred),
      cmocka_unit_test(test_an_excluded_or_absent_worker_is_out),
      cmocka_unit_test(test_training_for_one_patient_counts_for_that_patient),
      cmocka_unit_test(test_known_workers_are_named),
      cmocka_unit_test(test_pins_and_hand_moves_keep_their_list),
      cmocka_unit_test(test_a_hand_move_to_another_team_is_respected),
      cmocka_unit_test(test_the_other_half_on_an_approved_list_fixes_the_time),
      cmocka_unit_test(test_half_a_pair_alone_is_not_planned),
      cmocka_unit_test(test_a_coordinators_list_is_shorter),
      cmocka_unit_test(test_work_is_compared_among_those_who_can_share_it),
      cmocka_unit_test(test_who_worked_more_of_late_counts_as_having_worked),
      cmocka_unit_test(test_the_engine_takes_the_problem),
      cmocka_unit_test(test_a_missing_skill_is_named_with_who_could_learn_it),
      cmocka_unit_test(test_a_full_shift_says_how_much_overtime_would_do),
      cmocka_unit_test(test_nobody_may_do_it_says_what_is_needed),
      cmocka_unit_test(test_a_pair_names_the_half_that_has_no_place),
      cmocka_unit_test(test_each_row_that_walks_is_a_list),
      cmocka_unit_test(test_lists_follow_their_rows),
      cmocka_unit_test(test_a_list_never_stays_with_somebody_who_has_no_shift),
      cmocka_unit_test(test_a_frozen_shift_keeps_its_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
