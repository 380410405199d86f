/* What the search keeps from change to change against everything worked out anew, on random problems that use every
 * rule and term; that a step taken back leaves nothing behind; and that searching longer allocates nothing more. */
#include "check.h"

#include "balance/plan.h"

#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1 /* these have an allocator of their own */
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif

static struct error err;

/* --- Random problems --- */

enum { most_name = 16 };

static int draw(struct random *random, int low, int high) {
  return low + random_below(random, high - low + 1);
}

static int64_t maybe(struct random *random, int64_t value) {
  return random_chance(random, 512) ? value : BALANCE_NONE;
}

static const char *name_of(char name[most_name], char kind, int index) {
  snprintf(name, most_name, "%c%d", kind, index);
  return name;
}

static const char *one_of(struct random *random, const char *const *texts, int n) {
  return texts[random_below(random, n)];
}

static void add_sites(struct problem *problem, struct random *random, int n) {
  char name[most_name];
  for (int i = 0; i < n; i++)
    problem_add_site(problem, name_of(name, 's', i));
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++) {
      int64_t time = from == to ? 0 : draw(random, 1, 30);
      problem_set_travel(problem, from, to, time);
      problem_set_mode_travel(problem, "bike", from, to, 2 * time);
    }
}

static void add_list(struct problem *problem, struct random *random, int index, bool breaks) {
  static const char *const skills[] = {"a b c", "a b c", "a", "b c"}, *const groups[] = {"x", "x", "y"},
                           *const modes[] = {"", "", "bike"};
  char name[most_name];
  int64_t start = draw(random, 400, 480), pause = breaks && draw(random, 0, 2) ? 30 : 0;
  problem_add_list(problem, &(struct problem_list){.id = name_of(name, 'l', index),
                                                   .start_site = draw(random, 0, 1),
                                                   .end_site = draw(random, 0, 1),
                                                   .start = start,
                                                   .end = maybe(random, start + 300),
                                                   .latest_end = maybe(random, start + 400),
                                                   .max_work = maybe(random, 330),
                                                   .break_length = pause,
                                                   .break_earliest = 560,
                                                   .break_latest = 620,
                                                   .past_work = draw(random, 0, 100),
                                                   .past_load = draw(random, 0, 6),
                                                   .skills = one_of(random, skills, 4),
                                                   .group = one_of(random, groups, 3),
                                                   .mode = one_of(random, modes, 3)});
}

static void add_visit(struct problem *problem, struct random *random, int index, int sites, int lists) {
  static const char *const skills[] = {"", "", "a", "b"};
  static const enum priority priorities[] = {PRIORITY_MUST, PRIORITY_MUST, PRIORITY_SHOULD, PRIORITY_MAY};
  char name[most_name], known[most_name], current[most_name];
  int64_t earliest = draw(random, 430, 700), latest = earliest + draw(random, 0, 60);
  struct balance_window windows[2] = {{earliest, latest}, {latest + 40, latest + 90}};
  bool listed = random_chance(random, 512);
  problem_add_visit(problem, &(struct problem_visit){
                                 .id = name_of(name, 'v', index),
                                 .site = draw(random, 0, sites - 1),
                                 .duration = draw(random, 1, 9) * 5,
                                 .windows = windows,
                                 .window_count = random_chance(random, 256) ? 2 : 1,
                                 .hard = random_chance(random, 256),
                                 .priority = priorities[random_below(random, 4)],
                                 .load = draw(random, 0, 5),
                                 .change_weight = draw(random, 0, 3),
                                 .current_start = listed ? earliest + draw(random, -40, 40) : BALANCE_NONE,
                                 .skills = one_of(random, skills, 4),
                                 .known_lists = name_of(known, 'l', draw(random, 0, lists - 1)),
                                 .current_list = listed ? name_of(current, 'l', draw(random, 0, lists - 1)) : NULL,
                             });
}

/* Pairs that start together, pairs with a gap, and chains of three. With `apart` those with a gap are on different
 * lists. */
static void add_links(struct problem *problem, struct random *random, int visits, bool apart) {
  char names[3][most_name];
  for (int i = 0; i + 2 < visits; i += 6) {
    int64_t low = draw(random, 0, 2) * 20, high = low ? low + draw(random, 0, 90) : 0;
    for (int k = 0; k < 3; k++)
      name_of(names[k], 'v', i + k);
    problem_add_link(problem, names[0], names[1], low, high,
                     apart ? LINK_DIFFERENT : (enum link_staff)draw(random, 0, low ? 2 : 0));
    if (!apart && random_chance(random, 512))
      problem_add_link(problem, names[1], names[2], -30, 120, LINK_ANY);
  }
}

static void set_weights(struct problem *problem, struct random *random) {
  static const int64_t weights[] = {0, 1, 2, 10, 50};
  for (int term = 0; term < TERM_COUNT; term++)
    problem_set_weight(problem, (enum balance_term)term, weights[random_below(random, 5)]);
  problem_set_weight(problem, TERM_TRAVEL, 1);
  problem_set_weight(problem, TERM_UNASSIGNED_MUST, 50000);
  problem_set_weight(problem, TERM_UNASSIGNED_SHOULD, 1000);
  problem_set_weight(problem, TERM_UNASSIGNED_MAY, 200);
  if (random_chance(random, 256)) /* nothing but travel and lateness: the search then stops timing early */
    for (enum balance_term term = TERM_LATE_HOME; term < TERM_COUNT; term++)
      if (term != TERM_UNASSIGNED_MUST)
        problem_set_weight(problem, term, 0);
}

/* A break between two visits of one list that are tied may have no time of its own (balance.h): only with `tied` are
 * there such. */
static struct problem *problem_drawn(uint64_t seed, bool tied) {
  struct random random;
  random_seed(&random, seed);
  struct problem *problem = problem_new();
  bool breaks = tied || seed % 2 == 0;
  int visits = draw(&random, 12, 60), lists = draw(&random, 2, 8), sites = 12;
  add_sites(problem, &random, sites);
  for (int i = 0; i < lists; i++)
    add_list(problem, &random, i, breaks);
  for (int i = 0; i < visits; i++)
    add_visit(problem, &random, i, sites, lists);
  add_links(problem, &random, visits, breaks && !tied);
  set_weights(problem, &random);
  problem_set_grace(problem, draw(&random, 0, 1) * 15);
  if (!problem_finish(problem, &err))
    fail_msg("seed %d: %s", (int)seed, err.text);
  return problem;
}

static struct problem *random_problem(uint64_t seed) {
  return problem_drawn(seed, false);
}

/* --- Worked out anew --- */

static void assert_same_totals(const struct schedule *kept, const struct schedule *anew, int seed) {
  const struct totals *a = &kept->totals, *b = &anew->totals;
  bool same = a->travel == b->travel && a->late == b->late && a->late_max == b->late_max &&
              a->late_home == b->late_home && a->wait == b->wait && a->missed == b->missed &&
              a->shifted == b->shifted && a->pair == b->pair && a->skip == b->skip && a->cost == b->cost &&
              memcmp(&a->fair, &b->fair, sizeof a->fair) == 0;
  if (!same || (kept->model->waits && a->wait_max != b->wait_max))
    fail_msg("seed %d: the sums differ: cost %lld kept, %lld anew", seed, (long long)a->cost, (long long)b->cost);
}

/* The sums against the terms, which are counted from the times alone. */
static void assert_terms(const struct schedule *kept, const struct plan *plan, int seed) {
  const struct model *model = kept->model;
  const struct totals *totals = &kept->totals;
  int64_t cost = totals->cost - totals->skip;
  for (int priority = 0; priority < PRIORITY_COUNT; priority++)
    cost += model->weight[TERM_UNASSIGNED_MUST + priority] * plan->unassigned[priority];
  if (cost != plan->cost || totals->travel != plan->terms[TERM_TRAVEL] ||
      totals->late != plan->terms[TERM_LATE_TOTAL] || totals->wait != plan->terms[TERM_WAIT])
    fail_msg("seed %d: the plan's terms come to %lld, the sums to %lld", seed, (long long)plan->cost, (long long)cost);
}

static void assert_as_anew(const struct problem *problem, const struct schedule *kept, int seed) {
  const struct model *model = &problem->model;
  struct schedule *anew = schedule_new(model);
  struct plan plan = {0};
  plan_export(kept, problem, &plan);
  if (!plan_schedule(problem, &plan, anew, &err))
    fail_msg("seed %d: %s", seed, err.text);
  for (int node = 0; node < model->nodes; node++)
    if (memcmp(&kept->nodes[node], &anew->nodes[node], sizeof *kept->nodes) != 0 ||
        kept->late[node] != anew->late[node] || kept->wait[node] != anew->wait[node])
      fail_msg("seed %d: node %d starts at %lld kept, %lld anew", seed, node, (long long)kept->nodes[node].start,
               (long long)anew->nodes[node].start);
  assert_same_totals(kept, anew, seed);
  assert_terms(kept, &plan, seed);
  plan_clear(&plan);
  schedule_free(anew);
}

static void sums_are_those_of_the_plan(void **state) {
  (void)state;
  random_prepare();
  for (int seed = 1; seed <= 150; seed++) {
    struct problem *problem = random_problem((uint64_t)seed);
    struct surroundings around = {0};
    struct search search;
    surroundings_make(&around, &problem->model);
    search_make(&search, &problem->model, &around, (uint64_t)seed);
    construct(&search);
    for (int step = 0; step < 300; step++) {
      search.temperature = 60;
      anneal_step(&search);
      if (step % 5 == 0)
        assert_as_anew(problem, search.schedule, seed);
    }
    search_free(&search);
    surroundings_free(&around);
    problem_free(problem);
  }
}

/* --- Taken back --- */

static void assert_untouched(const struct solution *before, const struct schedule *schedule, int seed) {
  const struct model *model = schedule->model;
  size_t nodes = (size_t)model->nodes, lists = (size_t)model->lists;
  if (memcmp(before->nodes, schedule->nodes, nodes * sizeof *before->nodes) != 0 ||
      memcmp(before->late, schedule->late, nodes * sizeof *before->late) != 0 ||
      memcmp(before->wait, schedule->wait, nodes * sizeof *before->wait) != 0 ||
      memcmp(before->rounds, schedule->rounds, lists * sizeof *before->rounds) != 0 ||
      memcmp(&before->totals, &schedule->totals, sizeof before->totals) != 0)
    fail_msg("seed %d: a step taken back left something behind", seed);
}

static void steps_taken_back_leave_nothing(void **state) {
  (void)state;
  random_prepare();
  for (int seed = 1; seed <= 60; seed++) {
    struct problem *problem = random_problem((uint64_t)seed);
    struct surroundings around = {0};
    struct search search;
    struct solution before = {0};
    surroundings_make(&around, &problem->model);
    search_make(&search, &problem->model, &around, (uint64_t)seed);
    solution_make(&before, &problem->model);
    construct(&search);
    for (int step = 0; step < 100; step++) {
      solution_take(&before, search.schedule);
      struct mark mark = schedule_mark(search.schedule);
      ruin(&search);
      if (schedule_settle(search.schedule, COST_NEVER, COST_NEVER))
        recreate(&search, 10);
      schedule_undo(search.schedule, &mark);
      search_note_absent(&search);
      assert_untouched(&before, search.schedule, seed);
    }
    solution_free(&before);
    search_free(&search);
    surroundings_free(&around);
    problem_free(problem);
  }
}

/* --- What is handed back --- */

/* Whoever reads the plan times it from nothing, and comes to the same, also where a break falls between tied visits. */
static void plans_handed_back_can_be_read(void **state) {
  (void)state;
  for (int seed = 780; seed <= 980; seed++) { /* among 1 to 1200 the times of 793 and 965 do not hold */
    struct problem *problem = problem_drawn((uint64_t)seed, true);
    struct balance_options options = {.iterations = 400, .threads = 1, .seed = (uint64_t)seed};
    struct plan plan = {0};
    if (!balance_solve(problem, &options, &plan, &err))
      fail_msg("seed %d: %s", seed, err.text);
    int64_t cost = plan.cost;
    if (!plan_evaluate(problem, &plan, &err))
      fail_msg("seed %d: %s", seed, err.text);
    if (plan.cost != cost)
      fail_msg("seed %d: cost %lld handed back, %lld read", seed, (long long)cost, (long long)plan.cost);
    plan_clear(&plan);
    problem_free(problem);
  }
}

/* --- Memory --- */

#ifndef SANITIZED
/* glibc's own, which these stand before. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static _Thread_local long allocations; /* of the calling thread, which searches like every other */

void *malloc(size_t size) {
  allocations++;
  return __libc_malloc(size);
}

void *calloc(size_t n, size_t size) {
  allocations++;
  return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size) {
  allocations++;
  return __libc_realloc(old, size);
}

static long allocations_of(const struct problem *problem, int64_t iterations, int threads) {
  struct balance_options options = {.iterations = iterations, .threads = threads, .seed = 3};
  struct plan plan = {0};
  long before = allocations;
  if (!balance_solve(problem, &options, &plan, &err))
    fail_msg("%s", err.text);
  plan_clear(&plan);
  return allocations - before;
}

static void searching_longer_allocates_nothing(void **state) {
  (void)state;
  for (int seed = 1; seed <= 10; seed++) {
    struct problem *problem = random_problem((uint64_t)seed);
    for (int threads = 1; threads <= 2; threads++) {
      allocations_of(problem, 50, threads); /* the first threads of a process leave their stacks to the next */
      long some = allocations_of(problem, 50, threads), many = allocations_of(problem, 5000, threads);
      if (some == 0 || some != many)
        fail_msg("seed %d, %d threads: %ld allocations in 50 steps, %ld in 5000", seed, threads, some, many);
    }
    problem_free(problem);
  }
}
#endif

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_are_those_of_the_plan),
      cmocka_unit_test(steps_taken_back_leave_nothing),
      cmocka_unit_test(plans_handed_back_can_be_read),
#ifndef SANITIZED
      cmocka_unit_test(searching_longer_allocates_nothing),
#endif
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
