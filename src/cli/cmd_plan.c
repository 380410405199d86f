/* plan: the dated visits of one or more days, made from the services. */
#include "cli/cli.h"

static const struct option_spec plan_options[] = {
    {"date", "DATE", OPTION_DATE, NULL,
     N_("the first date (default: the next whose day shift has not begun, or today without lists)")},
    {"days", "N", OPTION_INTEGER, NULL, N_("how many days, 1 to 366 (default 1)")},
    {0},
};

static void print_plan_json(const struct invocation *call, date from, int days, const struct plan_counts *counts,
                            const struct effects *effects) {
  cJSON *document = cJSON_CreateObject();
  json_date(document, "date", from);
  json_integer(document, "days", days);
  json_integer(document, "added", counts->added);
  json_integer(document, "changed", counts->changed);
  json_integer(document, "cancelled", counts->cancelled);
  json_integer(document, "suspended", counts->suspended);
  json_integer(document, "revived", counts->revived);
  cJSON *lines = cJSON_AddArrayToObject(document, "lines");
  for (size_t i = 0; i < effects->lines.n; i++)
    cJSON_AddItemToArray(lines, cJSON_CreateString(effects->lines.at[i]));
  cJSON_AddBoolToObject(document, "dry_run", call->dry_run);
  print_json(document);
}

static bool run_plan(struct invocation *call, enum status *status, struct error *err) {
  enum { most_days = 366 };
  date from =
      option(call, "date")->given ? option_date(call, "date", DATE_NONE) : dispatch_next_date(call->session.store);
  int64_t days = option_integer(call, "days", 1);
  if (days < 1 || days > most_days)
    return error_set(err, STATUS_USAGE, _("--days: %lld is not from 1 to %d"), (long long)days, (int)most_days);
  struct plan_counts counts;
  struct effects effects = {0};
  bool done = dispatch_not_over(call->session.store, from, err) &&
              dispatch_plan(&call->session, from, (int)days, &counts, &effects, err);
  if (done && effects.needs_person)
    *status = STATUS_NEEDS_PERSON;
  if (done && call->json)
    print_plan_json(call, from, (int)days, &counts, &effects);
  if (done && !call->json)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

const struct command command_plan = {
    .name = "plan",
    .arguments = "[--date D] [--days N]",
    .summary = N_("make the dated visits from the services; running it twice changes nothing"),
    .options = plan_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .may = MAY_PLAN,
    .group = N_("Every day"),
    .run = run_plan,
};
