/* need: a fact about a patient, noted or ended (the patient is routed anew); the facts of a patient; the codes. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "vaktrom/dispatch/audit.h"
#include "vaktrom/dispatch/may.h"

/* --- The facts of a patient --- */

static const char *noted_by(const struct day *day, const struct need *need) {
  int staff = need->noted_by ? day_find_staff(day, need->noted_by) : NONE;
  return staff != NONE ? day->staff[staff].name : need->noted_by ? need->noted_by : "";
}

static cJSON *need_json(const struct need *need) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "code", need->code);
  json_text(object, "value", text_is_empty(need->value) ? NULL : need->value);
  json_date(object, "from", need->from);
  json_date(object, "until", need->until);
  json_text(object, "noted_by", text_is_empty(need->noted_by) ? NULL : need->noted_by);
  return object;
}

/* For people the word, with the code behind it that one types. */
static void code_cell(struct table *table, const char *code) {
  struct str shown = {0};
  bool named = !text_equal(need_label(code), code);
  str_addf(&shown, named ? "%s (%s)" : "%s", need_label(code), code);
  table_cell_shown(table, code, str_text(&shown));
  str_free(&shown);
}

static void need_row(struct table *table, const struct day *day, const struct need *need) {
  code_cell(table, need->code);
  table_cell(table, "%s", need->value ? need->value : "");
  table_cell_date(table, need->from);
  table_cell_date(table, need->until);
  table_cell(table, "%s", noted_by(day, need));
}

static void print_needs(const struct invocation *call, const struct day *day, const struct need *needs, int n) {
  static const char *const headers[] = {N_("code"), N_("value"), N_("from"), N_("until"), N_("noted by")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    if (needs[i].until != DATE_NONE && needs[i].until < day->date)
      continue;
    need_row(table, day, &needs[i]);
    cJSON_AddItemToArray(array, need_json(&needs[i]));
  }
  print_records(call, table, array);
}

static bool show_needs(struct invocation *call, struct error *err) {
  if (!dispatch_may(&call->session, MAY_READ, &(struct concern){.patient = call->words[0]}, err))
    return false;
  const char *patient = call->words[0];
  struct store *store = call->session.store;
  struct day *day = NULL;
  struct need *needs;
  int n;
  if (!dispatch_read_day(&call->session, instant_date(clock_now()), &day, err))
    return false;
  bool done =
      day_find_patient(day, patient) != NONE || error_set(err, STATUS_USAGE, _("there is no patient '%s'"), patient);
  done = done && store_load_needs(store, patient, DATE_NONE, &call->arena, &needs, &n, err);
  done = done && dispatch_opened(&call->session, patient, "need", err);
  if (done)
    print_needs(call, day, needs, n);
  day_free(day);
  return done;
}

/* --- The codes --- */

/* The rows that count today and name the code, separated by blanks. */
static void add_rows(const struct routes *routes, const char *code, struct str *out) {
  int number = code_find(routes->codes, code);
  for (size_t r = 0; r < routes->criteria->rows.n; r++) {
    const struct criterion *row = &routes->criteria->rows.at[r];
    bool names = false;
    for (int c = 0; c < row->n_conditions; c++)
      names |= row->conditions[c].code == number;
    if (names)
      str_addf(out, "%s%s", out->n ? " " : "", row->id);
  }
}

static int count_patients(const struct routes *routes, const char *code) {
  int number = code_find(routes->codes, code), n = 0;
  for (int i = 0; number != NONE && i < routes->day->n_patients; i++)
    n += routes->list[i].active && facts_find(&routes->list[i].facts, number);
  return n;
}

static void add_code(const struct routes *routes, const struct code_table *codes, int code, struct table *table,
                     cJSON *array) {
  const char *name = code_name(codes, code), *label = _(code_label(codes, code));
  struct str rows = {0};
  add_rows(routes, name, &rows);
  int patients = count_patients(routes, name);
  table_cell(table, "%s", name);
  table_cell(table, "%s", label);
  table_cell(table, "%d", patients);
  table_cell(table, "%s", str_text(&rows));
  cJSON *object = cJSON_CreateObject();
  json_text(object, "code", name);
  json_text(object, "meaning", label);
  json_integer(object, "patients", patients);
  json_text(object, "criteria", str_text(&rows));
  cJSON_AddItemToArray(array, object);
  str_free(&rows);
}

/* What may be noted without --new-code: frailty and Katz first, then in the order of the criteria. */
static bool show_codes(struct invocation *call, struct error *err) {
  static const char *const headers[] = {N_("code"), N_("meaning"), N_("patients"), N_("criteria")};
  struct routes *routes = NULL;
  struct code_table *codes = code_table_new();
  bool done =
      dispatch_routes(call->session.store, &routes, err) && dispatch_named_codes(call->session.store, codes, err);
  if (done) {
    struct table *table = table_new(headers, (int)COUNT_OF(headers));
    cJSON *array = cJSON_CreateArray();
    table_align_right(table, 2);
    for (int code = CODE_FRAILTY; code < code_count(codes); code++)
      add_code(routes, codes, code, table, array);
    print_records(call, table, array);
  }
  code_table_free(codes);
  routes_free(routes);
  return done;
}

/* --- Noting and ending --- */

static bool change_need(struct invocation *call, struct error *err) {
  const char *word = call->words[1];
  const char *sign = strchr(word, '=');
  size_t length = sign ? (size_t)(sign - word) : strlen(word);
  const struct need_request request = {.patient = call->words[0],
                                       .code = arena_printf(&call->arena, "%.*s", (int)length, word),
                                       .value = sign ? sign + 1 : NULL,
                                       .until = option_date(call, "until", DATE_NONE),
                                       .remove = option(call, "remove")->given,
                                       .new_code = option(call, "new-code")->given};
  if (request.remove && (sign || request.until != DATE_NONE))
    return error_set(err, STATUS_USAGE, _("--remove ends the code today: it takes neither a value nor --until"));
  struct effects effects = {0};
  bool done = dispatch_need(&call->session, &request, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

/* --- The command --- */

static bool run_need(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  bool codes = option(call, "codes")->given;
  bool changing = option(call, "until")->given || option(call, "remove")->given || option(call, "new-code")->given;
  if (codes && (call->n_words > 0 || changing))
    return error_set(err, STATUS_USAGE, "%s", _("--codes lists the codes: it goes with nothing else"));
  if (codes)
    return show_codes(call, err);
  if (call->n_words == 0)
    return error_set(err, STATUS_USAGE, "%s", _("need: name the patient, or give --codes (vaktrom need --help)"));
  if (call->n_words == 1 && changing)
    return error_set(err, STATUS_USAGE, "%s", _("need: name the code after the patient (--codes lists them)"));
  return call->n_words == 1 ? show_needs(call, err) : change_need(call, err);
}

static const struct option_spec need_options[] = {
    {"until", "DATE", OPTION_DATE, NULL, N_("the last day on which it holds (default: open)")},
    {"remove", NULL, OPTION_FLAG, NULL, N_("it no longer holds from today")},
    {"new-code", NULL, OPTION_FLAG, NULL, N_("note a code that no criteria name")},
    {"codes", NULL, OPTION_FLAG, NULL, N_("list the codes: what they mean, how many have them, which criteria ask")},
    {0},
};
const struct command command_need = {
    .name = "need",
    .arguments = "PATIENT [CODE[=VALUE] [--until D] [--remove] [--new-code]] | --codes",
    .summary = N_("the facts about a patient; note one from today and route anew"),
    .details = N_("PATIENT alone lists what holds or will hold, since when, and who noted it.\n"
                  "frailty=1..9 is the Clinical Frailty Scale, katz=0..6 Katz ADL; pregnant, under_16 and\n"
                  "news2_plan=TEXT bear on NEWS2. Other codes are those that the criteria name."),
    .options = need_options,
    .min_words = 0,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_need,
};
