/* The page of the marked sheet as it will be printed. Rosters are made from what the screen has; for the others a
 * thread looks back over days, and no key waits for that. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/roster.h"

static const struct table_column page_columns[] = {
    {.title = N_("the page as it will be printed"), .width = PAPER_COLUMNS + 2, .least = 40, .importance = 1},
};

/* --- Lines --- */

static const char *line_id(void *context, int row) {
  struct roster_state *state = context;
  snprintf(state->id, sizeof state->id, "%d", row);
  return state->id;
}

static void line_cell(void *context, int row, int column, struct str *out) {
  (void)column;
  const struct roster_state *state = context;
  const char *at = state->lines.at[row];
  for (int i = 0; i < state->aside && *at; i++)
    do
      at++;
    while (((unsigned char)*at & 0xc0) == 0x80); /* to the next letter */
  str_add(out, at);
}

static enum colour_role line_role(void *context, int row) {
  const char *line = ((const struct roster_state *)context)->lines.at[row];
  return strstr(line, _("DRAFT")) ? COLOUR_NOTICE : COLOUR_PLAIN;
}

/* Cuts the text into its lines; a form feed becomes a mark where a new page begins. */
static void cut_lines(struct roster_state *state) {
  state->lines.n = 0;
  for (char *at = state->text.at, *end; at && *at; at = end + 1) {
    end = strchr(at, '\n');
    if (*at == '\f') {
      vec_push(&state->lines, _("- - - - - - - - - - - - - - - -  new page  - - - - - - - - - - - - - - - -"));
      at++;
    }
    vec_push(&state->lines, at);
    if (!end)
      break;
    *end = '\0';
  }
  while (state->lines.n > 0 &&
         state->lines.at[state->lines.n - 1][strspn(state->lines.at[state->lines.n - 1], " \f")] == '\0')
    state->lines.n--;
}

static void load_lines(struct roster_state *state, bool own) {
  cut_lines(state);
  const struct table_source source = {
      .context = state, .n = (int)state->lines.n, .id = line_id, .cell = line_cell, .role = line_role};
  if (!state->page.table.columns)
    table_start(&state->page.table, page_columns, (int)COUNT_OF(page_columns));
  table_load(&state->page.table, &source, own);
}

/* --- Making it --- */

/* Work of the thread: the order, then its text. */
struct sheet_text {
  struct arena arena;
  struct paper_order order;
  struct str text;
};

static bool make_text(struct session *session, const struct paper_order *order, struct str *out, struct error *err) {
  struct paper paper;
  bool done = sheets_make(session, order, &paper, err);
  if (done)
    paper_render_text(&paper, out);
  paper_free(&paper);
  return done;
}

static bool run_preview(struct session *session, void *work, struct error *err) {
  struct sheet_text *preview = work;
  return make_text(session, &preview->order, &preview->text, err);
}

static void forget_preview(void *work) {
  struct sheet_text *preview = work;
  arena_free(&preview->arena);
  str_free(&preview->text);
  free(preview);
}

static const struct errand_kind preview_errand = {.run = run_preview, .forget = forget_preview};

static void send_preview(struct screen *screen, const struct paper_order *order) {
  struct sheet_text *preview = mem_new(struct sheet_text);
  preview->order = roster_order_copy(&preview->arena, order);
  roster_of(screen)->preview = screen_send(screen, &preview_errand, preview);
}

static void make_page(struct screen *screen, struct paper_order *order) {
  struct roster_state *state = roster_of(screen);
  struct error err = {0};
  if (order->kind != PAPER_ROSTER && order->kind != PAPER_UNITS) {
    send_preview(screen, order);
    if (!state->preview)
      str_clear(&state->text);
    return;
  }
  order->day = screen->data.day;
  order->sheets = screen->data.sheets;
  str_clear(&state->text);
  if (!make_text(screen->session, order, &state->text, &err))
    screen_say_error(screen, &err);
}

void roster_page_take(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  struct error err = {0};
  if (!errand_is_done(state->preview, 0))
    return;
  struct sheet_text *preview = errand_take(&state->preview, &err);
  str_clear(&state->text);
  if (preview) {
    str_add(&state->text, str_text(&preview->text));
    forget_preview(preview);
  } else {
    screen_say_error(screen, &err);
  }
  load_lines(state, true);
}

/* --- Showing it --- */

/* Which sheet the mark asks for: that of another team or shift is another one. */
static void name_sheet(const struct screen *screen, const struct roster_row *row, char *out, size_t size) {
  *out = '\0';
  if (row && row->list != NONE)
    snprintf(out, size, "%s", screen->data.day->lists[row->list].id);
  else if (row)
    snprintf(out, size, "=%d %d %s", (int)row->kind, (int)screen->shift, screen->team);
}

void roster_page_show(struct screen *screen, bool own) {
  struct roster_state *state = roster_of(screen);
  const struct roster_row *row = roster_marked(screen);
  char name[sizeof state->shown];
  name_sheet(screen, row, name, sizeof name);
  bool same = row && text_equal(state->shown, name);
  snprintf(state->shown, sizeof state->shown, "%s", name);
  errand_leave(&state->preview);
  if (!same)
    str_clear(&state->text);
  if (row) {
    struct paper_order order = roster_order(screen, row);
    make_page(screen, &order);
  }
  if (same && state->preview) /* what stands there stays until the new one is made */
    return;
  load_lines(state, own || !same);
  if (!same) {
    table_go(&state->page.table, 0);
    state->aside = 0;
  }
}

void roster_page_aside(struct screen *screen, int step) {
  enum { letters = 8, most = PAPER_COLUMNS / 2 };
  struct roster_state *state = roster_of(screen);
  int aside = state->aside + step * letters;
  if (state->reading)
    state->aside = aside < 0 ? 0 : aside > most ? most : aside;
}

void roster_page_follow(struct screen *screen) {
  const struct roster_state *state = roster_of(screen);
  char name[sizeof state->shown];
  name_sheet(screen, roster_marked(screen), name, sizeof name);
  if (!text_equal(state->shown, name))
    roster_page_show(screen, true);
}

void roster_page_draw(struct screen *screen, int row, int column, int rows) {
  struct roster_state *state = roster_of(screen);
  int cursor_row = screen->cursor_row, cursor_column = screen->cursor_column;
  state->page.place = (struct table_place){
      .row = row, .column = column, .rows = rows, .columns = terminal_columns() - column, .focused = state->reading};
  table_draw(&state->page.table, &state->page.place,
             state->preview ? _("The sheet is being made ...") : _("Nothing to print."), &cursor_row, &cursor_column);
  if (state->reading) {
    screen->cursor_row = cursor_row;
    screen->cursor_column = cursor_column;
  }
}
