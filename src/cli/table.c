/* A table on standard output, for people (padded columns) or as CSV. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

#define TABLE_COLUMNS_MAX 32

struct table {
  const char *const *headers;
  int n_columns;
  bool right[TABLE_COLUMNS_MAX];
  VEC(struct {
    char *csv;
    char *shown; /* NULL = the same */
  })
  cells;
};

struct table *table_new(const char *const *headers, int n_columns) {
  struct table *table = mem_new(struct table);
  table->headers = headers;
  table->n_columns = n_columns < TABLE_COLUMNS_MAX ? n_columns : TABLE_COLUMNS_MAX;
  return table;
}

void table_align_right(struct table *table, int column) {
  table->right[column] = true;
}

void table_cell(struct table *table, const char *format, ...) {
  struct str cell = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&cell, format, args);
  va_end(args);
  vec_add(&table->cells)->csv = mem_strdup(str_text(&cell));
  str_free(&cell);
}

void table_cell_shown(struct table *table, const char *csv, const char *shown) {
  table_cell(table, "%s", csv);
  table->cells.at[table->cells.n - 1].shown = mem_strdup(shown);
}

void table_cell_word(struct table *table, const struct words *words, int code) {
  table_cell_shown(table, word_token(words, code), word_label(words, code));
}

void table_cell_said(struct table *table, const char *text) {
  table_cell_shown(table, text, *text ? _(text) : "");
}

void table_cell_date(struct table *table, date on) {
  char csv[DATE_SIZE], shown[DATE_SIZE];
  date_format(on, csv);
  date_show(on, shown);
  table_cell_shown(table, csv, shown);
}

static const char *shown_text(const struct table *table, size_t cell) {
  return table->cells.at[cell].shown ? table->cells.at[cell].shown : table->cells.at[cell].csv;
}

static void print_csv(const struct table *table) {
  struct str out = {0};
  for (int c = 0; c < table->n_columns; c++)
    str_addf(&out, "%s%s", c ? "," : "", table->headers[c]);
  for (size_t i = 0; i < table->cells.n; i++) {
    str_addc(&out, i % (size_t)table->n_columns == 0 ? '\n' : ',');
    str_add_csv(&out, table->cells.at[i].csv, ',', !table->right[i % (size_t)table->n_columns]);
  }
  puts(str_text(&out));
  str_free(&out);
}

static int column_width(const struct table *table, int column) {
  int widest = text_width(_(table->headers[column]));
  for (size_t i = (size_t)column; i < table->cells.n; i += (size_t)table->n_columns) {
    int width = text_width(shown_text(table, i));
    widest = width > widest ? width : widest;
  }
  return widest;
}

/* On a terminal that is too narrow for a row: how wide a cell may be, and the last one, which may go on over a second
 * line. Elsewhere, where a script may read it, nothing is cut. */
enum { least_cut = 40, last_lines = 2 };

static void cut_widths(const struct table *table, int *widths) {
  struct winsize size;
  int used = 0, last = table->n_columns - 1;
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return;
  for (int c = 0; c <= last; c++)
    used += widths[c] + (c < last ? 2 : 0);
  if (used <= size.ws_col)
    return;
  used -= widths[last];
  for (int c = 0; c < last; c++)
    if (widths[c] > least_cut) {
      used -= widths[c] - least_cut;
      widths[c] = least_cut;
    }
  int room = last_lines * size.ws_col - used;
  room = room > least_cut ? room : least_cut;
  widths[last] = widths[last] < room ? widths[last] : room;
}

/* The text, no wider than that: with a … where it was cut. */
static void cut(struct str *text, int columns) {
  static const char sign[] = "…";
  if (text_width(str_text(text)) <= columns)
    return;
  text->n = text_fit(str_text(text), columns - 1);
  text->at[text->n] = '\0';
  str_add(text, sign);
}

static void print_line(const struct table *table, const char *const *cells, const int *widths) {
  struct str line = {0};
  for (int c = 0; c < table->n_columns; c++) {
    struct str safe = {0};
    str_add_safe(&safe, cells[c]);
    cut(&safe, widths[c]);
    int gap = widths[c] - text_width(str_text(&safe));
    bool last = c + 1 == table->n_columns;
    for (int i = 0; table->right[c] && i < gap; i++)
      str_addc(&line, ' ');
    str_add(&line, str_text(&safe));
    for (int i = 0; !table->right[c] && !last && i < gap; i++)
      str_addc(&line, ' ');
    if (!last)
      str_add(&line, "  ");
    str_free(&safe);
  }
  puts(str_text(&line));
  str_free(&line);
}

static void print_text(const struct table *table) {
  int widths[TABLE_COLUMNS_MAX];
  const char *headers[TABLE_COLUMNS_MAX];
  for (int c = 0; c < table->n_columns; c++) {
    widths[c] = column_width(table, c);
    headers[c] = _(table->headers[c]);
  }
  cut_widths(table, widths);
  print_line(table, headers, widths);
  for (size_t i = 0; i + (size_t)table->n_columns <= table->cells.n; i += (size_t)table->n_columns) {
    const char *cells[TABLE_COLUMNS_MAX];
    for (int c = 0; c < table->n_columns; c++)
      cells[c] = shown_text(table, i + (size_t)c);
    print_line(table, cells, widths);
  }
}

void table_print(struct table *table, bool csv) {
  if (csv)
    print_csv(table);
  else
    print_text(table);
  table_free(table);
}

void table_free(struct table *table) {
  for (size_t i = 0; i < table->cells.n; i++) {
    free(table->cells.at[i].csv);
    free(table->cells.at[i].shown);
  }
  vec_free(&table->cells);
  free(table);
}
