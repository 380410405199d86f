/* The store itself: whole copies of it, its settings, and who says who may sign in. */
#include "vaktrom/dispatch/may.h"

bool dispatch_may_keep_store(const struct session *session, struct error *err) {
  return dispatch_may(session, MAY_BACK_UP, NULL, err);
}

bool dispatch_may_set(const struct session *session, const char *name, const char *value, struct error *err) {
  const struct setting *setting = setting_find(name, err);
  if (!setting || !dispatch_may(session, MAY_KEEP_UNIT, NULL, err))
    return false;
  return session->owner || session->consequence > 0 || !setting_is_owners(setting, value) ||
         error_set(err, STATUS_DENIED, _("only the store's owner may set %s to '%s'"), name, value);
}

bool dispatch_set_setting(struct session *session, const struct setting_request *request, struct effects *effects,
                          struct error *err) {
  struct store *store = session->store;
  if (!dispatch_may_set(session, request->name, request->value, err) || !store_begin(store, session->actor, "", err))
    return false;
  const char *before = store_setting(store, request->name);
  bool done = !request->seen || text_equal(before, request->seen);
  if (!done) {
    *request->meanwhile = true;
    str_add(request->now, before);
    error_set(err, STATUS_DENIED, _("%s became '%s' meanwhile"), request->name, before);
  } else if (text_equal(before, request->value)) {
    effects_add(effects, _("%s: it is '%s' already"), request->name, before);
  } else {
    effects_add(effects, _("%s: '%s' became '%s'"), request->name, before, request->value);
    store_label(store, "set %s to '%s'", request->name, request->value);
    done = store_setting_set(store, request->name, request->value, err);
  }
  if (done)
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

/* The account of somebody else who keeps accounts too. */
static bool is_an_equals(const struct session *session, const struct account *account, bool *equal, struct error *err) {
  *equal = false;
  return text_equal(account->staff, session->staff) ||
         dispatch_worker_may(session, account->staff, MAY_KEEP_ACCOUNTS, equal, err);
}

bool dispatch_may_manage_accounts(const struct session *session, const struct account *account, struct error *err) {
  bool equal;
  if (!account || session->owner)
    return dispatch_may(session, MAY_KEEP_ACCOUNTS, NULL, err);
  if (account->kind != ACCOUNT_PERSON)
    return error_set(err, STATUS_DENIED, "%s",
                     _("only the owner's account may do that with an account that is no person's"));
  if (!dispatch_may(session, MAY_KEEP_ACCOUNTS, &(struct concern){.worker = account->staff}, err) ||
      !is_an_equals(session, account, &equal, err))
    return false;
  return !equal ||
         error_set(err, STATUS_DENIED,
                   _("%s keeps accounts too: only the owner may do that with the account of another who does"),
                   account->staff);
}
