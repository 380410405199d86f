/* Private to report: one row of the table of reports for each report, and what they share. */
#ifndef VAKTROM_REPORT_REPORTS_H
#define VAKTROM_REPORT_REPORTS_H

#include "vaktrom/report.h"

/* response.c: how soon the HTs answer. */
bool report_response(struct store *store, const struct report_request *request, struct report_table *table,
                     struct error *err);
extern const struct report_column report_response_columns[];
enum { REPORT_RESPONSE_COLUMNS = 12 };
#define REPORT_RESPONSE                                                                                                \
  {                                                                                                                    \
    .name = "response", .summary = N_("how soon the HTs take, answer and close requests, by urgency and kind"),        \
    .definition = N_("Minutes from asking, of the requests that came from the first day to the last; the median and "  \
                     "the 90th percentile (nearest rank). In time: answered or closed by when it was due, of those "   \
                     "that are answered, closed or past their time."),                                                 \
    .columns = report_response_columns, .n_columns = REPORT_RESPONSE_COLUMNS, .fill = report_response                  \
  }

/* The value below which `percent` of the n numbers lie, by nearest rank; REPORT_UNKNOWN of none. Sorts the numbers. */
double report_percentile(double *numbers, size_t n, int percent);

#endif
