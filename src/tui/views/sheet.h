/*
 * sheet: everything about one thing as labelled lines, wrapped to the window, in a table: so one can go through it,
 * search and filter it, and open the line that is marked. What others changed is marked as in any list.
 */
#ifndef VAKTROM_TUI_SHEET_H
#define VAKTROM_TUI_SHEET_H

#include "tui/screen.h"

/* A line as it was added; wrapped it takes one or more rows. */
struct sheet_line {
  const char *label, *text; /* in the sheet's arena; the label is "" on further lines of its section */
  enum colour_role role;
  enum view_id leads_to; /* what enter opens, about the subject; VIEW_COUNT = nothing */
  const char *subject;   /* NULL = none */
};

/* A row of the table: a piece of a line. */
struct sheet_row {
  int line;
  size_t from, length; /* bytes of its text */
  const char *id;
};

struct sheet {
  struct screen_table list;
  struct arena arena, row_ids;
  const char *section; /* label of the last line added */
  VEC(struct sheet_line) lines;
  VEC(struct sheet_row) rows;
  int width; /* of the window for which it was wrapped */
};

void sheet_start(struct sheet *sheet);
void sheet_end(struct sheet *sheet);
/* Begins anew: add the lines, then sheet_show(). */
void sheet_clear(struct sheet *sheet);
/* Adds a line; an empty text adds none (NULL). The label stands only on the first of several with the same one. The
 * line is valid until the next one is added. */
struct sheet_line *sheet_add(struct sheet *sheet, enum colour_role role, const char *label, const char *text);
struct sheet_line *sheet_addf(struct sheet *sheet, enum colour_role role, const char *label, const char *format, ...)
    VK_PRINTF(4, 5);
/* Sets where enter leads from the line just added (NULL is fine). */
void sheet_lead(struct sheet *sheet, struct sheet_line *line, enum view_id view, const char *subject);
void sheet_show(struct sheet *sheet, bool own); /* own: table_load() */
void sheet_draw(struct screen *screen, struct sheet *sheet, int top, int rows, const char *empty);
/* The line of the marked row, NULL. */
const struct sheet_line *sheet_marked(const struct sheet *sheet);
/* Opens what the marked line leads to; says so where it leads nowhere. */
void sheet_open(struct screen *screen, const struct sheet *sheet);

#endif
