/* queue: what the files of the HT queue share. */
#ifndef VAKTROM_TUI_QUEUE_H
#define VAKTROM_TUI_QUEUE_H

#include "tui/views/own.h"

/* The view's state. */
struct queue {
  struct flow_list flow;
  VEC(struct queue_item) items; /* those that are shown; texts are the shared data's, or the list's arena */
  int kind;                     /* only this enum queue_kind; NONE = every kind */
  bool looking;                 /* at one request, over the whole view */
  int first;                    /* row of its details that is shown first */
  struct own_watch watch;
  struct flow_patient about;
  struct {
    char item[ID_SIZE];
    int64_t revision;
    struct arena arena;
    struct queue_step *steps;
    int n;
  } history; /* of the marked request */
};
struct queue *queue_of(const struct screen *screen);
const struct queue_item *queue_marked(const struct screen *screen); /* NULL */

/* "07:58, in 41 min", "07:58, late by 1 h 10 min": as of this moment. */
void queue_add_due(const struct queue_item *item, struct str *out);
bool queue_item_is_late(const struct queue_item *item);

/* Reads what stands beside the marked request, unless it is there. (queue_beside.c) */
void queue_beside_read(struct screen *screen);
void queue_beside_free(struct queue *queue);
/* Adds the request, its patient and its history. */
void queue_beside_add(const struct screen *screen, struct flow_lines *lines);

/* What one does with a request; each asks what it needs and calls dispatch. (queue_hands.c) */
void queue_act(struct screen *screen, enum action action);

#endif
