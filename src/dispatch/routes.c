/* All patients' facts, verdicts and decisions as they are now: read once, for the commands, the screen and the checks.
 */
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "dispatch/route.h"

/* --- Criteria ------------------------------------------------------------------------------------------------------
 */

bool dispatch_criteria_load(struct store *store, const char *version, struct code_table *codes, struct criteria **out,
                            const char **used, struct error *err) {
  struct criteria *criteria = criteria_new(codes);
  struct criterion_row *rows;
  int n;
  bool done = store_load_criteria(store, version, &criteria->arena, &rows, &n, err);
  for (int i = 0; done && i < n; i++)
    done = criteria_add(criteria, rows[i].criterion, rows[i].outcome, rows[i].when, rows[i].rank, rows[i].rationale,
                        rows[i].source, err);
  if (done && n == 0 && version)
    done = error_set(err, STATUS_USAGE, _("there is no version '%s' of the criteria (vaktrom criteria list)"), version);
  if (!done) {
    criteria_free(criteria);
    return false;
  }
  *out = criteria;
  if (used)
    *used = n > 0 ? rows[0].version : NULL;
  return true;
}

/* --- Facts ---------------------------------------------------------------------------------------------------------
 */

/* Needs come by patient, code and first day, so that the latest of a code counts. */
static bool load_needs(struct store *store, struct routes *routes, struct error *err) {
  struct need *needs;
  int n;
  if (!store_load_needs(store, NULL, routes->day->date, &routes->arena, &needs, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = day_find_patient(routes->day, needs[i].patient);
    if (patient != NONE)
      facts_set(&routes->list[patient].facts, code_intern(routes->codes, needs[i].code), needs[i].value,
                instant_of(needs[i].from, 0));
  }
  return true;
}

/* The requests that a high NEWS2 raised and nobody has closed; *since goes back far enough to see those scores. */
static bool load_news2_requests(struct store *store, struct routes *routes, instant *since, struct error *err) {
  struct queue_item *items;
  int n;
  instant valid = routes->now - *since;
  if (!store_load_queue(store, NULL, false, &routes->arena, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = items[i].patient ? day_find_patient(routes->day, items[i].patient) : NONE;
    if (patient == NONE || !route_is_news2_request(&items[i]))
      continue;
    routes->list[patient].unanswered.item = items[i].id;
    *since = items[i].at - valid < *since ? items[i].at - valid : *since;
  }
  return true;
}

/* What the patient's latest complete score says: within the setting it counts; a high one whose request nobody has
 * closed is still told when it is older, so that it never passes out of sight by the clock alone. */
static void take_news2(struct patient_route *route, const struct news2_score *score, instant at, instant valid_since) {
  if (at >= valid_since) {
    facts_set_number(&route->facts, CODE_NEWS2, score->total, at);
    facts_set_number(&route->facts, CODE_NEWS2_SINGLE, score->highest_single, at);
  } else if (route->unanswered.item && news2_raises(score)) {
    route->unanswered.at = at;
    route->unanswered.total = score->total;
    return;
  }
  route->unanswered.item = NULL;
}

/* Observations come by patient, newest first. */
static bool load_news2(struct store *store, struct routes *routes, struct error *err) {
  struct observation *seen;
  int n, last = NONE;
  instant valid_since = routes->now - 3600 * store_setting_int(store, "news2_valid_hours"), since = valid_since;
  if (!load_news2_requests(store, routes, &since, err) ||
      !store_load_observations(store, NULL, since, &routes->arena, &seen, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = day_find_patient(routes->day, seen[i].patient);
    struct news2_score score = news2_score(&seen[i]);
    if (patient == NONE || patient == last || seen[i].at > routes->now || !score.complete)
      continue;
    take_news2(&routes->list[patient], &score, seen[i].at, valid_since);
    last = patient;
  }
  return true;
}

/* A request whose score is not in the store (imported, or never complete) tells nothing here. */
static void drop_scoreless_requests(struct routes *routes) {
  for (int i = 0; i < routes->day->n_patients; i++)
    if (routes->list[i].unanswered.at == 0)
      routes->list[i].unanswered.item = NULL;
}

static void add_days_known(struct routes *routes) {
  for (int i = 0; i < routes->day->n_patients; i++) {
    date admitted = routes->day->patients[i].admitted;
    if (admitted != DATE_NONE && admitted <= routes->day->date)
      facts_set_number(&routes->list[i].facts, CODE_DAYS_KNOWN, routes->day->date - admitted, INSTANT_NONE);
  }
}

/* Takes the services one by one: the highest role of those so far and the next is the highest of all. */
static void add_service_roles(struct routes *routes) {
  for (int i = 0; i < routes->day->n_services; i++) {
    const struct service *service = &routes->day->services[i];
    struct facts *facts = &routes->list[service->patient].facts;
    const struct fact *so_far = facts_find(facts, CODE_SERVICE_ROLE);
    enum role pair[2] = {service->min_role, so_far ? (enum role)(so_far->number / THOUSANDTHS) : service->min_role};
    enum role highest;
    if (facts_highest_role(pair, 2, &highest))
      facts_set_role(facts, highest);
  }
}

/* --- Decisions -----------------------------------------------------------------------------------------------------
 */

static int team_or_none(const struct day *day, const char *id) {
  return id ? day_find_team(day, id) : NONE;
}

bool routes_has_nurse_work(const struct routes *routes, int patient) {
  const struct fact *role = facts_find(&routes->list[patient].facts, CODE_SERVICE_ROLE);
  return role && role->number / THOUSANDTHS == ROLE_NURSE;
}

static struct team_choice choose(const struct routes *routes, int patient) {
  const struct patient_route *route = &routes->list[patient];
  const struct day *day = routes->day;
  if (route->decided) {
    return (struct team_choice){.outcome = route->decided->outcome,
                                .responsible = team_or_none(day, route->decided->responsible_team),
                                .cooperating = team_or_none(day, route->decided->cooperating_team),
                                .current = day->patients[patient].team};
  }
  return route_teams(route->verdict.outcome, day->patients[patient].area, day->patients[patient].team,
                     routes_has_nurse_work(routes, patient), day->teams, day->n_teams);
}

static bool load_decisions(struct store *store, struct routes *routes, struct error *err) {
  struct decision *decisions;
  int n;
  if (!store_load_decisions(store, NULL, &routes->arena, &decisions, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    int patient = day_find_patient(routes->day, decisions[i].patient);
    if (patient == NONE)
      continue;
    routes->list[patient].stored = &decisions[i];
    if (!text_is_empty(decisions[i].decided_by))
      routes->list[patient].decided = &decisions[i];
  }
  return true;
}

/* What the criteria said when the decision was stored: the rows that held with the lowest rank, joined. */
static enum outcome said_then(const struct decision *decision) {
  enum outcome outcome = OUTCOME_GREY;
  double lowest = 0;
  bool any = false;
  cJSON *rows = cJSON_Parse(decision->criteria);
  const cJSON *row;
  cJSON_ArrayForEach(row, rows) {
    const char *token = cJSON_GetStringValue(cJSON_GetObjectItem(row, "outcome"));
    double rank = cJSON_GetNumberValue(cJSON_GetObjectItem(row, "rank"));
    int code = token ? word_code(&words_outcome, token) : NONE;
    if (code == NONE || !cJSON_IsTrue(cJSON_GetObjectItem(row, "held")) || (any && rank > lowest))
      continue;
    outcome = any && !(rank < lowest) ? outcome_join(outcome, (enum outcome)code) : (enum outcome)code;
    lowest = rank;
    any = true;
  }
  cJSON_Delete(rows);
  return outcome;
}

static void evaluate(struct routes *routes, int patient) {
  struct patient_route *route = &routes->list[patient];
  route->active = routes->day->patients[patient].status == PATIENT_ACTIVE;
  route_decide(routes->criteria, &route->facts, &route->verdict);
  route->choice = choose(routes, patient);
  route->outdated = routes->version && route->stored && said_then(route->stored) != route->verdict.outcome &&
                    !text_equal(route->stored->criteria, routes_criteria_json(routes, patient));
}

/* --- The whole -----------------------------------------------------------------------------------------------------
 */

static bool load(struct store *store, struct routes *routes, struct error *err) {
  if (!routes->day && !store_load_day_alone(store, instant_date(routes->now), &routes->day, err))
    return false;
  routes->list = mem_array(struct patient_route, (size_t)routes->day->n_patients + 1);
  if (!dispatch_criteria_load(store, NULL, routes->codes, &routes->criteria, &routes->version, err) ||
      !load_needs(store, routes, err) || !load_news2(store, routes, err) || !load_decisions(store, routes, err))
    return false;
  drop_scoreless_requests(routes);
  add_days_known(routes);
  add_service_roles(routes);
  for (int i = 0; i < routes->day->n_patients; i++)
    evaluate(routes, i);
  return true;
}

/* `day` NULL: loaded, and the routes' own. */
static bool load_routes(struct store *store, struct day *day, struct routes **out, struct error *err) {
  struct routes *routes = mem_new(struct routes);
  routes->now = clock_now();
  routes->codes = code_table_new();
  routes->day = day;
  bool done = load(store, routes, err);
  *out = done ? routes : NULL;
  if (!done && day)
    routes_free_keeping_day(routes);
  else if (!done)
    routes_free(routes);
  return done;
}

bool dispatch_routes(struct store *store, struct routes **out, struct error *err) {
  return load_routes(store, NULL, out, err);
}

bool routes_of_day(struct store *store, struct day *day, struct routes **out, struct error *err) {
  return load_routes(store, day, out, err);
}

void routes_free(struct routes *routes) {
  struct day *day = routes ? routes->day : NULL;
  routes_free_keeping_day(routes);
  day_free(day);
}

void routes_free_keeping_day(struct routes *routes) {
  if (!routes)
    return;
  for (int i = 0; routes->list && i < routes->day->n_patients; i++) {
    facts_free(&routes->list[i].facts);
    verdict_free(&routes->list[i].verdict);
  }
  free(routes->list);
  criteria_free(routes->criteria);
  code_table_free(routes->codes);
  arena_free(&routes->arena);
  free(routes);
}

/* --- In words and in JSON ------------------------------------------------------------------------------------------
 */

/* What the high score says that nobody has answered. */
static const char *unanswered_said(const struct routes *routes, int patient, struct arena *arena) {
  const struct unanswered_score *score = &routes->list[patient].unanswered;
  const struct fact fact = {
      .code = CODE_NEWS2, .number = (int64_t)score->total * THOUSANDTHS, .text = NULL, .at = score->at};
  return said(arena, "%s is too old to count, no complete set was taken since, and its request %s is not closed.",
              fact_said(arena, &fact, routes->codes, routes->now), score->item);
}

/* "BOTH, decided by S001 on 2026-03-04 (review 2026-04-01): knows her. The criteria say: "; nothing where nobody has.
 */
static const char *decided_said(const struct decision *decided, struct arena *arena) {
  if (!decided)
    return "";
  struct str reason = {0};
  str_add_safe(&reason, decided->reason ? decided->reason : "");
  const char *text = arena_printf(
      arena, "%s%s%s",
      said(arena, "%s, decided by %s on %s (review %s): ", word_said(arena, &words_outcome, (int)decided->outcome),
           decided->decided_by, said_date(arena, instant_date(decided->at)), said_date(arena, decided->review)),
      str_text(&reason), SAID(". The criteria say: "));
  str_free(&reason);
  return text;
}

const char *routes_said(const struct routes *routes, int patient, struct arena *arena) {
  const struct patient_route *route = &routes->list[patient];
  const char *area = routes->day->patients[patient].area, *no_team = "";
  if (!route->decided && route->choice.no_team)
    no_team = text_is_empty(area)
                  ? SAID(" No area is recorded, so no team can be named and people decide: record the patient's area.")
                  : said(arena, " No such team serves the area '%s', so people decide.", area);
  return arena_printf(arena, "%s%s%s%s%s", decided_said(route->decided, arena),
                      verdict_said(arena, &route->verdict, routes->criteria, &route->facts, routes->now), no_team,
                      route->unanswered.item ? " " : "",
                      route->unanswered.item ? unanswered_said(routes, patient, arena) : "");
}

void routes_explain(const struct routes *routes, int patient, struct str *out) {
  struct arena arena = {0};
  said_add(out, routes_said(routes, patient, &arena));
  arena_free(&arena);
}

void routes_describe_unanswered(const struct routes *routes, int patient, struct str *out) {
  struct arena arena = {0};
  if (routes->list[patient].unanswered.item)
    said_add(out, unanswered_said(routes, patient, &arena));
  arena_free(&arena);
}

int routes_service_team(const struct routes *routes, int service) {
  const struct service *row = &routes->day->services[service];
  return route_service(&routes->list[row->patient].choice, row->min_role, routes->day->teams, routes->day->n_teams);
}

static const char *print_into(struct arena *arena, cJSON *document) {
  char *text = cJSON_PrintUnformatted(document);
  const char *kept = arena_strdup(arena, text);
  free(text);
  cJSON_Delete(document);
  return kept;
}

const char *routes_facts_json(struct routes *routes, int patient) {
  cJSON *object = cJSON_CreateObject();
  const struct facts *facts = &routes->list[patient].facts;
  for (size_t i = 0; i < facts->list.n; i++) {
    const struct fact *fact = &facts->list.at[i];
    const char *name = code_name(routes->codes, fact->code);
    if (fact->code == CODE_SERVICE_ROLE)
      cJSON_AddStringToObject(object, name, word_token(&words_role, (int)(fact->number / THOUSANDTHS)));
    else if (fact->number != FACT_NO_NUMBER)
      cJSON_AddNumberToObject(object, name, (double)fact->number / THOUSANDTHS);
    else if (fact->text)
      cJSON_AddStringToObject(object, name, fact->text);
    else
      cJSON_AddTrueToObject(object, name);
  }
  return print_into(&routes->arena, object);
}

static cJSON *row_json(const struct criterion *row, bool held) {
  cJSON *object = cJSON_CreateObject();
  cJSON_AddStringToObject(object, "criterion", row->id);
  cJSON_AddStringToObject(object, "outcome", word_token(&words_outcome, (int)row->outcome));
  cJSON_AddNumberToObject(object, "rank", row->rank);
  cJSON_AddBoolToObject(object, "held", held);
  return object;
}

const char *routes_criteria_json(struct routes *routes, int patient) {
  const struct verdict *verdict = &routes->list[patient].verdict;
  const struct criterion *rows = routes->criteria->rows.at;
  cJSON *array = cJSON_CreateArray();
  for (size_t i = 0; i < verdict->held.n; i++)
    cJSON_AddItemToArray(array, row_json(&rows[verdict->held.at[i]], true));
  for (size_t i = 0; i < verdict->missed.n; i++) {
    const struct criterion *row = &rows[verdict->missed.at[i].row];
    cJSON *object = row_json(row, false);
    struct str missing = {0};
    condition_write(&row->conditions[verdict->missed.at[i].condition], routes->codes, &missing);
    cJSON_AddStringToObject(object, "missing", str_text(&missing));
    str_free(&missing);
    cJSON_AddItemToArray(array, object);
  }
  return print_into(&routes->arena, array);
}

/* --- Preview -------------------------------------------------------------------------------------------------------
 */

/* Visits a week in hundredths, both workers of a two-person visit counted. */
static int visits_a_week(const struct service *service) {
  int hundredths = 0;
  if (service->every > 0)
    hundredths = 700 / service->every;
  else
    for (const char *day = service->days; day && *day; day++)
      hundredths += *day == '-' ? 0 : 100;
  return hundredths * (service->staff_count > 1 ? service->staff_count : 1);
}

/* The services of all patients, side by side, ordered by patient. */
struct weekly {
  enum role *roles;
  int *visits, *minutes;
  size_t *first; /* of each patient; first[n_patients] = how many there are */
};

static struct weekly collect_weekly(struct routes *routes) {
  const struct day *day = routes->day;
  size_t n = (size_t)day->n_services, n_patients = (size_t)day->n_patients;
  struct weekly w = {arena_alloc(&routes->arena, (n + 1) * sizeof *w.roles),
                     arena_alloc(&routes->arena, (n + 1) * sizeof *w.visits),
                     arena_alloc(&routes->arena, (n + 1) * sizeof *w.minutes),
                     arena_alloc(&routes->arena, (n_patients + 2) * sizeof *w.first)};
  for (size_t i = 0; i < n; i++)
    w.first[day->services[i].patient + 1]++;
  for (size_t p = 0; p < n_patients; p++)
    w.first[p + 1] += w.first[p];
  size_t *next = arena_alloc(&routes->arena, (n_patients + 1) * sizeof *next);
  memcpy(next, w.first, n_patients * sizeof *next);
  for (size_t i = 0; i < n; i++) {
    const struct service *service = &day->services[i];
    size_t at = next[service->patient]++;
    w.roles[at] = service->min_role;
    w.visits[at] = visits_a_week(service);
    w.minutes[at] = w.visits[at] * service->duration / 100;
  }
  return w;
}

void routes_preview(struct routes *routes, const struct criteria *after, struct preview *out) {
  const struct day *day = routes->day;
  struct weekly w = collect_weekly(routes);
  VEC(struct preview_patient) patients = {0};
  for (int i = 0; i < day->n_patients; i++) {
    const struct patient_route *route = &routes->list[i];
    if (!route->active)
      continue;
    size_t first = w.first[i];
    vec_push(&patients, (struct preview_patient){.patient = day->patients[i].id,
                                                 .area = day->patients[i].area,
                                                 .facts = &route->facts,
                                                 .team = day->patients[i].team,
                                                 .roles = w.roles + first,
                                                 .visits = w.visits + first,
                                                 .minutes = w.minutes + first,
                                                 .n_services = w.first[i + 1] - first,
                                                 .decided = route->decided ? &route->choice : NULL});
  }
  route_preview(routes->criteria, after, patients.at, patients.n, day->teams, day->n_teams, out);
  vec_free(&patients);
}
