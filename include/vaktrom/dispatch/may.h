/*
 * may: whether somebody may do something, and what somebody may read. The table is vaktrom/care/may.h's. A function
 * counts for the shift for which a person holds it, and for the setting `function_margin` minutes before and after;
 * section leader and lead nurse are held until the staff row says otherwise. Everybody who has an account is a worker
 * besides.
 *
 * The check stands in dispatch, at the head of each deed. What a deed brings about (a transfer settles others, the
 * night plans) needs no permission of its own: session->consequence counts such deeds under way.
 */
#ifndef VAKTROM_DISPATCH_MAY_H
#define VAKTROM_DISPATCH_MAY_H

#include "vaktrom/care/may.h"
#include "vaktrom/dispatch/flows.h"

/* What a deed is about, each by its id; NULL = not that. All of it must be within reach. What is named by an id that is
 * not there concerns nobody: the deed itself says that it is not there. What is there and belongs to no team yet is for
 * those who reach an HT, and who keep the unit. */
struct concern {
  const char *team, *patient, *worker;
  const char *visit, *list, *item, *transfer, *carry_over, *reminder, *meeting;
};
/* STATUS_DENIED with who may. Without any concern: whether it is permitted somewhere. */
VK_NODISCARD bool dispatch_may(const struct session *session, enum may may, const struct concern *about,
                               struct error *err);
/* Whether the person has not left: who has holds no function and may do nothing, whatever account is still open under
 * the name. STATUS_DENIED. */
VK_NODISCARD bool dispatch_works_here(const struct session *session, struct error *err);
/* Whether a worker, who need not be the session's, holds a function by which one may. */
VK_NODISCARD bool dispatch_worker_may(const struct session *session, const char *staff, enum may may, bool *holds,
                                      struct error *err);
/* For each permission whether it is permitted somewhere. */
VK_NODISCARD bool dispatch_permissions(const struct session *session, bool permitted[MAY_COUNT], struct error *err);
/* Whether it reaches the whole unit. */
VK_NODISCARD bool dispatch_may_everywhere(const struct session *session, enum may may, struct error *err);

/* The date's snapshot for reading: patients whom the session may not read are left with their number, as those with a
 * protected address are. For changes nothing is left out; it may not be saved. */
VK_NODISCARD bool dispatch_read_day(const struct session *session, date on, struct day **out, struct error *err);
/* The same with what looks back over 28 days (store_load_past()). */
VK_NODISCARD bool dispatch_read_whole_day(const struct session *session, date on, struct day **out, struct error *err);

/* The queue (dispatch_queue()) as far as the session may read it: requests that it asked or may work on, and those
 * about patients whom it may read about. */
VK_NODISCARD bool dispatch_read_queue(const struct session *session, const char *team, bool all, struct arena *arena,
                                      struct queue_item **out, int *n, struct error *err);

/* The same of reminders, transfers, what is carried over, and candidates for the meeting (flows.h): those that the
 * session may work on. (read.c) */
VK_NODISCARD bool dispatch_read_reminders(const struct session *session, const char *team, bool all,
                                          struct arena *arena, struct reminder **out, int *n, struct error *err);
VK_NODISCARD bool dispatch_read_transfers(const struct session *session, const char *team, bool all,
                                          struct arena *arena, struct transfer **out, int *n, struct error *err);
VK_NODISCARD bool dispatch_read_carried(const struct session *session, const char *next, const char *team, bool all,
                                        struct arena *arena, struct carried **out, int *n, struct error *err);
VK_NODISCARD bool dispatch_read_meeting(const struct session *session, const char *team, date on, struct arena *arena,
                                        struct meeting_candidate **out, int *n, struct error *err);

/* The findings of a day that the session read (dispatch_check()), without warnings about patients outside its reach and
 * emergency accesses that it does not look into: the patient's and the worker's leaders do. */
VK_NODISCARD bool dispatch_read_findings(const struct session *session, struct day *day, struct finding **out, int *n,
                                         struct error *err);

/* The journal's lines (store_journal()): everybody's for the owner, who did not ask for `mine`, else the own ones, for
 * a line says what was done and not to whom; *own says that it is those. What others did is read in the audit log. */
VK_NODISCARD bool dispatch_journal(const struct session *session, bool mine, int limit, struct arena *arena,
                                   struct journal_entry **out, int *n, bool *own, struct error *err);

/* Takes back the person's last change, or does the last one taken back again (store_undo()). STATUS_DENIED also where
 * it was done in a function that the person does not hold now. (undo.c) */
VK_NODISCARD bool dispatch_undo(struct session *session, bool redo, struct str *label, struct error *err);
/* Emergency access (blålys) of the person to a patient, for the setting `emergency_hours`; `check` shows it to the
 * leaders until one acknowledges it. STATUS_USAGE where it is not needed. (emergency.c) */
VK_NODISCARD bool dispatch_emergency(struct session *session, const char *patient, const char *reason,
                                     struct effects *effects, struct error *err);

#endif
