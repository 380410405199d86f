/* Statements: prepared once, bound by typed values, read column by column. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

/* --- Values ------------------------------------------------------------------------------------------------------ */

struct value as_text(const char *text) {
  return (struct value){.type = VALUE_TEXT, .bytes = text ? text : ""};
}

static struct value null_value(void) {
  return (struct value){.type = VALUE_NULL};
}

struct value as_reference(const char *id) {
  return text_is_empty(id) ? null_value() : as_text(id);
}

struct value as_number(int64_t number) {
  return (struct value){.type = VALUE_NUMBER, .number = number};
}

struct value as_number_unless(int64_t number, int64_t nothing) {
  return number == nothing ? null_value() : as_number(number);
}

struct value as_real_unless(double real, double nothing) {
  bool is_nothing = real >= nothing && real <= nothing;
  if (is_nothing)
    return null_value();
  return (struct value){.type = VALUE_REAL, .real = real};
}

struct value as_date(date on) {
  return (struct value){.type = on == DATE_NONE ? VALUE_NULL : VALUE_DATE, .number = on};
}

struct value as_word(const struct words *words, int code) {
  return as_text(word_token(words, code));
}

struct value as_yes_no(bool yes) {
  return as_text(yes ? "yes" : "no");
}

struct value as_blob(const void *bytes, size_t size) {
  return (struct value){.type = VALUE_BLOB, .bytes = bytes, .number = (int64_t)size};
}

static int bind(sqlite3_stmt *handle, int at, const struct value *value) {
  char on[DATE_SIZE];
  switch (value->type) {
  case VALUE_TEXT:
    return sqlite3_bind_text(handle, at, value->bytes, -1, SQLITE_STATIC);
  case VALUE_NUMBER:
    return sqlite3_bind_int64(handle, at, value->number);
  case VALUE_REAL:
    return sqlite3_bind_double(handle, at, value->real);
  case VALUE_BLOB:
    return sqlite3_bind_blob64(handle, at, value->bytes, (sqlite3_uint64)value->number, SQLITE_STATIC);
  case VALUE_DATE:
    date_format((date)value->number, on);
    return sqlite3_bind_text(handle, at, on, -1, SQLITE_TRANSIENT);
  case VALUE_NULL:
  case VALUE_END:
    break;
  }
  return sqlite3_bind_null(handle, at);
}

static bool bind_all(struct store *store, sqlite3_stmt *handle, const struct value *values, struct error *err) {
  for (int i = 0; values[i].type != VALUE_END; i++)
    if (bind(handle, i + 1, &values[i]) != SQLITE_OK)
      return sql_fail(store, err);
  return true;
}

/* --- Statements -------------------------------------------------------------------------------------------------- */

sqlite3_stmt *sql_statement(struct store *store, const char *sql, struct error *err) {
  for (size_t i = 0; i < store->statements.n; i++) {
    sqlite3_stmt *handle = store->statements.at[i].handle;
    if (!sqlite3_stmt_busy(handle) && strcmp(store->statements.at[i].sql, sql) == 0)
      return handle;
  }
  sqlite3_stmt *handle = NULL;
  if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) != SQLITE_OK) {
    sql_fail(store, err);
    return NULL;
  }
  vec_push(&store->statements, (struct statement){.sql = mem_strdup(sql), .handle = handle});
  return handle;
}

void sql_forget_statements(struct store *store) {
  for (size_t i = 0; i < store->statements.n; i++) {
    sqlite3_finalize(store->statements.at[i].handle);
    free(store->statements.at[i].sql);
  }
  vec_free(&store->statements);
}

bool run_sql(struct store *store, struct error *err, const char *sql, const struct value *values) {
  sqlite3_stmt *handle = sql_statement(store, sql, err);
  if (!handle)
    return false;
  bool done = (sqlite3_stmt_readonly(handle) || need_transaction(store, err)) && bind_all(store, handle, values, err);
  if (done && sqlite3_step(handle) != SQLITE_DONE)
    done = sql_fail(store, err);
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  return done;
}

bool run_script(struct store *store, const char *sql, struct error *err) {
  return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || sql_fail(store, err);
}

/* --- Queries ----------------------------------------------------------------------------------------------------- */

void query_begin(struct query *query, struct store *store, struct error *err, const char *sql,
                 const struct value *values) {
  *query = (struct query){.store = store, .err = err, .handle = sql_statement(store, sql, err)};
  query->failed = !query->handle || !bind_all(store, query->handle, values, err);
}

bool query_next(struct query *query) {
  if (query->failed)
    return false;
  query->column = 0;
  int code = sqlite3_step(query->handle);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    query->failed = !sql_fail(query->store, query->err);
  return code == SQLITE_ROW;
}

bool query_end(struct query *query) {
  if (query->handle) {
    /* What went wrong while a column was read is told only now. */
    if (sqlite3_reset(query->handle) != SQLITE_OK && !query->failed)
      query->failed = !sql_fail(query->store, query->err);
    sqlite3_clear_bindings(query->handle);
  }
  return !query->failed;
}

void *to_arena(struct arena *arena, const void *items, size_t n, size_t size) {
  void *copy = arena_alloc(arena, (n > 0 ? n : 1) * size);
  if (n > 0)
    memcpy(copy, items, n * size);
  return copy;
}

const char *peek_text(struct query *query) {
  int column = query->column++;
  const char *text = (const char *)sqlite3_column_text(query->handle, column);
  if (!text && sqlite3_column_type(query->handle, column) != SQLITE_NULL) /* or it would be taken for empty */
    mem_exhausted();
  return text;
}

const char *take_text(struct query *query, struct arena *arena) {
  const char *text = peek_text(query);
  return text_is_empty(text) ? "" : arena_strdup(arena, text);
}

const char *take_reference(struct query *query, struct arena *arena) {
  const char *id = peek_text(query);
  return text_is_empty(id) ? NULL : arena_strdup(arena, id);
}

int64_t take_number(struct query *query, int64_t nothing) {
  int column = query->column++;
  if (sqlite3_column_type(query->handle, column) == SQLITE_NULL)
    return nothing;
  return sqlite3_column_int64(query->handle, column);
}

int take_int(struct query *query, int nothing) {
  return (int)take_number(query, nothing);
}

double take_real(struct query *query, double nothing) {
  int column = query->column++;
  if (sqlite3_column_type(query->handle, column) == SQLITE_NULL)
    return nothing;
  return sqlite3_column_double(query->handle, column);
}

date take_date(struct query *query) {
  const char *text = peek_text(query);
  date on;
  return text && date_parse(text, &on) ? on : DATE_NONE;
}

int take_word(struct query *query, const struct words *words) {
  const char *token = peek_text(query);
  return text_is_empty(token) ? NONE : word_code(words, token);
}

bool take_yes(struct query *query) {
  return text_equal(peek_text(query), "yes");
}
