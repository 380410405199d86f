/*
 * palette: finds anything by a few letters of it. A letter of what was typed must come in the text, in that order;
 * those at the start of words and beside each other count more. No curses in here.
 */
#ifndef VAKTROM_TUI_PALETTE_H
#define VAKTROM_TUI_PALETTE_H

#include "vaktrom/base.h"

/* How well `text` matches what was typed (case folded, words in any order); 0 = not at all, higher is better. Both are
 * folded already (text_fold). An empty `typed` matches everything with 1. */
int palette_score(const char *typed, const char *text);

/* Something that can be found. */
struct palette_entry {
  int kind, number;  /* the caller's */
  const char *label; /* as it is shown; owned by the caller, as the next */
  const char *text;  /* what it is found by, folded */
  int bonus;         /* added to the score: what one rather means */
};
/* The best entries, best first (equal ones in their order), at most `most`; returns how many. `found` gets indices. */
int palette_find(const char *typed, const struct palette_entry *entries, size_t n, int *found, int most);

#endif
