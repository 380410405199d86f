/* The travel matrix of a routing service: places by places, turned into rows of the KIND travel. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "import.h"
#include "time_unit.h"
#include "vaktrom/dispatch/may.h"

enum { named_most = 20, minutes_most = 1440 };

struct matrix {
  const struct matrix_request *request;
  struct intake *intake;
  struct csv_table table;   /* as the file has it */
  struct csv_table pairs;   /* rows of the KIND */
  struct map columns, rows; /* ids that the file names */
  size_t unknown;           /* ids that nobody has, passed over */
  size_t without_way;
  struct str named; /* the first pairs without a way */
  size_t counts[minutes_most + 1];
  size_t n;
};

/* --- Places ------------------------------------------------------------------------------------------------------- */

static bool is_place(struct matrix *matrix, const char *id) {
  return intake_find(matrix->intake, kind_find("patients"), id) || intake_find(matrix->intake, kind_find("teams"), id);
}

/* Whether the id of a row (its line) or column (line 1) is taken; an unknown one is a fault, or passed over. */
static bool take_id(struct matrix *matrix, const char *id, size_t line, struct map *taken) {
  const char *file = matrix->table.file;
  if (is_place(matrix, id)) {
    if (!map_set(taken, id, id))
      return true;
    faults_add(&matrix->intake->faults, file, line, id, _("the matrix names it twice"));
  } else if (!matrix->request->ignore_unknown) {
    faults_add(&matrix->intake->faults, file, line, NULL,
               _("there is no patient or team '%s'; --ignore-unknown passes over it"), id);
  } else {
    matrix->unknown++;
  }
  return false;
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

/* What routing services write where there is no way. */
static bool says_no_way(const char *text) {
  static const char *const words[] = {"", "-", "-1", "null", "none", "nan", "inf", "infinity", "x"};
  for (size_t w = 0; w < COUNT_OF(words); w++)
    if (strcasecmp(words[w], text) == 0)
      return true;
  return false;
}

static void note_without_way(struct matrix *matrix, const char *from, const char *to) {
  if (++matrix->without_way <= named_most)
    str_addf(&matrix->named, _("%s%s to %s"), matrix->named.n ? ", " : "", from, to);
}

static void add_cell(struct csv_table *table, const char *text) {
  vec_push(&table->offsets, table->text.n);
  str_add(&table->text, text);
  str_addc(&table->text, '\0');
}

static void add_pair(struct matrix *matrix, size_t line, const char *from, const char *to, int minutes) {
  char number[16];
  snprintf(number, sizeof number, "%d", minutes);
  add_cell(&matrix->pairs, from);
  add_cell(&matrix->pairs, to);
  add_cell(&matrix->pairs, word_token(&words_transport, (int)matrix->request->mode));
  add_cell(&matrix->pairs, number);
  vec_push(&matrix->pairs.lines, line);
  matrix->pairs.n_rows++;
  matrix->counts[minutes]++;
  matrix->n++;
}

static void read_cell(struct matrix *matrix, size_t row, int column) {
  const char *from = csv_cell(&matrix->table, row, 0), *to = csv_header(&matrix->table, column);
  const char *text = csv_cell(&matrix->table, row, column);
  text += strspn(text, " \t");
  double minutes = 0;
  if (text_equal(from, to)) /* within one place there is no way to go */
    return;
  bool no_way = says_no_way(text);
  if (!no_way && !time_unit_read(time_unit_find(matrix->request->unit), text, &minutes))
    faults_add(&matrix->intake->faults, matrix->table.file, csv_line(&matrix->table, row), to,
               _("'%s' is no time in %s (an empty cell = no way)"), text, matrix->request->unit);
  else if (no_way || minutes > minutes_most)
    note_without_way(matrix, from, to);
  else
    add_pair(matrix, csv_line(&matrix->table, row), from, to, (int)minutes);
}

static void read_cells(struct matrix *matrix) {
  static const char *const names[] = {"from", "to", "mode", "minutes"};
  struct csv_table *table = &matrix->table;
  bool *taken = mem_array(bool, (size_t)table->n_columns);
  matrix->pairs = (struct csv_table){.file = mem_strdup(table->file), .delimiter = ',', .n_columns = COUNT_OF(names)};
  for (size_t n = 0; n < COUNT_OF(names); n++)
    add_cell(&matrix->pairs, names[n]);
  for (int c = 1; c < table->n_columns; c++)
    taken[c] = take_id(matrix, csv_header(table, c), 1, &matrix->columns);
  for (size_t r = 0; r < table->n_rows; r++)
    if (take_id(matrix, csv_cell(table, r, 0), csv_line(table, r), &matrix->rows))
      for (int c = 1; c < table->n_columns; c++)
        if (taken[c])
          read_cell(matrix, r, c);
  free(taken);
}

/* --- What is told ------------------------------------------------------------------------------------------------- */

static int middle_minutes(const struct matrix *matrix) {
  size_t seen = 0;
  int minutes = 0;
  while (minutes < minutes_most && (seen += matrix->counts[minutes]) * 2 < matrix->n)
    minutes++;
  return minutes;
}

/* The longest and the middle time show at a glance when the unit is the wrong one. */
static void tell_times(const struct matrix *matrix, struct effects *effects) {
  const char *file = matrix->table.file;
  int longest = minutes_most;
  while (longest > 0 && !matrix->counts[longest])
    longest--;
  effects_add(effects, _("%s: %zu pairs by %s; half of them within %d minutes, the longest %d"), file, matrix->n,
              word_token(&words_transport, (int)matrix->request->mode), middle_minutes(matrix), longest);
  if (matrix->unknown)
    effects_add(effects, _("%s: %zu rows and columns passed over: nobody has such an id"), file, matrix->unknown);
  if (matrix->without_way)
    effects_add(effects,
                _("%s: no way for %zu pairs (%s%s): a time that the store has for them stays, else it is estimated"),
                file, matrix->without_way, str_text(&matrix->named), matrix->without_way > named_most ? ", ..." : "");
}

struct lacking {
  const struct matrix *matrix;
  const struct kind *kind;
  struct str names;
  size_t n, of;
};

static bool look_at_place(void *context, const char *const *cells) {
  struct lacking *lacking = context;
  const char *id = cells[0];
  if (store_row_has_ended(lacking->kind, cells))
    return true;
  lacking->of++;
  if (map_get(&lacking->matrix->rows, id) && map_get(&lacking->matrix->columns, id))
    return true;
  if (++lacking->n <= named_most)
    str_addf(&lacking->names, "%s%s", lacking->names.n ? " " : "", id);
  return true;
}

static bool tell_lacking(const struct matrix *matrix, struct effects *effects, struct error *err) {
  struct lacking lacking = {.matrix = matrix};
  static const char *const places[] = {"teams", "patients"};
  bool done = true;
  for (size_t k = 0; done && k < COUNT_OF(places); k++) {
    lacking.kind = kind_find(places[k]);
    done = store_each_row(matrix->intake->store, lacking.kind, look_at_place, &lacking, err);
  }
  if (done && lacking.n)
    effects_add(
        effects,
        _("%s lacks %zu of %zu teams and active patients, whose times are estimated from the coordinates: %s%s"),
        matrix->table.file, lacking.n, lacking.of, str_text(&lacking.names), lacking.n > named_most ? " ..." : "");
  str_free(&lacking.names);
  return done;
}

/* --- Importing ---------------------------------------------------------------------------------------------------- */

static void free_matrix(struct matrix *matrix) {
  csv_table_free(&matrix->table);
  csv_table_free(&matrix->pairs);
  map_free(&matrix->columns);
  map_free(&matrix->rows);
  str_free(&matrix->named);
}

bool exchange_import_matrix(struct session *session, const struct matrix_request *request, struct effects *effects,
                            struct error *err) {
  if (!dispatch_may(session, MAY_RECORD, NULL, err))
    return false;
  struct intake intake;
  struct matrix matrix = {.request = request, .intake = &intake};
  intake_start(&intake, session->store);
  if (csv_read_matrix(request->file, &matrix.table, &intake.faults))
    read_cells(&matrix);
  if (!intake.faults.n)
    batch_take(&intake, kind_find("travel"), &matrix.pairs);
  const char *label =
      said(&intake.arena, "imported %s from %s", said_text(&intake.arena, kind_find("travel")->plural), request->file);
  bool done = intake_put(&intake, session, label, &(struct intake_manner){0}, effects, err);
  if (done) {
    tell_times(&matrix, effects);
    done = tell_lacking(&matrix, effects, err);
  }
  free_matrix(&matrix);
  intake_free(&intake);
  return done;
}
