/* The commands' table agrees with itself, and a usage line says which word may stand where. */
#include "check.h"

#include <string.h>

#include "cli/kinds_cli.h"
#include "cli/named_files.h"
#include "cli/usage.h"

/* "VISIT take|release": the words that may come next, for reading in a test. */
static void note_word(void *context, const struct usage_word *word) {
  struct str *seen = context;
  str_addf(seen, "%s%s", seen->n ? " " : "", word->text);
}

static void expect_next(const struct command *command, const char *options, const char *const *words, int n,
                        const char *wanted) {
  struct str seen = {0};
  const struct usage_line line = {words, n, options};
  usage_next_words(command, &line, note_word, &seen);
  assert_string_equal(str_text(&seen), wanted);
  str_free(&seen);
}

static void a_word_follows_those_before_it(void **state) {
  (void)state;
  static const struct option_spec options[] = {
      {"team", "TEAM", OPTION_TEXT, NULL, ""},
      {"out", "FILE", OPTION_TEXT, NULL, ""},
      {"print", "[PRINTER]", OPTION_TEXT, NULL, ""},
      {"all", NULL, OPTION_FLAG, NULL, ""},
      {0},
  };
  const struct command command = {
      .name = "x",
      .arguments = "[show] [--team TEAM] [--out FILE|--print [PRINTER]] | take|give ID --team T | route PATIENT... | "
                   "need CODE[=VALUE] | --all DIR |\n       vaktrom x by\n         NAME",
      .options = options,
  };
  expect_next(&command, "", NULL, 0, "show take|give route need by");
  expect_next(&command, "", (const char *const[]){"take"}, 1, "ID");
  expect_next(&command, "", (const char *const[]){"give"}, 1, "ID");
  expect_next(&command, "", (const char *const[]){"give", "Q1"}, 2, "");
  expect_next(&command, "", (const char *const[]){"route", "P1", "P2", "P3"}, 4, "PATIENT");
  expect_next(&command, "", (const char *const[]){"need"}, 1, "CODE");
  expect_next(&command, "", (const char *const[]){"giv"}, 1, "");
  expect_next(&command, "", (const char *const[]){"by"}, 1, "NAME");
  expect_next(&command, "all", NULL, 0, "DIR");
}

/* There is room for what a command's options say. */
static void options_have_room(void **state) {
  (void)state;
  for (const struct command *const *c = commands; *c; c++) {
    int n = 0;
    while ((*c)->options && (*c)->options[n].name)
      n++;
    assert_in_range(n, 0, OPTIONS_MAX);
  }
}

/* Every option that a usage line names is one that the command takes. */
static void usage_names_only_options(void **state) {
  (void)state;
  for (const struct command *const *c = commands; *c; c++) {
    for (const char *at = (*c)->arguments; at && (at = strstr(at, "--")); at += 2) {
      char name[64];
      bool known = false;
      size_t length = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz0123456789-");
      snprintf(name, sizeof name, "%.*s", (int)length, at + 2);
      const struct option_spec *const tables[] = {(*c)->options, global_options};
      for (size_t t = 0; t < COUNT_OF(tables); t++)
        for (const struct option_spec *o = tables[t]; o && o->name; o++)
          known |= text_equal(o->name, name);
      if (length > 0 && !known)
        fail_msg("the usage of %s names --%s, which it does not take", (*c)->name, name);
    }
  }
}

/* --- Files that the caller names --- */

/* Words by which the help tells that a value is a file, where the value is called otherwise. */
static bool tells_of_file(const char *help) {
  static const char *const words[] = {"file", "folder", "write ", "template", "map"};
  for (size_t i = 0; i < COUNT_OF(words); i++)
    if (strstr(help, words[i]))
      return true;
  return false;
}

/* An option whose help tells of a file calls its value one, and so goes through the gate for named files. */
static void options_that_name_files_say_so(void **state) {
  (void)state;
  int files = 0;
  for (const struct command *const *c = commands; *c; c++)
    for (const struct option_spec *o = (*c)->options; o && o->name; o++) {
      files += value_names_file(o->value);
      if (o->type == OPTION_TEXT && tells_of_file(o->help) && !value_names_file(o->value) &&
          !text_equal(o->name, "unit") && !text_equal(o->name, "mode"))
        fail_msg("%s --%s %s: '%s' tells of a file, and FILE, DIR, MAP ... is not what its value is called", (*c)->name,
                 o->name, o->value, o->help);
    }
  assert_in_range(files, 10, 1000);
}

/* A call with one option and words, as it would stand on the command line. */
static bool may_call(const struct command *command, int option_at, const char *const *words, int n_words) {
  struct option_value values[OPTIONS_MAX] = {0};
  struct error err = {0};
  if (option_at != NONE)
    values[option_at] = (struct option_value){.given = true, .text = "/etc/hostname"};
  struct invocation call = {.command = command, .values = values, .words = words, .n_words = n_words};
  bool may = named_files_are_open(&call, &err);
  assert_true(may || err.status == STATUS_DENIED);
  error_clear(&err);
  return may;
}

/* Where the files are closed, no command takes the name of one; it takes other words and standard input. */
static void no_command_names_a_closed_file(void **state) {
  (void)state;
  static const struct {
    const char *command, *words[4];
  } named[] = {{"backup", {"/etc/x"}},
               {"restore", {"/etc/x"}},
               {"solve", {"/etc"}},
               {"import", {"patients", "/etc/x"}},
               {"import", {"staff", "-", "/x"}},
               {"export", {"problem", "/etc"}}};
  files_close();
  for (const struct command *const *c = commands; *c; c++)
    for (int i = 0; (*c)->options && (*c)->options[i].name; i++)
      if (may_call(*c, i, NULL, 0) == value_names_file((*c)->options[i].value))
        fail_msg("%s --%s: the gate for named files disagrees", (*c)->name, (*c)->options[i].name);
  for (size_t i = 0; i < COUNT_OF(named); i++) {
    int n = 0;
    while (n < 4 && named[i].words[n])
      n++;
    assert_false(may_call(command_find(named[i].command), NONE, named[i].words, n));
  }
  assert_true(may_call(command_find("import"), NONE, (const char *const[]){"patients", "-"}, 2));
  assert_true(may_call(command_find("export"), NONE, (const char *const[]){"patients"}, 1));
  assert_true(may_call(command_find("move"), NONE, (const char *const[]){"V1"}, 1));
}

/* What belongs to no group would be in no help and on no page. */
static void every_command_is_in_a_group(void **state) {
  (void)state;
  for (const struct command *const *c = commands; *c; c++) {
    bool known = false;
    for (const struct command_group *group = command_groups; group->title; group++)
      known |= text_equal(group->title, (*c)->group);
    if (!known)
      fail_msg("command_groups (commands.c) has no group '%s', to which %s belongs", (*c)->group, (*c)->name);
  }
}

/* Of every column the pages say what it may hold. */
static void every_column_is_described(void **state) {
  (void)state;
  for (const struct kind *kind = kinds; kind->name; kind++)
    for (const struct column *column = kind->columns; column->name; column++) {
      struct str text = {0};
      column_describe(column, &text);
      if (text.n < 4 || str_text(&text)[0] == ';')
        fail_msg("nothing is said of %s of %s: '%s'", column->name, kind->name, str_text(&text));
      str_free(&text);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_follows_those_before_it), cmocka_unit_test(options_have_room),
      cmocka_unit_test(usage_names_only_options),       cmocka_unit_test(every_command_is_in_a_group),
      cmocka_unit_test(every_column_is_described),      cmocka_unit_test(options_that_name_files_say_so),
      cmocka_unit_test(no_command_names_a_closed_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
