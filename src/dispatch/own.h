/* Private to dispatch: an HT's report on its own patients while it is made. */
#ifndef VAKTROM_DISPATCH_OWN_H
#define VAKTROM_DISPATCH_OWN_H

#include "dispatch/between.h"

struct own_search {
  struct store *store;
  struct own_report *report;
  date first, today;         /* the dates that count */
  struct recorded *recorded; /* what was written since report->since */
  int n_recorded;
  int *row;       /* of each patient: index into report->patients, or NONE */
  instant *since; /* of each patient: report->since, or when the reader looked at that patient since */
};
/* When the reader last looked at what is new about the patient (an id, NULL = none). */
instant own_since(const struct own_search *search, const char *patient);
/* Notes a change of the patient; nothing when the patient is not one of the report. */
void own_note(struct own_search *search, const char *patient, enum own_kind kind, instant at, int weight,
              const char *text);
/* The same, of a change with more to it than a text. */
void own_note_change(struct own_search *search, const char *patient, const struct own_change *change);
/* When the journal says that a row was written (what it says, or its last day) since the look; INSTANT_NONE = not, or
 * nobody knows. The key is made as by printf. */
enum own_written { OWN_SAID, OWN_ENDED };
instant own_recorded(const struct own_search *search, enum own_written what, const char *kind, const char *key, ...)
    VK_PRINTF(4, 5);
/* Notes every change since report->since. */
VK_NODISCARD bool own_collect(struct own_search *search, struct error *err);

#endif
