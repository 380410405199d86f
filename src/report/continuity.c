/*
 * How many different workers a patient meets: Kolada's measure of continuity in home care (personalkontinuitet): of
 * those who have at least two visits every day, the different workers met in 14 days between 07 and 22; the mean and
 * the median. Counted on the 14 days up to the last fully recorded one of each part of the period.
 *
 * Kolada leaves out home nursing, since its regions keep that apart; here the same teams do both, and a patient meets
 * them all. A two-person visit is one visit with two workers; the history does not tell it from two visits.
 */
#include "report/reports.h"

#include <stdlib.h>

enum { WINDOW_DAYS = 14, LEAST_VISITS = 2, DAY_OPENS = 7 * 60, DAY_CLOSES = 22 * 60 };

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"patient", N_("patient"), REPORT_TEXT, NULL},
    {"patients", N_("patients"), REPORT_COUNT, NULL},
    {"workers_mean", N_("workers met"), REPORT_DECIMAL, NULL},
    {"workers_median", N_("median"), REPORT_DECIMAL, NULL},
    {"workers_p90", N_("90th pctl"), REPORT_COUNT, NULL},
    {"visits_per_day", N_("visits a day"), REPORT_DECIMAL, NULL},
};
enum { MAIN_COLUMN = 3 };

/* A patient in the 14 days. */
struct course {
  int visits[WINDOW_DAYS], all_visits, workers;
};
struct meeting_of {
  int patient, staff;
};
struct continuity {
  const struct report_source *source;
  struct report_table *table;
  struct course *courses; /* one per patient of the base */
};

/* --- The 14 days --- */

static bool is_by_day(const struct past_visit *visit) {
  if (visit->shift == SHIFT_NIGHT)
    return false;
  int wall = visit->start == MINUTE_NONE ? DAY_OPENS : minute_to_wall(visit->date, visit->start);
  return wall >= DAY_OPENS && wall < DAY_CLOSES;
}

static int compare_meetings(const void *left, const void *right) {
  const struct meeting_of *a = left, *b = right;
  if (a->patient != b->patient)
    return a->patient < b->patient ? -1 : 1;
  return (a->staff > b->staff) - (a->staff < b->staff);
}

static void count_courses(struct continuity *state, const struct report_slice *window) {
  VEC(struct meeting_of) met = {0};
  for (int i = NONE; (i = next_done(state->source, window, i)) != NONE;) {
    const struct past_visit *visit = &state->source->past.visits[i];
    if (!is_by_day(visit) || visit->patient == NONE)
      continue;
    struct course *course = &state->courses[visit->patient];
    course->visits[visit->date - window->from] += !visit->second;
    course->all_visits += !visit->second;
    vec_push(&met, (struct meeting_of){visit->patient, visit->staff});
  }
  if (met.n > 0)
    qsort(met.at, met.n, sizeof *met.at, compare_meetings);
  for (size_t i = 0; i < met.n; i++)
    if (i == 0 || compare_meetings(&met.at[i - 1], &met.at[i]) != 0)
      state->courses[met.at[i].patient].workers++;
  vec_free(&met);
}

/* At least two visits every day: who was away for a part of the time is left out, as Kolada does. */
static bool is_measured(const struct course *course) {
  for (int day = 0; day < WINDOW_DAYS; day++)
    if (course->visits[day] < LEAST_VISITS)
      return false;
  return true;
}

/* --- The table --- */

static void add_sum(struct continuity *state, int group) {
  const struct day *base = state->source->past.base;
  numbers workers = {0};
  int visits = 0;
  for (int p = 0; p < base->n_patients; p++)
    if (is_measured(&state->courses[p]) && (group == 0 || group_of_team(base->patients[p].team) == group)) {
      vec_push(&workers, state->courses[p].workers);
      visits += state->courses[p].all_visits;
    }
  if (workers.n > 0) {
    report_add_text(state->table, group_name(state->source, group));
    report_add_text(state->table, "all");
    report_add_number(state->table, (double)workers.n);
    report_add_number(state->table, report_mean(workers.at, workers.n));
    report_add_number(state->table, report_median(workers.at, workers.n));
    report_add_number(state->table, report_percentile(workers.at, workers.n, 90));
    report_add_number(state->table, visits / (double)workers.n / WINDOW_DAYS);
  }
  vec_free(&workers);
}

static void add_patients(struct continuity *state, int group) {
  const struct day *base = state->source->past.base;
  for (int p = 0; p < base->n_patients; p++) {
    const struct course *course = &state->courses[p];
    if (!is_measured(course) || group_of_team(base->patients[p].team) != group)
      continue;
    report_add_text(state->table, group_name(state->source, group));
    report_add_text(state->table, base->patients[p].id);
    report_add_number(state->table, 1);
    report_add_number(state->table, course->workers);
    report_add_number(state->table, REPORT_UNKNOWN);
    report_add_number(state->table, REPORT_UNKNOWN);
    report_add_number(state->table, course->all_visits / (double)WINDOW_DAYS);
  }
}

/* The sums of each part; patient by patient only once, not month by month. */
static void add_rows(struct continuity *state, enum report_part part) {
  for (int group = 0; group < group_count(state->source); group++)
    if (group_is_wanted(state->source, group))
      add_sum(state, group);
  for (int group = 1; group < group_count(state->source) && part != REPORT_MONTH; group++)
    if (group_is_wanted(state->source, group))
      add_patients(state, group);
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  struct report_slice window;
  if (!recorded_days(source, slice, &window) || window.until - window.from + 1 < WINDOW_DAYS)
    return true;
  window.from = window.until - WINDOW_DAYS + 1;
  struct continuity state = {source, table, mem_array(struct course, (size_t)source->past.base->n_patients + 1)};
  count_courses(&state, &window);
  add_rows(&state, slice->part);
  mem_free_set((void **)&state.courses);
  return true;
}

const struct report report_continuity = {
    .name = "continuity",
    .label = N_("Continuity"),
    .summary = N_("how many different workers patients meet in 14 days"),
    .definition = N_(
        "Of patients with at least two visits on each of the 14 days up to the last fully recorded one: the different "
        "workers whom one met in those days between 07 and 22 (of the history: in day and evening shifts); mean, "
        "median and 90th percentile, by the patient's team, then patient by patient. A day is fully recorded when it "
        "is "
        "over and at least half as many visits were done as on the busiest."),
    .source = N_("Kolada (Sweden), personalkontinuitet i hemtjänsten: national mean 14.9 in 2021"),
    .lacking = N_("It takes 14 days with visits that were done, marked in the program or imported as history, and "
                  "patients with at least two visits a day."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .of_visits = true,
    .fill = fill,
};
