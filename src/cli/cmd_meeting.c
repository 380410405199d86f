/* meeting: the candidates of the interdisciplinary meeting. By patient number only, on the screen as on paper: the
 * board stands where others read it [003 §10.4]. */
#include <stdio.h>

#include "cli/hands.h"
#include "cli/paper_cli.h"

/* --- Showing --- */

static cJSON *candidate_json(struct store *store, const struct meeting_candidate *candidate) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "id", candidate->id);
  json_text(object, "patient", candidate->patient);
  json_text(object, "team", candidate->team);
  json_date(object, "date", candidate->date);
  json_text(object, "ground", word_token(&words_ground, (int)candidate->ground));
  json_text(object, "light", candidate->light == LIGHT_NONE ? NULL : word_token(&words_light, (int)candidate->light));
  json_text(object, "text", candidate->text);
  json_instant(object, "deadline", dispatch_meeting_deadline(store, candidate->date));
  return object;
}

static void candidate_row(struct table *table, const struct meeting_candidate *candidate) {
  table_cell(table, "%s", candidate->id);
  table_cell_date(table, candidate->date);
  table_cell(table, "%s", candidate->team);
  table_cell(table, "%s", candidate->patient);
  table_cell_word(table, &words_ground, (int)candidate->ground);
  table_cell_word(table, &words_light, (int)candidate->light);
  table_cell(table, "%s", candidate->text ? candidate->text : "");
}

/* Until when the next meeting takes candidates. */
static void print_next(const struct invocation *call) {
  struct store *store = call->session.store;
  date on = dispatch_meeting_date(store, clock_now()), last = on - 1;
  instant deadline = dispatch_meeting_deadline(store, on);
  char day[DATE_SIZE], until[DATE_SIZE], time[TIME_SIZE];
  date_show(on, day);
  date_show(last, until);
  time_format(last, minute_of(last, deadline), time);
  if (!call->json && !call->csv)
    printf(_("candidates for %s %s are taken until %s %s\n"), word_label(&words_weekday, date_weekday(on)), day, until,
           time);
}

static void print_candidates(const struct invocation *call, const struct meeting_candidate *candidates, int n) {
  static const char *const headers[] = {N_("id"),     N_("date"),  N_("team"), N_("patient"),
                                        N_("ground"), N_("light"), N_("text")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    candidate_row(table, &candidates[i]);
    cJSON_AddItemToArray(array, candidate_json(call->session.store, &candidates[i]));
  }
  print_records(call, table, array);
  print_next(call);
}

static bool show_meeting(struct invocation *call, struct error *err) {
  if (!dispatch_may(&call->session, MAY_MEET, NULL, err))
    return false;
  struct meeting_candidate *candidates;
  struct paper_order order = {.kind = PAPER_MEETING, .on = option_date(call, "date", DATE_NONE)};
  int n;
  if (!paper_options_check(call, err) || !option_team(call, NONE, &order.team, err))
    return false;
  if (paper_is_asked(call) && !call->json)
    return paper_put_order(call, &order, err);
  if (!dispatch_read_meeting(&call->session, order.team, order.on, &call->arena, &candidates, &n, err))
    return false;
  print_candidates(call, candidates, n);
  return true;
}

/* --- Changing --- */

static bool add_candidate(struct invocation *call, struct effects *effects, struct error *err) {
  const struct meeting_request request = {.patient = call->words[1],
                                          .team = option_text(call, "team"),
                                          .text = option_text(call, "text"),
                                          .date = option_date(call, "date", DATE_NONE),
                                          .ground = (enum ground)option_word(call, "ground", GROUND_ASKED_FOR)};
  return need_option(call, "ground", err) && dispatch_meeting_add(&call->session, &request, effects, err);
}

static bool set_candidate(struct invocation *call, struct effects *effects, struct error *err) {
  if (!option(call, "light")->given && !option(call, "text")->given)
    return error_set(err, STATUS_USAGE, "%s", _("meeting set: give --light, --text or both"));
  return dispatch_meeting_set(&call->session, call->words[1], option_word(call, "light", NONE),
                              option_text(call, "text"), effects, err);
}

static const struct family_step steps[] = {{"add", add_candidate}, {"set", set_candidate}};

static bool run_meeting(struct invocation *call, enum status *status, struct error *err) {
  if (call->n_words == 0 || text_equal(call->words[0], "list"))
    return show_meeting(call, err);
  return run_family(call, steps, COUNT_OF(steps), status, err);
}

static const struct option_spec meeting_options[] = {
    {"team", "TEAM", OPTION_TEXT, NULL, N_("whose meeting (add: default the patient's team)")},
    {"date", "DATE", OPTION_DATE, NULL, N_("the day of the meeting (default: those to come; add: the next)")},
    {"ground", "GROUND", OPTION_WORD, &words_ground, N_("add: why the patient is taken up")},
    {"light", "LIGHT", OPTION_WORD, &words_light, N_("set: the traffic light")},
    {"text", "TEXT", OPTION_TEXT, NULL, N_("add, set: what it is about, what was agreed")},
    PAPER_OPTIONS,
    {0},
};
const struct command command_meeting = {
    .name = "meeting",
    .arguments = "[--team T] [--date D] [--format text|pdf|csv] [--out FILE|--print [PRINTER]] | add PATIENT --ground "
                 "G [--team T] [--date D] [--text T] | "
                 "set ID --light red|yellow|green --text T",
    .summary = N_("candidates for the interdisciplinary meeting, by patient number"),
    .options = meeting_options,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Health-service team"),
    .run = run_meeting,
};
