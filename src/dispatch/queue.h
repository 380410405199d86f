/* Private to dispatch: what all hands on an item of the HT queue share. */
#ifndef VAKTROM_DISPATCH_QUEUE_H
#define VAKTROM_DISPATCH_QUEUE_H

#include "vaktrom/dispatch.h"

/* One step on one item: a transaction that reads the item under the write lock. `session` and `effects` are the
 * caller's; the arena lives until the end. */
struct item_step {
  struct session *session;
  struct arena arena;
  struct queue_item *item;
  struct effects *effects;
};
VK_NODISCARD bool item_step_begin(struct item_step *step, const char *id, struct error *err);
/* Saves the item and commits when `ok`, else takes everything back; returns whether all went well. */
VK_NODISCARD bool item_step_end(struct item_step *step, bool ok, struct error *err);
/* What came of it now: no longer that a transfer met it. The text is the caller's, until the item is saved. */
void item_set_outcome(struct queue_item *item, const char *outcome);
/* Says the line, in the effects and in the journal. */
void item_tell(struct item_step *step, const char *line);
bool item_deny_closed(const struct item_step *step, struct error *err);
/* The state of the visit that the item became; VISIT_CANCELLED where it became none or that one is gone. */
VK_NODISCARD bool item_visit_state(const struct item_step *step, enum visit_state *out, struct error *err);

#endif
