/* key_table: the default keys as a table for the README and the manual page, made from the table of actions. */
#ifndef VAKTROM_TUI_KEY_TABLE_H
#define VAKTROM_TUI_KEY_TABLE_H

#include "tui/engine/action.h"

/* Adds a Markdown table: keys, what they do, where. */
void key_table_markdown(struct str *out);
/* Adds the views of a row: "everywhere", "board, queue", "everywhere but sick-call". */
void key_table_views(struct str *out, unsigned views);

#endif
