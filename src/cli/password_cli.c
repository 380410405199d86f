/* A line of the terminal that it does not show. Read byte by byte, so that no buffer keeps it. */
#include "cli/password_cli.h"

#include <sodium.h>
#include <termios.h>
#include <unistd.h>

/* What a byte does to what was typed; true: the line is not over. */
static bool type(struct password *typed, char byte, bool *given_up) {
  switch (byte) {
  case '\r':
  case '\n':
    return false;
  case CTRL('c'):
    *given_up = true;
    return false;
  case CTRL('d'):
    *given_up = typed->n == 0;
    return false;
  case CTRL('u'):
    password_empty(typed);
    return true;
  case CTRL('h'):
  case 127:
    if (typed->n > 0)
      password_take_back(typed);
    return true;
  default:
    if ((unsigned char)byte >= ' ')
      password_add_byte(typed, byte);
    return true;
  }
}

/* Keys come one by one and signals as keys, so that the terminal is never left without showing what is typed. */
static bool read_unseen(const char *question, struct password *out) {
  struct termios shown, unseen;
  bool given_up = false;
  char byte = 0;
  if (tcgetattr(STDIN_FILENO, &shown) != 0)
    return false;
  unseen = shown;
  unseen.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL | ICANON | ISIG);
  unseen.c_cc[VMIN] = 1;
  unseen.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen); /* before it is asked for, so that nobody types too early */
  fprintf(stderr, "%s: ", question);
  ssize_t got = 0;
  while ((got = read(STDIN_FILENO, &byte, 1)) == 1 && type(out, byte, &given_up))
    ;
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  fputc('\n', stderr);
  return got == 1 && !given_up;
}

static bool read_line(struct password *out) {
  char byte = 0;
  ssize_t got;
  while ((got = read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n')
    password_add_byte(out, byte);
  if (out->n > 0 && out->text[out->n - 1] == '\r')
    password_take_back(out);
  return got == 1 || out->n > 0;
}

bool password_read(const char *question, struct password *out, struct error *err) {
  if (!password_start(out, err))
    return false;
  bool read = isatty(STDIN_FILENO) ? read_unseen(question, out) : read_line(out);
  return read || error_set(err, STATUS_USAGE, _("%s: nothing was typed, and nothing is on standard input"), question);
}

bool password_read_new(const char *question, struct password *out, struct error *err) {
  struct password again = {0};
  if (!password_read(question, out, err))
    return false;
  if (!isatty(STDIN_FILENO))
    return true;
  bool done = password_read(_("The same again"), &again, err);
  if (done && (again.n != out->n || sodium_memcmp(again.text, out->text, out->n) != 0))
    done = error_set(err, STATUS_INPUT, "%s", _("the two were not the same; nothing was made"));
  password_free(&again);
  return done;
}
