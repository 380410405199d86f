/* What is allowed and yet looks like a slip: told with the import, which stands. */
#include "remarks.h"

#include <string.h>

enum { remarks_most = 20 };

/* Remarks of one import; past the most of a sort they are counted. */
struct remarks {
  struct intake *intake;
  struct effects *effects;
  int told, left;
};

/* One row's remark, with where it stands: in a file's line, or, typed in, in the record itself. */
static void tell(struct remarks *remarks, const struct batch_row *row, const char *remark) {
  if (row->line > 0)
    effects_add(remarks->effects, _("%s:%zu: warning: %s"), row->batch->table.file, row->line, remark);
  else
    effects_add(remarks->effects, _("%s: warning: %s"), row->batch->table.file, remark);
}

static void tell_left(struct remarks *remarks) {
  if (remarks->left)
    effects_add(remarks->effects, trn("and %d more row like these", "and %d more rows like these", remarks->left),
                remarks->left);
  remarks->told = remarks->left = 0;
}

static bool may_tell(struct remarks *remarks) {
  bool may = remarks->told < remarks_most;
  remarks->told += may;
  remarks->left += !may;
  return may;
}

static void each_row_of(struct remarks *remarks, const char *kind, void *context,
                        void (*look)(struct remarks *remarks, const struct batch_row *row, void *context)) {
  for (size_t b = 0; b < remarks->intake->batches.n; b++)
    for (size_t r = 0; r < remarks->intake->batches.at[b]->n_rows; r++)
      if (text_equal(remarks->intake->batches.at[b]->kind->name, kind) && remarks->intake->batches.at[b]->rows[r].news)
        look(remarks, &remarks->intake->batches.at[b]->rows[r], context);
  tell_left(remarks);
}

/* --- Places ------------------------------------------------------------------------------------------------------- */

static void look_at_place(struct remarks *remarks, const struct batch_row *row, void *context) {
  struct str text = {0};
  place_check_tell(context, row->cells, &text);
  for (const char *line = str_text(&text); *line; line += strcspn(line, "\n") + 1)
    if (may_tell(remarks)) {
      struct str one = {0};
      str_addn(&one, line, strcspn(line, "\n"));
      tell(remarks, row, str_text(&one));
      str_free(&one);
    }
  str_free(&text);
}

static bool remark_places(struct remarks *remarks, struct error *err) {
  struct place_check *check;
  if (!place_check_read(remarks->intake->store, &check, err))
    return false;
  each_row_of(remarks, "patients", check, look_at_place);
  place_check_free(check);
  return true;
}

/* --- Codes -------------------------------------------------------------------------------------------------------- */

struct code_check {
  const struct code_table *known;
  struct map told;
};

static void look_at_code(struct remarks *remarks, const struct batch_row *row, void *context) {
  struct code_check *check = context;
  const char *code = row_cell(row, "code");
  if (code_find(check->known, code) != NONE || map_set(&check->told, code, row) || !may_tell(remarks))
    return;
  const char *near = dispatch_nearest_code(check->known, code);
  struct str remark = {0};
  str_addf(&remark,
           near ? _("no criterion knows the code '%s' (did you mean '%s'?)") : _("no criterion knows the code '%s'"),
           code, near);
  tell(remarks, row, str_text(&remark));
  str_free(&remark);
}

static bool remark_codes(struct remarks *remarks, struct error *err) {
  struct code_table *known = code_table_new();
  struct code_check check = {.known = known};
  bool done = dispatch_named_codes(remarks->intake->store, known, err);
  if (done)
    each_row_of(remarks, "needs", &check, look_at_code);
  map_free(&check.told);
  code_table_free(known);
  return done;
}

static bool has_rows_of(const struct intake *intake, const char *kind) {
  for (size_t b = 0; b < intake->batches.n; b++)
    if (text_equal(intake->batches.at[b]->kind->name, kind))
      return true;
  return false;
}

bool remarks_tell(struct intake *intake, struct effects *effects, struct error *err) {
  struct remarks remarks = {.intake = intake, .effects = effects};
  return (!has_rows_of(intake, "patients") || remark_places(&remarks, err)) &&
         (!has_rows_of(intake, "needs") || remark_codes(&remarks, err));
}
