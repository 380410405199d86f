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

/* --- keys: the screen's keys, as the README and the manual page print them --- */

static bool run_keys(struct invocation *call, enum status *status, struct error *err) {
  (void)call;
  (void)status;
  (void)err;
  struct str table = {0};
  tui_key_table(&table);
  fputs(str_text(&table), stdout);
  str_free(&table);
  return true;
}

const struct command command_keys = {
    .name = "keys",
    .summary = N_("the keys of the screen, as a table in Markdown"),
    .max_words = 0,
    .needs = NEEDS_NOTHING,
    .group = N_("Program"),
    .run = run_keys,
};
