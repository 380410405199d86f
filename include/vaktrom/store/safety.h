/*
 * safety: copies of the store that can be trusted, bringing one back, and looking whether the store is sound.
 *
 * A backup is one file: a header (sealed.h says what stands in it) and the store's bytes, encrypted and authenticated
 * by libsodium's secret stream. It is read back, decrypted and compared with the store before it gets its name.
 */
#ifndef VAKTROM_STORE_SAFETY_H
#define VAKTROM_STORE_SAFETY_H

#include "vaktrom/store.h"

/* --- What opens a backup --- */

/* The content of a key file, or a passphrase. `struct backup_secret secret = {0};` ... backup_secret_free(), which
 * wipes it. */
struct backup_secret {
  bool is_passphrase;
  unsigned char *bytes; /* in libsodium's guarded memory */
  size_t size;
};
enum { PASSPHRASE_SHORTEST = 12 }; /* characters, as bytes; argon2id does the rest */
/* Makes a new key file, mode 0600; never over another file. */
VK_NODISCARD bool backup_new_key(const char *path, struct error *err);
/* Reads a key file; one that others than its owner may read is refused. */
VK_NODISCARD bool backup_secret_read(const char *path, struct backup_secret *out, struct error *err);
/* Takes over a passphrase and wipes the caller's text. */
VK_NODISCARD bool backup_secret_passphrase(char *text, struct backup_secret *out, struct error *err);
void backup_secret_free(struct backup_secret *secret);

/* --- Backups --- */

/* What a backup's header says; true only once the file was opened with its secret. */
struct backup_about {
  instant at;         /* when it was made */
  int form;           /* the store's version, as schema/ counts */
  int64_t size;       /* of the store within, bytes */
  bool is_passphrase; /* what opens it */
};
/* STATUS_INPUT when the file is no backup, a newer program's, or cannot be read. */
VK_NODISCARD bool backup_describe(const char *file, struct backup_about *out, struct error *err);

enum { BACKUP_DAYS = 7, BACKUP_WEEKS = 4, BACKUP_MONTHS = 12 };
struct backup_request {
  const char *file; /* or a folder, in which the file gets its name and old ones are removed; "name/" is made */
  const struct backup_secret *secret;
  const char *actor;
  int keep_days; /* in a folder: the newest of each of so many days stays, of BACKUP_WEEKS weeks and BACKUP_MONTHS
                    months */
};
struct backup_report {
  const char *file; /* in the arena */
  struct backup_about about;
  int64_t file_size, rows;
  int tables;
  int kept, removed; /* in a folder */
  double seconds;
};
/* Copies the store while others go on writing, seals it, reads it back, compares integrity and the content of every
 * table with the store's state of that moment, and only then gives the file its name and removes old ones. On failure
 * no file of that name appears or changes. STATUS_STORE when the store is damaged or there is no room; STATUS_INPUT
 * when the file cannot be written or is something else than a backup. */
VK_NODISCARD bool store_backup(struct store *store, const struct backup_request *request, struct arena *arena,
                               struct backup_report *report, struct error *err);

struct restore_request {
  const char *file, *store; /* paths */
  const struct backup_secret *secret;
  const char *os_user; /* where the present store can be read, only its owner may replace it */
  bool only_try;       /* look at the backup, change nothing */
};
struct restore_report {
  struct backup_about about;
  const char *before; /* where the store that was there is now; NULL = there was none. In the arena */
  int form;           /* of the store after it was brought forward */
};
/* Brings a backup back. The whole file is authenticated and checked before anything changes; the present store is kept
 * beside itself as PATH.before-restore-TIME. Refused (STATUS_STORE) while another program has the store open. Atomic:
 * after a crash the one or the other is there. */
VK_NODISCARD bool store_restore(const struct restore_request *request, struct arena *arena,
                                struct restore_report *report, struct error *err);

/* --- Doctor --- */

enum ailment_weight {
  AILMENT_NONE,
  AILMENT_REMARK,
  AILMENT_WARNING,
  AILMENT_UNSEEN,
  AILMENT_DAMAGE
};                                       /* unseen: no memory */
extern const struct words words_ailment; /* ok, note, warning, unseen, damage */
/* One thing that was looked at. */
struct ailment {
  enum ailment_weight weight;
  const char *check;         /* what was looked at: "file", "integrity" ... */
  const char *what, *advice; /* in words; advice "" where all is well */
};
/* Looks at the file, its neighbours, its content, the disk and the clock; changes nothing. Fails only where there is no
 * store at all. */
VK_NODISCARD bool store_examine(const char *path, struct arena *arena, struct ailment **out, int *n, struct error *err);

/* What could be read of one table of a damaged store. */
struct rescued_table {
  const char *name;
  int64_t rows;
  const char *lost; /* what could not be read, in words; NULL = nothing */
};
/* Reads every table of a store, row by row around what is damaged, into a new store FOLDER/rescued.db, and gives it
 * opened, so that it can be exported. Changes nothing in the damaged one. */
VK_NODISCARD bool store_rescue(const char *path, const char *folder, struct arena *arena, struct store **out,
                               struct rescued_table **tables, int *n, struct error *err);

#endif
