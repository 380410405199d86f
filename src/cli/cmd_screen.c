/* screen: the duty room in the terminal; what `vaktrom` alone opens. */
#include "cli/cli.h"
#include "vaktrom/tui.h"

static bool run_screen(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  return tui_run(&call->session, err);
}

const struct command command_screen = {
    .name = "screen",
    .summary = N_("the screen: the board and the HT queue (also: vaktrom alone on a terminal)"),
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_screen,
};
