/* How small pictures of text are made on this terminal. */
#include "tui/widgets/plot.h"

#include "tui/widgets/terminal.h"

enum plot_style plot_style(void) {
  return terminal_plain() ? PLOT_WORDS : terminal_ascii() ? PLOT_ASCII : PLOT_BLOCKS;
}
