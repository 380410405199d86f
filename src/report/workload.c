/*
 * How much there is to do in a round: one worker's visits in one shift of a date. The spread between rounds says
 * whether lists are even (the staff's wish, [002]); direct time is the share of the shift that is spent with patients;
 * strenuous visits (load 4 and 5) say whether there are heavy days without relief [003 section 6.13; 004 p. 9].
 * Nobody's own minutes are shown.
 */
#include "report/reports.h"

#include <stdlib.h>

enum { HEAVY = 4, SHIFTS = SHIFT_COUNT + 1 }; /* 0 = all shifts */

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"shift", N_("shift"), REPORT_TEXT, &words_shift},
    {"rounds", N_("rounds"), REPORT_COUNT, NULL},
    {"visits_mean", N_("visits"), REPORT_DECIMAL, NULL},
    {"minutes_mean", N_("with patients (min)"), REPORT_DECIMAL, NULL},
    {"minutes_p10", N_("10th pctl"), REPORT_COUNT, NULL},
    {"minutes_p90", N_("90th pctl"), REPORT_COUNT, NULL},
    {"direct_pct", N_("direct time"), REPORT_PERCENT, NULL},
    {"strenuous_mean", N_("strenuous"), REPORT_DECIMAL, NULL},
    {"strenuous_p90", N_("90th pctl"), REPORT_COUNT, NULL},
};
enum { MAIN_COLUMN = 7 };

/* The rounds of a team and shift. */
struct load {
  numbers visits, minutes, strenuous;
  int64_t with_patients, at_work; /* minutes, of the rounds whose shift is known */
};
struct workload {
  const struct report_source *source;
  struct load *loads; /* SHIFTS for each group */
};

/* --- Rounds --- */

static int compare_visits(const void *left, const void *right) {
  const struct past_visit *a = *(const struct past_visit *const *)left, *b = *(const struct past_visit *const *)right;
  if (a->date != b->date)
    return a->date < b->date ? -1 : 1;
  if (a->shift != b->shift)
    return a->shift < b->shift ? -1 : 1;
  return (a->staff > b->staff) - (a->staff < b->staff);
}

static void add_round(struct load *load, const double figures[3], int at_work) {
  vec_push(&load->visits, figures[0]);
  vec_push(&load->minutes, figures[1]);
  vec_push(&load->strenuous, figures[2]);
  if (at_work > 0) {
    load->with_patients += (int64_t)figures[1];
    load->at_work += at_work;
  }
}

/* The visits at[0..n) are one round. */
static void count_round(struct workload *workload, const struct past_visit *const *at, size_t n) {
  const struct statistics *past = &workload->source->past;
  double figures[3] = {(double)n, 0, 0};
  int group = group_of_team(team_at_work(past, at[0])), shift = (int)at[0]->shift + 1;
  int row = shift_row_of(past, at[0]->staff, at[0]->date, at[0]->shift);
  for (size_t i = 0; i < n; i++) {
    figures[1] += at[i]->minutes;
    figures[2] += at[i]->task != NONE && past->base->tasks[at[i]->task].load >= HEAVY;
  }
  int at_work = 0;
  if (row != NONE)
    at_work = shift_minutes(&past->base->shifts[row]) - absent_minutes(past, &past->base->shifts[row]);
  for (int g = 0; g <= group; g += group > 0 ? group : 1) {
    add_round(&workload->loads[g * SHIFTS], figures, at_work);
    add_round(&workload->loads[g * SHIFTS + shift], figures, at_work);
  }
}

static void count_rounds(struct workload *workload, const struct report_slice *slice) {
  VEC(const struct past_visit *) visits = {0};
  for (int i = NONE; (i = next_done(workload->source, slice, i)) != NONE;)
    vec_push(&visits, &workload->source->past.visits[i]);
  if (visits.n > 0)
    qsort(visits.at, visits.n, sizeof *visits.at, compare_visits);
  for (size_t first = 0, next; first < visits.n; first = next) {
    for (next = first + 1; next < visits.n && compare_visits(&visits.at[first], &visits.at[next]) == 0;)
      next++;
    count_round(workload, &visits.at[first], next - first);
  }
  vec_free(&visits);
}

/* --- The table --- */

static void add_row(const struct workload *workload, struct report_table *table, int group, int shift) {
  struct load *load = &workload->loads[group * SHIFTS + shift];
  size_t n = load->minutes.n;
  if (n == 0)
    return;
  report_add_text(table, group_name(workload->source, group));
  report_add_text(table, shift == 0 ? "all" : word_token(&words_shift, shift - 1));
  report_add_number(table, (double)n);
  report_add_number(table, report_mean(load->visits.at, n));
  report_add_number(table, report_mean(load->minutes.at, n));
  report_add_number(table, report_percentile(load->minutes.at, n, 10));
  report_add_number(table, report_percentile(load->minutes.at, n, 90));
  report_add_number(table, report_share((double)load->with_patients, (double)load->at_work));
  report_add_number(table, report_mean(load->strenuous.at, n));
  report_add_number(table, report_percentile(load->strenuous.at, n, 90));
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  int n = group_count(source) * SHIFTS;
  struct workload workload = {source, mem_array(struct load, (size_t)n)};
  count_rounds(&workload, slice);
  for (int i = 0; i < n; i++)
    if (group_is_wanted(source, i / SHIFTS))
      add_row(&workload, table, i / SHIFTS, i % SHIFTS);
  for (int i = 0; i < n; i++) {
    vec_free(&workload.loads[i].visits);
    vec_free(&workload.loads[i].minutes);
    vec_free(&workload.loads[i].strenuous);
  }
  mem_free_set((void **)&workload.loads);
  return true;
}

const struct report report_workload = {
    .name = "workload",
    .label = N_("Workload"),
    .summary = N_("how full and how heavy the rounds are, by team and shift"),
    .definition =
        N_("A round is what one worker did in one shift of a date. Of all rounds: visits and minutes with patients "
           "(mean, and the 10th and 90th percentile as the spread between them); direct time, the share of the paid "
           "shift that is spent with patients; strenuous visits (load 4 or 5) in a round. The team is that of the "
           "shift. No worker's own minutes are shown."),
    .source = N_("Direct time is what remains of a shift beside driving, breaks and indoor work; even lists and relief "
                 "after heavy visits: HeltOm 3.0, final report, section 6.13; Tørn, p. 9"),
    .lacking = N_("It takes visits that were done, marked in the program or imported as history."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .of_visits = true,
    .fill = fill,
};
