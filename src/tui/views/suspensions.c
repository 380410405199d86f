/* Suspensions: who is away, until when, who is to be looked at again; new ones and early returns. */
#include "tui/views/flows.h"
#include "tui/views/records.h"
#include "tui/views/views.h"

#include <stdlib.h>
#include <string.h>

enum { details_rows = 9 };
enum { COLUMN_STATE, COLUMN_PATIENT, COLUMN_REASON, COLUMN_FROM, COLUMN_UNTIL, COLUMN_REVIEW };

static const struct table_column columns[] = {
    [COLUMN_STATE] = {.title = N_("state"), .width = 19, .least = 19, .importance = 5},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 26, .least = 20, .importance = 6},
    [COLUMN_REASON] = {.title = N_("why"), .width = 14, .least = 14, .importance = 2},
    [COLUMN_FROM] = {.title = N_("from"), .width = 10, .least = 10, .importance = 1},
    [COLUMN_UNTIL] = {.title = N_("last day"), .width = 10, .least = 10, .importance = 4},
    [COLUMN_REVIEW] = {.title = N_("look again"), .width = 10, .least = 10, .importance = 3},
};

struct stay {
  const char *patient;
  date from, until, review; /* DATE_NONE = none */
  int reason;
};

/* The view's state. */
struct suspensions {
  struct flow_list flow;
  VEC(struct stay) rows; /* those that need somebody first, then by when they end */
  char id[2 * ID_SIZE];
};

static struct suspensions *suspensions_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- What state it is in --- */

enum stay_state { STAY_REVIEW_LATE, STAY_REVIEW_TODAY, STAY_LAST_DAY, STAY_AWAY, STAY_AHEAD, STAY_ENDED };

static enum stay_state state_of(const struct stay *stay) {
  date today = instant_date(clock_now());
  if (stay->until != DATE_NONE && stay->until < today)
    return STAY_ENDED;
  if (stay->from > today)
    return STAY_AHEAD;
  if (stay->until != DATE_NONE)
    return stay->until == today ? STAY_LAST_DAY : STAY_AWAY;
  if (stay->review != DATE_NONE && stay->review <= today)
    return stay->review < today ? STAY_REVIEW_LATE : STAY_REVIEW_TODAY;
  return STAY_AWAY;
}

static const char *state_text(enum stay_state state) {
  static const char *const texts[] = {
      [STAY_REVIEW_LATE] = N_("! look again: late"),
      [STAY_REVIEW_TODAY] = N_("! look again today"),
      [STAY_LAST_DAY] = N_("home tomorrow"),
      [STAY_AWAY] = N_("away"),
      [STAY_AHEAD] = N_("away later"),
      [STAY_ENDED] = N_("was away"),
  };
  return _(texts[state]);
}

/* --- Rows --- */

static const char *row_id(void *context, int row) {
  struct suspensions *suspensions = context;
  const struct stay *stay = &suspensions->rows.at[row];
  snprintf(suspensions->id, sizeof suspensions->id, "%s %d", stay->patient, (int)stay->from);
  return suspensions->id;
}

static const char *row_patient(void *context, int row) {
  return ((const struct suspensions *)context)->rows.at[row].patient;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct suspensions *suspensions = context;
  const struct stay *stay = &suspensions->rows.at[row];
  if (column == COLUMN_STATE)
    str_add(out, state_text(state_of(stay)));
  else if (column == COLUMN_PATIENT)
    flow_add_patient(suspensions->flow.screen, out, stay->patient);
  else if (column == COLUMN_REASON)
    str_add(out, _(word_label(&words_suspension_reason, stay->reason)));
  else if (column == COLUMN_FROM)
    flow_add_date(out, stay->from);
  else if (column == COLUMN_UNTIL && stay->until == DATE_NONE)
    str_add(out, _("open"));
  else
    flow_add_date(out, column == COLUMN_UNTIL ? stay->until : stay->review);
}

static enum colour_role row_role(void *context, int row) {
  enum stay_state state = state_of(&((const struct suspensions *)context)->rows.at[row]);
  return state <= STAY_REVIEW_TODAY ? COLOUR_WARNING : state == STAY_ENDED ? COLOUR_DIM : COLOUR_PLAIN;
}

/* --- Reading --- */

static int compare_stays(const void *left, const void *right) {
  const struct stay *a = left, *b = right;
  enum stay_state first = state_of(a), second = state_of(b);
  if (first != second)
    return first < second ? -1 : 1;
  date end = a->until == DATE_NONE ? a->review : a->until, other = b->until == DATE_NONE ? b->review : b->until;
  return end != other ? (end < other ? -1 : 1) : strcmp(a->patient, b->patient);
}

static date cell_date(const char *cell) {
  date on;
  return date_parse(cell, &on) ? on : DATE_NONE;
}

/* Today's and later ones, the older ones where all are shown. */
static bool keep(const struct suspensions *suspensions, const struct stay *stay) {
  const struct day *day = suspensions->flow.screen->data.day;
  int patient = day_find_patient(day, stay->patient), team = patient == NONE ? NONE : day->patients[patient].team;
  return (suspensions->flow.all || state_of(stay) != STAY_ENDED) &&
         flow_shows_team(&suspensions->flow, team == NONE ? NULL : day->teams[team].id);
}

static void take_rows(struct suspensions *suspensions, const struct record_rows *rows) {
  const struct kind *kind = rows->kind;
  suspensions->rows.n = 0;
  for (size_t i = 0; i < rows->cells.n; i++) {
    const char *const *cells = rows->cells.at[i];
    struct stay stay = {.patient = arena_strdup(&suspensions->flow.arena, cells[kind_column(kind, "patient")]),
                        .from = cell_date(cells[kind_column(kind, "from")]),
                        .until = cell_date(cells[kind_column(kind, "until")]),
                        .review = cell_date(cells[kind_column(kind, "review")]),
                        .reason = word_code(&words_suspension_reason, cells[kind_column(kind, "reason")])};
    if (keep(suspensions, &stay))
      vec_push(&suspensions->rows, stay);
  }
  if (suspensions->rows.n > 1)
    qsort(suspensions->rows.at, suspensions->rows.n, sizeof *suspensions->rows.at, compare_stays);
}

static void open_suspensions(struct screen *screen) {
  flow_open(screen, &suspensions_of(screen)->flow, columns, (int)COUNT_OF(columns));
  suspensions_of(screen)->flow.details = details_rows;
}

static void read_suspensions(struct screen *screen) {
  struct suspensions *suspensions = suspensions_of(screen);
  struct error err = {0};
  struct record_rows rows;
  if (!record_rows_read(screen->session->store, kind_find("suspensions"), &rows, &err)) {
    screen_say_error(screen, &err);
    return;
  }
  struct arena old = suspensions->flow.arena;
  suspensions->flow.arena = (struct arena){0};
  take_rows(suspensions, &rows);
  record_rows_free(&rows);
  const struct table_source source = {
      .context = suspensions, .n = (int)suspensions->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&suspensions->flow.list.table, &source, screen->own_change);
  arena_free(&old);
}

static void focus_suspensions(struct screen *screen) {
  flow_focus(screen, &suspensions_of(screen)->flow, row_patient);
}

static void close_suspensions(struct screen *screen) {
  flow_close(&suspensions_of(screen)->flow);
  vec_free(&suspensions_of(screen)->rows);
}

static const struct stay *marked(const struct screen *screen) {
  int row = table_row(&suspensions_of(screen)->flow.list.table);
  return row == NONE ? NULL : &suspensions_of(screen)->rows.at[row];
}

/* --- Drawing --- */

/* What the rules say about the patient's being away. */
static void add_findings(const struct screen *screen, struct flow_lines *lines, const char *patient) {
  const struct day *day = screen->data.day;
  for (int i = 0; screen->data.checked && i < screen->data.n_findings; i++) {
    const struct finding *finding = &screen->data.findings[i];
    bool about = text_equal(finding->code, "suspension_review_due") || text_equal(finding->code, "home_but_suspended");
    if (about && finding->patient != NONE && text_equal(day->patients[finding->patient].id, patient)) {
      flow_line(lines, COLOUR_WARNING, _("! warning"), "%s", finding->message);
      flow_line(lines, COLOUR_NOTICE, _("what to do"), "%s", finding->remedy);
    }
  }
}

static void add_details(const struct screen *screen, struct flow_lines *lines) {
  const struct stay *stay = marked(screen);
  if (!stay)
    return;
  struct str text = {0}, from = {0}, until = {0};
  flow_add_patient(screen, &text, stay->patient);
  flow_add_date(&from, stay->from);
  flow_add_date(&until, stay->until == DATE_NONE ? stay->review : stay->until);
  flow_line(lines, COLOUR_PLAIN, _("who"), "%s", str_text(&text));
  flow_line(lines, row_role(suspensions_of(screen), table_row(&suspensions_of(screen)->flow.list.table)), _("state"),
            "%s", state_text(state_of(stay)));
  flow_line(lines, COLOUR_PLAIN, _("why"), "%s", _(word_label(&words_suspension_reason, stay->reason)));
  flow_line(lines, COLOUR_PLAIN, _("without visits"),
            stay->until == DATE_NONE ? _("from %s until further notice; looked at again %s")
                                     : _("from %s, the last day is %s"),
            str_text(&from), str_text(&until));
  add_findings(screen, lines, stay->patient);
  str_free(&text);
  str_free(&from);
  str_free(&until);
}

static void draw_suspensions(struct screen *screen, int top, int rows) {
  struct suspensions *suspensions = suspensions_of(screen);
  struct flow_lines lines = {0};
  struct str heading = {0};
  char new[KEY_NAME_SIZE], empty[200];
  int again = 0;
  for (size_t i = 0; i < suspensions->rows.n; i++)
    again += state_of(&suspensions->rows.at[i]) <= STAY_REVIEW_TODAY;
  flow_add_scope(&suspensions->flow, &heading);
  str_addf(&heading, _(": away %zu, to be looked at again %d"), suspensions->rows.n, again);
  add_details(screen, &lines);
  snprintf(empty, sizeof empty, _("Nobody is away. %s suspends a patient who goes to hospital, respite or travels."),
           screen_key_name(screen, ACTION_NEW, new));
  flow_draw(screen, &suspensions->flow, top, rows, str_text(&heading), empty, &lines);
  flow_lines_free(&lines);
  str_free(&heading);
}

/* --- Keys --- */

static void request_suspensions(struct screen *screen, enum action action) {
  const struct stay *stay = marked(screen);
  date today = instant_date(clock_now());
  if (flow_request(screen, &suspensions_of(screen)->flow, action))
    return;
  if (action == ACTION_NEW)
    flow_suspend(screen, NULL, today);
  else if (stay && action == ACTION_OPEN)
    flow_open_patient(screen, stay->patient);
  else if (stay && action == ACTION_RESUME)
    flow_resume(screen, stay->patient, stay->from > today ? stay->from : today);
}

static struct screen_table *suspensions_table(struct screen *screen) {
  return &suspensions_of(screen)->flow.list;
}

const struct view suspensions_view = {
    .id = VIEW_SUSPENSIONS,
    .title = N_("Suspended patients"),
    .may = MAY_SUSPEND,
    .shown_by = ACTION_SUSPENSIONS,
    .state_size = sizeof(struct suspensions),
    .legend = N_("!\tsomebody is to ask today whether the patient comes home"),
    .open = open_suspensions,
    .read = read_suspensions,
    .focus = focus_suspensions,
    .draw = draw_suspensions,
    .request = request_suspensions,
    .table = suspensions_table,
    .close = close_suspensions,
};
