/* Who may take the whole store away: a backup holds everything about everybody. */
#include "vaktrom/dispatch.h"

bool dispatch_may_keep_store(const struct session *session, struct error *err) {
  return session->owner || error_set(err, STATUS_DENIED, "%s",
                                     _("only the owner's account may make backups: they hold all that is known"));
}
