/* queue: the requests to the HT. */
#include <stdio.h>

#include "cli/hands.h"

/* --- Showing --- */

static int64_t age_minutes(const struct queue_item *item) {
  return (clock_now() - item->at) / 60;
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
  json_text(object, "owner", item->owner);
  json_text(object, "state", word_token(&words_queue_state, (int)item->state));
  json_instant(object, "due", item->due);
  json_integer(object, "age_min", age_minutes(item));
  json_text(object, "outcome", item->outcome);
  return object;
}

static void cell_instant(struct table *table, instant at) {
  date on = instant_date(at);
  char day[DATE_SIZE], time[TIME_SIZE];
  date_format(on, day);
  time_format(on, minute_of(on, at), time);
  table_cell(table, "%s%s%s", day, at == INSTANT_NONE ? "" : " ", at == INSTANT_NONE ? "" : time);
}

static void item_row(struct table *table, const struct queue_item *item) {
  bool overdue = item->due != INSTANT_NONE && item->due < clock_now() && item->state != QUEUE_CLOSED;
  table_cell(table, "%s", item->id);
  table_cell(table, "%s", word_label(&words_urgency, (int)item->urgency));
  cell_instant(table, item->due);
  table_cell(table, "%s", overdue ? _("overdue") : "");
  table_cell(table, "%s", word_label(&words_queue_kind, (int)item->kind));
  table_cell(table, "%s", item->patient ? item->patient : "");
  table_cell(table, "%s", item->from ? item->from : "");
  table_cell(table, "%s", word_label(&words_queue_state, (int)item->state));
  table_cell(table, "%s", item->owner ? item->owner : "");
  table_cell(table, "%s", item->text);
}

static void print_queue(const struct invocation *call, const struct queue_item *items, int n) {
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
  int n;
  if (!dispatch_queue(call->session.store, option_text(call, "team"), option(call, "all")->given, &call->arena, &items,
                      &n, err))
    return false;
  print_queue(call, items, n);
  return true;
}

/* --- Steps --- */

static bool add_item(struct invocation *call, struct effects *effects, struct error *err) {
  int kind = call->n_words > 1 ? word_code(&words_queue_kind, call->words[1]) : NONE;
  if (kind == NONE) {
    struct str known = {0};
    for (size_t i = 0; i < words_queue_kind.n; i++)
      str_addf(&known, "%s%s", i ? ", " : "", words_queue_kind.at[i].token);
    error_set(err, STATUS_USAGE, _("queue add KIND: '%s' is not one of %s"), call->n_words > 1 ? call->words[1] : "",
              str_text(&known));
    str_free(&known);
    return false;
  }
  return need_option(call, "urgency", err) && need_option(call, "text", err) &&
         dispatch_queue_add(&call->session, (enum queue_kind)kind, option_text(call, "patient"),
                            (enum urgency)option_word(call, "urgency", URGENCY_TODAY), option_text(call, "text"),
                            effects, err);
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

static const struct step {
  const char *name;
  bool (*run)(struct invocation *call, struct effects *effects, struct error *err);
} steps[] = {
    {"add", add_item},   {"take", take_item},   {"release", release_item}, {"answer", answer_item},
    {"hand", hand_item}, {"close", close_item}, {"reopen", reopen_item},
};

static bool run_queue(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (call->n_words == 0)
    return show_queue(call, err);
  for (size_t i = 0; i < COUNT_OF(steps); i++) {
    if (!text_equal(steps[i].name, call->words[0]))
      continue;
    if (call->n_words < 2)
      return error_set(err, STATUS_USAGE, _("queue %s: something is missing (vaktrom queue --help)"), steps[i].name);
    return finish(call, steps[i].run(call, &effects, err), &effects, status);
  }
  return error_set(err, STATUS_USAGE, _("queue: '%s' is none of add, take, release, answer, hand, close, reopen"),
                   call->words[0]);
}

static const struct option_spec queue_options[] = {
    {"team", "HT", OPTION_TEXT, NULL, N_("only the requests to this team")},
    {"all", NULL, OPTION_FLAG, NULL, N_("closed ones too")},
    {"patient", "PATIENT", OPTION_TEXT, NULL, N_("add: whom it is about")},
    {"urgency", "URGENCY", OPTION_WORD, &words_urgency, N_("add: how soon")},
    {"text", "TEXT", OPTION_TEXT, NULL, N_("add, answer: what is asked, what is answered")},
    {"to", "STAFF", OPTION_TEXT, NULL, N_("hand: to whom")},
    {"outcome", "TEXT", OPTION_TEXT, NULL, N_("close: what came of it")},
    {0},
};
const struct command command_queue = {
    .name = "queue",
    .arguments = "[--team HT] [--all] | add KIND --patient P --urgency U --text T | take|release|reopen ID | "
                 "answer ID --text T | hand ID --to STAFF | close ID --outcome TEXT",
    .summary = N_("the requests to the HT: who asks, how soon, who has it"),
    .options = queue_options,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Health-service team"),
    .run = run_queue,
};
