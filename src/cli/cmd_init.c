/* init: makes the store, and fills it with the demonstration base where asked to. */
#include "cli/cli.h"
#include "vaktrom/exchange.h"

static const struct option_spec init_options[] = {
    {"demo", NULL, OPTION_FLAG, NULL, N_("fill it with the demonstration base: fictional people, dates about today")},
    {0},
};

static bool run_init(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct effects effects = {0};
  if (call->dry_run)
    return error_set(err, STATUS_USAGE, "%s", _("init makes a new file; there is nothing to try out (--dry-run)"));
  bool done = exchange_init(call->store_path, cli_os_user(&call->arena), option(call, "demo")->given, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

const struct command command_init = {
    .name = "init",
    .arguments = "[--demo]",
    .summary = N_("make the store with settings, default tasks and criteria"),
    .options = init_options,
    .max_words = 0,
    .needs = NEEDS_NOTHING,
    .group = N_("The store"),
    .run = run_init,
};
