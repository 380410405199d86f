/* Completing a command line for a shell. Private to cli. */
#ifndef VAKTROM_CLI_COMPLETE_H
#define VAKTROM_CLI_COMPLETE_H

#include "cli/options.h"

/* Prints what the last of the words (perhaps empty) may become, given those before it (all without the program's name):
 * one candidate a line, after a tab what it means; or ":files" or ":dirs" alone, which the shell itself knows. Reads
 * the store where ids are wanted, never changes it, and fails silently. */
void complete_words(const char *const *words, int n, struct arena *arena);

#endif
