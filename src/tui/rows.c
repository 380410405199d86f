/* Rows: marks that move, and what the loop does on a view's list (search, filter, selection, mouse). */
#include "tui/loop.h"

bool screen_step(enum action action, int *row, int n, int page) {
  int to = *row;
  switch (action) {
  case ACTION_UP:
    to--;
    break;
  case ACTION_DOWN:
    to++;
    break;
  case ACTION_PAGE_UP:
    to -= page;
    break;
  case ACTION_PAGE_DOWN:
    to += page;
    break;
  case ACTION_FIRST:
    to = 0;
    break;
  case ACTION_LAST:
    to = n - 1;
    break;
  default:
    return false;
  }
  to = to >= n ? n - 1 : to;
  *row = to < 0 ? 0 : to;
  return true;
}

int screen_scroll(int top, int row, int rows, int n) {
  if (row < top)
    top = row;
  if (row >= top + rows)
    top = row - rows + 1;
  if (top > n - rows)
    top = n - rows;
  return top < 0 ? 0 : top;
}

void screen_table_draw(struct screen *screen, struct screen_table *list, int top, int rows, const char *empty) {
  list->place = (struct table_place){.row = top, .rows = rows, .columns = terminal_columns(), .focused = true};
  table_draw(&list->table, &list->place, empty, &screen->cursor_row, &screen->cursor_column);
}

/* --- Search and filter --- */

static void typed_search(struct screen *screen, void *context, const char *text) {
  struct screen_table *list = context;
  if (*text && !table_search(&list->table, text, 1, true))
    screen_say(screen, COLOUR_NOTICE, _("no row has '%s'"), text);
}

static void typed_filter(struct screen *screen, void *context, const char *text) {
  (void)screen;
  struct screen_table *list = context;
  table_filter(&list->table, text);
  table_go(&list->table, 0); /* what it finds is read from the top */
}

/* Esc brings back the mark as it was. */
static void search(struct screen *screen, struct screen_table *list) {
  struct str text = {0};
  int mark = list->table.mark;
  if (!prompt_typing(screen, _(" Search "), &text, typed_search, list))
    table_go(&list->table, mark);
  str_free(&text);
}

/* Esc brings back what was shown before; an empty line shows all. */
static void filter(struct screen *screen, struct screen_table *list) {
  struct str text = {0}, before = {0};
  int mark = list->table.mark;
  str_add(&before, str_text(&list->table.filter_typed));
  str_add(&text, str_text(&before));
  if (!prompt_typing(screen, _(" Show only rows with "), &text, typed_filter, list)) {
    table_filter(&list->table, str_text(&before));
    table_go(&list->table, mark);
  }
  str_free(&text);
  str_free(&before);
}

static void search_again(struct screen *screen, struct screen_table *list, int step) {
  char key[KEY_NAME_SIZE];
  struct str text = {0};
  str_add(&text, str_text(&list->table.search));
  if (text.n == 0)
    screen_say(screen, COLOUR_NOTICE, _("nothing was searched yet; %s searches"),
               screen_key_name(screen, ACTION_SEARCH, key));
  else if (!table_search(&list->table, str_text(&text), step, false))
    screen_say(screen, COLOUR_NOTICE, _("no row has '%s'"), str_text(&text));
  str_free(&text);
}

bool request_on_table(struct screen *screen, enum action action) {
  const struct view *view = screen_view(screen);
  struct screen_table *list = view->table ? view->table(screen) : NULL;
  if (!list)
    return false;
  switch (action) {
  case ACTION_SEARCH:
    search(screen, list);
    return true;
  case ACTION_FILTER:
    filter(screen, list);
    return true;
  case ACTION_SEARCH_NEXT:
  case ACTION_SEARCH_PREVIOUS:
    search_again(screen, list, action == ACTION_SEARCH_NEXT ? 1 : -1);
    return true;
  case ACTION_SELECT:
    table_toggle(&list->table, list->table.mark);
    table_go(&list->table, list->table.mark + 1);
    return true;
  default:
    return table_request(&list->table, action, list->place.rows);
  }
}

/* Esc takes a filter away before it leaves the view. */
bool back_on_table(struct screen *screen) {
  const struct view *view = screen_view(screen);
  struct screen_table *list = view->table ? view->table(screen) : NULL;
  if (!list || text_is_empty(str_text(&list->table.filter)))
    return false;
  table_filter(&list->table, "");
  return true;
}

void mouse_on_view(struct screen *screen) {
  const struct view *view = screen_view(screen);
  const struct mouse *mouse = terminal_mouse();
  struct screen_table *list = view->table ? view->table(screen) : NULL;
  if (list)
    table_mouse(&list->table, &list->place, mouse);
  else if (view->mouse)
    view->mouse(screen, mouse);
}
