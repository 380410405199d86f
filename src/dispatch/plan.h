/*
 * plan: which dated visits the services ask for, and how that differs from the visits that stand. Pure functions over
 * the snapshot; dispatch_plan() writes what they say.
 */
#ifndef VAKTROM_DISPATCH_PLAN_H
#define VAKTROM_DISPATCH_PLAN_H

#include "vaktrom/dispatch.h"

/* The settings that tell to which shift (and night) a start belongs. Wall minutes after 00:00. */
struct shift_times {
  int day_begins, evening_starts, night_starts;
};
struct shift_times shift_times_of(struct store *store);

enum plan_action {
  PLAN_ADD,
  PLAN_CHANGE,
  PLAN_CANCEL,
  PLAN_SUSPEND,
  PLAN_REVIVE,
  PLAN_KEEP /* nothing is written: a visit that is pinned, or whose list is approved or begun, stays as it is although
               its service changed, which people are told (and `check` says until somebody sees to it) */
};

/* One visit row that must change, as it shall stand. Texts belong to the day's arena. */
struct plan_step {
  enum plan_action action;
  int old;            /* index into day->visits; NONE for PLAN_ADD */
  int row;            /* 0, or 1 and 2 of a two-person visit; rows of one new visit follow each other */
  struct visit visit; /* id NULL for PLAN_ADD: the store names it */
  const char *why;    /* what differs, or why it goes; NULL where the action says it all */
  bool amiss;         /* of PLAN_KEEP: the place does not give the patient what the service asks for by now */
};
struct plan_steps {
  VEC(struct plan_step) at;
};

/* The steps that bring the visits of the day in line with its services, by service, row. None when all is in line. */
void plan_steps_of(struct day *day, const struct shift_times *times, struct plan_steps *out);

/* A service's windows on a date in true minutes, rising and apart; returns how many. A window that begins before
 * day_begins is that of the night that started on the evening of the date (interface.md, dates and shifts). */
int plan_windows(const struct service *service, date on, const struct shift_times *times,
                 struct window out[WINDOWS_MAX]);
/* The visit that a service asks for on the day (row 0 or 1 the first worker, 2 the second), unassigned, without id. */
struct visit plan_wanted(const struct day *day, const struct service *service, int row,
                         const struct shift_times *times);
/* What a changed visit asks for that it did not before, in words; NULL when nothing. */
const char *plan_difference(struct day *day, const struct visit *before, const struct visit *after);
/* Whether the visit is on a list that was approved or has begun: only people change those. */
bool plan_is_on_closed_list(const struct day *day, int visit);
/* Whether a listed visit whose service changed may keep its list and planned start. */
bool plan_place_holds(struct day *day, const struct visit *before, const struct visit *after);
/* Which worker's row the id names: 0 for V12, 1 for V12/1, 2 for V12/2. */
int visit_row_of_id(const char *id);
/* Takes a visit off its list. */
void visit_unlist(struct visit *visit, enum visit_state state, const char *reason);
/* Its patient is away: the place that a person may have chosen for it is gone too. */
void visit_suspend(struct visit *visit, const char *reason);

#endif
