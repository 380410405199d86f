/* What the files of the roster share. Private to paper. */
#ifndef VAKTROM_PAPER_ROSTER_H
#define VAKTROM_PAPER_ROSTER_H

#include "vaktrom/paper.h"

/* What a section is made from. */
struct roster {
  struct store *store;
  struct day *day;
  struct paper *paper;
  const struct roster_filter *filter;
  const struct list_sheet *sheets;  /* of all lists of the day */
  const struct list_sheet *sheet;   /* of the section's list */
  struct changed_approval *changed; /* shifts that were changed since they were approved */
  int n_changed;
};

/* The table of a list, and of visits that nobody has. */
extern const struct paper_column roster_columns[];
extern const int roster_n_columns;
const char **roster_cells(struct arena *arena, const char *box, const char *start, const char *end, const char *drive,
                          const char *what);
/* The lines of a stop: who, where, what, and what is good to know. */
const char *roster_stop_text(struct roster *roster, int visit);
const char *roster_worker_name(const struct roster *roster, int staff);
const char *roster_time(const struct roster *roster, minute at);

/* Why the roster of a team's shift is no more than a draft; NULL = it is final. Approved is final only while no visit
 * that must be made waits (domain.md, what goes wrong today, 1). */
const char *roster_draft(const struct roster *roster, int team, enum shift shift);
/* Says that the shift was approved and changed afterwards, and when; NULL = it was not. */
const char *roster_changed(const struct roster *roster, int team, enum shift shift);
/* Adds the bars of a list: its shift, and what is done when. */
void roster_add_lane(struct roster *roster, struct paper_timeline *timeline, const struct list_sheet *sheet,
                     const char *label, bool numbered);

/* The sheet of a team's shift (roster_team.c); nothing where it has neither lists nor visits. */
void roster_add_team(struct roster *roster, int team, enum shift shift);
bool roster_is_of(const struct work_list *list, int team, enum shift shift);
/* Whether nobody has the visit, and how many there are of them. */
bool roster_waits(const struct visit *visit, int team, enum shift shift);
/* Those that nobody has, in the arena of the paper: by priority, then by when they may begin, then by patient; returns
 * how many. */
int roster_waiting(const struct roster *roster, int team, enum shift shift, const struct visit *const **out);
int roster_count_waiting(const struct day *day, int team, enum shift shift, bool musts_only);
/* "Cara, 900 00 001" */
const char *roster_with_phone(struct arena *arena, const char *name, const char *phone);
/* Those who have the function for the team in the shift, with their telephones; else `nobody`. */
const char *roster_holders(const struct roster *roster, int team, enum shift shift, enum function function,
                           const char *nobody);

/* The car of a list in words: "car: 4"; NULL when it needs none. */
const char *roster_car(const struct roster *roster, int list);

/* The marks of sheets (roster_mark.c); `teams`: those on a unit's sheet. */
const char *roster_list_mark(const struct roster *roster, const struct list_sheet *sheet);
const char *roster_team_mark(const struct roster *roster, int team, enum shift shift);
const char *roster_unit_mark(const struct roster *roster, const int *teams, int n, enum shift shift);

/* The sheet of a unit's shift (roster_unit.c), for each unit and shift that the filter lets through. */
void roster_add_units(struct roster *roster);
/* Whether the filter lets the team through. */
bool roster_wants_team(const struct roster *roster, int team);

#endif
