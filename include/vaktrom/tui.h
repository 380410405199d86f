/*
 * tui: the screen. Opens on a terminal, ends when the person quits; the terminal is restored in every case.
 */
#ifndef VAKTROM_TUI_H
#define VAKTROM_TUI_H

#include "vaktrom/dispatch.h"

/* Runs the screen for the signed-in person. False (STATUS_USAGE) when standard input or output is no terminal, or the
 * terminal cannot show it; the error says what to do. */
VK_NODISCARD bool tui_run(struct session *session, struct error *err);

/* The language that the user's configuration asks for, or NULL. (What is wrong in that file, tui_run() tells.) */
const char *tui_language(void);

/* Adds the default keys as a Markdown table (README, manual page), made from the table by which the screen works. */
void tui_key_table(struct str *out);

#endif
