/*
 * report: the indicators that leaders follow (interface.md, `report NAME`). Each makes one table of figures; the
 * command prints any of them as text, CSV or JSON, so that a new report is one function and one row of the table of
 * reports.
 */
#ifndef VAKTROM_REPORT_H
#define VAKTROM_REPORT_H

#include "vaktrom/dispatch.h"

/* What a column holds, and how it is printed: a text, a whole number, a number with one decimal, a share in per cent.
 */
enum report_unit { REPORT_TEXT, REPORT_COUNT, REPORT_DECIMAL, REPORT_PERCENT };

struct report_column {
  const char *key;    /* in JSON and CSV; with its unit: "taken_min_median" */
  const char *header; /* for people */
  enum report_unit unit;
};

/* A cell: a text, or a number; a number that cannot be known (a median of nothing) is REPORT_UNKNOWN. */
struct report_cell {
  const char *text;
  double number;
};
#define REPORT_UNKNOWN (-1.0)

#define REPORT_COLUMNS_MAX 16
struct report_table {
  struct arena arena;
  const struct report_column *columns; /* static, of the report */
  int n_columns;
  VEC(struct report_cell) cells; /* row after row */
};
void report_table_free(struct report_table *table);
/* The next cell, left to right, row after row. The text is copied. */
void report_add_text(struct report_table *table, const char *text);
void report_add_number(struct report_table *table, double number);

struct report_request {
  date from, until; /* inclusive */
  const char *team; /* NULL = all */
};
/* One report of interface.md. */
struct report {
  const char *name, *summary;
  const char *definition; /* what the figures mean, and where the definition comes from */
  const struct report_column *columns;
  int n_columns;
  bool (*fill)(struct store *store, const struct report_request *request, struct report_table *table,
               struct error *err);
};
extern const struct report reports[];               /* ends with a NULL name */
const struct report *report_find(const char *name); /* NULL when there is none */
/* Makes the report; report_table_free() when done. */
VK_NODISCARD bool report_make(const struct report *report, struct store *store, const struct report_request *request,
                              struct report_table *out, struct error *err);

#endif
