/*
 * The clock and the time zone.
 *
 * The zone is the process's: libc reads it from TZ. setenv() and tzset() are not safe beside running threads, so the
 * zone is set before any thread starts (main, opening a store), and again only where another one is wanted; after that
 * only localtime_r() is used, which may be called from every thread. The machine's own zone never counts: until
 * clock_set_zone() is called it is Europe/Oslo.
 */
#include "vaktrom/base.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { day_seconds = 86400, day_minutes = 1440 };

/* --- Time zone --------------------------------------------------------------------------------------------------- */

static pthread_once_t default_zone_once = PTHREAD_ONCE_INIT;

static pthread_mutex_t zone_mutex = PTHREAD_MUTEX_INITIALIZER;
static char zone_in_use[64];

/* A zone that it had no memory to read glibc takes for UTC, without a word: then the first letters of "Europe/Oslo" are
 * its name. While another thread asks for the local time there is none. */
static bool zone_was_lost(const char *zone) {
  size_t letters = strcspn(zone, "/");
  const char *name = tzname[0];
  return name && zone[letters] && !text_starts(zone, "Etc/") &&
         (text_equal(name, "UTC") || (strlen(name) == letters && text_starts(zone, name)));
}

static void use_zone(const char *zone) {
  if (setenv("TZ", zone, 1) != 0)
    mem_exhausted();
  tzset();
  if (zone_was_lost(zone))
    mem_exhausted();
}

static bool zone_is_known(const char *zone) {
  if (text_is_empty(zone) || zone[0] == '/' || zone[0] == ':' || strstr(zone, ".."))
    return false;
  const char *folder = environment_get("TZDIR");
  struct str path = {0};
  str_addf(&path, "%s/%s", text_is_empty(folder) ? "/usr/share/zoneinfo" : folder, zone);
  char magic[4] = "";
  int file =
      open(path.at, O_RDONLY | O_CLOEXEC); /* the folder holds folders and tables, too: RFC 8536, how a zone begins */
  bool known = file >= 0 && read(file, magic, sizeof magic) == sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
  if (file >= 0)
    close(file);
  str_free(&path);
  return known;
}

static void use_default_zone(void) {
  /* The rule says what tzdata says since 1980, should a machine lack that package. */
  use_zone(zone_is_known("Europe/Oslo") ? "Europe/Oslo" : "CET-1CEST,M3.5.0,M10.5.0/3");
}

bool clock_set_zone(const char *zone) {
  pthread_once(&default_zone_once, use_default_zone); /* so that the default cannot come later and undo this */
  pthread_mutex_lock(&zone_mutex);
  bool same = !text_is_empty(zone) && text_equal(zone, zone_in_use), known = same || zone_is_known(zone);
  if (known && !same) {
    use_zone(zone);
    snprintf(zone_in_use, sizeof zone_in_use, "%s", zone);
  }
  pthread_mutex_unlock(&zone_mutex);
  return known;
}

/* Seconds that the local clock is ahead of UTC at an instant. */
static int64_t zone_offset(instant at) {
  pthread_once(&default_zone_once, use_default_zone);
  time_t seconds = (time_t)at;
  struct tm local;
  return localtime_r(&seconds, &local) ? local.tm_gmtoff : 0;
}

/* What the wall shows at an instant, as seconds since 1970-01-01T00:00 on the wall. */
static int64_t wall_seconds(instant at) {
  return at + zone_offset(at);
}

/* The first instant, in (before, after], at which the wall shows `wall` or more; it jumps over `wall` in between. */
static instant end_of_gap(int64_t wall, instant before, instant after) {
  while (after - before > 1) {
    instant middle = before + (after - before) / 2;
    if (wall_seconds(middle) < wall)
      before = middle;
    else
      after = middle;
  }
  return after;
}

/* The first instant at which the wall shows `wall` or, where a clock change skips that, the first after it. */
static instant instant_at_wall(int64_t wall) {
  int64_t one = zone_offset(wall - day_seconds), other = zone_offset(wall + day_seconds);
  instant first = wall - (one > other ? one : other);
  instant second = wall - (one > other ? other : one);
  if (wall_seconds(first) == wall)
    return first;
  if (wall_seconds(second) == wall)
    return second;
  return end_of_gap(wall, first, second);
}

static instant midnight(date d) {
  return instant_at_wall((int64_t)d * day_seconds);
}

static int64_t floor_divide(int64_t value, int64_t by) {
  return value / by - (value % by < 0);
}

date instant_date(instant at) {
  if (at == INSTANT_NONE)
    return DATE_NONE;
  return (date)floor_divide(wall_seconds(at), day_seconds);
}

instant instant_of(date d, minute m) {
  if (d == DATE_NONE || m == MINUTE_NONE)
    return INSTANT_NONE;
  return midnight(d) + (int64_t)m * 60;
}

minute minute_of(date d, instant at) {
  if (d == DATE_NONE || at == INSTANT_NONE)
    return MINUTE_NONE;
  return (minute)floor_divide(at - midnight(d), 60);
}

minute minute_from_wall(date d, int wall) {
  return minute_of(d, instant_at_wall((int64_t)d * day_seconds + (int64_t)wall * 60));
}

int minute_to_wall(date d, minute m) {
  return (int)floor_divide(wall_seconds(instant_of(d, m)) - (int64_t)d * day_seconds, 60);
}

/* --- Now --------------------------------------------------------------------------------------------------------- */

static instant fixed_now = INSTANT_NONE;    /* $VAKTROM_NOW */
static atomic_bool override_allowed = true; /* threads with a store of their own tell it, too */

instant clock_machine(void) {
  return (instant)time(NULL);
}

instant clock_now(void) {
  return override_allowed && fixed_now != INSTANT_NONE ? fixed_now : clock_machine();
}

void clock_allow_override(bool allow) {
  override_allowed = allow;
}

bool clock_start(struct error *err) {
  const char *text = environment_get("VAKTROM_NOW");
  fixed_now = INSTANT_NONE;
  if (text_is_empty(text) || instant_parse(text, &fixed_now))
    return true;
  return error_set(err, STATUS_USAGE, _("VAKTROM_NOW: '%s' is no instant; write it as 2026-03-03T22:00:00+01:00"),
                   text);
}

double clock_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
