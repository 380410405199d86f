/* What an SSH client asked for is words of this program, and never a shell's. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/forced.h"

static void set_asked(const char *asked) {
  if (asked)
    setenv("SSH_ORIGINAL_COMMAND", asked, 1);
  else
    unsetenv("SSH_ORIGINAL_COMMAND");
}

/* The words, with | between them, after `vaktrom --db base.db --as kari`. */
static void asks(const char *asked, const char *wanted) {
  char *argv[] = {"vaktrom", "--db", "base.db", "--as", "kari"};
  struct command_line line;
  struct error err = {0};
  struct str words = {0};
  set_asked(asked);
  if (!command_line_read((int)COUNT_OF(argv), argv, &line, &err))
    fail_msg("%s: %s", asked, err.text);
  for (size_t i = COUNT_OF(argv); i < line.words.n; i++)
    str_addf(&words, "%s%s", i > COUNT_OF(argv) ? "|" : "", line.words.at[i]);
  assert_string_equal(str_text(&words), wanted);
  str_free(&words);
  command_line_free(&line);
}

static void refused(const char *asked, enum status status, const char *why) {
  char *argv[] = {"vaktrom", "--as=kari"};
  struct command_line line;
  struct error err = {0};
  set_asked(asked);
  if (command_line_read((int)COUNT_OF(argv), argv, &line, &err))
    fail_msg("taken: %s", asked);
  assert_int_equal(err.status, status);
  assert_non_null(strstr(err.text, why));
  error_clear(&err);
  command_line_free(&line);
}

static void test_words_are_kept_as_they_are(void **state) {
  (void)state;
  asks(NULL, "");
  asks("", "");
  asks("vaktrom", "");
  asks("vaktrom lists --json", "lists|--json");
  asks("  vaktrom   lists  ", "lists");
  asks("vaktrom drop V12 --reason 'at the dentist; back at 3'", "drop|V12|--reason|at the dentist; back at 3");
  asks("vaktrom drop V12 --reason \"she said \\\"no\\\"\"", "drop|V12|--reason|she said \"no\"");
  asks("vaktrom drop V12 --reason at\\ home", "drop|V12|--reason|at home");
  asks("vaktrom need P1 'a'\"b\"c", "need|P1|abc");
  asks("vaktrom drop V12 --reason ''", "drop|V12|--reason|");
  asks("vaktrom list $HOME", "list|$HOME");
}

static void test_nothing_goes_to_a_shell(void **state) {
  (void)state;
  static const char *const shells[] = {"vaktrom lists; sh",     "vaktrom lists | sh", "vaktrom lists && sh",
                                       "vaktrom lists > file",  "vaktrom list `id`",  "vaktrom list $(id)",
                                       "vaktrom lists\nsh",     "vaktrom < file",     "vaktrom list 'open",
                                       "vaktrom list \"open \\"};
  for (size_t i = 0; i < COUNT_OF(shells); i++)
    refused(shells[i], STATUS_USAGE, "no shell");
  refused("sh", STATUS_USAGE, "nothing else");
  refused("/bin/sh -c id", STATUS_USAGE, "nothing else");
  refused("scp -t /tmp", STATUS_USAGE, "nothing else");
  refused("internal-sftp", STATUS_USAGE, "nothing else");
  refused("./vaktrom lists", STATUS_USAGE, "nothing else");
}

static void test_the_key_says_who_and_where(void **state) {
  (void)state;
  static const char *const words[] = {"--as chief",   "--as=chief", "--user chief",
                                      "--user=chief", "--db x.db",  "--db=x.db"};
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    char asked[64];
    snprintf(asked, sizeof asked, "vaktrom %s whoami", words[i]);
    refused(asked, STATUS_DENIED, "set up this SSH key");
    snprintf(asked, sizeof asked, "vaktrom whoami %s", words[i]);
    refused(asked, STATUS_DENIED, "set up this SSH key");
  }
}

/* A forced command that names its command takes nothing from the client; neither does a run that is not forced. */
static void test_only_an_open_forced_command_takes_words(void **state) {
  (void)state;
  char *closed[] = {"vaktrom", "--as", "kari", "screen"}, *own[] = {"vaktrom", "--lang", "nb"};
  struct command_line line;
  struct error err = {0};
  set_asked("vaktrom lists");
  assert_true(command_line_read((int)COUNT_OF(closed), closed, &line, &err));
  assert_int_equal(line.words.n, COUNT_OF(closed));
  command_line_free(&line);
  assert_true(command_line_read((int)COUNT_OF(own), own, &line, &err));
  assert_int_equal(line.words.n, COUNT_OF(own));
  command_line_free(&line);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_are_kept_as_they_are),
      cmocka_unit_test(test_nothing_goes_to_a_shell),
      cmocka_unit_test(test_the_key_says_who_and_where),
      cmocka_unit_test(test_only_an_open_forced_command_takes_words),
  };
  return cmocka_run_group_tests_name("cli: forced commands", tests, NULL, NULL);
}
