/* cell: from what a person wrote in a cell to the canonical text of its column, or to what is wrong with it. */
#ifndef VAKTROM_EXCHANGE_CELL_H
#define VAKTROM_EXCHANGE_CELL_H

#include "vaktrom/store.h"

/* The canonical text (in the arena, or `text` itself), or NULL with the reason added to `why`. */
const char *cell_parse(const struct column *column, const char *text, struct arena *arena, struct str *why);
/* Calls `word` for each word of a text separated by blanks. */
void each_word(const char *text, void (*word)(void *context, const char *word), void *context);
/* Adds " (did you mean 'x'?)" when one of the words is near. */
void add_nearest(struct str *why, const char *text, const char *const *words, size_t n);

#endif
