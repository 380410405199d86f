/* audit_page: the audit log of one patient as a page that a leader can read to that patient. Private to cli. */
#ifndef VAKTROM_CLI_AUDIT_PAGE_H
#define VAKTROM_CLI_AUDIT_PAGE_H

#include "cli/cli.h"
#include "vaktrom/dispatch/audit.h"

/* What the token of words_audit says. */
const char *audit_what_words(const char *token);
/* A cell's value as people read it, "–" where there is none; with the names of `day` for ids (NULL: the ids). */
const char *audit_value_words(struct arena *arena, const struct day *day, const struct audit_cell *cell,
                              const char *value);

/* Prints first who has read about question->patient, then who changed what, as sentences. What came in one go as many
 * rows is drawn together, unless --all is given. */
VK_NODISCARD bool audit_page_print(const struct invocation *call, const struct audit_question *question,
                                   const struct audit_line *lines, int n, struct error *err);

#endif
