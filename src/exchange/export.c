/* Exporting: the columns of interface.md back, and further ones only where some row needs them. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "reach.h"
#include "vaktrom/dispatch/audit.h"

/* --- The rows that somebody may have ------------------------------------------------------------------------------ */

struct taking {
  const struct export_request *request;
  struct row_reach reach;
  bool (*take)(void *context, const char *const *cells);
  void *context;
  size_t taken, left;
};

static bool take_row(void *context, const char *const *cells) {
  struct taking *taking = context;
  bool may = reach_may_read(&taking->reach, taking->request->kind, cells);
  taking->taken += may;
  taking->left += !may;
  return may ? taking->take(taking->context, cells) : taking->reach.failure.status == STATUS_OK;
}

static bool each_row(struct taking *taking, bool (*take)(void *context, const char *const *cells), void *context,
                     struct store *store, struct error *err) {
  taking->take = take;
  taking->context = context;
  taking->taken = taking->left = 0;
  return store_each_row(store, taking->request->kind, take_row, taking, err) && reach_is_sound(&taking->reach, err);
}

/* --- One KIND as CSV ---------------------------------------------------------------------------------------------- */

struct sheet {
  const struct kind *kind;
  struct csv_writer writer;
  bool shown[COLUMNS_MAX];
};

/* A column beyond interface.md is shown once a row says something in it. */
static bool look_at_row(void *context, const char *const *cells) {
  struct sheet *sheet = context;
  for (int c = 0; sheet->kind->columns[c].name; c++) {
    const char *fallback = sheet->kind->columns[c].fallback;
    sheet->shown[c] |= !text_equal(cells[c], fallback ? fallback : "");
  }
  return true;
}

static bool write_row(void *context, const char *const *cells) {
  struct sheet *sheet = context;
  for (int c = 0; sheet->kind->columns[c].name; c++) {
    if (!sheet->shown[c])
      continue;
    if (sheet->kind->columns[c].type == COLUMN_TEXT)
      csv_write_free_text(&sheet->writer, cells[c]);
    else if (sheet->kind->columns[c].type == COLUMN_REAL)
      csv_write_number(&sheet->writer, cells[c]);
    else
      csv_write_cell(&sheet->writer, cells[c]);
  }
  csv_write_end_row(&sheet->writer);
  return true;
}

static void choose_columns(struct sheet *sheet) {
  for (int c = 0; sheet->kind->columns[c].name; c++) {
    unsigned flags = sheet->kind->columns[c].flags;
    if (flags & COLUMN_COUNTED)
      sheet->shown[c] = false;
    else if (!(flags & COLUMN_EXTRA))
      sheet->shown[c] = true;
  }
}

static bool export_csv(struct store *store, struct taking *taking, struct str *out, struct error *err) {
  const struct kind *kind = taking->request->kind;
  struct sheet sheet = {.kind = kind};
  if (!each_row(taking, look_at_row, &sheet, store, err))
    return false;
  choose_columns(&sheet);
  csv_write_start(&sheet.writer, out, taking->request->form == EXPORT_EXCEL);
  for (int c = 0; kind->columns[c].name; c++)
    if (sheet.shown[c])
      csv_write_cell(&sheet.writer, kind->columns[c].name);
  csv_write_end_row(&sheet.writer);
  return each_row(taking, write_row, &sheet, store, err);
}

/* --- One KIND as JSON --------------------------------------------------------------------------------------------- */

struct json_rows {
  const struct kind *kind;
  cJSON *rows;
};

static void add_json_cell(cJSON *row, const struct column *column, const char *cell) {
  if (!*cell)
    cJSON_AddNullToObject(row, column->name);
  else if (column->type == COLUMN_INTEGER || column->type == COLUMN_REAL)
    cJSON_AddRawToObject(row, column->name, cell);
  else
    cJSON_AddStringToObject(row, column->name, cell);
}

static bool add_json_row(void *context, const char *const *cells) {
  struct json_rows *rows = context;
  cJSON *row = cJSON_CreateObject();
  for (int c = 0; rows->kind->columns[c].name; c++)
    if (!(rows->kind->columns[c].flags & COLUMN_COUNTED))
      add_json_cell(row, &rows->kind->columns[c], cells[c]);
  cJSON_AddItemToArray(rows->rows, row);
  return true;
}

static bool export_json(struct store *store, struct taking *taking, struct str *out, struct error *err) {
  struct json_rows rows = {.kind = taking->request->kind, .rows = cJSON_CreateArray()};
  bool done = each_row(taking, add_json_row, &rows, store, err);
  char *text = cJSON_Print(rows.rows);
  str_addf(out, "%s\n", text);
  cJSON_free(text);
  cJSON_Delete(rows.rows);
  return done;
}

/* --- One KIND ----------------------------------------------------------------------------------------------------- */

static bool tells_of_patients(const struct kind *kind) {
  bool tells = text_equal(kind->name, "patients");
  for (int c = 0; kind->columns[c].name; c++)
    tells = tells || text_equal(kind->columns[c].ref, "patients");
  return tells;
}

static void tell_left(const struct export_request *request, const struct taking *taking, struct effects *effects) {
  if (taking->left > 0)
    effects_add(effects,
                trn("%s: %zu row is outside your reach and left out; who may have all: the owner",
                    "%s: %zu rows are outside your reach and left out; who may have all: the owner", taking->left),
                request->kind->name, taking->left);
}

bool exchange_export(struct session *session, const struct export_request *request, struct str *out,
                     struct effects *effects, struct error *err) {
  struct taking taking = {.request = request};
  reach_start(&taking.reach, session);
  bool done = reach_may_kind(&taking.reach, request->kind, err) &&
              (request->form == EXPORT_JSON ? export_json(session->store, &taking, out, err)
                                            : export_csv(session->store, &taking, out, err)) &&
              (!tells_of_patients(request->kind) || dispatch_exported(session, request->kind->name, request->to, err));
  if (done)
    tell_left(request, &taking, effects);
  reach_free(&taking.reach);
  return done;
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static bool fail_path(struct error *err, const char *path) {
  return error_set(err, STATUS_INPUT, _("%s cannot be written: %s"), path, errno_words(errno));
}

static bool write_bytes(int file, const struct str *text) {
  for (size_t at = 0; at < text->n;) {
    ssize_t written = write(file, text->at + at, text->n - at);
    if (written < 0 && errno != EINTR)
      return false;
    at += written > 0 ? (size_t)written : 0;
  }
  return true;
}

/* A pipe or a device is written as it is. */
static bool write_through(const char *path, const struct str *text, struct error *err) {
  int file = open(path, O_WRONLY);
  bool done = file >= 0 && write_bytes(file, text);
  if (!done)
    fail_path(err, path);
  if (file >= 0)
    close(file);
  return done;
}

bool exchange_write_file(const char *path, const struct str *text, struct error *err) {
  struct stat there;
  if (!files_are_open(path, err))
    return false;
  if (stat(path, &there) == 0 && !S_ISREG(there.st_mode))
    return S_ISDIR(there.st_mode) ? (errno = EISDIR, fail_path(err, path)) : write_through(path, text, err);
  if (store_keeps_file(path))
    return error_set(
        err, STATUS_INPUT,
        _("%s is a store, a file that belongs to one, a backup or its key, which no export replaces: give another "
          "name"),
        path);
  struct str beside = {0};
  str_addf(&beside, "%s.new-%ld", path, (long)getpid());
  unlink(str_text(&beside)); /* what an ended process left, or a link that would lead the text elsewhere */
  int file = open(str_text(&beside), O_WRONLY | O_CREAT | O_EXCL, 0600); /* it may hold what is known about people */
  bool done = file >= 0 && write_bytes(file, text) && fsync(file) == 0;
  if (!done)
    fail_path(err, path); /* before closing changes errno */
  if (file >= 0)
    close(file);
  if (done && rename(str_text(&beside), path) != 0)
    done = fail_path(err, path);
  if (!done)
    unlink(str_text(&beside));
  str_free(&beside);
  return done;
}

bool exchange_make_folder(const char *path, struct error *err) {
  struct str inside = {0};
  str_addf(&inside, "%s/", path);
  bool done = !files_are_open(path, err)
                  ? false
                  : folders_make(str_text(&inside)) ||
                        error_set(err, STATUS_INPUT, _("%s: the folder cannot be made: %s"), path, errno_words(errno));
  str_free(&inside);
  return done;
}

bool exchange_folder_ready(const char *folder, struct error *err) {
  if (!exchange_make_folder(folder, err))
    return false;
  struct stat about;
  if (stat(folder, &about) == 0 && !S_ISDIR(about.st_mode))
    return error_set(err, STATUS_INPUT, _("%s is no folder"), folder);
  return access(folder, W_OK | X_OK) == 0 ||
         error_set(err, STATUS_INPUT, _("files cannot be written to %s: %s"), folder, errno_words(errno));
}

static bool export_file(struct store *store, const struct session *everything, const struct kind *kind,
                        const char *folder, bool excel, struct error *err) {
  struct str text = {0}, path = {0};
  const struct export_request request = {.kind = kind, .form = excel ? EXPORT_EXCEL : EXPORT_CSV};
  struct taking taking = {.request = &request};
  reach_start(&taking.reach, everything);
  str_addf(&path, "%s/%s.csv", folder, kind->name);
  bool done = export_csv(store, &taking, &text, err) && exchange_write_file(str_text(&path), &text, err);
  reach_free(&taking.reach);
  str_free(&text);
  str_free(&path);
  return done;
}

bool exchange_write_out(struct store *store, const char *folder, bool excel, struct effects *effects,
                        struct error *err) {
  const struct session everything = {.store = store, .owner = true};
  if (!exchange_make_folder(folder, err) || !store_read_begin(store, err))
    return false;
  bool done = true;
  int n = 0;
  for (const struct kind *kind = kinds; done && kind->name; kind++, n++)
    done = export_file(store, &everything, kind, folder, excel, err);
  store_read_end(store);
  if (done)
    effects_add(effects, trn("%d file written to %s", "%d files written to %s", n), n, folder);
  return done;
}

bool exchange_export_all(struct session *session, const char *folder, bool excel, struct effects *effects,
                         struct error *err) {
  if (!session->owner)
    return error_set(err, STATUS_DENIED, "%s", _("only the store's owner may take out a whole base"));
  return dispatch_exported(session, "", folder, err) && exchange_write_out(session->store, folder, excel, effects, err);
}
