/* doctor: is the store sound, and what is to be done; and what can be read of a damaged one. */
#include <string.h>

#include "cli/cli.h"
#include "vaktrom/exchange.h"
#include "vaktrom/store/safety.h"

static const struct option_spec doctor_options[] = {
    {"rescue", "DIR", OPTION_TEXT, NULL, N_("write out what can be read: a new store rescued.db, and CSV files of it")},
    {0},
};

/* --- What was found ---------------------------------------------------------------------------------------------- */

static cJSON *ailments_json(const struct ailment *ailments, int n) {
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    cJSON *object = cJSON_CreateObject();
    json_text(object, "check", ailments[i].check);
    json_text(object, "weight", word_token(&words_ailment, (int)ailments[i].weight));
    json_text(object, "what", ailments[i].what);
    json_text(object, "advice", ailments[i].advice);
    cJSON_AddItemToArray(array, object);
  }
  return array;
}

/* Each line of the text, set in. */
static void print_lines(struct arena *arena, const char *in, const char *text) {
  while (*text) {
    size_t length = strcspn(text, "\n");
    print_safe(arena_printf(arena, "%s%.*s", in, (int)length, text));
    text += length + (text[length] == '\n');
  }
}

static void print_ailments(struct arena *arena, const struct ailment *ailments, int n) {
  for (int i = 0; i < n; i++) {
    print_lines(arena, "",
                arena_printf(arena, "%s: %s", word_label(&words_ailment, (int)ailments[i].weight), ailments[i].what));
    print_lines(arena, "    ", ailments[i].advice);
  }
}

/* --- The rescue -------------------------------------------------------------------------------------------------- */

static cJSON *rescued_json(const struct rescued_table *tables, int n) {
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    cJSON *object = cJSON_CreateObject();
    json_text(object, "table", tables[i].name);
    json_integer(object, "rows", tables[i].rows);
    json_text(object, "lost", tables[i].lost);
    cJSON_AddItemToArray(array, object);
  }
  return array;
}

static void print_rescued(struct arena *arena, const char *folder, const struct rescued_table *tables, int n) {
  int64_t rows = 0;
  bool lost = false;
  for (int i = 0; i < n; i++) {
    rows += tables[i].rows;
    lost = lost || tables[i].lost;
    if (tables[i].lost)
      print_safe(
          arena_printf(arena, _("%s: %lld rows read, %s"), tables[i].name, (long long)tables[i].rows, tables[i].lost));
  }
  print_safe(arena_printf(arena, _("%s: rescued.db with %lld rows of %d tables, and its records as CSV files"), folder,
                          (long long)rows, n));
  if (!lost)
    puts(_("nothing was lost"));
}

static bool rescue(struct invocation *call, cJSON *document, struct error *err) {
  const char *folder = option_text(call, "rescue");
  struct rescued_table *tables = NULL;
  struct store *rescued = NULL;
  struct effects ignored = {0};
  int n = 0;
  bool done = store_rescue(call->store_path, folder, &call->arena, &rescued, &tables, &n, err) &&
              exchange_write_out(rescued, folder, false, &ignored, err);
  store_close(rescued);
  effects_free(&ignored);
  if (done && call->json)
    cJSON_AddItemToObject(document, "rescued", rescued_json(tables, n));
  else if (done)
    print_rescued(&call->arena, folder, tables, n);
  return done;
}

/* --- The command ------------------------------------------------------------------------------------------------- */

static bool conclude(const struct ailment *ailments, int n, enum status *status, struct error *err) {
  int found[AILMENT_DAMAGE + 1] = {0};
  for (int i = 0; i < n; i++)
    found[ailments[i].weight]++;
  if (found[AILMENT_WARNING])
    *status = STATUS_NEEDS_PERSON;
  if (found[AILMENT_DAMAGE])
    return error_set(err, STATUS_STORE, "%s", _("the store is damaged; what was found says what to do"));
  return !found[AILMENT_UNSEEN] || error_set(err, STATUS_INTERNAL, "%s", _("not everything could be looked at"));
}

static bool run_doctor(struct invocation *call, enum status *status, struct error *err) {
  struct ailment *ailments = NULL;
  int n = 0;
  if (!store_examine(call->store_path, &call->arena, &ailments, &n, err))
    return false;
  cJSON *document = call->json ? cJSON_CreateObject() : NULL;
  if (document)
    cJSON_AddItemToObject(document, "findings", ailments_json(ailments, n));
  else
    print_ailments(&call->arena, ailments, n);
  bool done = !option(call, "rescue")->given || rescue(call, document, err);
  if (document)
    print_json(document);
  return done && conclude(ailments, n, status, err);
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "[--rescue DIR]",
    .summary = N_("look whether the store is sound, and say what to do"),
    .details =
        N_("Looks at the file and its neighbours, its content, the base's own rules, the disk, the clock and the last\n"
           "backup, and changes nothing. Ends with 1 when something needs a person, with 5 when the store is damaged.\n"
           "With --rescue it reads what can be read around the damage and says what is lost."),
    .options = doctor_options,
    .max_words = 0,
    .needs = NEEDS_FILES,
    .group = N_("The store"),
    .run = run_doctor,
};
