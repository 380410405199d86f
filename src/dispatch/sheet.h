/*
 * sheet: the timetable of a list, the one place where a list's figures are computed. Lists, board, roster, checks and
 * the hands all read their times here.
 */
#ifndef VAKTROM_DISPATCH_SHEET_H
#define VAKTROM_DISPATCH_SHEET_H

#include "dispatch/work_rules.h"
#include "vaktrom/dispatch.h"

/* The visits of each list in their order: those of list i stand in visits[first[i]] .. visits[first[i + 1] - 1]. Only
 * listed and done visits that have a planned start walk; one that was not done stays with the list but takes no time.
 */
struct list_orders {
  int *visits, *first;
};
struct list_orders list_orders_of(const struct day *day, struct arena *arena);

/* The sheet of one list whose n visits are given in their order and start at `start` (indexed by visit; MINUTE_NONE =
 * as early as they may). `stops` has room for n of them and becomes the sheet's. */
struct list_sheet sheet_of(const struct day *day, const struct work_rules *rules, int list, const int *visits, int n,
                           const minute *start, struct list_stop *stops);

/* Minutes of travel that the list has for this stop alone: there and on, less the straight way. */
int stop_detour(const struct day *day, const struct list_sheet *sheet, const struct list_stop *stop);

/* The first moment from `at` on when the visit may begin: never before a window; between two soft windows the next
 * where that is no longer than the lateness from the last one begun, else at once, late. MINUTE_NONE after the last
 * hard one. */
minute first_start_from(const struct visit *visit, minute at);

/* Minutes after the window last begun (interface.md: lateness counts from the last one begun); 0 when in time or
 * before the first. */
int late_minutes(const struct visit *visit, minute start);
/* How the worker of a list gets about; by car when nobody has it. */
enum transport list_transport(const struct day *day, int list);

#endif
