/*
 * Wall clock and true minutes. Norway changes its clocks by Directive 2000/84/EC: on the last Sunday of March at 02:00
 * the clock goes to 03:00, on the last Sunday of October at 03:00 it goes back to 02:00. In 2026 that is on 29 March
 * and 25 October. Instants are those of Python's zoneinfo.
 */
#include "check.h"
#include "vaktrom/base.h"

#include <stdlib.h>
#include <string.h>

enum { hour = 60, night_start = 22 * 60 + 30, next_morning = (24 + 7) * 60 + 30 };

static date day(const char *text) {
  date d;
  assert_true(date_parse(text, &d));
  return d;
}

static void an_ordinary_day_is_plain(void **state) {
  (void)state;
  date d = day("2026-03-03");
  for (int wall = 0; wall < 2880; wall += 7) {
    assert_int_equal(minute_from_wall(d, wall), wall);
    assert_int_equal(minute_to_wall(d, wall), wall);
  }
}

static void spring_skips_an_hour(void **state) {
  (void)state;
  date d = day("2026-03-29");
  assert_int_equal(minute_from_wall(d, 1 * hour + 59), 119);
  assert_int_equal(minute_from_wall(d, 2 * hour), 120);      /* skipped: the first minute after it */
  assert_int_equal(minute_from_wall(d, 2 * hour + 59), 120); /* skipped */
  assert_int_equal(minute_from_wall(d, 3 * hour), 120);
  assert_int_equal(minute_from_wall(d, 4 * hour), 3 * hour);
  assert_int_equal(minute_from_wall(d, 24 * hour), 23 * hour);
  assert_int_equal(minute_to_wall(d, 119), 1 * hour + 59);
  assert_int_equal(minute_to_wall(d, 120), 3 * hour);
  assert_int_equal(instant_of(d + 1, 0) - instant_of(d, 0), 23 * 3600);
}

static void autumn_repeats_an_hour(void **state) {
  (void)state;
  date d = day("2026-10-25");
  assert_int_equal(minute_from_wall(d, 2 * hour + 30), 150); /* the first 02:30 */
  assert_int_equal(minute_from_wall(d, 3 * hour), 4 * hour);
  assert_int_equal(minute_from_wall(d, 24 * hour), 25 * hour);
  assert_int_equal(minute_to_wall(d, 150), 2 * hour + 30);
  assert_int_equal(minute_to_wall(d, 210), 2 * hour + 30); /* the second 02:30 */
  assert_int_equal(minute_to_wall(d, 4 * hour), 3 * hour);
  assert_int_equal(instant_of(d + 1, 0) - instant_of(d, 0), 25 * 3600);
}

/* A night shift 22:30-07:30 is 9 hours, 8 when the clock goes forward in it, 10 when it goes back. */
static void a_night_has_its_true_length(void **state) {
  (void)state;
  static const struct {
    const char *date;
    int length;
  } nights[] = {{"2026-03-27", 540}, {"2026-03-28", 480}, {"2026-03-29", 540},
                {"2026-10-23", 540}, {"2026-10-24", 600}, {"2026-10-25", 540}};
  for (size_t i = 0; i < COUNT_OF(nights); i++) {
    date d = day(nights[i].date);
    assert_int_equal(minute_from_wall(d, next_morning) - minute_from_wall(d, night_start), nights[i].length);
    assert_int_equal(minute_to_wall(d, minute_from_wall(d, next_morning)), next_morning);
  }
}

static void instants_agree_with_the_calendar(void **state) {
  (void)state;
  assert_int_equal(instant_of(day("2026-03-03"), 22 * hour), 1772571600);
  assert_int_equal(instant_of(day("2026-03-29"), 0), 1774738800);
  assert_int_equal(instant_of(day("2026-10-25"), 0), 1792879200);
  assert_int_equal(instant_date(1774738800), day("2026-03-29"));
  assert_int_equal(instant_date(1774738799), day("2026-03-28"));
  assert_int_equal(minute_of(day("2026-03-03"), 1772571600), 22 * hour);
  assert_int_equal(minute_of(day("2026-03-03"), 1772571600 + 59), 22 * hour);
  assert_int_equal(minute_of(day("2026-03-04"), 1772571600), -2 * hour);
  assert_int_equal(instant_of(DATE_NONE, 0), INSTANT_NONE);
}

static void instants_are_written_with_their_offset(void **state) {
  (void)state;
  static const struct {
    instant at;
    const char *text;
  } known[] = {{1772571600, "2026-03-03T22:00:00+01:00"}, {1774746000, "2026-03-29T03:00:00+02:00"},
               {1792888200, "2026-10-25T02:30:00+02:00"}, {1792891800, "2026-10-25T02:30:00+01:00"},
               {1772571659, "2026-03-03T22:00:59+01:00"}, {0, "1970-01-01T01:00:00+01:00"}};
  for (size_t i = 0; i < COUNT_OF(known); i++) {
    char text[INSTANT_SIZE];
    instant at;
    instant_format(known[i].at, text);
    assert_string_equal(text, known[i].text);
    assert_true(instant_parse(text, &at));
    assert_int_equal(at, known[i].at);
  }
}

static void instants_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    instant at;
  } right[] = {{"2026-03-03T21:00:00Z", 1772571600},         {"2026-03-03T22:00", 1772571600},
               {"2026-03-03 22:00:07", 1772571607},          {"2026-03-03T17:30:00.250-03:30", 1772571600},
               {"2026-03-03t21:00:00z", 1772571600},         {"03.03.2026 22:00", 1772571600},
               {"2026-10-25T02:30", 1792888200 /* first */}, {"2026-03-29 02:30", 1774746000 /* skipped */}};
  for (size_t i = 0; i < COUNT_OF(right); i++) {
    instant at;
    assert_true(instant_parse(right[i].text, &at));
    assert_int_equal(at, right[i].at);
  }
  static const char *const wrong[] = {"",
                                      "2026-03-03",
                                      "2026-03-03T",
                                      "2026-03-03T24:00",
                                      "2026-03-03T22:60",
                                      "2026-02-30T10:00",
                                      "2026-03-03T22:00:00+1:00",
                                      "2026-03-03T22:00:00+01:00x",
                                      "2026-03-03T22:00:00+25:00",
                                      "2026-03-03T22:00:00.Z",
                                      "2026-03-03x22:00",
                                      "2199-12-31T23:59:59-11:30" /* here it is 2200 by then */};
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    instant at;
    assert_false(instant_parse(wrong[i], &at));
  }
}

static void wall_times(void **state) {
  (void)state;
  int wall;
  char text[TIME_SIZE];
  assert_true(wall_parse("00:00", &wall) && wall == 0);
  assert_true(wall_parse("23:59", &wall) && wall == 1439);
  static const char *const wrong[] = {"", "24:00", "12:60", "7:30", "07:30 ", "07:3", "0730", "-1:00", "07:30:00"};
  for (size_t i = 0; i < COUNT_OF(wrong); i++)
    assert_false(wall_parse(wrong[i], &wall));
  wall_format(24 * hour + 5, text);
  assert_string_equal(text, "00:05");
  time_format(day("2026-03-29"), 120, text);
  assert_string_equal(text, "03:00");
  time_format(day("2026-03-29"), MINUTE_NONE, text);
  assert_string_equal(text, "");
}

/* The hours around 2026-10-25T01:00Z, when the clock goes back from 03:00 to 02:00; the offsets are tzdata's. */
static void a_repeated_time_is_told_apart(void **state) {
  (void)state;
  static const struct {
    const char *date, *text;
    minute at;
  } times[] = {
      {"2026-10-25", "01:59", 119},        {"2026-10-25", "02:30", 150}, {"2026-10-25", "02:00+01:00", 180},
      {"2026-10-25", "02:30+01:00", 210},  {"2026-10-25", "03:00", 240}, {"2026-10-24", "02:30+01:00", 1440 + 210},
      {"2026-10-24", "02:30", 1440 + 150}, {"2026-03-29", "03:00", 120}, {"2026-10-25", "", MINUTE_NONE},
  };
  for (size_t i = 0; i < COUNT_OF(times); i++) {
    char text[EXACT_TIME_SIZE];
    time_format_exact(day(times[i].date), times[i].at, text);
    assert_string_equal(text, times[i].text);
  }
  int wall, offset;
  assert_true(time_parse_exact("02:30+01:00", &wall, &offset) && wall == 150 && offset == 60);
  assert_true(time_parse_exact("02:30-03:30", &wall, &offset) && offset == -210);
  assert_true(time_parse_exact("02:30", &wall, &offset) && wall == 150 && offset == OFFSET_NONE);
  static const char *const wrong[] = {"", "02:30+", "02:30+1:00", "02:30+01:00 ", "2:30+01:00", "02:30 +01:00"};
  for (size_t i = 0; i < COUNT_OF(wrong); i++)
    assert_false(time_parse_exact(wrong[i], &wall, &offset));
}

static void zones(void **state) {
  (void)state;
  assert_false(clock_set_zone("Europe/Atlantis"));
  assert_false(clock_set_zone("../../etc/passwd"));
  assert_false(clock_set_zone("Europe"));   /* a folder */
  assert_false(clock_set_zone("zone.tab")); /* a table */
  assert_false(clock_set_zone(""));
  assert_int_equal(instant_of(0, 60), 0); /* still Oslo, which was an hour ahead in January 1970 */
  assert_true(clock_set_zone("UTC"));
  assert_int_equal(instant_of(0, 60), 3600);
  assert_true(clock_set_zone("Europe/Oslo"));
}

static void now_can_be_fixed(void **state) {
  (void)state;
  struct error err = {0};
  setenv("VAKTROM_NOW", "2026-03-03T22:00:00+01:00", 1);
  assert_true(clock_start(&err));
  assert_int_equal(clock_now(), 1772571600);
  assert_true(clock_machine() > 1772571600);
  clock_allow_override(false);
  assert_true(clock_now() >= clock_machine() - 5);
  clock_allow_override(true);
  setenv("VAKTROM_NOW", "yesterday", 1);
  assert_false(clock_start(&err));
  assert_int_equal(err.status, STATUS_USAGE);
  assert_non_null(strstr(err.text, "yesterday"));
  error_clear(&err);
  unsetenv("VAKTROM_NOW");
  assert_true(clock_start(&err));
  assert_true(clock_now() >= clock_machine() - 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_ordinary_day_is_plain),
      cmocka_unit_test(spring_skips_an_hour),
      cmocka_unit_test(autumn_repeats_an_hour),
      cmocka_unit_test(a_night_has_its_true_length),
      cmocka_unit_test(instants_agree_with_the_calendar),
      cmocka_unit_test(instants_are_written_with_their_offset),
      cmocka_unit_test(instants_are_read),
      cmocka_unit_test(wall_times),
      cmocka_unit_test(a_repeated_time_is_told_apart),
      cmocka_unit_test(zones),
      cmocka_unit_test(now_can_be_fixed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
