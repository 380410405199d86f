/* carry: work that a shift did not finish, and who takes it over. */
#include "cli/hands.h"

/* --- Showing --- */

static cJSON *carried_json(const struct carried *carried) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "id", carried->carry.id);
  json_text(object, "visit", carried->carry.visit);
  json_date(object, "date", carried->date);
  json_text(object, "patient", carried->carry.patient);
  json_text(object, "task", carried->task);
  json_text(object, "priority", word_token(&words_priority, (int)carried->priority));
  json_text(object, "reason", word_token(&words_not_done_reason, (int)carried->carry.reason));
  json_text(object, "from", carried->carry.from);
  json_text(object, "next", carried->carry.next);
  json_instant(object, "at", carried->carry.at);
  json_text(object, "state", word_token(&words_carry_state, (int)carried->carry.state));
  return object;
}

static void carried_row(struct table *table, const struct carried *carried) {
  table_cell(table, "%s", carried->carry.id);
  table_cell_date(table, carried->date);
  table_cell(table, "%s", carried->carry.visit);
  table_cell(table, "%s", carried->carry.patient);
  table_cell(table, "%s", carried->task);
  table_cell_word(table, &words_priority, (int)carried->priority);
  table_cell_word(table, &words_not_done_reason, (int)carried->carry.reason);
  table_cell(table, "%s", carried->carry.from ? carried->carry.from : "");
  table_cell(table, "%s", carried->carry.next);
  table_cell_word(table, &words_carry_state, (int)carried->carry.state);
}

static bool show_carried(struct invocation *call, struct error *err) {
  if (!dispatch_may(&call->session, MAY_MARK, NULL, err))
    return false;
  static const char *const headers[] = {N_("id"),       N_("date"),   N_("visit"), N_("patient"), N_("task"),
                                        N_("priority"), N_("reason"), N_("from"),  N_("next"),    N_("state")};
  struct carried *carried;
  const char *team, *staff = option_text(call, "staff");
  int n;
  if (!option_team(call, NONE, &team, err) || !dispatch_staff_is_known(call->session.store, staff, err) ||
      !dispatch_read_carried(&call->session, staff, team, option(call, "all")->given, &call->arena, &carried, &n, err))
    return false;
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    carried_row(table, &carried[i]);
    cJSON_AddItemToArray(array, carried_json(&carried[i]));
  }
  print_records(call, table, array);
  return true;
}

/* --- Changing --- */

static bool accept_carry(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_carry_accept(&call->session, call->words[1], effects, err);
}

static bool hand_carry(struct invocation *call, struct effects *effects, struct error *err) {
  return need_option(call, "to", err) &&
         dispatch_carry_hand(&call->session, call->words[1], option_text(call, "to"), effects, err);
}

static bool end_carry(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_carry_done(&call->session, call->words[1], effects, err);
}

static bool visit_carry(struct invocation *call, struct effects *effects, struct error *err) {
  struct visit_wish wish;
  return read_wish(call, &wish, err) && dispatch_carry_visit(&call->session, call->words[1], &wish, effects, err);
}

static const struct family_step steps[] = {
    {"accept", accept_carry}, {"hand", hand_carry}, {"done", end_carry}, {"visit", visit_carry}};

static bool run_carry(struct invocation *call, enum status *status, struct error *err) {
  if (call->n_words == 0 || text_equal(call->words[0], "list"))
    return show_carried(call, err);
  return run_family(call, steps, COUNT_OF(steps), status, err);
}

static const struct option_spec carry_options[] = {
    {"team", "TEAM", OPTION_TEXT, NULL, N_("list: only those offered to this team's people")},
    {"staff", "STAFF", OPTION_TEXT, NULL, N_("list: only those offered to this person")},
    {"all", NULL, OPTION_FLAG, NULL, N_("list: done ones too")},
    {"to", "STAFF", OPTION_TEXT, NULL, N_("hand: to whom")},
    WISH_OPTIONS,
    {0},
};
const struct command command_carry = {
    .name = "carry",
    .arguments = "[list] [--team T] [--staff S] [--all] | accept ID | hand ID --to STAFF | done ID | "
                 "visit ID [--date D] [--earliest T] [--latest T] [--duration N] [--list L]",
    .summary = N_("work that a shift did not finish, until a named person has accepted it"),
    .options = carry_options,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_carry,
};
