/* Who may take the whole store away, for a backup holds everything about everybody, and who says who may sign in. */
#include "vaktrom/dispatch.h"

bool dispatch_may_keep_store(const struct session *session, struct error *err) {
  return session->owner || error_set(err, STATUS_DENIED, "%s",
                                     _("only the owner's account may make backups: they hold all that is known"));
}

bool dispatch_may_manage_accounts(const struct session *session, const struct account *account, struct error *err) {
  bool may = session->owner && session->kind != ACCOUNT_SERVICE;
  (void)account;
  return may || error_set(err, STATUS_DENIED, "%s", _("only the owner's account may do that with accounts"));
}
