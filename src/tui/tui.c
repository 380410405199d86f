/* The loop of the screen: draw, wait for a key, act. What the parts do stands in the files beside it. */
#include "vaktrom/tui.h"

#include <string.h>

#include "tui/engine/key_table.h"
#include "tui/loop.h"
#include "tui/sign_in.h"

/* How long an urgent request is told at least. */
enum { URGENT_SECONDS = 5 };
/* How long a wait for a key lasts until the store is looked at, until long work is, and until the loader is. */
enum { TICK_MILLISECONDS = 1000, LONG_MILLISECONDS = 250, WAITING_MILLISECONDS = 30 };

/* --- Drawing and keys --- */

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
  terminal_put(1, 0, terminal_columns(), STYLE(.role = COLOUR_ERROR, .bold = true), false, str_text(&screen->urgent));
  if (screen->data.day)
    screen_view(screen)->draw(screen, 2, terminal_rows() - 4 - screen->covered);
  draw_message(screen);
  draw_bar(screen);
}

int screen_key(struct screen *screen) {
  bool waiting = !screen->held && (loader_is_busy(screen->loader) || errands_are_underway(screen->errands));
  terminal_show(screen->cursor_row, screen->cursor_column);
  int key = terminal_key(waiting                       ? WAITING_MILLISECONDS
                         : screen->long_works.underway ? LONG_MILLISECONDS
                                                       : TICK_MILLISECONDS);
  if (key == KEY_CODE_QUIT)
    screen->quit = true;
  else if (key == KEY_CODE_NONE && !screen_take_data(screen, 0))
    screen_poll(screen);
  screen_check_look(screen);
  if (key != KEY_CODE_NONE && key != KEY_CODE_RESIZE) {
    screen->touched = clock_seconds();
    if (screen->touched - screen->urgent_since > URGENT_SECONDS) /* who types on has had time to read it */
      str_clear(&screen->urgent);
  } else
    lock_when_idle(screen); /* here, so that an open form or question hides as well */
  return screen->quit ? KEY_CODE_QUIT : key;
}

struct errand *screen_send(struct screen *screen, const struct errand_kind *kind, void *work) {
  struct error err = {0};
  if (screen->errands || errands_start(screen->session, &screen->errands, &err))
    return errand_send(screen->errands, kind, work);
  screen_say_error(screen, &err);
  kind->forget(work);
  return NULL;
}

enum action screen_action(const struct screen *screen, int key) {
  return keymap_action(&screen->config.keymap, screen_view(screen)->id, key);
}

const char *screen_key_name(const struct screen *screen, enum action action, char out[KEY_NAME_SIZE]) {
  struct str name = {0};
  keymap_first_key(&screen->config.keymap, screen_view(screen)->id, action, &name);
  snprintf(out, KEY_NAME_SIZE, "%s", str_text(&name));
  str_free(&name);
  return out;
}

/* --- Actions that work everywhere --- */

static void add_undo_question(struct str *out, bool redo, const char *label, const struct undo_size *size) {
  if (size->rows > UNDO_UNASKED_ROWS)
    str_addf(out,
             redo ? trn(" Do again \"%s\": %d row, of them visits: %d? ",
                        " Do again \"%s\": %d rows, of them visits: %d? ", size->rows)
                  : trn(" Take back \"%s\": %d row, of them visits: %d? ",
                        " Take back \"%s\": %d rows, of them visits: %d? ", size->rows),
             label, size->rows, size->visits);
  else
    str_addf(out, redo ? _(" Do again \"%s\"? ") : _(" Take back \"%s\"? "), label);
}

/* Whether undo (redo) may go ahead: a slip of the finger must not take back a night's work or an import, nor what
 * somebody with the same account does on another screen. */
static bool undo_is_meant(struct screen *screen, bool redo) {
  struct error err = {0};
  struct str label = {0}, question = {0};
  struct undo_size size;
  if (!store_next_undo(screen->session->store, screen->session->actor, redo, &label, &size, &err)) {
    screen_say_error(screen, &err);
    str_free(&label);
    return false;
  }
  add_undo_question(&question, redo, str_text(&label), &size);
  bool meant = (size.made_here && size.rows <= UNDO_UNASKED_ROWS) || prompt_confirm(screen, str_text(&question));
  if (!meant)
    screen_say(screen, COLOUR_NOTICE, redo ? _("not done again: %s") : _("not taken back: %s"), str_text(&label));
  str_free(&question);
  str_free(&label);
  return meant;
}

static void undo(struct screen *screen, bool redo) {
  if (!undo_is_meant(screen, redo))
    return;
  struct error err = {0};
  struct str label = {0};
  bool done = dispatch_undo(screen->session, redo, &label, &err);
  screen->own_pending = true;
  screen_load(screen);
  if (done)
    screen_say(screen, COLOUR_GOOD, redo ? _("done again: %s") : _("taken back: %s"), str_text(&label));
  else
    screen_say_error(screen, &err);
  str_free(&label);
}

static void back(struct screen *screen) {
  const struct view *view = screen_view(screen);
  if (back_on_table(screen) || (view->back && view->back(screen)))
    return;
  screen_back(screen);
}

/* The view that an action leads to; NULL. */
static const struct view *view_shown_by(enum action action) {
  for (int i = 0; i < VIEW_COUNT; i++)
    if (views[i] && views[i]->shown_by == action)
      return views[i];
  return NULL;
}

static void show_view(struct screen *screen, enum action action) {
  const struct view *view = view_shown_by(action);
  if (!view)
    screen_say(screen, COLOUR_NOTICE, "%s", _("that key does nothing here"));
  else if (view == screen_view(screen) && action == ACTION_HELP)
    screen_back(screen);
  else
    screen_open_view(screen, view->id, NULL);
}

/* At a shared terminal what was typed waits for who typed it. */
static bool loses_typed(const struct screen *screen) {
  struct str names = {0};
  bool others = seat_has_drafts(screen->seat, &names);
  str_free(&names);
  return !screen->seat->shared && (others || screen->drafts.all.n > 0);
}

/* Drafts and long work live as long as the screen: whoever leaves is asked, and nothing is lost unasked. */
static bool may_quit(struct screen *screen) {
  struct str question = {0};
  const struct long_work *work = screen->long_works.underway;
  if (work)
    str_addf(&question,
             work->kind->can_stop ? _(" Leave, which stops %s? ")
                                  : _(" Leave? This is still under way, and is finished first: %s. "),
             str_text(&work->title));
  bool may = !work || prompt_confirm(screen, str_text(&question));
  str_free(&question);
  return may && (!loses_typed(screen) || prompt_confirm(screen, _(" What you typed in a form and did not save is lost "
                                                                  "then. Leave all the same? ")));
}

/* A shared terminal goes on with whoever comes next. */
static void quit(struct screen *screen) {
  screen->quit = may_quit(screen);
  screen->signs_out = screen->quit && screen->seat->shared;
}

/* Refused before anything is asked, so that nobody fills in a form in vain. */
static bool may_request(struct screen *screen, enum action action) {
  const struct action_spec *spec = action_spec(action, screen_view(screen)->id);
  struct error err = {0};
  const enum may asked[] = {spec ? spec->may : MAY_READ, spec ? spec->also : MAY_READ};
  bool may = true;
  for (size_t i = 0; may && i < COUNT_OF(asked); i++)
    may = asked[i] == MAY_READ || dispatch_may(screen->session, asked[i], NULL, &err);
  if (!may)
    screen_say_error(screen, &err);
  return may;
}

static void request(struct screen *screen, enum action action) {
  switch (action) {
  case ACTION_QUIT:
    quit(screen);
    break;
  case ACTION_BACK:
    back(screen);
    break;
  case ACTION_NEXT_DATE:
    screen_show_date(screen, screen->on + 1);
    break;
  case ACTION_PREVIOUS_DATE:
    screen_show_date(screen, screen->on - 1);
    break;
  case ACTION_TODAY:
    screen_show_date(screen, instant_date(clock_now()));
    break;
  case ACTION_UNDO:
  case ACTION_REDO:
    undo(screen, action == ACTION_REDO);
    break;
  case ACTION_REFRESH:
    terminal_redraw();
    screen_load(screen);
    break;
  case ACTION_LOCK:
    lock_screen(screen);
    break;
  case ACTION_OWN_PASSWORD:
    screen_set_own_password(screen);
    break;
  case ACTION_CHANGE_PERSON:
    (void)lock_change_person(screen);
    break;
  default:
    if (action == ACTION_HELP || (action >= ACTION_FIRST_VIEW && action <= ACTION_LAST_VIEW))
      show_view(screen, action);
    else if (screen->data.day && !request_on_table(screen, action) && screen_view(screen)->request &&
             may_request(screen, action))
      screen_view(screen)->request(screen, action);
  }
}

/* --- The loop --- */

static void press(struct screen *screen, int key) {
  screen_await_own_change(screen);
  str_clear(&screen->message);
  enum action action = screen_action(screen, key);
  if (action == ACTION_PALETTE)
    action = palette_run(screen);
  else if (action == ACTION_NONE)
    screen_say(screen, COLOUR_DIM, "%s", _("that key does nothing here; ? shows the keys"));
  if (action != ACTION_NONE)
    request(screen, action);
}

static void step(struct screen *screen) {
  long_work_take(screen);
  if (screen->data.day && screen_view(screen)->tick)
    screen_view(screen)->tick(screen);
  screen_draw(screen);
  int key = screen_key(screen);
  if (key == KEY_CODE_MOUSE)
    mouse_on_view(screen);
  else if (key != KEY_CODE_NONE && key != KEY_CODE_QUIT && key != KEY_CODE_RESIZE)
    press(screen, key);
}

/* The shift that is on now, or the coming one. */
static enum shift shift_now(struct store *store) {
  date today = instant_date(clock_now());
  int wall = minute_to_wall(today, minute_of(today, clock_now()));
  return shift_of_wall(wall, (int)store_setting_int(store, "day_begins"),
                       (int)store_setting_int(store, "evening_starts"), (int)store_setting_int(store, "night_starts"));
}

static bool warn_of_clock(struct screen *screen) {
  struct arena arena = {0};
  instant now, written;
  bool back = store_clock_went_back(screen->session->store, &now, &written);
  if (back)
    screen_say(
        screen, COLOUR_WARNING,
        _("the clock says %s, but something was written at %s: it was set back, or was wrong then; set it right"),
        instant_words(&arena, now), instant_words(&arena, written));
  arena_free(&arena);
  return back;
}

/* Who signed in here by password sees as whom, for the header has not always room for it. */
static void greet(struct screen *screen) {
  if (warn_of_clock(screen))
    return;
  if (screen->session->proved)
    screen_say(screen, COLOUR_NOTICE, _("Signed in: %s. ? shows every key."),
               screen_staff_name(screen, screen->session->actor));
  else
    screen_say(screen, COLOUR_NOTICE, "%s", _("? shows every key. What needs a person stands in the top line."));
}

static bool run(struct screen *screen, struct error *err) {
  screen->shift = shift_now(screen->session->store);
  screen->touched = clock_seconds();
  screen_open_view(screen, VIEW_HOME, NULL);
  if (text_is_empty(str_text(&screen->message)))
    greet(screen);
  screen_draw(screen);
  terminal_show(screen->cursor_row, screen->cursor_column);
  if (!screen_complete_data(screen, err))
    return false;
  password_of_ones_own(screen);
  while (!screen->quit)
    step(screen);
  return true;
}

static void screen_free(struct screen *screen) {
  screen_close_views(screen);
  errand_leave_to_do(&screen->look);
  errands_stop(screen->errands);
  long_works_end(&screen->long_works);
  screen_stop_data(screen);
  config_free(&screen->config);
  str_free(&screen->message);
  drafts_free(&screen->drafts);
  str_free(&screen->now_told);
  str_free(&screen->urgent);
  str_free(&screen->undo_label);
  str_free(&screen->closed);
}

const char *tui_language(void) {
  struct config config;
  struct error ignored = {0};
  bool good = config_load(&config, &ignored);
  const char *lang = config.lang;
  (void)good;
  error_clear(&ignored);
  config_free(&config);
  return lang;
}

static void apply_looks(const struct config *config) {
  const struct terminal_settings wished = {
      .theme = config->theme,
      .ascii = config->ascii,
      .plain = config->plain == CHOICE_YES,
      .no_mouse = config->mouse == CHOICE_NO,
  };
  terminal_configure(&wished);
}

static void configure(struct screen *screen) {
  struct error err = {0};
  if (!config_load(&screen->config, &err))
    screen_say_error(screen, &err);
}

/* The looks are there before anybody sits down; what is wrong in the file is told to who does. */
static void configure_looks(void) {
  struct config config;
  struct error told_later = {0};
  if (!config_load(&config, &told_later))
    error_clear(&told_later);
  apply_looks(&config);
  config_free(&config);
}

/* One person's time at the screen. */
static bool sit(struct seat *seat, struct error *err) {
  struct screen screen = {.session = seat->session,
                          .seat = seat,
                          .on = dispatch_shown_date(seat->session->store),
                          .drafts = seat_drafts_take(seat)};
  configure(&screen);
  bool good = screen_start_data(&screen, err) && run(&screen, err);
  if (screen.closed.n > 0 && !seat->shared)
    good = error_set(err, STATUS_DENIED, "%s", str_text(&screen.closed));
  seat_tell(seat, str_text(&screen.closed));
  seat_drafts_put(seat, &screen.drafts);
  screen_free(&screen);
  seat->left = !good || !screen.signs_out;
  if (screen.next.name)
    session_change(seat->session, &screen.next);
  else if (seat->shared)
    session_become(seat->session, &seat->login);
  return good;
}

bool tui_run(struct session *session, struct error *err) {
  const struct session first = *session;
  struct seat seat;
  seat_start(&seat, session);
  configure_looks();
  bool open = terminal_open(err), good = open;
  while (good && !seat.left && seat_take(&seat, err))
    good = sit(&seat, err);
  *session = first; /* the texts of whoever came after go with the seat */
  seat_free(&seat);
  if (open)
    terminal_close();
  return good;
}

void tui_key_table(struct str *out) {
  key_table_markdown(out);
}

/* Whether a row works in a view that is there; `view` NULL = in any. */
static bool works_in(const struct action_spec *spec, const char *view) {
  for (int v = 0; v < VIEW_COUNT; v++)
    if ((spec->views & IN(v)) && views[v] && (!view || text_equal(view, view_names[v])))
      return true;
  return false;
}

void tui_each_key(const char *view, void (*take)(void *context, const struct tui_key *key), void *context) {
  for (int group = 0; group < GROUP_COUNT; group++)
    for (size_t i = 0; i < n_actions; i++) {
      if ((int)actions[i].group != group || !works_in(&actions[i], view))
        continue;
      struct str where = {0};
      key_table_views(&where, actions[i].views);
      take(context, &(struct tui_key){actions[i].keys, _(actions[i].label), actions[i].name, str_text(&where)});
      str_free(&where);
    }
}

bool tui_view_at(int number, struct tui_view *out) {
  for (int v = 0; v < VIEW_COUNT; v++)
    if (views[v] && number-- == 0) {
      *out = (struct tui_view){view_names[v], views[v]->title ? _(views[v]->title) : view_names[v],
                               views[v]->legend ? _(views[v]->legend) : NULL};
      return true;
    }
  return false;
}
