/* What the commands share that name a KIND. */
#ifndef VAKTROM_CLI_KINDS_CLI_H
#define VAKTROM_CLI_KINDS_CLI_H

#include "vaktrom/store.h"

/* The KIND of that name; NULL with the error (STATUS_USAGE, the nearest name or all of them). */
const struct kind *kind_of_word(const char *word, struct error *err);
/* Adds what a column of a KIND may hold: "one of car, bike, walk; must be filled". */
void column_describe(const struct column *column, struct str *out);
/* Adds what a setting may be: "a whole number from 0 to 48". */
void setting_describe(const struct setting *setting, struct str *out);

#endif
