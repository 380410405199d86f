/* One cell of CSV as text, for everything that the program writes as CSV. */
#include <string.h>

#include "vaktrom/base.h"

/* What a spreadsheet would take for a formula, and the guard itself, so that reading can strip exactly one. */
bool csv_needs_guard(const char *cell) {
  return cell[0] != '\0' && strchr("=+-@'\t", cell[0]) != NULL;
}

static bool needs_quotes(const char *cell, char delimiter) {
  const char special[] = {delimiter, '"', '\n', '\r', '\0'};
  return strpbrk(cell, special) != NULL;
}

void str_add_csv(struct str *str, const char *text, char delimiter, bool guard) {
  if (!text)
    return;
  struct arena arena = {0};
  const char *cell = text_safe_lines(&arena, text);
  bool guarded = guard && csv_needs_guard(cell);
  bool quoted = needs_quotes(cell, delimiter);
  if (quoted)
    str_addc(str, '"');
  if (guarded)
    str_addc(str, '\'');
  for (const char *c = cell; *c; c++) {
    if (*c == '"')
      str_addc(str, '"');
    str_addc(str, *c);
  }
  if (quoted)
    str_addc(str, '"');
  arena_free(&arena);
}
