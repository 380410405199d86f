/* Small pictures in the cells of a table: a bar, a course over the months. */
#include "paper/layout.h"

#include <math.h>
#include <stdlib.h>

#define LEAST_WIDTH 20.0 /* a narrower column gets no picture */
#define INSET 1.5
#define POINT 2.0

void put_plot_bar(struct layout *layout, const char *cell, double x, double y, double width, double height) {
  double share = fmin(fmax(strtod(cell, NULL), 0), 1);
  if (!*cell || *cell == '-' || width < LEAST_WIDTH)
    return;
  add_box(layout, BOX_FILL, x, y + INSET, width * share, height - 2 * INSET)->shade = 0.45;
  add_line(layout, x, y + INSET, 0, height - 2 * INSET, 0.5, 0);
}

/* The points are spread over the width, lowest to highest over the height; a gap ("-") breaks the line. */
void put_plot_course(struct layout *layout, const char *cell, double x, double y, double width, double height) {
  double before_x = 0, before_y = 0, n = 0, i = 0;
  bool has_before = false;
  for (const char *rest = cell; *rest; rest++)
    n += rest == cell || rest[-1] == ' ';
  if (n < 2 || width < LEAST_WIDTH)
    return;
  for (const char *rest = cell; *rest; i++) {
    char *end;
    double at_x = x + POINT + i / (n - 1) * (width - 2 * POINT), at_y = 0;
    double share = strtod(rest, &end);
    bool has_point = end != rest;
    if (has_point)
      at_y = y + height - INSET - share * (height - 2 * INSET);
    if (has_point && has_before)
      add_line(layout, before_x, before_y, at_x - before_x, at_y - before_y, 0.8, 0.2);
    if (has_point)
      add_box(layout, BOX_DOT, at_x - POINT / 2, at_y - POINT / 2, POINT, POINT);
    has_before = has_point;
    before_x = at_x;
    before_y = at_y;
    rest = has_point ? end : rest + 1;
    rest += *rest == ' ';
  }
}
