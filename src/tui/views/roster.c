/* Paper: the sheets that can be printed, and the page of the marked one as it will be. Beside them where there is room,
 * else over them. */
#include "tui/views/roster.h"

#include <string.h>

enum { BESIDE = 136, LIST_WIDTH = 52 };

enum { COLUMN_SHEET, COLUMN_SHIFT, COLUMN_STATE, COLUMN_WHAT, COLUMN_VISITS, COLUMN_TEAM };
static const struct table_column columns[] = {
    [COLUMN_SHEET] = {.title = N_("sheet"), .width = 11, .least = 11, .importance = 6},
    [COLUMN_SHIFT] = {.title = N_("shift"), .width = 8, .least = 7, .importance = 4},
    [COLUMN_STATE] = {.title = N_("state"), .width = 8, .least = 6, .importance = 5},
    [COLUMN_WHAT] = {.title = N_("worker, what"), .width = 22, .least = 18, .importance = 3},
    [COLUMN_VISITS] = {.title = N_("visits"), .width = 6, .least = 6, .importance = 1, .right = true},
    [COLUMN_TEAM] = {.title = N_("team, unit"), .width = 30, .least = 16, .importance = 2},
};

struct roster_state *roster_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- The sheets --- */

/* Those that are of no single list, in the order in which they stand. */
static const struct {
  const char *id, *label, *what;
} sheets[PAPER_KIND_COUNT] = {
    [PAPER_ROSTER] = {"=roster", NC_("paper", "all lists"), N_("each on its page")},
    [PAPER_UNITS] = {"=units", NC_("paper", "unit"), N_("its teams, who leads")},
    [PAPER_HANDOVER] = {"=handover", NC_("paper", "handover"), N_("for the next shift")},
    [PAPER_OWN] = {"=own", NC_("paper", "own"), N_("own patients, the news")},
    [PAPER_QUEUE] = {"=queue", NC_("paper", "queue"), N_("open requests")},
    [PAPER_MEETING] = {"=meeting", NC_("paper", "meeting"), N_("candidates to come")},
    [PAPER_INDICATORS] = {"=indicators", NC_("paper", "indicators"), N_("all nine, 28 days")},
};

static const struct roster_row *row_at(const struct roster_state *state, int row) {
  return &state->rows.at[row];
}

const struct roster_row *roster_marked(const struct screen *screen) {
  const struct roster_state *state = roster_of(screen);
  int row = table_row(&state->list.table);
  return row == NONE ? NULL : row_at(state, row);
}

static const char *row_id(void *context, int row) {
  const struct roster_state *state = context;
  const struct roster_row *at = row_at(state, row);
  return at->list == NONE ? sheets[at->kind].id : state->screen->data.day->lists[at->list].id;
}

static void list_cell(const struct roster_state *state, int index, int column, struct str *out) {
  const struct day *day = state->screen->data.day;
  const struct work_list *list = &day->lists[index];
  switch (column) {
  case COLUMN_SHEET:
    str_add(out, list->id);
    break;
  case COLUMN_SHIFT:
    str_add(out, _(word_label(&words_shift, (int)list->shift)));
    break;
  case COLUMN_WHAT:
    str_add(out, list->staff == NONE ? _("! nobody") : day->staff[list->staff].name);
    break;
  case COLUMN_VISITS:
    str_addf(out, "%d", state->screen->data.sheets[index].n_stops);
    break;
  default:
    str_addf(out, "%s %s", day->teams[list->team].name, day->teams[list->team].unit ? day->teams[list->team].unit : "");
  }
}

/* Of whom such a sheet is: the unit, or the team's name. */
static void add_whose(const struct screen *screen, const struct roster_row *row, struct str *out) {
  const struct paper_order order = roster_order(screen, row);
  const struct day *day = screen->data.day;
  int team = order.team ? day_find_team(day, order.team) : NONE;
  if (row->kind == PAPER_UNITS)
    str_add(out, order.unit ? order.unit : _("all"));
  else
    str_add(out, team == NONE ? "" : day->teams[team].name);
}

static void sheet_cell(const struct roster_state *state, const struct roster_row *row, int column, struct str *out) {
  if (column == COLUMN_SHEET)
    str_add(out, _(sheets[row->kind].label));
  else if (column == COLUMN_SHIFT && row->kind <= PAPER_HANDOVER)
    str_add(out, _(word_label(&words_shift, (int)state->screen->shift)));
  else if (column == COLUMN_WHAT)
    str_add(out, _(sheets[row->kind].what));
  else if (column == COLUMN_TEAM)
    add_whose(state->screen, row, out);
}

static void row_cell(void *context, int index, int column, struct str *out) {
  const struct roster_state *state = context;
  const struct roster_row *row = row_at(state, index);
  if (column == COLUMN_STATE && row->kind == PAPER_ROSTER)
    str_add(out, roster_row_is_draft(state->screen, row) ? _("DRAFT") : _("final"));
  else if (row->list != NONE)
    list_cell(state, row->list, column, out);
  else
    sheet_cell(state, row, column, out);
}

static enum colour_role row_role(void *context, int index) {
  const struct roster_state *state = context;
  const struct roster_row *row = row_at(state, index);
  bool nobody = row->list != NONE && state->screen->data.day->lists[row->list].staff == NONE;
  return nobody ? COLOUR_WARNING : roster_row_is_draft(state->screen, row) ? COLOUR_NOTICE : COLOUR_PLAIN;
}

/* --- The view --- */

static void open_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  state->screen = screen;
  state->wishes.format = PAPER_FORMAT_PDF;
  table_start(&state->list.table, columns, (int)COUNT_OF(columns));
  roster_ask_printers(screen);
}

static void read_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  const struct day *day = screen->data.day;
  state->rows.n = 0;
  for (int kind = 0; day->n_teams > 0 && kind < PAPER_KIND_COUNT; kind++)
    vec_push(&state->rows, (struct roster_row){(enum paper_kind)kind, NONE});
  for (int i = 0; i < day->n_lists; i++)
    if (screen_of_base(screen, day->lists[i].team))
      vec_push(&state->rows, (struct roster_row){PAPER_ROSTER, i});
  const struct table_source source = {
      .context = state, .n = (int)state->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&state->list.table, &source, screen->own_change);
  roster_page_show(screen, screen->own_change);
}

/* The subject is a list's id. */
static void focus_roster(struct screen *screen) {
  if (!table_go_id(&roster_of(screen)->list.table, screen_subject(screen)))
    screen_say(screen, COLOUR_NOTICE, _("'%s' is not among the lists of this date"), screen_subject(screen));
}

static void tick_roster(struct screen *screen) {
  roster_page_take(screen);
  roster_take_printers(screen);
  roster_take_check(screen);
}

static void draw_heading(const struct screen *screen, int top) {
  const struct roster_state *state = roster_of(screen);
  char print[KEY_NAME_SIZE], all[KEY_NAME_SIZE], how[KEY_NAME_SIZE];
  int chosen = table_n_selected(&state->list.table);
  struct str wishes = {0};
  roster_add_wishes(&state->wishes, &wishes);
  screen_key_name(screen, ACTION_PRINT, print);
  screen_key_name(screen, ACTION_SELECT_ALL, all);
  screen_key_name(screen, ACTION_EDIT, how);
  if (chosen > 0)
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  trn("%d sheet chosen: %s prints it, as %s   %s: how   space: or leave   %s: all lists",
                      "%d sheets chosen: %s prints them, as %s   %s: how   space: or leave   %s: all lists", chosen),
                  chosen, print, str_text(&wishes), how, all);
  else
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  _("%s prints what is marked, as %s   %s: how   space: choose several   enter: page"), print,
                  str_text(&wishes), how);
  str_free(&wishes);
}

static void draw_list(struct screen *screen, struct roster_state *state, int row, int rows, int width) {
  int cursor_row = screen->cursor_row, cursor_column = screen->cursor_column;
  state->list.place = (struct table_place){.row = row, .rows = rows, .columns = width, .focused = !state->reading};
  table_draw(&state->list.table, &state->list.place, _("No sheets: this base has no teams yet."), &cursor_row,
             &cursor_column);
  if (!state->reading) {
    screen->cursor_row = cursor_row;
    screen->cursor_column = cursor_column;
  }
}

/* A date without lists says what makes them. */
static int draw_lack(const struct screen *screen, int row) {
  char night[KEY_NAME_SIZE];
  if (screen->data.day->n_lists > 0)
    return 0;
  terminal_putf(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE), false,
                _("No lists for this date yet: the night's run makes them (%s). + and -: another date."),
                screen_key_name(screen, ACTION_NIGHT, night));
  return 1;
}

static void draw_roster(struct screen *screen, int top, int rows) {
  struct roster_state *state = roster_of(screen);
  bool beside = terminal_columns() >= BESIDE;
  roster_page_follow(screen);
  draw_heading(screen, top);
  int lack = draw_lack(screen, top + 1), above = 1 + lack;
  if (beside || !state->reading)
    draw_list(screen, state, top + above, rows - above, beside ? LIST_WIDTH : terminal_columns());
  if (beside || state->reading)
    roster_page_draw(screen, top + above, beside ? LIST_WIDTH + 1 : 0, rows - above);
}

/* --- Keys --- */

/* All lists, or none where all are chosen. */
static void select_all(struct roster_state *state) {
  struct table *table = &state->list.table;
  int n = 0, of = 0;
  for (int i = 0; i < table_n(table); i++) {
    bool is_list = row_at(state, table_row_at(table, i))->list != NONE;
    of += is_list;
    n += is_list && table_is_selected(table, i);
  }
  for (int i = 0; i < table_n(table); i++)
    if (row_at(state, table_row_at(table, i))->list != NONE && (n == of || !table_is_selected(table, i)))
      table_toggle(table, i);
}

static void change_shown(struct screen *screen, enum action action) {
  if (action == ACTION_NEXT_SHIFT) {
    screen->shift = (enum shift)(((int)screen->shift + 1) % SHIFT_COUNT);
    roster_of(screen)->list.table.loaded = false; /* other rows, which nobody changed */
    read_roster(screen);
  } else {
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, NONE);
  }
}

static void request_roster(struct screen *screen, enum action action) {
  struct roster_state *state = roster_of(screen);
  switch (action) {
  case ACTION_OPEN:
  case ACTION_NEXT_PANE:
    state->reading = !state->reading && (state->lines.n > 0 || state->preview); /* or soon will be */
    break;
  case ACTION_SELECT_ALL:
    select_all(state);
    break;
  case ACTION_LEFT:
  case ACTION_RIGHT:
    roster_page_aside(screen, action == ACTION_RIGHT ? 1 : -1);
    break;
  case ACTION_NEXT_SHIFT:
  case ACTION_NEXT_TEAM:
  case ACTION_PREVIOUS_TEAM:
    change_shown(screen, action);
    break;
  case ACTION_PRINT:
    roster_print(screen);
    break;
  case ACTION_EDIT:
    roster_ask_wishes(screen);
    break;
  case ACTION_ACKNOWLEDGE:
    roster_acknowledge(screen);
    break;
  case ACTION_CHECK_MARK:
    roster_check_mark(screen);
    break;
  default:
    break;
  }
}

static const char *offers(const struct screen *screen, enum action action, const char *usual) {
  const struct roster_row *row = roster_marked(screen);
  return action == ACTION_ACKNOWLEDGE && !(row && row->kind == PAPER_HANDOVER) ? NULL : usual;
}

static bool back_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  bool was = state->reading;
  state->reading = false;
  return was;
}

static struct screen_table *roster_table(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  return state->reading ? &state->page : &state->list;
}

static void close_roster(struct screen *screen) {
  struct roster_state *state = roster_of(screen);
  errand_leave(&state->preview);
  errand_leave(&state->asks);
  errand_leave(&state->check);
  table_end(&state->list.table);
  table_end(&state->page.table);
  vec_free(&state->rows);
  vec_free(&state->lines);
  vec_free(&state->printer);
  str_free(&state->printers);
  str_free(&state->text);
}

const struct view roster_view = {
    .id = VIEW_ROSTER,
    .title = N_("Paper: the sheets as they will be printed"),
    .shown_by = ACTION_ROSTER,
    .state_size = sizeof(struct roster_state),
    .legend = N_("+ chosen for printing   DRAFT: not approved, or a visit that must be made has nobody"),
    .open = open_roster,
    .read = read_roster,
    .focus = focus_roster,
    .draw = draw_roster,
    .tick = tick_roster,
    .request = request_roster,
    .offers = offers,
    .back = back_roster,
    .table = roster_table,
    .close = close_roster,
};
