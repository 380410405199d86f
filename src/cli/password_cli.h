/* Asking for a password or passphrase: typed unseen, and kept nowhere. Private to cli. */
#ifndef VAKTROM_CLI_PASSWORD_CLI_H
#define VAKTROM_CLI_PASSWORD_CLI_H

#include "vaktrom/store/accounts.h"

/* One line: on a terminal asked for on standard error and not shown, else the next line of standard input, of which no
 * byte more is read. The caller frees it in any case. STATUS_USAGE where nothing comes or Ctrl-C is typed. */
VK_NODISCARD bool password_read(const char *question, struct password *out, struct error *err);
/* A new one; on a terminal asked for twice. STATUS_INPUT where the two differ. */
VK_NODISCARD bool password_read_new(const char *question, struct password *out, struct error *err);

#endif
