/* The board: is this shift covered, and is it fair? Lists on the clock, what is unassigned, details. */
#include "tui/views/board.h"

#include <stdlib.h>
#include <string.h>

/* Columns left of the timeline: mark, number, list, worker, function. */
enum { COLUMN_NAME = 7, COLUMN_FUNCTION = 20, COLUMN_TIMELINE = 26 };
/* Columns of figures right of the timeline: visits, work, driving, load, note. */
enum { FIGURES = 30, DETAIL_ROWS = 5 };

/* --- What is shown --- */

struct board *board_of(const struct screen *screen) {
  return screen_state(screen);
}

int board_list(const struct screen *screen) {
  const struct board *board = board_of(screen);
  return board->pane == PANE_LISTS && board->row < (int)board->lists.n ? board->lists.at[board->row] : NONE;
}

int board_visit(const struct screen *screen) {
  const struct board *board = board_of(screen);
  if (board->pane == PANE_UNASSIGNED)
    return board->waiting < (int)board->unassigned.n ? board->unassigned.at[board->waiting] : NONE;
  int list = board_list(screen);
  if (list == NONE || board->stop == NONE || board->stop >= screen->data.sheets[list].n_stops)
    return NONE;
  return screen->data.sheets[list].stops[board->stop].visit;
}

/* Keeps the marks on the same list and visit as before a reload. */
static void keep_marks(struct screen *screen) {
  struct board *board = board_of(screen);
  for (size_t i = 0; i < board->lists.n; i++)
    if (text_equal(screen->data.day->lists[board->lists.at[i]].id, board->list))
      board->row = (int)i;
  if (board->row >= (int)board->lists.n)
    board->row = board->lists.n > 0 ? (int)board->lists.n - 1 : 0;
  for (size_t i = 0; i < board->unassigned.n; i++)
    if (text_equal(screen->data.day->visits[board->unassigned.at[i]].id, board->visit))
      board->waiting = (int)i;
  if (board->waiting >= (int)board->unassigned.n)
    board->waiting = board->unassigned.n > 0 ? (int)board->unassigned.n - 1 : 0;
  if (board->unassigned.n == 0)
    board->pane = PANE_LISTS; /* nothing is left to stand on */
  int list = board_list(screen);
  if (list == NONE || board->stop >= screen->data.sheets[list].n_stops)
    board->stop = NONE;
}

static void remember_marks(struct screen *screen) {
  struct board *board = board_of(screen);
  int list = board_list(screen);
  int visit = board_visit(screen);
  snprintf(board->list, sizeof board->list, "%s", list == NONE ? board->list : screen->data.day->lists[list].id);
  snprintf(board->visit, sizeof board->visit, "%s", visit == NONE ? "" : screen->data.day->visits[visit].id);
}

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
  vec_push(&board->unassigned, visit);
  for (size_t i = board->unassigned.n - 1; i > 0; i--) {
    int *pair = &board->unassigned.at[i - 1];
    if (!stands_before(&screen->data.day->visits[pair[1]], &screen->data.day->visits[pair[0]]))
      return;
    int swap = pair[0];
    pair[0] = pair[1];
    pair[1] = swap;
  }
}

static void read_board(struct screen *screen) {
  struct board *board = board_of(screen);
  const struct day *day = screen->data.day;
  board->lists.n = board->unassigned.n = 0;
  for (int i = 0; i < day->n_lists; i++)
    if (shown_here(screen, day->lists[i].shift, day->lists[i].team))
      vec_push(&board->lists, i);
  for (int i = 0; i < day->n_visits; i++)
    if (day->visits[i].state == VISIT_UNASSIGNED && shown_here(screen, day->visits[i].shift, day->visits[i].team))
      insert_waiting(screen, i);
  keep_marks(screen);
}

/* --- Lists --- */

/* The clock that the timelines share: from the first list's start to the last one's end or coming home. */
static void clock_span(const struct screen *screen, minute *from, minute *until) {
  *from = 24 * 60;
  *until = 0;
  for (size_t i = 0; i < board_of(screen)->lists.n; i++) {
    const struct work_list *list = &screen->data.day->lists[board_of(screen)->lists.at[i]];
    const struct list_sheet *sheet = &screen->data.sheets[board_of(screen)->lists.at[i]];
    minute last = sheet->home != MINUTE_NONE && sheet->home > list->end ? sheet->home : list->end;
    *from = list->start < *from ? list->start : *from;
    *until = last > *until ? last : *until;
  }
  *from = *from / 60 * 60;
  *until = (*until + 59) / 60 * 60;
}

static const char *function_mark(enum function function) {
  switch (function) {
  case FUNCTION_COORDINATOR:
    return _("coord");
  case FUNCTION_NURSE_2:
    return _("nurse2");
  default:
    return "";
  }
}

static void draw_figures(const struct screen *screen, int list, int row, int column, struct style style) {
  const struct list_sheet *sheet = &screen->data.sheets[list];
  struct str note = {0};
  if (sheet->overtime_min > 0)
    str_addf(&note, "!+%d", sheet->overtime_min);
  if (sheet->late_min > 0)
    str_addf(&note, "%s!%d%s", note.n ? " " : "", sheet->late_min, _("late"));
  if (sheet->n_stops > 0 && sheet->break_min > 0 && sheet->break_start == MINUTE_NONE)
    str_addf(&note, "%s%s", note.n ? " " : "", _("!break"));
  terminal_putf(row, column, FIGURES, style, false, "%3d %2d:%02d %2d:%02d %3d %s", sheet->n_stops,
                sheet->visit_min / 60, sheet->visit_min % 60, sheet->travel_min / 60, sheet->travel_min % 60,
                sheet->load, str_text(&note));
  str_free(&note);
}

static void draw_list(struct screen *screen, int at, int row, minute from, minute until) {
  const struct board *board = board_of(screen);
  int index = board->lists.at[at];
  const struct work_list *list = &screen->data.day->lists[index];
  bool marked = board->pane == PANE_LISTS && at == board->row;
  struct style style = STYLE(.role = list->staff == NONE ? COLOUR_ERROR : COLOUR_PLAIN, .bold = marked);
  int width = terminal_columns() - COLUMN_TIMELINE - FIGURES;
  terminal_putf(row, 0, COLUMN_NAME, style, false, "%s %s", marked ? ">" : " ", list->id);
  terminal_put(row, COLUMN_NAME, COLUMN_FUNCTION - COLUMN_NAME - 1, style, false,
               list->staff == NONE ? _("nobody") : screen->data.day->staff[list->staff].name);
  terminal_put(row, COLUMN_FUNCTION, COLUMN_TIMELINE - COLUMN_FUNCTION, style, false, function_mark(list->function));
  timeline_draw(screen, index, from, until, row, COLUMN_TIMELINE, width - 1, marked ? board->stop : NONE);
  draw_figures(screen, index, row, COLUMN_TIMELINE + width, style);
  if (marked) {
    screen->cursor_row = row;
    screen->cursor_column = 0;
  }
}

static void draw_no_lists(const struct screen *screen, int row) {
  bool any = screen->data.day->n_lists > 0;
  terminal_put(row, 2, terminal_columns() - 2, STYLE(.role = COLOUR_NOTICE), false,
               any ? _("No list in this shift and team. v: next shift, ]: next team.")
                   : _("No lists for this date yet. The night's run makes them: vaktrom nightly --date D."));
}

static void draw_lists(struct screen *screen, int top, int rows) {
  struct board *board = board_of(screen);
  minute from, until;
  int width = terminal_columns() - COLUMN_TIMELINE - FIGURES;
  terminal_put(top, 2, COLUMN_TIMELINE, STYLE(.role = COLOUR_DIM), false, _("list  worker"));
  terminal_put(top, COLUMN_TIMELINE + width, FIGURES, STYLE(.role = COLOUR_DIM), false, _("vis  work drive load"));
  if (board->lists.n == 0) {
    draw_no_lists(screen, top + 1);
    return;
  }
  clock_span(screen, &from, &until);
  timeline_hours(screen, from, until, top, COLUMN_TIMELINE, width - 1);
  board->top = screen_scroll(board->top, board->row, rows - 1, (int)board->lists.n);
  for (int i = 0; i < rows - 1 && board->top + i < (int)board->lists.n; i++)
    draw_list(screen, board->top + i, top + 1 + i, from, until);
}

/* --- Unassigned --- */

static void draw_waiting(struct screen *screen, int at, int row) {
  const struct board *board = board_of(screen);
  const struct visit *visit = &screen->data.day->visits[board->unassigned.at[at]];
  const struct patient *patient = &screen->data.day->patients[visit->patient];
  bool marked = board->pane == PANE_UNASSIGNED && at == board->waiting;
  bool must = visit->priority == PRIORITY_MUST;
  struct style style = STYLE(.role = must ? COLOUR_ERROR : COLOUR_PLAIN, .bold = marked || must, .reverse = marked);
  char earliest[TIME_SIZE], latest[TIME_SIZE];
  time_format(screen->on, visit->windows[0].earliest, earliest);
  time_format(screen->on, visit->windows[visit->n_windows - 1].latest, latest);
  terminal_putf(row, 0, terminal_columns(), style, marked, "%s%s %-6s %s-%s %s %s %s  %s", marked ? ">" : " ",
                must ? "!" : " ", _(word_label(&words_priority, (int)visit->priority)), earliest, latest,
                screen->data.day->tasks[visit->task].name, patient->id, patient->name,
                visit->reason ? visit->reason : "");
  if (marked) {
    screen->cursor_row = row;
    screen->cursor_column = 0;
  }
}

static void draw_unassigned(struct screen *screen, int top, int rows) {
  struct board *board = board_of(screen);
  int n = (int)board->unassigned.n;
  terminal_line(top, 0, terminal_columns(), STYLE(.role = n ? COLOUR_ERROR : COLOUR_DIM));
  terminal_putf(top, 3, terminal_columns() - 3, STYLE(.role = n ? COLOUR_ERROR : COLOUR_DIM, .bold = n > 0), false,
                n ? _(" Unassigned: %d ") : _(" Unassigned: none "), n);
  board->waiting_top = screen_scroll(board->waiting_top, board->waiting, rows - 1, n);
  for (int i = 0; i < rows - 1 && board->waiting_top + i < n; i++)
    draw_waiting(screen, board->waiting_top + i, top + 1 + i);
}

/* --- Details --- */

static void draw_times(const struct screen *screen, int row, int visit_index) {
  const struct visit *visit = &screen->data.day->visits[visit_index];
  struct str text = {0};
  char from[TIME_SIZE], to[TIME_SIZE];
  str_addf(&text, _("%s, %d min, start "), screen->data.day->tasks[visit->task].name, visit->duration);
  for (int i = 0; i < visit->n_windows; i++) {
    time_format(screen->on, visit->windows[i].earliest, from);
    time_format(screen->on, visit->windows[i].latest, to);
    str_addf(&text, "%s%s-%s", i ? _(" or ") : "", from, to);
  }
  str_addf(&text, ", %s, %s", _(word_label(&words_window, (int)visit->window)),
           _(word_label(&words_priority, (int)visit->priority)));
  if (visit->start != MINUTE_NONE) {
    time_format(screen->on, visit->start, from);
    str_addf(&text, _(" %s planned %s"), glyph(GLYPH_DOT), from);
  }
  if (visit->pinned)
    str_addf(&text, " %s %s", glyph(GLYPH_DOT), _("pinned"));
  terminal_put(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false, str_text(&text));
  str_free(&text);
}

static void draw_links(const struct screen *screen, int row, int visit_index) {
  struct str text = {0};
  for (int i = 0; i < screen->data.day->n_links; i++) {
    const struct link *link = &screen->data.day->links[i];
    if (link->first != visit_index && link->second != visit_index)
      continue;
    const struct visit *other = &screen->data.day->visits[link->first == visit_index ? link->second : link->first];
    const char *who = other->staff == NONE ? _("nobody") : screen->data.day->staff[other->staff].name;
    if (link->different_staff && link->max_gap == 0)
      str_addf(&text, _("two workers, with %s (%s). "), who, other->id);
    else
      str_addf(&text, _("%s %s by %d-%d min (%s). "), link->first == visit_index ? _("before") : _("after"),
               screen->data.day->tasks[other->task].name, link->min_gap, link->max_gap, who);
  }
  const struct patient *patient = &screen->data.day->patients[screen->data.day->visits[visit_index].patient];
  if (!text_is_empty(patient->important))
    str_addf(&text, _("matters: %s"), patient->important);
  terminal_put(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false, str_text(&text));
  str_free(&text);
}

/* Who knows the patient: the workers who came most in the last 14 days. */
static void draw_known(const struct screen *screen, int row, int patient) {
  struct str text = {0};
  int best[3] = {NONE, NONE, NONE};
  for (int i = 0; i < screen->data.day->n_acquaintances; i++) {
    const struct acquaintance *known = &screen->data.day->acquaintances[i];
    if (known->patient != patient || known->times_14 == 0)
      continue;
    int candidate = i;
    for (int k = 0; k < 3; k++) {
      if (best[k] != NONE &&
          screen->data.day->acquaintances[best[k]].times_14 >= screen->data.day->acquaintances[candidate].times_14)
        continue;
      int swap = best[k];
      best[k] = candidate;
      candidate = swap;
      if (candidate == NONE)
        break;
    }
  }
  for (int k = 0; k < 3 && best[k] != NONE; k++)
    str_addf(&text, "%s%s (%d)", k ? ", " : _("known to: "),
             screen->data.day->staff[screen->data.day->acquaintances[best[k]].staff].name,
             screen->data.day->acquaintances[best[k]].times_14);
  terminal_put(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false, str_text(&text));
  str_free(&text);
}

static void draw_visit_detail(const struct screen *screen, int top, int visit_index) {
  const struct visit *visit = &screen->data.day->visits[visit_index];
  const struct patient *patient = &screen->data.day->patients[visit->patient];
  terminal_putf(top, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s %s %s %s %s %s ", visit->id,
                glyph(GLYPH_DOT), patient->id, patient->name, glyph(GLYPH_DOT),
                patient->protected_address ? _("protected address") : patient->address);
  draw_times(screen, top + 1, visit_index);
  draw_links(screen, top + 2, visit_index);
  draw_known(screen, top + 3, visit->patient);
  if (visit->reason)
    terminal_putf(top + 4, 1, terminal_columns() - 1, STYLE(.role = COLOUR_WARNING), false, _("why: %s"),
                  visit->reason);
}

static void draw_list_detail(const struct screen *screen, int top, int index) {
  const struct work_list *list = &screen->data.day->lists[index];
  const struct list_sheet *sheet = &screen->data.sheets[index];
  char from[TIME_SIZE], to[TIME_SIZE];
  time_format(screen->on, list->start, from);
  time_format(screen->on, list->end, to);
  terminal_putf(top, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s %s %s ", list->id, glyph(GLYPH_DOT),
                list->staff == NONE ? _("nobody") : screen->data.day->staff[list->staff].name);
  struct str text = {0};
  str_addf(&text, _("%s%s%s-%s, %s. %d visits, work %d:%02d of %d:%02d, driving %d:%02d, waiting %d min"),
           list->staff == NONE ? "" : _(word_label(&words_role, (int)screen->data.day->staff[list->staff].role)),
           list->staff == NONE ? "" : ", ", from, to, _(word_label(&words_list_state, (int)list->state)),
           sheet->n_stops, sheet->visit_min / 60, sheet->visit_min % 60, sheet->capacity_min / 60,
           sheet->capacity_min % 60, sheet->travel_min / 60, sheet->travel_min % 60, sheet->wait_min);
  int used = terminal_wrap(top + 1, 1, 2, STYLE(.role = COLOUR_PLAIN), str_text(&text));
  terminal_put(top + 1 + used, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false,
               _("left/right: go through the visits of the list"));
  str_free(&text);
}

static void draw_detail(const struct screen *screen, int top) {
  terminal_line(top, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  int visit = board_visit(screen);
  int list = board_list(screen);
  if (visit != NONE)
    draw_visit_detail(screen, top, visit);
  else if (list != NONE)
    draw_list_detail(screen, top, list);
}

static void draw_board(struct screen *screen, int top, int rows) {
  int waiting = (int)board_of(screen)->unassigned.n;
  int waiting_rows = waiting < (rows - DETAIL_ROWS) / 3 ? waiting + 1 : (rows - DETAIL_ROWS) / 3 + 1;
  int list_rows = rows - DETAIL_ROWS - waiting_rows;
  draw_lists(screen, top, list_rows);
  draw_unassigned(screen, top + list_rows, waiting_rows);
  draw_detail(screen, top + list_rows + waiting_rows);
}

/* --- Keys --- */

static void step_stop(struct screen *screen, int step) {
  int list = board_list(screen);
  if (list == NONE)
    return;
  int to = board_of(screen)->stop + step; /* NONE, the list itself, stands before the first stop */
  if (to >= NONE && to < screen->data.sheets[list].n_stops)
    board_of(screen)->stop = to;
}

static void step_rows(struct screen *screen, enum action action) {
  struct board *board = board_of(screen);
  int page = terminal_rows() / 2;
  if (board->pane == PANE_UNASSIGNED)
    screen_step(action, &board->waiting, (int)board->unassigned.n, page);
  else if (screen_step(action, &board->row, (int)board->lists.n, page))
    board->stop = NONE;
}

static void change_shown(struct screen *screen, enum action action) {
  board_of(screen)->row = board_of(screen)->waiting = 0;
  board_of(screen)->stop = NONE;
  board_of(screen)->list[0] = board_of(screen)->visit[0] = '\0';
  if (action == ACTION_NEXT_SHIFT)
    screen->shift = (enum shift)(((int)screen->shift + 1) % SHIFT_COUNT);
  else
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, NONE);
  read_board(screen);
}

static void request_board(struct screen *screen, enum action action) {
  struct board *board = board_of(screen);
  switch (action) {
  case ACTION_LEFT:
    step_stop(screen, -1);
    break;
  case ACTION_RIGHT:
    step_stop(screen, 1);
    break;
  case ACTION_NEXT_PANE:
    if (board->unassigned.n == 0)
      screen_say(screen, COLOUR_NOTICE, "%s", _("no visit of this team and shift is unassigned"));
    else
      board->pane = board->pane == PANE_LISTS ? PANE_UNASSIGNED : PANE_LISTS;
    break;
  case ACTION_NEXT_SHIFT:
  case ACTION_NEXT_TEAM:
  case ACTION_PREVIOUS_TEAM:
    change_shown(screen, action);
    return;
  case ACTION_OPEN:
    if (board_visit(screen) == NONE)
      step_stop(screen, 1);
    else
      board_act(screen, ACTION_MOVE);
    break;
  default:
    step_rows(screen, action);
    board_act(screen, action);
  }
  remember_marks(screen);
}

static void open_board(struct screen *screen) {
  board_of(screen)->stop = NONE;
}

/* Puts the mark on the list of that id: its row, or NONE. */
static int focus_list(struct screen *screen, int list) {
  struct board *board = board_of(screen);
  board->pane = PANE_LISTS;
  board->stop = NONE;
  for (size_t i = 0; i < board->lists.n; i++)
    if (board->lists.at[i] == list)
      board->row = (int)i;
  return list;
}

static void focus_visit(struct screen *screen, int visit) {
  struct board *board = board_of(screen);
  int list = screen->data.day->visits[visit].list;
  if (list == NONE) {
    for (size_t i = 0; i < board->unassigned.n; i++)
      if (board->unassigned.at[i] == visit) {
        board->pane = PANE_UNASSIGNED;
        board->waiting = (int)i;
      }
    return;
  }
  const struct list_sheet *sheet = &screen->data.sheets[focus_list(screen, list)];
  for (int i = 0; i < sheet->n_stops; i++)
    if (sheet->stops[i].visit == visit)
      board->stop = i;
}

/* The subject is a visit or a list of the date. */
static void focus_board(struct screen *screen) {
  int visit = day_find_visit(screen->data.day, screen_subject(screen));
  int list = visit == NONE ? day_find_list(screen->data.day, screen_subject(screen)) : NONE;
  if (visit != NONE)
    focus_visit(screen, visit);
  else if (list != NONE)
    focus_list(screen, list);
  remember_marks(screen);
}

static void close_board(struct screen *screen) {
  vec_free(&board_of(screen)->lists);
  vec_free(&board_of(screen)->unassigned);
}

const struct view board_view = {
    .id = VIEW_BOARD,
    .title = N_("The board"),
    .state_size = sizeof(struct board),
    .open = open_board,
    .focus = focus_board,
    .close = close_board,
    .shown_by = ACTION_BOARD,
    .read = read_board,
    .draw = draw_board,
    .request = request_board,
};
