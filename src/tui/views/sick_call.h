/* sick_call: what its files share. */
#ifndef VAKTROM_TUI_SICK_CALL_H
#define VAKTROM_TUI_SICK_CALL_H

#include "tui/views/views.h"

/* The errand: the proposals for an absence, and whom to call. */
struct proposal_work {
  char staff[ID_SIZE];
  struct absence_request absence; /* staff: the field above */
  struct replan *replan;
  struct replacement_candidates *candidates; /* NULL when there are none to ask for yet */
};

/* The view's state. */
struct sick_call {
  char staff[ID_SIZE];
  struct absence_request absence;
  bool has_begun; /* the shift had, when this was opened: whoever goes home keeps what was done by then */
  struct errand *errand;
  struct proposal_work *work; /* NULL while it is worked out */
  double asked;               /* clock_seconds() */
  int64_t revision;           /* of the data for which it was asked */
  int alternative;            /* shown */
  struct screen_table changes;
  VEC(int) rows;    /* changes of the alternative in the order shown: what needs a person first */
  VEC(bool) chosen; /* by row: taken */
  bool outdated;    /* something changed, and it was worked out anew */
};
struct sick_call *sick_call_of(const struct screen *screen);
/* The alternative shown; NULL while there is none. */
const struct replan_alternative *sick_call_alternative(const struct screen *screen);
const struct replan_change *sick_call_change(const struct screen *screen, int row);

/* sick_call_ask.c */
void sick_call_ask(struct screen *screen);  /* works it out anew */
void sick_call_take(struct screen *screen); /* what came */
void proposal_forget(void *work);
/* Whom to call first: the row of candidates->at, NONE. */
int first_candidate(const struct sick_call *call);

/* sick_call_hands.c: each asks what it needs. */
void sick_call_apply(struct screen *screen);
void sick_call_edit(struct screen *screen);
void sick_call_call(struct screen *screen);

/* sick_call_draw.c */
void sick_call_draw(struct screen *screen, int top, int rows);
void sick_call_cell(void *context, int row, int column, struct str *out);
extern const struct table_column sick_call_columns[];
extern const int sick_call_n_columns;

#endif
