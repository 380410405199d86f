/* Reading a command line against the command's own table of options. Private to cli. */
#ifndef VAKTROM_CLI_OPTIONS_H
#define VAKTROM_CLI_OPTIONS_H

#include "cli/cli.h"

/* The options that every command takes; the order is that of enum global_option. Ends with a NULL name. */
extern const struct option_spec global_options[];
enum global_option {
  GLOBAL_DB,
  GLOBAL_USER,
  GLOBAL_AS,
  GLOBAL_JSON,
  GLOBAL_CSV,
  GLOBAL_LANG,
  GLOBAL_DRY_RUN,
  GLOBAL_YES,
  GLOBAL_HELP,
  GLOBAL_COUNT,
};

#define OPTIONS_MAX 32
struct parsed {
  struct option_value globals[GLOBAL_COUNT];
  struct option_value values[OPTIONS_MAX]; /* in the order of the command's options */
  VEC(const char *) words;
};
/* Sorts the words of a command line into options and positional arguments. STATUS_USAGE with what is wrong. */
bool options_parse(const struct command *command, int n, char **words, struct parsed *parsed, struct error *err);
/* Whether the word is a global option whose value is the next word. */
bool options_takes_next(const char *word);
/* A date as people type it: YYYY-MM-DD, DD.MM.YYYY, DD.MM.YY, today, tomorrow, yesterday. */
bool options_read_date(const char *text, date *out);

#endif
