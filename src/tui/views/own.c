/* The HT's own patients: what changed about whom since the reader last looked, the worst first. */
#include "tui/views/own.h"

#include <string.h>

#include "tui/views/views.h"

enum { COLUMN_SIGN, COLUMN_PATIENT, COLUMN_NEW, COLUMN_WORST, COLUMN_ROLE };

static const struct table_column columns[] = {
    [COLUMN_SIGN] = {.title = "", .width = 3, .least = 3, .importance = 4},
    [COLUMN_PATIENT] = {.title = N_("patient"), .width = 26, .least = 18, .importance = 5},
    [COLUMN_NEW] = {.title = N_("new"), .width = 3, .least = 3, .importance = 2, .right = true},
    [COLUMN_WORST] = {.title = N_("worst of the news"), .width = 200, .least = 20, .importance = 3},
    [COLUMN_ROLE] = {.title = N_("the HT"), .width = 12, .least = 12, .importance = 1},
};

/* The view's state. */
struct own_view {
  struct flow_list flow;
  struct own_watch watch;
  struct flow_patient about;
  int changed;   /* of the report's patients, worst first: how many have something new */
  bool unfolded; /* those with nothing new are shown, too */
};

static struct own_view *own_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows: those with something new, one row for the others, the others when they are shown --- */

/* The patient of a row; NULL = the row that stands for those with nothing new. */
static const struct own_patient *own_at(const struct own_view *own, int row) {
  const struct own_report *report = own->watch.report;
  if (row == own->changed)
    return NULL;
  return &report->patients.at[row < own->changed ? row : row - 1];
}

static const char *row_id(void *context, int row) {
  const struct own_view *own = context;
  const struct own_patient *at = own_at(own, row);
  return at ? own->watch.report->day->patients[at->patient].id : "";
}

static void quiet_cell(const struct own_view *own, int column, struct str *out) {
  int quiet = (int)own->watch.report->patients.n - own->changed;
  if (column == COLUMN_PATIENT)
    str_addf(out, _("%d with nothing new"), quiet);
  else if (column == COLUMN_WORST)
    str_add(out, own->unfolded ? _("enter hides them") : _("enter shows them"));
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct own_view *own = context;
  const struct own_patient *at = own_at(own, row);
  if (!at) {
    quiet_cell(own, column, out);
    return;
  }
  const struct patient *patient = &own->watch.report->day->patients[at->patient];
  if (column == COLUMN_SIGN)
    str_add(out, own_sign(at->weight));
  else if (column == COLUMN_PATIENT)
    str_addf(out, "%s %s", patient->id, patient_shown_name(patient));
  else if (column == COLUMN_ROLE)
    str_add(out, _(word_label(&words_own_role, (int)at->role)));
  else if (at->changes.n == 0)
    str_add(out, column == COLUMN_WORST ? _("nothing new") : "0");
  else if (column == COLUMN_NEW)
    str_addf(out, "%zu", at->changes.n);
  else
    str_addf(out, "%s: %s", _(word_label(&words_own_kind, (int)at->changes.at[0].kind)), at->changes.at[0].text);
}

static enum colour_role row_role(void *context, int row) {
  const struct own_patient *at = own_at(context, row);
  return !at || at->changes.n == 0 ? COLOUR_DIM : own_role(at->weight);
}

static const struct own_patient *marked(const struct own_view *own) {
  int row = own->watch.report ? table_row(&own->flow.list.table) : NONE;
  return row == NONE ? NULL : own_at(own, row);
}

static void load_rows(struct screen *screen, bool own_change) {
  struct own_view *own = own_of(screen);
  const struct own_report *report = own->watch.report;
  own->changed = 0;
  while (own->changed < (int)report->patients.n && report->patients.at[own->changed].changes.n > 0)
    own->changed++;
  int quiet = (int)report->patients.n - own->changed;
  const struct table_source source = {.context = own,
                                      .n = own->changed + (quiet > 0) + (own->unfolded ? quiet : 0),
                                      .id = row_id,
                                      .cell = row_cell,
                                      .role = row_role};
  table_load(&own->flow.list.table, &source, own_change);
}

/* --- The view --- */

static void open_own(struct screen *screen) {
  flow_open(screen, &own_of(screen)->flow, columns, (int)COUNT_OF(columns));
}

static void read_own(struct screen *screen) {
  own_watch_ask(screen, &own_of(screen)->watch);
}

static void tick_own(struct screen *screen) {
  struct own_view *own = own_of(screen);
  if (own_watch_take(screen, &own->watch))
    load_rows(screen, false);
  const struct own_patient *at = marked(own);
  flow_patient_read(screen, &own->about, at ? own->watch.report->day->patients[at->patient].id : NULL, "screen: own");
}

static void add_heading(const struct own_view *own, struct str *out) {
  const struct own_report *report = own->watch.report;
  struct str since = {0};
  own_add_when(report->since, &since);
  str_addf(out,
           report->first_look ? trn("%s: %zu own patient, %d with news since %s (your first look)",
                                    "%s: %zu own patients, %d with news since %s (your first look)", report->patients.n)
                              : trn("%s: %zu own patient, %d with news since you looked (%s)",
                                    "%s: %zu own patients, %d with news since you looked (%s)", report->patients.n),
           report->day->teams[report->team].name, report->patients.n, own->changed, str_text(&since));
  str_free(&since);
}

static void add_details(struct screen *screen, struct own_view *own, struct flow_lines *lines) {
  const struct own_patient *at = marked(own);
  char open[KEY_NAME_SIZE], looked[KEY_NAME_SIZE];
  if (!at) {
    flow_line(lines, COLOUR_PLAIN, "", _("%s opens or closes this row; %s says that you have looked"),
              screen_key_name(screen, ACTION_OPEN, open), screen_key_name(screen, ACTION_LOOKED, looked));
    return;
  }
  const struct patient *patient = &own->watch.report->day->patients[at->patient];
  flow_line(lines, COLOUR_PLAIN, patient->id, "%s, %s", patient_shown_name(patient),
            _(word_label(&words_own_role, (int)at->role)));
  own_add_changes(lines, at, NULL);
  flow_add_news2(lines, &own->about);
  flow_add_facts(screen, lines, &own->about);
  flow_add_visits(screen, lines, patient->id);
}

static void draw_own(struct screen *screen, int top, int rows) {
  struct own_view *own = own_of(screen);
  struct flow_lines lines = {0};
  struct str heading = {0};
  if (!own->watch.report) {
    terminal_put(top, 1, terminal_columns() - 1, STYLE(.role = COLOUR_DIM), false,
                 own->watch.errand ? _("Looking at what changed about the HT's own patients ...")
                                   : _("There is no report: ] shows another team."));
    return;
  }
  add_heading(own, &heading);
  add_details(screen, own, &lines);
  flow_draw(screen, &own->flow, top, rows, str_text(&heading), _("This HT has no own patients: ] shows another team."),
            &lines);
  flow_lines_free(&lines);
  str_free(&heading);
}

enum looked_at { LOOKED_AT_ONE, LOOKED_AT_ALL };

static bool is_all_meant(struct screen *screen, int changed) {
  struct str question = {0};
  str_addf(&question,
           trn(" Have you looked at the %d patient with news? It is then told no more. ",
               " Have you looked at all %d patients with news? It is then told no more. ", changed),
           changed);
  bool meant = changed < 1 || prompt_confirm(screen, str_text(&question));
  str_free(&question);
  return meant;
}

/* Asks whether the marked patient is meant or all with news; NONE = neither. */
static int ask_looked(struct screen *screen, const struct own_view *own, const struct own_patient *at) {
  if (!at || at->changes.n == 0 || own->changed < 2)
    return is_all_meant(screen, own->changed) ? LOOKED_AT_ALL : NONE;
  struct arena arena = {0};
  const struct patient *patient = &own->watch.report->day->patients[at->patient];
  const struct choice choices[] = {
      [LOOKED_AT_ONE] = {.label = arena_printf(&arena, _("only at %s %s"), patient->id, patient_shown_name(patient))},
      [LOOKED_AT_ALL] = {.label = arena_printf(&arena, _("at all %d patients with news"), own->changed)},
  };
  int chosen =
      prompt_choice(screen, _(" What have you looked at? It is then told no more. "), choices, (int)COUNT_OF(choices));
  arena_free(&arena);
  return chosen;
}

static void tell_looked(struct screen *screen, const char *patient, int changed) {
  if (patient)
    screen_say(screen, COLOUR_GOOD,
               trn("you have looked at %s; %d patient with news is left",
                   "you have looked at %s; %d patients with news are left", changed - 1),
               patient, changed - 1);
  else
    screen_say(screen, COLOUR_GOOD,
               trn("you have looked (%d patient with news); from now on only newer things are told",
                   "you have looked (%d patients with news); from now on only newer things are told", changed),
               changed);
}

static void looked(struct screen *screen, struct own_view *own, const struct own_patient *at) {
  struct error err = {0};
  char patient[ID_SIZE];
  int changed = own->changed;
  snprintf(patient, sizeof patient, "%s", at ? own->watch.report->day->patients[at->patient].id : "");
  int what = ask_looked(screen, own, at);
  if (what == NONE || !own->watch.report)
    return;
  const char *one = what == LOOKED_AT_ONE ? patient : NULL;
  bool done = dispatch_own_looked(screen->session, own->watch.report, one, &err);
  screen->own_pending = true;
  screen_load(screen);
  if (done)
    tell_looked(screen, one, changed);
  else
    screen_say_error(screen, &err);
}

static void open_row(struct screen *screen, struct own_view *own) {
  const struct own_patient *at = marked(own);
  if (at) {
    flow_open_patient(screen, own->watch.report->day->patients[at->patient].id);
  } else if (table_n(&own->flow.list.table) > 0) {
    own->unfolded = !own->unfolded;
    load_rows(screen, true);
  }
}

static void request_own(struct screen *screen, enum action action) {
  struct own_view *own = own_of(screen);
  const struct own_patient *at = marked(own);
  if (action == ACTION_NEXT_TEAM || action == ACTION_PREVIOUS_TEAM)
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, TEAM_HT);
  else if (action == ACTION_OPEN)
    open_row(screen, own);
  else if (action == ACTION_LOOKED && own->watch.report)
    looked(screen, own, at);
  else if (action == ACTION_OBSERVE && at)
    own_observe(screen, own->watch.report->day->patients[at->patient].id);
}

/* The subject is a patient's id. */
static void focus_own(struct screen *screen) {
  table_go_id(&own_of(screen)->flow.list.table, screen_subject(screen));
}

static struct screen_table *own_table(struct screen *screen) {
  return own_of(screen)->watch.report ? &own_of(screen)->flow.list : NULL;
}

static void close_own(struct screen *screen) {
  struct own_view *own = own_of(screen);
  flow_close(&own->flow);
  own_watch_free(&own->watch);
  flow_patient_free(&own->about);
}

const struct view own_view = {
    .id = VIEW_OWN,
    .title = N_("Own patients of the HT"),
    .shown_by = ACTION_OWN,
    .may = MAY_REPORT_OWN,
    .state_size = sizeof(struct own_view),
    .legend = N_("!!!\tvery bad news\n!!\tbad news\n!\tsomething to know"),
    .open = open_own,
    .read = read_own,
    .focus = focus_own,
    .draw = draw_own,
    .tick = tick_own,
    .request = request_own,
    .table = own_table,
    .close = close_own,
};
