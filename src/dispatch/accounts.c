/* Accounts: adding, changing, locking and removing them, and their passwords. */
#include "vaktrom/dispatch/accounts.h"

#include <string.h>
#include <strings.h>

/* One change of an account: everything that the steps below need. */
struct step {
  struct session *session;
  struct effects *effects;
  struct account_row row; /* as it was */
  struct arena arena;
};

/* --- Around each change ------------------------------------------------------------------------------------------ */

static bool step_begin(struct step *step, struct session *session, struct effects *effects, struct error *err) {
  *step = (struct step){.session = session, .effects = effects};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  store_keep_line(session->store);
  return true;
}

/* Says the line in the effects and in the journal. */
static void tell(struct step *step, const char *line) {
  effects_add(step->effects, "%s", line);
  store_label_text(step->session->store, line);
}

static bool step_end(struct step *step, bool done, const char *what, const char *name, struct error *err) {
  struct store *store = step->session->store;
  done = done && store_audit(store, step->session->actor, what, name, store_label_now(store), err);
  if (done)
    done = store_commit(store, err);
  else
    store_rollback(store);
  arena_free(&step->arena);
  return done;
}

static bool find(struct step *step, const char *name, struct error *err) {
  bool there;
  return store_account_named(step->session->store, name, &step->arena, &step->row, &there, err) &&
         (there || error_set(err, STATUS_USAGE, _("there is no account '%s' (vaktrom user list shows them)"), name));
}

/* Finds it, and whether the session may change it. */
static bool find_managed(struct step *step, const char *name, struct error *err) {
  return dispatch_may_manage_accounts(step->session, NULL, err) && find(step, name, err) &&
         dispatch_may_manage_accounts(step->session, &step->row.account, err);
}

static bool is_own(const struct session *session, const struct account *account) {
  return session->account && text_equal(session->account, account->name);
}

/* --- What ends it ------------------------------------------------------------------------------------------------- */

static bool is_still_there(const struct session *session, bool there, struct error *err) {
  return there || error_set(err, STATUS_DENIED, _("the account %s was removed meanwhile"), session->account);
}

static bool is_of_this_generation(const struct session *session, const struct account_row *row, struct error *err) {
  return session->generation == row->account.generation ||
         error_set(err, STATUS_DENIED, _("the account %s got a new password, or was locked for a while: sign in again"),
                   session->account);
}

bool dispatch_session_is_open(const struct session *session, struct error *err) {
  struct arena arena = {0};
  struct account_row row;
  bool there;
  bool open = store_account_named(session->store, session->account, &arena, &row, &there, err) &&
              is_still_there(session, there, err) && account_is_open(&row, err) &&
              is_of_this_generation(session, &row, err);
  arena_free(&arena);
  return open;
}

/* Somebody must stay who may do everything: an owner neither locked nor about to leave. */
static bool keeps_an_owner(struct store *store, const char *without, struct arena *arena, struct error *err) {
  struct account_row *rows;
  int n;
  bool has = false;
  if (!store_accounts(store, arena, &rows, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    has |= rows[i].account.kind == ACCOUNT_OWNER && !rows[i].locked && rows[i].ended == DATE_NONE &&
           !text_equal(rows[i].account.name, without);
  return has || error_set(err, STATUS_DENIED, _("%s is the last owner: nobody could do everything any more"), without);
}

static bool may_leave(const struct session *session, const struct account_row *row, struct arena *arena,
                      struct error *err) {
  if (row->account.kind != ACCOUNT_OWNER)
    return true;
  if (!session->owner)
    return error_set(err, STATUS_DENIED, _("%s has an owner's account: only an owner may end that worker"),
                     row->account.staff);
  return keeps_an_owner(session->store, row->account.name, arena, err);
}

bool dispatch_account_of_changed_worker(struct session *session, const char *staff, struct effects *effects,
                                        struct error *err) {
  struct arena arena = {0};
  struct account_row row;
  char from[DATE_SIZE];
  bool there;
  bool done = store_account_of_worker(session->store, staff, &arena, &row, &there, err);
  bool leaves = done && there && row.ended != DATE_NONE;
  done = done && (!leaves || may_leave(session, &row, &arena, err));
  if (done && leaves) {
    date_format(row.ended, from);
    effects_add(effects,
                row.ended <= instant_date(clock_now()) ? _("the account %s can no longer sign in")
                                                       : _("the account %s can no longer sign in from %s on"),
                row.account.name, from);
  }
  arena_free(&arena);
  return done;
}

/* --- Looking ----------------------------------------------------------------------------------------------------- */

bool dispatch_accounts(struct session *session, struct arena *arena, struct account_row **out, int *n,
                       struct error *err) {
  struct error refused = {0};
  bool all = session->keeps_file || dispatch_may_manage_accounts(session, NULL, &refused);
  error_clear(&refused);
  if (!store_accounts(session->store, arena, out, n, err))
    return false;
  for (int i = 0; !all && i < *n; i++)
    if (is_own(session, &(*out)[i].account)) {
      *out += i;
      *n = 1;
      return true;
    }
  *n = all ? *n : 0;
  return true;
}

/* --- Adding ------------------------------------------------------------------------------------------------------ */

/* A name that can be typed on any keyboard and mistaken for nothing else. */
static bool is_fit_name(const char *name, struct error *err) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  enum { longest = 32 };
  size_t n = strlen(name);
  return (n > 0 && n <= longest && strspn(name, letters) == n && name[0] != '-' && name[0] != '.') ||
         error_set(err, STATUS_INPUT,
                   _("'%s' cannot be an account's name: up to %d letters a-z, digits and ._- make one"), name, longest);
}

/* Nobody else is called so, neither an account nor (where it would not be the same person) a worker: what somebody did
 * is noted under one or the other. */
static bool is_new_name(struct step *step, const struct account *account, struct error *err) {
  bool there, worker;
  struct account_row other;
  struct store *store = step->session->store;
  if (!store_account_named(store, account->name, &step->arena, &other, &there, err) ||
      !store_has_staff(store, account->name, &worker, err))
    return false;
  if (there)
    return error_set(err, STATUS_DENIED, _("there is an account '%s' already"), other.account.name);
  return !worker || text_equal(account->name, account->staff) ||
         error_set(err, STATUS_DENIED, _("'%s' is a worker's id: give the account another name"), account->name);
}

static bool is_worker(struct step *step, const char *staff, struct error *err) {
  bool there = true;
  return (!staff || store_has_staff(step->session->store, staff, &there, err)) &&
         (there || error_set(err, STATUS_USAGE, _("there is no worker '%s'"), staff));
}

/* "account kari (person, S003, login kari)" */
static const char *in_words(struct arena *arena, const struct account *account) {
  const char *kind = word_said(arena, &words_account_kind, (int)account->kind);
  const char *staff = account->staff ? arena_printf(arena, ", %s", account->staff) : "";
  return account->os_user ? said(arena, "account %s (%s%s, login %s)", account->name, kind, staff, account->os_user)
                          : said(arena, "account %s (%s%s)", account->name, kind, staff);
}

static bool add(struct step *step, const struct account *account, struct error *err) {
  if (!dispatch_may_manage_accounts(step->session, account, err) || !is_fit_name(account->name, err) ||
      !is_new_name(step, account, err) || !is_worker(step, account->staff, err))
    return false;
  tell(step, said(&step->arena, "added %s", in_words(&step->arena, account)));
  return store_account_add(step->session->store, account, err);
}

bool dispatch_account_add(struct session *session, const struct account *account, struct effects *effects,
                          struct error *err) {
  struct step step;
  return step_begin(&step, session, effects, err) &&
         step_end(&step, add(&step, account, err), "account_added", account->name, err);
}

/* --- Changing, locking, removing --------------------------------------------------------------------------------- */

/* What was made with the store before others had accounts becomes what stands in for them. */
static bool become_service(struct step *step, struct account *account, struct error *err) {
  if (account->kind != ACCOUNT_OWNER || !account->os_user || account->staff || step->row.has_password)
    return error_set(err, STATUS_DENIED,
                     _("only an owner's login that is nobody's and has no password can become a "
                       "service: %s is not that"),
                     account->name);
  account->kind = ACCOUNT_SERVICE;
  return keeps_an_owner(step->session->store, step->row.account.name, &step->arena, err);
}

static bool change(struct step *step, const char *name, const struct account_change *wanted, struct error *err) {
  if (!find_managed(step, name, err) || !is_worker(step, wanted->staff, err))
    return false;
  struct account account = step->row.account;
  if (wanted->to_service && !become_service(step, &account, err))
    return false;
  bool is_login = account.kind == ACCOUNT_SERVICE || account.kind == ACCOUNT_SHARED;
  if (is_login && (wanted->staff || (wanted->os_user && !*wanted->os_user)))
    return error_set(err, STATUS_DENIED, _("%s is the account of a login, and of nobody"), account.name);
  account.staff = wanted->staff ? wanted->staff : account.staff;
  if (!dispatch_may_manage_accounts(step->session, &account, err)) /* as whose it becomes, too */
    return false;
  account.os_user = !wanted->os_user ? account.os_user : *wanted->os_user ? wanted->os_user : NULL;
  tell(step, said(&step->arena, "changed %s", in_words(&step->arena, &account)));
  return store_account_change(step->session->store, &account, err);
}

bool dispatch_account_change(struct session *session, const char *name, const struct account_change *wanted,
                             struct effects *effects, struct error *err) {
  struct step step;
  return step_begin(&step, session, effects, err) &&
         step_end(&step, change(&step, name, wanted, err), "account_changed", name, err);
}

/* Somebody must be able to open every door again. */
static bool may_go(struct step *step, struct error *err) {
  if (is_own(step->session, &step->row.account))
    return error_set(err, STATUS_DENIED, "%s", _("this is your own account: somebody else has to do that"));
  return step->row.account.kind != ACCOUNT_OWNER ||
         keeps_an_owner(step->session->store, step->row.account.name, &step->arena, err);
}

static bool lock(struct step *step, const char *name, bool locked, struct error *err) {
  if (!find_managed(step, name, err) || (locked && !may_go(step, err)))
    return false;
  const char *found = step->row.account.name;
  tell(step, locked ? said(&step->arena, "the account %s is locked", found)
                    : said(&step->arena, "the account %s is unlocked", found));
  return store_account_lock(step->session->store, found, locked, err);
}

bool dispatch_account_lock(struct session *session, const char *name, bool locked, struct effects *effects,
                           struct error *err) {
  struct step step;
  return step_begin(&step, session, effects, err) &&
         step_end(&step, lock(&step, name, locked, err), locked ? "account_locked" : "account_unlocked", name, err);
}

static bool take_away(struct step *step, const char *name, struct error *err) {
  if (!find_managed(step, name, err) || !may_go(step, err))
    return false;
  tell(step, said(&step->arena, "removed %s", in_words(&step->arena, &step->row.account)));
  return store_account_remove(step->session->store, step->row.account.name, err);
}

bool dispatch_account_remove(struct session *session, const char *name, struct effects *effects, struct error *err) {
  struct step step;
  return step_begin(&step, session, effects, err) &&
         step_end(&step, take_away(&step, name, err), "account_removed", name, err);
}

/* --- Passwords --------------------------------------------------------------------------------------------------- */

bool dispatch_must_prove(struct session *session, const char *name, bool *must, struct error *err) {
  struct arena arena = {0};
  struct account_row row;
  bool there;
  bool done = store_account_named(session->store, name, &arena, &row, &there, err);
  *must =
      done && there && row.has_password && is_own(session, &row.account) && !session->proved && !session->keeps_file;
  arena_free(&arena);
  return done;
}

bool dispatch_should_choose_password(struct session *session, bool *should, struct error *err) {
  struct arena arena = {0};
  struct account_row row;
  bool there, done = store_account_named(session->store, session->account, &arena, &row, &there, err);
  *should = done && there && row.has_password && row.given;
  arena_free(&arena);
  return done;
}

/* How the journal says it; NULL where it may not be done. */
static const char *setting_line(struct step *step, struct error *err) {
  const struct session *session = step->session;
  const struct account *account = &step->row.account;
  if (is_own(session, account))
    return said(&step->arena, "%s set the own password", account->name);
  if (dispatch_may_manage_accounts(session, account, err))
    return said(&step->arena, "%s set the password of %s", session->actor, account->name);
  if (!session->keeps_file)
    return NULL;
  error_clear(err);
  return said(&step->arena, "%s, whose login owns the store's file, set the password of %s", session->actor,
              account->name);
}

/* Finds the account; the line, or NULL with the reason. Who may set none but the own one learns of no other. */
static const char *may_set(struct step *step, const char *name, struct error *err) {
  const struct session *session = step->session;
  bool own = session->account && text_equal(name, session->account);
  if (!own && !session->keeps_file && !dispatch_may_manage_accounts(session, NULL, err))
    return NULL;
  if (!find(step, name, err))
    return NULL;
  enum account_kind kind = step->row.account.kind;
  if (kind == ACCOUNT_SERVICE || kind == ACCOUNT_SHARED) {
    error_set(err, STATUS_DENIED, _("%s is the account of a login, and has no password"), step->row.account.name);
    return NULL;
  }
  return setting_line(step, err);
}

bool dispatch_may_set_password(struct session *session, const char *name, struct error *err) {
  struct step step = {.session = session};
  bool may = may_set(&step, name, err) != NULL;
  arena_free(&step.arena);
  return may;
}

static bool set_password(struct step *step, const char *name, const struct password_hash *hash, struct error *err) {
  const char *line = may_set(step, name, err);
  if (!line)
    return false;
  tell(step, line);
  bool own = is_own(step->session, &step->row.account);
  return store_account_set_password(step->session->store, step->row.account.name, hash, !own, err);
}

bool dispatch_account_password(struct session *session, const char *name, const struct password *wanted,
                               struct effects *effects, struct error *err) {
  struct step step;
  struct password_hash hash;
  bool done = password_is_fit(wanted, name, err) && password_hash(wanted, &hash, err) &&
              step_begin(&step, session, effects, err) &&
              step_end(&step, set_password(&step, name, &hash, err), "password_set", name, err);
  if (done && session->account && text_equal(session->account, name))
    session->generation++; /* it ends every other session under the own account */
  return done;
}
