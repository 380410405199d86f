/* Facts about a patient that people note: needs, devices, frailty, Katz ADL (issue "2.", point 1). */
#include "dispatch/route.h"
#include "vaktrom/dispatch/may.h"

/* --- Codes that may be noted ---------------------------------------------------------------------------------------
 */

/* Codes that the program itself asks for, whatever the criteria name: they bear on NEWS2 (domain.md). */
static const char *const program_codes[] = {"frailty", "katz", "pregnant", "under_16", "news2_plan"};

bool dispatch_named_codes(struct store *store, struct code_table *codes, struct error *err) {
  struct arena arena = {0};
  struct criteria_version *versions;
  int n;
  bool done = store_load_criteria_versions(store, &arena, &versions, &n, err);
  for (int i = 0; done && i < n; i++) {
    struct criteria *criteria = NULL;
    done = dispatch_criteria_load(store, versions[i].version, codes, &criteria, NULL, err);
    if (done)
      criteria_free(criteria);
  }
  for (size_t i = 0; i < COUNT_OF(program_codes); i++)
    code_intern(codes, program_codes[i]);
  arena_free(&arena);
  return done;
}

const char *dispatch_nearest_code(const struct code_table *codes, const char *code) {
  VEC(const char *) names = {0};
  for (int i = CODE_FRAILTY; i < code_count(codes); i++)
    vec_push(&names, code_name(codes, i));
  const char *near = text_nearest(code, names.at, names.n);
  vec_free(&names);
  return near;
}

static bool refuse_code(const struct code_table *codes, const char *code, struct error *err) {
  const char *near = dispatch_nearest_code(codes, code);
  if (near)
    return error_set(err, STATUS_USAGE,
                     _("no criteria name the code '%s' (did you mean '%s'?); --new-code notes it all the same"), code,
                     near);
  return error_set(err, STATUS_USAGE, _("no criteria name the code '%s'; --new-code notes it all the same"), code);
}

static bool check_code(struct session *session, const struct need_request *request, struct error *err) {
  if (!need_check(request->code, request->value, err))
    return false;
  struct code_table *codes = code_table_new();
  bool done = request->new_code || dispatch_named_codes(session->store, codes, err);
  if (done && !request->new_code && code_find(codes, request->code) == NONE)
    done = refuse_code(codes, request->code, err);
  code_table_free(codes);
  return done;
}

/* --- Noting and ending ---------------------------------------------------------------------------------------------
 */

static bool patient_has(struct session *session, const struct need_request *request, date on, bool *has,
                        struct error *err) {
  struct arena arena = {0};
  struct need *needs;
  int n;
  bool done = store_load_needs(session->store, request->patient, on, &arena, &needs, &n, err);
  *has = false;
  for (int i = 0; done && i < n; i++)
    *has = *has || text_equal(needs[i].code, request->code);
  arena_free(&arena);
  return done;
}

static bool end_need(struct session *session, const struct need_request *request, date today, struct effects *effects,
                     struct error *err) {
  bool has;
  if (!patient_has(session, request, today, &has, err))
    return false;
  if (!has)
    return error_set(err, STATUS_USAGE, _("%s has no need '%s' today"), request->patient, request->code);
  struct arena arena = {0};
  store_label(session->store, "ended the need %s of %s", need_said(&arena, request->code), request->patient);
  arena_free(&arena);
  effects_add(effects, _("%s: %s no longer holds"), request->patient, need_label(request->code));
  return store_remove_need(session->store, request->patient, request->code, today - 1, err);
}

/* A new value takes the place of the old one from today on. */
static bool note_need(struct session *session, const struct need_request *request, date today, struct effects *effects,
                      struct error *err) {
  struct need need = {.patient = request->patient,
                      .code = request->code,
                      .value = request->value ? request->value : "",
                      .noted_by = session->actor,
                      .from = today,
                      .until = request->until};
  if (request->until != DATE_NONE && request->until < today)
    return error_set(err, STATUS_INPUT, _("--until lies in the past"));
  struct str fact = {0};
  need_describe(need.code, need.value, &fact);
  store_label(session->store, "noted %s for %s", str_text(&fact), need.patient);
  effects_add(effects, "%s: %s", need.patient, str_text(&fact));
  str_free(&fact);
  return check_code(session, request, err) &&
         store_remove_need(session->store, need.patient, need.code, today - 1, err) &&
         store_save_need(session->store, &need, err);
}

static bool patient_exists(struct session *session, const char *id, date today, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(session->store, today, &day, err))
    return false;
  bool found = day_find_patient(day, id) != NONE;
  day_free(day);
  return found || error_set(err, STATUS_USAGE, _("there is no patient '%s'"), id);
}

bool dispatch_need(struct session *session, const struct need_request *request, struct effects *effects,
                   struct error *err) {
  if (!dispatch_may(session, MAY_OBSERVE, &(struct concern){.patient = request->patient}, err))
    return false;
  date today = instant_date(clock_now());
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = patient_exists(session, request->patient, today, err) &&
              (request->remove ? end_need(session, request, today, effects, err)
                               : note_need(session, request, today, effects, err)) &&
              route_again(session, request->patient, effects, err);
  return route_end(session, done, err);
}
