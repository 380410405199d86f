/* Calendar dates as day numbers: the proleptic Gregorian calendar, no time zone. */
#include "vaktrom/base.h"

#include <ctype.h>
#include <string.h>

/* Day numbers count from March, so that the leap day is a year's last day. After H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil and civil_from_days. */
enum { days_of_400_years = 146097, days_to_epoch = 719468 /* 0000-03-01 to 1970-01-01 */ };

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

date date_from_ymd(int year, int month, int day) {
  if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return DATE_NONE;
  int march_year = year - (month <= 2);
  int era = (march_year >= 0 ? march_year : march_year - 399) / 400;
  int year_of_era = march_year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_of_400_years + day_of_era - days_to_epoch;
}

void date_to_ymd(date d, int *year, int *month, int *day) {
  int64_t shifted = (int64_t)d + days_to_epoch;
  int64_t era = (shifted >= 0 ? shifted : shifted - (days_of_400_years - 1)) / days_of_400_years;
  int day_of_era = (int)(shifted - era * days_of_400_years);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month < 10 ? march_month + 3 : march_month - 9;
  *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

int date_weekday(date d) {
  int64_t from_monday = ((int64_t)d + 3) % 7; /* 1970-01-01 was a Thursday */
  return (int)(from_monday < 0 ? from_monday + 7 : from_monday);
}

/* True when `text` looks like `shape`, where 9 stands for any digit, and ends there. */
static bool has_shape(const char *text, const char *shape) {
  for (; *shape; text++, shape++)
    if (*shape == '9' ? !isdigit((unsigned char)*text) : *text != *shape)
      return false;
  return *text == '\0';
}

static int digits(const char *text, int count) {
  int number = 0;
  for (int i = 0; i < count; i++)
    number = number * 10 + (text[i] - '0');
  return number;
}

bool date_parse(const char *text, date *out) {
  int year, month, day;
  if (has_shape(text, "9999-99-99")) {
    year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
  } else if (has_shape(text, "99.99.9999")) {
    day = digits(text, 2), month = digits(text + 3, 2), year = digits(text + 6, 4);
  } else {
    return false;
  }
  if (year < 1800 || year > 2199)
    return false;
  date d = date_from_ymd(year, month, day);
  if (d == DATE_NONE)
    return false;
  *out = d;
  return true;
}

void date_format(date d, char out[DATE_SIZE]) {
  int year = -1, month, day;
  if (d != DATE_NONE)
    date_to_ymd(d, &year, &month, &day);
  if (year < 0 || year > 9999)
    out[0] = '\0';
  else
    snprintf(out, DATE_SIZE, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
}

void date_show(date d, char out[DATE_SIZE]) {
  char plain[DATE_SIZE];
  date_format(d, plain);
  /* Translators: how numbers write a date. Year, month and day in any order; keep it ten characters long. */
  const char *pattern = _("YYYY-MM-DD"), *year = plain, *month = plain + 5, *day = plain + 8;
  size_t i = 0;
  for (; *plain && pattern[i] && i + 1 < DATE_SIZE; i++)
    out[i] = pattern[i] == 'Y' ? *year++ : pattern[i] == 'M' ? *month++ : pattern[i] == 'D' ? *day++ : pattern[i];
  out[i] = '\0';
}
