/* How small pictures of text (vaktrom/report.h) are made on this terminal. */
#ifndef VAKTROM_TUI_PLOT_H
#define VAKTROM_TUI_PLOT_H

#include "vaktrom/report.h"

enum plot_style plot_style(void);

#endif
