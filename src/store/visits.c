/* The dated work: visits, lists, absences, approvals. */
#include "store.h"

/* --- Visits and lists ----------------------------------------------------------------------------------------------
 */

/* The windows' earliest (or latest) minutes, separated by one space. */
static void add_windows(struct str *str, const struct visit *visit, bool latest) {
  for (int w = 0; w < visit->n_windows; w++)
    str_addf(str, "%s%d", w > 0 ? " " : "", latest ? visit->windows[w].latest : visit->windows[w].earliest);
}

#define ID_OF(rows, index) ((index) == NONE ? NULL : day->rows[index].id)

static bool write_visit(struct store *store, const struct day *day, const struct visit *visit, const char *earliest,
                        const char *latest, struct error *err) {
  bool on_list = visit->state == VISIT_LISTED || visit->state == VISIT_DONE || visit->state == VISIT_NOT_DONE;
  bool was_there = visit->state == VISIT_DONE || visit->state == VISIT_NOT_DONE;
  const char *list = on_list ? ID_OF(lists, visit->list) : NULL;
  return RUN(
      store, err,
      "INSERT INTO visits (visit, date, shift, patient, service, task, team, min_role, skills, duration,"
      " earliest, latest, \"window\", priority, state, list, seq, start, staff, reason, pinned, by_hand)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit) DO UPDATE"
      " SET (date, shift, patient, service, task, team, min_role, skills, duration, earliest, latest, \"window\","
      " priority, state, list, seq, start, staff, reason, pinned, by_hand) = (excluded.date, excluded.shift,"
      " excluded.patient, excluded.service, excluded.task, excluded.team, excluded.min_role, excluded.skills,"
      " excluded.duration, excluded.earliest, excluded.latest, excluded.\"window\", excluded.priority,"
      " excluded.state, excluded.list, excluded.seq, excluded.start, excluded.staff, excluded.reason,"
      " excluded.pinned, excluded.by_hand)",
      as_text(visit->id), as_date(visit->date), as_word(&words_shift, (int)visit->shift),
      as_reference(ID_OF(patients, visit->patient)), as_reference(visit->service),
      as_reference(ID_OF(tasks, visit->task)), as_reference(ID_OF(teams, visit->team)),
      as_word(&words_role, (int)visit->min_role), as_text(visit->skills), as_number(visit->duration), as_text(earliest),
      as_text(latest), as_word(&words_window, (int)visit->window), as_word(&words_priority, (int)visit->priority),
      as_word(&words_visit_state, (int)visit->state), as_reference(list), as_number_unless(list ? visit->seq : 0, 0),
      as_number_unless(on_list ? visit->start : MINUTE_NONE, MINUTE_NONE),
      as_reference(was_there ? ID_OF(staff, visit->staff) : NULL), as_text(visit->reason), as_yes_no(visit->pinned),
      as_yes_no(visit->by_hand));
}

bool store_save_visit(struct store *store, const struct day *day, const struct visit *visit, struct error *err) {
  struct str earliest = {0}, latest = {0};
  add_windows(&earliest, visit, false);
  add_windows(&latest, visit, true);
  bool done = write_visit(store, day, visit, str_text(&earliest), str_text(&latest), err) ||
              error_context(err, _("visit %s:"), visit->id);
  str_free(&earliest);
  str_free(&latest);
  return done;
}

bool store_save_list(struct store *store, const struct day *day, const struct work_list *list, struct error *err) {
  return RUN(store, err,
             "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at, function, covers, state)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (list) DO UPDATE SET (date, shift, team, staff,"
             " start_at, end_at, function, covers, state) = (excluded.date, excluded.shift, excluded.team,"
             " excluded.staff, excluded.start_at, excluded.end_at, excluded.function, excluded.covers, excluded.state)",
             as_text(list->id), as_date(list->date), as_word(&words_shift, (int)list->shift),
             as_reference(ID_OF(teams, list->team)), as_reference(ID_OF(staff, list->staff)),
             as_number(instant_of(list->date, list->start)), as_number(instant_of(list->date, list->end)),
             as_word(&words_function, (int)list->function), as_text(list->covers),
             as_word(&words_list_state, (int)list->state)) ||
         error_context(err, _("list %s:"), list->id);
}

bool store_remove_list(struct store *store, const char *list, struct error *err) {
  return RUN(store, err, "DELETE FROM lists WHERE list = ?", as_text(list));
}

/* --- Who is away, and what was approved ----------------------------------------------------------------------------
 */

bool store_save_absence(struct store *store, const char *staff, const struct absence *absence, struct error *err) {
  char from_time[TIME_SIZE] = "";
  if (absence->from_time > 0)
    wall_format(absence->from_time, from_time);
  return RUN(store, err,
             "INSERT INTO absences (staff, \"from\", until, reason, shift, from_time) VALUES (?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (staff, \"from\", shift) DO UPDATE SET until = excluded.until, reason = excluded.reason,"
             " from_time = excluded.from_time",
             as_text(staff), as_date(absence->from), as_date(absence->until),
             as_word(&words_absence_reason, (int)absence->reason), as_word(&words_shift, absence->shift),
             as_text(from_time));
}

bool store_save_ack(struct store *store, const char *finding, const char *by, const char *reason, struct error *err) {
  return RUN(store, err,
             "INSERT INTO acks (finding, by, reason, at) VALUES (?, ?, ?, ?)"
             " ON CONFLICT (finding) DO UPDATE SET by = excluded.by, reason = excluded.reason, at = excluded.at",
             as_text(finding), as_text(by), as_text(reason), as_number(clock_now()));
}

bool store_save_approval(struct store *store, date on, enum shift shift, const char *team, const char *by,
                         struct error *err) {
  return RUN(store, err,
             "INSERT INTO approvals (date, shift, team, by, at) VALUES (?, ?, ?, ?, ?)"
             " ON CONFLICT (date, shift, team) DO UPDATE SET by = excluded.by, at = excluded.at, changed_at = NULL",
             as_date(on), as_word(&words_shift, (int)shift), as_text(team), as_text(by), as_number(clock_now()));
}

bool store_save_approval_change(struct store *store, date on, enum shift shift, const char *team, bool *approved,
                                struct error *err) {
  struct query query;
  QUERY(&query, store, err,
        "UPDATE approvals SET changed_at = ? WHERE date = ? AND shift = ? AND team = ? RETURNING team",
        as_number(clock_now()), as_date(on), as_word(&words_shift, (int)shift), as_text(team));
  while (query_next(&query))
    *approved = true;
  return query_end(&query);
}

bool store_load_changed_approvals(struct store *store, const struct day *day, struct arena *arena,
                                  struct changed_approval **out, int *n, struct error *err) {
  struct query query;
  VEC(struct changed_approval) changed = {0};
  QUERY(&query, store, err,
        "SELECT team, shift, at, changed_at FROM approvals WHERE date = ? AND changed_at IS NOT NULL"
        " ORDER BY team, shift",
        as_date(day->date));
  while (query_next(&query)) {
    struct changed_approval *row = vec_add(&changed);
    row->team = day_find_team(day, take_text(&query, arena));
    row->shift = (enum shift)take_word(&query, &words_shift);
    row->approved = take_number(&query, INSTANT_NONE);
    row->changed = take_number(&query, INSTANT_NONE);
  }
  KEEP(arena, changed, out, n);
  return query_end(&query);
}

static date find_date(struct store *store, const char *sql, const char *id) {
  struct error ignored = {0};
  struct query query;
  date on = DATE_NONE;
  QUERY(&query, store, &ignored, sql, as_text(id));
  if (query_next(&query))
    on = take_date(&query);
  if (!query_end(&query))
    error_clear(&ignored);
  return on;
}

date store_date_of_visit(struct store *store, const char *visit) {
  return find_date(store, "SELECT date FROM visits WHERE visit IN (?1, ?1 || '/1')", visit);
}

date store_date_of_list(struct store *store, const char *list) {
  return find_date(store, "SELECT date FROM lists WHERE list = ?", list);
}

/* --- What was not done -------------------------------------------------------------------------------------------- */

bool store_load_missed_visits(struct store *store, date from, date until, struct arena *arena,
                              struct missed_visit **out, int *n, struct error *err) {
  struct query query;
  VEC(struct missed_visit) missed = {0};
  QUERY(&query, store, err,
        "SELECT visit, patient, tasks.name, reason, date, CAST(latest AS INTEGER), state, visits.priority"
        " FROM visits JOIN tasks USING (task) WHERE date BETWEEN ? AND ? AND state IN ('not_done', 'dropped')"
        " ORDER BY date, patient, visit",
        as_date(from), as_date(until));
  while (query_next(&query)) {
    struct missed_visit *visit = vec_add(&missed);
    visit->visit = take_text(&query, arena);
    visit->patient = take_text(&query, arena);
    visit->task = take_text(&query, arena);
    visit->reason = take_text(&query, arena);
    visit->date = take_date(&query);
    visit->latest = (minute)take_number(&query, 0);
    visit->state = (enum visit_state)take_word(&query, &words_visit_state);
    visit->priority = (enum priority)take_word(&query, &words_priority);
  }
  KEEP(arena, missed, out, n);
  return query_end(&query);
}
