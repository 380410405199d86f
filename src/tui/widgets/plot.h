/* plot: small pictures made of text: a trend, a bar. Pure: the text goes where the caller puts it. */
#ifndef VAKTROM_TUI_PLOT_H
#define VAKTROM_TUI_PLOT_H

#include "vaktrom/base.h"

/* How pictures are made here. */
enum plot_style {
  PLOT_BLOCKS, /* eighths of a block */
  PLOT_ASCII,
  PLOT_WORDS, /* for a screen reader: numbers */
};
enum plot_style plot_style(void); /* of the terminal */
/* Adds one sign per value between least and most: ▂▃▅█, or _.-=# in ASCII; a value that is NAN is a gap. As words the
 * values themselves, separated by spaces. */
void plot_trend(struct str *out, enum plot_style style, const double *values, int n, double least, double most);
/* Adds a bar of a value out of `most`, `width` columns wide, padded; as words "60 %", padded. More than `most` fills it
 * and ends in '!'. */
void plot_bar(struct str *out, enum plot_style style, double value, double most, int width);

#endif
