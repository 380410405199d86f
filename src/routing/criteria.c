/* A version of the criteria in memory: rows with their conditions read. */
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "when.h"

struct criteria *criteria_new(struct code_table *codes) {
  struct criteria *criteria = mem_new(struct criteria);
  criteria->codes = codes;
  return criteria;
}

void criteria_free(struct criteria *criteria) {
  if (!criteria)
    return;
  vec_free(&criteria->rows);
  arena_free(&criteria->arena);
  free(criteria);
}

static bool id_is_taken(const struct criteria *criteria, const char *id) {
  for (size_t i = 0; i < criteria->rows.n; i++)
    if (text_equal(criteria->rows.at[i].id, id))
      return true;
  return false;
}

static const struct condition *keep_conditions(struct arena *arena, const struct condition *conditions, int n) {
  size_t size = (size_t)n * sizeof *conditions;
  if (size == 0)
    return NULL;
  return memcpy(arena_alloc(arena, size), conditions, size);
}

bool criteria_add(struct criteria *criteria, const char *id, enum outcome outcome, const char *when, int rank,
                  const char *rationale, const char *source, struct error *err) {
  if (text_is_empty(id))
    return error_set(err, STATUS_INPUT, _("the criterion has no id"));
  if (id_is_taken(criteria, id))
    return error_set(err, STATUS_INPUT, _("criterion '%s' stands twice in this version"), id);
  struct condition conditions[WHEN_MAX_CONDITIONS];
  int n;
  if (!when_parse(when ? when : "", criteria->codes, &criteria->arena, conditions, &n, err))
    return error_context(err, _("criterion '%s': when '%s':"), id, when);
  struct arena *arena = &criteria->arena;
  vec_push(&criteria->rows, (struct criterion){.id = arena_strdup(arena, id),
                                               .when = arena_strdup(arena, when ? when : ""),
                                               .rationale = arena_strdup(arena, rationale ? rationale : ""),
                                               .source = arena_strdup(arena, source ? source : ""),
                                               .outcome = outcome,
                                               .rank = rank,
                                               .conditions = keep_conditions(arena, conditions, n),
                                               .n_conditions = n});
  return true;
}

bool criteria_check_when(const char *when, struct error *err) {
  struct code_table *codes = code_table_new();
  struct arena arena = {0};
  struct condition conditions[WHEN_MAX_CONDITIONS];
  int n;
  bool ok = when_parse(when, codes, &arena, conditions, &n, err);
  arena_free(&arena);
  code_table_free(codes);
  return ok;
}

static const char *const signs[] = {
    [CONDITION_KNOWN] = "",      [CONDITION_UNKNOWN] = "",   [CONDITION_EQUAL] = "=",
    [CONDITION_AT_LEAST] = ">=", [CONDITION_AT_MOST] = "<=",
};

void condition_write(const struct condition *condition, const struct code_table *codes, struct str *out) {
  str_addf(out, "%s%s%s%s", condition->kind == CONDITION_UNKNOWN ? "!" : "", code_name(codes, condition->code),
           signs[condition->kind], condition->text ? condition->text : "");
}
