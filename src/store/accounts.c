/* Accounts: reading and changing who may sign in. How somebody proves who they are stands in sign_in.c. */
#include "vaktrom/store/accounts.h"

#include "store.h"

/* --- Reading ----------------------------------------------------------------------------------------------------- */

#define ACCOUNT_COLUMNS                                                                                                \
  "SELECT account, os_user, a.staff, kind, generation, password <> '', locked, given, failed, machine_at, s.name,"     \
  " s.ended"                                                                                                           \
  " FROM accounts a LEFT JOIN sign_in_tries t ON t.name = account LEFT JOIN staff s ON s.staff = a.staff "

static void take_account(struct query *query, struct arena *arena, struct account_row *out) {
  out->account.name = take_text(query, arena);
  out->account.os_user = take_reference(query, arena);
  out->account.staff = take_reference(query, arena);
  out->account.kind = (enum account_kind)take_word(query, &words_account_kind);
  out->account.generation = take_int(query, 0);
  out->has_password = take_int(query, 0);
  out->locked = take_yes(query);
  out->given = take_yes(query);
  out->failed = take_int(query, 0);
  out->last_failure = take_number(query, INSTANT_NONE);
  out->worker = take_reference(query, arena);
  out->ended = take_date(query);
}

/* The one account that a query finds. */
static bool take_one(struct query *query, struct arena *arena, struct account_row *out, bool *there) {
  *out = (struct account_row){.ended = DATE_NONE};
  *there = query_next(query);
  if (*there)
    take_account(query, arena, out);
  return query_end(query);
}

bool store_accounts(struct store *store, struct arena *arena, struct account_row **out, int *n, struct error *err) {
  struct query query;
  VEC(struct account_row) found = {0};
  QUERY_ALL(&query, store, err, ACCOUNT_COLUMNS "ORDER BY account");
  while (query_next(&query))
    take_account(&query, arena, vec_add(&found));
  KEEP(arena, found, out, n);
  return query_end(&query);
}

bool store_account_named(struct store *store, const char *name, struct arena *arena, struct account_row *out,
                         bool *there, struct error *err) {
  struct query query;
  QUERY(&query, store, err, ACCOUNT_COLUMNS "WHERE account = ?1 COLLATE NOCASE ORDER BY account = ?1 DESC LIMIT 1",
        as_text(name));
  return take_one(&query, arena, out, there);
}

bool store_account_of_worker(struct store *store, const char *staff, struct arena *arena, struct account_row *out,
                             bool *there, struct error *err) {
  struct query query;
  QUERY(&query, store, err, ACCOUNT_COLUMNS "WHERE a.staff = ?", as_text(staff));
  return take_one(&query, arena, out, there);
}

static bool find_by_login(struct store *store, const char *os_user, struct arena *arena, struct account_row *out,
                          bool *there, struct error *err) {
  struct query query;
  QUERY(&query, store, err, ACCOUNT_COLUMNS "WHERE os_user = ?", as_text(os_user));
  return take_one(&query, arena, out, there);
}

bool store_has_staff(struct store *store, const char *staff, bool *there, struct error *err) {
  struct query query;
  QUERY(&query, store, err, "SELECT 1 FROM staff WHERE staff = ?", as_text(staff));
  *there = query_next(&query);
  return query_end(&query);
}

/* --- Signing in --------------------------------------------------------------------------------------------------- */

bool account_is_open(const struct account_row *row, struct error *err) {
  char since[DATE_SIZE];
  if (row->locked)
    return error_set(err, STATUS_DENIED, _("the account %s is locked; a section leader can unlock it"),
                     row->account.name);
  if (row->ended == DATE_NONE || row->ended > instant_date(clock_now()))
    return true;
  date_format(row->ended, since);
  return error_set(err, STATUS_DENIED,
                   _("%s %s no longer works here (since %s): the account %s lets nobody in. A section leader can "
                     "change that"),
                   row->account.staff, row->worker, since, row->account.name);
}

bool store_account_find(struct store *store, const char *os_user, struct arena *arena, struct account *out,
                        struct error *err) {
  struct account_row row;
  bool there;
  *out = (struct account){0};
  if (!find_by_login(store, os_user, arena, &row, &there, err))
    return false;
  *out = row.account;
  if (there)
    return account_is_open(&row, err);
  return error_set(err, STATUS_DENIED,
                   _("the user %s has no account in %s: a section leader makes one (vaktrom user add); who has "
                     "one with a password says so with --user NAME"),
                   os_user, store->path);
}

/* --- Changing ---------------------------------------------------------------------------------------------------- */

/* The account, other than this one, of which the column holds the value; *taken is NULL where none does. */
static bool find_taken(struct store *store, const char *sql, const char *value, const char *name, struct arena *arena,
                       const char **taken, struct error *err) {
  struct query query;
  *taken = NULL;
  QUERY(&query, store, err, sql, as_reference(value), as_text(name));
  if (query_next(&query))
    *taken = take_text(&query, arena);
  return query_end(&query);
}

/* Login and worker belong to one account each: told before the table's constraint would. */
static bool is_free(struct store *store, const struct account *account, struct error *err) {
  struct arena arena = {0};
  const char *login = NULL, *worker = NULL;
  bool done = find_taken(store, "SELECT account FROM accounts WHERE os_user = ?1 AND account <> ?2", account->os_user,
                         account->name, &arena, &login, err) &&
              find_taken(store, "SELECT account FROM accounts WHERE staff = ?1 AND account <> ?2", account->staff,
                         account->name, &arena, &worker, err);
  if (done && login)
    done = error_set(err, STATUS_DENIED, _("the login %s belongs to the account %s"), account->os_user, login);
  else if (done && worker)
    done = error_set(err, STATUS_DENIED, _("%s has the account %s"), account->staff, worker);
  arena_free(&arena);
  return done;
}

bool store_account_add(struct store *store, const struct account *account, struct error *err) {
  return is_free(store, account, err) &&
         RUN(store, err, "INSERT INTO accounts (account, kind, os_user, staff) VALUES (?, ?, ?, ?)",
             as_text(account->name), as_word(&words_account_kind, (int)account->kind), as_reference(account->os_user),
             as_reference(account->staff));
}

bool store_account_change(struct store *store, const struct account *account, struct error *err) {
  return is_free(store, account, err) &&
         RUN(store, err, "UPDATE accounts SET os_user = ?2, staff = ?3, kind = ?4 WHERE account = ?1",
             as_text(account->name), as_reference(account->os_user), as_reference(account->staff),
             as_word(&words_account_kind, (int)account->kind));
}

bool store_account_lock(struct store *store, const char *name, bool locked, struct error *err) {
  return RUN(store, err, "UPDATE accounts SET locked = ?2, generation = generation + (?2 = 'yes') WHERE account = ?1",
             as_text(name), as_yes_no(locked));
}

bool store_account_remove(struct store *store, const char *name, struct error *err) {
  return RUN(store, err, "DELETE FROM accounts WHERE account = ?", as_text(name)) &&
         RUN(store, err, "DELETE FROM sign_in_tries WHERE name = ?", as_text(name));
}
