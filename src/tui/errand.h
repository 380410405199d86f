/*
 * errand: work that takes longer than a key may wait (a proposal, what a move would cost), done by a thread over a
 * connection of its own, one errand after the other. Whoever sent it asks now and then whether it is done.
 */
#ifndef VAKTROM_TUI_ERRAND_H
#define VAKTROM_TUI_ERRAND_H

#include "vaktrom/dispatch.h"

/* What is to be done. `work` holds the question and takes the answer; only the thread touches it until it is taken
 * back. */
struct errand_kind {
  bool (*run)(struct session *session, void *work, struct error *err);
  void (*forget)(void *work); /* frees it */
};

struct errands;
struct errand;

/* Starts the thread, for the person of the session on another connection to the same store. */
VK_NODISCARD bool errands_start(const struct session *session, struct errands **out, struct error *err);
void errands_stop(struct errands *errands); /* waits for what is being done; NULL is fine */
/* Whether something is not done yet that nobody has left, or became done since this was asked last: then it is soon to
 * be looked at. What a view that is not shown has not taken back yet does not count. NULL: no. */
bool errands_are_underway(struct errands *errands);

/* Sends an errand off; owns `work` until it is taken back. */
struct errand *errand_send(struct errands *errands, const struct errand_kind *kind, void *work);
/* Whether it is done; waits for that at most so many milliseconds. NULL is never done. */
bool errand_is_done(struct errand *errand, int milliseconds);
/* Takes back the work of an errand that is done and forgets the errand: NULL with the error when it failed. */
void *errand_take(struct errand **errand, struct error *err);
/* Nobody waits for it any more, but it is done all the same, at the latest before errands_stop() returns. NULL is fine.
 */
void errand_leave_to_do(struct errand **errand);
/* Nobody waits for it any more: it is forgotten, at the latest when it is done. NULL is fine. */
void errand_leave(struct errand **errand);

#endif
