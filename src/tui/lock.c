/* The lock: after a time without a key nothing of a patient stays on the screen. It asks for no password yet, and says
 * so: it hides, it does not guard. */
#include "tui/loop.h"

/* How near the person is to going on, or to leaving. */
enum lock_step { IS_LOCKED, ASKS_WHO, WARNS };

static void draw_lock(struct screen *screen, enum lock_step step) {
  int row = terminal_rows() / 3;
  const char *actor = screen->session->actor ? screen->session->actor : "";
  terminal_clear();
  draw_header(screen);
  terminal_put(row, 2, terminal_columns() - 2, STYLE(.bold = true), false, _("The screen is locked."));
  terminal_putf(row + 2, 2, terminal_columns() - 2, STYLE(.role = COLOUR_PLAIN), false, _("Signed in: %s"), actor);
  if (step == IS_LOCKED)
    terminal_put(row + 4, 2, terminal_columns() - 2, STYLE(.role = COLOUR_PLAIN), false, _("Press any key."));
  else if (step == ASKS_WHO)
    terminal_putf(row + 4, 2, terminal_columns() - 2, STYLE(.bold = true), false,
                  _("Are you %s? enter: yes, go on   q: no, leave the program"), actor);
  else
    terminal_wrap(row + 4, 2, 2, STYLE(.role = COLOUR_WARNING, .bold = true),
                  _("Something is not finished, or was typed and not saved: leaving loses it. q: leave all the same   "
                    "esc: stay locked"));
  terminal_wrap(row + 7, 2, 2, STYLE(.role = COLOUR_DIM),
                _("This hides what the screen shows; it asks for no password."));
  screen->cursor_row = row + 4;
  screen->cursor_column = 2;
}

/* A form or question that is open holds, besides the lock. */
static bool would_lose(const struct screen *screen) {
  return screen->held > 1 || screen->drafts.all.n > 0 || screen->long_works.underway;
}

/* The step after a key; `screen->quit` where it leaves. */
static enum lock_step step_after(struct screen *screen, enum lock_step step, int key) {
  if (key == KEY_CODE_ESCAPE)
    return IS_LOCKED;
  if (step == IS_LOCKED || key != 'q')
    return ASKS_WHO;
  screen->quit = step == WARNS || !would_lose(screen);
  return WARNS;
}

void lock_screen(struct screen *screen) {
  enum lock_step step = IS_LOCKED;
  screen->locked = true;
  screen_hold(screen);
  while (!screen->quit) {
    draw_lock(screen, step);
    int key = screen_key(screen);
    if (step == ASKS_WHO && key == KEY_CODE_ENTER)
      break;
    if (key != KEY_CODE_NONE && key != KEY_CODE_RESIZE && key != KEY_CODE_QUIT)
      step = step_after(screen, step, key);
  }
  screen_release(screen);
  screen->locked = false;
  str_clear(&screen->message);
  screen->touched = clock_seconds();
}

void lock_when_idle(struct screen *screen) {
  int64_t minutes = screen->config.lock_minutes != NONE ? screen->config.lock_minutes
                                                        : store_setting_int(screen->session->store, "lock_minutes");
  if (!screen->locked && minutes > 0 && clock_seconds() - screen->touched >= (double)minutes * 60)
    lock_screen(screen);
}
