/* Who looked at whom, and erasing from the audit log (vaktrom/store/audit.h says what that is). */
#ifndef VAKTROM_DISPATCH_AUDIT_H
#define VAKTROM_DISPATCH_AUDIT_H

#include "vaktrom/dispatch.h"
#include "vaktrom/store/audit.h"

/* Whoever shows a patient's details calls this first, outside a transaction: notes who looked, `how` ("route", "the
 * patient's view"); of each reader and patient once an hour. (audit.c) */
VK_NODISCARD bool dispatch_opened(struct session *session, const char *patient, const char *how, struct error *err);
/* The same of several patients at once, NULLs among them left out. */
VK_NODISCARD bool dispatch_opened_all(struct session *session, const char *const *patients, int n, const char *how,
                                      struct error *err);
/* Notes, in a transaction of its own, that somebody took whole files of records out: a KIND or "" for all, and where
 * to. */
VK_NODISCARD bool dispatch_exported(struct session *session, const char *kind, const char *to, struct error *err);
/* store_audit_lines() and store_audit_verify() by who may look at the log. Of a patient: who has that patient within
 * reach, and it is a look at the patient. Else what the workers did whom the session has within reach, without what
 * concerns patients outside it. STATUS_DENIED else. */
VK_NODISCARD bool dispatch_audit_lines(struct session *session, const struct audit_question *question,
                                       struct arena *arena, struct audit_line **out, int *n, struct error *err);
VK_NODISCARD bool dispatch_audit_verify(struct session *session, const char *key_file, struct arena *arena,
                                        struct audit_verdict *out, struct error *err);
/* store_audit_erase() by who may: the store's owner. STATUS_DENIED else. */
VK_NODISCARD bool dispatch_may_erase(const struct session *session, struct error *err);
VK_NODISCARD bool dispatch_audit_erase(struct session *session, const char *patient, date before, const char *reason,
                                       int *erased, struct error *err);
/* store_audit_accept() by who may: the store's owner. STATUS_DENIED else. */
VK_NODISCARD bool dispatch_audit_accept(struct session *session, int64_t row, const char *why, struct error *err);
/* Erases what is older than the setting audit_days (0: nothing); the night's run does it. */
VK_NODISCARD bool dispatch_audit_tidy(struct session *session, struct error *err);

#endif
