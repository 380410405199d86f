/* anew: a plan timed from nothing, as whoever reads it does. The search's own times may depend on the way by which it
 * came to them where a break falls between two visits of one list that a max_gap ties (balance.h). */
#include "search.h"

#include <stdlib.h>

void sequence_make(struct sequence *sequence, const struct model *model) {
  sequence->at = mem_array(int32_t, (size_t)model->nodes + 1);
  sequence->n = 0;
}

void sequence_free(struct sequence *sequence) {
  free(sequence->at);
}

void sequence_take(struct sequence *sequence, const struct schedule *schedule) {
  sequence->n = 0;
  for (int list = 0; list < schedule->model->lists; list++) {
    int node = schedule_depot(schedule, list);
    do
      sequence->at[sequence->n++] = node;
    while ((node = schedule->nodes[node].next) != schedule_depot(schedule, list));
  }
}

/* All at once: on the way to its times a plan may look worse than it is, so hard windows are checked at the end. */
bool sequence_time(const struct sequence *sequence, struct schedule *schedule) {
  schedule_clear(schedule);
  for (int i = 0, last = -1; i < sequence->n; i++) {
    if (!schedule_is_depot(schedule, sequence->at[i]))
      schedule_link(schedule, sequence->at[i], last);
    last = sequence->at[i];
  }
  schedule->lenient = true;
  bool settled = schedule_settle(schedule, COST_NEVER, COST_NEVER);
  schedule->lenient = false;
  schedule_commit(schedule);
  return settled;
}

/* Takes the visits of the knot out of the sequence. */
static void leave_out_knot(struct sequence *sequence, const struct model *model, int knot) {
  int n = sequence->n;
  sequence->n = 0;
  for (int i = 0; i < n; i++)
    if (sequence->at[i] >= model->visits || model->fixed[sequence->at[i]].knot != knot)
      sequence->at[sequence->n++] = sequence->at[i];
}

/* Whether two visits of the knot are on one list that has a break. */
static bool may_not_hold(const struct sequence *sequence, const struct model *model, int knot) {
  int list = -1, members = 0;
  for (int i = 0; i < sequence->n; i++) {
    int node = sequence->at[i];
    if (node >= model->visits) {
      list = node - model->visits;
      members = 0;
    } else if (model->fixed[node].knot == knot && ++members > 1 && model->rounds[list].break_length > 0) {
      return true;
    }
  }
  return false;
}

void sequence_loosen(struct sequence *sequence, struct schedule *schedule) {
  const struct model *model = schedule->model;
  bool holds = sequence_time(sequence, schedule);
  for (int knot = 0; knot < model->knot_count && !holds; knot++)
    if (may_not_hold(sequence, model, knot)) {
      leave_out_knot(sequence, model, knot);
      holds = sequence_time(sequence, schedule);
    }
}
