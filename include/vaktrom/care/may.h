/*
 * may: who may do what. One table (src/care/may.c) says for each function how far each permission reaches; the checks
 * (dispatch/may.h), the screen, the command `permissions`, the manual and the tests read it. Source: domain.md, "Roles"
 * and its table of functions; what that table does not settle is as narrow as the work allows.
 */
#ifndef VAKTROM_CARE_MAY_H
#define VAKTROM_CARE_MAY_H

#include "vaktrom/care.h"

enum may {
  MAY_READ, /* names, addresses and notes of patients; without it they are numbers */
  MAY_ASK,  /* a request to the HT */
  MAY_MARK, /* done, not done, carry-overs */
  MAY_OBSERVE,
  MAY_ADD_VISIT,
  MAY_MOVE_VISIT,
  MAY_DROP_VISIT,
  MAY_NOTE_ABSENCE, /* and share out what the absent worker had */
  MAY_HIRE,
  MAY_MOVE_STAFF, /* between teams */
  MAY_BALANCE,
  MAY_APPROVE, /* shifts and findings */
  MAY_HAND_OVER,
  MAY_SUSPEND,
  MAY_REMIND,
  MAY_WORK_QUEUE,
  MAY_DECIDE,
  MAY_TRANSFER,
  MAY_ACK_TRANSFER,
  MAY_MEET,
  MAY_REPORT_OWN, /* the HT's own patients */
  MAY_REPORT,     /* indicators */
  MAY_RECORD,     /* patients, services, staff, shifts; by hand, and files of them in and out */
  MAY_KEEP_UNIT,  /* criteria, settings, tasks, teams: what is about nobody */
  MAY_PLAN,       /* the visits of the days and the night's work */
  MAY_KEEP_ACCOUNTS,
  MAY_AUDIT, /* what own people did, and who looked at own patients */
  MAY_BACK_UP,
  MAY_COUNT
};
extern const struct words words_may; /* labels: "move visits" */

enum reach {
  REACH_NOBODY,
  REACH_OWN,  /* what stands on the own list, and patients on it */
  REACH_TEAM, /* the team of the shift, and those that it covers */
  REACH_HT,   /* the HT of that team with its OTs */
  REACH_UNIT
};
extern const struct words words_reach; /* labels: "the own team" */

/* How far; `function` FUNCTION_NONE is a worker, and indoor workers and primary contacts are no more than that. */
enum reach may_reach(enum may may, enum function function);
/* The same for an account that timers run as. */
enum reach may_reach_of_service(enum may may);

#endif
