/*
 * table: the model of a list of rows: which columns fit, which rows pass the filter, where the mark is and what others
 * changed. It asks its source for a cell only when somebody looks at it, so that 30,000 rows cost no more than the few
 * on the screen. No curses in here; widgets/table_view draws it.
 */
#ifndef VAKTROM_TUI_TABLE_H
#define VAKTROM_TUI_TABLE_H

#include "vaktrom/care.h"

#define TABLE_COLUMNS_MAX 40
#define TABLE_GAP 1 /* columns of the screen between two of the table */

struct table_column {
  const char *title; /* shown through _() */
  int width;         /* columns of the screen that it likes to have */
  int least;         /* with fewer it is left out */
  int importance;    /* the least important one is left out first; the most important one never */
  bool right;        /* aligned: numbers */
};

/* Where the rows come from; every function but `role` and `fingerprint` is needed. The source outlives the table's use
 * of it, until the next table_load(). */
struct table_source {
  void *context;
  int n; /* rows, numbered from 0 */
  /* The id of a row, which stays the same over loads: valid until the next call. */
  const char *(*id)(void *context, int row);
  /* Adds the cell's text. */
  void (*cell)(void *context, int row, int column, struct str *out);
  /* How the row looks; NULL = plain. */
  enum colour_role (*role)(void *context, int row);
  /* A number that differs when the row does; NULL = made from its cells. */
  uint64_t (*fingerprint)(void *context, int row);
  /* Adds everything by which the row can be found (an id's name as well); NULL = its cells. */
  void (*search_text)(void *context, int row, struct str *out);
  bool from_word_start; /* a row is found only by the beginnings of its words */
};

/* A set of ids, kept as 64-bit hashes. */
struct id_set {
  VEC(uint64_t) ids; /* in no order */
};

/* What a row looked like at the last load. */
struct table_print {
  uint64_t id, fingerprint;
  bool changed; /* by somebody else, and the mark has not been there since */
};

struct table {
  const struct table_column *columns;
  int n_columns;
  struct table_source source;
  VEC(int) shown;            /* the source's rows that pass the filter, in its order */
  struct str filter, search; /* folded */
  struct str filter_typed;   /* as a person wrote it */
  int mark, top;             /* positions in `shown`; mark NONE when nothing is shown */
  struct str mark_id;        /* of the marked row: so the mark survives a load */
  struct id_set selected;
  VEC(struct table_print) prints; /* of the last load, by id: to tell what others changed */
  bool loaded;
  struct arena arena; /* holds `texts` */
  const char **texts; /* folded search text of each row of the source; NULL = not yet needed */
};

/* Columns are borrowed. */
void table_start(struct table *table, const struct table_column *columns, int n_columns);
void table_end(struct table *table);
/* Takes a new state of the rows; the filter, the mark and the selection stay. Rows that differ from the last load are
 * marked as changed unless this session changed them (`own`); so is nothing at the first load. */
void table_load(struct table *table, const struct table_source *source, bool own);

int table_n(const struct table *table);
/* The source's row at a position, or under the mark; NONE when there is none. */
int table_row_at(const struct table *table, int position);
int table_row(const struct table *table);
/* Moves the mark to a position (kept within the rows); leaving a row takes its sign of change away. */
void table_go(struct table *table, int position);
/* Moves the mark to a row by its id; false when it is not shown. */
bool table_go_id(struct table *table, const char *id);
/* The same, now or as soon as a load brings that row. */
void table_expect(struct table *table, const char *id);
/* The first position to show so that the mark is among `rows`; kept in table->top. */
int table_scroll(struct table *table, int rows);

/* Shows only the rows that hold every word of the text, case folded (æøå as well); "" shows all. */
void table_filter(struct table *table, const char *text);
/* Moves to the next (step 1) or previous (-1) row with the text after the mark, round the ends; `from_here` takes the
 * marked row as well, as one types. False when no row has it: the mark stays. */
bool table_search(struct table *table, const char *text, int step, bool from_here);

/* The selection, by id; it survives filters and loads. */
void table_toggle(struct table *table, int position);
bool table_is_selected(const struct table *table, int position);
int table_n_selected(const struct table *table);
void table_select_none(struct table *table);
/* Whether somebody else changed the row and the mark has not been on it since. */
bool table_is_changed(const struct table *table, int position);

/* The width of each column where `available` columns of the screen are there; 0 = left out. */
void table_layout(const struct table *table, int available, int widths[TABLE_COLUMNS_MAX]);

#endif
