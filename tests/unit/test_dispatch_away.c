/* Who is away: an absent worker's visits, a suspended patient's. Worked by hand on the base of dispatch_fixture.h. */
#include "dispatch_fixture.h"

#define STATE(visit) ask_text(fixture, "SELECT state FROM visits WHERE visit = '" visit "'")

/* --- absent --- */

static void test_an_absent_worker_leaves_no_visit_behind(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  assert_true(change(fixture, "UPDATE visits SET pinned = 'yes' WHERE visit = 'V2'"));
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &effects, &fixture->err));
  DONE(fixture,
       dispatch_absent(&session, &(struct absence_request){"A1", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0},
                       &effects, &fixture->err));
  assert_string_equal(STATE("V1"), "done"); /* keeps who did it */
  assert_string_equal(ask_text(fixture, "SELECT staff FROM visits WHERE visit = 'V1'"), "A1");
  assert_string_equal(STATE("V2"), "unassigned");
  assert_string_equal(STATE("V5/1"), "unassigned");
  assert_string_equal(STATE("V5/2"), "unassigned"); /* both or neither, though Berit is there */
  assert_string_equal(STATE("V4"), "listed");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM lists WHERE list = 'LA' AND staff IS NULL"), 1);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM absences WHERE staff = 'A1' AND reason = 'sick'"), 1);
  assert_string_equal(ask_text(fixture, "SELECT said(reason) FROM visits WHERE visit = 'V3'"), "Amir is absent");
  assert_true(effects.needs_person);
  assert_true(says(&effects, "visits that need somebody: 6")); /* both halves of V5 among them */
  effects_free(&effects);
}

/* Noting it again finds nobody: all six rows still wait. */
static void test_an_absence_noted_again_counts_what_waits(void **state) {
  struct fixture *fixture = *state;
  struct effects first = {0}, again = {0};
  struct session session = session_of(fixture, "C1");
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &first, &fixture->err));
  DONE(fixture,
       dispatch_absent(&session, &(struct absence_request){"A1", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0},
                       &first, &fixture->err));
  DONE(fixture,
       dispatch_absent(&session, &(struct absence_request){"A1", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0},
                       &again, &fixture->err));
  assert_true(says(&again, "as noted before"));
  assert_true(says(&again, "6 of the team and shift that still wait"));
  assert_true(again.needs_person);
  effects_free(&first);
  effects_free(&again);
}

/* V1 was to begin at 08:00 and V2 at 09:00; V1 is known to be done. */
static void test_who_falls_ill_underway_leaves_what_nobody_called_done(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  set_clock(fixture, "09:50");
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &effects, &fixture->err));
  DONE(fixture,
       dispatch_absent(&session, &(struct absence_request){"A1", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0},
                       &effects, &fixture->err));
  assert_string_equal(STATE("V1"), "done");
  assert_string_equal(STATE("V2"), "unassigned");
  assert_true(says(&effects, "visits that need somebody: 6, of which 1 should have begun by now"));
  effects_free(&effects);
}

static void test_an_absence_of_another_shift_leaves_the_list(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  DONE(fixture,
       dispatch_absent(&session,
                       &(struct absence_request){"A1", on(THE_DAY), on(THE_DAY), SHIFT_EVENING, ABSENCE_COURSE, 0},
                       &effects, &fixture->err));
  assert_string_equal(STATE("V2"), "listed");
  REFUSED(fixture,
          dispatch_absent(&session, &(struct absence_request){"Z9", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0},
                          &effects, &fixture->err),
          STATUS_USAGE, "Z9");
  effects_free(&effects);
}

/* --- suspend, resume --- */

static void test_a_suspended_patient_is_not_visited_and_comes_back(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  date day = on(THE_DAY);
  REFUSED(fixture,
          dispatch_suspend(&session, "P1", day, DATE_NONE, DATE_NONE, SUSPENSION_HOSPITAL, &effects, &fixture->err),
          STATUS_USAGE, "--until");
  DONE(fixture,
       dispatch_suspend(&session, "P1", day, DATE_NONE, day + 5, SUSPENSION_HOSPITAL, &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE patient = 'P1' AND state = 'suspended'"), 3);
  assert_true(says(&effects, "visits suspended: 3"));
  REFUSED(fixture,
          dispatch_suspend(&session, "P1", day + 1, day + 2, DATE_NONE, SUSPENSION_TRAVEL, &effects, &fixture->err),
          STATUS_DENIED, "suspended already");
  struct add_request request = {.patient = "P1", .task = "care", .date = day, .earliest = 600, .latest = 660};
  REFUSED(fixture, dispatch_add(&session, &request, &effects, &fixture->err), STATUS_DENIED, "suspended");
  effects.needs_person = false;
  DONE(fixture, dispatch_resume(&session, "P1", day, &effects, &fixture->err));
  assert_true(effects.needs_person); /* three must visits have no list */
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE patient = 'P1' AND state = 'unassigned'"), 3);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM suspensions"), 0); /* it never came to hold */
  effects_free(&effects);
}

static void test_an_early_return_ends_the_suspension_the_day_before(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  date day = on(THE_DAY);
  DONE(fixture,
       dispatch_suspend(&session, "P2", day - 3, day + 5, DATE_NONE, SUSPENSION_RESPITE, &effects, &fixture->err));
  assert_string_equal(STATE("V2"), "suspended");
  DONE(fixture, dispatch_resume(&session, "P2", day + 1, &effects, &fixture->err)); /* home tomorrow */
  assert_string_equal(STATE("V2"), "suspended");
  assert_string_equal(ask_text(fixture, "SELECT until FROM suspensions WHERE patient = 'P2'"), THE_DAY);
  DONE(fixture, dispatch_resume(&session, "P2", day, &effects, &fixture->err)); /* no, today */
  assert_string_equal(STATE("V2"), "unassigned");
  assert_string_equal(ask_text(fixture, "SELECT until FROM suspensions WHERE patient = 'P2'"), "2026-03-02");
  REFUSED(fixture, dispatch_resume(&session, "P2", day, &effects, &fixture->err), STATUS_DENIED, "not suspended");
  effects_free(&effects);
}

/* Cara leads the OT and has no list: nothing waits, and yet somebody must be found at once. */
static void test_the_coordinators_own_call_says_that_none_is_left(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "N1");
  struct absence_request request = {"C1", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0};
  DONE(fixture, dispatch_absent(&session, &request, &effects, &fixture->err));
  assert_true(says(&effects, "Care team has no coordinator in the day shift now"));
  assert_true(effects.needs_person);
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_the_coordinators_own_call_says_that_none_is_left),
      DAY_TEST(test_an_absent_worker_leaves_no_visit_behind),
      DAY_TEST(test_an_absence_noted_again_counts_what_waits),
      DAY_TEST(test_who_falls_ill_underway_leaves_what_nobody_called_done),
      DAY_TEST(test_an_absence_of_another_shift_leaves_the_list),
      DAY_TEST(test_a_suspended_patient_is_not_visited_and_comes_back),
      DAY_TEST(test_an_early_return_ends_the_suspension_the_day_before),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
