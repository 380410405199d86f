/* Who is at work: the one place that turns an account into a session. */
#include "vaktrom/dispatch.h"

void session_become(struct session *session, const struct account *account) {
  session->account = account->name;
  session->staff = account->staff;
  session->actor = account->staff ? account->staff : account->name;
  session->kind = account->kind;
  session->generation = account->generation;
  session->owner = account->kind == ACCOUNT_OWNER;
}

void session_change(struct session *session, const struct account *account) {
  session_become(session, account);
  session->proved = true;
  session->keeps_file = false;
}
