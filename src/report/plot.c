/* Small pictures of text. */
#include <math.h>

#include "vaktrom/report.h"

enum { eighths = 8, percent = 100 };

/* 0 to 1. */
static double share(double value, double least, double most) {
  double part = most > least ? (value - least) / (most - least) : 0;
  return part < 0 ? 0 : part > 1 ? 1 : part;
}

void plot_trend(struct str *out, enum plot_style style, const double *values, int n, double least, double most) {
  static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static const char *const ascii[] = {"_", "_", ".", "-", "=", "+", "*", "#"};
  for (int i = 0; i < n; i++) {
    int level = isnan(values[i]) ? 0 : (int)lround(share(values[i], least, most) * (eighths - 1));
    if (style == PLOT_WORDS && isnan(values[i]))
      str_addf(out, "%s-", i ? " " : "");
    else if (style == PLOT_WORDS)
      str_addf(out, "%s%.4g", i ? " " : "", values[i]);
    else
      str_add(out, isnan(values[i]) ? " " : style == PLOT_ASCII ? ascii[level] : blocks[level]);
  }
}

/* Full cells and, in blocks, the eighths of the last one. */
static void add_cells(struct str *out, enum plot_style style, double part, int width) {
  static const char *const last[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  int units = (int)lround(part * width * eighths), used = units / eighths;
  if (style == PLOT_ASCII)
    used = (int)lround(part * width);
  for (int i = 0; i < used; i++)
    str_add(out, style == PLOT_ASCII ? "#" : "█");
  if (style == PLOT_BLOCKS && units % eighths) {
    str_add(out, last[units % eighths]);
    used++;
  }
  for (; used < width; used++)
    str_addc(out, ' ');
}

void plot_bar(struct str *out, enum plot_style style, double value, double most, int width) {
  bool over = value > most && most > 0;
  if (style == PLOT_WORDS) {
    struct str words = {0};
    str_addf(&words, "%.0f %%", most > 0 ? value / most * percent : 0);
    str_add_padded(out, str_text(&words), width, true);
    str_free(&words);
    return;
  }
  add_cells(out, style, share(value, 0, most), over ? width - 1 : width);
  if (over)
    str_addc(out, '!');
}
