/*
 * dispatch, the flows between people: what goes from team to team, from shift to shift and from the HT's queue into the
 * plan. Like all of dispatch: each change is one transaction, checks what may be done, and says what it changed.
 */
#ifndef VAKTROM_DISPATCH_FLOWS_H
#define VAKTROM_DISPATCH_FLOWS_H

#include "vaktrom/dispatch.h"

/* --- What a command names (between.c) --- */

/* The index of a team: of the kind (an enum team_kind), or of any where `kind` is NONE. STATUS_USAGE when there is no
 * such team, so that a slip of the finger never looks like a team with nothing to do. */
VK_NODISCARD bool dispatch_find_team(const struct day *day, const char *id, int kind, int *team, struct error *err);
/* Whether today's base has the team, the worker; without one named (NULL) it is fine. */
VK_NODISCARD bool dispatch_team_is_known(struct store *store, const char *id, int kind, struct error *err);
VK_NODISCARD bool dispatch_staff_is_known(struct store *store, const char *id, struct error *err);

/* --- Transfers (transfer.c, transfer_gap.c, transfer_visits.c) --- */

/* A patient's next responsible team. From `from` on it is the only one: the snapshot of each date says so, whether or
 * not both teams have acknowledged; until they have, `check` and the lists of both show the transfer. */
struct transfer_request {
  const char *patient, *to, *reason;
  const char *cooperating;     /* the team that cooperates from then on; NULL = by the decision, "" = none */
  date from;                   /* the first day of the new team; today or later */
  const char *override_reason; /* why it may be although nobody of the new team on duty may do some of the work */
};
/* Announces a transfer. Services go with their patient; visits already planned on or after the day that become another
 * team's are unassigned, with the reason; both teams' HTs get an item in the queue. Refused (STATUS_DENIED) when the
 * patient is in transfer already, when nobody of the new team walks a list in a shift of the first week (as far as its
 * roster is known) where it gets work, when a shift of the patient's is already approved, and, unless overridden, when
 * nobody on such a list may do the work. */
VK_NODISCARD bool dispatch_transfer(struct session *session, const struct transfer_request *request,
                                    struct effects *effects, struct error *err);
/* `team` NULL: the signed-in person's own; for an account without a person, both. */
VK_NODISCARD bool dispatch_transfer_ack(struct session *session, const char *id, const char *team,
                                        struct effects *effects, struct error *err);
/* Before its day, or on it: the visits go back, without a list. */
VK_NODISCARD bool dispatch_transfer_withdraw(struct session *session, const char *id, struct effects *effects,
                                             struct error *err);
/* Those that concern a team (NULL = all), also done and withdrawn ones where `all`. */
VK_NODISCARD bool dispatch_transfers(struct store *store, const char *team, bool all, struct arena *arena,
                                     struct transfer **out, int *n, struct error *err);
/* Puts into effect for good the acknowledged transfers whose day has come: the patient's row, open requests and
 * reminders name the new team. The night's run does it, and every hand on a transfer. */
VK_NODISCARD bool dispatch_transfers_settle(struct session *session, struct effects *effects, struct error *err);

/* --- What becomes a visit (wish.c): a request, a reminder, work carried over --- */

/* How the visit shall be. What is not given: the task of the flow (settings, or that of the visit not done), its
 * duration, the flow's day, the day shift's hours. */
struct visit_wish {
  const char *task, *to_list; /* NULL = not given; with to_list the visit is put on that list at once */
  date date;                  /* DATE_NONE = not given */
  int earliest, latest;       /* wall minutes; NONE = not given */
  int duration;               /* minutes; 0 = not given */
};
/* A request becomes a visit on a nurse's list, a reminder of a team (NULL = the patient's), a transfer. It is then
 * answered with what it became; with a visit as soon as that is on a list. One of urgency `now` becomes a visit that
 * begins within its due time from now. A second visit is refused as long as the first stands. Where the visit gets no
 * list, the best ones are told with when it would begin; where it is urgent, those where it begins first. */
VK_NODISCARD bool dispatch_queue_visit(struct session *session, const char *id, const struct visit_wish *wish,
                                       struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_queue_remind(struct session *session, const char *id, const char *team, date due,
                                        struct effects *effects, struct error *err);
/* patient and reason of the request may be NULL: the item's. */
VK_NODISCARD bool dispatch_queue_transfer(struct session *session, const char *id,
                                          const struct transfer_request *request, struct effects *effects,
                                          struct error *err);

/* --- The reminder list (reminders.c) --- */

/* Those of a team (NULL = all), by due date; of patients whom the base still serves; done ones only where `all`. */
VK_NODISCARD bool dispatch_reminders(struct store *store, const char *team, bool all, struct arena *arena,
                                     struct reminder **out, int *n, struct error *err);
/* patient NULL = the team's own; team NULL = the patient's. */
VK_NODISCARD bool dispatch_remind_add(struct session *session, const char *team, const char *patient, date due,
                                      const char *text, struct effects *effects, struct error *err);
VK_NODISCARD bool dispatch_remind_done(struct session *session, const char *id, struct effects *effects,
                                       struct error *err);
/* Becomes a visit at its patient, and is thereby done. */
VK_NODISCARD bool dispatch_remind_visit(struct session *session, const char *id, const struct visit_wish *wish,
                                        struct effects *effects, struct error *err);

/* --- Carry-overs (carry.c) --- */

struct carried { /* a carry-over with the visit that was not done */
  struct carry_over carry;
  const char *task; /* its name */
  date date;
  enum priority priority;
};
/* Of the person (NULL = all) who is to take them over, of the team (NULL = all) of that person; oldest first. Done ones
 * and those of patients whom the base no longer serves only where `all`. */
VK_NODISCARD bool dispatch_carried(struct store *store, const char *next, const char *team, bool all,
                                   struct arena *arena, struct carried **out, int *n, struct error *err);
/* Only the person to whom it was offered (or the owner of the store) accepts; a person who has it hands it on, and it
 * waits for that one to accept. Anybody hands on what lies with somebody who is absent today or works here no more. */
VK_NODISCARD bool dispatch_carry_accept(struct session *session, const char *id, struct effects *effects,
                                        struct error *err);
VK_NODISCARD bool dispatch_carry_hand(struct session *session, const char *id, const char *to, struct effects *effects,
                                      struct error *err);
VK_NODISCARD bool dispatch_carry_done(struct session *session, const char *id, struct effects *effects,
                                      struct error *err);
/* Becomes a visit that asks for the same as the one that was not done (task, roles, skills, one worker or two), and is
 * thereby done. */
VK_NODISCARD bool dispatch_carry_visit(struct session *session, const char *id, const struct visit_wish *wish,
                                       struct effects *effects, struct error *err);

/* --- The interdisciplinary meeting (meeting.c) --- */

/* The first meeting from the moment on for which candidates are still taken (settings meeting_weekday,
 * meeting_deadline). */
date dispatch_meeting_date(struct store *store, instant from);
/* Until when candidates of a date are taken: 12:00 the day before, unless the setting says otherwise [003 §10.4]. */
instant dispatch_meeting_deadline(struct store *store, date on);
struct meeting_request {
  const char *patient, *team, *text; /* team NULL = the patient's; text NULL = none */
  date date;                         /* DATE_NONE = the next whose deadline is not past */
  enum ground ground;
};
/* Answers an open request of kind `meeting` about the patient. */
/* The candidates of that date, by date; DATE_NONE = those of today and later. team: its id, NULL = all. */
VK_NODISCARD bool dispatch_meeting_candidates(struct store *store, const char *team, date on, struct arena *arena,
                                              struct meeting_candidate **out, int *n, struct error *err);
VK_NODISCARD bool dispatch_meeting_add(struct session *session, const struct meeting_request *request,
                                       struct effects *effects, struct error *err);
/* light: an enum light, or NONE = as it is; text NULL = as it is. */
VK_NODISCARD bool dispatch_meeting_set(struct session *session, const char *id, int light, const char *text,
                                       struct effects *effects, struct error *err);

/* --- The grey zone (grey_zone.c): what people decide by --- */

/* Somebody of the OT who is on duty in the week and may do the work. */
struct grey_worker {
  const char *staff, *name;
  int days;          /* on how many of the dates */
  date last;         /* the last of them */
  const char *skill; /* that expires soon (setting skill_warning_days), or NULL */
  date expires;
};
/* One service of the patient in the week to come. */
struct grey_need {
  const char *service, *task, *skills; /* task: its name */
  enum role min_role;
  enum shift shift;
  int staff_count;
  bool is_health_work; /* a nurse's or a therapist's: the HT does it whatever is decided (of two workers: the first) */
  VEC(date) dates;     /* on which it is due */
  VEC(date) uncovered; /* of those: nobody of the OT on duty may do it, or no two where it asks for two */
  VEC(struct grey_worker) able;
  VEC(const char *) train; /* staff on duty in its shift who lack only a skill */
  VEC(const char *) renew; /* ... whose skill has expired */
};
struct grey_option {
  enum outcome outcome; /* OT, HT, BOTH */
  int responsible, cooperating;
  int uncovered; /* visits of the week that nobody of the OT on duty may do, where the OT would do them */
};
struct grey_zone {
  struct arena arena;
  int ot; /* that would take the work; NONE when none serves the area */
  date from, until;
  VEC(struct grey_need) needs;
  struct grey_option options[3];
};
/* What the patient's work asks for in the seven days from today, and whether the area's OT has it on duty. Texts belong
 * to the zone's arena or the routes; grey_zone_free() when done. */
VK_NODISCARD bool dispatch_grey_zone(struct store *store, const struct routes *routes, int patient,
                                     struct grey_zone *out, struct error *err);
void grey_zone_free(struct grey_zone *zone);
/* Adds who is able, with their days: a few by name, and everybody whose skill ends soon; "nobody". */
void grey_need_able(const struct grey_need *need, struct str *out);

/* --- An HT's own patients (own.c, own_changes.c) --- */

enum own_kind {
  OWN_OBSERVATION,
  OWN_MISSED_VISIT,
  OWN_NEED,
  OWN_REQUEST,
  OWN_TRANSFER,
  OWN_SUSPENSION,
  OWN_DECISION,
  OWN_REMINDER,
};
extern const struct words words_own_kind;
/* What the HT is to the patient. */
/* The car of a list: `name` as somebody gave it (`edit lists L16 car=4`); else `number`, from 1: the shift's lists that
 * drive get the team's cars in their order, but for those that are given; 0 = none is left, or nobody said how many
 * there are. */
struct car {
  bool needed; /* the list drives */
  const char *name;
  int number, of; /* of: the team's cars; NONE = not known */
};
/* sheets: of all lists of the day. */
struct car dispatch_car(const struct day *day, const struct list_sheet *sheets, int list);
/* Its name, or its number written into `number`; NULL = none is known. */
const char *car_text(const struct car *car, char *number, size_t size);

enum own_role { OWN_RESPONSIBLE, OWN_COOPERATES, OWN_COMING, OWN_LEFT, OWN_STAYS };
extern const struct words words_own_role;

struct own_change {
  instant at; /* when it was so; of what is known by its day alone: midnight, or later that day when it was recorded */
  enum own_kind kind;
  int weight; /* 0 to 100: how bad it may be */
  const char *text;
  const char *brief; /* for paper, without what people wrote, which may name a diagnosis; NULL = the text holds none */
  const char *words; /* what they wrote; NULL = none that may ever stand on paper */
};
struct own_patient {
  int patient; /* index into day->patients */
  enum own_role role;
  int weight;                     /* of the worst change; 0 = nothing happened */
  VEC(struct own_change) changes; /* by weight, then newest first */
};
struct own_report {
  struct arena arena;
  struct day *day;
  int team;
  instant since;
  bool first_look;                  /* the reader never looked: the last seven days */
  VEC(struct own_patient) patients; /* worst first */
};
/* The patients for whom the HT is responsible, with whom it cooperates (also by a nurse's or therapist's service), who
 * come to it or left it by a transfer (or were to come, and the transfer was withdrawn); with what changed since
 * `since` (INSTANT_NONE = the reader's last look). A change is new by when it was recorded, where the journal still
 * knows, so that what is entered late is told and nothing is told twice. team NULL = the reader's HT, or the only one.
 */
VK_NODISCARD bool dispatch_own(struct session *session, const char *team, instant since, struct own_report *out,
                               struct error *err);
/* Whoever shows all of it calls this first: that the reader looked at these patients is noted (dispatch/audit.h). */
VK_NODISCARD bool dispatch_own_opened(struct session *session, const struct own_report *report, struct error *err);
void own_report_free(struct own_report *report);
/* Remembers that the reader has now looked at all of it or, unless NULL, at one patient (an id): not where the report
 * begins later than the last look, since what lies between is still unread. */
VK_NODISCARD bool dispatch_own_looked(struct session *session, const struct own_report *report, const char *patient,
                                      struct error *err);

/* --- The handover (handover.c): one sheet for the next shift [004 p11] --- */

enum handover_kind { /* the most important first */
                     HANDOVER_NEWS2,
                     HANDOVER_UNASSIGNED,
                     HANDOVER_NOT_DONE,
                     HANDOVER_REQUEST,
                     HANDOVER_STAFF,
                     HANDOVER_ADMISSION,
                     HANDOVER_DISCHARGE,
                     HANDOVER_SUSPENSION,
                     HANDOVER_REMINDER,
                     HANDOVER_CHANGE,
};
extern const struct words words_handover_kind;

struct handover_item {
  enum handover_kind kind;
  int weight;  /* within its kind: the heavier first */
  int patient; /* index into day->patients; NONE */
  bool vital;  /* however full the sheet is, it names it: vital signs, a must visit, who comes and who leaves, a request
                  for now */
  const char *text;
  const char *brief, *words; /* for paper, as in struct own_change */
};
struct handover {
  struct arena arena;
  struct day *day; /* of the shift's date */
  int team;
  enum shift shift;
  instant since;                   /* when the sheet before was acknowledged; a day ago where none was */
  const char *read_by;             /* who acknowledged this one: a staff id or account; NULL = nobody yet */
  instant read_at;                 /* INSTANT_NONE */
  VEC(struct handover_item) items; /* the most important first */
};
/* What the shift of a team hands to the next: vital signs worth knowing, visits that nobody has or that were not done
 * and to whom they go, requests, who is away and who fills in, who comes to the team and who leaves it, suspensions and
 * services that begin or end, reminders due; for who may acknowledge it, and patients whom that one may not read about
 * with their number alone; that one looked at the others is noted. handover_free() when done. */
VK_NODISCARD bool dispatch_handover(struct session *session, date on, enum shift shift, const char *team,
                                    struct handover *out, struct error *err);
void handover_free(struct handover *handover);
/* What a request says on a sheet: of those that the criteria make no reasons, for they may be diagnoses. */
const char *dispatch_queue_sheet_text(const struct queue_item *item);
/* Whether that is what a person wrote, which may name a diagnosis too. */
bool dispatch_queue_is_worded(const struct queue_item *item);
/* The signed-in person has read it. */
VK_NODISCARD bool dispatch_handover_ack(struct session *session, date on, enum shift shift, const char *team,
                                        struct effects *effects, struct error *err);

#endif
