/* The HT queue: who needs me now? By urgency, then due time, then age. */
#include "tui/views/views.h"

enum { DETAIL_ROWS = 5 };  /* a line, the text on up to three rows, who asked when */
enum { COLUMN_NAME = 51 }; /* of the patient; left of it urgency, due time, kind and number */
enum { TEXT_FROM = 100 };  /* columns from which on a row has room for the text, too */

/* The view's state. */
struct queue {
  VEC(struct queue_item) items; /* to the HT of the team shown, and to none; texts are the shared data's */
  char item[ID_SIZE];           /* the marked item's id */
  int row, top;
};

static struct queue *queue_of(const struct screen *screen) {
  return screen_state(screen);
}

static const struct queue_item *marked_item(const struct screen *screen) {
  const struct queue *queue = queue_of(screen);
  return queue->row < (int)queue->items.n ? &queue->items.at[queue->row] : NULL;
}

static void read_queue(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  queue->items.n = 0;
  for (int i = 0; i < screen->data.n_items; i++)
    if (screen_item_is_ours(screen, &screen->data.items[i]))
      vec_push(&queue->items, screen->data.items[i]);
  for (int i = 0; i < (int)queue->items.n; i++)
    if (text_equal(queue->items.at[i].id, queue->item))
      queue->row = i;
  if (queue->row >= (int)queue->items.n)
    queue->row = (int)queue->items.n > 0 ? (int)queue->items.n - 1 : 0;
}

/* "due in 41 min", "overdue 1 h 10 min". */
static void due_text(instant due, struct str *out) {
  if (due == INSTANT_NONE)
    return;
  int64_t minutes = (due - clock_now()) / 60;
  int64_t size = minutes < 0 ? -minutes : minutes;
  str_add(out, minutes < 0 ? _("overdue ") : _("due in "));
  if (size >= 48 * 60)
    str_addf(out, _("%d days"), (int)(size / (24 * 60)));
  else if (size >= 10 * 60)
    str_addf(out, _("%d h"), (int)(size / 60));
  else if (size >= 60)
    str_addf(out, _("%d h %d min"), (int)(size / 60), (int)(size % 60));
  else
    str_addf(out, _("%d min"), (int)size);
}

static void draw_item(struct screen *screen, int at, int row) {
  const struct queue_item *item = &queue_of(screen)->items.at[at];
  bool marked = at == queue_of(screen)->row;
  bool now = item->urgency == URGENCY_NOW, wide = terminal_columns() >= TEXT_FROM;
  struct style style = STYLE(.role = now ? COLOUR_ERROR : COLOUR_PLAIN, .bold = now, .reverse = marked);
  struct str due = {0};
  due_text(item->due, &due);
  int name = wide ? 18 : 14, owner = COLUMN_NAME + name + 1, text = owner + 15;
  terminal_putf(row, 0, terminal_columns(), style, marked, "%s%s %-8s %-18s %-12s %s", marked ? ">" : " ",
                now ? "!" : " ", _(word_label(&words_urgency, (int)item->urgency)), str_text(&due),
                _(word_label(&words_queue_kind, (int)item->kind)), item->patient ? item->patient : "-");
  terminal_put(row, COLUMN_NAME, name, style, true, screen_patient_name(screen, item->patient));
  terminal_put(row, owner, 14, style, false, item->holder ? screen_staff_name(screen, item->holder) : _("free"));
  if (wide)
    terminal_put(row, text, terminal_columns() - text, style, false, item->text ? item->text : "");
  str_free(&due);
  if (marked) {
    screen->cursor_row = row;
    screen->cursor_column = 0;
  }
}

static void draw_item_detail(const struct screen *screen, int top, const struct queue_item *item) {
  char at[INSTANT_SIZE];
  instant_format(item->at, at);
  at[10] = ' '; /* for the T */
  at[16] = '\0';
  terminal_line(top, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  terminal_putf(top, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s %s %s %s ", item->id, glyph(GLYPH_DOT),
                item->patient ? item->patient : "", screen_patient_name(screen, item->patient));
  int used = terminal_wrap(top + 1, 1, DETAIL_ROWS - 2, STYLE(.role = COLOUR_PLAIN), item->text ? item->text : "");
  terminal_putf(top + 1 + used, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false,
                _("%s, asked by %s, %s%s%s"), at, item->from ? screen_staff_name(screen, item->from) : "-",
                _(word_label(&words_queue_state, (int)item->state)), item->holder ? _(" by ") : "",
                item->holder ? screen_staff_name(screen, item->holder) : "");
}

static void draw_queue(struct screen *screen, int top, int rows) {
  struct queue *queue = queue_of(screen);
  int shown = rows - DETAIL_ROWS;
  if ((int)queue->items.n == 0) {
    terminal_put(top, 2, terminal_columns() - 2, STYLE(.role = COLOUR_GOOD), false,
                 _("Nothing waits in the HT queue. 1: back to the board."));
    return;
  }
  queue->top = screen_scroll(queue->top, queue->row, shown, (int)queue->items.n);
  for (int i = 0; i < shown && queue->top + i < (int)queue->items.n; i++)
    draw_item(screen, queue->top + i, top + i);
  draw_item_detail(screen, top + shown, marked_item(screen));
}

/* Asks for a line and hands it to `change`. */
static void with_text(struct screen *screen, const char *question, const char *id,
                      bool (*change)(struct session *session, const char *id, const char *text, struct effects *effects,
                                     struct error *err)) {
  struct error err = {0};
  struct effects effects = {0};
  struct str text = {0};
  if (prompt_text(screen, question, &text))
    screen_result(screen, change(screen->session, id, str_text(&text), &effects, &err), &effects, &err);
  str_free(&text);
}

static void act(struct screen *screen, enum action action, const char *id) {
  struct error err = {0};
  struct effects effects = {0};
  switch (action) {
  case ACTION_OPEN: /* what is marked is shown below in full */
    screen_say(screen, COLOUR_NOTICE, "%s", _("t takes the request, s answers it, c closes it"));
    break;
  case ACTION_TAKE:
    screen_result(screen, dispatch_queue_take(screen->session, id, &effects, &err), &effects, &err);
    break;
  case ACTION_RELEASE:
    screen_result(screen, dispatch_queue_release(screen->session, id, &effects, &err), &effects, &err);
    break;
  case ACTION_ANSWER:
    with_text(screen, _(" What is the answer? "), id, dispatch_queue_answer);
    break;
  case ACTION_CLOSE:
    with_text(screen, _(" How did it end? "), id, dispatch_queue_close);
    break;
  default:
    break;
  }
}

static void request_queue(struct screen *screen, enum action action) {
  struct queue *queue = queue_of(screen);
  const struct queue_item *item = marked_item(screen);
  if (action == ACTION_NEXT_TEAM || action == ACTION_PREVIOUS_TEAM) {
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, TEAM_HT);
  } else if (!screen_step(action, &queue->row, (int)queue->items.n, terminal_rows() / 2) && item) {
    char id[sizeof queue->item];
    snprintf(id, sizeof id, "%s", item->id);
    act(screen, action, id);
  }
  item = marked_item(screen);
  snprintf(queue->item, sizeof queue->item, "%s", item ? item->id : "");
}

/* The subject is a request's id. */
static void focus_queue(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  snprintf(queue->item, sizeof queue->item, "%s", screen_subject(screen));
  read_queue(screen);
}

static void close_queue(struct screen *screen) {
  vec_free(&queue_of(screen)->items);
}

const struct view queue_view = {
    .id = VIEW_QUEUE,
    .state_size = sizeof(struct queue),
    .close = close_queue,
    .title = N_("The HT queue"),
    .shown_by = ACTION_QUEUE,
    .read = read_queue,
    .focus = focus_queue,
    .draw = draw_queue,
    .request = request_queue,
};
