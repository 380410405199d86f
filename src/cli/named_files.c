/* The files that a command line names. */
#include "cli/named_files.h"

#include <string.h>

#include "cli/sign_in.h"
#include "cli/usage.h"

bool value_names_file(const char *value) {
  static const char *const names[] = {"FILE", "DIR", "PATH", "MAP", "TEMPLATE"};
  for (const char *at = value; at; at = strchr(at, '|'), at += at != NULL)
    for (size_t i = 0; i < COUNT_OF(names); i++)
      if (strcspn(at, "|") == strlen(names[i]) && text_starts(at, names[i]))
        return true;
  return false;
}

static bool may_touch(const struct invocation *call, const char *path, struct error *err) {
  if (call->command->needs == NEEDS_NOTHING && sign_in_is_guarded(call))
    files_close(); /* nobody signed in, so nobody is an owner */
  return text_equal(path, "-") || files_are_open(path, err);
}

static bool options_are_open(const struct invocation *call, struct str *given, struct error *err) {
  bool open = true;
  for (int i = 0; open && call->command->options && call->command->options[i].name; i++) {
    const struct option_spec *spec = &call->command->options[i];
    if (!call->values[i].given)
      continue;
    str_addf(given, "%s%s", given->n ? " " : "", spec->name);
    open = !value_names_file(spec->value) || may_touch(call, call->values[i].text, err);
  }
  return open;
}

/* Notes in the bool whether the word may be a file's name. */
static void note_file(void *context, const struct usage_word *word) {
  bool *is_file = context;
  *is_file |= !word->literal && value_names_file(word->text);
}

bool named_files_are_open(const struct invocation *call, struct error *err) {
  struct str given = {0};
  bool open = options_are_open(call, &given, err);
  for (int i = 0; open && i < call->n_words; i++) {
    bool is_file = false;
    usage_next_words(call->command, &(struct usage_line){call->words, i, str_text(&given)}, note_file, &is_file);
    open = !is_file || may_touch(call, call->words[i], err);
  }
  str_free(&given);
  return open;
}
