/* The criteria by which it is decided, OT or HT: the versions; a version's rows with what their check found; what it
 * would change; activating it. */
#include "tui/views/criteria.h"

#include <string.h>

enum { DETAIL_ROWS = 5, ROWS_FOR_DETAIL = 15 };

enum { VERSION_NAME, VERSION_FROM, VERSION_ROWS, VERSION_STATE };
static const struct table_column version_columns[] = {
    [VERSION_NAME] = {.title = N_("version"), .width = 20, .least = 10, .importance = 4},
    [VERSION_FROM] = {.title = N_("valid from"), .width = 11, .least = 10, .importance = 2},
    [VERSION_ROWS] = {.title = N_("rows"), .width = 5, .least = 5, .importance = 1, .right = true},
    [VERSION_STATE] = {.title = N_("state"), .width = 60, .least = 20, .importance = 3},
};

enum { ROW_ID, ROW_OUTCOME, ROW_RANK, ROW_CHECK, ROW_WHEN, ROW_RATIONALE };
static const struct table_column row_columns[] = {
    [ROW_ID] = {.title = N_("row"), .width = 6, .least = 5, .importance = 6},
    [ROW_OUTCOME] = {.title = N_("outcome"), .width = 8, .least = 7, .importance = 5},
    [ROW_RANK] = {.title = N_("rank"), .width = 5, .least = 4, .importance = 3, .right = true},
    [ROW_CHECK] = {.title = N_("check"), .width = 10, .least = 8, .importance = 4},
    [ROW_WHEN] = {.title = N_("when"), .width = 34, .least = 16, .importance = 2},
    [ROW_RATIONALE] = {.title = N_("rationale"), .width = 200, .least = 14, .importance = 1},
};

struct criteria_state *criteria_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- The versions --- */

static const char *version_id(void *context, int row) {
  return ((const struct criteria_state *)context)->versions[row].version;
}

static void version_cell(void *context, int row, int column, struct str *out) {
  const struct criteria_version *version = &((const struct criteria_state *)context)->versions[row];
  char text[DATE_SIZE];
  if (column == VERSION_NAME)
    str_add(out, version->version);
  else if (column == VERSION_ROWS)
    str_addf(out, "%d", version->n_rows);
  else if (column == VERSION_FROM) {
    date_show(version->valid_from, text);
    str_add(out, text);
  } else if (version->starts != DATE_NONE) {
    date_show(version->starts, text);
    str_addf(out, _("activated, takes effect on %s"), text);
  } else if (version->active)
    str_add(out, _("active: it decides now"));
}

static enum colour_role version_role(void *context, int row) {
  const struct criteria_version *version = &((const struct criteria_state *)context)->versions[row];
  return version->active ? COLOUR_GOOD : version->starts != DATE_NONE ? COLOUR_NOTICE : COLOUR_PLAIN;
}

static bool read_versions(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  struct criteria_version *versions;
  int n;
  if (!store_load_criteria_versions(screen->session->store, &arena, &versions, &n, &err)) {
    arena_free(&arena);
    screen_say_error(screen, &err);
    return false;
  }
  struct arena old = state->arena;
  state->arena = arena;
  state->versions = versions;
  state->n_versions = n;
  if (!screen_subject(screen)) {
    const struct table_source source = {
        .context = state, .n = n, .id = version_id, .cell = version_cell, .role = version_role};
    table_load(&state->list.table, &source, screen->own_change);
  }
  arena_free(&old);
  return true;
}

const struct criteria_version *criteria_version_shown(const struct screen *screen) {
  const struct criteria_state *state = criteria_of(screen);
  const char *subject = screen_subject(screen);
  int row = subject ? NONE : table_row(&state->list.table);
  for (int i = 0; i < state->n_versions; i++)
    if (subject ? text_equal(state->versions[i].version, subject) : i == row)
      return &state->versions[i];
  return NULL;
}

/* --- The rows of a version; after them, one line for what no row covers --- */

static bool has_uncovered(const struct criteria_work *work) {
  for (size_t i = 0; i < work->faults.list.n; i++)
    if (work->faults.list.at[i].row == NONE)
      return true;
  return false;
}

static bool is_row(const struct criteria_work *work, int row) {
  return row < (int)work->criteria->rows.n;
}

static const char *row_id(void *context, int row) {
  const struct criteria_work *work = ((const struct criteria_state *)context)->work;
  return is_row(work, row) ? work->criteria->rows.at[row].id : "";
}

static size_t faults_of(const struct criteria_work *work, int row) {
  size_t n = 0;
  for (size_t i = 0; i < work->faults.list.n; i++) {
    const struct table_fault *fault = &work->faults.list.at[i];
    n += is_row(work, row) ? fault->row == row || fault->other == row : fault->row == NONE;
  }
  return n;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct criteria_work *work = ((const struct criteria_state *)context)->work;
  size_t faults = faults_of(work, row);
  if (column == ROW_CHECK) {
    str_addf(out, faults ? _("! %zu") : _("good"), faults);
    return;
  }
  if (!is_row(work, row)) {
    str_add(out, column == ROW_ID ? "-" : column == ROW_WHEN ? _("facts that no row covers: people decide") : "");
    return;
  }
  const struct criterion *criterion = &work->criteria->rows.at[row];
  switch (column) {
  case ROW_ID:
    str_add(out, criterion->id);
    break;
  case ROW_OUTCOME:
    str_add(out, word_label(&words_outcome, (int)criterion->outcome));
    break;
  case ROW_RANK:
    str_addf(out, "%d", criterion->rank);
    break;
  case ROW_WHEN:
    str_add(out, *criterion->when ? criterion->when : _("(always)"));
    break;
  default:
    str_add(out, criterion->rationale);
  }
}

static enum colour_role row_role(void *context, int row) {
  return faults_of(((const struct criteria_state *)context)->work, row) ? COLOUR_WARNING : COLOUR_PLAIN;
}

static void show_rows(struct criteria_state *state, bool own) {
  const struct table_source source = {.context = state,
                                      .n = (int)state->work->criteria->rows.n + has_uncovered(state->work),
                                      .id = row_id,
                                      .cell = row_cell,
                                      .role = row_role};
  table_load(&state->list.table, &source, own);
}

/* --- The view --- */

static void open_criteria(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  bool rows = screen_subject(screen) != NULL;
  state->screen = screen;
  state->asked = -1;
  table_start(&state->list.table, rows ? row_columns : version_columns,
              (int)(rows ? COUNT_OF(row_columns) : COUNT_OF(version_columns)));
  sheet_start(&state->sheet);
}

static void read_criteria(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  if (!read_versions(screen))
    return;
  const struct criteria_version *version = criteria_version_shown(screen);
  if (version && screen_subject(screen) && state->asked != screen->revision)
    criteria_ask(screen, version->version);
}

static void tick_criteria(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  bool first = !state->work;
  struct criteria_work *old = state->work;
  state->work = NULL; /* the old one lives until the table has let go of it */
  if (!criteria_take(screen)) {
    state->work = old;
    return;
  }
  if (screen_subject(screen))
    show_rows(state, first);
  criteria_show_preview(screen, true);
  criteria_forget(old);
}

static void draw_row(const struct criteria_state *state, int row, int top) {
  struct str text = {0};
  const struct criteria_work *work = state->work;
  terminal_line(top, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  criteria_row_faults(work, is_row(work, row) ? row : NONE, &text);
  int used = 0;
  if (is_row(work, row)) {
    const struct criterion *criterion = &work->criteria->rows.at[row];
    terminal_putf(top, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s %s %s ", criterion->id,
                  glyph(GLYPH_DOT), criterion->source);
    struct str what = {0};
    str_addf(&what, _("%s when %s: %s"), word_label(&words_outcome, (int)criterion->outcome),
             *criterion->when ? criterion->when : _("always"), criterion->rationale);
    used = terminal_wrap(top + 1, 1, 2, STYLE(.role = COLOUR_PLAIN), str_text(&what));
    str_free(&what);
  }
  if (text.n)
    terminal_wrap(top + 1 + used, 1, DETAIL_ROWS - 1 - used, STYLE(.role = COLOUR_WARNING), str_text(&text));
  str_free(&text);
}

static void draw_heading(const struct screen *screen, int top) {
  const struct criteria_state *state = criteria_of(screen);
  char preview[KEY_NAME_SIZE], activate[KEY_NAME_SIZE];
  const char *subject = screen_subject(screen);
  size_t faults = state->work ? state->work->faults.list.n : 0;
  screen_key_name(screen, ACTION_PREVIEW, preview);
  screen_key_name(screen, ACTION_ACTIVATE, activate);
  if (state->previewing)
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  _("If version %s counted today   (%s lets it count, esc goes back)"),
                  state->work ? state->work->version : "...", activate);
  else if (!subject)
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  _("Versions of the criteria   enter: the rows   %s: what it would change   %s: let it count"),
                  preview, activate);
  else
    terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                  trn("Version %s: %zu fault   %s: what it would change   %s: let it count",
                      "Version %s: %zu faults   %s: what it would change   %s: let it count", faults),
                  subject, faults, preview, activate);
}

static void draw_criteria(struct screen *screen, int top, int rows) {
  struct criteria_state *state = criteria_of(screen);
  draw_heading(screen, top);
  if (state->previewing) {
    sheet_draw(screen, &state->sheet, top + 1, rows - 1, _("Working out who would move ..."));
    return;
  }
  bool waits = screen_subject(screen) && !state->work;
  int row = waits ? NONE : table_row(&state->list.table);
  int below = screen_subject(screen) && row != NONE && rows > ROWS_FOR_DETAIL ? DETAIL_ROWS : 0;
  screen_table_draw(screen, &state->list, top + 1, rows - 1 - below,
                    waits
                        ? _("Reading and checking the table ...")
                        : _("There are no criteria: people decide about everybody. vaktrom import criteria FILE brings "
                            "a version."));
  if (below)
    draw_row(state, row, top + rows - below);
}

static void start_preview(struct screen *screen, const struct criteria_version *version) {
  struct criteria_state *state = criteria_of(screen);
  if (!state->work || !text_equal(state->work->version, version->version) || state->asked != screen->revision) {
    if (!screen_subject(screen)) {
      criteria_forget(state->work);
      state->work = NULL;
    }
    criteria_ask(screen, version->version);
  }
  state->previewing = true;
  criteria_show_preview(screen, true);
}

static void request_criteria(struct screen *screen, enum action action) {
  struct criteria_state *state = criteria_of(screen);
  const struct criteria_version *version = criteria_version_shown(screen);
  char name[ID_SIZE];
  if (!version) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("there is no version to do that with"));
    return;
  }
  snprintf(name, sizeof name, "%s", version->version);
  if (action == ACTION_OPEN && state->previewing)
    sheet_open(screen, &state->sheet);
  else if (action == ACTION_OPEN && !screen_subject(screen))
    screen_open_view(screen, VIEW_CRITERIA, name);
  else if (action == ACTION_PREVIEW)
    start_preview(screen, version);
  else if (action == ACTION_ACTIVATE)
    criteria_activate(screen, name);
}

static bool back_criteria(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  bool was = state->previewing;
  state->previewing = false;
  return was;
}

static struct screen_table *criteria_table(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  return state->previewing ? &state->sheet.list : screen_subject(screen) && !state->work ? NULL : &state->list;
}

static void close_criteria(struct screen *screen) {
  struct criteria_state *state = criteria_of(screen);
  errand_leave(&state->errand);
  table_end(&state->list.table);
  sheet_end(&state->sheet);
  criteria_forget(state->work);
  arena_free(&state->arena);
}

const struct view criteria_view = {
    .id = VIEW_CRITERIA,
    .title = N_("The criteria: OT or HT"),
    .shown_by = ACTION_CRITERIA,
    .state_size = sizeof(struct criteria_state),
    .legend = N_("! the check found a fault: rows that contradict each other, never hold, are hidden, or facts that no "
                 "row covers"),
    .open = open_criteria,
    .read = read_criteria,
    .draw = draw_criteria,
    .tick = tick_criteria,
    .request = request_criteria,
    .back = back_criteria,
    .table = criteria_table,
    .close = close_criteria,
};
