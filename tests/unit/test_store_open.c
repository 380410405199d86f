/* Making and opening the file; older and newer stores. */
#include "store_fixture.h"

#include <pthread.h>
#include <sys/stat.h>

static int only_folder(void **state) {
  struct fixture *fixture = mem_new(struct fixture);
  make_folder(fixture);
  *state = fixture;
  return 0;
}

#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, only_folder, close_fixture)

static bool exists(struct fixture *fixture, const char *suffix) {
  char path[128];
  snprintf(path, sizeof path, "%s%s", fixture->path, suffix);
  return access(path, F_OK) == 0;
}

static void shell(const char *format, const char *path) {
  char command[512];
  snprintf(command, sizeof command, format, path);
  assert_int_equal(system(command), 0);
}

/* A store as a program that knows only `n` of these migrations leaves it. */
static void make_store_of(struct fixture *fixture, const struct migration *migrations, int n) {
  sqlite3 *db = NULL;
  char pragmas[128];
  assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
  snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d", application_id,
           n > 0 ? migrations[n - 1].version : 0);
  for (int i = 0; i < n; i++)
    assert_int_equal(sqlite3_exec(db, migrations[i].sql, NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, pragmas, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

/* --- Making and opening --------------------------------------------------------------------------------------------
 */

static void test_a_new_store_is_the_owners_alone(void **state) {
  struct fixture *fixture = *state;
  struct stat about;
  strcat(fixture->folder, "/a/b");
  snprintf(fixture->path, sizeof fixture->path, "%s/base.db", fixture->folder);
  DONE(fixture, store_create(fixture->path, &fixture->store, &fixture->err)); /* the folders are made */
  assert_int_equal(stat(fixture->path, &about), 0);
  assert_int_equal(about.st_mode & 0777, 0600);
  assert_int_equal(stat(fixture->folder, &about), 0);
  assert_int_equal(about.st_mode & 0777, 0700);
  *strrchr(fixture->folder, '/') = '\0';
  *strrchr(fixture->folder, '/') = '\0';
  assert_string_equal(ask_text(fixture, "PRAGMA journal_mode"), "wal");
  assert_int_equal(ask(fixture, "PRAGMA synchronous"), 2); /* full */
  assert_int_equal(ask(fixture, "PRAGMA foreign_keys"), 1);
  assert_string_equal(ask_text(fixture, "PRAGMA integrity_check"), "ok");
}

static void test_every_table_is_strict_and_says_what_a_row_is(void **state) {
  struct fixture *fixture = *state;
  assert_int_equal(ask(fixture, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND strict = 0"
                                " AND name NOT LIKE 'sqlite_%'"),
                   0);
  assert_true(ask(fixture, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND strict = 1") > 40);
}

static void test_a_store_is_not_made_twice(void **state) {
  struct fixture *fixture = *state;
  struct store *second = NULL;
  REFUSED(fixture, store_create(fixture->path, &second, &fixture->err), STATUS_STORE, "exists already");
  assert_null(second);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM teams"), 2); /* and nothing happened to the first */
}

static void test_what_is_no_store_is_left_alone(void **state) {
  struct fixture *fixture = *state;
  REFUSED(fixture, store_open(fixture->path, &fixture->store, &fixture->err), STATUS_STORE, "vaktrom init");
  REFUSED(fixture, store_open(fixture->folder, &fixture->store, &fixture->err), STATUS_STORE, "not a store");
  shell("echo 'dear diary, this is a text of more than a hundred bytes, because SQLite looks at the first hundred of "
        "them before it says anything' > %s",
        fixture->path);
  REFUSED(fixture, store_open(fixture->path, &fixture->store, &fixture->err), STATUS_STORE, "not a store");
  shell(": > %s", fixture->path);
  REFUSED(fixture, store_open(fixture->path, &fixture->store, &fixture->err), STATUS_STORE, "not a store");
  remove(fixture->path);
  shell("sqlite3 %s 'CREATE TABLE other (a); PRAGMA user_version = 1'", fixture->path);
  REFUSED(fixture, store_open(fixture->path, &fixture->store, &fixture->err), STATUS_STORE, "not a store");
  shell("test \"$(sqlite3 %s 'PRAGMA journal_mode; SELECT count(*) FROM sqlite_schema' | tr '\\n' ' ')\" = 'delete 1 '",
        fixture->path);
}

static void test_a_damaged_store_says_so(void **state) {
  struct fixture *fixture = *state;
  store_close(fixture->store);
  fixture->store = NULL;
  shell("dd if=/dev/zero of=%s bs=4096 seek=1 count=40 conv=notrunc status=none", fixture->path);
  REFUSED(fixture, store_open(fixture->path, &fixture->store, &fixture->err), STATUS_STORE, "damaged");
}

/* What is read between two transactions goes on, also what is asked for again when something changed. */
static void test_a_store_that_went_away_is_told_each_time(void **state) {
  struct fixture *fixture = *state;
  char aside[160];
  snprintf(aside, sizeof aside, "%s.aside", fixture->path);
  int64_t first = store_revision(fixture->store);
  assert_true(first == store_revision(fixture->store));
  assert_int_equal(rename(fixture->path, aside), 0);
  int64_t gone = store_revision(fixture->store);
  assert_true(gone != first && gone != store_revision(fixture->store));
  say(fixture, "UPDATE settings SET value = 'Nord' WHERE name = 'unit'"); /* so that they are read anew */
  assert_non_null(store_setting(fixture->store, "production"));
  REFUSED(fixture, store_begin(fixture->store, "S1", "", &fixture->err), STATUS_STORE, "no longer there");
  assert_int_equal(rename(aside, fixture->path), 0);
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  DONE(fixture, store_commit(fixture->store, &fixture->err));
}

/* --- Migration -----------------------------------------------------------------------------------------------------
 */

/* The program's own migrations and one that a later program might bring. */
static int later_migrations(struct migration *migrations, const char *sql) {
  int n = 0;
  const struct migration *known = program_migrations(&n);
  memcpy(migrations, known, sizeof *migrations * (size_t)n);
  migrations[n].version = migrations[n - 1].version + 1;
  migrations[n].sql = sql;
  return n + 1;
}

static void test_a_newer_store_is_refused_untouched(void **state) {
  struct fixture *fixture = *state;
  struct migration migrations[100];
  int n = later_migrations(migrations, "CREATE TABLE later (a TEXT PRIMARY KEY) STRICT");
  make_store_of(fixture, migrations, n);
  REFUSED(fixture, store_open(fixture->path, &fixture->store, &fixture->err), STATUS_STORE, "newer version");
  shell("test \"$(sqlite3 %s 'PRAGMA journal_mode')\" = delete", fixture->path);
}

static void test_an_older_store_is_copied_and_brought_forward(void **state) {
  struct fixture *fixture = *state;
  struct migration migrations[100];
  struct str label = {0};
  int n = later_migrations(migrations, "ALTER TABLE teams ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'");
  int before = migrations[n - 2].version;
  char suffix[32], copy[160];
  snprintf(suffix, sizeof suffix, ".before-%d", before);
  DONE(fixture, migrate(fixture->store, migrations, n, &fixture->err));
  assert_int_equal(ask(fixture, "PRAGMA user_version"), before + 1);
  assert_string_equal(ask_text(fixture, "SELECT group_concat(team || colour) FROM teams"), "OT1blue,HT1blue");
  /* The copy is whole, private and of the old form. */
  assert_true(exists(fixture, suffix));
  snprintf(copy, sizeof copy, "%s%s", fixture->path, suffix);
  struct stat about;
  assert_int_equal(stat(copy, &about), 0);
  assert_int_equal(about.st_mode & 0777, 0600);
  struct store *old = NULL;
  DONE(fixture, store_open(copy, &old, &fixture->err));
  store_close(old);
  /* A change from before fits the new tables no longer. */
  say(fixture, "PRAGMA foreign_keys = ON");
  REFUSED(fixture, store_undo(fixture->store, "S1", &label, &fixture->err), STATUS_DENIED, "too long ago");
  str_free(&label);
}

/* A second program that brings the same store forward: it waits for the lock that the test holds. */
struct second_program {
  const char *path;
  const struct migration *migrations;
  int n;
  bool done;
};

static void *run_second(void *context) {
  struct second_program *second = context;
  struct store *store = NULL;
  struct error err = {0};
  second->done = store_open(second->path, &store, &err) && migrate(store, second->migrations, second->n, &err);
  store_close(store);
  return NULL;
}

static void test_the_second_of_two_programs_finds_nothing_left_to_do(void **state) {
  struct fixture *fixture = *state;
  struct migration migrations[100];
  int n = later_migrations(migrations, "ALTER TABLE teams ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'");
  struct second_program second = {.path = fixture->path, .migrations = migrations, .n = n};
  char suffix[32], version[64];
  pthread_t thread;
  snprintf(suffix, sizeof suffix, ".before-%d", migrations[n - 2].version);
  snprintf(version, sizeof version, "PRAGMA user_version = %d", migrations[n - 1].version);
  say(fixture, "BEGIN IMMEDIATE");
  assert_int_equal(pthread_create(&thread, NULL, run_second, &second), 0);
  for (int tries = 0; tries < 3000 && !exists(fixture, suffix); tries++) /* then it saw the old form */
    usleep(1000);
  assert_true(exists(fixture, suffix));
  say(fixture, migrations[n - 1].sql);
  say(fixture, version);
  say(fixture, "UPDATE journal SET changes = x'01'"); /* what this program recorded on the new tables */
  say(fixture, "COMMIT");
  assert_int_equal(pthread_join(thread, NULL), 0);
  assert_true(second.done);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM journal WHERE changes IS NULL"), 0);
  assert_true(ask(fixture, "SELECT count(*) FROM journal") > 0);
  assert_false(exists(fixture, suffix)); /* the other program keeps a copy of its own */
}

static void test_an_empty_store_gets_the_whole_schema(void **state) {
  struct fixture *fixture = *state;
  make_store_of(fixture, NULL, 0); /* `init` was killed before it was done */
  DONE(fixture, store_open(fixture->path, &fixture->store, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM teams"), 0);
  assert_false(exists(fixture, ".before-0"));
}

static void test_a_migration_that_fails_leaves_all_as_it_was(void **state) {
  struct fixture *fixture = *state;
  struct migration migrations[100];
  int n = later_migrations(migrations, "DELETE FROM patients; CREATE TABLE teams (a)");
  REFUSED(fixture, migrate(fixture->store, migrations, n, &fixture->err), STATUS_INTERNAL, "teams");
  assert_int_equal(ask(fixture, "PRAGMA user_version"), migrations[n - 2].version);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM patients"), 2);
  /* So does one that would leave rows that point nowhere. */
  n = later_migrations(migrations, "DELETE FROM teams WHERE team = 'HT1'");
  REFUSED(fixture, migrate(fixture->store, migrations, n, &fixture->err), STATUS_STORE, "point nowhere");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM teams"), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FOLDER_TEST(test_a_new_store_is_the_owners_alone),
      EMPTY_TEST(test_every_table_is_strict_and_says_what_a_row_is),
      BASE_TEST(test_a_store_is_not_made_twice),
      FOLDER_TEST(test_what_is_no_store_is_left_alone),
      BASE_TEST(test_a_damaged_store_says_so),
      FOLDER_TEST(test_a_newer_store_is_refused_untouched),
      BASE_TEST(test_a_store_that_went_away_is_told_each_time),
      BASE_TEST(test_an_older_store_is_copied_and_brought_forward),
      BASE_TEST(test_the_second_of_two_programs_finds_nothing_left_to_do),
      FOLDER_TEST(test_an_empty_store_gets_the_whole_schema),
      BASE_TEST(test_a_migration_that_fails_leaves_all_as_it_was),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
