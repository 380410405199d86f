/* A read CSV file as a table of texts. */
#include "vaktrom/exchange.h"

#include <stdlib.h>

void csv_table_free(struct csv_table *table) {
  free(table->file);
  str_free(&table->text);
  vec_free(&table->offsets);
  vec_free(&table->lines);
  *table = (struct csv_table){0};
}

const char *csv_header(const struct csv_table *table, int column) {
  return table->text.at + table->offsets.at[column];
}

int csv_column(const struct csv_table *table, const char *name) {
  for (int c = 0; c < table->n_columns; c++)
    if (text_equal(csv_header(table, c), name))
      return c;
  return NONE;
}

const char *csv_cell(const struct csv_table *table, size_t row, int column) {
  if (column < 0)
    return "";
  return table->text.at + table->offsets.at[(row + 1) * (size_t)table->n_columns + (size_t)column];
}

size_t csv_line(const struct csv_table *table, size_t row) {
  return table->lines.at[row];
}
