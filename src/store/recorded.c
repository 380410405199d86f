/* When rows were last written, read from the journal's change sets: for who asks what is new since a look. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

enum { columns_most = 64 };

/* A table whose rows are news of a patient. Lists of names are separated by one space; "" = none. */
struct watched {
  const char *table;
  const char *said;   /* columns that say what the row says */
  const char *end;    /* the column of its last day */
  const char *values; /* of the first of those: nothing else is news */
};
static const struct watched all_watched[] = {
    {"needs", "value", "until", ""},
    {"suspensions", "reason", "until", ""},
    {"reminders", "due text patient", "", ""},
    {"observations", "resp spo2 scale oxygen systolic pulse consciousness temp", "", ""},
    {"transfers", "state", "", "withdrawn"},
    {"visits", "state", "", "dropped not_done"},
};

/* While the journal is read. */
struct reading {
  struct arena *arena;
  bool is_said[COUNT_OF(all_watched)][columns_most];
  int first[COUNT_OF(all_watched)], end[COUNT_OF(all_watched)], patient[COUNT_OF(all_watched)]; /* columns or NONE */
  VEC(char *) newcomers; /* patients whom the change set brings */
  VEC(struct recorded) found;
};

/* --- Columns ----------------------------------------------------------------------------------------------------- */

static bool find_columns(struct store *store, struct reading *reading, int w, struct error *err) {
  const struct watched *watched = &all_watched[w];
  struct query query;
  reading->first[w] = reading->end[w] = reading->patient[w] = NONE;
  QUERY(&query, store, err, "SELECT cid, name FROM pragma_table_info(?)", as_text(watched->table));
  while (query_next(&query)) {
    int column = take_int(&query, NONE);
    const char *name = peek_text(&query);
    if (column < 0 || column >= columns_most)
      continue;
    reading->is_said[w][column] = text_has_word(watched->said, name);
    if (strncmp(watched->said, name, strlen(name)) == 0 && reading->is_said[w][column])
      reading->first[w] = column;
    if (text_equal(watched->end, name))
      reading->end[w] = column;
    if (text_equal(name, "patient"))
      reading->patient[w] = column;
  }
  return query_end(&query);
}

/* --- One change set ---------------------------------------------------------------------------------------------- */

/* A row of a change set. */
struct row {
  sqlite3_changeset_iter *iter;
  const char *table;
  int n_columns, operation;
};

/* A change set that is damaged is passed over; one that there is no memory to read is not. */
static bool begin_rows(struct row *row, int size, void *changes) {
  int code = sqlite3changeset_start(&row->iter, size, changes);
  if (code == SQLITE_NOMEM)
    mem_exhausted();
  return code == SQLITE_OK;
}

static void end_rows(struct row *row) {
  if (sqlite3changeset_finalize(row->iter) == SQLITE_NOMEM)
    mem_exhausted();
}

static bool next_row(struct row *row) {
  int indirect = 0;
  return sqlite3changeset_next(row->iter) == SQLITE_ROW &&
         sqlite3changeset_op(row->iter, &row->table, &row->n_columns, &row->operation, &indirect) == SQLITE_OK;
}

/* What the column became; NULL where it did not change (or became nothing: *changed tells). */
static const char *new_text(const struct row *row, int column, bool *changed) {
  sqlite3_value *value = NULL;
  *changed = column != NONE && sqlite3changeset_new(row->iter, column, &value) == SQLITE_OK && value != NULL;
  return *changed ? (const char *)sqlite3_value_text(value) : NULL;
}

static const char *key_of(const struct row *row, struct arena *arena) {
  unsigned char *is_key = NULL;
  int n = 0;
  struct str key = {0};
  sqlite3changeset_pk(row->iter, &is_key, &n);
  for (int i = 0; i < n; i++) {
    sqlite3_value *value = NULL;
    if (!is_key[i])
      continue;
    if (row->operation == SQLITE_INSERT)
      sqlite3changeset_new(row->iter, i, &value);
    else
      sqlite3changeset_old(row->iter, i, &value);
    const char *text = value ? (const char *)sqlite3_value_text(value) : NULL;
    str_addf(&key, "%s%s", key.n ? " " : "", text ? text : "");
  }
  const char *kept = arena_strdup(arena, str_text(&key));
  str_free(&key);
  return kept;
}

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Of a new row: whether its patient came with it. */
static bool is_of_newcomer(const struct reading *reading, const struct row *row, int w) {
  bool changed;
  const char *patient = row->operation == SQLITE_INSERT ? new_text(row, reading->patient[w], &changed) : NULL;
  return patient && reading->newcomers.n > 0 &&
         bsearch(&patient, reading->newcomers.at, reading->newcomers.n, sizeof(char *), compare_texts) != NULL;
}

static bool says_something(const struct reading *reading, const struct row *row, int w) {
  bool changed = false;
  const char *first = new_text(row, reading->first[w], &changed);
  if (!text_is_empty(all_watched[w].values))
    return changed && text_has_word(all_watched[w].values, first ? first : "");
  for (int i = 0; !changed && i < row->n_columns && i < columns_most; i++)
    if (reading->is_said[w][i])
      new_text(row, i, &changed);
  return changed;
}

static void note_row(struct reading *reading, const struct row *row, int w, instant at) {
  bool ended = false;
  bool written = row->operation == SQLITE_INSERT && text_is_empty(all_watched[w].values);
  if (row->operation == SQLITE_DELETE || is_of_newcomer(reading, row, w))
    return;
  written = written || says_something(reading, row, w);
  new_text(row, reading->end[w], &ended);
  if (written || ended)
    vec_push(&reading->found, (struct recorded){.kind = all_watched[w].table,
                                                .key = key_of(row, reading->arena),
                                                .written_at = written ? at : INSTANT_NONE,
                                                .ended_at = ended ? at : INSTANT_NONE});
}

static int find_watched(const char *table) {
  for (size_t w = 0; w < COUNT_OF(all_watched); w++)
    if (text_equal(all_watched[w].table, table))
      return (int)w;
  return NONE;
}

static void note_newcomers(struct reading *reading, int size, void *changes) {
  struct row row = {0};
  reading->newcomers.n = 0;
  if (!begin_rows(&row, size, changes))
    return;
  while (next_row(&row))
    if (row.operation == SQLITE_INSERT && text_equal(row.table, "patients")) {
      char *patient = (char *)key_of(&row, reading->arena);
      vec_push(&reading->newcomers, patient);
    }
  end_rows(&row);
  if (reading->newcomers.n > 1)
    qsort(reading->newcomers.at, reading->newcomers.n, sizeof(char *), compare_texts);
}

static void note_changes(struct reading *reading, int size, void *changes, instant at) {
  struct row row = {0};
  note_newcomers(reading, size, changes);
  if (!begin_rows(&row, size, changes))
    return;
  while (next_row(&row)) {
    int w = find_watched(row.table);
    if (w != NONE)
      note_row(reading, &row, w, at);
  }
  end_rows(&row);
}

/* --- All --------------------------------------------------------------------------------------------------------- */

static int compare_recorded(const void *left, const void *right) {
  const struct recorded *a = left, *b = right;
  int by_kind = strcmp(a->kind, b->kind);
  return by_kind ? by_kind : strcmp(a->key, b->key);
}

/* One for each row: the latest of each. */
static void join_rows(struct reading *reading) {
  struct recorded *at = reading->found.at;
  size_t last = 0;
  if (reading->found.n < 2)
    return;
  qsort(at, reading->found.n, sizeof *at, compare_recorded);
  for (size_t i = 1; i < reading->found.n; i++) {
    if (compare_recorded(&at[last], &at[i]) != 0) {
      at[++last] = at[i];
      continue;
    }
    at[last].written_at = at[i].written_at > at[last].written_at ? at[i].written_at : at[last].written_at;
    at[last].ended_at = at[i].ended_at > at[last].ended_at ? at[i].ended_at : at[last].ended_at;
  }
  reading->found.n = last + 1;
}

static bool read_journal(struct store *store, instant since, struct reading *reading, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT at, changes FROM journal WHERE at >= ? AND changes IS NOT NULL AND state = 'done' ORDER BY id",
        as_number(since));
  while (query_next(&query)) {
    instant at = take_number(&query, 0);
    const void *changes = sqlite3_column_blob(query.handle, query.column);
    int size = sqlite3_column_bytes(query.handle, query.column++);
    if (changes)
      note_changes(reading, size, (void *)changes, at);
  }
  return query_end(&query);
}

bool store_load_recorded(struct store *store, instant since, struct arena *arena, struct recorded **out, int *n,
                         struct error *err) {
  struct reading reading = {.arena = arena};
  bool done = true;
  for (size_t w = 0; done && w < COUNT_OF(all_watched); w++)
    done = find_columns(store, &reading, (int)w, err);
  done = done && read_journal(store, since, &reading, err);
  join_rows(&reading);
  KEEP(arena, reading.found, out, n);
  vec_free(&reading.newcomers);
  return done;
}
