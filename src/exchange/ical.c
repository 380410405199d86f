/*
 * A worker's shifts as iCalendar (RFC 5545): when and where, never about whom.
 *
 * Times are UTC, so that a night over a clock change has its true length in every calendar. A shift keeps its UID while
 * its date stays, whatever else about it changes; each export is a newer revision of all (SEQUENCE).
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "vaktrom/dispatch/may.h"
#include "vaktrom/exchange.h"
#include "vaktrom/version.h"

enum { line_octets = 75, day_seconds = 86400, day_minutes = 1440 };

struct duty {
  date on;
  int shift, nth; /* nth of the worker's shifts on the date, from 1 */
  instant start, end;
  const char *team, *function;
  bool away;
};

struct calendar {
  struct store *store;
  const struct ical_request *request;
  struct arena arena;
  VEC(struct duty) duties;
  struct str *out;
};

/* --- Lines -------------------------------------------------------------------------------------------------------- */

/* Adds a content line, folded at 75 octets between characters (RFC 5545, 3.1). */
static void add_line(struct str *out, const char *line) {
  size_t room = line_octets;
  while (strlen(line) > room) {
    size_t length = room;
    while (length > 1 && ((unsigned char)line[length] & 0xc0) == 0x80)
      length--;
    str_addn(out, line, length);
    str_add(out, "\r\n ");
    line += length;
    room = line_octets - 1; /* the blank that folds counts */
  }
  str_add(out, line);
  str_add(out, "\r\n");
}

/* "NAME:text" with the text made safe and escaped (3.3.11). */
static void add_text(struct str *out, const char *name, const char *text) {
  struct str line = {0}, safe = {0};
  str_add_safe(&safe, text);
  str_addf(&line, "%s:", name);
  for (const char *at = str_text(&safe); *at; at++) {
    if (strchr("\\;,", *at))
      str_addc(&line, '\\');
    str_addc(&line, *at);
  }
  add_line(out, str_text(&line));
  str_free(&line);
  str_free(&safe);
}

static void add_instant(struct str *out, const char *name, instant at) {
  date on = (date)(at / day_seconds - (at % day_seconds < 0));
  int seconds = (int)(at - (instant)on * day_seconds), year, month, day;
  struct str line = {0};
  date_to_ymd(on, &year, &month, &day);
  str_addf(&line, "%s:%04d%02d%02dT%02d%02d%02dZ", name, year, month, day, seconds / 3600, seconds / 60 % 60,
           seconds % 60);
  add_line(out, str_text(&line));
  str_free(&line);
}

/* --- Shifts ------------------------------------------------------------------------------------------------------- */

/* The first instant at or after `after` at which the clock of the date or the next day shows the cell's time. */
static instant instant_of_cell(date on, const char *cell, instant after) {
  int wall = 0, offset = OFFSET_NONE;
  if (!time_parse_exact(cell, &wall, &offset))
    return after;
  for (int later = 0; later <= day_minutes; later += day_minutes) {
    instant at = offset == OFFSET_NONE ? instant_of(on, minute_from_wall(on, wall + later))
                                       : (instant)on * day_seconds + (wall + later - offset) * 60;
    if (at >= after)
      return at;
  }
  return after;
}

static const char *cell_of(const struct kind *kind, const char *const *cells, const char *name) {
  return cells[kind_column(kind, name)];
}

static bool add_duty(void *context, const char *const *cells) {
  struct calendar *calendar = context;
  const struct kind *shifts = kind_find("shifts");
  const struct ical_request *request = calendar->request;
  date on = DATE_NONE;
  if (!text_equal(cell_of(shifts, cells, "staff"), request->staff) ||
      !date_parse(cell_of(shifts, cells, "date"), &on) || (request->from != DATE_NONE && on < request->from) ||
      (request->until != DATE_NONE && on > request->until))
    return true;
  const struct duty *before = calendar->duties.n ? &calendar->duties.at[calendar->duties.n - 1] : NULL;
  instant start = instant_of_cell(on, cell_of(shifts, cells, "start"), INSTANT_NONE);
  struct duty duty = {.on = on,
                      .shift = word_code(&words_shift, cell_of(shifts, cells, "shift")),
                      .nth = before && before->on == on ? before->nth + 1 : 1,
                      .start = start,
                      .end = instant_of_cell(on, cell_of(shifts, cells, "end"), start + 1),
                      .team = arena_strdup(&calendar->arena, cell_of(shifts, cells, "team")),
                      .function = arena_strdup(&calendar->arena, cell_of(shifts, cells, "function"))};
  vec_push(&calendar->duties, duty);
  return true;
}

/* One who went home during a shift was there; every later shift of the absence is struck out. */
static bool begins_before_leaving(const struct duty *duty, date from, const char *from_time, int shift) {
  int wall;
  return duty->on == from && wall_parse(from_time, &wall) &&
         duty->start < instant_of(from, minute_from_wall(from, absence_from_wall(wall, shift)));
}

/* Whoever is away has the shift struck out, without a word on why. */
static bool strike_out(void *context, const char *const *cells) {
  struct calendar *calendar = context;
  const struct kind *absences = kind_find("absences");
  const char *from_time = cell_of(absences, cells, "from_time");
  int shift = word_code(&words_shift, cell_of(absences, cells, "shift")); /* NONE = all */
  date from = DATE_NONE, until = DATE_NONE;
  if (!text_equal(cell_of(absences, cells, "staff"), calendar->request->staff) ||
      !date_parse(cell_of(absences, cells, "from"), &from))
    return true;
  if (!date_parse(cell_of(absences, cells, "until"), &until))
    until = INT32_MAX;
  for (size_t d = 0; d < calendar->duties.n; d++) {
    struct duty *duty = &calendar->duties.at[d];
    duty->away |= duty->on >= from && duty->on <= until && (shift == NONE || shift == duty->shift) &&
                  !begins_before_leaving(duty, from, from_time, shift);
  }
  return true;
}

/* --- Events ------------------------------------------------------------------------------------------------------- */

/* The unit's name as the part of an address, so that two bases give different UIDs. */
static const char *base_of_uid(struct calendar *calendar) {
  struct str name = {0};
  for (const char *at = store_setting(calendar->store, "unit"); *at; at++)
    if (isalnum((unsigned char)*at))
      str_addc(&name, (char)tolower((unsigned char)*at));
  const char *base = arena_printf(&calendar->arena, "%s%svaktrom", str_text(&name), name.n ? "." : "");
  str_free(&name);
  return base;
}

static const char *summary(struct calendar *calendar, const struct duty *duty, const char *team) {
  static const char *const names[] = {N_("Day shift, %s"), N_("Evening shift, %s"), N_("Night shift, %s")};
  const char *words = arena_printf(&calendar->arena, _(names[duty->shift]), team);
  int function = word_code(&words_function, duty->function);
  return *duty->function && function != NONE
             ? arena_printf(&calendar->arena, "%s (%s)", words, word_label(&words_function, function))
             : words;
}

static bool add_event(struct calendar *calendar, const struct duty *duty, struct error *err) {
  const struct kind *teams = kind_find("teams");
  const char *team[COLUMNS_MAX];
  char day[DATE_SIZE];
  struct str *out = calendar->out;
  if (!store_get_row(calendar->store, teams, duty->team, &calendar->arena, team, err))
    return false;
  instant now = clock_now(), epoch = (instant)date_from_ymd(2020, 1, 1) * day_seconds;
  date_format(duty->on, day);
  add_line(out, "BEGIN:VEVENT");
  add_text(
      out, "UID",
      arena_printf(&calendar->arena, "%s-%s-%d@%s", calendar->request->staff, day, duty->nth, base_of_uid(calendar)));
  add_instant(out, "DTSTAMP", now);
  add_line(out, arena_printf(&calendar->arena, "SEQUENCE:%lld", (long long)(now > epoch ? now - epoch : 0)));
  add_instant(out, "DTSTART", duty->start);
  add_instant(out, "DTEND", duty->end);
  add_text(out, "SUMMARY", summary(calendar, duty, cell_of(teams, team, "name")));
  add_text(out, "LOCATION", cell_of(teams, team, "location"));
  add_line(out, duty->away ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  add_line(out, duty->away ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
  add_line(out, "END:VEVENT");
  return true;
}

static bool add_calendar(struct calendar *calendar, struct error *err) {
  struct str *out = calendar->out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_text(out, "PRODID", "-//vaktrom//" VAKTROM_VERSION "//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "METHOD:PUBLISH");
  add_text(out, "X-WR-CALNAME", arena_printf(&calendar->arena, _("Shifts of %s"), calendar->request->staff));
  add_text(out, "X-WR-TIMEZONE", store_setting(calendar->store, "time_zone"));
  bool done = true;
  for (size_t d = 0; done && d < calendar->duties.n; d++)
    done = add_event(calendar, &calendar->duties.at[d], err);
  add_line(out, "END:VCALENDAR");
  return done;
}

bool exchange_may_ical(const struct session *session, const char *staff, struct error *err) {
  return text_equal(staff, session->staff) ||
         dispatch_may(session, MAY_RECORD, &(struct concern){.worker = staff}, err);
}

bool exchange_ical(struct store *store, const struct ical_request *request, struct str *out, size_t *n,
                   struct error *err) {
  struct calendar calendar = {.store = store, .request = request, .out = out};
  bool done = store_each_row(store, kind_find("shifts"), add_duty, &calendar, err) &&
              store_each_row(store, kind_find("absences"), strike_out, &calendar, err) && add_calendar(&calendar, err);
  *n = calendar.duties.n;
  vec_free(&calendar.duties);
  arena_free(&calendar.arena);
  return done;
}
