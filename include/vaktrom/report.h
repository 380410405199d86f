/*
 * report: the indicators that leaders follow (interface.md, `report NAME`). Each makes one table of figures over a
 * period. The table of reports is the only place that names them: the command, its help, the manual, the screen and the
 * paper all take name, label, definition and source from it, so that a new report is one file and one row.
 *
 * What counts, everywhere: a visit was done when the program or the history says so; the shifts and absences are those
 * that stand in the base today; teams, roles and skills are those of today. No report lists workers by their minutes:
 * figures are those of a team, a shift or a role (domain.md, "Detailed minute control drove staff away").
 */
#ifndef VAKTROM_REPORT_H
#define VAKTROM_REPORT_H

#include "vaktrom/dispatch.h"

/* --- Tables of figures --- */

/* What a column holds, and how it is printed: a text, a whole number, a number with one decimal, one with two, a share
 * in per cent, a number of any of these kinds. */
enum report_unit { REPORT_TEXT, REPORT_COUNT, REPORT_DECIMAL, REPORT_HUNDREDTHS, REPORT_PERCENT, REPORT_MIXED };

struct report_column {
  const char *key;    /* in JSON and CSV; with its unit: "taken_min_median" */
  const char *header; /* for people */
  enum report_unit unit;
  const struct words *words; /* of a text: what people see instead of these tokens; NULL = the text itself */
};

/* A cell: a text, or a number; a number that cannot be known (a median of nothing) is REPORT_UNKNOWN. */
struct report_cell {
  const char *text;
  double number;
};
#define REPORT_UNKNOWN (-1.0)

/* A part of the period and its rows. A long period is counted as a whole and then month by month, one that is compared
 * before and after a date: the finished days of either side, as which `from` and `until` stand then. */
enum report_part { REPORT_WHOLE, REPORT_BEFORE, REPORT_AFTER, REPORT_MONTH };
struct report_slice {
  enum report_part part;
  date from, until; /* inclusive */
  int first_row, n_rows;
};

#define REPORT_COLUMNS_MAX 16
struct report_table {
  struct arena arena;
  const struct report *report;
  const struct report_column *columns; /* static, of the report */
  int n_columns;
  VEC(struct report_cell) cells; /* row after row, slice after slice */
  VEC(struct report_slice) slices;
};
void report_table_free(struct report_table *table);
/* The next cell, left to right, row after row. The text is copied. */
void report_add_text(struct report_table *table, const char *text);
void report_add_number(struct report_table *table, double number);

int report_rows(const struct report_table *table);
const struct report_cell *report_cell_at(const struct report_table *table, int row, int column);
/* How many decimals people read of a figure. */
int report_decimals(enum report_unit unit);
/* Adds a cell as people read it: "all" and tokens by their labels, "-" for what cannot be known. */
void report_add_cell_words(struct str *out, const struct report_column *column, const struct report_cell *cell);
/* The row of another slice with the same texts as `row`, or NONE. */
int report_same_row(const struct report_table *table, int row, const struct report_slice *in);
/* The report's main figure of that row month by month, NAN where there is none: one value for each slice that is a
 * month, into `values` (at least slices.n long). Returns how many; 0 of a row that no month has. */
int report_trend(const struct report_table *table, int row, double *values);

/* --- The reports --- */

struct report_request {
  date from, until; /* inclusive */
  const char *team; /* NULL = all */
  int days_before;  /* the first so many days are compared with the rest; 0 = no comparison */
};

struct report_source; /* what is counted; private to report */
/* One report of interface.md. */
struct report {
  const char *name, *label, *summary;
  const char *definition; /* what the figures mean: what counts and how */
  const char *source;     /* where the definition comes from: report and section, or standard */
  const char *lacking;    /* what to say when there is nothing to count */
  const struct report_column *columns;
  int n_columns;
  int main_column; /* the figure that bars, trends and comparisons show */
  bool of_visits;  /* it counts visits: a comparison takes the days on which they are fully recorded */
  bool sums_days;  /* that figure grows with the days: a comparison shows it for a day */
  bool mixed;      /* its rows are no measure for each other: no bars beside them */
  /* Adds the rows of a part of the period. */
  bool (*fill)(struct report_source *source, const struct report_slice *slice, struct report_table *table,
               struct error *err);
};
extern const struct report *const reports[];        /* in the order of interface.md; ends with NULL */
const struct report *report_find(const char *name); /* NULL when there is none */
/* Makes the report; report_table_free() when done. STATUS_USAGE for a period that ends before it begins, a comparison
 * without a day on either side, and a team that there is not. */
VK_NODISCARD bool report_make(const struct report *report, struct store *store, const struct report_request *request,
                              struct report_table *out, struct error *err);

/* What the bars of a slice are drawn against: its largest main figure, of shares the whole; 0 = no bars. */
double report_bar_most(const struct report_table *table, const struct report_slice *slice);

/* --- Pictures of text (plot.c) --- */

/* How pictures are made. */
enum plot_style {
  PLOT_BLOCKS, /* eighths of a block */
  PLOT_ASCII,
  PLOT_WORDS, /* for a screen reader: numbers */
};
/* Adds one sign per value between least and most: ▂▃▅█, or _.-=# in ASCII; a value that is NAN is a gap. As words the
 * values themselves, separated by spaces. */
void plot_trend(struct str *out, enum plot_style style, const double *values, int n, double least, double most);
/* Adds a bar of a value out of `most`, `width` columns wide, padded; as words "60 %", padded. More than `most` fills it
 * and ends in '!'. */
void plot_bar(struct str *out, enum plot_style style, double value, double most, int width);

/* --- For people --- */

/* One table as people read it: words, with a picture beside each row. */
struct report_sheet {
  const char *title;
  const char *headers[REPORT_COLUMNS_MAX];
  bool right[REPORT_COLUMNS_MAX];
  bool needed[REPORT_COLUMNS_MAX]; /* is not left out where the room is narrow */
  int n_columns;
  VEC(const char *) cells; /* row after row; none: nothing was counted, and `lacking` says what it takes */
  const char *lacking;
  VEC(double) bars;    /* for each row how much of a bar is filled, 0 to 1, NAN = none; empty = no bars */
  VEC(double) courses; /* or for each row n_course figures, month by month, NAN = none; empty = no courses */
  int n_course;
  const char *picture; /* which figure bars and courses show */
};
/* What a report says: its parts, then the months or what changed. */
struct report_sheets {
  struct arena arena;
  const char *title; /* its label and what it counts */
  VEC(struct report_sheet) at;
  const char *definition, *source;
};
void report_make_sheets(const struct report_table *table, struct report_sheets *out);
void report_sheets_free(struct report_sheets *sheets);

/* Adds the report as text of at most `columns` (terminal columns), with bars and courses made of signs. Columns that do
 * not fit are left out and named. */
void report_add_page(struct str *out, const struct report_table *table, enum plot_style style, int columns);
/* Adds it as CSV: from, to and the columns by their keys, all rows of all parts; for Excel with semicolon, decimal
 * comma and BOM (interface.md, CSV, Written). */
void report_add_csv(struct str *out, const struct report_table *table, bool excel);
/* "2026-02-05 to 2026-03-04", with the side that it is, into the arena. */
const char *report_slice_words(struct arena *arena, const struct report_slice *slice);

#endif
