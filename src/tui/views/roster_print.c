/* Printing the chosen lists: into a file, or through lp, which gets the text on its standard input. No shell. */
#include "tui/views/roster.h"

#include "vaktrom/exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Whether a program of that name is on the path. */
static bool is_installed(const char *name) {
  const char *path = getenv("PATH");
  bool found = false;
  for (const char *at = path ? path : ""; *at && !found;) {
    size_t length = strcspn(at, ":");
    struct str file = {0};
    str_addn(&file, at, length);
    str_addf(&file, "/%s", name);
    found = access(str_text(&file), X_OK) == 0;
    str_free(&file);
    at += length + (at[length] == ':');
  }
  return found;
}

/* Runs the program with the file as its standard input; what it says goes into `said`. Returns its exit status, or NONE
 * when it could not be run. */
static int run_on(char *const *words, FILE *input, FILE *said) {
  posix_spawn_file_actions_t redirections;
  pid_t child;
  int status;
  posix_spawn_file_actions_init(&redirections);
  posix_spawn_file_actions_adddup2(&redirections, fileno(input), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&redirections, fileno(said), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&redirections, fileno(said), STDERR_FILENO);
  int failed = posix_spawnp(&child, words[0], &redirections, NULL, words, environ);
  posix_spawn_file_actions_destroy(&redirections);
  if (failed)
    return NONE;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return NONE;
  return WIFEXITED(status) ? WEXITSTATUS(status) : NONE;
}

static void read_line(FILE *file, struct str *out) {
  char line[200];
  rewind(file);
  if (fgets(line, sizeof line, file))
    str_addn(out, line, strcspn(line, "\n"));
}

static void print_by_lp(struct screen *screen, const struct roster_pages *pages) {
  char lp[] = "lp", option[] = "-t", title[] = "vaktrom";
  char *words[] = {lp, option, title, NULL};
  FILE *input = tmpfile(), *said = tmpfile();
  struct str told = {0};
  bool good =
      input && said && fwrite(str_text(&pages->text), 1, pages->text.n, input) == pages->text.n && fflush(input) == 0;
  if (good)
    rewind(input);
  int status = good ? run_on(words, input, said) : NONE;
  if (said)
    read_line(said, &told);
  if (status == 0)
    screen_say(screen, COLOUR_GOOD, _("%d lists went to the printer: %s"), pages->lists, str_text(&told));
  else
    screen_say(screen, COLOUR_ERROR, _("not printed: %s"), told.n ? str_text(&told) : _("lp could not be run"));
  str_free(&told);
  if (input)
    fclose(input);
  if (said)
    fclose(said);
}

static void print_to_file(struct screen *screen, const struct roster_pages *pages) {
  struct error err = {0};
  struct str path = {0};
  char on[DATE_SIZE];
  date_format(screen->on, on);
  str_addf(&path, "roster-%s.txt", on);
  if (prompt_text(screen, _(" Into which file? "), &path)) {
    const char *name = str_text(&path);
    bool there = access(name, F_OK) == 0;
    if (there && !prompt_confirm(screen, _(" There is such a file. Replace it? ")))
      screen_say(screen, COLOUR_NOTICE, "%s", _("nothing was written"));
    else if (exchange_write_file(name, &pages->text, &err))
      screen_say(screen, COLOUR_GOOD, _("%d lists written to %s"), pages->lists, name);
    else
      screen_say_error(screen, &err);
  }
  str_free(&path);
}

void roster_print(struct screen *screen) {
  enum { TO_FILE, TO_PRINTER };
  struct roster_pages pages;
  struct str question = {0};
  bool printer = is_installed("lp");
  const struct choice choices[] = {
      [TO_FILE] = {.label = _("a file")},
      [TO_PRINTER] = {.label = printer ? _("the printer (lp)") : _("the printer: lp is not installed here"),
                      .dim = !printer},
  };
  screen_hold(screen);
  roster_pages(screen, &pages);
  screen_release(screen);
  if (pages.lists == 0) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("there is no list to print"));
    str_free(&pages.text);
    return;
  }
  if (pages.drafts > 0)
    str_addf(&question, _(" Print %d lists, ! %d of them DRAFT and marked so: where to? "), pages.lists, pages.drafts);
  else
    str_addf(&question, _(" Print %d lists, all approved: where to? "), pages.lists);
  int chosen = prompt_choice(screen, str_text(&question), choices, (int)COUNT_OF(choices));
  if (chosen == TO_FILE)
    print_to_file(screen, &pages);
  else if (chosen == TO_PRINTER && printer)
    print_by_lp(screen, &pages);
  else if (chosen == TO_PRINTER)
    screen_say(screen, COLOUR_WARNING, "%s",
               _("there is no printer here: the program lp (package cups-client) is not installed; print to a file"));
  str_free(&question);
  str_free(&pages.text);
}
