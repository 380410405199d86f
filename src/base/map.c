/* A hash table with open addressing (FNV-1a, linear probing, at most half full). */
#include "vaktrom/base.h"

#include <stdlib.h>

enum { first_cap = 64 };

static size_t hash(const char *key) {
  uint64_t h = 14695981039346656037u;
  for (; *key; key++)
    h = (h ^ (unsigned char)*key) * 1099511628211u;
  return (size_t)(h ^ h >> 32);
}

/* The slot of the key, or the free one where it belongs. */
static struct map_slot *find(const struct map *map, const char *key) {
  size_t at = hash(key) & (map->cap - 1);
  while (map->slots[at].key && !text_equal(map->slots[at].key, key))
    at = (at + 1) & (map->cap - 1);
  return &map->slots[at];
}

const void *map_get(const struct map *map, const char *key) {
  return map->cap ? find(map, key)->value : NULL;
}

static void grow(struct map *map) {
  struct map larger = {.cap = map->cap ? map->cap * 2 : first_cap, .n = map->n};
  larger.slots = mem_array(struct map_slot, larger.cap);
  for (size_t i = 0; i < map->cap; i++)
    if (map->slots[i].key)
      *find(&larger, map->slots[i].key) = map->slots[i];
  free(map->slots);
  *map = larger;
}

const void *map_set(struct map *map, const char *key, const void *value) {
  if (2 * (map->n + 1) > map->cap)
    grow(map);
  struct map_slot *slot = find(map, key);
  const void *before = slot->value;
  map->n += slot->key ? 0 : 1;
  *slot = (struct map_slot){.key = key, .value = value};
  return before;
}

void map_free(struct map *map) {
  free(map->slots);
  *map = (struct map){0};
}
