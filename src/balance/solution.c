/* solution: plans as plain sequences, and what the searches share. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

void solution_make(struct solution *solution, const struct model *model) {
  solution->visits = mem_array(int32_t, (size_t)model->visits + 1);
  solution->first = mem_array(int32_t, (size_t)model->lists + 1);
  solution->cost = COST_NEVER;
}

void solution_free(struct solution *solution) {
  free(solution->visits);
  free(solution->first);
}

void solution_copy(struct solution *to, const struct solution *from, const struct model *model) {
  memcpy(to->visits, from->visits, (size_t)model->visits * sizeof *to->visits);
  memcpy(to->first, from->first, (size_t)(model->lists + 1) * sizeof *to->first);
  to->cost = from->cost;
}

void solution_take(struct solution *solution, const struct schedule *schedule) {
  int at = 0;
  for (int list = 0; list < schedule->model->lists; list++) {
    int depot = schedule_depot(schedule, list);
    solution->first[list] = at;
    for (int visit = schedule->nodes[depot].next; visit != depot; visit = schedule->nodes[visit].next)
      solution->visits[at++] = visit;
  }
  solution->first[schedule->model->lists] = at;
  solution->cost = schedule->totals.cost;
}

bool solution_put(const struct solution *solution, struct schedule *schedule) {
  schedule_clear(schedule);
  for (int list = 0; list < schedule->model->lists; list++) {
    int after = schedule_depot(schedule, list);
    for (int i = solution->first[list]; i < solution->first[list + 1]; i++) {
      schedule_link(schedule, solution->visits[i], after);
      after = solution->visits[i];
    }
  }
  bool settled = schedule_settle(schedule, COST_NEVER, COST_NEVER);
  if (!settled)
    schedule_clear(schedule);
  schedule_commit(schedule);
  return settled;
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

static void make_near(struct surroundings *around, const struct model *model) {
  int others = model->visits > 0 ? model->visits - 1 : 0;
  around->near_count = others < NEAR_LIMIT ? others : NEAR_LIMIT;
  around->near = mem_array(int32_t, (size_t)model->visits * (size_t)around->near_count + 1);
  struct neighbour *row = mem_array(struct neighbour, (size_t)model->visits + 1);
  for (int visit = 0; visit < model->visits; visit++) {
    int n = 0;
    for (int other = 0; other < model->visits; other++)
      if (other != visit)
        row[n++] = (struct neighbour){
            (int64_t)model_plain_leg(model, visit, other) + model_plain_leg(model, other, visit), other};
    qsort(row, (size_t)n, sizeof *row, by_distance);
    for (int i = 0; i < around->near_count; i++)
      around->near[(int64_t)visit * around->near_count + i] = row[i].visit;
  }
  free(row);
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
  free(around->lists_first);
  free(around->lists_of);
}

void search_make(struct search *search, const struct model *model, const struct surroundings *around, uint64_t seed) {
  size_t visits = (size_t)model->visits + 1, lists = (size_t)model->lists + 1;
  *search = (struct search){.model = model, .around = around, .schedule = schedule_new(model)};
  random_seed(&search->random, seed);
  solution_make(&search->best, model);
  search->absent = mem_array(int32_t, visits);
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
  void *parts[] = {search->absent, search->rank,        search->string,
                   search->ruined, search->ruined_flag, search->candidates};
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    free(parts[i]);
}
