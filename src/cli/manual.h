/* The manual pages: prose from data/man, and all that the program knows itself from its own tables. Private to cli. */
#ifndef VAKTROM_CLI_MANUAL_H
#define VAKTROM_CLI_MANUAL_H

#include "cli/options.h"

/* Adds a manual page (roff, man macros) made from a template: its lines as they are, but for those that begin with @@,
 * in whose place stands what the table of that name says ("@@commands lists", "@@kinds"). STATUS_INPUT when the file
 * cannot be read or names something that there is not. */
VK_NODISCARD bool manual_expand(const char *path, struct str *out, struct error *err);

#endif
