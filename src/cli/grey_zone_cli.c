/* What people decide a grey-zone patient by, printed. */
#include "cli/grey_zone_cli.h"

#include <stdio.h>

static const char *team_id(const struct routes *routes, int team) {
  return team == NONE ? NULL : routes->day->teams[team].id;
}

/* --- JSON --- */

static void add_dates(cJSON *object, const char *key, const date *dates, size_t n) {
  cJSON *array = cJSON_AddArrayToObject(object, key);
  for (size_t i = 0; i < n; i++) {
    char text[DATE_SIZE];
    date_format(dates[i], text);
    cJSON_AddItemToArray(array, cJSON_CreateString(text));
  }
}

static void add_texts(cJSON *object, const char *key, const char *const *texts, size_t n) {
  cJSON_AddItemToObject(object, key, cJSON_CreateStringArray(texts, (int)n));
}

static cJSON *able_json(const struct grey_worker *able) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "staff", able->staff);
  json_text(object, "name", able->name);
  json_integer(object, "days", able->days);
  json_text(object, "expiring_skill", able->skill);
  json_date(object, "expires", able->expires);
  return object;
}

static cJSON *need_json(const struct grey_need *need) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "service", need->service);
  json_text(object, "task", need->task);
  json_text(object, "shift", word_token(&words_shift, (int)need->shift));
  json_text(object, "min_role", word_token(&words_role, (int)need->min_role));
  json_text(object, "skills", need->skills);
  json_integer(object, "staff_count", need->staff_count);
  cJSON_AddBoolToObject(object, "health_work", need->is_health_work);
  add_dates(object, "dates", need->dates.at, need->dates.n);
  add_dates(object, "uncovered", need->uncovered.at, need->uncovered.n);
  cJSON *able = cJSON_AddArrayToObject(object, "able");
  for (size_t i = 0; i < need->able.n; i++)
    cJSON_AddItemToArray(able, able_json(&need->able.at[i]));
  add_texts(object, "train", need->train.at, need->train.n);
  add_texts(object, "renew", need->renew.at, need->renew.n);
  return object;
}

/* The rows that held, by what they speak for. */
static cJSON *pull_json(const struct routes *routes, int patient) {
  cJSON *object = cJSON_CreateObject();
  const struct verdict *verdict = &routes->list[patient].verdict;
  for (size_t w = 0; w < words_outcome.n; w++) {
    cJSON *array = cJSON_AddArrayToObject(object, words_outcome.at[w].token);
    for (size_t i = 0; i < verdict->held.n; i++) {
      const struct criterion *row = &routes->criteria->rows.at[verdict->held.at[i]];
      if ((int)row->outcome == words_outcome.at[w].code)
        cJSON_AddItemToArray(array, cJSON_CreateString(row->id));
    }
  }
  return object;
}

static cJSON *zone_json(const struct routes *routes, int patient, const struct grey_zone *zone) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "team", team_id(routes, zone->ot));
  json_date(object, "from", zone->from);
  json_date(object, "until", zone->until);
  cJSON_AddItemToObject(object, "pull", pull_json(routes, patient));
  cJSON *needs = cJSON_AddArrayToObject(object, "needs");
  for (size_t i = 0; i < zone->needs.n; i++)
    cJSON_AddItemToArray(needs, need_json(&zone->needs.at[i]));
  cJSON *options = cJSON_AddArrayToObject(object, "options");
  for (size_t i = 0; i < COUNT_OF(zone->options); i++) {
    cJSON *choice = cJSON_CreateObject();
    json_text(choice, "outcome", word_token(&words_outcome, (int)zone->options[i].outcome));
    json_text(choice, "responsible_team", team_id(routes, zone->options[i].responsible));
    json_text(choice, "cooperating_team", team_id(routes, zone->options[i].cooperating));
    json_integer(choice, "uncovered", zone->options[i].uncovered);
    cJSON_AddItemToArray(options, choice);
  }
  return object;
}

bool grey_zone_add_json(const struct invocation *call, struct routes *routes, int patient, cJSON *object,
                        struct error *err) {
  struct grey_zone zone;
  if (!dispatch_grey_zone(call->session.store, routes, patient, &zone, err))
    return false;
  cJSON_AddItemToObject(object, "grey_zone", zone_json(routes, patient, &zone));
  grey_zone_free(&zone);
  return true;
}

/* --- Text --- */

static void add_ids(const char *label, const char *const *ids, size_t n, struct str *line) {
  for (size_t i = 0; i < n; i++)
    str_addf(line, "%s%s", i ? " " : label, ids[i]);
}

static void print_missing(const struct grey_need *need) {
  struct str line = {0};
  str_addf(&line, trn("    missing on %zu of %zu day:", "    missing on %zu of %zu days:", need->dates.n),
           need->uncovered.n, need->dates.n);
  for (size_t i = 0; i < need->uncovered.n; i++) {
    char text[DATE_SIZE];
    date_show(need->uncovered.at[i], text);
    str_addf(&line, " %s", text);
  }
  add_ids(_("; could be trained: "), need->train.at, need->train.n, &line);
  add_ids(_("; skill to be renewed: "), need->renew.at, need->renew.n, &line);
  print_safe(str_text(&line));
  str_free(&line);
}

static void print_need(const struct grey_need *need, const char *ot) {
  struct str line = {0};
  str_addf(&line, "  %s (%s, %s): %s%s", need->task, need->service, word_label(&words_shift, (int)need->shift),
           word_label(&words_role, (int)need->min_role), *need->skills ? ", " : "");
  skills_describe(need->skills, &line);
  if (need->is_health_work)
    str_add(&line, _(": the HT does it in any case"));
  else
    str_addf(&line, _(": of %s on duty "), ot);
  if (!need->is_health_work)
    grey_need_able(need, &line);
  print_safe(str_text(&line));
  str_free(&line);
  if (need->uncovered.n > 0)
    print_missing(need);
}

static void print_options(const struct routes *routes, const struct grey_zone *zone) {
  struct str line = {0};
  puts(_("  options:"));
  for (size_t i = 0; i < COUNT_OF(zone->options); i++) {
    const struct grey_option *choice = &zone->options[i];
    const char *responsible = team_id(routes, choice->responsible), *cooperating = team_id(routes, choice->cooperating);
    str_addf(&line, "    %-5s %s%s%s", word_label(&words_outcome, (int)choice->outcome),
             responsible ? responsible : _("no such team"), cooperating ? _(" with ") : "",
             cooperating ? cooperating : "");
    if (choice->uncovered > 0)
      str_addf(&line,
               trn(", %d visit of the week lacks somebody", ", %d visits of the week lack somebody", choice->uncovered),
               choice->uncovered);
    print_safe(str_text(&line));
    str_clear(&line);
  }
  str_free(&line);
}

bool grey_zone_print_work(const struct invocation *call, const struct routes *routes, int patient, struct error *err) {
  struct grey_zone zone;
  char from[DATE_SIZE], until[DATE_SIZE];
  if (!dispatch_grey_zone(call->session.store, routes, patient, &zone, err))
    return false;
  date_show(zone.from, from);
  date_show(zone.until, until);
  printf(_("  the work from %s to %s, and who of the OT could do it (days on duty):\n"), from, until);
  for (size_t i = 0; i < zone.needs.n; i++)
    print_need(&zone.needs.at[i], zone.ot == NONE ? _("no OT") : routes->day->teams[zone.ot].id);
  print_options(routes, &zone);
  grey_zone_free(&zone);
  return true;
}

/* --- For one patient --- */

static void print_pull(const struct routes *routes, int patient) {
  struct str line = {0};
  const struct patient_route *route = &routes->list[patient];
  str_addf(&line, "%s %s: ", routes->day->patients[patient].id, patient_shown_name(&routes->day->patients[patient]));
  routes_explain(routes, patient, &line);
  print_safe(str_text(&line));
  for (size_t i = 0; i < route->verdict.held.n; i++) {
    const struct criterion *row = &routes->criteria->rows.at[route->verdict.held.at[i]];
    str_clear(&line);
    str_addf(&line, _("  for %-5s %s  %s"), word_label(&words_outcome, (int)row->outcome), row->id, row->rationale);
    print_safe(str_text(&line));
  }
  for (size_t i = 0; i < route->verdict.missed.n; i++) {
    const struct near_miss *miss = &route->verdict.missed.at[i];
    const struct criterion *row = &routes->criteria->rows.at[miss->row];
    str_clear(&line);
    str_addf(&line, _("  nearly %s: %s  %s (missing: "), word_label(&words_outcome, (int)row->outcome), row->id,
             row->rationale);
    condition_describe(&row->conditions[miss->condition], routes->codes, &line);
    str_add(&line, ")");
    print_safe(str_text(&line));
  }
  str_free(&line);
}

static bool load(const struct invocation *call, const char *id, struct routes **routes, int *patient,
                 struct error *err) {
  if (!dispatch_routes(call->session.store, routes, err))
    return false;
  *patient = day_find_patient((*routes)->day, id);
  if (*patient != NONE)
    return true;
  routes_free(*routes);
  return error_set(err, STATUS_USAGE, _("there is no patient '%s'"), id);
}

bool grey_zone_json(const struct invocation *call, const char *patient, cJSON *object, struct error *err) {
  struct routes *routes;
  int index;
  if (!load(call, patient, &routes, &index, err))
    return false;
  bool done = grey_zone_add_json(call, routes, index, object, err);
  routes_free(routes);
  return done;
}

bool grey_zone_print(const struct invocation *call, const char *patient, struct error *err) {
  struct routes *routes;
  int index;
  if (!load(call, patient, &routes, &index, err))
    return false;
  print_pull(routes, index);
  bool done = grey_zone_print_work(call, routes, index, err);
  routes_free(routes);
  return done;
}
