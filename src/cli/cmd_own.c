/* own: an HT's report on its own patients. */
#include <stdio.h>

#include "cli/paper_cli.h"
#include "vaktrom/dispatch/flows.h"

/* --- JSON --- */

static cJSON *change_json(const struct own_change *change) {
  cJSON *object = cJSON_CreateObject();
  json_instant(object, "at", change->at);
  json_text(object, "kind", word_token(&words_own_kind, (int)change->kind));
  json_integer(object, "weight", change->weight);
  json_text(object, "text", change->text);
  return object;
}

static void print_own_json(const struct own_report *report) {
  cJSON *document = cJSON_CreateObject();
  json_text(document, "team", report->day->teams[report->team].id);
  json_instant(document, "since", report->since);
  cJSON_AddBoolToObject(document, "first_look", report->first_look);
  cJSON *patients = cJSON_AddArrayToObject(document, "patients");
  for (size_t i = 0; i < report->patients.n; i++) {
    const struct own_patient *own = &report->patients.at[i];
    cJSON *object = cJSON_CreateObject();
    json_text(object, "patient", report->day->patients[own->patient].id);
    json_text(object, "role", word_token(&words_own_role, (int)own->role));
    json_integer(object, "weight", own->weight);
    cJSON *changes = cJSON_AddArrayToObject(object, "changes");
    for (size_t c = 0; c < own->changes.n; c++)
      cJSON_AddItemToArray(changes, change_json(&own->changes.at[c]));
    cJSON_AddItemToArray(patients, object);
  }
  print_json(document);
}

/* --- Text --- */

static void add_instant(struct str *out, instant at) {
  date on = instant_date(at);
  char day[DATE_SIZE], time[TIME_SIZE];
  date_show(on, day);
  time_format(on, minute_of(on, at), time);
  str_addf(out, "%s %s", day, time);
}

static void print_line(struct str *line) {
  print_safe(str_text(line));
  str_clear(line);
}

static void print_patient(const struct own_report *report, const struct own_patient *own, struct str *line) {
  const struct patient *patient = &report->day->patients[own->patient];
  str_addf(line, "%s %s (%s)%s", patient->id, patient_shown_name(patient), word_label(&words_own_role, (int)own->role),
           own->changes.n == 0 ? _(": nothing new") : "");
  print_line(line);
  for (size_t c = 0; c < own->changes.n; c++) {
    const struct own_change *change = &own->changes.at[c];
    str_add(line, "  ");
    add_instant(line, change->at);
    str_addf(line, "  %s: %s", word_label(&words_own_kind, (int)change->kind), change->text);
    print_line(line);
  }
}

/* Those with something new; the others by their number, or one by one where `all`. */
static void print_own_text(const struct own_report *report, bool all) {
  struct str line = {0};
  size_t changed = 0;
  for (size_t i = 0; i < report->patients.n; i++)
    changed += report->patients.at[i].changes.n > 0;
  str_addf(&line,
           trn("%s: %zu patient, %zu with something new since ", "%s: %zu patients, %zu with something new since ",
               report->patients.n),
           report->day->teams[report->team].name, report->patients.n, changed);
  add_instant(&line, report->since);
  if (report->first_look)
    str_add(&line, _(" (your first look)"));
  print_line(&line);
  for (size_t i = 0; i < report->patients.n; i++)
    if (all || report->patients.at[i].changes.n > 0)
      print_patient(report, &report->patients.at[i], &line);
  if (!all && changed < report->patients.n) {
    size_t same = report->patients.n - changed;
    str_addf(&line, trn("%zu patient: nothing new", "%zu patients: nothing new", same), same);
    print_line(&line);
    if (!report->first_look)
      print_safe(_("What was shown before is shown again with --since (vaktrom own --since D)."));
  }
  str_free(&line);
}

static void print_own_csv(const struct own_report *report) {
  static const char *const headers[] = {N_("patient"), N_("role"), N_("at"), N_("kind"), N_("weight"), N_("text")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (size_t i = 0; i < report->patients.n; i++) {
    const struct own_patient *own = &report->patients.at[i];
    for (size_t c = 0; c < own->changes.n; c++) {
      table_cell(table, "%s", report->day->patients[own->patient].id);
      table_cell(table, "%s", word_token(&words_own_role, (int)own->role));
      table_cell_instant(table, own->changes.at[c].at);
      table_cell(table, "%s", word_token(&words_own_kind, (int)own->changes.at[c].kind));
      table_cell(table, "%d", own->changes.at[c].weight);
      table_cell(table, "%s", own->changes.at[c].text);
    }
  }
  table_print(table, true);
}

/* --- The command --- */

static bool read_since(const struct invocation *call, instant *since, struct error *err) {
  const char *text = option_text(call, "since");
  date on;
  *since = INSTANT_NONE;
  if (!text || instant_parse(text, since))
    return true;
  if (!date_parse(text, &on))
    return error_set(err, STATUS_USAGE, _("--since: '%s' is neither a date nor a time (YYYY-MM-DDTHH:MM)"), text);
  *since = instant_of(on, 0);
  return true;
}

static bool put_own_on_paper(const struct invocation *call, const struct own_report *report, struct error *err) {
  struct paper paper;
  struct paper_wishes wishes = paper_wishes_of(call);
  paper_own(call->session.store, report, &wishes, &paper);
  bool done = paper_put_out(call, &paper, err);
  paper_free(&paper);
  return done;
}

static bool print_own(const struct invocation *call, const struct own_report *report, struct error *err) {
  if (call->json)
    print_own_json(report);
  else if (paper_is_asked(call))
    return put_own_on_paper(call, report, err);
  else if (call->csv)
    print_own_csv(report);
  else
    print_own_text(report, option(call, "all")->given);
  return true;
}

static bool run_own(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct own_report report;
  instant since;
  if (!paper_options_check(call, err) || !read_since(call, &since, err) ||
      !dispatch_own(&call->session, option_text(call, "team"), since, &report, err))
    return false;
  bool done = dispatch_own_opened(&call->session, &report, err) && print_own(call, &report, err);
  done = done && dispatch_own_looked(&call->session, &report, NULL, err);
  own_report_free(&report);
  return done;
}

static const struct option_spec own_options[] = {
    {"team", "HT", OPTION_TEXT, NULL, N_("whose patients (default: your HT)")},
    {"since", "TIME", OPTION_TEXT, NULL, N_("what changed since then (default: since you last looked)")},
    {"all", NULL, OPTION_FLAG, NULL, N_("name also those with nothing new")},
    PAPER_OPTIONS,
    PAPER_TEXTS_OPTION,
    {0},
};
const struct command command_own = {
    .name = "own",
    .arguments = "[--team HT] [--since T] [--all] [--format text|pdf|csv] [--out FILE|--print [PRINTER]]",
    .summary = N_("an HT's own patients, and what changed since you last looked"),
    .details = N_("Remembers when you looked, unless it is a --dry-run."),
    .options = own_options,
    .needs = NEEDS_STORE,
    .group = N_("Health-service team"),
    .run = run_own,
};
