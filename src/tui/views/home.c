/* Home: what needs attention first, most urgent first, each row leading to where it is mended; below it what else there
 * is. What a newcomer sees first. */
#include <string.h>

#include "tui/views/views.h"

enum { INTRODUCTION_ROWS = 4 };
enum { COLUMN_COUNT, COLUMN_WHAT, COLUMN_FIRST };

static const struct table_column columns[] = {
    [COLUMN_COUNT] = {.title = "", .width = 5, .least = 5, .importance = 4, .right = true},
    [COLUMN_WHAT] = {.title = N_("what needs attention"), .width = 47, .least = 38, .importance = 5},
    [COLUMN_FIRST] = {.title = N_("first"), .width = 200, .least = 20, .importance = 3},
};

/* What a row leads to. */
enum lead { LEAD_TEAMS, LEAD_VISIT, LEAD_LIST, LEAD_FINDING, LEAD_FINDINGS, LEAD_ITEM, LEAD_ACTION, LEAD_NOWHERE };

struct home_row {
  const char *id, *what, *first; /* first: the most urgent of them */
  const char *key;               /* of a way to another view; NULL */
  int count;                     /* NONE = nothing is counted */
  enum lead lead;
  int target; /* index of the visit, list, finding or item; the action */
  enum colour_role role;
};

/* The view's state. */
struct home {
  struct screen_table list;
  struct arena arena; /* of the texts of the rows */
  bool checked;       /* the rows that came last had the findings */
  VEC(struct home_row) rows;
};

static struct home *home_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows for the table --- */

static const char *row_id(void *context, int row) {
  return ((struct home *)context)->rows.at[row].id;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct home_row *at = &((struct home *)context)->rows.at[row];
  if (column == COLUMN_COUNT && at->count != NONE)
    str_addf(out, "%s%d", at->role == COLOUR_ERROR ? "!" : "", at->count);
  else if (column == COLUMN_COUNT)
    str_add(out, at->key ? at->key : "");
  else
    str_add(out, column == COLUMN_WHAT ? at->what : at->first);
}

static enum colour_role row_role(void *context, int row) {
  return ((struct home *)context)->rows.at[row].role;
}

/* --- What needs attention --- */

/* What is said of one, and of several. */
struct phrase {
  const char *one, *many;
};
#define PHRASE(one, many) ((struct phrase){one, many})

/* Adds a group, or counts one more of it: the first that comes is the one that the row shows and leads to. */
static void note(struct home *home, const char *id, struct phrase phrase, enum colour_role role, enum lead lead,
                 int target, const char *first) {
  for (size_t i = 0; i < home->rows.n; i++)
    if (home->rows.at[i].id == id) {
      home->rows.at[i].count++;
      home->rows.at[i].what = _(phrase.many);
      return;
    }
  vec_push(&home->rows, (struct home_row){.id = id,
                                          .what = _(phrase.one),
                                          .first = arena_strdup(&home->arena, first),
                                          .count = 1,
                                          .lead = lead,
                                          .target = target,
                                          .role = role});
}

static const char *visit_text(const struct screen *screen, struct home *home, int index) {
  const struct day *day = screen->data.day;
  const struct visit *visit = &day->visits[index];
  char at[TIME_SIZE];
  time_format(day->date, visit->windows[0].earliest, at);
  return arena_printf(&home->arena, "%s %s, %s %s", at, day->tasks[visit->task].name, day->patients[visit->patient].id,
                      patient_shown_name(&day->patients[visit->patient]));
}

static void note_visits(const struct screen *screen, struct home *home) {
  static const char *const id = "must";
  const struct day *day = screen->data.day;
  int first = NONE, n = 0;
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    if (visit->state != VISIT_UNASSIGNED || visit->priority != PRIORITY_MUST || !screen_of_base(screen, visit->team))
      continue;
    n++;
    if (first == NONE || visit->windows[0].earliest < day->visits[first].windows[0].earliest)
      first = i;
  }
  for (int i = 0; i < n; i++)
    note(home, id, PHRASE(N_("visit that must be done has nobody"), N_("visits that must be done have nobody")),
         COLOUR_ERROR, LEAD_VISIT, first, i == 0 ? visit_text(screen, home, first) : NULL);
}

static const char *item_text(const struct screen *screen, struct home *home, const struct queue_item *item) {
  return arena_printf(&home->arena, "%s %s: %s", _(word_label(&words_queue_kind, (int)item->kind)),
                      screen_patient_name(screen, item->patient), item->text ? item->text : "");
}

static void note_items(const struct screen *screen, struct home *home, bool now) {
  static const char *const ids[] = {"overdue", "now"};
  for (int i = 0; i < screen->data.n_items; i++) {
    const struct queue_item *item = &screen->data.items[i];
    bool overdue = item->due != INSTANT_NONE && item->due < clock_now();
    if (!screen_item_waits(item) || !screen_item_is_ours(screen, item) ||
        (now ? item->urgency != URGENCY_NOW : !overdue))
      continue;
    note(home, ids[now],
         now ? PHRASE(N_("request to HT is to be answered now"), N_("requests to HT are to be answered now"))
             : PHRASE(N_("request to HT is overdue"), N_("requests to HT are overdue")),
         now ? COLOUR_ERROR : COLOUR_WARNING, LEAD_ITEM, i, item_text(screen, home, item));
  }
}

/* A list without visits needs nobody; what waits for one stands in a row of its own. */
static bool needs_worker(const struct screen *screen, int list) {
  const struct work_list *row = &screen->data.day->lists[list];
  return row->staff == NONE && screen_of_base(screen, row->team) && screen->data.sheets[list].n_stops > 0;
}

static void note_empty_lists(const struct screen *screen, struct home *home) {
  static const char *const id = "nobody";
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_lists; i++)
    if (needs_worker(screen, i))
      note(home, id, PHRASE(N_("list has no worker"), N_("lists have no worker")), COLOUR_WARNING, LEAD_LIST, i,
           arena_printf(&home->arena, "%s, %s", day->lists[i].id,
                        _(word_label(&words_shift, (int)day->lists[i].shift))));
}

/* Findings that have a row of their own here, in the order of the rows. */
static const struct {
  const char *code;
  struct phrase phrase;
} own_rows[] = {
    {"transfer_unacknowledged",
     {N_("transfer waits for a team's acknowledgement"), N_("transfers wait for a team's acknowledgement")}},
    {"suspension_review_due", {N_("suspension is to be reviewed"), N_("suspensions are to be reviewed")}},
    {"home_but_suspended", {N_("patient is home but suspended"), N_("patients are home but suspended")}},
    {"carry_over_unowned", {N_("unfinished visit has no new owner"), N_("unfinished visits have no new owner")}},
    {"grey_zone_waiting", {N_("patient waits for a decision: OT or HT"), N_("patients wait for a decision: OT or HT")}},
    {"emergency_access", {N_("emergency access is to be looked into"), N_("emergency accesses are to be looked into")}},
    {"override_review_due", {N_("decision is to be reviewed"), N_("decisions are to be reviewed")}},
};

static bool counts(const struct screen *screen, const struct finding *finding) {
  return !finding->acknowledged && screen_of_base(screen, finding->team);
}

static void note_findings(const struct screen *screen, struct home *home, enum severity severity) {
  static const char *const ids[] = {[SEVERITY_ERROR] = "errors", [SEVERITY_WARNING] = "warnings"};
  bool error = severity == SEVERITY_ERROR;
  for (int i = 0; i < screen->data.n_findings; i++) {
    const struct finding *finding = &screen->data.findings[i];
    bool own = text_equal(finding->code, "visit_unassigned") || text_equal(finding->code, "queue_overdue");
    for (size_t k = 0; k < COUNT_OF(own_rows); k++)
      own = own || text_equal(finding->code, own_rows[k].code);
    if (!own && counts(screen, finding) && finding->severity == severity)
      note(home, ids[severity],
           error ? PHRASE(N_("rule that keeps people safe is broken"), N_("rules that keep people safe are broken"))
                 : PHRASE(N_("warning"), N_("warnings")),
           error ? COLOUR_ERROR : COLOUR_WARNING, LEAD_FINDINGS, i, finding->message);
  }
}

static void note_own_findings(const struct screen *screen, struct home *home) {
  for (size_t k = 0; k < COUNT_OF(own_rows); k++)
    for (int i = 0; i < screen->data.n_findings; i++)
      if (text_equal(screen->data.findings[i].code, own_rows[k].code) && counts(screen, &screen->data.findings[i]))
        note(home, own_rows[k].code, own_rows[k].phrase, COLOUR_WARNING, LEAD_FINDING, i,
             screen->data.findings[i].message);
}

static void note_drafts(const struct screen *screen, struct home *home) {
  static const char *const id = "drafts";
  const struct day *day = screen->data.day;
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    bool first = i == 0 || day->lists[i - 1].team != list->team || day->lists[i - 1].shift != list->shift;
    if (first && list->state == LIST_DRAFT && screen_of_base(screen, list->team))
      note(home, id, PHRASE(N_("shift of a team is not approved yet"), N_("shifts of teams are not approved yet")),
           COLOUR_PLAIN, LEAD_LIST, i,
           arena_printf(&home->arena, "%s, %s", list->team == NONE ? "" : day->teams[list->team].name,
                        _(word_label(&words_shift, (int)list->shift))));
  }
}

static void note_nothing(const struct screen *screen, struct home *home) {
  if (!screen->data.checked)
    note(home, "checking", PHRASE(N_("the rules are being checked ..."), ""), COLOUR_DIM, LEAD_NOWHERE, 0, "");
  if (screen->data.day->n_teams == 0)
    note(home, "no-teams", PHRASE(N_("no teams yet: begin with the base"), ""), COLOUR_NOTICE, LEAD_TEAMS, 0,
         _("enter makes a team by hand; vaktrom import --all FOLDER reads a folder of CSV files"));
  else if (screen->data.day->n_lists == 0)
    note(home, "no-lists", PHRASE(N_("no lists for this date yet"), ""), COLOUR_NOTICE, LEAD_ACTION, ACTION_NIGHT,
         _("enter: the night's run makes them"));
  if (home->rows.n == 0)
    note(home, "nothing", PHRASE(N_("Nothing waits for a person."), ""), COLOUR_GOOD, LEAD_NOWHERE, 0, "");
  for (size_t i = 0; i < home->rows.n; i++)
    if (home->rows.at[i].lead == LEAD_NOWHERE || home->rows.at[i].lead == LEAD_ACTION ||
        home->rows.at[i].lead == LEAD_TEAMS)
      home->rows.at[i].count = NONE;
}

/* Ways to the other views, with their keys. */
static void add_ways(struct screen *screen, struct home *home) {
  for (size_t i = 0; i < n_actions; i++) {
    const struct action_spec *spec = &actions[i];
    if (spec->group != GROUP_GO || spec->action == ACTION_HOME || spec->action == ACTION_PALETTE ||
        !screen_has_view(screen, spec->action))
      continue;
    char key[KEY_NAME_SIZE];
    vec_push(&home->rows,
             (struct home_row){.id = spec->name,
                               .what = _(spec->label),
                               .first = "",
                               .key = arena_strdup(&home->arena, screen_key_name(screen, spec->action, key)),
                               .count = NONE,
                               .lead = LEAD_ACTION,
                               .target = (int)spec->action,
                               .role = COLOUR_PLAIN});
  }
}

/* --- The view --- */

static void open_home(struct screen *screen) {
  table_start(&home_of(screen)->list.table, columns, (int)COUNT_OF(columns));
}

static void read_home(struct screen *screen) {
  struct home *home = home_of(screen);
  home->rows.n = 0;
  arena_free(&home->arena);
  home->arena = (struct arena){0};
  note_visits(screen, home);
  note_items(screen, home, true);
  note_findings(screen, home, SEVERITY_ERROR);
  note_empty_lists(screen, home);
  note_items(screen, home, false);
  note_own_findings(screen, home);
  note_findings(screen, home, SEVERITY_WARNING);
  note_drafts(screen, home);
  note_nothing(screen, home);
  add_ways(screen, home);
  const struct table_source source = {
      .context = home, .n = (int)home->rows.n, .id = row_id, .cell = row_cell, .role = row_role};
  table_load(&home->list.table, &source, screen->own_change || !home->checked);
  home->checked = screen->data.checked;
}

static void close_home(struct screen *screen) {
  table_end(&home_of(screen)->list.table);
  arena_free(&home_of(screen)->arena);
  vec_free(&home_of(screen)->rows);
}

/* What the row's own line may have no room for, in full at the foot; returns how many rows that takes. */
static int draw_marked(const struct home *home, int top, int rows) {
  enum { FOOT_ROWS = 3 };
  int row = table_row(&home->list.table);
  if (rows < 3 * FOOT_ROWS)
    return 0;
  terminal_line(top + rows - FOOT_ROWS, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  if (row != NONE)
    terminal_wrap(top + rows - FOOT_ROWS + 1, 1, FOOT_ROWS - 1, STYLE(.role = home->rows.at[row].role),
                  home->rows.at[row].first);
  return FOOT_ROWS;
}

static void draw_home(struct screen *screen, int top, int rows) {
  char open[KEY_NAME_SIZE], find[KEY_NAME_SIZE], help[KEY_NAME_SIZE], undo[KEY_NAME_SIZE];
  terminal_put(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
               _("The duty room: what needs attention now, the most urgent first."));
  terminal_putf(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false,
                _("%s goes where the marked row is mended   %s finds anyone and anything"),
                screen_key_name(screen, ACTION_OPEN, open), screen_key_name(screen, ACTION_PALETTE, find));
  terminal_putf(top + 2, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false,
                _("%s shows every key   %s takes your last change back   + - other date   ] team"),
                screen_key_name(screen, ACTION_HELP, help), screen_key_name(screen, ACTION_UNDO, undo));
  int below = draw_marked(home_of(screen), top + INTRODUCTION_ROWS, rows - INTRODUCTION_ROWS);
  screen_table_draw(screen, &home_of(screen)->list, top + INTRODUCTION_ROWS, rows - INTRODUCTION_ROWS - below,
                    _("No row has these words."));
}

static void lead_on(struct screen *screen, const struct home_row *row) {
  switch (row->lead) {
  case LEAD_TEAMS:
    screen_open_view(screen, VIEW_RECORDS, "teams");
    break;
  case LEAD_VISIT:
    screen_lead_to_visit(screen, row->target);
    break;
  case LEAD_LIST:
    screen_lead_to_list(screen, row->target);
    break;
  case LEAD_FINDING:
    screen_lead_to(screen, &screen->data.findings[row->target]);
    break;
  case LEAD_FINDINGS:
    screen_open_view(screen, VIEW_FINDINGS, screen->data.findings[row->target].id);
    break;
  case LEAD_ITEM:
    screen_open_view(screen, VIEW_QUEUE, screen->data.items[row->target].id);
    break;
  case LEAD_ACTION:
    for (int i = 0; i < VIEW_COUNT; i++)
      if (views[i] && (int)views[i]->shown_by == row->target)
        screen_open_view(screen, (enum view_id)i, NULL);
    break;
  case LEAD_NOWHERE:
    break;
  }
}

static void request_home(struct screen *screen, enum action action) {
  struct home *home = home_of(screen);
  int row = table_row(&home->list.table);
  if (action == ACTION_OPEN && row != NONE)
    lead_on(screen, &home->rows.at[row]);
  else if (action == ACTION_NEXT_TEAM || action == ACTION_PREVIOUS_TEAM)
    screen_step_team(screen, action == ACTION_NEXT_TEAM ? 1 : -1, NONE);
}

static struct screen_table *home_table(struct screen *screen) {
  return &home_of(screen)->list;
}

const struct view home_view = {
    .id = VIEW_HOME,
    .title = N_("Home"),
    .shown_by = ACTION_HOME,
    .state_size = sizeof(struct home),
    .open = open_home,
    .read = read_home,
    .draw = draw_home,
    .request = request_home,
    .table = home_table,
    .close = close_home,
};
