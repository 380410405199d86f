/* What the board shows where the window has room for it: the marked list's round, the week's load, the round's map. */
#include "tui/views/board.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tui/widgets/plot.h"

/* --- The list's round -------------------------------------------------------------------------------------------- */

void board_add_round(const struct screen *screen, int list, struct arena *arena, round_line *line, void *context) {
  const struct day *day = screen->data.day;
  const struct list_sheet *sheet = &screen->data.sheets[list];
  int marked = board_stop(screen, list);
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct list_stop *stop = &sheet->stops[i];
    const struct visit *visit = &day->visits[stop->visit];
    const struct patient *patient = &day->patients[visit->patient];
    char at[TIME_SIZE];
    struct str text = {0};
    time_format(screen->on, stop->start, at);
    visit_in_short(day, stop->visit, &text);
    const char *address = patient_shown_address(patient);
    str_addf(&text, _(", %d min"), visit->duration);
    if (!text_is_empty(address))
      str_addf(&text, ", %s", address);
    str_addf(&text, _(" (driving %d min)"), stop->travel_min);
    if (visit->pinned)
      str_addf(&text, " %s %s", glyph(GLYPH_PIN), _("pinned"));
    if (stop->late_min > 0)
      str_addf(&text, _(" ! %d min late"), stop->late_min);
    line(context, arena_printf(arena, "%s%2d %s", i == marked ? ">" : " ", i + 1, at),
         stop->late_min > 0 ? COLOUR_WARNING
         : i == marked      ? COLOUR_NOTICE
                            : COLOUR_PLAIN,
         str_text(&text));
    str_free(&text);
  }
}

/* --- The week's load --------------------------------------------------------------------------------------------- */

enum { week_days = 7 };
struct week_work {
  char team[ID_SIZE];
  enum shift shift;
  date from;
  struct day_work days[week_days];
};

static bool run_week(struct session *session, void *context, struct error *err) {
  struct week_work *work = context;
  return store_load_days_of_work(session->store, work->team, work->shift, work->from, work->days, week_days, err);
}

static const struct errand_kind week_errand = {run_week, free};

/* Whether what is known, or asked, is of what is shown. */
static bool is_shown(const struct screen *screen, const struct week_work *work) {
  return work->from == screen->on - week_days + 1 && work->shift == screen->shift &&
         text_equal(work->team, screen->team);
}

static void ask_week(struct screen *screen) {
  struct board *board = board_of(screen);
  struct week_work *work = mem_new(struct week_work);
  snprintf(work->team, sizeof work->team, "%s", screen->team);
  work->shift = screen->shift;
  work->from = screen->on - week_days + 1;
  errand_leave(&board->week_errand);
  board->week_errand = screen_send(screen, &week_errand, work);
  board->week_asked = screen->revision;
}

void board_ask_week(struct screen *screen) {
  enum { patience = 5 }; /* seconds after which what failed is tried again */
  struct board *board = board_of(screen);
  if (errand_is_done(board->week_errand, 0)) {
    struct error err = {0};
    struct week_work *work = errand_take(&board->week_errand, &err);
    error_clear(&err); /* the picture does not come: nothing stops for that, and it is asked for again */
    free(board->week);
    board->week = work;
    board->week_due = clock_seconds() + patience;
  }
  bool old = board->week_asked != screen->revision ||
             (board->week ? !is_shown(screen, board->week) : clock_seconds() >= board->week_due);
  if (old && !board->week_errand)
    ask_week(screen);
}

void board_forget_week(struct board *board) {
  errand_leave(&board->week_errand);
  free(board->week);
  board->week = NULL;
}

/* "34:20, 8 workers, 4:17 each", and what nobody has before it. */
static void add_day_figures(const struct day_work *at, struct str *out) {
  int each = at->workers > 0 ? at->minutes / at->workers : 0;
  str_addf(out, " %3d:%02d", at->minutes / 60, at->minutes % 60);
  if (at->unassigned_min > 0)
    str_addf(out, _(" ! %d min with nobody"), at->unassigned_min);
  str_addf(out, trn(", %d worker", ", %d workers", at->workers), at->workers);
  str_addf(out, _(", %d:%02d each"), each / 60, each % 60);
}

static void draw_week_day(const struct screen *screen, const struct week_work *work, int day, int most, int row,
                          int column, int columns) {
  enum { others = 46, bar_least = 8, bar_most = 60 }; /* columns of the date and the figures */
  const struct day_work *at = &work->days[day];
  date on = work->from + day;
  int bar = columns - others > bar_most ? bar_most : columns - others > bar_least ? columns - others : bar_least;
  char text[DATE_SIZE];
  struct str line = {0};
  date_show(on, text);
  str_addf(&line, "%s%s %s ", on == screen->on ? ">" : " ", screen_weekday(on), text);
  if (at->minutes + at->unassigned_min == 0) {
    str_add(&line, _("nothing on lists"));
  } else {
    plot_bar(&line, plot_style(), at->minutes, most, bar);
    add_day_figures(at, &line);
  }
  terminal_put(row, column, columns,
               STYLE(.role = at->unassigned_min > 0 ? COLOUR_WARNING : COLOUR_PLAIN, .bold = on == screen->on), false,
               str_text(&line));
  str_free(&line);
}

/* Returns the rows used, none where there are fewer than it needs. */
static int draw_week(const struct screen *screen, int top, int rows, int column, int columns) {
  const struct week_work *work = board_of(screen)->week;
  int most = 1;
  if (rows < week_days + 1 || !work || !is_shown(screen, work))
    return 0;
  for (int i = 0; i < week_days; i++)
    most = work->days[i].minutes > most ? work->days[i].minutes : most;
  terminal_put(top, column, columns, STYLE(.role = COLOUR_DIM), false,
               _("the load of this team and shift over the week: work with patients"));
  for (int i = 0; i < week_days; i++)
    draw_week_day(screen, work, i, most, top + 1 + i, column, columns);
  return week_days + 1;
}

/* --- The map of the round ---------------------------------------------------------------------------------------- */

/* Dots, 2 wide and 4 high in a cell of braille; one in a cell of ASCII. */
enum { cells_wide = 100, cells_high = 40, braille_wide = 2, braille_high = 4 };
struct round_map {
  unsigned char dots[cells_high][cells_wide];
  int wide, high; /* cells */
  bool ascii;
  double west, north, scale_x, scale_y; /* dots a degree */
};

static int dots_wide(const struct round_map *map) {
  return map->ascii ? 1 : braille_wide;
}

static int dots_high(const struct round_map *map) {
  return map->ascii ? 1 : braille_high;
}

static void set_dot(struct round_map *map, int x, int y) {
  static const unsigned char bits[braille_high][braille_wide] = {
      {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  int column = x / dots_wide(map), row = y / dots_high(map);
  if (x >= 0 && y >= 0 && column < map->wide && row < map->high)
    map->dots[row][column] |= bits[y % dots_high(map)][x % dots_wide(map)];
}

struct round_point {
  double lat, lon;
  int stop; /* NONE = the base */
};

static int point_x(const struct round_map *map, const struct round_point *point) {
  return (int)lround((point->lon - map->west) * map->scale_x);
}

static int point_y(const struct round_map *map, const struct round_point *point) {
  return (int)lround((map->north - point->lat) * map->scale_y);
}

static void draw_way(struct round_map *map, const struct round_point *from, const struct round_point *to) {
  int x = point_x(map, from), y = point_y(map, from), dx = point_x(map, to) - x, dy = point_y(map, to) - y;
  int steps = abs(dx) > abs(dy) ? abs(dx) : abs(dy);
  for (int i = 0; i <= steps; i++)
    set_dot(map, x + (steps ? dx * i / steps : 0), y + (steps ? dy * i / steps : 0));
}

/* The same scale both ways (a degree of longitude is shorter by the cosine of the latitude; a cell of ASCII is about
 * twice as high as wide), so that nothing is left out. */
static void fit(struct round_map *map, const struct round_point *points, int n) {
  double south = points[0].lat, east = points[0].lon, pi = acos(-1.0);
  map->north = points[0].lat;
  map->west = points[0].lon;
  for (int i = 1; i < n; i++) {
    map->north = fmax(map->north, points[i].lat);
    map->west = fmin(map->west, points[i].lon);
    south = fmin(south, points[i].lat);
    east = fmax(east, points[i].lon);
  }
  double shrink = cos(map->north * pi / 180), tall = map->ascii ? 2.0 : 1.0;
  double width = fmax((east - map->west) * shrink, 1e-6), height = fmax(map->north - south, 1e-6) / tall;
  double scale = fmin((map->wide * dots_wide(map) - 1) / width, (map->high * dots_high(map) - 1) / height);
  map->scale_x = scale * shrink;
  map->scale_y = scale / tall;
}

/* Base, the stops in their order, base; what has no place, or an address that nobody may see, is left out. */
static int points_of(const struct screen *screen, int list, struct round_point *points, int most) {
  const struct day *day = screen->data.day;
  const struct list_sheet *sheet = &screen->data.sheets[list];
  const struct team *team = &day->teams[day->lists[list].team];
  const struct round_point base = {.lat = team->lat, .lon = team->lon, .stop = NONE};
  int n = 0;
  if (team->lat < COORDINATE_NONE)
    points[n++] = base;
  for (int i = 0; i < sheet->n_stops && n < most - 1; i++) {
    const struct patient *patient = &day->patients[day->visits[sheet->stops[i].visit].patient];
    if (patient->lat < COORDINATE_NONE && patient_address_shown(patient))
      points[n++] = (struct round_point){.lat = patient->lat, .lon = patient->lon, .stop = i};
  }
  if (team->lat < COORDINATE_NONE)
    points[n++] = base;
  return n;
}

static void draw_cells(const struct round_map *map, int top, int column) {
  for (int row = 0; row < map->high; row++)
    for (int i = 0; i < map->wide; i++) {
      unsigned dots = map->dots[row][i];
      const char braille[] = {(char)0xE2, (char)(0xA0 | dots >> 6), (char)(0x80 | (dots & 0x3F)), '\0'};
      if (dots)
        terminal_put(top + row, column + i, 1, STYLE(.role = COLOUR_DIM), false, map->ascii ? "." : braille);
    }
}

static void draw_map(const struct screen *screen, int list, int top, int rows, int column, int columns) {
  enum { least_rows = 8, points_most = 64, number_width = 2 };
  struct round_point points[points_most];
  struct round_map map = {.ascii = terminal_ascii(),
                          .wide = columns - number_width < cells_wide ? columns - number_width : cells_wide,
                          .high = rows - 1 < cells_high ? rows - 1 : cells_high};
  int n = list == NONE || rows < least_rows || terminal_plain() ? 0 : points_of(screen, list, points, points_most);
  int marked = list == NONE ? NONE : board_stop(screen, list);
  if (n < 3)
    return;
  fit(&map, points, n);
  terminal_put(top, column, columns, STYLE(.role = COLOUR_DIM), false,
               _("the round of the list, north up: B the base, numbers as in the list of its visits"));
  for (int i = 1; i < n; i++)
    draw_way(&map, &points[i - 1], &points[i]);
  draw_cells(&map, top + 1, column);
  for (int i = 0; i < n; i++) {
    int stop = points[i].stop;
    struct style style = STYLE(.bold = true, .reverse = stop != NONE && stop == marked);
    terminal_putf(top + 1 + point_y(&map, &points[i]) / dots_high(&map),
                  column + point_x(&map, &points[i]) / dots_wide(&map), number_width, style, false,
                  stop == NONE ? "B" : "%d", stop + 1);
  }
}

/* --- All of it --------------------------------------------------------------------------------------------------- */

void board_draw_room(const struct screen *screen, int list, int top, int rows, int column, int columns) {
  int used = draw_week(screen, top, rows, column, columns);
  used += used ? 1 : 0;
  draw_map(screen, list, top + used, rows - used, column, columns);
}
