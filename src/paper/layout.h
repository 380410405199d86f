/* What the files that lay out pages share. Private to them. */
#ifndef VAKTROM_PAPER_LAYOUT_H
#define VAKTROM_PAPER_LAYOUT_H

#include "paper/pages.h"

#define PAGE_MARGIN 36.0
#define PAGE_FOOT 16.0 /* kept free above the lower margin for the foot */

/* Where the layout is. */
struct layout {
  const struct paper_section *section;
  struct type *type;
  struct pages *pages;
  const char *stamp;
  double x, y, width; /* the column of the page that is being filled, and how far */
};

struct page *layout_page(struct layout *layout);
/* The lowest y that the page's content may reach. */
double layout_bottom(struct layout *layout);
struct box *add_box(struct layout *layout, enum box_kind kind, double x, double y, double width, double height);
void add_line(struct layout *layout, double x, double y, double width, double height, double thickness, double shade);
void add_frame(struct layout *layout, double x, double y, double width, double height, double shade);
/* Adds `length` bytes of the text; they take `height`. */
void add_text(struct layout *layout, const struct face *face, const char *text, size_t length, double x, double y,
              double width, double height);
/* A label that may be left out where it does not fit: one line, centred on x. Whether it was put. */
bool add_label(struct layout *layout, const struct face *face, const char *text, double x, double y, double most);

/* figures.c: draw at layout->y and move it on. A timeline that is longer than the page calls `turn` for the next one.
 */
void put_timeline(struct layout *layout, void (*turn)(struct layout *layout));
/* The round, into a box of that size. */
void put_map(struct layout *layout, double x, double y, double width, double height);

/* plots.c: the picture that a cell holds (PAPER_BAR, PAPER_COURSE), into a box of that size. */
void put_plot_bar(struct layout *layout, const char *cell, double x, double y, double width, double height);
void put_plot_course(struct layout *layout, const char *cell, double x, double y, double width, double height);

#endif
