/*
 * sign_in: whose session a run of the program is. Private to cli.
 *
 * The person is, in this order:
 *  1. whoever the forced command of an SSH key names (--as; forced.h), or
 *  2. whoever --user names, and proves it with the password, or
 *  3. whoever sudo says that it serves (SUDO_USER), where the program runs as a system user whose account is of kind
 *     service, or
 *  4. the operating-system user whose process it is.
 *
 * Trusted for 1 and 3 is only: the process's real user owns the store's file (so whoever could start such a process by
 * other means could read the file anyway), that user's account is of kind service, and its environment is what sshd or
 * sudo made. A user whom sudoers lets run nothing but this program as that user can change neither: sudo sets SUDO_USER
 * and SUDO_UID itself, both must name one login, and --as is refused under sudo. That the parent process is sudo is not
 * asked: its name proves nothing, and sudo need not stay.
 */
#ifndef VAKTROM_CLI_SIGN_IN_H
#define VAKTROM_CLI_SIGN_IN_H

#include "cli/cli.h"

/* Fills the session from its open store. STATUS_DENIED. */
VK_NODISCARD bool sign_in(struct invocation *call, struct error *err);
/* The login of the person who runs the program: sudo's caller where it runs as a system user, else the process's own.
 */
const char *sign_in_login(struct arena *arena);
/* Whether the program runs as a system user (the package's `vaktrom`) for somebody else, root or not. */
bool sign_in_is_lent(void);
/* Whether the rights of the run are not those of the person who runs it: that person must name no store, and no other
 * file unless as an owner. */
bool sign_in_is_guarded(const struct invocation *call);

#endif
