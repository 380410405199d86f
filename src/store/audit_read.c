/* Reading the audit chain: what was done, and what it found and left. */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "audit.h"

enum { parts_most = 12 }; /* of a row, of which all changes are read where no patient is asked for */

struct reading {
  struct arena *arena;
  struct str patients;
  VEC(struct audit_change) changes;
};

/* --- Cells ------------------------------------------------------------------------------------------------------- */

static const struct column *find_column(const char *table, const char *name) {
  const struct kind *kind = kind_find(table);
  for (int c = 0; kind && c < kind_n_columns(kind); c++) {
    const struct column *column = &kind->columns[c];
    if (text_equal(column->sql ? column->sql : column->name, name))
      return column;
  }
  return NULL;
}

static const char *value_text(struct arena *arena, const cJSON *value) {
  if (!value || cJSON_IsNull(value))
    return NULL;
  if (cJSON_IsString(value))
    return said_words(arena, arena_strdup(arena, value->valuestring));
  return arena_printf(arena, "%.15g", value->valuedouble);
}

static struct audit_cell *cell_of(struct audit_change *change, const char *name, struct arena *arena) {
  for (int c = 0; c < change->n_cells; c++)
    if (text_equal(change->cells[c].name, name))
      return &change->cells[c];
  struct audit_cell *cell = &change->cells[change->n_cells++];
  cell->name = arena_strdup(arena, name);
  cell->column = find_column(change->table, name);
  return cell;
}

static void read_change(struct reading *at, const cJSON *json) {
  const cJSON *was = cJSON_GetObjectItemCaseSensitive(json, "was"), *is = cJSON_GetObjectItemCaseSensitive(json, "is");
  const cJSON *cell;
  struct audit_change change = {
      .table = arena_strdup(at->arena, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "table"))),
      .key = arena_strdup(at->arena, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "key"))),
      .how = !was  ? AUDIT_CAME
             : !is ? AUDIT_WENT
                   : AUDIT_CHANGED,
  };
  if (!change.table || !change.key)
    return;
  change.cells =
      arena_alloc(at->arena, (size_t)(cJSON_GetArraySize(was) + cJSON_GetArraySize(is) + 1) * sizeof *change.cells);
  cJSON_ArrayForEach(cell, was) {
    cell_of(&change, cell->string, at->arena)->was = value_text(at->arena, cell);
  }
  cJSON_ArrayForEach(cell, is) {
    cell_of(&change, cell->string, at->arena)->is = value_text(at->arena, cell);
  }
  vec_push(&at->changes, change);
}

/* --- Parts ------------------------------------------------------------------------------------------------------- */

static void keep_text(struct arena *arena, const cJSON *body, const char *name, const char **out) {
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, name));
  if (text_is_empty(*out) && text)
    *out = said_words(arena, arena_strdup(arena, text));
}

/* "queue: came 15, changed 0, went 0", for what was too much to keep. */
static void keep_counts(struct arena *arena, const cJSON *body, const char **label) {
  const cJSON *count;
  struct str text = {0};
  str_add(&text, *label);
  cJSON_ArrayForEach(count, cJSON_GetObjectItemCaseSensitive(body, "counts")) {
    str_addf(&text, _("; %s: %.0f came, %.0f changed, %.0f went"), count->string,
             cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(count, "came")),
             cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(count, "changed")),
             cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(count, "went")));
  }
  if (cJSON_GetObjectItemCaseSensitive(body, "counts"))
    *label = arena_strdup(arena, str_text(&text));
  str_free(&text);
}

static void read_body(struct reading *at, const struct audit_question *question, struct audit_line *line,
                      const char *body, bool changes) {
  const cJSON *change;
  cJSON *json = cJSON_Parse(body);
  keep_text(at->arena, json, "subject", &line->subject);
  keep_text(at->arena, json, "label", &line->label);
  keep_counts(at->arena, json, &line->label);
  line->taken += cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(json, "parts"));
  const cJSON *all = cJSON_GetObjectItemCaseSensitive(json, "changes");
  const cJSON *shown = changes ? all : NULL;
  line->more = line->more || (!changes && all && !question->patient);
  cJSON_ArrayForEach(change, shown) {
    read_change(at, change);
  }
  cJSON_Delete(json);
}

/* The parts about one patient and those about none, or all of a row that has not too many. */
static bool read_parts(struct store *store, const struct audit_question *question, struct reading *at,
                       struct audit_line *line, struct error *err) {
  struct query query;
  at->changes.n = 0;
  str_clear(&at->patients);
  QUERY(&query, store, err, "SELECT patient, body FROM audit_parts WHERE id = ? ORDER BY part", as_number(line->id));
  while (query_next(&query)) {
    const char *patient = take_reference(&query, at->arena), *body = peek_text(&query);
    bool wanted = question->patient ? text_equal(patient, question->patient) : line->parts <= parts_most;
    line->erased += !body;
    if (patient && (!question->patient || wanted))
      str_addf(&at->patients, "%s%s", at->patients.n ? " " : "", patient);
    if (body && (wanted || !patient))
      read_body(at, question, line, body, wanted);
    else
      line->more = line->more || (body && !question->patient);
  }
  line->patients = arena_strdup(at->arena, str_text(&at->patients));
  struct audit_change *changes = at->changes.at;
  line->n_changes = (int)at->changes.n;
  line->changes = to_arena(at->arena, changes, at->changes.n, sizeof *changes);
  return query_end(&query);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

#define COLUMNS "a.id, a.at, a.machine_at, a.actor, a.account, a.place, a.what, a.parts"
#define CONDITION                                                                                                      \
  " (?2 IS NULL OR instr(' ' || ?2 || ' ', ' ' || actor || ' ')) AND a.at >= ?3 AND a.at < ?4 ORDER BY a.id DESC "     \
  "LIMIT ?5"

static void take_line(struct query *query, struct audit_line *line, struct arena *arena) {
  *line = (struct audit_line){.subject = "", .label = ""};
  line->id = take_number(query, 0);
  line->at = take_number(query, 0);
  line->machine_at = take_number(query, 0);
  line->actor = take_text(query, arena);
  line->account = take_text(query, arena);
  line->place = take_text(query, arena);
  line->what = take_text(query, arena);
  line->parts = take_number(query, 0);
}

bool store_audit_lines(struct store *store, const struct audit_question *question, struct arena *arena,
                       struct audit_line **out, int *n, struct error *err) {
  struct query query;
  struct reading at = {.arena = arena};
  VEC(struct audit_line) lines = {0};
  QUERY(&query, store, err,
        question->patient ? "SELECT " COLUMNS " FROM audit AS a WHERE id IN (SELECT id FROM audit_parts WHERE "
                            "patient = ?1 UNION ALL SELECT id FROM audit_parts JOIN audit USING (id) WHERE what = "
                            "'erased' AND (body ->> 'subject' = ?1 OR body -> 'rows' IS NOT NULL)) AND" CONDITION
                          : "SELECT " COLUMNS " FROM audit AS a WHERE ?1 IS NULL AND" CONDITION,
        as_reference(question->patient), as_reference(question->actors),
        as_number(question->from == DATE_NONE ? INT64_MIN : instant_of(question->from, 0)),
        as_number(question->to == DATE_NONE ? INT64_MAX : instant_of(question->to + 1, 0)), as_number(question->limit));
  while (query_next(&query))
    take_line(&query, vec_add(&lines), arena);
  bool done = query_end(&query);
  for (size_t i = 0; done && i < lines.n; i++)
    done = read_parts(store, question, &at, &lines.at[i], err);
  KEEP(arena, lines, out, n);
  vec_free(&at.changes);
  str_free(&at.patients);
  return done;
}

bool store_audit_spelling(struct store *store, bool patient, const char *name, struct arena *arena, const char **out,
                          struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        patient ? "SELECT patient FROM patients WHERE patient = ?1 COLLATE NOCASE UNION ALL SELECT DISTINCT patient "
                  "FROM audit_parts WHERE patient = ?1 COLLATE NOCASE LIMIT 1"
                : "SELECT staff FROM staff WHERE staff = ?1 COLLATE NOCASE UNION ALL SELECT ifnull(staff, account) "
                  "FROM accounts WHERE account = ?1 COLLATE NOCASE OR os_user = ?1 COLLATE NOCASE UNION ALL SELECT "
                  "actor FROM audit WHERE actor = ?1 COLLATE NOCASE LIMIT 1",
        as_text(name));
  *out = query_next(&query) ? take_text(&query, arena) : NULL;
  return query_end(&query);
}
