/* What the reports count: visits, shifts and absences of a period, by team. */
#include "report/reports.h"

#include <stdlib.h>

/* --- One after the other --- */

int next_done(const struct report_source *source, const struct report_slice *slice, int after) {
  const struct statistics *past = &source->past;
  for (int i = after + 1; i < past->n_visits; i++) {
    const struct past_visit *visit = &past->visits[i];
    if (visit->state == VISIT_DONE && visit->date >= slice->from && visit->date <= slice->until)
      return i;
  }
  return NONE;
}

int next_shift(const struct report_source *source, const struct report_slice *slice, int after) {
  const struct day *base = source->past.base;
  for (int i = after + 1; i < base->n_shifts; i++)
    if (base->shifts[i].date >= slice->from && base->shifts[i].date <= slice->until)
      return i;
  return NONE;
}

bool recorded_days(const struct report_source *source, const struct report_slice *slice, struct report_slice *out) {
  int days = slice->until - slice->from + 1, busiest = 0;
  date today = instant_date(clock_now());
  int *done = mem_array(int, (size_t)days);
  *out = (struct report_slice){.part = slice->part, .from = DATE_NONE, .until = DATE_NONE};
  for (int i = NONE; (i = next_done(source, slice, i)) != NONE;) {
    int *on = &done[source->past.visits[i].date - slice->from];
    if (source->past.visits[i].date >= today)
      continue;
    busiest = ++*on > busiest ? *on : busiest;
  }
  for (int day = 0; day < days && busiest > 0; day++) {
    if (2 * done[day] < busiest)
      continue;
    out->from = out->from == DATE_NONE ? slice->from + day : out->from;
    out->until = slice->from + day;
  }
  mem_free_set((void **)&done);
  return busiest > 0;
}

/* --- Shifts --- */

/* By date, worker (whose numbers rise with their ids) and start, as the store gives them. */
static int compare_rows(const void *left, const void *right) {
  const struct shift_row *a = left, *b = right;
  if (a->date != b->date)
    return a->date < b->date ? -1 : 1;
  return (a->staff > b->staff) - (a->staff < b->staff);
}

int shift_row_of(const struct statistics *past, int staff, date on, enum shift shift) {
  const struct day *base = past->base;
  const struct shift_row wanted = {.date = on, .staff = staff};
  const struct shift_row *found =
      base->n_shifts > 0 ? bsearch(&wanted, base->shifts, (size_t)base->n_shifts, sizeof *base->shifts, compare_rows)
                         : NULL;
  if (!found)
    return NONE;
  int row = (int)(found - base->shifts);
  while (row > 0 && compare_rows(&base->shifts[row - 1], &wanted) == 0)
    row--;
  for (; row < base->n_shifts && compare_rows(&base->shifts[row], &wanted) == 0; row++)
    if (base->shifts[row].shift == shift)
      return row;
  return NONE;
}

int team_at_work(const struct statistics *past, const struct past_visit *visit) {
  if (visit->staff == NONE)
    return visit->team;
  int row = shift_row_of(past, visit->staff, visit->date, visit->shift);
  return row != NONE ? past->base->shifts[row].team : past->base->staff[visit->staff].team;
}

int shift_minutes(const struct shift_row *row) {
  return row->end - row->start;
}

int absent_minutes(const struct statistics *past, const struct shift_row *row) {
  minute leaves = day_leaves(past->base, row->staff, row->date, row->shift);
  if (!is_away_before(leaves, row->end))
    return 0;
  return row->end - (leaves > row->start ? leaves : row->start);
}

/* --- Teams --- */

int group_count(const struct report_source *source) {
  return source->past.base->n_teams + 1;
}

bool group_is_wanted(const struct report_source *source, int group) {
  const char *team = source->request->team;
  return !team || (group > 0 && text_equal(source->past.base->teams[group - 1].id, team));
}

int group_of_team(int team) {
  return team + 1;
}

const char *group_name(const struct report_source *source, int group) {
  return group == 0 ? "all" : source->past.base->teams[group - 1].id;
}
