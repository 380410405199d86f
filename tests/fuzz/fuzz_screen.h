/* A terminal of the target's own, in which the screen's widgets run: what they draw is kept, keys come from a pipe. */
#ifndef TESTS_FUZZ_SCREEN_H
#define TESTS_FUZZ_SCREEN_H

#include <fcntl.h>
#include <locale.h>
#include <ncurses.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "fuzz.h"
#include "tui/widgets/terminal.h"

enum { SCREEN_ROWS = 24, SCREEN_COLUMNS = 100 };
struct fuzz_screen {
  int keys;  /* where keys are written */
  int drawn; /* a file of what the screen wrote */
};

/* Opens it once. Only the opening needs a terminal: then it would wait for whoever reads it. */
static inline const struct fuzz_screen *fuzz_screen(void) {
  static struct fuzz_screen screen;
  static bool open;
  if (open)
    return &screen;
  struct error err = {0};
  const struct winsize size = {.ws_row = SCREEN_ROWS, .ws_col = SCREEN_COLUMNS};
  int master = posix_openpt(O_RDWR | O_NOCTTY), ends[2];
  MUST(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
  int slave = openat(AT_FDCWD, ptsname(master), O_RDWR | O_NOCTTY);
  MUST(slave >= 0 && ioctl(slave, TIOCSWINSZ, &size) == 0);
  MUST(dup2(slave, STDIN_FILENO) == STDIN_FILENO && dup2(slave, STDOUT_FILENO) == STDOUT_FILENO);
  MUST(setlocale(LC_ALL, "C.UTF-8") && setenv("TERM", "xterm-256color", 1) == 0);
  MUST(terminal_open(&err));
  set_escdelay(0); /* an escape that begins nothing is a key by itself, at once */
  screen.drawn = memfd_create("drawn", MFD_CLOEXEC);
  MUST(pipe(ends) == 0 && screen.drawn >= 0);
  screen.keys = ends[1];
  MUST(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO && dup2(screen.drawn, STDOUT_FILENO) == STDOUT_FILENO);
  open = true;
  return &screen;
}

/* Empties what was drawn. */
static inline void fuzz_screen_forget(const struct fuzz_screen *screen) {
  MUST(ftruncate(screen->drawn, 0) == 0 && lseek(screen->drawn, 0, SEEK_SET) == 0);
}

#endif
