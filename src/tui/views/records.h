/* records: what the files of the record views share: the rows of one KIND, read once and kept as texts. */
#ifndef VAKTROM_TUI_RECORDS_H
#define VAKTROM_TUI_RECORDS_H

#include "tui/screen.h"
#include "vaktrom/exchange.h"

/* The rows of one KIND as they were read. */
struct record_rows {
  const struct kind *kind;
  struct arena arena;
  VEC(const char *const *) cells; /* of each row: one text for each column */
  VEC(const char *) keys;
  bool more; /* there are more rows than are shown */
};
/* Reads all rows, at most RECORDS_MAX. */
#define RECORDS_MAX 100000
VK_NODISCARD bool record_rows_read(struct store *store, const struct kind *kind, struct record_rows *out,
                                   struct error *err);
void record_rows_free(struct record_rows *rows);

/* A column's name as people read it: "min role"; in the arena. */
const char *column_label(const struct column *column, struct arena *arena);
/* Adds a cell as people read it: the label of a word, the name beside a patient's or worker's id. */
void add_cell(const struct screen *screen, const struct column *column, const char *text, struct str *out);

/* Asks for a new row (`cells` NULL) or changes of one in a form, and saves it (record_form.c). Adds the row's key to
 * `key` (may be NULL) and returns true when it was saved. */
bool record_form_run(struct screen *screen, const struct kind *kind, const char *key, const char *const *cells);
/* Asks, and ends the row. */
void record_end(struct screen *screen, const struct kind *kind, const char *key);

#endif
