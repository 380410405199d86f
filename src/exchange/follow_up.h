/*
 * follow_up: what changed rows mean for what has been planned and decided already. A file is no back door: a patient
 * who is ended by a file gets no visit, a worker whose absence comes in a file has no list, a new fact is weighed at
 * once.
 */
#ifndef VAKTROM_EXCHANGE_FOLLOW_UP_H
#define VAKTROM_EXCHANGE_FOLLOW_UP_H

#include "vaktrom/exchange.h"

struct follow_up {
  bool replan; /* services, patients, tasks or suspensions changed: the dates that are planned are planned anew */
  bool relist; /* shifts, staff or teams changed: the lists that stand are brought in line */
  struct map patients; /* whose facts changed */
  struct map workers;  /* whose rows changed: an account lets nobody in who has left */
  struct arena arena;
};
/* Notes a row that was added, changed or ended. */
void follow_up_note(struct follow_up *follow, const struct kind *kind, const char *const *cells);
/* Does what follows, inside the transaction of the change. */
VK_NODISCARD bool follow_up_do(struct follow_up *follow, struct session *session, struct effects *effects,
                               struct error *err);
void follow_up_free(struct follow_up *follow);

#endif
