/*
 * Themes and plots, without a terminal. Contrast is that of WCAG 2.1 (1.4.3 and 1.4.6), the colours those of xterm's
 * table of 256; expected pictures are drawn by hand.
 */
#include "check.h"
#include "tui/widgets/plot.h"
#include "tui/widgets/theme.h"

#include <math.h>
#include <stdlib.h>

enum { black = 16, white = 231 };

static double channel(int value) {
  double part = value / 255.0;
  return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* Of one of the colours 16 to 255 of xterm: a cube of six levels, then 24 greys. */
static double luminance(int colour) {
  static const int levels[] = {0, 95, 135, 175, 215, 255};
  int grey = 8 + 10 * (colour - 232), cube = colour - 16;
  int red = colour >= 232 ? grey : levels[cube / 36], green = colour >= 232 ? grey : levels[cube / 6 % 6];
  int blue = colour >= 232 ? grey : levels[cube % 6];
  return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
}

static double contrast(int one, int other) {
  double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

static void every_role_can_be_read(void **state) {
  (void)state;
  for (int role = 0; role < COLOUR_ROLES; role++) {
    struct look light = theme_look(THEME_LIGHT, (enum colour_role)role, 256);
    struct look dark = theme_look(THEME_DARK, (enum colour_role)role, 256);
    struct look high = theme_look(THEME_HIGH_CONTRAST, (enum colour_role)role, 256);
    struct look own = theme_look(THEME_AUTO, (enum colour_role)role, 256);
    assert_true(contrast(light.colour, light.background) >= 4.5);
    assert_true(contrast(dark.colour, dark.background) >= 4.5);
    assert_true(contrast(high.colour, high.background) >= 7);
    assert_int_equal(own.background, THEME_OWN); /* nobody knows it: it must do on black and on white */
    assert_true(own.colour == THEME_OWN || (contrast(own.colour, black) >= 3 && contrast(own.colour, white) >= 3));
  }
}

static void no_role_is_told_by_colour_alone(void **state) {
  (void)state;
  struct look plain = theme_look(THEME_MONOCHROME, COLOUR_PLAIN, 0),
              error = theme_look(THEME_MONOCHROME, COLOUR_ERROR, 0);
  struct look warning = theme_look(THEME_MONOCHROME, COLOUR_WARNING, 0);
  assert_false(plain.bold || plain.underline);
  assert_true(warning.bold && error.bold && error.underline && !warning.underline);
  for (int role = 0; role < COLOUR_ROLES; role++)
    assert_int_equal(theme_look(THEME_MONOCHROME, (enum colour_role)role, 256).colour, THEME_OWN);
}

static void the_terminal_decides_where_nobody_does(void **state) {
  (void)state;
  unsetenv("NO_COLOR");
  unsetenv("COLORFGBG");
  assert_int_equal(theme_choose(THEME_AUTO, 256), THEME_AUTO);
  setenv("COLORFGBG", "15;0", 1);
  assert_int_equal(theme_choose(THEME_AUTO, 256), THEME_DARK);
  setenv("COLORFGBG", "0;default;15", 1);
  assert_int_equal(theme_choose(THEME_AUTO, 256), THEME_LIGHT);
  assert_int_equal(theme_choose(THEME_HIGH_CONTRAST, 256), THEME_HIGH_CONTRAST);
  setenv("COLORFGBG", "nonsense", 1);
  assert_int_equal(theme_choose(THEME_AUTO, 256), THEME_AUTO);
  assert_int_equal(theme_choose(THEME_LIGHT, 0), THEME_MONOCHROME);
  setenv("NO_COLOR", "", 1); /* no-color.org: only when it is not empty */
  assert_int_equal(theme_choose(THEME_DARK, 256), THEME_DARK);
  setenv("NO_COLOR", "1", 1);
  assert_int_equal(theme_choose(THEME_DARK, 256), THEME_MONOCHROME);
  unsetenv("NO_COLOR");
  unsetenv("COLORFGBG");
}

static void check_trend(enum plot_style style, const double *values, int n, const char *wanted) {
  struct str out = {0};
  plot_trend(&out, style, values, n, 0, 7);
  assert_string_equal(str_text(&out), wanted);
  str_free(&out);
}

static void check_bar(enum plot_style style, double value, const char *wanted) {
  struct str out = {0};
  plot_bar(&out, style, value, 100, 8);
  assert_string_equal(str_text(&out), wanted);
  str_free(&out);
}

static void pictures_and_their_words(void **state) {
  (void)state;
  const double news2[] = {0, 1, NAN, 6, 7, 9};
  check_trend(PLOT_BLOCKS, news2, 6, "▁▂ ▇██");
  check_trend(PLOT_ASCII, news2, 6, "__ *##");
  check_trend(PLOT_WORDS, news2, 6, "0 1 - 6 7 9");
  check_bar(PLOT_BLOCKS, 50, "████    ");
  check_bar(PLOT_BLOCKS, 56.25, "████▌   ");
  check_bar(PLOT_BLOCKS, 0, "        ");
  check_bar(PLOT_ASCII, 50, "####    ");
  check_bar(PLOT_ASCII, 130, "#######!"); /* more than all of it says so */
  check_bar(PLOT_WORDS, 130, "130 %   ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_role_can_be_read),
      cmocka_unit_test(no_role_is_told_by_colour_alone),
      cmocka_unit_test(the_terminal_decides_where_nobody_does),
      cmocka_unit_test(pictures_and_their_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
