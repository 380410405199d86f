/* conflict: two people changed the same record; shows both field by field, and the person chooses. */
#ifndef VAKTROM_TUI_CONFLICT_H
#define VAKTROM_TUI_CONFLICT_H

#include "vaktrom/base.h"

struct form;
struct screen;

struct conflict_field {
  const char *label;                /* translated */
  const char *base, *mine, *theirs; /* as read, as typed, as it stands now */
  bool secret;                      /* only what the person typed is shown */
  bool take_mine;                   /* set by conflict_start() and the person */
};
/* What can be decided without asking: a field that only one changed takes that one's text; one that both changed is
 * mine. Returns how many both changed differently. */
int conflict_start(struct conflict_field *fields, int n);
/* The text that was chosen. */
const char *conflict_text(const struct conflict_field *field);
/* Shows the fields in which the two differ; the person takes mine, theirs, or each as it is best. False when given up:
 * nothing may be saved then. */
bool conflict_resolve(struct screen *screen, const char *title, struct conflict_field *fields, int n);

/* Somebody changed what a form is about since it was read; `now` has its texts of today, one for each field. What only
 * one changed is taken, about the rest the person decides; then the form holds the outcome, and `now` as what it began
 * with. False when given up: nothing may be saved then. */
bool conflict_settle(struct screen *screen, struct form *form, const char *const *now);

#endif
