#include "names.h"

#include "vaktrom/base.h"

#include <stdlib.h>
#include <string.h>

static size_t hash(const char *text) {
  uint64_t sum = 14695981039346656037u; /* FNV-1a */
  for (; *text; text++)
    sum = (sum ^ (unsigned char)*text) * 1099511628211u;
  return (size_t)(sum ^ sum >> 32);
}

int names_find(const struct names *names, const char *text) {
  if (names->slot_count == 0)
    return -1;
  for (size_t slot = hash(text) & (names->slot_count - 1); names->slots[slot];
       slot = (slot + 1) & (names->slot_count - 1))
    if (strcmp(names->at[names->slots[slot] - 1], text) == 0)
      return names->slots[slot] - 1;
  return -1;
}

static void occupy(struct names *names, int index) {
  size_t slot = hash(names->at[index]) & (names->slot_count - 1);
  while (names->slots[slot])
    slot = (slot + 1) & (names->slot_count - 1);
  names->slots[slot] = index + 1;
}

static void widen(struct names *names) {
  free(names->slots);
  names->slot_count = names->slot_count ? names->slot_count * 2 : 64;
  names->slots = mem_array(int, names->slot_count);
  for (size_t i = 0; i < names->n; i++)
    if (names_find(names, names->at[i]) < 0)
      occupy(names, (int)i);
}

int names_add(struct names *names, const char *text) {
  if (names->n * 2 >= names->slot_count)
    widen(names);
  names->at = vec_grow(names->at, &names->cap, names->n + 1, sizeof *names->at);
  names->at[names->n] = text;
  if (names_find(names, text) < 0)
    occupy(names, (int)names->n);
  return (int)names->n++;
}

void names_free(struct names *names) {
  free(names->at);
  free(names->slots);
  *names = (struct names){0};
}
