/* One error type for the whole program: what it does to the exit status, and what a person needs to read. */
#include "vaktrom/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *format_text(const char *format, va_list args) {
  struct str str = {0};
  struct str words = {0};
  str_vaddf(&str, format, args);
  said_add(&words, str_text(&str));
  str_free(&str);
  return words.at ? words.at : mem_strdup("");
}

/* Takes over `text`. */
static void replace_text(struct error *err, char *text) {
  free(err->text);
  err->text = text;
}

bool error_set(struct error *err, enum status status, const char *format, ...) {
  if (!err)
    return false;
  va_list args;
  va_start(args, format);
  char *text = format_text(format, args); /* before the old text goes: it may be one of the arguments */
  va_end(args);
  replace_text(err, text);
  err->status = status;
  err->may_override = false;
  return false;
}

/* Joins two lines; either may be missing. */
static char *join_lines(const char *first, const char *second) {
  struct str str = {0};
  str_add(&str, first ? first : "");
  if (!text_is_empty(first) && !text_is_empty(second))
    str_addc(&str, '\n');
  str_add(&str, second ? second : "");
  return str.at ? str.at : mem_strdup("");
}

bool error_context(struct error *err, const char *format, ...) {
  if (!err)
    return false;
  va_list args;
  va_start(args, format);
  char *line = format_text(format, args);
  va_end(args);
  replace_text(err, join_lines(line, err->text));
  free(line);
  return false;
}

bool error_add(struct error *err, enum status status, const char *format, ...) {
  if (!err)
    return false;
  va_list args;
  va_start(args, format);
  char *line = format_text(format, args);
  va_end(args);
  replace_text(err, join_lines(err->text, line));
  free(line);
  if (err->status == STATUS_OK)
    err->status = status;
  return false;
}

void error_clear(struct error *err) {
  if (!err)
    return;
  replace_text(err, NULL);
  err->status = STATUS_OK;
  err->may_override = false;
}

/* What files and folders mostly answer, in the words of POSIX, so that they can be translated; the C library's own
 * translations lack in many a system and follow the locale, not --lang. */
static const struct {
  int fault;
  const char *words;
} faults[] = {
    {ENOENT, N_("No such file or directory")},
    {EACCES, N_("Permission denied")},
    {EPERM, N_("Operation not permitted")},
    {EISDIR, N_("Is a directory")},
    {ENOTDIR, N_("Not a directory")},
    {EEXIST, N_("File exists")},
    {ENOSPC, N_("No space left on device")},
    {EDQUOT, N_("Disk quota exceeded")},
    {EROFS, N_("Read-only file system")},
    {EIO, N_("Input/output error")},
    {EBUSY, N_("Device or resource busy")},
    {EMFILE, N_("Too many open files")},
    {ENFILE, N_("Too many open files in system")},
    {ENAMETOOLONG, N_("File name too long")},
    {EFBIG, N_("File too large")},
    {ENOMEM, N_("Cannot allocate memory")},
    {ELOOP, N_("Too many levels of symbolic links")},
    {EPIPE, N_("Broken pipe")},
    {EAGAIN, N_("Resource temporarily unavailable")},
};

const char *errno_words(int fault) {
  for (size_t i = 0; i < COUNT_OF(faults); i++)
    if (faults[i].fault == fault)
      return _(faults[i].words);
  return strerror(fault);
}
