/* From the command line to a command's run function, and from its result to the exit status. */
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/forced.h"
#include "cli/ids.h"
#include "cli/named_files.h"
#include "cli/sign_in.h"
#include "vaktrom/paper.h"
#include "vaktrom/tui.h"
#include "vaktrom/version.h"

const char *cli_store_path(struct arena *arena, const char *given) {
  const char *from_environment = environment_get("VAKTROM_DB");
  const char *data_home = environment_get("XDG_DATA_HOME");
  const char *home = environment_get("HOME");
  if (!text_is_empty(given))
    return given;
  if (!text_is_empty(from_environment))
    return from_environment;
  if (!text_is_empty(data_home))
    return arena_printf(arena, "%s/vaktrom/vaktrom.db", data_home);
  if (cli_is_system_user() && home) /* the package's, whose home is nothing but the store's folder */
    return arena_printf(arena, "%s/vaktrom.db", home);
  return arena_printf(arena, "%s/.local/share/vaktrom/vaktrom.db", home ? home : ".");
}

/* What a global option says, NULL where it is not given; the last one counts. For what must be known before the command
 * line is understood. */
static const char *said_early(int argc, char **argv, const char *option) {
  const char *said = NULL;
  size_t length = strlen(option);
  for (int i = 1; i < argc; i++) {
    if (text_starts(argv[i], option) && argv[i][length] == '=')
      said = argv[i] + length + 1;
    else if (text_equal(argv[i], option) && i + 1 < argc)
      said = argv[++i];
  }
  return said;
}

/* The language to begin with: --lang, else the person's configuration, else the base's, else the locale. Known before
 * the command line is understood, so that the help and what is wrong in it are told in that language too. */
static const char *first_language(int argc, char **argv) {
  struct arena arena = {0};
  const char *asked = said_early(argc, argv, "--lang");
  const char *code = asked ? language_code(asked) : NULL;
  code = code ? code : tui_language();
  if (!code) {
    const char *said =
        environment_is_lent() ? NULL : said_early(argc, argv, "--db"); /* which may_name_store() judges */
    const char *of_base = store_peek_setting(cli_store_path(&arena, said), "language", &arena);
    code = of_base ? language_code(of_base) : NULL;
  }
  arena_free(&arena);
  return code ? code : language_of_locale();
}

/* Opens the store, takes its time zone and clock rule, and finds whose account this is. */
static bool start_session(struct invocation *call, struct error *err) {
  struct session *session = &call->session;
  if (!store_open(call->store_path, &session->store, err))
    return false;
  clock_allow_override(store_setting_int(session->store, "production") == 0);
  if (!clock_set_zone(store_setting(session->store, "time_zone")))
    return error_set(err, STATUS_STORE,
                     _("time zone '%s' (setting time_zone) is not known to this machine: install tzdata"),
                     store_setting(session->store, "time_zone"));
  if (!call->language_said)
    language_choose(store_setting(session->store, "language"));
  if (!sign_in(call, err))
    return false;
  store_set_dry_run(session->store, call->dry_run); /* not before: a try to sign in counts in any case */
  return true;
}

static bool known_language(const struct parsed *parsed, struct error *err) {
  const char *asked = parsed->globals[GLOBAL_LANG].text;
  return !asked || language_code(asked) || error_set(err, STATUS_USAGE, _("--lang: '%s' is not one of nb, en"), asked);
}

static bool count_words(const struct command *command, const struct parsed *parsed, struct error *err) {
  if ((int)parsed->words.n < command->min_words)
    return error_set(err, STATUS_USAGE, _("something is missing. Usage: vaktrom %s %s"), command->name,
                     command->arguments ? command->arguments : "");
  if (command->max_words >= 0 && (int)parsed->words.n > command->max_words)
    return error_set(err, STATUS_USAGE, _("'%s' is one word too many. Usage: vaktrom %s %s"),
                     parsed->words.at[command->max_words], command->name, command->arguments ? command->arguments : "");
  return true;
}

/* Where the rights of the run are not the caller's, a store of the caller's choice would be one of which the caller is
 * the owner. */
static bool may_name_store(struct invocation *call, bool said, struct error *err) {
  bool by_key = call->as && !environment_is_lent(); /* the line of the key says which */
  return !said || by_key || !sign_in_is_guarded(call) ||
         text_equal(call->store_path, cli_store_path(&call->arena, NULL)) ||
         error_set(err, STATUS_DENIED,
                   _("--db: this run has the rights of the user who owns %s, and opens no other store"),
                   cli_store_path(&call->arena, NULL));
}

/* An owner's files: the session only says whose they are, and ends again. */
static bool start_with_files(struct invocation *call, struct error *err) {
  if (!sign_in_is_guarded(call))
    return true;
  bool may = start_session(call, err) &&
             (call->session.kind == ACCOUNT_OWNER ||
              error_set(err, STATUS_DENIED,
                        _("in this run, which has the rights of the store's owner, only an owner's "
                          "account may do that: %s"),
                        call->command->name));
  store_close(call->session.store);
  call->session = (struct session){0};
  return may;
}

/* Said once in each run, and nothing is refused for it: care goes on. The screen says it itself. */
static void warn_of_clock(struct invocation *call) {
  instant now, written;
  if (!text_equal(call->command->name, "screen") && store_clock_went_back(call->session.store, &now, &written))
    log_warn(_("warning: the clock says %s, but something was written at %s: it was set back, or was wrong then. What "
               "you do is kept, and stands behind that in journal and audit log; set the clock right"),
             instant_words(&call->arena, now), instant_words(&call->arena, written));
}

static bool start_as_needed(struct invocation *call, struct error *err) {
  switch (call->command->needs) {
  case NEEDS_NOTHING:
    return true;
  case NEEDS_STORE:
    if (!start_session(call, err))
      return false;
    warn_of_clock(call);
    return true;
  case NEEDS_FILES:
    return start_with_files(call, err);
  }
  return false;
}

static bool may_run(const struct invocation *call, struct error *err) {
  enum may may = call->command->may;
  return !call->session.store || may == MAY_READ || dispatch_may(&call->session, may, NULL, err);
}

static bool run_command(const struct command *command, const struct parsed *parsed, enum status *status,
                        struct error *err) {
  struct invocation call = {
      .command = command,
      .words = parsed->words.at,
      .n_words = (int)parsed->words.n,
      .json = parsed->globals[GLOBAL_JSON].given,
      .csv = parsed->globals[GLOBAL_CSV].given,
      .dry_run = parsed->globals[GLOBAL_DRY_RUN].given,
      .yes = parsed->globals[GLOBAL_YES].given,
      .user = parsed->globals[GLOBAL_USER].text,
      .as = parsed->globals[GLOBAL_AS].text,
      .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
      .language_said = parsed->globals[GLOBAL_LANG].given || tui_language(),
      .values = parsed->values,
  };
  call.store_path = cli_store_path(&call.arena, parsed->globals[GLOBAL_DB].text);
  bool done = may_name_store(&call, parsed->globals[GLOBAL_DB].given, err) && start_as_needed(&call, err);
  done = done && may_run(&call, err) && named_files_are_open(&call, err) && ids_resolve(&call, err) &&
         command->run(&call, status, err);
  store_close(call.session.store);
  arena_free(&call.arena);
  return done;
}

/* A command that nobody knows: says so, with the nearest name. */
static bool unknown_command(const char *name, struct error *err) {
  VEC(const char *) known = {0};
  for (const struct command *const *command = commands; *command; command++)
    vec_push(&known, (*command)->name);
  const char *near = text_nearest(name, known.at, known.n);
  error_set(err, STATUS_USAGE, _("there is no command '%s'"), name);
  if (near)
    error_add(err, STATUS_USAGE, _("did you mean '%s'?"), near);
  vec_free(&known);
  return error_add(err, STATUS_USAGE, "%s", _("vaktrom --help lists them"));
}

/* The word that names the command: the first that is no option (nor a global option's value). */
static int command_position(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-')
      return i;
    i += options_takes_next(argv[i]);
  }
  return NONE;
}

static const struct command *choose_command(int argc, char **argv, int *at, struct error *err) {
  *at = command_position(argc, argv);
  const char *name = *at != NONE ? argv[*at] : isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) ? "screen" : NULL;
  const struct command *command = name ? command_find(name) : NULL;
  if (!name)
    error_set(err, STATUS_USAGE, "%s", _("name a command (vaktrom --help lists them), or start it on a terminal"));
  else if (!command)
    unknown_command(name, err);
  return command;
}

/* Whether no command is named and one of the words is this option. */
static bool asks_for(int argc, char **argv, const char *option) {
  bool asked = false;
  for (int i = 1; i < argc; i++)
    asked |= text_equal(argv[i], option);
  return asked && command_position(argc, argv) == NONE;
}

/* A door code has a field of its own; none has room for more than a text. */
static bool check_written(const char *word, struct error *err) {
  struct str why = {0};
  bool may = ((text_starts(word, "door_code=") || written_may(word, &why)) && length_may(word, LENGTH_WRITTEN, &why)) ||
             error_set(err, STATUS_USAGE, "%s", str_text(&why));
  str_free(&why);
  return may;
}

/* What a command takes into the store must come back from a CSV file: a word that such a file cannot hold is refused.
 * So is one that holds what nobody may write, be it a file's name, for the journal keeps that. */
static bool check_words(int argc, char **argv, struct error *err) {
  for (int i = 1; i < argc; i++) {
    if (!text_is_plain(argv[i]))
      return error_set(err, STATUS_USAGE, _("'%s' has more than one line, has a control character, or is not UTF-8"),
                       argv[i]);
    if (!check_written(argv[i], err))
      return false;
  }
  return true;
}

/* All words but the program's name and the command's, parsed and run. */
static bool dispatch_words(int argc, char **argv, enum status *status, struct error *err) {
  int at;
  const struct command *command = choose_command(argc, argv, &at, err);
  if (!command)
    return false;
  struct parsed parsed = {0};
  VEC(char *) rest = {0};
  for (int i = 1; i < argc; i++)
    if (i != at)
      vec_push(&rest, argv[i]);
  bool done = options_parse(command, (int)rest.n, rest.at, &parsed, err);
  if (done && parsed.globals[GLOBAL_HELP].given)
    help_command(command);
  else if (done)
    done = known_language(&parsed, err) && count_words(command, &parsed, err) &&
           run_command(command, &parsed, status, err);
  vec_free(&parsed.words);
  vec_free(&rest);
  return done;
}

/* Everything printed must have arrived: a full disk behind a pipe is an error, not a silence. */
static bool flush_output(struct error *err) {
  if (fflush(stdout) == 0 && !ferror(stdout))
    return true;
  return error_set(err, STATUS_INTERNAL, "%s", _("the output could not be written"));
}

/* The lines of an error, which may quote data, safe for a terminal. */
static void print_error(const struct error *err) {
  struct str safe = {0};
  const char *line = err->text ? err->text : "";
  for (size_t length; length = strcspn(line, "\n"), *line; line += length + (line[length] == '\n')) {
    struct str one = {0};
    str_addn(&one, line, length);
    str_add_safe(&safe, str_text(&one));
    str_addc(&safe, '\n');
    str_free(&one);
  }
  fprintf(stderr, "vaktrom: %s", safe.n ? safe.at : "\n");
  str_free(&safe);
}

/* Takes the environment's locale. Where the machine lacks it, as one reached by SSH often does, the terminal behind it
 * is still the UTF-8 one that it names. Numbers in files and JSON never follow it. */
static void use_locale(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  const char *name = NULL;
  for (size_t i = 0; i < COUNT_OF(variables) && text_is_empty(name); i++)
    name = environment_get(variables[i]);
  const char *encoding = name ? strchr(name, '.') : NULL;
  if (!setlocale(LC_ALL, "") && encoding && strncasecmp(encoding, ".utf", strlen(".utf")) == 0)
    setlocale(LC_CTYPE, "C.UTF-8");
  setlocale(LC_NUMERIC, "C");
}

/* In words that were looked up while there was memory to do it. */
static char memory_message[512];

static void on_memory_out(void) {
  ssize_t written = write(STDERR_FILENO, memory_message, strlen(memory_message));
  (void)written;
  _exit(STATUS_INTERNAL);
}

static void prepare_for_memory_out(void) {
  snprintf(
      memory_message, sizeof memory_message, "vaktrom: %s\n",
      _("there is no memory left; a change that was under way is whole or was not made: `vaktrom journal` shows it"));
  mem_on_failure(on_memory_out);
  cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = mem_alloc, .free_fn = free});
}

/* Whether the words may ask for a printer; those of no command open the screen, which has one, too. */
static bool may_print(int argc, char **argv) {
  int at = command_position(argc, argv);
  bool may = at == NONE || text_equal(argv[at], "screen");
  for (int i = 1; i < argc; i++)
    may |= text_starts(argv[i], "--print");
  return may;
}

/* Before anything is read that somebody else wrote. */
static void confine(int argc, char **argv) {
  environment_start();
  if (may_print(argc, argv))
    paper_start_printing();
  confine_program();
}

/* Does what the words say. */
static bool obey(int argc, char **argv, enum status *status, struct error *err) {
  language_choose(first_language(argc, argv));
  prepare_for_memory_out();
  if (asks_for(argc, argv, "--version") || asks_for(argc, argv, "-V"))
    printf("vaktrom %s\n", VAKTROM_VERSION);
  else if (asks_for(argc, argv, "--help") || asks_for(argc, argv, "-h"))
    help_general();
  else
    return clock_start(err) && check_words(argc, argv, err) && dispatch_words(argc, argv, status, err);
  return true;
}

int cli_main(int argc, char **argv) {
  enum status status = STATUS_OK;
  struct error err = {0};
  struct command_line line;
  prepare_for_memory_out(); /* in English, until the language is known */
  confine(argc, argv);
  use_locale();
  bool done = command_line_read(argc, argv, &line, &err) && obey((int)line.words.n, line.words.at, &status, &err);
  done = flush_output(&err) && done;
  if (!done) {
    status = err.status;
    print_error(&err);
  }
  error_clear(&err);
  command_line_free(&line);
  paper_end_printing();
  return (int)status;
}
