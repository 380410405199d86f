/* Writing CSV: plain for programs, or as a Norwegian Excel reads it. */
#include "vaktrom/exchange.h"

#include <string.h>

/* A spreadsheet takes a cell that begins so for a formula (or hides the apostrophe). */
static bool is_guarded_start(char c) {
  return c && strchr("=+-@'\t", c);
}

const char *csv_unguard(const char *text) {
  return text[0] == '\'' && is_guarded_start(text[1]) ? text + 1 : text;
}

void csv_write_start(struct csv_writer *writer, struct str *out, bool excel) {
  *writer = (struct csv_writer){.out = out, .excel = excel};
  if (excel)
    str_add(out, "\xEF\xBB\xBF");
}

static void begin_cell(struct csv_writer *writer) {
  if (writer->in_row)
    str_addc(writer->out, writer->excel ? ';' : ',');
  writer->in_row = true;
}

static void add_quoted(struct str *out, const char *guard, const char *text) {
  str_addc(out, '"');
  str_add(out, guard);
  for (const char *at = text; *at; at++) {
    if (*at == '"')
      str_addc(out, '"');
    str_addc(out, *at);
  }
  str_addc(out, '"');
}

static void add_cell(struct csv_writer *writer, const char *guard, const char *text) {
  begin_cell(writer);
  if (strpbrk(text, writer->excel ? ";\"\r\n" : ",\"\r\n")) {
    add_quoted(writer->out, guard, text);
  } else {
    str_add(writer->out, guard);
    str_add(writer->out, text);
  }
}

void csv_write_cell(struct csv_writer *writer, const char *text) {
  add_cell(writer, "", text ? text : "");
}

void csv_write_free_text(struct csv_writer *writer, const char *text) {
  add_cell(writer, text && is_guarded_start(text[0]) ? "'" : "", text ? text : "");
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
