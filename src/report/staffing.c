/*
 * Who was planned and who came, by team and role: planned and actual staffing with competence [003 section 4.3; 004 pp.
 * 26-27]. Planned are the shift rows that replace nobody; of them the hours of those who were absent are missing, and
 * rows that replace somebody fill in.
 */
#include "report/reports.h"

static const struct report_column columns[] = {
    {"team", N_("team"), REPORT_TEXT, NULL},
    {"role", N_("role"), REPORT_TEXT, &words_role},
    {"planned_h", N_("planned (h)"), REPORT_DECIMAL, NULL},
    {"absent_h", N_("absent (h)"), REPORT_DECIMAL, NULL},
    {"sick_pct", N_("sick leave"), REPORT_PERCENT, NULL},
    {"filled_h", N_("filled (h)"), REPORT_DECIMAL, NULL},
    {"worked_h", N_("worked (h)"), REPORT_DECIMAL, NULL},
    {"role_pct", N_("of the team"), REPORT_PERCENT, NULL},
    {"hired_pct", N_("hired"), REPORT_PERCENT, NULL},
};
enum { MAIN_COLUMN = 6, ROLES = ROLE_APPRENTICE + 2 }; /* 0 = all roles */

/* Minutes of a team and role. */
struct hours {
  int64_t planned, absent, sick, filled, worked, hired;
};

static bool is_sick(const struct statistics *past, const struct shift_row *row) {
  int absence = day_absence(past->base, row->staff, row->date, row->shift);
  return absence != NONE && past->base->absences[absence].reason == ABSENCE_SICK;
}

static void count_row(const struct statistics *past, const struct shift_row *row, struct hours *hours) {
  int all = shift_minutes(row), absent = absent_minutes(past, row);
  if (row->replaces == NONE) {
    hours->planned += all;
    hours->absent += absent;
    hours->sick += is_sick(past, row) ? absent : 0;
  } else {
    hours->filled += all - absent;
  }
  hours->worked += all - absent;
  hours->hired += past->base->staff[row->staff].employment == EMPLOYMENT_PERMANENT ? 0 : all - absent;
}

static double in_hours(int64_t minutes) {
  return (double)minutes / 60;
}

static void add_row(const struct report_source *source, struct report_table *table, const struct hours *team, int group,
                    int role) {
  const struct hours *hours = &team[role];
  if (hours->planned + hours->filled == 0)
    return;
  report_add_text(table, group_name(source, group));
  report_add_text(table, role == 0 ? "all" : word_token(&words_role, role - 1));
  report_add_number(table, in_hours(hours->planned));
  report_add_number(table, in_hours(hours->absent));
  report_add_number(table, report_share((double)hours->sick, (double)hours->planned));
  report_add_number(table, in_hours(hours->filled));
  report_add_number(table, in_hours(hours->worked));
  report_add_number(table, report_share((double)hours->worked, (double)team[0].worked));
  report_add_number(table, report_share((double)hours->hired, (double)hours->worked));
}

static bool fill(struct report_source *source, const struct report_slice *slice, struct report_table *table,
                 struct error *err) {
  (void)err;
  const struct statistics *past = &source->past;
  int groups = group_count(source);
  struct hours *hours = mem_array(struct hours, (size_t)(groups * ROLES));
  for (int i = NONE; (i = next_shift(source, slice, i)) != NONE;) {
    const struct shift_row *row = &past->base->shifts[i];
    int role = (int)past->base->staff[row->staff].role + 1, group = group_of_team(row->team);
    count_row(past, row, &hours[0]);
    count_row(past, row, &hours[role]);
    count_row(past, row, &hours[group * ROLES]);
    count_row(past, row, &hours[group * ROLES + role]);
  }
  for (int i = 0; i < groups * ROLES; i++)
    if (group_is_wanted(source, i / ROLES))
      add_row(source, table, &hours[i / ROLES * ROLES], i / ROLES, i % ROLES);
  mem_free_set((void **)&hours);
  return true;
}

const struct report report_staffing = {
    .name = "staffing",
    .label = N_("Staffing"),
    .summary = N_("planned and actual hours at work, by team and role"),
    .definition =
        N_("Hours of the shift rows, by the team of the shift and the worker's role. Planned: rows that replace "
           "nobody; absent: their hours for which an absence stands; sick leave: those with the reason sick, of the "
           "planned; filled: rows that replace somebody; worked: all without the absent hours; of the team: the role's "
           "share of the worked hours; hired: substitutes and agency, of the worked hours."),
    .source = N_("HeltOm 3.0, final report, section 4.3 (sick leave 13.6 % in 2023); Tørn, p. 27"),
    .lacking = N_("It takes shifts in the period: import shifts."),
    COLUMNS(columns),
    .main_column = MAIN_COLUMN,
    .sums_days = true,
    .fill = fill,
};
