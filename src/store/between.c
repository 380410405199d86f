/* What goes between people: carry-overs, reminders, transfers, the meeting, handovers and last looks. */
#include "store.h"

/* --- Carry-overs ---------------------------------------------------------------------------------------------------
 */

bool store_save_carry_over(struct store *store, const struct carry_over *carry, struct error *err) {
  return RUN(store, err,
             "INSERT INTO carry_overs (carry_over, visit, patient, \"from\", next, at, reason, state)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (carry_over) DO UPDATE SET (visit, patient, \"from\", next,"
             " at, reason, state) = (excluded.visit, excluded.patient, excluded.\"from\", excluded.next, excluded.at,"
             " excluded.reason, excluded.state)",
             as_text(carry->id), as_reference(carry->visit), as_reference(carry->patient), as_reference(carry->from),
             as_reference(carry->next), as_number(carry->at), as_word(&words_not_done_reason, (int)carry->reason),
             as_word(&words_carry_state, (int)carry->state));
}

bool store_load_carry_overs(struct store *store, const char *next, bool all, struct arena *arena,
                            struct carry_over **out, int *n, struct error *err) {
  struct query query;
  VEC(struct carry_over) carries = {0};
  QUERY(&query, store, err,
        "SELECT carry_over, visit, patient, \"from\", next, at, reason, state FROM carry_overs"
        " WHERE (?1 IS NULL OR next = ?1) AND (?2 OR state <> 'done') ORDER BY at, length(carry_over), carry_over",
        as_reference(next), as_number(all));
  while (query_next(&query)) {
    struct carry_over *carry = vec_add(&carries);
    carry->id = take_text(&query, arena);
    carry->visit = take_text(&query, arena);
    carry->patient = take_text(&query, arena);
    carry->from = take_reference(&query, arena);
    carry->next = take_reference(&query, arena);
    carry->at = take_number(&query, 0);
    carry->reason = (enum not_done_reason)take_word(&query, &words_not_done_reason);
    carry->state = (enum carry_state)take_word(&query, &words_carry_state);
  }
  KEEP(arena, carries, out, n);
  return query_end(&query);
}

/* --- Reminders -----------------------------------------------------------------------------------------------------
 */

/* Its text stays as it was kept: it is read in the reader's words. */
bool store_save_reminder(struct store *store, const struct reminder *reminder, struct error *err) {
  return RUN(store, err,
             "INSERT INTO reminders (reminder, team, due, patient, text, done) VALUES (?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (reminder) DO UPDATE SET (team, due, patient, done) = (excluded.team, excluded.due,"
             " excluded.patient, excluded.done)",
             as_text(reminder->id), as_reference(reminder->team), as_date(reminder->due),
             as_reference(reminder->patient), as_text(reminder->text), as_yes_no(reminder->done));
}

/* The team whose reminder it is: it follows its patient to the team that is responsible on the day it is due (or today,
 * ?3, when that day is past). */
#define NOW_WITH                                                                                                       \
  "ifnull((SELECT to_team FROM transfers WHERE transfers.patient = reminders.patient"                                  \
  " AND transfers.from_team = reminders.team AND state IN ('announced', 'acknowledged')"                               \
  " AND from_date <= max(due, ?3) AND done = 'no' ORDER BY from_date DESC LIMIT 1), team)"

bool store_load_reminders(struct store *store, const char *team, bool all, struct arena *arena, struct reminder **out,
                          int *n, struct error *err) {
  struct query query;
  VEC(struct reminder) reminders = {0};
  QUERY(&query, store, err,
        "SELECT reminder, now_with, due, patient, text, done FROM (SELECT *, " NOW_WITH " AS now_with FROM reminders)"
        " WHERE (?1 IS NULL OR now_with = ?1) AND (?2 OR done = 'no')"
        " ORDER BY due, now_with, length(reminder), reminder",
        as_reference(team), as_number(all), as_date(instant_date(clock_now())));
  while (query_next(&query)) {
    struct reminder *reminder = vec_add(&reminders);
    reminder->id = take_text(&query, arena);
    reminder->team = take_text(&query, arena);
    reminder->due = take_date(&query);
    reminder->patient = take_reference(&query, arena);
    reminder->text = said_words(arena, take_text(&query, arena));
    reminder->done = take_yes(&query);
  }
  KEEP(arena, reminders, out, n);
  return query_end(&query);
}

/* --- Transfers -----------------------------------------------------------------------------------------------------
 */

/* Its reason stays as it was kept: it is read in the reader's words. */
bool store_save_transfer(struct store *store, const struct transfer *transfer, struct error *err) {
  return RUN(store, err,
             "INSERT INTO transfers (transfer, patient, from_team, to_team, from_date, reason, state, ack_from, ack_to,"
             " cooperating_team, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (transfer) DO UPDATE SET"
             " (patient, from_team, to_team, from_date, state, ack_from, ack_to, cooperating_team, at)"
             " = (excluded.patient, excluded.from_team, excluded.to_team, excluded.from_date, excluded.state,"
             " excluded.ack_from, excluded.ack_to, excluded.cooperating_team, excluded.at)",
             as_text(transfer->id), as_reference(transfer->patient), as_reference(transfer->from_team),
             as_reference(transfer->to_team), as_date(transfer->from_date), as_text(transfer->reason),
             as_word(&words_transfer_state, (int)transfer->state), as_yes_no(transfer->ack_from),
             as_yes_no(transfer->ack_to), as_reference(transfer->cooperating_team),
             as_number_unless(transfer->at, INSTANT_NONE));
}

bool store_load_transfers(struct store *store, const char *patient, bool all, struct arena *arena,
                          struct transfer **out, int *n, struct error *err) {
  struct query query;
  VEC(struct transfer) transfers = {0};
  QUERY(&query, store, err,
        "SELECT transfer, patient, from_team, to_team, from_date, reason, state, ack_from, ack_to, cooperating_team, at"
        " FROM transfers WHERE (?1 IS NULL OR patient = ?1) AND (?2 OR state IN ('announced', 'acknowledged'))"
        " ORDER BY from_date, length(transfer), transfer",
        as_reference(patient), as_number(all));
  while (query_next(&query)) {
    struct transfer *transfer = vec_add(&transfers);
    transfer->id = take_text(&query, arena);
    transfer->patient = take_text(&query, arena);
    transfer->from_team = take_reference(&query, arena);
    transfer->to_team = take_text(&query, arena);
    transfer->from_date = take_date(&query);
    transfer->reason = said_words(arena, take_text(&query, arena));
    transfer->state = (enum transfer_state)take_word(&query, &words_transfer_state);
    transfer->ack_from = take_yes(&query);
    transfer->ack_to = take_yes(&query);
    transfer->cooperating_team = take_reference(&query, arena);
    transfer->at = take_number(&query, INSTANT_NONE);
  }
  KEEP(arena, transfers, out, n);
  return query_end(&query);
}

/* --- The interdisciplinary meeting ---------------------------------------------------------------------------------
 */

bool store_save_meeting_candidate(struct store *store, const struct meeting_candidate *candidate, struct error *err) {
  return RUN(store, err,
             "INSERT INTO meeting (meeting, patient, team, date, ground, light, text) VALUES (?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (meeting) DO UPDATE SET (patient, team, date, ground, light, text) = (excluded.patient,"
             " excluded.team, excluded.date, excluded.ground, excluded.light, excluded.text)",
             as_text(candidate->id), as_reference(candidate->patient), as_reference(candidate->team),
             as_date(candidate->date), as_word(&words_ground, (int)candidate->ground),
             as_word(&words_light, (int)candidate->light), as_text(candidate->text));
}

bool store_load_meeting(struct store *store, const char *team, date on, struct arena *arena,
                        struct meeting_candidate **out, int *n, struct error *err) {
  struct query query;
  VEC(struct meeting_candidate) candidates = {0};
  QUERY(&query, store, err,
        "SELECT meeting, patient, team, date, ground, light, text FROM meeting WHERE (?1 IS NULL OR team = ?1)"
        " AND (?2 IS NULL OR date = ?2) ORDER BY date, team, length(meeting), meeting",
        as_reference(team), as_date(on));
  while (query_next(&query)) {
    struct meeting_candidate *candidate = vec_add(&candidates);
    candidate->id = take_text(&query, arena);
    candidate->patient = take_text(&query, arena);
    candidate->team = take_text(&query, arena);
    candidate->date = take_date(&query);
    candidate->ground = (enum ground)take_word(&query, &words_ground);
    int light = take_word(&query, &words_light);
    candidate->light = light == NONE ? LIGHT_NONE : (enum light)light;
    candidate->text = take_text(&query, arena);
  }
  KEEP(arena, candidates, out, n);
  return query_end(&query);
}

/* --- Who has read what ---------------------------------------------------------------------------------------------
 */

bool store_save_handover_ack(struct store *store, date on, enum shift shift, const char *team, const char *by,
                             struct error *err) {
  return RUN(store, err,
             "INSERT INTO handover_acks (date, shift, team, by, at) VALUES (?, ?, ?, ?, ?)"
             " ON CONFLICT (date, shift, team, by) DO UPDATE SET at = excluded.at",
             as_date(on), as_word(&words_shift, (int)shift), as_reference(team), as_text(by), as_number(clock_now()));
}

bool store_load_handover_acks(struct store *store, const char *team, struct arena *arena, struct handover_ack **out,
                              int *n, struct error *err) {
  struct query query;
  VEC(struct handover_ack) acks = {0};
  QUERY(&query, store, err, "SELECT date, shift, by, at FROM handover_acks WHERE team = ? ORDER BY at DESC, date DESC",
        as_text(team));
  while (query_next(&query)) {
    struct handover_ack *ack = vec_add(&acks);
    ack->date = take_date(&query);
    ack->shift = (enum shift)take_word(&query, &words_shift);
    ack->by = take_text(&query, arena);
    ack->at = take_number(&query, INSTANT_NONE);
  }
  KEEP(arena, acks, out, n);
  return query_end(&query);
}

bool store_save_own_look(struct store *store, const char *reader, const char *team, instant at, struct error *err) {
  return RUN(store, err,
             "INSERT INTO own_looks (reader, team, at) VALUES (?, ?, ?)"
             " ON CONFLICT (reader, team) DO UPDATE SET at = excluded.at",
             as_text(reader), as_reference(team), as_number(at));
}

bool store_load_own_look(struct store *store, const char *reader, const char *team, instant *at, struct error *err) {
  struct query query;
  QUERY(&query, store, err, "SELECT at FROM own_looks WHERE reader = ? AND team = ?", as_text(reader), as_text(team));
  *at = query_next(&query) ? take_number(&query, INSTANT_NONE) : INSTANT_NONE;
  return query_end(&query);
}

bool store_save_patient_look(struct store *store, const char *reader, const char *patient, instant at,
                             struct error *err) {
  return RUN(store, err,
             "INSERT INTO patient_looks (reader, patient, at) VALUES (?, ?, ?)"
             " ON CONFLICT (reader, patient) DO UPDATE SET at = excluded.at",
             as_text(reader), as_reference(patient), as_number(at));
}

bool store_load_patient_looks(struct store *store, const char *reader, struct arena *arena, struct patient_look **out,
                              int *n, struct error *err) {
  struct query query;
  VEC(struct patient_look) looks = {0};
  QUERY(&query, store, err, "SELECT patient, at FROM patient_looks WHERE reader = ?", as_text(reader));
  while (query_next(&query)) {
    struct patient_look *look = vec_add(&looks);
    look->patient = take_text(&query, arena);
    look->at = take_number(&query, INSTANT_NONE);
  }
  KEEP(arena, looks, out, n);
  return query_end(&query);
}
