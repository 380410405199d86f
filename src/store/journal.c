/*
 * The journal: each transaction's change set, recorded by sqlite3session, and taken back by applying its inverse. A
 * change set knows the old values, so an undo notices when somebody has built on the change since.
 */
#include "store.h"

#include <stdlib.h>
#include <string.h>

enum { changes_max = 64 << 20 }; /* bytes; a larger change (the import of years) stays but cannot be taken back */

/* Tables whose changes are no part of what a person did: logs, counters, and rows that triggers derive from others. */
static const char *const not_recorded[] = {
    "journal",
    "audit",
    "audit_parts",
    "audit_unchained",
    "counters",
    "accounts",
    "sign_in_tries",
    "emergency_access",
    "own_looks",
    "patient_looks",
    "proposals",
    "queue_history",
    "bases",
    "team_areas",
    "staff_functions",
    "staff_skills",
    "staff_languages",
    "staff_excluded_tasks",
    "patient_excluded_staff",
    "shift_covers",
    "conflicts",
    "impossible",
};

static int is_recorded(void *context, const char *table) {
  (void)context;
  for (size_t i = 0; i < COUNT_OF(not_recorded); i++)
    if (strcmp(not_recorded[i], table) == 0)
      return 0;
  return 1;
}

/* --- Recording --------------------------------------------------------------------------------------------------- */

bool journal_begin(struct store *store, struct error *err) {
  int code = sqlite3session_create(store->db, "main", &store->session);
  if (code != SQLITE_OK)
    return session_fail(store, code, err);
  sqlite3session_table_filter(store->session, is_recorded, NULL);
  code = sqlite3session_attach(store->session, NULL);
  return code == SQLITE_OK || session_fail(store, code, err);
}

void journal_stop(struct store *store) {
  if (store->session)
    sqlite3session_delete(store->session);
  store->session = NULL;
}

/* Forgets change sets that are too old to be taken back, and what can no longer be done again. */
static bool tidy(struct store *store, struct error *err) {
  int64_t oldest = clock_now() - store_setting_int(store, "undo_days") * 86400;
  return RUN(store, err, "UPDATE journal SET changes = NULL WHERE at < ? AND changes IS NOT NULL", as_number(oldest)) &&
         RUN(store, err, "UPDATE journal SET state = 'past_redo' WHERE actor = ? AND state = 'undone'",
             as_text(store->actor));
}

bool journal_take(struct store *store, void **changes, int *size, struct error *err) {
  *changes = NULL;
  *size = 0;
  int code = store->session ? sqlite3session_changeset(store->session, size, changes) : SQLITE_OK;
  journal_stop(store); /* what follows is not part of the change */
  return code == SQLITE_OK || session_fail(store, code, err);
}

bool journal_write(struct store *store, const void *changes, int size, struct error *err) {
  bool line = store->audit.what == AUDIT_CHANGE && (size > 0 || store->keep_line);
  if (!line)
    return true;
  bool done =
      (size == 0 || tidy(store, err)) &&
      RUN(store, err, "INSERT INTO journal (at, actor, label, changes, lasting) VALUES (?, ?, ?, ?, ?)",
          as_number(clock_now()), as_text(store->actor), as_text(str_text(&store->label)),
          size > 0 && size <= changes_max && !store->lasting ? as_blob(changes, (size_t)size) : as_reference(NULL),
          as_yes_no(size == 0));
  store->line = done ? sqlite3_last_insert_rowid(store->db) : 0;
  return done;
}

void journal_keep_own(struct store *store) {
  if (store->line)
    vec_push(&store->own_lines, store->line);
  store->line = 0;
}

static bool is_own_line(const struct store *store, int64_t id) {
  for (size_t i = store->own_lines.n; i > 0; i--)
    if (store->own_lines.at[i - 1] == id)
      return true;
  return false;
}

bool store_journal(struct store *store, const char *actor, int limit, struct arena *arena, struct journal_entry **out,
                   int *n, struct error *err) {
  struct query query;
  VEC(struct journal_entry) found = {0};
  QUERY(&query, store, err,
        "SELECT id, at, actor, label, state, lasting FROM journal WHERE ?1 IS NULL OR actor = ?1 ORDER BY id DESC "
        "LIMIT ?2",
        as_reference(actor), as_number(limit));
  while (query_next(&query)) {
    struct journal_entry *entry = vec_add(&found);
    entry->id = take_number(&query, 0);
    entry->at = take_number(&query, 0);
    entry->actor = take_text(&query, arena);
    entry->label = said_words(arena, take_text(&query, arena));
    entry->undone = !text_equal(peek_text(&query), "done");
    entry->lasting = take_yes(&query);
  }
  KEEP(arena, found, out, n);
  return query_end(&query);
}

/* --- Who built on it --------------------------------------------------------------------------------------------- */

/* Why a change set did not fit: the row, by its table and the first part of its key, or the rule that it would break.
 */
struct clash {
  struct store *store;
  char *table;
  char *key;
  struct error rule;
};

static char *key_of(sqlite3_changeset_iter *changes) {
  sqlite3_value *value = NULL;
  unsigned char *is_key = NULL;
  int n = 0, operation = 0, indirect = 0;
  const char *table = NULL;
  sqlite3changeset_op(changes, &table, &n, &operation, &indirect);
  sqlite3changeset_pk(changes, &is_key, &n);
  for (int i = 0; i < n; i++) {
    if (!is_key[i])
      continue;
    if (operation == SQLITE_INSERT)
      sqlite3changeset_new(changes, i, &value);
    else
      sqlite3changeset_old(changes, i, &value);
    const char *text = value ? (const char *)sqlite3_value_text(value) : NULL;
    return mem_strdup(text ? text : "");
  }
  return mem_strdup("");
}

/* A change that a trigger made is made again by the trigger when the change is applied, so it may be there already. */
static int on_conflict(void *context, int type, sqlite3_changeset_iter *changes) {
  struct clash *clash = context;
  const char *table = NULL;
  int n = 0, operation = 0, indirect = 0;
  if (type == SQLITE_CHANGESET_FOREIGN_KEY) {
    if (check_rules(clash->store, &clash->rule))
      error_set(&clash->rule, STATUS_DENIED, _("what came since needs it"));
    return SQLITE_CHANGESET_ABORT;
  }
  sqlite3changeset_op(changes, &table, &n, &operation, &indirect);
  if (indirect)
    return SQLITE_CHANGESET_OMIT;
  clash->table = mem_strdup(table);
  clash->key = key_of(changes);
  return SQLITE_CHANGESET_ABORT;
}

static bool touches(const void *changes, int size, const struct clash *clash) {
  sqlite3_changeset_iter *iter = NULL;
  bool touched = false;
  if (sqlite3changeset_start(&iter, size, (void *)changes) != SQLITE_OK)
    return false;
  while (!touched && sqlite3changeset_next(iter) == SQLITE_ROW) {
    const char *table = NULL;
    int n = 0, operation = 0, indirect = 0;
    sqlite3changeset_op(iter, &table, &n, &operation, &indirect);
    if (strcmp(table, clash->table) != 0)
      continue;
    char *key = key_of(iter);
    touched = strcmp(key, clash->key) == 0;
    free(key);
  }
  sqlite3changeset_finalize(iter);
  return touched;
}

/* "refused: visits V12 was changed since, by S031: moved V12 from L4 to L6" */
static bool refuse(struct store *store, int64_t id, const struct clash *clash, struct error *err) {
  struct query query;
  struct str later = {0};
  if (!clash->table)
    return error_set(err, STATUS_DENIED, _("refused, what was done later builds on it: %s"),
                     clash->rule.text ? clash->rule.text : "");
  QUERY(&query, store, err,
        "SELECT changes, actor, label FROM journal WHERE id > ? AND changes IS NOT NULL AND state = 'done'"
        " ORDER BY id DESC",
        as_number(id));
  while (later.n == 0 && query_next(&query)) {
    const void *changes = sqlite3_column_blob(query.handle, query.column);
    int size = sqlite3_column_bytes(query.handle, query.column++);
    if (!touches(changes, size, clash))
      continue;
    const char *actor = peek_text(&query), *label = peek_text(&query);
    struct str words = {0};
    said_add(&words, label);
    str_addf(&later, _(", by %s: %s"), actor, str_text(&words));
    str_free(&words);
  }
  bool read = query_end(&query);
  if (read)
    error_set(err, STATUS_DENIED, _("refused: %s %s was changed since%s"), clash->table, clash->key, str_text(&later));
  str_free(&later);
  return false;
}

/* --- Undo and redo ------------------------------------------------------------------------------------------------ */

struct change {
  int64_t id;
  instant at;
  void *changes; /* NULL: too large or too old */
  int size;
};

static bool find_change(struct store *store, const char *actor, bool redo, struct change *change, struct str *label,
                        struct error *err) {
  struct query query;
  QUERY(
      &query, store, err,
      redo
          ? "SELECT id, at, label, changes FROM journal WHERE actor = ? AND state = 'undone' ORDER BY id LIMIT 1"
          : "SELECT id, at, label, changes FROM journal WHERE actor = ? AND state = 'done' AND lasting = 'no' ORDER BY "
            "id DESC LIMIT 1",
      as_text(actor));
  bool there = query_next(&query);
  if (there) {
    change->id = take_number(&query, 0);
    change->at = take_number(&query, 0);
    str_clear(label);
    str_add(label, peek_text(&query));
    const void *bytes = sqlite3_column_blob(query.handle, query.column);
    change->size = sqlite3_column_bytes(query.handle, query.column);
    if (bytes)
      change->changes = memcpy(mem_alloc((size_t)change->size), bytes, (size_t)change->size);
  }
  if (!query_end(&query))
    return false;
  if (!there)
    return error_set(err, STATUS_DENIED, redo ? _("there is nothing to do again") : _("there is nothing to undo"));
  return change->changes ||
         error_set(
             err, STATUS_DENIED,
             _("\"%s\" cannot be taken back: it made the store, is too large, too long ago, or of an earlier version "
               "of the program"),
             str_text(label));
}

/* Rows that a person's change wrote (not those that a trigger derived), and those of them that are visits. */
static bool count_rows(struct store *store, const struct change *change, int *rows, int *visits, struct error *err) {
  sqlite3_changeset_iter *iter = NULL;
  *rows = *visits = 0;
  int code = sqlite3changeset_start(&iter, change->size, change->changes);
  if (code != SQLITE_OK)
    return session_fail(store, code, err);
  while (sqlite3changeset_next(iter) == SQLITE_ROW) {
    const char *table = NULL;
    int n = 0, operation = 0, indirect = 0;
    sqlite3changeset_op(iter, &table, &n, &operation, &indirect);
    *rows += !indirect;
    *visits += !indirect && strcmp(table, "visits") == 0;
  }
  code = sqlite3changeset_finalize(iter);
  return code == SQLITE_OK || session_fail(store, code, err);
}

/* The label as the reader's language has it. */
static void put_into_words(struct str *label) {
  struct str words = {0};
  said_add(&words, str_text(label));
  str_free(label);
  *label = words;
}

bool store_next_undo(struct store *store, const char *actor, bool redo, struct str *label, struct undo_size *size,
                     struct error *err) {
  struct change change = {0};
  bool done = find_change(store, actor, redo, &change, label, err) &&
              count_rows(store, &change, &size->rows, &size->visits, err);
  put_into_words(label);
  size->made_here = done && is_own_line(store, change.id);
  size->at = change.at;
  free(change.changes);
  return done;
}

static bool apply(struct store *store, const struct change *change, bool redo, struct error *err) {
  void *bytes = change->changes, *inverted = NULL;
  int size = change->size;
  struct clash clash = {.store = store};
  if (!redo) {
    int code = sqlite3changeset_invert(change->size, change->changes, &size, &inverted);
    if (code == SQLITE_NOMEM)
      return session_fail(store, code, err);
    if (code != SQLITE_OK)
      return error_set(err, STATUS_STORE, _("the journal of %s is damaged: what is older cannot be taken back"),
                       store->path);
    bytes = inverted;
  }
  int code = sqlite3changeset_apply(store->db, size, bytes, NULL, on_conflict, &clash);
  sqlite3_free(inverted);
  bool done = code == SQLITE_OK;
  if (code == SQLITE_ABORT || clash.table || clash.rule.text)
    refuse(store, change->id, &clash, err);
  else if (!done)
    session_fail(store, code, err);
  error_clear(&clash.rule);
  free(clash.table);
  free(clash.key);
  return done;
}

static bool replay_inside(struct store *store, const char *actor, bool redo, struct str *label, struct error *err) {
  struct change change = {0};
  bool done = find_change(store, actor, redo, &change, label, err) && apply(store, &change, redo, err) &&
              RUN(store, err, "UPDATE journal SET state = ? WHERE id = ?", as_text(redo ? "done" : "undone"),
                  as_number(change.id));
  store_label_text(store, str_text(label));
  put_into_words(label);
  store->line = done && !is_own_line(store, change.id) ? change.id : 0; /* whoever does it again did it here */
  free(change.changes);
  return done;
}

static bool replay(struct store *store, const char *actor, bool redo, struct str *label, struct error *err) {
  if (store->depth > 0)
    return error_set(err, STATUS_INTERNAL, "undo inside a transaction");
  if (!store_begin(store, actor, redo ? "redo" : "undo", err))
    return false;
  store->audit.what = redo ? AUDIT_REDO : AUDIT_UNDO; /* the journal's line changes its state; there is no new one */
  if (replay_inside(store, actor, redo, label, err))
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

bool store_undo(struct store *store, const char *actor, struct str *label, struct error *err) {
  return replay(store, actor, false, label, err);
}

bool store_redo(struct store *store, const char *actor, struct str *label, struct error *err) {
  return replay(store, actor, true, label, err);
}
