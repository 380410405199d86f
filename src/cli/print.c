/* What commands print: JSON in the contract's forms, and the effects of a change. */
#include <stdlib.h>

#include "cli/cli.h"

void print_safe(const char *line) {
  struct str safe = {0};
  str_add_safe(&safe, line);
  puts(str_text(&safe));
  str_free(&safe);
}

void print_json_text(const char *text) {
  struct str safe = {0};
  str_add_safe_json(&safe, text);
  puts(str_text(&safe));
  str_free(&safe);
}

void print_json(cJSON *document) {
  char *text = cJSON_Print(document);
  print_json_text(text);
  free(text);
  cJSON_Delete(document);
}

void print_effects(const struct invocation *call, struct effects *effects) {
  if (call->json) {
    cJSON *document = cJSON_CreateObject();
    cJSON *changed = cJSON_AddArrayToObject(document, "changed");
    for (size_t i = 0; i < effects->lines.n; i++)
      cJSON_AddItemToArray(changed, cJSON_CreateString(effects->lines.at[i]));
    cJSON_AddBoolToObject(document, "dry_run", call->dry_run);
    print_json(document);
  } else {
    for (size_t i = 0; i < effects->lines.n; i++)
      print_safe(effects->lines.at[i]);
    if (call->dry_run)
      puts(_("(dry run: nothing was changed)"));
  }
  effects_free(effects);
}

void print_records(const struct invocation *call, struct table *table, cJSON *array) {
  if (call->json)
    print_json(array);
  else
    cJSON_Delete(array);
  if (call->json)
    table_free(table);
  else
    table_print(table, call->csv);
}

void table_cell_instant(struct table *table, instant at) {
  struct arena arena = {0};
  date on = instant_date(at);
  char day[DATE_SIZE], time[TIME_SIZE];
  date_format(on, day);
  time_format(on, minute_of(on, at), time);
  if (at == INSTANT_NONE)
    table_cell(table, "%s", "");
  else
    table_cell_shown(table, arena_printf(&arena, "%s %s", day, time), instant_words(&arena, at));
  arena_free(&arena);
}

void json_text(cJSON *object, const char *key, const char *text) {
  if (text)
    cJSON_AddStringToObject(object, key, text);
  else
    cJSON_AddNullToObject(object, key);
}

void json_date(cJSON *object, const char *key, date d) {
  char text[DATE_SIZE];
  date_format(d, text);
  json_text(object, key, d == DATE_NONE ? NULL : text);
}

void json_time(cJSON *object, const char *key, date d, minute m) {
  char text[TIME_SIZE];
  time_format(d, m, text);
  json_text(object, key, m == MINUTE_NONE ? NULL : text);
}

void json_instant(cJSON *object, const char *key, instant at) {
  char text[INSTANT_SIZE];
  if (at != INSTANT_NONE)
    instant_format(at, text);
  json_text(object, key, at == INSTANT_NONE ? NULL : text);
}

void json_integer(cJSON *object, const char *key, int64_t value) {
  cJSON_AddNumberToObject(object, key, (double)value);
}
