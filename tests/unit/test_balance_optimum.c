/*
 * The balancer against every possible plan of small random problems: all ways to give 5 visits to 2 lists in every
 * order, timed by a plain fixed point that shares nothing with the engine. Cost = travel + lateness + largest lateness.
 */
#include "check.h"
#include "vaktrom/balance.h"

#include <stdlib.h>
#include <string.h>

enum { VISITS = 5, LISTS = 2, SITES = VISITS + 1, FAR = 100000 };

struct small {
  int travel[SITES][SITES];
  int earliest[VISITS], latest[VISITS], duration[VISITS];
  bool able[VISITS][LISTS];
  int first, second, low, high; /* one link */
};

static unsigned seed_state;
static int draw(int below) {
  seed_state = seed_state * 1103515245u + 12345u;
  return (int)((seed_state >> 16) % (unsigned)below);
}

static struct small make(unsigned seed) {
  struct small small = {.first = 0, .second = 1};
  seed_state = seed;
  for (int a = 0; a < SITES; a++)
    for (int b = 0; b < SITES; b++)
      small.travel[a][b] = a == b ? 0 : 5 + draw(30);
  for (int v = 0; v < VISITS; v++) {
    small.earliest[v] = draw(200);
    small.latest[v] = small.earliest[v] + draw(60);
    small.duration[v] = 5 + draw(30);
    for (int l = 0; l < LISTS; l++)
      small.able[v][l] = draw(4) > 0 || l == v % LISTS;
  }
  small.low = draw(3) ? draw(40) : 0;
  small.high = small.low + (small.low ? draw(40) : 0);
  return small;
}

/* The least times of a plan; order[l] are the visits of list l. False when the link makes a circle. */
static bool time_plan(const struct small *small, int order[LISTS][VISITS], const int count[LISTS], int start[VISITS]) {
  memcpy(start, small->earliest, sizeof small->earliest);
  bool moved = true;
  for (int turn = 0; moved; turn++) {
    moved = false;
    for (int l = 0; l < LISTS; l++)
      for (int i = 0; i < count[l]; i++) {
        int v = order[l][i], before = i ? order[l][i - 1] : -1;
        int ready = before < 0 ? small->travel[0][v + 1]
                               : start[before] + small->duration[before] + small->travel[before + 1][v + 1];
        if (v == small->second && start[small->first] + small->low > ready)
          ready = start[small->first] + small->low;
        if (v == small->first && start[small->second] - small->high > ready)
          ready = start[small->second] - small->high;
        if (ready > start[v]) {
          start[v] = ready;
          moved = true;
        }
      }
    if (turn > 2000)
      return false;
  }
  return true;
}

static int plan_cost(const struct small *small, int order[LISTS][VISITS], const int count[LISTS]) {
  int start[VISITS], cost = 0, worst = 0;
  if (!time_plan(small, order, count, start))
    return FAR;
  for (int l = 0; l < LISTS; l++) {
    int at = 0;
    for (int i = 0; i < count[l]; i++) {
      cost += small->travel[at][order[l][i] + 1];
      at = order[l][i] + 1;
    }
    cost += small->travel[at][0];
  }
  for (int v = 0; v < VISITS; v++) {
    int late = start[v] > small->latest[v] ? start[v] - small->latest[v] : 0;
    cost += late;
    worst = late > worst ? late : worst;
  }
  return cost + worst;
}

/* Every way to put the visits from `next` on, in every place of every list. */
static int best_of(const struct small *small, int next, int order[LISTS][VISITS], int count[LISTS]) {
  if (next == VISITS)
    return plan_cost(small, order, count);
  int best = FAR;
  for (int l = 0; l < LISTS; l++) {
    bool together = small->low == 0 && small->high == 0 && next == small->second;
    bool shares = false;
    for (int i = 0; i < count[l]; i++)
      shares |= order[l][i] == small->first;
    if (!small->able[next][l] || (together && shares))
      continue;
    for (int at = 0; at <= count[l]; at++) {
      memmove(&order[l][at + 1], &order[l][at], (size_t)(count[l] - at) * sizeof(int));
      order[l][at] = next;
      count[l]++;
      int cost = best_of(small, next + 1, order, count);
      count[l]--;
      memmove(&order[l][at], &order[l][at + 1], (size_t)(count[l] - at) * sizeof(int));
      best = cost < best ? cost : best;
    }
  }
  return best;
}

static struct problem *problem_of(const struct small *small) {
  struct problem *problem = problem_new();
  char name[16], skills[64];
  for (int s = 0; s < SITES; s++) {
    snprintf(name, sizeof name, "s%d", s);
    problem_add_site(problem, name);
  }
  for (int a = 0; a < SITES; a++)
    for (int b = 0; b < SITES; b++)
      problem_set_travel(problem, a, b, small->travel[a][b]);
  for (int l = 0; l < LISTS; l++) {
    skills[0] = 0;
    for (int v = 0; v < VISITS; v++)
      if (small->able[v][l])
        snprintf(skills + strlen(skills), sizeof skills - strlen(skills), "%sk%d", skills[0] ? " " : "", v);
    snprintf(name, sizeof name, "l%d", l);
    struct problem_list list = {.id = name,
                                .end = BALANCE_NONE,
                                .latest_end = BALANCE_NONE,
                                .max_work = BALANCE_NONE,
                                .break_length = BALANCE_NONE,
                                .skills = skills};
    problem_add_list(problem, &list);
  }
  for (int v = 0; v < VISITS; v++) {
    struct balance_window window = {small->earliest[v], small->latest[v]};
    snprintf(name, sizeof name, "v%d", v);
    snprintf(skills, sizeof skills, "k%d", v);
    struct problem_visit visit = {.id = name,
                                  .site = v + 1,
                                  .duration = small->duration[v],
                                  .windows = &window,
                                  .window_count = 1,
                                  .current_start = BALANCE_NONE,
                                  .skills = skills};
    problem_add_visit(problem, &visit);
  }
  problem_add_link(problem, "v0", "v1", small->low, small->high, LINK_ANY);
  problem_set_weight(problem, TERM_TRAVEL, 1);
  problem_set_weight(problem, TERM_LATE_TOTAL, 1);
  problem_set_weight(problem, TERM_LATE_MAX, 1);
  return problem;
}

static void finds_the_optimum(void **state) {
  (void)state;
  for (unsigned seed = 1; seed <= 60; seed++) {
    struct small small = make(seed);
    struct problem *problem = problem_of(&small);
    struct error err = {0};
    struct plan plan = {0};
    struct balance_options options = {.iterations = 3000, .seed = seed};
    int count[LISTS] = {0};
    int room[LISTS][VISITS];
    int best = best_of(&small, 0, room, count);
    if (!problem_finish(problem, &err) || !balance_solve(problem, &options, &plan, &err))
      fail_msg("%s", err.text);
    if (best < FAR && (plan.unassigned[PRIORITY_MUST] || plan.cost != best))
      fail_msg("seed %u: cost %lld, the best is %d", seed, (long long)plan.cost, best);
    plan_clear(&plan);
    problem_free(problem);
  }
}

static void same_plan_every_time(void **state) {
  (void)state;
  struct small small = make(7);
  struct problem *problem = problem_of(&small);
  struct error err = {0};
  struct plan plans[2] = {{0}, {0}};
  struct balance_options options = {.iterations = 2000, .threads = 2, .seed = 5};
  assert_true(problem_finish(problem, &err));
  for (int i = 0; i < 2; i++)
    assert_true(balance_solve(problem, &options, &plans[i], &err));
  assert_memory_equal(plans[0].visits, plans[1].visits, VISITS * sizeof *plans[0].visits);
  assert_int_equal(plans[0].iterations, plans[1].iterations);
  plan_clear(&plans[0]);
  plan_clear(&plans[1]);
  problem_free(problem);
}

/* Two houses 10 away from the base, 1 apart; two lists alike. One round costs 21, two cost 40. */
static struct problem *two_houses(const char *first_list, const char *second_list) {
  static const int64_t travel[3][3] = {{0, 10, 10}, {10, 0, 1}, {10, 1, 0}};
  static const struct balance_window any = {0, 500};
  static const char *const names[] = {"v0", "v1"};
  const char *lists[] = {first_list, second_list};
  struct problem *problem = problem_new();
  for (int site = 0; site < 3; site++)
    problem_add_site(problem, (const char *[]){"base", "a", "b"}[site]);
  for (int from = 0; from < 3; from++)
    for (int to = 0; to < 3; to++)
      problem_set_travel(problem, from, to, travel[from][to]);
  for (int list = 0; list < LISTS; list++)
    problem_add_list(problem, &(struct problem_list){.id = list ? "l1" : "l0",
                                                     .end = BALANCE_NONE,
                                                     .latest_end = BALANCE_NONE,
                                                     .max_work = BALANCE_NONE,
                                                     .break_length = BALANCE_NONE});
  for (int visit = 0; visit < 2; visit++)
    problem_add_visit(problem, &(struct problem_visit){.id = names[visit],
                                                       .site = visit + 1,
                                                       .duration = 5,
                                                       .windows = &any,
                                                       .window_count = 1,
                                                       .current_list = lists[visit],
                                                       .current_start = 100 + visit});
  problem_set_weight(problem, TERM_TRAVEL, 1);
  return problem;
}

static void the_current_plan_stays_unless_a_cheaper_one_is_found(void **state) {
  (void)state;
  static const char *const names[] = {"l0", "l1"};
  for (int first = 0; first < LISTS; first++)
    for (int second = 0; second < LISTS; second++) {
      struct problem *problem = two_houses(names[first], names[second]);
      struct balance_options options = {.iterations = 200, .seed = 1, .unless_better = true};
      struct error err = {0};
      struct plan plan = {0};
      assert_true(problem_finish(problem, &err) && balance_solve(problem, &options, &plan, &err));
      assert_int_equal(plan.cost, 21);
      assert_int_equal(plan.is_current, first == second);
      if (first == second)
        assert_int_equal(plan.visits[0].list, first);
      assert_int_equal(plan.visits[1].list, plan.visits[0].list);
      plan_clear(&plan);
      problem_free(problem);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_optimum),
      cmocka_unit_test(same_plan_every_time),
      cmocka_unit_test(the_current_plan_stays_unless_a_cheaper_one_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
