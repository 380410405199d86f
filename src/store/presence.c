/*
 * Whether the store is still there, and the time what it was. SQLite goes on writing to a file that somebody removed,
 * moved or replaced while it was open, and what is written so is lost with the program's end
 * (sqlite.org/howtocorrupt.html, 4); and a program that was started before a newer one brought the store forward would
 * write what no longer fits.
 */
#include <sys/stat.h>

#include "store.h"

/* SQLite's own names of the files, links on the way to them resolved; NULL: there is none (a store in memory). */
static const char *file_name(const struct store *store, int file) {
  static const char *const ends[STORE_FILES] = {"", "-wal", "-shm"};
  static _Thread_local char name[4096 + 8];
  const char *path = sqlite3_db_filename(store->db, "main");
  int length = text_is_empty(path) ? 0 : snprintf(name, sizeof name, "%s%s", path, ends[file]);
  return length > 0 && (size_t)length < sizeof name ? name : NULL;
}

static struct file_identity identify(const struct store *store, int file) {
  struct stat about;
  const char *name = file_name(store, file);
  return name && stat(name, &about) == 0 ? (struct file_identity){about.st_dev, about.st_ino}
                                         : (struct file_identity){0};
}

void presence_note(struct store *store) {
  for (int i = 0; i < STORE_FILES; i++)
    store->files[i] = identify(store, i);
}

/* The log's index is as old as the log: what lies there instead makes two programs write past each other. */
static bool fail_log(const struct store *store, int file, struct error *err) {
  return error_set(err, STATUS_STORE,
                   _("%s, which belongs to the store, was removed or replaced while the store was open here; nothing "
                     "was changed. End every program that has the store open, then see `vaktrom doctor`"),
                   file_name(store, file));
}

static bool check_files(const struct store *store, struct error *err) {
  for (int i = 0; i < STORE_FILES; i++) {
    struct file_identity now = identify(store, i), then = store->files[i];
    if (then.number == 0 || (now.number == then.number && now.device == then.device))
      continue;
    if (i > 0)
      return fail_log(store, i, err);
    return error_set(err, STATUS_STORE,
                     now.number ? _("another file than the one that is open here lies at %s now; nothing was changed. "
                                    "Start this program again to work in that one")
                                : _("%s is no longer there: it was removed or moved, or its disk is gone; nothing was "
                                    "changed. Bring it back (`vaktrom restore` does it from a backup), then start this "
                                    "program again"),
                     store->path);
  }
  return true;
}

bool presence_check(struct store *store, struct error *err) {
  int form = 0;
  if (!check_files(store, err) || !read_pragma(store, "PRAGMA user_version", &form, err))
    return false;
  return store->form == 0 || form == store->form ||
         error_set(err, STATUS_STORE,
                   _("%s was brought to form %d by a newer version of this program while it was open here (in form "
                     "%d); nothing was changed. End this program and start the newer one"),
                   store->path, form, store->form);
}

/* --- The clock --------------------------------------------------------------------------------------------------- */

/* The base's clock first, which a fixed one may stand for; then the machine's. */
bool clock_went_back(struct store *store, int64_t rows, struct clock_back *out, struct error *err) {
  struct query query;
  instant at = 0, machine_at = 0;
  QUERY(&query, store, err,
        "SELECT max(at), max(machine_at) FROM (SELECT at, machine_at FROM audit ORDER BY id DESC LIMIT ?1)"
        " UNION ALL SELECT max(at), 0 FROM (SELECT at FROM journal ORDER BY id DESC LIMIT ?1)",
        as_number(rows));
  while (query_next(&query)) {
    instant one = take_number(&query, 0), machine_one = take_number(&query, 0);
    at = one > at ? one : at;
    machine_at = machine_one > machine_at ? machine_one : machine_at;
  }
  bool back = at > clock_now() + CLOCK_SECONDS_APART;
  *out = (struct clock_back){.back = back || machine_at > clock_machine() + CLOCK_SECONDS_APART,
                             .now = back ? clock_now() : clock_machine(),
                             .written = back ? at : machine_at};
  return query_end(&query);
}

bool store_clock_went_back(struct store *store, instant *now, instant *written) {
  enum { looked_at = 200 }; /* some hours of a base's work: a row of a wrong year does not alarm for that year */
  struct error ignored = {0};
  struct clock_back found;
  bool known = clock_went_back(store, looked_at, &found, &ignored);
  error_clear(&ignored);
  *now = found.now;
  *written = found.written;
  return known && found.back;
}
