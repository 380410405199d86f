/* The safety findings of the date, errors first, each with its remedy; enter acknowledges with a reason. */
#include "tui/screen.h"

enum { DETAIL_ROWS = 5 }; /* a line, the message on up to three rows, what to do */

static void draw_finding(struct screen *screen, int at, int row) {
  const struct finding *finding = &screen->findings[at];
  bool marked = at == screen->findings_row;
  enum colour_role role = finding->acknowledged                   ? COLOUR_DIM
                          : finding->severity == SEVERITY_ERROR   ? COLOUR_ERROR
                          : finding->severity == SEVERITY_WARNING ? COLOUR_WARNING
                                                                  : COLOUR_PLAIN;
  terminal_putf(row, 0, terminal_columns(), STYLE(.role = role, .reverse = marked), marked, "%s %-8s %s%s",
                marked ? ">" : " ", _(word_label(&words_severity, (int)finding->severity)), finding->message,
                finding->acknowledged ? _(" (acknowledged)") : "");
  if (marked) {
    screen->cursor_row = row;
    screen->cursor_column = 0;
  }
}

static void draw_findings(struct screen *screen, int top, int rows) {
  int shown = rows - DETAIL_ROWS;
  if (screen->n_findings == 0) {
    terminal_put(top, 2, terminal_columns() - 2, STYLE(.role = COLOUR_GOOD), false, _("No findings for this date."));
    return;
  }
  if (screen->findings_row >= screen->n_findings)
    screen->findings_row = screen->n_findings - 1;
  screen->findings_top = screen_scroll(screen->findings_top, screen->findings_row, shown, screen->n_findings);
  for (int i = 0; i < shown && screen->findings_top + i < screen->n_findings; i++)
    draw_finding(screen, screen->findings_top + i, top + i);
  const struct finding *finding = &screen->findings[screen->findings_row];
  terminal_line(top + shown, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  terminal_putf(top + shown, 3, terminal_columns() - 4, STYLE(.bold = true), false, " %s %s %s ", finding->code,
                glyph(GLYPH_DOT), finding->subject);
  int used = terminal_wrap(top + shown + 1, 1, DETAIL_ROWS - 2, STYLE(.role = COLOUR_PLAIN), finding->message);
  terminal_putf(top + shown + 1 + used, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE), false, "%s %s",
                glyph(GLYPH_ARROW), finding->remedy);
}

static void acknowledge(struct screen *screen) {
  struct error err = {0};
  struct effects effects = {0};
  struct str reason = {0};
  struct arena arena = {0};
  const char *id = arena_strdup(&arena, screen->findings[screen->findings_row].id);
  if (prompt_text(screen, _(" Why may this finding stand? "), &reason))
    screen_result(screen, dispatch_ack(screen->session, screen->on, id, str_text(&reason), &effects, &err), &effects,
                  &err);
  str_free(&reason);
  arena_free(&arena);
}

static void request_findings(struct screen *screen, enum action action) {
  if (!screen_step(action, &screen->findings_row, screen->n_findings, terminal_rows() / 2) && action == ACTION_OPEN &&
      screen->findings_row < screen->n_findings)
    acknowledge(screen);
}

const struct view findings_view = {
    .title = N_("Safety findings"),
    .shown_by = ACTION_FINDINGS,
    .draw = draw_findings,
    .request = request_findings,
};
