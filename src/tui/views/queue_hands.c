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

/* --- An answer, an end --- */

/* The request as it is now, in the arena; NULL when it is gone or cannot be read. */
static const struct queue_item *item_now(struct screen *screen, const char *id, struct arena *arena) {
  struct error err = {0};
  struct queue_item *items;
  int n;
  if (!dispatch_queue(screen->session->store, NULL, true, arena, &items, &n, &err)) {
    error_clear(&err);
    return NULL;
  }
  for (int i = 0; i < n; i++)
    if (text_equal(items[i].id, id))
      return &items[i];
  return NULL;
}

/* Whether what was typed is to be saved although somebody else answered or closed the request meanwhile: the person
 * sees both and chooses. */
static bool mine_counts(struct screen *screen, const char *id, enum queue_state state, const char *answer,
                        const char *mine) {
  struct arena arena = {0};
  const struct queue_item *now = item_now(screen, id, &arena);
  bool same = !now || (now->state == state && text_equal(now->answer, answer));
  int chosen = 0;
  if (!same) {
    const struct choice choices[] = {
        {.label = arena_printf(&arena, _("yours: %s"), mine)},
        {.label = arena_printf(&arena, _("theirs, as it is now: %s, %s"), _(word_label(&words_queue_state, now->state)),
                               now->answer ? now->answer : "-")},
    };
    chosen = prompt_choice(screen, _(" Somebody changed this request while you typed. Which shall stand? "), choices,
                           (int)COUNT_OF(choices));
  }
  if (chosen != 0)
    screen_say(screen, COLOUR_NOTICE, "%s", _("left as the other has it; what you typed was not saved"));
  arena_free(&arena);
  return chosen == 0;
}

static void ask_text(struct screen *screen, flow_text_step *step, const struct queue_item *item, const char *question) {
  struct arena arena = {0};
  struct error err = {0};
  struct effects effects = {0};
  struct str text = {0}, line = {0};
  const char *id = arena_strdup(&arena, item->id), *answer = item->answer ? arena_strdup(&arena, item->answer) : NULL;
  enum queue_state state = item->state;
  str_addc(&line, ' ');
  flow_add_about(screen, &line, id, item->patient);
  str_addf(&line, ": %s ", question);
  if (prompt_text(screen, str_text(&line), &text) && mine_counts(screen, id, state, answer, str_text(&text))) {
    bool done = step(screen->session, id, str_text(&text), &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  str_free(&text);
  str_free(&line);
  arena_free(&arena);
}

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
    ask_text(screen, dispatch_queue_answer, item, _("what is the answer?"));
    break;
  case ACTION_CLOSE:
    ask_text(screen, dispatch_queue_close, item, _("how did it end?"));
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
