/* The text renderer: pages of fixed width and height, rows kept whole, cells wrapped at words. */
#include <string.h>

#include "vaktrom/paper.h"

#define COLUMN_GAP 2
#define LANE_LABEL 38 /* columns */
#define LANE_COLUMNS (PAPER_COLUMNS - LANE_LABEL - 2)

/* Where the renderer is. A page's number of how many is only known at the end: pages are collected first. */
struct printer {
  const struct paper_section *section;
  int widths[16];
  VEC(char *) pages;
  struct str page;
  int lines; /* on the page so far */
};

/* --- Lines --- */

static void put_line(struct printer *printer, const char *text) {
  struct arena arena = {0};
  const char *line = text_safe_lines(&arena, text);
  size_t length = strlen(line);
  while (length > 0 && line[length - 1] == ' ')
    length--;
  str_addn(&printer->page, line, length);
  str_addc(&printer->page, '\n');
  printer->lines++;
  arena_free(&arena);
}

static void put_rule(struct printer *printer) {
  char rule[PAPER_COLUMNS + 1];
  memset(rule, '-', PAPER_COLUMNS);
  rule[PAPER_COLUMNS] = '\0';
  put_line(printer, rule);
}

/* Adds the next piece of a cell, padded to its column; *rest moves on. */
static void add_piece(struct str *line, const char **rest, int columns, bool right) {
  size_t skip;
  size_t length = text_wrap(*rest, columns, &skip);
  struct str piece = {0};
  str_addn(&piece, *rest, length);
  int gap = columns - text_width(str_text(&piece));
  for (int i = 0; right && i < gap; i++)
    str_addc(line, ' ');
  str_add(line, str_text(&piece));
  for (int i = 0; !right && i < gap; i++)
    str_addc(line, ' ');
  str_free(&piece);
  *rest += length + skip;
}

static bool any_left(const char *const *rest, int n) {
  for (int i = 0; i < n; i++)
    if (*rest[i])
      return true;
  return false;
}

/* Composes the next line of a row: the cells side by side, each wrapped in its column; *rest moves on. */
static void add_row_line(const struct printer *printer, const char **rest, struct str *line) {
  const struct paper_section *section = printer->section;
  for (int c = 0; c < section->n_columns; c++) {
    add_piece(line, &rest[c], printer->widths[c], section->columns[c].cells == PAPER_RIGHT);
    str_add(line, c + 1 < section->n_columns ? "  " : "");
  }
}

/* Prints a row's cells, calling `before_line` (NULL = nothing) before each line. */
static void put_cells(struct printer *printer, const char *const *cells, void (*before_line)(struct printer *printer)) {
  const char *rest[COUNT_OF(printer->widths)];
  memcpy(rest, cells, (size_t)printer->section->n_columns * sizeof *rest);
  do {
    struct str line = {0};
    add_row_line(printer, rest, &line);
    if (before_line)
      before_line(printer);
    put_line(printer, str_text(&line));
    str_free(&line);
  } while (any_left(rest, printer->section->n_columns));
}

/* How many lines the cells take. */
static int count_lines(const struct printer *printer, const char *const *cells) {
  const char *rest[COUNT_OF(printer->widths)];
  int lines = 0;
  memcpy(rest, cells, (size_t)printer->section->n_columns * sizeof *rest);
  do {
    struct str line = {0};
    add_row_line(printer, rest, &line);
    lines++;
    str_free(&line);
  } while (any_left(rest, printer->section->n_columns));
  return lines;
}

static void put_wrapped(struct printer *printer, const char *text) {
  const char *rest = text;
  do {
    struct str line = {0};
    add_piece(&line, &rest, PAPER_COLUMNS, false);
    put_line(printer, str_text(&line));
    str_free(&line);
  } while (*rest);
}

/* --- Pages --- */

static void end_page(struct printer *printer) {
  vec_push(&printer->pages, mem_strdup(str_text(&printer->page)));
  str_clear(&printer->page);
  printer->lines = 0;
}

static void begin_page(struct printer *printer, bool continued) {
  const struct paper_section *section = printer->section;
  put_wrapped(printer, section->title);
  if (continued)
    return;
  for (size_t i = 0; i < section->above.n; i++)
    put_wrapped(printer, section->above.at[i]);
}

/* Two lines at the foot of the page stay free for its number. */
static bool fits(const struct printer *printer, int lines) {
  return printer->lines + lines <= PAPER_LINES - 2;
}

static void turn_where_full(struct printer *printer, int lines) {
  if (fits(printer, lines))
    return;
  end_page(printer);
  begin_page(printer, true);
}

/* One character of a lane, for what is done in the middle of the time that it stands for. */
static char lane_character(const struct paper_lane *lane, minute at) {
  static const char characters[] = {
      [PAPER_BAR_FREE] = '.', [PAPER_BAR_TRAVEL] = '-', [PAPER_BAR_VISIT] = '#', [PAPER_BAR_BREAK] = '~'};
  char found = ' ';
  for (size_t i = 0; i < lane->bars.n; i++)
    if (lane->bars.at[i].from <= at && at < lane->bars.at[i].until)
      found = characters[lane->bars.at[i].kind];
  return found;
}

static void put_lane(struct printer *printer, const struct paper_timeline *timeline, const struct paper_lane *lane) {
  const char *rest = lane->label;
  bool first = true;
  while (*rest) {
    struct str line = {0};
    add_piece(&line, &rest, LANE_LABEL, false);
    str_add(&line, "  ");
    for (int c = 0; first && c < LANE_COLUMNS; c++)
      str_addc(&line, lane_character(lane, timeline->from +
                                               (2 * c + 1) * (timeline->until - timeline->from) / (2 * LANE_COLUMNS)));
    put_line(printer, str_text(&line));
    str_free(&line);
    first = false;
  }
}

/* Only of several lists: what one does when stands in its table. */
static void put_timeline(struct printer *printer) {
  const struct paper_timeline *timeline = &printer->section->timeline;
  char from[TIME_SIZE], until[TIME_SIZE];
  struct str line = {0};
  if (timeline->lanes.n == 0 || !timeline->lanes.at[0].label)
    return;
  time_format(timeline->date, timeline->from, from);
  time_format(timeline->date, timeline->until, until);
  put_rule(printer);
  str_addf(&line, "%*s%-*s%s", LANE_LABEL + 2, "", LANE_COLUMNS - (int)strlen(until), from, until);
  put_line(printer, str_text(&line));
  str_free(&line);
  for (size_t i = 0; i < timeline->lanes.n; i++) {
    turn_where_full(printer, 2);
    put_lane(printer, timeline, &timeline->lanes.at[i]);
  }
  put_wrapped(printer, _("# visit  - driving  ~ break  . free"));
}

static void put_titles(struct printer *printer) {
  const struct paper_section *section = printer->section;
  const char *titles[COUNT_OF(printer->widths)];
  if (section->rows.n == 0)
    return;
  put_rule(printer);
  for (int c = 0; c < section->n_columns; c++)
    titles[c] = *section->columns[c].title ? _(section->columns[c].title) : "";
  put_cells(printer, titles, NULL);
  put_rule(printer);
}

static void turn_page(struct printer *printer) {
  end_page(printer);
  begin_page(printer, true);
  put_titles(printer);
}

static void turn_full_page(struct printer *printer) {
  if (!fits(printer, 1))
    turn_page(printer);
}

/* A row stays whole unless it is longer than a page. */
static void put_row(struct printer *printer, const struct paper_row *row) {
  if (!fits(printer, count_lines(printer, row->cells)))
    turn_page(printer);
  put_cells(printer, row->cells, turn_full_page);
}

static void measure_columns(struct printer *printer) {
  const struct paper_section *section = printer->section;
  int left = PAPER_COLUMNS - COLUMN_GAP * (section->n_columns - 1);
  for (int c = 0; c < section->n_columns; c++)
    left -= section->columns[c].width;
  for (int c = 0; c < section->n_columns; c++)
    printer->widths[c] = section->columns[c].width ? section->columns[c].width : left;
}

static void put_section(struct printer *printer) {
  measure_columns(printer);
  begin_page(printer, false);
  put_timeline(printer);
  put_titles(printer);
  for (size_t i = 0; i < printer->section->rows.n; i++)
    if (printer->section->rows.at[i].cells)
      put_row(printer, &printer->section->rows.at[i]);
  for (size_t i = 0; i < printer->section->below.n; i++) {
    if (!fits(printer, 2))
      end_page(printer);
    put_wrapped(printer, printer->section->below.at[i]);
  }
  end_page(printer);
}

/* Ends a section's pages with their numbers, filled to the page's height. */
static void add_pages(struct printer *printer, const char *stamp, struct str *out, bool last_section) {
  const char *version = printer->section->version;
  for (size_t i = 0; i < printer->pages.n; i++) {
    int lines = 0;
    for (const char *c = printer->pages.at[i]; *c; c++)
      lines += *c == '\n';
    str_add(out, printer->pages.at[i]);
    for (; lines < PAPER_LINES - 1; lines++)
      str_addc(out, '\n');
    str_addf(out, _("page %zu of %zu"), i + 1, printer->pages.n);
    if (stamp)
      str_addf(out, " · %s", stamp);
    if (version)
      str_addf(out, _(" · mark %s"), version);
    str_add(out, last_section && i + 1 == printer->pages.n ? "\n" : "\n\f");
    mem_free_set((void **)&printer->pages.at[i]);
  }
  printer->pages.n = 0;
}

void paper_render_text(const struct paper *paper, struct str *out) {
  struct printer printer = {0};
  for (size_t i = 0; i < paper->sections.n; i++) {
    printer.section = &paper->sections.at[i];
    put_section(&printer);
    add_pages(&printer, paper->stamp, out, i + 1 == paper->sections.n);
  }
  vec_free(&printer.pages);
  str_free(&printer.page);
}
