/* The board: is this shift covered, and is it fair? What it holds and what its keys do; board_draw.c draws it. */
#include "tui/views/board.h"

#include <stdlib.h>
#include <string.h>

/* --- What is marked --- */

struct board *board_of(const struct screen *screen) {
  return screen_state(screen);
}

struct screen_table *board_table(struct screen *screen) {
  struct board *board = board_of(screen);
  return board->pane == PANE_TARGETS      ? &board->targets
         : board->pane == PANE_UNASSIGNED ? &board->unassigned
                                          : &board->lists;
}

int board_list(const struct screen *screen) {
  const struct board *board = board_of(screen);
  int row = board->pane == PANE_LISTS     ? table_row(&board->lists.table)
            : board->pane == PANE_TARGETS ? table_row(&board->targets.table)
                                          : NONE;
  if (row == NONE)
    return NONE;
  return board->pane == PANE_LISTS ? board->list_rows.at[row] : board->target_rows.at[row];
}

int board_stop(const struct screen *screen, int list) {
  const struct board *board = board_of(screen);
  const struct list_sheet *sheet = list == NONE ? NULL : &screen->data.sheets[list];
  for (int i = 0; sheet && *board->visit && i < sheet->n_stops; i++)
    if (text_equal(screen->data.day->visits[sheet->stops[i].visit].id, board->visit))
      return i;
  return NONE;
}

int board_visit(const struct screen *screen) {
  const struct board *board = board_of(screen);
  if (board->carried.held)
    return day_find_visit(screen->data.day, board->carried.seen.id);
  if (board->pane == PANE_UNASSIGNED) {
    int row = table_row(&board->unassigned.table);
    return row == NONE ? NONE : board->waiting_rows.at[row];
  }
  int list = board_list(screen), stop = board_stop(screen, list);
  return stop == NONE ? NONE : screen->data.sheets[list].stops[stop].visit;
}

/* --- The rows of the panes, for their tables --- */

static const char *list_id(void *context, int row) {
  const struct screen *screen = context;
  return screen->data.day->lists[board_of(screen)->list_rows.at[row]].id;
}

static const char *target_id(void *context, int row) {
  const struct screen *screen = context;
  return screen->data.day->lists[board_of(screen)->target_rows.at[row]].id;
}

static const char *waiting_id(void *context, int row) {
  const struct screen *screen = context;
  return screen->data.day->visits[board_of(screen)->waiting_rows.at[row]].id;
}

/* What a list is found by: its worker, and the visits on it. */
static void add_list(const struct screen *screen, int index, struct str *out) {
  const struct day *day = screen->data.day;
  const struct list_sheet *sheet = &screen->data.sheets[index];
  const struct work_list *list = &day->lists[index];
  str_addf(out, "%s %s", list->id, list->staff == NONE ? _("nobody") : day->staff[list->staff].name);
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct visit *visit = &day->visits[sheet->stops[i].visit];
    str_addf(out, " %s %s %s %s", visit->id, day->tasks[visit->task].name, day->patients[visit->patient].id,
             patient_shown_name(&day->patients[visit->patient]));
  }
}

static void list_cell(void *context, int row, int column, struct str *out) {
  (void)column;
  add_list(context, board_of(context)->list_rows.at[row], out);
}

static void target_cell(void *context, int row, int column, struct str *out) {
  (void)column;
  add_list(context, board_of(context)->target_rows.at[row], out);
}

void visit_in_short(const struct day *day, int visit, struct str *out) {
  const struct visit *row = &day->visits[visit];
  str_addf(out, "%s %s %s", day->tasks[row->task].name, day->patients[row->patient].id,
           patient_shown_name(&day->patients[row->patient]));
}

static void waiting_cell(void *context, int row, int column, struct str *out) {
  (void)column;
  const struct screen *screen = context;
  int visit = board_of(screen)->waiting_rows.at[row];
  str_addf(out, "%s %s ", screen->data.day->visits[visit].id,
           _(word_label(&words_priority, (int)screen->data.day->visits[visit].priority)));
  visit_in_short(screen->data.day, visit, out);
}

static uint64_t mix(uint64_t hash, uint64_t value) {
  return (hash ^ value) * 0x100000001b3u;
}

/* Differs when a person should look again: another worker, another visit, another time, another state. */
static uint64_t list_print(void *context, int row) {
  const struct screen *screen = context;
  int index = board_of(screen)->list_rows.at[row];
  const struct list_sheet *sheet = &screen->data.sheets[index];
  const struct work_list *list = &screen->data.day->lists[index];
  uint64_t hash = mix(mix(0xcbf29ce484222325u, (uint64_t)list->staff), (uint64_t)list->state);
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct visit *visit = &screen->data.day->visits[sheet->stops[i].visit];
    for (const char *letter = visit->id; *letter; letter++)
      hash = mix(hash, (unsigned char)*letter);
    hash = mix(mix(mix(hash, (uint64_t)visit->start), (uint64_t)visit->state), visit->pinned);
  }
  return hash;
}

/* --- Reading --- */

static bool shown_here(const struct screen *screen, enum shift shift, int team) {
  return shift == screen->shift && team == screen_team(screen);
}

/* Before which a visit without a list stands: must first, then by its earliest start. */
static bool stands_before(const struct visit *a, const struct visit *b) {
  if (a->priority != b->priority)
    return a->priority < b->priority;
  return a->windows[0].earliest < b->windows[0].earliest;
}

static void insert_waiting(struct screen *screen, int visit) {
  struct board *board = board_of(screen);
  vec_push(&board->waiting_rows, visit);
  for (size_t i = board->waiting_rows.n - 1; i > 0; i--) {
    int *pair = &board->waiting_rows.at[i - 1];
    if (!stands_before(&screen->data.day->visits[pair[1]], &screen->data.day->visits[pair[0]]))
      return;
    int swap = pair[0];
    pair[0] = pair[1];
    pair[1] = swap;
  }
}

/* Lists that may take what was picked up come after those shown, though they are of another team. */
static void read_targets(struct screen *screen) {
  struct board *board = board_of(screen);
  const struct day *day = screen->data.day;
  board->target_rows.n = 0;
  for (size_t i = 0; i < board->list_rows.n; i++)
    vec_push(&board->target_rows, board->list_rows.at[i]);
  for (int i = 0; board->carried.costs && i < day->n_lists; i++) {
    const struct offer *offer = move_offer(screen, i);
    if (offer && offer->allowed && !shown_here(screen, day->lists[i].shift, day->lists[i].team))
      vec_push(&board->target_rows, i);
  }
  const struct table_source source = {
      .context = screen, .n = (int)board->target_rows.n, .id = target_id, .cell = target_cell};
  table_load(&board->targets.table, &source, true);
}

static void read_board(struct screen *screen) {
  struct board *board = board_of(screen);
  const struct day *day = screen->data.day;
  board->list_rows.n = board->waiting_rows.n = 0;
  for (int i = 0; i < day->n_lists; i++)
    if (shown_here(screen, day->lists[i].shift, day->lists[i].team))
      vec_push(&board->list_rows, i);
  for (int i = 0; i < day->n_visits; i++)
    if (day->visits[i].state == VISIT_UNASSIGNED && shown_here(screen, day->visits[i].shift, day->visits[i].team))
      insert_waiting(screen, i);
  const struct table_source lists = {
      .context = screen, .n = (int)board->list_rows.n, .id = list_id, .cell = list_cell, .fingerprint = list_print};
  const struct table_source waiting = {
      .context = screen, .n = (int)board->waiting_rows.n, .id = waiting_id, .cell = waiting_cell};
  table_load(&board->lists.table, &lists, screen->own_change);
  table_load(&board->unassigned.table, &waiting, screen->own_change);
  if (board->pane == PANE_UNASSIGNED && board->waiting_rows.n == 0)
    board->pane = PANE_LISTS; /* nothing is left to stand on */
  errand_leave(&board->fits_errand);
  board->fits_asked = board->about_asked = NONE;
  move_read(screen);
  read_targets(screen);
}

static void tick_board(struct screen *screen) {
  bool had = board_of(screen)->carried.costs != NULL;
  move_take_costs(screen);
  if (!had && board_of(screen)->carried.costs)
    read_targets(screen);
  board_ask(screen);
  board_ask_week(screen);
}

/* --- Keys --- */

static void step_stop(struct screen *screen, int step) {
  struct board *board = board_of(screen);
  int list = board->pane == PANE_LISTS ? board_list(screen) : NONE;
  if (list == NONE)
    return;
  int to = board_stop(screen, list) + step; /* NONE, the list itself, stands before the first stop */
  if (to == NONE)
    board->visit[0] = '\0';
  else if (to >= 0 && to < screen->data.sheets[list].n_stops)
    snprintf(board->visit, sizeof board->visit, "%s",
             screen->data.day->visits[screen->data.sheets[list].stops[to].visit].id);
}

static void next_pane(struct screen *screen) {
  struct board *board = board_of(screen);
  if (board->waiting_rows.n == 0)
    screen_say(screen, COLOUR_NOTICE, "%s", _("no visit of this team and shift is unassigned"));
  else
    board->pane = board->pane == PANE_LISTS ? PANE_UNASSIGNED : PANE_LISTS;
}

static void change_shown(struct screen *screen, enum action action) {
  struct board *board = board_of(screen);
  board->visit[0] = '\0';
  table_filter(&board->lists.table, "");
  table_filter(&board->unassigned.table, "");
  board->lists.table.loaded = board->unassigned.table.loaded = false; /* other rows, which nobody changed */
  if (action == ACTION_NEXT_SHIFT)
    screen->shift = (enum shift)(((int)screen->shift + 1) % SHIFT_COUNT);
  else
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, NONE);
  read_board(screen);
  table_go(&board->lists.table, 0);
  table_go(&board->unassigned.table, 0);
}

static void act(struct screen *screen, enum action action) {
  int visit = board_visit(screen);
  if (action == ACTION_ABSENT || action == ACTION_APPROVE || action == ACTION_BALANCE || action == ACTION_ADD_VISIT)
    board_act_on_shift(screen, action);
  else if (visit == NONE)
    screen_say(screen, COLOUR_NOTICE, "%s",
               _("mark a visit first: right arrow on a list, or tab to the unassigned ones"));
  else if (action == ACTION_MOVE)
    move_pick_up(screen, visit);
  else
    board_act_on_visit(screen, action, visit);
}

/* While a visit is carried, only what helps to put it down works. */
static void request_carrying(struct screen *screen, enum action action) {
  if (action == ACTION_OPEN || action == ACTION_MOVE)
    move_put_down(screen);
  else if (action == ACTION_TOGETHER)
    move_together(screen);
  else if (action == ACTION_DETAILS)
    board_of(screen)->wide_details = !board_of(screen)->wide_details;
  else
    screen_say(screen, COLOUR_NOTICE, "%s",
               _("a visit is picked up: enter puts it down on the marked list, esc leaves everything as it was"));
}

static void request_board(struct screen *screen, enum action action) {
  struct board *board = board_of(screen);
  if (board->carried.held) {
    request_carrying(screen, action);
    return;
  }
  switch (action) {
  case ACTION_LEFT:
    step_stop(screen, -1);
    return;
  case ACTION_RIGHT:
    step_stop(screen, 1);
    return;
  case ACTION_NEXT_PANE:
    next_pane(screen);
    return;
  case ACTION_NEXT_SHIFT:
  case ACTION_NEXT_TEAM:
  case ACTION_PREVIOUS_TEAM:
    change_shown(screen, action);
    return;
  case ACTION_DETAILS:
    board->wide_details = !board->wide_details;
    return;
  case ACTION_OPEN:
    if (board_visit(screen) == NONE)
      step_stop(screen, 1);
    else
      act(screen, ACTION_MOVE);
    return;
  case ACTION_TOGETHER:
    screen_say(screen, COLOUR_NOTICE, "%s", _("pick the visit up first; then what is linked can go along"));
    return;
  default:
    act(screen, action);
  }
}

/* Whether the mark stands where another view led to: then one step back leads there again. */
static bool was_led_here(const struct screen *screen) {
  int visit = board_visit(screen);
  return screen_subject(screen) && visit != NONE &&
         text_equal(screen->data.day->visits[visit].id, screen_subject(screen));
}

static bool back_on_board(struct screen *screen) {
  struct board *board = board_of(screen);
  if (move_leave(screen))
    return true;
  if (was_led_here(screen))
    return false;
  if (board->pane == PANE_UNASSIGNED) {
    board->pane = PANE_LISTS;
    return true;
  }
  bool inside = board_stop(screen, board_list(screen)) != NONE;
  board->visit[0] = '\0';
  return inside;
}

/* --- Opening, leading here, closing --- */

static void open_board(struct screen *screen) {
  static const struct table_column column = {.title = "", .width = 80, .least = 10};
  struct board *board = board_of(screen);
  table_start(&board->lists.table, &column, 1);
  table_start(&board->unassigned.table, &column, 1);
  table_start(&board->targets.table, &column, 1);
  board->fits_asked = board->about_asked = board->week_asked = NONE;
}

static void focus_list(struct screen *screen, int list) {
  board_of(screen)->pane = PANE_LISTS;
  board_of(screen)->visit[0] = '\0';
  table_go_id(&board_of(screen)->lists.table, screen->data.day->lists[list].id);
}

static void focus_visit(struct screen *screen, int visit) {
  struct board *board = board_of(screen);
  const struct visit *row = &screen->data.day->visits[visit];
  if (row->list != NONE) {
    focus_list(screen, row->list);
    snprintf(board->visit, sizeof board->visit, "%s", row->id);
  } else if (table_go_id(&board->unassigned.table, row->id)) {
    board->pane = PANE_UNASSIGNED;
  }
}

/* The subject is a visit or a list of the date. */
static void focus_board(struct screen *screen) {
  move_leave(screen);
  int visit = day_find_visit(screen->data.day, screen_subject(screen));
  int list = visit == NONE ? day_find_list(screen->data.day, screen_subject(screen)) : NONE;
  if (visit != NONE)
    focus_visit(screen, visit);
  else if (list != NONE)
    focus_list(screen, list);
}

static void close_board(struct screen *screen) {
  struct board *board = board_of(screen);
  errand_leave(&board->carried.errand);
  fits_forget(board->carried.costs);
  board_forget(board);
  board_forget_week(board);
  table_end(&board->lists.table);
  table_end(&board->unassigned.table);
  table_end(&board->targets.table);
  vec_free(&board->list_rows);
  vec_free(&board->waiting_rows);
  vec_free(&board->target_rows);
}

const struct view board_view = {
    .id = VIEW_BOARD,
    .title = N_("The board"),
    .legend = N_("█ or #\tvisit; ═ or = visit for two; ─ or - driving; · or . waiting; ▒ or % break\n"
                 "◆ or P\ta pinned visit begins: it stays on this list\n"
                 "!\tlate; : start and end of the shift; │ or | now\n"
                 "N C A a\tnurse, care worker, assistant, apprentice; P O D therapists and dietitian\n"
                 "~\ta skill of the worker expires soon\n"
                 "%\tvisits and driving, of what the shift has room for\n"
                 "known\tvisits whose patient knows the worker, of all visits"),
    .state_size = sizeof(struct board),
    .shown_by = ACTION_BOARD,
    .open = open_board,
    .read = read_board,
    .focus = focus_board,
    .tick = tick_board,
    .draw = board_draw,
    .request = request_board,
    .back = back_on_board,
    .table = board_table,
    .offers = board_offers,
    .close = close_board,
};
