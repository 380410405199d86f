/* Ending and removing rows of any KIND, and naming the rows that break a rule between rows. */
#include <string.h>

#include "rows.h"

/* --- Ending ------------------------------------------------------------------------------------------------------ */

/* How a KIND's rows end. A KIND that is not here has rows that are simply removed. */
enum ending { ENDING_REMOVE, ENDING_DATE, ENDING_LAST_DAY, ENDING_WORD, ENDING_NEVER };
static const struct ending_rule {
  const char *kind;
  enum ending ending;
  const char *column; /* that says the end */
  const char *word;   /* what it then says, or the column of the first day */
} endings[] = {
    {"teams", ENDING_DATE, "ended", NULL},
    {"tasks", ENDING_DATE, "ended", NULL},
    {"staff", ENDING_DATE, "ended", NULL},
    {"patients", ENDING_WORD, "status", "ended"},
    {"needs", ENDING_LAST_DAY, "until", "from"},
    {"services", ENDING_LAST_DAY, "until", "start"},
    {"absences", ENDING_LAST_DAY, "until", "from"},
    {"suspensions", ENDING_LAST_DAY, "until", "from"},
    {"reminders", ENDING_WORD, "done", "yes"},
    {"queue", ENDING_WORD, "state", "closed"},
    {"visits", ENDING_WORD, "state", "cancelled"},
    {"transfers", ENDING_WORD, "state", "withdrawn"},
    {"carry_overs", ENDING_WORD, "state", "done"},
    {"queue_history", ENDING_NEVER, NULL, NULL}, /* it is only added to */
};

static struct ending_rule ending_of(const struct kind *kind) {
  for (size_t i = 0; i < COUNT_OF(endings); i++)
    if (text_equal(endings[i].kind, kind->name))
      return endings[i];
  return (struct ending_rule){.kind = kind->name, .ending = ENDING_REMOVE};
}

static void today(char out[DATE_SIZE]) {
  date_format(instant_date(clock_now()), out);
}

bool store_row_has_ended(const struct kind *kind, const char *const *cells) {
  struct ending_rule rule = ending_of(kind);
  char on[DATE_SIZE];
  today(on);
  const char *cell = rule.column ? cells[kind_column(kind, rule.column)] : "";
  switch (rule.ending) {
  case ENDING_DATE:
    return *cell;
  case ENDING_LAST_DAY:
    return *cell && strcmp(cell, on) <= 0;
  case ENDING_WORD:
    return strcmp(cell, rule.word) == 0;
  case ENDING_NEVER:
    return true;
  case ENDING_REMOVE:
    break;
  }
  return false;
}

/* Runs an SQL text that ends in "WHERE " for the row of that key, with at most one value before the key. */
static bool run_for_key(struct store *store, const struct kind *kind, const char *key, struct str *sql,
                        const char *value, struct error *err) {
  struct arena arena = {0};
  const char *cells[COLUMNS_MAX];
  struct value values[COLUMNS_MAX + 2];
  int n = 0;
  key_to_cells(kind, key, &arena, cells);
  if (value)
    values[n++] = as_text(value);
  n += key_values(kind, cells, &arena, values + n);
  values[n] = (struct value){.type = VALUE_END};
  key_condition(kind, sql);
  bool done = run_sql(store, err, str_text(sql), values);
  str_free(sql);
  arena_free(&arena);
  return done;
}

/* A version without rows is no version; and some version is always active. */
static bool tidy_criteria_versions(struct store *store, struct error *err) {
  return RUN(store, err, "DELETE FROM criteria_versions WHERE version NOT IN (SELECT version FROM criteria)",
             {.type = VALUE_END}) &&
         RUN(store, err,
             "UPDATE criteria_versions SET active = 'yes' WHERE version = (SELECT version FROM criteria_versions "
             "ORDER BY starts IS NOT NULL, version DESC LIMIT 1) "
             "AND NOT EXISTS (SELECT 1 FROM criteria_versions WHERE active = 'yes')",
             {.type = VALUE_END});
}

bool store_remove_row(struct store *store, const struct kind *kind, const char *key, struct error *err) {
  if (!need_transaction(store, err))
    return false;
  struct str sql = {0};
  str_addf(&sql, "DELETE FROM \"%s\" WHERE ", kind->name);
  if (!run_for_key(store, kind, key, &sql, NULL, err))
    return false;
  return !text_equal(kind->name, "criteria") || tidy_criteria_versions(store, err);
}

static bool end_by_last_day(struct store *store, const struct kind *kind, const struct ending_rule *rule,
                            const char *key, struct error *err) {
  struct arena arena = {0};
  const char *cells[COLUMNS_MAX];
  char on[DATE_SIZE];
  today(on);
  struct str sql = {0};
  bool found = store_get_row(store, kind, key, &arena, cells, err);
  bool begun = found && strcmp(cells[kind_column(kind, rule->word)], on) <= 0;
  arena_free(&arena);
  if (!found && err->status != STATUS_OK)
    return false;
  if (!begun)
    return store_remove_row(store, kind, key, err);
  /* What has ended already keeps its last day. */
  str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = min(ifnull(\"%s\", ?1), ?1) WHERE ", kind->name, rule->column,
           rule->column);
  return run_for_key(store, kind, key, &sql, on, err);
}

bool store_end_row(struct store *store, const struct kind *kind, const char *key, struct error *err) {
  if (!need_transaction(store, err))
    return false;
  struct ending_rule rule = ending_of(kind);
  if (rule.ending == ENDING_REMOVE)
    return store_remove_row(store, kind, key, err);
  if (rule.ending == ENDING_NEVER)
    return error_set(err, STATUS_DENIED, _("%s are only added to"), kind->name);
  if (rule.ending == ENDING_LAST_DAY)
    return end_by_last_day(store, kind, &rule, key, err);
  char on[DATE_SIZE];
  today(on);
  struct str sql = {0};
  bool visit = text_equal(kind->name, "visits"); /* leaves its list, too */
  str_addf(&sql, "UPDATE \"%s\" SET \"%s\" = ?%s WHERE ", kind->name, rule.column,
           visit ? ", list = NULL, seq = NULL" : "");
  return run_for_key(store, kind, key, &sql, rule.ending == ENDING_DATE ? on : rule.word, err);
}

/* --- Rules between rows ------------------------------------------------------------------------------------------ */

/* How the view names the two rows of a rule; a shift by its worker and start, whose key and other row are looked up. */
static const char *sql_of(const struct conflict_rule *rule) {
  if (!text_equal(rule->kind, "shifts"))
    return "SELECT ?1, ?2";
  if (text_equal(rule->view, "two_duty_nurses"))
    return "SELECT a.date, a.staff, a.start_at, b.staff FROM shifts AS a JOIN shifts AS b "
           "ON b.staff || '@' || b.start_at = ?2 WHERE a.staff || '@' || a.start_at = ?1";
  return "SELECT a.date, a.staff, a.start_at, b.date || ' ' || b.shift FROM shifts AS a JOIN shifts AS b "
         "ON b.staff || '@' || b.start_at = ?2 WHERE a.staff || '@' || a.start_at = ?1";
}

struct conflict {
  const char *rule, *first, *second;
};

/* Tells one conflict; a shift's key is made from its columns. */
static bool tell(struct store *store, const struct conflict *conflict,
                 void (*told)(void *context, const struct kind *kind, const char *key, const char *message),
                 void *context, struct error *err) {
  const struct conflict_rule *rule = conflict_rule(conflict->rule);
  if (!rule->view)
    return true; /* of a later schema: the commit refuses it in its own words */
  const struct kind *kind = kind_find(rule->kind);
  bool shift = text_equal(rule->kind, "shifts");
  struct query query;
  struct str key = {0}, message = {0};
  QUERY(&query, store, err, sql_of(rule), as_text(conflict->first), as_text(conflict->second));
  if (query_next(&query)) {
    const char *on = peek_text(&query);
    date day;
    str_add(&key, on);
    if (shift && date_parse(on, &day)) {
      char start[EXACT_TIME_SIZE];
      str_addf(&key, " %s", peek_text(&query));
      time_format_exact(day, minute_of(day, take_number(&query, 0)), start);
      str_addf(&key, " %s", start);
    }
    str_addf(&message, _(rule->message), peek_text(&query));
    told(context, kind, str_text(&key), str_text(&message));
  }
  str_free(&key);
  str_free(&message);
  return query_end(&query);
}

bool store_each_conflict(struct store *store,
                         void (*conflict)(void *context, const struct kind *kind, const char *key, const char *message),
                         void *context, struct error *err) {
  struct arena arena = {0};
  VEC(struct conflict) found = {0};
  struct query query;
  QUERY_ALL(&query, store, err, "SELECT rule, first, second FROM conflicts ORDER BY rule, first, second");
  while (query_next(&query)) {
    struct conflict one;
    one.rule = take_text(&query, &arena);
    one.first = take_text(&query, &arena);
    one.second = take_text(&query, &arena);
    vec_push(&found, one);
  }
  bool done = query_end(&query);
  for (size_t i = 0; done && i < found.n; i++)
    done = tell(store, &found.at[i], conflict, context, err);
  vec_free(&found);
  arena_free(&arena);
  return done;
}
