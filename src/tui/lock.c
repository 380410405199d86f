/* The lock: after a time without a key nothing of a patient stays on the screen. Who has a password unlocks it by that;
 * without one it hides, and does not guard, and says so. */
#include "tui/loop.h"
#include "tui/sign_in.h"

/* How near a person without a password is to going on, or to leaving. */
enum lock_step { IS_LOCKED, ASKS_WHO, WARNS };

struct lock {
  struct screen *screen;
  enum lock_step step;
  bool guarded;        /* by the password of who is signed in */
  struct sign_in form; /* its password line */
};

/* --- Somebody else ----------------------------------------------------------------------------------------------- */

static enum person_change ask_next(struct screen *screen, struct sign_in *form) {
  if (sign_in_run(form, screen->session->store, _("Who takes over? What was typed and not saved stays the other's."),
                  _("back"), &screen->seat->texts, &screen->next) != SIGN_IN_DONE)
    return PERSON_STAYS;
  if (text_equal(screen->next.name, screen->session->account))
    return PERSON_PROVED;
  screen->quit = screen->signs_out = true;
  return PERSON_CHANGES;
}

enum person_change lock_change_person(struct screen *screen) {
  struct sign_in form;
  struct error err = {0};
  enum person_change change = PERSON_STAYS;
  if (screen->long_works.underway) {
    screen_say(screen, COLOUR_WARNING, _("nobody else can sign in before this is done: %s"),
               str_text(&screen->long_works.underway->title));
    return change;
  }
  if (sign_in_start(&form, &err))
    change = ask_next(screen, &form);
  else
    screen_say_error(screen, &err);
  sign_in_free(&form);
  return change;
}

/* --- Drawing ----------------------------------------------------------------------------------------------------- */

static void draw_unguarded(const struct lock *lock, int row, const char *actor) {
  if (lock->step == IS_LOCKED)
    terminal_put(row, 2, terminal_columns() - 2, STYLE(.role = COLOUR_PLAIN), false, _("Press any key."));
  else if (lock->step == ASKS_WHO)
    terminal_putf(row, 2, terminal_columns() - 2, STYLE(.bold = true), false,
                  _("Are you %s? enter: yes, go on   q: no, leave the program   W: no, sign in"), actor);
  else
    terminal_wrap(row, 2, 2, STYLE(.role = COLOUR_WARNING, .bold = true),
                  _("Something is not finished, or was typed and not saved: leaving loses it. q: leave all the same   "
                    "esc: stay locked"));
  terminal_wrap(row + 3, 2, 2, STYLE(.role = COLOUR_DIM),
                _("This hides what the screen shows; it asks for no password. It does once you have "
                  "one (: own-password)."));
}

static void draw_lock(const struct lock *lock) {
  struct screen *screen = lock->screen;
  const char *actor = screen_staff_name(screen, screen->session->actor);
  int row = terminal_rows() / 3 + 4, column = 2;
  terminal_clear();
  draw_header(screen);
  terminal_put(row - 4, 2, terminal_columns() - 2, STYLE(.bold = true), false, _("The screen is locked."));
  terminal_putf(row - 2, 2, terminal_columns() - 2, STYLE(.role = COLOUR_PLAIN), false, _("Signed in: %s"), actor);
  if (!lock->guarded)
    draw_unguarded(lock, row, actor);
  else {
    terminal_put(row + 6, 2, terminal_columns() - 2, STYLE(.role = COLOUR_DIM), false,
                 _("enter unlock   ctrl-u empty   tab somebody else signs in"));
    sign_in_draw(&lock->form, false, &row, &column);
  }
  terminal_put(terminal_rows() - 2, 0, terminal_columns(), STYLE(.role = screen->message_role, .bold = true), false,
               str_text(&screen->message));
  screen->cursor_row = row;
  screen->cursor_column = column;
}

/* --- Keys: each says whether the screen is open again ------------------------------------------------------------- */

/* A form or question that is open holds, besides the lock. */
static bool would_lose(const struct screen *screen) {
  struct str names = {0};
  bool others = seat_has_drafts(screen->seat, &names);
  str_free(&names);
  return others || screen->held > 1 || screen->drafts.all.n > 0 || screen->long_works.underway;
}

static bool press_unguarded(struct lock *lock, int key) {
  struct screen *screen = lock->screen;
  if (lock->step == ASKS_WHO && key == KEY_CODE_ENTER)
    return true;
  if (lock->step == ASKS_WHO && key == 'W')
    return lock_change_person(screen) == PERSON_PROVED;
  if (key == KEY_CODE_ESCAPE)
    lock->step = IS_LOCKED;
  else if (lock->step == IS_LOCKED || key != 'q')
    lock->step = ASKS_WHO;
  else {
    screen->quit = lock->step == WARNS || !would_lose(screen);
    lock->step = WARNS;
  }
  return false;
}

static bool press_guarded(struct lock *lock, int key) {
  struct screen *screen = lock->screen;
  struct account account;
  if (key == KEY_CODE_TAB)
    return lock_change_person(screen) == PERSON_PROVED;
  if (key == KEY_CODE_ESCAPE)
    password_empty(&lock->form.password);
  if (key == KEY_CODE_ENTER && lock->form.password.n > 0)
    return sign_in_try(&lock->form, screen->session->store, screen->session->account, &screen->seat->texts, &account);
  if (password_key(&lock->form.password, key))
    str_clear(&lock->form.why);
  return false;
}

/* --- Locking ----------------------------------------------------------------------------------------------------- */

/* Where that cannot be read, or the account is gone by now, only a password opens: it is locked in any case. */
static bool has_password(const struct screen *screen) {
  struct arena arena = {0};
  struct error err = {0};
  struct account_row row;
  bool there = false;
  bool read = store_account_named(screen->session->store, screen->session->account, &arena, &row, &there, &err);
  error_clear(&err);
  arena_free(&arena);
  return !read || !there || row.has_password;
}

static void run_lock(struct lock *lock) {
  struct screen *screen = lock->screen;
  bool open = false;
  while (!open && !screen->quit) {
    draw_lock(lock);
    int key = screen_key(screen);
    if (key == KEY_CODE_NONE || key == KEY_CODE_RESIZE || key == KEY_CODE_QUIT)
      continue;
    str_clear(&screen->message);
    open = lock->guarded ? press_guarded(lock, key) : press_unguarded(lock, key);
  }
}

void lock_screen(struct screen *screen) {
  struct lock lock = {.screen = screen, .guarded = has_password(screen)};
  struct error err = {0};
  screen->locked = true;
  screen_hold(screen);
  str_clear(&screen->message);
  if (sign_in_start(&lock.form, &err))
    run_lock(&lock);
  else
    screen->quit = true; /* out of memory: what cannot be guarded is not shown either */
  error_clear(&err);
  sign_in_free(&lock.form);
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
