/*
 * long_work: the one piece of work that may take minutes and outlives the view that began it (the night's run, an
 * import): done by a thread and over a connection of its own, so that neither keys nor errands wait for it. Wherever
 * one is, the last line tells how far it is and what came of it; its view has the rest.
 */
#ifndef VAKTROM_TUI_LONG_WORK_H
#define VAKTROM_TUI_LONG_WORK_H

#include <stdatomic.h>

#include "tui/engine/action.h"
#include "vaktrom/dispatch.h"

struct screen;
struct long_work;

struct long_kind {
  enum view_id view; /* which shows it */
  bool can_stop;
  /* By the thread, which alone touches the work then (but for its atomics). False with why in `err`: what it found out
   * stays all the same. */
  bool (*run)(struct session *session, struct long_work *work, struct error *err);
  /* Says in one line what came of work that was done. */
  void (*tell)(struct screen *screen, const struct long_work *work);
  void (*forget)(struct long_work *work); /* frees it */
};

/* The first member of the work of each kind. */
struct long_work {
  const struct long_kind *kind;
  struct str title;                     /* "the night's run of 2026-03-05" */
  atomic_int stop, percent, unassigned; /* enum balance_stop; how far it is, NONE = nobody knows */
  bool good;                            /* once it is done */
  struct error err;                     /* where not */
};

/* What the screen knows of it. */
struct long_works {
  struct errands *errands; /* NULL until the first is sent */
  struct errand *errand;
  struct long_work *underway;            /* NULL */
  struct long_work *results[VIEW_COUNT]; /* the last of each view that is done; NULL */
  int n_done;                            /* differs when a result does */
};

/* Sends it off and owns it; where something is under way already, or no thread starts, that is told, and the work is
 * forgotten. */
bool long_work_send(struct screen *screen, struct long_work *work);
/* Takes what is done, and tells; called before each picture. */
void long_work_take(struct screen *screen);
/* Adds "the night's run of 2026-03-05: 43 %, 3 unassigned so far". */
void long_work_progress(const struct long_work *work, struct str *out);
/* Asks whether it shall stop, and what is to be kept. */
void long_work_ask_stop(struct screen *screen);
/* The balancer's progress; the context is the work. */
void long_work_note(void *context, const struct balance_progress *progress);
/* Stops what is under way, keeping nothing where that can be, and waits for it. */
void long_works_end(struct long_works *works);

#endif
