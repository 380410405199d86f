/* pages: a paper laid out on A4, as boxes. Private to paper (and its tests, which compare the boxes). Lengths are
 * points (1/72 inch), from the upper left corner of the page. */
#ifndef VAKTROM_PAPER_PAGES_H
#define VAKTROM_PAPER_PAGES_H

#include "paper/type.h"
#include "vaktrom/paper.h"

enum box_kind {
  BOX_TEXT,  /* no other text touches it */
  BOX_LINE,  /* from (x, y) to (x + width, y + height) */
  BOX_FRAME, /* filled with `shade` and drawn around */
  BOX_FILL,
  BOX_DOT,  /* a disc in the box */
  BOX_MARK, /* a word across the page, beneath everything */
};
struct box {
  enum box_kind kind;
  double x, y, width, height;
  double shade; /* 0 black ... 1 white */
  double thickness;
  struct face face;
  const char *text; /* of the paper's arena, `length` bytes of it */
  size_t length;
};
struct page {
  double width, height;
  VEC(struct box) boxes;
};
struct pages {
  struct arena arena; /* texts that are no part of the paper */
  VEC(struct page) at;
};

/* Makes every text of it safe (str_add_safe_lines), whoever forgot to: names are only data. */
void paper_make_safe(struct paper *paper);
/* Lays a paper out; pages_free() when done. The paper must outlive the pages. */
void pages_lay_out(const struct paper *paper, struct type *type, struct pages *out);
void pages_free(struct pages *pages);

#endif
