/* Private to routing: reading the `when` of a criterion. */
#ifndef VAKTROM_ROUTING_WHEN_H
#define VAKTROM_ROUTING_WHEN_H

#include "vaktrom/routing.h"

#define WHEN_MAX_BYTES 4000
#define WHEN_MAX_CONDITIONS 64

/* Reads a `when` into conditions[0..*n); texts go to the arena, new codes into the table. STATUS_INPUT when it cannot
 * be read: the message has the position (bytes from 1), what stands there and what was meant. */
bool when_parse(const char *when, struct code_table *codes, struct arena *arena,
                struct condition conditions[WHEN_MAX_CONDITIONS], int *n, struct error *err);

#endif
