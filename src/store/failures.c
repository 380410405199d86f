/* What SQLite's failures mean to the person before the screen: what is wrong, where, that nothing was changed, and what
 * to do. */
#include "store.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* --- What a rule of the tables refuses --------------------------------------------------------------------------- */

/* The part of SQLite's message after "... constraint failed: ". */
static const char *after_colon(const char *message) {
  const char *colon = strstr(message, ": ");
  return colon ? colon + 2 : message;
}

static bool fail_constraint(struct error *err, int code, const char *message) {
  const char *what = after_colon(message);
  switch (code) {
  case SQLITE_CONSTRAINT_TRIGGER:
    return error_set(err, STATUS_DENIED, "%s", _(message));
  case SQLITE_CONSTRAINT_CHECK: /* a named one says what it wants; another is the condition itself */
    return error_set(err, STATUS_INPUT, "%s", _(what));
  case SQLITE_CONSTRAINT_NOTNULL:
    return error_set(err, STATUS_INPUT, _("%s may not be empty"), what);
  case SQLITE_CONSTRAINT_PRIMARYKEY:
  case SQLITE_CONSTRAINT_UNIQUE:
    return error_set(err, STATUS_INPUT, _("there is already a row with the same %s"), what);
  case SQLITE_CONSTRAINT_FOREIGNKEY:
    return error_set(err, STATUS_INPUT, _("a row points to one that does not exist, or that others still need"));
  default:
    return error_set(err, STATUS_INPUT, "%s", message);
  }
}

/* --- What the disk refuses --------------------------------------------------------------------------------------- */

static bool fail_full(struct store *store, struct error *err) {
  return error_set(
      err, STATUS_STORE,
      _("no room left on the disk for %s; nothing was changed. Make room and do it again: `vaktrom doctor` "
        "says how much is free"),
      store->path);
}

static bool fail_mounted(const struct store *store, struct error *err) {
  return error_set(
      err, STATUS_STORE,
      _("%s lies on a disk that is mounted read-only; nothing was changed. A disk that fails is often made "
        "read-only by the system: look at its log before you mount it again"),
      store->path);
}

bool sql_tell_rights(const struct store *store, struct error *err) {
  struct statvfs disk;
  struct arena arena = {0};
  const char *folder = folder_of(store->path, &arena);
  bool told = true;
  if (statvfs(folder, &disk) == 0 && (disk.f_flag & ST_RDONLY))
    fail_mounted(store, err);
  else if (access(store->path, R_OK | W_OK) != 0 && errno == EACCES)
    error_set(err, STATUS_STORE,
              _("you may not read and write %s; nothing was changed. Its owner gives that right (chmod), to a group by "
                "the setting store_group"),
              store->path);
  else if (access(folder, W_OK) != 0 && errno == EACCES)
    error_set(err, STATUS_STORE,
              _("you may not write in the folder %s, where the log of %s must lie; nothing was changed. The folder's "
                "owner gives that right"),
              folder, store->path);
  else
    told = false;
  arena_free(&arena);
  return told;
}

/* What the system said. At a commit SQLite keeps that with the log's file alone. */
static int disk_fault(const struct store *store) {
  int fault = sqlite3_system_errno(store->db);
  sqlite3_file *log = NULL;
  if (fault == 0 && sqlite3_file_control(store->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log &&
      log->pMethods)
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &fault);
  return fault;
}

/* Whether it failed between a write and its sync: then nobody knows what the disk has kept. */
static bool is_sync(const struct store *store) {
  int code = sqlite3_extended_errcode(store->db);
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

static bool fail_input_output(struct store *store, struct error *err, const char *message) {
  int fault = disk_fault(store);
  switch (is_sync(store) ? 0 : fault) {
  case ENOSPC:
    return fail_full(store, err);
  case EDQUOT:
    return error_set(
        err, STATUS_STORE,
        _("the disk quota for %s is used up; nothing was changed. Make room, or have the quota raised, and "
          "do it again"),
        store->path);
  case EFBIG:
    return error_set(err, STATUS_STORE,
                     _("%s may not grow: files have a limit here (ulimit -f); nothing was changed. Have it raised, and "
                       "do it again"),
                     store->path);
  case EROFS:
    return fail_mounted(store, err);
  default:
    return error_set(err, STATUS_STORE, _("%s cannot be used: %s (%s). `vaktrom doctor` looks what is wrong"),
                     store->path, message, fault ? errno_words(fault) : "-");
  }
}

bool sql_found_damage(const struct store *store) {
  switch (sqlite3_errcode(store->db) & 0xff) {
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return true;
  case SQLITE_IOERR:
    return disk_fault(store) == EIO;
  default:
    return false;
  }
}

/* For want of room, be it a quota's, nothing of what was under way is kept. */
static bool lacks_room(const struct store *store) {
  int fault = disk_fault(store);
  return !is_sync(store) && (fault == ENOSPC || fault == EDQUOT || fault == EFBIG);
}

bool sql_is_in_doubt(const struct store *store) {
  return (sqlite3_errcode(store->db) & 0xff) == SQLITE_IOERR && !lacks_room(store);
}

static bool fail_store(struct store *store, struct error *err, int code, const char *message) {
  const char *path = store->path;
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return error_set(err, STATUS_STORE,
                     _("%s is busy: somebody else has been writing for %.0f seconds; nothing was changed, try again"),
                     path, store->busy_limit);
  case SQLITE_CORRUPT:
    return error_set(err, STATUS_STORE,
                     _("%s is damaged (%s); nobody should work in it: `vaktrom doctor` says what to do"), path,
                     message);
  case SQLITE_NOTADB:
    return error_set(err, STATUS_STORE, _("%s is not a store of this program"), path);
  case SQLITE_FULL:
    return fail_full(store, err);
  case SQLITE_READONLY:
    return sql_tell_rights(store, err) ? false
                                       : error_set(err, STATUS_STORE, _("%s may not be written (%s)"), path, message);
  case SQLITE_CANTOPEN:
    return sql_tell_rights(store, err) ? false : fail_input_output(store, err, message);
  case SQLITE_IOERR:
    return fail_input_output(store, err, message);
  case SQLITE_NOMEM:
    return error_set(err, STATUS_INTERNAL, _("out of memory"));
  default:
    return error_set(err, STATUS_STORE, _("%s cannot be used: %s"), path, message);
  }
}

static bool fail(struct store *store, int code, const char *message, struct error *err) {
  switch (code & 0xff) {
  case SQLITE_CONSTRAINT:
    return fail_constraint(err, code, message);
  case SQLITE_ERROR: /* SQL that does not fit the schema is our fault */
  case SQLITE_MISUSE:
  case SQLITE_RANGE:
  case SQLITE_MISMATCH:
    return error_set(err, STATUS_INTERNAL, "SQLite: %s", message);
  default:
    return fail_store(store, err, code, message);
  }
}

bool sql_fail(struct store *store, struct error *err) {
  return fail(store, sqlite3_extended_errcode(store->db), sqlite3_errmsg(store->db), err);
}

bool session_fail(struct store *store, int code, struct error *err) {
  return fail(store, code, sqlite3_errstr(code), err);
}
