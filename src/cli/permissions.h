/* permissions: the columns of the table of permissions, as the command and the manual show them. */
#ifndef VAKTROM_CLI_PERMISSIONS_H
#define VAKTROM_CLI_PERMISSIONS_H

#include "cli/cli.h"

/* The function of a column, as its token or its label; NULL after the last. */
const char *permission_holder(int holder, bool token);
enum reach permission_reach(enum may may, int holder);
const char *permission_short(enum reach reach);

#endif
