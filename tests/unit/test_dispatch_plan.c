/* The plan of visits: expected dates, windows and states are worked by hand from interface.md ("Dates, shifts, times",
 * services.csv) and from the clock changes of Europe/Oslo in 2026 (29 March, 25 October). */
#include "plan_fixture.h"

/* --- Which dates ---------------------------------------------------------------------------------------------------
 */

static size_t steps_on(const char *date_text, struct service service) {
  struct base base;
  base_start(&base, date_text);
  base.services[0] = service;
  plan(&base);
  size_t n = n_steps(&base);
  base_end(&base);
  return n;
}

static void test_a_weekday_mask_names_its_days(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  service.days = "M-W-F--"; /* 2026-03-02 is a Monday */
  assert_int_equal(steps_on("2026-03-02", service), 1);
  assert_int_equal(steps_on("2026-03-03", service), 0);
  assert_int_equal(steps_on("2026-03-04", service), 1);
  assert_int_equal(steps_on("2026-03-08", service), 0);
}

static void test_every_n_days_counts_from_start(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  service.days = "";
  service.every = 3;
  service.start = on("2026-02-27"); /* then 2, 5, 8 March */
  assert_int_equal(steps_on("2026-02-27", service), 1);
  assert_int_equal(steps_on("2026-03-01", service), 0);
  assert_int_equal(steps_on("2026-03-02", service), 1);
  assert_int_equal(steps_on("2026-03-03", service), 0);
  assert_int_equal(steps_on("2026-03-05", service), 1);
}

static void test_start_and_until_are_inclusive(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  service.start = on("2026-03-02");
  service.until = on("2026-03-04");
  assert_int_equal(steps_on("2026-03-01", service), 0);
  assert_int_equal(steps_on("2026-03-02", service), 1);
  assert_int_equal(steps_on("2026-03-04", service), 1);
  assert_int_equal(steps_on("2026-03-05", service), 0);
}

/* --- Windows and shifts --------------------------------------------------------------------------------------------
 */

static struct visit wanted(const char *date_text, struct window window) {
  struct base base;
  base_start(&base, date_text);
  base.services[0].windows[0] = window;
  struct visit visit = plan_wanted(&base.day, &base.services[0], 0, &times);
  base_end(&base);
  return visit;
}

static void assert_window(struct visit visit, enum shift shift, minute earliest, minute latest) {
  assert_int_equal(visit.n_windows, 1);
  assert_int_equal(visit.shift, shift);
  assert_int_equal(visit.windows[0].earliest, earliest);
  assert_int_equal(visit.windows[0].latest, latest);
}

static void test_a_start_before_day_begins_is_the_evenings_night(void **state) {
  (void)state;
  assert_window(wanted("2026-03-03", (struct window){120, 180}), SHIFT_NIGHT, 1560, 1620); /* 02:00 next morning */
  assert_window(wanted("2026-03-03", (struct window){359, 420}), SHIFT_NIGHT, 1799, 1860); /* 05:59 */
  assert_window(wanted("2026-03-03", (struct window){360, 420}), SHIFT_DAY, 360, 420);     /* 06:00 */
}

static void test_a_window_may_cross_midnight(void **state) {
  (void)state;
  assert_window(wanted("2026-03-03", (struct window){1380, 60}), SHIFT_NIGHT, 1380, 1500); /* 23:00-01:00 */
}

static void test_the_earliest_start_gives_the_shift(void **state) {
  (void)state;
  assert_window(wanted("2026-03-03", (struct window){899, 960}), SHIFT_DAY, 899, 960);
  assert_window(wanted("2026-03-03", (struct window){900, 960}), SHIFT_EVENING, 900, 960);
  assert_window(wanted("2026-03-03", (struct window){1320, 1350}), SHIFT_NIGHT, 1320, 1350);
}

static void test_clocks_going_forward_shorten_the_morning(void **state) {
  (void)state;
  /* 29 March: 03:00 comes one hour after 01:00. 07:30 is 390 true minutes after midnight, not 450. */
  assert_window(wanted("2026-03-29", (struct window){450, 510}), SHIFT_DAY, 390, 450);
  /* The night of 28 March: 04:00 is 24 h + 3 h; 02:30 does not exist, and the first moment after it is 03:00 = 26 h. */
  assert_window(wanted("2026-03-28", (struct window){240, 300}), SHIFT_NIGHT, 1620, 1680);
  assert_window(wanted("2026-03-28", (struct window){150, 240}), SHIFT_NIGHT, 1560, 1620);
  assert_window(wanted("2026-03-28", (struct window){450, 510}), SHIFT_DAY, 450, 510);
}

static void test_clocks_going_back_lengthen_the_morning(void **state) {
  (void)state;
  assert_window(wanted("2026-10-25", (struct window){450, 510}), SHIFT_DAY, 510, 570);
  /* The night of 24 October: 04:00 is 24 h + 5 h; 02:30 comes twice and the first counts. */
  assert_window(wanted("2026-10-24", (struct window){240, 300}), SHIFT_NIGHT, 1740, 1800);
  assert_window(wanted("2026-10-24", (struct window){150, 240}), SHIFT_NIGHT, 1590, 1740);
}

static void test_alternative_windows_rise_and_stay_apart(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  struct window out[WINDOWS_MAX];
  service.windows[0] = (struct window){720, 780};
  service.windows[1] = (struct window){480, 540};
  service.windows[2] = (struct window){540, 560}; /* touches the one before */
  service.n_windows = 3;
  assert_int_equal(plan_windows(&service, on("2026-03-03"), &times, out), 2);
  assert_int_equal(out[0].earliest, 480);
  assert_int_equal(out[0].latest, 560);
  assert_int_equal(out[1].earliest, 720);
}

/* --- New visits ----------------------------------------------------------------------------------------------------
 */

static void test_a_due_service_gets_its_visit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_ADD);
  assert_int_equal(steps[0].row, 0);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.team, team_ot);
  assert_int_equal(steps[0].visit.load, 3);
  assert_non_null(steps[0].visit.reason);
  base_end(&base);
}

static void test_a_patient_without_a_team_is_visibly_unassigned(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].patient = ola;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.team, NONE);
  assert_string_equal(steps[0].visit.reason, SAID("the patient has no team yet"));
  base_end(&base);
}

static void test_two_workers_make_two_rows(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  base.services[0].skills = "lift";
  base.services[0].second_role = ROLE_NURSE;
  base.services[0].second_skills = "iv";
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  assert_int_equal(steps[0].row, 1);
  assert_int_equal(steps[1].row, 2);
  assert_string_equal(steps[0].visit.skills, "lift");
  assert_string_equal(steps[1].visit.skills, "iv");
  assert_int_equal(steps[0].visit.team, team_ot);
  assert_int_equal(steps[1].visit.team, team_ht); /* a nurse's work is the HT's */
  assert_int_equal(steps[1].visit.min_role, ROLE_NURSE);
  base_end(&base);
}

int main(void) {
  clock_set_zone("Europe/Oslo");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_weekday_mask_names_its_days),
      cmocka_unit_test(test_every_n_days_counts_from_start),
      cmocka_unit_test(test_start_and_until_are_inclusive),
      cmocka_unit_test(test_a_start_before_day_begins_is_the_evenings_night),
      cmocka_unit_test(test_a_window_may_cross_midnight),
      cmocka_unit_test(test_the_earliest_start_gives_the_shift),
      cmocka_unit_test(test_clocks_going_forward_shorten_the_morning),
      cmocka_unit_test(test_clocks_going_back_lengthen_the_morning),
      cmocka_unit_test(test_alternative_windows_rise_and_stay_apart),
      cmocka_unit_test(test_a_due_service_gets_its_visit),
      cmocka_unit_test(test_a_patient_without_a_team_is_visibly_unassigned),
      cmocka_unit_test(test_two_workers_make_two_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
