/* Times and instants as text: HH:MM on the wall and RFC 3339. */
#include "vaktrom/base.h"

#include <ctype.h>
#include <string.h>

enum { day_seconds = 86400, day_minutes = 1440 };

void wall_format(int wall, char out[TIME_SIZE]) {
  unsigned of_day = (unsigned)(((wall % day_minutes) + day_minutes) % day_minutes);
  snprintf(out, TIME_SIZE, "%02u:%02u", of_day / 60 % 24, of_day % 60);
}

void time_format(date d, minute m, char out[TIME_SIZE]) {
  if (m == MINUTE_NONE || d == DATE_NONE)
    out[0] = '\0';
  else
    wall_format(minute_to_wall(d, m), out);
}

/* Reads exactly two digits of at most `most` and moves on; false when they are not there. */
static bool take_pair(const char **text, int most, int *out) {
  const char *at = *text;
  if (!isdigit((unsigned char)at[0]) || !isdigit((unsigned char)at[1]))
    return false;
  *out = (at[0] - '0') * 10 + (at[1] - '0');
  *text += 2;
  return *out <= most;
}

static bool take_char(const char **text, const char *one_of) {
  if (!**text || !strchr(one_of, **text))
    return false;
  (*text)++;
  return true;
}

/* HH:MM as minutes. */
static bool take_clock(const char **text, int *out) {
  int hours, minutes;
  if (!take_pair(text, 23, &hours) || !take_char(text, ":") || !take_pair(text, 59, &minutes))
    return false;
  *out = hours * 60 + minutes;
  return true;
}

bool wall_parse(const char *text, int *out) {
  int wall;
  if (!take_clock(&text, &wall) || *text)
    return false;
  *out = wall;
  return true;
}

/* Minutes that the wall, at a true minute of a date, is ahead of UTC. */
static int offset_of(date d, minute m) {
  return (int)((int64_t)d * day_minutes + minute_to_wall(d, m) - instant_of(d, m) / 60);
}

/* "+01:00" */
static void offset_format(int offset, char out[TIME_SIZE + 1]) {
  out[0] = offset < 0 ? '-' : '+';
  wall_format(offset < 0 ? -offset : offset, out + 1);
}

void time_format_exact(date d, minute m, char out[EXACT_TIME_SIZE]) {
  time_format(d, m, out);
  if (*out && minute_from_wall(d, minute_to_wall(d, m)) != m)
    offset_format(offset_of(d, m), out + TIME_SIZE - 1);
}

void instant_format(instant at, char out[INSTANT_SIZE]) {
  out[0] = '\0';
  date d = instant_date(at);
  int year = -1, month, day;
  if (d != DATE_NONE)
    date_to_ymd(d, &year, &month, &day);
  if (year < 0 || year > 9999)
    return;
  /* Old local mean times are ahead of UTC by odd seconds, which RFC 3339 cannot say: round so that the instant stays.
   */
  int64_t second_of_minute = ((at % 60) + 60) % 60;
  int wall = minute_to_wall(d, minute_of(d, at));
  int offset = (int)(((int64_t)d * day_minutes + wall) - (at - second_of_minute) / 60);
  char day_text[DATE_SIZE], time_text[TIME_SIZE], offset_text[TIME_SIZE + 1];
  date_format(d, day_text);
  wall_format(wall, time_text);
  offset_format(offset, offset_text);
  snprintf(out, INSTANT_SIZE, "%sT%s:%02u%s", day_text, time_text, (unsigned)second_of_minute % 60, offset_text);
}

/* "Z" or ±HH:MM as seconds ahead of UTC. */
static bool take_offset(const char **text, int *out) {
  if (take_char(text, "Zz")) {
    *out = 0;
    return true;
  }
  bool behind = **text == '-';
  int minutes;
  if (!take_char(text, "+-") || !take_clock(text, &minutes))
    return false;
  *out = behind ? -minutes * 60 : minutes * 60;
  return true;
}

bool time_parse_exact(const char *text, int *wall, int *offset) {
  int seconds;
  *offset = OFFSET_NONE;
  if (!take_clock(&text, wall))
    return false;
  if (!*text)
    return true;
  if (!take_offset(&text, &seconds) || *text)
    return false;
  *offset = seconds / 60;
  return true;
}

/* :SS and a fraction, which is cut off; both may be missing. */
static bool take_seconds(const char **text, int *out) {
  *out = 0;
  if (!take_char(text, ":"))
    return true;
  if (!take_pair(text, 59, out))
    return false;
  if (take_char(text, ".")) {
    if (!isdigit((unsigned char)**text))
      return false;
    while (isdigit((unsigned char)**text))
      (*text)++;
  }
  return true;
}

const char *instant_words(struct arena *arena, instant at) {
  date on = instant_date(at);
  char day[DATE_SIZE], time[TIME_SIZE];
  date_show(on, day);
  time_format(on, minute_of(on, at), time);
  return arena_printf(arena, "%s %s", day, time);
}

/* Whether its local date is one that date_parse() takes: an offset may carry it past the last. */
static bool can_be_written(instant at) {
  char text[DATE_SIZE];
  date same;
  date_format(instant_date(at), text);
  return date_parse(text, &same);
}

bool instant_parse(const char *text, instant *out) {
  char day_text[DATE_SIZE];
  date d;
  int wall, seconds, offset;
  if (strlen(text) < DATE_SIZE)
    return false;
  memcpy(day_text, text, DATE_SIZE - 1);
  day_text[DATE_SIZE - 1] = '\0';
  text += DATE_SIZE - 1;
  if (!date_parse(day_text, &d) || !take_char(&text, "Tt ") || !take_clock(&text, &wall) ||
      !take_seconds(&text, &seconds))
    return false;
  if (!*text) {
    *out = instant_of(d, minute_from_wall(d, wall)) + seconds;
    return true;
  }
  if (!take_offset(&text, &offset) || *text)
    return false;
  *out = (int64_t)d * day_seconds + wall * 60 + seconds - offset;
  return can_be_written(*out);
}
