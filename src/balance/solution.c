/* solution: plans as plain sequences, and what the searches share. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

void solution_make(struct solution *solution, const struct model *model) {
  size_t nodes = (size_t)model->nodes + 1;
  solution->nodes = mem_array(struct node, nodes);
  solution->late = mem_array(int64_t, nodes);
  solution->wait = mem_array(int64_t, nodes);
  solution->rounds = mem_array(struct round_state, (size_t)model->lists + 1);
  solution->fair = mem_array(struct fairness, (size_t)model->group_count + 1);
  solution->totals.cost = COST_NEVER;
}

void solution_free(struct solution *solution) {
  void *parts[] = {solution->nodes, solution->late, solution->wait, solution->rounds, solution->fair};
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    free(parts[i]);
}

/* The parts that a solution and a schedule have in common. */
#define COPY_PARTS(to, from, model)                                                                                    \
  do {                                                                                                                 \
    memcpy((to)->nodes, (from)->nodes, (size_t)(model)->nodes * sizeof *(to)->nodes);                                  \
    memcpy((to)->late, (from)->late, (size_t)(model)->nodes * sizeof *(to)->late);                                     \
    memcpy((to)->wait, (from)->wait, (size_t)(model)->nodes * sizeof *(to)->wait);                                     \
    memcpy((to)->rounds, (from)->rounds, (size_t)(model)->lists * sizeof *(to)->rounds);                               \
    memcpy((to)->fair, (from)->fair, (size_t)(model)->group_count * sizeof *(to)->fair);                               \
    (to)->totals = (from)->totals;                                                                                     \
  } while (0)

void solution_copy(struct solution *to, const struct solution *from, const struct model *model) {
  COPY_PARTS(to, from, model);
  to->unassigned = from->unassigned;
}

void solution_take(struct solution *solution, const struct schedule *schedule) {
  COPY_PARTS(solution, schedule, schedule->model);
  solution->unassigned = 0;
  for (int visit = 0; visit < schedule->model->visits; visit++)
    solution->unassigned += schedule->nodes[visit].list < 0;
}

void solution_put(const struct solution *solution, struct schedule *schedule) {
  COPY_PARTS(schedule, solution, schedule->model);
  schedule_commit(schedule);
}

/* --- What the searches share -----------------------------------------------------------------------------------------
 */

#define NEAR_LIMIT 120

struct neighbour {
  int64_t distance;
  int32_t visit;
};

static int by_distance(const void *a, const void *b) {
  const struct neighbour *x = a, *y = b;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->visit > y->visit) - (x->visit < y->visit);
}

/* The lists that may have a visit, 64 to a word: visits that no list can have both of do not compete for places. */
static uint64_t *list_sets(const struct model *model, int words) {
  uint64_t *sets = mem_array(uint64_t, (size_t)model->visits * (size_t)words + 1);
  for (int visit = 0; visit < model->visits; visit++)
    for (int list = 0; list < model->lists; list++)
      if (model_allows(model, visit, list))
        sets[(int64_t)visit * words + list / 64] |= (uint64_t)1 << list % 64;
  return sets;
}

static bool sets_meet(const uint64_t *a, const uint64_t *b, int words) {
  for (int i = 0; i < words; i++)
    if (a[i] & b[i])
      return true;
  return false;
}

/* The others that compete with the visit for places, nearest first; returns how many. */
static int near_row(const struct model *model, const uint64_t *sets, int words, int visit, struct neighbour *row) {
  int n = 0;
  for (int other = 0; other < model->visits; other++)
    if (other != visit && sets_meet(&sets[(int64_t)visit * words], &sets[(int64_t)other * words], words))
      row[n++] = (struct neighbour){
          (int64_t)model_plain_leg(model, visit, other) + model_plain_leg(model, other, visit), other};
  qsort(row, (size_t)n, sizeof *row, by_distance);
  return n;
}

static void make_near(struct surroundings *around, const struct model *model) {
  int words = (model->lists + 63) / 64;
  uint64_t *sets = list_sets(model, words);
  struct neighbour *row = mem_array(struct neighbour, (size_t)model->visits + 1);
  around->near_limit = model->visits < NEAR_LIMIT ? model->visits : NEAR_LIMIT;
  around->near = mem_array(int32_t, (size_t)model->visits * (size_t)around->near_limit + 1);
  around->near_count = mem_array(int32_t, (size_t)model->visits + 1);
  for (int visit = 0; visit < model->visits; visit++) {
    int n = near_row(model, sets, words, visit, row);
    around->near_count[visit] = n < around->near_limit ? n : around->near_limit;
    for (int i = 0; i < around->near_count[visit]; i++)
      around->near[(int64_t)visit * around->near_limit + i] = row[i].visit;
  }
  free(row);
  free(sets);
}

void surroundings_make(struct surroundings *around, const struct model *model) {
  size_t pairs = 0;
  for (int64_t i = 0; i < (int64_t)model->visits * model->lists; i++)
    pairs += model->allowed[i];
  around->lists_first = mem_array(int32_t, (size_t)model->visits + 2);
  around->lists_of = mem_array(int32_t, pairs + 1);
  for (int visit = 0, at = 0; visit < model->visits; visit++) {
    for (int list = 0; list < model->lists; list++)
      if (model_allows(model, visit, list))
        around->lists_of[at++] = list;
    around->lists_first[visit + 1] = at;
  }
  make_near(around, model);
}

void surroundings_free(struct surroundings *around) {
  free(around->near);
  free(around->near_count);
  free(around->lists_first);
  free(around->lists_of);
}

void search_make(struct search *search, const struct model *model, const struct surroundings *around, uint64_t seed) {
  size_t visits = (size_t)model->visits + 1, lists = (size_t)model->lists + 1;
  *search = (struct search){.model = model, .around = around, .schedule = schedule_new(model)};
  random_seed(&search->random, seed);
  solution_make(&search->best, model);
  search->absent = mem_array(int32_t, visits);
  search->aside = mem_array(int32_t, visits);
  search->rank = mem_array(int64_t, visits);
  search->string = mem_array(int32_t, visits);
  search->candidates = mem_array(struct candidate, (size_t)model->nodes + 1);
  search->ruined = mem_array(int32_t, lists);
  search->ruined_flag = mem_array(uint8_t, lists);
  for (int visit = 0; visit < model->visits; visit++)
    search->absent[search->absent_count++] = visit;
}

void search_free(struct search *search) {
  schedule_free(search->schedule);
  solution_free(&search->best);
  void *parts[] = {search->absent, search->aside,       search->rank,      search->string,
                   search->ruined, search->ruined_flag, search->candidates};
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    free(parts[i]);
}
