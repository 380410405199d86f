/* The progress line. */
#include "cli/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool progress_is_wanted(void) {
  return isatty(STDERR_FILENO);
}

static int columns(void) {
  const int usual = 80;
  struct winsize size = {0};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

/* What is left, by what is done: right for a limit of time and, about, for one of steps. */
static double seconds_left(const struct balance_progress *progress) {
  return progress->done > 0 ? progress->seconds / progress->done - progress->seconds : 0;
}

void progress_show(const struct balance_progress *progress) {
  struct str line = {0};
  char moves[NUMBER_SIZE];
  number_show(progress->moves_per_second / 1e6, 2, moves);
  str_addf(&line, _("cost %lld  %d unassigned  %s M moves/s  %.0f s left"), (long long)progress->cost,
           progress->unassigned, moves, seconds_left(progress));
  size_t length = text_fit(str_text(&line), columns() - 1);
  fprintf(stderr, "\r%.*s\033[K", (int)length, str_text(&line));
  fflush(stderr);
  str_free(&line);
}

void progress_clear(void) {
  fputs("\r\033[K", stderr);
  fflush(stderr);
}
