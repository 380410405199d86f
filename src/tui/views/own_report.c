/* The report on an HT's own patients, fetched by a thread: it looks back over weeks, and no key waits for that. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/own.h"

enum { weight_bad = 75, weight_grave = 50, weight_some = 25 };

struct own_work {
  char team[ID_SIZE]; /* "" = the reader's */
  struct own_report *report;
};

static bool run_own(struct session *session, void *context, struct error *err) {
  struct own_work *work = context;
  work->report = mem_new(struct own_report);
  if (dispatch_own(session, *work->team ? work->team : NULL, INSTANT_NONE, work->report, err))
    return true;
  free(work->report);
  work->report = NULL;
  return false;
}

static void free_report(struct own_report *report) {
  if (report)
    own_report_free(report);
  free(report);
}

static void forget_own(void *context) {
  struct own_work *work = context;
  free_report(work->report);
  free(work);
}

static const struct errand_kind own_errand = {.run = run_own, .forget = forget_own};

void own_watch_ask(struct screen *screen, struct own_watch *watch) {
  const struct day *day = screen->data.day;
  int team = screen_team(screen);
  if (watch->errand) {
    watch->again = true;
    return;
  }
  struct own_work *work = mem_new(struct own_work);
  int ht = team == NONE ? NONE : day->teams[team].kind == TEAM_HT ? team : day->teams[team].ht;
  snprintf(work->team, sizeof work->team, "%s", ht == NONE ? "" : day->teams[ht].id);
  watch->again = false;
  watch->errand = screen_send(screen, &own_errand, work);
}

bool own_watch_take(struct screen *screen, struct own_watch *watch) {
  struct error err = {0};
  if (!watch->errand || !errand_is_done(watch->errand, 0))
    return false;
  struct own_work *work = errand_take(&watch->errand, &err);
  bool done = work != NULL;
  if (done) {
    free_report(watch->report);
    watch->report = work->report;
    free(work);
  } else if (watch->is_hint && err.status == STATUS_DENIED) {
    error_clear(&err);
  } else {
    screen_say_error(screen, &err);
  }
  if (watch->again)
    own_watch_ask(screen, watch);
  return done;
}

void own_watch_free(struct own_watch *watch) {
  errand_leave(&watch->errand);
  free_report(watch->report);
  watch->report = NULL;
}

const struct own_patient *own_watch_find(const struct own_watch *watch, const char *patient) {
  int index = watch->report && patient ? day_find_patient(watch->report->day, patient) : NONE;
  for (size_t i = 0; index != NONE && i < watch->report->patients.n; i++)
    if (watch->report->patients.at[i].patient == index)
      return &watch->report->patients.at[i];
  return NULL;
}

const char *own_sign(int weight) {
  return weight >= weight_bad ? "!!!" : weight >= weight_grave ? "!!" : weight >= weight_some ? "!" : "";
}

enum colour_role own_role(int weight) {
  return weight >= weight_bad ? COLOUR_ERROR : weight >= weight_grave ? COLOUR_WARNING : COLOUR_PLAIN;
}

void own_add_when(instant at, struct str *out) {
  date on = instant_date(at);
  if (minute_of(on, at) == 0)
    flow_add_date(out, on);
  else
    flow_add_instant(out, at);
}

/* Whether it only repeats the request: "Q7, alarm, now, open: fell"; what became of it is news all the same. */
static bool repeats(const struct own_change *change, const char *request) {
  size_t length = request ? strlen(request) : 0;
  return length > 0 && change->kind == OWN_REQUEST && text_starts(change->text, request) && change->text[length] == ',';
}

void own_add_changes(struct flow_lines *lines, const struct own_patient *own, const char *request) {
  bool first = true;
  for (size_t i = 0; own && i < own->changes.n; i++) {
    const struct own_change *change = &own->changes.at[i];
    if (repeats(change, request))
      continue;
    struct str at = {0};
    own_add_when(change->at, &at);
    const char *sign = own_sign(change->weight);
    flow_line(lines, own_role(change->weight), first ? _("what is new") : "", "%s%s%s, %s: %s", sign, *sign ? " " : "",
              str_text(&at), _(word_label(&words_own_kind, (int)change->kind)), change->text);
    str_free(&at);
    first = false;
  }
}
