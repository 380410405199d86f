/* A report on paper: its sheets as pages of figures. The two rooms do not know each other; here they meet. */
#include "vaktrom/sheets.h"

#include <math.h>

/* The months of each row between its own lowest and highest, as 0 to 1. */
static const double *courses_of(struct arena *arena, const struct report_sheet *sheet) {
  double *points = arena_alloc(arena, (sheet->courses.n + 1) * sizeof *points);
  size_t n = (size_t)sheet->n_course;
  for (size_t row = 0; row * n < sheet->courses.n; row++) {
    const double *values = &sheet->courses.at[row * n];
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
      least = fmin(least, isnan(values[i]) ? least : values[i]);
      most = fmax(most, isnan(values[i]) ? most : values[i]);
    }
    for (size_t i = 0; i < n; i++)
      points[row * n + i] = most > least ? (values[i] - least) / (most - least) : values[i] * 0 + 0.5;
  }
  return points;
}

static void add_sheet(struct store *store, const struct report_sheets *sheets, const struct report_sheet *sheet,
                      struct paper *out) {
  struct paper_figures figures = {.title = sheets->title,
                                  .subtitle = sheet->title,
                                  .headers = sheet->headers,
                                  .right = sheet->right,
                                  .n_columns = sheet->n_columns,
                                  .cells = sheet->cells.at,
                                  .n_rows = sheet->cells.n / (size_t)sheet->n_columns,
                                  .picture = sheet->picture,
                                  .below = {sheets->definition, sheets->source}};
  if (sheet->courses.n > 0) {
    figures.points = courses_of(&out->arena, sheet);
    figures.n_points = sheet->n_course;
  } else if (sheet->bars.n > 0) {
    figures.points = sheet->bars.at;
    figures.n_points = 1;
  }
  if (figures.n_rows == 0)
    figures.below[2] = sheet->lacking;
  paper_add_figures(store, &figures, out);
}

void sheets_report(struct store *store, const struct report_table *report, struct paper *out) {
  struct report_sheets sheets;
  *out = (struct paper){0};
  report_make_sheets(report, &sheets);
  for (size_t i = 0; i < sheets.at.n; i++)
    add_sheet(store, &sheets, &sheets.at.at[i], out);
  report_sheets_free(&sheets);
}
