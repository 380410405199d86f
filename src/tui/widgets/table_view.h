/* table_view: draws a table's rows and titles, the mark `>`, the sign `*` of a change by others, the selection `+`. */
#ifndef VAKTROM_TUI_TABLE_VIEW_H
#define VAKTROM_TUI_TABLE_VIEW_H

#include "tui/engine/action.h"
#include "tui/engine/table.h"
#include "tui/widgets/terminal.h"

/* Where the table stands on the screen. */
struct table_place {
  int row, column, rows, columns; /* rows: with the titles */
  bool focused;
};
/* Draws the titles and the rows that fit; gives the place of the mark for the hardware cursor. An empty table shows
 * `empty`, which says what to do. */
void table_draw(struct table *table, const struct table_place *place, const char *empty, int *cursor_row,
                int *cursor_column);
/* Moves the mark by an action (up, down, page, first, last); true when it was one of these. `rows`: of its place. */
bool table_request(struct table *table, enum action action, int rows);
/* A click marks the row, the wheel scrolls; true when it was within the place. */
bool table_mouse(struct table *table, const struct table_place *place, const struct mouse *mouse);

#endif
