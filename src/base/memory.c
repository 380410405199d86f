/* Allocation that never returns NULL, and the vector that is built on it. */
#include "vaktrom/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static mem_handler *failure_handler;

mem_handler *mem_on_failure(mem_handler *handler) {
  mem_handler *before = failure_handler;
  failure_handler = handler;
  return before;
}

/* The handler ends the program in good order; without one there is nobody left who could. */
_Noreturn void mem_exhausted(void) {
  if (failure_handler)
    failure_handler();
  abort();
}

void *mem_made(void *made) {
  if (!made && errno == ENOMEM)
    mem_exhausted();
  return made;
}

void *mem_alloc(size_t size) {
  return mem_alloc_array(1, size);
}

void *mem_alloc_array(size_t count, size_t size) {
  /* calloc checks the product; zero bytes still give an address that free() takes. */
  void *at = calloc(count ? count : 1, size ? size : 1);
  if (!at)
    mem_exhausted();
  return at;
}

void *mem_grow(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size)
    mem_exhausted();
  size_t bytes = count * size;
  void *at = realloc(old, bytes ? bytes : 1);
  if (!at)
    mem_exhausted();
  return at;
}

char *mem_strdup(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(mem_alloc(size), text, size);
}

void *vec_grow(void *at, size_t *cap, size_t need, size_t size) {
  enum { first_capacity = 8 };
  if (need <= *cap)
    return at;
  size_t doubled = *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;
  size_t wanted = doubled > need ? doubled : need;
  *cap = wanted > first_capacity ? wanted : first_capacity;
  return mem_grow(at, *cap, size);
}

void vec_zero(void *at, size_t size) {
  memset(at, 0, size);
}

void mem_free_set(void **at) {
  free(*at);
  *at = NULL;
}
