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

/* One row of the same table, and one view; for the manual pages and `help TOPIC`. */
struct tui_key {
  const char *keys;   /* separated by one space; "" = by the palette only */
  const char *label;  /* what it does, in the user's language */
  const char *action; /* its name in the configuration */
  const char *views;  /* where it works: "board, queue", "everywhere" */
};
struct tui_view {
  const char *name;   /* in the configuration: "sick-call" */
  const char *title;  /* in the user's language */
  const char *legend; /* its signs: lines of "sign<tab>what it means"; NULL */
};
/* Calls `take` with each row, in the order of the help; `view` NULL = all, else only what works in that view. */
void tui_each_key(const char *view, void (*take)(void *context, const struct tui_key *key), void *context);
/* The view of that number from 0; false after the last one. */
bool tui_view_at(int number, struct tui_view *out);

#endif
