/* A list's round on the clock: visits, travel, waiting, break, lateness, the shift's edges, now. */
#include <string.h>

#include "tui/screen.h"

#define WIDTH_MAX 240

struct track {
  enum glyph cells[WIDTH_MAX];
  bool used[WIDTH_MAX];
  bool marked[WIDTH_MAX];
  int width;
  minute from, until;
};

static int column_of(const struct track *track, minute at) {
  int column = (int)((int64_t)(at - track->from) * track->width / (track->until - track->from));
  return column < 0 ? 0 : column >= track->width ? track->width - 1 : column;
}

/* Fills from one time up to (not with) another; a visit shows at least one cell. */
static void fill(struct track *track, minute from, minute until, enum glyph sign, bool marked) {
  int first = column_of(track, from);
  int last = column_of(track, until);
  for (int c = first; c < last || (c == first && sign != GLYPH_TRAVEL && sign != GLYPH_WAIT); c++) {
    track->cells[c] = sign;
    track->used[c] = true;
    track->marked[c] = marked;
  }
}

static void set_cell(struct track *track, minute at, enum glyph sign) {
  if (at < track->from || at > track->until)
    return;
  int column = column_of(track, at);
  if (!track->used[column])
    track->cells[column] = sign;
  track->used[column] = true;
}

/* A pinned visit begins with its mark; of one that is late and a single cell wide the lateness is more important. */
static void mark_pin(struct track *track, const struct screen *screen, const struct list_stop *stop) {
  int first = column_of(track, stop->start), last = column_of(track, stop->end);
  if (screen->data.day->visits[stop->visit].pinned && (stop->late_min == 0 || last > first + 1))
    track->cells[first] = GLYPH_PIN;
}

static void fill_stops(struct track *track, const struct screen *screen, const struct list_sheet *sheet, int marked) {
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct list_stop *stop = &sheet->stops[i];
    fill(track, stop->arrive - stop->travel_min, stop->arrive, GLYPH_TRAVEL, false);
    fill(track, stop->arrive, stop->start, GLYPH_WAIT, false);
  }
  if (sheet->break_start != MINUTE_NONE)
    fill(track, sheet->break_start, sheet->break_start + sheet->break_min, GLYPH_BREAK, false);
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct list_stop *stop = &sheet->stops[i];
    bool two = day_partner(screen->data.day, stop->visit) != NONE;
    enum glyph sign = stop->late_min > 0 ? GLYPH_LATE : two ? GLYPH_TWO_PERSON : GLYPH_VISIT;
    fill(track, stop->start, stop->end, sign, i == marked);
  }
  for (int i = 0; i < sheet->n_stops; i++) /* last: the next visit may share the cell */
    mark_pin(track, screen, &sheet->stops[i]);
}

void timeline_draw(const struct screen *screen, int list, minute from, minute until, int row, int column, int width,
                   int marked_stop) {
  struct track track = {.width = width < WIDTH_MAX ? width : WIDTH_MAX, .from = from, .until = until};
  const struct list_sheet *sheet = &screen->data.sheets[list];
  if (track.width < 1 || until <= from)
    return;
  fill_stops(&track, screen, sheet, marked_stop);
  set_cell(&track, screen->data.day->lists[list].start, GLYPH_EDGE);
  set_cell(&track, screen->data.day->lists[list].end, GLYPH_EDGE);
  if (instant_date(clock_now()) == screen->on)
    set_cell(&track, minute_of(screen->on, clock_now()), GLYPH_NOW);
  for (int c = 0; c < track.width; c++) {
    if (!track.used[c])
      continue;
    enum colour_role role = track.cells[c] == GLYPH_LATE ? COLOUR_ERROR : COLOUR_PLAIN;
    terminal_put(row, column + c, 1, STYLE(.role = role, .reverse = track.marked[c]), false, glyph(track.cells[c]));
  }
}

void timeline_hours(const struct screen *screen, minute from, minute until, int row, int column, int width) {
  int64_t span = until - from;
  int every = width * 60 >= span * 3 ? 60 : width * 120 >= span * 3 ? 120 : 240;
  for (minute at = (from + 59) / 60 * 60; at < until; at += every) {
    int c = (int)((int64_t)(at - from) * width / span);
    char text[TIME_SIZE];
    time_format(screen->on, at, text);
    text[2] = '\0';
    terminal_put(row, column + c, 2, STYLE(.role = COLOUR_DIM), false, text);
  }
  minute now = minute_of(screen->on, clock_now());
  if (now >= from && now < until) { /* over the hours: blocks may lie over the line below */
    int c = (int)((int64_t)(now - from) * width / span);
    terminal_put(row, column + c, 1, STYLE(.role = COLOUR_NOTICE, .bold = true, .reverse = true), false,
                 glyph(GLYPH_NOW));
  }
}
