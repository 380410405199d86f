/* rows: what the files of the generic rows (rows*.c) share. A cell is the canonical text of one column of a KIND. */
#ifndef VAKTROM_STORE_ROWS_H
#define VAKTROM_STORE_ROWS_H

#include "store.h"

/* The value by which the store keeps a cell; `cells` is the whole row (times need its date). Texts that had to be made
 * belong to the arena. */
struct value cell_value(const struct kind *kind, const char *const *cells, int column, struct arena *arena);
/* Adds the cell for the next column of a query that selects the row; `cells` holds the row's earlier ones. */
void cell_take(const struct kind *kind, const char *const *cells, int column, struct query *query, struct str *out);
/* Sets the key cells (the others to "") from a key, in the arena. */
void key_to_cells(const struct kind *kind, const char *key, struct arena *arena, const char **cells);

/* "date" = ?1 AND ...: the condition for the key, and the values for it. */
void key_condition(const struct kind *kind, struct str *sql);
int key_values(const struct kind *kind, const char *const *cells, struct arena *arena, struct value *out);
/* The store's name of a column, quoted. */
void add_column_name(struct str *sql, const struct column *column);

#endif
