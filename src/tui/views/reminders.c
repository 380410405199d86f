/* The reminder list: what a team is to remember on which day, and what becomes a visit. */
#include "tui/views/flows.h"
#include "tui/views/views.h"
#include "vaktrom/dispatch/may.h"

enum { details_rows = 6 };
enum { COLUMN_DUE, COLUMN_TEAM, COLUMN_PATIENT, COLUMN_WHAT };

static const struct table_column columns[] = {
    [COLUMN_DUE] = {.title = N_("due"), .width = 15, .least = 15, .importance = 4},
    [COLUMN_TEAM] = {.title = N_("team"), .width = 8, .least = 4, .importance = 1},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 22, .least = 18, .importance = 2},
    [COLUMN_WHAT] = {.title = N_("what is to be remembered"), .width = 200, .least = 30, .importance = 5},
};

/* The view's state. */
struct reminders {
  struct flow_list flow;
  VEC(struct reminder) rows;
};

static struct reminders *reminders_of(const struct screen *screen) {
  return screen_state(screen);
}

static bool is_late(const struct reminder *reminder) {
  return !reminder->done && reminder->due < instant_date(clock_now());
}

static bool is_today(const struct reminder *reminder) {
  return !reminder->done && reminder->due == instant_date(clock_now());
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  return ((const struct reminders *)context)->rows.at[row].id;
}

static const char *row_patient(void *context, int row) {
  return ((const struct reminders *)context)->rows.at[row].patient;
}

static void add_due(const struct reminder *reminder, struct str *out) {
  struct str on = {0};
  flow_add_date(&on, reminder->due);
  if (reminder->done)
    str_addf(out, _("done %s"), str_text(&on));
  else
    str_addf(out, is_late(reminder) ? _("! %s") : is_today(reminder) ? "> %s" : "%s", str_text(&on));
  str_free(&on);
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct reminders *reminders = context;
  const struct reminder *reminder = &reminders->rows.at[row];
  if (column == COLUMN_DUE)
    add_due(reminder, out);
  else if (column == COLUMN_TEAM)
    str_add(out, reminder->team ? reminder->team : "");
  else if (column == COLUMN_PATIENT && reminder->patient)
    flow_add_patient(reminders->flow.screen, out, reminder->patient);
  else if (column == COLUMN_PATIENT)
    str_add(out, _("the team's own"));
  else
    str_add(out, reminder->text ? reminder->text : "");
}

static enum colour_role row_role(void *context, int row) {
  const struct reminder *reminder = &((const struct reminders *)context)->rows.at[row];
  return reminder->done ? COLOUR_DIM : is_late(reminder) ? COLOUR_WARNING : COLOUR_PLAIN;
}

/* --- The view --- */

static void open_reminders(struct screen *screen) {
  flow_open(screen, &reminders_of(screen)->flow, columns, (int)COUNT_OF(columns));
  reminders_of(screen)->flow.details = details_rows;
}

static void read_reminders(struct screen *screen) {
  struct reminders *reminders = reminders_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  struct reminder *rows;
  int n;
  if (!dispatch_read_reminders(screen->session, NULL, reminders->flow.all, &arena, &rows, &n, &err)) {
    arena_free(&arena);
    screen_say_error(screen, &err);
    return;
  }
  reminders->rows.n = 0;
  for (int i = 0; i < n; i++)
    if (flow_shows_team(&reminders->flow, rows[i].team))
      vec_push(&reminders->rows, rows[i]);
  const struct table_source source = {
      .context = reminders, .n = (int)reminders->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&reminders->flow.list.table, &source, screen->own_change);
  arena_free(&reminders->flow.arena);
  reminders->flow.arena = arena;
}

static void focus_reminders(struct screen *screen) {
  flow_focus(screen, &reminders_of(screen)->flow, row_patient);
}

static void close_reminders(struct screen *screen) {
  flow_close(&reminders_of(screen)->flow);
  vec_free(&reminders_of(screen)->rows);
}

static const struct reminder *marked(const struct screen *screen) {
  int row = table_row(&reminders_of(screen)->flow.list.table);
  return row == NONE ? NULL : &reminders_of(screen)->rows.at[row];
}

static void add_details(const struct screen *screen, struct flow_lines *lines) {
  const struct reminder *reminder = marked(screen);
  if (!reminder)
    return;
  struct str text = {0};
  flow_add_patient(screen, &text, reminder->patient);
  flow_line(lines, COLOUR_PLAIN, reminder->id, "%s", reminder->patient ? str_text(&text) : _("the team's own"));
  flow_line(lines, COLOUR_PLAIN, _("what"), "%s", reminder->text ? reminder->text : "");
  str_clear(&text);
  flow_add_date(&text, reminder->due);
  flow_line(lines, is_late(reminder) ? COLOUR_WARNING : COLOUR_PLAIN, _("due"),
            is_late(reminder) ? _("%s: late") : "%s", str_text(&text));
  int team = reminder->team ? day_find_team(screen->data.day, reminder->team) : NONE;
  flow_line(lines, COLOUR_PLAIN, _("whose"), "%s", team == NONE ? "-" : screen->data.day->teams[team].name);
  str_free(&text);
}

static void draw_reminders(struct screen *screen, int top, int rows) {
  struct reminders *reminders = reminders_of(screen);
  struct flow_lines lines = {0};
  struct str heading = {0};
  char new[KEY_NAME_SIZE], empty[200];
  int late = 0, today = 0;
  for (size_t i = 0; i < reminders->rows.n; i++) {
    late += is_late(&reminders->rows.at[i]);
    today += is_today(&reminders->rows.at[i]);
  }
  flow_add_scope(&reminders->flow, &heading);
  str_addf(&heading, _(": reminders %zu, late %d, today %d"), reminders->rows.n, late, today);
  add_details(screen, &lines);
  snprintf(empty, sizeof empty, _("Nothing is to be remembered. %s adds a reminder for a day to come."),
           screen_key_name(screen, ACTION_NEW, new));
  flow_draw(screen, &reminders->flow, top, rows, str_text(&heading), empty, &lines);
  flow_lines_free(&lines);
  str_free(&heading);
}

/* --- Keys --- */

static bool save_reminder(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                          struct error *err) {
  (void)context;
  return dispatch_remind_add(screen->session, flow_text(form, "team"), flow_text(form, "patient"),
                             flow_date(form, "due"), form_value(form, "text"), effects, err);
}

static void add_reminder(struct screen *screen) {
  struct form form;
  form_start(&form, _("A new reminder"), "remind", NULL);
  flow_add_day_field(&form, "due", N_("on the day"), NULL, DATE_NONE);
  form_add(&form, (struct field){.name = "text", .label = N_("what"), .type = FIELD_TEXT, .required = true}, "");
  form_add(&form,
           (struct field){.name = "patient",
                          .label = N_("patient"),
                          .help = N_("whom it is about; empty: the team's own"),
                          .type = FIELD_CHOICE,
                          .choices = flow_patients(screen)},
           "");
  flow_add_team_field(screen, &form, screen->team);
  flow_form_run(screen, &form, save_reminder, NULL);
  form_free(&form);
}

static void make_visit(struct screen *screen, const struct reminder *reminder) {
  struct str title = {0};
  date today = instant_date(clock_now());
  str_addf(&title, _("A visit of %s: %s"), reminder->id, reminder->text ? reminder->text : "");
  const struct flow_visit what = {.make = dispatch_remind_visit,
                                  .id = reminder->id,
                                  .patient = reminder->patient,
                                  .title = str_text(&title),
                                  .on = reminder->due > today ? reminder->due : today};
  flow_make_visit(screen, &what);
  str_free(&title);
}

static void request_reminders(struct screen *screen, enum action action) {
  const struct reminder *reminder = marked(screen);
  if (flow_request(screen, &reminders_of(screen)->flow, action))
    return;
  if (action == ACTION_NEW)
    add_reminder(screen);
  else if (reminder && action == ACTION_OPEN)
    flow_open_patient(screen, reminder->patient);
  else if (reminder && action == ACTION_DONE)
    flow_do(screen, dispatch_remind_done, reminder->id);
  else if (reminder && action == ACTION_MAKE_VISIT)
    make_visit(screen, reminder);
}

static struct screen_table *reminders_table(struct screen *screen) {
  return &reminders_of(screen)->flow.list;
}

const struct view reminders_view = {
    .id = VIEW_REMINDERS,
    .title = N_("Reminders"),
    .may = MAY_REMIND,
    .shown_by = ACTION_REMINDERS,
    .state_size = sizeof(struct reminders),
    .legend = N_("! date\tlate\n> date\ttoday"),
    .open = open_reminders,
    .read = read_reminders,
    .focus = focus_reminders,
    .draw = draw_reminders,
    .request = request_reminders,
    .table = reminders_table,
    .close = close_reminders,
};
