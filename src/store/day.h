/* The parts of loading a snapshot: each fills some arrays of the day, in the order in which they are called. */
#ifndef VAKTROM_STORE_DAY_H
#define VAKTROM_STORE_DAY_H

#include "index.h"
#include "store.h"

struct day_load {
  struct store *store;
  struct day *day;
  struct arena *arena; /* the day's */
  struct error *err;
  struct id_index teams, tasks, staff, patients, services, lists, visits;
  /* the instant of a date's midnight, kept for the next row */
  date midnight_of;
  instant midnight;
};

/* day_base.c: the organisation, patients, services and when somebody is away */
bool load_teams(struct day_load *load);
bool load_tasks(struct day_load *load);
bool load_staff(struct day_load *load);
bool load_patients(struct day_load *load);
bool load_services(struct day_load *load);
bool load_absences(struct day_load *load);
bool load_absences_between(struct day_load *load, date from, date until); /* that touch from..until */
bool load_suspensions(struct day_load *load);
bool load_travel(struct day_load *load);
/* day_work.c: shifts, lists, visits and their links */
bool load_shifts(struct day_load *load);
bool load_shifts_between(struct day_load *load, date from, date until);
bool load_lists(struct day_load *load);
bool load_visits(struct day_load *load);
bool load_links(struct day_load *load);
bool load_acks(struct day_load *load);
/* day_past.c: who met whom, and who carried what, in the 28 days before */
bool load_past(struct day_load *load);

/* The index of the id in the next column, or NONE. */
int take_index(struct query *query, const struct id_index *index);
/* An instant in the next column as true minutes on a date. */
minute take_minute_of(struct query *query, struct day_load *load, date on);
/* A text, sharing one copy of what is often the same (scratch of one column; start with NULL). */
const char *take_shared(struct query *query, struct arena *arena, const char **last);

#endif
