/* detail: labelled lines below one another, the text wrapped beside its label. */
#ifndef VAKTROM_TUI_DETAIL_H
#define VAKTROM_TUI_DETAIL_H

#include "vaktrom/care.h"

struct detail_line {
  const char *label, *text; /* translated; the text may be of data */
  enum colour_role role;
};
/* Draws the lines from the `first` row of the whole on, at most `rows` rows; returns how many rows the whole takes, so
 * that the caller knows whether there is more. */
int detail_draw(const struct detail_line *lines, int n, int first, int row, int column, int rows, int columns);

#endif
