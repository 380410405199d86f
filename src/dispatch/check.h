/*
 * check: what the files of the safety findings share. Each check is a small function over the snapshot (and what else
 * the store holds), independent of the balancer: it looks at the lists as a suspicious person would.
 */
#ifndef VAKTROM_DISPATCH_CHECK_H
#define VAKTROM_DISPATCH_CHECK_H

#include "dispatch/sheet.h"
#include "vaktrom/dispatch.h"

struct checker {
  struct store *store;
  struct day *day;
  struct error *err;
  struct list_sheet *sheets; /* of each list */
  VEC(struct finding) found;
};

/* What a finding is about. Indices as in struct finding. */
struct about {
  const char *subject; /* an id, or words without blanks */
  const char *detail;  /* tells findings of one subject apart; NULL = none */
  bool standing;       /* lasts from day to day, so that its id has no date */
  int visit, list, staff, patient, team, shift;
  bool urgent;
  minute at; /* when on the date it matters: findings are told in that order; MINUTE_NONE = all the time */
};
struct about about_nothing(const char *subject);
struct about about_visit(const struct checker *checker, int visit);
struct about about_list(const struct checker *checker, int list);
struct about about_staff(const struct checker *checker, int staff);
struct about about_patient(const struct checker *checker, int patient);
/* shift NONE: the team itself, whatever the date. */
struct about about_team(const struct checker *checker, int team, int shift);

/* Adds a finding of a code of the table. The message says what, where and why; the remedy is the table's. */
void found(struct checker *checker, const char *code, struct about about, const char *format, ...) VK_PRINTF(4, 5);
/* The same where one code has two severities. */
void found_as(struct checker *checker, const char *code, enum severity severity, struct about about, const char *format,
              ...) VK_PRINTF(5, 6);

const char *check_time(struct checker *checker, minute at);
const char *check_date(struct checker *checker, date on);     /* in a message, as people write it */
const char *check_key_date(struct checker *checker, date on); /* in a finding's id, the same in every language */
/* The moment from which on what a finding says counts as now: the clock's, whatever the date. */
bool is_active(const struct checker *checker, int patient);

/* Whether the session may look into an emergency access that the finding tells of. (approve.c) */
VK_NODISCARD bool may_look_into_emergency(const struct session *session, const struct day *day,
                                          const struct finding *finding, struct error *err);

/* The families of checks. False: the store could not be read. */
void check_planning(struct checker *checker);   /* check_planning.c: is everybody's visit there, and on a list? */
void check_competence(struct checker *checker); /* check_lists.c: may they do it, are they there? */
void check_times(struct checker *checker);      /* check_times.c: can they be there then? */
void check_teams(struct checker *checker);      /* check_teams.c: dimensioning */
VK_NODISCARD bool check_shifts(struct checker *checker);   /* check_shifts.c: duty nurse, coordinator, rest */
VK_NODISCARD bool check_patients(struct checker *checker); /* check_patients.c: suspensions, transfers */
VK_NODISCARD bool check_waiting(struct checker *checker);  /* check_waiting.c: decisions, queue, carry-overs */

#endif
