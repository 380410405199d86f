/*
 * The ids on a command line, as the store writes them: in any case, and by their number alone where the program gave
 * them (`queue take 12` is Q12). Here alone it is said which words of which command are ids of what; an option says it
 * by what its help calls the value.
 */
#include "cli/ids.h"

#include <ctype.h>
#include <string.h>

/* --- Which words are ids --- */

enum { EVERY_WORD = -1 };

static const struct id_word {
  const char *command;
  const char *action; /* the first word of a family ("queue take ID"); NULL = whatever it is */
  const char *kind;
  int at; /* which word */
} id_words[] = {
    {"observe", NULL, "patients", 0},
    {"need", NULL, "patients", 0},
    {"decide", NULL, "patients", 0},
    {"suspend", NULL, "patients", 0},
    {"resume", NULL, "patients", 0},
    {"emergency", NULL, "patients", 0},
    {"add", NULL, "patients", 0},
    {"add", NULL, "tasks", 1},
    {"route", NULL, "patients", EVERY_WORD},
    {"absent", NULL, "staff", 0},
    {"candidates", NULL, "absences", 0},
    {"substitute", NULL, "absences", 0},
    {"list", NULL, "lists", 0},
    {"move", NULL, "visits", 0},
    {"unpin", NULL, "visits", 0},
    {"unassign", NULL, "visits", 0},
    {"drop", NULL, "visits", 0},
    {"done", NULL, "visits", 0},
    {"undone", NULL, "visits", 0},
    {"suggest", NULL, "visits", 0},
    {"transfer", "ack", "transfers", 1},
    {"transfer", "withdraw", "transfers", 1},
    {"transfer", NULL, "patients", 0},
    {"meeting", "add", "patients", 1},
    {"meeting", "set", "meeting", 1},
    {"edit", "patients", "patients", 1},
    {"edit", "staff", "staff", 1},
    {"edit", "services", "services", 1},
    {"end", "patients", "patients", 1},
    {"end", "staff", "staff", 1},
    {"end", "services", "services", 1},
    {"queue", "add", NULL, 1},
    {"queue", NULL, "queue", 1},
    {"remind", "add", NULL, 1},
    {"remind", NULL, "reminders", 1},
    {"carry", NULL, "carry_overs", 1},
};

/* By what the help calls an option's value. */
static const struct id_value {
  const char *value, *kind;
} id_values[] = {
    {"PATIENT", "patients"}, {"STAFF", "staff"}, {"TEAM", "teams"},
    {"HT", "teams"},         {"LIST", "lists"},  {"TASK", "tasks"},
};

const char *ids_kind_of_word(const struct command *command, const char *const *before, int at) {
  for (size_t r = 0; r < COUNT_OF(id_words); r++) {
    const struct id_word *row = &id_words[r];
    bool here = text_equal(row->command, command->name) && (row->at == at || row->at == EVERY_WORD);
    if (here && (!row->action || (at > 0 && text_equal(row->action, before[0]))))
      return row->kind;
  }
  return NULL;
}

const char *ids_kind_of_value(const char *value) {
  for (size_t i = 0; i < COUNT_OF(id_values); i++)
    if (text_equal(value, id_values[i].value))
      return id_values[i].kind;
  return NULL;
}

/* --- One id --- */

/* "q12" and "12" as "Q12"; NULL where the text is nothing of the sort. */
static const char *given_id(const struct kind *kind, const char *text, struct arena *arena) {
  const char *number = text;
  if (toupper((unsigned char)*text) == *kind->prefix)
    number++;
  size_t digits = strspn(number, "0123456789");
  bool plain = digits > 0 && (number[digits] == '\0' || number[digits] == '/'); /* V12/2: the second of two workers */
  return plain ? arena_printf(arena, "%s%s", kind->prefix, number) : NULL;
}

/* edit and end find a record of any KIND, and say what they did not find. */
static bool says_itself(const struct invocation *call) {
  return text_equal(call->command->name, "edit") || text_equal(call->command->name, "end");
}

/* *id becomes what the store calls it. What nothing resembles is left to the command, which says what it looked for. */
static bool resolve(struct invocation *call, const char *kind_name, const char **id, struct error *err) {
  const struct kind *kind = kind_find(kind_name);
  const char *found, *near;
  if (text_is_empty(*id))
    return true;
  if (!store_find_id(call->session.store, kind, *id, &call->arena, &found, &near, err))
    return false;
  if (!found && kind->prefix)
    found = given_id(kind, *id, &call->arena);
  if (!found && near && !says_itself(call))
    return error_set(err, STATUS_USAGE, _("there is no %s '%s'; did you mean '%s'?"), _(kind->singular), *id, near);
  *id = found ? found : *id;
  return true;
}

/* STAFF@DATE[/SHIFT]: the worker as any id, the date as people type it. What is none is left to the command, too. */
static bool resolve_dated(struct invocation *call, const char *at, const char **word, struct error *err) {
  const char *staff = arena_printf(&call->arena, "%.*s", (int)(at - *word), *word);
  size_t length = strcspn(at + 1, "/");
  char day[DATE_SIZE];
  date on;
  if (!resolve(call, "staff", &staff, err))
    return false;
  if (options_read_date(arena_printf(&call->arena, "%.*s", (int)length, at + 1), &on)) {
    date_format(on, day);
    *word = arena_printf(&call->arena, "%s@%s%s", staff, day, at + 1 + length);
  }
  return true;
}

/* An absence as `candidates` names it: STAFF@DATE[/SHIFT], a list that has nobody, or STAFF. */
static bool resolve_absence(struct invocation *call, const char **word, struct error *err) {
  const char *at = strchr(*word, '@'), *list = *word;
  if (at)
    return resolve_dated(call, at, word, err);
  if (!resolve(call, "lists", &list, err))
    return false;
  if (dispatch_date_of_list(call->session.store, list) == DATE_NONE)
    return resolve(call, "staff", word, err);
  *word = list;
  return true;
}

/* --- All of a command line --- */

static bool resolve_word(struct invocation *call, const struct id_word *row, const char **words, struct error *err) {
  bool absence = row->kind && text_equal(row->kind, "absences");
  for (int i = 0; row->kind && i < call->n_words; i++)
    if ((row->at == i || row->at == EVERY_WORD) &&
        !(absence ? resolve_absence(call, &words[i], err) : resolve(call, row->kind, &words[i], err)))
      return false;
  return true;
}

static bool resolve_words(struct invocation *call, struct error *err) {
  const char **words = arena_alloc(&call->arena, sizeof *words * ((size_t)call->n_words + 1));
  for (int i = 0; i < call->n_words; i++)
    words[i] = call->words[i];
  bool by_action = false, done = true;
  for (size_t r = 0; r < COUNT_OF(id_words) && done; r++) {
    const struct id_word *row = &id_words[r];
    if (!text_equal(row->command, call->command->name) || by_action ||
        (row->action && (call->n_words == 0 || !text_equal(row->action, call->words[0]))))
      continue;
    by_action = row->action != NULL;
    done = resolve_word(call, row, words, err);
  }
  call->words = words;
  return done;
}

static bool resolve_options(struct invocation *call, struct error *err) {
  const struct option_spec *specs = call->command->options;
  struct option_value *values = arena_alloc(&call->arena, sizeof *values * OPTIONS_MAX);
  for (int n = 0; specs && specs[n].name; n++) {
    values[n] = call->values[n];
    for (size_t i = 0; values[n].given && specs[n].type == OPTION_TEXT && i < COUNT_OF(id_values); i++)
      if (text_equal(specs[n].value, id_values[i].value) && !resolve(call, id_values[i].kind, &values[n].text, err))
        return false;
  }
  call->values = values;
  return true;
}

bool ids_resolve(struct invocation *call, struct error *err) {
  return !call->session.store || (resolve_words(call, err) && resolve_options(call, err));
}
