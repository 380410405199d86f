/* A paper becomes pages: headings, timeline and map, the table row by row, the foot of every page. */
#include "paper/layout.h"

#include <float.h>
#include <string.h>

#define A4_SHORT 595.28
#define A4_LONG 841.89
#define MAP_WIDTH 150.0
#define MAP_HEIGHT 112.0
#define CELL_GAP 6.0  /* between two columns */
#define CELL_ROOM 2.5 /* above and below the text of a row */
#define CHARACTER 5.0 /* the width of one in a table's column */
#define TICK 9.0
#define MARK_SHADE 0.88
#define LEAST_PART 40.0 /* a row that goes on overleaf begins here only with that much room */
#define COLUMNS 16

static const struct face title_face = {13, true, false, FACE_LEFT};
static const struct face line_face = {9, false, false, FACE_LEFT};
static const struct face heading_face = {7.5, true, false, FACE_LEFT};
static const struct face cell_face = {8.5, false, false, FACE_LEFT};
static const struct face foot_face = {7, false, false, FACE_LEFT};
static const struct face number_face = {7, false, false, FACE_LEFT};
static const struct face mark_face = {120, true, false, FACE_CENTRE};

/* --- Boxes --- */

struct page *layout_page(struct layout *layout) {
  return &layout->pages->at.at[layout->pages->at.n - 1];
}

double layout_bottom(struct layout *layout) {
  return layout_page(layout)->height - PAGE_MARGIN - PAGE_FOOT;
}

struct box *add_box(struct layout *layout, enum box_kind kind, double x, double y, double width, double height) {
  struct box *box = vec_add(&layout_page(layout)->boxes);
  *box = (struct box){.kind = kind, .x = x, .y = y, .width = width, .height = height, .thickness = 0.5};
  return box;
}

void add_line(struct layout *layout, double x, double y, double width, double height, double thickness, double shade) {
  struct box *line = add_box(layout, BOX_LINE, x, y, width, height);
  line->thickness = thickness;
  line->shade = shade;
}

void add_frame(struct layout *layout, double x, double y, double width, double height, double shade) {
  add_box(layout, BOX_FRAME, x, y, width, height)->shade = shade;
}

void add_text(struct layout *layout, const struct face *face, const char *text, size_t length, double x, double y,
              double width, double height) {
  if (length == 0)
    return;
  struct box *box = add_box(layout, BOX_TEXT, x, y, width, height);
  box->face = *face;
  box->text = text;
  box->length = length;
}

bool add_label(struct layout *layout, const struct face *face, const char *text, double x, double y, double most) {
  struct face centred = *face;
  double width = type_width(layout->type, face, text) + 1, height;
  if (width > most)
    return false;
  centred.align = FACE_CENTRE;
  size_t length = type_fit(layout->type, &centred, text, width, DBL_MAX, &height);
  add_text(layout, &centred, text, length, x - width / 2, y, width, height);
  return true;
}

/* --- Pages --- */

static void put_mark(struct layout *layout) {
  if (!layout->section->mark)
    return;
  const struct page *page = layout_page(layout);
  struct box *box = add_box(layout, BOX_MARK, PAGE_MARGIN, PAGE_MARGIN, page->width - 2 * PAGE_MARGIN,
                            page->height - 2 * PAGE_MARGIN);
  box->face = mark_face;
  box->shade = MARK_SHADE;
  box->text = layout->section->mark;
  box->length = strlen(box->text);
}

static void new_page(struct layout *layout) {
  bool landscape = layout->section->landscape;
  struct page *page = vec_add(&layout->pages->at);
  page->width = landscape ? A4_LONG : A4_SHORT;
  page->height = landscape ? A4_SHORT : A4_LONG;
  layout->x = PAGE_MARGIN;
  layout->y = PAGE_MARGIN;
  layout->width = page->width - 2 * PAGE_MARGIN;
  put_mark(layout);
}

/* A page that the section goes on on begins with its title. */
static void turn_page(struct layout *layout) {
  double height;
  new_page(layout);
  size_t length = type_fit(layout->type, &heading_face, layout->section->title, layout->width, DBL_MAX, &height);
  add_text(layout, &heading_face, layout->section->title, length, layout->x, layout->y, layout->width, height);
  layout->y += height + 6;
}

/* The room that a whole page gives, without its title. */
static double fresh_room(struct layout *layout) {
  return layout_bottom(layout) - PAGE_MARGIN - 60;
}

/* What follows a line's end, or a blank on which a line was broken, begins the next line. */
static const char *after_break(const char *text) {
  return *text == '\n' || *text == ' ' ? text + 1 : text;
}

/* Text in a column of that width, over as many pages as it takes. */
static void put_text(struct layout *layout, const struct face *face, const char *text, double width) {
  while (*text) {
    double height;
    size_t length = type_fit(layout->type, face, text, width, layout_bottom(layout) - layout->y, &height);
    if (layout->y + height > layout_bottom(layout)) {
      turn_page(layout);
      continue;
    }
    add_text(layout, face, text, length, layout->x, layout->y, width, height);
    layout->y += height;
    text = after_break(text + length);
    if (*text)
      turn_page(layout);
  }
}

/* --- The table --- */

static void measure_columns(const struct layout *layout, double widths[COLUMNS]) {
  const struct paper_section *section = layout->section;
  double left = layout->width - CELL_GAP * (section->n_columns - 1);
  for (int c = 0; c < section->n_columns; c++) {
    const struct paper_column *column = &section->columns[c];
    widths[c] = column->points > 0 ? column->points : column->width * CHARACTER;
    left -= widths[c];
  }
  for (int c = 0; c < section->n_columns; c++)
    if (section->columns[c].points <= 0 && section->columns[c].width == 0)
      widths[c] = left;
}

static struct face face_of(const struct paper_column *column, bool goes_on) {
  struct face face = cell_face;
  face.align = column->cells == PAPER_RIGHT ? FACE_RIGHT : FACE_LEFT;
  face.lead = column->cells == PAPER_LEAD && !goes_on;
  return face;
}

/* The part of a row that is put at once: how many bytes of each cell, and how high. */
struct part {
  size_t lengths[COLUMNS];
  double heights[COLUMNS], height;
};

static bool is_picture(const struct paper_column *column) {
  return column->cells == PAPER_TICK || column->cells == PAPER_BAR || column->cells == PAPER_COURSE;
}

static void measure_part(struct layout *layout, const char *const *cells, const double *widths, bool goes_on,
                         double most, struct part *out) {
  *out = (struct part){.height = TICK};
  for (int c = 0; c < layout->section->n_columns; c++) {
    const struct paper_column *column = &layout->section->columns[c];
    if (!*cells[c] || is_picture(column))
      continue;
    struct face face = face_of(column, goes_on);
    out->lengths[c] = type_fit(layout->type, &face, cells[c], widths[c], most - 2 * CELL_ROOM, &out->heights[c]);
    if (out->heights[c] > out->height)
      out->height = out->heights[c];
  }
  out->height += 2 * CELL_ROOM;
}

static void put_tick(struct layout *layout, double x, double width, int number) {
  add_frame(layout, x + 1, layout->y + CELL_ROOM + 1, TICK - 1, TICK - 1, 1);
  if (number == 0)
    return;
  const char *text = arena_printf(&layout->pages->arena, "%d", number);
  double room = width - TICK - 2, height;
  size_t length = type_fit(layout->type, &number_face, text, room, DBL_MAX, &height);
  add_text(layout, &number_face, text, length, x + TICK + 3, layout->y + CELL_ROOM + 1, room, height);
}

static void put_picture(struct layout *layout, const struct paper_column *column, const char *cell, double x,
                        double width, int number) {
  double y = layout->y + CELL_ROOM;
  if (column->cells == PAPER_BAR)
    put_plot_bar(layout, cell, x, y, width, TICK);
  else if (column->cells == PAPER_COURSE)
    put_plot_course(layout, cell, x, y, width, TICK);
  else if (*cell)
    put_tick(layout, x, width, number);
}

static void put_part(struct layout *layout, const char **rest, const double *widths, bool goes_on, int number,
                     const struct part *part) {
  double x = layout->x;
  for (int c = 0; c < layout->section->n_columns; x += widths[c++] + CELL_GAP) {
    const struct paper_column *column = &layout->section->columns[c];
    struct face face = face_of(column, goes_on);
    if (is_picture(column)) {
      put_picture(layout, column, rest[c], x, widths[c], number);
      rest[c] = "";
      continue;
    }
    add_text(layout, &face, rest[c], part->lengths[c], x, layout->y + CELL_ROOM, widths[c], part->heights[c]);
    rest[c] += part->lengths[c];
    if (part->lengths[c] > 0)
      rest[c] = after_break(rest[c]);
  }
  layout->y += part->height;
  add_line(layout, layout->x, layout->y, layout->width, 0, 0.4, 0.55);
}

static bool any_left(const char *const *rest, int n) {
  for (int i = 0; i < n; i++)
    if (*rest[i])
      return true;
  return false;
}

static void put_titles(struct layout *layout, const double *widths) {
  double x = layout->x, highest = 0;
  for (int c = 0; c < layout->section->n_columns; x += widths[c++] + CELL_GAP) {
    const struct paper_column *column = &layout->section->columns[c];
    const char *title = *column->title ? _(column->title) : "";
    struct face face = heading_face;
    double height;
    face.align = column->cells == PAPER_RIGHT ? FACE_RIGHT : FACE_LEFT;
    size_t length = type_fit(layout->type, &face, title, widths[c], DBL_MAX, &height);
    add_text(layout, &face, title, length, x, layout->y, widths[c], height);
    highest = height > highest ? height : highest;
  }
  layout->y += highest + 2;
  add_line(layout, layout->x, layout->y, layout->width, 0, 1, 0);
}

static void turn_table(struct layout *layout, const double *widths) {
  turn_page(layout);
  put_titles(layout, widths);
}

/* A row stays whole unless it is longer than a page. */
static void put_row(struct layout *layout, const struct paper_row *row, const double *widths) {
  const char *rest[COLUMNS] = {0};
  memcpy(rest, row->cells, (size_t)layout->section->n_columns * sizeof *rest);
  bool goes_on = false;
  struct part part;
  do {
    double room = layout_bottom(layout) - layout->y;
    measure_part(layout, rest, widths, goes_on, DBL_MAX, &part);
    if (part.height > room && (part.height <= fresh_room(layout) || room < LEAST_PART)) {
      turn_table(layout, widths);
      continue;
    }
    measure_part(layout, rest, widths, goes_on, room, &part);
    put_part(layout, rest, widths, goes_on, row->number, &part);
    goes_on = true;
  } while (any_left(rest, layout->section->n_columns));
}

static void put_table(struct layout *layout) {
  double widths[COLUMNS];
  const struct paper_section *section = layout->section;
  if (section->rows.n == 0)
    return;
  measure_columns(layout, widths);
  if (layout_bottom(layout) - layout->y < LEAST_PART)
    turn_page(layout);
  put_titles(layout, widths);
  for (size_t i = 0; i < section->rows.n; i++)
    if (section->rows.at[i].cells)
      put_row(layout, &section->rows.at[i], widths);
}

/* --- A section --- */

/* The title and the lines under it, beside the map where there is one. */
static void put_heading(struct layout *layout) {
  const struct paper_section *section = layout->section;
  bool has_map = section->map.n >= 2;
  double top = layout->y, width = layout->width - (has_map ? MAP_WIDTH + 12 : 0);
  size_t first_page = layout->pages->at.n;
  if (has_map)
    put_map(layout, layout->x + layout->width - MAP_WIDTH, top, MAP_WIDTH, MAP_HEIGHT);
  put_text(layout, &title_face, section->title, width);
  layout->y += 3;
  for (size_t i = 0; i < section->above.n; i++) {
    put_text(layout, &line_face, section->above.at[i], width);
    layout->y += 1.5;
  }
  if (has_map && layout->pages->at.n == first_page && layout->y < top + MAP_HEIGHT)
    layout->y = top + MAP_HEIGHT;
  layout->y += 6;
}

/* The foot: what it is and when it was printed, and which page of how many. */
static void put_foot(struct layout *layout, size_t page, size_t number, size_t of) {
  struct face right = foot_face;
  double height, wide = layout->pages->at.at[page].width - 2 * PAGE_MARGIN;
  const char *paging = arena_printf(&layout->pages->arena, _("%zu of %zu"), number, of);
  const char *version = layout->section->version;
  const char *mark = version ? arena_printf(&layout->pages->arena, _(" · mark %s"), version) : "";
  const char *what = arena_printf(&layout->pages->arena, "%s · %s%s", layout->section->title,
                                  layout->stamp ? layout->stamp : "", mark);
  double y = layout->pages->at.at[page].height - PAGE_MARGIN - 9;
  size_t last = layout->pages->at.n;
  layout->pages->at.n = page + 1; /* the page that boxes go to */
  right.align = FACE_RIGHT;
  right.bold = true;
  size_t length = type_fit(layout->type, &foot_face, what, wide - 50, PAGE_FOOT, &height);
  add_line(layout, PAGE_MARGIN, y - 3, wide, 0, 0.4, 0.3);
  add_text(layout, &foot_face, what, length, PAGE_MARGIN, y, wide - 50, height);
  length = type_fit(layout->type, &right, paging, 46, PAGE_FOOT, &height);
  add_text(layout, &right, paging, length, PAGE_MARGIN + wide - 46, y, 46, height);
  layout->pages->at.n = last;
}

static void put_section(struct layout *layout) {
  const struct paper_section *section = layout->section;
  new_page(layout);
  put_heading(layout);
  if (section->timeline.lanes.n > 0)
    put_timeline(layout, turn_page);
  put_table(layout);
  layout->y += 4;
  for (size_t i = 0; i < section->below.n; i++)
    put_text(layout, &line_face, section->below.at[i], layout->width);
}

/* The feet of the section's pages, which begin at `first`. */
static void put_feet(struct layout *layout, size_t first, size_t end, bool through) {
  for (size_t page = first; page < end; page++)
    if (through)
      put_foot(layout, page, page + 1, layout->pages->at.n);
    else
      put_foot(layout, page, page - first + 1, end - first);
}

void pages_lay_out(const struct paper *paper, struct type *type, struct pages *out) {
  *out = (struct pages){0};
  struct layout layout = {.type = type, .pages = out, .stamp = paper->stamp};
  VEC(size_t) firsts = {0};
  for (size_t i = 0; i < paper->sections.n; i++) {
    layout.section = &paper->sections.at[i];
    vec_push(&firsts, out->at.n);
    put_section(&layout);
  }
  for (size_t i = 0; i < paper->sections.n; i++) {
    layout.section = &paper->sections.at[i];
    put_feet(&layout, firsts.at[i], i + 1 < paper->sections.n ? firsts.at[i + 1] : out->at.n, paper->through);
  }
  vec_free(&firsts);
}

void pages_free(struct pages *pages) {
  for (size_t i = 0; i < pages->at.n; i++)
    vec_free(&pages->at.at[i].boxes);
  vec_free(&pages->at);
  arena_free(&pages->arena);
}
