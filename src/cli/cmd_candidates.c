/* candidates, substitute: who could fill in for somebody who is absent, and that somebody does. */
#include <stdio.h>

#include "cli/hands.h"

/* --- candidates --- */

enum { shown_unless_all = 15 };

static cJSON *candidate_json(const struct replacement_candidates *all, const struct replacement_candidate *candidate) {
  const struct worker *worker = &all->day->staff[candidate->staff];
  cJSON *object = cJSON_CreateObject();
  json_text(object, "staff", worker->id);
  json_text(object, "name", worker->name);
  json_text(object, "role", word_token(&words_role, (int)worker->role));
  json_text(object, "team", all->day->teams[worker->team].id);
  json_text(object, "employment", word_token(&words_employment, (int)worker->employment));
  json_text(object, "match", word_token(&words_replacement, (int)candidate->match));
  if (candidate->rest_min == MINUTE_NONE)
    cJSON_AddNullToObject(object, "rest_min");
  else
    json_integer(object, "rest_min", candidate->rest_min);
  json_integer(object, "overtime_min", candidate->overtime_min);
  json_integer(object, "may_do", candidate->may_do);
  json_integer(object, "knows", candidate->knows);
  json_integer(object, "speaks", candidate->speaks);
  json_text(object, "languages", worker->languages);
  json_text(object, "phone", worker->phone);
  cJSON_AddBoolToObject(object, "allowed", candidate->why_not == NULL);
  json_text(object, "why_not", candidate->why_not);
  return object;
}

static void candidate_row(struct table *table, const struct replacement_candidates *all,
                          const struct replacement_candidate *candidate) {
  const struct worker *worker = &all->day->staff[candidate->staff];
  table_cell(table, "%s", worker->id);
  table_cell(table, "%s", worker->name);
  table_cell_word(table, &words_role, (int)worker->role);
  table_cell(table, "%s", all->day->teams[worker->team].id);
  table_cell_word(table, &words_replacement, (int)candidate->match);
  if (candidate->rest_min == MINUTE_NONE)
    table_cell(table, "%s", "");
  else
    table_cell(table, "%d:%02d", candidate->rest_min / 60, candidate->rest_min % 60);
  table_cell(table, "%d:%02d", candidate->overtime_min / 60, candidate->overtime_min % 60);
  table_cell(table, "%d/%d", candidate->may_do, all->n_waiting);
  table_cell(table, "%d/%d", candidate->knows, all->n_waiting);
  table_cell(table, "%d/%d", candidate->speaks, all->ask_language);
  table_cell(table, "%s", worker->languages ? worker->languages : "");
  table_cell(table, "%s", worker->phone ? worker->phone : "");
  table_cell(table, "%s", candidate->why_not ? candidate->why_not : "");
}

static void print_candidates(const struct invocation *call, const struct replacement_candidates *all) {
  static const char *const headers[] = {
      N_("staff"),  N_("name"),  N_("role"),   N_("team"),      N_("competence"), N_("rest h:mm"), N_("overtime h:mm"),
      N_("may do"), N_("knows"), N_("speaks"), N_("languages"), N_("phone"),      N_("why not")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  bool short_list = !call->json && !call->csv && !option(call, "all")->given;
  int n = 0;
  for (int i = 0; i < all->n; i++) {
    if (short_list && (all->at[i].forbidden || n == shown_unless_all))
      continue;
    candidate_row(table, all, &all->at[i]);
    cJSON_AddItemToArray(array, candidate_json(all, &all->at[i]));
    n++;
  }
  print_records(call, table, array);
  if (n < all->n && !call->json && !call->csv)
    printf(trn("(%d more, who is perhaps away or at work: --all)\n",
               "(%d more, most of whom are away or at work: --all)\n", all->n - n),
           all->n - n);
}

static bool run_candidates(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct vacancy vacancy;
  struct replacement_candidates *all = NULL;
  if (!dispatch_find_vacancy(call->session.store, call->words[0], &call->arena, &vacancy, err) ||
      !dispatch_may(&call->session, MAY_HIRE, &(struct concern){.worker = vacancy.staff}, err) ||
      !dispatch_candidates(call->session.store, &vacancy, &all, err))
    return false;
  print_candidates(call, all);
  replacement_candidates_free(all);
  return true;
}

static const struct option_spec candidates_options[] = {
    {"all", NULL, OPTION_FLAG, NULL, N_("also those who are away or at work, and all others")},
    {0},
};
const struct command command_candidates = {
    .name = "candidates",
    .arguments = "ABSENCE [--all]",
    .summary = N_("who could fill in for somebody who is absent"),
    .details =
        N_("ABSENCE is STAFF@DATE (STAFF@DATE/SHIFT where there are several shifts), STAFF for the date that lists\n"
           "show, or a list that has nobody. Competence against the absent worker's role: same, higher, lower,\n"
           "none. May do, knows and speaks count the visits that wait."),
    .options = candidates_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_candidates,
};

/* --- substitute --- */

static bool run_substitute(struct invocation *call, enum status *status, struct error *err) {
  struct vacancy vacancy;
  struct effects effects = {0};
  if (!need_option(call, "staff", err) ||
      !dispatch_find_vacancy(call->session.store, call->words[0], &call->arena, &vacancy, err))
    return false;
  return finish(call,
                dispatch_substitute(&call->session, NULL, &vacancy, option_text(call, "staff"),
                                    option_text(call, "override"), &effects, err),
                &effects, status);
}

static const struct option_spec substitute_options[] = {
    {"staff", "STAFF", OPTION_TEXT, NULL, N_("who fills in")},
    {"override", "REASON", OPTION_TEXT, NULL, N_("why it may be although the rest is short or training lacks")},
    {0},
};
const struct command command_substitute = {
    .name = "substitute",
    .arguments = "ABSENCE --staff STAFF [--override REASON]",
    .summary = N_("somebody fills in: gets the shift and the list, and the visits that wait find a place"),
    .details = N_("ABSENCE as for candidates."),
    .options = substitute_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_substitute,
};
