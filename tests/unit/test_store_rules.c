/* What the store must make impossible (issue "The base runs", point 2): each is tried with plain SQL, the way that a
 * fault in any other room would reach the tables. */
#include "store_fixture.h"

#define VISIT                                                                                                          \
  "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, duration, earliest, latest,"                 \
  " \"window\", priority, state, list, seq, reason) VALUES "
#define ABOUT ", '2026-03-02', 'day', 'P1', 'care', 'OT1', 'assistant', 30, '480', '540', 'soft', 'must', "

/* --- Visits --------------------------------------------------------------------------------------------------------
 */

static void test_a_visit_is_on_one_list_only(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  assert_true(change(fixture, VISIT "('V1'" ABOUT "'listed', 'L1', 1, '')"));
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'listed', 'L2', 1, '')"), STATUS_INPUT, "visits.visit");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits"), 1);
}

static void test_a_visit_is_listed_with_a_list_or_not_at_all(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'listed', NULL, NULL, '')"), STATUS_INPUT, "needs a list");
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'unassigned', 'L1', 1, '')"), STATUS_INPUT, "on a list");
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'suspended', 'L1', 1, '')"), STATUS_INPUT, "on a list");
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'nowhere', NULL, NULL, '')"), STATUS_INPUT, "state");
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'dropped', NULL, NULL, '')"), STATUS_INPUT, "reason");
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'done', 'L1', 1, '')"), STATUS_INPUT, "who did it");
}

static void test_a_visit_is_not_on_a_list_of_another_date_or_a_missing_one(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  REFUSED(fixture, change(fixture, VISIT "('V1'" ABOUT "'listed', 'L9', 1, '')"), STATUS_INPUT, "visits V1 points");
  assert_true(change(fixture, VISIT "('V1'" ABOUT "'listed', 'L1', 1, '')"));
  REFUSED(fixture, change(fixture, "UPDATE visits SET date = '2026-03-03'"), STATUS_INPUT, "lists");
  REFUSED(fixture, change(fixture, "DELETE FROM lists WHERE list = 'L1'"), STATUS_INPUT, "lists");
  assert_true(change(fixture, "UPDATE visits SET state = 'unassigned', list = NULL, seq = NULL;"
                              "DELETE FROM lists WHERE list = 'L1'"));
}

static void test_the_halves_of_a_visit_go_together_on_two_lists(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  REFUSED(
      fixture,
      change(fixture, VISIT "('V1/1'" ABOUT "'listed', 'L1', 1, ''), ('V1/2'" ABOUT "'unassigned', NULL, NULL, '')"),
      STATUS_DENIED, "two halves");
  REFUSED(fixture,
          change(fixture, VISIT "('V1/1'" ABOUT "'listed', 'L1', 1, ''), ('V1/2'" ABOUT "'listed', 'L1', 2, '')"),
          STATUS_DENIED, "two halves");
  assert_true(change(fixture, VISIT "('V1/1'" ABOUT "'listed', 'L1', 1, ''), ('V1/2'" ABOUT "'listed', 'L2', 1, '')"));
  REFUSED(fixture,
          change(fixture, "UPDATE visits SET state = 'unassigned', list = NULL, seq = NULL WHERE visit = 'V1/2'"),
          STATUS_DENIED, "V1/1");
  /* Both in one transaction, one after the other. */
  assert_true(change(fixture, "UPDATE visits SET state = 'unassigned', list = NULL, seq = NULL WHERE visit = 'V1/2';"
                              "UPDATE visits SET state = 'unassigned', list = NULL, seq = NULL WHERE visit = 'V1/1'"));
}

/* --- Lists ---------------------------------------------------------------------------------------------------------
 */

static void test_a_worker_walks_no_two_lists_at_once(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  REFUSED(fixture, change(fixture, "UPDATE lists SET staff = 'S3' WHERE list = 'L2'"), STATUS_DENIED, "L1 and L2");
  /* A list of the day before that ends after midnight, one minute too late, and one that ends in time. */
  REFUSED(fixture,
          change(fixture, "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                          " ('L3', '2026-03-01', 'night', 'OT1', 'S3', 1772400600, 1772433060)"),
          STATUS_DENIED, "L1 and L3");
  assert_true(change(fixture, "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                              " ('L3', '2026-03-01', 'night', 'OT1', 'S3', 1772400600, 1772433000)"));
  /* Two workers may change lists: what counts is the end of the transaction. */
  assert_true(change(fixture, "UPDATE lists SET staff = 'S4' WHERE list = 'L1';"
                              "UPDATE lists SET staff = 'S3' WHERE list = 'L2'"));
}

static void test_an_absent_worker_has_no_list(void **state) {
  struct fixture *fixture = *state;
  const char *sick = "INSERT INTO absences (staff, \"from\", until, reason) VALUES ('S3', '2026-03-01', '2026-03-02',"
                     " 'sick')";
  assert_true(change(fixture, two_lists));
  REFUSED(fixture, change(fixture, sick), STATUS_DENIED, "L1 still has its worker S3");
  /* In either order, as long as it is one transaction. */
  assert_true(change(fixture, "INSERT INTO absences (staff, \"from\", until, reason) VALUES"
                              " ('S3', '2026-03-01', '2026-03-02', 'sick'); UPDATE lists SET staff = NULL WHERE list = "
                              "'L1'"));
  REFUSED(fixture, change(fixture, "UPDATE lists SET staff = 'S3' WHERE list = 'L1'"), STATUS_DENIED, "S3");
  assert_true(change(fixture, "DELETE FROM absences; UPDATE lists SET staff = 'S3' WHERE list = 'L1'"));
  /* Absent in the evening alone is present in the day; an open end is absent for good. */
  assert_true(change(fixture, "INSERT INTO absences (staff, \"from\", until, reason, shift) VALUES"
                              " ('S3', '2026-03-02', '2026-03-02', 'course', 'evening')"));
  REFUSED(fixture, change(fixture, "UPDATE absences SET shift = 'day'"), STATUS_DENIED, "S3");
  REFUSED(fixture,
          change(fixture, "INSERT INTO absences (staff, \"from\", reason) VALUES ('S4', '2025-01-01', 'leave')"),
          STATUS_DENIED, "L2");
}

static void test_a_duty_nurse_walks_no_list(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  REFUSED(fixture, change(fixture, "UPDATE lists SET function = 'duty_nurse'"), STATUS_INPUT, "duty nurse");
  REFUSED(fixture, change(fixture, "UPDATE lists SET function = 'indoor'"), STATUS_INPUT, "walk no list");
}

/* --- Shifts --------------------------------------------------------------------------------------------------------
 */

static void test_an_ht_has_one_present_duty_nurse(void **state) {
  struct fixture *fixture = *state;
  const char *second = "INSERT INTO shifts (date, shift, staff, team, start_at, end_at, function) VALUES"
                       " ('2026-03-02', 'day', 'S2', 'HT1', 1772459940, 1772487000, 'duty_nurse')";
  assert_true(change(fixture, "INSERT INTO shifts (date, shift, staff, team, start_at, end_at, function) VALUES"
                              " ('2026-03-02', 'day', 'S1', 'HT1', 1772433000, 1772460000, 'duty_nurse')"));
  REFUSED(fixture, change(fixture, second), STATUS_DENIED, "two duty nurses"); /* one minute together */
  /* The first is sick: then the second may, until the first is well again. */
  assert_true(change(fixture, "INSERT INTO absences (staff, \"from\", until, reason) VALUES"
                              " ('S1', '2026-03-02', '2026-03-02', 'sick')"));
  assert_true(change(fixture, second));
  REFUSED(fixture, change(fixture, "DELETE FROM absences"), STATUS_DENIED, "S1 (2026-03-02 07:30)");
  assert_true(change(fixture, "UPDATE shifts SET function = 'nurse_2' WHERE staff = 'S1'; DELETE FROM absences"));
  REFUSED(fixture, change(fixture, "UPDATE shifts SET function = 'duty_nurse'"), STATUS_DENIED, "two duty nurses");
}

static void test_a_worker_is_in_one_shift_at_a_time(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO shifts (date, shift, staff, team, start_at, end_at) VALUES"
                              " ('2026-03-02', 'day', 'S1', 'HT1', 1772433000, 1772446000),"
                              " ('2026-03-02', 'day', 'S1', 'HT1', 1772446000, 1772460000)"));
  REFUSED(fixture, change(fixture, "UPDATE shifts SET end_at = 1772446060 WHERE start_at = 1772433000"), STATUS_DENIED,
          "two shifts");
}

/* --- Teams and references ------------------------------------------------------------------------------------------
 */

static void test_an_ot_has_its_ht(void **state) {
  struct fixture *fixture = *state;
  REFUSED(fixture, change(fixture, "INSERT INTO teams (team, kind, name, location) VALUES ('OT2', 'OT', 'x', 'x')"),
          STATUS_INPUT, "needs its HT");
  REFUSED(fixture, change(fixture, "UPDATE teams SET ht = 'HT1' WHERE team = 'HT1'"), STATUS_INPUT, "only an OT");
  REFUSED(fixture,
          change(fixture, "INSERT INTO teams (team, kind, name, location, ht) VALUES ('OT2', 'OT', 'x', 'x', 'OT1')"),
          STATUS_DENIED, "no health-service team");
  REFUSED(fixture,
          change(fixture, "INSERT INTO teams (team, kind, name, location, ht) VALUES ('OT2', 'OT', 'x', 'x', 'HT9')"),
          STATUS_INPUT, "teams OT2 points to a row of teams that does not exist");
  REFUSED(fixture, change(fixture, "DELETE FROM teams WHERE team = 'HT1'"), STATUS_INPUT, "teams");
}

static void test_words_in_a_cell_are_references_too(void **state) {
  struct fixture *fixture = *state;
  assert_int_equal(ask(fixture, "SELECT count(*) FROM team_areas WHERE team = 'OT1' AND area IN ('Nord', 'Vest')"), 2);
  assert_string_equal(ask_text(fixture, "SELECT expires FROM staff_skills WHERE staff = 'S1' AND patient = 'P1'"),
                      "2027-05-31");
  REFUSED(fixture, change(fixture, "UPDATE patients SET exclude_staff = 'S4 S9' WHERE patient = 'P1'"), STATUS_INPUT,
          "staff");
  REFUSED(fixture, change(fixture, "UPDATE staff SET skills = 'insulin#P9' WHERE staff = 'S1'"), STATUS_INPUT,
          "patients");
  REFUSED(fixture, change(fixture, "UPDATE staff SET functions = 'king' WHERE staff = 'S1'"), STATUS_INPUT,
          "section_leader");
  assert_true(change(fixture, "UPDATE patients SET exclude_staff = 'S1 S2' WHERE patient = 'P1'"));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM patient_excluded_staff WHERE staff IN ('S1', 'S2')"), 2);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM patient_excluded_staff"), 2);
}

/* --- Other rows ----------------------------------------------------------------------------------------------------
 */

static void test_dates_are_dates(void **state) {
  struct fixture *fixture = *state;
  const char *const wrong[] = {"2026-02-29", "2026-13-01", "01.03.2026", "2026-3-1", "tomorrow", ""};
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    char sql[160];
    snprintf(sql, sizeof sql, "UPDATE patients SET admitted = '%s'", wrong[i]);
    assert_false(change(fixture, sql));
    error_clear(&fixture->err);
  }
  assert_true(change(fixture, "UPDATE patients SET admitted = '2028-02-29'"));
}

static void test_a_suspension_ends_or_is_looked_at_again(void **state) {
  struct fixture *fixture = *state;
  REFUSED(
      fixture,
      change(fixture, "INSERT INTO suspensions (patient, \"from\", reason) VALUES ('P1', '2026-03-02', 'hospital')"),
      STATUS_INPUT, "review date");
}

static void test_logs_are_only_added_to(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "UPDATE patients SET access = 'Ring' WHERE patient = 'P1'"));
  REFUSED(fixture, change(fixture, "UPDATE audit SET actor = 'S2'"), STATUS_DENIED, "only added to");
  REFUSED(fixture, change(fixture, "DELETE FROM audit"), STATUS_DENIED, "only added to");
  REFUSED(fixture, change(fixture, "UPDATE audit_parts SET body = '{}'"), STATUS_DENIED, "only added to");
  REFUSED(fixture, change(fixture, "DELETE FROM audit_parts"), STATUS_DENIED, "only added to");
}

static void test_a_number_is_given_once(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  const char *id = NULL;
  assert_true(change(fixture, two_lists));
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  DONE(fixture, store_next_id(fixture->store, "L", &arena, &id, &fixture->err));
  assert_string_equal(id, "L3"); /* L1 and L2 came with the rows */
  DONE(fixture, store_next_id(fixture->store, "L", &arena, &id, &fixture->err));
  assert_string_equal(id, "L4");
  DONE(fixture, store_next_id(fixture->store, "ny", &arena, &id, &fixture->err));
  assert_string_equal(id, "ny1");
  DONE(fixture, store_commit(fixture->store, &fixture->err));
  assert_true(change(fixture, VISIT "('V77/1'" ABOUT "'unassigned', NULL, NULL, ''), ('Vx', '2026-03-02', 'day', 'P1',"
                                    " 'care', 'OT1', 'assistant', 30, '480', '540', 'soft', 'must', 'unassigned', NULL,"
                                    " NULL, '')"));
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  DONE(fixture, store_next_id(fixture->store, "V", &arena, &id, &fixture->err));
  assert_string_equal(id, "V78");
  store_rollback(fixture->store);
  arena_free(&arena);
}

static void test_conflicts_cannot_be_hidden(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, two_lists));
  /* Even somebody who goes around the program, with a commit of their own, is refused by SQLite itself. */
  say(fixture, "BEGIN; UPDATE lists SET staff = 'S3' WHERE list = 'L2'");
  assert_int_equal(sqlite3_exec(fixture->store->db, "COMMIT", NULL, NULL, NULL), SQLITE_CONSTRAINT_FOREIGNKEY);
  say(fixture, "ROLLBACK");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM lists WHERE staff = 'S3'"), 1);
  REFUSED(fixture, change(fixture, "INSERT INTO impossible VALUES (1)"), STATUS_INPUT, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      BASE_TEST(test_a_visit_is_on_one_list_only),
      BASE_TEST(test_a_visit_is_listed_with_a_list_or_not_at_all),
      BASE_TEST(test_a_visit_is_not_on_a_list_of_another_date_or_a_missing_one),
      BASE_TEST(test_the_halves_of_a_visit_go_together_on_two_lists),
      BASE_TEST(test_a_worker_walks_no_two_lists_at_once),
      BASE_TEST(test_an_absent_worker_has_no_list),
      BASE_TEST(test_a_duty_nurse_walks_no_list),
      BASE_TEST(test_an_ht_has_one_present_duty_nurse),
      BASE_TEST(test_a_worker_is_in_one_shift_at_a_time),
      BASE_TEST(test_an_ot_has_its_ht),
      BASE_TEST(test_words_in_a_cell_are_references_too),
      BASE_TEST(test_dates_are_dates),
      BASE_TEST(test_a_suspension_ends_or_is_looked_at_again),
      BASE_TEST(test_logs_are_only_added_to),
      BASE_TEST(test_a_number_is_given_once),
      BASE_TEST(test_conflicts_cannot_be_hidden),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
