/* type: how much room a text takes on a drawn page, and drawing it there. Private to paper; the only file that knows of
 * Pango. Lengths are points (1/72 inch). */
#ifndef VAKTROM_PAPER_TYPE_H
#define VAKTROM_PAPER_TYPE_H

#include <cairo.h>

#include "vaktrom/base.h"

struct face {
  double size; /* points */
  bool bold;
  bool lead; /* bold up to the first line's end */
  enum { FACE_LEFT, FACE_CENTRE, FACE_RIGHT } align;
};

struct type;
struct type *type_new(void);
void type_free(struct type *type);

/* How many bytes of the text fit into a box of that size, in whole lines but at least one; *height is theirs. Words
 * that are wider than the box are broken. */
size_t type_fit(struct type *type, const struct face *face, const char *text, double width, double most,
                double *height);
/* The width of one line of text. */
double type_width(struct type *type, const struct face *face, const char *text);
/* Letters drawn so far for which the machine has no font: a box with the letter's number stands for each. */
int type_unknown(const struct type *type);
/* Draws the text into a box at (x, y), as type_fit() measured it. */
void type_draw(struct type *type, cairo_t *to, const struct face *face, const char *text, size_t length, double x,
               double y, double width);

#endif
