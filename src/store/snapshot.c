/* The store's state of one moment: taken, digested, opened again from memory, compared. */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- Files ------------------------------------------------------------------------------------------------------- */

bool sync_folder_of(const char *path, struct error *err) {
  const char *slash = strrchr(path, '/');
  struct str folder = {0};
  str_addn(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
  int file = open(str_text(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool done = (file >= 0 && fsync(file) == 0) || error_set(err, STATUS_STORE, _("the folder %s cannot be written: %s"),
                                                           str_text(&folder), errno_words(errno));
  if (file >= 0)
    close(file);
  str_free(&folder);
  return done;
}

void stamp_of(instant at, char out[STAMP_SIZE]) {
  time_t seconds = (time_t)at;
  struct tm parts;
  gmtime_r(&seconds, &parts);
  strftime(out, STAMP_SIZE, "%Y%m%dT%H%M%SZ", &parts);
}

/* --- Digests ----------------------------------------------------------------------------------------------------- */

static void digest_number(crypto_generichash_state *state, const void *number, char type) {
  crypto_generichash_update(state, (const unsigned char *)&type, 1);
  crypto_generichash_update(state, number, 8);
}

/* One cell: its type, its length where it has one, its bytes. */
static void digest_cell(crypto_generichash_state *state, sqlite3_stmt *row, int column) {
  int type = sqlite3_column_type(row, column);
  int64_t number = sqlite3_column_int64(row, column);
  double real = sqlite3_column_double(row, column);
  switch (type) {
  case SQLITE_INTEGER:
    digest_number(state, &number, 'i');
    break;
  case SQLITE_FLOAT:
    digest_number(state, &real, 'r');
    break;
  case SQLITE_NULL:
    digest_number(state, &(int64_t){0}, 'n');
    break;
  default: {
    const unsigned char *bytes = sqlite3_column_blob(row, column);
    int64_t size = sqlite3_column_bytes(row, column);
    digest_number(state, &size, type == SQLITE_TEXT ? 't' : 'b');
    crypto_generichash_update(state, bytes, (unsigned long long)size);
  }
  }
}

/* In the order in which the rows lie, which a copy page by page keeps. */
static bool digest_table(struct store *store, struct table_digest *table, struct error *err) {
  struct query query;
  crypto_generichash_state state;
  char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", table->name);
  crypto_generichash_init(&state, NULL, 0, sizeof table->hash);
  query_begin(&query, store, err, sql, (struct value[]){{.type = VALUE_END}});
  for (table->rows = 0; query_next(&query); table->rows++)
    for (int c = 0; c < sqlite3_column_count(query.handle); c++)
      digest_cell(&state, query.handle, c);
  crypto_generichash_final(&state, table->hash, sizeof table->hash);
  sqlite3_free(sql);
  return query_end(&query);
}

bool digest_tables(struct store *store, struct arena *arena, struct digests *out, struct error *err) {
  struct query query;
  VEC(struct table_digest) tables = {0};
  *out = (struct digests){0};
  QUERY_ALL(&query, store, err,
            "SELECT 'sqlite_schema' UNION ALL SELECT * FROM"
            " (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)");
  while (query_next(&query))
    vec_push(&tables, (struct table_digest){.name = take_text(&query, arena)});
  bool done = query_end(&query);
  for (size_t i = 0; done && i < tables.n; i++) {
    done = digest_table(store, &tables.at[i], err);
    out->rows += tables.at[i].rows;
  }
  KEEP(arena, tables, &out->at, &out->n);
  return done;
}

/* --- Images ------------------------------------------------------------------------------------------------------ */

void image_free(struct image *image) {
  if (image->bytes)
    sodium_memzero(image->bytes, (size_t)image->size);
  sqlite3_free(image->bytes);
  *image = (struct image){0};
}

/* The bytes of the header that say how the file is written: an image in memory can have no write-ahead log. */
static void mark_without_log(struct image *image) {
  enum { write_version = 18, read_version = 19, rollback_journal = 1 };
  if (image->size > read_version)
    image->bytes[write_version] = image->bytes[read_version] = rollback_journal;
}

bool copy_pages(struct store *from, struct store *to, struct error *err) {
  sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
  if (backup) {
    sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
  }
  return sqlite3_errcode(to->db) == SQLITE_OK || sql_fail(to, err);
}

bool image_of(struct store *store, struct image *out, struct error *err) {
  sqlite3_int64 size = 0;
  out->bytes = sqlite3_serialize(store->db, "main", &size, 0);
  out->size = size;
  return out->bytes || error_set(err, STATUS_INTERNAL, _("out of memory"));
}

static bool copy_to_memory(struct store *store, struct image *out, struct error *err) {
  struct store *memory = store_new(store->path);
  int code = sqlite3_open_v2(":memory:", &memory->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
  bool done =
      (code == SQLITE_OK || sql_fail(memory, err)) && copy_pages(store, memory, err) && image_of(memory, out, err);
  store_close(memory);
  return done || error_context(err, _("%s cannot be copied:"), store->path);
}

bool image_take(struct store *store, struct arena *arena, struct image *out, struct digests *digests,
                struct error *err) {
  *out = (struct image){0};
  if (!sodium_start(err) || !store_read_begin(store, err))
    return false;
  bool done = digest_tables(store, arena, digests, err) && copy_to_memory(store, out, err);
  store_read_end(store);
  if (done)
    mark_without_log(out);
  else
    image_free(out);
  return done;
}

bool image_open(const struct image *image, const char *name, struct store **out, struct error *err) {
  struct store *store = store_new(name);
  int code = sqlite3_open_v2(":memory:", &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_deserialize(store->db, "main", image->bytes, image->size, image->size, SQLITE_DESERIALIZE_READONLY);
  *out = store;
  if (code == SQLITE_OK)
    return run_script(store, "PRAGMA cell_size_check = ON", err);
  store_close(store);
  *out = NULL;
  return error_set(err, STATUS_INTERNAL, _("out of memory"));
}

/* --- Soundness --------------------------------------------------------------------------------------------------- */

/* The first rows of a check whose only good answer is `good` (NULL: no row at all). */
static bool check_answers(struct store *store, const char *pragma, const char *good, struct error *err) {
  struct query query;
  struct str faults = {0};
  QUERY_ALL(&query, store, err, pragma);
  while (query_next(&query)) {
    const char *answer = peek_text(&query);
    if (!text_equal(answer, good))
      str_addf(&faults, "\n  %s", answer ? answer : "");
  }
  bool done = query_end(&query);
  if (done && faults.n > 0)
    done = error_set(err, STATUS_STORE, _("%s is damaged:%s"), store->path, str_text(&faults));
  str_free(&faults);
  return done;
}

bool check_soundness(struct store *store, struct error *err) {
  return check_answers(store, "PRAGMA integrity_check(5)", "ok", err) &&
         check_answers(store, "SELECT DISTINCT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check LIMIT 5",
                       NULL, err);
}
