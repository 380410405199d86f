/*
 * The themes as tables by role. With 256 colours they are those of Okabe and Ito's palette, or near ones with enough
 * contrast (WCAG 2: 4.5 to 1; high contrast 7 to 1; the terminal's unknown background 3 to 1 on black and on white).
 */
#include "tui/widgets/theme.h"

#include <stdlib.h>
#include <string.h>

enum { many = 256, least = 8 };
enum { black, red, green, yellow, blue, magenta, cyan, white };

#define LOOK(foreground, behind)                                                                                       \
  { .colour = (foreground), .background = (behind) }
#define STRONG(foreground, behind)                                                                                     \
  { .colour = (foreground), .background = (behind), .bold = true }
#define FAINT(foreground, behind)                                                                                      \
  { .colour = (foreground), .background = (behind), .dim = true }
#define ALARM(foreground, behind)                                                                                      \
  { .colour = (foreground), .background = (behind), .bold = true, .underline = true }

typedef struct look looks[COLOUR_ROLES];

static const looks own_256 = {
    [COLOUR_PLAIN] = LOOK(THEME_OWN, THEME_OWN), [COLOUR_DIM] = FAINT(THEME_OWN, THEME_OWN),
    [COLOUR_GOOD] = LOOK(31, THEME_OWN),         [COLOUR_NOTICE] = LOOK(33, THEME_OWN),
    [COLOUR_WARNING] = STRONG(136, THEME_OWN),   [COLOUR_ERROR] = STRONG(196, THEME_OWN),
};
static const looks own_8 = {
    [COLOUR_PLAIN] = LOOK(THEME_OWN, THEME_OWN),   [COLOUR_DIM] = FAINT(THEME_OWN, THEME_OWN),
    [COLOUR_GOOD] = LOOK(cyan, THEME_OWN),         [COLOUR_NOTICE] = STRONG(THEME_OWN, THEME_OWN),
    [COLOUR_WARNING] = STRONG(magenta, THEME_OWN), [COLOUR_ERROR] = STRONG(red, THEME_OWN),
};
static const looks light_256 = {
    [COLOUR_PLAIN] = LOOK(16, 231),  [COLOUR_DIM] = LOOK(240, 231),      [COLOUR_GOOD] = LOOK(24, 231),
    [COLOUR_NOTICE] = LOOK(25, 231), [COLOUR_WARNING] = STRONG(94, 231), [COLOUR_ERROR] = STRONG(160, 231),
};
static const looks light_8 = {
    [COLOUR_PLAIN] = LOOK(black, white), [COLOUR_DIM] = LOOK(black, white),         [COLOUR_GOOD] = LOOK(blue, white),
    [COLOUR_NOTICE] = LOOK(blue, white), [COLOUR_WARNING] = STRONG(magenta, white), [COLOUR_ERROR] = STRONG(red, white),
};
static const looks dark_256 = {
    [COLOUR_PLAIN] = LOOK(252, 16), [COLOUR_DIM] = LOOK(245, 16),       [COLOUR_GOOD] = LOOK(37, 16),
    [COLOUR_NOTICE] = LOOK(75, 16), [COLOUR_WARNING] = STRONG(221, 16), [COLOUR_ERROR] = STRONG(203, 16),
};
static const looks dark_8 = {
    [COLOUR_PLAIN] = LOOK(white, black),      [COLOUR_DIM] = FAINT(white, black),
    [COLOUR_GOOD] = LOOK(cyan, black),        [COLOUR_NOTICE] = STRONG(cyan, black),
    [COLOUR_WARNING] = STRONG(yellow, black), [COLOUR_ERROR] = STRONG(red, black),
};
static const looks contrast_256 = {
    [COLOUR_PLAIN] = LOOK(231, 16),    [COLOUR_DIM] = LOOK(252, 16),       [COLOUR_GOOD] = LOOK(87, 16),
    [COLOUR_NOTICE] = STRONG(123, 16), [COLOUR_WARNING] = STRONG(226, 16), [COLOUR_ERROR] = ALARM(217, 16),
};
static const looks contrast_8 = {
    [COLOUR_PLAIN] = STRONG(white, black),    [COLOUR_DIM] = LOOK(white, black),
    [COLOUR_GOOD] = STRONG(cyan, black),      [COLOUR_NOTICE] = STRONG(cyan, black),
    [COLOUR_WARNING] = STRONG(yellow, black), [COLOUR_ERROR] = ALARM(white, black),
};
static const looks monochrome = {
    [COLOUR_PLAIN] = LOOK(THEME_OWN, THEME_OWN),     [COLOUR_DIM] = FAINT(THEME_OWN, THEME_OWN),
    [COLOUR_GOOD] = LOOK(THEME_OWN, THEME_OWN),      [COLOUR_NOTICE] = LOOK(THEME_OWN, THEME_OWN),
    [COLOUR_WARNING] = STRONG(THEME_OWN, THEME_OWN), [COLOUR_ERROR] = ALARM(THEME_OWN, THEME_OWN),
};

/* $COLORFGBG is "foreground;background" (or with something between) by numbers of the 16 colours. */
static enum config_theme theme_of_terminal(void) {
  const char *said = environment_get("COLORFGBG"), *last = said ? strrchr(said, ';') : NULL;
  char *end;
  long background = last ? strtol(last + 1, &end, 10) : -1;
  if (!last || end == last + 1 || *end || background < 0 || background > 15)
    return THEME_AUTO;
  return background == 7 || background >= 9 ? THEME_LIGHT : THEME_DARK; /* 8 is dark grey */
}

enum config_theme theme_choose(enum config_theme wished, int colours) {
  if (!text_is_empty(environment_get("NO_COLOR")) || colours < least)
    return THEME_MONOCHROME;
  return wished == THEME_AUTO ? theme_of_terminal() : wished;
}

struct look theme_look(enum config_theme theme, enum colour_role role, int colours) {
  static const struct look *const tables[][2] = {
      [THEME_AUTO] = {own_8, own_256},
      [THEME_LIGHT] = {light_8, light_256},
      [THEME_DARK] = {dark_8, dark_256},
      [THEME_HIGH_CONTRAST] = {contrast_8, contrast_256},
      [THEME_MONOCHROME] = {monochrome, monochrome},
  };
  return tables[theme][colours >= many][role];
}
