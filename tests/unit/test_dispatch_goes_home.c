/*
 * Amir goes home sick at 10:15, on a day worked by hand (dispatch_fixture.h): V1 at 08:00 and V2 at 09:00 are behind
 * him and he is with V3 since 10:00, so those three stay his. V6, V7 and his half of V5 come later and need somebody;
 * the other half of V5, Berit's, needs a second one too. That makes four rows. His list ends at 10:15 (minute 615).
 */
#include "dispatch_fixture.h"

static const date the_day = 20515; /* 2026-03-03 */

#define WHERE(visit)                                                                                                   \
  ask_text(fixture, "SELECT ifnull(list, 'none') || ' ' || ifnull(start, '') FROM visits WHERE visit = '" visit "'")
#define END(list) (int)ask(fixture, "SELECT (end_at - 1772492400) / 60 FROM lists WHERE list = '" list "'")
#define STAFF(list) ask_text(fixture, "SELECT ifnull(staff, 'nobody') FROM lists WHERE list = '" list "'")

static struct absence_request from(int from_time) {
  return (struct absence_request){"A1", the_day, the_day, NONE, ABSENCE_SICK, from_time};
}

/* Notes at 10:15 that Amir is away from then on. */
static void go_home(struct fixture *fixture, int from_time, struct effects *effects) {
  struct session session = session_of(fixture, "C1");
  struct absence_request request = from(from_time);
  set_clock(fixture, "10:15");
  DONE(fixture, dispatch_absent(&session, &request, effects, &fixture->err));
}

static void test_what_began_before_stays(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  go_home(fixture, 615, &effects);
  assert_string_equal(WHERE("V1"), "LA 480");
  assert_string_equal(WHERE("V2"), "LA 540");
  assert_string_equal(WHERE("V3"), "LA 600");
  assert_string_equal(WHERE("V6"), "none ");
  assert_string_equal(WHERE("V7"), "none ");
  assert_string_equal(WHERE("V5/1"), "none ");
  assert_string_equal(WHERE("V5/2"), "none ");
  assert_string_equal(WHERE("V4"), "LB 490");
  assert_string_equal(STAFF("LA"), "A1");
  assert_int_equal(END("LA"), 615);
  assert_string_equal(ask_text(fixture, "SELECT said(reason) FROM visits WHERE visit = 'V6'"),
                      "Amir is absent from 10:15");
  assert_true(says(&effects, "visits that need somebody: 4"));
  assert_true(effects.needs_person);
  assert_true(says(&effects, "V3 (P3 Pål, Morning care), 10:00-10:30, lasts past 10:15, when Amir goes home"));
  assert_true(is_found(fixture, "visit_outlasts_worker")); /* V3 must be done, and Amir is gone */
  assert_int_equal(ask(fixture, "SELECT count(*) FROM conflicts"), 0);
  assert_false(is_found(fixture, "absent_with_list"));
  effects_free(&effects);
}

/* Nothing else waits, and still a person is needed: V3 rests on somebody who went home until it is done or moved. */
static void test_the_one_under_way_is_decided_by_a_person(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  const struct done_request finished = {.visit = "V3", .date = the_day, .at = INSTANT_NONE, .confirmed = true};
  assert_true(change(fixture, "DELETE FROM visits WHERE visit IN ('V5/1', 'V5/2', 'V6', 'V7')"));
  go_home(fixture, 615, &effects);
  assert_true(says(&effects, "visits that need somebody: 0"));
  assert_true(effects.needs_person);
  assert_true(is_found(fixture, "visit_outlasts_worker"));
  DONE(fixture, dispatch_done(&session, &finished, &effects, &fixture->err));
  assert_false(is_found(fixture, "visit_outlasts_worker"));
  effects_free(&effects);
}

static void test_it_is_taken_back_whole(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct str label = {0};
  go_home(fixture, 615, &effects);
  DONE(fixture, store_undo(fixture->store, "C1", &label, &fixture->err));
  assert_int_equal(END("LA"), 900);
  assert_string_equal(WHERE("V6"), "LA 660");
  assert_string_equal(WHERE("V5/2"), "LB 720");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM absences"), 0);
  str_free(&label);
  effects_free(&effects);
}

static void test_nothing_is_put_on_the_list_after_it(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct move_request request = {.visit = "V6", .to_list = "LA"};
  assert_true(change(fixture, v4_waits));
  go_home(fixture, 615, &effects);
  REFUSED(fixture, dispatch_move(&session, the_day, &request, &effects, &fixture->err), STATUS_DENIED,
          "its worker is absent");
  set_clock(fixture, "09:45"); /* known in advance: not yet gone, but V6 begins at 11:00 */
  REFUSED(fixture, dispatch_move(&session, the_day, &request, &effects, &fixture->err), STATUS_DENIED,
          "would begin at 11:00, when Amir is absent");
  effects_free(&effects);
}

static void test_a_visit_after_it_is_found(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  go_home(fixture, 615, &effects);
  assert_false(change(fixture, "UPDATE lists SET end_at = 1772546400 WHERE list = 'LA'")); /* the store's own rule */
  assert_true(change(fixture, "UPDATE visits SET start = 616 WHERE visit = 'V3'"));
  assert_true(is_found(fixture, "absent_with_list"));
  effects_free(&effects);
}

static void test_another_absence_on_top(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  go_home(fixture, 615, &effects);
  go_home(fixture, 570, &effects); /* it was 09:30 already: V3 was not begun */
  assert_true(says(&effects, "this replaces the absence from 2026-03-03 10:15"));
  assert_string_equal(WHERE("V3"), "none ");
  assert_string_equal(WHERE("V2"), "LA 540");
  assert_int_equal(END("LA"), 570);
  go_home(fixture, 0, &effects); /* not there at all */
  assert_string_equal(WHERE("V1"), "none ");
  assert_string_equal(STAFF("LA"), "nobody");
  assert_int_equal(END("LA"), 900);
  assert_true(says(&effects, "--from-time HH:MM"));
  effects_free(&effects);
}

/* Eva, with insulin, is at work as well: she takes V6 and Amir's half of V5, and what began stays. */
static void test_the_rest_is_redistributed(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct absence_request request = from(615);
  struct replan *replan = NULL;
  bool changed = true;
  assert_true(change(fixture, "INSERT INTO shifts (date, shift, staff, team, start_at, end_at, function) VALUES"
                              " ('2026-03-03', 'day', 'E1', 'OT1', 1772519400, 1772546400, '');"
                              "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                              " ('LE', '2026-03-03', 'day', 'OT1', 'E1', 1772519400, 1772546400);"
                              "UPDATE staff SET skills = 'insulin' WHERE staff = 'E1'"));
  set_clock(fixture, "10:15");
  DONE(fixture, dispatch_replan(&session, &request, 0.4, &replan, &fixture->err));
  assert_int_equal(replan->waiting[PRIORITY_MUST], 4); /* V6, V7 and both halves of V5 */
  DONE(fixture, dispatch_replan_apply(&session, &request, replan, 0, NULL, &changed, &effects, &fixture->err));
  assert_false(changed);
  assert_string_equal(WHERE("V3"), "LA 600");
  assert_string_equal(ask_text(fixture, "SELECT list FROM visits WHERE visit = 'V6'"), "LE");
  assert_string_equal(ask_text(fixture, "SELECT list FROM visits WHERE visit = 'V5/1'"), "LE");
  assert_string_equal(ask_text(fixture, "SELECT list FROM visits WHERE visit = 'V5/2'"), "LB");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE list = 'LA' AND start >= 615"), 0);
  assert_true(effects.needs_person);                                  /* V3, under way when he left */
  assert_int_equal(replan->alternatives[0].figures.changed_hands, 0); /* those who went home had no hands to change */
  replan_free(replan);
  effects_free(&effects);
}

/* Dag comes for what is left of the shift, 10:15-15:00, with a list of his own. */
static void test_a_substitute_begins_where_the_other_ended(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct vacancy vacancy = {the_day, "A1", SHIFT_DAY};
  go_home(fixture, 615, &effects);
  DONE(fixture, dispatch_substitute(&session, NULL, &vacancy, "D1", NULL, &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM shifts WHERE staff = 'D1' AND replaces = 'A1'"
                                " AND start_at = 1772492400 + 615 * 60 AND end_at = 1772546400"),
                   1);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM lists WHERE staff = 'D1' AND start_at = 1772492400 + 615 * 60"),
                   1);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits AS v JOIN lists AS l USING (list)"
                                " WHERE l.staff = 'D1' AND v.visit IN ('V5/1', 'V5/2')"),
                   1); /* and the other half is Berit's again */
  assert_string_equal(WHERE("V3"), "LA 600");
  assert_int_equal(END("LA"), 615);
  effects_free(&effects);
}

/* Both are one change: one line of the journal, and undo brings Amir and his list back. */
static void test_the_absence_and_the_substitute_are_one_change(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct str label = {0};
  struct absence_request request = from(615);
  struct vacancy vacancy = {the_day, "A1", SHIFT_DAY};
  int64_t before = ask(fixture, "SELECT count(*) FROM journal");
  set_clock(fixture, "10:15");
  DONE(fixture, dispatch_substitute(&session, &request, &vacancy, "D1", NULL, &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM absences WHERE staff = 'A1'"), 1);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits AS v JOIN lists AS l USING (list)"
                                " WHERE l.staff = 'D1' AND v.visit IN ('V5/1', 'V5/2')"),
                   1);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM journal") - before, 1);
  DONE(fixture, store_undo(fixture->store, "C1", &label, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM absences"), 0);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM shifts WHERE staff = 'D1' AND replaces = 'A1'"), 0);
  assert_int_equal(END("LA"), 900);
  assert_string_equal(WHERE("V6"), "LA 660");
  str_free(&label);
  effects_free(&effects);
}

/* Who may not come changes nothing: the absence is not noted either. */
static void test_without_a_substitute_the_absence_is_not_noted(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct absence_request request = from(615);
  struct vacancy vacancy = {the_day, "A1", SHIFT_DAY};
  set_clock(fixture, "10:15");
  assert_false(dispatch_substitute(&session, &request, &vacancy, "A1", NULL, &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM absences"), 0);
  error_clear(&fixture->err);
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_what_began_before_stays),
      DAY_TEST(test_the_one_under_way_is_decided_by_a_person),
      DAY_TEST(test_it_is_taken_back_whole),
      DAY_TEST(test_nothing_is_put_on_the_list_after_it),
      DAY_TEST(test_a_visit_after_it_is_found),
      DAY_TEST(test_another_absence_on_top),
      DAY_TEST(test_the_rest_is_redistributed),
      DAY_TEST(test_a_substitute_begins_where_the_other_ended),
      DAY_TEST(test_the_absence_and_the_substitute_are_one_change),
      DAY_TEST(test_without_a_substitute_the_absence_is_not_noted),
  };
  return cmocka_run_group_tests_name("goes home", tests, NULL, NULL);
}
