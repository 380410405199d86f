/* audit: who did what and who looked at whom; whether the log is whole; erasing from it. */
#include <stdlib.h>
#include <string.h>

#include "cli/audit_asked.h"
#include "cli/audit_page.h"
#include "vaktrom/dispatch/may.h"

static const struct option_spec audit_options[] = {
    {"patient", "PATIENT", OPTION_TEXT, NULL, N_("show, erase: only what concerns this patient")},
    {"actor", "NAME", OPTION_TEXT, NULL, N_("show: only what this worker or account did")},
    {"from", "DATE", OPTION_DATE, NULL, N_("show: from this date on")},
    {"to", "DATE", OPTION_DATE, NULL, N_("show: up to this date")},
    {"limit", "N", OPTION_INTEGER, NULL,
     N_("show: how many rows, newest first (default 50; all that concern the patient)")},
    {"all", NULL, OPTION_FLAG, NULL, N_("show: with --patient also each row of an import")},
    {"key", "FILE", OPTION_TEXT, NULL, N_("verify: with this key instead of the one beside the store")},
    {"before", "DATE", OPTION_DATE, NULL, N_("erase: what was written before this date")},
    {"reason", "TEXT", OPTION_TEXT, NULL, N_("erase, accept: why")},
    {0},
};

/* --- Cells for people -------------------------------------------------------------------------------------------- */

static const char *column_words(const struct audit_cell *cell) {
  if (!cell->column)
    return cell->name;
  return text_equal(language(), "nb") && cell->column->norwegian ? cell->column->norwegian : cell->column->name;
}

/* "list L4 → L6" */
static void add_cell(struct arena *arena, const struct audit_change *change, const struct audit_cell *cell,
                     struct str *out) {
  str_addf(out, "%s%s ", out->n ? ", " : "", column_words(cell));
  if (change->how == AUDIT_CHANGED)
    str_addf(out, "%s → %s", audit_value_words(arena, NULL, cell, cell->was),
             audit_value_words(arena, NULL, cell, cell->is));
  else
    str_add(out, audit_value_words(arena, NULL, cell, change->how == AUDIT_CAME ? cell->is : cell->was));
}

static void print_change(struct arena *arena, const struct audit_change *change) {
  struct str cells = {0};
  for (int c = 0; c < change->n_cells; c++)
    add_cell(arena, change, &change->cells[c], &cells);
  const char *form = change->how == AUDIT_CAME   ? _("    %s %s came: %s")
                     : change->how == AUDIT_WENT ? _("    %s %s went: %s")
                                                 : _("    %s %s: %s");
  print_safe(arena_printf(arena, form, change->table, change->key, str_text(&cells)));
  str_free(&cells);
}

/* --- show -------------------------------------------------------------------------------------------------------- */

static void print_line(struct arena *arena, const struct day *day, const struct audit_line *line) {
  bool other = *line->account && !text_equal(line->account, line->actor);
  int staff = day_find_staff(day, line->actor);
  print_safe(arena_printf(arena, "%lld  %s  %s%s%s%s%s  %s  %s%s%s%s%s", (long long)line->id,
                          instant_words(arena, line->at), line->actor, other ? "/" : "", other ? line->account : "",
                          staff == NONE ? "" : " ", staff == NONE ? "" : day->staff[staff].name, line->place,
                          audit_what_words(line->what), *line->subject ? " " : "", line->subject,
                          *line->label ? ": " : "", line->label));
  if (*line->patients && strlen(line->patients) < 200)
    print_safe(arena_printf(arena, _("    about %s"), line->patients));
  enum { shown_most = 12 }; /* the demonstration base came in one line */
  for (int c = 0; c < line->n_changes && c < shown_most; c++)
    print_change(arena, &line->changes[c]);
  if (line->n_changes > shown_most)
    print_safe(arena_printf(arena, _("    and %d more: --json shows them all"), line->n_changes - shown_most));
  if (line->more)
    print_safe(_("    and more, about others: ask for one patient (--patient)"));
  if (line->erased > 0)
    print_safe(
        arena_printf(arena, _("    erased: %lld of %lld parts"), (long long)line->erased, (long long)line->parts));
}

static cJSON *change_json(const struct audit_change *change) {
  static const char *const hows[] = {"came", "changed", "went"};
  cJSON *object = cJSON_CreateObject();
  json_text(object, "table", change->table);
  json_text(object, "key", change->key);
  json_text(object, "how", hows[change->how]);
  cJSON *cells = cJSON_AddArrayToObject(object, "cells");
  for (int c = 0; c < change->n_cells; c++) {
    cJSON *cell = cJSON_CreateObject();
    json_text(cell, "column", change->cells[c].name);
    json_text(cell, "before", change->cells[c].was);
    json_text(cell, "after", change->cells[c].is);
    cJSON_AddItemToArray(cells, cell);
  }
  return object;
}

static cJSON *line_json(const struct audit_line *line) {
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "id", line->id);
  json_instant(object, "at", line->at);
  json_instant(object, "machine_at", line->machine_at);
  json_text(object, "actor", line->actor);
  json_text(object, "account", line->account);
  json_text(object, "place", line->place);
  json_text(object, "what", line->what);
  json_text(object, "subject", line->subject);
  json_text(object, "label", line->label);
  json_text(object, "patients", line->patients);
  json_integer(object, "parts", line->parts);
  json_integer(object, "erased", line->erased);
  cJSON_AddBoolToObject(object, "more", line->more);
  cJSON *changes = cJSON_AddArrayToObject(object, "changes");
  for (int c = 0; c < line->n_changes; c++)
    cJSON_AddItemToArray(changes, change_json(&line->changes[c]));
  return object;
}

static void add_csv_row(struct table *table, const struct audit_line *line, const struct audit_change *change,
                        const struct audit_cell *cell) {
  char at[INSTANT_SIZE];
  instant_format(line->at, at);
  const char *const cells[] = {at,
                               line->actor,
                               line->account,
                               line->place,
                               line->what,
                               line->subject,
                               line->label,
                               line->patients,
                               change ? change->table : "",
                               change ? change->key : "",
                               cell ? cell->name : "",
                               cell && cell->was ? cell->was : "",
                               cell && cell->is ? cell->is : ""};
  table_cell(table, "%lld", (long long)line->id);
  for (size_t i = 0; i < COUNT_OF(cells); i++)
    table_cell(table, "%s", cells[i]);
}

/* One row per cell that changed; one for what changed none. */
static void print_csv(const struct audit_line *lines, int n) {
  static const char *const headers[] = {"id",    "at",       "actor", "account", "place",  "what",   "subject",
                                        "label", "patients", "table", "key",     "column", "before", "after"};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int i = 0; i < n; i++) {
    for (int c = 0; c < lines[i].n_changes; c++)
      for (int k = 0; k < lines[i].changes[c].n_cells; k++)
        add_csv_row(table, &lines[i], &lines[i].changes[c], &lines[i].changes[c].cells[k]);
    if (lines[i].n_changes == 0)
      add_csv_row(table, &lines[i], NULL, NULL);
  }
  table_print(table, true);
}

static bool print_list(struct invocation *call, const struct audit_question *question, const struct audit_line *lines,
                       int n, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day_alone(call->session.store, instant_date(clock_now()), &day, err))
    return false;
  for (int i = 0; i < n; i++)
    print_line(&call->arena, day, &lines[i]);
  if (n == question->limit)
    print_safe(arena_printf(&call->arena, _("These are the newest rows alone (%d): --limit N shows more."), n));
  day_free(day);
  return true;
}

static bool print_lines(struct invocation *call, const struct audit_question *question, const struct audit_line *lines,
                        int n, struct error *err) {
  if (call->json) {
    cJSON *array = cJSON_CreateArray();
    for (int i = 0; i < n; i++)
      cJSON_AddItemToArray(array, line_json(&lines[i]));
    print_json(array);
  } else if (call->csv) {
    print_csv(lines, n);
  } else if (question->patient) {
    return audit_page_print(call, question, lines, n, err);
  } else if (n == 0) {
    audit_say_nothing(question);
  } else {
    return print_list(call, question, lines, n, err);
  }
  return true;
}

static bool show(struct invocation *call, struct error *err) {
  struct audit_line *lines = NULL;
  int n = 0;
  struct audit_question question;
  if (!dispatch_may(&call->session, MAY_AUDIT, NULL, err) || !audit_asked(call, &question, err) ||
      !dispatch_audit_lines(&call->session, &question, &call->arena, &lines, &n, err))
    return false;
  return print_lines(call, &question, lines, n, err);
}

/* --- verify ------------------------------------------------------------------------------------------------------ */

static cJSON *acceptance_json(const struct audit_finding *finding) {
  if (!finding->accepted_row)
    return cJSON_CreateNull();
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "row", finding->accepted_row);
  json_text(object, "by", finding->accepted_by);
  json_instant(object, "at", finding->accepted_at);
  json_text(object, "why", finding->accepted_why);
  return object;
}

static cJSON *clock_json(const struct audit_verdict *verdict) {
  if (verdict->clock_back == 0)
    return cJSON_CreateNull();
  cJSON *object = cJSON_CreateObject();
  json_integer(object, "times", verdict->clock_back);
  json_integer(object, "row", verdict->first_back.row);
  json_instant(object, "was", verdict->first_back.was);
  json_instant(object, "is", verdict->first_back.is);
  return object;
}

static cJSON *verdict_json(const struct audit_verdict *verdict) {
  cJSON *object = cJSON_CreateObject();
  cJSON_AddBoolToObject(object, "whole", verdict->n_open == 0);
  json_integer(object, "rows", verdict->rows);
  json_integer(object, "parts", verdict->parts);
  json_integer(object, "erased", verdict->erased);
  json_text(object, "key", verdict->key);
  cJSON_AddItemToObject(object, "clock_back", clock_json(verdict));
  cJSON *findings = cJSON_AddArrayToObject(object, "findings");
  for (int i = 0; i < verdict->n_findings; i++) {
    const struct audit_finding *finding = &verdict->findings[i];
    cJSON *item = cJSON_CreateObject();
    json_text(item, "fault", word_token(&words_audit_fault, (int)finding->fault));
    if (finding->row)
      json_integer(item, "row", finding->row);
    else
      cJSON_AddNullToObject(item, "row");
    json_text(item, "what", finding->what);
    cJSON_AddItemToObject(item, "accepted", acceptance_json(finding));
    cJSON_AddItemToArray(findings, item);
  }
  return object;
}

static void print_finding(struct arena *arena, const struct audit_finding *finding) {
  const char *fault = word_label(&words_audit_fault, (int)finding->fault);
  print_safe(finding->row ? arena_printf(arena, _("row %lld (%s): %s"), (long long)finding->row, fault, finding->what)
                          : arena_printf(arena, "%s: %s", fault, finding->what));
  if (finding->accepted_row)
    print_safe(arena_printf(arena, _("    accepted by %s on %s (row %lld): %s"), finding->accepted_by,
                            instant_words(arena, finding->accepted_at), (long long)finding->accepted_row,
                            finding->accepted_why));
}

static void print_verdict(struct arena *arena, const struct audit_verdict *verdict) {
  for (int i = 0; i < verdict->n_findings; i++)
    print_finding(arena, &verdict->findings[i]);
  if (verdict->n_more > 0)
    print_safe(arena_printf(arena, trn("and %d more", "and %d more", verdict->n_more), verdict->n_more));
  if (verdict->clock_back > 0)
    print_safe(arena_printf(arena,
                            trn("the clock went back %d time, before row %lld: from %s to %s. Nothing is lost by that; "
                                "the rows' numbers say in which order it was done",
                                "the clock went back %d times, first before row %lld: from %s to %s. Nothing is lost "
                                "by that; the rows' numbers say in which order it was done",
                                verdict->clock_back),
                            verdict->clock_back, (long long)verdict->first_back.row,
                            instant_words(arena, verdict->first_back.was),
                            instant_words(arena, verdict->first_back.is)));
  if (verdict->n_open > 0)
    return;
  const char *form = verdict->n_findings == 0
                         ? _("the audit log is whole: rows %lld, with parts %lld, of them erased %lld; key %s")
                         : _("but for what was accepted the audit log is whole: rows %lld, with parts %lld, of them "
                             "erased %lld; key %s");
  print_safe(arena_printf(arena, form, (long long)verdict->rows, (long long)verdict->parts, (long long)verdict->erased,
                          verdict->key ? verdict->key : "–"));
}

static bool verify(struct invocation *call, enum status *status, struct error *err) {
  struct audit_verdict verdict;
  if (!dispatch_audit_verify(&call->session, option_text(call, "key"), &call->arena, &verdict, err))
    return false;
  if (call->json)
    print_json(verdict_json(&verdict));
  else
    print_verdict(&call->arena, &verdict);
  if (verdict.n_open > 0)
    *status = STATUS_NEEDS_PERSON;
  return true;
}

/* --- erase ------------------------------------------------------------------------------------------------------- */

static bool erase(struct invocation *call, struct error *err) {
  const char *patient = option_text(call, "patient"), *reason = option_text(call, "reason");
  date before = option_date(call, "before", DATE_NONE);
  struct effects effects = {0};
  int erased = 0;
  if (!dispatch_may_erase(&call->session, err))
    return false;
  if (!patient == (before == DATE_NONE))
    return error_set(err, STATUS_USAGE, "%s", _("audit erase: say either --patient or --before"));
  if (!call->yes && !call->dry_run)
    return error_set(err, STATUS_USAGE, "%s",
                     _("what is erased from the audit log does not come back: --dry-run says how much, --yes does it"));
  if (!dispatch_audit_erase(&call->session, patient, before, reason, &erased, err))
    return false;
  effects_add(&effects, trn("%d part of the audit log erased", "%d parts of the audit log erased", erased), erased);
  print_effects(call, &effects);
  return true;
}

/* --- accept ------------------------------------------------------------------------------------------------------ */

static bool accept(struct invocation *call, struct error *err) {
  const char *why = option_text(call, "reason");
  struct effects effects = {0};
  char *end = NULL;
  long long row = call->n_words > 1 ? strtoll(call->words[1], &end, 10) : 0;
  if (row < 1 || *end)
    return error_set(err, STATUS_USAGE, "%s",
                     _("audit accept: say which row of `vaktrom audit verify`, by its number"));
  if (!dispatch_audit_accept(&call->session, row, why, err))
    return false;
  effects_add(&effects, _("row %lld is accepted: %s"), row, why);
  print_effects(call, &effects);
  return true;
}

/* --- The command ------------------------------------------------------------------------------------------------- */

static bool run_audit(struct invocation *call, enum status *status, struct error *err) {
  const char *verb = call->words[0];
  if (call->n_words > 1 && !text_equal(verb, "accept"))
    return error_set(err, STATUS_USAGE, _("'%s' is one word too many. Usage: vaktrom %s %s"), call->words[1],
                     call->command->name, call->command->arguments);
  if (text_equal(verb, "show"))
    return show(call, err);
  if (text_equal(verb, "verify"))
    return verify(call, status, err);
  if (text_equal(verb, "erase"))
    return erase(call, err);
  if (text_equal(verb, "accept"))
    return accept(call, err);
  return error_set(err, STATUS_USAGE, _("usage: vaktrom audit %s"), call->command->arguments);
}

const struct command command_audit = {
    .name = "audit",
    .arguments = "show [--patient P [--all]] [--actor S] [--from D] [--to D] [--limit N] | verify [--key FILE] | "
                 "erase --patient P|--before D --reason TEXT | accept ROW --reason TEXT",
    .summary = N_("who did what and who looked at whom; whether that log is whole"),
    .details = N_(
        "show: every change with what was there before and after, and every look at a patient's details (of each\n"
        "reader and patient once an hour), newest first. With --patient: a page to read to the patient, first who has\n"
        "looked, then who changed what; what came in one import is one line (--all shows each).\n"
        "verify: reads the whole chain and names the first row that was changed, removed, added or moved, and what\n"
        "is wrong; ends with 1 then. The key and the head of the chain lie beside the store, in PATH.audit-key and\n"
        "PATH.audit-head, or where these are symbolic links to; no backup holds them: keep a copy of the key.\n"
        "erase: takes away what the log says about a patient, or said before a date. That it was erased, by whom and\n"
        "why stays. The setting audit_days lets the night's run do it (0 = never).\n"
        "accept: the owner says why a row that verify names is known: a lost key or head, an older file put in place.\n"
        "verify goes on naming it, with who accepted it and why, and ends with 0 when there is nothing else."),
    .options = audit_options,
    .min_words = 1,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_audit,
};
