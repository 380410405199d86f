/* Warnings on standard error. */
#include "vaktrom/base.h"

void log_warn(const char *format, ...) {
  struct str message = {0}, line = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&message, format, args);
  va_end(args);
  str_add_safe(&line, str_text(&message)); /* it may quote data */
  fprintf(stderr, "vaktrom: %s\n", str_text(&line));
  str_free(&message);
  str_free(&line);
}
