/* Cells and how the store keeps them: canonical text outside, typed values inside. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"

enum { day_minutes = 1440, noon = 720, minute_seconds = 60 };

/* --- Times ------------------------------------------------------------------------------------------------------- */

/* A time as a cell has it: minutes on the wall (1440 and more: the following day), and the offset that tells the second
 * of an hour that an autumn change repeats. */
struct wall_time {
  int wall;   /* NONE = there is none */
  int offset; /* OFFSET_NONE = not said: the first */
};

/* The instant of a wall time on a date. An offset that is not the clock's at that time says nothing. */
static instant wall_instant(date on, struct wall_time time) {
  date day = on + time.wall / day_minutes;
  int wall = time.wall % day_minutes;
  minute at = minute_from_wall(day, wall);
  if (time.offset != OFFSET_NONE) {
    instant said = ((int64_t)day * day_minutes + wall - time.offset) * minute_seconds;
    if (minute_to_wall(day, minute_of(day, said)) == wall)
      return said;
  }
  return instant_of(day, at);
}

static date row_date(const struct kind *kind, const char *const *cells) {
  date on;
  int column = kind_column(kind, "date");
  return column != NONE && !text_is_empty(cells[column]) && date_parse(cells[column], &on) ? on : DATE_NONE;
}

/* The n-th (from 0) time of a cell. */
static struct wall_time nth_time(const char *text, int n) {
  const struct wall_time none = {.wall = NONE, .offset = OFFSET_NONE};
  for (; text && n > 0; n--)
    text = strchr(text, ' ') ? strchr(text, ' ') + 1 : NULL;
  size_t length = text ? strcspn(text, " ") : 0;
  char one[EXACT_TIME_SIZE] = "";
  struct wall_time time = none;
  if (length == 0 || length >= sizeof one)
    return none;
  memcpy(one, text, length);
  return time_parse_exact(one, &time.wall, &time.offset) ? time : none;
}

static struct wall_time row_time(const struct kind *kind, const char *const *cells, const char *name) {
  int column = kind_column(kind, name);
  return nth_time(column == NONE ? NULL : cells[column], 0);
}

/* An end that is not after the start is on the next day (interface.md, dates, shifts, times). */
static struct value end_value(const struct kind *kind, const char *const *cells) {
  date on = row_date(kind, cells);
  struct wall_time start = row_time(kind, cells, "start"), end = row_time(kind, cells, "end");
  if (on == DATE_NONE || start.wall == NONE || end.wall == NONE)
    return as_reference(NULL);
  bool said = end.offset != OFFSET_NONE; /* an hour later it may show less */
  bool next_day = said ? wall_instant(on, end) <= wall_instant(on, start) : end.wall <= start.wall;
  end.wall += next_day ? day_minutes : 0;
  return as_number(wall_instant(on, end));
}

static struct value start_value(const struct kind *kind, const char *const *cells) {
  date on = row_date(kind, cells);
  struct wall_time start = row_time(kind, cells, "start");
  return on == DATE_NONE || start.wall == NONE ? as_reference(NULL) : as_number(wall_instant(on, start));
}

/* A visit of an evening or night shift that begins before noon begins on the next morning: its date is that of its
 * shift's start (interface.md). */
static int shifted_wall(const struct kind *kind, const char *const *cells, int wall) {
  const char *shift = cells[kind_column(kind, "shift")];
  bool late = text_equal(shift, "night") || text_equal(shift, "evening");
  return late && wall < noon ? wall + day_minutes : wall;
}

/* A latest start is the first such time after its earliest; one with its offset is of the same hour's day. */
static int latest_wall(int earliest, struct wall_time latest) {
  if (latest.offset != OFFSET_NONE)
    return earliest / day_minutes * day_minutes + latest.wall;
  return earliest + (latest.wall - earliest % day_minutes + day_minutes) % day_minutes;
}

/* Several times as true minutes. */
static struct value minutes_value(const struct kind *kind, const char *const *cells, int column, struct arena *arena) {
  date on = row_date(kind, cells);
  bool latest = text_equal(kind->columns[column].name, "latest");
  const char *earliest = cells[kind_column(kind, "earliest")];
  struct str text = {0};
  struct wall_time time;
  for (int n = 0; on != DATE_NONE && (time = nth_time(cells[column], n)).wall != NONE; n++) {
    int from = latest ? nth_time(earliest, n).wall : NONE;
    time.wall =
        from == NONE ? shifted_wall(kind, cells, time.wall) : latest_wall(shifted_wall(kind, cells, from), time);
    str_addf(&text, n ? " %d" : "%d", (int)minute_of(on, wall_instant(on, time)));
  }
  const char *kept = text.n ? arena_strdup(arena, text.at) : NULL;
  str_free(&text);
  return as_reference(kept);
}

/* --- Values ------------------------------------------------------------------------------------------------------ */

/* The worker of a listed visit is its list's; only one that is done or not done has its own. */
static struct value visit_staff_value(const struct kind *kind, const char *const *cells, int column) {
  bool listed = text_equal(cells[kind_column(kind, "state")], "listed");
  return as_reference(listed ? NULL : cells[column]);
}

static struct value plain_value(const struct column *column, const char *cell) {
  instant at;
  switch (column->type) {
  case COLUMN_INSTANT:
    return !text_is_empty(cell) && instant_parse(cell, &at) ? as_number(at) : as_reference(NULL);
  case COLUMN_REF:
  case COLUMN_DATE:
  case COLUMN_INTEGER: /* SQLite turns the text into the number that the column holds */
  case COLUMN_REAL:
    return as_reference(cell);
  default:
    return column->flags & COLUMN_NULL ? as_reference(cell) : as_text(cell);
  }
}

struct value cell_value(const struct kind *kind, const char *const *cells, int column, struct arena *arena) {
  switch (kind->columns[column].storage) {
  case STORED_START:
    return start_value(kind, cells);
  case STORED_END:
    return end_value(kind, cells);
  case STORED_MINUTES:
    return minutes_value(kind, cells, column, arena);
  case STORED_LIST_STAFF:
    return visit_staff_value(kind, cells, column);
  case STORED_VERSION:
  case STORED_PLAIN:
    break;
  }
  return plain_value(&kind->columns[column], cells[column]);
}

/* --- Texts ------------------------------------------------------------------------------------------------------- */

static void add_instant(struct str *out, int64_t at) {
  char text[INSTANT_SIZE];
  instant_format(at, text);
  str_add(out, text);
}

static void add_time(struct str *out, date on, minute at) {
  char text[EXACT_TIME_SIZE];
  time_format_exact(on, at, text);
  str_add(out, text);
}

/* "360 480" as "06:00 08:00". */
static void add_minutes(struct str *out, date on, const char *text) {
  size_t start = out->n;
  for (char *end; *text; text = end + strspn(end, " ")) {
    long at = strtol(text, &end, 10);
    if (end == text)
      return;
    if (out->n > start)
      str_addc(out, ' ');
    add_time(out, on, (minute)at);
  }
}

/* A real as SQLite writes it, without the ".0" of a whole number. */
static void add_real(struct str *out, const char *text) {
  size_t length = strlen(text);
  bool whole = length > 2 && strcmp(text + length - 2, ".0") == 0;
  str_addn(out, text, whole ? length - 2 : length);
}

void cell_take(const struct kind *kind, const char *const *cells, int column, struct query *query, struct str *out) {
  const struct column *of = &kind->columns[column];
  bool instants = of->type == COLUMN_INSTANT || of->storage == STORED_START || of->storage == STORED_END;
  if (instants) {
    int64_t at = take_number(query, INSTANT_NONE);
    date on = row_date(kind, cells);
    if (at != INSTANT_NONE && of->type == COLUMN_INSTANT)
      add_instant(out, at);
    else if (at != INSTANT_NONE)
      add_time(out, on, minute_of(on, at));
    return;
  }
  const char *text = peek_text(query);
  if (!text)
    return;
  if (of->storage == STORED_MINUTES)
    add_minutes(out, row_date(kind, cells), text);
  else if (of->type == COLUMN_REAL)
    add_real(out, text);
  else
    said_add(out, text);
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

void kind_key(const struct kind *kind, const char *const *cells, struct str *out) {
  bool first = true;
  for (int c = 0; kind->columns[c].name; c++) {
    if (!(kind->columns[c].flags & COLUMN_KEY))
      continue;
    if (!first)
      str_addc(out, ' ');
    first = false;
    const char *given = cells[c] ? cells[c] : kind->columns[c].fallback;
    str_add(out, given ? given : "");
  }
}

void key_to_cells(const struct kind *kind, const char *key, struct arena *arena, const char **cells) {
  for (int c = 0; kind->columns[c].name; c++) {
    cells[c] = "";
    if (!(kind->columns[c].flags & COLUMN_KEY))
      continue;
    size_t length = strcspn(key, " ");
    cells[c] = arena_printf(arena, "%.*s", (int)length, key);
    key += length + (key[length] == ' ');
  }
}

void add_column_name(struct str *sql, const struct column *column) {
  str_addf(sql, "\"%s\"", column->sql ? column->sql : column->name);
}

void key_condition(const struct kind *kind, struct str *sql) {
  bool first = true;
  for (int c = 0; kind->columns[c].name; c++) {
    if (!(kind->columns[c].flags & COLUMN_KEY))
      continue;
    str_add(sql, first ? "" : " AND ");
    add_column_name(sql, &kind->columns[c]);
    str_add(sql, " = ?");
    first = false;
  }
}

int key_values(const struct kind *kind, const char *const *cells, struct arena *arena, struct value *out) {
  int n = 0;
  for (int c = 0; kind->columns[c].name; c++)
    if (kind->columns[c].flags & COLUMN_KEY)
      out[n++] = cell_value(kind, cells, c, arena);
  return n;
}
