/* roster: what the files of the roster's view share. */
#ifndef VAKTROM_TUI_ROSTER_H
#define VAKTROM_TUI_ROSTER_H

#include "tui/views/views.h"

/* The view's state. */
struct roster_state {
  struct screen_table list;
  struct screen *screen;
  VEC(int) lists;           /* of the base: indices into day->lists */
  struct screen_table page; /* the marked list's pages, line by line */
  struct str text;          /* of them */
  VEC(const char *) lines;
  char shown[ID_SIZE]; /* the list that they are of */
  bool reading;        /* the page has the focus */
  char id[24];
};
struct roster_state *roster_of(const struct screen *screen);

/* The chosen lists as pages of text (the marked one when none is chosen); how many lists that are, how many of them are
 * drafts, and the visits without a list before them. */
struct roster_pages {
  struct str text;
  int lists, drafts;
};
void roster_pages(struct screen *screen, struct roster_pages *out);

/* roster_print.c: asks where to, and prints. */
void roster_print(struct screen *screen);

#endif
