/* Opening a store as it is: to look at it, not to mend it, whatever state it is in. */
#ifndef VAKTROM_STORE_AS_IS_H
#define VAKTROM_STORE_AS_IS_H

#include "snapshot.h"

/* Read-only, nothing brought forward, nothing checked. False with the error set where SQLite cannot open it at all. */
VK_NODISCARD bool open_as_is(const char *path, struct store **out, struct error *err);
/* Adds the path as a URI, in which some signs mean something else. */
void add_uri(struct str *uri, const char *path);
/* Adds a line for each pair of rows that breaks a rule at commit (rules.c), looked for anew. */
VK_NODISCARD bool find_broken_rules(struct store *store, struct str *out, struct error *err);

#endif
