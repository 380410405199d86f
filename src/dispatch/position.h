/* position: how far a list has come by some moment of its shift, so that planning can go on from there. */
#ifndef VAKTROM_DISPATCH_POSITION_H
#define VAKTROM_DISPATCH_POSITION_H

#include "dispatch/work_rules.h"

struct list_position {
  int place;      /* as day_travel() names it: the team's base, or the patient of the last visit that has begun */
  minute free_at; /* the list may go on from here; never before `now` */
  int worked;     /* minutes of visits and travel behind it */
  int load;       /* strain of the visits behind it */
  bool rested;    /* its break is over, or has begun (free_at is then its end) */
};

/* Whether the visit, listed or done, has begun by then (true minutes on the day's date); now <= 0: nothing has. */
bool visit_has_begun(const struct visit *visit, minute now);
bool visit_has_begun_at(minute start, minute now); /* the same of its start */

/* The position of every list of the day, in the day's arena. */
struct list_position *list_positions(struct day *day, const struct work_rules *rules, minute now);

#endif
