/*
 * accounts: who may sign in, and how somebody proves who they are: by the login of the operating system, or by a name
 * and a password. Of a password only what libsodium's argon2id (crypto_pwhash_str, OPSLIMIT_MODERATE and
 * MEMLIMIT_MODERATE) makes of it is stored.
 */
#ifndef VAKTROM_STORE_ACCOUNTS_H
#define VAKTROM_STORE_ACCOUNTS_H

#include "vaktrom/store.h"

/* --- Passwords --- */

/* What somebody typed, in libsodium's guarded memory: `struct password typed = {0};` ... password_free(), which wipes
 * it. */
enum {
  PASSWORD_SHORTEST = 10, /* characters; length is what counts (NIST SP 800-63B, 5.1.1.1) */
  PASSWORD_ROOM = 1024    /* bytes with the end */
};
struct password {
  char *text;
  size_t n; /* bytes */
};
VK_NODISCARD bool password_start(struct password *out, struct error *err); /* empty */
/* Adds a character or takes the last one away; what does not fit is not added. */
void password_add(struct password *password, uint32_t character);
void password_add_byte(struct password *password, char byte);
void password_take_back(struct password *password);
void password_empty(struct password *password);
void password_free(struct password *password);
/* Refuses a new password that is too short, too long, not UTF-8, one character over and over, or the name itself.
 * STATUS_INPUT. */
VK_NODISCARD bool password_is_fit(const struct password *password, const char *name, struct error *err);
/* What is stored of it. Takes the better part of a second: do it outside a transaction. */
struct password_hash {
  char text[128];
};
VK_NODISCARD bool password_hash(const struct password *password, struct password_hash *out, struct error *err);

/* --- Accounts --- */

struct account_row {
  struct account account;
  bool has_password, locked;
  bool given;           /* somebody else chose the password */
  int failed;           /* tries to sign in since the last that succeeded */
  instant last_failure; /* by the machine's clock; INSTANT_NONE */
  const char *worker;   /* the name of whose account it is; NULL: nobody's */
  date ended;           /* from this date on, which may be one to come, the worker no longer works here; DATE_NONE */
};
/* Whether it lets in just now: it is not locked, and its worker has not left. STATUS_DENIED with why, and who can
 * change that. */
VK_NODISCARD bool account_is_open(const struct account_row *row, struct error *err);
/* All, by name; one by its name (capitals do not matter) or by its worker, *there whether there is one. In the arena.
 */
VK_NODISCARD bool store_accounts(struct store *store, struct arena *arena, struct account_row **out, int *n,
                                 struct error *err);
VK_NODISCARD bool store_account_named(struct store *store, const char *name, struct arena *arena,
                                      struct account_row *out, bool *there, struct error *err);
VK_NODISCARD bool store_account_of_worker(struct store *store, const char *staff, struct arena *arena,
                                          struct account_row *out, bool *there, struct error *err);
/* Whether somebody of this staff id is among the workers. */
VK_NODISCARD bool store_has_staff(struct store *store, const char *staff, bool *there, struct error *err);

/* Inside a transaction. What contradicts another account is refused in words, STATUS_DENIED. */
VK_NODISCARD bool store_account_add(struct store *store, const struct account *account, struct error *err);
VK_NODISCARD bool store_account_change(struct store *store, const struct account *account, struct error *err);
/* A lock begins a new generation. */
VK_NODISCARD bool store_account_lock(struct store *store, const char *name, bool locked, struct error *err);
VK_NODISCARD bool store_account_remove(struct store *store, const char *name, struct error *err);
/* Sets the password, which somebody else chose where it is `given`, begins a new generation and forgets the failed
 * tries. */
VK_NODISCARD bool store_account_set_password(struct store *store, const char *name, const struct password_hash *hash,
                                             bool given, struct error *err);

/* --- Signing in by name and password --- */

enum { TRIES_FREE = 5, TRIES_LONGEST_WAIT = 15 * 60 };
/* Seconds until the next try after so many failed ones: none up to TRIES_FREE - 1, then 2, 4, 8 ... up to
 * TRIES_LONGEST_WAIT. */
int sign_in_wait(int failed);
/* Whose name and password these are. Each try is counted before it is looked at, so that many at once gain nothing, and
 * in its own transactions: not within one of the caller's. A wrong password, a name that there is not and an account
 * without a password are told in the same words after the same time; that an account is locked, or its worker gone, is
 * told only to who has its password. STATUS_DENIED. */
VK_NODISCARD bool store_prove(struct store *store, const char *name, const struct password *password,
                              struct arena *arena, struct account *out, struct error *err);

#endif
