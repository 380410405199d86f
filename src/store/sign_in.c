/* Signing in by name and password: what a try costs, what a password must be, and what is stored of it. */
#include <assert.h>
#include <string.h>
#include <unistr.h>

#include "sealed.h"
#include "store.h"
#include "vaktrom/store/accounts.h"

/* --- A password in memory ---------------------------------------------------------------------------------------- */

bool password_start(struct password *out, struct error *err) {
  *out = (struct password){0};
  if (!sodium_start(err))
    return false;
  out->text = sodium_malloc(PASSWORD_ROOM);
  if (!out->text)
    return error_set(err, STATUS_INTERNAL, _("out of memory"));
  password_empty(out);
  return true;
}

void password_add_byte(struct password *password, char byte) {
  if (password->n + 1 < PASSWORD_ROOM)
    password->text[password->n++] = byte;
}

void password_add(struct password *password, uint32_t character) {
  uint8_t bytes[6];
  int n = u8_uctomb(bytes, character, sizeof bytes);
  for (int i = 0; i < n && password->n + (size_t)n < PASSWORD_ROOM; i++)
    password->text[password->n++] = (char)bytes[i];
  sodium_memzero(bytes, sizeof bytes);
}

void password_take_back(struct password *password) {
  const uint8_t *start = (const uint8_t *)password->text, *last;
  ucs4_t character;
  password->text[password->n] = '\0';
  last = u8_prev(&character, start + password->n, start);
  size_t n = last ? (size_t)(last - start) : password->n > 0 ? password->n - 1 : 0;
  sodium_memzero(password->text + n, password->n - n);
  password->n = n;
}

void password_empty(struct password *password) {
  sodium_memzero(password->text, PASSWORD_ROOM);
  password->n = 0;
}

void password_free(struct password *password) {
  if (password->text)
    sodium_free(password->text); /* wipes it */
  *password = (struct password){0};
}

static bool is_one_character(const struct password *password) {
  bool same = true;
  for (size_t i = 1; i < password->n; i++)
    same = same && password->text[i] == password->text[0];
  return same;
}

/* Whether the password is the name, or the name again and again, whatever the capitals. */
static bool is_the_name(const struct password *password, const char *name) {
  size_t n = strlen(name);
  bool same = n > 0;
  for (size_t i = 0; same && i < password->n; i++)
    same = (password->text[i] | ' ') == (name[i % n] | ' ');
  return same;
}

bool password_is_fit(const struct password *password, const char *name, struct error *err) {
  const uint8_t *text = (const uint8_t *)password->text;
  if (u8_check(text, password->n))
    return error_set(err, STATUS_INPUT, "%s", _("the password is not UTF-8"));
  if (u8_mbsnlen(text, password->n) < PASSWORD_SHORTEST)
    return error_set(err, STATUS_INPUT,
                     _("the password needs at least %d characters: several words are easy to remember"),
                     (int)PASSWORD_SHORTEST);
  if (password->n + 1 >= PASSWORD_ROOM)
    return error_set(err, STATUS_INPUT, _("the password is longer than %d bytes"), (int)PASSWORD_ROOM - 2);
  return !(is_one_character(password) || is_the_name(password, name)) ||
         error_set(err, STATUS_INPUT, "%s", _("this password would be the first that anybody tries"));
}

/* --- What is stored of it ---------------------------------------------------------------------------------------- */

enum { OPERATIONS = crypto_pwhash_OPSLIMIT_MODERATE, MEMORY = crypto_pwhash_MEMLIMIT_MODERATE };
/* Of no password: looked at where there is no account or password, so that this takes as long as where there is. */
static const struct password_hash nobody = {
    "$argon2id$v=19$m=262144,t=3,p=1$AAECAwQFBgcICQoLDA0ODw$c29tZXRoaW5nIHRoYXQgbm8gcGFzc3dvcmQgZ2l2ZXM"};

static_assert(sizeof(struct password_hash) == crypto_pwhash_STRBYTES, "a hash has its room");

bool password_hash(const struct password *password, struct password_hash *out, struct error *err) {
  return crypto_pwhash_str(out->text, password->text, password->n, OPERATIONS, MEMORY) == 0 ||
         error_set(err, STATUS_INTERNAL, "%s",
                   _("there is too little memory to work with passwords: 256 MB must be free"));
}

static bool store_hash(struct store *store, const char *name, const struct password_hash *hash, struct error *err) {
  return RUN(store, err, "UPDATE accounts SET password = ?2 WHERE account = ?1", as_text(name), as_text(hash->text));
}

static bool forget_tries(struct store *store, const char *name, struct error *err) {
  return RUN(store, err, "DELETE FROM sign_in_tries WHERE name = ?", as_text(name));
}

bool store_account_set_password(struct store *store, const char *name, const struct password_hash *hash, bool given,
                                struct error *err) {
  return RUN(store, err,
             "UPDATE accounts SET password = ?2, given = ?3, generation = generation + 1 WHERE account = ?1",
             as_text(name), as_text(hash->text), as_yes_no(given)) &&
         forget_tries(store, name, err);
}

/* --- What a try costs -------------------------------------------------------------------------------------------- */

enum { DAY_SECONDS = 24 * 60 * 60 };

int sign_in_wait(int failed) {
  int wait = 1;
  for (int n = TRIES_FREE; n <= failed && wait < TRIES_LONGEST_WAIT; n++)
    wait *= 2;
  return failed < TRIES_FREE ? 0 : wait < TRIES_LONGEST_WAIT ? wait : TRIES_LONGEST_WAIT;
}

/* Under which name tries are counted: the account's, else a number of 16 bits. */
static const char *counted_name(const struct account_row *row, bool there, const char *typed, struct arena *arena) {
  unsigned char hash[crypto_generichash_BYTES_MIN];
  if (there)
    return row->account.name;
  crypto_generichash(hash, sizeof hash, (const unsigned char *)typed, strlen(typed), NULL, 0);
  return arena_printf(arena, "?%02x%02x", hash[0], hash[1]);
}

/* Seconds until the next try may be made, and how many failed. A clock that was set back makes nobody wait longer than
 * the full time. */
static bool read_tries(struct store *store, const char *name, int *failed, int64_t *wait, struct error *err) {
  struct query query;
  instant last = INSTANT_NONE;
  *failed = 0;
  QUERY(&query, store, err, "SELECT failed, machine_at FROM sign_in_tries WHERE name = ?", as_text(name));
  if (query_next(&query)) {
    *failed = take_int(&query, 0);
    last = take_number(&query, INSTANT_NONE);
  }
  int64_t full = sign_in_wait(*failed), since = last == INSTANT_NONE ? full : clock_machine() - last;
  *wait = since >= full ? 0 : since < 0 ? full : full - since;
  return query_end(&query);
}

static bool say_wait(int64_t seconds, struct error *err) {
  return error_set(err, STATUS_DENIED,
                   trn("too many tries under this name failed: the next can be made in %lld second",
                       "too many tries under this name failed: the next can be made in %lld seconds", seconds),
                   (long long)seconds);
}

static bool count_one(struct store *store, const char *name, int *failed, struct error *err) {
  int64_t wait;
  if (!read_tries(store, name, failed, &wait, err))
    return false;
  if (wait > 0)
    return say_wait(wait, err);
  ++*failed;
  return RUN(store, err, "DELETE FROM sign_in_tries WHERE machine_at < ?", as_number(clock_machine() - DAY_SECONDS)) &&
         RUN(store, err, "INSERT OR REPLACE INTO sign_in_tries VALUES (?, ?, ?)", as_text(name), as_number(*failed),
             as_number(clock_machine()));
}

/* Counts the try as failed until it has succeeded; refuses it where it comes too early. */
static bool begin_try(struct store *store, const char *name, int *failed, struct error *err) {
  if (!store_begin(store, name, "", err))
    return false;
  if (count_one(store, name, failed, err))
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

/* --- A try ------------------------------------------------------------------------------------------------------- */

static bool read_hash(struct store *store, const char *name, struct password_hash *out, struct error *err) {
  struct query query;
  *out = (struct password_hash){0};
  QUERY(&query, store, err, "SELECT password FROM accounts WHERE account = ?", as_text(name));
  const char *stored = query_next(&query) ? peek_text(&query) : NULL;
  if (stored)
    snprintf(out->text, sizeof out->text, "%s", stored);
  return query_end(&query);
}

static bool is_right(const struct password_hash *hash, const struct password *password) {
  bool any = hash->text[0] != '\0';
  bool same = crypto_pwhash_str_verify((any ? hash : &nobody)->text, password->text, password->n) == 0;
  return any && same;
}

static bool note(struct store *store, const char *name, const char *what, struct error *err) {
  if (!store_begin(store, name, "", err))
    return false;
  if (store_audit(store, name, what, name, "", err))
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

/* The same words whatever was wrong. */
static bool say_wrong(struct store *store, const char *name, int failed, struct error *err) {
  int wait = sign_in_wait(failed);
  if (!note(store, name, "sign_in_refused", err))
    return false;
  if (wait == 0)
    return error_set(err, STATUS_DENIED, "%s", _("the name or the password is not right"));
  return error_set(err, STATUS_DENIED,
                   trn("the name or the password is not right; the next try can be made in %d second",
                       "the name or the password is not right; the next try can be made in %d seconds", wait),
                   wait);
}

/* Told only after the right password; the try stays counted, and is written down as a refusal. */
static bool let_in(struct store *store, const struct account_row *row, struct error *err) {
  struct error unwritten = {0};
  bool open = account_is_open(row, err);
  if (!open && !note(store, row->account.name, "sign_in_refused", &unwritten)) {
    error_clear(err);
    *err = unwritten;
  }
  return open;
}

/* Takes the try back, and stores what was made anew of the password, if anything. */
static bool write_success(struct store *store, const char *name, const struct password_hash *renewed,
                          struct error *err) {
  if (!store_begin(store, name, "", err))
    return false;
  if (forget_tries(store, name, err) && (!renewed || store_hash(store, name, renewed, err)) &&
      store_audit(store, name, "sign_in", name, "", err))
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

/* What is stored is made anew where the program asks more of it by now. */
static bool end_try(struct store *store, const char *name, const struct password_hash *hash,
                    const struct password *password, struct error *err) {
  struct password_hash renewed;
  bool renew = crypto_pwhash_str_needs_rehash(hash->text, OPERATIONS, MEMORY) != 0;
  return (!renew || password_hash(password, &renewed, err)) && write_success(store, name, renew ? &renewed : NULL, err);
}

static bool try_out(struct store *store, const char *name, const struct password *password, struct arena *arena,
                    struct account *out, struct error *err) {
  struct account_row row;
  struct password_hash hash;
  bool there;
  int failed;
  if (!store_account_named(store, name, arena, &row, &there, err))
    return false;
  const char *counted = counted_name(&row, there, name, arena);
  if (!begin_try(store, counted, &failed, err) || !read_hash(store, counted, &hash, err))
    return false;
  if (!is_right(&hash, password))
    return say_wrong(store, counted, failed, err);
  if (!let_in(store, &row, err))
    return false;
  *out = row.account;
  return end_try(store, counted, &hash, password, err);
}

/* A dry run changes nothing of the base, but a try counts: else passwords could be tried as fast as the machine can. */
bool store_prove(struct store *store, const char *name, const struct password *password, struct arena *arena,
                 struct account *out, struct error *err) {
  bool dry_run = store->dry_run;
  *out = (struct account){0};
  if (!sodium_start(err))
    return false;
  store->dry_run = false;
  bool proved = try_out(store, name, password, arena, out, err);
  store->dry_run = dry_run;
  return proved;
}
