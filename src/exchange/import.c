/* Importing files: everything is read and checked before the store is touched; then all of it is put, or none. */
#include "import.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cell.h"
#include "reach.h"
#include "remarks.h"

/* --- Which KIND a file is ----------------------------------------------------------------------------------------- */

static const char *name_of_path(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* The KIND after whose name a file is called (".../teams.csv"), or NULL. */
static const struct kind *kind_of_file(const char *path) {
  const char *name = name_of_path(path);
  for (const struct kind *kind = kinds; kind->name; kind++) {
    size_t length = strlen(kind->name);
    if (strncmp(name, kind->name, length) == 0 && text_equal(name + length, ".csv"))
      return kind;
  }
  return NULL;
}

static void read_file(struct intake *intake, const struct import_request *request, const struct file_map *map,
                      const char *path) {
  const struct kind *kind = request->kind ? kind_find(request->kind) : kind_of_file(path);
  if (kind && request->kind && map)
    batch_read_mapped(intake, kind, path, map, request->ignore_unknown);
  else if (kind)
    batch_read(intake, kind, path, request->ignore_unknown);
  else
    faults_add(&intake->faults, path, 0, NULL, _("a file is named by its KIND: patients.csv, staff.csv"));
}

/* --- Versions of the criteria ------------------------------------------------------------------------------------- */

/* A file of criteria without a version is a new one: the next number that is free. */
static bool complete_versions(struct intake *intake, struct error *err) {
  struct criteria_version *versions;
  int n = 0;
  long number = 0;
  const struct kind *criteria = kind_find("criteria");
  if (!store_load_criteria_versions(intake->store, &intake->arena, &versions, &n, err))
    return false;
  for (int i = 0; i < n; i++) {
    long one = strtol(versions[i].version, NULL, 10);
    number = one > number && one < LONG_MAX ? one : number;
  }
  const char *next = arena_printf(&intake->arena, "%ld", number + 1);
  int version = kind_column(criteria, "version");
  for (size_t b = 0; b < intake->batches.n; b++)
    for (size_t r = 0; intake->batches.at[b]->kind == criteria && r < intake->batches.at[b]->n_rows; r++) {
      struct batch_row *row = &intake->batches.at[b]->rows[r];
      if (!text_is_empty(row->cells[version]))
        continue;
      row->cells[version] = next;
      batch_row_set_key(intake, row);
    }
  return true;
}

/* --- Putting ------------------------------------------------------------------------------------------------------ */

static bool put_row(struct intake *intake, struct batch_row *row, struct import_counts *counts, struct error *err) {
  enum put_result result;
  struct str key = {0};
  struct error refused = {0};
  bool put = store_put_row(intake->store, row->batch->kind, (const char *const *)row->cells, &result, &key, &refused);
  if (put) {
    counts->of[result]++;
    row->news = result != PUT_SAME;
    if (row->news)
      follow_up_note(&intake->follow, row->batch->kind, (const char *const *)row->cells);
    row->key = arena_strdup(&intake->arena, str_text(&key));
  } else if (refused.status == STATUS_INPUT || refused.status == STATUS_USAGE) {
    /* a constraint of the schema, a setting that nobody knows: said like every other fault */
    row_fault(intake, row, NONE, "%s", refused.text);
    put = true;
  } else {
    error_set(err, refused.status, "%s", refused.text);
  }
  error_clear(&refused);
  str_free(&key);
  return put;
}

static bool put_batch(struct intake *intake, struct batch *batch, struct import_counts *counts, struct error *err) {
  for (size_t r = 0; r < batch->n_rows; r++)
    if (!put_row(intake, &batch->rows[r], counts, err))
      return false;
  return true;
}

/* A rule between rows is told at the row of a file that breaks it. */
static void add_conflict(void *context, const struct kind *kind, const char *key, const char *message) {
  struct intake *intake = context;
  const struct batch_row *row = intake_row(intake, kind, key);
  if (row)
    row_fault(intake, row, NONE, "%s", message);
  else
    faults_add(&intake->faults, _(kind->singular), 0, NULL, "%s: %s", key, message);
}

static bool has_batch(const struct intake *intake, const struct kind *kind) {
  for (size_t b = 0; b < intake->batches.n; b++)
    if (intake->batches.at[b]->kind == kind)
      return true;
  return false;
}

/* --- Absences ----------------------------------------------------------------------------------------------------- */

/* A worker whose list stands in the store alone, though an absence has come. */
static void note_absent(void *context, const struct kind *kind, const char *key, const char *message) {
  (void)message;
  struct intake *intake = context;
  const struct kind *lists = kind_find("lists");
  if (kind != lists || intake_row(intake, lists, key))
    return;
  const char *const *list = intake_find(intake, lists, key);
  if (list)
    map_set(&intake->absent, list[kind_column(lists, "staff")], list);
}

static bool leave_lists(struct session *session, const struct batch_row *row, struct effects *effects,
                        struct error *err) {
  date from = DATE_NONE, until = DATE_NONE;
  date_parse(row_cell(row, "from"), &from);
  if (*row_cell(row, "until") && !date_parse(row_cell(row, "until"), &until))
    until = DATE_NONE;
  int wall = 0, shift = word_code(&words_shift, row_cell(row, "shift"));
  struct absence_request absence = {
      .staff = row_cell(row, "staff"),
      .from = from,
      .until = until,
      .shift = shift,
      .reason = (enum absence_reason)word_code(&words_absence_reason, row_cell(row, "reason")),
      .from_time = wall_parse(row_cell(row, "from_time"), &wall) ? absence_from_wall(wall, shift) : 0,
  };
  return dispatch_absent(session, &absence, effects, err);
}

/* An absence from a file does what `absent` does: the worker's lists have nobody, their visits need somebody. */
static bool apply_absences(struct intake *intake, struct session *session, struct effects *effects, struct error *err) {
  const struct kind *absences = kind_find("absences");
  if (!has_batch(intake, absences))
    return true;
  if (!store_each_conflict(intake->store, note_absent, intake, err))
    return false;
  for (size_t b = 0; b < intake->batches.n; b++)
    for (size_t r = 0; intake->batches.at[b]->kind == absences && r < intake->batches.at[b]->n_rows; r++) {
      const struct batch_row *row = &intake->batches.at[b]->rows[r];
      if (map_get(&intake->absent, row_cell(row, "staff")) && !leave_lists(session, row, effects, err))
        return false;
    }
  return true;
}

/* --- Ending what the files lack ----------------------------------------------------------------------------------- */

struct missing {
  struct intake *intake;
  const struct kind *kind;
  struct row_reach *reach;
  struct map put;      /* keys of the files' rows */
  struct map versions; /* of the criteria in the files */
  bool remove;
  size_t beyond; /* rows that are not within reach, and stay */
  VEC(const char *) keys;
};

static bool is_in_other_version(const struct missing *missing, const char *const *cells) {
  int version = text_equal(missing->kind->name, "criteria") ? kind_column(missing->kind, "version") : NONE;
  return version != NONE && !map_get(&missing->versions, cells[version]);
}

static bool collect_missing(void *context, const char *const *cells) {
  struct missing *missing = context;
  const char *key = key_of_row(missing->intake, missing->kind, cells);
  bool stays = !missing->remove && (store_row_has_ended(missing->kind, cells) || is_in_other_version(missing, cells));
  int column;
  if (stays || map_get(&missing->put, key))
    return true;
  if (!reach_may_write(missing->reach, missing->kind, cells, &column)) {
    missing->beyond++;
    return missing->reach->failure.status == STATUS_OK;
  }
  vec_push(&missing->keys, key);
  follow_up_note(&missing->intake->follow, missing->kind, cells);
  return true;
}

/* A cut-off file must not end a whole base: without any row, it ends no team, task, worker, patient or service. */
static bool may_end(const struct missing *missing, struct error *err) {
  static const char *const of_the_base[] = {"teams", "tasks", "staff", "patients", "services"};
  for (size_t i = 0; i < COUNT_OF(of_the_base); i++)
    if (text_equal(missing->kind->name, of_the_base[i]) && missing->put.n == 0 && missing->keys.n > 0)
      return error_set(err, STATUS_INPUT,
                       _("%s: the file has no rows: --replace would end all %zu; end them by hand if "
                         "that is meant (vaktrom end %s KEY)"),
                       missing->kind->name, missing->keys.n, missing->kind->name);
  return true;
}

/* Names those who end: a row that was lost from a file shows here. */
static void tell_ended(const struct missing *missing, struct effects *effects) {
  const size_t most = 20;
  struct str line = {0};
  for (size_t i = 0; i < missing->keys.n && i < most; i++)
    str_addf(&line, "%s%s", i ? " " : "", missing->keys.at[i]);
  if (missing->keys.n > most)
    str_addf(&line, _(" and %zu more"), missing->keys.n - most);
  if (missing->keys.n > 0)
    effects_add(effects, _("%s ended: %s"), _(missing->kind->plural), str_text(&line));
  if (missing->beyond > 0)
    effects_add(effects, _("%s: %zu that the file lacks are outside your reach and stay"), _(missing->kind->plural),
                missing->beyond);
  str_free(&line);
}

/* Ends, or removes, the rows of a KIND that none of the files has. */
static bool end_missing(struct intake *intake, const struct kind *kind, bool remove, struct row_reach *reach,
                        struct effects *effects, size_t *n, struct error *err) {
  struct missing missing = {.intake = intake, .kind = kind, .reach = reach, .remove = remove};
  int version = kind_column(kind, "version");
  for (size_t b = 0; b < intake->batches.n; b++)
    for (size_t r = 0; intake->batches.at[b]->kind == kind && r < intake->batches.at[b]->n_rows; r++) {
      const struct batch_row *row = &intake->batches.at[b]->rows[r];
      map_set(&missing.put, row->key, row);
      if (version != NONE)
        map_set(&missing.versions, row->cells[version], row);
    }
  bool done = store_each_row(intake->store, kind, collect_missing, &missing, err) && reach_is_sound(reach, err) &&
              (remove || may_end(&missing, err));
  if (done && !remove)
    tell_ended(&missing, effects);
  for (size_t i = 0; done && i < missing.keys.n; i++)
    done = remove ? store_remove_row(intake->store, kind, missing.keys.at[i], err)
                  : store_end_row(intake->store, kind, missing.keys.at[i], err);
  *n = missing.keys.n;
  map_free(&missing.put);
  map_free(&missing.versions);
  vec_free(&missing.keys);
  return done;
}

/* --- The transaction ---------------------------------------------------------------------------------------------- */

/* The default tasks and criteria give way to those of a whole base. */
static bool gives_way(const struct kind *kind, bool fresh) {
  return fresh && (text_equal(kind->name, "tasks") || text_equal(kind->name, "criteria"));
}

static bool put_kind(struct intake *intake, const struct kind *kind, const struct intake_manner *manner,
                     struct row_reach *reach, struct import_counts *counts, struct effects *effects,
                     struct error *err) {
  for (size_t b = 0; b < intake->batches.n; b++)
    if (intake->batches.at[b]->kind == kind && !put_batch(intake, intake->batches.at[b], counts, err))
      return false;
  bool fresh = gives_way(kind, manner->fresh);
  return (!fresh && !manner->replace) || end_missing(intake, kind, fresh, reach, effects, &counts->ended, err);
}

static void tell_counts(struct effects *effects, const struct kind *kind, const struct import_counts *counts) {
  struct str line = {0};
  str_addf(&line, _("%s: %zu added, %zu changed, %zu as before"), _(kind->plural), counts->of[PUT_INSERTED],
           counts->of[PUT_UPDATED], counts->of[PUT_SAME]);
  if (counts->ended)
    str_addf(&line, _(", %zu ended"), counts->ended);
  effects_add(effects, "%s", str_text(&line));
  str_free(&line);
}

static bool put_rows(struct intake *intake, const struct intake_manner *manner, struct row_reach *reach,
                     struct effects *effects, struct error *err) {
  for (const struct kind *kind = kinds; kind->name; kind++) {
    struct import_counts counts = {0};
    if (!has_batch(intake, kind))
      continue;
    if (!put_kind(intake, kind, manner, reach, &counts, effects, err))
      return false;
    tell_counts(effects, kind, &counts);
  }
  return true;
}

/* What follows from the rows; a base that comes with its visits comes as it is. */
static bool follow_up(struct intake *intake, struct session *session, const struct intake_manner *manner,
                      struct effects *effects, struct error *err) {
  if (manner->fresh || has_batch(intake, kind_find("visits")))
    return true;
  return follow_up_do(&intake->follow, session, effects, err);
}

static bool put_all(struct intake *intake, struct session *session, const struct intake_manner *manner,
                    struct row_reach *reach, struct effects *effects, struct error *err) {
  return put_rows(intake, manner, reach, effects, err) && faults_none(&intake->faults, err) &&
         remarks_tell(intake, effects, err) && apply_absences(intake, session, effects, err) &&
         store_each_conflict(intake->store, add_conflict, intake, err) && faults_none(&intake->faults, err) &&
         follow_up(intake, session, manner, effects, err);
}

/* What was permitted brings about absences and plans, which need no permission of their own. */
static bool check_and_put(struct intake *intake, struct session *session, const struct intake_manner *manner,
                          struct effects *effects, struct error *err) {
  struct row_reach reach;
  reach_start(&reach, session);
  bool done = complete_versions(intake, err) && reach_check(&reach, intake, err) && intake_check(intake, err) &&
              faults_none(&intake->faults, err);
  session->consequence++;
  done = done && put_all(intake, session, manner, &reach, effects, err);
  session->consequence--;
  reach_free(&reach);
  return done;
}

bool intake_put(struct intake *intake, struct session *session, const char *label, const struct intake_manner *manner,
                struct effects *effects, struct error *err) {
  if (!store_begin(intake->store, session->actor, label, err))
    return false;
  if (!check_and_put(intake, session, manner, effects, err)) {
    store_rollback(intake->store);
    return false;
  }
  store_label_text(intake->store, label); /* what followed may have set its own */
  return store_commit(intake->store, err);
}

/* --- The two imports ---------------------------------------------------------------------------------------------- */

/* The files that the map itself names, with their KINDs (rule `file`). */
static void read_files_of_map(struct intake *intake, const struct import_request *request, const struct file_map *map) {
  for (size_t r = 0; map && request->folder && r < map->rows.n; r++) {
    const struct map_row *row = &map->rows.at[r];
    if (text_equal(row->rule->name, "file"))
      batch_read_mapped(intake, row->kind, arena_printf(&intake->arena, "%s/%s", request->folder, row->argument), map,
                        request->ignore_unknown);
  }
}

/* Whether the map, read for its names alone, takes the file of the folder. */
static bool map_takes(const struct file_map *map, const char *name) {
  for (size_t r = 0; r < map->rows.n; r++)
    if (map->rows.at[r].rule && text_equal(map->rows.at[r].rule->name, "file") &&
        text_equal(map->rows.at[r].argument, name))
      return true;
  return false;
}

static void read_files(struct intake *intake, const struct import_request *request) {
  struct file_map map = {0};
  bool mapped = request->map != NULL;
  if (!mapped || file_map_read(request->map, &map, &intake->faults)) {
    for (int f = 0; f < request->n_files; f++)
      if (!request->folder || !map_takes(&map, name_of_path(request->files[f])))
        read_file(intake, request, mapped ? &map : NULL, request->files[f]);
    read_files_of_map(intake, request, mapped ? &map : NULL);
  }
  file_map_free(&map);
}

/* Rows that a map held back are told, so that nobody misses them. */
static void tell_passed_over_rows(const struct intake *intake, struct effects *effects) {
  for (size_t b = 0; b < intake->batches.n; b++) {
    const struct batch *batch = intake->batches.at[b];
    if (batch->mapped.passed_over.n)
      effects_add(effects, _("%s: rows passed over by the map: %s"), batch->table.file,
                  str_text(&batch->mapped.passed_over));
  }
}

static bool run(struct session *session, const struct import_request *request, struct intake_manner manner,
                struct effects *effects, struct error *err) {
  struct intake intake;
  intake_start(&intake, session->store);
  read_files(&intake, request);
  tell_passed_over_rows(&intake, effects);
  manner.replace = request->replace;
  const char *from = request->n_files ? request->files[0] : request->folder;
  const char *kind = request->kind ? said_text(&intake.arena, kind_find(request->kind)->plural) : from;
  const char *label = said(&intake.arena, request->kind ? N_("imported %s from %s") : N_("imported %s"), kind, from);
  bool done =
      intake.batches.n || intake.faults.n ||
      error_set(err, STATUS_INPUT, _("%s holds no file that is named by a KIND (patients.csv, staff.csv)"), from);
  done = done && intake_put(&intake, session, label, &manner, effects, err);
  intake_free(&intake);
  return done;
}

static bool may_import(const struct session *session, const struct kind *kind, struct error *err) {
  struct row_reach reach;
  reach_start(&reach, session);
  bool may = reach_may_kind(&reach, kind, err);
  reach_free(&reach);
  return may;
}

bool exchange_import(struct session *session, const struct import_request *request, struct effects *effects,
                     struct error *err) {
  const struct kind *kind = request->kind ? kind_find(request->kind) : NULL;
  if (!kind)
    return error_set(err, STATUS_USAGE, _("there is no KIND '%s'"), request->kind ? request->kind : "");
  return may_import(session, kind, err) && run(session, request, (struct intake_manner){0}, effects, err);
}

static bool stop_at_first(void *context, const char *const *cells) {
  (void)cells;
  *(bool *)context = false;
  return false;
}

bool base_is_empty(struct store *store, bool *empty, struct error *err) {
  *empty = true;
  return store_each_row(store, kind_find("teams"), stop_at_first, empty, err);
}

static int is_unclaimed(const struct dirent *entry) {
  const char *dot = strrchr(entry->d_name, '.');
  return dot && text_equal(dot, ".csv") && !kind_of_file(entry->d_name);
}

/* Files that no KIND claims are told, so that a slip in a name does not lose a file in silence. */
static bool tell_passed_over(const struct import_request *request, struct effects *effects, struct error *err) {
  struct dirent **entries;
  struct file_map map = {0};
  struct faults told_later = {0};
  int n = scandir(request->folder, &entries, is_unclaimed, alphasort);
  if (n < 0)
    return error_set(err, STATUS_INPUT, _("%s cannot be read: %s"), request->folder, errno_words(errno));
  if (request->map)
    file_map_read(request->map, &map, &told_later);
  for (int i = 0; i < n; i++) {
    if (!map_takes(&map, entries[i]->d_name))
      effects_add(effects, _("%s: passed over, no KIND has that name"), entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
  faults_free(&told_later);
  file_map_free(&map);
  return true;
}

bool exchange_import_all(struct session *session, const struct import_request *request, struct effects *effects,
                         struct error *err) {
  if (!session->owner)
    return error_set(err, STATUS_DENIED, "%s", _("only the store's owner may take in a whole base"));
  struct arena arena = {0};
  VEC(const char *) files = {0};
  struct intake_manner manner = {0};
  for (const struct kind *kind = kinds; kind->name; kind++) {
    const char *path = arena_printf(&arena, "%s/%s.csv", request->folder, kind->name);
    if (access(path, F_OK) == 0)
      vec_push(&files, path);
  }
  bool done = base_is_empty(session->store, &manner.fresh, err) && tell_passed_over(request, effects, err);
  struct import_request all = *request;
  all.files = files.at;
  all.n_files = (int)files.n;
  done = done && run(session, &all, manner, effects, err);
  vec_free(&files);
  arena_free(&arena);
  return done;
}
