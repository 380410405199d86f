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

/* Adds a cell as people read it: the label of a word, the name beside a patient's or worker's id. */
void add_cell(const struct screen *screen, const struct column *column, const char *text, struct str *out);

/* What the form of a new row begins with; NULL = nothing. The patient is not changed there. */
struct record_offer {
  const char *key, *start;
  const char *patient;
};
/* Asks for a new row in a form and saves it (record_form.c). True when it was saved; then `made`, unless NULL, has the
 * new row's key, or nothing where the program gave it an id. */
bool record_new(struct screen *screen, const struct kind *kind, const struct record_offer *offer, struct str *made);
/* Asks for changes of a row as it is now, and saves them. */
void record_edit(struct screen *screen, const struct kind *kind, const char *key);
/* Asks, and ends the row. */
void record_end(struct screen *screen, const struct kind *kind, const char *key);

#endif
