/* Activating a version of the criteria: what its table lacks and whom it would move is said first. */
#include "dispatch/route.h"
#include "vaktrom/dispatch/may.h"

/* --- What it would change ------------------------------------------------------------------------------------------
 */

/* "patients: OT 310 -> 298, HT 41 -> 53": of each outcome, before and after. */
static void add_outcomes(const struct routes *routes, const struct preview *preview, struct str *out) {
  int before[OUTCOME_GREY + 1] = {0}, change[OUTCOME_GREY + 1] = {0};
  for (int i = 0; i < routes->day->n_patients; i++)
    if (routes->list[i].active)
      before[routes->list[i].choice.outcome]++;
  for (size_t i = 0; i < preview->moves.n; i++) {
    change[preview->moves.at[i].before.outcome]--;
    change[preview->moves.at[i].after.outcome]++;
  }
  str_add(out, _("patients:"));
  for (int i = 0; i <= OUTCOME_GREY; i++)
    str_addf(out, "%s %s %d -> %d", i ? "," : "", word_label(&words_outcome, i), before[i], before[i] + change[i]);
}

/* How many patients get another outcome or team; one text a line. */
static void describe_preview(struct routes *routes, const struct criteria *after, struct effects *out) {
  struct preview preview;
  struct str line = {0};
  routes_preview(routes, after, &preview);
  effects_add(out, _("patients who get another outcome or team: %zu"), preview.moves.n);
  add_outcomes(routes, &preview, &line);
  effects_add(out, "%s", str_text(&line));
  for (int t = 0; t < preview.n_teams; t++)
    if (preview.before[t].patients != preview.after[t].patients)
      effects_add(out, _("%s: patients %d -> %d, visits a week %d -> %d"), routes->day->teams[t].id,
                  preview.before[t].patients, preview.after[t].patients, preview.before[t].visits / 100,
                  preview.after[t].visits / 100);
  str_free(&line);
  preview_free(&preview);
}

/* The faults of the table, a line each; returns how many there are. */
static size_t describe_faults(const struct criteria *criteria, struct effects *out) {
  struct table_faults faults;
  criteria_check(criteria, &faults);
  size_t n = faults.list.n;
  for (size_t i = 0; i < n; i++) {
    struct str line = {0};
    table_fault_describe(&faults.list.at[i], criteria, &line);
    effects_add(out, "%s", str_text(&line));
    str_free(&line);
  }
  table_faults_free(&faults);
  return n;
}

/* --- Activating ----------------------------------------------------------------------------------------------------
 */

/* A table with faults leaves patients to people, or contradicts itself: a person says that this is known. */
static bool refuse_faults(const struct activate_request *request, size_t n_faults, const struct effects *findings,
                          struct error *err) {
  error_set(err, STATUS_USAGE, _("version %s of the criteria has faults: %zu"), request->version, n_faults);
  for (size_t i = 0; i < findings->lines.n; i++)
    error_add(err, STATUS_USAGE, "  %s", findings->lines.at[i]);
  if (request->asked)
    *request->asked = true;
  return error_add(err, STATUS_USAGE, "%s", _("To activate it all the same: --yes"));
}

static bool review(struct store *store, const struct activate_request *request, struct effects *effects,
                   struct error *err) {
  struct routes *routes = NULL;
  struct criteria *after = NULL;
  struct effects findings = {0};
  bool done = dispatch_routes(store, &routes, err) &&
              dispatch_criteria_load(store, request->version, routes->codes, &after, NULL, err);
  if (done) {
    size_t n_faults = describe_faults(after, &findings);
    describe_preview(routes, after, &findings);
    done = n_faults == 0 || request->confirmed || refuse_faults(request, n_faults, &findings, err);
  }
  for (size_t i = 0; done && i < findings.lines.n; i++)
    effects_add(effects, "%s", findings.lines.at[i]);
  effects_free(&findings);
  criteria_free(after);
  routes_free(routes);
  return done;
}

/* Says from when it counts; *now: from today. */
static bool tell_start(struct session *session, const char *name, bool *now, struct effects *effects,
                       struct error *err) {
  struct arena arena = {0};
  struct criteria_version *versions;
  int n;
  bool done = store_load_criteria_versions(session->store, &arena, &versions, &n, err);
  for (int i = 0; done && i < n; i++) {
    if (!text_equal(versions[i].version, name))
      continue;
    char from[DATE_SIZE];
    date_show(versions[i].starts, from);
    *now = versions[i].starts == DATE_NONE;
    if (*now)
      effects_add(effects, _("version %s of the criteria is active"), name);
    else
      effects_add(effects, _("version %s of the criteria takes effect on %s; until then nothing changes"), name, from);
    if (*now)
      store_label(session->store, "activated version %s of the criteria", name);
    else
      store_label(session->store, "activated version %s of the criteria from %s", name,
                  said_date(&arena, versions[i].starts));
  }
  arena_free(&arena);
  return done;
}

bool dispatch_criteria_activate(struct session *session, const struct activate_request *request,
                                struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_KEEP_UNIT, NULL, err))
    return false;
  bool now = false;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done =
      review(session->store, request, effects, err) && store_activate_criteria(session->store, request->version, err) &&
      tell_start(session, request->version, &now, effects, err) && (!now || route_again(session, NULL, effects, err));
  return route_end(session, done, err);
}
