/* restore: a backup in the place of the store. */
#include "cli/hands.h"
#include "cli/secret_cli.h"
#include "cli/sign_in.h"

static const struct option_spec restore_options[] = {
    {"key", "FILE", OPTION_TEXT, NULL, N_("the key file with which the backup was made")},
    {0},
};

static void print_report(struct invocation *call, const struct restore_report *report) {
  struct effects effects = {0};
  effects_add(&effects, _("%s holds the store as of %s (%s): whole, sound, and the key fits"), call->words[0],
              instant_words(&call->arena, report->about.at), size_words(&call->arena, report->about.size));
  if (!call->dry_run) {
    effects_add(&effects, _("%s is that store now"), call->store_path);
    if (report->form != report->about.form)
      effects_add(&effects, _("it was brought from form %d to form %d"), report->about.form, report->form);
    if (report->before)
      effects_add(&effects, _("what was there before is kept as %s; what was entered since the backup is only there"),
                  report->before);
  }
  print_effects(call, &effects);
}

/* The store that people work in is not replaced by a command typed once too often. */
static bool is_meant(struct invocation *call, const struct restore_report *report, struct error *err) {
  if (call->yes)
    return true;
  error_set(err, STATUS_USAGE, _("%s would be replaced by the store as of %s; it is kept beside itself"),
            call->store_path, instant_words(&call->arena, report->about.at));
  error_add(err, STATUS_USAGE, "%s", _("To do that, say the same with --yes."));
  return ask_again(call, true, err);
}

static bool restore(struct invocation *call, struct restore_request *request, struct error *err) {
  struct restore_report report;
  request->only_try = true;
  if (!store_restore(request, &call->arena, &report, err))
    return false;
  if (!call->dry_run) {
    request->only_try = false;
    if (!is_meant(call, &report, err) || !store_restore(request, &call->arena, &report, err))
      return false;
  }
  print_report(call, &report);
  return true;
}

static bool run_restore(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct backup_about about;
  struct backup_secret secret = {0};
  if (!backup_describe(call->words[0], &about, err))
    return false;
  if (!about.is_passphrase && !option(call, "key")->given)
    return error_set(err, STATUS_USAGE, _("%s was made with a key file: name it with --key"), call->words[0]);
  if (!secret_ask(call, false, &secret, err))
    return false;
  struct restore_request request = {
      .file = call->words[0], .store = call->store_path, .secret = &secret, .os_user = sign_in_login(&call->arena)};
  bool done = restore(call, &request, err);
  backup_secret_free(&secret);
  return done;
}

const struct command command_restore = {
    .name = "restore",
    .arguments = "FILE [--key FILE]",
    .summary = N_("put a backup in the place of the store, which is kept beside it"),
    .details =
        N_("Looks at the whole backup first, and refuses one that is cut off, changed, of a newer program or not\n"
           "yours to open. Asks before it replaces a store, or wants --yes; refuses while another program has\n"
           "the store open. With --dry-run it only looks at the backup."),
    .options = restore_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_FILES,
    .group = N_("The store"),
    .run = run_restore,
};
