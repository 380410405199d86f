/* What a change did, as lines for people. */
#include "vaktrom/dispatch.h"

#include <stdlib.h>

void effects_add(struct effects *effects, const char *format, ...) {
  struct str line = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&line, format, args);
  va_end(args);
  vec_push(&effects->lines, line.at ? line.at : mem_strdup(""));
}

void effects_free(struct effects *effects) {
  for (size_t i = 0; i < effects->lines.n; i++)
    free(effects->lines.at[i]);
  vec_free(&effects->lines);
}
