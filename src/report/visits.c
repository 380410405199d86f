/*
 * What became of the visits: done, still on a list, given up by priority, and the hours that were produced [003 section
 * 4.2.3]. The history is visits that were done.
 */
#include "report/reports.h"

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"priority", N_("priority"), REPORT_TEXT, &words_priority},
    {"visits", N_("visits"), REPORT_COUNT, NULL},
    {"done", N_("done"), REPORT_COUNT, NULL},
    {"hours_done", N_("hours"), REPORT_DECIMAL, NULL},
    {"listed", N_("on a list"), REPORT_COUNT, NULL},
    {"unmarked", N_("not marked"), REPORT_COUNT, NULL},
    {"unassigned", N_("unassigned"), REPORT_COUNT, NULL},
    {"not_done", N_("not done"), REPORT_COUNT, NULL},
    {"dropped", N_("dropped"), REPORT_COUNT, NULL},
    {"suspended", N_("suspended"), REPORT_COUNT, NULL},
    {"cancelled", N_("cancelled"), REPORT_COUNT, NULL},
};
enum { MAIN_COLUMN = 4, PRIORITIES = PRIORITY_COUNT + 1 }; /* 0 = all priorities */

struct outcomes {
  int visits, by_state[VISIT_CANCELLED + 1], unmarked;
  int64_t minutes_done;
};

static void count_visit(struct outcomes *outcomes, const struct past_visit *visit, date today) {
  outcomes->visits++;
  outcomes->by_state[visit->state]++;
  outcomes->unmarked += visit->state == VISIT_LISTED && visit->date < today;
  outcomes->minutes_done += visit->state == VISIT_DONE ? visit->minutes : 0;
}

static void add_row(const struct report_source *source, struct report_table *table, const struct outcomes *outcomes,
                    int group, int priority) {
  static const enum visit_state states[] = {VISIT_UNASSIGNED, VISIT_NOT_DONE, VISIT_DROPPED, VISIT_SUSPENDED,
                                            VISIT_CANCELLED};
  if (outcomes->visits == 0 || !group_is_wanted(source, group))
    return;
  report_add_text(table, group_name(source, group));
  report_add_text(table, priority == 0 ? "all" : word_token(&words_priority, priority - 1));
  report_add_number(table, outcomes->visits);
  report_add_number(table, outcomes->by_state[VISIT_DONE]);
  report_add_number(table, (double)outcomes->minutes_done / 60);
  report_add_number(table, outcomes->by_state[VISIT_LISTED]);
  report_add_number(table, outcomes->unmarked);
  for (size_t i = 0; i < COUNT_OF(states); i++)
    report_add_number(table, outcomes->by_state[states[i]]);
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  const struct statistics *past = &source->past;
  date today = instant_date(clock_now());
  int groups = group_count(source);
  struct outcomes *outcomes = mem_array(struct outcomes, (size_t)(groups * PRIORITIES));
  for (int i = 0; i < past->n_visits; i++) {
    const struct past_visit *visit = &past->visits[i];
    if (visit->date < slice->from || visit->date > slice->until)
      continue;
    int team = group_of_team(visit->is_history ? team_at_work(past, visit) : visit->team) * PRIORITIES;
    int column = (int)visit->priority + 1;
    count_visit(&outcomes[0], visit, today);
    count_visit(&outcomes[column], visit, today);
    if (team == 0)
      continue;
    count_visit(&outcomes[team], visit, today);
    count_visit(&outcomes[team + column], visit, today);
  }
  for (int i = 0; i < groups * PRIORITIES; i++)
    add_row(source, table, &outcomes[i], i / PRIORITIES, i % PRIORITIES);
  mem_free_set((void **)&outcomes);
  return true;
}

const struct report report_visits = {
    .name = "visits",
    .label = N_("Visits"),
    .summary = N_("what became of the visits, and the hours produced"),
    .definition =
        N_("One row of a visit per worker, by its team and priority (of the history: the team of the shift, the "
           "priority of the task; all of it was done). Hours: of the visits that were done. Not marked: on a list of a "
           "day that is over, and neither marked done nor not done."),
    .source = N_("HeltOm 3.0, final report, section 4.2.3 (production in hours)"),
    .lacking = N_("There is no visit in the period: 'plan' or 'nightly' makes them, 'import history' brings those that "
                  "were done before."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .sums_days = true,
    .of_visits = true,
    .fill = fill,
};
