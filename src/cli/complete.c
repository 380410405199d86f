/*
 * Completion, from the tables by which the program works: commands, their usage, their options, the words of the
 * domain, the KINDs; and ids from the store. The scripts of the shells (data/completions) only pass it on.
 */
#include "cli/complete.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/ids.h"
#include "cli/topics.h"
#include "cli/usage.h"
#include "vaktrom/report.h"

enum { most_ids = 400 };

/* What is being completed. */
struct wanted {
  const struct command *command;
  const char *store;      /* its path */
  const char *partial;    /* what is there of the word */
  const char *front;      /* what stands before it in the same word: "--date=" */
  struct usage_line line; /* what stands in front of it */
  const char *ids;        /* the KIND of which the word is an id, NULL when of none */
  const char *shell;      /* ":files" or ":dirs": what the shell itself knows */
  bool lost;              /* before it stands a command that nobody knows */
  int found;
};

/* --- Candidates ----------------------------------------------------------------------------------------------------
 */

/* One line, when it goes on from what is there. */
static void offer(void *context, const char *candidate, const char *about) {
  struct wanted *wanted = context;
  if (strncasecmp(candidate, wanted->partial, strlen(wanted->partial)) != 0)
    return;
  struct str line = {0};
  str_add_safe(&line, wanted->front);
  str_add_safe(&line, candidate);
  str_addc(&line, '\t');
  str_add_safe(&line, about);
  puts(str_text(&line));
  str_free(&line);
  wanted->found++;
}

static void offer_words(struct wanted *wanted, const struct words *words) {
  for (size_t i = 0; i < words->n; i++)
    if (*words->at[i].token)
      offer(wanted, words->at[i].token, _(words->at[i].label));
}

static void offer_ids(struct wanted *wanted, const char *kind) {
  store_glance_ids(wanted->store, kind_find(kind), wanted->partial, most_ids, offer, wanted);
}

/* The parts of "OT|HT|BOTH", as they stand. */
static void offer_parts(struct wanted *wanted, const char *parts) {
  while (*parts) {
    char part[ID_SIZE];
    size_t length = strcspn(parts, "|");
    snprintf(part, sizeof part, "%.*s", (int)length, parts);
    offer(wanted, part, "");
    parts += length + (parts[length] == '|');
  }
}

static void offer_kinds(struct wanted *wanted) {
  if (text_equal(wanted->command->name, "queue")) {
    offer_words(wanted, &words_queue_kind);
    return;
  }
  for (const struct kind *kind = kinds; kind->name; kind++)
    offer(wanted, kind->name, _(kind->singular));
}

static void offer_names(struct wanted *wanted) {
  if (text_equal(wanted->command->name, "report"))
    for (int i = 0; reports[i]; i++)
      offer(wanted, reports[i]->name, _(reports[i]->summary));
  else
    for (const struct setting *setting = settings; setting->name; setting++)
      offer(wanted, setting->name, _(setting->meaning));
}

static void offer_columns(struct wanted *wanted) {
  const struct kind *kind = wanted->line.n_words > 0 ? kind_find(wanted->line.words[0]) : NULL;
  for (const struct column *column = kind ? kind->columns : NULL; column && column->name; column++) {
    char assignment[2 * ID_SIZE];
    snprintf(assignment, sizeof assignment, "%s=", column->name);
    if (!(column->flags & (COLUMN_COUNTED | COLUMN_KEY)))
      offer(wanted, assignment, "");
  }
}

static void offer_dates(struct wanted *wanted) {
  static const char *const days[] = {"yesterday", "today", "tomorrow"};
  for (size_t i = 0; i < COUNT_OF(days); i++) {
    char text[DATE_SIZE];
    date_format(instant_date(clock_now()) - 1 + (date)i, text);
    offer(wanted, days[i], text);
  }
}

static void offer_topics(struct wanted *wanted) {
  topics_each(offer, wanted);
}

/* The shell knows its files best. */
static void leave_files(struct wanted *wanted) {
  wanted->shell = ":files";
}

static void leave_folders(struct wanted *wanted) {
  wanted->shell = ":dirs";
}

/* By what the help calls a value. */
static const struct {
  const char *value;
  void (*offer)(struct wanted *wanted);
} sources[] = {
    {"KIND", offer_kinds}, {"NAME", offer_names},     {"COLUMN", offer_columns},
    {"DATE", offer_dates}, {"TOPIC", offer_topics},   {"FILE", leave_files},
    {"PATH", leave_files}, {"TEMPLATE", leave_files}, {"DIR", leave_folders},
};

/* Whether each part of "STAFF|TEAM" names a KIND whose ids may stand there. */
static bool are_ids(const char *value, bool give, struct wanted *wanted) {
  while (*value) {
    char part[ID_SIZE];
    size_t length = strcspn(value, "|");
    snprintf(part, sizeof part, "%.*s", (int)length, value);
    const char *kind = ids_kind_of_value(part);
    if (!kind)
      return false;
    if (give)
      offer_ids(wanted, kind);
    value += length + (value[length] == '|');
  }
  return true;
}

static void offer_value(struct wanted *wanted, const char *value) {
  for (size_t i = 0; i < COUNT_OF(sources); i++)
    if (text_equal(sources[i].value, value)) {
      sources[i].offer(wanted);
      return;
    }
  if (are_ids(value, false, wanted))
    are_ids(value, true, wanted);
  else if (strchr(value, '|'))
    offer_parts(wanted, value);
}

static void offer_option_value(struct wanted *wanted, const struct option_spec *option) {
  if (option->words)
    offer_words(wanted, option->words);
  else
    offer_value(wanted, option->value);
}

static void offer_options(struct wanted *wanted) {
  const struct option_spec *const tables[] = {wanted->command ? wanted->command->options : NULL, global_options};
  for (size_t t = 0; t < COUNT_OF(tables); t++)
    for (const struct option_spec *o = tables[t]; o && o->name; o++) {
      char name[ID_SIZE];
      snprintf(name, sizeof name, "--%s", o->name);
      offer(wanted, name, _(o->help));
    }
}

static void offer_word(void *context, const struct usage_word *word) {
  struct wanted *wanted = context;
  if (word->literal)
    offer_parts(wanted, word->text);
  else if (!wanted->ids)
    offer_value(wanted, word->text);
}

/* A positional word: an id where one is meant, else what the usage allows there. */
static void offer_position(struct wanted *wanted) {
  wanted->ids = ids_kind_of_word(wanted->command, wanted->line.words, wanted->line.n_words);
  if (wanted->ids)
    offer_ids(wanted, wanted->ids);
  usage_next_words(wanted->command, &wanted->line, offer_word, wanted);
}

static void offer_commands(struct wanted *wanted) {
  for (const struct command *const *command = commands; *command; command++)
    offer(wanted, (*command)->name, _((*command)->summary));
}

/* --- The words so far ----------------------------------------------------------------------------------------------
 */

/* The option that the word names, up to a '='; NULL when there is none. */
static const struct option_spec *option_of(const struct command *command, const char *word) {
  const struct option_spec *const tables[] = {command ? command->options : NULL, global_options};
  size_t length = strcspn(word, "=");
  for (size_t t = 0; text_starts(word, "--") && t < COUNT_OF(tables); t++)
    for (const struct option_spec *o = tables[t]; o && o->name; o++)
      if (strlen(o->name) == length - 2 && strncmp(o->name, word + 2, length - 2) == 0)
        return o;
  return NULL;
}

/* Goes through the words before the last; *awaits becomes the option whose value the last one is, or NULL. */
static void read_words(struct wanted *wanted, const char *const *words, int n, const char **before, struct str *options,
                       const struct option_spec **awaits, struct arena *arena) {
  *awaits = NULL;
  const char *store = NULL;
  for (int i = 0; i < n - 1; i++) {
    if (*awaits) {
      store = text_equal((*awaits)->name, "db") ? words[i] : store;
      *awaits = NULL;
    } else if (words[i][0] == '-') {
      const struct option_spec *option = option_of(wanted->command, words[i]);
      if (option)
        str_addf(options, "%s%s", options->n ? " " : "", option->name);
      *awaits = option && option->type != OPTION_FLAG && !strchr(words[i], '=') ? option : NULL;
    } else if (!wanted->command && !wanted->lost) {
      wanted->command = command_find(words[i]);
      wanted->lost |= !wanted->command;
    } else if (wanted->command) {
      before[wanted->line.n_words++] = words[i];
    }
  }
  wanted->line.words = before;
  wanted->line.options = str_text(options);
  wanted->store = cli_store_path(arena, store);
}

/* "--date=tod": the option, and in `wanted` what is there of its value. */
static const struct option_spec *split_option(struct wanted *wanted, struct arena *arena) {
  const char *equals = strchr(wanted->partial, '=');
  const struct option_spec *option = equals ? option_of(wanted->command, wanted->partial) : NULL;
  if (option && option->type == OPTION_FLAG)
    option = NULL;
  if (option) {
    wanted->front = arena_printf(arena, "%.*s", (int)(equals + 1 - wanted->partial), wanted->partial);
    wanted->partial = equals + 1;
  }
  return option;
}

static void offer_what_fits(struct wanted *wanted, const struct option_spec *awaits) {
  if (awaits)
    offer_option_value(wanted, awaits);
  else if (wanted->partial[0] == '-')
    offer_options(wanted);
  else if (wanted->command)
    offer_position(wanted);
  else if (!wanted->lost)
    offer_commands(wanted);
  if (wanted->found == 0 && wanted->shell)
    puts(wanted->shell);
  else if (wanted->found == 0 && !awaits && wanted->command && !*wanted->partial)
    offer_options(wanted);
}

void complete_words(const char *const *words, int n, struct arena *arena) {
  struct wanted wanted = {.partial = n > 0 ? words[n - 1] : "", .front = ""};
  const char **before = arena_alloc(arena, sizeof *before * ((size_t)n + 1));
  const struct option_spec *awaits;
  struct str options = {0};
  read_words(&wanted, words, n, before, &options, &awaits, arena);
  if (!awaits)
    awaits = split_option(&wanted, arena);
  offer_what_fits(&wanted, awaits);
  str_free(&options);
}
