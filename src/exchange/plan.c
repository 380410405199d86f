/* Plans of the balancer as the files and the JSON that `solve` writes (interface.md). */
#include "vaktrom/exchange.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- What is written -----------------------------------------------------------------------------------------------
 */

/* Why one list cannot have the visit, and what would make it fit. */
static void reason_text(const struct problem *problem, const struct plan_reason *reason, struct str *out) {
  str_addf(out, "%s: ", problem_list_at(problem, reason->list)->id);
  switch (reason->block) {
  case BLOCK_SKILL:
    str_addf(out, _("skill %s is missing"), reason->skill);
    break;
  case BLOCK_WINDOW:
    str_addf(out, _("%s would begin %lld too late"), problem_visit_at(problem, reason->other)->id,
             (long long)reason->amount);
    break;
  case BLOCK_END:
    str_addf(out, _("home %lld too late"), (long long)reason->amount);
    break;
  case BLOCK_WORK:
    str_addf(out, _("%lld too much work"), (long long)reason->amount);
    break;
  default:
    str_addf(out, "%s", balance_block_code(reason->block));
  }
  if (reason->would_fit)
    str_add(out, _(" (it fits without that)"));
}

void plan_reason_text(const struct problem *problem, const struct plan *plan, int visit, struct str *out) {
  size_t before = out->n;
  for (size_t i = 0; i < plan->reason_count; i++) {
    if (plan->reasons[i].visit != visit)
      continue;
    if (out->n > before)
      str_add(out, "; ");
    reason_text(problem, &plan->reasons[i], out);
  }
  if (out->n == before)
    str_add(out, _("there is no list"));
}

/* The visits of a list in order; room for all visits in `out`; returns how many. */
static int list_visits(const struct plan *plan, int list, int *out) {
  for (size_t visit = 0; visit < plan->visit_count; visit++)
    if (plan->visits[visit].list == list)
      out[plan->visits[visit].seq - 1] = (int)visit;
  return plan->lists[list].visits;
}

/* Calls `each` for every served visit, list by list in order. */
static void each_served(const struct plan *plan, void (*each)(void *context, int visit), void *context) {
  int *visits = mem_array(int, plan->visit_count + 1);
  for (int list = 0; list < (int)plan->list_count; list++) {
    int n = list_visits(plan, list, visits);
    for (int i = 0; i < n; i++)
      each(context, visits[i]);
  }
  free(visits);
}

struct output {
  const struct problem *problem;
  const struct plan *plan;
  struct csv_writer writer;
  cJSON *array;
};

/* --- CSV ------------------------------------------------------------------------------------------------------------
 */

static void write_columns(struct csv_writer *writer, struct str *out, const char *const *columns) {
  csv_write_start(writer, out, false);
  for (; *columns; columns++)
    csv_write_cell(writer, *columns);
  csv_write_end_row(writer);
}

static void write_integer(struct csv_writer *writer, int64_t value) {
  char text[24] = "";
  if (value != BALANCE_NONE)
    snprintf(text, sizeof text, "%" PRId64, value);
  csv_write_cell(writer, text);
}

static void write_visit(void *context, int visit) {
  struct output *output = context;
  const struct plan_visit *at = &output->plan->visits[visit];
  csv_write_cell(&output->writer, problem_list_at(output->problem, at->list)->id);
  write_integer(&output->writer, at->seq);
  csv_write_cell(&output->writer, problem_visit_at(output->problem, visit)->id);
  write_integer(&output->writer, at->arrive);
  write_integer(&output->writer, at->start);
  write_integer(&output->writer, at->end);
  csv_write_end_row(&output->writer);
}

static void write_plan(struct output *output, struct str *out) {
  write_columns(&output->writer, out, (const char *const[]){"list", "seq", "visit", "arrive", "start", "end", NULL});
  each_served(output->plan, write_visit, output);
}

static void write_rounds(struct output *output, struct str *out) {
  write_columns(&output->writer, out, (const char *const[]){"list", "leave", "home", "work", "break_start", NULL});
  for (int list = 0; list < (int)output->plan->list_count; list++) {
    const struct plan_list *round = &output->plan->lists[list];
    if (round->visits == 0)
      continue;
    csv_write_cell(&output->writer, problem_list_at(output->problem, list)->id);
    write_integer(&output->writer, round->leave);
    write_integer(&output->writer, round->home);
    write_integer(&output->writer, round->work);
    write_integer(&output->writer, round->break_start);
    csv_write_end_row(&output->writer);
  }
}

static void write_unassigned(struct output *output, struct str *out) {
  write_columns(&output->writer, out, (const char *const[]){"visit", "reason", NULL});
  for (int visit = 0; visit < (int)output->plan->visit_count; visit++) {
    if (output->plan->visits[visit].list >= 0)
      continue;
    struct str reason = {0};
    plan_reason_text(output->problem, output->plan, visit, &reason);
    csv_write_cell(&output->writer, problem_visit_at(output->problem, visit)->id);
    csv_write_free_text(&output->writer, str_text(&reason));
    csv_write_end_row(&output->writer);
    str_free(&reason);
  }
}

/* --- JSON -----------------------------------------------------------------------------------------------------------
 */

/* cJSON's numbers are doubles, which lose the last digits of large costs. */
static void add_integer(cJSON *object, const char *key, int64_t value) {
  char text[24];
  snprintf(text, sizeof text, "%" PRId64, value);
  if (value == BALANCE_NONE)
    cJSON_AddNullToObject(object, key);
  else
    cJSON_AddRawToObject(object, key, text);
}

static void add_seconds(cJSON *object, double seconds) {
  char text[40];
  snprintf(text, sizeof text, "%.3f", seconds);
  cJSON_AddRawToObject(object, "seconds", text);
}

static void add_fraction(cJSON *object, const char *key, int64_t millionths) {
  char text[40];
  snprintf(text, sizeof text, "%" PRId64 ".%06" PRId64, millionths / BALANCE_FRACTION, millionths % BALANCE_FRACTION);
  cJSON_AddRawToObject(object, key, text);
}

static cJSON *summary_json(const struct plan *plan) {
  cJSON *summary = cJSON_CreateObject();
  add_integer(summary, "cost", plan->cost);
  cJSON *terms = cJSON_AddObjectToObject(summary, "terms");
  for (int term = 0; term < TERM_COUNT; term++) {
    const char *name = balance_term_name((enum balance_term)term);
    if (term == TERM_WORK_DEVIATION)
      add_fraction(terms, name, plan->terms[term]);
    else
      add_integer(terms, name, plan->terms[term]);
  }
  add_seconds(summary, plan->seconds);
  add_integer(summary, "iterations", plan->iterations);
  add_integer(summary, "moves", plan->moves);
  add_integer(summary, "seed", (int64_t)plan->seed);
  add_integer(summary, "threads", plan->threads);
  return summary;
}

static void add_visit(void *context, int visit) {
  struct output *output = context;
  const struct plan_visit *at = &output->plan->visits[visit];
  cJSON *object = cJSON_CreateObject();
  cJSON_AddStringToObject(object, "list", problem_list_at(output->problem, at->list)->id);
  add_integer(object, "seq", at->seq);
  cJSON_AddStringToObject(object, "visit", problem_visit_at(output->problem, visit)->id);
  add_integer(object, "arrive", at->arrive);
  add_integer(object, "start", at->start);
  add_integer(object, "end", at->end);
  cJSON_AddItemToArray(output->array, object);
}

static cJSON *rounds_json(const struct output *output) {
  cJSON *rounds = cJSON_CreateArray();
  for (int list = 0; list < (int)output->plan->list_count; list++) {
    const struct plan_list *round = &output->plan->lists[list];
    if (round->visits == 0)
      continue;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "list", problem_list_at(output->problem, list)->id);
    add_integer(object, "leave", round->leave);
    add_integer(object, "home", round->home);
    add_integer(object, "work", round->work);
    add_integer(object, "break_start", round->break_start);
    cJSON_AddItemToArray(rounds, object);
  }
  return rounds;
}

static cJSON *unassigned_json(const struct output *output) {
  cJSON *unassigned = cJSON_CreateArray();
  for (int visit = 0; visit < (int)output->plan->visit_count; visit++) {
    if (output->plan->visits[visit].list >= 0)
      continue;
    struct str reason = {0};
    plan_reason_text(output->problem, output->plan, visit, &reason);
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "visit", problem_visit_at(output->problem, visit)->id);
    cJSON_AddStringToObject(object, "reason", str_text(&reason));
    cJSON_AddItemToArray(unassigned, object);
    str_free(&reason);
  }
  return unassigned;
}

char *plan_json(const struct problem *problem, const struct plan *plan) {
  struct output output = {.problem = problem, .plan = plan};
  cJSON *document = summary_json(plan);
  output.array = cJSON_AddArrayToObject(document, "plan");
  each_served(plan, add_visit, &output);
  cJSON_AddItemToObject(document, "rounds", rounds_json(&output));
  cJSON_AddItemToObject(document, "unassigned", unassigned_json(&output));
  char *text = cJSON_Print(document);
  cJSON_Delete(document);
  return text;
}

/* --- The folder ------------------------------------------------------------------------------------------------------
 */

static void write_summary(struct output *output, struct str *out) {
  cJSON *summary = summary_json(output->plan);
  char *text = cJSON_Print(summary);
  str_addf(out, "%s\n", text);
  free(text);
  cJSON_Delete(summary);
}

bool plan_write_dir(const struct problem *problem, const struct plan *plan, const char *folder, struct error *err) {
  static const struct {
    const char *name;
    void (*write)(struct output *output, struct str *out);
  } files[] = {{"plan.csv", write_plan},
               {"rounds.csv", write_rounds},
               {"unassigned.csv", write_unassigned},
               {"summary.json", write_summary}};
  bool done = exchange_make_folder(folder, err);
  for (size_t i = 0; done && i < COUNT_OF(files); i++) {
    struct output output = {.problem = problem, .plan = plan};
    struct str path = {0}, text = {0};
    str_addf(&path, "%s/%s", folder, files[i].name);
    files[i].write(&output, &text);
    done = exchange_write_file(str_text(&path), &text, err);
    str_free(&path);
    str_free(&text);
  }
  return done;
}
