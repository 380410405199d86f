/*
 * exchange: CSV files in and out, the base as a folder of them, and the problem folders of `solve`.
 *
 *   bytes --decode--> UTF-8 --libcsv--> struct csv_table --kind by kind--> checked rows --> store
 *
 * Every fault of every file is collected (struct faults) before anything is said, and nothing is changed while there is
 * one. Source of the forms: interface.md, CSV.
 */
#ifndef VAKTROM_EXCHANGE_H
#define VAKTROM_EXCHANGE_H

#include "vaktrom/balance.h"
#include "vaktrom/dispatch.h"

/* --- Faults of files
 * ---------------------------------------------------------------------------------------------------- */

#define FAULTS_SHOWN 50

/* What is wrong with some files: the first FAULTS_SHOWN in words, and how many there are. `struct faults f = {0};` */
struct faults {
  struct str text; /* one line each */
  size_t n;
};
/* Adds "file:line: column 'name': what"; line 0 and column NULL are left out. */
void faults_add(struct faults *faults, const char *file, size_t line, const char *column, const char *format, ...)
    VK_PRINTF(5, 6);
/* True when there is no fault; else sets the error (STATUS_INPUT, every line and "and N more"). */
VK_NODISCARD bool faults_none(const struct faults *faults, struct error *err);
void faults_free(struct faults *faults);

/* --- Reading CSV
 * -------------------------------------------------------------------------------------------------------- */

/* Limits, generous and stated (man page, messages). */
#define CSV_CELL_MAX ((size_t)64 * 1024)         /* bytes of one cell, as UTF-8 */
#define CSV_ROWS_MAX ((size_t)2000000)           /* rows of one file */
#define CSV_FILE_MAX ((size_t)512 * 1024 * 1024) /* bytes of one file */
#define CSV_COLUMNS_LIMIT 256
#define CSV_MATRIX_LIMIT 1401 /* of a travel matrix: its pairs stay within CSV_ROWS_MAX */

/* A file as a table of texts: UTF-8, no NUL, every row as long as the header. Rows whose cells are all blank are left
 * out. Owns its memory. */
struct csv_table {
  char *file; /* as messages name it */
  char delimiter;
  int n_columns;
  size_t n_rows;
  struct str text;     /* all cells, header first, each ended by a NUL */
  VEC(size_t) offsets; /* of each cell in text: header, then row by row */
  VEC(size_t) lines;   /* of each row: the line in the file on which it begins, from 1 */
};
/* Reads a file: delimiter , ; or tab as on its header row; UTF-8 with or without BOM, or Windows-1252. Rows of a wrong
 * length are faults and left out; a fault that hides the rest of the file (quotes, bytes, limits) ends the reading.
 * Returns false when there is no header to go on with; true says nothing about faults. Free the table either way. */
bool csv_read(const char *path, struct csv_table *out, struct faults *faults);
/* The same for a table of places by places, whose first header cell may be empty. */
bool csv_read_matrix(const char *path, struct csv_table *out, struct faults *faults);
/* csv_read() from memory; `name` stands in messages. */
bool csv_read_bytes(const char *name, const char *bytes, size_t size, struct csv_table *out, struct faults *faults);
void csv_table_free(struct csv_table *table);
const char *csv_header(const struct csv_table *table, int column);
/* The column of that header name, or NONE. */
int csv_column(const struct csv_table *table, const char *name);
/* The cell; "" for column NONE, so that an optional column needs no question. Rows from 0. */
const char *csv_cell(const struct csv_table *table, size_t row, int column);
size_t csv_line(const struct csv_table *table, size_t row);

/* --- Writing CSV
 * -------------------------------------------------------------------------------------------------------- */

/* Rows of cells on a stream or in memory: comma and point, or what a Norwegian Excel reads. Quotes only where needed.
 */
struct csv_writer {
  struct str *out;
  bool excel; /* semicolon, BOM, decimal comma */
  bool in_row;
};
void csv_write_start(struct csv_writer *writer, struct str *out, bool excel); /* adds the BOM for excel */
void csv_write_cell(struct csv_writer *writer, const char *text);             /* NULL = empty */
/* Free text: guarded, so that a spreadsheet does not take it for a formula. */
void csv_write_free_text(struct csv_writer *writer, const char *text);
/* A number in canonical form, with the decimal sign of the writer. */
void csv_write_number(struct csv_writer *writer, const char *number);
void csv_write_end_row(struct csv_writer *writer);
/* What reading gives back for a free text as written: without the guard. A pointer into `text`. */
const char *csv_unguard(const char *text);

/* --- KINDs in and out
 * --------------------------------------------------------------------------------------------------- */

struct import_request {
  const char *kind; /* NULL: each file is named by its KIND (KIND.csv), as `import --all` does */
  const char *const *files;
  int n_files;
  const char *folder;  /* where a map's own files lie; NULL = none */
  const char *map;     /* the file that says how another system's files are read (--map); NULL = none */
  bool replace;        /* ends the rows that the files lack */
  bool ignore_unknown; /* columns that no KIND has are passed over */
};
/* Imports all or nothing in one transaction, of rows that are within the session's reach: of one KIND (request->kind).
 * STATUS_DENIED else, with file, row, column and who may; `replace` leaves what is outside. The effects have one line
 * per file: what was added, changed, ended. A dry run is the store's (store_set_dry_run). */
VK_NODISCARD bool exchange_import(struct session *session, const struct import_request *request,
                                  struct effects *effects, struct error *err);
/* Imports the travel times of a routing service: a matrix whose first row and column are ids of patients and teams, a
 * row the place one leaves. Cells in seconds or minutes become whole minutes, rounded up; an empty cell (or -, null,
 * inf, -1, more than a day) is a pair without a way, told and left out. The effects also say which active patients and
 * teams the matrix lacks. */
struct matrix_request {
  const char *file;
  const char *unit; /* "s" or "min" */
  enum transport mode;
  bool ignore_unknown; /* ids that nobody has are passed over */
};
VK_NODISCARD bool exchange_import_matrix(struct session *session, const struct matrix_request *request,
                                         struct effects *effects, struct error *err);
/* For the owner alone: imports every KIND.csv of request->folder, and the files that a map names. Into a store without
 * teams, the folder's tasks and criteria take the place of the default ones, so that what export_all wrote comes back
 * as it was. */
VK_NODISCARD bool exchange_import_all(struct session *session, const struct import_request *request,
                                      struct effects *effects, struct error *err);
/* The criteria of a file, with the checks of import, for a preview: the store stays as it was. The caller frees them.
 */
VK_NODISCARD bool exchange_read_criteria(struct session *session, const char *path, struct code_table *codes,
                                         struct criteria **out, struct error *err);
/* Adds the rows of a KIND that the session may have; the effects say how many it may not, and who may have all.
 * STATUS_DENIED where the KIND is not for it at all. The audit notes who took out what tells of patients, and where
 * to. */
struct export_request {
  const struct kind *kind;
  enum export_form { EXPORT_CSV, EXPORT_EXCEL, EXPORT_JSON } form;
  const char *to; /* the file that will hold it; NULL = it is shown */
};
VK_NODISCARD bool exchange_export(struct session *session, const struct export_request *request, struct str *out,
                                  struct effects *effects, struct error *err);
/* Writes every KIND to FOLDER/KIND.csv; makes the folder. For the owner alone. */
VK_NODISCARD bool exchange_export_all(struct session *session, const char *folder, bool excel, struct effects *effects,
                                      struct error *err);
/* The same of a store that nobody works in: what was rescued. */
VK_NODISCARD bool exchange_write_out(struct store *store, const char *folder, bool excel, struct effects *effects,
                                     struct error *err);
/* Adds a worker's shifts of some dates as iCalendar (RFC 5545): times in UTC, team and place, no patient; shifts on
 * which the worker is away are cancelled ones. *n = how many. */
struct ical_request {
  const char *staff;
  date from, until; /* inclusive; DATE_NONE = open */
};
/* One's own shifts are one's own; else STATUS_DENIED to who does not keep the worker's records. */
VK_NODISCARD bool exchange_may_ical(const struct session *session, const char *staff, struct error *err);
VK_NODISCARD bool exchange_ical(struct store *store, const struct ical_request *request, struct str *out, size_t *n,
                                struct error *err);
/* Writes a file whole or not at all (a new file beside it, then renamed). STATUS_INPUT when it cannot be written. */
VK_NODISCARD bool exchange_write_file(const char *path, const struct str *text, struct error *err);

/* --- One record by hand
 * ------------------------------------------------------------------------------------------------- */

/* The canonical text of what a person wrote in a cell of the column (the arena's, or `text` itself), or NULL with the
 * reason added to `why`: the check of one cell that import, new and edit make, for a form that checks as one types. */
const char *cell_parse(const struct column *column, const char *text, struct arena *arena, struct str *why);

enum record_deed { RECORD_NEW, RECORD_EDIT, RECORD_END };
/* Whether the session may keep such a record: one of a team, a patient or a worker in its reach, or, where the row is
 * of nobody, the unit's. `cells` in the order of the kind's columns. */
VK_NODISCARD bool exchange_may_record(const struct session *session, const struct kind *kind, const char *const *cells,
                                      struct error *err);
/* new, edit or end of a row of a KIND: `key` = its key cells separated by one space (or a comma); assignments are
 * "column=value" with the checks of import. */
VK_NODISCARD bool exchange_record(struct session *session, enum record_deed deed, const struct kind *kind,
                                  const char *key, const char *const *assignments, int n, struct effects *effects,
                                  struct error *err);

/* --- What looks like a slip
 * ------------------------------------------------------------------------------------------ */

/* What is known of where the teams work, to look at patients' places with: import warns of these, and a form does
 * before it is saved. Free it; reads once, asks nothing more of the store. */
struct place_check;
VK_NODISCARD bool place_check_read(struct store *store, struct place_check **out, struct error *err);
/* Adds one line (ended by a newline) for each thing that looks wrong in a patient's cells, which are in the KIND's
 * order (NULL = not said): an area that no team serves, no position, one more than 100 km from the base. */
void place_check_tell(const struct place_check *check, const char *const *cells, struct str *out);
void place_check_free(struct place_check *check); /* NULL is fine */

/* --- A new store
 * -------------------------------------------------------------------------------------------------------- */

struct init_file {
  const char *kind, *text; /* a CSV file of that KIND */
};
struct init_request {
  const char *path;    /* of the store */
  const char *os_user; /* who owns it */
  const char *service; /* the system user whose file it is, where that is another one: gets a service's account */
  bool demo;           /* the demonstration base, its dates moved so that it is about today */
  const char *folder;  /* imported as by import --all; NULL = none */
  const struct init_file *files;
  int n_files;
  const char *language;    /* of the base: what runs without a person (the night) speaks it; NULL = as the locale */
  bool production;         /* a real base: $VAKTROM_NOW does not move its clock */
  const char *owner_staff; /* the worker as whom the owner acts, from `files`; NULL = none */
};
/* Makes a store with settings, the default tasks and criteria, the owner's account and what the request says. On
 * failure, or when a signal asks the program to end meanwhile, the file is gone again. */
VK_NODISCARD bool exchange_init(const struct init_request *request, struct effects *effects, struct error *err);

/* --- Problem folders (problem.c)
 * ------------------------------------------------------------------------------------------ */

/* One file of a problem folder. */
struct folder_file {
  const char *name;
  bool optional;
  const char *required; /* columns, separated by one space, in the order of writing */
  const char *extra;    /* columns that may be missing, likewise; NULL */
};
extern const struct folder_file *const problem_files[]; /* ends with NULL */

/* Reads the problem folder of `solve` and finishes the problem; problem_free() it. Every fault has its file, row and
 * column where it has one. */
VK_NODISCARD bool problem_read_dir(const char *folder, struct problem **out, struct error *err);
/* Writes a finished problem as such a folder; makes the folder. */
VK_NODISCARD bool problem_write_dir(const struct problem *problem, const char *folder, struct error *err);
/* Makes a folder, and those above it, unless they are there; new ones are for their owner only. */
VK_NODISCARD bool exchange_make_folder(const char *folder, struct error *err);

/* Makes the folder likewise, and says before long work begins when no file could be written there. */
VK_NODISCARD bool exchange_folder_ready(const char *folder, struct error *err);

/* Plans (plan.c): plan.csv, rounds.csv, unassigned.csv, summary.json in a folder, which is made; or all of it as one
 * JSON document, which the caller frees. */
VK_NODISCARD bool plan_write_dir(const struct problem *problem, const struct plan *plan, const char *folder,
                                 struct error *err);
char *plan_json(const struct problem *problem, const struct plan *plan);
/* Why a visit is unassigned, list by list, as one line of text: "c3: skill s2 is missing (with it, it fits); ..." */
void plan_reason_text(const struct problem *problem, const struct plan *plan, int visit, struct str *out);

#endif
