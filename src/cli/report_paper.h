/* A report on paper. Private to cli. */
#ifndef VAKTROM_CLI_REPORT_PAPER_H
#define VAKTROM_CLI_REPORT_PAPER_H

#include "vaktrom/paper.h"
#include "vaktrom/report.h"

/* A page (or more) for each sheet of the report; paper_free() when done. */
void report_paper(struct store *store, const struct report_table *report, struct paper *out);

#endif
