/* CSV as any KIND: a table that was read is whole, comes back from what is written of it, and a cell's canonical form
 * is its own. */
#include "fuzz_kind.h"
#include "vaktrom/exchange.h"

static void check_cells(const struct kind *kind, const struct csv_table *table) {
  struct arena arena = {0};
  struct str why = {0};
  for (size_t row = 0; row < table->n_rows; row++)
    for (int c = 0; kind->columns[c].name; c++) {
      const struct column *column = &kind->columns[c];
      const char *text = csv_cell(table, row, c < table->n_columns ? c : 0);
      str_clear(&why);
      const char *canonical = cell_parse(column, csv_unguard(text), &arena, &why);
      MUST(canonical || why.n > 0);
      if (!canonical)
        continue;
      MUST(text_is_plain(canonical));
      const char *again = cell_parse(column, canonical, &arena, &why);
      MUST(again && text_equal(again, canonical));
    }
  str_free(&why);
  arena_free(&arena);
}

static void write_table(const struct csv_table *table, bool excel, struct str *out) {
  struct csv_writer writer;
  csv_write_start(&writer, out, excel);
  for (int c = 0; c < table->n_columns; c++)
    csv_write_cell(&writer, csv_header(table, c));
  csv_write_end_row(&writer);
  for (size_t row = 0; row < table->n_rows; row++) {
    for (int c = 0; c < table->n_columns; c++)
      csv_write_free_text(&writer, csv_unguard(csv_cell(table, row, c)));
    csv_write_end_row(&writer);
  }
}

/* Whether writing changes nothing of a cell. */
static bool stays(const char *text) {
  struct arena arena = {0};
  bool same = text_is_plain(text) && text_safe_lines(&arena, text) == text;
  arena_free(&arena);
  return same;
}

/* Only what could have come in by the program's ways, under headers that tell the delimiter; a table of one column has
 * rows that are lines without anything. */
static bool comes_back(const struct csv_table *table) {
  bool plain = table->n_columns > 1;
  for (int c = 0; plain && c < table->n_columns; c++)
    plain = !strpbrk(csv_header(table, c), ",;\t\"");
  for (size_t i = 0; plain && i < table->offsets.n; i++)
    plain = stays(table->text.at + table->offsets.at[i]);
  return plain;
}

static void check_round_trip(const struct csv_table *table, bool excel) {
  struct csv_table again;
  struct faults faults = {0};
  struct str text = {0};
  write_table(table, excel, &text);
  MUST(csv_read_bytes("again.csv", str_text(&text), text.n, &again, &faults));
  MUST(faults.n == 0 && again.n_columns == table->n_columns && again.n_rows == table->n_rows);
  for (size_t row = 0; row < table->n_rows; row++)
    for (int c = 0; c < table->n_columns; c++)
      MUST(text_equal(csv_unguard(csv_cell(table, row, c)), csv_unguard(csv_cell(&again, row, c))));
  csv_table_free(&again);
  faults_free(&faults);
  str_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct csv_table table;
  struct faults faults = {0};
  const struct kind *kind = fuzz_kind(&data, &size);
  if (csv_read_bytes("file.csv", (const char *)data, size, &table, &faults)) {
    size_t cells = (table.n_rows + 1) * (size_t)table.n_columns; /* a row that a fault broke off may stand behind */
    MUST(table.n_columns > 0 && table.offsets.n >= cells && (faults.n > 0 || table.offsets.n == cells));
    check_cells(kind, &table);
    if (faults.n == 0 && comes_back(&table)) {
      check_round_trip(&table, false);
      check_round_trip(&table, true);
    }
  }
  MUST(fuzz_is_harmless(str_text(&faults.text), "\n"));
  csv_table_free(&table);
  faults_free(&faults);
  return 0;
}
