/*
 * A PDF is drawn in a child: fonts and the libraries that read them are big and of many hands, names come from
 * anywhere. The child may read files and write to one pipe, and nothing else; what goes wrong in it ends only the
 * child.
 *
 * It is forked beside other threads (the screen's), so it touches no lock that they might have held: it allocates,
 * which the C library allows, and uses Pango and cairo, which only one thread ever does.
 */
#define _GNU_SOURCE /* pipe2 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "paper/pdf.h"

/* The longest that a paper may take, in seconds; a year of a municipality takes a tenth. */
enum { LONGEST = 300 };

/* What comes through the pipe before the PDF, or what cairo says is wrong. */
struct head {
  int failed; /* 0 or 1 */
  int unknown_letters;
};

/* --- The child --------------------------------------------------------------------------------------------------- */

static bool write_all(int to, const void *bytes, size_t size) {
  const char *at = bytes;
  while (size > 0) {
    ssize_t n = write(to, at, size);
    if (n < 0 && errno != EINTR)
      return false;
    at += n > 0 ? n : 0;
    size -= n > 0 ? (size_t)n : 0;
  }
  return true;
}

/* Only the pipe stays open, as the standard output. */
static void leave_the_rest(int to) {
  static const int usual[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE, SIGTSTP, SIGALRM, SIGSEGV, SIGABRT};
  for (size_t i = 0; i < COUNT_OF(usual); i++)
    signal(usual[i], SIG_DFL); /* the screen's would write to its terminal */
  int none = open("/dev/null", O_RDONLY);
  dup2(to, STDOUT_FILENO);
  dup2(none, STDIN_FILENO);
  dup2(none, STDERR_FILENO);
  closefrom(STDERR_FILENO + 1);
  alarm(LONGEST);
  confine_to_reading();
}

_Noreturn static void draw_apart(struct paper *paper, const char *now, int to) {
  struct str pdf = {0};
  leave_the_rest(to);
  const char *wrong = pdf_draw(paper, now, &pdf);
  struct head head = {.failed = wrong != NULL, .unknown_letters = paper->unknown_letters};
  bool told = write_all(STDOUT_FILENO, &head, sizeof head) &&
              (wrong ? write_all(STDOUT_FILENO, wrong, strlen(wrong)) : write_all(STDOUT_FILENO, pdf.at, pdf.n));
  _exit(told ? 0 : 1);
}

/* --- The program ------------------------------------------------------------------------------------------------- */

static bool read_all(int from, struct str *out) {
  char piece[1 << 16];
  ssize_t n;
  while ((n = read(from, piece, sizeof piece)) != 0) {
    if (n < 0 && errno != EINTR)
      return false;
    if (n > 0)
      str_addn(out, piece, (size_t)n);
  }
  return true;
}

static bool ends_well(pid_t child) {
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool fail(struct error *err, const char *why) {
  return error_set(err, STATUS_INTERNAL, _("the PDF could not be made: %s"), why);
}

/* Takes what came through the pipe apart. */
static bool take(const struct str *came, struct paper *paper, struct str *out, struct error *err) {
  struct head head;
  memcpy(&head, came->at, sizeof head);
  paper->unknown_letters = head.unknown_letters;
  if (head.failed)
    return fail(err, came->at + sizeof head);
  str_addn(out, came->at + sizeof head, came->n - sizeof head);
  return true;
}

bool paper_render_pdf(struct paper *paper, struct str *out, struct error *err) {
  int ends[2];
  char now[INSTANT_SIZE];
  instant_format(clock_now(), now);
  if (pipe2(ends, O_CLOEXEC) != 0)
    return fail(err, errno_words(errno));
  pid_t child = fork();
  if (child == 0)
    draw_apart(paper, now, ends[1]);
  int fault = errno;
  struct str came = {0};
  close(ends[1]);
  bool whole = child > 0 && read_all(ends[0], &came);
  close(ends[0]);
  bool done = child > 0 && ends_well(child) && whole && came.n >= sizeof(struct head);
  if (child < 0)
    fail(err, errno_words(fault));
  else if (!done)
    fail(err, _("what draws it ended too early"));
  done = done && take(&came, paper, out, err);
  str_free(&came);
  return done;
}
