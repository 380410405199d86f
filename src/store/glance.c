/*
 * A glance at the ids of the store, for completion in a shell: without signing in, without waiting, without a trace.
 *
 * A file beside which no write-ahead log lies is read as one that nobody changes, for then SQLite makes no file beside
 * it. Should somebody begin to write just then, a glance may see nothing or something old; nothing depends on it.
 */
#include "as_is.h"

#include <string.h>
#include <sys/stat.h>

/* What is said about a row, and which come first; other KINDs: nothing, in the order of their ids. */
static const struct about {
  const char *kind, *about, *order;
} abouts[] = {
    {"teams", "name", NULL},
    {"staff", "name", NULL},
    {"tasks", "name", NULL},
    {"lists", "date || ' ' || shift || ' ' || team || ' ' || ifnull(staff, '')", "date DESC, rowid"},
    {"visits", "date || ' ' || shift || ' ' || ifnull(list, state)", "date DESC, rowid"},
    {"queue", "urgency || ' ' || kind || ' ' || state", "at DESC"},
};

static const struct about *about_of(const struct kind *kind) {
  for (size_t i = 0; i < COUNT_OF(abouts); i++)
    if (text_equal(abouts[i].kind, kind->name))
      return &abouts[i];
  return NULL;
}

static sqlite3 *open_read_only(const char *path) {
  struct str uri = {0}, log = {0};
  struct stat ignored;
  sqlite3 *db = NULL;
  str_addf(&log, "%s-wal", path);
  add_uri(&uri, path);
  if (stat(str_text(&log), &ignored) != 0)
    str_add(&uri, "?immutable=1");
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(str_text(&uri), &db, flags, NULL) != SQLITE_OK) {
    sqlite3_close(db);
    db = NULL;
  }
  str_free(&uri);
  str_free(&log);
  return db;
}

static void write_question(const struct kind *kind, struct str *sql) {
  const struct about *about = about_of(kind);
  const char *key = "rowid";
  for (const struct column *column = kind->columns; column->name; column++)
    if (column->flags & COLUMN_KEY) {
      key = column->sql ? column->sql : column->name;
      break;
    }
  str_addf(sql,
           "SELECT \"%s\", %s FROM \"%s\" WHERE lower(substr(\"%s\", 1, length(?1))) = lower(?1) ORDER BY %s LIMIT ?2",
           key, about ? about->about : "''", kind->name, key, about && about->order ? about->order : "1");
}

void store_glance_ids(const char *path, const struct kind *kind, const char *prefix, int most,
                      void (*take)(void *context, const char *id, const char *about), void *context) {
  sqlite3 *db = open_read_only(path);
  sqlite3_stmt *statement = NULL;
  struct str sql = {0};
  write_question(kind, &sql);
  if (db && sqlite3_prepare_v2(db, str_text(&sql), -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_text(statement, 1, prefix, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, most);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const char *id = (const char *)sqlite3_column_text(statement, 0);
      const char *about = (const char *)sqlite3_column_text(statement, 1);
      if (id)
        take(context, id, about ? about : "");
    }
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  str_free(&sql);
}
