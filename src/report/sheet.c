/* A report as people read it: its parts as words with bars or the months' course, then the months of its first row, or
 * what changed where two parts are compared. */
#include "report/reports.h"

#include <math.h>

struct sheets {
  const struct report_table *table;
  struct report_sheets *out;
  struct arena *arena;
};

static const struct report_cell unknown = {.number = REPORT_UNKNOWN};

static int main_column(const struct sheets *sheets) {
  return sheets->table->report->main_column;
}

static const char *main_header(const struct sheets *sheets) {
  return _(sheets->table->columns[main_column(sheets)].header);
}

static const char *cell_words(const struct sheets *sheets, int column, const struct report_cell *cell) {
  struct str words = {0};
  report_add_cell_words(&words, &sheets->table->columns[column], cell);
  const char *copy = arena_strdup(sheets->arena, str_text(&words));
  str_free(&words);
  return copy;
}

static struct report_sheet *add_sheet(struct sheets *sheets, const char *title) {
  struct report_sheet *sheet = vec_add(&sheets->out->at);
  sheet->title = title;
  sheet->picture = main_header(sheets);
  return sheet;
}

static void add_column(struct report_sheet *sheet, const char *header, bool right, bool needed) {
  sheet->headers[sheet->n_columns] = header;
  sheet->right[sheet->n_columns] = right;
  sheet->needed[sheet->n_columns++] = needed;
}

/* --- A part of the period --- */

static void add_bars(const struct sheets *sheets, struct report_sheet *sheet, const struct report_slice *slice) {
  double most = report_bar_most(sheets->table, slice);
  for (int row = slice->first_row; most > 0 && row < slice->first_row + slice->n_rows; row++) {
    double value = report_cell_at(sheets->table, row, main_column(sheets))->number;
    vec_push(&sheet->bars, value < 0 ? NAN : value / most);
  }
}

static void add_courses(const struct sheets *sheets, struct report_sheet *sheet, const struct report_slice *slice) {
  size_t months = sheets->table->slices.n - 1;
  double *values = arena_alloc(sheets->arena, (months + 1) * sizeof *values);
  sheet->n_course = (int)months;
  for (int row = slice->first_row; row < slice->first_row + slice->n_rows; row++) {
    int known = report_trend(sheets->table, row, values);
    for (size_t month = 0; month < months; month++)
      vec_push(&sheet->courses, known ? values[month] : NAN);
  }
}

static bool has_months(const struct report_table *table) {
  return table->slices.n > 2 && table->slices.at[1].part == REPORT_MONTH;
}

static void add_slice(struct sheets *sheets, const struct report_slice *slice) {
  const struct report_table *table = sheets->table;
  struct report_sheet *sheet = add_sheet(sheets, report_slice_words(sheets->arena, slice));
  bool is_side = slice->part == REPORT_BEFORE || slice->part == REPORT_AFTER;
  const char *lacking = _(table->report->lacking);
  sheet->lacking =
      is_side ? arena_printf(sheets->arena, "%s %s", _("Only finished days are compared."), lacking) : lacking;
  for (int c = 0; c < table->n_columns; c++) {
    bool is_text = table->columns[c].unit == REPORT_TEXT;
    add_column(sheet, _(table->columns[c].header), !is_text, is_text || c == main_column(sheets));
  }
  for (int row = slice->first_row; row < slice->first_row + slice->n_rows; row++)
    for (int c = 0; c < table->n_columns; c++)
      vec_push(&sheet->cells, cell_words(sheets, c, report_cell_at(table, row, c)));
  if (has_months(table))
    add_courses(sheets, sheet, slice);
  else
    add_bars(sheets, sheet, slice);
}

/* --- Month by month --- */

/* The first row: all teams, or the one that was asked for. */
static void add_months(struct sheets *sheets) {
  const struct report_table *table = sheets->table;
  double *values = arena_alloc(sheets->arena, table->slices.n * sizeof *values), most = 0;
  int n = table->slices.at[0].n_rows > 0 ? report_trend(table, 0, values) : 0;
  if (n == 0)
    return;
  struct report_sheet *sheet =
      add_sheet(sheets, arena_printf(sheets->arena, _("Month by month: %s, %s"), main_header(sheets),
                                     cell_words(sheets, 0, report_cell_at(table, 0, 0))));
  add_column(sheet, _("month"), false, true);
  add_column(sheet, main_header(sheets), true, true);
  for (int i = 0; i < n; i++)
    most = isnan(values[i]) ? most : fmax(most, values[i]);
  for (int i = 0; i < n; i++) {
    char from[DATE_SIZE];
    const struct report_cell cell = {.number = values[i]};
    date_format(table->slices.at[i + 1].from, from);
    vec_push(&sheet->cells, arena_printf(sheets->arena, "%.7s", from));
    vec_push(&sheet->cells, cell_words(sheets, main_column(sheets), isnan(values[i]) ? &unknown : &cell));
    vec_push(&sheet->bars, most > 0 ? values[i] / most : NAN);
  }
}

/* --- Before and after --- */

static const char *change_words(struct arena *arena, double change, enum report_unit unit) {
  char text[NUMBER_SIZE];
  number_show(change, report_decimals(unit), text);
  return arena_printf(arena, "%s%s", change > 0 ? "+" : "", text);
}

/* The main figure of a row, for a day where it grows with the days. */
static struct report_cell compared(const struct report_table *table, const struct report_slice *slice, int row) {
  struct report_cell cell = *report_cell_at(table, row, table->report->main_column);
  if (table->report->sums_days && cell.number >= 0)
    cell.number /= slice->until - slice->from + 1;
  return cell;
}

static void add_change(const struct sheets *sheets, struct report_sheet *sheet, int before, int after) {
  const struct report_table *table = sheets->table;
  int column = main_column(sheets);
  const struct report_cell was = compared(table, &table->slices.at[0], before);
  const struct report_cell is = compared(table, &table->slices.at[1], after);
  for (int c = 0; c < table->n_columns; c++)
    if (table->columns[c].unit == REPORT_TEXT)
      vec_push(&sheet->cells, cell_words(sheets, c, report_cell_at(table, after, c)));
  vec_push(&sheet->cells, cell_words(sheets, column, &was));
  vec_push(&sheet->cells, cell_words(sheets, column, &is));
  vec_push(&sheet->cells, was.number >= 0 && is.number >= 0
                              ? change_words(sheets->arena, is.number - was.number, table->columns[column].unit)
                              : "-");
}

/* The main figure of the rows that both sides have. */
static void add_changes(struct sheets *sheets) {
  const struct report_table *table = sheets->table;
  const struct report_slice *before = &table->slices.at[0], *after = &table->slices.at[1];
  struct report_sheet *sheet = add_sheet(
      sheets, arena_printf(sheets->arena,
                           table->report->sums_days ? _("Before and after: %s a day") : _("Before and after: %s"),
                           main_header(sheets)));
  sheet->lacking = _("No figure is known on both sides.");
  for (int c = 0; c < table->n_columns; c++)
    if (table->columns[c].unit == REPORT_TEXT)
      add_column(sheet, _(table->columns[c].header), false, true);
  add_column(sheet, _("before"), true, true);
  add_column(sheet, _("after"), true, true);
  add_column(sheet, C_("difference", "change"), true, true);
  for (int row = after->first_row; row < after->first_row + after->n_rows; row++) {
    int same = report_same_row(table, row, before);
    if (same != NONE)
      add_change(sheets, sheet, same, row);
  }
}

/* --- All of it --- */

void report_make_sheets(const struct report_table *table, struct report_sheets *out) {
  *out = (struct report_sheets){0};
  struct sheets sheets = {table, out, &out->arena};
  bool compares = table->slices.at[0].part == REPORT_BEFORE;
  out->title = arena_printf(&out->arena, "%s: %s", _(table->report->label), _(table->report->summary));
  out->definition = _(table->report->definition);
  out->source = arena_printf(&out->arena, _("Source: %s."), _(table->report->source));
  add_slice(&sheets, &table->slices.at[0]);
  if (compares) {
    add_slice(&sheets, &table->slices.at[1]);
    add_changes(&sheets);
  } else if (has_months(table)) {
    add_months(&sheets);
  }
}

void report_sheets_free(struct report_sheets *sheets) {
  for (size_t i = 0; i < sheets->at.n; i++) {
    vec_free(&sheets->at.at[i].cells);
    vec_free(&sheets->at.at[i].bars);
    vec_free(&sheets->at.at[i].courses);
  }
  vec_free(&sheets->at);
  arena_free(&sheets->arena);
}
