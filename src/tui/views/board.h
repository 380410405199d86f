/* board: what its two files share. */
#ifndef VAKTROM_TUI_BOARD_H
#define VAKTROM_TUI_BOARD_H

#include "tui/views/views.h"

/* Panes of the board that can have the focus. */
enum board_pane { PANE_LISTS, PANE_UNASSIGNED };

/* The view's state. */
struct board {
  enum board_pane pane;
  VEC(int) lists;           /* of the team and shift shown: indices into day->lists */
  VEC(int) unassigned;      /* indices into day->visits, the most urgent first */
  char list[ID_SIZE];       /* the marked list's id, so that the mark survives a reload */
  char visit[ID_SIZE];      /* the marked visit's id */
  int row, top;             /* marked row of the lists and the first one shown */
  int stop;                 /* marked stop of the marked list, NONE = the list itself */
  int waiting, waiting_top; /* the same for the unassigned pane */
};
struct board *board_of(const struct screen *screen);

int board_list(const struct screen *screen);  /* the marked list: index into day->lists, NONE */
int board_visit(const struct screen *screen); /* the marked visit, of the list or unassigned: day->visits, NONE */
/* The hands: each asks what it needs and calls dispatch (board_hands.c). */
void board_act(struct screen *screen, enum action action);

#endif
