/* The night's run: tomorrow's visits, decisions and lists. */
#include "dispatch/balance.h"
#include "vaktrom/dispatch/audit.h"
#include "vaktrom/dispatch/flows.h"
#include "vaktrom/dispatch/may.h"

/* --- Which date ----------------------------------------------------------------------------------------------------
 */

/* The day shift of the loaded date: from its first row's start to its last row's end. Without rows it begins when the
 * setting says, and has nobody who could still walk a list. */
static void day_shift(struct store *store, const struct day *day, instant *begins, instant *ends) {
  minute first = MINUTE_NONE, last = MINUTE_NONE;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->date != day->date || row->shift != SHIFT_DAY)
      continue;
    first = first == MINUTE_NONE || row->start < first ? row->start : first;
    last = last == MINUTE_NONE || row->end > last ? row->end : last;
  }
  if (first == MINUTE_NONE)
    first = last = minute_from_wall(day->date, (int)store_setting_int(store, "day_starts"));
  *begins = instant_of(day->date, first);
  *ends = instant_of(day->date, last);
}

bool dispatch_today_was_missed(struct store *store) {
  instant begins, ends, now = clock_now();
  struct error ignored = {0};
  struct day *day = NULL;
  bool missed = store_load_day(store, instant_date(now), &day, &ignored) && day->n_lists == 0;
  if (missed) {
    day_shift(store, day, &begins, &ends);
    missed = begins <= now && now < ends;
  }
  day_free(day);
  error_clear(&ignored);
  return missed;
}

date dispatch_next_date(struct store *store) {
  instant begins, ends, now = clock_now();
  date today = instant_date(now);
  struct error ignored = {0};
  struct day *day = NULL;
  bool today_is_ahead = store_load_day(store, today, &day, &ignored);
  if (today_is_ahead) {
    day_shift(store, day, &begins, &ends);
    today_is_ahead = now < begins;
  }
  day_free(day);
  error_clear(&ignored);
  return today_is_ahead || dispatch_today_was_missed(store) ? today : today + 1;
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
  struct error untidy = {0};
  if (!dispatch_may(session, MAY_PLAN, NULL, err))
    return false;
  session->consequence++;
  bool done = balance_run(session, request, route_and_plan, report, effects, err);
  session->consequence--;
  if (done && !dispatch_audit_tidy(session, &untidy)) /* the lists are there all the same */
    effects_add(effects, "%s", untidy.text);
  error_clear(&untidy);
  return done;
}
