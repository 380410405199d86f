/* The form of name and password. It has a loop of its own: nothing of the store is read before somebody has signed in.
 */
#include "tui/sign_in.h"

#include <sodium.h>
#include <string.h>

#include "tui/widgets/terminal.h"

#define CONTROL(letter) ((letter) - 'a' + 1)
enum { PATIENCE_SECONDS = 60, LABEL_WIDTH = 12, LINE_WIDTH = 40 };

bool sign_in_start(struct sign_in *form, struct error *err) {
  *form = (struct sign_in){0};
  return password_start(&form->name, err) && password_start(&form->password, err);
}

void sign_in_empty(struct sign_in *form) {
  password_empty(&form->name);
  password_empty(&form->password);
  str_clear(&form->told);
  form->at_password = false;
}

void sign_in_free(struct sign_in *form) {
  password_free(&form->name);
  password_free(&form->password);
  str_free(&form->why);
  str_free(&form->told);
}

bool password_key(struct password *line, int key) {
  if (key == KEY_CODE_BACKSPACE && line->n > 0)
    password_take_back(line);
  else if (key == CONTROL('u'))
    password_empty(line);
  else if (key >= ' ' && key < KEY_CODE_UP && key != KEY_CODE_BACKSPACE)
    password_add(line, (uint32_t)key);
  else
    return false;
  return true;
}

/* --- Drawing ----------------------------------------------------------------------------------------------------- */

int password_line_draw(int row, int width, const char *label, const struct password *line, bool secret, bool focused) {
  char shown[LINE_WIDTH + 1] = "";
  for (size_t i = 0; secret && i < line->n && i < LINE_WIDTH; i++)
    shown[i] = '*';
  terminal_putf(row, 2, width, STYLE(.bold = focused), false, "%s%s", focused ? "> " : "  ", label);
  const char *text = secret ? shown : line->text;
  return terminal_edit(row, 2 + width, LINE_WIDTH, STYLE(.underline = true), text, strlen(text));
}

void sign_in_draw(const struct sign_in *form, bool with_name, int *row, int *column) {
  int top = *row,
      at_name = with_name ? password_line_draw(top, LABEL_WIDTH, _("Name"), &form->name, false, !form->at_password) : 0;
  int at_password = password_line_draw(top + with_name, LABEL_WIDTH, _("Password"), &form->password, true,
                                       !with_name || form->at_password);
  bool on_name = with_name && !form->at_password;
  terminal_wrap(top + 3, 2, 3, STYLE(.role = COLOUR_ERROR, .bold = true), str_text(&form->why));
  *row = on_name ? top : top + with_name;
  *column = on_name ? at_name : at_password;
}

static void draw_form(const struct sign_in *form, const char *title, const char *leave) {
  int row = terminal_rows() / 3, column;
  terminal_clear();
  terminal_wrap(row - 6, 2, 3, STYLE(.role = COLOUR_WARNING, .bold = true), str_text(&form->told));
  terminal_put(row - 2, 2, terminal_columns() - 2, STYLE(.bold = true), false, title);
  sign_in_draw(form, true, &row, &column);
  terminal_wrap(terminal_rows() - 4, 2, 2, STYLE(.role = COLOUR_DIM),
                _("Forgot the password? A section leader of your team sets a new one, or who looks after the server."));
  terminal_putf(terminal_rows() - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false,
                _("tab name/password   enter sign in   ctrl-u empty   esc %s"), leave);
  terminal_show(row, column);
}

/* --- Trying ------------------------------------------------------------------------------------------------------ */

void sign_in_say_checking(void) {
  int row = terminal_rows() - 2;
  terminal_put(row, 0, terminal_columns(), STYLE(.role = COLOUR_NOTICE, .bold = true), true, _("checking ..."));
  terminal_show(row, 0);
}

bool sign_in_try(struct sign_in *form, struct store *store, const char *name, struct arena *arena,
                 struct account *out) {
  struct error err = {0};
  sign_in_say_checking();
  bool right = store_prove(store, name ? name : form->name.text, &form->password, arena, out, &err);
  password_empty(&form->password);
  str_clear(&form->why);
  str_add(&form->why, right ? "" : err.text);
  error_clear(&err);
  return right;
}

/* What a key does; true: somebody signed in. */
static bool press(struct sign_in *form, int key, struct store *store, struct arena *arena, struct account *out) {
  bool switches = key == KEY_CODE_TAB || key == KEY_CODE_BACK_TAB || key == KEY_CODE_UP || key == KEY_CODE_DOWN;
  if (switches || (key == KEY_CODE_ENTER && !form->at_password)) {
    form->at_password = !form->at_password;
    return false;
  }
  if (key == KEY_CODE_ENTER)
    return sign_in_try(form, store, NULL, arena, out);
  if (password_key(form->at_password ? &form->password : &form->name, key))
    str_clear(&form->why);
  return false;
}

enum sign_in_end sign_in_run(struct sign_in *form, struct store *store, const char *title, const char *leave,
                             struct arena *arena, struct account *out) {
  double touched = clock_seconds();
  for (;;) {
    draw_form(form, title, leave);
    int key = terminal_key(1000);
    if (key == KEY_CODE_QUIT)
      return SIGN_IN_QUIT;
    if (key == KEY_CODE_ESCAPE)
      return SIGN_IN_LEFT;
    if (key != KEY_CODE_NONE && key != KEY_CODE_RESIZE)
      touched = clock_seconds();
    if (key != KEY_CODE_NONE && press(form, key, store, arena, out))
      return SIGN_IN_DONE;
    if (clock_seconds() - touched > PATIENCE_SECONDS)
      return SIGN_IN_IDLE;
  }
}
