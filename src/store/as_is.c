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
static bool connect_read_only(struct store *store, bool frozen) {
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  struct str uri = {0};
  add_uri(&uri, store->path);
  str_add(&uri, frozen ? "?immutable=1" : "");
  sqlite3_close(store->db);
  bool done = sqlite3_open_v2(str_text(&uri), &store->db, flags, NULL) == SQLITE_OK &&
              sqlite3_busy_timeout(store->db, (int)(1000 * store->busy_limit)) == SQLITE_OK &&
              sqlite3_exec(store->db, "PRAGMA user_version", NULL, NULL, NULL) == SQLITE_OK;
  str_free(&uri);
  return done;
}

static bool is_busy(const struct store *store) {
  return (sqlite3_errcode(store->db) & 0xff) == SQLITE_BUSY;
}

/* A file beside which no write-ahead log lies is open nowhere: read as one that nobody changes, nothing is made beside
 * it. So it is, too, where the log is empty and nothing can be made beside it, for want of room or rights; but not
 * while another program has it for itself (a restore): halfway written it would look damaged. */
bool open_as_is(const char *path, struct store **out, struct error *err) {
  struct stat about;
  struct str log = {0};
  *out = store_new(path);
  (*out)->busy_limit = 5;
  str_addf(&log, "%s-wal", path);
  bool is_logged = stat(str_text(&log), &about) == 0, is_whole = !is_logged || about.st_size == 0;
  str_free(&log);
  bool done = is_logged && connect_read_only(*out, false);
  bool may_freeze = !done && is_whole && !(is_logged && is_busy(*out));
  return done || (may_freeze && connect_read_only(*out, true)) || sql_fail(*out, err);
}
