/* The pictures on paper: lists in time, and the round on the map. In black, white and three greys: what a printer
 * without colour tells apart. */
#include <float.h>
#include <math.h>

#include "paper/layout.h"

/* --- The timeline --- */

#define LABEL_WIDTH 200.0
#define LABEL_GAP 8.0
#define HOUR_ROOM 12.0   /* for the hours above the lanes */
#define STRIP_INSET 12.0 /* so that the first and last hour have room */
#define LANE_HEIGHT 15.0
#define HOUR_WIDTH 24.0 /* that an hour's label takes */
#define HOUR 60

static const struct face hour_face = {6.5, false, false, FACE_LEFT};
static const struct face label_face = {8, false, true, FACE_LEFT};
static const struct face bar_face = {6.5, true, false, FACE_LEFT};

struct strip {
  struct layout *layout;
  const struct paper_timeline *timeline;
  double left, scale; /* x of timeline->from; points per minute */
};

static double x_of(const struct strip *strip, minute at) {
  const struct paper_timeline *timeline = strip->timeline;
  minute within = at < timeline->from ? timeline->from : at > timeline->until ? timeline->until : at;
  return strip->left + strip->scale * (within - timeline->from);
}

/* Every hour, or every second where they would touch. */
static int hour_step(const struct strip *strip) {
  int step = HOUR;
  while (step * strip->scale < HOUR_WIDTH)
    step *= 2;
  return step;
}

static void put_hours(const struct strip *strip) {
  struct layout *layout = strip->layout;
  const struct paper_timeline *timeline = strip->timeline;
  int step = hour_step(strip);
  for (minute at = timeline->from; at <= timeline->until; at += step) {
    char text[TIME_SIZE];
    time_format(timeline->date, at, text);
    add_label(layout, &hour_face, arena_strdup(&layout->pages->arena, text), x_of(strip, at), layout->y, HOUR_WIDTH);
  }
  layout->y += HOUR_ROOM;
}

static double shade_of(enum paper_bar_kind kind) {
  switch (kind) {
  case PAPER_BAR_TRAVEL:
    return 0.45;
  case PAPER_BAR_BREAK:
    return 0.8;
  default:
    return 1;
  }
}

/* The shift is a thin line, driving a thick one, a break and a visit are boxes. */
static void put_bar(const struct strip *strip, const struct paper_bar *bar, double y) {
  struct layout *layout = strip->layout;
  double x = x_of(strip, bar->from), width = x_of(strip, bar->until) - x;
  if (bar->kind == PAPER_BAR_FREE)
    add_line(layout, x, y + LANE_HEIGHT / 2, width, 0, 0.8, 0.3);
  else if (bar->kind == PAPER_BAR_TRAVEL)
    add_box(layout, BOX_FILL, x, y + LANE_HEIGHT / 2 - 1.5, width, 3)->shade = shade_of(bar->kind);
  else
    add_frame(layout, x, y + 2, width, LANE_HEIGHT - 4, shade_of(bar->kind));
  if (bar->number > 0)
    add_label(layout, &bar_face, arena_printf(&layout->pages->arena, "%d", bar->number), x + width / 2, y + 3.5,
              width - 1);
}

static void put_lane(const struct strip *strip, const struct paper_lane *lane, double height, double label_height) {
  struct layout *layout = strip->layout;
  const struct paper_timeline *timeline = strip->timeline;
  size_t length;
  for (minute at = timeline->from; at <= timeline->until; at += HOUR)
    add_line(layout, x_of(strip, at), layout->y, 0, height, 0.3, 0.7);
  if (label_height > 0) {
    length = type_fit(layout->type, &label_face, lane->label, LABEL_WIDTH, DBL_MAX, &label_height);
    add_text(layout, &label_face, lane->label, length, layout->x, layout->y + 1, LABEL_WIDTH, label_height);
  }
  for (size_t i = 0; i < lane->bars.n; i++)
    put_bar(strip, &lane->bars.at[i], layout->y + (height - LANE_HEIGHT) / 2);
  layout->y += height;
}

/* Beside the hours, where lanes have labels: what their signs are. */
static void put_legend(struct layout *layout) {
  const char *text = _("white: visit · grey: break · thick line: driving");
  double height;
  size_t length = type_fit(layout->type, &hour_face, text, LABEL_WIDTH, HOUR_ROOM, &height);
  add_text(layout, &hour_face, text, length, layout->x, layout->y, LABEL_WIDTH, height);
}

/* A lane for which the page has no room begins the next one, under its hours. */
void put_timeline(struct layout *layout, void (*turn)(struct layout *layout)) {
  const struct paper_timeline *timeline = &layout->section->timeline;
  bool labelled = timeline->lanes.n > 1 || timeline->lanes.at[0].label;
  double before = labelled ? LABEL_WIDTH + LABEL_GAP : 0;
  double width = layout->width - before - 2 * STRIP_INSET;
  struct strip strip = {layout, timeline, layout->x + before + STRIP_INSET, width / (timeline->until - timeline->from)};
  if (labelled)
    put_legend(layout);
  put_hours(&strip);
  for (size_t i = 0; i < timeline->lanes.n; i++) {
    const struct paper_lane *lane = &timeline->lanes.at[i];
    double label_height = 0, height = LANE_HEIGHT;
    if (labelled)
      type_fit(layout->type, &label_face, lane->label, LABEL_WIDTH, DBL_MAX, &label_height);
    height = label_height + 3 > height ? label_height + 3 : height;
    if (layout->y + height > layout_bottom(layout)) {
      turn(layout);
      put_hours(&strip);
    }
    put_lane(&strip, lane, height, label_height);
    if (labelled)
      add_line(layout, layout->x, layout->y, layout->width, 0, 0.3, 0.7);
  }
  layout->y += 8;
}

/* --- The map --- */

#define MAP_INSET 12.0
#define DOT 4.0
#define DEGREES_TO_RADIANS (acos(-1.0) / 180)
#define METRES_PER_DEGREE 111195.0 /* of latitude; the mean earth radius of beeline_km() */

static const struct face point_face = {6, true, false, FACE_LEFT};
static const struct face scale_face = {6, false, false, FACE_LEFT};

/* A small piece of the earth as a plane: metres east and north of its middle, and how large they are drawn. */
struct projection {
  double lat, lon; /* of the middle */
  double east;     /* metres per degree of longitude there */
  double scale;    /* points per metre */
  double x, y;     /* of the middle on the page */
};

static double x_on(const struct projection *projection, const struct paper_point *point) {
  return projection->x + (point->lon - projection->lon) * projection->east * projection->scale;
}

static double y_on(const struct projection *projection, const struct paper_point *point) {
  return projection->y - (point->lat - projection->lat) * METRES_PER_DEGREE * projection->scale;
}

static void widen(double value, double *least, double *most) {
  *least = fmin(*least, value);
  *most = fmax(*most, value);
}

static struct projection project(const struct paper_section *section, double x, double y, double width, double height) {
  double south = DBL_MAX, north = -DBL_MAX, west = DBL_MAX, east = -DBL_MAX;
  for (size_t i = 0; i < section->map.n; i++) {
    widen(section->map.at[i].lat, &south, &north);
    widen(section->map.at[i].lon, &west, &east);
  }
  struct projection out = {.lat = (south + north) / 2, .lon = (west + east) / 2};
  out.east = METRES_PER_DEGREE * cos(out.lat * DEGREES_TO_RADIANS);
  double metres_wide = fmax((east - west) * out.east, 100),
         metres_high = fmax((north - south) * METRES_PER_DEGREE, 100);
  out.scale = fmin((width - 2 * MAP_INSET) / metres_wide, (height - 2 * MAP_INSET - 8) / metres_high);
  out.x = x + width / 2;
  out.y = y + (height - 8) / 2;
  return out;
}

static bool overlaps(const struct box *box, double x, double y, double width, double height) {
  return box->x < x + width && x < box->x + box->width && box->y < y + height && y < box->y + box->height;
}

static bool is_dot_elsewhere(const struct box *box, double x, double y) {
  return box->kind == BOX_DOT && fabs(box->x + DOT / 2 - x) + fabs(box->y + DOT / 2 - y) > 0.1;
}

/* Whether a number for the dot at (x, y) may stand in the place; `apart`: no other dot is there either. */
static bool is_free(struct layout *layout, double x, double y, const struct box *place, bool apart) {
  const struct page *page = layout_page(layout);
  for (size_t i = 0; i < page->boxes.n; i++) {
    const struct box *box = &page->boxes.at[i];
    if ((box->kind == BOX_TEXT || (apart && is_dot_elsewhere(box, x, y))) &&
        overlaps(box, place->x, place->y, place->width, place->height))
      return false;
  }
  return true;
}

/* The number of a stop beside its dot, where no other stands, best where no other dot hides it. Stops at one address
 * share a dot: the table names them. */
static void put_number(struct layout *layout, double x, double y, int number) {
  static const struct {
    double x, y;
  } sides[] = {{1, 0},  {-1, 0}, {0, -1}, {0, 1},    {1, -1},  {1, 1},     {-1, -1},
               {-1, 1}, {0, -2}, {0, 2},  {1, -1.9}, {1, 1.9}, {-1, -1.9}, {-1, 1.9}}; /* the last ones farther off */
  const char *text = arena_printf(&layout->pages->arena, "%d", number);
  double width = type_width(layout->type, &point_face, text) + 1, height;
  type_fit(layout->type, &point_face, text, width, DBL_MAX, &height);
  for (size_t at = 0; at < 2 * COUNT_OF(sides); at++) {
    size_t i = at % COUNT_OF(sides);
    double left = x - width / 2 + sides[i].x * (width / 2 + DOT / 2 + 0.5);
    double top = y - height / 2 + sides[i].y * (height / 2 + DOT / 2 - 1);
    const struct box place = {.x = left, .y = top, .width = width, .height = height};
    if (is_free(layout, x, y, &place, at < COUNT_OF(sides))) {
      add_label(layout, &point_face, text, left + width / 2, top, width + 1);
      return;
    }
  }
}

/* One, two or five times a power of ten metres, about a third of the map's width. */
static void put_scale(struct layout *layout, const struct projection *projection, double x, double y, double width) {
  double most = width / 3 / projection->scale, metres = pow(10, floor(log10(most)));
  metres *= metres * 5 <= most ? 5 : metres * 2 <= most ? 2 : 1;
  double length = metres * projection->scale;
  const char *text = metres >= 1000 ? arena_printf(&layout->pages->arena, _("%.0f km"), metres / 1000)
                                    : arena_printf(&layout->pages->arena, _("%.0f m"), metres);
  add_line(layout, x + 5, y - 5, length, 0, 1, 0);
  add_label(layout, &scale_face, text, x + 5 + length + 16, y - 9, 40);
}

static void put_base(struct layout *layout, double x, double y) {
  add_frame(layout, x - DOT / 2 - 0.5, y - DOT / 2 - 0.5, DOT + 1, DOT + 1, 1);
}

void put_map(struct layout *layout, double x, double y, double width, double height) {
  const struct paper_section *section = layout->section;
  struct projection projection = project(section, x, y, width, height);
  add_frame(layout, x, y, width, height, 1);
  for (size_t i = 0; i + 1 < section->map.n; i++) {
    double from_x = x_on(&projection, &section->map.at[i]), from_y = y_on(&projection, &section->map.at[i]);
    add_line(layout, from_x, from_y, x_on(&projection, &section->map.at[i + 1]) - from_x,
             y_on(&projection, &section->map.at[i + 1]) - from_y, 0.5, 0.5);
  }
  put_scale(layout, &projection, x, y + height, width);
  for (size_t i = 0; i < section->map.n; i++) {
    const struct paper_point *point = &section->map.at[i];
    double at_x = x_on(&projection, point), at_y = y_on(&projection, point);
    if (point->number == 0)
      put_base(layout, at_x, at_y);
    else
      add_box(layout, BOX_DOT, at_x - DOT / 2, at_y - DOT / 2, DOT, DOT);
  }
  for (size_t i = 0; i < section->map.n; i++) {
    const struct paper_point *point = &section->map.at[i];
    if (point->number > 0)
      put_number(layout, x_on(&projection, point), y_on(&projection, point), point->number);
  }
}
