/* Versions of the criteria, which one counts on a day, and ids as people write them. */
#include "store_fixture.h"

static void activate(struct fixture *fixture, const char *version) {
  DONE(fixture, store_begin(fixture->store, "S3", "a test", &fixture->err));
  DONE(fixture, store_activate_criteria(fixture->store, version, &fixture->err));
  DONE(fixture, store_commit(fixture->store, &fixture->err));
}

static void test_one_version_of_the_criteria_is_active(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct criterion_row *rows = NULL;
  struct criteria_version *versions = NULL;
  int n = 0;
  assert_true(change(fixture, "INSERT INTO criteria (criterion, outcome, \"when\", version, valid_from) VALUES"
                              " ('Z', 'HT', 'palliative', '2025', '2025-01-01'), ('A', 'OT', '', '2025', '2025-01-01'),"
                              " ('A', 'HT', '', '2026', '2026-01-01')"));
  DONE(fixture, store_load_criteria(fixture->store, NULL, &arena, &rows, &n, &fixture->err));
  assert_int_equal(n, 2);
  assert_string_equal(rows[0].criterion, "Z"); /* in the order of the file */
  DONE(fixture, store_begin(fixture->store, "S3", "a test", &fixture->err));
  REFUSED(fixture, store_activate_criteria(fixture->store, "2027", &fixture->err), STATUS_INPUT, "2027");
  store_rollback(fixture->store);
  activate(fixture, "2026");
  DONE(fixture, store_load_criteria(fixture->store, NULL, &arena, &rows, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_int_equal(rows[0].outcome, OUTCOME_HT);
  DONE(fixture, store_load_criteria_versions(fixture->store, &arena, &versions, &n, &fixture->err));
  assert_int_equal(n, 2);
  assert_false(versions[0].active);
  assert_int_equal(versions[0].n_rows, 2);
  assert_int_equal(versions[1].valid_from, on("2026-01-01"));
  assert_true(versions[1].active);
  REFUSED(fixture, change(fixture, "UPDATE criteria_versions SET active = 'yes'"), STATUS_INPUT, "active");
  arena_free(&arena);
}

/* The version that counts, and the day for which the named one waits. */
static void expect_versions(struct fixture *fixture, const char *counts, const char *waiting, const char *starts) {
  struct arena arena = {0};
  struct criterion_row *rows = NULL;
  struct criteria_version *versions = NULL;
  int n = 0;
  DONE(fixture, store_load_criteria(fixture->store, NULL, &arena, &rows, &n, &fixture->err));
  assert_string_equal(rows[0].version, counts);
  DONE(fixture, store_load_criteria_versions(fixture->store, &arena, &versions, &n, &fixture->err));
  for (int i = 0; i < n; i++) {
    assert_int_equal(versions[i].active, text_equal(versions[i].version, counts));
    assert_int_equal(versions[i].starts, text_equal(versions[i].version, waiting) ? on(starts) : DATE_NONE);
  }
  arena_free(&arena);
}

static void test_criteria_of_a_later_day_wait_for_it(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO criteria (criterion, outcome, version, valid_from) VALUES"
                              " ('A', 'OT', 'old', '2020-01-01'), ('A', 'HT', 'next', '2190-04-01'),"
                              " ('A', 'HT', 'other', '2190-04-01'), ('A', 'GREY', 'now', NULL)"));
  activate(fixture, "next");
  expect_versions(fixture, "old", "next", "2190-04-01");
  activate(fixture, "other"); /* one version begins on a day */
  expect_versions(fixture, "old", "other", "2190-04-01");
  activate(fixture, "now"); /* what begins later still does */
  expect_versions(fixture, "now", "other", "2190-04-01");
  assert_true(change(fixture, "UPDATE criteria_versions SET starts = '2024-01-01' WHERE version = 'other'"));
  expect_versions(fixture, "other", "", ""); /* its day has come */
  activate(fixture, "now");
  expect_versions(fixture, "now", "", "");
}

/* What the store makes of an id that somebody wrote; NULL = nothing. */
static void expect_id(struct fixture *fixture, const char *kind, const char *text, const char *found,
                      const char *near) {
  struct arena arena = {0};
  const char *is_found, *is_near;
  DONE(fixture, store_find_id(fixture->store, kind_find(kind), text, &arena, &is_found, &is_near, &fixture->err));
  assert_true(text_equal(is_found, found));
  assert_true(text_equal(is_near, near));
  arena_free(&arena);
}

static void test_an_id_is_found_in_any_case(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO teams (team, kind, name, location) VALUES ('Sone', 'HT', 'x', 'Base'),"
                              " ('sone', 'HT', 'y', 'Base');"));
  expect_id(fixture, "patients", "P1", "P1", NULL);
  expect_id(fixture, "patients", "p1", "P1", NULL);
  expect_id(fixture, "staff", "XYZXYZ", NULL, NULL);
  expect_id(fixture, "teams", "OTT1", NULL, "OT1");
  expect_id(fixture, "teams", "sone", "sone", NULL);
  expect_id(fixture, "teams", "SONE", NULL, "Sone"); /* two are alike: a person says which */
  assert_true(change(fixture, two_lists));
  expect_id(fixture, "lists", "L1", "L1", NULL);
  expect_id(fixture, "lists", "l1", NULL, NULL); /* of given ids the exact one alone */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      BASE_TEST(test_one_version_of_the_criteria_is_active),
      BASE_TEST(test_criteria_of_a_later_day_wait_for_it),
      BASE_TEST(test_an_id_is_found_in_any_case),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
