/* Private to dispatch: what the routing hands share. */
#ifndef VAKTROM_DISPATCH_ROUTE_H
#define VAKTROM_DISPATCH_ROUTE_H

#include "vaktrom/dispatch.h"

/* Inside a transaction: reads the routes, stores what changed for the patient (NULL = all) and raises what needs a
 * person. */
VK_NODISCARD bool route_again(struct session *session, const char *patient, struct effects *effects, struct error *err);

/* What is put into the queue. */
struct route_item {
  enum queue_kind kind;
  enum urgency urgency;
  int64_t due_minutes; /* from now */
  const char *text;    /* may be a saying */
  enum queue_cause cause;
};
/* Whether the item asks for a look at a high NEWS2: one such item of a patient waits at a time. */
bool route_is_news2_request(const struct queue_item *item);
/* Puts an item into the queue of the patient's HT; *id (may be NULL) in the arena of the routes. */
VK_NODISCARD bool route_raise(struct session *session, struct routes *routes, int patient,
                              const struct route_item *item, const char **id, struct effects *effects,
                              struct error *err);

/* The same for a look at a high NEWS2: a patient's waiting request gets this said before what it said, with its due
 * time kept. */
VK_NODISCARD bool route_raise_news2(struct session *session, struct routes *routes, int patient,
                                    const struct route_item *item, const char **id, struct effects *effects,
                                    struct error *err);

/* As dispatch_routes(), of a snapshot of today that is loaded already and stays the caller's; ended by
 * routes_free_keeping_day(). */
VK_NODISCARD bool routes_of_day(struct store *store, struct day *day, struct routes **out, struct error *err);
void routes_free_keeping_day(struct routes *routes); /* NULL is fine */

/* Whether a service of the patient asks for a nurse. */
bool routes_has_nurse_work(const struct routes *routes, int patient);

/* Whether a NEWS2 that counts asks for an urgent look. */
bool route_has_high_news2(const struct routes *routes, int patient);

/* The patient of that id, or STATUS_USAGE. */
VK_NODISCARD bool route_find_patient(const struct routes *routes, const char *id, int *patient, struct error *err);

/* Ends a transaction: commits when `done`, else takes everything back. */
VK_NODISCARD bool route_end(struct session *session, bool done, struct error *err);

#endif
