/*
 * Reading CSV through libcsv, one physical line at a time.
 *
 * libcsv knows no line numbers and swallows blank lines, so this file finds the line ends itself, and knows for each
 * row the line on which it begins. Bytes are decoded before libcsv sees them. Everything has a limit, so that a hostile
 * file costs no more than its first 64 KiB of nonsense.
 */
#include "vaktrom/exchange.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"

enum { chunk_size = 256 * 1024 };

enum line_end { LINE_END_UNKNOWN, LINE_END_LF, LINE_END_CRLF, LINE_END_CR };

struct reader {
  struct csv_parser parser;
  struct csv_table *table;
  struct faults *faults;
  enum encoding encoding;
  struct str decoded; /* the piece of a line that libcsv gets next */
  size_t line;        /* the line that is being read, from 1 */
  size_t row_line;    /* where the present row began */
  bool inside_row;    /* the present line goes on with a row (a quoted cell over several lines) */
  bool row_ended;     /* by the present line */
  bool header_read;
  size_t cells;       /* of the present row so far */
  size_t row_offsets; /* table->offsets.n and table->text.n where the present row began */
  size_t row_text;
  enum line_end line_end;
  bool matrix;  /* a table of places by places: the corner may be empty, and there are many columns */
  bool mixed;   /* line ends differ: said once */
  bool stopped; /* a fault that hides the rest */
};

/* --- Faults ------------------------------------------------------------------------------------------------------ */

static const char *current_column(const struct reader *reader) {
  bool known = reader->header_read && reader->cells < (size_t)reader->table->n_columns;
  return known ? csv_header(reader->table, (int)reader->cells) : NULL;
}

/* A fault in the present row that ends the reading. */
#define stop_reading(reader, ...)                                                                                      \
  do {                                                                                                                 \
    faults_add((reader)->faults, (reader)->table->file, (reader)->row_line, current_column(reader), __VA_ARGS__);      \
    (reader)->stopped = true;                                                                                          \
  } while (0)

static void stop_at_bad_byte(struct reader *reader, unsigned char byte) {
  if (byte == 0)
    stop_reading(reader, _("a NUL byte: this is no text file (UTF-16 or a workbook? save it as CSV UTF-8)"));
  else if (byte < 0x80)
    stop_reading(reader, _("the control character 0x%02X: this is no plain text"), byte);
  else if (reader->encoding == ENCODING_UTF8)
    stop_reading(reader, _("the byte 0x%02X is not UTF-8, though the file began as UTF-8"), byte);
  else
    stop_reading(reader, _("the byte 0x%02X is neither UTF-8 nor Windows-1252"), byte);
}

static void stop_at_quote(struct reader *reader) {
  if (reader->parser.quoted)
    stop_reading(reader,
                 _("the quote that opens this cell is not closed where the cell ends "
                   "(line %zu; a quote inside a quoted cell is written twice)"),
                 reader->line);
  else
    stop_reading(reader, _("a quote inside a cell that does not begin with one (quote the whole cell, "
                           "and write a quote inside it twice)"));
}

/* --- Cells and rows ---------------------------------------------------------------------------------------------- */

static size_t columns_most(const struct reader *reader) {
  return reader->matrix ? CSV_MATRIX_LIMIT : CSV_COLUMNS_LIMIT;
}

static void on_cell(void *bytes, size_t size, void *context) {
  struct reader *reader = context;
  struct csv_table *table = reader->table;
  if (reader->stopped)
    return;
  if (size > CSV_CELL_MAX) {
    stop_reading(reader, _("the cell is longer than %zu bytes (is a quote not closed?)"), CSV_CELL_MAX);
    return;
  }
  size_t limit = reader->header_read ? (size_t)table->n_columns : columns_most(reader);
  if (reader->cells++ >= limit)
    return; /* counted for the message about the row's length, not kept */
  vec_push(&table->offsets, table->text.n);
  str_addn(&table->text, bytes, size);
  str_addc(&table->text, '\0');
}

/* Whether the cells of the present row, as far as they were kept, hold nothing but blanks. */
static bool row_is_blank(const struct reader *reader) {
  const struct str *text = &reader->table->text;
  for (size_t at = reader->row_text; at < text->n; at++)
    if (text->at[at] && text->at[at] != ' ' && text->at[at] != '\t')
      return false;
  return true;
}

static void forget_row(struct reader *reader) {
  reader->table->offsets.n = reader->row_offsets;
  reader->table->text.n = reader->row_text;
}

static void end_header(struct reader *reader) {
  struct csv_table *table = reader->table;
  if (row_is_blank(reader)) {
    forget_row(reader);
    return;
  }
  if (reader->cells > columns_most(reader)) {
    stop_reading(reader, _("the header row names more than %zu columns"), columns_most(reader));
    return;
  }
  table->n_columns = (int)reader->cells;
  reader->header_read = true;
}

static void end_data_row(struct reader *reader) {
  struct csv_table *table = reader->table;
  if (row_is_blank(reader)) { /* spreadsheets write empty rows as a line of delimiters */
    forget_row(reader);
  } else if (reader->cells != (size_t)table->n_columns) {
    faults_add(
        reader->faults, table->file, reader->row_line, NULL,
        trn("the row has %zu cell, the header names %d", "the row has %zu cells, the header names %d", reader->cells),
        reader->cells, table->n_columns);
    forget_row(reader);
  } else if (table->n_rows >= CSV_ROWS_MAX) {
    stop_reading(reader, _("the file has more than %zu rows"), CSV_ROWS_MAX);
    forget_row(reader);
  } else {
    vec_push(&table->lines, reader->row_line);
    table->n_rows++;
  }
}

static void on_row(int end, void *context) {
  (void)end;
  struct reader *reader = context;
  if (reader->stopped)
    return;
  reader->row_ended = true;
  if (reader->header_read)
    end_data_row(reader);
  else
    end_header(reader);
  reader->cells = 0;
  reader->row_offsets = reader->table->offsets.n;
  reader->row_text = reader->table->text.n;
}

/* --- Lines ------------------------------------------------------------------------------------------------------- */

/* Unquoted cells keep their blanks: what was exported comes back as it was. */
static int never_space(unsigned char byte) {
  (void)byte;
  return 0;
}

static void parse_piece(struct reader *reader, const char *bytes, size_t size) {
  str_clear(&reader->decoded);
  size_t good = decode(&reader->encoding, bytes, size, &reader->decoded);
  size_t length = reader->decoded.n;
  if (csv_parse(&reader->parser, str_text(&reader->decoded), length, on_cell, on_row, reader) != length) {
    if (!reader->stopped)
      stop_at_quote(reader);
  } else if (reader->parser.entry_pos > CSV_CELL_MAX && !reader->stopped) {
    stop_reading(reader, _("the cell is longer than %zu bytes (is a quote not closed?)"), CSV_CELL_MAX);
  }
  if (good < size && !reader->stopped)
    stop_at_bad_byte(reader, (unsigned char)bytes[good]);
}

static void check_line_end(struct reader *reader, enum line_end line_end) {
  if (reader->line_end == LINE_END_UNKNOWN)
    reader->line_end = line_end;
  if (line_end == reader->line_end || reader->mixed)
    return;
  reader->mixed = true;
  static const char *const names[] = {"", "LF", "CR LF", "CR"};
  faults_add(reader->faults, reader->table->file, reader->line, NULL,
             _("this line ends in %s, the lines before it in %s: the file was joined from several; save it as one"),
             names[line_end], names[reader->line_end]);
}

/* A whole line with its end (or what is left of one). */
static void parse_line(struct reader *reader, const char *bytes, size_t size, size_t end_size) {
  if (!reader->inside_row)
    reader->row_line = reader->line;
  reader->row_ended = false;
  parse_piece(reader, bytes, size + end_size);
  if (!end_size) { /* the line goes on in the next chunk */
    reader->inside_row = reader->inside_row || size > 0;
    return;
  }
  bool blank = size == 0 && !reader->inside_row;
  reader->inside_row = !reader->row_ended && !blank;
  if (!reader->inside_row && !reader->stopped) {
    enum line_end single = bytes[size] == '\n' ? LINE_END_LF : LINE_END_CR;
    check_line_end(reader, end_size == 2 ? LINE_END_CRLF : single);
  }
  reader->line++;
}

/* Where the line that begins at `at` ends: at its CR or LF, or at `end`. */
static const char *find_line_end(const char *at, const char *end) {
  while (at < end && *at != '\n' && *at != '\r')
    at++;
  return at;
}

/* Reads what can be read of a chunk and returns how many bytes are left for the next time. */
static size_t parse_chunk(struct reader *reader, const char *bytes, size_t size, bool last) {
  const char *at = bytes, *end = bytes + size;
  while (at < end && !reader->stopped) {
    const char *stop = find_line_end(at, end);
    if (stop == end || (stop + 1 == end && *stop == '\r' && !last)) {
      size_t keep = stop < end ? 1 : last ? 0 : decode_unfinished(at, (size_t)(end - at));
      parse_line(reader, at, (size_t)(end - at) - keep, 0);
      return keep;
    }
    size_t end_size = *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1;
    parse_line(reader, at, (size_t)(stop - at), end_size);
    at = stop + end_size;
  }
  return 0;
}

/* --- The file ---------------------------------------------------------------------------------------------------- */

/* The delimiter that stands most often on the first line that is not blank, outside quotes; a comma when none does. */
static char find_delimiter(const char *bytes, size_t size) {
  static const char delimiters[] = ",;\t";
  size_t counts[sizeof delimiters - 1] = {0};
  bool quoted = false, blank = true;
  for (size_t at = 0; at < size && (blank || (bytes[at] != '\n' && bytes[at] != '\r')); at++) {
    quoted ^= bytes[at] == '"';
    blank = blank && strchr(" \r\n", bytes[at]);
    const char *found = bytes[at] && !quoted ? strchr(delimiters, bytes[at]) : NULL;
    if (found)
      counts[found - delimiters]++;
  }
  size_t best = 0;
  for (size_t d = 1; d < COUNT_OF(counts); d++)
    if (counts[d] > counts[best])
      best = d;
  return delimiters[best];
}

/* Looks at the first bytes: the byte order mark, UTF-16, the delimiter. Returns how many to pass over. */
static size_t begin(struct reader *reader, const char *bytes, size_t size) {
  size_t skip = 0;
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
    skip = 3;
    reader->encoding = ENCODING_UTF8;
  } else if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
    stop_reading(reader, _("the file is UTF-16: save it as CSV UTF-8 (or as CSV from a Norwegian Excel)"));
  }
  reader->table->delimiter = find_delimiter(bytes + skip, size - skip);
  csv_set_delim(&reader->parser, (unsigned char)reader->table->delimiter);
  return skip;
}

static void end_file(struct reader *reader) {
  if (!reader->stopped && csv_fini(&reader->parser, on_cell, on_row, reader) != 0)
    stop_reading(reader, _("the quote that opens this cell is never closed"));
  if (!reader->stopped && !reader->header_read)
    faults_add(reader->faults, reader->table->file, 1, NULL, _("the file is empty: its first line names the columns"));
}

/* Trims the header names and says which are missing or there twice. */
static bool check_header(struct reader *reader) {
  struct csv_table *table = reader->table;
  size_t faults_before = reader->faults->n;
  for (int c = 0; c < table->n_columns; c++) {
    char *name = table->text.at + table->offsets.at[c];
    size_t blank = strspn(name, " \t"), length = strlen(name);
    table->offsets.at[c] += blank;
    while (length > blank && strchr(" \t", name[length - 1]))
      name[--length] = '\0';
    name += blank;
    if (!*name && reader->matrix && c == 0)
      continue;
    if (!*name)
      faults_add(reader->faults, table->file, 1, NULL, _("column %d of the header row has no name"), c + 1);
    else if (csv_column(table, name) < c)
      faults_add(reader->faults, table->file, 1, name, _("the header row names it twice"));
  }
  return reader->faults->n == faults_before && table->n_columns > 0;
}

static bool reader_start(struct reader *reader, const char *name, struct csv_table *out, struct faults *faults) {
  *out = (struct csv_table){.file = mem_strdup(name), .delimiter = ','};
  *reader = (struct reader){.table = out, .faults = faults, .line = 1, .row_line = 1};
  if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
    return false;
  csv_set_space_func(&reader->parser, never_space);
  return true;
}

static bool reader_end(struct reader *reader) {
  end_file(reader);
  csv_free(&reader->parser);
  str_free(&reader->decoded);
  return check_header(reader);
}

static void read_stream(struct reader *reader, FILE *file) {
  char *chunk = mem_alloc(chunk_size);
  size_t held = 0, total = 0;
  bool last = false;
  while (!last && !reader->stopped) {
    size_t got = fread(chunk + held, 1, chunk_size - held, file);
    last = got < chunk_size - held;
    size_t skip = total == 0 ? begin(reader, chunk, got) : 0;
    total += got;
    size_t size = held + got;
    held = parse_chunk(reader, chunk + skip, size - skip, last);
    memmove(chunk, chunk + size - held, held);
    if (total > CSV_FILE_MAX && !reader->stopped)
      stop_reading(reader, _("the file is longer than %zu bytes"), CSV_FILE_MAX);
  }
  if (ferror(file))
    stop_reading(reader, _("reading failed: %s"), errno_words(errno));
  free(chunk);
}

static bool read_path(const char *path, bool matrix, struct csv_table *out, struct faults *faults) {
  struct reader reader;
  if (!reader_start(&reader, path, out, faults))
    return false;
  reader.matrix = matrix;
  bool standard_input = text_equal(path, "-");
  struct error closed = {0};
  if (!standard_input && !files_are_open(path, &closed)) {
    faults_add(faults, path, 0, NULL, "%s", closed.text);
    error_clear(&closed);
    csv_free(&reader.parser);
    return false;
  }
  FILE *file = standard_input ? stdin : fopen(path, "rb");
  if (!file) {
    faults_add(faults, path, 0, NULL, _("cannot be read: %s"), errno_words(errno));
    csv_free(&reader.parser);
    return false;
  }
  read_stream(&reader, file);
  if (!standard_input)
    fclose(file);
  return reader_end(&reader);
}

bool csv_read(const char *path, struct csv_table *out, struct faults *faults) {
  return read_path(path, false, out, faults);
}

bool csv_read_matrix(const char *path, struct csv_table *out, struct faults *faults) {
  return read_path(path, true, out, faults);
}

bool csv_read_bytes(const char *name, const char *bytes, size_t size, struct csv_table *out, struct faults *faults) {
  struct reader reader;
  if (!reader_start(&reader, name, out, faults))
    return false;
  size_t skip = begin(&reader, bytes, size);
  if (!reader.stopped)
    parse_chunk(&reader, bytes + skip, size - skip, true);
  return reader_end(&reader);
}
