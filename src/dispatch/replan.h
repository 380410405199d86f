/*
 * replan: redistributing the lists of some teams after a change of who is there. The steps: rehearse the change in a
 * transaction that is taken back, solve without holding the store, describe; when one is taken, make the change again
 * and save, if the lists are still as they were.
 */
#ifndef VAKTROM_DISPATCH_REPLAN_H
#define VAKTROM_DISPATCH_REPLAN_H

#include "dispatch/problem.h"

/* The change of who is there: an absence, or a substitute who comes. */
struct replan_task {
  date date;
  const char *staff;                     /* whose shift rows on the date say which teams and shift are concerned */
  int shift;                             /* enum shift, or NONE */
  const struct absence_request *absence; /* noted before anything else, in the same change; NULL */
  const void *context;                   /* for `prepare` */
  bool (*prepare)(struct session *session, const void *context, struct effects *effects, struct error *err);
  double seconds;       /* for everything */
  bool keeps_proposals; /* those kept for the worker and date are looked up */
  bool even_out;        /* one alternative: least change, or the fairest where nothing waits */
};
VK_NODISCARD bool replan_make(struct session *session, const struct replan_task *task, struct replan **out,
                              struct error *err);
VK_NODISCARD bool replan_take(struct session *session, const struct replan_task *task, const struct replan *replan,
                              int alternative, const bool *chosen, bool *changed, struct effects *effects,
                              struct error *err);

/* Notes the absence that the task brings along; within a transaction. */
VK_NODISCARD bool replan_note_first(struct session *session, const struct replan_task *task, struct effects *effects,
                                    struct error *err);

/* A number that differs when something differs that matters to the task: visits, lists and people of the teams and the
 * shift concerned, and of the other halves of their visits for two. */
uint64_t replan_digest(struct replan *replan, const struct replan_task *task);

/* Fills changes and figures of an alternative whose visits are set. */
void replan_describe(struct store *store, struct replan *replan, struct replan_alternative *alternative);

/* Whether the visit was with a worker who is (still) there. */
bool replan_had_worker(const struct replan *replan, int visit);

/* A copy of the visits of the day, in its arena. */
struct visit *replan_copy_visits(struct day *day);

/* True minutes of the clock on the date; 0 before it begins. */
minute replan_now(date on);

#endif
