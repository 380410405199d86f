/* route: the OT/HT decisions with their reasons, and the impact preview of another file of criteria. */
#include <stdio.h>

#include "cli/grey_zone_cli.h"
#include "vaktrom/dispatch/audit.h"
#include "vaktrom/exchange.h"

static const char *team_id(const struct routes *routes, int team) {
  return team == NONE ? NULL : routes->day->teams[team].id;
}

/* A cell where nothing is seen as a dash; in CSV it is empty. */
static void cell_or_dash(struct table *table, const struct invocation *call, const char *text) {
  table_cell(table, "%s", !text_is_empty(text) ? text : call->csv ? "" : "-");
}

/* --- JSON (interface.md, route --json) --- */

static cJSON *services_json(const struct routes *routes, int patient) {
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < routes->day->n_services; i++) {
    if (routes->day->services[i].patient != patient)
      continue;
    cJSON *object = cJSON_CreateObject();
    json_text(object, "service", routes->day->services[i].id);
    json_text(object, "team", team_id(routes, routes_service_team(routes, i)));
    cJSON_AddItemToArray(array, object);
  }
  return array;
}

static cJSON *route_json(struct routes *routes, int patient) {
  const struct patient_route *route = &routes->list[patient];
  cJSON *object = cJSON_CreateObject();
  json_text(object, "patient", routes->day->patients[patient].id);
  json_text(object, "outcome", word_token(&words_outcome, (int)route->choice.outcome));
  json_text(object, "responsible_team", team_id(routes, route->choice.responsible));
  json_text(object, "cooperating_team", team_id(routes, route->choice.cooperating));
  json_text(object, "current_team", team_id(routes, route->choice.current));
  cJSON_AddRawToObject(object, "criteria", routes_criteria_json(routes, patient));
  cJSON_AddRawToObject(object, "facts", routes_facts_json(routes, patient));
  cJSON_AddItemToObject(object, "services", services_json(routes, patient));
  struct str sentence = {0};
  routes_explain(routes, patient, &sentence);
  json_text(object, "explanation", str_text(&sentence));
  str_free(&sentence);
  json_text(object, "criteria_version", routes->version);
  json_text(object, "decided_by", route->decided ? route->decided->decided_by : NULL);
  json_date(object, "review", route->decided ? route->decided->review : DATE_NONE);
  cJSON_AddBoolToObject(object, "outdated", route->outdated);
  return object;
}

/* --- Text --- */

static void add_row_ids(const struct routes *routes, const struct patient_route *route, struct str *out) {
  for (size_t i = 0; i < route->verdict.n_deciding; i++)
    str_addf(out, "%s%s", i ? " " : "", routes->criteria->rows.at[route->verdict.held.at[i]].id);
}

static void route_row(struct table *table, const struct invocation *call, const struct routes *routes, int patient) {
  const struct patient_route *route = &routes->list[patient];
  struct str rows = {0};
  add_row_ids(routes, route, &rows);
  table_cell(table, "%s", routes->day->patients[patient].id);
  table_cell_word(table, &words_outcome, (int)route->choice.outcome);
  cell_or_dash(table, call, team_id(routes, route->choice.responsible));
  cell_or_dash(table, call, team_id(routes, route->choice.cooperating));
  cell_or_dash(table, call, team_id(routes, route->choice.current));
  cell_or_dash(table, call, str_text(&rows));
  table_cell(table, "%s", route->decided ? route->decided->decided_by : "");
  str_free(&rows);
}

static struct table *routes_table(void) {
  static const char *const headers[] = {N_("patient"), N_("outcome"),  N_("responsible"), N_("cooperating"),
                                        N_("current"), N_("criteria"), N_("decided by")};
  return table_new(headers, (int)COUNT_OF(headers));
}

static void print_row_line(const struct routes *routes, int row, const char *mark, const char *note) {
  const struct criterion *criterion = &routes->criteria->rows.at[row];
  struct str line = {0};
  str_addf(&line, "  %-7s %-5s %-4s %4d  %s%s", mark, criterion->id,
           word_label(&words_outcome, (int)criterion->outcome), criterion->rank, criterion->rationale, note);
  print_safe(str_text(&line));
  str_free(&line);
}

/* "frailty 7 (since 2026-01-01)": each fact with the day since when it holds, or the moment when it was measured. */
static void print_facts(const struct routes *routes, int patient) {
  const struct facts *facts = &routes->list[patient].facts;
  struct arena arena = {0};
  struct str line = {0};
  str_addf(&line, "  %s ", _("facts:"));
  for (size_t i = 0; i < facts->list.n; i++) {
    const struct fact *fact = &facts->list.at[i];
    struct fact timeless = *fact;
    timeless.at = INSTANT_NONE; /* said behind it */
    bool measured = fact->code == CODE_NEWS2 || fact->code == CODE_NEWS2_SINGLE;
    char since[DATE_SIZE];
    fact_describe(&timeless, routes->codes, routes->now, &line);
    date_show(fact->at == INSTANT_NONE ? DATE_NONE : instant_date(fact->at), since);
    if (measured && *since)
      str_addf(&line, " (%s)", instant_words(&arena, fact->at));
    else if (*since)
      str_addf(&line, _(" (since %.10s)"), since);
    str_add(&line, i + 1 < facts->list.n ? ", " : "");
  }
  str_add(&line, facts->list.n ? "" : _("nothing known"));
  print_safe(str_text(&line));
  arena_free(&arena);
  str_free(&line);
}

/* The sentence, then every row that held or narrowly did not, then the facts. */
static void print_explanation(struct routes *routes, int patient) {
  const struct patient_route *route = &routes->list[patient];
  struct str text = {0};
  str_addf(&text, "%s %s: ", routes->day->patients[patient].id, patient_shown_name(&routes->day->patients[patient]));
  routes_explain(routes, patient, &text);
  print_safe(str_text(&text));
  for (size_t i = 0; i < route->verdict.held.n; i++)
    print_row_line(routes, route->verdict.held.at[i], i < route->verdict.n_deciding ? _("decides") : _("holds"), "");
  for (size_t i = 0; i < route->verdict.missed.n; i++) {
    const struct near_miss *miss = &route->verdict.missed.at[i];
    str_clear(&text);
    str_add(&text, _(" (missing: "));
    condition_describe(&routes->criteria->rows.at[miss->row].conditions[miss->condition], routes->codes, &text);
    str_add(&text, ")");
    print_row_line(routes, miss->row, _("nearly"), str_text(&text));
  }
  str_free(&text);
  print_facts(routes, patient);
}

/* --- The decisions --- */

static bool is_asked(const struct invocation *call, const char *patient) {
  for (int i = 0; i < call->n_words; i++)
    if (text_equal(call->words[i], patient))
      return true;
  return call->n_words == 0;
}

/* With --explain a patient whom the criteria leave to people is shown with what they decide by. */
static bool add_route_json(const struct invocation *call, struct routes *routes, int patient, cJSON *array,
                           struct error *err) {
  cJSON *object = route_json(routes, patient);
  cJSON_AddItemToArray(array, object);
  bool decides = option(call, "explain")->given && routes->list[patient].verdict.outcome == OUTCOME_GREY;
  return !decides || grey_zone_add_json(call, routes, patient, object, err);
}

static bool explain_route(const struct invocation *call, struct routes *routes, int patient, struct error *err) {
  print_explanation(routes, patient);
  return routes->list[patient].verdict.outcome != OUTCOME_GREY || grey_zone_print_work(call, routes, patient, err);
}

static bool print_routes(const struct invocation *call, struct routes *routes, struct error *err) {
  bool explain = option(call, "explain")->given && !call->json, done = true;
  cJSON *array = cJSON_CreateArray();
  struct table *table = routes_table();
  for (int i = 0; done && i < routes->day->n_patients; i++) {
    if (!routes->list[i].active || !is_asked(call, routes->day->patients[i].id))
      continue;
    if (explain)
      done = explain_route(call, routes, i, err);
    else
      route_row(table, call, routes, i);
    if (call->json)
      done = add_route_json(call, routes, i, array, err);
  }
  if (done && !explain) {
    print_records(call, table, array);
  } else {
    table_free(table);
    cJSON_Delete(array);
  }
  return done;
}

static bool store_routes(struct invocation *call, struct effects *effects, struct error *err) {
  for (int i = 0; i < call->n_words; i++)
    if (!dispatch_route(&call->session, call->words[i], effects, err))
      return false;
  return call->n_words > 0 || dispatch_route(&call->session, NULL, effects, err);
}

static bool run_decisions(struct invocation *call, struct error *err) {
  struct effects effects = {0};
  struct routes *routes = NULL;
  bool done = store_routes(call, &effects, err) && dispatch_routes(call->session.store, &routes, err);
  done = done && dispatch_opened_all(&call->session, call->words, call->n_words, "route", err) &&
         print_routes(call, routes, err);
  if (done) {
    for (size_t i = 0; !call->json && !call->csv && i < effects.lines.n; i++)
      print_safe(effects.lines.at[i]);
  }
  routes_free(routes);
  effects_free(&effects);
  return done;
}

/* --- The preview --- */

static cJSON *side_json(const struct routes *routes, const struct team_choice *choice, const struct criteria *criteria,
                        int row) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "outcome", word_token(&words_outcome, (int)choice->outcome));
  json_text(object, "responsible_team", team_id(routes, choice->responsible));
  json_text(object, "cooperating_team", team_id(routes, choice->cooperating));
  json_text(object, "criterion", row == NONE ? NULL : criteria->rows.at[row].id);
  return object;
}

static cJSON *load_json(const struct team_load *load) {
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "patients", load->patients);
  cJSON_AddNumberToObject(object, "visits_week", load->visits / 100.0);
  json_integer(object, "minutes_week", load->minutes);
  return object;
}

static void print_preview_json(const struct invocation *call, const struct routes *routes, const struct criteria *after,
                               const struct preview *preview) {
  cJSON *document = cJSON_CreateObject();
  cJSON *moves = cJSON_AddArrayToObject(document, "moves");
  for (size_t i = 0; i < preview->moves.n; i++) {
    const struct preview_move *move = &preview->moves.at[i];
    if (!is_asked(call, move->patient))
      continue;
    cJSON *object = cJSON_CreateObject();
    json_text(object, "patient", move->patient);
    cJSON_AddItemToObject(object, "from", side_json(routes, &move->before, routes->criteria, move->row_before));
    cJSON_AddItemToObject(object, "to", side_json(routes, &move->after, after, move->row_after));
    cJSON_AddItemToArray(moves, object);
  }
  cJSON *teams = cJSON_AddArrayToObject(document, "teams");
  for (int t = 0; t < preview->n_teams; t++) {
    cJSON *object = cJSON_CreateObject();
    json_text(object, "team", routes->day->teams[t].id);
    cJSON_AddItemToObject(object, "before", load_json(&preview->before[t]));
    cJSON_AddItemToObject(object, "after", load_json(&preview->after[t]));
    cJSON_AddItemToArray(teams, object);
  }
  print_json(document);
}

static void side_cells(struct table *table, const struct invocation *call, const struct routes *routes,
                       const struct team_choice *choice, const struct criteria *criteria, int row) {
  table_cell_word(table, &words_outcome, (int)choice->outcome);
  cell_or_dash(table, call, team_id(routes, choice->responsible));
  cell_or_dash(table, call, row == NONE ? NULL : criteria->rows.at[row].id);
}

static struct table *moves_table(const struct invocation *call, const struct routes *routes,
                                 const struct criteria *after, const struct preview *preview) {
  static const char *const headers[] = {N_("patient"), N_("from"), N_("team"),  N_("by row"),
                                        N_("to"),      N_("team"), N_("by row")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (size_t i = 0; i < preview->moves.n; i++) {
    const struct preview_move *move = &preview->moves.at[i];
    if (!is_asked(call, move->patient))
      continue;
    table_cell(table, "%s", move->patient);
    side_cells(table, call, routes, &move->before, routes->criteria, move->row_before);
    side_cells(table, call, routes, &move->after, after, move->row_after);
  }
  return table;
}

static struct table *loads_table(const struct routes *routes, const struct preview *preview) {
  static const char *const headers[] = {N_("team"), N_("patients"),   N_("then"), N_("visits/week"),
                                        N_("then"), N_("hours/week"), N_("then")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int column = 1; column < (int)COUNT_OF(headers); column++)
    table_align_right(table, column);
  for (int t = 0; t < preview->n_teams; t++) {
    const struct team_load *was = &preview->before[t], *will = &preview->after[t];
    table_cell(table, "%s", routes->day->teams[t].id);
    table_cell(table, "%d", was->patients);
    table_cell(table, "%d", will->patients);
    table_cell(table, "%d", was->visits / 100);
    table_cell(table, "%d", will->visits / 100);
    table_cell(table, "%d", was->minutes / 60);
    table_cell(table, "%d", will->minutes / 60);
  }
  return table;
}

static void print_preview(const struct invocation *call, const struct routes *routes, const struct criteria *after,
                          const struct preview *preview) {
  if (call->json) {
    print_preview_json(call, routes, after, preview);
    return;
  }
  table_print(moves_table(call, routes, after, preview), call->csv);
  if (call->csv)
    return;
  printf(trn("%zu patient would get another outcome or team; nothing is changed\n\n",
             "%zu patients would get another outcome or team; nothing is changed\n\n", preview->moves.n),
         preview->moves.n);
  table_print(loads_table(routes, preview), false);
}

/* Whether a patient has the code. */
static bool is_known_code(const struct routes *routes, int code) {
  for (int i = 0; i < routes->day->n_patients; i++)
    if (routes->list[i].active && facts_find(&routes->list[i].facts, code))
      return true;
  return false;
}

/* The codes that the patients have or the criteria of today name, for "did you mean". */
static const char *nearest_code(const struct routes *routes, int code, int n_present) {
  VEC(const char *) names = {0};
  for (int i = 0; i < n_present; i++)
    if (i != code)
      vec_push(&names, code_name(routes->codes, i));
  const char *near = text_nearest(code_name(routes->codes, code), names.at, names.n);
  vec_free(&names);
  return near;
}

/* A code of the file that nobody has is most often misspelt: no row with it would ever hold. `n_present`: so many codes
 * there were before the file was read. */
static void warn_of_codes(const struct routes *routes, const struct criteria *after, int n_present) {
  VEC(int) told = {0};
  for (size_t r = 0; r < after->rows.n; r++)
    for (int c = 0; c < after->rows.at[r].n_conditions; c++) {
      int code = after->rows.at[r].conditions[c].code;
      bool skip = code < n_present || is_known_code(routes, code);
      for (size_t i = 0; i < told.n; i++)
        skip = skip || told.at[i] == code;
      if (skip)
        continue;
      vec_push(&told, code);
      const char *near = nearest_code(routes, code, n_present);
      const char *row = after->rows.at[r].id, *name = code_name(routes->codes, code);
      if (near)
        log_warn(_("criterion %s: no patient has the code '%s' (did you mean '%s'?)"), row, name, near);
      else
        log_warn(_("criterion %s: no patient has the code '%s'"), row, name);
    }
  vec_free(&told);
}

static bool check_patients(const struct invocation *call, const struct routes *routes, struct error *err) {
  for (int i = 0; i < call->n_words; i++)
    if (day_find_patient(routes->day, call->words[i]) == NONE)
      return error_set(err, STATUS_USAGE, _("there is no patient '%s'"), call->words[i]);
  return true;
}

static bool run_preview(struct invocation *call, const char *path, struct error *err) {
  struct routes *routes = NULL;
  struct criteria *after = NULL;
  bool done = dispatch_routes(call->session.store, &routes, err) && check_patients(call, routes, err);
  int n_codes = done ? code_count(routes->codes) : 0;
  done = done && exchange_read_criteria(&call->session, path, routes->codes, &after, err);
  if (done) {
    struct preview preview;
    warn_of_codes(routes, after, n_codes);
    routes_preview(routes, after, &preview);
    print_preview(call, routes, after, &preview);
    preview_free(&preview);
  }
  criteria_free(after);
  routes_free(routes);
  return done;
}

/* --- The command --- */

static bool run_route(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  const char *file = option_text(call, "criteria");
  if (call->n_words > 0 && option(call, "all")->given)
    return error_set(err, STATUS_USAGE, _("name patients or give --all, not both"));
  return file ? run_preview(call, file, err) : run_decisions(call, err);
}

static const struct option_spec route_options[] = {
    {"all", NULL, OPTION_FLAG, NULL, N_("every patient (as when none is named)")},
    {"explain", NULL, OPTION_FLAG, NULL, N_("the reasons: every criterion that held or nearly held, and the facts")},
    {"criteria", "FILE", OPTION_TEXT, NULL, N_("preview this file of criteria: who would move; changes nothing")},
    {0},
};
const struct command command_route = {
    .name = "route",
    .arguments = "[PATIENT...|--all] [--explain] [--criteria FILE]",
    .summary = N_("which team a patient belongs to, OT or HT, and why"),
    .details = N_("With PATIENT, --criteria lists only those who would move among them; the totals are of all."),
    .options = route_options,
    .max_words = -1,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_route,
};
