/* The ids on a command line, as the store writes them. Private to cli. */
#ifndef VAKTROM_CLI_IDS_H
#define VAKTROM_CLI_IDS_H

#include "cli/options.h"

/* Once signed in: the words and option values that are ids become those of the store ("p101" P101, "12" Q12 where a
 * request is meant). STATUS_USAGE for a patient, worker, team or task that there is not, with what was perhaps meant.
 */
VK_NODISCARD bool ids_resolve(struct invocation *call, struct error *err);
/* The KIND of which a positional word is an id (`before` are the words in front of it), NULL when it is none. */
const char *ids_kind_of_word(const struct command *command, const char *const *before, int at);
/* The KIND of which an option's value is an id, by what the help calls it ("TEAM"), or NULL. */
const char *ids_kind_of_value(const char *value);

#endif
