/* What is known about a patient and comes and goes: team, suspensions, needs, observations. */
#include "store.h"

#include <math.h>

bool store_save_patient_team(struct store *store, const char *patient, const char *team, const char *cooperating,
                             struct error *err) {
  return RUN(store, err, "UPDATE patients SET team = ?, cooperating_team = ? WHERE patient = ?", as_reference(team),
             as_reference(cooperating), as_text(patient));
}

/* --- Suspensions ---------------------------------------------------------------------------------------------------
 */

bool store_save_suspension(struct store *store, const char *patient, const struct suspension *suspension,
                           struct error *err) {
  return RUN(store, err,
             "INSERT INTO suspensions (patient, \"from\", until, review, reason) VALUES (?, ?, ?, ?, ?)"
             " ON CONFLICT (patient, \"from\") DO UPDATE SET until = excluded.until, review = excluded.review,"
             " reason = excluded.reason",
             as_text(patient), as_date(suspension->from), as_date(suspension->until), as_date(suspension->review),
             as_word(&words_suspension_reason, (int)suspension->reason));
}

bool store_remove_suspension(struct store *store, const char *patient, date from, struct error *err) {
  return RUN(store, err, "DELETE FROM suspensions WHERE patient = ? AND \"from\" = ?", as_text(patient), as_date(from));
}

/* --- Needs ---------------------------------------------------------------------------------------------------------
 */

bool store_save_need(struct store *store, const struct need *need, struct error *err) {
  return RUN(store, err,
             "INSERT INTO needs (patient, code, value, \"from\", until, noted_by) VALUES (?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (patient, code, \"from\") DO UPDATE SET value = excluded.value, until = excluded.until,"
             " noted_by = excluded.noted_by",
             as_text(need->patient), as_text(need->code), as_text(need->value), as_date(need->from),
             as_date(need->until), as_text(need->noted_by));
}

bool store_remove_need(struct store *store, const char *patient, const char *code, date until, struct error *err) {
  return RUN(store, err, "DELETE FROM needs WHERE patient = ? AND code = ? AND \"from\" > ?", as_text(patient),
             as_text(code), as_date(until)) &&
         RUN(store, err,
             "UPDATE needs SET until = ?3 WHERE patient = ?1 AND code = ?2 AND (until IS NULL OR until > ?3)",
             as_text(patient), as_text(code), as_date(until));
}

bool store_load_needs(struct store *store, const char *patient, date on, struct arena *arena, struct need **out, int *n,
                      struct error *err) {
  struct query query;
  VEC(struct need) needs = {0};
  QUERY(&query, store, err,
        "SELECT patient, code, value, noted_by, \"from\", until FROM needs WHERE (?1 IS NULL OR patient = ?1)"
        " AND (?2 IS NULL OR (\"from\" <= ?2 AND (until IS NULL OR until >= ?2))) ORDER BY patient, code, \"from\"",
        as_reference(patient), as_date(on));
  while (query_next(&query)) {
    struct need *need = vec_add(&needs);
    need->patient = take_text(&query, arena);
    need->code = take_text(&query, arena);
    need->value = take_text(&query, arena);
    need->noted_by = take_text(&query, arena);
    need->from = take_date(&query);
    need->until = take_date(&query);
  }
  KEEP(arena, needs, out, n);
  return query_end(&query);
}

/* --- Observations --------------------------------------------------------------------------------------------------
 */

bool store_save_observation(struct store *store, const struct observation *seen, struct error *err) {
  double temp = seen->temp_tenths == UNKNOWN ? COORDINATE_NONE : seen->temp_tenths / 10.0;
  return RUN(store, err,
             "INSERT INTO observations (patient, at, resp, spo2, scale, oxygen, systolic, pulse, consciousness, temp)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (patient, at) DO UPDATE SET (resp, spo2, scale,"
             " oxygen, systolic, pulse, consciousness, temp) = (excluded.resp, excluded.spo2, excluded.scale,"
             " excluded.oxygen, excluded.systolic, excluded.pulse, excluded.consciousness, excluded.temp)",
             as_text(seen->patient), as_number(seen->at), as_number_unless(seen->resp, UNKNOWN),
             as_number_unless(seen->spo2, UNKNOWN), as_number_unless(seen->scale, UNKNOWN),
             as_word(&words_yes_no, seen->oxygen), as_number_unless(seen->systolic, UNKNOWN),
             as_number_unless(seen->pulse, UNKNOWN), as_word(&words_consciousness, seen->consciousness),
             as_real_unless(temp, COORDINATE_NONE));
}

static void take_observation(struct query *query, struct arena *arena, struct observation *seen) {
  seen->patient = take_text(query, arena);
  seen->at = take_number(query, 0);
  seen->resp = take_int(query, UNKNOWN);
  seen->spo2 = take_int(query, UNKNOWN);
  seen->scale = take_int(query, UNKNOWN);
  int oxygen = take_word(query, &words_yes_no);
  seen->oxygen = oxygen == NONE ? UNKNOWN : oxygen;
  seen->systolic = take_int(query, UNKNOWN);
  seen->pulse = take_int(query, UNKNOWN);
  int consciousness = take_word(query, &words_consciousness);
  seen->consciousness = consciousness == NONE ? UNKNOWN : consciousness;
  double temp = take_real(query, COORDINATE_NONE);
  seen->temp_tenths = temp < COORDINATE_NONE ? (int)lround(temp * 10) : UNKNOWN;
}

bool store_load_observations(struct store *store, const char *patient, instant since, struct arena *arena,
                             struct observation **out, int *n, struct error *err) {
  struct query query;
  VEC(struct observation) observations = {0};
  QUERY(&query, store, err,
        "SELECT patient, at, resp, spo2, scale, oxygen, systolic, pulse, consciousness, temp FROM observations"
        " WHERE (?1 IS NULL OR patient = ?1) AND at >= ?2 ORDER BY patient, at DESC",
        as_reference(patient), as_number(since));
  while (query_next(&query))
    take_observation(&query, arena, vec_add(&observations));
  KEEP(arena, observations, out, n);
  return query_end(&query);
}
