/* Drawing the board: lists on the clock with their figures, and what nobody has. */
#include <string.h>

#include "tui/views/board.h"
#include "tui/widgets/plot.h"

/* Columns in front of a list: its mark, a sign, its id. */
enum { SIGNS = 2, ID_WIDTH = 6 };
/* From how many columns on names and figures have room. */
enum { WIDE = 110 };

/* Which columns fit, by the width of the window: 80 columns show less detail, never less safety. */
struct places {
  int name, role, clock, clock_width, visits, work, drive, load, load_width, known, note,
      note_width; /* NONE = left out */
};

static struct places places_of(int columns, bool offers) {
  struct places at = {.name = SIGNS + ID_WIDTH, .drive = NONE, .known = NONE};
  bool wide = columns >= WIDE, widest = columns >= 160;
  int name = widest ? 22 : wide ? 14 : 11;
  at.role = at.name + name + 1;
  at.clock = at.role + (wide ? 9 : 8);
  at.note_width = widest ? 32 : 14; /* the clock comes first */
  int load = widest ? 7 : wide ? 4 : 3;
  int figures = 3 + 1 + 5 + 1 + (wide ? 6 + 6 : 0) + load + 1 + at.note_width + 1;
  if (offers) /* what it would cost takes the place of the figures */
    figures = widest ? 60 : wide ? 48 : 34;
  at.clock_width = columns - at.clock - figures - 1;
  int column = at.clock + at.clock_width + 1;
  at.visits = column;
  at.work = at.visits + 4;
  column = at.work + 6;
  if (wide) {
    at.drive = column;
    column += 6;
  }
  at.load = column;
  at.load_width = load;
  column += load + 1;
  if (wide) {
    at.known = column;
    column += 6;
  }
  at.note = column;
  return at;
}

/* --- A list --- */

static const char *function_mark(enum function function) {
  switch (function) {
  case FUNCTION_COORDINATOR:
    return _("coord");
  case FUNCTION_NURSE_2:
    return _("nurse2");
  default:
    return "";
  }
}

static const char *role_letter(enum role role) {
  static const char *const letters[] = {
      [ROLE_ASSISTANT] = NC_("letter of the assistant", "A"),
      [ROLE_CARE_WORKER] = NC_("letter of the care worker", "C"),
      [ROLE_NURSE] = NC_("letter of the nurse", "N"),
      [ROLE_PHYSIOTHERAPIST] = NC_("letter of the physiotherapist", "P"),
      [ROLE_OCCUPATIONAL_THERAPIST] = NC_("letter of the occupational therapist", "O"),
      [ROLE_DIETITIAN] = NC_("letter of the dietitian", "D"),
      [ROLE_APPRENTICE] = NC_("letter of the apprentice", "a"),
  };
  return _(letters[role]);
}

/* Whether a skill of the worker that holds on the date soon does not any more. */
static bool expires_soon(const struct screen *screen, int staff) {
  const struct worker *worker = &screen->data.day->staff[staff];
  int64_t days = store_setting_int(screen->session->store, "skill_warning_days");
  for (int i = 0; i < worker->n_skills; i++) {
    date expires = worker->skills[i].expires;
    if (expires != DATE_NONE && expires >= screen->on && expires <= screen->on + days)
      return true;
  }
  return false;
}

/* Visits of the list whose patient knows the worker; NONE while the past is not read. */
static int known_faces(const struct day *day, const struct list_sheet *sheet, int staff) {
  int known = 0;
  if (!day->has_past || staff == NONE)
    return NONE;
  for (int i = 0; i < sheet->n_stops; i++) {
    int patient = day->visits[sheet->stops[i].visit].patient;
    known += day_times_met(day, patient, staff) > 0 || day->patients[patient].primary_contact == staff ||
             day->patients[patient].secondary_contact == staff;
  }
  return known;
}

/* What is wrong with a list, the worst first: the end may be cut off. */
static void add_note(const struct screen *screen, int index, struct str *out) {
  const struct list_sheet *sheet = &screen->data.sheets[index];
  const struct work_list *list = &screen->data.day->lists[index];
  if (list->staff == NONE)
    str_add(out, _("! absent, nobody"));
  if (sheet->late_min > 0)
    str_addf(out, _("%s! %d min late"), out->n ? ", " : "", sheet->late_min);
  if (sheet->overtime_min > 0)
    str_addf(out, _("%s! +%d min over"), out->n ? ", " : "", sheet->overtime_min);
  if (sheet->n_stops > 0 && sheet->break_min > 0 && sheet->break_start == MINUTE_NONE)
    str_addf(out, _("%s! no break"), out->n ? ", " : "");
  if (out->n == 0 && list->state != LIST_DRAFT)
    str_add(out, _(word_label(&words_list_state, (int)list->state)));
}

static void draw_figures(const struct screen *screen, int index, int row, const struct places *at, struct style style) {
  const struct list_sheet *sheet = &screen->data.sheets[index];
  struct str text = {0};
  terminal_putf(row, at->visits, 3, style, false, "%3d", sheet->n_stops);
  terminal_putf(row, at->work, 5, style, false, "%2d:%02d", sheet->visit_min / 60, sheet->visit_min % 60);
  if (at->drive != NONE)
    terminal_putf(row, at->drive, 5, style, false, "%2d:%02d", sheet->travel_min / 60, sheet->travel_min % 60);
  int used = sheet->visit_min + sheet->travel_min;
  if (at->drive == NONE)
    str_addf(&text, "%3d", sheet->capacity_min > 0 ? 100 * used / sheet->capacity_min : 0);
  else
    plot_bar(&text, plot_style(), used, sheet->capacity_min > 0 ? sheet->capacity_min : 1, at->load_width);
  terminal_put(row, at->load, at->load_width, style, false, str_text(&text));
  int known = known_faces(screen->data.day, sheet, screen->data.day->lists[index].staff);
  if (at->known != NONE && known != NONE)
    terminal_putf(row, at->known, 5, style, false, "%2d/%d", known, sheet->n_stops);
  str_clear(&text);
  add_note(screen, index, &text);
  bool bad = strchr(str_text(&text), '!') != NULL;
  terminal_put(row, at->note, at->note_width, STYLE(.role = bad ? COLOUR_WARNING : COLOUR_DIM, .bold = bad), false,
               str_text(&text));
  str_free(&text);
}

/* What the picked-up visit would cost on the list: "1. +9 min 08:25 known (6)", or why not. */
static void draw_offer(const struct screen *screen, int index, int row, const struct places *at) {
  const struct offer *offer = move_offer(screen, index);
  const struct carried_visit *carried = &board_of(screen)->carried;
  int width = terminal_columns() - at->visits;
  char start[TIME_SIZE];
  const char *id = screen->data.day->lists[index].id;
  if (text_equal(id, carried->seen.list)) {
    terminal_put(row, at->visits, width, STYLE(.role = COLOUR_NOTICE), false, _("here it is now"));
    return;
  }
  if (text_equal(id, carried->first)) {
    terminal_put(row, at->visits, width, STYLE(.role = COLOUR_NOTICE, .bold = true), false, _("the first worker"));
    return;
  }
  if (!offer) {
    terminal_put(row, at->visits, width, STYLE(.role = COLOUR_DIM), false, carried->costs ? "" : "...");
    return;
  }
  if (!offer->allowed) {
    terminal_putf(row, at->visits, width, STYLE(.role = COLOUR_DIM), false, _("no: %s"), offer->why_not);
    return;
  }
  struct str text = {0};
  time_format(screen->on, offer->start, start);
  str_addf(&text, _("%d. +%d min %s "), offer->rank, offer->extra_min, start);
  str_addf(&text, offer->known ? _("known (%d)") : _("new face"), offer->times_met);
  if (offer->late_min > 0)
    str_addf(&text, _(" ! %d late"), offer->late_min);
  if (offer->break_lost)
    str_add(&text, _(" ! no break"));
  enum colour_role role = offer->late_min > 0 || offer->break_lost ? COLOUR_WARNING
                          : offer->rank == 1                       ? COLOUR_GOOD
                                                                   : COLOUR_PLAIN;
  terminal_put(row, at->visits, width, STYLE(.role = role, .bold = offer->rank == 1), false, str_text(&text));
  str_free(&text);
}

static void draw_worker(const struct screen *screen, const struct work_list *list, int row, const struct places *at,
                        struct style style) {
  const struct day *day = screen->data.day;
  terminal_put(row, at->name, at->role - at->name - 1, style, false,
               list->staff == NONE ? _("nobody") : day->staff[list->staff].name);
  if (list->staff != NONE)
    terminal_putf(row, at->role, 8, style, false, "%s%s%s", role_letter(day->staff[list->staff].role),
                  expires_soon(screen, list->staff) ? "~" : " ", function_mark(list->function));
}

struct clock_span {
  minute from, until;
};

static void draw_list(struct screen *screen, const struct screen_table *pane, int position, int index, int row,
                      struct clock_span span) {
  const struct board *board = board_of(screen);
  const struct work_list *list = &screen->data.day->lists[index];
  bool carrying = board->carried.held;
  const struct places at = places_of(terminal_columns(), carrying);
  bool marked = position == pane->table.mark && board->pane != PANE_UNASSIGNED;
  bool changed = table_is_changed(&pane->table, position);
  enum colour_role role = list->staff == NONE ? COLOUR_ERROR : changed ? COLOUR_NOTICE : COLOUR_PLAIN;
  struct style style = STYLE(.role = role, .bold = marked);
  terminal_putf(row, 0, at.name, style, false, "%s%s%s", marked ? ">" : " ", changed ? "*" : " ", list->id);
  draw_worker(screen, list, row, &at, style);
  timeline_draw(screen, index, span.from, span.until, row, at.clock, at.clock_width,
                marked || carrying ? board_stop(screen, index) : NONE);
  if (carrying)
    draw_offer(screen, index, row, &at);
  else
    draw_figures(screen, index, row, &at, style);
  if (marked) {
    screen->cursor_row = row;
    screen->cursor_column = 0;
  }
}

/* --- All lists --- */

/* The clock that the timelines share: from the first list's start to the last one's end or coming home. */
static struct clock_span span_of(const struct screen *screen) {
  const struct board *board = board_of(screen);
  struct clock_span span = {.from = 24 * 60, .until = 0};
  for (size_t i = 0; i < board->list_rows.n; i++) {
    const struct work_list *list = &screen->data.day->lists[board->list_rows.at[i]];
    const struct list_sheet *sheet = &screen->data.sheets[board->list_rows.at[i]];
    minute last = sheet->home != MINUTE_NONE && sheet->home > list->end ? sheet->home : list->end;
    span.from = list->start < span.from ? list->start : span.from;
    span.until = last > span.until ? last : span.until;
  }
  span.from = span.from / 60 * 60;
  span.until = (span.until + 59) / 60 * 60;
  return span;
}

static void draw_titles(const struct screen *screen, int row, struct clock_span span) {
  struct style style = STYLE(.role = COLOUR_DIM);
  const struct places at = places_of(terminal_columns(), board_of(screen)->carried.held);
  terminal_put(row, SIGNS, ID_WIDTH, style, false, _("list"));
  terminal_put(row, at.name, at.role - at.name - 1, style, false, _("worker"));
  timeline_hours(screen, span.from, span.until, row, at.clock, at.clock_width);
  if (board_of(screen)->carried.held) {
    terminal_put(row, at.visits, terminal_columns() - at.visits, style, false, _("what it would cost"));
    return;
  }
  terminal_put(row, at.visits, 3, style, false, _("vis"));
  terminal_put(row, at.work, 5, style, false, _(" work"));
  if (at.drive != NONE)
    terminal_put(row, at.drive, 5, style, false, _("drive"));
  terminal_put(row, at.load, at.load_width, style, false, at.drive == NONE ? "  %" : _("load"));
  if (at.known != NONE)
    terminal_put(row, at.known, 5, style, false, _("known"));
}

static void draw_no_lists(const struct screen *screen, int row) {
  char shift[KEY_NAME_SIZE], team[KEY_NAME_SIZE];
  if (screen->data.day->n_lists == 0)
    terminal_putf(row, 2, terminal_columns() - 2, STYLE(.role = COLOUR_NOTICE), false,
                  _("No lists for this date yet. The night's run makes them: %s."),
                  screen_key_name(screen, ACTION_NIGHT, shift));
  else
    terminal_putf(row, 2, terminal_columns() - 2, STYLE(.role = COLOUR_NOTICE), false,
                  _("No list in this shift and team. %s: next shift, %s: next team."),
                  screen_key_name(screen, ACTION_NEXT_SHIFT, shift), screen_key_name(screen, ACTION_NEXT_TEAM, team));
}

/* Lists that the window has no room for are told, with the way to them. */
static void draw_hidden(int row, int above, int below) {
  struct str text = {0};
  if (above > 0)
    str_addf(&text, _(" %d above "), above);
  if (below > 0)
    str_addf(&text, _(" %d below "), below);
  int width = terminal_width(str_text(&text));
  terminal_put(row, terminal_columns() - width, width, STYLE(.role = COLOUR_NOTICE), false, str_text(&text));
  str_free(&text);
}

static int list_at(const struct board *board, const struct screen_table *pane, int position) {
  int row = table_row_at(&pane->table, position);
  return pane == &board->targets ? board->target_rows.at[row] : board->list_rows.at[row];
}

static void draw_lists(struct screen *screen, int top, int rows) {
  struct board *board = board_of(screen);
  struct screen_table *pane = board->carried.held ? &board->targets : &board->lists;
  pane->place = (struct table_place){.row = top, .rows = rows, .columns = terminal_columns(), .focused = true};
  if (pane->table.source.n == 0) {
    draw_no_lists(screen, top + 1);
    return;
  }
  struct clock_span span = span_of(screen);
  draw_titles(screen, top, span);
  int shown = rows > 1 ? rows - 1 : 1, first = table_scroll(&pane->table, shown), n = table_n(&pane->table);
  for (int i = 0; i < shown && first + i < n; i++)
    draw_list(screen, pane, first + i, list_at(board, pane, first + i), top + 1 + i, span);
  if (n == 0)
    terminal_put(top + 1, 2, terminal_columns() - 2, STYLE(.role = COLOUR_NOTICE), false,
                 _("No list matches the filter; esc shows all again."));
  if (first > 0 || first + shown < n)
    draw_hidden(top, first, n - first - shown > 0 ? n - first - shown : 0);
}

/* --- Unassigned --- */

static const char *staff_of_list(const struct screen *screen, const char *id) {
  int list = day_find_list(screen->data.day, id);
  int staff = list == NONE ? NONE : screen->data.day->lists[list].staff;
  return staff == NONE ? _("nobody") : screen->data.day->staff[staff].name;
}

/* "fits L4 Amir (+9 min)", or what keeps it from every list. */
static void add_fit(const struct screen *screen, const struct visit *visit, struct str *out) {
  const struct offers *offers = board_fits(screen, visit->id);
  if (!offers) {
    said_add(out, visit->reason ? visit->reason : "...");
    return;
  }
  int told = 0;
  for (int i = 0; i < offers->n && told < 2 && offers->at[i].allowed; i++, told++) {
    const struct offer *offer = &offers->at[i];
    if (terminal_columns() < WIDE)
      str_addf(out, told ? _(", %s (+%d min)") : _("fits %s (+%d min)"), offer->list, offer->extra_min);
    else
      str_addf(out, told ? _(", %s %s (+%d min)") : _("fits %s %s (+%d min)"), offer->list,
               staff_of_list(screen, offer->list), offer->extra_min);
  }
  char key[KEY_NAME_SIZE];
  struct str why = {0};
  if (told == 0 && board_fits_nowhere(screen, (int)(visit - screen->data.day->visits), &why))
    str_addf(out, _("fits nowhere (%s: ask HT); %s"), screen_key_name(screen, ACTION_ASK_HT, key), str_text(&why));
  str_free(&why);
}

static void draw_waiting(struct screen *screen, int position, int row) {
  const struct board *board = board_of(screen);
  const struct day *day = screen->data.day;
  const struct visit *visit = &day->visits[board->waiting_rows.at[table_row_at(&board->unassigned.table, position)]];
  bool marked = board->pane == PANE_UNASSIGNED && position == board->unassigned.table.mark;
  bool must = visit->priority == PRIORITY_MUST;
  struct style style = STYLE(.role = must ? COLOUR_ERROR : COLOUR_PLAIN, .bold = marked || must, .reverse = marked);
  char earliest[TIME_SIZE], latest[TIME_SIZE];
  time_format(screen->on, visit->windows[0].earliest, earliest);
  time_format(screen->on, visit->windows[visit->n_windows - 1].latest, latest);
  struct str what = {0}, fit = {0};
  const char *half = strchr(visit->id, '/'); /* which of the two rows of a visit for two */
  str_addf(&what, "%s %s%s%s%s, %s", day->patients[visit->patient].id,
           patient_shown_name(&day->patients[visit->patient]), half ? " " : "", half ? half + 1 : "", half ? "/2" : "",
           day->tasks[visit->task].name); /* the patient first: the task may be cut off */
  add_fit(screen, visit, &fit);
  bool changed = table_is_changed(&board->unassigned.table, position);
  int columns = terminal_columns(), width = columns >= WIDE ? 44 : 28;
  terminal_putf(row, 0, columns, style, marked, "%s%s%s%-6s %s-%s ", marked ? ">" : " ", must ? "!" : " ",
                changed ? "*" : " ", _(word_label(&words_priority, (int)visit->priority)), earliest, latest);
  terminal_put(row, 22, width, style, false, str_text(&what));
  terminal_put(row, 23 + width, columns - 23 - width, style, false, str_text(&fit));
  str_free(&what);
  str_free(&fit);
  if (marked) {
    screen->cursor_row = row;
    screen->cursor_column = 0;
  }
}

static int count_must(const struct screen *screen) {
  const struct board *board = board_of(screen);
  int must = 0;
  for (size_t i = 0; i < board->waiting_rows.n; i++)
    must += screen->data.day->visits[board->waiting_rows.at[i]].priority == PRIORITY_MUST;
  return must;
}

/* How many wait here, and how many of the top line's MUST wait in other teams and shifts. */
static void add_unassigned_title(const struct screen *screen, int all, int must, struct str *out) {
  int elsewhere = screen->counts.must - must;
  if (all == 0)
    str_add(out, _(" Unassigned: none "));
  else
    str_addf(out, _(" Unassigned: %d (%d MUST) "), all, must);
  if (elsewhere > 0)
    str_addf(out, _("here; %d MUST in other teams and shifts "), elsewhere);
}

static void draw_unassigned(struct screen *screen, int top, int rows) {
  struct board *board = board_of(screen);
  struct screen_table *pane = &board->unassigned;
  int n = table_n(&pane->table), all = (int)board->waiting_rows.n, must = count_must(screen);
  bool worst = must > 0 || screen->counts.must > 0;
  struct style style = STYLE(.role = worst ? COLOUR_ERROR : all ? COLOUR_WARNING : COLOUR_DIM, .bold = worst || all);
  pane->place = (struct table_place){.row = top, .rows = rows, .columns = terminal_columns(), .focused = true};
  terminal_line(top, 0, terminal_columns(), style);
  struct str title = {0};
  add_unassigned_title(screen, all, must, &title);
  terminal_put(top, 3, terminal_columns() - 3, style, false, str_text(&title));
  str_free(&title);
  int first = table_scroll(&pane->table, rows > 1 ? rows - 1 : 1);
  for (int i = 0; i < rows - 1 && first + i < n; i++)
    draw_waiting(screen, first + i, top + 1 + i);
  if (rows > 1 && n > rows - 1)
    draw_hidden(top, first, n - first - rows + 1 > 0 ? n - first - rows + 1 : 0);
}

/* --- All of it --- */

void board_draw(struct screen *screen, int top, int rows) {
  const struct board *board = board_of(screen);
  int detail = board->wide_details ? rows / 2 : rows >= 50 ? 12 : rows >= 30 ? 9 : 6;
  int waiting = (int)board->waiting_rows.n, most = (rows - detail) / 3;
  int waiting_rows = 1 + (waiting < most ? waiting : most);
  int list_rows = rows - detail - waiting_rows;
  int wanted = 1 + (board->carried.held ? (int)board->target_rows.n : (int)board->list_rows.n);
  if (list_rows > wanted && wanted > 1) { /* what lists do not need tells more of the marked one */
    detail += list_rows - wanted - 1 > 0 ? (list_rows - wanted - 1) : 0;
    list_rows = rows - detail - waiting_rows;
  }
  draw_lists(screen, top, list_rows);
  draw_unassigned(screen, top + list_rows, waiting_rows);
  board_detail(screen, top + list_rows + waiting_rows, detail);
}
