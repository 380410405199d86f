/* What rows must hold together: one row for each key, and references that lead somewhere. */
#include <string.h>

#include "batch.h"
#include "cell.h"

/* --- Keys --------------------------------------------------------------------------------------------------------- */

static const char *line_key(struct intake *intake, const struct kind *kind, const char *key) {
  return arena_printf(&intake->arena, "%s %s", kind->name, key);
}

const struct batch_row *intake_row(struct intake *intake, const struct kind *kind, const char *key) {
  return map_get(&intake->lines, line_key(intake, kind, key));
}

/* The column that counts rows that are otherwise equal, or NONE. */
static int counted_column(const struct kind *kind) {
  for (int c = 0; kind->columns[c].name; c++)
    if (kind->columns[c].flags & COLUMN_COUNTED)
      return c;
  return NONE;
}

/* Rows that are otherwise equal are the first, the second, ... */
static void count_row(struct intake *intake, struct batch_row *row) {
  int counted = counted_column(row->batch->kind);
  if (counted == NONE)
    return;
  const char *key = line_key(intake, row->batch->kind, row->key);
  const int *before = map_get(&intake->counts, key);
  int *count = arena_alloc(&intake->arena, sizeof *count);
  *count = before ? *before + 1 : 1;
  map_set(&intake->counts, key, count);
  row->cells[counted] = arena_printf(&intake->arena, "%d", *count);
  batch_row_set_key(intake, row);
}

/* Whether the program will give the row its id. */
static bool lacks_id(const struct batch_row *row) {
  const struct column *columns = row->batch->kind->columns;
  for (int c = 0; columns[c].name; c++)
    if (columns[c].flags & COLUMN_NEWEST && text_is_empty(row->cells[c]))
      return true;
  return false;
}

static void register_row(struct intake *intake, struct batch_row *row) {
  const struct kind *kind = row->batch->kind;
  if (lacks_id(row))
    return;
  count_row(intake, row);
  const char *key = line_key(intake, kind, row->key);
  const struct batch_row *before = map_get(&intake->lines, key);
  if (!before)
    map_set(&intake->lines, key, row);
  else if (before->batch == row->batch)
    row_fault(intake, row, NONE, _("the %s '%s' stands on line %zu already"), _(kind->singular), row->key,
              before->line);
  else
    row_fault(intake, row, NONE, _("the %s '%s' stands in %s:%zu already"), _(kind->singular), row->key,
              before->batch->table.file, before->line);
}

/* --- What is known ------------------------------------------------------------------------------------------------ */

struct loading {
  struct intake *intake;
  const struct kind *kind;
  struct known *known;
};

static bool load_row(void *context, const char *const *cells) {
  struct loading *loading = context;
  struct arena *arena = &loading->intake->arena;
  int n = kind_n_columns(loading->kind);
  const char **kept = arena_alloc(arena, (size_t)n * sizeof *kept);
  for (int c = 0; c < n; c++)
    kept[c] = *cells[c] ? arena_strdup(arena, cells[c]) : "";
  map_set(&loading->known->rows, key_of_row(loading->intake, loading->kind, cells), kept);
  return true;
}

/* All rows of a KIND: first the store's, then those of the files over them. */
static struct known *load_known(struct intake *intake, const struct kind *kind) {
  struct known *known = &intake->known[kind - kinds];
  if (known->loaded)
    return known;
  known->loaded = true;
  struct loading loading = {.intake = intake, .kind = kind, .known = known};
  if (intake->failure.status == STATUS_OK)
    (void)!store_each_row(intake->store, kind, load_row, &loading, &intake->failure);
  for (size_t b = 0; b < intake->batches.n; b++)
    for (size_t r = 0; intake->batches.at[b]->kind == kind && r < intake->batches.at[b]->n_rows; r++) {
      struct batch_row *row = &intake->batches.at[b]->rows[r];
      map_set(&known->rows, row->key, row->cells);
    }
  return known;
}

const char *const *intake_find(struct intake *intake, const struct kind *kind, const char *key) {
  return map_get(&load_known(intake, kind)->rows, key);
}

/* --- References --------------------------------------------------------------------------------------------------- */

/* A place of the travel table is a patient or a team. */
static bool is_known(struct intake *intake, const char *ref, const char *id) {
  if (text_equal(ref, "places"))
    return is_known(intake, "patients", id) || is_known(intake, "teams", id);
  return intake_find(intake, kind_find(ref), id) != NULL;
}

static const char *what_is_referred_to(const char *ref) {
  return text_equal(ref, "places") ? _("patient or team") : _(kind_find(ref)->singular);
}

struct reference {
  struct intake *intake;
  const struct batch_row *row;
  int column;
  const char *ref;
};

static void check_reference(void *context, const char *id) {
  struct reference *reference = context;
  if (!is_known(reference->intake, reference->ref, id))
    row_fault(reference->intake, reference->row, reference->column, _("there is no %s '%s'"),
              what_is_referred_to(reference->ref), id);
}

/* The patient of a skill that holds for one alone. */
static void check_skill(void *context, const char *skill) {
  const char *patient = strchr(skill, '#');
  if (patient)
    check_reference(context, patient + 1);
}

static void check_references(struct intake *intake, const struct batch_row *row) {
  const struct column *columns = row->batch->kind->columns;
  for (int c = 0; columns[c].name; c++) {
    if (text_is_empty(row->cells[c]))
      continue;
    struct reference reference = {.intake = intake, .row = row, .column = c, .ref = columns[c].ref};
    if (columns[c].type == COLUMN_REF)
      check_reference(&reference, row->cells[c]);
    else if (columns[c].type == COLUMN_REFS)
      each_word(row->cells[c], check_reference, &reference);
    else if (columns[c].type == COLUMN_SKILLS) {
      reference.ref = "patients";
      each_word(row->cells[c], check_skill, &reference);
    }
  }
}

/* --- Everything --------------------------------------------------------------------------------------------------- */

static void each_row(struct intake *intake, void (*check)(struct intake *intake, struct batch_row *row)) {
  for (size_t b = 0; b < intake->batches.n; b++)
    for (size_t r = 0; r < intake->batches.at[b]->n_rows; r++)
      check(intake, &intake->batches.at[b]->rows[r]);
}

static void check_row(struct intake *intake, struct batch_row *row) {
  check_references(intake, row);
  if (!row->faulty)
    check_row_rules(intake, row);
}

bool intake_check(struct intake *intake, struct error *err) {
  each_row(intake, register_row);
  each_row(intake, check_row);
  if (intake->failure.status == STATUS_OK)
    return true;
  return error_set(err, intake->failure.status, "%s", intake->failure.text);
}
