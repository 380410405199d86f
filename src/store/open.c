/* Making, opening and closing the file. */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Waits a short, uneven while, so that many waiting programs do not knock at the same moment, until the limit. */
static int wait_for_others(void *context, int tries) {
  struct store *store = context;
  double now = clock_seconds();
  if (tries == 0)
    store->busy_since = now;
  if (now - store->busy_since >= store->busy_limit)
    return 0;
  unsigned char uneven = 0;
  sqlite3_randomness(sizeof uneven, &uneven);
  long milliseconds = 1 + uneven % (tries < 8 ? 4 : 16);
  nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000000}, NULL);
  return 1;
}

void store_set_busy_limit(struct store *store, double seconds) {
  store->busy_limit = seconds;
}

/* said(text): the text with what the program said in it put into words. */
static void said_function(sqlite3_context *context, int n, sqlite3_value **values) {
  (void)n;
  const char *text = (const char *)sqlite3_value_text(values[0]);
  struct str words = {0};
  if (!text) {
    sqlite3_result_value(context, values[0]);
    return;
  }
  said_add(&words, text);
  sqlite3_result_text(context, str_text(&words), -1, SQLITE_TRANSIENT);
  str_free(&words);
}

/* Opens the connection to the store's file or to ":memory:"; the caller closes the store whatever comes out. */
static bool connect_to(struct store *store, const char *file, struct error *err) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2(file, &store->db, flags, NULL) != SQLITE_OK)
    return sql_fail(store, err);
  sqlite3_busy_handler(store->db, wait_for_others, store);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  if (sqlite3_create_function(store->db, "said", 1, SQLITE_UTF8, NULL, said_function, NULL, NULL) != SQLITE_OK)
    return sql_fail(store, err);
  return run_script(store, "PRAGMA cell_size_check = ON", err);
}

bool read_pragma(struct store *store, const char *pragma, int *out, struct error *err) {
  struct query query;
  QUERY_ALL(&query, store, err, pragma);
  *out = query_next(&query) ? take_int(&query, 0) : 0;
  return query_end(&query);
}

bool check_is_store(struct store *store, struct error *err) {
  int id = 0, version = 0, newest = 0, n = 0;
  if (!read_pragma(store, "PRAGMA application_id", &id, err) ||
      !read_pragma(store, "PRAGMA user_version", &version, err))
    return false;
  if (id != application_id)
    return error_set(err, STATUS_STORE, _("%s is not a store of this program"), store->path);
  const struct migration *migrations = program_migrations(&n);
  newest = migrations[n - 1].version;
  if (version > newest)
    return error_set(err, STATUS_STORE,
                     _("%s was written by a newer version of this program (its form is %d, this program knows %d); "
                       "use that version"),
                     store->path, version, newest);
  return true;
}

/* Everything between a file that is known to be ours and a store that can be used. */
static bool prepare(struct store *store, struct error *err) {
  int n = 0;
  const struct migration *migrations = program_migrations(&n);
  return run_script(store,
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                    "PRAGMA cache_size = -32768",
                    err) &&
         migrate(store, migrations, n, err) && run_script(store, "PRAGMA foreign_keys = ON", err) &&
         settings_refresh(store, err) && (presence_note(store), true);
}

/* Not opened for reading only: the last reader of that sort would leave the -wal and -shm files of a store behind. */
const char *store_peek_setting(const char *path, const char *name, struct arena *arena) {
  static const char question[] = "SELECT value FROM settings WHERE name = ?1";
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  struct stat about;
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  const char *value = NULL;
  if (stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, R_OK | W_OK) == 0 &&
      sqlite3_open_v2(path, &db, flags, NULL) == SQLITE_OK &&
      sqlite3_exec(db, "PRAGMA query_only = ON", NULL, NULL, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(db, question, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    value = arena_strdup(arena, (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return value;
}

struct store *store_new(const char *path) {
  struct store *store = mem_new(struct store);
  store->path = mem_strdup(path);
  store->busy_limit = 10;
  store->settings_revision = -1;
  return store;
}

/* Makes an empty file that only its owner may read. */
static bool make_file(const char *path, struct error *err) {
  if (!access_folder_is_safe(path, err))
    return false;
  if (!folders_make(path))
    return error_set(err, STATUS_STORE, _("cannot make the folder of %s: %s"), path, errno_words(errno));
  int file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST)
    return error_set(err, STATUS_STORE, _("%s exists already"), path);
  if (file < 0)
    return error_set(err, STATUS_STORE, _("cannot make %s: %s"), path, errno_words(errno));
  fchmod(file, 0600);
  close(file);
  return true;
}

static void warn_of_network(const char *path) {
  struct arena arena = {0};
  const char *folder = folder_of(path, &arena), *network = network_file_system(folder, &arena);
  if (network)
    log_warn(_("warning: the folder %s lies on a network's file system (%s), where what is written can be lost and "
               "the store damaged: put it on a disk of the machine on which the program runs"),
             folder, network);
  arena_free(&arena);
}

bool store_create(const char *path, struct store **out, struct error *err) {
  *out = NULL;
  if (!make_file(path, err))
    return false;
  struct store *store = store_new(path);
  char pragma[64];
  snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", application_id);
  if (!connect_to(store, store->path, err) || !run_script(store, pragma, err) || !prepare(store, err)) {
    store_close(store);
    unlink(path);
    return false;
  }
  warn_of_network(path);
  *out = store;
  return true;
}

bool store_open(const char *path, struct store **out, struct error *err) {
  *out = NULL;
  struct stat about;
  if (stat(path, &about) != 0)
    return error_set(err, STATUS_STORE,
                     errno == ENOENT ? _("there is no store at %s; `vaktrom init` makes one")
                                     : _("the store at %s cannot be reached"),
                     path);
  if (!S_ISREG(about.st_mode))
    return error_set(err, STATUS_STORE, _("%s is not a store of this program"), path);
  struct store *store = store_new(path);
  /* First the rights: SQLite would make a log of the same mode beside a file that may only be read. */
  if (sql_tell_rights(store, err) || !connect_to(store, store->path, err) || !check_is_store(store, err) ||
      !prepare(store, err)) {
    store_close(store);
    return false;
  }
  access_keep(store);
  *out = store;
  return true;
}

bool store_open_copy(struct store *of, const char *path, struct store **out, struct error *err) {
  *out = NULL;
  struct store *store = store_new(path);
  if (!connect_to(store, ":memory:", err) || !copy_pages(of, store, err) || !prepare(store, err)) {
    store_close(store);
    return false;
  }
  *out = store;
  return true;
}

void store_close(struct store *store) {
  if (!store)
    return;
  store_rollback(store);
  while (store->reads > 0)
    store_read_end(store);
  sql_forget_statements(store);
  sqlite3_close(store->db);
  arena_free(&store->setting_values);
  str_free(&store->label);
  vec_free(&store->own_lines);
  audit_key_forget(store);
  free(store->settings);
  free(store->actor);
  free(store->path);
  free(store);
}

const char *store_path(const struct store *store) {
  return store->path;
}

bool store_is_at(const struct store *store, const char *path) {
  struct stat file, base;
  return stat(path, &file) == 0 && stat(store_path(store), &base) == 0 && file.st_dev == base.st_dev &&
         file.st_ino == base.st_ino;
}

/* Whether all that others wrote since this was asked last says who looked at whom: that changes nothing that is shown,
 * and comes with each row that somebody marks. */
static bool only_looked(struct store *store, struct error *err) {
  struct query query;
  int64_t last = store->looked_to;
  bool looks = false;
  QUERY(&query, store, err, "SELECT max(id), max(what <> 'opened') FROM audit WHERE id > ? HAVING count(*) > 0",
        as_number(last));
  if (query_next(&query)) {
    store->looked_to = take_number(&query, 0);
    looks = last > 0 && take_number(&query, 0) == 0;
  }
  return query_end(&query) && looks;
}

int64_t data_revision(struct store *store) {
  struct error ignored = {0};
  int others = 0;
  bool read = read_pragma(store, "PRAGMA data_version", &others, &ignored);
  if (read && others != store->others) {
    store->others = others;
    store->changes += !only_looked(store, &ignored);
  }
  error_clear(&ignored);
  return ((int64_t)store->changes << 32) + store->commits;
}

int64_t store_revision(struct store *store) {
  struct error ignored = {0};
  bool there = presence_check(store, &ignored);
  error_clear(&ignored);
  return there ? data_revision(store) : -++store->asked_in_vain;
}
