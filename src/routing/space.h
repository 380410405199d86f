/*
 * Private to routing: all facts that a table of criteria can tell apart, and the search for facts of a wanted kind.
 *
 * For each code that the table names, its possible values fall into few classes that no row tells apart; one value
 * stands for each class (a "cell"), the first cell being "unknown". A row then allows a set of cells of each code that
 * it names and any cell of the others: a box. Whether facts exist that lie in some boxes and outside others is a small
 * satisfiability problem, which space_find() solves exactly.
 */
#ifndef VAKTROM_ROUTING_SPACE_H
#define VAKTROM_ROUTING_SPACE_H

#include "vaktrom/routing.h"

/* The cells that one row allows of one code. */
struct side {
  int axis;
  const uint64_t *allowed; /* the axis' words */
};

struct box {
  const struct side *sides;
  int n_sides;
  bool empty; /* no facts lie in it */
};

/* One code and its cells; cell 0 is "unknown". */
struct axis {
  int code;
  const struct fact *cells; /* cells[0] is not used */
  int n_cells;
  size_t first_word, n_words; /* where its set stands in a region */
};

struct space {
  struct arena arena;
  struct axis *axes;
  int n_axes;
  struct box *boxes; /* one for each row */
  int n_boxes;
  size_t n_words;    /* of a region: a set of cells for each axis */
  long regions_left; /* what all searches together may still look at */
};

void space_build(const struct criteria *criteria, struct space *space);
void space_free(struct space *space);

/* Whether every point of box `inner` lies in box `outer`. */
bool space_inside(const struct space *space, int inner, int outer);

enum found { FOUND_NO, FOUND_YES, FOUND_GAVE_UP };
/* Facts that lie in every box of inside[0..n_inside) and in none of outside[0..n_outside), the fewest that do, and at
 * least `least` of them (0 or 1). FOUND_GAVE_UP when the search grew too long to know. `facts` must be empty; its texts
 * belong to the criteria. */
enum found space_find(struct space *space, const int *inside, int n_inside, const int *outside, int n_outside,
                      int least, struct facts *facts);

#endif
