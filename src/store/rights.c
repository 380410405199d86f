/* Functions held, whom a patient concerns, and emergency access. */
#include "vaktrom/store/rights.h"

#include "store.h"

/* --- Functions held --- */

static bool load_held(struct store *store, const char *staff, instant at, int margin, struct arena *arena,
                      struct rights *out, struct error *err) {
  struct query query;
  VEC(struct held_function) held = {0};
  QUERY(
      &query, store, err,
      "SELECT s.function, s.team, ifnull(t.ht, t.team), s.covers FROM shifts s JOIN teams t USING (team)"
      " WHERE s.staff = ?1 AND s.start_at <= ?2 + ?3 AND s.end_at > ?2 - ?3"
      " UNION ALL SELECT f.function, s.team, ifnull(t.ht, t.team), '' FROM staff_functions f JOIN staff s USING (staff)"
      " JOIN teams t USING (team) WHERE s.staff = ?1 AND f.function IN ('section_leader', 'lead_nurse')"
      " UNION ALL SELECT '', s.team, ifnull(t.ht, t.team), '' FROM staff s JOIN teams t USING (team) WHERE s.staff = "
      "?1",
      as_text(staff), as_number(at), as_number((int64_t)margin * 60));
  while (query_next(&query)) {
    struct held_function *one = vec_add(&held);
    int function = take_word(&query, &words_function);
    one->function = function == NONE ? FUNCTION_NONE : (enum function)function;
    one->team = take_text(&query, arena);
    one->ht = take_text(&query, arena);
    one->covers = take_text(&query, arena);
  }
  KEEP(arena, held, &out->held, &out->n_held);
  return query_end(&query);
}

static bool load_teams(struct store *store, struct arena *arena, struct rights *out, struct error *err) {
  struct query query;
  VEC(struct team_of_ht) teams = {0};
  QUERY_ALL(&query, store, err, "SELECT team, ifnull(ht, team) FROM teams ORDER BY team");
  while (query_next(&query)) {
    struct team_of_ht *one = vec_add(&teams);
    one->team = take_text(&query, arena);
    one->ht = take_text(&query, arena);
  }
  KEEP(arena, teams, &out->teams, &out->n_teams);
  return query_end(&query);
}

/* The one text that a question answers with. */
static bool take_answer(struct query *query, struct arena *arena, const char **out) {
  *out = query_next(query) ? take_text(query, arena) : "";
  return query_end(query);
}

/* The same of teams, and whether there is that of which they are. */
static bool take_teams(struct query *query, struct arena *arena, const char **teams, bool *there) {
  bool any = query_next(query);
  *teams = any ? take_text(query, arena) : "";
  *there = any && take_int(query, 0);
  return query_end(query);
}

/* A worker who has left; others keep DATE_NONE. */
static bool load_ended(struct store *store, const char *staff, date on, struct rights *out, struct error *err) {
  struct query query;
  QUERY(&query, store, err, "SELECT ended FROM staff WHERE staff = ? AND ended <= ?", as_text(staff), as_date(on));
  if (query_next(&query))
    out->ended = take_date(&query);
  return query_end(&query);
}

bool store_load_rights(struct store *store, const char *staff, instant at, int margin, struct arena *arena,
                       struct rights *out, struct error *err) {
  struct query query;
  *out = (struct rights){.emergencies = "", .ended = DATE_NONE};
  if (!load_teams(store, arena, out, err) || !load_ended(store, staff, instant_date(at), out, err))
    return false;
  if (out->ended != DATE_NONE)
    return true;
  if (!load_held(store, staff, at, margin, arena, out, err))
    return false;
  QUERY(&query, store, err,
        "SELECT group_concat(patient, ' ') FROM emergency_access WHERE actor = ?1 AND at <= ?2 AND until > ?2",
        as_text(staff), as_number(at));
  return take_answer(&query, arena, &out->emergencies);
}

/* --- Whom a deed concerns --- */

static const char *const questions[] = {
    [NAMED_VISIT] =
        ("SELECT ifnull(group_concat(v.team, ' '), ''), ifnull(group_concat(ifnull(v.staff, l.staff), ' '), '')"
         " FROM visits v LEFT JOIN lists l USING (list) WHERE v.visit IN (?1, ?1 || '/1', ?1 || '/2')"
         " HAVING count(*) > 0"),
    [NAMED_LIST] = "SELECT team, ifnull(staff, '') FROM lists WHERE list = ?1",
    [NAMED_ITEM] = "SELECT ifnull(team, ''), '' FROM queue WHERE item = ?1",
    [NAMED_TRANSFER] = "SELECT ifnull(from_team || ' ', '') || to_team, '' FROM transfers WHERE transfer = ?1",
    [NAMED_CARRY_OVER] = ("SELECT ifnull(v.team, ''), c.next FROM carry_overs c JOIN visits v USING (visit)"
                          " WHERE c.carry_over = ?1"),
    [NAMED_REMINDER] = "SELECT team, '' FROM reminders WHERE reminder = ?1",
    [NAMED_MEETING] = "SELECT team, '' FROM meeting WHERE meeting = ?1",
};

bool store_find_whom(struct store *store, enum named named, const char *id, struct arena *arena, struct whom *out,
                     struct error *err) {
  struct query query;
  *out = (struct whom){false, "", ""};
  QUERY(&query, store, err, questions[named], as_text(id));
  if (query_next(&query)) {
    out->there = true;
    out->teams = take_text(&query, arena);
    out->staff = take_text(&query, arena);
  }
  return query_end(&query);
}

bool store_teams_of_worker(struct store *store, const char *staff, date on, struct arena *arena, const char **teams,
                           bool *there, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT group_concat(team, ' '), EXISTS (SELECT 1 FROM staff WHERE staff = ?1) FROM (SELECT team FROM staff "
        "WHERE staff = ?1"
        " UNION SELECT team FROM shifts WHERE staff = ?1 AND date BETWEEN ?2 AND ?3)",
        as_text(staff), as_date(on - 1), as_date(on + 31));
  return take_teams(&query, arena, teams, there);
}

bool store_teams_of_patient(struct store *store, const char *patient, date on, struct arena *arena, const char **teams,
                            bool *there, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT group_concat(team, ' '), EXISTS (SELECT 1 FROM patients WHERE patient = ?1) FROM ("
        "SELECT team FROM patients WHERE patient = ?1 AND team IS NOT NULL"
        " UNION SELECT cooperating_team FROM patients WHERE patient = ?1 AND cooperating_team IS NOT NULL"
        " UNION SELECT from_team FROM transfers WHERE patient = ?1 AND state IN ('announced', 'acknowledged')"
        " AND from_team IS NOT NULL"
        " UNION SELECT to_team FROM transfers WHERE patient = ?1 AND state IN ('announced', 'acknowledged')"
        " UNION SELECT team FROM visits WHERE patient = ?1 AND date BETWEEN ?2 AND ?3)",
        as_text(patient), as_date(on - 1), as_date(on + 1));
  return take_teams(&query, arena, teams, there);
}

bool store_meets(struct store *store, const char *staff, const char *patient, date on, bool *meets, struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "SELECT 1 FROM visits v LEFT JOIN lists l USING (list) WHERE v.patient = ?1 AND v.date BETWEEN ?3 AND ?4"
        " AND ?2 IN (v.staff, l.staff) LIMIT 1",
        as_text(patient), as_text(staff), as_date(on - 1), as_date(on + 1));
  *meets = query_next(&query);
  return query_end(&query);
}

/* --- Emergency access --- */

bool store_save_emergency(struct store *store, const struct emergency_access *access, struct error *err) {
  return RUN(store, err, "INSERT INTO emergency_access (actor, patient, at, until, reason) VALUES (?, ?, ?, ?, ?)",
             as_text(access->actor), as_text(access->patient), as_number(access->at), as_number(access->until),
             as_text(access->reason));
}

bool store_load_emergencies(struct store *store, instant since, struct arena *arena, struct emergency_access **out,
                            int *n, struct error *err) {
  struct query query;
  VEC(struct emergency_access) found = {0};
  QUERY(&query, store, err,
        "SELECT actor, patient, reason, at, until FROM emergency_access WHERE at >= ? ORDER BY at DESC, patient",
        as_number(since));
  while (query_next(&query)) {
    struct emergency_access *one = vec_add(&found);
    one->actor = take_text(&query, arena);
    one->patient = take_text(&query, arena);
    one->reason = take_text(&query, arena);
    one->at = take_number(&query, 0);
    one->until = take_number(&query, 0);
  }
  KEEP(arena, found, out, n);
  return query_end(&query);
}
