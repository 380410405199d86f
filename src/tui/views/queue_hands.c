/* The hands on a request of the HT queue: each asks what it needs and calls dispatch. */
#include "tui/views/queue.h"

#include <string.h>

/* --- A reminder of it --- */

static bool save_reminder(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                          struct error *err) {
  return dispatch_queue_remind(screen->session, context, flow_text(form, "team"), flow_date(form, "due"), effects, err);
}

static void make_reminder(struct screen *screen, const char *id, const char *patient) {
  struct form form;
  struct str title = {0}, about = {0};
  flow_add_about(screen, &about, id, patient);
  str_addf(&title, _("A reminder of %s"), str_text(&about));
  form_start(&form, str_text(&title), "queue-remind", id);
  flow_add_day_field(&form, "due", N_("on the day"), NULL, DATE_NONE);
  flow_add_team_field(screen, &form, NULL);
  flow_form_run(screen, &form, save_reminder, id);
  form_free(&form);
  str_free(&about);
  str_free(&title);
}

/* --- All of them --- */

static void hand_on(struct screen *screen, const char *id, const char *patient, const char *team) {
  struct error err = {0};
  struct effects effects = {0};
  struct str about = {0};
  char to[ID_SIZE];
  flow_add_about(screen, &about, id, patient);
  if (flow_choose_staff(screen, str_text(&about), team, to)) {
    bool done = dispatch_queue_hand(screen->session, id, to, &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  str_free(&about);
}

static void make_visit(struct screen *screen, const char *id, const char *patient) {
  struct str title = {0};
  str_addf(&title, _("A visit of %s"), id);
  const struct flow_visit what = {
      .make = dispatch_queue_visit, .id = id, .patient = patient, .title = str_text(&title), .on = DATE_NONE};
  flow_make_visit(screen, &what);
  str_free(&title);
}

/* `item` is a copy: what it points to lives in the data. */
static void act_on(struct screen *screen, enum action action, const struct queue_item *item) {
  struct arena arena = {0};
  const char *id = arena_strdup(&arena, item->id), *patient = arena_strdup(&arena, item->patient);
  const char *team = arena_strdup(&arena, item->team);
  switch (action) {
  case ACTION_TAKE:
    flow_do(screen, dispatch_queue_take, id);
    break;
  case ACTION_RELEASE:
    flow_do(screen, dispatch_queue_release, id);
    break;
  case ACTION_REOPEN:
    flow_do(screen, dispatch_queue_reopen, id);
    break;
  case ACTION_ANSWER:
    flow_do_with_text(screen, dispatch_queue_answer, id, patient, _("what is the answer?"));
    break;
  case ACTION_CLOSE:
    flow_do_with_text(screen, dispatch_queue_close, id, patient, _("how did it end?"));
    break;
  case ACTION_HAND:
    hand_on(screen, id, patient, team);
    break;
  case ACTION_MAKE_VISIT:
    make_visit(screen, id, patient);
    break;
  case ACTION_MAKE_REMINDER:
    make_reminder(screen, id, patient);
    break;
  case ACTION_MAKE_TRANSFER:
    flow_make_transfer(screen, id, patient);
    break;
  case ACTION_OBSERVE:
    own_observe(screen, patient);
    break;
  case ACTION_PATIENT:
    flow_open_patient(screen, patient);
    break;
  default:
    break;
  }
  arena_free(&arena);
}

void queue_act(struct screen *screen, enum action action) {
  const struct queue_item *item = queue_marked(screen);
  if (action == ACTION_NEW)
    flow_ask(screen, NULL);
  else if (item)
    act_on(screen, action, item);
}
