/* board: what its two files share. */
#ifndef VAKTROM_TUI_BOARD_H
#define VAKTROM_TUI_BOARD_H

#include "tui/screen.h"

int board_list(const struct screen *screen);  /* the marked list: index into day->lists, NONE */
int board_visit(const struct screen *screen); /* the marked visit, of the list or unassigned: day->visits, NONE */
/* The hands: each asks what it needs and calls dispatch (board_hands.c). */
void board_act(struct screen *screen, enum action action);

#endif
