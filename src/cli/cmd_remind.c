/* remind: a team's dated reminders, each of which can become a visit. */
#include "cli/hands.h"

/* --- Showing --- */

static cJSON *reminder_json(const struct reminder *reminder) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "id", reminder->id);
  json_text(object, "team", reminder->team);
  json_date(object, "due", reminder->due);
  json_text(object, "patient", reminder->patient);
  json_text(object, "text", reminder->text);
  cJSON_AddBoolToObject(object, "done", reminder->done);
  return object;
}

static const char *when(const struct reminder *reminder) {
  date today = instant_date(clock_now());
  if (reminder->done)
    return N_("done");
  if (reminder->due < today)
    return N_("overdue");
  return reminder->due == today ? N_("today") : "";
}

static bool show_reminders(struct invocation *call, struct error *err) {
  if (!dispatch_may(&call->session, MAY_REMIND, NULL, err))
    return false;
  static const char *const headers[] = {N_("id"), N_("due"), N_("when"), N_("team"), N_("patient"), N_("text")};
  struct reminder *reminders;
  const char *team;
  int n;
  if (!option_team(call, NONE, &team, err) ||
      !dispatch_read_reminders(&call->session, team, option(call, "all")->given, &call->arena, &reminders, &n, err))
    return false;
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    table_cell(table, "%s", reminders[i].id);
    table_cell_date(table, reminders[i].due);
    table_cell_said(table, when(&reminders[i]));
    table_cell(table, "%s", reminders[i].team);
    table_cell(table, "%s", reminders[i].patient ? reminders[i].patient : "");
    table_cell(table, "%s", reminders[i].text);
    cJSON_AddItemToArray(array, reminder_json(&reminders[i]));
  }
  print_records(call, table, array);
  return true;
}

/* --- Changing --- */

static bool add_reminder(struct invocation *call, struct effects *effects, struct error *err) {
  return need_option(call, "due", err) && need_option(call, "text", err) &&
         dispatch_remind_add(&call->session, option_text(call, "team"), option_text(call, "patient"),
                             option_date(call, "due", DATE_NONE), option_text(call, "text"), effects, err);
}

static bool end_reminder(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_remind_done(&call->session, call->words[1], effects, err);
}

static bool visit_reminder(struct invocation *call, struct effects *effects, struct error *err) {
  struct visit_wish wish;
  return read_wish(call, &wish, err) && dispatch_remind_visit(&call->session, call->words[1], &wish, effects, err);
}

static const struct family_step steps[] = {{"done", end_reminder}, {"visit", visit_reminder}, {"add", add_reminder}};

static bool run_remind(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (call->n_words == 0 || text_equal(call->words[0], "list"))
    return show_reminders(call, err);
  if (text_equal(call->words[0], "add") && call->n_words == 1)
    return finish(call, add_reminder(call, &effects, err), &effects, status);
  return run_family(call, steps, COUNT_OF(steps), status, err);
}

static const struct option_spec remind_options[] = {
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only this team's; add: whose (default: the patient's)")},
    {"all", NULL, OPTION_FLAG, NULL, N_("done ones too")},
    {"due", "DATE", OPTION_DATE, NULL, N_("add: on which day")},
    {"patient", "PATIENT", OPTION_TEXT, NULL, N_("add: whom it is about")},
    {"text", "TEXT", OPTION_TEXT, NULL, N_("add: what is to be remembered")},
    WISH_OPTIONS,
    {0},
};
const struct command command_remind = {
    .name = "remind",
    .arguments = "[--team T] [--all] | add --team T --due D [--patient P] --text T | done ID | "
                 "visit ID [--task TASK] [--date D] [--earliest T] [--latest T] [--duration N] [--list L]",
    .summary = N_("the reminder list of a team"),
    .options = remind_options,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_remind,
};
