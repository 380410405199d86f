/* What `vaktrom help TOPIC` explains: commands, groups, views, findings, settings, KINDs, reports, keys' actions,
 * terms. Private to cli. */
#ifndef VAKTROM_CLI_TOPICS_H
#define VAKTROM_CLI_TOPICS_H

#include "cli/options.h"

/* Explains the topic on standard output, each thing of that name. STATUS_USAGE, with the nearest name, when there is
 * none. */
VK_NODISCARD bool topic_explain(const char *topic, struct error *err);
/* Calls `take` with the name of each topic; a name may come more than once. */
void topics_each(void (*take)(void *context, const char *name, const char *what), void *context);

#endif
