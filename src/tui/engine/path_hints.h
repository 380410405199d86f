/* path_hints: the files and folders that a path being typed may mean. Reads folders; no curses in here. */
#ifndef VAKTROM_TUI_PATH_HINTS_H
#define VAKTROM_TUI_PATH_HINTS_H

#include "tui/engine/form.h"

/* What was found for the text last asked about. */
struct path_hints;
struct path_hints *path_hints_new(void);
void path_hints_free(struct path_hints *hints); /* NULL is fine */

/* Those that begin like the text, by name: the id is the whole path (of a folder with "/" behind it), the label the
 * name. Valid until the next call. */
int path_hints_find(struct path_hints *hints, const char *text, struct candidate out[CANDIDATES_MAX]);
/* Adds the text made as long as all of them agree on; false (and nothing added) where that is no more than the text. */
bool path_hints_complete(struct path_hints *hints, const char *text, struct str *out);
/* The path with "~/" as the person's home; in the arena. */
const char *path_expand(const char *text, struct arena *arena);

#endif
