/* Which date people mean when they name none. */
#include "vaktrom/dispatch.h"

date dispatch_shown_date(struct store *store) {
  date today = instant_date(clock_now());
  struct error ignored = {0}; /* a store that cannot be read says so at the load that follows */
  struct arena arena = {0};
  date *dates;
  int n = 0;
  bool found = store_dates_of_lists(store, NULL, today, today + 7, &arena, &dates, &n, &ignored) && n > 0;
  date shown = found ? dates[0] : today;
  arena_free(&arena);
  error_clear(&ignored);
  return shown;
}
