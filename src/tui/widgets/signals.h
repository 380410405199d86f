/*
 * signals: what the system tells the program while the screen is open. Requests are noted and asked for; a crash gives
 * the terminal back first.
 */
#ifndef VAKTROM_TUI_SIGNALS_H
#define VAKTROM_TUI_SIGNALS_H

#include "vaktrom/base.h"

void signals_remember_terminal(void); /* before the screen opens: the state that a crash gives back */
void signals_catch(void);             /* begins to catch */
/* The bytes that take curses' marks off the terminal, for a crash or memory that is out. */
void signals_restore_with(const char *restore);
void signals_release(void);       /* as it was before */
bool signals_quit(void);          /* SIGINT, SIGTERM or SIGHUP came; stays so */
bool signals_take_stop(void);     /* SIGTSTP came since the last question */
bool signals_take_continue(void); /* SIGCONT came since the last question */
void signals_stop_here(void);     /* stops the program as SIGTSTP would; returns when it goes on */

#endif
