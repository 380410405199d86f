/* Reading a command line against the command's own table of options. */
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/named_files.h"

const struct option_spec global_options[] = {
    {"db", "PATH", OPTION_TEXT, NULL, N_("the store (else $VAKTROM_DB, else the XDG data folder)")},
    {"user", "NAME", OPTION_TEXT, NULL, N_("sign in as the account NAME, with its password")},
    {"as", "NAME", OPTION_TEXT, NULL, N_("in the forced command of an SSH key: whose key it is")},
    {"json", NULL, OPTION_FLAG, NULL, N_("print one JSON document")},
    {"csv", NULL, OPTION_FLAG, NULL, N_("print the table as CSV")},
    {"lang", "nb|en", OPTION_TEXT, NULL, N_("language of texts: English or Norwegian (Bokmål)")},
    {"dry-run", NULL, OPTION_FLAG, NULL, N_("say what would change, change nothing")},
    {"yes", NULL, OPTION_FLAG, NULL, N_("answer yes to a needed confirmation")},
    {"help", NULL, OPTION_FLAG, NULL, N_("show this help")},
    {0},
};

static int find_option(const struct option_spec *specs, const char *name, size_t length) {
  for (int i = 0; specs && specs[i].name; i++)
    if (strlen(specs[i].name) == length && strncmp(specs[i].name, name, length) == 0)
      return i;
  return NONE;
}

static bool unknown_option(const struct command *command, const char *name, struct error *err) {
  const char *known[64];
  size_t n = 0;
  for (const struct option_spec *o = global_options; o->name; o++)
    known[n++] = o->name;
  for (const struct option_spec *o = command ? command->options : NULL; o && o->name && n < COUNT_OF(known); o++)
    known[n++] = o->name;
  const char *near = text_nearest(name, known, n);
  error_set(err, STATUS_USAGE, _("unknown option --%s"), name);
  if (near)
    error_add(err, STATUS_USAGE, _("did you mean --%s?"), near);
  return false;
}

static bool read_integer(const char *text, int64_t *out) {
  char *end;
  errno = 0;
  *out = strtoll(text, &end, 10);
  return errno == 0 && end != text && *end == '\0';
}

static bool read_real(const char *text, double *out) {
  char *end;
  errno = 0;
  *out = strtod(text, &end);
  return errno == 0 && end != text && *end == '\0' && *out == *out;
}

static bool wrong_word(const struct option_spec *spec, const char *text, struct error *err) {
  struct str known = {0};
  words_list(spec->words, &known);
  error_set(err, STATUS_USAGE, _("--%s: '%s' is not one of %s"), spec->name, text, str_text(&known));
  str_free(&known);
  return false;
}

/* Takes the blanks from both ends, which nobody means; the name of a file is left as it is. */
static char *trimmed(const struct option_spec *spec, char *text) {
  static const char blanks[] = " \t";
  if (spec->type != OPTION_TEXT || value_names_file(spec->value))
    return text;
  text += strspn(text, blanks);
  for (char *end = text + strlen(text); end > text && strchr(blanks, end[-1]);)
    *--end = '\0';
  return text;
}

static bool has_room(const struct option_spec *spec, const char *text, struct error *err) {
  struct str why = {0};
  bool has =
      length_may(text, LENGTH_TEXT, &why) || error_set(err, STATUS_USAGE, "--%s: %s", spec->name, str_text(&why));
  str_free(&why);
  return has;
}

/* Reads the text of one option by its type. */
static bool read_value(const struct option_spec *spec, char *written, struct option_value *value, struct error *err) {
  const char *text = trimmed(spec, written);
  *value = (struct option_value){.given = true, .text = text};
  date day;
  int wall;
  switch (spec->type) {
  case OPTION_FLAG:
    return true;
  case OPTION_TEXT:
    return has_room(spec, text, err);
  case OPTION_INTEGER:
    return read_integer(text, &value->integer) ||
           error_set(err, STATUS_USAGE, _("--%s: '%s' is not a whole number"), spec->name, text);
  case OPTION_REAL:
    return read_real(text, &value->real) ||
           error_set(err, STATUS_USAGE, _("--%s: '%s' is not a number"), spec->name, text);
  case OPTION_DATE:
    if (!options_read_date(text, &day))
      return error_set(err, STATUS_USAGE, _("--%s: '%s' is not a date (2026-03-04, 04.03.26, today, tomorrow)"),
                       spec->name, text);
    value->integer = day;
    return true;
  case OPTION_TIME:
    if (!wall_parse(text, &wall))
      return error_set(err, STATUS_USAGE, _("--%s: '%s' is not a time (HH:MM)"), spec->name, text);
    value->integer = wall;
    return true;
  case OPTION_WORD:
    value->integer = word_typed(spec->words, text);
    return value->integer != NONE || wrong_word(spec, text, err);
  }
  return error_set(err, STATUS_INTERNAL, "option type %d", (int)spec->type);
}

/* "04.03.26": the year of this century. */
static bool read_short_date(const char *text, date *out) {
  char whole[DATE_SIZE];
  if (strlen(text) != strlen("DD.MM.YY"))
    return false;
  snprintf(whole, sizeof whole, "%.6s20%s", text, text + 6);
  return date_parse(whole, out);
}

/* Whether it is the word, or what the language of the texts says for it. */
static bool says(const char *text, const char *word) {
  return strcasecmp(text, word) == 0 || strcasecmp(text, _(word)) == 0;
}

bool options_read_date(const char *text, date *out) {
  static const struct {
    const char *word;
    int days;
  } near[] = {{N_("today"), 0}, {N_("tomorrow"), 1}, {N_("yesterday"), -1}};
  for (size_t i = 0; i < COUNT_OF(near); i++)
    if (says(text, near[i].word)) {
      *out = instant_date(clock_now()) + near[i].days;
      return true;
    }
  return date_parse(text, out) || read_short_date(text, out);
}

/* One word that begins with --; *used is how many words it took. */
static bool read_option(struct parsed *parsed, const struct command *command, char *word, char *next, int *used,
                        struct error *err) {
  char *name = word + 2;
  char *equals = strchr(name, '=');
  size_t length = equals ? (size_t)(equals - name) : strlen(name);
  const struct option_spec *specs = command ? command->options : NULL;
  struct option_value *values = parsed->values;
  int at = find_option(specs, name, length);
  if (at == NONE) {
    specs = global_options;
    values = parsed->globals;
    at = find_option(specs, name, length);
  }
  if (at == NONE)
    return unknown_option(command, name, err);
  *used = 1;
  if (specs[at].type == OPTION_FLAG) {
    if (equals)
      return error_set(err, STATUS_USAGE, _("--%s takes no value"), specs[at].name);
    return read_value(&specs[at], word + strlen(word), &values[at], err);
  }
  bool may_lack = specs[at].value[0] == '[';
  if (!equals && may_lack && (!next || next[0] == '-'))
    return read_value(&specs[at], word + strlen(word), &values[at], err);
  if (!equals && !next)
    return error_set(err, STATUS_USAGE, _("--%s needs a value (%s)"), specs[at].name, specs[at].value);
  *used = equals ? 1 : 2;
  return read_value(&specs[at], equals ? equals + 1 : next, &values[at], err);
}

bool options_parse(const struct command *command, int n, char **words, struct parsed *parsed, struct error *err) {
  bool only_words = false;
  for (int i = 0; i < n;) {
    int used = 1;
    if (only_words || words[i][0] != '-' || words[i][1] == '\0')
      vec_push(&parsed->words, words[i]);
    else if (text_equal(words[i], "--"))
      only_words = true;
    else if (text_equal(words[i], "-h"))
      parsed->globals[GLOBAL_HELP].given = true;
    else if (words[i][1] != '-')
      return error_set(err, STATUS_USAGE, _("unknown option %s"), words[i]);
    else if (!read_option(parsed, command, words[i], i + 1 < n ? words[i + 1] : NULL, &used, err))
      return false;
    i += used;
  }
  return true;
}

bool options_takes_next(const char *word) {
  int at = text_starts(word, "--") ? find_option(global_options, word + 2, strlen(word + 2)) : NONE;
  return at != NONE && global_options[at].type != OPTION_FLAG;
}

const struct option_value *option(const struct invocation *call, const char *name) {
  static const struct option_value not_given = {0};
  int at = find_option(call->command->options, name, strlen(name));
  return at == NONE ? &not_given : &call->values[at];
}

const char *option_text(const struct invocation *call, const char *name) {
  return option(call, name)->text;
}

date option_date(const struct invocation *call, const char *name, date fallback) {
  const struct option_value *value = option(call, name);
  return value->given ? (date)value->integer : fallback;
}

int64_t option_integer(const struct invocation *call, const char *name, int64_t fallback) {
  const struct option_value *value = option(call, name);
  return value->given ? value->integer : fallback;
}

double option_real(const struct invocation *call, const char *name, double fallback) {
  const struct option_value *value = option(call, name);
  return value->given ? value->real : fallback;
}

int option_word(const struct invocation *call, const char *name, int fallback) {
  const struct option_value *value = option(call, name);
  return value->given ? (int)value->integer : fallback;
}
