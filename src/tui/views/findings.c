/* The safety findings of the date, errors first, each with its remedy. Enter leads to where it is mended; one that may
 * stand is acknowledged with a reason. */
#include "tui/views/views.h"

enum { DETAIL_ROWS = 5 }; /* a line, the message on up to three rows, what to do */
enum { COLUMN_SEVERITY, COLUMN_CODE, COLUMN_MESSAGE };

static const struct table_column columns[] = {
    [COLUMN_SEVERITY] = {.title = N_("severity"), .width = 8, .least = 8, .importance = 2},
    [COLUMN_CODE] = {.title = N_("finding"), .width = 22, .least = 18, .importance = 1},
    [COLUMN_MESSAGE] = {.title = N_("what is wrong"), .width = 200, .least = 30, .importance = 3},
};

/* The view's state. */
struct findings {
  struct screen_table list;
  VEC(int) shown; /* of the base: indices into data.findings */
};

static struct findings *findings_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Rows --- */

static const struct finding *finding_at(const struct screen *screen, int row) {
  return &screen->data.findings[findings_of(screen)->shown.at[row]];
}

static const char *row_id(void *context, int row) {
  return finding_at(context, row)->id;
}

static void row_cell(void *context, int row, int column, struct str *out) {
  const struct finding *finding = finding_at(context, row);
  if (column == COLUMN_SEVERITY)
    str_add(out, _(word_label(&words_severity, (int)finding->severity)));
  else if (column == COLUMN_CODE)
    str_add(out, finding_name(finding->code));
  else
    str_addf(out, "%s%s", finding->message, finding->acknowledged ? _(" (acknowledged)") : "");
}

static enum colour_role row_role(void *context, int row) {
  const struct finding *finding = finding_at(context, row);
  return finding->acknowledged                   ? COLOUR_DIM
         : finding->severity == SEVERITY_ERROR   ? COLOUR_ERROR
         : finding->severity == SEVERITY_WARNING ? COLOUR_WARNING
                                                 : COLOUR_PLAIN;
}

static void row_search_text(void *context, int row, struct str *out) {
  const struct finding *finding = finding_at(context, row);
  str_addf(out, "%s %s %s %s %s", word_label(&words_severity, (int)finding->severity), finding_name(finding->code),
           finding->code, finding->subject, finding->message);
}

static void open_findings(struct screen *screen) {
  table_start(&findings_of(screen)->list.table, columns, (int)COUNT_OF(columns));
}

static void read_findings(struct screen *screen) {
  struct findings *findings = findings_of(screen);
  if (!screen->data.checked)
    return; /* they come in a moment; until then the old rows are gone with their day */
  findings->shown.n = 0;
  for (int i = 0; i < screen->data.n_findings; i++)
    if (screen_of_base(screen, screen->data.findings[i].team))
      vec_push(&findings->shown, i);
  const struct table_source source = {.context = screen,
                                      .n = (int)findings->shown.n,
                                      .id = row_id,
                                      .cell = row_cell,
                                      .role = row_role,
                                      .search_text = row_search_text};
  table_load(&findings->list.table, &source, screen->own_change);
}

/* The subject is a finding's id. */
static void focus_findings(struct screen *screen) {
  if (screen->data.checked)
    table_go_id(&findings_of(screen)->list.table, screen_subject(screen));
}

static void close_findings(struct screen *screen) {
  table_end(&findings_of(screen)->list.table);
  vec_free(&findings_of(screen)->shown);
}

static const struct finding *marked(const struct screen *screen) {
  int row = screen->data.checked ? table_row(&findings_of(screen)->list.table) : NONE;
  return row == NONE ? NULL : finding_at(screen, row);
}

/* --- Drawing --- */

static void draw_detail(const struct finding *finding, int top) {
  terminal_line(top, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  terminal_putf(top, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s %s %s ", finding_name(finding->code),
                glyph(GLYPH_DOT), finding->subject);
  int used = terminal_wrap(top + 1, 1, DETAIL_ROWS - 2, STYLE(.role = COLOUR_PLAIN), finding->message);
  terminal_putf(top + 1 + used, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE), false, "%s %s",
                glyph(GLYPH_ARROW), finding->remedy);
}

static void draw_findings(struct screen *screen, int top, int rows) {
  if (!screen->data.checked) {
    terminal_put(top, 2, terminal_columns() - 2, STYLE(.role = COLOUR_DIM), false, _("Checking the date ..."));
    return;
  }
  screen_table_draw(screen, &findings_of(screen)->list, top, rows - DETAIL_ROWS,
                    _("No findings for this date: every visit has its place, and every rule is kept."));
  const struct finding *finding = marked(screen);
  if (finding)
    draw_detail(finding, top + rows - DETAIL_ROWS);
}

/* --- Keys --- */

static void acknowledge(struct screen *screen, const struct finding *finding) {
  struct error err = {0};
  struct effects effects = {0};
  struct str reason = {0};
  if (prompt_reason(screen, _(" Why may this finding stand? "), "acknowledge", finding->id, &reason)) {
    bool done = dispatch_ack(screen->session, screen->on, finding->id, str_text(&reason), &effects, &err);
    if (!done)
      prompt_keep(screen, "acknowledge", finding->id, str_text(&reason));
    screen_result(screen, done, &effects, &err);
  }
  str_free(&reason);
}

static void request_findings(struct screen *screen, enum action action) {
  const struct finding *finding = marked(screen);
  if (finding && action == ACTION_OPEN)
    screen_lead_to(screen, finding);
  else if (finding && action == ACTION_ACKNOWLEDGE)
    acknowledge(screen, finding);
}

static struct screen_table *findings_table(struct screen *screen) {
  return screen->data.checked ? &findings_of(screen)->list : NULL;
}

const struct view findings_view = {
    .id = VIEW_FINDINGS,
    .title = N_("Safety findings"),
    .shown_by = ACTION_FINDINGS,
    .state_size = sizeof(struct findings),
    .open = open_findings,
    .read = read_findings,
    .focus = focus_findings,
    .draw = draw_findings,
    .request = request_findings,
    .table = findings_table,
    .close = close_findings,
};
