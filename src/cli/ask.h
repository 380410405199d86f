/*
 * ask: questions on a terminal, one line each, every answer checked before the next question. Where the input ends
 * (Ctrl-D) all further answers are "" at once and `ended` says so.
 */
#ifndef VAKTROM_CLI_ASK_H
#define VAKTROM_CLI_ASK_H

#include "vaktrom/base.h"

struct ask {
  struct arena arena; /* holds the answers */
  bool ended;
};

struct question {
  const char *text;     /* without the colon */
  const char *fallback; /* what an empty line means; NULL = an empty line is no answer, "" = it is an empty one */
  /* The answer as it is kept, in the arena, or NULL with the reason in `why`; NULL = any text. */
  const char *(*check)(void *context, const char *answer, struct arena *arena, struct str *why);
  void *context;
};
/* Asks until the answer is good. Never NULL. */
const char *ask(struct ask *asking, const struct question *question);
/* Yes or no, in English or Norwegian. */
bool ask_yes(struct ask *asking, const char *text, bool fallback);

#endif
