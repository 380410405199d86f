/*
 * theme: how each colour role looks: light, dark, high contrast, monochrome. Colours are chosen so that red-green
 * blindness confuses none of them (Okabe and Ito's palette), and none of them means anything alone: signs and words say
 * the same.
 */
#ifndef VAKTROM_TUI_THEME_H
#define VAKTROM_TUI_THEME_H

#include "tui/engine/config.h"

#define COLOUR_ROLES (COLOUR_ERROR + 1)

#define THEME_OWN (-1) /* the terminal's own colour */
/* The look of a role: colours of the terminal's palette, and what tells it apart without colours. */
struct look {
  short colour, background;
  bool bold, dim, underline;
};

/* The theme for what is wished: a THEME_AUTO is decided by $COLORFGBG and stays THEME_AUTO where that is not set.
 * $NO_COLOR (https://no-color.org: set and not empty) or a terminal without colours makes it monochrome. */
enum config_theme theme_choose(enum config_theme wished, int colours);
/* The look of a role on a terminal with that many colours (0, 8, 16, 256). */
struct look theme_look(enum config_theme theme, enum colour_role role, int colours);

#endif
