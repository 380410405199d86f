/* map: from texts to addresses, for the keys of many rows. Keys are not copied: they must live as long as the map. */
#ifndef VAKTROM_EXCHANGE_MAP_H
#define VAKTROM_EXCHANGE_MAP_H

#include "vaktrom/base.h"

struct map_slot {
  const char *key; /* NULL = free */
  const void *value;
};
struct map { /* struct map map = {0}; ... map_free(&map); */
  struct map_slot *slots;
  size_t n, cap; /* cap is a power of two */
};
/* The value, or NULL when the key is not there. */
const void *map_get(const struct map *map, const char *key);
/* Sets the value (not NULL); returns what was there, or NULL. */
const void *map_set(struct map *map, const char *key, const void *value);
void map_free(struct map *map);

#endif
