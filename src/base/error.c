/* One error type for the whole program: what it does to the exit status, and what a person needs to read. */
#include "vaktrom/base.h"

#include <stdlib.h>

static char *format_text(const char *format, va_list args) {
  struct str str = {0};
  str_vaddf(&str, format, args);
  return str.at ? str.at : mem_strdup("");
}

/* Takes over `text`. */
static void replace_text(struct error *err, char *text) {
  free(err->text);
  err->text = text;
}

bool error_set(struct error *err, enum status status, const char *format, ...) {
  if (!err)
    return false;
  va_list args;
  va_start(args, format);
  char *text = format_text(format, args); /* before the old text goes: it may be one of the arguments */
  va_end(args);
  replace_text(err, text);
  err->status = status;
  err->may_override = false;
  return false;
}

/* Joins two lines; either may be missing. */
static char *join_lines(const char *first, const char *second) {
  struct str str = {0};
  str_add(&str, first ? first : "");
  if (!text_is_empty(first) && !text_is_empty(second))
    str_addc(&str, '\n');
  str_add(&str, second ? second : "");
  return str.at ? str.at : mem_strdup("");
}

bool error_context(struct error *err, const char *format, ...) {
  if (!err)
    return false;
  va_list args;
  va_start(args, format);
  char *line = format_text(format, args);
  va_end(args);
  replace_text(err, join_lines(line, err->text));
  free(line);
  return false;
}

bool error_add(struct error *err, enum status status, const char *format, ...) {
  if (!err)
    return false;
  va_list args;
  va_start(args, format);
  char *line = format_text(format, args);
  va_end(args);
  replace_text(err, join_lines(err->text, line));
  free(line);
  if (err->status == STATUS_OK)
    err->status = status;
  return false;
}

void error_clear(struct error *err) {
  if (!err)
    return;
  replace_text(err, NULL);
  err->status = STATUS_OK;
  err->may_override = false;
}
