/* Pages of figures: a table with a bar or a course beside each row. */
#include "paper/words.h"

#include <math.h>

#define POINTS_A_CHARACTER 4.9 /* of a cell's face, on average */
#define ROOM_A_COLUMN 4.0
#define LANDSCAPE_FROM 10 /* columns */

/* The widest word of a title, which may wrap, or the widest cell. */
static int characters_of(struct arena *arena, const struct paper_figures *figures, int column) {
  const char *title = figures->headers[column];
  int widest = 0;
  for (const char *word; (word = arena_word(arena, &title));)
    widest = text_width(word) > widest ? text_width(word) : widest;
  for (size_t row = 0; row < figures->n_rows; row++) {
    int own = text_width(figures->cells[row * (size_t)figures->n_columns + (size_t)column]);
    widest = own > widest ? own : widest;
  }
  return widest;
}

/* The pictures take what the figures leave. */
static const struct paper_column *columns_of(struct arena *arena, const struct paper_figures *figures) {
  struct paper_column *columns = arena_alloc(arena, (size_t)(figures->n_columns + 1) * sizeof *columns);
  for (int c = 0; c < figures->n_columns; c++) {
    int widest = characters_of(arena, figures, c);
    columns[c] = (struct paper_column){arena_strdup(arena, figures->headers[c]), widest,
                                       figures->right[c] ? PAPER_RIGHT : PAPER_TEXT,
                                       widest * POINTS_A_CHARACTER + ROOM_A_COLUMN};
  }
  bool is_course = figures->n_points > 1;
  const char *title = figures->n_points == 0 ? ""
                      : is_course            ? arena_printf(arena, _("%s, by month"), figures->picture)
                                             : arena_strdup(arena, figures->picture);
  columns[figures->n_columns] = (struct paper_column){title, 0, is_course ? PAPER_COURSE : PAPER_BAR, 0};
  return columns;
}

/* "0.25 - 0.5": what a cell with a picture holds. */
static const char *points_of(struct arena *arena, const struct paper_figures *figures, size_t row) {
  struct str text = {0};
  for (int i = 0; i < figures->n_points; i++) {
    double point = figures->points[row * (size_t)figures->n_points + (size_t)i];
    str_add(&text, i > 0 ? " " : "");
    if (isnan(point))
      str_addc(&text, '-');
    else
      str_addf(&text, "%.4f", point);
  }
  const char *copy = arena_strdup(arena, str_text(&text));
  str_free(&text);
  return copy;
}

static void add_rows(struct arena *arena, struct paper_section *section, const struct paper_figures *figures) {
  for (size_t row = 0; row < figures->n_rows; row++) {
    const char **cells = arena_alloc(arena, (size_t)section->n_columns * sizeof *cells);
    for (int c = 0; c < figures->n_columns; c++)
      cells[c] = paper_safe(arena, figures->cells[row * (size_t)figures->n_columns + (size_t)c]);
    cells[figures->n_columns] = points_of(arena, figures, row);
    vec_push(&section->rows, (struct paper_row){.cells = cells});
  }
}

void paper_add_figures(struct store *store, const struct paper_figures *figures, struct paper *out) {
  struct arena *arena = &out->arena;
  struct paper_section *section = vec_add(&out->sections);
  section->title = arena_strdup(arena, figures->title);
  vec_push(&section->above, arena_strdup(arena, figures->subtitle));
  section->columns = columns_of(arena, figures);
  section->n_columns = figures->n_columns + 1;
  section->landscape = figures->n_columns >= LANDSCAPE_FROM;
  add_rows(arena, section, figures);
  for (size_t i = 0; i < COUNT_OF(figures->below); i++)
    if (figures->below[i])
      vec_push(&section->below, arena_strdup(arena, figures->below[i]));
  out->through = true;
  paper_set_stamp(out, store);
}
