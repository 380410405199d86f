/* What a change did, as lines for people. */
#include <stdlib.h>

#include "vaktrom/dispatch.h"

void effects_add(struct effects *effects, const char *format, ...) {
  struct str line = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&line, format, args);
  va_end(args);
  struct str words = {0};
  said_add(&words, str_text(&line));
  vec_push(&effects->lines, mem_strdup(str_text(&words)));
  str_free(&words);
  str_free(&line);
}

void effects_free(struct effects *effects) {
  for (size_t i = 0; i < effects->lines.n; i++)
    free(effects->lines.at[i]);
  vec_free(&effects->lines);
  effects->needs_person = false;
}
