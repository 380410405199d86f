/*
 * A store in a folder of its own for each test: one HT with two nurses, an OT with a care worker and an assistant, two
 * patients, a task. Tests of the store may say SQL, to try what no other room can.
 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/store/store.h"

struct fixture {
  char folder[64];
  char path[96];
  struct store *store;
  struct error err;
};

static inline date on(const char *text) {
  date d = DATE_NONE;
  assert_true(date_parse(text, &d));
  return d;
}

#define DONE(fixture, call)                                                                                            \
  do {                                                                                                                 \
    if (!(call))                                                                                                       \
      fail_msg("%s: %s", #call, (fixture)->err.text);                                                                  \
  } while (0)

/* The call fails with that status, and its message contains the text. */
#define REFUSED(fixture, call, with, containing)                                                                       \
  do {                                                                                                                 \
    assert_false(call);                                                                                                \
    assert_int_equal((fixture)->err.status, (with));                                                                   \
    if (!strstr((fixture)->err.text, (containing)))                                                                    \
      fail_msg("\"%s\" does not say \"%s\"", (fixture)->err.text, (containing));                                       \
    error_clear(&(fixture)->err);                                                                                      \
  } while (0)

static inline void say(struct fixture *fixture, const char *sql) {
  DONE(fixture, run_script(fixture->store, sql, &fixture->err));
}

/* One transaction with one script; the result of its commit. */
static inline bool change(struct fixture *fixture, const char *sql) {
  DONE(fixture, store_begin(fixture->store, "S1", "a test", &fixture->err));
  if (!run_script(fixture->store, sql, &fixture->err)) {
    if (sqlite3_extended_errcode(fixture->store->db) == SQLITE_OK)
      fail_msg("%s", fixture->err.text);
    store_rollback(fixture->store);
    return false;
  }
  return store_commit(fixture->store, &fixture->err);
}

/* The first column of the first row as a number; -1 when there is no row. */
static inline int64_t ask(struct fixture *fixture, const char *sql) {
  struct query query;
  QUERY_ALL(&query, fixture->store, &fixture->err, sql);
  int64_t answer = query_next(&query) ? take_number(&query, -1) : -1;
  DONE(fixture, query_end(&query));
  return answer;
}

/* The first column of the first row as a text, in a buffer that the next call overwrites. */
static inline const char *ask_text(struct fixture *fixture, const char *sql) {
  static char answer[256];
  struct query query;
  QUERY_ALL(&query, fixture->store, &fixture->err, sql);
  const char *text = query_next(&query) ? peek_text(&query) : NULL;
  snprintf(answer, sizeof answer, "%s", text ? text : "");
  DONE(fixture, query_end(&query));
  return answer;
}

static const char *const base_rows =
    "INSERT INTO teams (team, kind, name, location, ht, areas, lat, lon) VALUES"
    " ('OT1', 'OT', 'Omsorgsteam 1', 'Basen', 'HT1', 'Nord Vest', 60.3, 5.3),"
    " ('HT1', 'HT', 'Helsetjenesteteam', 'Basen', NULL, '', 60.31, 5.31);"
    "INSERT INTO tasks (task, name, min_role, skills, duration, priority, load) VALUES"
    " ('insulin', 'Insulin', 'nurse', 'insulin', 15, 'must', 1), ('care', 'Morgenstell', 'assistant', '', 30, 'must',"
    " 4);"
    "INSERT INTO staff (staff, name, role, team, position_pct, functions, skills, transport, employment) VALUES"
    " ('S1', 'Kari', 'nurse', 'HT1', 100, 'duty_nurse nurse_2', 'insulin@2027-05-31#P1 wound', 'car', 'permanent'),"
    " ('S2', 'Ola', 'nurse', 'HT1', 75, '', 'insulin', 'car', 'permanent'),"
    " ('S3', 'Liv', 'care_worker', 'OT1', 100, 'coordinator', '', 'bike', 'permanent'),"
    " ('S4', 'Per', 'assistant', 'OT1', 50, '', '', 'walk', 'substitute');"
    "INSERT INTO patients (patient, name, address, lat, lon, area, team, primary_contact, exclude_staff) VALUES"
    " ('P1', 'Anna', 'Veien 1', 60.30, 5.30, 'Nord', 'OT1', 'S3', 'S4'),"
    " ('P2', 'Berit', 'Veien 2', 60.32, 5.32, 'Vest', 'HT1', NULL, '');";

/* Two lists on 2 March 2026 (a Monday, UTC+1): L1 of S3 and L2 of S4, 07:30 to 15:00. */
static const char *const two_lists = "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                                     " ('L1', '2026-03-02', 'day', 'OT1', 'S3', 1772433000, 1772460000),"
                                     " ('L2', '2026-03-02', 'day', 'OT1', 'S4', 1772433000, 1772460000);";

static inline void make_folder(struct fixture *fixture) {
  strcpy(fixture->folder, "/tmp/vaktrom-test-XXXXXX");
  assert_non_null(mkdtemp(fixture->folder));
  snprintf(fixture->path, sizeof fixture->path, "%s/base.db", fixture->folder);
}

static inline int open_fixture(void **state) {
  struct fixture *fixture = mem_new(struct fixture);
  make_folder(fixture);
  DONE(fixture, store_create(fixture->path, &fixture->store, &fixture->err));
  *state = fixture;
  return 0;
}

static inline int open_base(void **state) {
  open_fixture(state);
  assert_true(change(*state, base_rows));
  return 0;
}

static inline int close_fixture(void **state) {
  struct fixture *fixture = *state;
  char command[96];
  store_close(fixture->store);
  error_clear(&fixture->err);
  snprintf(command, sizeof command, "rm -rf %s", fixture->folder);
  assert_int_equal(system(command), 0);
  free(fixture);
  return 0;
}

#define BASE_TEST(test) cmocka_unit_test_setup_teardown(test, open_base, close_fixture)
#define EMPTY_TEST(test) cmocka_unit_test_setup_teardown(test, open_fixture, close_fixture)

#endif
