/* Draws a table: titles, rows, the mark, the signs of the selection and of changes by others. */
#include "tui/widgets/table_view.h"

enum { signs = 3 }; /* columns in front of a row: the mark, a sign, a blank */

/* --- Drawing ----------------------------------------------------------------------------------------------------- */

static int screen_column(const struct table_place *place, const int *widths, int column) {
  int at = place->column + signs;
  for (int c = 0; c < column; c++)
    at += widths[c] ? widths[c] + TABLE_GAP : 0;
  return at;
}

static void put_aligned(int row, int column, int width, struct style style, bool right, const char *text) {
  int room = width - terminal_width(text);
  terminal_put(row, column + (right && room > 0 ? room : 0), width, style, false, text);
}

/* "12 of 4500", at the right end of the titles. */
static int position_text(const struct table *table, struct str *out) {
  int n = table_n(table);
  str_addf(out, n < table->source.n ? _("%d of %d (of %d)") : _("%d of %d"), n ? table->mark + 1 : 0, n,
           table->source.n);
  return terminal_width(str_text(out));
}

/* Returns the column after the last title's text: what lies beyond is free. */
static int draw_titles(const struct table *table, const struct table_place *place, const int *widths) {
  struct str position = {0};
  struct style style = STYLE(.role = COLOUR_DIM, .underline = !terminal_plain());
  int room = place->column + place->columns - position_text(table, &position), used = place->column;
  terminal_put(place->row, place->column, place->columns, style, !terminal_plain(), "");
  for (int c = 0; c < table->n_columns; c++)
    if (widths[c]) {
      const char *title = _(table->columns[c].title);
      int at = screen_column(place, widths, c), width = terminal_width(title);
      put_aligned(place->row, at, widths[c], style, table->columns[c].right, title);
      used = at + (table->columns[c].right || width > widths[c] ? widths[c] : width);
    }
  if (used < room)
    terminal_put(place->row, room, place->column + place->columns - room, style, false, str_text(&position));
  str_free(&position);
  return used;
}

static void draw_row(const struct table *table, const struct table_place *place, const int *widths, int position,
                     int row) {
  int source = table_row_at(table, position);
  bool marked = position == table->mark, changed = table_is_changed(table, position);
  enum colour_role role = table->source.role ? table->source.role(table->source.context, source) : COLOUR_PLAIN;
  struct style style =
      STYLE(.role = changed && role == COLOUR_PLAIN ? COLOUR_NOTICE : role, .reverse = marked && place->focused);
  terminal_putf(row, place->column, place->columns, style, marked, "%s%s", marked ? ">" : " ",
                changed                              ? "*"
                : table_is_selected(table, position) ? "+"
                                                     : " ");
  struct str cell = {0};
  for (int c = 0; c < table->n_columns; c++) {
    if (!widths[c])
      continue;
    str_clear(&cell);
    table->source.cell(table->source.context, source, c, &cell);
    put_aligned(row, screen_column(place, widths, c), widths[c], style, table->columns[c].right, str_text(&cell));
  }
  str_free(&cell);
}

static void draw_empty(const struct table *table, const struct table_place *place, const char *empty) {
  const char *text = table->source.n > 0 ? _("Nothing here matches the filter; esc shows everything again.") : empty;
  terminal_wrap(place->row + 1, place->column + signs, place->rows - 1, STYLE(.role = COLOUR_NOTICE), text);
}

/* How many rows the window has no room for, above and below what is shown; returns its width. */
static int hidden_text(int above, int below, struct str *out) {
  if (above > 0)
    str_addf(out, _(" %d above "), above);
  if (below > 0)
    str_addf(out, _(" %d below "), below);
  return terminal_width(str_text(out));
}

/* That rows are hidden stands at the end of the titles, or in a row of its own where it would cover one of them. */
static void draw_rows(struct table *table, const struct table_place *place, const int *widths, int free_from) {
  struct str hidden = {0};
  int n = table_n(table), shown = place->rows - 1, end = place->column + place->columns;
  bool at_foot = n > shown && shown > 2 && end - hidden_text(n, n, &hidden) < free_from;
  shown -= at_foot;
  int top = table_scroll(table, shown > 0 ? shown : 1);
  for (int i = 0; i < shown && top + i < n; i++)
    draw_row(table, place, widths, top + i, place->row + 1 + i);
  str_clear(&hidden);
  int width = hidden_text(top, n - top - shown, &hidden);
  terminal_put(at_foot ? place->row + place->rows - 1 : place->row, end - width, width, STYLE(.role = COLOUR_NOTICE),
               false, str_text(&hidden));
  str_free(&hidden);
}

void table_draw(struct table *table, const struct table_place *place, const char *empty, int *cursor_row,
                int *cursor_column) {
  int widths[TABLE_COLUMNS_MAX];
  table_layout(table, place->columns - signs, widths);
  int free_from = draw_titles(table, place, widths);
  *cursor_row = place->row;
  *cursor_column = place->column;
  if (table_n(table) == 0) {
    draw_empty(table, place, empty);
    return;
  }
  draw_rows(table, place, widths, free_from);
  *cursor_row = place->row + 1 + table->mark - table->top;
}

/* --- Keys and mouse ---------------------------------------------------------------------------------------------- */

bool table_request(struct table *table, enum action action, int rows) {
  int page = rows > 2 ? rows - 2 : 1, mark = table->mark == NONE ? 0 : table->mark;
  switch (action) {
  case ACTION_UP:
    table_go(table, mark - 1);
    return true;
  case ACTION_DOWN:
    table_go(table, mark + 1);
    return true;
  case ACTION_PAGE_UP:
    table_go(table, mark - page);
    return true;
  case ACTION_PAGE_DOWN:
    table_go(table, mark + page);
    return true;
  case ACTION_FIRST:
    table_go(table, 0);
    return true;
  case ACTION_LAST:
    table_go(table, table_n(table) - 1);
    return true;
  default:
    return false;
  }
}

bool table_mouse(struct table *table, const struct table_place *place, const struct mouse *mouse) {
  bool within = mouse->row >= place->row && mouse->row < place->row + place->rows && mouse->column >= place->column &&
                mouse->column < place->column + place->columns;
  if (!within)
    return false;
  if (mouse->deed == MOUSE_SCROLL_UP)
    table_go(table, table->mark - 1);
  else if (mouse->deed == MOUSE_SCROLL_DOWN)
    table_go(table, table->mark + 1);
  else if (mouse->row > place->row && table->top + mouse->row - place->row - 1 < table_n(table))
    table_go(table, table->top + mouse->row - place->row - 1);
  return true;
}
