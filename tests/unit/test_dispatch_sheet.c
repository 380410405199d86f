/* The timetable of a list, worked by hand on the base of dispatch_fixture.h. */
#include "dispatch_fixture.h"

#include "dispatch/sheet.h"

static const struct list_sheet *sheet_on(struct fixture *fixture, const char *date_text, const char *list,
                                         struct day **day) {
  DONE(fixture, store_load_day(fixture->store, on(date_text), day, &fixture->err));
  return &dispatch_sheets(fixture->store, *day)[day_find_list(*day, list)];
}

static void check_stop(const struct list_stop *stop, int arrive, int start, int wait) {
  assert_int_equal(stop->arrive, arrive);
  assert_int_equal(stop->start, start);
  assert_int_equal(stop->wait_min, wait);
}

/* Amir leaves at 07:50 for V1 at 08:00 and drives six times 10 minutes (V6 and V7 are at the same patient). No gap is
 * 30 minutes long, so the break comes after V5/1, over at 12:20: home at 13:00. */
static void test_a_day_on_the_road(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  const struct list_sheet *sheet = sheet_on(fixture, THE_DAY, "LA", &day);
  assert_int_equal(sheet->n_stops, 6);
  check_stop(&sheet->stops[0], 480, 480, 0);
  check_stop(&sheet->stops[1], 520, 540, 20);
  check_stop(&sheet->stops[2], 580, 600, 20);
  check_stop(&sheet->stops[3], 640, 660, 20);
  check_stop(&sheet->stops[4], 675, 680, 5);
  check_stop(&sheet->stops[5], 705, 720, 15);
  assert_int_equal(sheet->leave, 470);
  assert_int_equal(sheet->break_start, 740);
  assert_int_equal(sheet->break_min, 30);
  assert_int_equal(sheet->home, 780);
  assert_int_equal(sheet->visit_min, 140);
  assert_int_equal(sheet->travel_min, 60);
  assert_int_equal(sheet->wait_min, 80);
  assert_int_equal(sheet->late_min, 0);
  assert_int_equal(sheet->overtime_min, 0);
  assert_int_equal(sheet->load, 16);          /* five visits of 3, one of 1 */
  assert_int_equal(sheet->capacity_min, 420); /* 07:30 to 15:00 less the break */
  day_free(day);
}

/* Berit is over at P4 at 08:30 and drives 10 minutes; the break may begin at 09:30, two hours into the shift. What is
 * left until 12:00 is waiting. */
static void test_the_break_is_no_waiting(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  const struct list_sheet *sheet = sheet_on(fixture, THE_DAY, "LB", &day);
  assert_int_equal(sheet->break_start, 570);
  check_stop(&sheet->stops[1], 520, 720, 200 - 30);
  day_free(day);
}

static void test_late_and_overtime(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  assert_true(change(fixture, "UPDATE visits SET latest = '590', earliest = '570' WHERE visit = 'V3';"
                              "UPDATE visits SET duration = 240 WHERE visit = 'V5/1'"));
  const struct list_sheet *sheet = sheet_on(fixture, THE_DAY, "LA", &day);
  assert_int_equal(sheet->stops[2].late_min, 10);
  assert_int_equal(sheet->late_min, 10);
  assert_int_equal(sheet->break_start, MINUTE_NONE); /* 16:00 is too late */
  assert_int_equal(sheet->home, 970);
  assert_int_equal(sheet->overtime_min, 70);
  day_free(day);
}

/* From 22:30 to 07:30 in the night in which the clocks go forward there are 8 hours, of which 30 minutes are break. */
static void test_a_night_with_an_hour_less(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  assert_true(change(fixture, "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                              " ('LX', '2026-03-28', 'night', 'OT1', 'D1', 1774733400, 1774762200)"));
  const struct list_sheet *sheet = sheet_on(fixture, "2026-03-28", "LX", &day);
  assert_int_equal(sheet->capacity_min, 450);
  assert_int_equal(sheet->leave, MINUTE_NONE);
  assert_int_equal(sheet->n_stops, 0);
  day_free(day);
}

static void test_a_coordinators_list_is_shorter(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  assert_true(change(fixture, "UPDATE lists SET function = 'coordinator' WHERE list = 'LA'"));
  const struct list_sheet *sheet = sheet_on(fixture, THE_DAY, "LA", &day);
  assert_int_equal(sheet->capacity_min, 210); /* half, by the default of coordinator_share */
  day_free(day);
}

/* --- When a visit may begin --- */

static void test_alternative_windows(void **state) {
  (void)state;
  struct visit visit = {.windows = {{480, 540}, {720, 780}}, .n_windows = 2, .window = WINDOW_SOFT};
  assert_int_equal(first_start_from(&visit, 400), 480); /* never early */
  assert_int_equal(first_start_from(&visit, 500), 500);
  assert_int_equal(first_start_from(&visit, 570), 570); /* 30 late is less than waiting 150 */
  assert_int_equal(first_start_from(&visit, 660), 720); /* 120 late is more than waiting 60 */
  assert_int_equal(first_start_from(&visit, 800), 800);
  assert_int_equal(late_minutes(&visit, 400), 0);
  assert_int_equal(late_minutes(&visit, 570), 30);
  assert_int_equal(late_minutes(&visit, 730), 0);
  assert_int_equal(late_minutes(&visit, 800), 20); /* from the last window begun */
  visit.window = WINDOW_HARD;
  assert_int_equal(first_start_from(&visit, 570), 720);
  assert_int_equal(first_start_from(&visit, 780), 780);
  assert_int_equal(first_start_from(&visit, 781), MINUTE_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_a_day_on_the_road),
      DAY_TEST(test_the_break_is_no_waiting),
      DAY_TEST(test_late_and_overtime),
      DAY_TEST(test_a_night_with_an_hour_less),
      DAY_TEST(test_a_coordinators_list_is_shorter),
      cmocka_unit_test(test_alternative_windows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
