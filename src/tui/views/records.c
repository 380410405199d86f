/*
 * Records: every KIND of the store as a list that can be searched, filtered, looked at and changed. One view for all of
 * them, another two that begin with patients and with staff. Cells are read once and shown only where somebody looks.
 */
#include "tui/views/records.h"

#include <stdlib.h>
#include <string.h>

#include "tui/views/views.h"
#include "tui/widgets/detail.h"

enum { detail_rows = 6, key_importance = 1000, name_importance = 900, required_importance = 500 };

/* The view's state. Without a kind it is the list of KINDs. */
struct records {
  struct screen_table list;
  const struct screen *screen; /* for names */
  const struct kind *kind;
  struct record_rows rows;
  struct table_column columns[TABLE_COLUMNS_MAX];
  bool looking; /* at one row, over the whole view */
  int first;    /* row of the details that is shown first */
  char marked[ID_SIZE * 2];
};

static struct records *records_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static bool keep_row(void *context, const char *const *cells) {
  struct record_rows *rows = context;
  int n = kind_n_columns(rows->kind);
  const char **kept = arena_alloc(&rows->arena, (size_t)n * sizeof *kept);
  struct str key = {0};
  for (int c = 0; c < n; c++) {
    kept[c] = *cells[c] ? arena_strdup(&rows->arena, cells[c]) : "";
    if (rows->kind->columns[c].flags & COLUMN_KEY)
      str_addf(&key, key.n ? " %s" : "%s", cells[c]);
  }
  vec_push(&rows->cells, kept);
  vec_push(&rows->keys, arena_strdup(&rows->arena, str_text(&key)));
  str_free(&key);
  rows->more = rows->cells.n == RECORDS_MAX;
  return !rows->more;
}

bool record_rows_read(struct store *store, const struct kind *kind, struct record_rows *out, struct error *err) {
  *out = (struct record_rows){.kind = kind};
  if (store_each_row(store, kind, keep_row, out, err))
    return true;
  record_rows_free(out);
  return false;
}

void record_rows_free(struct record_rows *rows) {
  vec_free(&rows->cells);
  vec_free(&rows->keys);
  arena_free(&rows->arena);
}

/* --- Cells ------------------------------------------------------------------------------------------------------- */

static void add_words(const struct words *words, const char *text, struct str *out) {
  struct arena arena = {0};
  bool first = true;
  for (const char *word; (word = arena_word(&arena, &text)); first = false) {
    int code = word_code(words, word);
    str_addf(out, first ? "%s" : ", %s", code == NONE ? word : _(word_label(words, code)));
  }
  arena_free(&arena);
}

static const char *name_of(const struct screen *screen, const struct column *column, const char *id) {
  if (text_equal(column->ref, "patients"))
    return screen_patient_name(screen, id);
  return text_equal(column->ref, "staff") ? screen_staff_name(screen, id) : "";
}

/* Codes that are no enumeration, in words: skills, what a need is called, the task's name. False where it is no code.
 */
static bool add_code(const struct screen *screen, const struct column *column, const char *text, struct str *out) {
  int task =
      text_equal(column->ref, "tasks") && column->type == COLUMN_REF ? day_find_task(screen->data.day, text) : NONE;
  if (text_equal(column->name, "skills") || text_equal(column->name, "second_skills"))
    skills_describe(text, out);
  else if (text_equal(column->name, "code"))
    str_add(out, need_label(text));
  else if (task != NONE)
    str_add(out, screen->data.day->tasks[task].name);
  else
    return false;
  return true;
}

static void add_number(const char *text, struct str *out) {
  size_t whole = strcspn(text, ".");
  str_addn(out, text, whole);
  if (text[whole])
    str_addf(out, "%s%s", C_("decimal", "."), text + whole + 1);
}

void add_cell(const struct screen *screen, const struct column *column, const char *text, struct str *out) {
  if (column->words) {
    add_words(column->words, text, out);
    return;
  }
  if (add_code(screen, column, text, out))
    return;
  if (column->type == COLUMN_REAL) {
    add_number(text, out);
    return;
  }
  instant at;
  date on;
  if (column->type == COLUMN_INSTANT && instant_parse(text, &at)) {
    struct arena arena = {0};
    str_add(out, instant_words(&arena, at));
    arena_free(&arena);
    return;
  }
  if (column->type == COLUMN_DATE && date_parse(text, &on)) {
    char shown[DATE_SIZE];
    date_show(on, shown);
    str_add(out, shown);
    return;
  }
  str_add(out, text);
  const char *name = column->type == COLUMN_REF && *text ? name_of(screen, column, text) : "";
  if (!text_is_empty(name) && !text_equal(name, text))
    str_addf(out, " %s", name);
}

static const char *row_id(void *context, int row) {
  return ((struct records *)context)->rows.keys.at[row];
}

static bool is_closed(const struct records *records, int row) {
  const struct day *day = records->screen->data.day;
  int patient = day_find_patient(day, records->rows.keys.at[row]);
  return patient != NONE && day->patients[patient].closed;
}

/* What a list of patients leaves out: how one gets in (the patient's own view shows it and writes down who looked), and
 * of a protected patient all that tells who or where it is, as of one about whom the person may not read. The record's
 * form has it for those who keep the record. */
static bool is_left_out(const struct records *records, int row, int column) {
  static const char *const telling[] = {"name", "address", "lat", "lon", "area", "phone", "access", "important"};
  const struct kind *kind = records->kind;
  const char *const *cells = records->rows.cells.at[row];
  const char *name = kind->columns[column].name;
  if (!text_equal(kind->name, "patients"))
    return false;
  if (text_equal(name, "door_code"))
    return true;
  for (size_t i = 0; i < COUNT_OF(telling); i++)
    if (text_equal(name, telling[i]))
      return text_equal(cells[kind_column(kind, "protected")], "yes") || is_closed(records, row);
  return false;
}

static void add_shown_cell(const struct records *records, int row, int column, struct str *out) {
  const char *const *cells = records->rows.cells.at[row];
  if (!is_left_out(records, row, column))
    add_cell(records->screen, &records->kind->columns[column], cells[column], out);
  else if (!text_is_empty(cells[column]))
    str_add(out, is_closed(records, row) ? _("(hidden)") : _("(protected)"));
}

static void row_cell(void *context, int row, int column, struct str *out) {
  add_shown_cell(context, row, column, out);
}

static enum colour_role row_role(void *context, int row) {
  const struct records *records = context;
  return store_row_has_ended(records->kind, records->rows.cells.at[row]) ? COLOUR_DIM : COLOUR_PLAIN;
}

/* FNV-1a over the cells as they are stored. */
static uint64_t row_fingerprint(void *context, int row) {
  const struct records *records = context;
  uint64_t hash = UINT64_C(14695981039346656037);
  for (int c = 0; records->kind->columns[c].name; c++)
    for (const char *at = records->rows.cells.at[row][c];; at++) {
      hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
      if (!*at)
        break;
    }
  return hash;
}

/* --- The list of KINDs ------------------------------------------------------------------------------------------- */

static const struct table_column kind_columns[] = {
    {.title = N_("records"), .width = 20, .least = 12, .importance = 2},
    {.title = N_("one of them"), .width = 30, .least = 12, .importance = 1},
};

static const char *kind_id(void *context, int row) {
  (void)context;
  return kinds[row].name;
}

static void kind_cell(void *context, int row, int column, struct str *out) {
  (void)context;
  str_add(out, column ? _(kinds[row].singular) : _(kinds[row].plural));
}

static void read_kinds(struct records *records) {
  struct table_source source = {.context = records, .id = kind_id, .cell = kind_cell};
  while (kinds[source.n].name)
    source.n++;
  table_load(&records->list.table, &source, true);
}

/* --- Columns ----------------------------------------------------------------------------------------------------- */

static int width_of(const struct column *column) {
  switch (column->type) {
  case COLUMN_TEXT:
    return 24;
  case COLUMN_REF:
    return text_equal(column->ref, "patients") || text_equal(column->ref, "staff") ? 24 : 8;
  case COLUMN_DATE:
    return DATE_SIZE - 1;
  case COLUMN_INSTANT:
    return 16;
  case COLUMN_TIME:
    return TIME_SIZE - 1;
  case COLUMN_INTEGER:
  case COLUMN_REAL:
  case COLUMN_YES_NO:
    return 6;
  case COLUMN_WORD:
    return 14;
  default:
    return 12;
  }
}

static int importance_of(const struct column *column, int at) {
  if (column->flags & COLUMN_KEY)
    return key_importance - at;
  if (text_equal(column->name, "name"))
    return name_importance;
  return (column->flags & COLUMN_REQUIRED ? required_importance : 0) - at;
}

static void start_columns(struct records *records) {
  int n = kind_n_columns(records->kind);
  for (int c = 0; c < n; c++) {
    const struct column *column = &records->kind->columns[c];
    const char *title = column_label(column->name);
    int width = width_of(column), title_width = text_width(title);
    width = title_width > width ? title_width : width;
    records->columns[c] = (struct table_column){.title = title,
                                                .width = width,
                                                .least = width < 12 ? width : 12,
                                                .importance = importance_of(column, c),
                                                .right = column->type == COLUMN_INTEGER || column->type == COLUMN_REAL};
  }
  table_start(&records->list.table, records->columns, n);
}

/* --- The view ---------------------------------------------------------------------------------------------------- */

static void open_kind(struct screen *screen, const struct kind *kind) {
  struct records *records = records_of(screen);
  records->screen = screen;
  records->kind = kind;
  if (kind)
    start_columns(records);
  else
    table_start(&records->list.table, kind_columns, (int)COUNT_OF(kind_columns));
}

static void open_records(struct screen *screen) {
  const char *subject = screen_subject(screen);
  open_kind(screen, subject ? kind_find(subject) : NULL);
}

static void open_patients(struct screen *screen) {
  open_kind(screen, kind_find("patients"));
}

static void open_staff(struct screen *screen) {
  open_kind(screen, kind_find("staff"));
}

static void read_records(struct screen *screen) {
  struct records *records = records_of(screen);
  struct record_rows rows;
  struct error err = {0};
  if (!records->kind) {
    read_kinds(records);
    return;
  }
  if (!record_rows_read(screen->session->store, records->kind, &rows, &err)) {
    screen_say_error(screen, &err);
    return;
  }
  record_rows_free(&records->rows);
  records->rows = rows;
  const struct table_source source = {.context = records,
                                      .n = (int)rows.cells.n,
                                      .id = row_id,
                                      .cell = row_cell,
                                      .role = row_role,
                                      .fingerprint = row_fingerprint};
  table_load(&records->list.table, &source, screen->own_change);
}

static void focus_records(struct screen *screen) {
  struct records *records = records_of(screen);
  const char *subject = screen_subject(screen);
  if (subject && !table_go_id(&records->list.table, subject))
    screen_say(screen, COLOUR_NOTICE, _("'%s' is not in this list"), subject);
}

/* Draws the marked row's columns that are filled; returns how many rows all of them take. */
static int draw_row_detail(const struct records *records, int row, int top, int rows, int first) {
  struct arena arena = {0};
  VEC(struct detail_line) lines = {0};
  for (int c = 0; records->kind->columns[c].name; c++) {
    struct str text = {0};
    add_shown_cell(records, row, c, &text);
    if (text.n)
      vec_push(&lines, (struct detail_line){.label = column_label(records->kind->columns[c].name),
                                            .text = arena_strdup(&arena, str_text(&text))});
    str_free(&text);
  }
  int used = detail_draw(lines.at, (int)lines.n, first, top, 1, rows, terminal_columns() - 1);
  vec_free(&lines);
  arena_free(&arena);
  return used;
}

static void draw_look(struct screen *screen, struct records *records, int row, int top, int rows) {
  char edit[KEY_NAME_SIZE];
  int used = draw_row_detail(records, row, top + 2, rows - 2, records->first);
  if (records->first > 0 && records->first >= used - (rows - 2))
    records->first = used > rows - 2 ? used - (rows - 2) : 0;
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false, _("%s %s: %s changes it, esc goes back"),
                _(records->kind->singular), records->rows.keys.at[row], screen_key_name(screen, ACTION_EDIT, edit));
  screen->cursor_row = top;
  screen->cursor_column = 1;
}

static void draw_records(struct screen *screen, int top, int rows) {
  struct records *records = records_of(screen);
  struct table *table = &records->list.table;
  char new[KEY_NAME_SIZE], empty[200];
  int row = records->kind ? table_row(table) : NONE;
  if (records->looking && row != NONE) {
    draw_look(screen, records, row, top, rows);
    return;
  }
  snprintf(empty, sizeof empty, _("There is no %s yet; %s makes the first one."),
           records->kind ? _(records->kind->singular) : "", screen_key_name(screen, ACTION_NEW, new));
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                records->rows.more ? _("%s (only the first %d rows; vaktrom export shows all)") : "%s",
                records->kind ? _(records->kind->plural) : _("What do you want to look at?"), RECORDS_MAX);
  int below = row != NONE && rows > 2 * detail_rows ? detail_rows : 0;
  screen_table_draw(screen, &records->list, top + 1, rows - 1 - below, empty);
  if (below) {
    terminal_line(top + rows - below, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
    draw_row_detail(records, row, top + rows - below + 1, below - 1, 0);
  }
}

/* --- What one does ----------------------------------------------------------------------------------------------- */

static void scroll_look(struct records *records, enum action action) {
  int step = terminal_rows() / 2;
  records->first += action == ACTION_UP          ? -1
                    : action == ACTION_DOWN      ? 1
                    : action == ACTION_PAGE_UP   ? -step
                    : action == ACTION_PAGE_DOWN ? step
                                                 : 0;
  if (records->first < 0)
    records->first = 0;
}

static void open_row(struct screen *screen, struct records *records) {
  int row = table_row(&records->list.table);
  if (row == NONE)
    return;
  if (screen_view(screen)->id == VIEW_PATIENTS && views[VIEW_PATIENT]) {
    screen_open_view(screen, VIEW_PATIENT, records->rows.keys.at[row]);
  } else if (records->kind) {
    records->looking = true;
    records->first = 0;
  } else
    screen_open_view(screen, VIEW_RECORDS, kinds[row].name);
}

/* The key after the greatest, "P549" after P548: where all keys are letters that they share and a number. NULL = there
 * is no such order in them. */
static const char *next_key(const struct records *records, struct arena *arena) {
  const char *greatest = NULL;
  size_t letters = 0;
  long most = -1;
  for (size_t i = 0; i < records->rows.keys.n; i++) {
    const char *key = records->rows.keys.at[i];
    size_t length = strcspn(key, "0123456789");
    bool numbered = key[length] && strlen(key + length) <= 9 && !key[length + strspn(key + length, "0123456789")];
    if (!numbered || (greatest && (length != letters || strncmp(key, greatest, length) != 0)))
      return NULL;
    long number = strtol(key + length, NULL, 10);
    if (number > most)
      greatest = key, letters = length, most = number;
  }
  return greatest ? arena_printf(arena, "%.*s%0*ld", (int)letters, greatest, (int)strlen(greatest + letters), most + 1)
                  : NULL;
}

/* The one with the greatest number, of a KIND whose ids the program gives; "" where it has no rows. */
static const char *newest_key(const struct records *records) {
  const char *newest = "";
  for (size_t i = 0; i < records->rows.keys.n; i++) {
    const char *key = records->rows.keys.at[i];
    size_t length = strlen(key), most = strlen(newest);
    if (length > most || (length == most && strcmp(key, newest) > 0))
      newest = key;
  }
  return newest;
}

/* The mark goes to the new row. */
static void make_row(struct screen *screen, struct records *records) {
  struct arena arena = {0};
  struct str made = {0};
  if (record_new(screen, records->kind, &(struct record_offer){.key = next_key(records, &arena)}, &made))
    table_expect(&records->list.table, made.n ? str_text(&made) : newest_key(records));
  str_free(&made);
  arena_free(&arena);
}

static void change_row(struct screen *screen, struct records *records, enum action action) {
  int row = table_row(&records->list.table);
  if (!records->kind) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("choose a kind of record first: enter"));
    return;
  }
  if (action == ACTION_NEW) {
    make_row(screen, records);
    return;
  }
  if (row == NONE)
    return;
  if (action == ACTION_EDIT)
    record_edit(screen, records->kind, records->rows.keys.at[row]);
  else
    record_end(screen, records->kind, records->rows.keys.at[row]);
}

static void request_records(struct screen *screen, enum action action) {
  struct records *records = records_of(screen);
  switch (action) {
  case ACTION_OPEN:
    open_row(screen, records);
    break;
  case ACTION_NEW:
  case ACTION_EDIT:
  case ACTION_END:
    change_row(screen, records, action);
    break;
  default:
    scroll_look(records, action);
  }
}

static bool back_records(struct screen *screen) {
  struct records *records = records_of(screen);
  bool was = records->looking;
  records->looking = false;
  return was;
}

static struct screen_table *table_of_records(struct screen *screen) {
  struct records *records = records_of(screen);
  return records->looking ? NULL : &records->list;
}

static void close_records(struct screen *screen) {
  struct records *records = records_of(screen);
  table_end(&records->list.table);
  record_rows_free(&records->rows);
}

#define RECORD_VIEW                                                                                                    \
  .state_size = sizeof(struct records), .read = read_records, .draw = draw_records, .request = request_records,        \
  .back = back_records, .table = table_of_records, .close = close_records

const struct view records_view = {
    .id = VIEW_RECORDS,
    .title = N_("Records"),
    .may = MAY_RECORD,
    .shown_by = ACTION_RECORDS,
    .open = open_records,
    RECORD_VIEW,
};

const struct view patients_view = {
    .id = VIEW_PATIENTS,
    .title = N_("Patients"),
    .shown_by = ACTION_PATIENTS,
    .open = open_patients,
    .focus = focus_records,
    RECORD_VIEW,
};

const struct view staff_view = {
    .id = VIEW_STAFF,
    .title = N_("Staff"),
    .shown_by = ACTION_STAFF,
    .open = open_staff,
    .focus = focus_records,
    RECORD_VIEW,
};
