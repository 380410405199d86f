/* reasons: why a visit is on no list, and what would help, in words that a coordinator understands. */
#ifndef VAKTROM_DISPATCH_REASONS_H
#define VAKTROM_DISPATCH_REASONS_H

#include "dispatch/problem.h"

/* What alone would make a visit fit a list: the engine has tried it, and accepts nothing less. */
enum remedy_kind {
  REMEDY_SKILLS,   /* its worker gets the skills */
  REMEDY_WINDOW,   /* the visit may begin so many minutes after its last window */
  REMEDY_OVERTIME, /* its worker comes home so many minutes after the list's end */
  REMEDY_WORK,     /* a coordinator's or nurse 2's list holds so many minutes more than its share */
  REMEDY_BY_HAND,  /* nothing is lacking: it costs more than the balancer may spend, so that a person has to weigh it */
};
struct remedy {
  enum remedy_kind kind;
  int visit, list;    /* of the day */
  const char *skills; /* all that are lacking, separated by one space; else NULL */
  int minutes;
};

enum { remedies_named = 2 };
struct why_unassigned {
  const char *reason, *remedy;            /* in the day's arena; `remedy` says the remedies below, or what else helps */
  struct remedy remedies[remedies_named]; /* of the nearest lists */
  int n_remedies;
};
/* Of the visit with that number in the problem, from what the engine tried. */
struct why_unassigned why_unassigned(struct day *day, const struct day_problem *problem, const struct plan *plan,
                                     int visit);

#endif
