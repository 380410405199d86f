/* Reading a map: each of its rows by itself, with every fault told at once. */
#include "map.h"

#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "cell.h"

enum field { FIELD_KIND, FIELD_COLUMN, FIELD_SOURCE, FIELD_RULE, FIELD_ARGUMENT, FIELD_NOTE, FIELDS };
static const char *const field_names[FIELDS][2] = {{"kind", "slag"},  {"column", "kolonne"},    {"source", "kilde"},
                                                   {"rule", "regel"}, {"argument", "argument"}, {"note", "merknad"}};

struct reading {
  struct file_map *map;
  struct faults *faults;
  int columns[FIELDS]; /* of the table; NONE = not there */
};

void file_map_fault(const struct file_map *map, const struct map_row *row, const char *column, struct faults *faults,
                    const char *format, ...) {
  struct str what = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&what, format, args);
  va_end(args);
  faults_add(faults, map->table.file, row->line, column, "%s", str_text(&what));
  str_free(&what);
}

static const char *field_header(const struct reading *reading, enum field field) {
  int column = reading->columns[field];
  return column == NONE ? field_names[field][0] : csv_header(&reading->map->table, column);
}

static bool find_fields(struct reading *reading) {
  const struct csv_table *table = &reading->map->table;
  size_t before = reading->faults->n;
  for (int f = 0; f < FIELDS; f++)
    reading->columns[f] = NONE;
  for (int c = 0; c < table->n_columns; c++) {
    bool known = false;
    for (int f = 0; f < FIELDS; f++)
      if (header_same(csv_header(table, c), field_names[f][0]) ||
          header_same(csv_header(table, c), field_names[f][1])) {
        reading->columns[f] = c;
        known = true;
      }
    if (!known)
      faults_add(reading->faults, table->file, 1, csv_header(table, c),
                 _("a map has the columns kind, column, source, rule, argument and note only"));
  }
  for (int f = 0; f < FIELD_NOTE; f++)
    if (reading->columns[f] == NONE)
      faults_add(reading->faults, table->file, 1, field_names[f][0], _("the column is missing"));
  return reading->faults->n == before;
}

static void refuse(const struct reading *reading, const struct map_row *row, enum field field, const char *what,
                   const char *const *known, size_t n_known) {
  const char *text = csv_cell(&reading->map->table, (size_t)(row - reading->map->rows.at), reading->columns[field]);
  struct str why = {0};
  str_addf(&why, _("there is no %s '%s'"), what, text);
  add_nearest(&why, text, known, n_known);
  file_map_fault(reading->map, row, field_header(reading, field), reading->faults, "%s", str_text(&why));
  str_free(&why);
}

static void read_kind(const struct reading *reading, struct map_row *row, const char *text) {
  const char *names[64];
  size_t n = 0;
  for (const struct kind *kind = kinds; kind->name && n < COUNT_OF(names); kind++)
    names[n++] = kind->name;
  row->kind = kind_find(text);
  if (!row->kind)
    refuse(reading, row, FIELD_KIND, _("KIND"), names, n);
}

static void read_column(const struct reading *reading, struct map_row *row, const char *text) {
  const char *names[COLUMNS_MAX];
  size_t n = 0;
  row->column = NONE;
  if (!row->kind || !*text)
    return;
  for (; row->kind->columns[n].name; n++)
    names[n] = row->kind->columns[n].name;
  row->column = batch_find_column(row->kind, text);
  if (row->column == NONE)
    refuse(reading, row, FIELD_COLUMN, row->kind->name, names, n);
}

static void read_rule(const struct reading *reading, struct map_row *row, const char *text) {
  const char *names[32];
  row->rule = map_rule_find(text);
  if (!row->rule)
    refuse(reading, row, FIELD_RULE, _("rule"), names, map_rule_names(names, COUNT_OF(names)));
}

static void expect_field(const struct reading *reading, const struct map_row *row, enum field field, bool there,
                         bool needed, bool allowed) {
  if (needed && !there)
    file_map_fault(reading->map, row, field_header(reading, field), reading->faults,
                   _("the rule %s needs something here"), row->rule->name);
  else if (there && !allowed)
    file_map_fault(reading->map, row, field_header(reading, field), reading->faults,
                   _("the rule %s takes nothing here"), row->rule->name);
}

static void check_row(const struct reading *reading, const struct map_row *row, bool names_column) {
  const struct map_rule *rule = row->rule;
  bool text = text_equal(rule->name, "text");
  struct str why = {0};
  expect_field(reading, row, FIELD_COLUMN, names_column, rule->column, !rule->whole_row);
  expect_field(reading, row, FIELD_SOURCE, *row->source, rule->source, !text && !text_equal(rule->name, "file"));
  expect_field(reading, row, FIELD_ARGUMENT, *row->argument, rule->argument,
               !text_equal(rule->name, "copy") && !text_equal(rule->name, "ignore"));
  if (rule->check && row->column != NONE && (*row->argument || !rule->argument) &&
      !rule->check(&row->kind->columns[row->column], row->argument, &why))
    file_map_fault(reading->map, row, field_header(reading, FIELD_ARGUMENT), reading->faults, "%s", str_text(&why));
  str_free(&why);
}

static void read_row(const struct reading *reading, size_t at) {
  const struct csv_table *table = &reading->map->table;
  struct map_row *row = &reading->map->rows.at[at];
  const char *column = csv_cell(table, at, reading->columns[FIELD_COLUMN]);
  *row = (struct map_row){.line = csv_line(table, at),
                          .source = csv_cell(table, at, reading->columns[FIELD_SOURCE]),
                          .argument = csv_cell(table, at, reading->columns[FIELD_ARGUMENT])};
  read_kind(reading, row, csv_cell(table, at, reading->columns[FIELD_KIND]));
  read_column(reading, row, column);
  read_rule(reading, row, csv_cell(table, at, reading->columns[FIELD_RULE]));
  if (row->kind && row->rule)
    check_row(reading, row, *column);
}

bool file_map_read(const char *path, struct file_map *map, struct faults *faults) {
  struct reading reading = {.map = map, .faults = faults};
  size_t before = faults->n;
  *map = (struct file_map){0};
  if (!csv_read(path, &map->table, faults) || !find_fields(&reading))
    return false;
  vec_reserve(&map->rows, map->table.n_rows);
  map->rows.n = map->table.n_rows;
  for (size_t r = 0; r < map->rows.n; r++)
    read_row(&reading, r);
  return faults->n == before;
}

void file_map_free(struct file_map *map) {
  csv_table_free(&map->table);
  vec_free(&map->rows);
  arena_free(&map->arena);
}
