/*
 * Bringing an older store forward. The numbered files of schema/ are inside the program; the version of a store (PRAGMA
 * user_version) is the number of the last one that was applied. All missing ones are applied in one transaction, after
 * a copy of the whole store has been made beside it.
 */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { migrations_max = 999 };

static struct migration found[migrations_max];
static int n_found;
static pthread_once_t found_once = PTHREAD_ONCE_INIT;

static int compare_migrations(const void *a, const void *b) {
  return ((const struct migration *)a)->version - ((const struct migration *)b)->version;
}

static void find_migrations(void) {
  for (const struct embedded_file *file = embedded_files; file->path && n_found < migrations_max; file++)
    if (text_starts(file->path, "schema/"))
      found[n_found++] = (struct migration){(int)strtol(file->path + strlen("schema/"), NULL, 10), file->bytes};
  qsort(found, (size_t)n_found, sizeof found[0], compare_migrations);
}

const struct migration *program_migrations(int *n) {
  pthread_once(&found_once, find_migrations);
  *n = n_found;
  return found;
}

/* --- The safe copy ----------------------------------------------------------------------------------------------- */

/* Makes a new empty file PATH + suffix, or with .2 and so on when there is one; the caller frees the name. */
static char *make_copy_file(struct store *store, const char *suffix, struct error *err) {
  struct str name = {0};
  for (int attempt = 1; attempt <= 1000; attempt++) {
    str_clear(&name);
    str_addf(&name, "%s%s", store->path, suffix);
    if (attempt > 1)
      str_addf(&name, ".%d", attempt);
    int file = open(str_text(&name), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
      access_copy(store->path, file);
      close(file);
      return name.at;
    }
    if (errno != EEXIST)
      break;
  }
  error_set(err, STATUS_STORE, _("cannot make the safe copy %s: %s"), str_text(&name), errno_words(errno));
  str_free(&name);
  return NULL;
}

static bool copy_database(struct store *store, const char *to, struct error *err) {
  sqlite3 *copy = NULL;
  int code = sqlite3_open_v2(to, &copy, SQLITE_OPEN_READWRITE, NULL);
  sqlite3_backup *backup = code == SQLITE_OK ? sqlite3_backup_init(copy, "main", store->db, "main") : NULL;
  if (backup) {
    sqlite3_backup_step(backup, -1);
    code = sqlite3_backup_finish(backup);
  }
  bool done = backup && code == SQLITE_OK;
  if (!done)
    error_set(err, STATUS_STORE, _("cannot make the safe copy %s: %s"), to, copy ? sqlite3_errmsg(copy) : "");
  sqlite3_close(copy);
  return done;
}

bool copy_beside(struct store *store, const char *suffix, char **name, struct error *err) {
  *name = make_copy_file(store, suffix, err);
  if (*name && copy_database(store, *name, err) && sync_folder_of(*name, err))
    return true;
  if (*name)
    unlink(*name);
  free(*name);
  *name = NULL;
  return false;
}

/* --- Migrating --------------------------------------------------------------------------------------------------- */

static bool set_version(struct store *store, int version, struct error *err) {
  char pragma[64];
  snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", version);
  return run_script(store, pragma, err);
}

static bool check_foreign_keys(struct store *store, struct error *err) {
  struct query query;
  bool dangling = false;
  QUERY_ALL(&query, store, err, "PRAGMA foreign_key_check");
  dangling = query_next(&query);
  if (!query_end(&query))
    return false;
  return !dangling || error_set(err, STATUS_STORE,
                                _("%s has rows that point nowhere: `vaktrom doctor` says what to do"), store->path);
}

static bool apply_missing(struct store *store, int version, const struct migration *migrations, int n,
                          struct error *err) {
  for (int i = 0; i < n; i++)
    if (migrations[i].version > version &&
        (!run_script(store, migrations[i].sql, err) || !set_version(store, migrations[i].version, err)))
      return error_context(err, _("while bringing %s to form %d:"), store->path, migrations[i].version);
  /* A change set fits only the tables that it was recorded on. */
  return (version == 0 || run_script(store, "UPDATE journal SET changes = NULL WHERE changes IS NOT NULL", err)) &&
         check_foreign_keys(store, err);
}

/* In one transaction. Another program may have done it while this one waited for the lock, and may have recorded
 * changes since, which can be taken back: then nothing is left to do, and *applied stays false. */
static bool bring_forward(struct store *store, const struct migration *migrations, int n, bool *applied,
                          struct error *err) {
  int version = 0;
  /* Tables are rebuilt with the checks of references off; they are checked as a whole before the commit. */
  if (!run_script(store, "PRAGMA foreign_keys = OFF", err) || !run_script(store, "BEGIN IMMEDIATE", err))
    return false;
  bool done = read_pragma(store, "PRAGMA user_version", &version, err);
  *applied = done && version < migrations[n - 1].version;
  done = done && (!*applied || apply_missing(store, version, migrations, n, err)) && run_script(store, "COMMIT", err);
  if (!done && !sqlite3_get_autocommit(store->db))
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  sql_forget_statements(store);
  return done;
}

bool migrate(struct store *store, const struct migration *migrations, int n, struct error *err) {
  int version = 0;
  char suffix[32],
      *copy = NULL; /* made before the lock is taken: SQLite copies nothing inside a transaction that writes */
  bool applied = false;
  if (!read_pragma(store, "PRAGMA user_version", &version, err))
    return false;
  store->form = version;
  if (version >= migrations[n - 1].version)
    return true;
  snprintf(suffix, sizeof suffix, ".before-%d", version);
  if (version > 0 && !copy_beside(store, suffix, &copy, err))
    return false;
  bool done = bring_forward(store, migrations, n, &applied, err);
  if (done)
    store->form = migrations[n - 1].version;
  if (done && !applied && copy) /* whoever brought it forward keeps a copy */
    unlink(copy);
  free(copy);
  return done;
}
