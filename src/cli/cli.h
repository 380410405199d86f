/*
 * cli: one file per command (or family of commands), each with one `const struct command`; commands.c names them all.
 * Positional arguments and options are parsed before run(); a family ("queue take ID") has one command whose first
 * word is the action.
 */
#ifndef VAKTROM_CLI_CLI_H
#define VAKTROM_CLI_CLI_H

#include <cjson/cJSON.h>

#include "vaktrom/dispatch/may.h"

/* --- Options --- */

enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_INTEGER, OPTION_REAL, OPTION_DATE, OPTION_TIME, OPTION_WORD };

/* One option of a command: `--name VALUE`. The global ones (--db, --json, --csv, --lang, --dry-run, --yes, --help) are
 * read by main and stand in struct invocation. */
struct option_spec {
  const char *name;  /* without the dashes */
  const char *value; /* what the help calls the value; NULL for a flag; "[PRINTER]": it may lack, and is then "" */
  enum option_type type;
  const struct words *words; /* of an OPTION_WORD */
  const char *help;
};

/* What a command was called with, already checked against its table. */
struct invocation {
  const struct command *command;
  struct session session;   /* store NULL for a command that needs none */
  const char *const *words; /* the positional arguments */
  int n_words;
  bool json, csv, dry_run, yes;
  bool terminal;                     /* standard input and output are one */
  bool language_said;                /* by --lang or the person's configuration: the base's does not count */
  const struct option_value *values; /* in the order of command->options */
  const char *user;                  /* --user: who signs in by password; NULL */
  const char *as;                    /* whom the forced command of an SSH key names; NULL */
  const char *store_path;            /* what --db, $VAKTROM_DB or the XDG folders name */
  struct arena arena;                /* freed after run */
};
struct option_value {
  bool given;
  const char *text;
  int64_t integer; /* OPTION_INTEGER, OPTION_DATE, OPTION_TIME (wall minutes), OPTION_WORD (code) */
  double real;
};
/* The value of an option by its name; one that was not given has given == false. */
const struct option_value *option(const struct invocation *call, const char *name);
const char *option_text(const struct invocation *call, const char *name); /* NULL when not given */
date option_date(const struct invocation *call, const char *name, date fallback);
int64_t option_integer(const struct invocation *call, const char *name, int64_t fallback);
double option_real(const struct invocation *call, const char *name, double fallback);
int option_word(const struct invocation *call, const char *name, int fallback);

/* --- Commands --- */

enum command_need {
  NEEDS_NOTHING,
  NEEDS_STORE, /* opened, the session signed in, before run is called */
  NEEDS_FILES, /* no session; but where the rights of the run are not the caller's, that must be an owner */
};

struct command {
  const char *name;
  const char *arguments;             /* for the usage line: "VISIT --to LIST [--at POS] [--pin]" */
  const char *summary;               /* one line */
  const char *details;               /* further lines of --help, or NULL */
  void (*more_help)(void);           /* prints what --help says at the end, or NULL */
  const struct option_spec *options; /* ends with a NULL name; NULL = none */
  int min_words, max_words;          /* positional arguments; max -1 = any number */
  enum command_need needs;
  enum may may; /* what one must be permitted somewhere to run it; MAY_READ = nothing: what it does asks by itself */
  const char *group; /* under which the general help lists it: a title of command_groups */
  /* Does the work; returns the exit status (STATUS_OK or STATUS_NEEDS_PERSON), or sets the error. */
  bool (*run)(struct invocation *call, enum status *status, struct error *err);
};
/* Each cmd_*.c defines `const struct command command_NAME` and has its line in commands.c. Ends with NULL. */
extern const struct command *const commands[];
const struct command *command_find(const char *name); /* NULL when there is none */

/* The groups of the commands, in the order of the general help; each has a manual page. Ends with a NULL title. */
struct command_group {
  const char *title;   /* command.group */
  const char *page;    /* of the manual, without "vaktrom-" */
  const char *summary; /* one line */
};
extern const struct command_group command_groups[];

/* What the program's exit statuses mean (enum status). Ends with a NULL meaning. */
struct status_meaning {
  enum status status;
  const char *meaning;
};
extern const struct status_meaning status_meanings[];

/* --- What main calls --- */

/* The whole program: reads the arguments, opens the store, runs the command (or the screen), prints the error. Returns
 * the exit status. */
int cli_main(int argc, char **argv);
/* The path of the store that --db, $VAKTROM_DB or the XDG folders name; owned by the arena. */
const char *cli_store_path(struct arena *arena, const char *given);
/* The operating-system user who runs the program; owned by the arena. */
const char *cli_os_user(struct arena *arena);
/* Whether that is no person, but a user whom the system or a package made (uid below 1000, and not root). */
bool cli_is_system_user(void);
/* The general help, the help of one command, and that of a group of them, on standard output. */
void help_general(void);
void help_command(const struct command *command);
void help_group(const struct command_group *group);

/* --- Output --- */

/* Prints one line in which control characters that came with data are neutralised (str_add_safe). */
void print_safe(const char *line);
/* Prints the document, what would steer a terminal as \uXXXX, and frees it. */
void print_json(cJSON *document);
/* Prints JSON that is text already, likewise. */
void print_json_text(const char *text);
/* Prints the effects of a change as text or, with --json, as {"changed": [...]}; frees it. */
void print_effects(const struct invocation *call, struct effects *effects);
/* A table on standard output: headers once, then rows; columns are padded to their widest cell, which a terminal
 * that is too narrow for it gets cut, with a …. With --csv it is CSV, and never cut.
 */
struct table;
struct table *table_new(const char *const *headers, int n_columns);
void table_align_right(struct table *table, int column);
void table_cell(struct table *table, const char *format, ...) VK_PRINTF(2, 3); /* row after row, left to right */
void table_print(struct table *table, bool csv);                               /* prints and frees */
void table_free(struct table *table);

/* Prints and frees both: the array with --json, else the table. */
void print_records(const struct invocation *call, struct table *table, cJSON *array);
/* A cell that is in CSV what its language writes otherwise for people. */
void table_cell_shown(struct table *table, const char *csv, const char *shown);
/* The token in CSV, the label for people; a text of the program marked with N_(), in English in CSV. */
void table_cell_word(struct table *table, const struct words *words, int code);
void table_cell_said(struct table *table, const char *text);
void table_cell_date(struct table *table, date on); /* empty for DATE_NONE */
/* A cell with an instant as people read it, "2026-03-04 12:00"; empty for INSTANT_NONE. */
void table_cell_instant(struct table *table, instant at);

/* cJSON pieces in the contract's forms: null where there is nothing. */
void json_text(cJSON *object, const char *key, const char *text);
void json_date(cJSON *object, const char *key, date d);
void json_time(cJSON *object, const char *key, date d, minute m);
void json_instant(cJSON *object, const char *key, instant at);
void json_integer(cJSON *object, const char *key, int64_t value);

#endif
