/* transfer: a patient's next team, announced ahead and acknowledged by both. */
#include "cli/hands.h"

/* --- Showing --- */

static cJSON *transfer_json(const struct transfer *transfer) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "id", transfer->id);
  json_text(object, "patient", transfer->patient);
  json_text(object, "from_team", transfer->from_team);
  json_text(object, "to_team", transfer->to_team);
  json_text(object, "cooperating_team", transfer->cooperating_team);
  json_date(object, "from_date", transfer->from_date);
  json_text(object, "reason", transfer->reason);
  json_text(object, "state", word_token(&words_transfer_state, (int)transfer->state));
  cJSON_AddBoolToObject(object, "ack_from", transfer->ack_from);
  cJSON_AddBoolToObject(object, "ack_to", transfer->ack_to);
  json_instant(object, "at", transfer->at);
  return object;
}

static void transfer_row(struct table *table, const struct transfer *transfer) {
  table_cell(table, "%s", transfer->id);
  table_cell_date(table, transfer->from_date);
  table_cell(table, "%s", transfer->patient);
  table_cell(table, "%s", transfer->from_team ? transfer->from_team : "");
  table_cell(table, "%s", transfer->to_team);
  table_cell(table, "%s", transfer->cooperating_team ? transfer->cooperating_team : "");
  table_cell_word(table, &words_transfer_state, (int)transfer->state);
  table_cell_word(table, &words_yes_no, transfer->ack_from);
  table_cell_word(table, &words_yes_no, transfer->ack_to);
  table_cell(table, "%s", transfer->reason);
}

static bool show_transfers(struct invocation *call, struct error *err) {
  if (!dispatch_may(&call->session, MAY_ACK_TRANSFER, NULL, err))
    return false;
  static const char *const headers[] = {N_("id"),   N_("from day"), N_("patient"),   N_("from"),    N_("to"),
                                        N_("with"), N_("state"),    N_("from read"), N_("to read"), N_("reason")};
  struct transfer *transfers;
  const char *team;
  int n;
  if (!option_team(call, NONE, &team, err) ||
      !dispatch_read_transfers(&call->session, team, option(call, "all")->given, &call->arena, &transfers, &n, err))
    return false;
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    transfer_row(table, &transfers[i]);
    cJSON_AddItemToArray(array, transfer_json(&transfers[i]));
  }
  print_records(call, table, array);
  return true;
}

/* --- Changing --- */

static bool announce(struct invocation *call, struct effects *effects, struct error *err) {
  const struct transfer_request request = {.patient = call->words[0],
                                           .to = option_text(call, "to"),
                                           .reason = option_text(call, "reason"),
                                           .cooperating = option_text(call, "with"),
                                           .from = option_date(call, "from-date", DATE_NONE),
                                           .override_reason = option_text(call, "override")};
  return need_option(call, "to", err) && need_option(call, "from-date", err) && need_option(call, "reason", err) &&
         dispatch_transfer(&call->session, &request, effects, err);
}

static bool change_transfer(struct invocation *call, struct effects *effects, struct error *err) {
  bool acknowledges = text_equal(call->words[0], "ack"), withdraws = text_equal(call->words[0], "withdraw");
  if (!acknowledges && !withdraws)
    return call->n_words == 1
               ? announce(call, effects, err)
               : error_set(err, STATUS_USAGE, _("transfer: '%s' is neither ack nor withdraw"), call->words[0]);
  if (call->n_words < 2)
    return error_set(err, STATUS_USAGE, _("transfer %s: name the transfer (vaktrom transfer lists them)"),
                     call->words[0]);
  return acknowledges ? dispatch_transfer_ack(&call->session, call->words[1], option_text(call, "team"), effects, err)
                      : dispatch_transfer_withdraw(&call->session, call->words[1], effects, err);
}

static bool run_transfer(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (call->n_words == 0 || text_equal(call->words[0], "list"))
    return show_transfers(call, err);
  return finish(call, change_transfer(call, &effects, err), &effects, status);
}

static const struct option_spec transfer_options[] = {
    {"to", "TEAM", OPTION_TEXT, NULL, N_("the team that becomes responsible")},
    {"from-date", "DATE", OPTION_DATE, NULL, N_("the first day of the new team")},
    {"reason", "TEXT", OPTION_TEXT, NULL, N_("why")},
    {"with", "TEAM", OPTION_TEXT, NULL, N_("the team that cooperates from then on (default: by the decision)")},
    {"override", "REASON", OPTION_TEXT, NULL, N_("although nobody of the new team on duty may do some of the work")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("list: only this team's; ack: for which team")},
    {"all", NULL, OPTION_FLAG, NULL, N_("list: done and withdrawn ones too")},
    {0},
};
const struct command command_transfer = {
    .name = "transfer",
    .arguments = "[--team TEAM] [--all] | PATIENT --to TEAM --from-date D --reason TEXT [--with TEAM] "
                 "[--override REASON] | ack ID [--team TEAM] | withdraw ID",
    .summary = N_("a patient's next team: announced ahead, acknowledged by both"),
    .options = transfer_options,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Patients"),
    .run = run_transfer,
};
