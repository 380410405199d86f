/* The accounts: who may sign in and how; a new password, a lock. */
#include "vaktrom/dispatch/accounts.h"
#include "tui/views/views.h"

#include <stdlib.h>

enum { DETAIL_ROWS = 5 };
enum { COLUMN_ACCOUNT, COLUMN_WORKER, COLUMN_STATE, COLUMN_KIND, COLUMN_LOGIN };

static const struct table_column columns[] = {
    [COLUMN_ACCOUNT] = {.title = N_("account"), .width = 14, .least = 10, .importance = 5},
    [COLUMN_WORKER] = {.title = N_("worker"), .width = 30, .least = 18, .importance = 4},
    [COLUMN_STATE] = {.title = N_("state"), .width = 16, .least = 16, .importance = 3},
    [COLUMN_KIND] = {.title = N_("kind"), .width = 15, .least = 15, .importance = 2},
    [COLUMN_LOGIN] = {.title = N_("login"), .width = 12, .least = 10, .importance = 1},
};

/* The view's state. */
struct accounts_state {
  struct screen_table list;
  struct arena arena;
  struct account_row *rows;
  int n;
};

static struct accounts_state *state_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows --- */

static bool has_left(const struct account_row *row) {
  return row->ended != DATE_NONE && row->ended <= instant_date(clock_now());
}

static const char *state_text(const struct account_row *row) {
  return row->locked                                   ? _("locked")
         : has_left(row)                               ? _("no longer here")
         : !row->has_password && !row->account.os_user ? _("no password yet")
         : sign_in_wait(row->failed) > 0               ? _("wrong passwords")
         : row->has_password && row->given             ? _("password given")
                                                       : _("open");
}

static const char *row_id(void *context, int row) {
  return ((const struct accounts_state *)context)->rows[row].account.name;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct account_row *account = &((const struct accounts_state *)context)->rows[row];
  if (column == COLUMN_ACCOUNT)
    str_add(out, account->account.name);
  else if (column == COLUMN_WORKER && account->account.staff)
    str_addf(out, "%s %s", account->account.staff, account->worker);
  else if (column == COLUMN_STATE)
    str_add(out, state_text(account));
  else if (column == COLUMN_KIND)
    str_add(out, word_label(&words_account_kind, (int)account->account.kind));
  else if (column == COLUMN_LOGIN && account->account.os_user)
    str_add(out, account->account.os_user);
}

static enum colour_role row_role(void *context, int row) {
  const struct account_row *account = &((const struct accounts_state *)context)->rows[row];
  return account->locked || has_left(account) ? COLOUR_DIM
         : sign_in_wait(account->failed) > 0  ? COLOUR_WARNING
                                              : COLOUR_PLAIN;
}

static void open_accounts(struct screen *screen) {
  table_start(&state_of(screen)->list.table, columns, (int)COUNT_OF(columns));
}

static void read_accounts(struct screen *screen) {
  struct accounts_state *state = state_of(screen);
  struct arena old = state->arena;
  struct error err = {0};
  state->arena = (struct arena){0};
  if (!dispatch_accounts(screen->session, &state->arena, &state->rows, &state->n, &err)) {
    screen_say_error(screen, &err);
    state->n = 0;
  }
  const struct table_source source = {
      .context = state, .n = state->n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&state->list.table, &source, screen->own_change);
  arena_free(&old);
}

static void focus_accounts(struct screen *screen) {
  table_go_id(&state_of(screen)->list.table, screen_subject(screen));
}

static void close_accounts(struct screen *screen) {
  table_end(&state_of(screen)->list.table);
  arena_free(&state_of(screen)->arena);
}

static const struct account_row *marked(const struct screen *screen) {
  int row = table_row(&state_of(screen)->list.table);
  return row == NONE ? NULL : &state_of(screen)->rows[row];
}

/* --- Drawing --- */

/* What the state means, and what is to be done. */
static const char *explain(const struct account_row *row) {
  if (row->locked)
    return _("It lets nobody in until somebody unlocks it.");
  if (has_left(row))
    return _("The worker has left: it lets nobody in, whatever its password.");
  if (row->account.kind == ACCOUNT_SERVICE || row->account.kind == ACCOUNT_SHARED)
    return _("The account of a login, and nobody's: it has no password.");
  if (!row->has_password && !row->account.os_user)
    return _("Nobody can sign in with it before it has a password.");
  if (sign_in_wait(row->failed) > 0)
    return _("Somebody tries wrong passwords: each next try has to wait longer. A new password ends that.");
  if (row->has_password && row->given)
    return _("Somebody else chose the password: at the next sign-in the person is asked for an own one.");
  return row->has_password ? _("Signs in with a password.")
                           : _("Signs in by the login of the machine, without a password.");
}

static void draw_detail(const struct account_row *row, int from) {
  struct str line = {0};
  terminal_line(from, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  str_addf(&line, " %s", row->account.name);
  if (row->account.staff)
    str_addf(&line, ": %s %s", row->account.staff, row->worker);
  str_add(&line, " ");
  terminal_put(from, 3, terminal_columns() - 4, STYLE(.bold = true), false, str_text(&line));
  terminal_wrap(from + 1, 1, DETAIL_ROWS - 2, STYLE(.role = COLOUR_PLAIN), explain(row));
  str_free(&line);
}

static void draw_accounts(struct screen *screen, int top, int rows) {
  const struct account_row *row = marked(screen);
  char password[KEY_NAME_SIZE], lock[KEY_NAME_SIZE];
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                _("Who may sign in. %s sets a new password, %s locks or unlocks"),
                screen_key_name(screen, ACTION_SET_PASSWORD, password),
                screen_key_name(screen, ACTION_LOCK_ACCOUNT, lock));
  screen_table_draw(screen, &state_of(screen)->list, top + 1, rows - 1 - DETAIL_ROWS, _("No account has these words."));
  if (row)
    draw_detail(row, top + rows - DETAIL_ROWS);
}

/* --- Keys --- */

static void lock_or_unlock(struct screen *screen, const char *name, bool lock) {
  struct effects effects = {0};
  struct error err = {0};
  struct str question = {0};
  str_addf(&question, lock ? _(" Lock the account %s? What is open under it ends. ") : _(" Unlock the account %s? "),
           name);
  if (prompt_confirm(screen, str_text(&question))) {
    bool done = dispatch_account_lock(screen->session, name, lock, &effects, &err);
    screen_result(screen, done, &effects, &err);
  }
  str_free(&question);
}

static void request_accounts(struct screen *screen, enum action action) {
  const struct account_row *row = marked(screen);
  if (!row)
    return;
  char *name = mem_strdup(row->account.name); /* the rows are read anew meanwhile */
  bool locked = row->locked;
  if (action == ACTION_SET_PASSWORD)
    screen_set_password(screen, name);
  else if (action == ACTION_LOCK_ACCOUNT)
    lock_or_unlock(screen, name, !locked);
  free(name);
}

static const char *offer_accounts(const struct screen *screen, enum action action, const char *usual) {
  const struct account_row *row = marked(screen);
  if (action == ACTION_LOCK_ACCOUNT && row)
    return row->locked ? _("unlock") : _("lock");
  return action == ACTION_OPEN ? NULL : usual;
}

static struct screen_table *accounts_table(struct screen *screen) {
  return &state_of(screen)->list;
}

const struct view accounts_view = {
    .id = VIEW_ACCOUNTS,
    .title = N_("Accounts"),
    .shown_by = ACTION_ACCOUNTS,
    .may = MAY_KEEP_ACCOUNTS,
    .state_size = sizeof(struct accounts_state),
    .open = open_accounts,
    .read = read_accounts,
    .focus = focus_accounts,
    .draw = draw_accounts,
    .request = request_accounts,
    .table = accounts_table,
    .offers = offer_accounts,
    .close = close_accounts,
};
