/* Dates. The day numbers and weekdays are those of Python's datetime. */
#include "check.h"
#include "vaktrom/base.h"

#include <string.h>

static const struct {
  const char *text;
  int year, month, day;
  date number;
  int weekday;
} known[] = {
    {"1970-01-01", 1970, 1, 1, 0, 3},        {"2000-02-29", 2000, 2, 29, 11016, 1},
    {"1800-01-01", 1800, 1, 1, -62091, 2},   {"2199-12-31", 2199, 12, 31, 84005, 1},
    {"2026-03-29", 2026, 3, 29, 20541, 6},   {"2026-10-25", 2026, 10, 25, 20751, 6},
    {"1899-12-31", 1899, 12, 31, -25568, 6}, {"2024-02-29", 2024, 2, 29, 19782, 3},
    {"2100-03-01", 2100, 3, 1, 47541, 0},
};

static void known_dates(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(known); i++) {
    int year, month, day;
    date d;
    char text[DATE_SIZE];
    assert_int_equal(date_from_ymd(known[i].year, known[i].month, known[i].day), known[i].number);
    date_to_ymd(known[i].number, &year, &month, &day);
    assert_int_equal(year, known[i].year);
    assert_int_equal(month, known[i].month);
    assert_int_equal(day, known[i].day);
    assert_int_equal(date_weekday(known[i].number), known[i].weekday);
    assert_true(date_parse(known[i].text, &d));
    assert_int_equal(d, known[i].number);
    date_format(d, text);
    assert_string_equal(text, known[i].text);
  }
}

/* Every day of the readable years follows its predecessor, and each comes back from its text. */
static void no_day_is_skipped(void **state) {
  (void)state;
  date first = date_from_ymd(1800, 1, 1), last = date_from_ymd(2199, 12, 31);
  assert_int_equal(last - first + 1, 400 * 365 + 97); /* 97 leap days in 400 Gregorian years */
  for (date d = first; d <= last; d++) {
    int year, month, day;
    date again;
    char text[DATE_SIZE];
    date_to_ymd(d, &year, &month, &day);
    assert_int_equal(date_from_ymd(year, month, day), d);
    date_format(d, text);
    assert_true(date_parse(text, &again));
    assert_int_equal(again, d);
    assert_int_equal(date_weekday(d + 1), (date_weekday(d) + 1) % 7);
  }
}

static void impossible_dates_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-13-01",  "2026-00-10",  "2026-01-00",
      "2026-1-1",   "1799-12-31", "2200-01-01", "",           "2026-01-01x", " 2026-01-01", "26-01-01",
      "2026/01/01", "01-01-2026", "29.02.2026", "1.1.2026",   "2026-01-0١",  "2026.01.01",  "20260101"};
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    date d = 4711;
    assert_false(date_parse(wrong[i], &d));
    assert_int_equal(d, 4711);
  }
  assert_int_equal(date_from_ymd(2026, 2, 29), DATE_NONE);
}

static void norwegian_form_is_read(void **state) {
  (void)state;
  date d;
  assert_true(date_parse("29.03.2026", &d));
  assert_int_equal(d, 20541);
}

static void no_date_has_no_text(void **state) {
  (void)state;
  char text[DATE_SIZE] = "x";
  date_format(DATE_NONE, text);
  assert_string_equal(text, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_dates),
      cmocka_unit_test(no_day_is_skipped),
      cmocka_unit_test(impossible_dates_are_refused),
      cmocka_unit_test(norwegian_form_is_read),
      cmocka_unit_test(no_date_has_no_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
