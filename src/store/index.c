/* Ids by a map, and a hash table with linear probing for pairs of numbers. */
#include "index.h"

#include <stdlib.h>

/* --- Ids --------------------------------------------------------------------------------------------------------- */

void id_index_add(struct id_index *index, const char *id, int number) {
  int *kept = arena_alloc(&index->arena, sizeof *kept);
  *kept = number;
  map_set(&index->numbers, id, kept);
}

int id_index_find(const struct id_index *index, const char *id) {
  const int *number = id ? map_get(&index->numbers, id) : NULL;
  return number ? *number : -1;
}

void id_index_free(struct id_index *index) {
  map_free(&index->numbers);
  arena_free(&index->arena);
}

/* --- Pairs ------------------------------------------------------------------------------------------------------- */

static struct pair_slot *pair_slot(const struct pair_index *index, int64_t pair) {
  uint64_t hash = (uint64_t)pair * 0x9e3779b97f4a7c15u;
  size_t at = (size_t)(hash >> 20) & (index->cap - 1);
  while (index->slots[at].pair && index->slots[at].pair != pair)
    at = (at + 1) & (index->cap - 1);
  return &index->slots[at];
}

static void pair_index_grow(struct pair_index *index) {
  struct pair_index larger = {.cap = index->cap ? index->cap * 2 : 1024, .n = index->n};
  larger.slots = mem_array(struct pair_slot, larger.cap);
  for (size_t i = 0; i < index->cap; i++)
    if (index->slots[i].pair)
      *pair_slot(&larger, index->slots[i].pair) = index->slots[i];
  free(index->slots);
  *index = larger;
}

int *pair_index_at(struct pair_index *index, int first, int second) {
  if (index->n * 2 >= index->cap)
    pair_index_grow(index);
  int64_t pair = ((int64_t)first << 32 | second) + 1;
  struct pair_slot *slot = pair_slot(index, pair);
  index->n += slot->pair == 0;
  slot->pair = pair;
  return slot->counts;
}

void pair_index_free(struct pair_index *index) {
  free(index->slots);
  *index = (struct pair_index){0};
}
