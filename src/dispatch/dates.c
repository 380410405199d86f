/* Which date people mean when they name none. */
#include "vaktrom/dispatch.h"

/* The date whose shifts are on or next: before the morning's day_begins it is still the evening before's. */
static date current_date(struct store *store) {
  instant now = clock_now();
  date today = instant_date(now);
  bool still_night = minute_to_wall(today, minute_of(today, now)) < store_setting_int(store, "day_begins");
  return still_night ? today - 1 : today;
}

bool dispatch_not_over(struct store *store, date on, struct error *err) {
  char over[DATE_SIZE], today[DATE_SIZE];
  date_show(on, over);
  date_show(current_date(store), today);
  return on >= current_date(store) ||
         error_set(err, STATUS_USAGE, _("%s is over: plans are made from %s on"), over, today);
}

/* The first date with lists in the week from the current one on; DATE_NONE when there is none. */
static date first_with_lists(struct store *store) {
  date today = current_date(store);
  struct error ignored = {0}; /* a store that cannot be read says so at the load that follows */
  struct arena arena = {0};
  date *dates;
  int n = 0;
  bool found = store_dates_of_lists(store, NULL, today, today + 7, &arena, &dates, &n, &ignored) && n > 0;
  date first = found ? dates[0] : DATE_NONE;
  arena_free(&arena);
  error_clear(&ignored);
  return first;
}

date dispatch_shown_date(struct store *store) {
  date first = first_with_lists(store);
  return first == DATE_NONE ? instant_date(clock_now()) : first;
}

date dispatch_balance_date(struct store *store) {
  date first = first_with_lists(store);
  return first == DATE_NONE ? dispatch_next_date(store) : first;
}
