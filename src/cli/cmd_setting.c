/* setting: the settings of the store, what they mean, and their values. */
#include "cli/cli.h"

/* --- setting list, setting get ------------------------------------------------------------------------------------ */

static cJSON *setting_json(struct store *store, const struct setting *setting) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "name", setting->name);
  json_text(object, "value", store_setting(store, setting->name));
  json_text(object, "default", setting->fallback);
  json_text(object, "meaning", setting->meaning);
  return object;
}

static void list_settings(struct invocation *call) {
  static const char *const headers[] = {N_("name"), N_("value"), N_("default"), N_("meaning")};
  struct store *store = call->session.store;
  if (call->json) {
    cJSON *array = cJSON_CreateArray();
    for (const struct setting *setting = settings; setting->name; setting++)
      cJSON_AddItemToArray(array, setting_json(store, setting));
    print_json(array);
    return;
  }
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (const struct setting *setting = settings; setting->name; setting++) {
    table_cell(table, "%s", setting->name);
    table_cell_shown(table, store_setting(store, setting->name),
                     setting_words(setting, store_setting(store, setting->name)));
    table_cell_shown(table, setting->fallback, setting_words(setting, setting->fallback));
    table_cell_said(table, setting->meaning);
  }
  table_print(table, call->csv);
}

static bool get_setting(struct invocation *call, struct error *err) {
  const struct setting *setting = setting_find(call->words[1], err);
  if (!setting)
    return false;
  if (call->json)
    print_json(setting_json(call->session.store, setting));
  else
    print_safe(store_setting(call->session.store, setting->name));
  return true;
}

/* --- setting set -------------------------------------------------------------------------------------------------- */

static bool set_setting(struct invocation *call, struct error *err) {
  const struct setting *setting = setting_find(call->words[1], err);
  if (!setting)
    return false;
  struct effects effects = {0};
  const struct setting_request request = {.name = setting->name, .value = call->words[2]};
  bool done = dispatch_set_setting(&call->session, &request, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

static bool run_setting(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  const char *verb = call->words[0];
  if (text_equal(verb, "list") && call->n_words == 1) {
    list_settings(call);
    return true;
  }
  if (text_equal(verb, "get") && call->n_words == 2)
    return get_setting(call, err);
  if (text_equal(verb, "set") && call->n_words == 3)
    return set_setting(call, err);
  return error_set(err, STATUS_USAGE, _("usage: vaktrom setting %s"), call->command->arguments);
}

const struct command command_setting = {
    .name = "setting",
    .arguments = "list | get NAME | set NAME VALUE",
    .summary = N_("the settings of the store"),
    .min_words = 1,
    .max_words = 3,
    .needs = NEEDS_STORE,
    .group = N_("Program"),
    .run = run_setting,
};
