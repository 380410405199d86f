/* roster: what the files of the paper's view share. */
#ifndef VAKTROM_TUI_ROSTER_H
#define VAKTROM_TUI_ROSTER_H

#include "tui/views/views.h"
#include "vaktrom/sheets.h"

/* A sheet that can be printed: of the shift and team shown, or of one list. */
struct roster_row {
  enum paper_kind kind;
  int list; /* index into day->lists; NONE = it is of no single list */
};

/* How it is printed; the page follows. */
struct roster_wishes {
  enum paper_format format;
  enum paper_turn turn;
  struct paper_wishes of;
};

/* The view's state. */
struct roster_state {
  struct screen_table list;
  struct screen *screen;
  VEC(struct roster_row) rows;
  struct screen_table page; /* the marked sheet's pages, line by line */
  struct str text;          /* of them */
  VEC(const char *) lines;
  char shown[3 * ID_SIZE]; /* the sheet that they are of */
  bool reading;            /* the page has the focus */
  int aside;               /* letters of each line that are left of the window */
  char id[24];
  struct roster_wishes wishes;
  struct errand *preview;    /* the page is being made */
  struct errand *asks;       /* which printers there are */
  struct errand *check;      /* whether marks are still right */
  struct str printers;       /* their names, one a line */
  VEC(const char *) printer; /* the same, one by one */
};
struct roster_state *roster_of(const struct screen *screen);

/* The row under the mark, NULL. */
const struct roster_row *roster_marked(const struct screen *screen);

/* --- roster_orders.c: what is printed --- */

/* What a row stands for, with the wishes; texts are those of the screen and its day. */
struct paper_order roster_order(const struct screen *screen, const struct roster_row *row);
/* Adds the copy of an order whose texts are the arena's. */
struct paper_order roster_order_copy(struct arena *arena, const struct paper_order *order);
/* Whether it is a roster's sheet that is no more than a draft. */
bool roster_row_is_draft(const struct screen *screen, const struct roster_row *row);

/* The chosen sheets (the marked one when none is chosen). When all lists of a shift are chosen they come as that shift,
 * with its own sheet before them; a list that comes with its shift does not come twice. */
struct roster_chosen {
  VEC(struct paper_order) orders;
  int sheets, drafts;
};
void roster_choose(const struct screen *screen, struct roster_chosen *out);
/* Adds "roster-2026-03-04-OT1-day.pdf", the name that is proposed for a file. */
void roster_file_name(const struct screen *screen, const struct roster_chosen *chosen, enum paper_format format,
                      struct str *out);

/* --- roster_page.c: the page of the marked sheet --- */

void roster_page_show(struct screen *screen, bool own);
void roster_page_follow(struct screen *screen); /* another one where another is marked */
void roster_page_take(struct screen *screen);   /* what was made beside the screen */
/* Moves the window over a page that is wider than it: 1 right, -1 left. */
void roster_page_aside(struct screen *screen, int step);
void roster_page_draw(struct screen *screen, int row, int column, int rows);

/* --- roster_print.c: asks how and where to, and prints --- */

void roster_print(struct screen *screen);
void roster_ask_wishes(struct screen *screen);
/* Adds "pdf, initials, across". */
void roster_add_wishes(const struct roster_wishes *wishes, struct str *out);
void roster_ask_printers(struct screen *screen);
void roster_take_printers(struct screen *screen);

/* --- roster_hands.c --- */

void roster_acknowledge(struct screen *screen); /* the handover */
/* Asks for the marks of sheets that somebody holds, and tells whether they are still right. */
void roster_check_mark(struct screen *screen);
void roster_take_check(struct screen *screen);

#endif
