/* What balance and nightly share: options, the progress line, SIGINT, the report. */
#ifndef VAKTROM_CLI_BALANCE_CLI_H
#define VAKTROM_CLI_BALANCE_CLI_H

#include "cli/cli.h"

/* Reads --seconds, --threads, --seed and the date (or its fallback) into a request for every team and shift; while it
 * runs SIGINT and SIGTERM end the search with the best plan so far, and a terminal on standard error shows progress. */
bool balance_request_read(const struct invocation *call, date fallback, struct balance_request *request,
                          struct error *err);
/* After the run: clears the progress line, gives the signals back. */
void balance_request_done(const struct balance_request *request);

/* What the run did and its report on standard output, and the exit status: STATUS_NEEDS_PERSON where a must visit is
 * unassigned, `check` finds an unacknowledged error or the run says so. Frees both. */
void balance_report_print(const struct invocation *call, struct balance_report *report, struct effects *effects,
                          enum status *status);

#endif
