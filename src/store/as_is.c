/* Opening a store as it is. */
#include "as_is.h"

#include <string.h>
#include <sys/stat.h>

void add_uri(struct str *uri, const char *path) {
  str_add(uri, "file:");
  for (; *path; path++)
    if (strchr("%?#", *path))
      str_addf(uri, "%%%02X", (unsigned)*path);
    else
      str_addc(uri, *path);
}

/* A first look at the file: only then is it truly open. */
static bool connect_read_only(struct store *store, const char *uri) {
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  return sqlite3_open_v2(uri, &store->db, flags, NULL) == SQLITE_OK &&
         sqlite3_busy_timeout(store->db, 5000) == SQLITE_OK &&
         sqlite3_exec(store->db, "PRAGMA user_version", NULL, NULL, NULL) == SQLITE_OK;
}

/* A file beside which no write-ahead log lies is open nowhere: read as one that nobody changes, nothing is made beside
 * it. */
bool open_as_is(const char *path, struct store **out, struct error *err) {
  struct store *store = store_new(path);
  struct stat ignored;
  struct str uri = {0}, log = {0};
  str_addf(&log, "%s-wal", path);
  add_uri(&uri, path);
  if (stat(str_text(&log), &ignored) != 0)
    str_add(&uri, "?immutable=1");
  bool done = connect_read_only(store, str_text(&uri)) || sql_fail(store, err);
  if (!done) {
    store_close(store);
    store = NULL;
  }
  str_free(&uri);
  str_free(&log);
  *out = store;
  return done;
}
