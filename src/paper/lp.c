/* Printing: the bytes to `lp`, which CUPS and every other Unix printing system has. No shell reads the printer's name.
 */
#define _GNU_SOURCE /* memfd_create, and its seals */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "paper/print_helper.h"

bool paper_is_printer_name(const char *name) {
  if (*name == '-' || !*name || strlen(name) >= PRINTER_NAME_SIZE)
    return false;
  for (const char *c = name; *c; c++)
    if (!isalnum((unsigned char)*c) && !strchr("_-.@", *c))
      return false;
  return true;
}

/* --- Files that no folder has: nothing of a patient stays behind on the disk --- */

static FILE *file_new(struct error *err) {
  int number = memfd_create("vaktrom", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  FILE *file = number >= 0 ? fdopen(number, "w+b") : NULL;
  if (!file) {
    error_set(err, STATUS_INPUT, _("what shall be printed could not be written: %s"), errno_words(errno));
    if (number >= 0)
      close(number);
  }
  return file;
}

/* One that holds the bytes, read from its start; nobody can change it any more. */
static FILE *file_of(const struct str *bytes, struct error *err) {
  FILE *file = file_new(err);
  if (!file)
    return NULL;
  if (fwrite(str_text(bytes), 1, bytes->n, file) == bytes->n && fflush(file) == 0) {
    rewind(file);
    fcntl(fileno(file), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
    return file;
  }
  error_set(err, STATUS_INPUT, _("what shall be printed could not be written: %s"), errno_words(errno));
  fclose(file);
  return NULL;
}

/* --- Printing --- */

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
  struct print_order order = {.deed = PRINT_FILE};
  struct print_answer result;
  snprintf(order.printer, sizeof order.printer, "%s", printer);
  if (!print_helper_ask(&order, fileno(file), fileno(answer), &result))
    return error_set(err, STATUS_INPUT, "%s", _("what prints for this program has ended: start the program again"));
  if (result.fault == ENOENT)
    return refuse_without_lp(err);
  if (result.fault != 0)
    return error_set(err, STATUS_INPUT, _("lp could not be started: %s"), errno_words(result.fault));
  read_said(answer, said);
  if (!result.succeed && *printer)
    return error_set(err, STATUS_INPUT, _("lp did not print on %s (lpstat -p lists the printers): %s"), printer,
                     str_text(said));
  return result.succeed ||
         error_set(err, STATUS_INPUT, _("lp did not print; name a printer (lpstat -p lists them): %s"), str_text(said));
}

bool paper_print(const char *printer, const struct str *bytes, struct str *said, struct error *err) {
  FILE *answer = file_new(err);
  FILE *file = answer ? file_of(bytes, err) : NULL;
  bool done = file && print_file(printer, file, answer, said, err);
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

void paper_printers(struct str *out) {
  struct error ignored = {0};
  struct print_answer result;
  char line[PRINTER_NAME_SIZE];
  FILE *none = file_new(&ignored), *answer = file_new(&ignored);
  if (none && answer &&
      print_helper_ask(&(struct print_order){.deed = PRINT_LIST_PRINTERS}, fileno(none), fileno(answer), &result) &&
      result.succeed) {
    rewind(answer);
    while (fgets(line, sizeof line, answer)) {
      line[strcspn(line, "\n")] = '\0';
      if (paper_is_printer_name(line))
        str_addf(out, "%s\n", line);
    }
  }
  error_clear(&ignored);
  if (none)
    fclose(none);
  if (answer)
    fclose(answer);
}
