/* check, ack, approve: what is not safe, what is let stand, and closing the planning of a shift. */
#include <stdio.h>
#include <string.h>

#include "cli/hands.h"
#include "vaktrom/dispatch/may.h"

/* --- check --- */

static cJSON *finding_json(const struct finding *finding) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "id", finding->id);
  json_text(object, "code", finding->code);
  json_text(object, "severity", word_token(&words_severity, (int)finding->severity));
  json_date(object, "date", finding->date);
  json_text(object, "subject", finding->subject);
  json_text(object, "message", finding->message);
  json_text(object, "remedy", finding->remedy);
  cJSON_AddBoolToObject(object, "acknowledged", finding->acknowledged);
  return object;
}

static void print_findings_json(const struct finding *findings, int n) {
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++)
    cJSON_AddItemToArray(array, finding_json(&findings[i]));
  print_json(array);
}

static void print_findings_csv(const struct finding *findings, int n) {
  static const char *const headers[] = {"id",      "code",    "severity", "date",
                                        "subject", "message", "remedy",   "acknowledged"};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int i = 0; i < n; i++) {
    const struct finding *finding = &findings[i];
    table_cell(table, "%s", finding->id);
    table_cell(table, "%s", finding->code);
    table_cell(table, "%s", word_token(&words_severity, (int)finding->severity));
    table_cell_date(table, finding->date);
    table_cell(table, "%s", finding->subject);
    table_cell(table, "%s", finding->message);
    table_cell(table, "%s", finding->remedy);
    table_cell(table, "%s", word_token(&words_yes_no, finding->acknowledged));
  }
  table_print(table, true);
}

/* One finding on two lines: what is wrong, and what to do about it. */
static void print_finding(const struct finding *finding) {
  struct str message = {0}, remedy = {0};
  str_add_safe(&message, finding->message);
  str_add_safe(&remedy, finding->remedy);
  printf("%-8s %s%s\n", word_label(&words_severity, (int)finding->severity), str_text(&message),
         finding->acknowledged ? _(" (acknowledged)") : "");
  printf("         -> %s   [%s]\n", str_text(&remedy), finding->id);
  str_free(&remedy);
  str_free(&message);
}

static int count_open(const struct finding *findings, int n, enum severity severity) {
  int open = 0;
  for (int i = 0; i < n; i++)
    open += findings[i].severity == severity && !findings[i].acknowledged;
  return open;
}

static void print_findings(const struct invocation *call, const struct day *day, const struct finding *findings,
                           int n) {
  char on[DATE_SIZE];
  date_show(day->date, on);
  if (call->json) {
    print_findings_json(findings, n);
  } else if (call->csv) {
    print_findings_csv(findings, n);
  } else {
    for (int i = 0; i < n; i++)
      print_finding(&findings[i]);
    int errors = count_open(findings, n, SEVERITY_ERROR), warnings = count_open(findings, n, SEVERITY_WARNING);
    printf(trn("%s: %d error", "%s: %d errors", errors), on, errors);
    printf(trn(" and %d warning that nobody has acknowledged\n", " and %d warnings that nobody has acknowledged\n",
               warnings),
           warnings);
  }
}

/* --- The table of codes: check --codes --- */

static void print_codes_json(void) {
  cJSON *array = cJSON_CreateArray();
  for (const struct finding_code *row = finding_codes; row->code; row++) {
    cJSON *object = cJSON_CreateObject();
    json_text(object, "code", row->code);
    json_text(object, "severity", word_token(&words_severity, (int)row->severity));
    json_text(object, "meaning", _(row->meaning));
    json_text(object, "remedy", _(row->remedy));
    cJSON_AddItemToArray(array, object);
  }
  print_json(array);
}

static void print_codes(const struct invocation *call) {
  static const char *const headers[] = {N_("code"), N_("severity"), N_("meaning"), N_("remedy")};
  if (call->json) {
    print_codes_json();
    return;
  }
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (const struct finding_code *row = finding_codes; row->code; row++) {
    table_cell(table, "%s", row->code);
    table_cell_word(table, &words_severity, (int)row->severity);
    table_cell_said(table, row->meaning);
    table_cell_said(table, row->remedy);
  }
  table_print(table, call->csv);
}

static bool run_check(struct invocation *call, enum status *status, struct error *err) {
  struct day *day = NULL;
  struct finding *findings;
  int n;
  if (option(call, "codes")->given) {
    print_codes(call);
    return true;
  }
  if (!dispatch_read_whole_day(&call->session, option_date(call, "date", dispatch_shown_date(call->session.store)),
                               &day, err))
    return false;
  bool done = dispatch_read_findings(&call->session, day, &findings, &n, err);
  if (done) {
    print_findings(call, day, findings, n);
    *status = count_open(findings, n, SEVERITY_ERROR) ? STATUS_NEEDS_PERSON : STATUS_OK;
  }
  day_free(day);
  return done;
}

static const struct option_spec check_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date (default: today, else the next with lists)")},
    {"codes", NULL, OPTION_FLAG, NULL, N_("instead: every code with its severity, meaning and remedy")},
    {0},
};
const struct command command_check = {
    .name = "check",
    .arguments = "[--date D] [--codes]",
    .summary = N_("everything that is not safe on a date, and what to do"),
    .options = check_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_check,
};

/* --- ack --- */

/* The date that stands at the end of a finding's id; a finding that lasts has none and is looked for today. */
static date date_of_finding(const struct invocation *call, const char *id) {
  const char *colon = strrchr(id, ':');
  date on;
  return colon && date_parse(colon + 1, &on) ? on : dispatch_shown_date(call->session.store);
}

static bool run_ack(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "reason", err))
    return false;
  date on = option_date(call, "date", date_of_finding(call, call->words[0]));
  return finish(call, dispatch_ack(&call->session, on, call->words[0], option_text(call, "reason"), &effects, err),
                &effects, status);
}

static const struct option_spec ack_options[] = {
    {"reason", "TEXT", OPTION_TEXT, NULL, N_("why it may stand")},
    {"date", "DATE", OPTION_DATE, NULL, N_("a date on which the finding shows (default: the one in its id)")},
    {0},
};
const struct command command_ack = {
    .name = "ack",
    .arguments = "FINDING --reason TEXT",
    .summary = N_("let a finding stand, with a reason"),
    .options = ack_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_ack,
};

/* --- approve --- */

static bool run_approve(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "date", err) || !need_option(call, "shift", err) || !need_option(call, "team", err))
    return false;
  return finish(call,
                dispatch_approve(&call->session, option_date(call, "date", DATE_NONE),
                                 (enum shift)option_word(call, "shift", SHIFT_DAY), option_text(call, "team"), &effects,
                                 err),
                &effects, status);
}

static const struct option_spec approve_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("the shift")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("the team")},
    {0},
};
const struct command command_approve = {
    .name = "approve",
    .arguments = "--date D --shift S --team T",
    .summary = N_("close the planning of a team's shift"),
    .options = approve_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_approve,
};
