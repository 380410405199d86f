/* The HT queue: who needs me now? By urgency, then due time, then age; the due times tick. */
#include "tui/views/queue.h"

#include <string.h>

#include "tui/views/views.h"
#include "vaktrom/dispatch/may.h"

enum { COLUMN_URGENCY, COLUMN_DUE, COLUMN_KIND, COLUMN_PATIENT, COLUMN_WHO, COLUMN_ASKED };

static const struct table_column columns[] = {
    [COLUMN_URGENCY] = {.title = N_("urgency"), .width = 9, .least = 9, .importance = 6},
    [COLUMN_DUE] = {.title = N_("due"), .width = 23, .least = 23, .importance = 5},
    [COLUMN_KIND] = {.title = N_("kind"), .width = 11, .least = 11, .importance = 3},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 23, .least = 10, .importance = 4},
    [COLUMN_WHO] = {.title = N_("with"), .width = 15, .least = 8, .importance = 2},
    [COLUMN_ASKED] = {.title = N_("what is asked"), .width = 200, .least = 20, .importance = 1},
};

struct queue *queue_of(const struct screen *screen) {
  return screen_state(screen);
}

bool queue_item_is_late(const struct queue_item *item) {
  return screen_item_waits(item) && item->due != INSTANT_NONE && item->due < clock_now();
}

/* A due time of today by its clock, of another day by its date; of what is late since then the length says more. */
static void add_when(instant due, struct str *out) {
  date on = instant_date(due), today = instant_date(clock_now());
  if (on == today)
    flow_add_instant(out, due);
  else if (on > today)
    flow_add_date(out, on);
}

void queue_add_due(const struct queue_item *item, struct str *out) {
  struct str at = {0}, length = {0};
  if (item->due == INSTANT_NONE)
    return;
  int64_t left = item->due - clock_now();
  add_when(item->due, &at);
  flow_add_length(&length, left < 0 ? -left : left);
  if (!screen_item_waits(item))
    flow_add_instant(out, item->due);
  else if (at.n == 0)
    str_addf(out, _("late by %s"), str_text(&length));
  else
    str_addf(out, left < 0 ? _("%s, late by %s") : _("%s, in %s"), str_text(&at), str_text(&length));
  str_free(&at);
  str_free(&length);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  return ((const struct queue *)context)->items.at[row].id;
}

static void add_who(const struct queue *queue, const struct queue_item *item, struct str *out) {
  if (item->state == QUEUE_ANSWERED || item->state == QUEUE_CLOSED)
    str_add(out, _(word_label(&words_queue_state, (int)item->state)));
  else if (item->holder)
    str_add(out, screen_staff_name(queue->flow.screen, item->holder));
  else if (item->visit)
    str_addf(out, _("visit %s"), item->visit);
  else
    str_add(out, _("free"));
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct queue *queue = context;
  const struct queue_item *item = &queue->items.at[row];
  if (column == COLUMN_URGENCY)
    str_addf(out, "%s%s", item->urgency == URGENCY_NOW ? "! " : "", _(word_label(&words_urgency, (int)item->urgency)));
  else if (column == COLUMN_DUE)
    queue_add_due(item, out);
  else if (column == COLUMN_KIND)
    str_add(out, _(word_label(&words_queue_kind, (int)item->kind)));
  else if (column == COLUMN_PATIENT)
    flow_add_patient(queue->flow.screen, out, item->patient);
  else if (column == COLUMN_WHO)
    add_who(queue, item, out);
  else
    str_add(out, item->text ? item->text : "");
}

static enum colour_role row_role(void *context, int row) {
  const struct queue_item *item = &((const struct queue *)context)->items.at[row];
  return !screen_item_waits(item)       ? COLOUR_DIM
         : item->urgency == URGENCY_NOW ? COLOUR_ERROR
         : queue_item_is_late(item)     ? COLOUR_WARNING
                                        : COLOUR_PLAIN;
}

/* Everything but the time that is left: FNV-1a. */
static uint64_t row_fingerprint(void *context, int row) {
  const struct queue_item *item = &((const struct queue *)context)->items.at[row];
  const char *const parts[] = {item->holder, item->text, item->patient, item->answer, item->visit, item->team};
  uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)item->state ^ (uint64_t)item->urgency << 8 ^
                  (uint64_t)item->kind << 16 ^ (uint64_t)item->due << 24;
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    for (const char *at = parts[i] ? parts[i] : "-";; at++) {
      hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
      if (!*at)
        break;
    }
  return hash;
}

static void row_search_text(void *context, int row, struct str *out) {
  for (int column = 0; column < (int)COUNT_OF(columns); column++) {
    row_cell(context, row, column, out);
    str_addc(out, ' ');
  }
  str_add(out, row_id(context, row));
}

const struct queue_item *queue_marked(const struct screen *screen) {
  const struct queue *queue = queue_of(screen);
  int row = table_row(&queue->flow.list.table);
  return row == NONE ? NULL : &queue->items.at[row];
}

/* --- Reading --- */

static void load_rows(struct screen *screen, struct queue *queue, const struct queue_item *items, int n) {
  queue->items.n = 0;
  for (int i = 0; i < n; i++)
    if (flow_shows_team(&queue->flow, items[i].team) && (queue->kind == NONE || (int)items[i].kind == queue->kind))
      vec_push(&queue->items, items[i]);
  const struct table_source source = {.context = queue,
                                      .n = (int)queue->items.n,
                                      .id = row_id,
                                      .cell = row_cell,
                                      .role = row_role,
                                      .fingerprint = row_fingerprint,
                                      .search_text = row_search_text};
  table_load(&queue->flow.list.table, &source, screen->own_change);
}

static void read_queue(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  struct error err = {0};
  struct arena old = queue->flow.arena;
  struct queue_item *items = screen->data.items;
  int n = screen->data.n_items;
  queue->flow.arena = (struct arena){0};
  if (queue->flow.all && !dispatch_read_queue(screen->session, NULL, true, &queue->flow.arena, &items, &n, &err))
    screen_say_error(screen, &err);
  load_rows(screen, queue, items, n);
  arena_free(&old);
  queue->watch.is_hint = true;
  own_watch_ask(screen, &queue->watch);
}

static void open_queue(struct screen *screen) {
  queue_of(screen)->kind = NONE;
  flow_open(screen, &queue_of(screen)->flow, columns, (int)COUNT_OF(columns));
}

/* The subject is a request's id. */
static void focus_queue(struct screen *screen) {
  if (screen_subject(screen))
    table_go_id(&queue_of(screen)->flow.list.table, screen_subject(screen));
}

static void close_queue(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  flow_close(&queue->flow);
  queue_beside_free(queue);
  own_watch_free(&queue->watch);
  vec_free(&queue->items);
}

static void tick_queue(struct screen *screen) {
  own_watch_take(screen, &queue_of(screen)->watch);
  queue_beside_read(screen);
}

/* --- Drawing --- */

static void add_heading(const struct queue *queue, struct str *out) {
  int open = 0, now = 0, late = 0;
  for (size_t i = 0; i < queue->items.n; i++) {
    const struct queue_item *item = &queue->items.at[i];
    open += screen_item_waits(item);
    now += screen_item_waits(item) && item->urgency == URGENCY_NOW;
    late += queue_item_is_late(item);
  }
  struct str scope = {0};
  flow_add_scope(&queue->flow, &scope);
  str_addf(out, trn("%s: %d waits, %d now, %d late", "%s: %d wait, %d now, %d late", open), str_text(&scope), open, now,
           late);
  if (queue->kind != NONE)
    str_addf(out, _("   only: %s"), _(word_label(&words_queue_kind, queue->kind)));
  if (queue->flow.all)
    str_addf(out, "   %s", _("closed ones too"));
  str_free(&scope);
}

/* One request over the whole view. */
static void draw_look(struct screen *screen, struct queue *queue, const struct flow_lines *lines, int top, int rows) {
  int used =
      detail_draw(lines->lines.at, (int)lines->lines.n, queue->first, top + 1, 1, rows - 1, terminal_columns() - 2);
  if (queue->first > 0 && queue->first > used - (rows - 1))
    queue->first = used > rows - 1 ? used - (rows - 1) : 0;
  terminal_put(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
               used > rows - 1 ? _("One request: up and down for more, esc goes back to the queue")
                               : _("One request: esc goes back to the queue"));
  screen->cursor_row = top;
  screen->cursor_column = 1;
}

static void draw_queue(struct screen *screen, int top, int rows) {
  struct queue *queue = queue_of(screen);
  struct flow_lines lines = {0};
  struct str heading = {0};
  char new[KEY_NAME_SIZE], board[KEY_NAME_SIZE], empty[200];
  queue_beside_add(screen, &lines);
  add_heading(queue, &heading);
  snprintf(empty, sizeof empty, _("Nothing waits in this queue. %s adds a request; %s: back to the board."),
           screen_key_name(screen, ACTION_NEW, new), screen_key_name(screen, ACTION_BOARD, board));
  if (queue->looking && queue_marked(screen))
    draw_look(screen, queue, &lines, top, rows);
  else
    flow_draw(screen, &queue->flow, top, rows, str_text(&heading), empty, &lines);
  str_free(&heading);
  flow_lines_free(&lines);
}

/* --- Keys --- */

static void choose_kind(struct screen *screen, struct queue *queue) {
  VEC(struct choice) choices = {0};
  vec_push(&choices, (struct choice){.label = _("every kind")});
  for (size_t i = 0; i < words_queue_kind.n; i++)
    vec_push(&choices, (struct choice){.label = _(words_queue_kind.at[i].label)});
  int chosen = prompt_choice(screen, _(" Show which kind of request? "), choices.at, (int)choices.n);
  vec_free(&choices);
  if (chosen == NONE)
    return;
  queue->kind = chosen == 0 ? NONE : words_queue_kind.at[chosen - 1].code;
  queue->flow.list.table.loaded = false;
  read_queue(screen);
}

static void scroll_look(struct queue *queue, enum action action) {
  int step = terminal_rows() / 2;
  queue->first += action == ACTION_UP          ? -1
                  : action == ACTION_DOWN      ? 1
                  : action == ACTION_PAGE_UP   ? -step
                  : action == ACTION_PAGE_DOWN ? step
                                               : 0;
  if (queue->first < 0)
    queue->first = 0;
}

static void request_queue(struct screen *screen, enum action action) {
  struct queue *queue = queue_of(screen);
  if (action == ACTION_NEXT_TEAM || action == ACTION_PREVIOUS_TEAM) {
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, TEAM_HT);
  } else if (action == ACTION_ONE_KIND) {
    choose_kind(screen, queue);
  } else if (action == ACTION_OPEN && queue_marked(screen)) {
    queue->looking = true;
    queue->first = 0;
  } else if (!flow_request(screen, &queue->flow, action)) {
    scroll_look(queue, action);
    queue_act(screen, action);
  }
}

static bool back_queue(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  bool was = queue->looking;
  queue->looking = false;
  return was;
}

static struct screen_table *queue_table(struct screen *screen) {
  struct queue *queue = queue_of(screen);
  return queue->looking ? NULL : &queue->flow.list;
}

const struct view queue_view = {
    .id = VIEW_QUEUE,
    .title = N_("The HT queue"),
    .shown_by = ACTION_QUEUE,
    .state_size = sizeof(struct queue),
    .legend = N_("!\tto be answered now\n*\tnew, or changed by somebody else\nfree\tnobody has taken it yet"),
    .open = open_queue,
    .read = read_queue,
    .focus = focus_queue,
    .draw = draw_queue,
    .tick = tick_queue,
    .request = request_queue,
    .back = back_queue,
    .table = queue_table,
    .close = close_queue,
};
