/* The candidates of the interdisciplinary meeting. By patient number only, on the screen as on paper: the board stands
 * where others read it [003 §10.4]. */
#include "tui/views/flows.h"
#include "tui/views/views.h"
#include "tui/widgets/conflict.h"

enum { details_rows = 7 };
enum { COLUMN_DAY, COLUMN_TEAM, COLUMN_PATIENT, COLUMN_GROUND, COLUMN_LIGHT, COLUMN_ABOUT };

static const struct table_column columns[] = {
    [COLUMN_DAY] = {.title = N_("meeting"), .width = 10, .least = 10, .importance = 4},
    [COLUMN_TEAM] = {.title = N_("team"), .width = 6, .least = 4, .importance = 2},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 8, .least = 8, .importance = 6},
    [COLUMN_GROUND] = {.title = N_("why"), .width = 20, .least = 12, .importance = 3},
    [COLUMN_LIGHT] = {.title = N_("light"), .width = 8, .least = 8, .importance = 5},
    [COLUMN_ABOUT] = {.title = N_("about, and agreed"), .width = 200, .least = 20, .importance = 1},
};

/* The view's state. */
struct meeting {
  struct flow_list flow;
  VEC(struct meeting_candidate) rows;
};

static struct meeting *meeting_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  return ((const struct meeting *)context)->rows.at[row].id;
}

static const char *row_patient(void *context, int row) {
  return ((const struct meeting *)context)->rows.at[row].patient;
}

static const char *light_text(const struct meeting_candidate *candidate) {
  return candidate->light == LIGHT_NONE ? _("not yet") : _(word_label(&words_light, (int)candidate->light));
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct meeting_candidate *candidate = &((const struct meeting *)context)->rows.at[row];
  if (column == COLUMN_DAY)
    flow_add_date(out, candidate->date);
  else if (column == COLUMN_LIGHT)
    str_add(out, light_text(candidate));
  else if (column == COLUMN_GROUND)
    str_add(out, _(word_label(&words_ground, (int)candidate->ground)));
  else if (column == COLUMN_TEAM)
    str_add(out, candidate->team ? candidate->team : "");
  else if (column == COLUMN_PATIENT)
    str_add(out, candidate->patient);
  else
    str_add(out, candidate->text ? candidate->text : "");
}

static enum colour_role row_role(void *context, int row) {
  const struct meeting_candidate *candidate = &((const struct meeting *)context)->rows.at[row];
  return candidate->date < instant_date(clock_now()) ? COLOUR_DIM
         : candidate->light == LIGHT_RED             ? COLOUR_ERROR
         : candidate->light == LIGHT_YELLOW          ? COLOUR_WARNING
         : candidate->light == LIGHT_GREEN           ? COLOUR_GOOD
                                                     : COLOUR_PLAIN;
}

/* --- The view --- */

static void open_meeting(struct screen *screen) {
  flow_open(screen, &meeting_of(screen)->flow, columns, (int)COUNT_OF(columns));
  meeting_of(screen)->flow.details = details_rows;
}

static void read_meeting(struct screen *screen) {
  struct meeting *meeting = meeting_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  struct meeting_candidate *rows;
  int n;
  if (!store_load_meeting(screen->session->store, NULL, DATE_NONE, &arena, &rows, &n, &err)) {
    arena_free(&arena);
    screen_say_error(screen, &err);
    return;
  }
  meeting->rows.n = 0;
  for (int i = 0; i < n; i++)
    if ((meeting->flow.all || rows[i].date >= instant_date(clock_now())) &&
        flow_shows_team(&meeting->flow, rows[i].team))
      vec_push(&meeting->rows, rows[i]);
  const struct table_source source = {
      .context = meeting, .n = (int)meeting->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&meeting->flow.list.table, &source, screen->own_change);
  arena_free(&meeting->flow.arena);
  meeting->flow.arena = arena;
}

static void focus_meeting(struct screen *screen) {
  flow_focus(screen, &meeting_of(screen)->flow, row_patient);
}

static void close_meeting(struct screen *screen) {
  flow_close(&meeting_of(screen)->flow);
  vec_free(&meeting_of(screen)->rows);
}

static const struct meeting_candidate *marked(const struct screen *screen) {
  int row = table_row(&meeting_of(screen)->flow.list.table);
  return row == NONE ? NULL : &meeting_of(screen)->rows.at[row];
}

static void add_details(const struct screen *screen, struct flow_lines *lines) {
  const struct meeting_candidate *candidate = marked(screen);
  if (!candidate)
    return;
  struct str text = {0};
  flow_add_date(&text, candidate->date);
  flow_line(lines, COLOUR_PLAIN, candidate->id, _("patient %s, team %s, meeting %s"), candidate->patient,
            candidate->team ? candidate->team : "-", str_text(&text));
  flow_line(lines, COLOUR_PLAIN, _("why"), "%s", _(word_label(&words_ground, (int)candidate->ground)));
  flow_line(lines, COLOUR_PLAIN, _("light"), "%s", light_text(candidate));
  flow_line(lines, COLOUR_PLAIN, _("about"), "%s", candidate->text ? candidate->text : "");
  str_clear(&text);
  flow_add_instant(&text, dispatch_meeting_deadline(screen->session->store, candidate->date));
  flow_line(lines, COLOUR_DIM, _("taken until"), "%s", str_text(&text));
  str_free(&text);
}

static void add_heading(const struct screen *screen, struct str *out) {
  struct store *store = screen->session->store;
  date next = dispatch_meeting_date(store, clock_now());
  struct str on = {0}, until = {0};
  flow_add_date(&on, next);
  flow_add_instant(&until, dispatch_meeting_deadline(store, next));
  flow_add_scope(&meeting_of(screen)->flow, out);
  str_addf(out, _(": %s %s, open until %s"), _(word_label(&words_weekday, date_weekday(next))), str_text(&on),
           str_text(&until));
  str_free(&on);
  str_free(&until);
}

static void draw_meeting(struct screen *screen, int top, int rows) {
  struct flow_lines lines = {0};
  struct str heading = {0};
  char new[KEY_NAME_SIZE], empty[200];
  add_heading(screen, &heading);
  add_details(screen, &lines);
  snprintf(empty, sizeof empty, _("Nobody is to be taken up yet. %s takes a patient up for the next meeting."),
           screen_key_name(screen, ACTION_NEW, new));
  flow_draw(screen, &meeting_of(screen)->flow, top, rows, str_text(&heading), empty, &lines);
  flow_lines_free(&lines);
  str_free(&heading);
}

/* --- Keys --- */

static bool save_candidate(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                           struct error *err) {
  (void)context;
  const struct meeting_request request = {.patient = form_value(form, "patient"),
                                          .team = flow_text(form, "team"),
                                          .text = flow_text(form, "text"),
                                          .date = flow_date(form, "date"),
                                          .ground = (enum ground)word_code(&words_ground, form_value(form, "ground"))};
  return dispatch_meeting_add(screen->session, &request, effects, err);
}

static void add_candidate(struct screen *screen) {
  struct form form;
  form_start(&form, _("A patient for the interdisciplinary meeting"), "meeting", NULL);
  form_add(&form,
           (struct field){.name = "patient",
                          .label = N_("patient"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .choices = flow_patients(screen)},
           "");
  form_add(&form,
           (struct field){
               .name = "ground", .label = N_("why"), .type = FIELD_WORD, .required = true, .words = &words_ground},
           "");
  form_add(&form, (struct field){.name = "text", .label = N_("about"), .type = FIELD_TEXT}, "");
  form_add(&form,
           (struct field){.name = "date",
                          .label = N_("meeting"),
                          .help = N_("the day of the meeting; empty: the next that still takes candidates"),
                          .type = FIELD_DATE},
           "");
  form_add(&form,
           (struct field){.name = "team",
                          .label = N_("whose meeting"),
                          .help = N_("empty: the patient's team"),
                          .type = FIELD_CHOICE,
                          .choices = flow_teams(screen)},
           "");
  flow_form_run(screen, &form, save_candidate, NULL);
  form_free(&form);
}

static const char *light_token(const struct meeting_candidate *candidate) {
  return candidate->light == LIGHT_NONE ? "" : word_token(&words_light, (int)candidate->light);
}

/* Where somebody set it meanwhile the person sees both; false when given up. */
static bool settle_light(struct screen *screen, struct form *form, const char *id, struct error *err) {
  struct arena arena = {0};
  struct meeting_candidate *rows;
  int n = 0;
  bool good = store_load_meeting(screen->session->store, NULL, DATE_NONE, &arena, &rows, &n, err);
  for (int i = 0; good && i < n; i++) {
    const char *now[] = {light_token(&rows[i]), rows[i].text ? rows[i].text : ""};
    if (!text_equal(rows[i].id, id) || (text_equal(now[0], str_text(&form->fields.at[0].before)) &&
                                        text_equal(now[1], str_text(&form->fields.at[1].before))))
      continue;
    if (!conflict_settle(screen, form, now))
      good = error_set(err, STATUS_DENIED, "%s", _("not saved: somebody else changed it; ctrl-s asks again"));
  }
  arena_free(&arena);
  return good;
}

static bool save_light(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                       struct error *err) {
  if (!settle_light(screen, form, context, err))
    return false;
  int light = word_code(&words_light, form_value(form, "light"));
  return dispatch_meeting_set(screen->session, context, light == LIGHT_NONE ? NONE : light, flow_text(form, "text"),
                              effects, err);
}

static void set_light(struct screen *screen, const struct meeting_candidate *candidate) {
  struct form form;
  struct str title = {0};
  char id[ID_SIZE];
  snprintf(id, sizeof id, "%s", candidate->id);
  flow_add_title(screen, &title, _("What was agreed"), candidate->patient);
  form_start(&form, str_text(&title), "meeting-set", id);
  form_add(&form, (struct field){.name = "light", .label = N_("light"), .type = FIELD_WORD, .words = &words_light},
           light_token(candidate));
  form_add(&form, (struct field){.name = "text", .label = N_("agreed"), .type = FIELD_TEXT},
           candidate->text ? candidate->text : "");
  flow_form_run(screen, &form, save_light, id);
  form_free(&form);
  str_free(&title);
}

static void request_meeting(struct screen *screen, enum action action) {
  const struct meeting_candidate *candidate = marked(screen);
  if (flow_request(screen, &meeting_of(screen)->flow, action))
    return;
  if (action == ACTION_NEW)
    add_candidate(screen);
  else if (candidate && action == ACTION_OPEN)
    flow_open_patient(screen, candidate->patient);
  else if (candidate && action == ACTION_EDIT)
    set_light(screen, candidate);
}

static struct screen_table *meeting_table(struct screen *screen) {
  return &meeting_of(screen)->flow.list;
}

const struct view meeting_view = {
    .id = VIEW_MEETING,
    .title = N_("The interdisciplinary meeting"),
    .may = MAY_MEET,
    .shown_by = ACTION_MEETING,
    .state_size = sizeof(struct meeting),
    .legend = N_("red, yellow, green\tthe traffic light that the meeting set"),
    .open = open_meeting,
    .read = read_meeting,
    .focus = focus_meeting,
    .draw = draw_meeting,
    .request = request_meeting,
    .table = meeting_table,
    .close = close_meeting,
};
