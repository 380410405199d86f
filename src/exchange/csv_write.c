/* Writing CSV: plain for programs, or as a Norwegian Excel reads it. */
#include "vaktrom/exchange.h"

#include <string.h>

const char *csv_unguard(const char *text) {
  return text[0] == '\'' && csv_needs_guard(text + 1) ? text + 1 : text;
}

void csv_write_start(struct csv_writer *writer, struct str *out, bool excel) {
  *writer = (struct csv_writer){.out = out, .excel = excel};
  if (excel)
    str_add(out, "\xEF\xBB\xBF");
}

static char delimiter(const struct csv_writer *writer) {
  return writer->excel ? ';' : ',';
}

static void begin_cell(struct csv_writer *writer) {
  if (writer->in_row)
    str_addc(writer->out, delimiter(writer));
  writer->in_row = true;
}

static void add_cell(struct csv_writer *writer, const char *text, bool guard) {
  begin_cell(writer);
  str_add_csv(writer->out, text, delimiter(writer), guard);
}

void csv_write_cell(struct csv_writer *writer, const char *text) {
  add_cell(writer, text, false);
}

void csv_write_free_text(struct csv_writer *writer, const char *text) {
  add_cell(writer, text, true);
}

void csv_write_number(struct csv_writer *writer, const char *number) {
  begin_cell(writer);
  size_t start = writer->out->n;
  str_add(writer->out, number ? number : "");
  char *point = writer->excel && number ? memchr(writer->out->at + start, '.', writer->out->n - start) : NULL;
  if (point)
    *point = ',';
}

void csv_write_end_row(struct csv_writer *writer) {
  str_addc(writer->out, '\n');
  writer->in_row = false;
}
