/* Asking for what opens a backup. Private to cli. */
#ifndef VAKTROM_CLI_SECRET_CLI_H
#define VAKTROM_CLI_SECRET_CLI_H

#include "cli/cli.h"
#include "vaktrom/store/safety.h"

/* The key file of --key, or a passphrase, which is asked for on the terminal without showing it (`twice`: it is a new
 * one). STATUS_USAGE where there is neither. */
VK_NODISCARD bool secret_ask(const struct invocation *call, bool twice, struct backup_secret *out, struct error *err);
/* "12.5 MB" */
const char *size_words(struct arena *arena, int64_t bytes);

#endif
