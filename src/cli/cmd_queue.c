/* queue: the requests to the HT. */
#include <stdio.h>

#include "cli/grey_zone_cli.h"
#include "cli/hands.h"
#include "cli/paper_cli.h"
#include "vaktrom/dispatch/audit.h"
#include "vaktrom/dispatch/may.h"

/* --- Showing --- */

static int64_t age_minutes(const struct queue_item *item) {
  return (clock_now() - item->at) / 60;
}

/* With what it was closed: what stood there before that is its answer. */
static const char *outcome_of(const struct queue_item *item) {
  return item->state == QUEUE_CLOSED ? item->outcome : NULL;
}

static cJSON *item_json(const struct queue_item *item) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "id", item->id);
  json_instant(object, "at", item->at);
  json_text(object, "kind", word_token(&words_queue_kind, (int)item->kind));
  json_text(object, "urgency", word_token(&words_urgency, (int)item->urgency));
  json_text(object, "patient", item->patient);
  json_text(object, "from", item->from);
  json_text(object, "text", item->text);
  json_text(object, "team", item->team);
  json_text(object, "owner", item->holder);
  json_text(object, "state", word_token(&words_queue_state, (int)item->state));
  json_instant(object, "due", item->due);
  json_integer(object, "age_min", age_minutes(item));
  json_text(object, "answer", item->answer);
  json_text(object, "outcome", outcome_of(item));
  json_text(object, "visit", item->visit);
  return object;
}

static void item_row(struct table *table, const struct queue_item *item) {
  bool waits = item->state == QUEUE_OPEN || item->state == QUEUE_TAKEN;
  bool overdue = waits && item->due != INSTANT_NONE && item->due < clock_now();
  table_cell(table, "%s", item->id);
  table_cell_word(table, &words_urgency, (int)item->urgency);
  table_cell_instant(table, item->due);
  table_cell_said(table, overdue ? N_("overdue") : "");
  table_cell_word(table, &words_queue_kind, (int)item->kind);
  table_cell(table, "%s", item->patient ? item->patient : "");
  table_cell(table, "%s", item->from ? item->from : "");
  table_cell_word(table, &words_queue_state, (int)item->state);
  table_cell(table, "%s", item->holder ? item->holder : "");
  table_cell(table, "%s", item->text);
}

static void print_items(const struct invocation *call, const struct queue_item *items, int n) {
  static const char *const headers[] = {N_("id"),      N_("urgency"), N_("due"),   N_("late"),  N_("kind"),
                                        N_("patient"), N_("from"),    N_("state"), N_("owner"), N_("text")};
  if (call->json) {
    cJSON *array = cJSON_CreateArray();
    for (int i = 0; i < n; i++)
      cJSON_AddItemToArray(array, item_json(&items[i]));
    print_json(array);
    return;
  }
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int i = 0; i < n; i++)
    item_row(table, &items[i]);
  table_print(table, call->csv);
}

static bool show_queue(struct invocation *call, struct error *err) {
  struct queue_item *items;
  const char *team;
  int n;
  bool all = option(call, "all")->given;
  if (!paper_options_check(call, err) || !option_team(call, TEAM_HT, &team, err))
    return false;
  const struct paper_order order = {.kind = PAPER_QUEUE, .team = team, .closed = all, .wishes = paper_wishes_of(call)};
  if (paper_is_asked(call) && !call->json)
    return paper_put_order(call, &order, err);
  if (!dispatch_read_queue(&call->session, team, all, &call->arena, &items, &n, err))
    return false;
  print_items(call, items, n);
  return true;
}

/* --- One item with its history --- */

static cJSON *step_json(const struct queue_step *step) {
  cJSON *object = cJSON_CreateObject();
  json_instant(object, "at", step->at);
  json_text(object, "by", step->by);
  json_text(object, "state", word_token(&words_queue_state, (int)step->state));
  json_text(object, "owner", step->owner);
  json_text(object, "outcome", step->outcome);
  return object;
}

static void print_history(const struct queue_step *history, int n) {
  static const char *const headers[] = {N_("at"), N_("by"), N_("state"), N_("owner"), N_("outcome")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int i = 0; i < n; i++) {
    table_cell_instant(table, history[i].at);
    table_cell(table, "%s", history[i].by);
    table_cell_word(table, &words_queue_state, (int)history[i].state);
    table_cell(table, "%s", history[i].owner ? history[i].owner : "");
    table_cell(table, "%s", history[i].outcome ? history[i].outcome : "");
  }
  table_print(table, false);
}

/* What was answered, and what came of it. */
static void print_said(const struct queue_item *item) {
  struct str line = {0};
  if (item->answer) {
    str_addf(&line, _("answer: %s"), item->answer);
    print_safe(str_text(&line));
    str_clear(&line);
  }
  if (outcome_of(item)) {
    str_addf(&line, _("outcome: %s"), outcome_of(item));
    print_safe(str_text(&line));
  }
  str_free(&line);
}

static bool find_item(struct invocation *call, struct queue_item **item, struct error *err) {
  struct queue_item *items;
  int n;
  *item = NULL;
  if (call->n_words < 2)
    return error_set(err, STATUS_USAGE, "%s", _("queue show: name the item"));
  if (!dispatch_read_queue(&call->session, NULL, true, &call->arena, &items, &n, err))
    return false;
  for (int i = 0; i < n; i++)
    if (text_equal(items[i].id, call->words[1]))
      *item = &items[i];
  return *item || error_set(err, STATUS_USAGE, _("there is no item '%s' in the queue"), call->words[1]);
}

/* The item, its history and, of one that waits for a decision, what people decide by. */
static bool show_item(struct invocation *call, struct error *err) {
  struct queue_item *item;
  struct queue_step *history;
  int n;
  if (!find_item(call, &item, err) ||
      !store_load_queue_history(call->session.store, item->id, &call->arena, &history, &n, err) ||
      !dispatch_opened(&call->session, item->patient, "queue show", err))
    return false;
  bool decides = item->kind == QUEUE_GREY_ZONE && item->patient;
  if (call->json) {
    cJSON *object = item_json(item);
    cJSON *steps = cJSON_AddArrayToObject(object, "history");
    for (int i = 0; i < n; i++)
      cJSON_AddItemToArray(steps, step_json(&history[i]));
    bool done = !decides || grey_zone_json(call, item->patient, object, err);
    if (done)
      print_json(object);
    else
      cJSON_Delete(object);
    return done;
  }
  print_items(call, item, 1);
  print_said(item);
  putchar('\n');
  print_history(history, n);
  return !decides || grey_zone_print(call, item->patient, err);
}

/* --- Steps --- */

static bool add_item(struct invocation *call, struct effects *effects, struct error *err) {
  int kind = call->n_words > 1 ? word_typed(&words_queue_kind, call->words[1]) : NONE;
  if (kind == NONE) {
    struct str known = {0};
    words_list(&words_queue_kind, &known);
    error_set(err, STATUS_USAGE, _("queue add KIND: '%s' is not one of %s"), call->n_words > 1 ? call->words[1] : "",
              str_text(&known));
    str_free(&known);
    return false;
  }
  if (!need_option(call, "urgency", err) || !need_option(call, "text", err))
    return false;
  enum urgency urgency = (enum urgency)option_word(call, "urgency", URGENCY_TODAY);
  const char *text = option_text(call, "text");
  if (option(call, "visit")->given && option(call, "patient")->given)
    return error_set(err, STATUS_USAGE, "%s", _("--visit says whom it is about: leave --patient out"));
  if (option(call, "visit")->given)
    return dispatch_queue_ask(&call->session, (enum queue_kind)kind, option_text(call, "visit"), urgency, text, effects,
                              err);
  return dispatch_queue_add(&call->session, (enum queue_kind)kind, option_text(call, "patient"), urgency, text, effects,
                            err);
}

static bool take_item(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_queue_take(&call->session, call->words[1], effects, err);
}

static bool release_item(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_queue_release(&call->session, call->words[1], effects, err);
}

static bool answer_item(struct invocation *call, struct effects *effects, struct error *err) {
  return need_option(call, "text", err) &&
         dispatch_queue_answer(&call->session, call->words[1], option_text(call, "text"), effects, err);
}

static bool hand_item(struct invocation *call, struct effects *effects, struct error *err) {
  return need_option(call, "to", err) &&
         dispatch_queue_hand(&call->session, call->words[1], option_text(call, "to"), effects, err);
}

static bool close_item(struct invocation *call, struct effects *effects, struct error *err) {
  return need_option(call, "outcome", err) &&
         dispatch_queue_close(&call->session, call->words[1], option_text(call, "outcome"), effects, err);
}

static bool reopen_item(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_queue_reopen(&call->session, call->words[1], effects, err);
}

/* --- What it becomes --- */

static bool visit_item(struct invocation *call, struct effects *effects, struct error *err) {
  struct visit_wish wish;
  return read_wish(call, &wish, err) && dispatch_queue_visit(&call->session, call->words[1], &wish, effects, err);
}

static bool remind_item(struct invocation *call, struct effects *effects, struct error *err) {
  return need_option(call, "due", err) &&
         dispatch_queue_remind(&call->session, call->words[1], option_text(call, "team"),
                               option_date(call, "due", DATE_NONE), effects, err);
}

static bool transfer_item(struct invocation *call, struct effects *effects, struct error *err) {
  const struct transfer_request request = {.to = option_text(call, "to"),
                                           .reason = option_text(call, "text"),
                                           .cooperating = option_text(call, "with"),
                                           .override_reason = option_text(call, "override"),
                                           .from = option_date(call, "from-date", DATE_NONE)};
  return need_option(call, "to", err) && need_option(call, "from-date", err) &&
         dispatch_queue_transfer(&call->session, call->words[1], &request, effects, err);
}

static const struct family_step steps[] = {
    {"add", add_item},           {"take", take_item},   {"release", release_item},
    {"answer", answer_item},     {"hand", hand_item},   {"close", close_item},
    {"reopen", reopen_item},     {"visit", visit_item}, {"remind", remind_item},
    {"transfer", transfer_item}, {"show", NULL}, /* shows, and changes nothing */
};

static bool run_queue(struct invocation *call, enum status *status, struct error *err) {
  if (call->n_words == 0)
    return show_queue(call, err);
  if (text_equal(call->words[0], "show"))
    return show_item(call, err);
  return run_family(call, steps, COUNT_OF(steps), status, err);
}

static const struct option_spec queue_options[] = {
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only the requests to this HT; remind: whose reminder it becomes")},
    {"all", NULL, OPTION_FLAG, NULL, N_("closed ones too")},
    {"patient", "PATIENT", OPTION_TEXT, NULL, N_("add: whom it is about")},
    {"visit", "VISIT", OPTION_TEXT, NULL, N_("add: the visit without a list that the HT is asked to take")},
    {"urgency", "URGENCY", OPTION_WORD, &words_urgency, N_("add: how soon")},
    {"text", "TEXT", OPTION_TEXT, NULL, N_("add, answer: what is asked, what is answered; transfer: why")},
    {"to", "STAFF|TEAM", OPTION_TEXT, NULL, N_("hand: to whom; transfer: to which team")},
    {"outcome", "TEXT", OPTION_TEXT, NULL, N_("close: what came of it")},
    {"due", "DATE", OPTION_DATE, NULL, N_("remind: on which day")},
    {"from-date", "DATE", OPTION_DATE, NULL, N_("transfer: the first day of the new team")},
    {"with", "TEAM", OPTION_TEXT, NULL, N_("transfer: the team that cooperates from then on")},
    {"override", "REASON", OPTION_TEXT, NULL,
     N_("transfer: although nobody of the new team on duty may do some of the work")},
    WISH_OPTIONS,
    PAPER_OPTIONS,
    PAPER_TEXTS_OPTION,
    {0},
};
const struct command command_queue = {
    .name = "queue",
    .arguments =
        "[--team HT] [--all] [--format text|pdf|csv] [--out FILE|--print [PRINTER]] | add KIND --patient P|--visit V "
        "--urgency U --text T | take|release|reopen ID | "
        "answer ID --text T | hand ID --to STAFF | close ID --outcome TEXT | "
        "visit ID [--duration N] [--earliest T] [--latest T] [--date D] [--task TASK] [--list L] | "
        "remind ID --due D [--team TEAM] | transfer ID --to TEAM --from-date D [--with TEAM] [--override "
        "REASON] | show ID",
    .summary = N_("the requests to the HT: who asks, how soon, who has it"),
    .options = queue_options,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Health-service team"),
    .run = run_queue,
};
