/* The lock: after a time without a key nothing of a patient stays on the screen. It asks for no password yet, and says
 * so: it hides, it does not guard. */
#include "tui/loop.h"

static void draw_lock(struct screen *screen, bool asking) {
  int row = terminal_rows() / 3;
  const char *actor = screen->session->actor ? screen->session->actor : "";
  terminal_clear();
  draw_header(screen);
  terminal_put(row, 2, terminal_columns() - 2, STYLE(.bold = true), false, _("The screen is locked."));
  terminal_putf(row + 2, 2, terminal_columns() - 2, STYLE(.role = COLOUR_PLAIN), false, _("Signed in: %s"), actor);
  if (asking)
    terminal_putf(row + 4, 2, terminal_columns() - 2, STYLE(.bold = true), false,
                  _("Are you %s? enter: yes, go on   q: no, leave the program"), actor);
  else
    terminal_put(row + 4, 2, terminal_columns() - 2, STYLE(.role = COLOUR_PLAIN), false, _("Press any key."));
  terminal_wrap(row + 6, 2, 2, STYLE(.role = COLOUR_DIM),
                _("This hides what the screen shows; it asks for no password."));
  screen->cursor_row = row + 4;
  screen->cursor_column = 2;
}

void lock_screen(struct screen *screen) {
  bool asking = false;
  screen_hold(screen);
  while (!screen->quit) {
    draw_lock(screen, asking);
    int key = screen_key(screen);
    if (asking && key == KEY_CODE_ENTER)
      break;
    if (asking && key == 'q')
      screen->quit = true;
    if (key != KEY_CODE_NONE && key != KEY_CODE_RESIZE)
      asking = key != KEY_CODE_ESCAPE;
  }
  screen_release(screen);
  str_clear(&screen->message);
  screen->touched = clock_seconds();
}

void lock_when_idle(struct screen *screen) {
  int64_t minutes = screen->config.lock_minutes != NONE ? screen->config.lock_minutes
                                                        : store_setting_int(screen->session->store, "lock_minutes");
  if (minutes > 0 && clock_seconds() - screen->touched >= (double)minutes * 60)
    lock_screen(screen);
}
