/* Who was looked at on the screen, for the audit log. */
#include <stdlib.h>

#include "tui/errand.h"
#include "tui/screen.h"
#include "vaktrom/dispatch/audit.h"

struct noted {
  char patient[ID_SIZE];
  const char *where; /* of the program */
};

static bool run_look(struct session *session, void *work, struct error *err) {
  const struct noted *look = work;
  return dispatch_opened(session, look->patient, look->where, err);
}

static const struct errand_kind note_look = {run_look, free};

void screen_check_look(struct screen *screen) {
  struct error err = {0};
  if (!errand_is_done(screen->look, 0))
    return;
  void *work = errand_take(&screen->look, &err);
  if (!work) {
    screen->looked_hour = 0; /* so that it is tried again */
    error_context(&err, "%s", _("that you look at this patient could not be written down:"));
    screen_say_error(screen, &err);
  }
  free(work);
}

void screen_note_look(struct screen *screen, const char *patient, const char *where) {
  int64_t hour = clock_now() / 3600;
  if (screen->looked_hour == hour && text_equal(screen->looked, patient))
    return;
  struct noted *look = mem_new(struct noted);
  snprintf(look->patient, sizeof look->patient, "%s", patient);
  look->where = where;
  snprintf(screen->looked, sizeof screen->looked, "%s", patient);
  screen->looked_hour = hour;
  screen_check_look(screen);
  errand_leave_to_do(&screen->look);
  screen->look = screen_send(screen, &note_look, look);
}
