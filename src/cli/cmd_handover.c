/* handover: the single sheet that a shift leaves to the next, and who has read it. */
#include "cli/hands.h"
#include "cli/paper_cli.h"

static cJSON *item_json(const struct handover *sheet, const struct handover_item *item) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "kind", word_token(&words_handover_kind, (int)item->kind));
  json_text(object, "patient", item->patient == NONE ? NULL : sheet->day->patients[item->patient].id);
  json_text(object, "text", item->text);
  return object;
}

static void print_handover_json(const struct handover *sheet) {
  cJSON *document = cJSON_CreateObject();
  json_date(document, "date", sheet->day->date);
  json_text(document, "shift", word_token(&words_shift, (int)sheet->shift));
  json_text(document, "team", sheet->day->teams[sheet->team].id);
  json_instant(document, "since", sheet->since);
  json_text(document, "acknowledged_by", sheet->read_by);
  json_instant(document, "acknowledged_at", sheet->read_at);
  cJSON *items = cJSON_AddArrayToObject(document, "items");
  for (size_t i = 0; i < sheet->items.n; i++)
    cJSON_AddItemToArray(items, item_json(sheet, &sheet->items.at[i]));
  print_json(document);
}

static bool show_handover(struct invocation *call, date on, enum shift shift, struct error *err) {
  if (!dispatch_may(&call->session, MAY_HAND_OVER, &(struct concern){.team = option_text(call, "team")}, err))
    return false;
  struct handover sheet;
  struct paper paper = {0};
  bool done = true;
  if (!paper_options_check(call, err) ||
      !dispatch_handover(&call->session, on, shift, option_text(call, "team"), &sheet, err))
    return false;
  if (call->json) {
    print_handover_json(&sheet);
  } else {
    struct paper_wishes wishes = paper_wishes_of(call);
    wishes.whole = option(call, "all")->given;
    paper_handover(call->session.store, &sheet, &wishes, &paper);
    done = paper_put_out(call, &paper, err);
  }
  paper_free(&paper);
  handover_free(&sheet);
  return done;
}

static bool run_handover(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (!need_option(call, "team", err) || !need_option(call, "shift", err))
    return false;
  date on = option_date(call, "date", dispatch_shown_date(call->session.store));
  enum shift shift = (enum shift)option_word(call, "shift", SHIFT_DAY);
  if (call->n_words == 0)
    return show_handover(call, on, shift, err);
  if (!text_equal(call->words[0], "ack"))
    return error_set(err, STATUS_USAGE, _("handover: '%s' is no action; there is ack"), call->words[0]);
  bool done = dispatch_handover_ack(&call->session, on, shift, option_text(call, "team"), &effects, err);
  return finish(call, done, &effects, status);
}

static const struct option_spec options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date of the shift that hands over (default: the one that lists show)")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("the shift that hands over")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("whose shift")},
    {"all", NULL, OPTION_FLAG, NULL, N_("everything in full, over as many pages as it takes")},
    PAPER_OPTIONS,
    PAPER_TEXTS_OPTION,
    {0},
};
const struct command command_handover = {
    .name = "handover",
    .arguments = "[ack] --date D --shift S --team T [--all] [--format text|pdf|csv] [--out FILE|--print [PRINTER]]",
    .summary = N_("the single sheet for the next shift; ack: you have read it"),
    .details = N_("The sheet is one page, the most important first: vital signs, visits that nobody has, not done, "
                  "requests, staff, who comes, who leaves, suspensions, reminders, services. What does not fit is "
                  "counted from the last line up; vital signs, MUST visits, who comes and leaves, and requests for now "
                  "are always named. The sheet says so; --all, a CSV and --json give all of it."),
    .options = options,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_handover,
};
