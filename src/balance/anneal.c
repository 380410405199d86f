/* anneal: one step of the search, and whether it is kept. */
#include "search.h"

#include <string.h>

#define BLINK_PART 10 /* of 1024: places passed over, 1 % */
#define STEPS_BETWEEN_LOOKS 16

void search_note_absent(struct search *search) {
  search->absent_count = 0;
  for (int visit = 0; visit < search->model->visits; visit++)
    if (search->schedule->nodes[visit].list < 0)
      search->absent[search->absent_count++] = visit;
}

double mean_leg(const struct schedule *schedule) {
  const struct model *model = schedule->model;
  int legs = 0, served = 0;
  for (int node = 0; node < model->nodes; node++) {
    legs += schedule->nodes[node].list >= 0 && schedule->nodes[node].next != node;
    served += node < model->visits && schedule->nodes[node].list >= 0;
  }
  double travel = (double)schedule->totals.travel * (double)model->weight[TERM_TRAVEL];
  if (legs > 0 && travel > 0)
    return travel / legs;
  double rest = (double)(schedule->totals.cost - schedule->totals.skip);
  return served > 0 && rest > served ? rest / served : 1;
}

void anneal_step(struct search *search) {
  struct schedule *schedule = search->schedule;
  int64_t before = schedule->totals.cost;
  int64_t bound = before + (int64_t)(search->temperature * random_threshold(&search->random));
  struct mark mark = schedule_mark(schedule);
  search->steps++;
  ruin(search);
  bool valid = schedule_settle(schedule, COST_NEVER, COST_NEVER) && recreate(search, BLINK_PART);
  if (valid && schedule->totals.cost <= bound) {
    schedule_commit(schedule);
    if (schedule->totals.cost < search->best.totals.cost)
      solution_take(&search->best, schedule);
  } else {
    schedule_undo(schedule, &mark);
    search_note_absent(search);
  }
}

void anneal(struct search *search, const struct stretch *stretch) {
  double fall = stretch->steps > 0 ? real_exp(real_log(stretch->cold / stretch->hot) / (double)stretch->steps) : 1;
  search->temperature = stretch->hot;
  for (int64_t step = 0; step < stretch->steps; step++) {
    if (step % STEPS_BETWEEN_LOOKS == 0 && stretch->over(stretch->context, search))
      return;
    anneal_step(search);
    search->temperature *= fall;
  }
}
