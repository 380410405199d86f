/* Looking and erasing: the one place that says who looked at whom, and who may erase. */
#include "vaktrom/dispatch/audit.h"

#include "vaktrom/dispatch/may.h"

bool dispatch_opened_all(struct session *session, const char *const *patients, int n, const char *how,
                         struct error *err) {
  VEC(const char *) named = {0};
  for (int i = 0; i < n; i++)
    if (patients[i])
      vec_push(&named, patients[i]);
  bool done = store_audit_opened(session->store, session->actor, named.at, (int)named.n, how, err);
  vec_free(&named);
  return done;
}

bool dispatch_opened(struct session *session, const char *patient, const char *how, struct error *err) {
  return dispatch_opened_all(session, &patient, 1, how, err);
}

bool dispatch_exported(struct session *session, const char *kind, const char *to, struct error *err) {
  struct store *store = session->store;
  if (!store_begin(store, session->actor, "", err))
    return false;
  if (store_audit(store, session->actor, "export", kind, to, err))
    return store_commit(store, err);
  store_rollback(store);
  return false;
}

bool dispatch_audit_lines(struct session *session, const struct audit_question *question, struct arena *arena,
                          struct audit_line **out, int *n, struct error *err) {
  const struct concern about = {.patient = question->patient};
  bool may = question->patient ? dispatch_may(session, MAY_AUDIT, &about, err) &&
                                     dispatch_opened(session, question->patient, "audit show", err)
                               : dispatch_may_everywhere(session, MAY_AUDIT, err);
  return may && store_audit_lines(session->store, question, arena, out, n, err);
}

bool dispatch_audit_verify(struct session *session, const char *key_file, struct arena *arena,
                           struct audit_verdict *out, struct error *err) {
  return dispatch_may(session, MAY_AUDIT, NULL, err) && store_audit_verify(session->store, key_file, arena, out, err);
}

bool dispatch_audit_erase(struct session *session, const char *patient, date before, const char *reason, int *erased,
                          struct error *err) {
  if (!session->owner)
    return error_set(err, STATUS_DENIED, "%s", _("only the store's owner may erase from the audit log"));
  return store_audit_erase(session->store, session->actor, patient, before, reason, erased, err);
}

bool dispatch_audit_tidy(struct session *session, struct error *err) {
  int erased = 0, days = (int)store_setting_int(session->store, "audit_days");
  return days == 0 || store_audit_erase(session->store, session->actor, NULL, instant_date(clock_now()) - days,
                                        "audit_days", &erased, err);
}
