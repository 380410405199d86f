/* The usage line of a command as a small grammar, for whoever prints it or completes words by it. Private to cli. */
#ifndef VAKTROM_CLI_USAGE_H
#define VAKTROM_CLI_USAGE_H

#include "cli/options.h"

/* The next of the ways to call a command: the pieces of its arguments that stand between " | ", or on lines of their
 * own that begin with "vaktrom NAME". False at the end. `const char *rest = command->arguments;` (NULL is fine). */
bool usage_next_way(const struct command *command, const char **rest, struct str *way);

/* What may stand as a positional word: "VISIT" for a value, or one of "take|release|reopen" as it is written. */
struct usage_word {
  const char *text;
  bool literal;  /* one of the words of `text`, separated by '|' */
  bool repeated; /* "FILE...": any number of them */
};
/* What of a command line is there already. */
struct usage_line {
  const char *const *words; /* positional */
  int n_words;
  const char *options; /* names of those given, separated by one space */
};
/* Calls `take` with each word that may stand next in position, once for each way that the line allows. */
void usage_next_words(const struct command *command, const struct usage_line *line,
                      void (*take)(void *context, const struct usage_word *word), void *context);
/* Whether `option` stands in the usage line. */
bool usage_has_option(const struct command *command, const char *option);

#endif
