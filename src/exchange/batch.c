/* From a CSV table to the rows of a KIND: header names in either language, every cell in canonical form. */
#include "batch.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "cell.h"

/* --- The intake --------------------------------------------------------------------------------------------------- */

static size_t n_kinds(void) {
  size_t n = 0;
  while (kinds[n].name)
    n++;
  return n;
}

void intake_start(struct intake *intake, struct store *store) {
  *intake = (struct intake){.store = store};
  intake->known = mem_array(struct known, n_kinds());
}

void intake_free(struct intake *intake) {
  for (size_t b = 0; b < intake->batches.n; b++) {
    csv_table_free(&intake->batches.at[b]->table);
    map_result_free(&intake->batches.at[b]->mapped);
  }
  for (size_t k = 0; k < n_kinds(); k++)
    map_free(&intake->known[k].rows);
  free(intake->known);
  vec_free(&intake->batches);
  map_free(&intake->lines);
  map_free(&intake->counts);
  map_free(&intake->absent);
  follow_up_free(&intake->follow);
  faults_free(&intake->faults);
  error_clear(&intake->failure);
  arena_free(&intake->arena);
}

/* The rule of a map that made a cell what it is, in words; NULL = it stands so in the file. */
static const char *maker_of(const struct batch_row *row, int column) {
  const struct batch *batch = row->batch;
  int of_table = column == NONE ? NONE : batch->columns[column];
  size_t cell = (size_t)(row - batch->rows) * (size_t)batch->table.n_columns + (size_t)of_table;
  return of_table != NONE && cell < batch->mapped.makers.n ? batch->mapped.makers.at[cell] : NULL;
}

void row_fault(struct intake *intake, const struct batch_row *row, int column, const char *format, ...) {
  struct str what = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&what, format, args);
  va_end(args);
  const struct batch *batch = row->batch;
  const char *name = column == NONE ? NULL : batch->kind->columns[column].name;
  if (name && batch->mapped.sources[column])
    name = batch->mapped.sources[column];
  else if (name && batch->columns[column] != NONE)
    name = csv_header(&batch->table, batch->columns[column]); /* as the file calls it */
  const char *maker = maker_of(row, column);
  if (maker)
    str_addf(&what, " (%s)", maker);
  faults_add(&intake->faults, batch->table.file, row->line, name, "%s", str_text(&what));
  str_free(&what);
}

const char *row_cell(const struct batch_row *row, const char *column) {
  int c = kind_column(row->batch->kind, column);
  return c != NONE && row->cells[c] ? row->cells[c] : "";
}

const char *key_of_row(struct intake *intake, const struct kind *kind, const char *const *cells) {
  struct str key = {0};
  kind_key(kind, cells, &key);
  const char *text = arena_strdup(&intake->arena, str_text(&key));
  str_free(&key);
  return text;
}

void batch_row_set_key(struct intake *intake, struct batch_row *row) {
  row->key = key_of_row(intake, row->batch->kind, (const char *const *)row->cells);
}

/* --- The header --------------------------------------------------------------------------------------------------- */

/* A header name as it is compared, the caller's own; NULL for what is no UTF-8. */
static char *folded_header(const char *name) {
  size_t size = 0;
  char *folded = mem_made(u8_tolower((const uint8_t *)name, strlen(name) + 1, NULL, NULL, NULL, &size));
  for (char *at = folded; at && *at; at++)
    *at = *at == ' ' || *at == '-' ? '_' : *at;
  return folded;
}

bool header_same(const char *a, const char *b) {
  char *left = folded_header(a), *right = folded_header(b);
  bool same = left && right && text_equal(left, right);
  free(left);
  free(right);
  return same;
}

int batch_find_column(const struct kind *kind, const char *header) {
  for (int c = 0; kind->columns[c].name; c++) {
    const struct column *column = &kind->columns[c];
    if (!(column->flags & COLUMN_COUNTED) &&
        (header_same(column->name, header) || header_same(column->norwegian, header)))
      return c;
  }
  return NONE;
}

static void unknown_column(struct intake *intake, const struct batch *batch, const char *header) {
  const char *names[2 * COLUMNS_MAX];
  size_t n = 0;
  for (int c = 0; batch->kind->columns[c].name; c++) {
    names[n++] = batch->kind->columns[c].name;
    names[n++] = batch->kind->columns[c].norwegian;
  }
  struct str near = {0};
  add_nearest(&near, header, names, n);
  faults_add(&intake->faults, batch->table.file, 1, header,
             _("%s has no such column%s; --ignore-unknown passes over it"), batch->kind->name, str_text(&near));
  str_free(&near);
}

/* Whether a file must have the column; under a map only what may not be empty, which the map has looked after. */
static bool needs_column(const struct batch *batch, int column) {
  return !batch->is_mapped && !(batch->kind->columns[column].flags & (COLUMN_OPTIONAL | COLUMN_COUNTED));
}

/* Finds the KIND's columns in the table; false when one that is needed is missing. */
static bool match_header(struct intake *intake, struct batch *batch, bool ignore_unknown) {
  const struct kind *kind = batch->kind;
  bool complete = true;
  for (int c = 0; c < COLUMNS_MAX; c++)
    batch->columns[c] = NONE;
  for (int t = 0; t < batch->table.n_columns; t++) {
    const char *header = csv_header(&batch->table, t);
    int c = batch_find_column(kind, header);
    if (c == NONE && !ignore_unknown)
      unknown_column(intake, batch, header);
    else if (c != NONE && batch->columns[c] != NONE)
      faults_add(&intake->faults, batch->table.file, 1, header, _("means the same as the column '%s'"),
                 csv_header(&batch->table, batch->columns[c]));
    else if (c != NONE)
      batch->columns[c] = t;
  }
  for (int c = 0; kind->columns[c].name; c++)
    if (batch->columns[c] == NONE && needs_column(batch, c)) {
      faults_add(&intake->faults, batch->table.file, 1, kind->columns[c].name, _("the column is missing"));
      complete = false;
    }
  return complete;
}

/* --- The rows ----------------------------------------------------------------------------------------------------- */

static const char *read_cell(struct intake *intake, struct batch_row *row, int column, const char *text) {
  const struct column *of = &row->batch->kind->columns[column];
  struct str why = {0};
  if (of->type == COLUMN_TEXT)
    text = csv_unguard(text);
  const char *canonical = cell_parse(of, text, &intake->arena, &why);
  if (!canonical)
    row_fault(intake, row, column, "%s", str_text(&why));
  else if (!*canonical && of->flags & COLUMN_REQUIRED)
    row_fault(intake, row, column, _("may not be empty"));
  str_free(&why);
  row->faulty |= !canonical;
  return canonical ? canonical : "";
}

static void read_rows(struct intake *intake, struct batch *batch) {
  const struct kind *kind = batch->kind;
  size_t n_columns = (size_t)kind_n_columns(kind);
  batch->n_rows = batch->table.n_rows;
  batch->rows = arena_alloc(&intake->arena, batch->n_rows * sizeof *batch->rows);
  const char **cells = arena_alloc(&intake->arena, batch->n_rows * n_columns * sizeof *cells);
  for (size_t r = 0; r < batch->n_rows; r++) {
    struct batch_row *row = &batch->rows[r];
    *row = (struct batch_row){.batch = batch, .line = csv_line(&batch->table, r), .cells = cells + r * n_columns};
    for (size_t c = 0; c < n_columns; c++)
      if (batch->columns[c] != NONE)
        row->cells[c] = read_cell(intake, row, (int)c, csv_cell(&batch->table, r, batch->columns[c]));
    batch_row_set_key(intake, row);
  }
}

static struct batch *add_batch(struct intake *intake, const struct kind *kind) {
  struct batch *batch = arena_alloc(&intake->arena, sizeof *batch);
  batch->kind = kind;
  vec_push(&intake->batches, batch);
  return batch;
}

void batch_read(struct intake *intake, const struct kind *kind, const char *path, bool ignore_unknown) {
  struct batch *batch = add_batch(intake, kind);
  if (csv_read(path, &batch->table, &intake->faults) && match_header(intake, batch, ignore_unknown))
    read_rows(intake, batch);
}

void batch_take(struct intake *intake, const struct kind *kind, struct csv_table *table) {
  struct batch *batch = add_batch(intake, kind);
  batch->table = *table;
  *table = (struct csv_table){0};
  if (match_header(intake, batch, false))
    read_rows(intake, batch);
}

void batch_read_mapped(struct intake *intake, const struct kind *kind, const char *path, const struct file_map *map,
                       bool ignore_unknown) {
  struct batch *batch = add_batch(intake, kind);
  batch->is_mapped = true;
  if (csv_read(path, &batch->table, &intake->faults) &&
      file_map_apply(map, kind, &batch->table, ignore_unknown, &intake->arena, &batch->mapped, &intake->faults) &&
      match_header(intake, batch, false))
    read_rows(intake, batch);
}

void batch_read_bytes(struct intake *intake, const struct kind *kind, const char *name, const char *bytes,
                      size_t size) {
  struct batch *batch = add_batch(intake, kind);
  if (csv_read_bytes(name, bytes, size, &batch->table, &intake->faults) && match_header(intake, batch, false))
    read_rows(intake, batch);
}

struct batch_row *batch_of_one(struct intake *intake, const struct kind *kind, const char *name) {
  struct batch *batch = add_batch(intake, kind);
  for (int c = 0; c < COLUMNS_MAX; c++)
    batch->columns[c] = NONE;
  batch->table.file = mem_strdup(name);
  batch->n_rows = 1;
  batch->rows = arena_alloc(&intake->arena, sizeof *batch->rows);
  batch->rows->batch = batch;
  batch->rows->cells = arena_alloc(&intake->arena, COLUMNS_MAX * sizeof *batch->rows->cells);
  return batch->rows;
}
