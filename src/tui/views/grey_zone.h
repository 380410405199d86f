/* grey_zone: what the files of the view share: who waits for a decision, and why it is as it is. */
#ifndef VAKTROM_TUI_GREY_ZONE_H
#define VAKTROM_TUI_GREY_ZONE_H

#include "tui/views/sheet.h"
#include "tui/views/views.h"
#include "vaktrom/dispatch/flows.h"

/* What stands about a patient's decision, the most urgent first. */
enum decision_matter { MATTER_GREY, MATTER_REVIEW, MATTER_UNANSWERED, MATTER_OUTDATED, MATTER_NONE };

/* The errand that reads every decision. */
struct routes_work {
  struct routes *routes;
};

/* The errand that finds out about one patient by what people decide. */
struct why_work {
  char patient[ID_SIZE];
  struct routes *routes;
  int index; /* of the patient; NONE = the base has no such active patient */
  bool has_zone;
  struct grey_zone zone;
};

struct decision_row {
  int patient; /* index into routes->day->patients */
  enum decision_matter matter;
};

/* The view's state. */
struct grey_zone_state {
  struct screen_table list;
  const struct screen *screen;
  bool all; /* every patient, not only those about whom somebody must decide */
  struct errand *errand;
  int64_t asked;         /* the revision that was asked for */
  bool asked_own;        /* because of a change of this session */
  struct routes *routes; /* NULL = not there yet */
  VEC(struct decision_row) rows;
  struct sheet sheet; /* why, over the whole view */
  bool looking;
  struct errand *why_errand;
  struct why_work *why;  /* NULL = not there yet */
  char subject[ID_SIZE]; /* of the sheet */
};
struct grey_zone_state *grey_zone_of(const struct screen *screen);
/* What there is to do about it. */
enum decision_matter matter_of(const struct routes *routes, int patient);
const char *matter_label(enum decision_matter matter); /* translated */

/* grey_zone_why.c */
void why_ask(struct screen *screen);  /* about the subject */
bool why_take(struct screen *screen); /* what came; true when something did */
void why_forget(void *work);

/* grey_zone_decide.c: the form. */
void grey_zone_decide(struct screen *screen, const char *patient, enum outcome outcome);

#endif
