/*
 * rescue: what can still be read of a damaged store, in a new one. Each table is read in the order of its rows; where a
 * page cannot be read, the reading goes on behind it. What a table's order is by number (rowid) loses only the rows of
 * that page; of the others the two ends are read.
 */
#include "as_is.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct rescue {
  struct store *from, *to;
  struct arena *arena;
  const char *table;
  sqlite3_stmt *insert;
  int64_t rows, refused;
  bool lost;       /* something could not be read */
  struct str gaps; /* where */
};

static sqlite3_stmt *prepare(sqlite3 *db, const char *format, const char *table) {
  sqlite3_stmt *statement = NULL;
  char *sql = sqlite3_mprintf(format, table);
  sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  sqlite3_free(sql);
  return statement;
}

/* Puts the row, whose cells begin at column `first`, into the new store. */
static void keep_row(struct rescue *at, sqlite3_stmt *row, int first) {
  int n = sqlite3_column_count(row) - first;
  for (int c = 0; c < n; c++)
    sqlite3_bind_value(at->insert, c + 1, sqlite3_column_value(row, first + c));
  sqlite3_step(at->insert);
  at->rows += sqlite3_changes(at->to->db);
  at->refused += sqlite3_reset(at->insert) != SQLITE_OK; /* what a damaged cell makes of it fits no rule */
}

static bool make_insert(struct rescue *at) {
  struct str sql = {0};
  sqlite3_stmt *shape = prepare(at->to->db, "SELECT * FROM \"%w\"", at->table);
  char *name = sqlite3_mprintf("\"%w\"", at->table);
  str_addf(&sql, "INSERT OR IGNORE INTO %s VALUES (?", name);
  for (int c = 1; c < sqlite3_column_count(shape); c++)
    str_add(&sql, ", ?");
  str_add(&sql, ")");
  bool done = sqlite3_prepare_v2(at->to->db, str_text(&sql), -1, &at->insert, NULL) == SQLITE_OK;
  sqlite3_finalize(shape);
  sqlite3_free(name);
  str_free(&sql);
  return done;
}

/* --- Tables in the order of a number ----------------------------------------------------------------------------- */

/* Keeps every row after *last until the end (true) or until one cannot be read; *last is then the last that could. */
static bool read_on(struct rescue *at, int64_t *last) {
  sqlite3_stmt *rows = prepare(at->from->db, "SELECT rowid, * FROM \"%w\" WHERE rowid >= ? ORDER BY rowid", at->table);
  int code = rows ? SQLITE_ROW : SQLITE_CORRUPT;
  sqlite3_bind_int64(rows, 1, *last + 1); /* not "> last", which would go to look on the page of the last */
  while (rows && (code = sqlite3_step(rows)) == SQLITE_ROW) {
    *last = sqlite3_column_int64(rows, 0);
    keep_row(at, rows, 1);
  }
  sqlite3_finalize(rows);
  return code == SQLITE_DONE;
}

/* The first row at or after `from` that can be found: 1 with its number, 0 when there is none, -1 when it cannot be
 * told. */
static int find_row(struct rescue *at, int64_t from, int64_t *out) {
  sqlite3_stmt *rows =
      prepare(at->from->db, "SELECT rowid, * FROM \"%w\" WHERE rowid >= ? ORDER BY rowid LIMIT 1", at->table);
  sqlite3_bind_int64(rows, 1, from);
  int code = rows ? sqlite3_step(rows) : SQLITE_CORRUPT;
  if (code == SQLITE_ROW)
    *out = sqlite3_column_int64(rows, 0);
  sqlite3_finalize(rows);
  return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : -1;
}

/* Looks for a readable row behind the damage, in wider and wider steps, and then again for the first of them. */
static bool find_behind(struct rescue *at, int64_t last, int64_t *out) {
  const int64_t farthest = (int64_t)1 << 40;
  int64_t unreadable = last, found = 0;
  int answer = -1;
  for (int64_t step = 1; answer < 0 && step < farthest; step *= 2) {
    answer = find_row(at, last + step, &found);
    unreadable = answer < 0 ? last + step : unreadable;
  }
  while (answer == 1 && found > unreadable + 1) {
    int64_t middle = unreadable + (found - unreadable) / 2, nearer = 0;
    int there = find_row(at, middle, &nearer);
    if (there == 1 && nearer < found)
      found = nearer;
    else if (there == 1)
      break; /* nothing between the middle and what was found */
    else
      unreadable = middle;
  }
  *out = found;
  return answer == 1;
}

static void read_by_number(struct rescue *at) {
  int64_t last = INT64_MIN / 2, next = 0;
  sqlite3_stmt *first = prepare(at->from->db, "SELECT min(rowid) FROM \"%w\"", at->table);
  if (first && sqlite3_step(first) == SQLITE_ROW)
    last = sqlite3_column_int64(first, 0) - 1;
  else
    last = 0; /* numbers are given from 1 on */
  sqlite3_finalize(first);
  for (int64_t before = -1; !read_on(at, &last); before = last) {
    at->lost = true;
    if (last == before || !find_behind(at, last, &next)) {
      str_addf(&at->gaps, _("; nothing after row %lld"), (long long)last);
      return;
    }
    str_addf(&at->gaps, _("; rows between %lld and %lld"), (long long)last, (long long)next);
    last = next - 1;
  }
}

/* --- Tables in the order of their key ---------------------------------------------------------------------------- */

/* One way through the table: "ASC" or "DESC". */
static bool read_way(struct rescue *at, const char *way) {
  struct query query;
  struct error ignored = {0};
  struct str sql = {0};
  str_add(&sql, "SELECT * FROM \"%w\"");
  QUERY(&query, at->to, &ignored, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", as_text(at->table));
  for (const char *before = " ORDER BY"; query_next(&query); before = ",")
    str_addf(&sql, "%s \"%s\" %s", before, peek_text(&query), way);
  if (!query_end(&query))
    error_clear(&ignored);
  sqlite3_stmt *rows = prepare(at->from->db, str_text(&sql), at->table);
  int code = rows ? SQLITE_ROW : SQLITE_CORRUPT;
  while (rows && (code = sqlite3_step(rows)) == SQLITE_ROW)
    keep_row(at, rows, 0);
  sqlite3_finalize(rows);
  str_free(&sql);
  return code == SQLITE_DONE;
}

static void read_by_key(struct rescue *at) {
  at->lost = !read_way(at, "ASC");
  if (at->lost && !read_way(at, "DESC")) /* what was read already is not read twice: INSERT OR IGNORE */
    str_add(&at->gaps, _("; rows in the middle"));
}

/* --- One table after the other ----------------------------------------------------------------------------------- */

static void rescue_table(struct rescue *at, bool has_number, struct rescued_table *out) {
  at->rows = at->refused = 0;
  at->lost = false;
  str_clear(&at->gaps);
  if (make_insert(at) && has_number)
    read_by_number(at);
  else if (at->insert)
    read_by_key(at);
  sqlite3_finalize(at->insert);
  at->insert = NULL;
  if (at->refused > 0)
    str_addf(&at->gaps, _("; rows whose cells make no sense: %lld"), (long long)at->refused);
  bool lost = at->lost || at->refused > 0;
  *out = (struct rescued_table){
      .name = at->table,
      .rows = at->rows,
      .lost = lost ? arena_printf(at->arena, _("not all could be read%s"), str_text(&at->gaps)) : NULL,
  };
}

static bool rescue_tables(struct rescue *at, struct rescued_table **out, int *n, struct error *err) {
  struct query query;
  VEC(struct rescued_table) tables = {0};
  VEC(bool) has_number = {0};
  QUERY_ALL(&query, at->to, err,
            "SELECT name, NOT wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
  while (query_next(&query)) {
    vec_push(&tables, (struct rescued_table){.name = take_text(&query, at->arena)});
    vec_push(&has_number, take_number(&query, 1) != 0);
  }
  bool done = query_end(&query);
  for (size_t i = 0; done && i < tables.n; i++) {
    at->table = tables.at[i].name;
    rescue_table(at, has_number.at[i], &tables.at[i]);
  }
  vec_free(&has_number);
  KEEP(at->arena, tables, out, n);
  return done;
}

/* --- The new store ----------------------------------------------------------------------------------------------- */

/* The tables of that form, empty, without triggers: what they would do was done in the store that is rescued. */
static bool make_tables(struct store *to, int version, struct error *err) {
  int n = 0;
  char script[96];
  const struct migration *migrations = program_migrations(&n);
  bool done = run_script(to, "PRAGMA foreign_keys = OFF; BEGIN", err);
  for (int i = 0; done && i < n && migrations[i].version <= version; i++)
    done = run_script(to, migrations[i].sql, err);
  snprintf(script, sizeof script, "PRAGMA application_id = %d; PRAGMA user_version = %d", (int)application_id, version);
  sqlite3_db_config(to->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  return done && run_script(to, script, err);
}

static bool open_new(const char *path, struct store **out, struct error *err) {
  int file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return error_set(err, STATUS_INPUT, _("cannot make %s: %s"), path, strerror(errno));
  close(file);
  *out = store_new(path);
  return sqlite3_open_v2(path, &(*out)->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL) == SQLITE_OK ||
         sql_fail(*out, err);
}

static bool rescue_into(struct rescue *at, const char *path, struct rescued_table **tables, int *n, struct error *err) {
  int version = 0;
  bool done = check_is_store(at->from, err) && read_pragma(at->from, "PRAGMA user_version", &version, err) &&
              open_new(path, &at->to, err) && make_tables(at->to, version, err) && rescue_tables(at, tables, n, err) &&
              run_script(at->to, "COMMIT", err);
  store_close(at->to);
  str_free(&at->gaps);
  return done;
}

bool store_rescue(const char *path, const char *folder, struct arena *arena, struct store **out,
                  struct rescued_table **tables, int *n, struct error *err) {
  struct rescue at = {.arena = arena};
  const char *to = arena_printf(arena, "%s/rescued.db", folder);
  *out = NULL;
  if (!folders_make(to))
    return error_set(err, STATUS_INPUT, _("cannot make the folder of %s: %s"), to, strerror(errno));
  bool done = open_as_is(path, &at.from, err) && rescue_into(&at, to, tables, n, err);
  store_close(at.from);
  return done && store_open(to, out, err);
}
