/* time_unit: how other systems write how long something takes, as our whole minutes. */
#ifndef VAKTROM_EXCHANGE_TIME_UNIT_H
#define VAKTROM_EXCHANGE_TIME_UNIT_H

#include "vaktrom/base.h"

struct time_unit {
  const char *name; /* s, min, h, h:mm */
  double minutes;
};
/* NULL when there is none of that name. */
const struct time_unit *time_unit_find(const char *name);
/* Reads a time of that unit (decimal comma or point) as minutes, rounded up: nobody arrives before the last second.
 * False when it is none. */
bool time_unit_read(const struct time_unit *unit, const char *text, double *minutes);

#endif
