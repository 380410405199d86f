/* Labelled lines, wrapped beside their labels. */
#include "tui/widgets/detail.h"

#include "tui/widgets/terminal.h"

enum { label_most = 24, gap = 2 };

static int label_width(const struct detail_line *lines, int n, int columns) {
  int most = 0;
  for (int i = 0; i < n; i++) {
    int width = terminal_width(lines[i].label);
    most = width > most ? width : most;
  }
  most = most > label_most ? label_most : most;
  return most > columns / 3 ? columns / 3 : most;
}

int detail_draw(const struct detail_line *lines, int n, int first, int row, int column, int rows, int columns) {
  int label = label_width(lines, n, columns), room = columns - label - gap, at = -first;
  for (int i = 0; i < n; i++) {
    const char *rest = lines[i].text;
    for (bool begun = false; !begun || *rest; begun = true, at++) {
      size_t skip, length = text_wrap(rest, room > 1 ? room : 1, &skip);
      bool seen = at >= 0 && at < rows;
      if (seen && !begun)
        terminal_put(row + at, column, label, STYLE(.role = COLOUR_DIM), false, lines[i].label);
      if (seen)
        terminal_putf(row + at, column + label + gap, room, STYLE(.role = lines[i].role), false, "%.*s", (int)length,
                      rest);
      rest += length + skip;
    }
  }
  return at + first;
}
