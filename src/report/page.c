/* A report as text: its sheets as columns of a terminal or a sheet of text, with pictures made of signs; and as CSV. */
#include "report/reports.h"

#include <math.h>

enum { GAP = 2, LEAST_BAR = 6, MOST_BAR = 24 };

struct page {
  const struct report_sheet *sheet;
  struct str *out;
  enum plot_style style;
  int columns;
  struct arena arena;
  int widths[REPORT_COLUMNS_MAX];
  bool shown[REPORT_COLUMNS_MAX];
};

/* --- Lines --- */

static void put_line(struct page *page, struct str *line) {
  while (line->n > 0 && line->at[line->n - 1] == ' ')
    line->at[--line->n] = '\0';
  str_add(page->out, str_text(line));
  str_addc(page->out, '\n');
  str_clear(line);
}

static void put_wrapped(struct page *page, const char *text) {
  struct str line = {0};
  for (size_t skip; *text; text += skip) {
    size_t length = text_wrap(text, page->columns, &skip);
    str_addn(&line, text, length);
    text += length;
    put_line(page, &line);
  }
  str_free(&line);
}

static void add_cell(struct str *line, const char *text, int width, bool right) {
  int gap = width - text_width(text);
  for (int i = 0; right && i < gap; i++)
    str_addc(line, ' ');
  str_add(line, text);
  for (int i = 0; i < GAP + (right ? 0 : gap); i++)
    str_addc(line, ' ');
}

/* --- Columns --- */

/* A header may take several lines: its widest word counts. */
static int header_width(struct arena *arena, const char *header) {
  int widest = 0;
  for (const char *word; (word = arena_word(arena, &header));)
    widest = text_width(word) > widest ? text_width(word) : widest;
  return widest;
}

static int total_width(const struct page *page) {
  int total = 0;
  for (int c = 0; c < page->sheet->n_columns; c++)
    total += page->shown[c] ? page->widths[c] + GAP : 0;
  return total;
}

/* Columns from the right that may lack are left out until the rest fits, the months' courses among it. */
static void fit_columns(struct page *page) {
  const struct report_sheet *sheet = page->sheet;
  for (int c = 0; c < sheet->n_columns; c++) {
    page->shown[c] = true;
    page->widths[c] = header_width(&page->arena, sheet->headers[c]);
  }
  for (size_t i = 0; i < sheet->cells.n; i++) {
    int *width = &page->widths[i % (size_t)sheet->n_columns], own = text_width(sheet->cells.at[i]);
    *width = own > *width ? own : *width;
  }
  int courses = sheet->courses.n > 0 && sheet->n_course <= MOST_BAR ? sheet->n_course : -GAP;
  for (int c = sheet->n_columns - 1; c >= 0 && total_width(page) + courses > page->columns; c--)
    page->shown[c] = sheet->needed[c];
}

/* Adds the next line of the headers; *rest moves on. Whether there is a further one. */
static bool add_header_line(const struct page *page, const char **rest, struct str *line) {
  bool more = false;
  for (int c = 0; c < page->sheet->n_columns; c++) {
    size_t skip;
    struct str piece = {0};
    if (!page->shown[c])
      continue;
    size_t length = text_wrap(rest[c], page->widths[c], &skip);
    str_addn(&piece, rest[c], length);
    add_cell(line, str_text(&piece), page->widths[c], page->sheet->right[c]);
    str_free(&piece);
    rest[c] += length + skip;
    more = more || *rest[c];
  }
  return more;
}

static void put_headers(struct page *page, const char *picture) {
  const char *rest[REPORT_COLUMNS_MAX];
  struct str line = {0};
  for (int c = 0; c < page->sheet->n_columns; c++)
    rest[c] = page->sheet->headers[c];
  bool more = add_header_line(page, rest, &line);
  str_add(&line, picture);
  put_line(page, &line);
  while (more) {
    more = add_header_line(page, rest, &line);
    put_line(page, &line);
  }
  str_free(&line);
}

static void put_left_out(struct page *page) {
  struct str names = {0};
  for (int c = 0; c < page->sheet->n_columns; c++)
    if (!page->shown[c])
      str_addf(&names, "%s%s", names.n > 0 ? ", " : "", page->sheet->headers[c]);
  if (names.n > 0)
    put_wrapped(page,
                arena_printf(&page->arena, _("No room here for: %s. All columns: --csv or --json."), str_text(&names)));
  str_free(&names);
}

/* --- Pictures --- */

/* The months of a row between its own lowest and highest. */
static void add_course(const struct page *page, struct str *line, size_t row) {
  const struct report_sheet *sheet = page->sheet;
  const double *values = &sheet->courses.at[row * (size_t)sheet->n_course];
  double least = HUGE_VAL, most = -HUGE_VAL;
  for (int i = 0; i < sheet->n_course; i++) {
    least = fmin(least, isnan(values[i]) ? least : values[i]);
    most = fmax(most, isnan(values[i]) ? most : values[i]);
  }
  plot_trend(line, page->style, values, sheet->n_course, least, most);
}

static void add_picture(const struct page *page, struct str *line, size_t row, int room) {
  const struct report_sheet *sheet = page->sheet;
  if (sheet->courses.n > 0 && room >= sheet->n_course)
    add_course(page, line, row);
  else if (sheet->bars.n > 0 && room >= LEAST_BAR && !isnan(sheet->bars.at[row]))
    plot_bar(line, page->style, sheet->bars.at[row], 1, room < MOST_BAR ? room : MOST_BAR);
}

static void put_rows(struct page *page, int room) {
  const struct report_sheet *sheet = page->sheet;
  struct str line = {0};
  for (size_t i = 0; i < sheet->cells.n; i++) {
    int column = (int)(i % (size_t)sheet->n_columns);
    if (page->shown[column])
      add_cell(&line, sheet->cells.at[i], page->widths[column], sheet->right[column]);
    if (column + 1 < sheet->n_columns)
      continue;
    add_picture(page, &line, i / (size_t)sheet->n_columns, room);
    put_line(page, &line);
  }
  str_free(&line);
}

static void put_sheet(struct page *page) {
  const struct report_sheet *sheet = page->sheet;
  str_addc(page->out, '\n');
  put_wrapped(page, sheet->title);
  if (sheet->cells.n == 0) {
    put_wrapped(page, sheet->lacking);
    return;
  }
  fit_columns(page);
  int room = page->columns - total_width(page);
  bool has_courses = sheet->courses.n > 0 && room >= sheet->n_course;
  put_headers(page, has_courses && room >= text_width(_("by month")) ? _("by month") : "");
  put_rows(page, room);
  put_left_out(page);
}

/* --- All of it --- */

void report_add_page(struct str *out, const struct report_table *table, enum plot_style style, int columns) {
  struct report_sheets sheets;
  struct page page = {.out = out, .style = style, .columns = columns};
  report_make_sheets(table, &sheets);
  put_wrapped(&page, sheets.title);
  for (size_t i = 0; i < sheets.at.n; i++) {
    page.sheet = &sheets.at.at[i];
    put_sheet(&page);
  }
  str_addc(out, '\n');
  put_wrapped(&page, sheets.definition);
  put_wrapped(&page, sheets.source);
  arena_free(&page.arena);
  report_sheets_free(&sheets);
}

/* --- CSV --- */

static void add_csv_number(struct str *out, double number, bool excel) {
  char text[NUMBER_SIZE];
  int length = snprintf(text, sizeof text, "%.4f", number); /* JSON has every digit */
  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';
  for (char *at = text; *at; at++)
    str_addc(out, excel && *at == '.' ? ',' : *at);
}

static void add_csv_row(struct str *out, const struct report_table *table, const struct report_slice *slice, int row,
                        bool excel) {
  char from[DATE_SIZE], until[DATE_SIZE], delimiter = excel ? ';' : ',';
  date_format(slice->from, from);
  date_format(slice->until, until);
  str_addf(out, "%s%c%s", from, delimiter, until);
  for (int c = 0; c < table->n_columns; c++) {
    const struct report_cell *cell = report_cell_at(table, row, c);
    str_addc(out, delimiter);
    if (table->columns[c].unit == REPORT_TEXT)
      str_add_csv(out, cell->text, delimiter, true);
    else if (cell->number >= 0)
      add_csv_number(out, cell->number, excel);
  }
  str_addc(out, '\n');
}

void report_add_csv(struct str *out, const struct report_table *table, bool excel) {
  char delimiter = excel ? ';' : ',';
  str_addf(out, "%sfrom%cto", excel ? "\xEF\xBB\xBF" : "", delimiter);
  for (int c = 0; c < table->n_columns; c++)
    str_addf(out, "%c%s", delimiter, table->columns[c].key);
  str_addc(out, '\n');
  for (size_t s = 0; s < table->slices.n; s++)
    for (int i = 0; i < table->slices.at[s].n_rows; i++)
      add_csv_row(out, table, &table->slices.at[s], table->slices.at[s].first_row + i, excel);
}
