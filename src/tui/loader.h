/*
 * loader: reads dates in a thread of its own, over a connection of its own, so that no key waits for it, however large
 * the base. What it hands over is day, sheets and queue of one look at the store. On a large base it answers twice: at
 * once, and again with what takes longer, the past and the findings. There it also reads the neighbours of the date
 * shown ahead, so that going on by a day is shown at once.
 */
#ifndef VAKTROM_TUI_LOADER_H
#define VAKTROM_TUI_LOADER_H

#include "vaktrom/dispatch/may.h"

/* One date as it was at one revision. */
struct screen_data {
  struct day *day;                 /* NULL only while nothing could be loaded yet */
  const struct list_sheet *sheets; /* of day->lists */
  bool checked;                    /* the past of the day and the findings below are there (they come a moment later) */
  struct finding *findings;        /* in the day's arena */
  int n_findings;
  struct arena arena;       /* of what follows */
  struct queue_item *items; /* open requests to all HTs: by urgency, due time, age */
  int n_items;
};
/* Reads it here and now, without the past and the findings. On failure nothing is left to free. */
VK_NODISCARD bool screen_data_read(const struct session *session, date on, struct screen_data *out, struct error *err);
void screen_data_free(struct screen_data *data);

struct loader;
/* Opens the session's store a second time and starts the thread, which reads what that person may read; loader_stop()
 * waits for what it does and frees all. */
VK_NODISCARD bool loader_start(const struct session *session, struct loader **out, struct error *err);
void loader_stop(struct loader *loader); /* NULL is fine */
/* Asks for a date. `revision` (of the asker's connection, read before asking) is handed back with the answer. What was
 * asked before and is not answered yet is forgotten. `whole`: the asker has the day already, and wants only the answer
 * with everything. */
void loader_ask(struct loader *loader, date on, int64_t revision, bool whole);
bool loader_is_busy(struct loader *loader); /* an answer is there or will come */
enum loader_answer { LOADER_NOTHING, LOADER_DATA, LOADER_FAILED };
/* The answer, waited for at most so many milliseconds. LOADER_DATA: the caller owns `out`. LOADER_FAILED: the error is
 * set. `*on` and `*revision` are those of the question. */
enum loader_answer loader_take(struct loader *loader, int milliseconds, struct screen_data *out, date *on,
                               int64_t *revision, struct error *err);

#endif
