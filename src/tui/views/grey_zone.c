/* The grey zone: patients about whom people must decide, OT or HT, the most urgent first; on request everybody's
 * decision. Enter shows why it is as it is and who could do the work. */
#include "tui/views/grey_zone.h"

#include <stdlib.h>

enum { DETAIL_ROWS = 6, ROWS_FOR_DETAIL = 15 };
enum {
  COLUMN_MATTER,
  COLUMN_PATIENT,
  COLUMN_NAME,
  COLUMN_OUTCOME,
  COLUMN_TEAM,
  COLUMN_CURRENT,
  COLUMN_CRITERIA,
  COLUMN_DECIDED,
  COLUMN_REVIEW,
};

static const struct table_column columns[] = {
    [COLUMN_MATTER] = {.title = N_("to do"), .width = 16, .least = 16, .importance = 8},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 8, .least = 7, .importance = 10},
    [COLUMN_NAME] = {.title = N_("name"), .width = 24, .least = 12, .importance = 9},
    [COLUMN_OUTCOME] = {.title = N_("outcome"), .width = 8, .least = 7, .importance = 7},
    [COLUMN_TEAM] = {.title = N_("responsible"), .width = 12, .least = 11, .importance = 6},
    [COLUMN_CURRENT] = {.title = N_("now with"), .width = 10, .least = 8, .importance = 4},
    [COLUMN_CRITERIA] = {.title = N_("criteria"), .width = 12, .least = 9, .importance = 5},
    [COLUMN_DECIDED] = {.title = N_("decided by"), .width = 20, .least = 10, .importance = 2},
    [COLUMN_REVIEW] = {.title = N_("review"), .width = 10, .least = 10, .importance = 3},
};

struct grey_zone_state *grey_zone_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- What there is to do --- */

enum decision_matter matter_of(const struct routes *routes, int patient) {
  const struct patient_route *route = &routes->list[patient];
  if (route->choice.outcome == OUTCOME_GREY)
    return MATTER_GREY;
  if (route->decided && route->decided->review != DATE_NONE && route->decided->review <= instant_date(routes->now))
    return MATTER_REVIEW;
  if (route->unanswered.item)
    return MATTER_UNANSWERED;
  return route->outdated ? MATTER_OUTDATED : MATTER_NONE;
}

const char *matter_label(enum decision_matter matter) {
  static const char *const labels[] = {
      [MATTER_GREY] = N_("! grey zone"),
      [MATTER_REVIEW] = N_("! review due"),
      [MATTER_UNANSWERED] = N_("! old NEWS2"),
      [MATTER_OUTDATED] = N_("~ outdated"),
      [MATTER_NONE] = "",
  };
  return *labels[matter] ? _(labels[matter]) : "";
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  const struct grey_zone_state *view = context;
  return view->routes->day->patients[view->rows.at[row].patient].id;
}

static const char *team_name(const struct routes *routes, int team) {
  return team == NONE ? "-" : routes->day->teams[team].id;
}

static void add_criteria(const struct routes *routes, const struct patient_route *route, struct str *out) {
  for (size_t i = 0; i < route->verdict.n_deciding; i++)
    str_addf(out, "%s%s", i ? " " : "", routes->criteria->rows.at[route->verdict.held.at[i]].id);
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct grey_zone_state *view = context;
  const struct routes *routes = view->routes;
  int patient = view->rows.at[row].patient;
  const struct patient_route *route = &routes->list[patient];
  char review[DATE_SIZE];
  switch (column) {
  case COLUMN_MATTER:
    str_add(out, matter_label(view->rows.at[row].matter));
    break;
  case COLUMN_PATIENT:
    str_add(out, routes->day->patients[patient].id);
    break;
  case COLUMN_NAME:
    str_add(out, patient_shown_name(&routes->day->patients[patient]));
    break;
  case COLUMN_OUTCOME:
    str_add(out, word_label(&words_outcome, (int)route->choice.outcome));
    break;
  case COLUMN_TEAM:
    str_add(out, team_name(routes, route->choice.responsible));
    break;
  case COLUMN_CURRENT:
    str_add(out, team_name(routes, route->choice.current));
    break;
  case COLUMN_CRITERIA:
    add_criteria(routes, route, out);
    break;
  case COLUMN_DECIDED:
    str_add(out, route->decided ? screen_staff_name(view->screen, route->decided->decided_by) : _("the criteria"));
    break;
  default:
    date_show(route->decided ? route->decided->review : DATE_NONE, review);
    str_add(out, review);
  }
}

static enum colour_role row_role(void *context, int row) {
  static const enum colour_role roles[] = {
      [MATTER_GREY] = COLOUR_WARNING,    [MATTER_REVIEW] = COLOUR_WARNING, [MATTER_UNANSWERED] = COLOUR_WARNING,
      [MATTER_OUTDATED] = COLOUR_NOTICE, [MATTER_NONE] = COLOUR_PLAIN,
  };
  return roles[((const struct grey_zone_state *)context)->rows.at[row].matter];
}

static int compare_rows(const void *a, const void *b) {
  const struct decision_row *one = a, *other = b;
  return one->matter != other->matter ? (one->matter > other->matter) - (one->matter < other->matter)
                                      : (one->patient > other->patient) - (one->patient < other->patient);
}

/* Of the base that is shown, and open to the person. */
static bool is_ours(const struct screen *screen, const struct routes *routes, int patient) {
  int team = routes->list[patient].choice.current;
  int here = day_find_patient(screen->data.day, routes->day->patients[patient].id);
  if (here != NONE && screen->data.day->patients[here].closed)
    return false;
  return team == NONE || screen_of_base(screen, day_find_team(screen->data.day, routes->day->teams[team].id));
}

static void show_rows(struct screen *screen, struct grey_zone_state *view, bool own) {
  struct routes *routes = view->routes;
  view->rows.n = 0;
  for (int i = 0; i < routes->day->n_patients; i++) {
    struct decision_row row = {i, MATTER_NONE};
    if (routes->list[i].active)
      row.matter = matter_of(routes, i);
    if (routes->list[i].active && is_ours(screen, routes, i) && (view->all || row.matter != MATTER_NONE))
      vec_push(&view->rows, row);
  }
  if (view->rows.n > 1)
    qsort(view->rows.at, view->rows.n, sizeof *view->rows.at, compare_rows);
  const struct table_source source = {
      .context = view, .n = (int)view->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&view->list.table, &source, own);
}

/* --- The errand --- */

static bool run_routes(struct session *session, void *work, struct error *err) {
  return dispatch_routes(session->store, &((struct routes_work *)work)->routes, err);
}

static void forget_routes(void *context) {
  struct routes_work *work = context;
  routes_free(work->routes);
  free(work);
}

static const struct errand_kind routes_errand = {run_routes, forget_routes};

static void ask_routes(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  errand_leave(&view->errand);
  view->asked = screen->revision;
  view->asked_own = screen->own_change || !view->routes;
  view->errand = screen_send(screen, &routes_errand, mem_new(struct routes_work));
}

/* A subject that waits for nothing is among all of them. */
static void mark_subject(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  const char *subject = screen_subject(screen);
  if (!subject || !view->routes || table_go_id(&view->list.table, subject))
    return;
  view->all = true;
  show_rows(screen, view, true);
  if (!table_go_id(&view->list.table, subject))
    screen_say(screen, COLOUR_NOTICE, _("'%s' is no patient whom the base serves"), subject);
}

static void take_routes(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  struct error err = {0};
  if (!errand_is_done(view->errand, 0))
    return;
  struct routes_work *work = errand_take(&view->errand, &err);
  if (!work) {
    screen_say_error(screen, &err);
    return;
  }
  bool first = !view->routes;
  struct routes *old = view->routes;
  view->routes = work->routes;
  work->routes = NULL;
  forget_routes(work);
  show_rows(screen, view, view->asked_own);
  routes_free(old);
  if (first)
    mark_subject(screen);
}

/* --- The view --- */

static void open_grey_zone(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  view->screen = screen;
  view->asked = -1;
  table_start(&view->list.table, columns, (int)COUNT_OF(columns));
  sheet_start(&view->sheet);
}

static void read_grey_zone(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  if (view->asked != screen->revision || !view->routes)
    ask_routes(screen);
  else
    show_rows(screen, view, true); /* the team may be another */
  if (view->looking)
    why_ask(screen);
}

static void tick_grey_zone(struct screen *screen) {
  take_routes(screen);
  why_take(screen);
}

static void draw_detail(struct screen *screen, struct grey_zone_state *view, int row, int top) {
  char open[KEY_NAME_SIZE];
  int patient = view->rows.at[row].patient;
  screen_note_look(screen, view->routes->day->patients[patient].id, "screen: grey zone");
  struct str text = {0};
  terminal_line(top, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  routes_explain(view->routes, patient, &text);
  terminal_putf(top, 3, terminal_columns() - 4, STYLE(.bold = true), false,
                _(" %s %s: %s shows why and who could do it "), view->routes->day->patients[patient].id,
                patient_shown_name(&view->routes->day->patients[patient]), screen_key_name(screen, ACTION_OPEN, open));
  terminal_wrap(top + 1, 1, DETAIL_ROWS - 1, STYLE(.role = COLOUR_PLAIN), str_text(&text));
  str_free(&text);
}

static void draw_why(struct screen *screen, struct grey_zone_state *view, int top, int rows) {
  char ot[KEY_NAME_SIZE], ht[KEY_NAME_SIZE], both[KEY_NAME_SIZE];
  int patient = view->routes ? day_find_patient(view->routes->day, view->subject) : NONE;
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, "%s %s", view->subject,
                patient == NONE ? "" : patient_shown_name(&view->routes->day->patients[patient]));
  terminal_putf(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false,
                _("decide:  %s OT   %s HT   %s both        esc: back to the list"),
                screen_key_name(screen, ACTION_DECIDE_OT, ot), screen_key_name(screen, ACTION_DECIDE_HT, ht),
                screen_key_name(screen, ACTION_DECIDE_BOTH, both));
  sheet_draw(screen, &view->sheet, top + 2, rows - 2,
             _("Looking at the facts, the criteria and this week's staff ..."));
}

static void draw_grey_zone(struct screen *screen, int top, int rows) {
  struct grey_zone_state *view = grey_zone_of(screen);
  char all[KEY_NAME_SIZE], empty[200];
  if (view->looking) {
    draw_why(screen, view, top, rows);
    return;
  }
  if (!view->routes) {
    terminal_put(top, 2, terminal_columns() - 2, STYLE(.role = COLOUR_DIM), false, _("Reading the decisions ..."));
    screen->cursor_row = top;
    screen->cursor_column = 0;
    return;
  }
  screen_key_name(screen, ACTION_SHOW_ALL, all);
  snprintf(empty, sizeof empty, _("Nobody waits for a decision of people. %s shows everybody's decision."), all);
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                view->all ? _("Every patient's decision, OT or HT; %s: only those that wait for people")
                          : _("OT or HT: people must decide; %s: every patient's decision"),
                all);
  int row = table_row(&view->list.table), below = row != NONE && rows > ROWS_FOR_DETAIL ? DETAIL_ROWS : 0;
  screen_table_draw(screen, &view->list, top + 1, rows - 1 - below, view->all ? _("No row has these words.") : empty);
  if (below)
    draw_detail(screen, view, row, top + rows - below);
}

/* --- Keys --- */

/* The patient whom the screen shows; "" when there is none. */
static void marked_patient(const struct screen *screen, char out[ID_SIZE]) {
  const struct grey_zone_state *view = grey_zone_of(screen);
  int row = view->routes ? table_row(&view->list.table) : NONE;
  snprintf(out, ID_SIZE, "%s",
           view->looking ? view->subject
           : row == NONE ? ""
                         : view->routes->day->patients[view->rows.at[row].patient].id);
}

static void open_row(struct screen *screen, const char *patient) {
  struct grey_zone_state *view = grey_zone_of(screen);
  if (view->looking) {
    sheet_open(screen, &view->sheet);
    return;
  }
  snprintf(view->subject, sizeof view->subject, "%s", patient);
  view->looking = true;
  sheet_clear(&view->sheet);
  sheet_show(&view->sheet, true);
  why_ask(screen);
}

static void request_grey_zone(struct screen *screen, enum action action) {
  struct grey_zone_state *view = grey_zone_of(screen);
  char patient[ID_SIZE];
  marked_patient(screen, patient);
  if (action == ACTION_SHOW_ALL && view->routes && !view->looking) {
    view->all = !view->all;
    show_rows(screen, view, true);
  } else if (!*patient)
    screen_say(screen, COLOUR_NOTICE, "%s", _("mark a patient first"));
  else if (action == ACTION_OPEN)
    open_row(screen, patient);
  else if (action == ACTION_PATIENT)
    screen_open_view(screen, VIEW_PATIENT, patient);
  else if (action == ACTION_DECIDE_OT || action == ACTION_DECIDE_HT || action == ACTION_DECIDE_BOTH)
    grey_zone_decide(screen, patient,
                     action == ACTION_DECIDE_OT   ? OUTCOME_OT
                     : action == ACTION_DECIDE_HT ? OUTCOME_HT
                                                  : OUTCOME_BOTH);
}

static bool back_grey_zone(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  bool was = view->looking;
  view->looking = false;
  return was;
}

static struct screen_table *grey_zone_table(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  return view->looking ? &view->sheet.list : &view->list;
}

static void close_grey_zone(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  errand_leave(&view->errand);
  errand_leave(&view->why_errand);
  why_forget(view->why);
  table_end(&view->list.table);
  sheet_end(&view->sheet);
  vec_free(&view->rows);
  routes_free(view->routes);
}

const struct view grey_zone_view = {
    .id = VIEW_GREY_ZONE,
    .title = N_("OT or HT: decisions"),
    .may = MAY_DECIDE,
    .shown_by = ACTION_GREY_ZONE,
    .state_size = sizeof(struct grey_zone_state),
    .legend = N_("! a person must decide or look again   ~ the criteria say something else than when it was decided"),
    .open = open_grey_zone,
    .read = read_grey_zone,
    .focus = mark_subject,
    .draw = draw_grey_zone,
    .tick = tick_grey_zone,
    .request = request_grey_zone,
    .back = back_grey_zone,
    .table = grey_zone_table,
    .close = close_grey_zone,
};
