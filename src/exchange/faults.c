/* What is wrong with the files, collected so that a person mends all of it in one go. */
#include "vaktrom/exchange.h"

void faults_add(struct faults *faults, const char *file, size_t line, const char *column, const char *format, ...) {
  if (++faults->n > FAULTS_SHOWN)
    return;
  struct str what = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&what, format, args);
  va_end(args);
  struct str place = {0};
  str_add(&place, file);
  if (line)
    str_addf(&place, ":%zu", line);
  str_add(&place, ": ");
  if (column)
    str_addf(&place, _("column '%s': "), column);
  str_add_safe(&faults->text, str_text(&place)); /* a hostile file must not steer the terminal through a message */
  str_add_safe(&faults->text, str_text(&what));
  str_addc(&faults->text, '\n');
  str_free(&place);
  str_free(&what);
}

bool faults_none(const struct faults *faults, struct error *err) {
  if (!faults->n)
    return true;
  size_t length = faults->text.n - 1; /* without the last newline */
  if (faults->n <= FAULTS_SHOWN)
    return error_set(err, STATUS_INPUT, "%.*s", (int)length, faults->text.at);
  return error_set(err, STATUS_INPUT, _("%.*s\nand %zu more"), (int)length, faults->text.at, faults->n - FAULTS_SHOWN);
}

void faults_free(struct faults *faults) {
  str_free(&faults->text);
  faults->n = 0;
}
