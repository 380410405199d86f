/* Finding the place of an id in a sorted array quickly while a snapshot is loaded. */
#ifndef VAKTROM_STORE_INDEX_H
#define VAKTROM_STORE_INDEX_H

#include "vaktrom/base.h"

/* Maps ids (not copied: they must outlive it) to numbers from 0. `struct id_index index = {0};` ... id_index_free(). */
struct id_index {
  struct map numbers;
  struct arena arena; /* the numbers */
};
void id_index_add(struct id_index *index, const char *id, int number);
int id_index_find(const struct id_index *index, const char *id); /* -1 when it is NULL or unknown */
void id_index_free(struct id_index *index);

/* Counts for pairs of numbers (0 <= each < 2^31), the same way. */
struct pair_index {
  struct pair_slot {
    int64_t pair; /* first << 32 | second, plus 1; 0 = free */
    int counts[2];
  } * slots;
  size_t n, cap;
};
/* The counts of the pair, 0 at first; valid until the next call. */
int *pair_index_at(struct pair_index *index, int first, int second);
void pair_index_free(struct pair_index *index);

#endif
