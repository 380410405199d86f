/*
 * paper: what leaves the screen. One page model, one renderer per format; the same model always gives the same paper.
 *
 * A paper is a row of sections, each of which begins a new page: a title, lines under it, a table whose rows are kept
 * whole, lines below. Nothing on it is cut: cells wrap.
 */
#ifndef VAKTROM_PAPER_H
#define VAKTROM_PAPER_H

#include "vaktrom/dispatch.h"

struct paper_column {
  const char *title;
  int width;  /* character columns; 0 = what is left of the page */
  bool right; /* aligned right */
};

struct paper_row {
  const char **cells;  /* one per column of the section; "" = empty */
  const char **record; /* the same row in CSV, one cell per paper->headers; NULL = not in CSV */
};

struct paper_section {
  const char *title;
  VEC(const char *) above; /* lines under the title */
  const struct paper_column *columns;
  int n_columns;
  VEC(struct paper_row) rows;
  VEC(const char *) below; /* lines under the table */
};

struct paper {
  struct arena arena;
  VEC(struct paper_section) sections;
  const char *const *headers; /* of the CSV */
  int n_headers;
};
void paper_free(struct paper *paper);

/* A4 portrait at 10 characters an inch and 6 lines an inch, with margins. */
#define PAPER_COLUMNS 80
#define PAPER_LINES 66

/* Which lists a roster shows: NONE or NULL do not filter. */
struct roster_filter {
  int shift;
  const char *team, *list;
  const struct list_sheet *sheets; /* of day->lists where they are known already; NULL = they are worked out */
};
/* The daily roster: one section for each list with visits or a worker (the worker's round: times, travel, patient,
 * address, task, partner, links, what matters, access; a blank box for ticking). No diagnosis, no door code; a
 * protected address stands by its patient number only; before a team's lists a page with the visits that nobody has
 * (domain.md, "Care with what is known about people"). */
void paper_roster(struct store *store, struct day *day, const struct roster_filter *filter, struct paper *out);

/* Pages of text, PAPER_COLUMNS wide and PAPER_LINES high, with a form feed between them. */
void paper_render_text(const struct paper *paper, struct str *out);
void paper_render_csv(const struct paper *paper, struct str *out);

#endif
