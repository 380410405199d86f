/* An arena hands out pieces of large blocks and frees them all at once. */
#include "vaktrom/base.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* The newest block is first, and the only one that still has room. Pieces start at `bytes`, aligned for any type. */
struct arena_block {
  struct arena_block *next;
  size_t used;
  size_t size;
  alignas(max_align_t) char bytes[];
};

enum { block_size = 64 * 1024 };

static struct arena_block *new_block(size_t need, struct arena_block *next) {
  size_t size = need > block_size ? need : block_size;
  if (size > SIZE_MAX - sizeof(struct arena_block))
    return mem_grow(NULL, SIZE_MAX, 2); /* calls the failure handler */
  struct arena_block *block = mem_alloc(sizeof *block + size);
  block->next = next;
  block->size = size;
  return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
  size_t step = alignof(max_align_t);
  size_t rounded = size > SIZE_MAX - step ? SIZE_MAX : (size + step - 1) / step * step;
  struct arena_block *block = arena->first;
  if (!block || block->size - block->used < rounded)
    block = arena->first = new_block(rounded, arena->first);
  void *at = block->bytes + block->used;
  block->used += rounded;
  return at;
}

char *arena_strdup(struct arena *arena, const char *text) {
  if (!text)
    return NULL;
  size_t size = strlen(text) + 1;
  return memcpy(arena_alloc(arena, size), text, size);
}

char *arena_printf(struct arena *arena, const char *format, ...) {
  struct str str = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&str, format, args);
  va_end(args);
  char *text = arena_strdup(arena, str_text(&str));
  str_free(&str);
  return text;
}

const char *arena_word(struct arena *arena, const char **words) {
  *words += strspn(*words, " ");
  size_t length = strcspn(*words, " ");
  if (length == 0)
    return NULL;
  char *word = arena_alloc(arena, length + 1);
  memcpy(word, *words, length);
  *words += length;
  return word;
}

void arena_free(struct arena *arena) {
  for (struct arena_block *block = arena->first, *next; block; block = next) {
    next = block->next;
    free(block);
  }
  arena->first = NULL;
}
