/* import: CSV files into the store, all or nothing. */
#include "cli/cli.h"
#include "cli/kinds_cli.h"
#include "vaktrom/exchange.h"

static const struct option_spec import_options[] = {
    {"all", NULL, OPTION_FLAG, NULL, N_("every KIND.csv of a folder")},
    {"replace", NULL, OPTION_FLAG, NULL, N_("end the rows that the files lack")},
    {"ignore-unknown", NULL, OPTION_FLAG, NULL, N_("pass over columns that the KIND does not have")},
    {0},
};

static bool import_all(struct invocation *call, struct effects *effects, struct error *err) {
  if (call->n_words != 1)
    return error_set(err, STATUS_USAGE, "%s", _("import --all takes one folder"));
  return exchange_import_all(&call->session, call->words[0], option(call, "replace")->given,
                             option(call, "ignore-unknown")->given, effects, err);
}

static bool import_files(struct invocation *call, struct effects *effects, struct error *err) {
  const struct kind *kind = kind_of_word(call->words[0], err);
  if (!kind)
    return false;
  if (call->n_words < 2)
    return error_set(err, STATUS_USAGE, _("import %s: name a file"), kind->name);
  struct import_request request = {
      .kind = kind->name,
      .files = call->words + 1,
      .n_files = call->n_words - 1,
      .replace = option(call, "replace")->given,
      .ignore_unknown = option(call, "ignore-unknown")->given,
  };
  return exchange_import(&call->session, &request, effects, err);
}

static bool run_import(struct invocation *call, enum status *status, struct error *err) {
  (void)status; /* 0 when done, whatever `check` would say */
  struct effects effects = {0};
  bool done = option(call, "all")->given ? import_all(call, &effects, err) : import_files(call, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

const struct command command_import = {
    .name = "import",
    .arguments = "KIND FILE... [--replace] [--ignore-unknown] [--dry-run] | --all DIR",
    .summary = N_("read CSV files into the store, all or nothing"),
    .details =
        N_("Rows are added or changed by their key. Read are commas, semicolons or tabs, UTF-8 or Windows-1252,\n"
           "headers in English or Norwegian in any order. A cell may hold 64 KiB, a file 2 million rows and\n"
           "512 MiB. FILE - is standard input."),
    .options = import_options,
    .min_words = 1,
    .max_words = -1,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_import,
};
