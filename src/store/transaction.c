/*
 * Transactions: nested begins count, the outermost one talks to SQLite. Rolling back a nested part rolls back all of it
 * at once; the outer parts can then only fail.
 */
#include "store.h"

#include <stdlib.h>
#include <string.h>

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
  store->doomed = false;
  free(store->actor);
  store->actor = mem_strdup(actor ? actor : "");
  str_clear(&store->label);
  str_add(&store->label, label ? label : "");
  if (settings_refresh(store, err) && journal_begin(store, err))
    return true;
  store_rollback(store);
  return false;
}

void store_label(struct store *store, const char *format, ...) {
  va_list args;
  va_start(args, format);
  str_clear(&store->label);
  str_vaddf(&store->label, format, args);
  va_end(args);
}

/* The end of the outermost transaction. */
static bool commit(struct store *store, struct error *err) {
  if (!check_rules(store, err))
    return false;
  if (store->dry_run)
    return true;
  if (!journal_write(store, err) || !run_script(store, "COMMIT", err))
    return false;
  store->commits++;
  return true;
}

bool store_commit(struct store *store, struct error *err) {
  if (!need_transaction(store, err))
    return false;
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

/* --- Reading ----------------------------------------------------------------------------------------------------- */

bool store_read_begin(struct store *store, struct error *err) {
  if (store->reads++ > 0 || store->depth > 0)
    return true;
  store->read_began = run_script(store, "BEGIN", err);
  if (store->read_began && settings_refresh(store, err))
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

/* --- Rules at commit (schema/001-base.sql) ------------------------------------------------------------------------ */

/* A rule's sentence: %1 and %2 stand for what `first` and `second` name. */
static const struct rule {
  const char *view, *sentence;
} rules[] = {
    {"team_without_ht", N_("the care team %1 cannot belong to %2, which is no health-service team")},
    {"overlapping_lists", N_("one worker would walk the lists %1 and %2 at the same time")},
    {"overlapping_shifts", N_("one worker would be in two shifts at the same time: %1 and %2")},
    {"staffed_while_absent", N_("the list %1 still has its worker %2, who is absent")},
    {"two_duty_nurses", N_("one team would have two duty nurses at the same time: %1 and %2")},
    {"half_listed", N_("the two halves of a visit go together, on two lists or on none: %1 and %2")},
};

/* A row of a shift is named "S012@1795677000": its worker and its start. */
static void add_name(struct str *str, const char *name) {
  const char *mark = strchr(name, '@');
  if (!mark) {
    str_add(str, name);
    return;
  }
  instant at = strtoll(mark + 1, NULL, 10);
  char on[DATE_SIZE], time[TIME_SIZE];
  date_format(instant_date(at), on);
  time_format(instant_date(at), minute_of(instant_date(at), at), time);
  str_addn(str, name, (size_t)(mark - name));
  str_addf(str, " (%s %s)", on, time);
}

static void add_conflict(struct str *str, const char *view, const char *first, const char *second) {
  for (size_t i = 0; i < COUNT_OF(rules); i++) {
    if (!text_equal(rules[i].view, view))
      continue;
    for (const char *at = _(rules[i].sentence); *at; at++) {
      if (at[0] == '%' && (at[1] == '1' || at[1] == '2'))
        add_name(str, *++at == '1' ? first : second);
      else
        str_addc(str, *at);
    }
  }
}

static bool check_conflicts(struct store *store, struct error *err) {
  struct query query;
  struct str found = {0};
  int n = 0;
  QUERY_ALL(
      &query, store, err,
      "SELECT rule, first, second FROM conflicts AS a WHERE first < second"
      " OR NOT EXISTS (SELECT 1 FROM conflicts AS b WHERE (b.rule, b.first, b.second) = (a.rule, a.second, a.first))"
      " LIMIT 10");
  while (query_next(&query)) {
    const char *view = peek_text(&query), *first = peek_text(&query), *second = peek_text(&query);
    str_add(&found, n++ > 0 ? "\n" : "");
    add_conflict(&found, view, first, second);
  }
  bool done = query_end(&query);
  if (done && n > 0)
    done = error_set(err, STATUS_DENIED, "%s", str_text(&found));
  str_free(&found);
  return done;
}

/* What of a row tells a reader which one it is: the value of its first column. */
static void add_dangling(struct store *store, struct str *found, const char *table, int64_t row, const char *parent) {
  struct error ignored = {0};
  struct query query;
  char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" WHERE rowid = ?", table);
  query_begin(&query, store, &ignored, sql, (struct value[]){as_number(row), {.type = VALUE_END}});
  const char *key = query_next(&query) ? peek_text(&query) : NULL;
  str_addf(found, _("%s %s points to a row of %s that does not exist"), table, key ? key : "", parent);
  if (!query_end(&query))
    error_clear(&ignored);
  sqlite3_free(sql);
}

static bool describe_dangling(struct store *store, struct error *err) {
  struct query query;
  struct str found = {0};
  QUERY_ALL(&query, store, err, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 10");
  while (query_next(&query)) {
    const char *table = peek_text(&query);
    int64_t row = take_number(&query, 0);
    const char *parent = peek_text(&query);
    str_add(&found, found.n > 0 ? "\n" : "");
    add_dangling(store, &found, table, row, parent);
  }
  bool done = query_end(&query);
  if (done)
    done = error_set(err, STATUS_INPUT, "%s", str_text(&found));
  str_free(&found);
  return done;
}

bool check_rules(struct store *store, struct error *err) {
  int open = 0, unused = 0;
  if (!check_conflicts(store, err))
    return false;
  sqlite3_db_status(store->db, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &unused, 0);
  return open == 0 || describe_dangling(store, err);
}
