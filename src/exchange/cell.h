/* cell: from what a person wrote in a cell to the canonical text of its column, or to what is wrong with it. */
#ifndef VAKTROM_EXCHANGE_CELL_H
#define VAKTROM_EXCHANGE_CELL_H

#include "vaktrom/exchange.h"

/* cell_parse() itself stands in the room's public header: forms check with it. */
/* Calls `word` for each word of a text separated by blanks. */
void each_word(const char *text, void (*word)(void *context, const char *word), void *context);
/* Adds " (did you mean 'x'?)" when one of the words is near. */
void add_nearest(struct str *why, const char *text, const char *const *words, size_t n);

#endif
