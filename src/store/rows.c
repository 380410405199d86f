/* Rows of any KIND: read, inserted, updated. The SQL follows from the table of columns (kinds.c). */
#include "rows.h"

#include <string.h>

/* Values for one statement: every column twice (set and compare), the key, and the end. */
enum { values_max = 3 * COLUMNS_MAX + 1 };

/* --- Reading ----------------------------------------------------------------------------------------------------- */

/* 'yes' for the version that counts, and for one that takes effect later (its valid_from says when); with one version
 * alone there is nothing to tell apart. */
static void add_version_select(struct str *sql) {
  char today[DATE_SIZE];
  date_format(instant_date(clock_now()), today);
  str_add(sql, "CASE WHEN (SELECT count(*) FROM criteria_versions) > 1 THEN ");
  str_addf(sql, "(SELECT 'yes' FROM criteria_versions AS v WHERE v.version = criteria.version AND (v.starts > '%s'",
           today);
  str_addf(sql, " OR v.version = " VERSION_IN_FORCE("'%s'") ")) END", today);
}

static void add_column_select(struct str *sql, const struct column *column) {
  switch (column->storage) {
  case STORED_LIST_STAFF: /* who has a listed visit is said by its list */
    str_add(sql, "CASE WHEN state = 'listed' THEN (SELECT lists.staff FROM lists WHERE lists.list = visits.list) "
                 "ELSE staff END");
    break;
  case STORED_VERSION:
    add_version_select(sql);
    break;
  default:
    add_column_name(sql, column);
    break;
  }
}

static void add_select(struct str *sql, const struct kind *kind) {
  for (int c = 0; kind->columns[c].name; c++) {
    str_add(sql, c ? ", " : "SELECT ");
    add_column_select(sql, &kind->columns[c]);
  }
  str_addf(sql, " FROM \"%s\"", kind->name);
}

/* Ids that the program gives are in the order of their numbers. */
static void add_order(struct str *sql, const struct kind *kind) {
  const char *word = " ORDER BY ";
  for (int c = 0; kind->columns[c].name; c++) {
    if (!(kind->columns[c].flags & COLUMN_KEY))
      continue;
    str_add(sql, word);
    if (kind->columns[c].flags & COLUMN_NEWEST)
      str_addf(sql, "length(\"%s\"), ", kind->columns[c].name);
    add_column_name(sql, &kind->columns[c]);
    word = ", ";
  }
}

/* One row as texts; the texts live until the next one is taken. */
struct row_texts {
  struct str texts[COLUMNS_MAX];
  const char *cells[COLUMNS_MAX];
};

static void row_take(struct row_texts *row, const struct kind *kind, struct query *query) {
  for (int c = 0; kind->columns[c].name; c++) {
    str_clear(&row->texts[c]);
    cell_take(kind, row->cells, c, query, &row->texts[c]);
    row->cells[c] = str_text(&row->texts[c]);
  }
}

static void row_free(struct row_texts *row) {
  for (int c = 0; c < COLUMNS_MAX; c++)
    str_free(&row->texts[c]);
}

bool store_each_row(struct store *store, const struct kind *kind,
                    bool (*visit_row)(void *context, const char *const *cells), void *context, struct error *err) {
  struct str sql = {0};
  add_select(&sql, kind);
  add_order(&sql, kind);
  struct query query;
  struct row_texts row = {0};
  QUERY_ALL(&query, store, err, str_text(&sql));
  while (query_next(&query)) {
    row_take(&row, kind, &query);
    if (!visit_row(context, row.cells))
      break;
  }
  row_free(&row);
  str_free(&sql);
  return query_end(&query);
}

bool store_get_row(struct store *store, const struct kind *kind, const char *key, struct arena *arena,
                   const char **cells, struct error *err) {
  struct str sql = {0};
  add_select(&sql, kind);
  str_add(&sql, " WHERE ");
  key_condition(kind, &sql);
  struct value values[values_max];
  key_to_cells(kind, key, arena, cells);
  values[key_values(kind, cells, arena, values)] = (struct value){.type = VALUE_END};
  struct query query;
  query_begin(&query, store, err, str_text(&sql), values);
  bool found = query_next(&query);
  struct row_texts row = {0};
  if (found)
    row_take(&row, kind, &query);
  for (int c = 0; found && kind->columns[c].name; c++)
    cells[c] = arena_strdup(arena, row.cells[c]);
  row_free(&row);
  str_free(&sql);
  return query_end(&query) && found;
}

/* --- Ids --------------------------------------------------------------------------------------------------------- */

/* The id of the row that has the same natural cells; *out NULL when there is none. */
static bool find_id(struct store *store, const struct kind *kind, const char *const *cells, int id_column,
                    struct arena *arena, const char **out, struct error *err) {
  *out = NULL;
  struct str sql = {0};
  struct value values[values_max];
  int n = 0;
  str_addf(&sql, "SELECT \"%s\" FROM \"%s\"", kind->columns[id_column].name, kind->name);
  for (int c = 0; kind->columns[c].name; c++)
    if (kind->columns[c].flags & COLUMN_NATURAL) {
      bool worded = kind->columns[c].type == COLUMN_TEXT; /* one that the program made is known again in its words */
      str_addf(&sql, worded ? "%s said(\"%s\") IS ?" : "%s \"%s\" IS ?", n ? " AND" : " WHERE", kind->columns[c].name);
      values[n++] = cell_value(kind, cells, c, arena);
    }
  if (!n) {
    str_free(&sql);
    return true;
  }
  values[n] = (struct value){.type = VALUE_END};
  struct query query;
  query_begin(&query, store, err, str_text(&sql), values);
  if (query_next(&query))
    *out = take_text(&query, arena);
  str_free(&sql);
  return query_end(&query);
}

/* Gives the row the id that it lacks. */
static bool complete_id(struct store *store, const struct kind *kind, const char **cells, struct arena *arena,
                        struct error *err) {
  for (int c = 0; kind->columns[c].name; c++)
    if (kind->columns[c].flags & COLUMN_NEWEST && text_is_empty(cells[c])) {
      if (!find_id(store, kind, cells, c, arena, &cells[c], err))
        return false;
      return cells[c] || store_next_id(store, kind->prefix, arena, &cells[c], err);
    }
  return true;
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

static bool row_exists(struct store *store, const struct kind *kind, const char *const *cells, struct arena *arena,
                       bool *found, struct error *err) {
  struct str sql = {0};
  str_addf(&sql, "SELECT 1 FROM \"%s\" WHERE ", kind->name);
  key_condition(kind, &sql);
  struct value values[values_max];
  values[key_values(kind, cells, arena, values)] = (struct value){.type = VALUE_END};
  struct query query;
  query_begin(&query, store, err, str_text(&sql), values);
  *found = query_next(&query);
  str_free(&sql);
  return query_end(&query);
}

static bool insert_row(struct store *store, const struct kind *kind, const char *const *cells, struct arena *arena,
                       struct error *err) {
  const char *full[COLUMNS_MAX] = {0};
  for (int c = 0; kind->columns[c].name; c++) {
    const char *fallback = kind->columns[c].fallback;
    full[c] = text_is_empty(cells[c]) && fallback ? fallback : cells[c];
  }
  struct str sql = {0}, marks = {0};
  struct value values[values_max];
  int n = 0;
  str_addf(&sql, "INSERT INTO \"%s\"", kind->name);
  for (int c = 0; kind->columns[c].name; c++) {
    if (kind->columns[c].storage == STORED_VERSION)
      continue;
    str_add(&sql, n ? ", " : " (");
    add_column_name(&sql, &kind->columns[c]);
    str_add(&marks, n ? ", ?" : "?");
    values[n++] = cell_value(kind, full, c, arena);
  }
  values[n] = (struct value){.type = VALUE_END};
  str_addf(&sql, ") VALUES (%s)", str_text(&marks));
  bool done = run_sql(store, err, str_text(&sql), values);
  str_free(&sql);
  str_free(&marks);
  return done;
}

/* Updates the cells that are given; *changed says whether any differs from what was there. */
static bool update_row(struct store *store, const struct kind *kind, const char *const *cells, struct arena *arena,
                       bool *changed, struct error *err) {
  struct str sql = {0}, differs = {0};
  struct value values[values_max], given[COLUMNS_MAX];
  int n = 0;
  str_addf(&sql, "UPDATE \"%s\"", kind->name);
  for (int c = 0; kind->columns[c].name; c++) {
    const struct column *column = &kind->columns[c];
    if (!cells[c] || column->flags & COLUMN_KEY || column->storage == STORED_VERSION)
      continue;
    const char *name = column->sql ? column->sql : column->name;
    str_addf(&sql, "%s\"%s\" = ?", n ? ", " : " SET ", name);
    const char *form = column->type == COLUMN_TEXT ? "%ssaid(\"%s\") IS NOT ?" : "%s\"%s\" IS NOT ?";
    str_addf(&differs, form, n ? " OR " : "", name); /* what was exported is the same, in the language it was read in */
    given[n++] = cell_value(kind, cells, c, arena);
  }
  *changed = false;
  bool done = true;
  if (n) {
    str_add(&sql, " WHERE ");
    key_condition(kind, &sql);
    str_addf(&sql, " AND (%s)", str_text(&differs));
    memcpy(values, given, (size_t)n * sizeof *given);
    int keys = key_values(kind, cells, arena, values + n);
    memcpy(values + n + keys, given, (size_t)n * sizeof *given);
    values[2 * n + keys] = (struct value){.type = VALUE_END};
    done = run_sql(store, err, str_text(&sql), values);
    *changed = done && sqlite3_changes(store->db) > 0;
  }
  str_free(&sql);
  str_free(&differs);
  return done;
}

/* A word, a number that may not be empty takes its fallback. */
static void take_fallbacks(const struct kind *kind, const char *const *cells, const char **out) {
  for (int c = 0; kind->columns[c].name; c++) {
    const char *fallback = kind->columns[c].fallback;
    out[c] = cells[c] && !*cells[c] && fallback ? fallback : cells[c];
  }
}

/* Nobody waits where nobody looks: the patient's HT answers, else the only one; and what is open is due. */
static bool complete_queue_item(struct store *store, const struct kind *kind, const char *const *cells,
                                struct error *err) {
  const char *item = cells[kind_column(kind, "item")];
  int queue_kind = word_code(&words_queue_kind, cells[kind_column(kind, "kind")]);
  int urgency = word_code(&words_urgency, cells[kind_column(kind, "urgency")]);
  return RUN(store, err,
             "UPDATE queue SET team = ifnull((SELECT ifnull(t.ht, t.team) FROM patients AS p JOIN teams AS t "
             "ON t.team = p.team WHERE p.patient = queue.patient), (SELECT max(team) FROM teams WHERE kind = 'HT' "
             "HAVING count(*) = 1)) WHERE item = ? AND team IS NULL",
             as_text(item)) &&
         RUN(store, err,
             "UPDATE queue SET due_at = at + 60 * ? WHERE item = ? AND due_at IS NULL AND state <> 'closed'",
             as_number(store_queue_due_minutes(store, (enum queue_kind)queue_kind, (enum urgency)urgency)),
             as_text(item));
}

/* What a row brings with it beyond its own columns. */
static bool after_put(struct store *store, const struct kind *kind, const char *const *cells, struct error *err) {
  if (text_equal(kind->name, "criteria")) {
    int active = kind_column(kind, "active"), version = kind_column(kind, "version");
    return !text_equal(cells[active], "yes") || store_activate_criteria(store, cells[version], err);
  }
  if (text_equal(kind->name, "queue"))
    return complete_queue_item(store, kind, cells, err);
  return true;
}

static bool put_setting(struct store *store, const char *const *cells, enum put_result *result, struct error *err) {
  const char *now = store_setting(store, cells[0]);
  *result = text_equal(now, cells[1]) ? PUT_SAME : PUT_UPDATED;
  return store_setting_set(store, cells[0], cells[1], err);
}

static bool put_row(struct store *store, const struct kind *kind, const char **cells, struct arena *arena,
                    enum put_result *result, struct error *err) {
  bool found = false, changed = false;
  if (!complete_id(store, kind, cells, arena, err) || !row_exists(store, kind, cells, arena, &found, err))
    return false;
  if (found ? !update_row(store, kind, cells, arena, &changed, err) : !insert_row(store, kind, cells, arena, err))
    return false;
  *result = !found ? PUT_INSERTED : changed ? PUT_UPDATED : PUT_SAME;
  return after_put(store, kind, cells, err);
}

bool store_put_row(struct store *store, const struct kind *kind, const char *const *cells, enum put_result *result,
                   struct str *key, struct error *err) {
  if (!need_transaction(store, err))
    return false;
  if (text_equal(kind->name, "settings")) {
    if (key)
      kind_key(kind, cells, key);
    return put_setting(store, cells, result, err);
  }
  const char *completed[COLUMNS_MAX] = {0};
  take_fallbacks(kind, cells, completed);
  struct arena arena = {0};
  bool done = put_row(store, kind, completed, &arena, result, err);
  if (done && key)
    kind_key(kind, completed, key);
  arena_free(&arena);
  return done;
}
