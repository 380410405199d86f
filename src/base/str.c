/* A text that grows. */
#include "vaktrom/base.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for `length` more bytes and the NUL. */
static void reserve(struct str *str, size_t length) {
  size_t need = length > SIZE_MAX - str->n - 1 ? SIZE_MAX : str->n + length + 1;
  str->at = vec_grow(str->at, &str->cap, need, 1);
}

void str_add(struct str *str, const char *text) {
  str_addn(str, text, strlen(text));
}

void str_addn(struct str *str, const char *text, size_t length) {
  reserve(str, length);
  if (length)
    memcpy(str->at + str->n, text, length);
  str->n += length;
  str->at[str->n] = '\0';
}

void str_addc(struct str *str, char c) {
  str_addn(str, &c, 1);
}

void str_addf(struct str *str, const char *format, ...) {
  va_list args;
  va_start(args, format);
  str_vaddf(str, format, args);
  va_end(args);
}

void str_vaddf(struct str *str, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int length = vsnprintf(NULL, 0, format, args);
  if (length > 0) {
    reserve(str, (size_t)length);
    vsnprintf(str->at + str->n, (size_t)length + 1, format, again);
    str->n += (size_t)length;
  }
  va_end(again);
}

const char *str_refuse(struct str *why, const char *format, ...) {
  va_list args;
  va_start(args, format);
  str_vaddf(why, format, args);
  va_end(args);
  return NULL;
}

void str_clear(struct str *str) {
  str->n = 0;
  if (str->at)
    str->at[0] = '\0';
}

const char *str_text(const struct str *str) {
  return str->at ? str->at : "";
}

void str_free(struct str *str) {
  free(str->at);
  *str = (struct str){0};
}
