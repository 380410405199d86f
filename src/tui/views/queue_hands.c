/* The hands on a request of the HT queue: each asks what it needs and calls dispatch. */
#include "tui/views/queue.h"
#include "vaktrom/dispatch/may.h"

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

/* --- An answer, an end, another person --- */

/* The request as it is now, in the arena; NULL when it is gone or cannot be read. */
static const struct queue_item *item_now(struct screen *screen, const char *id, struct arena *arena) {
  struct error err = {0};
  struct queue_item *items;
  int n;
  if (!dispatch_read_queue(screen->session, NULL, true, arena, &items, &n, &err)) {
    error_clear(&err);
    return NULL;
  }
  for (int i = 0; i < n; i++)
    if (text_equal(items[i].id, id))
      return &items[i];
  return NULL;
}

/* What two people may both change of a request. */
static bool is_as_before(const struct queue_item *now, const struct queue_item *before) {
  return now->state == before->state && text_equal(now->answer, before->answer) &&
         text_equal(now->holder, before->holder);
}

/* What became of a request: its answer, or with whom it is. */
static const char *outcome_in_words(const struct screen *screen, const struct queue_item *item) {
  return item->answer ? item->answer : item->holder ? screen_staff_name(screen, item->holder) : "-";
}

enum standing { MINE, THEIRS };

/* Which is to stand: where somebody else changed the request since it was as `before`, the person sees both and
 * chooses; NONE = not yet decided. */
static int which_stands(struct screen *screen, const struct queue_item *before, const char *mine) {
  struct arena arena = {0};
  const struct queue_item *now = item_now(screen, before->id, &arena);
  int chosen = MINE;
  if (now && !is_as_before(now, before)) {
    const struct choice choices[] = {
        [MINE] = {.label = arena_printf(&arena, _("yours: %s"), mine)},
        [THEIRS] = {.label = arena_printf(&arena, _("theirs, as it is now: %s, %s"),
                                          _(word_label(&words_queue_state, (int)now->state)),
                                          outcome_in_words(screen, now))},
    };
    chosen = prompt_choice(screen, _(" Somebody changed this request while you typed. Which shall stand? "), choices,
                           (int)COUNT_OF(choices));
  }
  if (chosen != MINE)
    screen_say(screen, COLOUR_NOTICE, "%s", _("left as the other has it; what you typed was not saved"));
  arena_free(&arena);
  return chosen;
}

struct text_request {
  flow_text_step *step;
  const char *draft, *question; /* the name of its drafts, what is asked */
};

static void ask_text(struct screen *screen, const struct text_request *what, const struct queue_item *item) {
  struct error err = {0};
  struct effects effects = {0};
  struct str text = {0}, line = {0};
  str_addc(&line, ' ');
  flow_add_about(screen, &line, item->id, item->patient);
  str_addf(&line, ": %s ", what->question);
  if (prompt_kept(screen, str_text(&line), what->draft, item->id, &text)) {
    int stands = which_stands(screen, item, str_text(&text));
    bool done = stands == MINE && what->step(screen->session, item->id, str_text(&text), &effects, &err);
    if (stands == MINE)
      flow_result(screen, done, &effects, &err);
    if (stands == NONE)
      screen_say(screen, COLOUR_NOTICE, "%s", _("not saved; what you typed is kept as a draft for the next time"));
    if (!done && stands != THEIRS)
      prompt_keep(screen, what->draft, item->id, str_text(&text));
  }
  str_free(&text);
  str_free(&line);
}

/* Whoever gets a request has to do it: one that is answered is open again then, which is asked. */
static bool is_to_be_open(struct screen *screen, const struct queue_item *item, const char *about) {
  struct str question = {0};
  str_addf(&question, _(" %s is answered: handing it on opens it again. Hand it on? "), about);
  bool meant = item->state != QUEUE_ANSWERED || prompt_confirm(screen, str_text(&question));
  str_free(&question);
  return meant;
}

static void hand_on(struct screen *screen, const struct queue_item *item) {
  struct error err = {0};
  struct effects effects = {0};
  struct str about = {0};
  char to[ID_SIZE];
  flow_add_about(screen, &about, item->id, item->patient);
  if (is_to_be_open(screen, item, str_text(&about)) && flow_choose_staff(screen, str_text(&about), item->team, to) &&
      which_stands(screen, item, screen_staff_name(screen, to)) == MINE) {
    bool done = dispatch_queue_hand(screen->session, item->id, to, &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  str_free(&about);
}

static void make_visit(struct screen *screen, const struct queue_item *item) {
  struct str title = {0};
  str_addf(&title, _("A visit of %s"), item->id);
  const struct flow_visit what = {.make = dispatch_queue_visit,
                                  .id = item->id,
                                  .patient = item->patient,
                                  .title = str_text(&title),
                                  .why = item->text,
                                  .on = DATE_NONE};
  flow_make_visit(screen, &what);
  str_free(&title);
}

/* The request as it was when the key was pressed: what the view has of it may be read anew while a person types. */
static struct queue_item as_seen(struct arena *arena, const struct queue_item *item) {
  struct queue_item seen = *item;
  seen.id = arena_strdup(arena, item->id);
  seen.patient = arena_strdup(arena, item->patient);
  seen.team = arena_strdup(arena, item->team);
  seen.text = arena_strdup(arena, item->text);
  seen.answer = arena_strdup(arena, item->answer);
  seen.holder = arena_strdup(arena, item->holder);
  seen.visit = arena_strdup(arena, item->visit);
  return seen;
}

static void act_on(struct screen *screen, enum action action, const struct queue_item *marked) {
  struct arena arena = {0};
  const struct queue_item seen = as_seen(&arena, marked), *item = &seen;
  switch (action) {
  case ACTION_TAKE:
    flow_do(screen, dispatch_queue_take, item->id);
    break;
  case ACTION_RELEASE:
    flow_do(screen, dispatch_queue_release, item->id);
    break;
  case ACTION_REOPEN:
    flow_do(screen, dispatch_queue_reopen, item->id);
    break;
  case ACTION_ANSWER:
    ask_text(screen, &(struct text_request){dispatch_queue_answer, "queue-answer", _("what is the answer?")}, item);
    break;
  case ACTION_CLOSE:
    ask_text(screen, &(struct text_request){dispatch_queue_close, "queue-close", _("how did it end?")}, item);
    break;
  case ACTION_HAND:
    hand_on(screen, item);
    break;
  case ACTION_MAKE_VISIT:
    if (!item->visit || !flow_place_waiting(screen, item->visit, item->text))
      make_visit(screen, item);
    break;
  case ACTION_MAKE_REMINDER:
    make_reminder(screen, item->id, item->patient);
    break;
  case ACTION_MAKE_TRANSFER:
    flow_make_transfer(screen, item->id, item->patient);
    break;
  case ACTION_OBSERVE:
    own_observe(screen, item->patient);
    break;
  case ACTION_PATIENT:
    flow_open_patient(screen, item->patient);
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
