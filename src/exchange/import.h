/* import: putting a checked intake into the store. */
#ifndef VAKTROM_EXCHANGE_IMPORT_H
#define VAKTROM_EXCHANGE_IMPORT_H

#include "batch.h"
#include "follow_up.h"

struct intake_manner {
  bool replace; /* rows that the files lack are ended */
  bool fresh;   /* default tasks and criteria that the files lack are removed */
};
struct import_counts {
  size_t of[3]; /* by enum put_result */
  size_t ended;
};
/* Checks the intake and puts all of it in one transaction, or says every fault. */
VK_NODISCARD bool intake_put(struct intake *intake, struct session *session, const char *label,
                             const struct intake_manner *manner, struct effects *effects, struct error *err);
/* Whether the store holds no base yet: there is no team. */
VK_NODISCARD bool base_is_empty(struct store *store, bool *empty, struct error *err);

#endif
