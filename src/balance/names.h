/* names: from a text to its index, for the ids of a problem. */
#ifndef VAKTROM_BALANCE_NAMES_H
#define VAKTROM_BALANCE_NAMES_H

#include <stddef.h>

/* A hash table with open addressing; it keeps the pointers that it is given. `struct names names = {0};` */
struct names {
  const char **at; /* by index */
  size_t n, cap;
  int *slots; /* index + 1, 0 = free */
  size_t slot_count;
};

/* The index of the text, or -1. */
int names_find(const struct names *names, const char *text);
/* Adds the text (which must outlive the table) and returns its index; an equal text that is there stays first. */
int names_add(struct names *names, const char *text);
void names_free(struct names *names);

#endif
