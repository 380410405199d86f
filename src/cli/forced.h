/*
 * forced: what an SSH client asked for, where its key has a forced command: `command="vaktrom --as NAME"` in
 * authorized_keys. Private to cli.
 *
 * sshd runs the forced command whatever the client asks for, and hands over what that was in SSH_ORIGINAL_COMMAND. It
 * is read as words of this program and of nothing else: no shell sees it. Quotes and backslashes keep words together as
 * a shell's do; nothing is replaced.
 */
#ifndef VAKTROM_CLI_FORCED_H
#define VAKTROM_CLI_FORCED_H

#include "vaktrom/base.h"

struct command_line {
  VEC(char *) words; /* the program's name first */
  struct arena arena;
};
/* The words of the command line; where --as is among them and no command, those that the client asked for as well.
 * STATUS_USAGE where that is another program, or where it names a person (--as, --user) or a store (--db). */
VK_NODISCARD bool command_line_read(int argc, char **argv, struct command_line *out, struct error *err);
void command_line_free(struct command_line *line);
/* The parts of what the client asked for: added to `out`, in its arena. */
VK_NODISCARD bool forced_split(const char *text, struct command_line *out, struct error *err);

#endif
