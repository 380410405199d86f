/* What stands beside a request: what is asked, what is known about the patient, what happened to the request. */
#include "tui/views/queue.h"

#include <string.h>

void queue_beside_free(struct queue *queue) {
  flow_patient_free(&queue->about);
  arena_free(&queue->history.arena);
}

static void read_history(struct screen *screen, struct queue *queue, const char *item) {
  struct error err = {0};
  if (text_equal(queue->history.item, item) && queue->history.revision == screen->revision)
    return;
  arena_free(&queue->history.arena);
  queue->history.arena = (struct arena){0};
  queue->history.n = 0;
  queue->history.revision = screen->revision;
  snprintf(queue->history.item, sizeof queue->history.item, "%s", item);
  if (*item && !store_load_queue_history(screen->session->store, queue->history.item, &queue->history.arena,
                                         &queue->history.steps, &queue->history.n, &err)) {
    queue->history.n = 0;
    screen_say_error(screen, &err);
  }
}

void queue_beside_read(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  const struct queue_item *item = queue_marked(screen);
  read_history(screen, queue, item ? item->id : "");
  flow_patient_read(screen, &queue->about, item ? item->patient : NULL, "screen: queue");
}

/* --- Lines --- */

enum { MINUTE_SECONDS = 60 };

static void add_request(const struct screen *screen, struct flow_lines *lines, const struct queue_item *item) {
  struct str text = {0}, age = {0};
  enum colour_role role = item->urgency == URGENCY_NOW && screen_item_waits(item) ? COLOUR_ERROR : COLOUR_PLAIN;
  flow_add_patient(screen, &text, item->patient);
  flow_line(lines, role, item->id, "%s, %s: %s", _(word_label(&words_urgency, (int)item->urgency)),
            _(word_label(&words_queue_kind, (int)item->kind)), str_text(&text));
  flow_line(lines, COLOUR_PLAIN, _("asked"), "%s", item->text ? item->text : "");
  str_clear(&text);
  flow_add_instant(&text, item->at);
  bool just_now = clock_now() - item->at < MINUTE_SECONDS;
  flow_add_length(&age, clock_now() - item->at);
  flow_line(lines, COLOUR_DIM, _("by"), just_now ? _("%s at %s, just now") : _("%s at %s, %s ago"),
            item->from ? screen_staff_name(screen, item->from) : "-", str_text(&text), str_text(&age));
  str_clear(&text);
  queue_add_due(item, &text);
  flow_line(lines, queue_item_is_late(item) ? COLOUR_WARNING : COLOUR_PLAIN, _("due"), "%s", str_text(&text));
  if (item->holder)
    flow_line(lines, COLOUR_PLAIN, _("with"), "%s", screen_staff_name(screen, item->holder));
  flow_line(lines, COLOUR_GOOD, _("answer"), "%s", item->answer ? item->answer : "");
  if (item->state == QUEUE_CLOSED)
    flow_line(lines, COLOUR_PLAIN, _("ended with"), "%s", item->outcome ? item->outcome : "");
  flow_line(lines, COLOUR_PLAIN, _("visit"), "%s", item->visit ? item->visit : "");
  str_free(&text);
  str_free(&age);
}

static void add_history(const struct screen *screen, struct flow_lines *lines, const struct queue *queue) {
  for (int i = 0; i < queue->history.n; i++) {
    const struct queue_step *step = &queue->history.steps[i];
    struct str at = {0}, what = {0};
    flow_add_instant(&at, step->at);
    str_add(&what, _(word_label(&words_queue_state, (int)step->state)));
    if (step->owner && !text_equal(step->owner, step->by))
      str_addf(&what, _(", with %s"), screen_staff_name(screen, step->owner));
    if (step->outcome)
      str_addf(&what, ": %s", step->outcome);
    flow_line(lines, COLOUR_DIM, i ? "" : _("history"), "%s, %s: %s", str_text(&at),
              screen_staff_name(screen, step->by), str_text(&what));
    str_free(&at);
    str_free(&what);
  }
}

void queue_beside_add(const struct screen *screen, struct flow_lines *lines) {
  const struct queue *queue = queue_of(screen);
  const struct queue_item *item = queue_marked(screen);
  if (!item)
    return;
  add_request(screen, lines, item);
  if (item->patient && text_equal(queue->about.id, item->patient)) {
    flow_add_news2(lines, &queue->about);
    own_add_changes(lines, own_watch_find(&queue->watch, item->patient), item->id);
    flow_add_facts(screen, lines, &queue->about);
  }
  if (text_equal(queue->history.item, item->id))
    add_history(screen, lines, queue);
}
