/* The plan of visits made again: what stands, what changes and what comes back is worked by hand (interface.md, plan).
 */
#include "plan_fixture.h"

/* --- Repeating and changing -----------------------------------------------------------------------------------------
 */

static void test_repeating_changes_nothing(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

static void test_repeating_changes_nothing_for_two_workers(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  settle(&base, "V1/1", "V1/2");
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

static void test_a_changed_window_keeps_id_and_place_where_the_place_fits(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.services[0].windows[0] = (struct window){480, 540};
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_CHANGE);
  assert_string_equal(steps[0].visit.id, "V1");
  assert_int_equal(steps[0].visit.state, VISIT_LISTED);
  assert_int_equal(steps[0].visit.start, 500);
  assert_string_equal(steps[0].why, "window 07:30-08:30 became 08:00-09:00");
  base_end(&base);
}

static void test_a_changed_window_unassigns_where_the_place_does_not_fit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.services[0].windows[0] = (struct window){600, 660};
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_string_equal(steps[0].visit.id, "V1");
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.list, NONE);
  assert_non_null(steps[0].visit.reason);
  base_end(&base);
}

static void test_a_visit_that_became_a_nurses_leaves_the_care_workers_list(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  base.services[0].min_role = ROLE_NURSE;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.team, team_ht);
  base_end(&base);
}

static void test_a_longer_visit_must_leave_time_for_the_next(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.day.n_services = 2;
  base.services[1].patient = kari; /* the same house: no way between */
  settle(&base, "V1", "V2");
  put_on_list(&base.visits[0], list_amir, 1, 460);
  put_on_list(&base.visits[1], list_amir, 2, 500);
  base.services[0].duration = 40; /* 460 + 40 = 500 */
  assert_int_equal(plan(&base)[0].visit.state, VISIT_LISTED);
  base.services[0].duration = 41;
  assert_int_equal(plan(&base)[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(n_steps(&base), 1);
  base_end(&base);
}

static void test_pinned_and_done_visits_stay_as_they_are(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.visits[0].pinned = true;
  base.services[0].windows[0] = (struct window){600, 660};
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP); /* told, not written */
  assert_int_equal(n_steps(&base), 1);
  base.visits[0].pinned = false;
  base.visits[0].state = VISIT_DONE;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

/* An approved list is walked as it was agreed: another window, another number of workers and another weekday wait for a
 * person; only an ended service and an absent patient stop at once. */
static void test_a_closed_list_is_left_alone(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.lists[0].state = LIST_APPROVED;
  base.services[0].windows[0] = (struct window){600, 660};
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  assert_true(base.steps.at.at[0].amiss);
  base.services[0].staff_count = 2;
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  assert_int_equal(n_steps(&base), 1); /* no second visit beside the one that stands */
  base.services[0].days = "M-WTFSS";   /* the date is a Tuesday */
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  assert_false(base.steps.at.at[0].amiss);
  base.day.n_services = 0; /* it ended */
  assert_int_equal(plan(&base)[0].action, PLAN_CANCEL);
  assert_int_equal(n_steps(&base), 1);
  base_end(&base);
}

static void test_a_list_under_way_is_left_alone(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.services[0].windows[0] = (struct window){600, 660};
  base.day.loaded = instant_of(base.day.date, 449);
  assert_int_equal(plan(&base)[0].action, PLAN_CHANGE);
  base.day.loaded = instant_of(base.day.date, 450); /* when the list starts */
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  base_end(&base);
}

static void test_one_worker_more_replaces_the_visit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  base.services[0].staff_count = 2;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 3);
  assert_int_equal(steps[0].action, PLAN_ADD);
  assert_int_equal(steps[1].action, PLAN_ADD);
  assert_int_equal(steps[2].action, PLAN_CANCEL);
  assert_int_equal(steps[2].old, 0);
  base_end(&base);
}

static void test_both_rows_of_a_pair_lose_their_places_together(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  settle(&base, "V1/1", "V1/2");
  put_on_list(&base.visits[0], list_amir, 1, 460);
  put_on_list(&base.visits[1], list_amir, 2, 460);
  base.services[0].second_skills = "iv"; /* which Amir lacks */
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[1].visit.state, VISIT_UNASSIGNED);
  base_end(&base);
}

/* The pin of one row holds neither the other nor, then, itself. */
static void test_a_pinned_row_gives_way_with_its_other_half(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  settle(&base, "V1/1", "V1/2");
  put_on_list(&base.visits[0], list_amir, 1, 460);
  put_on_list(&base.visits[1], list_amir, 2, 460);
  base.visits[0].pinned = true;
  base.services[0].priority = PRIORITY_MAY;
  base.services[0].second_skills = "iv"; /* which Amir lacks */
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(steps[i].action, PLAN_CHANGE);
    assert_int_equal(steps[i].visit.state, VISIT_UNASSIGNED);
    assert_false(steps[i].visit.pinned);
  }
  base_end(&base);
}

/* --- Going and coming back ------------------------------------------------------------------------------------------
 */

static void test_a_service_that_ended_cancels_its_visit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  base.day.n_services = 0; /* the snapshot holds only services of the date */
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_CANCEL);
  assert_int_equal(steps[0].visit.state, VISIT_CANCELLED);
  assert_int_equal(steps[0].visit.list, NONE);
  base.visits[0] = steps[0].visit;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base.day.n_services = 1; /* and it comes back under the same id */
  steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_REVIVE);
  assert_string_equal(steps[0].visit.id, "V1");
  base_end(&base);
}

static void test_a_suspension_takes_the_visit_away_and_gives_it_back(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  base.suspensions[0] = (struct suspension){
      .patient = kari, .from = on("2026-03-01"), .until = on("2026-03-03"), .reason = SUSPENSION_HOSPITAL};
  base.day.n_suspensions = 1;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_SUSPEND);
  assert_int_equal(steps[0].visit.state, VISIT_SUSPENDED);
  assert_int_equal(steps[0].visit.list, NONE);
  base.visits[0] = steps[0].visit;
  plan(&base);
  assert_int_equal(n_steps(&base), 0); /* the last day is inclusive, and repeating changes nothing */
  base.suspensions[0].until = on("2026-03-02");
  steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_REVIVE);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  base_end(&base);
}

static void test_a_new_visit_of_a_suspended_patient_begins_suspended(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.suspensions[0] =
      (struct suspension){.patient = kari, .from = on("2026-03-03"), .until = DATE_NONE, .review = on("2026-03-09")};
  base.day.n_suspensions = 1;
  assert_int_equal(plan(&base)[0].visit.state, VISIT_SUSPENDED);
  base_end(&base);
}

static void test_a_dropped_visit_is_not_made_again(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  base.visits[0].state = VISIT_DROPPED;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

static void test_a_visit_added_by_hand_stays_while_its_patient_has_services(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  base.visits[1] = base.visits[0];
  base.visits[1].id = "V2";
  base.visits[1].service = NULL;
  base.day.n_visits = 2;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base.day.n_services = 0;
  base.patients[kari].status = PATIENT_ENDED;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  assert_int_equal(steps[0].action, PLAN_CANCEL);
  assert_int_equal(steps[1].action, PLAN_CANCEL);
  base_end(&base);
}

int main(void) {
  clock_set_zone("Europe/Oslo");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_repeating_changes_nothing),
      cmocka_unit_test(test_repeating_changes_nothing_for_two_workers),
      cmocka_unit_test(test_a_changed_window_keeps_id_and_place_where_the_place_fits),
      cmocka_unit_test(test_a_changed_window_unassigns_where_the_place_does_not_fit),
      cmocka_unit_test(test_a_visit_that_became_a_nurses_leaves_the_care_workers_list),
      cmocka_unit_test(test_a_longer_visit_must_leave_time_for_the_next),
      cmocka_unit_test(test_pinned_and_done_visits_stay_as_they_are),
      cmocka_unit_test(test_a_closed_list_is_left_alone),
      cmocka_unit_test(test_a_list_under_way_is_left_alone),
      cmocka_unit_test(test_one_worker_more_replaces_the_visit),
      cmocka_unit_test(test_both_rows_of_a_pair_lose_their_places_together),
      cmocka_unit_test(test_a_pinned_row_gives_way_with_its_other_half),
      cmocka_unit_test(test_a_service_that_ended_cancels_its_visit),
      cmocka_unit_test(test_a_suspension_takes_the_visit_away_and_gives_it_back),
      cmocka_unit_test(test_a_new_visit_of_a_suspended_patient_begins_suspended),
      cmocka_unit_test(test_a_dropped_visit_is_not_made_again),
      cmocka_unit_test(test_a_visit_added_by_hand_stays_while_its_patient_has_services),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
