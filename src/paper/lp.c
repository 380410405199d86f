/* Printing: the bytes to `lp`, which CUPS and every other Unix printing system has. No shell reads the printer's name.
 */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "vaktrom/paper.h"

extern char **environ;

bool paper_is_printer_name(const char *name) {
  if (*name == '-' || !*name)
    return false;
  for (const char *c = name; *c; c++)
    if (!isalnum((unsigned char)*c) && !strchr("_-.@", *c))
      return false;
  return true;
}

/* A file without a name that holds the bytes, read from its start: nothing of a patient stays behind on the disk. */
static FILE *file_of(const struct str *bytes, struct error *err) {
  FILE *file = tmpfile();
  if (file && fwrite(str_text(bytes), 1, bytes->n, file) == bytes->n && fflush(file) == 0) {
    rewind(file);
    return file;
  }
  error_set(err, STATUS_INPUT, _("what shall be printed could not be written: %s"), errno_words(errno));
  if (file)
    fclose(file);
  return NULL;
}

/* Starts a program with one file as its standard input; what it says goes into the other. 0 or an errno. */
static int start(char *const *arguments, FILE *file, FILE *said, pid_t *child) {
  posix_spawn_file_actions_t actions;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault != 0)
    return fault;
  fault = posix_spawn_file_actions_adddup2(&actions, fileno(file), STDIN_FILENO);
  for (int i = STDOUT_FILENO; fault == 0 && i <= STDERR_FILENO; i++)
    fault = posix_spawn_file_actions_adddup2(&actions, fileno(said), i);
  if (fault == 0)
    fault = posix_spawnp(child, arguments[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return fault;
}

static int start_lp(const char *printer, FILE *file, FILE *said, pid_t *child) {
  char program[] = "lp", to[] = "-d";
  char name[256];
  snprintf(name, sizeof name, "%s", printer);
  char *arguments[] = {program, *printer ? to : NULL, name, NULL};
  return start(arguments, file, said, child);
}

static bool lp_succeeded(pid_t child) {
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Adds the first line of what lp said. */
static void read_said(FILE *file, struct str *said) {
  char line[256];
  rewind(file);
  if (fgets(line, sizeof line, file))
    str_addn(said, line, strcspn(line, "\n"));
}

static bool refuse_without_lp(struct error *err) {
  return error_set(err, STATUS_INPUT, "%s",
                   _("this machine cannot print: there is no program lp (Debian: cups-client). Print to a file"));
}

static bool print_file(const char *printer, FILE *file, FILE *answer, struct str *said, struct error *err) {
  pid_t child;
  int fault = start_lp(printer, file, answer, &child);
  bool done = fault == 0 && lp_succeeded(child);
  if (fault == ENOENT)
    return refuse_without_lp(err);
  if (fault != 0)
    return error_set(err, STATUS_INPUT, _("lp could not be started: %s"), errno_words(fault));
  read_said(answer, said);
  if (!done && *printer)
    return error_set(err, STATUS_INPUT, _("lp did not print on %s (lpstat -p lists the printers): %s"), printer,
                     str_text(said));
  return done ||
         error_set(err, STATUS_INPUT, _("lp did not print; name a printer (lpstat -p lists them): %s"), str_text(said));
}

bool paper_print(const char *printer, const struct str *bytes, struct str *said, struct error *err) {
  FILE *answer = tmpfile();
  FILE *file = answer ? file_of(bytes, err) : NULL;
  bool done = file && print_file(printer, file, answer, said, err);
  if (!answer)
    error_set(err, STATUS_INPUT, _("what lp says could not be kept: %s"), errno_words(errno));
  if (file)
    fclose(file);
  if (answer)
    fclose(answer);
  return done;
}

bool paper_can_print(struct error *err) {
  char path[4096];
  bool found = false;
  for (const char *folder = environment_get("PATH"); folder && !found; folder = strchr(folder, ':')) {
    folder += *folder == ':';
    snprintf(path, sizeof path, "%.*s/lp", (int)strcspn(folder, ":"), folder);
    found = access(path, X_OK) == 0;
  }
  return found || refuse_without_lp(err);
}

/* --- Which printers there are --- */

/* Waits for it at most two seconds: a print server that is away must not hold anybody up. */
static bool ends_soon(pid_t child) {
  enum { looks = 200 };
  const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
  for (int look = 0; look < looks; look++) {
    if (waitpid(child, NULL, WNOHANG) == child)
      return true;
    nanosleep(&pause, NULL);
  }
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  return false;
}

void paper_printers(struct str *out) {
  char program[] = "lpstat", every[] = "-e", line[256];
  char *const arguments[] = {program, every, NULL};
  FILE *none = tmpfile(), *answer = tmpfile();
  pid_t child;
  if (none && answer && start(arguments, none, answer, &child) == 0 && ends_soon(child)) {
    rewind(answer);
    while (fgets(line, sizeof line, answer)) {
      line[strcspn(line, "\n")] = '\0';
      if (paper_is_printer_name(line))
        str_addf(out, "%s\n", line);
    }
  }
  if (none)
    fclose(none);
  if (answer)
    fclose(answer);
}
