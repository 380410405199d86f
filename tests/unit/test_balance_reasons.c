/* Why a visit fits nowhere and where one would fit best; each case is plain enough to be answered by hand. */
#include "check.h"
#include "vaktrom/balance.h"

#include <stdlib.h>
#include <string.h>

static struct error err;

static void add_visit(struct problem *problem, const char *id, const char *site, int64_t earliest, int64_t latest,
                      const char *skills) {
  struct balance_window window = {earliest, latest};
  struct problem_visit visit = {.id = id,
                                .site = problem_add_site(problem, site),
                                .duration = 30,
                                .windows = &window,
                                .window_count = 1,
                                .hard = true,
                                .current_start = BALANCE_NONE,
                                .skills = skills};
  problem_add_visit(problem, &visit);
}

static void add_list(struct problem *problem, const char *id, const char *skills, int64_t latest_end) {
  struct problem_list list = {.id = id,
                              .start_site = problem_add_site(problem, "depot"),
                              .end_site = problem_add_site(problem, "depot"),
                              .start = 480,
                              .end = BALANCE_NONE,
                              .latest_end = latest_end,
                              .max_work = BALANCE_NONE,
                              .break_length = BALANCE_NONE,
                              .break_earliest = BALANCE_NONE,
                              .break_latest = BALANCE_NONE,
                              .skills = skills};
  problem_add_list(problem, &list);
}

/* Every leg 10; only unassigned visits cost, and travel. */
static void finish(struct problem *problem) {
  int sites = (int)problem_add_site(problem, "far") + 1;
  for (int from = 0; from < sites; from++)
    for (int to = 0; to < sites; to++)
      problem_set_travel(problem, from, to, from == to ? 0 : 10);
  problem_set_weight(problem, TERM_TRAVEL, 1);
  problem_set_weight(problem, TERM_UNASSIGNED_MUST, 10000);
  if (!problem_finish(problem, &err))
    fail_msg("%s", err.text);
}

static struct plan solved(const struct problem *problem) {
  struct plan plan = {0};
  struct balance_options options = {.iterations = 500, .seed = 1};
  assert_true(balance_solve(problem, &options, &plan, &err));
  return plan;
}

static const struct plan_reason *reason_of(const struct plan *plan, int visit, int list) {
  for (size_t i = 0; i < plan->reason_count; i++)
    if (plan->reasons[i].visit == visit && plan->reasons[i].list == list)
      return &plan->reasons[i];
  fail_msg("no reason for visit %d on list %d", visit, list);
  return NULL;
}

static void what_stops_a_visit(void **state) {
  (void)state;
  struct problem *problem = problem_new();
  add_list(problem, "a", "insulin", 530); /* 8:00 to 8:50: one visit of 30 with 10 there and 10 back */
  add_list(problem, "b", "", BALANCE_NONE);
  add_visit(problem, "v0", "p", 490, 490, "insulin");
  add_visit(problem, "v1", "q", 500, 515, "insulin");
  finish(problem);
  struct plan plan = solved(problem);
  assert_int_equal(plan.unassigned[PRIORITY_MUST], 1);
  int out = plan.visits[0].list < 0 ? 0 : 1;
  const struct plan_reason *lacking = reason_of(&plan, out, 1);
  assert_int_equal(lacking->block, BLOCK_SKILL);
  assert_string_equal(lacking->skill, "insulin");
  assert_true(lacking->would_fit); /* list b is empty */
  const struct plan_reason *full = reason_of(&plan, out, 0);
  assert_true(full->block == BLOCK_WINDOW || full->block == BLOCK_END);
  assert_true(full->amount > 0);
  plan_clear(&plan);
  problem_free(problem);
}

static void minutes_of_overtime_that_would_do(void **state) {
  (void)state;
  struct problem *problem = problem_new();
  add_list(problem, "a", "", 560);
  add_visit(problem, "v0", "p", 490, 490, ""); /* 490-520 */
  add_visit(problem, "v1", "q", 525, 600, ""); /* 530-560, home 570 */
  finish(problem);
  struct plan plan = solved(problem);
  assert_int_equal(plan.unassigned[PRIORITY_MUST], 1);
  int out = plan.visits[0].list < 0 ? 0 : 1;
  const struct plan_reason *reason = reason_of(&plan, out, 0);
  if (out == 1) {
    assert_int_equal(reason->block, BLOCK_END);
    assert_int_equal(reason->amount, 10);
    assert_true(reason->would_fit);
  }
  plan_clear(&plan);
  problem_free(problem);
}

static void suggestions(void **state) {
  (void)state;
  struct problem *problem = problem_new();
  add_list(problem, "a", "x", BALANCE_NONE);
  add_list(problem, "b", "x", BALANCE_NONE);
  add_list(problem, "c", "", BALANCE_NONE);
  add_visit(problem, "v0", "p", 500, 600, "x"); /* a */
  add_visit(problem, "v1", "q", 700, 800, "x"); /* asked about: beside v0 it costs one leg, elsewhere two */
  finish(problem);
  struct plan plan = {0};
  plan_from_current(problem, &plan);
  plan.visits[0].list = 0;
  struct balance_suggestion out[3];
  assert_true(plan_evaluate(problem, &plan, &err));
  assert_true(balance_suggest(problem, &plan, 1, out, &err));
  assert_int_equal(out[0].list, 0);
  assert_true(out[0].allowed);
  assert_int_equal(out[0].seq, 2);
  assert_int_equal(out[0].extra_travel, 10);
  assert_int_equal(out[0].start, 700);
  assert_int_equal(out[1].list, 1);
  assert_int_equal(out[1].extra_travel, 20);
  assert_false(out[2].allowed);
  assert_int_equal(out[2].reason.block, BLOCK_SKILL);
  plan_clear(&plan);
  problem_free(problem);
}

static void nobody_at_all(void **state) {
  (void)state;
  struct problem *problem = problem_new();
  add_visit(problem, "v0", "p", 500, 600, "");
  finish(problem);
  struct plan plan = solved(problem);
  assert_int_equal(plan.unassigned[PRIORITY_MUST], 1);
  assert_int_equal(plan.reason_count, 0);
  assert_int_equal(plan.cost, 10000);
  plan_clear(&plan);
  problem_free(problem);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_stops_a_visit),
      cmocka_unit_test(minutes_of_overtime_that_would_do),
      cmocka_unit_test(suggestions),
      cmocka_unit_test(nobody_at_all),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  error_clear(&err);
  return failed;
}
