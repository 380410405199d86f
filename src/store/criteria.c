/* Versions of the criteria, and the decisions that were made by them. */
#include "store.h"

/* --- Criteria ------------------------------------------------------------------------------------------------------
 */

bool store_load_criteria(struct store *store, const char *version, struct arena *arena, struct criterion_row **out,
                         int *n, struct error *err) {
  struct query query;
  VEC(struct criterion_row) rows = {0};
  QUERY(&query, store, err,
        "SELECT criterion, \"when\", rationale, source, version, outcome, rank FROM criteria"
        " WHERE version = ifnull(?, (SELECT version FROM criteria_versions WHERE active = 'yes')) ORDER BY rowid",
        as_reference(version));
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
  QUERY_ALL(&query, store, err,
            "SELECT v.version, max(c.valid_from), v.active, count(c.criterion) FROM criteria_versions AS v"
            " LEFT JOIN criteria AS c ON c.version = v.version GROUP BY v.version ORDER BY v.rowid");
  while (query_next(&query)) {
    struct criteria_version *version = vec_add(&versions);
    version->version = take_text(&query, arena);
    version->valid_from = take_date(&query);
    version->active = take_yes(&query);
    version->n_rows = take_int(&query, 0);
  }
  KEEP(arena, versions, out, n);
  return query_end(&query);
}

static bool version_exists(struct store *store, const char *version, bool *exists, struct error *err) {
  struct query query;
  QUERY(&query, store, err, "SELECT 1 FROM criteria_versions WHERE version = ?", as_text(version));
  *exists = query_next(&query);
  return query_end(&query);
}

bool store_activate_criteria(struct store *store, const char *version, struct error *err) {
  bool exists = false;
  if (!version_exists(store, version, &exists, err))
    return false;
  if (!exists)
    return error_set(err, STATUS_INPUT, _("there is no version '%s' of the criteria"), version);
  return RUN(store, err, "UPDATE criteria_versions SET active = 'no' WHERE active = 'yes' AND version <> ?",
             as_text(version)) &&
         RUN(store, err, "UPDATE criteria_versions SET active = 'yes' WHERE version = ? AND active = 'no'",
             as_text(version));
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
  decision->explanation = take_text(query, arena);
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
