/* The help: every key of the view that one came from, from the table of actions. */
#include "tui/screen.h"

static const struct view *const views[] = {
    [VIEW_BOARD] = &board_view,
    [VIEW_QUEUE] = &queue_view,
    [VIEW_FINDINGS] = &findings_view,
    [VIEW_HELP] = &help_view,
};

/* The line of the n-th action that works in the view; false past the end. */
static const struct action_spec *nth_action(enum view_id view, int n) {
  for (size_t i = 0; i < n_actions; i++)
    if ((actions[i].views & IN(view)) && n-- == 0)
      return &actions[i];
  return NULL;
}

static int count_actions(enum view_id view) {
  int n = 0;
  while (nth_action(view, n))
    n++;
  return n;
}

static void draw_help(struct screen *screen, int top, int rows) {
  int n = count_actions(screen->before);
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, _("Keys of: %s   (?, esc: back)"),
                _(views[screen->before]->title));
  screen->help_top = screen_scroll(screen->help_top, screen->help_top, rows - 2, n);
  for (int i = 0; i < rows - 2; i++) {
    const struct action_spec *spec = nth_action(screen->before, screen->help_top + i);
    if (!spec)
      break;
    terminal_put(top + 2 + i, 2, 20, STYLE(.bold = true), true, spec->keys);
    terminal_put(top + 2 + i, 24, terminal_columns() - 24, STYLE(.role = COLOUR_PLAIN), false, _(spec->label));
  }
  screen->cursor_row = top;
}

static void request_help(struct screen *screen, enum action action) {
  screen_step(action, &screen->help_top, count_actions(screen->before), terminal_rows() / 2);
}

const struct view help_view = {
    .title = N_("Help"),
    .draw = draw_help,
    .request = request_help,
};
