/* Whose environment counts: the caller's, but not where somebody else's rights are at work. */
#include "check.h"
#include "vaktrom/base.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_environment(void) {
  static const char *const hostile[][2] = {
      {"VAKTROM_DB", "/tmp/evil.db"},
      {"VAKTROM_NOW", "2020-01-01T00:00:00Z"},
      {"VAKTROM_DATA", "/tmp/evil"},
      {"XDG_CONFIG_HOME", "/tmp/evil"},
      {"XDG_DATA_HOME", "/tmp/evil"},
      {"HOME", "/tmp/evil"},
      {"PATH", "/tmp/evil"},
      {"TZDIR", "/tmp/evil"},
      {"TERMINFO", "/tmp/evil"},
      {"TERMINFO_DIRS", "/tmp/evil"},
      {"FONTCONFIG_FILE", "/tmp/e"},
      {"LD_PRELOAD_LIKE", "/tmp/evil.so"},
      {"SQLITE_TMPDIR", "/tmp/evil"},
      {"EDITOR", "/tmp/evil"},
      {"CUPS_SERVER", "evil.example"},
      {"LOCPATH", "/tmp/evil"},
      {"LANG", "nb_NO.UTF-8"},
      {"LC_ALL", "../../tmp/evil"},
      {"TERM", "xterm-256color"},
      {"COLORFGBG", "15;0\033[2J"},
      {"NO_COLOR", "1"},
      {"SUDO_USER", "kari"},
  };
  clearenv();
  for (size_t i = 0; i < COUNT_OF(hostile); i++)
    setenv(hostile[i][0], hostile[i][1], 1);
}

static void own_environment_counts(void **state) {
  (void)state;
  write_environment();
  environment_start();
  assert_false(environment_is_lent());
  assert_string_equal(environment_get("VAKTROM_DB"), "/tmp/evil.db");
  assert_string_equal(environment_get("HOME"), "/tmp/evil");
  assert_string_equal(getenv("TERMINFO"), "/tmp/evil"); /* for ncurses */
  assert_null(environment_get("EDITOR"));               /* the program has no use for it */
}

/* As `sudo -u` says it, and as who is sudo's own user. */
static void sudo_of_oneself_is_ones_own(void **state) {
  (void)state;
  char uid[16];
  write_environment();
  snprintf(uid, sizeof uid, "%u", (unsigned)getuid());
  setenv("SUDO_UID", uid, 1);
  environment_start();
  assert_false(environment_is_lent());
}

static void assert_nothing_hostile(void) {
  extern char **environ;
  for (char **variable = environ; *variable; variable++) {
    assert_null(strstr(*variable, "evil"));
    assert_null(strchr(*variable, '\033'));
  }
}

static void lent_rights_trust_nothing_that_leads_anywhere(void **state) {
  (void)state;
  static const char *const lenders[] = {"SUDO_UID", "PKEXEC_UID", "DOAS_USER"};
  for (size_t i = 0; i < COUNT_OF(lenders); i++) {
    write_environment();
    setenv(lenders[i], "54321", 1);
    environment_start();
    assert_true(environment_is_lent());
    assert_nothing_hostile();
    assert_null(environment_get("VAKTROM_DB"));
    assert_null(environment_get("VAKTROM_NOW"));
    assert_null(environment_get("LC_ALL"));
    assert_string_equal(environment_get("HOME"), getpwuid(geteuid())->pw_dir);
    assert_string_equal(environment_get("PATH"), "/usr/local/bin:/usr/bin:/bin");
    assert_string_equal(environment_get("LANG"), "nb_NO.UTF-8");
    assert_string_equal(environment_get("TERM"), "xterm-256color");
    assert_string_equal(environment_get("NO_COLOR"), "1");
    assert_string_equal(environment_get("SUDO_USER"), "kari");
  }
}

/* Else the store might be opened as file 2, and a warning be written into it. */
static void closed_standard_files_are_taken(void **state) {
  (void)state;
  pid_t child = fork();
  if (child == 0) {
    for (int file = 0; file <= 2; file++)
      close(file);
    environment_start();
    char byte = 'x';
    _exit(open("/dev/null", O_RDONLY) > 2 && write(1, &byte, 1) < 0 && write(2, &byte, 1) < 0 ? 0 : 1);
  }
  int status = 1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
}

static void files_are_made_for_their_owner(void **state) {
  (void)state;
  umask(0);
  environment_start();
  assert_int_equal(umask(0), 077);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(own_environment_counts),
      cmocka_unit_test(sudo_of_oneself_is_ones_own),
      cmocka_unit_test(lent_rights_trust_nothing_that_leads_anywhere),
      cmocka_unit_test(closed_standard_files_are_taken),
      cmocka_unit_test(files_are_made_for_their_owner),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
