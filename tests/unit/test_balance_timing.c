/* The balancer's times and terms on rounds worked out by hand. Minutes; the depot is site 0, every leg is 10. */
#include "check.h"
#include "vaktrom/balance.h"

#include <stdlib.h>
#include <string.h>

static struct error err;

static struct problem *begin(int sites) {
  struct problem *problem = problem_new();
  for (int i = 0; i < sites; i++) {
    char name[16];
    snprintf(name, sizeof name, "%d", i);
    problem_add_site(problem, name);
  }
  for (int from = 0; from < sites; from++)
    for (int to = 0; to < sites; to++)
      problem_set_travel(problem, from, to, from == to ? 0 : 10);
  return problem;
}

static struct problem_list plain_list(const char *id) {
  return (struct problem_list){.id = id,
                               .start = 480,
                               .end = BALANCE_NONE,
                               .latest_end = BALANCE_NONE,
                               .max_work = BALANCE_NONE,
                               .break_length = BALANCE_NONE,
                               .break_earliest = BALANCE_NONE,
                               .break_latest = BALANCE_NONE};
}

/* A visit of 30 minutes. */
static void add_visit(struct problem *problem, const char *id, int site, int64_t earliest, int64_t latest, bool hard) {
  struct balance_window window = {earliest, latest};
  struct problem_visit visit = {.id = id,
                                .site = site,
                                .duration = 30,
                                .windows = &window,
                                .window_count = 1,
                                .hard = hard,
                                .current_start = BALANCE_NONE,
                                .skills = ""};
  problem_add_visit(problem, &visit);
}

static void finish(struct problem *problem) {
  if (!problem_finish(problem, &err))
    fail_msg("%s", err.text);
}

/* The plan with the visits 0, 1, ... on the given lists in this order. */
static struct plan timed(const struct problem *problem, const int *lists) {
  struct plan plan = {0};
  plan_from_current(problem, &plan);
  for (size_t i = 0; i < plan.visit_count; i++) {
    plan.visits[i].list = lists[i];
    plan.visits[i].seq = (int)i + 1;
  }
  if (!plan_evaluate(problem, &plan, &err))
    fail_msg("%s", err.text);
  return plan;
}

static void one_round(void **state) {
  (void)state;
  struct problem *problem = begin(4);
  struct problem_list list = plain_list("a");
  list.end = 620;
  problem_add_list(problem, &list);
  add_visit(problem, "v0", 1, 500, 520, false);
  add_visit(problem, "v1", 2, 560, 600, false);
  add_visit(problem, "v2", 3, 480, 580, false);
  problem_set_weight(problem, TERM_TRAVEL, 1);
  problem_set_weight(problem, TERM_LATE_TOTAL, 3);
  problem_set_weight(problem, TERM_LATE_HOME, 5);
  problem_set_weight(problem, TERM_WAIT, 7);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0, 0});
  /* leaves 490, v0 500-530, at v1 540 waits to 560-590, v2 600-630 (20 late), home 640 (20 late) */
  assert_int_equal(plan.lists[0].leave, 490);
  assert_int_equal(plan.visits[0].start, 500);
  assert_int_equal(plan.visits[1].arrive, 540);
  assert_int_equal(plan.visits[1].start, 560);
  assert_int_equal(plan.visits[1].wait, 20);
  assert_int_equal(plan.visits[2].start, 600);
  assert_int_equal(plan.visits[2].late, 20);
  assert_int_equal(plan.lists[0].home, 640);
  assert_int_equal(plan.lists[0].work, 150);
  assert_int_equal(plan.terms[TERM_LATE_HOME], 20);
  assert_int_equal(plan.cost, 40 + 3 * 20 + 5 * 20 + 7 * 20);
  plan_clear(&plan);
  problem_free(problem);
}

static void rest_where_it_costs_nothing(void **state) {
  (void)state;
  struct problem *problem = begin(3);
  struct problem_list list = plain_list("a");
  list.break_length = 15;
  list.break_earliest = 500;
  list.break_latest = 700;
  problem_add_list(problem, &list);
  add_visit(problem, "v0", 1, 490, 490, false);
  add_visit(problem, "v1", 2, 560, 560, false);
  problem_set_weight(problem, TERM_BREAK_MISSED, 1);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0});
  /* v0 490-520, at v1 530, break 530-545, waits 15 more to 560-590, home 600: work 480..600 less 15 */
  assert_int_equal(plan.lists[0].break_start, 530);
  assert_int_equal(plan.visits[1].arrive, 530);
  assert_int_equal(plan.visits[1].wait, 15);
  assert_int_equal(plan.lists[0].home, 600);
  assert_int_equal(plan.lists[0].work, 105);
  assert_int_equal(plan.cost, 0);
  plan_clear(&plan);
  problem_free(problem);
}

static void rest_at_the_last_chance(void **state) {
  (void)state;
  struct problem *problem = begin(3);
  struct problem_list list = plain_list("a");
  list.break_length = 15;
  list.break_earliest = 500;
  list.break_latest = 540;
  problem_add_list(problem, &list);
  add_visit(problem, "v0", 1, 490, 490, false);
  add_visit(problem, "v1", 2, 500, 600, false);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0});
  /* after v1 (ends 560 or later) it would be too late, so at v1's door: 530-545, v1 545-575 */
  assert_int_equal(plan.lists[0].break_start, 530);
  assert_int_equal(plan.visits[1].start, 545);
  assert_int_equal(plan.terms[TERM_BREAK_MISSED], 0);
  plan_clear(&plan);
  problem_free(problem);
}

static void together_waits_for_the_later(void **state) {
  (void)state;
  struct problem *problem = begin(4);
  struct problem_list a = plain_list("a"), b = plain_list("b");
  problem_add_list(problem, &a);
  problem_add_list(problem, &b);
  add_visit(problem, "v0", 1, 490, 490, false); /* a: 490-520 */
  add_visit(problem, "v1", 2, 500, 510, false); /* a: 530 at the earliest */
  add_visit(problem, "v2", 2, 500, 510, false); /* b: with v1 */
  add_visit(problem, "v3", 3, 500, 570, false); /* b: after v2: 560 + 10 */
  problem_add_link(problem, "v1", "v2", 0, 0, LINK_ANY);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0, 1, 1});
  assert_int_equal(plan.visits[1].start, 530);
  assert_int_equal(plan.visits[2].start, 530);
  assert_int_equal(plan.visits[3].start, 570);
  assert_int_equal(plan.lists[1].leave, 520); /* leaves no earlier than it needs to */
  assert_int_equal(plan.terms[TERM_LATE_TOTAL], 40);
  plan_clear(&plan);
  problem_free(problem);
}

static void first_waits_when_second_cannot_follow_in_time(void **state) {
  (void)state;
  struct problem *problem = begin(4);
  struct problem_list a = plain_list("a"), b = plain_list("b");
  problem_add_list(problem, &a);
  problem_add_list(problem, &b);
  add_visit(problem, "v0", 1, 500, 600, false); /* a */
  add_visit(problem, "v1", 2, 480, 600, false); /* b: 490-520 */
  add_visit(problem, "v2", 3, 580, 600, false); /* b: 580 at the earliest, at most 40 after v0 */
  problem_add_link(problem, "v0", "v2", 20, 40, LINK_DIFFERENT);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 1, 1});
  assert_int_equal(plan.visits[0].start, 540);
  assert_int_equal(plan.visits[2].start, 580);
  plan.visits[2].list = 0; /* the same worker for both is forbidden */
  plan.visits[2].seq = 9;
  assert_false(plan_evaluate(problem, &plan, &err));
  plan_clear(&plan);
  problem_free(problem);
}

static void alternative_windows(void **state) {
  (void)state;
  struct problem *problem = begin(3);
  struct problem_list list = plain_list("a");
  problem_add_list(problem, &list);
  add_visit(problem, "v0", 1, 490, 490, false);
  struct balance_window windows[] = {{480, 500}, {560, 580}};
  struct problem_visit visit = {
      .id = "v1", .site = 2, .duration = 30, .windows = windows, .window_count = 2, .current_start = BALANCE_NONE};
  problem_add_visit(problem, &visit);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0});
  /* at 530 it is 30 late for the first window and 30 early for the second: it waits */
  assert_int_equal(plan.visits[1].start, 560);
  assert_int_equal(plan.visits[1].late, 0);
  assert_int_equal(plan.visits[1].wait, 30);
  plan_clear(&plan);
  problem_free(problem);
}

static void fairness_within_groups(void **state) {
  (void)state;
  struct problem *problem = begin(3);
  const char *groups[] = {"x", "x", "y"};
  const char *names[] = {"a", "b", "c"};
  for (int i = 0; i < 3; i++) {
    struct problem_list list = plain_list(names[i]);
    list.end = 580; /* 100 minutes to give */
    list.group = groups[i];
    list.past_work = i == 1 ? 20 : 0;
    problem_add_list(problem, &list);
  }
  add_visit(problem, "v0", 1, 500, 500, false); /* a: work 50 */
  add_visit(problem, "v1", 1, 540, 540, false);
  add_visit(problem, "v2", 1, 500, 500, false);
  add_visit(problem, "v3", 1, 500, 500, false);
  problem_set_weight(problem, TERM_WORK_RANGE, 1);
  problem_set_weight(problem, TERM_WORK_DEVIATION, 100);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0, 1, 2});
  /* a: 490..580 = 90; b: 490..540 = 50 + 20 past; c alone in its group. 0.9 and 0.7 about 0.8 */
  assert_int_equal(plan.terms[TERM_WORK_RANGE], 20);
  assert_int_equal(plan.terms[TERM_WORK_DEVIATION], 200000);
  assert_int_equal(plan.cost, 20 + 20);
  plan_clear(&plan);
  problem_free(problem);
}

static void faults_are_named(void **state) {
  (void)state;
  struct problem *problem = begin(2);
  struct problem_list list = plain_list("a");
  problem_add_list(problem, &list);
  add_visit(problem, "v0", 1, 500, 490, false);
  problem_add_link(problem, "v0", "v9", 0, 0, LINK_ANY);
  problem_set_weight(problem, TERM_TRAVEL, BALANCE_HARD);
  assert_false(problem_finish(problem, &err));
  assert_int_equal(err.status, STATUS_INPUT);
  assert_non_null(strstr(err.text, "visit v0: its latest start is before its earliest"));
  assert_non_null(strstr(err.text, "visit 'v9' is unknown"));
  assert_non_null(strstr(err.text, "travel: this term cannot be hard"));
  error_clear(&err);
  problem_free(problem);
}

/* 0 -10- v0 from 510 (10 late of its 500: within the grace) -10- v1 at 550 (30 behind its 520: 15 beyond the grace, and
 * it counts three times), both on another list than before. */
static void changes_beyond_the_grace_count(void **state) {
  (void)state;
  struct problem *problem = begin(3);
  struct problem_list list = plain_list("a");
  problem_add_list(problem, &list);
  list.id = "b";
  problem_add_list(problem, &list);
  struct balance_window windows[] = {{510, 600}, {0, 600}};
  problem_add_visit(problem, &(struct problem_visit){.id = "v0",
                                                     .site = 1,
                                                     .duration = 30,
                                                     .windows = &windows[0],
                                                     .window_count = 1,
                                                     .current_start = 500,
                                                     .current_list = "b"});
  problem_add_visit(problem, &(struct problem_visit){.id = "v1",
                                                     .site = 2,
                                                     .duration = 30,
                                                     .windows = &windows[1],
                                                     .window_count = 1,
                                                     .current_start = 520,
                                                     .current_list = "b",
                                                     .change_weight = 3});
  problem_set_weight(problem, TERM_MOVED, 100);
  problem_set_weight(problem, TERM_SHIFTED, 2);
  problem_set_grace(problem, 15);
  finish(problem);
  struct plan plan = timed(problem, (int[]){0, 0});
  assert_int_equal(plan.terms[TERM_MOVED], 1 + 3);
  assert_int_equal(plan.terms[TERM_SHIFTED], 3 * (30 - 15));
  assert_int_equal(plan.cost, 100 * 4 + 2 * 45);
  plan_clear(&plan);
  problem_free(problem);
}

/* 40 visits that may each be late by the whole span: 2^40 a minute times 40 times more than 2^15 minutes passes 2^57.
 */
static void sums_too_large_are_refused(void **state) {
  (void)state;
  struct problem *problem = begin(2);
  struct problem_list list = plain_list("a");
  problem_add_list(problem, &list);
  for (int i = 0; i < 40; i++) {
    char id[16];
    snprintf(id, sizeof id, "v%d", i);
    add_visit(problem, id, 1, 0, 1 << 15, false);
  }
  problem_set_weight(problem, TERM_LATE_TOTAL, BALANCE_WEIGHT_LIMIT);
  assert_false(problem_finish(problem, &err));
  assert_int_equal(err.status, STATUS_INPUT);
  assert_non_null(strstr(err.text, "late_total: this weight with numbers this large could pass 2^62"));
  error_clear(&err);
  problem_free(problem);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_round),
      cmocka_unit_test(rest_where_it_costs_nothing),
      cmocka_unit_test(rest_at_the_last_chance),
      cmocka_unit_test(together_waits_for_the_later),
      cmocka_unit_test(first_waits_when_second_cannot_follow_in_time),
      cmocka_unit_test(alternative_windows),
      cmocka_unit_test(fairness_within_groups),
      cmocka_unit_test(changes_beyond_the_grace_count),
      cmocka_unit_test(faults_are_named),
      cmocka_unit_test(sums_too_large_are_refused),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  error_clear(&err);
  return failed;
}
