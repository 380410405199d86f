/* backup: a sealed copy of the store, proved before it gets its name; and the key for it. */
#include <string.h>
#include <unistd.h>

#include "cli/secret_cli.h"

static const struct option_spec backup_options[] = {
    {"key", "FILE", OPTION_TEXT, NULL, N_("the key file; without it a passphrase is asked for on the terminal")},
    {"keep", "N", OPTION_INTEGER, NULL,
     N_("of a folder: keep the newest backup of each of the last N days (default 7), 4 weeks and 12 months")},
    {"new-key", "FILE", OPTION_TEXT, NULL, N_("only make a new key file, mode 0600")},
    {0},
};

static bool make_key(struct invocation *call, struct error *err) {
  const char *path = option_text(call, "new-key");
  struct effects effects = {0};
  if (call->n_words > 0 || call->dry_run)
    return error_set(err, STATUS_USAGE, "%s", _("--new-key makes a key file and nothing else"));
  if (!backup_new_key(path, err))
    return false;
  effects_add(&effects, _("made the key file %s"), path);
  effects_add(&effects, "%s",
              _("Keep a copy of it away from this machine, also on paper: without it no backup can be opened."));
  print_effects(call, &effects);
  return true;
}

static void print_report_json(const struct backup_report *report) {
  cJSON *document = cJSON_CreateObject();
  json_text(document, "file", report->file);
  json_instant(document, "at", report->about.at);
  json_integer(document, "size", report->file_size);
  json_integer(document, "form", report->about.form);
  json_integer(document, "tables", report->tables);
  json_integer(document, "rows", report->rows);
  json_integer(document, "kept", report->kept);
  json_integer(document, "removed", report->removed);
  print_json(document);
}

/* Whether somebody may have meant a folder: the path names nothing yet, and has no end as files have. */
static bool may_mean_folder(const char *path) {
  const char *slash = strrchr(path, '/');
  return access(path, F_OK) != 0 && !strchr(slash ? slash : path, '.') && (!slash || slash[1]);
}

static void print_report(struct invocation *call, const struct backup_report *report, bool unsure) {
  struct effects effects = {0};
  char seconds[NUMBER_SIZE];
  number_show(report->seconds, 1, seconds);
  effects_add(&effects, _("%s: %s, made in %s seconds, the store as of %s"), report->file,
              size_words(&call->arena, report->file_size), seconds, instant_words(&call->arena, report->about.at));
  effects_add(
      &effects,
      _("verified: read back and opened, integrity and references checked, %lld rows of %d tables the same as in "
        "the store"),
      (long long)report->rows, report->tables);
  if (unsure)
    effects_add(&effects, _("%s is one file. For a folder, in which old backups are removed in time, write %s/"),
                report->file, report->file);
  if (report->kept > 0)
    effects_add(&effects, _("backups in the folder: %d kept, %d old ones removed"), report->kept, report->removed);
  print_effects(call, &effects);
}

static bool run_backup(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  if (!dispatch_may_keep_store(&call->session, err))
    return false;
  if (option(call, "new-key")->given)
    return make_key(call, err);
  int64_t keep = option_integer(call, "keep", BACKUP_DAYS);
  struct backup_secret secret = {0};
  struct backup_report report;
  if (call->n_words != 1)
    return error_set(err, STATUS_USAGE, "%s", _("backup takes one file or folder"));
  if (call->dry_run)
    return error_set(err, STATUS_USAGE, "%s", _("backup makes a new file; there is nothing to try out (--dry-run)"));
  if (keep < 1 || keep > 3660)
    return error_set(err, STATUS_USAGE, _("--keep: %lld is not from 1 to %d"), (long long)keep, 3660);
  if (!secret_ask(call, true, &secret, err))
    return false;
  struct backup_request request = {
      .file = call->words[0], .secret = &secret, .actor = call->session.actor, .keep_days = (int)keep};
  bool unsure = may_mean_folder(request.file);
  bool done = store_backup(call->session.store, &request, &call->arena, &report, err);
  backup_secret_free(&secret);
  if (done && call->json)
    print_report_json(&report);
  else if (done)
    print_report(call, &report, unsure);
  return done;
}

const struct command command_backup = {
    .name = "backup",
    .arguments = "FILE|DIR [--key FILE] [--keep N] | --new-key FILE",
    .summary = N_("make an encrypted copy of the store and verify it, while others work"),
    .details = N_(
        "The copy is read back, opened and compared with the store before it gets its name; what was there before\n"
        "stays when anything fails. In a folder (one that is there; NAME/ is made) the file is named after the store\n"
        "and the time, and old ones are removed: --keep says what stays. Key or passphrase open it; whoever lost\n"
        "both has lost the backup."),
    .options = backup_options,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_backup,
};
