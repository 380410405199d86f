/* Private to report: the reports, what they count from, and what they share. */
#ifndef VAKTROM_REPORT_REPORTS_H
#define VAKTROM_REPORT_REPORTS_H

#include "vaktrom/report.h"

/* Each in its own file. */
extern const struct report report_continuity, report_workload, report_usage_rate, report_staffing, report_replacement,
    report_competence_use, report_response, report_dimensioning, report_visits;

/* Columns and their number, for a row of the table of reports. */
#define COLUMNS(array) .columns = (array), .n_columns = (int)COUNT_OF(array)

/* --- What is counted (source.c) --- */

struct report_source {
  struct store *store;
  const struct report_request *request;
  struct statistics past; /* of the whole period */
};

/* The visits that were done in a slice, one after the other, by day within the history and within the program:
 * for (int i = NONE; (i = next_done(source, slice, i)) != NONE;) ... source->past.visits[i] */
int next_done(const struct report_source *source, const struct report_slice *slice, int after);
/* The same of the shift rows: source->past.base->shifts[i] */
int next_shift(const struct report_source *source, const struct report_slice *slice, int after);
/* From the first to the last fully recorded day of a slice: one that is over and on which all teams together did at
 * least half as many visits as on the busiest. So a day that is under way, or of which hardly anything is marked, thins
 * out no figure. False when there is none. */
bool recorded_days(const struct report_source *source, const struct report_slice *slice, struct report_slice *out);

/* The shift row in which a worker was at work in a shift of a date, the first where there are several; or NONE. */
int shift_row_of(const struct statistics *past, int staff, date on, enum shift shift);
/* The team that did a visit: the one in whose shift its worker was, else the worker's own. */
int team_at_work(const struct statistics *past, const struct past_visit *visit);
/* Minutes of a shift row, and those of them for which its worker was absent. */
int shift_minutes(const struct shift_row *row);
int absent_minutes(const struct statistics *past, const struct shift_row *row);

/* Groups of rows: 0 is all teams together, then each team. A team that the request does not ask for has none. */
int group_count(const struct report_source *source);
bool group_is_wanted(const struct report_source *source, int group);
const char *group_name(const struct report_source *source, int group); /* "all", or the team's id */
int group_of_team(int team);                                           /* NONE, of no team, counts only among all */

/* --- Figures (statistics.c) --- */

typedef VEC(double) numbers;
/* The value below which `percent` of the n numbers lie, by nearest rank; REPORT_UNKNOWN of none. Sorts the numbers. */
double report_percentile(double *values, size_t n, int percent);
/* The median as Kolada and statistics have it: the mean of the middle two where there is an even number. */
double report_median(double *values, size_t n);
double report_mean(const double *values, size_t n); /* REPORT_UNKNOWN of none */
/* part of whole in per cent; REPORT_UNKNOWN of nothing */
double report_share(double part, double whole);

#endif
