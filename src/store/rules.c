/*
 * The rules at commit (schema/002-rules.sql) in words: pairs of rows that break a rule, and references that point
 * nowhere. SQLite refuses the commit in any case; this says why before it does.
 */
#include "as_is.h"

#include <stdlib.h>
#include <string.h>

/* --- Pairs of rows -------------------------------------------------------------------------------------------------
 */

static const struct conflict_rule conflict_rules[] = {
    {"team_without_ht", "teams", N_("the care team %1 cannot belong to %2, which is no health-service team"),
     N_("its HT '%s' is no HT"), false},
    {"overlapping_lists", "lists", N_("one worker would walk the lists %1 and %2 at the same time"),
     N_("its worker walks the list '%s' at the same time"), true},
    {"overlapping_shifts", "shifts", N_("one worker would be in two shifts at the same time: %1 and %2"),
     N_("the worker has another shift at the same time (%s)"), true},
    {"staffed_while_absent", "lists", N_("the list %1 still has its worker %2, who is absent"),
     N_("its worker '%s' is absent"), false},
    {"two_duty_nurses", "shifts", N_("one team would have two duty nurses at the same time: %1 and %2"),
     N_("'%s' is duty nurse of the team at the same time"), true},
    {"half_listed", "visits", N_("the two halves of a visit go together, on two lists or on none: %1 and %2"),
     N_("it and '%s' must be on two lists, or on none"), true},
    {NULL, NULL, N_("%1 and %2 break a rule that this program does not know"), NULL, true},
};

const struct conflict_rule *conflict_rule(const char *view) {
  const struct conflict_rule *rule = conflict_rules;
  while (rule->view && !text_equal(rule->view, view))
    rule++;
  return rule;
}

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

static void add_conflict(struct str *str, const struct conflict_rule *rule, const char *first, const char *second) {
  bool swapped = rule->alike && strcmp(first, second) > 0;
  for (const char *at = _(rule->sentence); *at; at++) {
    if (at[0] == '%' && (at[1] == '1' || at[1] == '2'))
      add_name(str, (*++at == '1') != swapped ? first : second);
    else
      str_addc(str, *at);
  }
}

bool find_broken_rules(struct store *store, struct str *out, struct error *err) {
  bool done = true;
  for (const struct conflict_rule *rule = conflict_rules; done && rule->view; rule++) {
    struct query query;
    char *sql = sqlite3_mprintf("SELECT first, second FROM \"%w\" ORDER BY 1, 2 LIMIT 10", rule->view);
    query_begin(&query, store, err, sql, (struct value[]){{.type = VALUE_END}});
    while (query_next(&query)) {
      const char *first = peek_text(&query), *second = peek_text(&query);
      if (rule->alike && strcmp(first, second) > 0) /* a view gives a pair of one kind twice */
        continue;
      str_add(out, out->n > 0 ? "\n" : "");
      add_conflict(out, rule, first, second);
    }
    done = query_end(&query);
    sqlite3_free(sql);
  }
  return done;
}

static bool check_conflicts(struct store *store, struct error *err) {
  struct query query;
  struct str found = {0};
  QUERY_ALL(&query, store, err, "SELECT rule, first, second FROM conflicts ORDER BY rule, first, second LIMIT 10");
  while (query_next(&query)) {
    const struct conflict_rule *rule = conflict_rule(peek_text(&query));
    const char *first = peek_text(&query);
    str_add(&found, found.n > 0 ? "\n" : "");
    add_conflict(&found, rule, first, peek_text(&query));
  }
  bool done = query_end(&query);
  if (done && found.n > 0)
    done = error_set(err, STATUS_DENIED, "%s", str_text(&found));
  str_free(&found);
  return done;
}

/* --- References ----------------------------------------------------------------------------------------------------
 */

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
