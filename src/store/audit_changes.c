/* What a transaction changed, as parts of a row of the audit chain: for each patient what was there before and after.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "audit.h"

/* Above it (an import of years) only how many rows of each table, and the hash of the change set. */
enum { changes_most = 4 << 20, columns_most = 64 };

/* What may not stand in a log: that it changed is enough. */
static const struct { const char *table, *column; } secrets[] = {{"patients", "door_code"}, {"accounts", "password"}};

struct table {
  const char *name;
  const char **columns;
  bool *is_secret;
  int n_columns, patient; /* the column of the patient; NONE */
  const char *lookup;     /* SQL: the patient of the row with this key */
  int inserted, updated, deleted;
};

/* The part of one patient, or of nobody. */
struct part {
  const char *patient; /* NULL */
  cJSON *changes;      /* an array; NULL while there is none */
};

struct reading {
  struct store *store;
  struct arena arena;
  bool whole; /* with every row, not only counts */
  struct map tables, parts;
  VEC(struct table *) all_tables;
  VEC(struct part *) all_parts; /* the first is nobody's */
  struct error *err;
};

/* One row of the change set. */
struct change {
  sqlite3_changeset_iter *iter;
  struct table *table;
  const unsigned char *is_key;
  int operation;
};

/* --- Tables ------------------------------------------------------------------------------------------------------ */

static bool is_secret(const char *table, const char *column) {
  for (size_t i = 0; i < COUNT_OF(secrets); i++)
    if (text_equal(secrets[i].table, table) && text_equal(secrets[i].column, column))
      return true;
  return false;
}

static bool read_columns(struct reading *at, struct table *table, struct str *lookup) {
  struct query query;
  int n_keys = 0;
  QUERY(&query, at->store, at->err, "SELECT name, pk FROM pragma_table_info(?)", as_text(table->name));
  while (query_next(&query)) {
    const char *name = take_text(&query, &at->arena);
    if (table->n_columns == columns_most)
      continue;
    if (take_int(&query, 0)) {
      str_addf(lookup, "%s\"%s\" = ?%d", n_keys ? " AND " : "", name, n_keys + 1);
      n_keys++;
    }
    if (text_equal(name, "patient"))
      table->patient = table->n_columns;
    table->is_secret[table->n_columns] = is_secret(table->name, name);
    table->columns[table->n_columns++] = name;
  }
  return query_end(&query);
}

static struct table *find_table(struct reading *at, const char *name) {
  struct table *table = (struct table *)map_get(&at->tables, name);
  struct str lookup = {0};
  if (table)
    return table;
  table = arena_alloc(&at->arena, sizeof *table);
  *table = (struct table){.name = arena_strdup(&at->arena, name), .patient = NONE};
  table->columns = arena_alloc(&at->arena, columns_most * sizeof *table->columns);
  table->is_secret = arena_alloc(&at->arena, columns_most * sizeof *table->is_secret);
  str_addf(&lookup, "SELECT patient FROM \"%s\" WHERE ", name);
  bool read = read_columns(at, table, &lookup);
  table->lookup = arena_strdup(&at->arena, str_text(&lookup));
  str_free(&lookup);
  map_set(&at->tables, table->name, table);
  vec_push(&at->all_tables, table);
  return read ? table : NULL;
}

/* --- Values ------------------------------------------------------------------------------------------------------ */

static sqlite3_value *old_value(const struct change *change, int column) {
  sqlite3_value *value = NULL;
  if (change->operation != SQLITE_INSERT)
    sqlite3changeset_old(change->iter, column, &value);
  return value;
}

static sqlite3_value *new_value(const struct change *change, int column) {
  sqlite3_value *value = NULL;
  if (change->operation != SQLITE_DELETE)
    sqlite3changeset_new(change->iter, column, &value);
  return value;
}

static const char *text_of(sqlite3_value *value) {
  if (!value || sqlite3_value_type(value) == SQLITE_NULL)
    return NULL;
  const char *text = (const char *)sqlite3_value_text(value);
  if (!text)
    mem_exhausted();
  return text;
}

static cJSON *value_json(sqlite3_value *value) {
  switch (sqlite3_value_type(value)) {
  case SQLITE_NULL:
    return cJSON_CreateNull();
  case SQLITE_INTEGER:
    return cJSON_CreateNumber((double)sqlite3_value_int64(value));
  case SQLITE_FLOAT:
    return cJSON_CreateNumber(sqlite3_value_double(value));
  default:
    return cJSON_CreateString(text_of(value));
  }
}

/* The cells of one side that say something: all of a row that came or went, of another those that changed. */
static cJSON *side_json(const struct change *change, sqlite3_value *(*side)(const struct change *, int)) {
  cJSON *cells = cJSON_CreateObject();
  for (int c = 0; c < change->table->n_columns; c++) {
    sqlite3_value *value = side(change, c);
    bool is_same = change->operation == SQLITE_UPDATE && change->is_key[c];
    bool is_empty = change->operation != SQLITE_UPDATE && text_is_empty(text_of(value));
    if (value && !is_same && !is_empty)
      cJSON_AddItemToObject(cells, change->table->columns[c],
                            change->table->is_secret[c] ? cJSON_CreateString(AUDIT_SECRET) : value_json(value));
  }
  return cells;
}

static cJSON *change_json(const struct change *change) {
  struct str key = {0};
  cJSON *json = cJSON_CreateObject();
  for (int c = 0; c < change->table->n_columns; c++) {
    sqlite3_value *value = change->is_key[c] ? old_value(change, c) : NULL;
    if (change->is_key[c] && !value)
      value = new_value(change, c);
    const char *text = value ? text_of(value) : NULL;
    if (change->is_key[c])
      str_addf(&key, "%s%s", key.n ? " " : "", text ? text : "");
  }
  cJSON_AddStringToObject(json, "table", change->table->name);
  cJSON_AddStringToObject(json, "key", str_text(&key));
  if (change->operation != SQLITE_INSERT)
    cJSON_AddItemToObject(json, "was", side_json(change, old_value));
  if (change->operation != SQLITE_DELETE)
    cJSON_AddItemToObject(json, "is", side_json(change, new_value));
  str_free(&key);
  return json;
}

/* --- Patients ---------------------------------------------------------------------------------------------------- */

static struct part *part_of(struct reading *at, const char *patient) {
  struct part *part = (struct part *)map_get(&at->parts, patient ? patient : "");
  if (part)
    return part;
  part = arena_alloc(&at->arena, sizeof *part);
  part->patient = arena_strdup(&at->arena, patient);
  map_set(&at->parts, patient ? part->patient : "", part);
  vec_push(&at->all_parts, part);
  return part;
}

/* Of a row whose patient is the same after the change and no part of its key: it stands in the row. */
static bool look_patient_up(struct reading *at, const struct change *change, struct str *out) {
  sqlite3_stmt *lookup = sql_statement(at->store, change->table->lookup, at->err);
  if (!lookup)
    return false;
  int parameter = 0;
  for (int c = 0; c < change->table->n_columns; c++)
    if (change->is_key[c] && sqlite3_bind_value(lookup, ++parameter, old_value(change, c)) != SQLITE_OK)
      mem_exhausted();
  int code = sqlite3_step(lookup);
  const char *patient = code == SQLITE_ROW ? (const char *)sqlite3_column_text(lookup, 0) : NULL;
  if (patient)
    str_add(out, patient);
  sqlite3_reset(lookup);
  sqlite3_clear_bindings(lookup);
  return code == SQLITE_ROW || code == SQLITE_DONE || sql_fail(at->store, at->err);
}

static void add_change(struct reading *at, const char *patient, const struct change *change) {
  struct part *part = part_of(at, text_is_empty(patient) ? NULL : patient);
  if (!at->whole)
    return;
  if (!part->changes)
    part->changes = cJSON_CreateArray();
  cJSON_AddItemToArray(part->changes, change_json(change));
}

/* A row that goes from one patient to another concerns both. */
static bool note_change(struct reading *at, const struct change *change) {
  int column = change->table->patient;
  const char *was = column == NONE ? NULL : text_of(old_value(change, column));
  const char *is = column == NONE ? NULL : text_of(new_value(change, column));
  struct str found = {0};
  bool looked = true;
  if (column != NONE && !was && !is && change->operation == SQLITE_UPDATE)
    looked = look_patient_up(at, change, &found);
  if (found.n)
    was = str_text(&found);
  add_change(at, was ? was : is, change);
  if (was && is && strcmp(was, is) != 0)
    add_change(at, is, change);
  str_free(&found);
  return looked;
}

/* --- The change set ---------------------------------------------------------------------------------------------- */

static bool next_change(struct reading *at, sqlite3_changeset_iter *iter, struct change *out) {
  const char *name = NULL;
  int n = 0, indirect = 0;
  *out = (struct change){.iter = iter};
  sqlite3changeset_op(iter, &name, &n, &out->operation, &indirect);
  sqlite3changeset_pk(iter, (unsigned char **)&out->is_key, &n);
  out->table = find_table(at, name);
  if (!out->table)
    return false;
  out->table->n_columns = n < out->table->n_columns ? n : out->table->n_columns;
  out->table->inserted += out->operation == SQLITE_INSERT;
  out->table->updated += out->operation == SQLITE_UPDATE;
  out->table->deleted += out->operation == SQLITE_DELETE;
  return true;
}

static bool read_changes(struct reading *at, const void *changes, int size) {
  sqlite3_changeset_iter *iter = NULL;
  struct change change;
  int code = sqlite3changeset_start(&iter, size, (void *)changes);
  if (code != SQLITE_OK)
    return session_fail(at->store, code, at->err);
  bool done = true;
  while (done && sqlite3changeset_next(iter) == SQLITE_ROW)
    done = next_change(at, iter, &change) && note_change(at, &change);
  code = sqlite3changeset_finalize(iter);
  return done && (code == SQLITE_OK || session_fail(at->store, code, at->err));
}

/* --- Parts ------------------------------------------------------------------------------------------------------- */

static void add_counts(const struct reading *at, cJSON *body, const void *changes, int size) {
  unsigned char hash[AUDIT_HASH];
  char hex[2 * AUDIT_HASH + 1];
  cJSON *counts = cJSON_AddObjectToObject(body, "counts");
  for (size_t i = 0; i < at->all_tables.n; i++) {
    const struct table *table = at->all_tables.at[i];
    cJSON *count = cJSON_AddObjectToObject(counts, table->name);
    cJSON_AddNumberToObject(count, "came", table->inserted);
    cJSON_AddNumberToObject(count, "changed", table->updated);
    cJSON_AddNumberToObject(count, "went", table->deleted);
  }
  crypto_generichash(hash, sizeof hash, changes, (unsigned long long)size, NULL, 0);
  cJSON_AddStringToObject(body, "changes_hash", sodium_bin2hex(hex, sizeof hex, hash, sizeof hash));
}

/* Whether the id stands in the text by itself: P1 is not named by "P12". */
static bool is_named(const char *text, const char *id) {
  size_t length = strlen(id);
  bool named = false;
  for (const char *at = text; !named && (at = strstr(at, id)); at += length)
    named = (at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[length]);
  return named;
}

/* A label that names a patient, or a change of one alone, is that patient's, to be erased with the rest. */
static int part_of_label(const struct reading *at, struct part *const *parts, int n) {
  for (int i = 0; i < n; i++)
    if (parts[i]->patient && is_named(str_text(&at->store->label), parts[i]->patient))
      return i;
  return 0;
}

static bool write_parts(struct reading *at, const void *changes, int size) {
  struct part **parts = at->all_parts.at;
  size_t first = at->whole && at->all_parts.n == 2 && !parts[0]->changes ? 1 : 0;
  int n = (int)(at->all_parts.n - first);
  struct audit_part *out = mem_alloc_array((size_t)n, sizeof *out);
  int label = part_of_label(at, parts + first, n);
  for (int i = 0; i < n; i++) {
    struct part *part = parts[(size_t)i + first];
    cJSON *body = cJSON_CreateObject();
    if (i == label)
      cJSON_AddStringToObject(body, "label", str_text(&at->store->label));
    if (i == 0 && !at->whole)
      add_counts(at, body, changes, size);
    if (part->changes)
      cJSON_AddItemToObject(body, "changes", part->changes);
    part->changes = NULL;
    out[i] = (struct audit_part){part->patient, cJSON_PrintUnformatted(body)};
    cJSON_Delete(body);
  }
  bool done = audit_append(at->store, at->store->actor, at->store->audit.what, out, n, at->err);
  for (int i = 0; i < n; i++)
    cJSON_free((char *)out[i].body);
  free(out);
  return done;
}

bool audit_write_changes(struct store *store, const void *changes, int size, struct error *err) {
  struct reading at = {.store = store, .whole = size <= changes_most, .err = err};
  if (size == 0)
    return true;
  part_of(&at, NULL);
  bool done = read_changes(&at, changes, size) && write_parts(&at, changes, size);
  for (size_t i = 0; i < at.all_parts.n; i++)
    cJSON_Delete(at.all_parts.at[i]->changes);
  vec_free(&at.all_parts);
  vec_free(&at.all_tables);
  map_free(&at.parts);
  map_free(&at.tables);
  arena_free(&at.arena);
  return done;
}
