/*
 * dispatch/accounts: who may sign in. Each change is one transaction, stands in the journal and in the audit log, and
 * is not taken back by undo. STATUS_DENIED with who may do it; STATUS_USAGE where there is no such account.
 */
#ifndef VAKTROM_DISPATCH_ACCOUNTS_H
#define VAKTROM_DISPATCH_ACCOUNTS_H

#include "vaktrom/dispatch.h"
#include "vaktrom/store/accounts.h"

/* Whether the session's account still lets in who works under it: it was not locked or removed meanwhile, and its
 * worker has not left. STATUS_DENIED with why not; another status where the store could not say. */
VK_NODISCARD bool dispatch_session_is_open(const struct session *session, struct error *err);
/* Inside the transaction that changed a worker's row: says what becomes of the worker's account where the row says that
 * the worker leaves. STATUS_DENIED where that would shut out an owner, for anybody but another owner. */
VK_NODISCARD bool dispatch_account_of_changed_worker(struct session *session, const char *staff,
                                                     struct effects *effects, struct error *err);

/* All accounts, by name, for who may manage them; else one's own alone. In the arena. */
VK_NODISCARD bool dispatch_accounts(struct session *session, struct arena *arena, struct account_row **out, int *n,
                                    struct error *err);
/* Its name is of letters a-z, digits and ._- (STATUS_INPUT); a person has a staff row, a service and a shared terminal
 * a login. */
VK_NODISCARD bool dispatch_account_add(struct session *session, const struct account *account, struct effects *effects,
                                       struct error *err);
/* What becomes different; NULL: stays. */
struct account_change {
  const char *os_user; /* "": none, it signs in by password */
  const char *staff;
  bool to_service; /* an owner's login without a staff row becomes a service's: not the last owner's */
};
VK_NODISCARD bool dispatch_account_change(struct session *session, const char *name,
                                          const struct account_change *change, struct effects *effects,
                                          struct error *err);
/* A locked account signs in nowhere; never the last owner's or one's own. */
VK_NODISCARD bool dispatch_account_lock(struct session *session, const char *name, bool locked, struct effects *effects,
                                        struct error *err);
/* Never the last owner's or one's own. What the person did stays in the journal. */
VK_NODISCARD bool dispatch_account_remove(struct session *session, const char *name, struct effects *effects,
                                          struct error *err);

/* Whether the session may set it: asked before a new one is typed. */
VK_NODISCARD bool dispatch_may_set_password(struct session *session, const char *name, struct error *err);
/* Whether the session must give the present password first: it is the own account's, which has one, and nothing else
 * proved in this run who that is. */
VK_NODISCARD bool dispatch_must_prove(struct session *session, const char *name, bool *must, struct error *err);
/* Whether somebody else chose the password of the session's own account, and so knows it. */
VK_NODISCARD bool dispatch_should_choose_password(struct session *session, bool *should, struct error *err);
/* Ends every other session that is open under the account. Sets the own password or, for who may manage the account or
 * keeps the store's file, another one's. */
VK_NODISCARD bool dispatch_account_password(struct session *session, const char *name, const struct password *wanted,
                                            struct effects *effects, struct error *err);

#endif
