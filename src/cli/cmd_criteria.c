/* criteria: the versions of the OT/HT criteria, the check of their table, and which one is active. */
#include <stdio.h>

#include "cli/hands.h"

/* The second word, a version; NULL = the active one. */
static const char *asked_version(const struct invocation *call) {
  return call->n_words > 1 ? call->words[1] : NULL;
}

/* --- list --- */

static cJSON *version_json(const struct criteria_version *version) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "version", version->version);
  json_date(object, "valid_from", version->valid_from);
  json_date(object, "starts", version->starts);
  cJSON_AddBoolToObject(object, "active", version->active);
  json_integer(object, "rows", version->n_rows);
  return object;
}

static void print_versions(const struct invocation *call, struct arena *arena, const struct criteria_version *versions,
                           int n) {
  static const char *const headers[] = {N_("version"), N_("valid from"), N_("rows"), N_("active")};
  cJSON *array = call->json ? cJSON_CreateArray() : NULL;
  struct table *table = call->json ? NULL : table_new(headers, (int)COUNT_OF(headers));
  for (int i = 0; i < n; i++) {
    if (array) {
      cJSON_AddItemToArray(array, version_json(&versions[i]));
      continue;
    }
    char starts[DATE_SIZE];
    date_show(versions[i].starts, starts);
    table_cell(table, "%s", versions[i].version);
    table_cell_date(table, versions[i].valid_from);
    table_cell(table, "%d", versions[i].n_rows);
    const char *state = versions[i].starts != DATE_NONE ? arena_printf(arena, _("from %s"), starts) : "";
    table_cell(table, "%s", versions[i].active ? _("active") : state);
  }
  if (array)
    print_json(array);
  else
    table_print(table, call->csv);
}

static bool list_versions(struct invocation *call, struct error *err) {
  struct criteria_version *versions;
  int n;
  if (!store_load_criteria_versions(call->session.store, &call->arena, &versions, &n, err))
    return false;
  print_versions(call, &call->arena, versions, n);
  return true;
}

static cJSON *row_json(const struct criterion *row) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "criterion", row->id);
  json_text(object, "outcome", word_token(&words_outcome, (int)row->outcome));
  json_text(object, "when", row->when);
  json_integer(object, "rank", row->rank);
  json_text(object, "rationale", row->rationale);
  json_text(object, "source", row->source);
  return object;
}

static void print_rows(const struct invocation *call, const struct criteria *criteria) {
  static const char *const headers[] = {N_("criterion"), N_("outcome"),   N_("rank"),
                                        N_("when"),      N_("rationale"), N_("source")};
  cJSON *array = call->json ? cJSON_CreateArray() : NULL;
  struct table *table = call->json ? NULL : table_new(headers, (int)COUNT_OF(headers));
  for (size_t i = 0; i < criteria->rows.n; i++) {
    const struct criterion *row = &criteria->rows.at[i];
    if (array) {
      cJSON_AddItemToArray(array, row_json(row));
      continue;
    }
    table_cell(table, "%s", row->id);
    table_cell_word(table, &words_outcome, (int)row->outcome);
    table_cell(table, "%d", row->rank);
    table_cell(table, "%s", row->when);
    table_cell(table, "%s", row->rationale);
    table_cell(table, "%s", row->source);
  }
  if (array)
    print_json(array);
  else
    table_print(table, call->csv);
}

/* --- check --- */

static cJSON *fault_json(const struct table_fault *fault, const struct criteria *criteria) {
  cJSON *object = cJSON_CreateObject();
  struct str text = {0};
  json_text(object, "kind", word_token(&words_table_fault, (int)fault->kind));
  cJSON *rows = cJSON_AddArrayToObject(object, "rows");
  if (fault->row != NONE)
    cJSON_AddItemToArray(rows, cJSON_CreateString(criteria->rows.at[fault->row].id));
  if (fault->other != NONE)
    cJSON_AddItemToArray(rows, cJSON_CreateString(criteria->rows.at[fault->other].id));
  if (fault->has_example)
    facts_write(&fault->example, criteria->codes, &text);
  json_text(object, "example", fault->has_example ? str_text(&text) : NULL);
  str_clear(&text);
  table_fault_describe(fault, criteria, &text);
  json_text(object, "message", str_text(&text));
  str_free(&text);
  return object;
}

static void print_faults(const struct invocation *call, const struct table_faults *faults,
                         const struct criteria *criteria) {
  cJSON *array = call->json ? cJSON_CreateArray() : NULL;
  for (size_t i = 0; i < faults->list.n; i++) {
    if (array) {
      cJSON_AddItemToArray(array, fault_json(&faults->list.at[i], criteria));
      continue;
    }
    struct str line = {0};
    table_fault_describe(&faults->list.at[i], criteria, &line);
    print_safe(str_text(&line));
    str_free(&line);
  }
  if (array)
    print_json(array);
  else
    printf(trn("%zu rows, %zu fault\n", "%zu rows, %zu faults\n", faults->list.n), criteria->rows.n, faults->list.n);
  if (!faults->complete)
    log_warn("%s", _("the table is too hard to check completely: there may be more faults"));
}

/* Runs `show` on the rows of the asked version. */
static bool with_version(struct invocation *call,
                         bool (*show)(const struct invocation *call, const struct criteria *criteria), bool *fine,
                         struct error *err) {
  struct code_table *codes = code_table_new();
  struct criteria *criteria = NULL;
  bool done = dispatch_criteria_load(call->session.store, asked_version(call), codes, &criteria, NULL, err);
  if (done)
    *fine = show(call, criteria);
  criteria_free(criteria);
  code_table_free(codes);
  return done;
}

static bool show_check(const struct invocation *call, const struct criteria *criteria) {
  struct table_faults faults;
  criteria_check(criteria, &faults);
  print_faults(call, &faults, criteria);
  bool fine = faults.list.n == 0;
  table_faults_free(&faults);
  return fine;
}

static bool show_rows(const struct invocation *call, const struct criteria *criteria) {
  print_rows(call, criteria);
  return true;
}

/* --- activate --- */

static bool activate(struct invocation *call, struct error *err) {
  if (call->n_words < 2)
    return error_set(err, STATUS_USAGE, _("criteria activate needs the VERSION (vaktrom criteria list)"));
  struct effects effects = {0};
  bool asked = false;
  struct activate_request request = {.version = call->words[1], .confirmed = call->yes, .asked = &asked};
  bool done = dispatch_criteria_activate(&call->session, &request, &effects, err);
  if (!done && ask_again(call, asked, err)) {
    request.confirmed = true;
    done = dispatch_criteria_activate(&call->session, &request, &effects, err);
  }
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

/* --- The command --- */

static bool run_criteria(struct invocation *call, enum status *status, struct error *err) {
  const char *action = call->words[0];
  bool fine = true, done = false;
  if (text_equal(action, "list"))
    done = call->n_words > 1 ? with_version(call, show_rows, &fine, err) : list_versions(call, err);
  else if (text_equal(action, "check"))
    done = with_version(call, show_check, &fine, err);
  else if (text_equal(action, "activate"))
    done = activate(call, err);
  else
    error_set(err, STATUS_USAGE, _("criteria: '%s' is none of list, check, activate"), action);
  *status = fine ? STATUS_OK : STATUS_NEEDS_PERSON;
  return done;
}

const struct command command_criteria = {
    .name = "criteria",
    .arguments = "list [VERSION] | check [VERSION] | activate VERSION",
    .summary = N_("the versions of the OT/HT criteria: show, check, activate"),
    .details = N_("check finds rows that overlap and disagree, rows that can never hold, rows that are always hidden\n"
                  "by a lower rank, and facts that no row covers, each with a shortest example; it ends with 1 when\n"
                  "there are any. Versions come by `vaktrom import criteria FILE`; the first is active at once.\n"
                  "activate says how many patients get another outcome or team; a table with faults needs --yes.\n"
                  "A version whose valid_from lies ahead takes effect on that day."),
    .min_words = 1,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_criteria,
};
