/* Applying a map: row by row, from the cells of another system's file to those of a KIND. */
#include "map.h"

#include <stdlib.h>
#include <string.h>

#include "batch.h"

enum { pieces_most = 64 };

/* What fills one column of the KIND. */
struct target {
  int column;
  const struct map_row *first;
  int source; /* column of the file; NONE = the first rule is `text` */
  VEC(struct map_step) steps;
};

struct skip {
  const struct map_row *row;
  int source;
  const char *folded;
  size_t n;
};

struct applying {
  const struct file_map *map;
  const struct kind *kind;
  const struct csv_table *table;
  struct faults *faults;
  struct arena *arena;  /* lives as long as the rows */
  struct arena scratch; /* of one row */
  const char **makers;  /* for each row of the map: the rule in words, once a cell needed it */
  VEC(struct target) targets;
  VEC(struct skip) skips;
  bool *used; /* for each column of the file: the map says something about it */
  bool failed;
};

/* --- What the map means for this file ----------------------------------------------------------------------------- */

static int find_source(struct applying *applying, const struct map_row *row, const char *name) {
  for (int c = 0; c < applying->table->n_columns; c++)
    if (header_same(csv_header(applying->table, c), name)) {
      applying->used[c] = true;
      return c;
    }
  file_map_fault(applying->map, row, name, applying->faults, _("%s has no such column"), applying->table->file);
  applying->failed = true;
  return NONE;
}

static struct target *target_of(struct applying *applying, int column) {
  for (size_t t = 0; t < applying->targets.n; t++)
    if (applying->targets.at[t].column == column)
      return &applying->targets.at[t];
  return NULL;
}

struct names {
  struct applying *applying;
  const struct map_row *row;
};

static void use_name(void *context, const char *name) {
  struct names *names = context;
  find_source(names->applying, names->row, name);
}

static struct target *begin_target(struct applying *applying, const struct map_row *row) {
  struct target *target = vec_add(&applying->targets);
  struct names names = {.applying = applying, .row = row};
  *target = (struct target){.column = row->column, .first = row, .source = NONE};
  if (text_equal(row->rule->name, "text")) {
    map_each_name(row->argument, use_name, &names);
  } else if (*row->source) {
    target->source = find_source(applying, row, row->source);
  } else {
    file_map_fault(applying->map, row, row->rule->name, applying->faults,
                   _("the first rule of '%s' names its source, or is text"), applying->kind->columns[row->column].name);
    applying->failed = true;
  }
  return target;
}

static void add_word(struct applying *applying, struct map_step *step, const struct map_row *row) {
  const char *equals = strrchr(row->argument, '=');
  const char *from = arena_printf(applying->arena, "%.*s", (int)(equals - row->argument), row->argument);
  if (text_equal(from, "*"))
    step->others = row;
  else
    map_set(&step->words, map_fold(applying->arena, from), row);
}

static void add_step(struct applying *applying, struct target *target, const struct map_row *row) {
  bool value = text_equal(row->rule->name, "value");
  struct map_step *last = target->steps.n ? &target->steps.at[target->steps.n - 1] : NULL;
  bool more_words = value && last && text_equal(last->row->rule->name, "value");
  struct map_step *step = more_words ? last : vec_add(&target->steps);
  if (!more_words)
    *step = (struct map_step){.row = row, .column = &applying->kind->columns[target->column]};
  if (value)
    add_word(applying, step, row);
}

static void take_cell_rule(struct applying *applying, const struct map_row *row) {
  struct target *target = target_of(applying, row->column);
  if (!target) {
    target = begin_target(applying, row);
  } else if (text_equal(row->rule->name, "text") || (*row->source && !text_equal(row->source, target->first->source))) {
    file_map_fault(applying->map, row, row->source, applying->faults,
                   _("'%s' is taken from elsewhere on line %zu already: the rule text joins several columns"),
                   applying->kind->columns[row->column].name, target->first->line);
    applying->failed = true;
  }
  if (row->rule->apply || text_equal(row->rule->name, "several"))
    add_step(applying, target, row);
}

static void take_rule(struct applying *applying, const struct map_row *row) {
  if (!row->rule->whole_row) {
    take_cell_rule(applying, row);
  } else if (text_equal(row->rule->name, "skip")) {
    struct skip *skip = vec_add(&applying->skips);
    *skip = (struct skip){.row = row,
                          .source = find_source(applying, row, row->source),
                          .folded = map_fold(applying->arena, row->argument)};
  } else if (text_equal(row->rule->name, "ignore")) {
    for (int c = 0; c < applying->table->n_columns; c++)
      applying->used[c] |= header_same(csv_header(applying->table, c), row->source);
  }
}

/* A column that the map does not name and that is called as ours is taken as it is. */
static void take_column_by_name(struct applying *applying, int c, bool ignore_unknown) {
  const char *header = csv_header(applying->table, c);
  int column = batch_find_column(applying->kind, header);
  if (column != NONE && !target_of(applying, column))
    *vec_add(&applying->targets) = (struct target){.column = column, .source = c};
  else if (!ignore_unknown)
    faults_add(applying->faults, applying->table->file, 1, header,
               _("%s says nothing about it: add the row %s%c%c%s%cignore%c to leave it out"), applying->map->table.file,
               applying->kind->name, applying->map->table.delimiter, applying->map->table.delimiter, header,
               applying->map->table.delimiter, applying->map->table.delimiter);
}

/* A column that the map leaves out keeps what the store has; one that may not be empty has to come from somewhere. */
static void expect_needed(struct applying *applying) {
  const struct column *columns = applying->kind->columns;
  for (int c = 0; columns[c].name; c++)
    if (columns[c].flags & COLUMN_REQUIRED && !target_of(applying, c)) {
      faults_add(applying->faults, applying->map->table.file, 0, NULL,
                 _("no row says what the column '%s' of %s is to hold, which may not be empty (the rule text gives the "
                   "same to all)"),
                 columns[c].name, applying->kind->name);
      applying->failed = true;
    }
}

static void understand(struct applying *applying, bool ignore_unknown) {
  bool any = false;
  for (size_t r = 0; r < applying->map->rows.n; r++)
    if (applying->map->rows.at[r].kind == applying->kind) {
      any |= !text_equal(applying->map->rows.at[r].rule->name, "file");
      take_rule(applying, &applying->map->rows.at[r]);
    }
  if (!any) {
    faults_add(applying->faults, applying->map->table.file, 0, NULL, _("the map says nothing about %s"),
               applying->kind->name);
    applying->failed = true;
    return;
  }
  for (int c = 0; c < applying->table->n_columns; c++)
    if (!applying->used[c])
      take_column_by_name(applying, c, ignore_unknown);
  expect_needed(applying);
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

static const char *cell_of(struct applying *applying, size_t row, int column) {
  const char *cell = csv_cell(applying->table, row, column);
  size_t before = strspn(cell, " \t"), length = strlen(cell);
  while (length > before && strchr(" \t", cell[length - 1]))
    length--;
  return cell[length] || before ? arena_printf(&applying->scratch, "%.*s", (int)(length - before), cell + before)
                                : cell;
}

struct filling {
  struct applying *applying;
  size_t row;
  const char *name;
  const char *cell;
};

static void look_up(void *context, const char *name) {
  struct filling *filling = context;
  const struct csv_table *table = filling->applying->table;
  for (int c = 0; c < table->n_columns; c++)
    if (header_same(csv_header(table, c), name))
      filling->cell = cell_of(filling->applying, filling->row, c);
}

/* Adds a text with one blank where several would stand. */
static void add_squeezed(struct str *out, const char *text) {
  for (; *text; text++)
    if (*text != ' ' || (out->n && out->at[out->n - 1] != ' '))
      str_addc(out, *text);
}

/* "{Fornavn} {Etternavn}" with the row's cells; "" when it names cells and all are empty. */
static const char *fill_text(struct applying *applying, const char *form, size_t row) {
  struct str out = {0};
  bool names = false, filled = false;
  for (size_t length; *form; form += length) {
    struct filling filling = {.applying = applying, .row = row, .cell = ""};
    bool name = *form == '{';
    length = name ? strcspn(form, "}") + 1 : strcspn(form, "{");
    const char *piece = arena_printf(&applying->scratch, "%.*s", (int)length, form);
    if (name)
      map_each_name(piece, look_up, &filling);
    names |= name;
    filled |= name && *filling.cell;
    add_squeezed(&out, name ? filling.cell : piece);
  }
  while (out.n && out.at[out.n - 1] == ' ')
    out.at[--out.n] = '\0';
  const char *text = names && !filled ? "" : arena_strdup(&applying->scratch, str_text(&out));
  str_free(&out);
  return text;
}

struct value {
  const char *pieces[pieces_most];
  size_t n;
  const struct map_row *maker; /* the last row of the map that made something else of it; NULL = none did */
};

/* Parts the pieces where the text of `several` stands; false when there are too many. */
static bool part_pieces(struct applying *applying, struct value *value, const char *between) {
  struct value parted = {.maker = value->maker};
  for (size_t p = 0; p < value->n; p++)
    for (const char *at = value->pieces[p]; at;) {
      const char *end = strstr(at, between);
      size_t length = end ? (size_t)(end - at) : strlen(at), blank = strspn(at, " ");
      size_t trimmed = length;
      while (trimmed > blank && at[trimmed - 1] == ' ')
        trimmed--;
      if (trimmed > blank && parted.n == pieces_most)
        return false;
      if (trimmed > blank)
        parted.pieces[parted.n++] = arena_printf(&applying->scratch, "%.*s", (int)(trimmed - blank), at + blank);
      at = end ? end + strlen(between) : NULL;
    }
  *value = parted;
  return true;
}

/* The rules see no empty text, but for a row "=x" of value, which says what an empty one means. */
static const char *apply_step(struct applying *applying, const struct map_step *step, const char *text,
                              struct str *why) {
  if (*text)
    return step->row->rule->apply(step, text, &applying->scratch, why);
  const struct map_row *empty = map_get(&step->words, "");
  return empty ? strrchr(empty->argument, '=') + 1 : "";
}

/* Which row of the map did the step on a text. */
static const struct map_row *row_of_step(struct applying *applying, const struct map_step *step, const char *text) {
  bool value = text_equal(step->row->rule->name, "value");
  return value ? map_value_row(step, text, &applying->scratch) : step->row;
}

static bool do_step(struct applying *applying, const struct map_step *step, struct value *value, struct str *why) {
  if (!step->row->rule->apply)
    return part_pieces(applying, value, step->row->argument) ||
           str_refuse(why, _("more than %d values in a cell"), pieces_most);
  for (size_t p = 0; p < value->n; p++) {
    const char *before = value->pieces[p];
    value->pieces[p] = apply_step(applying, step, before, why);
    if (!value->pieces[p])
      return false;
    if (!text_equal(value->pieces[p], before))
      value->maker = row_of_step(applying, step, before);
  }
  return true;
}

static void add_cell(struct str *out, const struct value *value) {
  bool any = false;
  for (size_t p = 0; p < value->n; p++) {
    if (any && *value->pieces[p])
      str_addc(out, ' ');
    str_add(out, value->pieces[p]);
    any |= *value->pieces[p] != '\0';
  }
}

/* "map.csv:4: made by the rule value 'Spl=nurse' of the column role"; NULL of no rule. */
static const char *maker_words(struct applying *applying, const struct map_row *row) {
  if (!row)
    return NULL;
  const char **words = &applying->makers[row - applying->map->rows.at];
  if (!*words)
    *words =
        arena_printf(applying->arena, _("%s:%zu: made by the rule %s '%s' of the column %s"), applying->map->table.file,
                     row->line, row->rule->name, row->argument, applying->kind->columns[row->column].name);
  return *words;
}

static void map_cell(struct applying *applying, const struct target *target, size_t row, struct csv_table *out,
                     struct map_result *result) {
  struct value value = {.n = 1, .maker = target->source == NONE ? target->first : NULL};
  struct str why = {0};
  value.pieces[0] = target->source != NONE ? cell_of(applying, row, target->source)
                                           : fill_text(applying, target->first->argument, row);
  const struct map_step *failed = NULL;
  for (size_t s = 0; !failed && s < target->steps.n; s++)
    if (!do_step(applying, &target->steps.at[s], &value, &why))
      failed = &target->steps.at[s];
  vec_push(&out->offsets, out->text.n);
  vec_push(&result->makers, failed ? NULL : maker_words(applying, value.maker));
  if (failed) {
    const char *name = target->source != NONE ? csv_header(applying->table, target->source)
                                              : applying->kind->columns[target->column].name;
    faults_add(applying->faults, applying->table->file, csv_line(applying->table, row), name, "%s (%s:%zu)",
               str_text(&why), applying->map->table.file, failed->row->line);
  } else {
    add_cell(&out->text, &value);
  }
  str_addc(&out->text, '\0');
  str_free(&why);
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static bool is_skipped(struct applying *applying, size_t row) {
  for (size_t s = 0; s < applying->skips.n; s++) {
    struct skip *skip = &applying->skips.at[s];
    if (!text_equal(map_fold(&applying->scratch, csv_cell(applying->table, row, skip->source)), skip->folded))
      continue;
    skip->n++;
    return true;
  }
  return false;
}

static void start_table(const struct applying *applying, struct csv_table *out) {
  *out = (struct csv_table){.file = mem_strdup(applying->table->file),
                            .delimiter = applying->table->delimiter,
                            .n_columns = (int)applying->targets.n};
  for (size_t t = 0; t < applying->targets.n; t++) {
    vec_push(&out->offsets, out->text.n);
    str_add(&out->text, applying->kind->columns[applying->targets.at[t].column].name);
    str_addc(&out->text, '\0');
  }
}

static void map_rows(struct applying *applying, struct csv_table *out, struct map_result *result) {
  start_table(applying, out);
  for (size_t r = 0; r < applying->table->n_rows; r++) {
    if (!is_skipped(applying, r)) {
      for (size_t t = 0; t < applying->targets.n; t++)
        map_cell(applying, &applying->targets.at[t], r, out, result);
      vec_push(&out->lines, csv_line(applying->table, r));
      out->n_rows++;
    }
    arena_free(&applying->scratch);
  }
}

static void tell(const struct applying *applying, struct map_result *result) {
  for (size_t t = 0; t < applying->targets.n; t++) {
    const struct target *target = &applying->targets.at[t];
    if (target->source != NONE)
      result->sources[target->column] = arena_strdup(applying->arena, csv_header(applying->table, target->source));
    else if (strchr(target->first->argument, '{'))
      result->sources[target->column] = arena_strdup(applying->arena, target->first->argument);
  }
  for (size_t s = 0; s < applying->skips.n; s++)
    if (applying->skips.at[s].n)
      str_addf(&result->passed_over, _("%s%s '%s': %zu"), result->passed_over.n ? ", " : "",
               applying->skips.at[s].row->source, applying->skips.at[s].row->argument, applying->skips.at[s].n);
}

static void stop_applying(struct applying *applying) {
  for (size_t t = 0; t < applying->targets.n; t++) {
    struct target *target = &applying->targets.at[t];
    for (size_t s = 0; s < target->steps.n; s++)
      map_free(&target->steps.at[s].words);
    vec_free(&target->steps);
  }
  vec_free(&applying->targets);
  vec_free(&applying->skips);
  free(applying->used);
  free(applying->makers);
}

void map_result_free(struct map_result *result) {
  vec_free(&result->makers);
  str_free(&result->passed_over);
}

bool file_map_apply(const struct file_map *map, const struct kind *kind, struct csv_table *table, bool ignore_unknown,
                    struct arena *arena, struct map_result *result, struct faults *faults) {
  struct applying applying = {.map = map, .kind = kind, .table = table, .faults = faults, .arena = arena};
  struct csv_table mapped;
  applying.used = mem_array(bool, (size_t)table->n_columns);
  applying.makers = mem_array(const char *, map->rows.n);
  understand(&applying, ignore_unknown);
  bool done = !applying.failed;
  if (done) {
    map_rows(&applying, &mapped, result);
    tell(&applying, result);
  }
  stop_applying(&applying);
  if (done) {
    csv_table_free(table);
    *table = mapped;
  }
  return done;
}
