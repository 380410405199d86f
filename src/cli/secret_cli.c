/* Asking for what opens a backup: a passphrase is typed unseen, and stays nowhere. */
#include "cli/secret_cli.h"

#include <sodium.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { longest = 1024 };

/* One line of the terminal that it does not show. Read byte by byte, so that no buffer keeps it. */
static bool read_unseen(const char *prompt, char line[longest]) {
  struct termios shown, unseen;
  size_t n = 0;
  char c = 0;
  if (tcgetattr(STDIN_FILENO, &shown) != 0)
    return false;
  unseen = shown;
  unseen.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen); /* before it is asked for, so that nobody types too early */
  printf("%s: ", prompt);
  fflush(stdout);
  while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
    if (n + 1 < longest)
      line[n++] = c;
  line[n] = '\0';
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  puts("");
  return c == '\n';
}

static bool ask_passphrase(bool twice, struct backup_secret *out, struct error *err) {
  char line[longest], again[longest];
  bool done = read_unseen(_("Passphrase"), line) && (!twice || read_unseen(_("The same again"), again));
  if (!done)
    error_set(err, STATUS_USAGE, "%s", _("no passphrase was typed"));
  else if (twice && strcmp(line, again) != 0)
    done = error_set(err, STATUS_INPUT, "%s", _("the two were not the same; nothing was made"));
  done = done && backup_secret_passphrase(line, out, err);
  sodium_memzero(line, sizeof line);
  sodium_memzero(again, sizeof again);
  return done;
}

bool secret_ask(const struct invocation *call, bool twice, struct backup_secret *out, struct error *err) {
  const char *key = option_text(call, "key");
  if (key)
    return backup_secret_read(key, out, err);
  if (!call->terminal)
    return error_set(err, STATUS_USAGE, "%s",
                     _("name the key file with --key, or run it on a terminal, which asks for a passphrase"));
  return ask_passphrase(twice, out, err);
}

const char *size_words(struct arena *arena, int64_t bytes) {
  char number[NUMBER_SIZE];
  number_show((double)bytes / 1e6, 1, number);
  return arena_printf(arena, _("%s MB"), number);
}
