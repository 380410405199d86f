/* The loop of the screen: load, draw, read a key, act. */
#include "vaktrom/tui.h"

#include <string.h>

#include "tui/screen.h"

#define TICK_MILLISECONDS 1000

static const struct view *const views[VIEW_COUNT] = {
    [VIEW_BOARD] = &board_view,
    [VIEW_QUEUE] = &queue_view,
    [VIEW_HELP] = &help_view,
    [VIEW_FINDINGS] = &findings_view,
};

/* --- Data --- */

int screen_team(const struct screen *screen) {
  return screen->day ? day_find_team(screen->day, screen->team) : NONE;
}

void screen_step_team(struct screen *screen, int step, int kind) {
  int n = screen->day ? screen->day->n_teams : 0;
  int at = screen_team(screen);
  for (int tried = 0; tried < n; tried++) {
    at = at == NONE ? 0 : (at + step + n) % n;
    if (kind == NONE || (int)screen->day->teams[at].kind == kind) {
      snprintf(screen->team, sizeof screen->team, "%s", screen->day->teams[at].id);
      return;
    }
  }
}

/* Leaves the items of that HT, and those of no team, which somebody must see. */
static void keep_items(struct queue *queue, const char *ht) {
  int kept = 0;
  for (int i = 0; i < queue->n; i++)
    if (!ht || !queue->items[i].team || text_equal(queue->items[i].team, ht))
      queue->items[kept++] = queue->items[i];
  queue->n = kept;
}

static bool load_queue(struct screen *screen, struct error *err) {
  arena_free(&screen->queue.arena);
  screen->queue.arena = (struct arena){0};
  screen->queue.items = NULL;
  screen->queue.n = 0;
  int team = screen_team(screen);
  const char *ht = team == NONE ? NULL : screen->day->teams[screen->day->teams[team].ht].id;
  if (!dispatch_queue(screen->session->store, NULL, false, &screen->queue.arena, &screen->queue.items, &screen->queue.n,
                      err))
    return false;
  keep_items(&screen->queue, ht);
  return true;
}

void screen_load(struct screen *screen) {
  struct error err = {0};
  struct day *day = NULL;
  if (!store_load_day(screen->session->store, screen->on, &day, &err)) {
    screen_say(screen, COLOUR_ERROR, "%s", err.text);
    error_clear(&err);
    return;
  }
  day_free(screen->day);
  screen->day = day;
  screen->revision = store_revision(screen->session->store);
  screen->sheets = dispatch_sheets(screen->session->store, day);
  screen->findings = NULL; /* the old ones went with their day */
  screen->n_findings = 0;
  if (screen_team(screen) == NONE)
    screen_step_team(screen, 1, NONE);
  if (!dispatch_check(screen->session->store, day, &screen->findings, &screen->n_findings, &err) ||
      !load_queue(screen, &err)) {
    screen_say(screen, COLOUR_ERROR, "%s", err.text);
    error_clear(&err);
  }
  for (int i = 0; i < VIEW_COUNT; i++)
    if (views[i]->read)
      views[i]->read(screen);
}

void screen_tick(struct screen *screen) {
  if (store_revision(screen->session->store) != screen->revision)
    screen_load(screen);
}

void screen_say(struct screen *screen, enum colour_role role, const char *format, ...) {
  va_list args;
  va_start(args, format);
  str_clear(&screen->message);
  str_vaddf(&screen->message, format, args);
  va_end(args);
  screen->message_role = role;
}

void screen_result(struct screen *screen, bool done, struct effects *effects, struct error *err) {
  screen_load(screen);
  if (!done)
    screen_say(screen, COLOUR_ERROR, "%s", err->text);
  else if (effects->lines.n == 1)
    screen_say(screen, COLOUR_GOOD, "%s", effects->lines.at[0]);
  else if (effects->lines.n > 1)
    screen_say(screen, COLOUR_GOOD, _("%s (and %zu more changes)"), effects->lines.at[0], effects->lines.n - 1);
  effects_free(effects);
  error_clear(err);
}

/* --- Rows --- */

bool screen_step(enum action action, int *row, int n, int page) {
  int to = *row;
  switch (action) {
  case ACTION_UP:
    to--;
    break;
  case ACTION_DOWN:
    to++;
    break;
  case ACTION_PAGE_UP:
    to -= page;
    break;
  case ACTION_PAGE_DOWN:
    to += page;
    break;
  case ACTION_FIRST:
    to = 0;
    break;
  case ACTION_LAST:
    to = n - 1;
    break;
  default:
    return false;
  }
  to = to >= n ? n - 1 : to;
  *row = to < 0 ? 0 : to;
  return true;
}

int screen_scroll(int top, int row, int rows, int n) {
  if (row < top)
    top = row;
  if (row >= top + rows)
    top = row - rows + 1;
  if (top > n - rows)
    top = n - rows;
  return top < 0 ? 0 : top;
}

/* --- Actions that work everywhere --- */

static void show_view(struct screen *screen, enum view_id view) {
  if (screen->view != VIEW_HELP)
    screen->before = screen->view;
  screen->help_top = 0;
  screen->view = view;
}

static void undo(struct screen *screen, bool redo) {
  struct error err = {0};
  struct str label = {0};
  bool done = redo ? store_redo(screen->session->store, screen->session->actor, &label, &err)
                   : store_undo(screen->session->store, screen->session->actor, &label, &err);
  screen_load(screen);
  if (done)
    screen_say(screen, COLOUR_GOOD, redo ? _("done again: %s") : _("taken back: %s"), str_text(&label));
  else
    screen_say(screen, COLOUR_ERROR, "%s", err.text);
  str_free(&label);
  error_clear(&err);
}

static void show_date(struct screen *screen, date on) {
  screen->on = on;
  screen_load(screen);
}

static void request(struct screen *screen, enum action action) {
  switch (action) {
  case ACTION_QUIT:
    screen->quit = true;
    break;
  case ACTION_HELP:
    show_view(screen, screen->view == VIEW_HELP ? screen->before : VIEW_HELP);
    break;
  case ACTION_BACK:
    if (screen->view == VIEW_HELP)
      screen->view = screen->before;
    else if (screen->view != VIEW_BOARD)
      show_view(screen, VIEW_BOARD);
    break;
  case ACTION_BOARD:
    show_view(screen, VIEW_BOARD);
    break;
  case ACTION_QUEUE:
    show_view(screen, VIEW_QUEUE);
    break;
  case ACTION_FINDINGS:
    show_view(screen, VIEW_FINDINGS);
    break;
  case ACTION_NEXT_DATE:
    show_date(screen, screen->on + 1);
    break;
  case ACTION_PREVIOUS_DATE:
    show_date(screen, screen->on - 1);
    break;
  case ACTION_TODAY:
    show_date(screen, instant_date(clock_now()));
    break;
  case ACTION_UNDO:
  case ACTION_REDO:
    undo(screen, action == ACTION_REDO);
    break;
  case ACTION_REFRESH:
    terminal_redraw();
    screen_load(screen);
    break;
  default:
    if (screen->day)
      views[screen->view]->request(screen, action);
  }
}

/* --- Drawing --- */

static int count_waiting_musts(const struct screen *screen) {
  int n = 0;
  for (int i = 0; screen->day && i < screen->day->n_visits; i++)
    n += screen->day->visits[i].state == VISIT_UNASSIGNED && screen->day->visits[i].priority == PRIORITY_MUST;
  return n;
}

static int count_errors(const struct screen *screen) {
  int n = 0;
  for (int i = 0; i < screen->n_findings; i++)
    n += screen->findings[i].severity == SEVERITY_ERROR && !screen->findings[i].acknowledged;
  return n;
}

static int count_now(const struct screen *screen) {
  int n = 0;
  for (int i = 0; i < screen->queue.n; i++)
    n += screen->queue.items[i].urgency == URGENCY_NOW;
  return n;
}

/* Columns of the header's clock and of its three figures in short words, and from where on a window is wide. */
enum { CLOCK_WIDTH = 6, FIGURES_WIDTH = 32, WIDE = 100 };

/* One figure of the header: strong while it needs a person. Returns the column after it. */
static int draw_figure(int column, int n, const char *what) {
  struct style style = n > 0 ? STYLE(.role = COLOUR_ERROR, .bold = true, .reverse = true) : STYLE(.role = COLOUR_DIM);
  int room = terminal_columns() - CLOCK_WIDTH - column;
  return column + terminal_putf(0, column, room, style, false, "%s%d %s", n > 0 ? "!" : "", n, what) + 2;
}

static void draw_header(struct screen *screen) {
  char on[DATE_SIZE], now[TIME_SIZE];
  date today = instant_date(clock_now());
  date_format(screen->on, on);
  time_format(today, minute_of(today, clock_now()), now);
  int team = screen_team(screen);
  static const char *const weekdays[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
  bool wide = terminal_columns() >= WIDE;
  int used = terminal_putf(0, 0, terminal_columns() - CLOCK_WIDTH - (wide ? 0 : FIGURES_WIDTH), STYLE(.bold = true),
                           false, "%s %s %s %s %s %s%s", team == NONE ? "" : screen->day->teams[team].name,
                           glyph(GLYPH_DOT), _(word_label(&words_shift, (int)screen->shift)), glyph(GLYPH_DOT),
                           _(weekdays[date_weekday(screen->on)]), on, wide && screen->on == today ? _(" (today)") : "");
  int column = draw_figure(used + 2, count_waiting_musts(screen), wide ? _("MUST unassigned") : _("MUST"));
  column = draw_figure(column, count_errors(screen), _("errors"));
  draw_figure(column, count_now(screen), _("HT now"));
  terminal_put(0, terminal_columns() - CLOCK_WIDTH + 1, CLOCK_WIDTH - 1, STYLE(.bold = true), false, now);
  terminal_line(1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
}

/* The key bar: only what works here. */
static void draw_bar(const struct screen *screen) {
  int column = 0;
  for (size_t i = 0; i < n_actions && column < terminal_columns(); i++) {
    if (!actions[i].bar || !(actions[i].views & IN(screen->view)) || views[screen->view]->shown_by == actions[i].action)
      continue;
    int length = (int)strcspn(actions[i].keys, " ");
    int width = length + 1 + text_width(_(actions[i].bar)) + 2;
    if (column + width > terminal_columns())
      break;
    struct str key = {0};
    str_addn(&key, actions[i].keys, (size_t)length);
    column +=
        terminal_put(terminal_rows() - 1, column, 20, STYLE(.bold = true, .underline = true), false, str_text(&key));
    column +=
        terminal_putf(terminal_rows() - 1, column, 40, STYLE(.role = COLOUR_PLAIN), false, " %s", _(actions[i].bar)) +
        2;
    str_free(&key);
  }
}

static void draw_too_small(void) {
  terminal_putf(0, 0, terminal_columns(), STYLE(.bold = true), false, _("The window is %dx%d; please make it %dx%d"),
                terminal_columns(), terminal_rows(), TERMINAL_MIN_COLUMNS, TERMINAL_MIN_ROWS);
}

void screen_draw(struct screen *screen) {
  terminal_clear();
  screen->cursor_row = terminal_rows() - 1;
  screen->cursor_column = 0;
  if (terminal_rows() < TERMINAL_MIN_ROWS || terminal_columns() < TERMINAL_MIN_COLUMNS) {
    draw_too_small();
    return;
  }
  draw_header(screen);
  if (screen->day)
    views[screen->view]->draw(screen, 2, terminal_rows() - 4);
  terminal_put(terminal_rows() - 2, 0, terminal_columns(), STYLE(.role = screen->message_role, .bold = true), false,
               str_text(&screen->message));
  draw_bar(screen);
}

/* --- The loop --- */

static void step(struct screen *screen) {
  screen_draw(screen);
  terminal_show(screen->cursor_row, screen->cursor_column);
  int key = terminal_key(TICK_MILLISECONDS);
  if (key == KEY_CODE_QUIT) {
    screen->quit = true;
  } else if (key == KEY_CODE_NONE || key == KEY_CODE_RESIZE) {
    screen_tick(screen);
  } else {
    str_clear(&screen->message);
    screen_tick(screen);
    enum action action = action_of_key(screen->view, key);
    if (action == ACTION_NONE)
      screen_say(screen, COLOUR_DIM, "%s", _("that key does nothing here; ? shows the keys"));
    else
      request(screen, action);
  }
}

/* The shift that is on now, or the coming one. */
static enum shift shift_now(struct store *store) {
  date today = instant_date(clock_now());
  int wall = minute_to_wall(today, minute_of(today, clock_now()));
  return shift_of_wall(wall, (int)store_setting_int(store, "day_begins"),
                       (int)store_setting_int(store, "evening_starts"), (int)store_setting_int(store, "night_starts"));
}

static void screen_free(struct screen *screen) {
  day_free(screen->day);
  arena_free(&screen->queue.arena);
  vec_free(&screen->board.lists);
  vec_free(&screen->board.unassigned);
  str_free(&screen->message);
}

bool tui_run(struct session *session, struct error *err) {
  struct screen screen = {.session = session, .on = dispatch_shown_date(session->store), .board = {.stop = NONE}};
  if (!terminal_open(err))
    return false;
  screen.shift = shift_now(session->store);
  screen_load(&screen);
  if (text_is_empty(str_text(&screen.message)))
    screen_say(&screen, COLOUR_NOTICE, "%s", _("? shows every key. What needs a person stands in the top line."));
  while (!screen.quit)
    step(&screen);
  terminal_close();
  screen_free(&screen);
  return true;
}
