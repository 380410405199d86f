/* Versions of the criteria, and the decisions that were made by them. */
#include "store.h"

/* --- Criteria ------------------------------------------------------------------------------------------------------
 */

static date today(void) {
  return instant_date(clock_now());
}

bool store_load_criteria(struct store *store, const char *version, struct arena *arena, struct criterion_row **out,
                         int *n, struct error *err) {
  struct query query;
  VEC(struct criterion_row) rows = {0};
  QUERY(&query, store, err,
        "SELECT criterion, \"when\", rationale, source, version, outcome, rank FROM criteria"
        " WHERE version = ifnull(?1, " VERSION_IN_FORCE("?2") ") ORDER BY rowid",
        as_reference(version), as_date(today()));
  while (query_next(&query)) {
    struct criterion_row *row = vec_add(&rows);
    row->criterion = take_text(&query, arena);
    row->when = take_text(&query, arena);
    row->rationale = take_text(&query, arena);
    row->source = take_text(&query, arena);
    row->version = take_text(&query, arena);
    row->outcome = (enum outcome)take_word(&query, &words_outcome);
    row->rank = take_int(&query, 100);
  }
  KEEP(arena, rows, out, n);
  return query_end(&query);
}

bool store_load_criteria_versions(struct store *store, struct arena *arena, struct criteria_version **out, int *n,
                                  struct error *err) {
  struct query query;
  VEC(struct criteria_version) versions = {0};
  QUERY(&query, store, err,
        "SELECT v.version, max(c.valid_from), CASE WHEN v.starts > ?1 THEN v.starts END,"
        " CASE v.version WHEN " VERSION_IN_FORCE(
            "?1") " THEN 'yes' ELSE 'no' END, count(c.criterion)"
                  " FROM criteria_versions AS v LEFT JOIN criteria AS c ON c.version = v.version GROUP BY v.version"
                  " ORDER BY v.rowid",
        as_date(today()));
  while (query_next(&query)) {
    struct criteria_version *version = vec_add(&versions);
    version->version = take_text(&query, arena);
    version->valid_from = take_date(&query);
    version->starts = take_date(&query);
    version->active = take_yes(&query);
    version->n_rows = take_int(&query, 0);
  }
  KEEP(arena, versions, out, n);
  return query_end(&query);
}

/* The day from which the version's rows are to hold; DATE_NONE = any. */
static bool find_version(struct store *store, const char *version, bool *exists, date *from, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT (SELECT max(valid_from) FROM criteria AS c WHERE c.version = v.version) FROM criteria_versions AS v"
        " WHERE version = ?",
        as_text(version));
  *exists = query_next(&query);
  if (*exists)
    *from = take_date(&query);
  return query_end(&query);
}

/* One version begins on a day. */
static bool activate_later(struct store *store, const char *version, date from, struct error *err) {
  return RUN(store, err, "UPDATE criteria_versions SET starts = NULL WHERE starts = ? AND version <> ?", as_date(from),
             as_text(version)) &&
         RUN(store, err, "UPDATE criteria_versions SET starts = ? WHERE version = ?", as_date(from), as_text(version));
}

/* It takes the place of what counts today, also where that had a day to begin. */
static bool activate_now(struct store *store, const char *version, struct error *err) {
  return RUN(store, err, "UPDATE criteria_versions SET starts = NULL WHERE starts <= ? OR version = ?",
             as_date(today()), as_text(version)) &&
         RUN(store, err, "UPDATE criteria_versions SET active = 'no' WHERE active = 'yes' AND version <> ?",
             as_text(version)) &&
         RUN(store, err, "UPDATE criteria_versions SET active = 'yes' WHERE version = ? AND active = 'no'",
             as_text(version));
}

bool store_activate_criteria(struct store *store, const char *version, struct error *err) {
  bool exists = false;
  date from = DATE_NONE;
  if (!find_version(store, version, &exists, &from, err))
    return false;
  if (!exists)
    return error_set(err, STATUS_INPUT, _("there is no version '%s' of the criteria"), version);
  bool later = from != DATE_NONE && from > today();
  return later ? activate_later(store, version, from, err) : activate_now(store, version, err);
}

/* --- Decisions -----------------------------------------------------------------------------------------------------
 */

bool store_save_decision(struct store *store, const struct decision *decision, struct error *err) {
  struct arena arena = {0};
  const char *id = NULL;
  bool done =
      store_next_id(store, "D", &arena, &id, err) &&
      RUN(store, err,
          "INSERT INTO decisions (decision, patient, at, outcome, responsible_team, cooperating_team, criteria_version,"
          " facts, criteria, explanation, decided_by, reason, review) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          as_text(id), as_reference(decision->patient), as_number(decision->at),
          as_word(&words_outcome, (int)decision->outcome), as_reference(decision->responsible_team),
          as_reference(decision->cooperating_team), as_text(decision->criteria_version),
          as_text(text_is_empty(decision->facts) ? "{}" : decision->facts),
          as_text(text_is_empty(decision->criteria) ? "[]" : decision->criteria), as_text(decision->explanation),
          as_text(decision->decided_by), as_text(decision->reason), as_date(decision->review));
  arena_free(&arena);
  return done;
}

static void take_decision(struct query *query, struct arena *arena, struct decision *decision) {
  decision->patient = take_text(query, arena);
  decision->at = take_number(query, 0);
  decision->outcome = (enum outcome)take_word(query, &words_outcome);
  decision->responsible_team = take_reference(query, arena);
  decision->cooperating_team = take_reference(query, arena);
  decision->criteria_version = take_text(query, arena);
  decision->facts = take_text(query, arena);
  decision->criteria = take_text(query, arena);
  decision->explanation = said_words(arena, take_text(query, arena));
  decision->decided_by = take_reference(query, arena);
  decision->reason = take_reference(query, arena);
  decision->review = take_date(query);
}

bool store_load_decisions(struct store *store, const char *patient, struct arena *arena, struct decision **out, int *n,
                          struct error *err) {
  struct query query;
  VEC(struct decision) decisions = {0};
  QUERY(&query, store, err,
        "SELECT patient, at, outcome, responsible_team, cooperating_team, criteria_version, facts, criteria,"
        " explanation, decided_by, reason, review FROM decisions AS d WHERE (?1 IS NULL OR patient = ?1)"
        " AND decision = (SELECT decision FROM decisions AS later WHERE later.patient = d.patient"
        " ORDER BY later.at DESC, length(later.decision) DESC, later.decision DESC LIMIT 1) ORDER BY patient",
        as_reference(patient));
  while (query_next(&query))
    take_decision(&query, arena, vec_add(&decisions));
  KEEP(arena, decisions, out, n);
  return query_end(&query);
}
