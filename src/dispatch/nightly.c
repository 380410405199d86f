/* The night's run: tomorrow's visits, decisions and lists. */
#include "dispatch/balance.h"
#include "vaktrom/dispatch/flows.h"

/* --- Which date ----------------------------------------------------------------------------------------------------
 */

/* When the day shift of the loaded date begins: its first row, else the setting. */
static instant day_shift_begins(struct store *store, const struct day *day) {
  minute first = MINUTE_NONE;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->date == day->date && row->shift == SHIFT_DAY && (first == MINUTE_NONE || row->start < first))
      first = row->start;
  }
  if (first == MINUTE_NONE)
    first = minute_from_wall(day->date, (int)store_setting_int(store, "day_starts"));
  return instant_of(day->date, first);
}

date dispatch_next_date(struct store *store) {
  instant now = clock_now();
  date today = instant_date(now);
  struct error ignored = {0};
  struct day *day = NULL;
  bool today_is_ahead = store_load_day(store, today, &day, &ignored) && now < day_shift_begins(store, day);
  day_free(day);
  error_clear(&ignored);
  return today_is_ahead ? today : today + 1;
}

/* --- The run -------------------------------------------------------------------------------------------------------
 */

/* Decisions (those of now) come first: a patient whom nobody was responsible for gets a team by them, and the visits of
 * the date are then that team's. Any other changed outcome waits for people in the queue. */
static bool route_and_plan(struct session *session, date on, struct effects *effects, struct error *err) {
  struct plan_counts counts;
  return dispatch_transfers_settle(session, effects, err) && dispatch_route(session, NULL, effects, err) &&
         dispatch_plan(session, on, 1, &counts, effects, err);
}

bool dispatch_nightly(struct session *session, const struct balance_request *request, struct balance_report *report,
                      struct effects *effects, struct error *err) {
  return balance_run(session, request, route_and_plan, report, effects, err);
}
