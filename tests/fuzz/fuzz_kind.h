/* The KIND that an input is about: its first line names it, so that kept inputs outlive a new KIND. */
#ifndef TESTS_FUZZ_KIND_H
#define TESTS_FUZZ_KIND_H

#include "fuzz.h"
#include "vaktrom/store.h"

/* Takes the line off the input; a name that no KIND has chooses one by its first letter. */
static inline const struct kind *fuzz_kind(const uint8_t **data, size_t *size) {
  const uint8_t *end = *size ? memchr(*data, '\n', *size) : NULL;
  size_t length = end ? (size_t)(end - *data) : *size, n = 0;
  char *name = fuzz_text(*data, length);
  const struct kind *kind = kind_find(name);
  while (kinds[n].name)
    n++;
  kind = kind ? kind : &kinds[(unsigned char)*name % n];
  free(name);
  *data += length + (end != NULL);
  *size -= length + (end != NULL);
  return kind;
}

#endif
