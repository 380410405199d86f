/*
 * audit: what the files of the audit chain (audit*.c) share. vaktrom/store/audit.h says what the chain is.
 *
 *   hash of a part = BLAKE2b(salt, number, patient, body)
 *   hash of a row  = BLAKE2b with the key(hash before, row, hashes of its parts)
 *
 * Numbers go in as eight bytes, the lowest first; texts and bytes behind their length.
 */
#ifndef VAKTROM_STORE_AUDIT_PRIVATE_H
#define VAKTROM_STORE_AUDIT_PRIVATE_H

#include <sodium.h>

#include "sealed.h"
#include "store.h"
#include "vaktrom/store/audit.h"

enum { AUDIT_SALT = 16 };

/* --- The key and the head (audit_files.c) --- */

/* Loads the store's key into store->audit; *there is false, and nothing is loaded, where there is none.
 * STATUS_STORE when it cannot be read or is damaged. */
VK_NODISCARD bool audit_key_load(struct store *store, bool *there, struct error *err);
/* Takes the key of another file, to verify with. STATUS_INPUT when it is none. */
VK_NODISCARD bool audit_key_load_from(struct store *store, const char *path, struct error *err);
VK_NODISCARD bool audit_key_make(struct store *store, struct error *err);
/* The name of the key's file; the caller frees it. */
char *audit_key_path(const struct store *store);

/* How far the chain reached when its head was last written down. */
struct audit_head {
  enum { HEAD_MISSING, HEAD_DAMAGED, HEAD_OF_ANOTHER_KEY, HEAD_GOOD } state;
  int64_t id; /* these two only of the last two states */
  unsigned char hash[AUDIT_HASH];
};
/* `announced`: one that is to count in its stead as soon as the chain reaches it. */
void audit_head_read(const struct store *store, struct audit_head *out, struct audit_head *announced);
/* Writes where the chain ends, unless somebody wrote a later row meanwhile. What cannot be written stays behind, which
 * verifying accepts. */
void audit_head_write(const struct store *store, int64_t id, const unsigned char *hash);
/* A head that no longer goes on from the one that stands there: announced before the rows that say so are on the disk,
 * written in its place when they are, or withdrawn when they are not going to be. So at no moment a crash leaves a head
 * that the chain contradicts. */
void audit_head_announce(const struct store *store, int64_t id, const unsigned char *hash);
void audit_head_write_anew(const struct store *store, int64_t id, const unsigned char *hash);
void audit_head_withdraw(const struct store *store);

/* --- Rows (audit_chain.c) --- */

struct audit_row {
  int64_t id, at, machine_at, parts;
  const char *actor, *account, *place, *what, *key;
};
struct audit_part {
  const char *patient; /* NULL = none */
  const char *body;
};

void audit_hash_row(const struct audit_row *row, const unsigned char *key, const unsigned char *before,
                    const unsigned char *parts, unsigned char out[AUDIT_HASH]);
void audit_hash_part(int64_t number, const char *patient, const char *body, const unsigned char *salt,
                     unsigned char out[AUDIT_HASH]);
/* Adds a row to `all`, over what a new key closes: every row as it stands, hashes and all. */
void audit_digest_row(crypto_generichash_state *all, const struct audit_row *row, const unsigned char *hash);
/* Takes the columns of SELECT AUDIT_COLUMNS; the texts are the statement's. */
#define AUDIT_COLUMNS "id, at, machine_at, actor, account, place, what, parts, key, hash"
const unsigned char *audit_take_row(struct query *query, struct audit_row *row);
/* A text that was hashed; until the next row. */
const char *audit_take_text(struct query *query);
/* Takes a column of AUDIT_HASH bytes; zeros where it is none. */
const unsigned char *audit_take_hash(struct query *query);

/* Adds a row to the chain, inside a transaction; nothing in a dry run. */
VK_NODISCARD bool audit_append(struct store *store, const char *actor, enum audit_what what,
                               const struct audit_part *parts, int n, struct error *err);
/* What a row of AUDIT_ACCEPTED says: which rows' findings are known, and why (audit_accept.c). Texts in the arena. */
struct audit_acceptance {
  int fault; /* enum audit_fault */
  int64_t from, to, row;
  instant at;
  const char *by, *why;
};
struct audit_acceptance audit_acceptance_read(const struct audit_row *row, const char *body, struct arena *arena);
/* Notes with a finding who accepted it, where one of them did. */
void audit_accept_finding(struct audit_finding *finding, const struct audit_acceptance *all, size_t n);
/* {"subject": ..., "label": ...}, without what is empty; the caller frees it. */
char *audit_body(const char *subject, const char *label);

#endif
