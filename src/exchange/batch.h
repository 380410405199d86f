/*
 * batch: the rows of one file of a KIND, cell by cell in canonical form, and all that is to be imported together.
 *
 *   batch_read() ... for each file     types, required cells, columns
 *   intake_check()                     keys, references, rules between cells and rows
 *   (import.c puts the rows)
 */
#ifndef VAKTROM_EXCHANGE_BATCH_H
#define VAKTROM_EXCHANGE_BATCH_H

#include "follow_up.h"
#include "map.h"
#include "vaktrom/exchange.h"

struct batch_row {
  const struct batch *batch;
  size_t line;
  const char **cells; /* in the KIND's order; NULL = the file lacks the column; "" after a fault */
  const char *key;
  bool news;   /* it was added or changed by being put */
  bool faulty; /* a cell has a fault already: rules between cells would only repeat it */
};

struct batch {
  const struct kind *kind;
  struct csv_table table;
  int columns[COLUMNS_MAX]; /* of the table, for each column of the KIND; NONE = not there */
  bool is_mapped;           /* the table came from another system's file by a map */
  struct map_result mapped; /* how that went */
  struct batch_row *rows;
  size_t n_rows;
};

/* The rows of a KIND by key: those of the files, and those of the store that the files do not name. */
struct known {
  bool loaded;     /* from the store */
  struct map rows; /* key -> const char *const * (cells) */
};

/* Everything that is imported together. */
struct intake {
  struct store *store;
  struct arena arena;
  struct faults faults;
  VEC(struct batch *) batches;
  struct map lines;        /* "KIND key" -> struct batch_row */
  struct map counts;       /* "KIND key" -> int: how many rows that are counted had it */
  struct known *known;     /* one for each KIND */
  struct map absent;       /* staff ids of lists that an imported absence hits */
  struct follow_up follow; /* what the changed rows mean for what is planned and decided */
  struct error failure;    /* of the store, while checking */
};
void intake_start(struct intake *intake, struct store *store);
void intake_free(struct intake *intake);

/* Reads a file as rows of the KIND; all that is wrong becomes a fault. */
void batch_read(struct intake *intake, const struct kind *kind, const char *path, bool ignore_unknown);
/* The same of a table with the KIND's columns, which the intake then owns. */
void batch_take(struct intake *intake, const struct kind *kind, struct csv_table *table);
/* Reads a file of another system through a map. */
void batch_read_mapped(struct intake *intake, const struct kind *kind, const char *path, const struct file_map *map,
                       bool ignore_unknown);
/* The same as batch_read() from memory. */
void batch_read_bytes(struct intake *intake, const struct kind *kind, const char *name, const char *bytes, size_t size);
/* A batch of one row, whose cells the caller sets (new, edit). */
struct batch_row *batch_of_one(struct intake *intake, const struct kind *kind, const char *name);
/* The key of a row of the KIND, in the arena of the intake. */
const char *key_of_row(struct intake *intake, const struct kind *kind, const char *const *cells);
/* Sets row->key from its cells. */
void batch_row_set_key(struct intake *intake, struct batch_row *row);

/* Whether two header names are the same: without regard to capitals, and with '_' for a blank or '-'. */
bool header_same(const char *a, const char *b);
/* The column that a header name in either language means, or NONE. */
int batch_find_column(const struct kind *kind, const char *header);

/* A fault of a row; column NONE when it is about the row as a whole. */
void row_fault(struct intake *intake, const struct batch_row *row, int column, const char *format, ...) VK_PRINTF(4, 5);
/* The cell of a column by name; "" when the file lacks it. */
const char *row_cell(const struct batch_row *row, const char *column);

/* Checks keys, references and rules of all rows (check.c, rules.c). False on a failure of the store. */
VK_NODISCARD bool intake_check(struct intake *intake, struct error *err);
/* The rule between the cells of one row, by its KIND (rules.c). */
void check_row_rules(struct intake *intake, const struct batch_row *row);
/* The cells of the row of that KIND and key, from the files or the store; NULL when there is none. */
const char *const *intake_find(struct intake *intake, const struct kind *kind, const char *key);
/* The row of a file that has that key, or NULL. */
const struct batch_row *intake_row(struct intake *intake, const struct kind *kind, const char *key);

#endif
