/* Observations: recorded, scored by NEWS2, and where the score asks for it raised at once (issue "2.", point 1). */
#include <string.h>

#include "dispatch/route.h"
#include "vaktrom/dispatch/may.h"

void observe_result_free(struct observe_result *result) {
  vec_free(&result->raised);
  arena_free(&result->arena);
}

/* One observation while it is recorded. */
struct observing {
  struct session *session;
  struct routes *routes;
  int patient;
  struct observation observation;
  bool correct;
  struct observe_result *result;
  struct effects *effects;
};

static const char *keep(struct arena *arena, struct str *text) {
  const char *kept = arena_strdup(arena, str_text(text));
  str_free(text);
  return kept;
}

static const struct fact *fact_named(const struct observing *o, const char *code) {
  int number = code_find(o->routes->codes, code);
  return number == NONE ? NULL : facts_find(&o->routes->list[o->patient].facts, number);
}

/* --- In words ------------------------------------------------------------------------------------------------------
 */

/* A base may put its own words for a response into the settings; else the program's. */
static const char *response_text(struct store *store, enum news2_response response, struct arena *arena) {
  static const char *const names[NEWS2_RESPONSES] = {[NEWS2_RESPONSE_ROUTINE] = "news2_text_routine",
                                                     [NEWS2_RESPONSE_LOW] = "news2_text_low",
                                                     [NEWS2_RESPONSE_SINGLE] = "news2_text_single",
                                                     [NEWS2_RESPONSE_URGENT] = "news2_text_urgent",
                                                     [NEWS2_RESPONSE_EMERGENCY] = "news2_text_emergency"};
  const char *own = names[response] ? store_setting(store, names[response]) : NULL;
  if (!text_is_empty(own))
    return arena_strdup(arena, own);
  const struct news2_advice *advice = &news2_default_advice[response];
  return arena_printf(arena, "%s, %s", said_text(arena, advice->who), said_text(arena, advice->how_soon));
}

/* Who is called, as a saying: where a documented plan stands it comes first, since it may change the response, never
 * the score. */
static const char *response_of(const struct observing *o) {
  struct arena *arena = &o->result->arena;
  const char *standard = response_text(o->session->store, o->result->score.response, arena);
  const struct fact *plan = fact_named(o, "news2_plan");
  if (!plan)
    return standard;
  return said(arena, "by the agreed plan: %s (without the plan: %s)", plan->text ? plan->text : SAID("see the journal"),
              standard);
}

#define NEWS2_TOO_YOUNG 15 /* any age under 16 says the same */

static void add_warnings(const struct observing *o) {
  struct str text = {0};
  int age = fact_named(o, "under_16") ? NEWS2_TOO_YOUNG : UNKNOWN;
  news2_warnings(&o->observation, o->routes->day->patients[o->patient].spo2_scale, age,
                 fact_named(o, "pregnant") != NULL, &text);
  const struct fact *plan = fact_named(o, "news2_plan");
  if (plan)
    str_addf(&text, _("an agreed plan stands: %s (it may change the response, never the score)\n"),
             plan->text ? plan->text : _("see the journal"));
  else if (fact_named(o, "palliative"))
    str_add(&text, _("palliative: a documented plan may change the response, never the score\n"));
  o->result->warnings = keep(&o->result->arena, &text);
}

/* "NEWS2 6 (resp 2, spo2 1, temp 1): the duty nurse of the HT, within 60 minutes" */
static const char *item_text(const struct observing *o) {
  struct str text = {0};
  struct arena *arena = &o->result->arena;
  const struct news2_score *score = &o->result->score;
  str_add(&text, news2_said(arena, score));
  const char *separator = " (";
  for (int i = 0; i < NEWS2_PARTS; i++) {
    if (score->parts[i] == UNKNOWN || score->parts[i] == 0)
      continue;
    str_addf(&text, "%s%s %d", separator, word_said(arena, &words_news2_part, i), score->parts[i]);
    separator = ", ";
  }
  str_addf(&text, "): %s", response_of(o));
  return keep(&o->result->arena, &text);
}

/* --- Recording -----------------------------------------------------------------------------------------------------
 */

/* Now where no time was named. */
static bool complete(struct observing *o, const struct observation *given, struct error *err) {
  o->observation = *given;
  o->observation.patient = o->routes->day->patients[o->patient].id;
  if (o->observation.at == INSTANT_NONE)
    o->observation.at = o->routes->now;
  if (o->observation.at > o->routes->now)
    return error_set(err, STATUS_INPUT, _("an observation cannot lie ahead: it is not yet the time given by --at"));
  return observation_check(&o->observation, err);
}

/* The scale of the patient's prescription where none was named. */
static void choose_scale(struct observing *o) {
  if (o->observation.spo2 != UNKNOWN && o->observation.scale == UNKNOWN)
    o->observation.scale = o->routes->day->patients[o->patient].spo2_scale == 2 ? 2 : 1;
}

/* Joins the set with one of the same minute: two nurses, or one who takes the pulse after the rest, lose nothing. */
static bool join_same_minute(struct observing *o, const struct observation *seen, struct error *err) {
  const struct observation added = o->observation;
  if (seen->at / 60 != added.at / 60)
    return true;
  o->result->joined = true;
  return observation_join(seen, &added, o->correct, &o->observation, err);
}

static bool load_earlier(struct observing *o, struct error *err) {
  struct observation *seen;
  int n;
  if (!store_load_observations(o->session->store, o->observation.patient, INSTANT_NONE, &o->result->arena, &seen, &n,
                               err))
    return false;
  for (int i = 0; i < n && !o->result->joined; i++)
    if (!join_same_minute(o, &seen[i], err))
      return false;
  choose_scale(o);
  for (int i = 0; i < n && o->result->n_earlier < (int)COUNT_OF(o->result->earlier); i++)
    if (seen[i].at < o->observation.at)
      o->result->earlier[o->result->n_earlier++] = seen[i];
  return true;
}

/* A score that no longer counts in the criteria calls nobody either: it is being written up afterwards. */
static bool is_recent(const struct observing *o) {
  return o->routes->now - o->observation.at <= 3600 * store_setting_int(o->session->store, "news2_valid_hours");
}

static bool raise_if_high(struct observing *o, struct error *err) {
  if (!news2_raises(&o->result->score) || !is_recent(o))
    return true;
  const char *id;
  const struct route_item item = {QUEUE_SUPERVISION, URGENCY_NOW,
                                  store_setting_int(o->session->store, "news2_due_minutes"), item_text(o), CAUSE_NEWS2};
  if (!route_raise_news2(o->session, o->routes, o->patient, &item, &id, o->effects, err))
    return false;
  vec_push(&o->result->raised, arena_strdup(&o->result->arena, id));
  return true;
}

static bool record(struct observing *o, const struct observation *given, struct error *err) {
  if (!route_find_patient(o->routes, given->patient, &o->patient, err) || !complete(o, given, err) ||
      !load_earlier(o, err) || !store_save_observation(o->session->store, &o->observation, err))
    return false;
  struct arena arena = {0};
  o->result->observation = o->observation;
  o->result->observation.patient = arena_strdup(&o->result->arena, o->observation.patient);
  o->result->score = news2_score(&o->observation);
  o->result->response = said_words(&o->result->arena, response_of(o));
  add_warnings(o);
  store_label(o->session->store, "observed %s: %s", o->observation.patient, news2_said(&arena, &o->result->score));
  arena_free(&arena);
  return raise_if_high(o, err);
}

bool dispatch_observe(struct session *session, const struct observe_request *request, struct observe_result *result,
                      struct effects *effects, struct error *err) {
  *result = (struct observe_result){0};
  if (!dispatch_may(session, MAY_OBSERVE, &(struct concern){.patient = request->observation.patient}, err))
    return false;
  struct observing o = {.session = session, .correct = request->correct, .result = result, .effects = effects};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = dispatch_routes(session->store, &o.routes, err) && record(&o, &request->observation, err);
  routes_free(o.routes);
  return route_end(session, done && route_again(session, request->observation.patient, effects, err), err);
}
