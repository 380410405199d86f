/* Two small hash tables with linear probing. */
#include "index.h"

#include <stdlib.h>
#include <string.h>

/* --- Ids --------------------------------------------------------------------------------------------------------- */

static uint64_t hash_text(const char *text) { /* FNV-1a */
  uint64_t hash = 14695981039346656037u;
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * 1099511628211u;
  return hash ^ hash >> 32;
}

static struct id_slot *id_slot(const struct id_index *index, const char *id) {
  size_t at = (size_t)hash_text(id) & (index->cap - 1);
  while (index->slots[at].id && strcmp(index->slots[at].id, id) != 0)
    at = (at + 1) & (index->cap - 1);
  return &index->slots[at];
}

static void id_index_grow(struct id_index *index) {
  struct id_index larger = {.cap = index->cap ? index->cap * 2 : 64, .n = index->n};
  larger.slots = mem_array(struct id_slot, larger.cap);
  for (size_t i = 0; i < index->cap; i++)
    if (index->slots[i].id)
      *id_slot(&larger, index->slots[i].id) = index->slots[i];
  free(index->slots);
  *index = larger;
}

void id_index_add(struct id_index *index, const char *id, int number) {
  if (index->n * 2 >= index->cap)
    id_index_grow(index);
  struct id_slot *slot = id_slot(index, id);
  index->n += slot->id == NULL;
  *slot = (struct id_slot){id, number};
}

int id_index_find(const struct id_index *index, const char *id) {
  if (!id || index->cap == 0)
    return -1;
  const struct id_slot *slot = id_slot(index, id);
  return slot->id ? slot->number : -1;
}

void id_index_free(struct id_index *index) {
  free(index->slots);
  *index = (struct id_index){0};
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
