/* init: makes the store, and fills it with the demonstration base where asked to. */
#include <unistd.h>

#include "cli/ask_init.h"
#include "cli/cli.h"
#include "cli/sign_in.h"

static const struct option_spec init_options[] = {
    {"demo", NULL, OPTION_FLAG, NULL, N_("fill it with the demonstration base: fictional people, dates about today")},
    {0},
};

/* The language that is spoken, where somebody chose it: by --lang, the configuration or the locale. */
static const char *language_of_base(const struct invocation *call) {
  bool chosen = call->language_said || !text_equal(language(), "en");
  return chosen ? language() : NULL;
}

/* A person on a terminal who has not said what they want is asked; a store that is there already needs no questions. */
static bool must_ask(const struct invocation *call) {
  return call->terminal && !call->yes && !call->json && !option(call, "demo")->given &&
         access(call->store_path, F_OK) != 0;
}

static bool run_init(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct effects effects = {0};
  struct ask asking = {0};
  if (call->dry_run)
    return error_set(err, STATUS_USAGE, "%s", _("init makes a new file; there is nothing to try out (--dry-run)"));
  struct init_request request = {.path = call->store_path,
                                 .os_user = sign_in_login(&call->arena),
                                 .service = sign_in_is_lent() ? cli_os_user(&call->arena) : NULL,
                                 .language = language_of_base(call),
                                 .demo = option(call, "demo")->given};
  bool done = (!must_ask(call) || ask_init(&asking, &request, err)) && exchange_init(&request, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  arena_free(&asking.arena);
  return done;
}

const struct command command_init = {
    .name = "init",
    .arguments = "[--demo]",
    .summary = N_("make the store with settings, default tasks and criteria"),
    .details = N_(
        "On a terminal, without --demo or --yes, it asks what the base shall hold: your first teams, the section\n"
        "leader and you, the demonstration base, or a folder of CSV files. Nothing is made before you say so.\n"
        "What is made so, other than the demonstration base, is a real base: its setting production is on, and\n"
        "$VAKTROM_NOW does not move its clock. The base keeps the language in which it was made (setting language)."),
    .options = init_options,
    .max_words = 0,
    .needs = NEEDS_NOTHING,
    .group = N_("The store"),
    .run = run_init,
};
