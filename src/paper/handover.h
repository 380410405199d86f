/* How a handover of more than a page becomes one of a page. Private to paper. */
#ifndef VAKTROM_PAPER_HANDOVER_H
#define VAKTROM_PAPER_HANDOVER_H

#include "paper/words.h"

/* How an item stands on the sheet. */
enum handover_form {
  HANDOVER_FULL,     /* in a line of its own */
  HANDOVER_COUNTED,  /* "12 more" */
  HANDOVER_NAMED,    /* its patient's name, in a line with others */
  HANDOVER_NUMBERED, /* its patient's number there */
};

/* `most` steps, each of which makes one item shorter: first what is not vital is counted, from the last item up; then
 * what is vital is named, then by number, from the last item up too. */
struct handover_squeeze {
  const struct handover *sheet;
  int most;
  int *rank; /* of each item: how many of its own sort (vital or not) stand below it */
  int n_vital, n_other;
};
void handover_squeeze_start(struct handover_squeeze *out, const struct handover *sheet);
void handover_squeeze_end(struct handover_squeeze *squeeze);
/* The steps that there are. */
int handover_squeeze_limit(const struct handover_squeeze *squeeze);
enum handover_form handover_form_of(const struct handover_squeeze *squeeze, size_t item);

/* Whether a paper of one section takes one page, as text and as it is drawn. */
bool paper_is_one_page(const struct paper *paper);

#endif
