/* What the commands share that name a KIND. */
#ifndef VAKTROM_CLI_KINDS_CLI_H
#define VAKTROM_CLI_KINDS_CLI_H

#include "vaktrom/store.h"

/* The KIND of that name; NULL with the error (STATUS_USAGE, the nearest name or all of them). */
const struct kind *kind_of_word(const char *word, struct error *err);

#endif
