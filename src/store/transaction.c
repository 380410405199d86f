/*
 * Transactions: nested begins count, the outermost one talks to SQLite. Rolling back a nested part rolls back all of it
 * at once; the outer parts can then only fail.
 */
#include "store.h"

#include <stdlib.h>

bool need_transaction(struct store *store, struct error *err) {
  return (store->depth > 0 && !store->doomed) || error_set(err, STATUS_INTERNAL, "a change outside a transaction");
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

static void end_transaction(struct store *store) {
  journal_stop(store);
  if (!sqlite3_get_autocommit(store->db))
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  settings_forget(store);
}

bool store_begin(struct store *store, const char *actor, const char *label, struct error *err) {
  if (store->depth > 0) {
    store->depth++;
    return true;
  }
  if (store->reads > 0)
    return error_set(err, STATUS_INTERNAL, "a change inside a read transaction");
  if (!run_script(store, "BEGIN IMMEDIATE", err))
    return false;
  store->depth = 1;
  store->line = 0;
  store->keep_line = false;
  store->doomed = false;
  store->audit.what = AUDIT_CHANGE;
  audit_begin(store);
  free(store->actor);
  store->actor = mem_strdup(actor ? actor : "");
  str_clear(&store->label);
  str_add(&store->label, label ? label : "");
  if (presence_check(store, err) && settings_refresh(store, err) && journal_begin(store, err))
    return true;
  store_rollback(store);
  return false;
}

void store_label(struct store *store, const char *format, ...) {
  va_list args;
  va_start(args, format);
  str_clear(&store->label);
  said_vadd(&store->label, format, args);
  va_end(args);
}

void store_label_text(struct store *store, const char *text) {
  char *copy = mem_strdup(text); /* which may be the label that was */
  str_clear(&store->label);
  str_add(&store->label, copy);
  free(copy);
}

const char *store_label_now(const struct store *store) {
  return str_text(&store->label);
}

static bool write_to_disk(struct store *store, struct error *err) {
  if (run_script(store, "COMMIT", err))
    return true;
  if (sql_is_in_doubt(store))
    return error_add(
        err, STATUS_STORE, "%s",
        _("whether this change is kept shows when the disk answers again: see `vaktrom journal` before you repeat "
          "it"));
  audit_commit_failed(store);
  return false;
}

/* What was changed, in the journal and in the audit chain. */
static bool write_logs(struct store *store, struct error *err) {
  void *changes = NULL;
  int size = 0;
  bool done = journal_take(store, &changes, &size, err) && journal_write(store, changes, size, err) &&
              audit_write_changes(store, changes, size, err);
  sqlite3_free(changes);
  return done;
}

/* The end of the outermost transaction. */
static bool commit(struct store *store, struct error *err) {
  if (!check_rules(store, err))
    return false;
  if (store->dry_run)
    return true;
  if (!write_logs(store, err) || !presence_check(store, err))
    return false;
  audit_before_commit(store);
  if (!write_to_disk(store, err))
    return false;
  audit_after_commit(store);
  journal_keep_own(store);
  store->commits++;
  return true;
}

bool store_commit(struct store *store, struct error *err) {
  if (store->depth == 0)
    return need_transaction(store, err);
  if (store->doomed) {
    store_rollback(store);
    return error_set(err, STATUS_INTERNAL, "a part of this change was taken back before it was whole");
  }
  if (store->depth > 1) {
    store->depth--;
    return true;
  }
  bool done = commit(store, err);
  store->depth = 0;
  end_transaction(store);
  return done;
}

void store_rollback(struct store *store) {
  if (store->depth == 0)
    return;
  store->depth--;
  if (!store->doomed)
    end_transaction(store);
  store->doomed = store->depth > 0;
}

void store_set_dry_run(struct store *store, bool dry_run) {
  store->dry_run = dry_run;
}

void store_set_lasting(struct store *store) {
  store->lasting = true;
}

void store_keep_line(struct store *store) {
  store->keep_line = true;
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

bool store_read_begin(struct store *store, struct error *err) {
  if (store->reads++ > 0 || store->depth > 0)
    return true;
  store->read_began = run_script(store, "BEGIN", err);
  if (store->read_began && presence_check(store, err) && settings_refresh(store, err))
    return true;
  store_read_end(store);
  return false;
}

void store_read_end(struct store *store) {
  if (store->reads == 0 || --store->reads > 0 || !store->read_began)
    return;
  store->read_began = false;
  sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}
