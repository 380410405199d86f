/* import: CSV files into the store, all or nothing. */
#include "cli/cli.h"
#include "cli/kinds_cli.h"
#include "vaktrom/exchange.h"

static const struct option_spec import_options[] = {
    {"all", NULL, OPTION_FLAG, NULL, N_("every KIND.csv of a folder, and the files that a map names")},
    {"map", "MAP", OPTION_TEXT, NULL, N_("how the files of another system are read (below)")},
    {"matrix", "FILE", OPTION_TEXT, NULL,
     N_("travel: the matrix of a routing service, ids in its first row and column")},
    {"unit", "s|min", OPTION_TEXT, NULL, N_("of --matrix: seconds or minutes; rounded up to whole minutes")},
    {"mode", "MODE", OPTION_WORD, &words_transport, N_("of --matrix (default: car)")},
    {"replace", NULL, OPTION_FLAG, NULL, N_("end the rows that the files lack")},
    {"ignore-unknown", NULL, OPTION_FLAG, NULL, N_("pass over columns that the KIND does not have")},
    {0},
};

static bool import_all(struct invocation *call, struct import_request *request, struct effects *effects,
                       struct error *err) {
  if (call->n_words != 1)
    return error_set(err, STATUS_USAGE, "%s", _("import --all takes one folder"));
  request->folder = call->words[0];
  return exchange_import_all(&call->session, request, effects, err);
}

static bool import_files(struct invocation *call, struct import_request *request, struct effects *effects,
                         struct error *err) {
  const struct kind *kind = kind_of_word(call->words[0], err);
  if (!kind)
    return false;
  if (call->n_words < 2)
    return error_set(err, STATUS_USAGE, _("import %s: name a file"), kind->name);
  request->kind = kind->name;
  request->files = call->words + 1;
  request->n_files = call->n_words - 1;
  return exchange_import(&call->session, request, effects, err);
}

static bool import_matrix(struct invocation *call, struct effects *effects, struct error *err) {
  const char *unit = option_text(call, "unit");
  if (!text_equal(call->words[0], "travel") || call->n_words != 1)
    return error_set(err, STATUS_USAGE, "%s", _("a matrix is imported by: import travel --matrix FILE --unit s|min"));
  if (!text_equal(unit, "s") && !text_equal(unit, "min"))
    return error_set(err, STATUS_USAGE, "%s", _("--matrix needs --unit s (seconds) or --unit min (minutes)"));
  if (option(call, "replace")->given || option(call, "map")->given)
    return error_set(err, STATUS_USAGE, "%s", _("--matrix adds and changes times; it takes no --replace and no --map"));
  struct matrix_request request = {
      .file = option_text(call, "matrix"),
      .unit = unit,
      .mode = (enum transport)option_word(call, "mode", TRANSPORT_CAR),
      .ignore_unknown = option(call, "ignore-unknown")->given,
  };
  return exchange_import_matrix(&call->session, &request, effects, err);
}

static bool run_import(struct invocation *call, enum status *status, struct error *err) {
  (void)status; /* 0 when done, whatever `check` would say */
  struct effects effects = {0};
  struct import_request request = {
      .map = option_text(call, "map"),
      .replace = option(call, "replace")->given,
      .ignore_unknown = option(call, "ignore-unknown")->given,
  };
  bool done = option(call, "matrix")->given ? import_matrix(call, &effects, err)
              : option(call, "all")->given  ? import_all(call, &request, &effects, err)
                                            : import_files(call, &request, &effects, err);
  if (done)
    print_effects(call, &effects);
  else
    effects_free(&effects);
  return done;
}

const struct command command_import = {
    .name = "import",
    .arguments = "KIND FILE... [--map MAP] [--replace] [--ignore-unknown] [--dry-run] | --all DIR [--map MAP] |\n"
                 "       vaktrom import travel --matrix FILE --unit s|min [--mode car|bike|walk]",
    .summary = N_("read CSV files into the store, all or nothing"),
    .details =
        N_("Rows are added or changed by their key. Read are commas, semicolons or tabs, UTF-8 or Windows-1252,\n"
           "headers in English or Norwegian in any order. A cell may hold 64 KiB, a file 2 million rows and\n"
           "512 MiB. FILE - is standard input. --dry-run shows what an import would do. A section leader takes in what "
           "is\n"
           "of the own team, and with --replace ends only that; a row about anybody else is refused, and with it the\n"
           "file. --all is for the owner.\n"
           "\n"
           "A map is a CSV file with the columns kind,column,source,rule,argument and one rule a row (a column\n"
           "note is for people); data/map-example.csv is one. The rules of a column are done from top to bottom:\n"
           "  copy      the cell of the column `source` (also when no rule is named)\n"
           "  text      {Fornavn} {Etternavn} joins cells; without braces the same for all rows\n"
           "  part      2, = the second of the parts between commas\n"
           "  without   the cell without this text\n"
           "  several   , = several values that stand between commas; the next rules see each by itself\n"
           "  value     Sykepleier=nurse translates; *=x all others, *=* leaves them, =x an empty cell\n"
           "  date      DD.MM.YYYY hh:mm = the form of dates, times or both; a column takes what it holds\n"
           "  minutes   s, min, h or h:mm becomes whole minutes, rounded up\n"
           "  days      Ma Ti On To Fr Lø Sø = the names of the days in a cell such as `Ma, On, Fr`\n"
           "and about no column of the KIND:\n"
           "  skip      rows in which `source` holds the argument are passed over, and counted\n"
           "  ignore    the column `source` is left out\n"
           "  file      the file in the folder of --all that holds rows of the KIND\n"
           "A column of the file that has our name needs no rule; any other without one is an error. What a map\n"
           "leaves out stays as it is in the store."),
    .options = import_options,
    .min_words = 1,
    .max_words = -1,
    .needs = NEEDS_STORE,
    .group = N_("The store"),
    .run = run_import,
};
