/* grey_zone_cli: what people decide a grey-zone patient by, as `route --explain` and `queue show` print it. */
#ifndef VAKTROM_CLI_GREY_ZONE_CLI_H
#define VAKTROM_CLI_GREY_ZONE_CLI_H

#include "cli/cli.h"
#include "vaktrom/dispatch/flows.h"

/* Under "grey_zone" of the object: what pulls each way, the work of the week with who has the competence, the options.
 */
VK_NODISCARD bool grey_zone_add_json(const struct invocation *call, struct routes *routes, int patient, cJSON *object,
                                     struct error *err);
/* The work of the week and the options, as text. */
VK_NODISCARD bool grey_zone_print_work(const struct invocation *call, const struct routes *routes, int patient,
                                       struct error *err);
/* The same for a patient by id, with routes of their own; the text begins with what pulls each way. */
VK_NODISCARD bool grey_zone_json(const struct invocation *call, const char *patient, cJSON *object, struct error *err);
VK_NODISCARD bool grey_zone_print(const struct invocation *call, const char *patient, struct error *err);

#endif
