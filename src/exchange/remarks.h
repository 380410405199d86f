/* remarks: what an import may do and people should look at all the same. */
#ifndef VAKTROM_EXCHANGE_REMARKS_H
#define VAKTROM_EXCHANGE_REMARKS_H

#include "batch.h"

/* Warns, when the rows have been put, for those that are new or changed: of a patient whose place cannot be
 * right (place_check_tell()), and of each code of a need that no version of the criteria
 * names. */
VK_NODISCARD bool remarks_tell(struct intake *intake, struct effects *effects, struct error *err);

#endif
