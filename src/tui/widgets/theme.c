/*
 * The themes as tables by role. With 256 colours they are those of Okabe and Ito's palette, or near ones with enough
 * contrast (WCAG 2: 4.5 to 1; high contrast 7 to 1; the terminal's unknown background 3 to 1 on black and on white).
 */
#include "tui/widgets/theme.h"

#include <stdlib.h>
#include <string.h>

enum { many = 256, least = 8 };
enum { black, red, green, yellow, blue, magenta, cyan, white };

typedef struct look looks[COLOUR_ROLES];

static const looks own_256 = {
    [COLOUR_PLAIN] = {THEME_OWN, THEME_OWN},   [COLOUR_DIM] = {THEME_OWN, THEME_OWN, .dim = true},
    [COLOUR_GOOD] = {31, THEME_OWN},           [COLOUR_NOTICE] = {33, THEME_OWN},
    [COLOUR_WARNING] = {136, THEME_OWN, true}, [COLOUR_ERROR] = {196, THEME_OWN, true},
};
static const looks own_8 = {
    [COLOUR_PLAIN] = {THEME_OWN, THEME_OWN},
    [COLOUR_DIM] = {THEME_OWN, THEME_OWN, .dim = true},
    [COLOUR_GOOD] = {cyan, THEME_OWN},
    [COLOUR_NOTICE] = {THEME_OWN, THEME_OWN, true},
    [COLOUR_WARNING] = {magenta, THEME_OWN, true},
    [COLOUR_ERROR] = {red, THEME_OWN, true},
};
static const looks light_256 = {
    [COLOUR_PLAIN] = {16, 231},  [COLOUR_DIM] = {240, 231},          [COLOUR_GOOD] = {24, 231},
    [COLOUR_NOTICE] = {25, 231}, [COLOUR_WARNING] = {94, 231, true}, [COLOUR_ERROR] = {160, 231, true},
};
static const looks light_8 = {
    [COLOUR_PLAIN] = {black, white},
    [COLOUR_DIM] = {black, white},
    [COLOUR_GOOD] = {blue, white},
    [COLOUR_NOTICE] = {blue, white},
    [COLOUR_WARNING] = {magenta, white, true},
    [COLOUR_ERROR] = {red, white, true},
};
static const looks dark_256 = {
    [COLOUR_PLAIN] = {252, 16}, [COLOUR_DIM] = {245, 16},           [COLOUR_GOOD] = {37, 16},
    [COLOUR_NOTICE] = {75, 16}, [COLOUR_WARNING] = {221, 16, true}, [COLOUR_ERROR] = {203, 16, true},
};
static const looks dark_8 = {
    [COLOUR_PLAIN] = {white, black},
    [COLOUR_DIM] = {white, black, .dim = true},
    [COLOUR_GOOD] = {cyan, black},
    [COLOUR_NOTICE] = {cyan, black, true},
    [COLOUR_WARNING] = {yellow, black, true},
    [COLOUR_ERROR] = {red, black, true},
};
static const looks contrast_256 = {
    [COLOUR_PLAIN] = {231, 16},         [COLOUR_DIM] = {252, 16},
    [COLOUR_GOOD] = {87, 16},           [COLOUR_NOTICE] = {123, 16, true},
    [COLOUR_WARNING] = {226, 16, true}, [COLOUR_ERROR] = {217, 16, true, .underline = true},
};
static const looks contrast_8 = {
    [COLOUR_PLAIN] = {white, black, true},    [COLOUR_DIM] = {white, black},
    [COLOUR_GOOD] = {cyan, black, true},      [COLOUR_NOTICE] = {cyan, black, true},
    [COLOUR_WARNING] = {yellow, black, true}, [COLOUR_ERROR] = {white, black, true, .underline = true},
};
static const looks monochrome = {
    [COLOUR_PLAIN] = {THEME_OWN, THEME_OWN},         [COLOUR_DIM] = {THEME_OWN, THEME_OWN, .dim = true},
    [COLOUR_GOOD] = {THEME_OWN, THEME_OWN},          [COLOUR_NOTICE] = {THEME_OWN, THEME_OWN},
    [COLOUR_WARNING] = {THEME_OWN, THEME_OWN, true}, [COLOUR_ERROR] = {THEME_OWN, THEME_OWN, true, .underline = true},
};

/* $COLORFGBG is "foreground;background" (or with something between) by numbers of the 16 colours. */
static enum config_theme theme_of_terminal(void) {
  const char *said = getenv("COLORFGBG"), *last = said ? strrchr(said, ';') : NULL;
  char *end;
  long background = last ? strtol(last + 1, &end, 10) : -1;
  if (!last || end == last + 1 || *end || background < 0 || background > 15)
    return THEME_AUTO;
  return background == 7 || background >= 9 ? THEME_LIGHT : THEME_DARK; /* 8 is dark grey */
}

enum config_theme theme_choose(enum config_theme wished, int colours) {
  if (!text_is_empty(getenv("NO_COLOR")) || colours < least)
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
