/*
 * What the targets share. Each is one file with LLVMFuzzerTestOneInput: libFuzzer calls it (make fuzz), or the driver
 * beside it, which any compiler builds (make test).
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "vaktrom/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends with the sentence and the place where a property does not hold, in every build. */
#define MUST(holds)                                                                                                    \
  do {                                                                                                                 \
    if (!(holds)) {                                                                                                    \
      fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);                                       \
      abort();                                                                                                         \
    }                                                                                                                  \
  } while (0)

/* The bytes as a text that ends where the first NUL stands; free() it. */
static inline char *fuzz_text(const uint8_t *data, size_t size) {
  char *text = mem_alloc(size + 1);
  if (size > 0)
    memcpy(text, data, size);
  return text;
}

/* Whether a terminal may get the text as it is, by rules of its own: UTF-8, no control, nothing that turns or hides
 * (Unicode TR 36), no flood of marks of the block that all of Latin script uses. `kept` may stay. */
static inline bool fuzz_is_harmless(const char *text, const char *kept) {
  const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
  int marks = 0;
  while (at < end) {
    ucs4_t c;
    int length = u8_mbtoucr(&c, at, (size_t)(end - at));
    marks = c >= 0x300 && c <= 0x36F ? marks + 1 : 0;
    bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F),
         turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (length <= 0 || marks > 8 || turns || (control && !(c < 0x20 && c != 0 && strchr(kept, (int)c))))
      return false;
    at += length;
  }
  return true;
}

#endif
