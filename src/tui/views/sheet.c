/* Labelled lines, wrapped, as the rows of a table. */
#include "tui/views/sheet.h"

enum { LABEL_WIDTH = 13, SIGNS_WIDTH = 3, LEAST_TEXT = 20 };
enum { SHEET_LABEL, SHEET_TEXT };

static const struct table_column columns[] = {
    [SHEET_LABEL] = {.title = "", .width = LABEL_WIDTH, .least = LABEL_WIDTH, .importance = 1},
    [SHEET_TEXT] = {.title = "", .width = 1000, .least = LEAST_TEXT, .importance = 2},
};

/* --- Rows for the table --- */

static const char *row_id(void *context, int row) {
  return ((const struct sheet *)context)->rows.at[row].id;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct sheet *sheet = context;
  const struct sheet_row *at = &sheet->rows.at[row];
  const struct sheet_line *line = &sheet->lines.at[at->line];
  if (column == SHEET_TEXT)
    str_addn(out, line->text + at->from, at->length);
  else if (at->from == 0)
    str_add(out, line->label);
}

static enum colour_role row_role(void *context, int row) {
  const struct sheet *sheet = context;
  return sheet->lines.at[sheet->rows.at[row].line].role;
}

/* A wrapped line is found by all of it. */
static void row_search_text(void *context, int row, struct str *out) {
  const struct sheet *sheet = context;
  const struct sheet_line *line = &sheet->lines.at[sheet->rows.at[row].line];
  str_addf(out, "%s %s", line->label, line->text);
}

/* --- Lines --- */

void sheet_start(struct sheet *sheet) {
  table_start(&sheet->list.table, columns, (int)COUNT_OF(columns));
}

void sheet_end(struct sheet *sheet) {
  table_end(&sheet->list.table);
  arena_free(&sheet->arena);
  arena_free(&sheet->row_ids);
  vec_free(&sheet->lines);
  vec_free(&sheet->rows);
}

void sheet_clear(struct sheet *sheet) {
  arena_free(&sheet->arena);
  sheet->arena = (struct arena){0};
  sheet->section = NULL;
  sheet->lines.n = 0;
}

struct sheet_line *sheet_add(struct sheet *sheet, enum colour_role role, const char *label, const char *text) {
  if (text_is_empty(text))
    return NULL;
  bool same = text_equal(sheet->section, label);
  if (!same)
    sheet->section = arena_strdup(&sheet->arena, label);
  vec_push(&sheet->lines, (struct sheet_line){.label = same ? "" : sheet->section,
                                              .text = arena_strdup(&sheet->arena, text),
                                              .role = role,
                                              .leads_to = VIEW_COUNT});
  return &sheet->lines.at[sheet->lines.n - 1];
}

struct sheet_line *sheet_addf(struct sheet *sheet, enum colour_role role, const char *label, const char *format, ...) {
  struct str text = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&text, format, args);
  va_end(args);
  struct sheet_line *line = sheet_add(sheet, role, label, str_text(&text));
  str_free(&text);
  return line;
}

void sheet_lead(struct sheet *sheet, struct sheet_line *line, enum view_id view, const char *subject) {
  if (!line)
    return;
  line->leads_to = view;
  line->subject = arena_strdup(&sheet->arena, subject);
}

/* --- Wrapping --- */

/* The ids stay over loads as long as a section keeps its lines: its label, the line's number in it, the piece's. */
static void wrap(struct sheet *sheet) {
  int room = terminal_columns() - SIGNS_WIDTH - LABEL_WIDTH - TABLE_GAP, in_section = 0;
  const char *section = "";
  room = room < LEAST_TEXT ? LEAST_TEXT : room;
  sheet->rows.n = 0;
  for (size_t i = 0; i < sheet->lines.n; i++) {
    const struct sheet_line *line = &sheet->lines.at[i];
    in_section = *line->label ? 0 : in_section + 1;
    section = *line->label ? line->label : section;
    for (size_t from = 0, piece = 0; from == 0 || line->text[from]; piece++) {
      size_t skip, length = text_wrap(line->text + from, room, &skip);
      vec_push(&sheet->rows,
               (struct sheet_row){.line = (int)i,
                                  .from = from,
                                  .length = length,
                                  .id = arena_printf(&sheet->row_ids, "%s/%d/%zu", section, in_section, piece)});
      if (length + skip == 0)
        break;
      from += length + skip;
    }
  }
}

void sheet_show(struct sheet *sheet, bool own) {
  struct arena old_ids = sheet->row_ids; /* the table may still ask for them while it loads */
  sheet->row_ids = (struct arena){0};
  sheet->width = terminal_columns();
  wrap(sheet);
  const struct table_source source = {.context = sheet,
                                      .n = (int)sheet->rows.n,
                                      .id = row_id,
                                      .cell = row_cell,
                                      .role = row_role,
                                      .search_text = row_search_text};
  table_load(&sheet->list.table, &source, own);
  arena_free(&old_ids);
}

void sheet_draw(struct screen *screen, struct sheet *sheet, int top, int rows, const char *empty) {
  if (sheet->width != terminal_columns())
    sheet_show(sheet, true);
  screen_table_draw(screen, &sheet->list, top, rows, empty);
}

const struct sheet_line *sheet_marked(const struct sheet *sheet) {
  int row = table_row(&sheet->list.table);
  return row == NONE ? NULL : &sheet->lines.at[sheet->rows.at[row].line];
}

void sheet_open(struct screen *screen, const struct sheet *sheet) {
  const struct sheet_line *line = sheet_marked(sheet);
  char subject[2 * ID_SIZE];
  if (!line || line->leads_to == VIEW_COUNT || !views[line->leads_to]) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("this line leads nowhere; ? shows what can be done here"));
    return;
  }
  snprintf(subject, sizeof subject, "%s", line->subject ? line->subject : ""); /* the view may close, and the sheet */
  screen_open_view(screen, line->leads_to, *subject ? subject : NULL);
}
