/* What the program takes from its environment, and what it does not when somebody else than the one whose rights it has
 * wrote it. */
#include <ctype.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vaktrom/base.h"

/* What becomes of a variable that another person wrote. */
enum fate {
  FATE_DROPPED, /* it leads to files or programs of that person's choice, or moves the clock */
  FATE_KEPT,    /* it says how that person reads, or who that is; kept where it is one short word */
  FATE_OURS,    /* what it is for the user as whom the program runs */
};

static const struct {
  const char *name;
  enum fate fate;
} variables[] = {
    {"VAKTROM_DB", FATE_DROPPED},
    {"VAKTROM_NOW", FATE_DROPPED},
    {"VAKTROM_DATA", FATE_DROPPED},
    {"XDG_DATA_HOME", FATE_DROPPED},
    {"XDG_CONFIG_HOME", FATE_DROPPED},
    {"TZDIR", FATE_DROPPED},
    {"CUPS_SERVER", FATE_DROPPED},
    {"LPDEST", FATE_DROPPED},
    {"PRINTER", FATE_DROPPED},
    {"KRB5CCNAME", FATE_DROPPED},
    {"HOME", FATE_OURS},
    {"PATH", FATE_OURS},
    {"USER", FATE_OURS},
    {"LOGNAME", FATE_OURS},
    {"TERM", FATE_KEPT},
    {"COLORFGBG", FATE_KEPT},
    {"NO_COLOR", FATE_KEPT},
    {"LANG", FATE_KEPT},
    {"LANGUAGE", FATE_KEPT},
    {"LC_ALL", FATE_KEPT},
    {"LC_CTYPE", FATE_KEPT},
    {"LC_MESSAGES", FATE_KEPT},
    {"SUDO_USER", FATE_KEPT},
    {"SUDO_UID", FATE_KEPT},
    {"SSH_CONNECTION", FATE_DROPPED},
    {"SSH_ORIGINAL_COMMAND", FATE_DROPPED},
};

static bool lent;

/* --- Whose rights ------------------------------------------------------------------------------------------------ */

/* Whether a program that lends rights says that it started this one for another user. Who writes such a variable for
 * himself only gets less. */
static bool is_started_for(const char *variable) {
  const char *text = getenv(variable);
  return !text_is_empty(text) && strtoul(text, NULL, 10) != (unsigned long)getuid();
}

static bool is_user(const char *variable) {
  const char *name = getenv(variable);
  const struct passwd *user = text_is_empty(name) ? NULL : getpwnam(name);
  return user && user->pw_uid == getuid();
}

static bool rights_are_lent(void) {
  return getauxval(AT_SECURE) != 0 || getuid() != geteuid() || getgid() != getegid() || is_started_for("SUDO_UID") ||
         is_started_for("PKEXEC_UID") || (getenv("DOAS_USER") && !is_user("DOAS_USER"));
}

bool environment_is_lent(void) {
  return lent;
}

/* --- What stays -------------------------------------------------------------------------------------------------- */

/* One short word that is no path: a terminal, a language, a person. */
static bool is_plain_word(const char *value) {
  enum { longest = 64 };
  bool plain = strlen(value) <= longest;
  for (const char *at = value; plain && *at; at++)
    plain = isalnum((unsigned char)*at) || strchr("._-@:;,+", *at);
  return plain;
}

/* The value that counts, NULL for none; `value` is what the other person wrote. */
static const char *value_for(const char *name, enum fate fate, const char *value, const struct passwd *user) {
  if (fate == FATE_KEPT)
    return value && is_plain_word(value) ? value : NULL;
  if (fate == FATE_DROPPED)
    return NULL;
  if (text_equal(name, "PATH"))
    return "/usr/local/bin:/usr/bin:/bin";
  if (text_equal(name, "HOME"))
    return user ? user->pw_dir : "/";
  return user ? user->pw_name : NULL;
}

/* The libraries ask the environment, too (for terminals, fonts, locales): what the table does not name is gone. */
static void keep_ours(void) {
  char *values[COUNT_OF(variables)];
  const struct passwd *user = getpwuid(geteuid());
  for (size_t i = 0; i < COUNT_OF(variables); i++) {
    const char *value = value_for(variables[i].name, variables[i].fate, getenv(variables[i].name), user);
    values[i] = value ? mem_strdup(value) : NULL;
  }
  clearenv();
  for (size_t i = 0; i < COUNT_OF(variables); i++) {
    if (values[i])
      setenv(variables[i].name, values[i], 1);
    free(values[i]);
  }
}

/* A file opened later must not get the number of one that the caller closed: a message would be written into it.
 * Neither can be used, so that what is printed there still counts as not printed. */
static void hold_standard_files(void) {
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    if (fcntl(file, F_GETFD) < 0)
      (void)!open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY); /* the lowest number is this one */
}

void environment_start(void) {
  hold_standard_files();
  signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is told as a full disk is, and ends nothing */
  umask(umask(0) | 077);
  lent = rights_are_lent();
  if (lent)
    keep_ours();
}

const char *environment_get(const char *name) {
  for (size_t i = 0; i < COUNT_OF(variables); i++)
    if (text_equal(variables[i].name, name))
      return getenv(name);
  return NULL;
}
