/* A new password, typed twice and not shown: one's own, after the present one, or another account's. */
#include <sodium.h>
#include <string.h>

#include "tui/loop.h"
#include "tui/sign_in.h"
#include "tui/widgets/terminal.h"

enum line { PRESENT, WANTED, AGAIN, LINES };
enum { LABEL_WIDTH = 26 };

struct new_password {
  struct screen *screen;
  const char *account, *title;
  struct password lines[LINES];
  int first, at; /* WANTED first: the present one need not be given */
  struct str why;
};

static bool start(struct new_password *form, struct error *err) {
  bool done = true;
  for (int i = 0; done && i < LINES; i++)
    done = password_start(&form->lines[i], err);
  form->at = form->first;
  return done;
}

static void empty(struct new_password *form) {
  for (int i = 0; i < LINES; i++)
    password_empty(&form->lines[i]);
  form->at = form->first;
}

static void end(struct new_password *form) {
  for (int i = 0; i < LINES; i++)
    password_free(&form->lines[i]);
  str_free(&form->why);
}

/* --- Drawing ----------------------------------------------------------------------------------------------------- */

static void draw(const struct new_password *form) {
  static const char *const labels[LINES] = {N_("Present password"), N_("New password"), N_("The same again")};
  struct screen *screen = form->screen;
  int top = terminal_rows() / 3;
  terminal_clear();
  draw_header(screen);
  terminal_wrap(top - 4, 2, 3, STYLE(.bold = true), form->title);
  for (int i = form->first; i < LINES; i++) {
    int column = password_line_draw(top + i, LABEL_WIDTH, _(labels[i]), &form->lines[i], true, i == form->at);
    if (i == form->at) {
      screen->cursor_row = top + i;
      screen->cursor_column = column;
    }
  }
  terminal_wrap(top + LINES + 1, 2, 3, STYLE(.role = COLOUR_ERROR, .bold = true), str_text(&form->why));
  terminal_wrap(
      top + LINES + 4, 2, 2, STYLE(.role = COLOUR_DIM),
      _("Ten characters or more; several words are easy to remember. What is open under the account elsewhere "
        "is signed out."));
  terminal_put(terminal_rows() - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false,
               _("tab next line   enter go on, set it   ctrl-u empty   esc leave it as it is"));
}

/* --- Setting it -------------------------------------------------------------------------------------------------- */

static bool is_proved(struct new_password *form, struct error *err) {
  struct arena arena = {0};
  struct account account;
  bool proved = form->first != PRESENT ||
                store_prove(form->screen->session->store, form->account, &form->lines[PRESENT], &arena, &account, err);
  arena_free(&arena);
  return proved;
}

static bool set(struct new_password *form, struct effects *effects, struct error *err) {
  const struct password *wanted = &form->lines[WANTED], *again = &form->lines[AGAIN];
  if (wanted->n != again->n || sodium_memcmp(wanted->text, again->text, wanted->n) != 0)
    return error_set(err, STATUS_INPUT, "%s", _("the two were not the same; nothing was made"));
  sign_in_say_checking();
  return password_is_fit(wanted, form->account, err) && is_proved(form, err) &&
         dispatch_account_password(form->screen->session, form->account, wanted, effects, err);
}

/* What a key does; true: it is set. */
static bool press(struct new_password *form, int key, struct effects *effects) {
  struct error err = {0};
  int last = LINES - 1;
  if (key == KEY_CODE_TAB || key == KEY_CODE_DOWN || (key == KEY_CODE_ENTER && form->at < last))
    form->at = form->at < last ? form->at + 1 : form->first;
  else if (key == KEY_CODE_BACK_TAB || key == KEY_CODE_UP)
    form->at = form->at > form->first ? form->at - 1 : last;
  else if (key == KEY_CODE_ENTER) {
    if (set(form, effects, &err))
      return true;
    str_clear(&form->why);
    str_add(&form->why, err.text ? err.text : "");
    error_clear(&err);
    empty(form);
  } else if (password_key(&form->lines[form->at], key))
    str_clear(&form->why);
  return false;
}

/* False: given up, or the screen ends. */
static bool ask(struct new_password *form, struct effects *effects) {
  for (;;) {
    draw(form);
    int key = screen_key(form->screen);
    if (key == KEY_CODE_QUIT || key == KEY_CODE_ESCAPE)
      return false;
    if (key != KEY_CODE_NONE && key != KEY_CODE_RESIZE && press(form, key, effects))
      return true;
  }
}

static void run(struct new_password *form) {
  struct screen *screen = form->screen;
  struct effects effects = {0};
  struct error err = {0};
  screen_hold(screen);
  bool done = start(form, &err) && ask(form, &effects);
  end(form);
  screen_release(screen);
  if (done || err.text)
    screen_result(screen, done, &effects, &err);
  else
    effects_free(&effects);
}

/* --- Whose ------------------------------------------------------------------------------------------------------- */

static bool has_password(const struct screen *screen, bool *has, struct error *err) {
  struct arena arena = {0};
  struct account_row row;
  bool there, read = store_account_named(screen->session->store, screen->session->account, &arena, &row, &there, err);
  *has = read && there && row.has_password;
  arena_free(&arena);
  return read;
}

void screen_set_own_password(struct screen *screen) {
  struct new_password form = {
      .screen = screen, .account = screen->session->account, .title = _("Your own password, a new one")};
  struct error err = {0};
  bool has;
  if (!dispatch_may_set_password(screen->session, form.account, &err) || !has_password(screen, &has, &err)) {
    screen_say_error(screen, &err);
    return;
  }
  form.first = has ? PRESENT : WANTED;
  run(&form);
}

void screen_set_password(struct screen *screen, const char *account) {
  struct str title = {0};
  struct error err = {0};
  if (text_equal(account, screen->session->account)) {
    screen_set_own_password(screen);
    return;
  }
  str_addf(&title, _("A new password for the account %s, who chooses another one when signing in with it"), account);
  struct new_password form = {.screen = screen, .account = account, .title = str_text(&title), .first = WANTED};
  if (dispatch_may_set_password(screen->session, account, &err))
    run(&form);
  else
    screen_say_error(screen, &err);
  str_free(&title);
}

void password_of_ones_own(struct screen *screen) {
  struct new_password form = {
      .screen = screen,
      .account = screen->session->account,
      .title = _("Somebody else chose the password that you signed in with, and knows it. Choose one of your own."),
      .first = WANTED};
  struct error err = {0};
  bool should = false;
  if (!screen->session->proved)
    return;
  if (!dispatch_should_choose_password(screen->session, &should, &err))
    screen_say_error(screen, &err);
  else if (should)
    run(&form);
}
