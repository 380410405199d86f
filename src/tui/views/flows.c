/* Lists of the flows between people: whose rows, the picture, texts. */
#include "tui/views/flows.h"

#include <stdlib.h>
#include <string.h>

#include "tui/widgets/table_view.h"

enum { beside_from = 140, beside_least = 44, minute_seconds = 60, hour_minutes = 60, day_hours = 24 };
enum { seconds_shown_below = 10 }; /* minutes left from which on the seconds tick */

/* --- Rows --- */

void flow_open(struct screen *screen, struct flow_list *flow, const struct table_column *columns, int n_columns) {
  flow->screen = screen;
  table_start(&flow->list.table, columns, n_columns);
}

void flow_close(struct flow_list *flow) {
  table_end(&flow->list.table);
  arena_free(&flow->arena);
}

bool flow_shows_team(const struct flow_list *flow, const char *team) {
  const struct screen *screen = flow->screen;
  if (!team || flow->scope == SCOPE_ALL)
    return true;
  return flow->scope == SCOPE_TEAM ? text_equal(team, screen->team)
                                   : screen_of_base(screen, day_find_team(screen->data.day, team));
}

void flow_add_scope(const struct flow_list *flow, struct str *out) {
  const struct day *day = flow->screen->data.day;
  int team = screen_team(flow->screen);
  if (flow->scope == SCOPE_ALL || team == NONE)
    str_add(out, _("all teams"));
  else if (flow->scope == SCOPE_TEAM)
    str_addf(out, _("only %s"), day->teams[team].name);
  else if (day->teams[team].ht == NONE)
    str_add(out, day->teams[team].name);
  else
    str_addf(out, _("%s and its teams"), day->teams[day->teams[team].ht].name);
}

bool flow_request(struct screen *screen, struct flow_list *flow, enum action action) {
  switch (action) {
  case ACTION_SCOPE:
    flow->scope = (enum flow_scope)((flow->scope + 1) % SCOPE_COUNT);
    break;
  case ACTION_SHOW_ALL:
    flow->all = !flow->all;
    break;
  case ACTION_NEXT_TEAM:
  case ACTION_PREVIOUS_TEAM:
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, NONE);
    return true;
  default:
    return false;
  }
  flow->list.table.loaded = false; /* other rows: nothing of it was changed by somebody */
  screen_view(screen)->read(screen);
  return true;
}

void flow_focus(struct screen *screen, struct flow_list *flow, const char *(*name_of)(void *context, int row)) {
  struct table *table = &flow->list.table;
  const char *subject = screen_subject(screen);
  for (int i = 0; i < table_n(table); i++)
    if (text_equal(name_of(table->source.context, table_row_at(table, i)), subject)) {
      table_go(table, i);
      return;
    }
  if (subject)
    screen_say(screen, COLOUR_NOTICE, _("'%s' is not in this list"), subject);
}

void flow_open_patient(struct screen *screen, const char *patient) {
  char id[ID_SIZE];
  snprintf(id, sizeof id, "%s", patient ? patient : "");
  if (*id)
    screen_open_view(screen, views[VIEW_PATIENT] ? VIEW_PATIENT : VIEW_PATIENTS, id);
  else
    screen_say(screen, COLOUR_NOTICE, "%s", _("it is about no patient"));
}

/* --- Details --- */

void flow_line(struct flow_lines *lines, enum colour_role role, const char *label, const char *format, ...) {
  struct str text = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&text, format, args);
  va_end(args);
  if (text.n)
    vec_push(&lines->lines, (struct detail_line){.label = arena_strdup(&lines->arena, label),
                                                 .text = arena_strdup(&lines->arena, str_text(&text)),
                                                 .role = role});
  str_free(&text);
}

void flow_lines_free(struct flow_lines *lines) {
  vec_free(&lines->lines);
  arena_free(&lines->arena);
}

void flow_draw(struct screen *screen, struct flow_list *flow, int top, int rows, const char *heading, const char *empty,
               const struct flow_lines *details) {
  int columns = terminal_columns(), n = (int)details->lines.n;
  bool beside = columns >= beside_from, shown = n > 0 && !text_is_empty(heading);
  int wide = beside && columns * 2 / 5 > beside_least ? columns * 2 / 5 : beside_least;
  int below = flow->details && flow->details < rows / 2 ? flow->details : rows / 2;
  struct table_place place = {.row = top + 1,
                              .rows = rows - 1 - (shown && !beside ? below : 0),
                              .columns = shown && beside ? columns - wide - 1 : columns,
                              .focused = true};
  terminal_put(top, 1, columns - 1, STYLE(.bold = true), false, heading);
  flow->list.place = place;
  table_draw(&flow->list.table, &place, empty, &screen->cursor_row, &screen->cursor_column);
  if (!shown)
    return;
  if (beside) {
    detail_draw(details->lines.at, n, 0, top + 1, columns - wide + 1, rows - 1, wide - 2);
    return;
  }
  terminal_line(top + rows - below, 0, columns, STYLE(.role = COLOUR_DIM));
  detail_draw(details->lines.at, n, 0, top + rows - below + 1, 1, below - 1, columns - 2);
}

static int draw_text(const char *text, int first, int row, int rows) {
  int at = -first, columns = terminal_columns() - 2;
  for (bool more = true; more; at++) {
    size_t skip, length = text_wrap(text, columns, &skip);
    if (at >= 0 && at < rows)
      terminal_putf(row + at, 1, columns, STYLE(.role = COLOUR_PLAIN), false, "%.*s", (int)length, text);
    text += length + skip;
    more = *text != '\0';
  }
  return at + first;
}

void flow_show_text(struct screen *screen, const char *title, const char *text) {
  screen_hold(screen);
  for (int first = 0, key = KEY_CODE_NONE; key != KEY_CODE_ESCAPE && key != KEY_CODE_ENTER && key != KEY_CODE_QUIT;) {
    int rows = terminal_rows();
    screen_draw(screen);
    for (int row = 2; row < rows; row++)
      terminal_put(row, 0, terminal_columns(), STYLE(.role = COLOUR_PLAIN), true, "");
    int used = terminal_too_small() ? 0 : draw_text(text, first, 4, rows - 6);
    terminal_put(2, 1, terminal_columns() - 1, STYLE(.bold = true), false, title);
    terminal_put(rows - 1, 0, terminal_columns(), STYLE(.role = COLOUR_DIM), false,
                 used > rows - 6 ? _("up, down: more   enter or esc: back") : _("enter or esc: back"));
    screen->cursor_row = 2;
    screen->cursor_column = 1;
    key = screen_key(screen);
    first += key == KEY_CODE_DOWN && first < used - (rows - 6) ? 1 : key == KEY_CODE_UP && first > 0 ? -1 : 0;
  }
  screen_release(screen);
}

/* --- Text --- */

void flow_add_date(struct str *out, date on) {
  char text[DATE_SIZE];
  date today = instant_date(clock_now());
  date_show(on, text);
  str_add(out, on == today ? _("today") : on == today + 1 ? _("tomorrow") : on == today - 1 ? _("yesterday") : text);
}

void flow_add_instant(struct str *out, instant at) {
  char day[DATE_SIZE], time[TIME_SIZE];
  if (at == INSTANT_NONE)
    return;
  date on = instant_date(at);
  date_show(on, day);
  time_format(on, minute_of(on, at), time);
  if (on == instant_date(clock_now()))
    str_add(out, time);
  else
    str_addf(out, "%s %s", day, time);
}

void flow_add_length(struct str *out, int64_t seconds) {
  int minutes = (int)(seconds / minute_seconds), hours = minutes / hour_minutes;
  if (hours >= 2 * day_hours)
    str_addf(out, trn("%d day", "%d days", hours / day_hours), hours / day_hours);
  else if (hours >= 10)
    str_addf(out, _("%d h"), hours);
  else if (hours >= 1)
    str_addf(out, _("%d h %d min"), hours, minutes % hour_minutes);
  else if (minutes >= seconds_shown_below)
    str_addf(out, _("%d min"), minutes);
  else
    str_addf(out, _("%d:%02d min"), minutes, (int)(seconds % minute_seconds));
}

void flow_add_patient(const struct screen *screen, struct str *out, const char *patient) {
  const char *name = screen_patient_name(screen, patient);
  str_add(out, patient ? patient : "-");
  if (patient && !text_equal(name, patient))
    str_addf(out, " %s", name);
}

void flow_add_about(const struct screen *screen, struct str *out, const char *id, const char *patient) {
  str_add(out, id);
  if (patient) {
    str_addc(out, ' ');
    flow_add_patient(screen, out, patient);
  }
}

void flow_add_title(const struct screen *screen, struct str *out, const char *title, const char *patient) {
  str_add(out, title);
  if (patient) {
    str_add(out, ": ");
    flow_add_patient(screen, out, patient);
  }
}
