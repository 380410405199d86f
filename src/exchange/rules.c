/*
 * The rules between the cells of a row, and between a row and those that it points to: for each KIND one function.
 * Source: interface.md, CSV, and "Dates, shifts, times".
 */
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "cell.h"

/* --- Pieces ------------------------------------------------------------------------------------------------------- */

static bool has(const struct batch_row *row, const char *column) {
  return *row_cell(row, column) != '\0';
}

static bool cell_is(const struct batch_row *row, const char *column, const char *value) {
  return text_equal(row_cell(row, column), value);
}

/* A cell that is a whole number, or empty. */
static long number(const struct batch_row *row, const char *column) {
  return strtol(row_cell(row, column), NULL, 10);
}

/* A fault in the column of that name. */
#define fault(intake, row, name, ...) row_fault((intake), (row), kind_column((row)->batch->kind, (name)), __VA_ARGS__)

/* Both dates are inclusive; canonical dates compare as text. */
static void check_order(struct intake *intake, const struct batch_row *row, const char *first, const char *last) {
  if (has(row, first) && has(row, last) && strcmp(row_cell(row, last), row_cell(row, first)) < 0)
    fault(intake, row, last, _("%s is before the first day, %s"), row_cell(row, last), row_cell(row, first));
}

/* Equal times are no pair; a smaller second one is the next day. */
static void check_pair(struct intake *intake, const struct batch_row *row, const char *first, const char *second) {
  if (has(row, first) && cell_is(row, second, row_cell(row, first)))
    fault(intake, row, second, _("%s is the same as '%s'"), row_cell(row, second), first);
}

static int count_words(const char *text) {
  int n = *text ? 1 : 0;
  for (; *text; text++)
    n += *text == ' ';
  return n;
}

/* As many latest times as earliest ones; `may_be_equal` for a visit whose window a clock change has shut. */
static void check_windows(struct intake *intake, const struct batch_row *row, bool may_be_equal) {
  const char *earliest = row_cell(row, "earliest"), *latest = row_cell(row, "latest");
  int n = count_words(earliest);
  if (!n || !*latest)
    return;
  if (count_words(latest) != n) {
    fault(intake, row, "latest",
          trn("%d time where 'earliest' has %d", "%d times where 'earliest' has %d", count_words(latest)),
          count_words(latest), n);
    return;
  }
  const char *from, *until;
  while (!may_be_equal && (from = arena_word(&intake->arena, &earliest)))
    if (text_equal(from, until = arena_word(&intake->arena, &latest)))
      fault(intake, row, "latest", _("%s is the same as 'earliest'"), until);
}

static void check_both_or_none(struct intake *intake, const struct batch_row *row, const char *a, const char *b) {
  if (has(row, a) != has(row, b))
    fault(intake, row, has(row, a) ? b : a, _("is empty, but '%s' is not"), has(row, a) ? a : b);
}

/* The cells of the row that a column points to, or NULL. */
static const char *const *target(struct intake *intake, const struct batch_row *row, const char *column) {
  int c = kind_column(row->batch->kind, column);
  const char *id = row_cell(row, column);
  return *id ? intake_find(intake, kind_find(row->batch->kind->columns[c].ref), id) : NULL;
}

static const char *target_cell(struct intake *intake, const struct batch_row *row, const char *column, const char *kind,
                               const char *cell) {
  const char *const *cells = target(intake, row, column);
  const char *text = cells ? cells[kind_column(kind_find(kind), cell)] : NULL;
  return text ? text : "";
}

/* --- People and teams --------------------------------------------------------------------------------------------- */

static void check_team(struct intake *intake, const struct batch_row *row) {
  check_both_or_none(intake, row, "lat", "lon");
  if (cell_is(row, "kind", "HT") && has(row, "ht"))
    fault(intake, row, "ht", _("an HT has none; only an OT belongs to one"));
  if (!cell_is(row, "kind", "OT"))
    return;
  if (!has(row, "ht"))
    fault(intake, row, "ht", _("an OT belongs to an HT; name it"));
  else if (text_equal(target_cell(intake, row, "ht", "teams", "kind"), "OT"))
    fault(intake, row, "ht", _("'%s' is no HT"), row_cell(row, "ht"));
}

/* Functions that a person can be trained for (interface.md, staff). */
static void check_trained(struct intake *intake, const struct batch_row *row) {
  if (text_has_word(row_cell(row, "functions"), "indoor"))
    fault(intake, row, "functions", _("'indoor' is a function of a shift, not of a person"));
}

/* Functions that a shift can have (interface.md, shifts). */
static void check_shift_function(struct intake *intake, const struct batch_row *row) {
  static const char *const not_of_a_shift[] = {"section_leader", "lead_nurse", "primary_contact"};
  for (size_t i = 0; i < COUNT_OF(not_of_a_shift); i++)
    if (cell_is(row, "function", not_of_a_shift[i]))
      fault(intake, row, "function", _("'%s' is a function of a person, not of a shift"), not_of_a_shift[i]);
}

static void check_patient(struct intake *intake, const struct batch_row *row) {
  check_both_or_none(intake, row, "lat", "lon");
  if (has(row, "team") && cell_is(row, "cooperating_team", row_cell(row, "team")))
    fault(intake, row, "cooperating_team", _("'%s' is the responsible team already"), row_cell(row, "team"));
}

static void check_need(struct intake *intake, const struct batch_row *row) {
  struct error err = {0};
  check_order(intake, row, "from", "until");
  if (has(row, "code") && !code_valid(row_cell(row, "code")))
    fault(intake, row, "code", _("'%s' is no code (letters, digits, '_' and '-')"), row_cell(row, "code"));
  else if (has(row, "code") && !need_check(row_cell(row, "code"), row_cell(row, "value"), &err))
    fault(intake, row, "value", "%s", err.text);
  error_clear(&err);
}

static void check_observation(struct intake *intake, const struct batch_row *row) {
  static const char *const parameters[] = {"resp", "spo2", "oxygen", "systolic", "pulse", "consciousness", "temp"};
  for (size_t i = 0; i < COUNT_OF(parameters); i++)
    if (has(row, parameters[i]))
      return;
  row_fault(intake, row, NONE, _("nothing was observed: every parameter is empty"));
}

static void check_criterion(struct intake *intake, const struct batch_row *row) {
  struct error err = {0};
  if (!criteria_check_when(row_cell(row, "when"), &err))
    fault(intake, row, "when", "%s", err.text);
  error_clear(&err);
}

/* --- Work --------------------------------------------------------------------------------------------------------- */

/* A service may ask for more than its task, never for less (interface.md, services). */
static void check_service_role(struct intake *intake, const struct batch_row *row) {
  const char *needed = target_cell(intake, row, "task", "tasks", "min_role");
  int has_role = word_code(&words_role, row_cell(row, "min_role")), needed_role = word_code(&words_role, needed);
  if (!has(row, "min_role") || has_role == NONE || needed_role == NONE)
    return;
  if (!role_may((enum role)has_role, (enum role)needed_role))
    fault(intake, row, "min_role", _("'%s' may not do the task '%s', which needs '%s'"), row_cell(row, "min_role"),
          row_cell(row, "task"), needed);
}

/* Whether following `follows` from service to service comes back to this one. */
static bool follows_itself(struct intake *intake, const struct batch_row *row) {
  enum { longest_chain = 1000 };
  const struct kind *services = kind_find("services");
  int follows = kind_column(services, "follows");
  const char *at = row_cell(row, "follows");
  for (int step = 0; step < longest_chain && !text_is_empty(at); step++) {
    if (text_equal(at, row_cell(row, "service")))
      return true;
    const char *const *cells = intake_find(intake, services, at);
    at = cells ? cells[follows] : NULL;
  }
  return false;
}

static void check_follows(struct intake *intake, const struct batch_row *row) {
  const char *patient = target_cell(intake, row, "follows", "services", "patient");
  if (!has(row, "follows"))
    return;
  if (follows_itself(intake, row))
    fault(intake, row, "follows", _("the service would follow itself"));
  else if (*patient && !cell_is(row, "patient", patient))
    fault(intake, row, "follows", _("'%s' is a service of another patient, '%s'"), row_cell(row, "follows"), patient);
  if (has(row, "min_gap") && has(row, "max_gap") && number(row, "max_gap") < number(row, "min_gap"))
    fault(intake, row, "max_gap", _("%s is smaller than min_gap, %s"), row_cell(row, "max_gap"),
          row_cell(row, "min_gap"));
}

static void check_service(struct intake *intake, const struct batch_row *row) {
  if (has(row, "days") && has(row, "every"))
    fault(intake, row, "every", _("a service has days or every, not both"));
  else if (!has(row, "days") && !has(row, "every"))
    fault(intake, row, "days", _("a service has days, or every = each n-th day"));
  check_order(intake, row, "start", "until");
  check_windows(intake, row, false);
  check_service_role(intake, row);
  check_follows(intake, row);
}

static void check_shift(struct intake *intake, const struct batch_row *row) {
  check_pair(intake, row, "start", "end");
  check_shift_function(intake, row);
}

static void check_absence(struct intake *intake, const struct batch_row *row) {
  check_order(intake, row, "from", "until");
}

static void check_suspension(struct intake *intake, const struct batch_row *row) {
  check_order(intake, row, "from", "until");
  check_order(intake, row, "from", "review");
  if (!has(row, "until") && !has(row, "review"))
    fault(intake, row, "review", _("a suspension has a last day or a date to look again"));
}

/* Where a visit stands and what that asks for (domain.md, forgotten patients). */
static void check_visit_state(struct intake *intake, const struct batch_row *row) {
  const char *state = row_cell(row, "state");
  bool on_list = text_has_word("listed done not_done", state);
  if (text_equal(state, "listed"))
    for (int i = 0; i < 2; i++) {
      const char *column = i ? "seq" : "list";
      if (!has(row, column))
        fault(intake, row, column, _("a listed visit has a list and a place on it"));
    }
  if (has(row, "list") && *state && !on_list)
    fault(intake, row, "list", _("a visit that is '%s' is on no list"), state);
  if (text_has_word("dropped not_done", state) && !has(row, "reason"))
    fault(intake, row, "reason", _("a visit that is '%s' has a reason"), state);
  if (text_equal(state, "done") && !has(row, "staff"))
    fault(intake, row, "staff", _("a visit that was done names who did it"));
}

static void check_visit(struct intake *intake, const struct batch_row *row) {
  const char *on = target_cell(intake, row, "list", "lists", "date");
  check_windows(intake, row, true);
  check_visit_state(intake, row);
  if (*on && !cell_is(row, "date", on))
    fault(intake, row, "list", _("the list '%s' is of another date, %s"), row_cell(row, "list"), on);
}

static void check_transfer(struct intake *intake, const struct batch_row *row) {
  if (has(row, "to_team") && cell_is(row, "from_team", row_cell(row, "to_team")))
    fault(intake, row, "to_team", _("is the team that the patient leaves"));
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

static const struct rule {
  const char *kind;
  void (*check)(struct intake *intake, const struct batch_row *row);
} rules[] = {
    {"teams", check_team},
    {"staff", check_trained},
    {"patients", check_patient},
    {"needs", check_need},
    {"observations", check_observation},
    {"criteria", check_criterion},
    {"services", check_service},
    {"shifts", check_shift},
    {"absences", check_absence},
    {"suspensions", check_suspension},
    {"lists", check_shift},
    {"visits", check_visit},
    {"transfers", check_transfer},
};

void check_row_rules(struct intake *intake, const struct batch_row *row) {
  for (size_t i = 0; i < COUNT_OF(rules); i++)
    if (text_equal(rules[i].kind, row->batch->kind->name))
      rules[i].check(intake, row);
}
