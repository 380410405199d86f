/* Carry-overs: visits that a shift did not do, until a named person has accepted them or they are done. */
#include "tui/views/flows.h"
#include "tui/views/views.h"
#include "vaktrom/dispatch/may.h"

enum { details_rows = 6 };
enum { COLUMN_PRIORITY, COLUMN_WHEN, COLUMN_PATIENT, COLUMN_TASK, COLUMN_NEXT, COLUMN_STATE, COLUMN_REASON };

static const struct table_column columns[] = {
    [COLUMN_PRIORITY] = {.title = N_("priority"), .width = 8, .least = 8, .importance = 4},
    [COLUMN_WHEN] = {.title = N_("of"), .width = 10, .least = 9, .importance = 2},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 24, .least = 18, .importance = 7},
    [COLUMN_TASK] = {.title = N_("task"), .width = 20, .least = 10, .importance = 5},
    [COLUMN_NEXT] = {.title = N_("lies with"), .width = 20, .least = 12, .importance = 3},
    [COLUMN_STATE] = {.title = N_("state"), .width = 10, .least = 9, .importance = 6},
    [COLUMN_REASON] = {.title = N_("why not done"), .width = 40, .least = 14, .importance = 1},
};

/* The view's state. */
struct carry_overs {
  struct flow_list flow;
  VEC(struct carried) rows;
};

static struct carry_overs *carry_overs_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  return ((const struct carry_overs *)context)->rows.at[row].carry.id;
}

static const char *row_patient(void *context, int row) {
  return ((const struct carry_overs *)context)->rows.at[row].carry.patient;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct carry_overs *overs = context;
  const struct carried *carried = &overs->rows.at[row];
  const struct screen *screen = overs->flow.screen;
  switch (column) {
  case COLUMN_PRIORITY:
    str_addf(out, "%s%s", carried->priority == PRIORITY_MUST ? "! " : "",
             _(word_label(&words_priority, (int)carried->priority)));
    break;
  case COLUMN_WHEN:
    flow_add_date(out, carried->date);
    break;
  case COLUMN_PATIENT:
    flow_add_patient(screen, out, carried->carry.patient);
    break;
  case COLUMN_TASK:
    str_add(out, carried->task);
    break;
  case COLUMN_NEXT:
    str_add(out, text_equal(carried->carry.next, screen->session->actor)
                     ? _("you")
                     : screen_staff_name(screen, carried->carry.next));
    break;
  case COLUMN_STATE:
    str_add(out, _(word_label(&words_carry_state, (int)carried->carry.state)));
    break;
  default:
    str_add(out, _(word_label(&words_not_done_reason, (int)carried->carry.reason)));
  }
}

static enum colour_role row_role(void *context, int row) {
  const struct carried *carried = &((const struct carry_overs *)context)->rows.at[row];
  return carried->carry.state == CARRY_DONE      ? COLOUR_DIM
         : carried->carry.state == CARRY_OFFERED ? COLOUR_WARNING
                                                 : COLOUR_PLAIN;
}

/* --- The view --- */

static void open_carry_overs(struct screen *screen) {
  flow_open(screen, &carry_overs_of(screen)->flow, columns, (int)COUNT_OF(columns));
  carry_overs_of(screen)->flow.details = details_rows;
}

/* By the team of the person with whom it lies. */
static bool is_shown(const struct carry_overs *overs, const struct carried *carried) {
  const struct day *day = overs->flow.screen->data.day;
  int staff = carried->carry.next ? day_find_staff(day, carried->carry.next) : NONE;
  int team = staff == NONE ? NONE : day->staff[staff].team;
  return flow_shows_team(&overs->flow, team == NONE ? NULL : day->teams[team].id);
}

static void read_carry_overs(struct screen *screen) {
  struct carry_overs *overs = carry_overs_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  struct carried *rows;
  int n;
  if (!dispatch_read_carried(screen->session, NULL, NULL, overs->flow.all, &arena, &rows, &n, &err)) {
    arena_free(&arena);
    screen_say_error(screen, &err);
    return;
  }
  overs->rows.n = 0;
  for (int i = 0; i < n; i++)
    if (is_shown(overs, &rows[i]))
      vec_push(&overs->rows, rows[i]);
  const struct table_source source = {
      .context = overs, .n = (int)overs->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&overs->flow.list.table, &source, screen->own_change);
  arena_free(&overs->flow.arena);
  overs->flow.arena = arena;
}

static void focus_carry_overs(struct screen *screen) {
  flow_focus(screen, &carry_overs_of(screen)->flow, row_patient);
}

static void close_carry_overs(struct screen *screen) {
  flow_close(&carry_overs_of(screen)->flow);
  vec_free(&carry_overs_of(screen)->rows);
}

static const struct carried *marked(const struct screen *screen) {
  int row = table_row(&carry_overs_of(screen)->flow.list.table);
  return row == NONE ? NULL : &carry_overs_of(screen)->rows.at[row];
}

static void add_details(const struct screen *screen, struct flow_lines *lines) {
  const struct carried *carried = marked(screen);
  if (!carried)
    return;
  const struct carry_over *carry = &carried->carry;
  struct str text = {0};
  flow_add_patient(screen, &text, carry->patient);
  flow_line(lines, COLOUR_PLAIN, carry->id, _("%s at %s (visit %s)"), carried->task, str_text(&text), carry->visit);
  flow_line(lines, COLOUR_PLAIN, _("not done"), "%s", _(word_label(&words_not_done_reason, (int)carry->reason)));
  str_clear(&text);
  flow_add_instant(&text, carry->at);
  flow_line(lines, COLOUR_PLAIN, _("told"), _("%s by %s"), str_text(&text),
            carry->from ? screen_staff_name(screen, carry->from) : "-");
  if (carry->state == CARRY_OFFERED)
    flow_line(lines, COLOUR_WARNING, _("lies with"), _("%s, who has not accepted it yet"),
              screen_staff_name(screen, carry->next));
  else
    flow_line(lines, COLOUR_PLAIN, _("lies with"), "%s", screen_staff_name(screen, carry->next));
  str_free(&text);
}

static void draw_carry_overs(struct screen *screen, int top, int rows) {
  struct carry_overs *overs = carry_overs_of(screen);
  struct flow_lines lines = {0};
  struct str heading = {0};
  int offered = 0;
  for (size_t i = 0; i < overs->rows.n; i++)
    offered += overs->rows.at[i].carry.state == CARRY_OFFERED;
  flow_add_scope(&overs->flow, &heading);
  str_addf(&heading, _(": visits carried over %zu, not accepted yet %d"), overs->rows.n, offered);
  add_details(screen, &lines);
  flow_draw(screen, &overs->flow, top, rows, str_text(&heading),
            _("Nothing was carried over: a visit that is marked as not done on the board comes here."), &lines);
  flow_lines_free(&lines);
  str_free(&heading);
}

/* --- Keys --- */

static void hand_on(struct screen *screen, const struct carried *carried) {
  struct error err = {0};
  struct effects effects = {0};
  struct str about = {0};
  char to[ID_SIZE], kept[ID_SIZE];
  snprintf(kept, sizeof kept, "%s", carried->carry.id);
  flow_add_about(screen, &about, kept, carried->carry.patient);
  if (flow_choose_staff(screen, str_text(&about), NULL, to)) {
    bool done = dispatch_carry_hand(screen->session, kept, to, &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  str_free(&about);
}

static void make_visit(struct screen *screen, const struct carried *carried) {
  struct str title = {0};
  str_addf(&title, _("A visit in place of %s: %s"), carried->carry.visit, carried->task);
  const struct flow_visit what = {.make = dispatch_carry_visit,
                                  .id = carried->carry.id,
                                  .patient = carried->carry.patient,
                                  .title = str_text(&title),
                                  .on = instant_date(clock_now())};
  flow_make_visit(screen, &what);
  str_free(&title);
}

static void request_carry_overs(struct screen *screen, enum action action) {
  const struct carried *carried = marked(screen);
  if (flow_request(screen, &carry_overs_of(screen)->flow, action) || !carried)
    return;
  if (action == ACTION_OPEN)
    flow_open_patient(screen, carried->carry.patient);
  else if (action == ACTION_TAKE)
    flow_do(screen, dispatch_carry_accept, carried->carry.id);
  else if (action == ACTION_DONE)
    flow_do(screen, dispatch_carry_done, carried->carry.id);
  else if (action == ACTION_HAND)
    hand_on(screen, carried);
  else if (action == ACTION_MAKE_VISIT)
    make_visit(screen, carried);
}

static struct screen_table *carry_overs_table(struct screen *screen) {
  return &carry_overs_of(screen)->flow.list;
}

const struct view carry_overs_view = {
    .id = VIEW_CARRY_OVERS,
    .title = N_("Work carried over"),
    .shown_by = ACTION_CARRY_OVERS,
    .state_size = sizeof(struct carry_overs),
    .legend = N_("!\tthe visit must be done"),
    .open = open_carry_overs,
    .read = read_carry_overs,
    .focus = focus_carry_overs,
    .draw = draw_carry_overs,
    .request = request_carry_overs,
    .table = carry_overs_table,
    .close = close_carry_overs,
};
