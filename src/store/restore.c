/*
 * restore: a backup in the place of the store.
 *
 * What is to stand there is made in memory: the backup, brought forward, with the row of the audit log that says what
 * happened. The store is then overwritten through SQLite, in one transaction, while this program alone has it open: so
 * its write-ahead log stays right, a crash leaves the old or the new one whole, and a program that opens it meanwhile
 * waits and then finds the new one. Only what SQLite cannot open at all is moved aside, and a new file put in its
 * place.
 */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct restoring {
  const struct restore_request *request;
  struct restore_report *report;
  struct arena *arena;
  struct image image;
  struct store *backup; /* the image, as it was made */
  struct store *next;   /* what is to stand there */
  char suffix[64];      /* of what was there before */
  bool in_doubt;        /* the disk failed: which of the two stands there shows when it answers again */
  struct error *err;
};

/* --- The backup -------------------------------------------------------------------------------------------------- */

static bool open_backup(struct restoring *at) {
  struct seal_header header;
  if (!sodium_start(at->err) || !seal_read(at->request->file, at->request->secret, &header, &at->image.bytes, at->err))
    return false;
  at->image.size = (int64_t)header.size;
  at->report->about = (struct backup_about){header.at, header.form, (int64_t)header.size, header.is_passphrase};
  /* settings_refresh() also tells the clock which zone the base is in. */
  return image_open(&at->image, at->request->file, &at->backup, at->err) && check_is_store(at->backup, at->err) &&
         check_soundness(at->backup, at->err) && settings_refresh(at->backup, at->err);
}

/* --- The store that is there ------------------------------------------------------------------------------------- */

enum present { PRESENT_SOUND, PRESENT_UNREADABLE, PRESENT_REFUSED };

/* Who may replace it: where its accounts can be read, an owner. */
static bool is_owner(struct store *store, const char *os_user, struct error *err) {
  struct query query;
  struct error unreadable = {0};
  int accounts = 0, owner = 0;
  QUERY(&query, store, &unreadable, "SELECT count(*), sum(kind <> 'person' AND os_user = ?) FROM accounts",
        as_text(os_user));
  if (query_next(&query)) {
    accounts = take_int(&query, 0);
    owner = take_int(&query, 0);
  }
  bool known = query_end(&query);
  error_clear(&unreadable);
  return !known || accounts == 0 || owner > 0 ||
         error_set(err, STATUS_DENIED, _("only the owner of %s may put a backup in its place"), store_path(store));
}

/* Takes the store for this program alone: SQLite's exclusive mode is refused while anybody else has the file open. */
static int take_alone(struct store *store) {
  int code = sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_busy_timeout(store->db, 500);
  if (code == SQLITE_OK)
    code =
        sqlite3_exec(store->db, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT",
                     NULL, NULL, NULL);
  return code & 0xff;
}

static bool is_foreign(struct store *store) {
  struct error ignored = {0};
  int id = 0, pages = 0;
  bool read = read_pragma(store, "PRAGMA application_id", &id, &ignored) &&
              read_pragma(store, "PRAGMA page_count", &pages, &ignored);
  error_clear(&ignored);
  return read && pages > 0 && id != application_id;
}

static enum present look_at_present(struct restoring *at, struct store *store) {
  switch (take_alone(store)) {
  case SQLITE_OK:
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    error_set(at->err, STATUS_STORE,
              _("another program has %s open: close every screen and stop the night's run, then try again; nothing was "
                "changed"),
              store->path);
    return PRESENT_REFUSED;
  case SQLITE_NOTADB:
  case SQLITE_CORRUPT:
    return PRESENT_UNREADABLE;
  default:
    sql_fail(store, at->err);
    return PRESENT_REFUSED;
  }
  if (is_foreign(store)) {
    error_set(at->err, STATUS_STORE, _("%s is not a store of this program; name another with --db"), store->path);
    return PRESENT_REFUSED;
  }
  return is_owner(store, at->request->os_user, at->err) ? PRESENT_SOUND : PRESENT_REFUSED;
}

/* --- Overwriting it ---------------------------------------------------------------------------------------------- */

static bool overwrite(struct restoring *at, struct store *store) {
  sql_forget_statements(store);
  if (!copy_pages(at->next, store, at->err)) {
    at->in_doubt = sql_is_in_doubt(store);
    return false;
  }
  /* What the log holds is on the disk; into the file itself it comes now, or when the store is opened next. */
  sqlite3_exec(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
  return true;
}

static bool keep_and_overwrite(struct restoring *at, struct store *store) {
  char *before = NULL;
  if (!copy_beside(store, at->suffix, &before, at->err))
    return false;
  bool done = overwrite(at, store);
  if (done)
    at->report->before = arena_strdup(at->arena, before);
  else if (at->in_doubt)
    error_add(
        at->err, STATUS_STORE,
        _("whether the backup is in place shows when the disk answers again; what was there before is kept in %s"),
        before);
  else
    unlink(before); /* the store is as it was */
  free(before);
  return done;
}

/* --- A new file in its place ------------------------------------------------------------------------------------- */

/* Moves a file to PATH + suffix without replacing anything; one that is not there is fine. */
static bool move_aside(struct restoring *at, const char *path) {
  const char *to = NULL;
  for (int attempt = 1; attempt <= 1000; attempt++) {
    to = arena_printf(at->arena, attempt > 1 ? "%s%s.%d" : "%s%s", path, at->suffix, attempt);
    if (link(path, to) == 0 || errno == ENOENT)
      break;
    if (errno != EEXIST)
      return error_set(at->err, STATUS_STORE, _("%s cannot be moved aside: %s"), path, errno_words(errno));
  }
  if (access(path, F_OK) != 0)
    return true;
  if (unlink(path) != 0)
    return error_set(at->err, STATUS_STORE, _("%s cannot be moved aside: %s"), path, errno_words(errno));
  if (!at->report->before)
    at->report->before = to;
  return true;
}

/* The store first: what stays of its logs then belongs to nothing. */
static bool move_all_aside(struct restoring *at) {
  static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
  bool done = true;
  for (size_t i = 0; done && i < COUNT_OF(ends); i++)
    done = move_aside(at, arena_printf(at->arena, "%s%s", at->request->store, ends[i]));
  return done;
}

static bool write_image(const struct image *image, int file) {
  for (int64_t from = 0; from < image->size;) {
    ssize_t n = write(file, image->bytes + from, (size_t)(image->size - from));
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    from += n;
  }
  return fsync(file) == 0;
}

static bool put_new(struct restoring *at) {
  const char *path = at->request->store;
  char *beside = arena_printf(at->arena, "%s.restore-XXXXXX", path);
  struct image next;
  if (!image_of(at->next, &next, at->err))
    return false;
  int file = mkstemp(beside);
  if (file >= 0)
    access_copy(path, file); /* who could open the old one can open the new one */
  bool done = (file >= 0 && write_image(&next, file)) ||
              error_set(at->err, STATUS_STORE, _("cannot make %s: %s"), path, errno_words(errno));
  done =
      done && move_all_aside(at) &&
      (link(beside, path) == 0 || error_set(at->err, STATUS_STORE, _("cannot make %s: %s"), path, errno_words(errno)));
  if (file >= 0) {
    close(file);
    unlink(beside);
  }
  image_free(&next);
  return done && sync_folder_of(path, at->err);
}

/* --- All of it --------------------------------------------------------------------------------------------------- */

/* Makes what is to stand there, with the note of what happened. */
static bool make_next(struct restoring *at) {
  struct store *next = NULL;
  char when[INSTANT_SIZE];
  instant_format(at->report->about.at, when);
  if (!folders_make(at->request->store))
    return error_set(at->err, STATUS_STORE, _("cannot make the folder of %s: %s"), at->request->store,
                     errno_words(errno));
  if (!store_open_copy(at->backup, at->request->store, &next, at->err))
    return false;
  at->next = next;
  at->report->form = next->form;
  if (!store_begin(next, at->request->os_user, SAID("restored a backup"), at->err))
    return false;
  if (!audit_note_restore(next, at->request->os_user, when, at->request->file, at->err)) {
    store_rollback(next);
    return false;
  }
  return store_commit(next, at->err);
}

static bool replace(struct restoring *at) {
  if (access(at->request->store, F_OK) != 0)
    return make_next(at) && put_new(at);
  struct store *store = store_new(at->request->store);
  enum present present = look_at_present(at, store);
  bool done = present == PRESENT_SOUND && make_next(at) && keep_and_overwrite(at, store);
  store_close(store);
  return present == PRESENT_UNREADABLE ? make_next(at) && put_new(at) : done;
}

/* Opens it as every command does. */
static bool try_it(struct restoring *at) {
  struct store *store = NULL;
  bool done = store_open(at->request->store, &store, at->err) && check_soundness(store, at->err);
  store_close(store);
  return done;
}

static bool restore(struct restoring *at) {
  bool done = replace(at);
  if (at->next && !at->in_doubt) /* else the announced head counts as soon as the chain reaches it */
    audit_restored(at->next, done);
  return done && try_it(at);
}

bool store_restore(const struct restore_request *request, struct arena *arena, struct restore_report *report,
                   struct error *err) {
  struct restoring at = {.request = request, .report = report, .arena = arena, .err = err};
  char stamp[STAMP_SIZE];
  *report = (struct restore_report){0};
  bool done = open_backup(&at);
  if (done && !request->only_try) {
    stamp_of(clock_now(), stamp);
    snprintf(at.suffix, sizeof at.suffix, ".before-restore-%s", stamp);
    done = restore(&at);
  }
  store_close(at.next);
  store_close(at.backup);
  image_free(&at.image);
  return done;
}
