/* The files that a command line names. Where the rights of a run are not the caller's, they are for owners alone; here
 * alone that is asked, for every command, by what its usage line and its options call their values. Private to cli. */
#ifndef VAKTROM_CLI_NAMED_FILES_H
#define VAKTROM_CLI_NAMED_FILES_H

#include "cli/cli.h"

/* Whether what the help calls a value names a file or a folder: "FILE", "FILE|DIR". */
bool value_names_file(const char *value);
/* Whether the call may touch what it names (files_are_open()); "-", standard input or output, it may always.
 * STATUS_DENIED with the first that it may not. */
VK_NODISCARD bool named_files_are_open(const struct invocation *call, struct error *err);

#endif
