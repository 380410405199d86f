/* list_json: a work list in JSON (interface.md, lists --json), for the commands that show one. */
#ifndef VAKTROM_CLI_LIST_JSON_H
#define VAKTROM_CLI_LIST_JSON_H

#include "cli/cli.h"

/* A list with its visits; each visit has stop_json(). The caller frees it, or adds it to a document. */
cJSON *list_json(const struct day *day, const struct list_sheet *sheet);
cJSON *stop_json(const struct day *day, const struct list_stop *stop);

#endif
