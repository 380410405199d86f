/* Files in and out, by the thread. */
#include "tui/views/files.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "vaktrom/dispatch/may.h"

/* --- Whether files changed since somebody looked at them --- */

static void add_stamp(uint64_t *stamp, const char *path) {
  const uint64_t prime = 0x100000001b3;
  struct stat about = {0};
  if (!path || stat(path, &about) != 0)
    return;
  const uint64_t parts[] = {(uint64_t)about.st_ino, (uint64_t)about.st_size, (uint64_t)about.st_mtim.tv_sec,
                            (uint64_t)about.st_mtim.tv_nsec};
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    *stamp = (*stamp ^ parts[i]) * prime;
}

uint64_t files_stamp(const struct files_work *work) {
  uint64_t stamp = 0xcbf29ce484222325;
  struct arena arena = {0};
  add_stamp(&stamp, work->path);
  add_stamp(&stamp, work->map);
  for (const struct kind *kind = kinds; text_equal(work->kind, FILES_ALL) && kind->name; kind++)
    add_stamp(&stamp, arena_printf(&arena, "%s/%s.csv", work->path, kind->name));
  arena_free(&arena);
  return stamp;
}

/* --- In --- */

static bool import(struct session *session, struct files_work *files, struct error *err) {
  const struct matrix_request matrix = {
      .file = files->path, .unit = files->unit, .mode = files->mode, .ignore_unknown = files->ignore_unknown};
  struct import_request request = {
      .map = files->map, .replace = files->replace, .ignore_unknown = files->ignore_unknown};
  if (text_equal(files->kind, FILES_MATRIX))
    return exchange_import_matrix(session, &matrix, &files->effects, err);
  if (text_equal(files->kind, FILES_ALL)) {
    request.folder = files->path;
    return exchange_import_all(session, &request, &files->effects, err);
  }
  request.kind = files->kind;
  request.files = &files->path;
  request.n_files = 1;
  return exchange_import(session, &request, &files->effects, err);
}

static bool try_out(struct session *session, struct files_work *files, struct error *err) {
  store_set_dry_run(session->store, true);
  bool good = import(session, files, err);
  store_set_dry_run(session->store, false);
  return good;
}

/* What changes while it is read counts as changed: both are noted before. */
static bool look(struct session *session, struct files_work *files, struct error *err) {
  files->stamp = files_stamp(files);
  files->revision = store_revision(session->store);
  return try_out(session, files, err);
}

const char *files_promise(const struct files_work *work, struct arena *arena) {
  struct str all = {0};
  for (size_t i = 0; i < work->effects.lines.n; i++)
    str_addf(&all, "%s\n", work->effects.lines.at[i]);
  const char *promise = arena_strdup(arena, str_text(&all));
  str_free(&all);
  return promise;
}

/* Whether it would still do what the person agreed to, though somebody changed the base meanwhile. */
static bool keeps_promise(struct session *session, struct files_work *files, struct error *err) {
  if (store_revision(session->store) == files->revision)
    return true;
  if (!try_out(session, files, err))
    return false;
  bool kept = text_equal(files_promise(files, &files->arena), files->promised);
  effects_free(&files->effects);
  files->effects = (struct effects){0};
  return kept || error_set(err, STATUS_INPUT,
                           _("somebody changed the base, and %s would do something else now: look again"), files->path);
}

static bool take_in(struct session *session, struct files_work *files, struct error *err) {
  if (files_stamp(files) != files->stamp)
    return error_set(err, STATUS_INPUT, _("%s changed since it was looked at: look again"), files->path);
  return keeps_promise(session, files, err) && import(session, files, err);
}

/* --- Out --- */

static bool write_file(struct files_work *files, const struct str *text, struct error *err) {
  bool done = exchange_write_file(files->path, text, err);
  if (done)
    effects_add(&files->effects, _("written: %s"), files->path);
  return done;
}

static bool export_problem(struct session *session, struct files_work *files, struct error *err) {
  struct problem *problem = NULL;
  bool done =
      dispatch_problem(session, files->on, files->team, &problem, err) && problem_write_dir(problem, files->path, err);
  problem_free(problem);
  if (done)
    effects_add(&files->effects, _("written: the problem folder %s, for vaktrom solve"), files->path);
  return done;
}

static bool export(struct session *session, struct files_work *files, struct error *err) {
  struct str text = {0};
  if (text_equal(files->kind, FILES_ALL))
    return exchange_export_all(session, files->path, files->excel, &files->effects, err);
  if (text_equal(files->kind, FILES_PROBLEM))
    return export_problem(session, files, err);
  const struct export_request request = {
      .kind = kind_find(files->kind), .form = files->excel ? EXPORT_EXCEL : EXPORT_CSV, .to = files->path};
  bool done = exchange_export(session, &request, &text, &files->effects, err) && write_file(files, &text, err);
  str_free(&text);
  return done;
}

static bool report(struct session *session, struct files_work *files, struct error *err) {
  const struct report_request request = {.from = files->from, .until = files->until, .team = files->team};
  struct report_table table;
  struct str text = {0};
  if (!dispatch_may(session, MAY_REPORT, NULL, err) ||
      !report_make(files->report, session->store, &request, &table, err))
    return false;
  report_add_csv(&text, &table, files->excel);
  report_table_free(&table);
  bool done = write_file(files, &text, err);
  str_free(&text);
  return done;
}

static bool preview(struct session *session, struct files_work *files, struct error *err) {
  files->criteria = mem_new(struct criteria_work);
  return criteria_preview_file(session, files->path, files->criteria, err);
}

/* --- The kind of work --- */

static bool run(struct session *session, struct long_work *work, struct error *err) {
  struct files_work *files = (struct files_work *)work;
  static bool (*const deeds[])(struct session *, struct files_work *, struct error *) = {
      [FILES_LOOKS] = look,     [FILES_IMPORTS] = take_in,  [FILES_EXPORTS] = export,
      [FILES_REPORTS] = report, [FILES_PREVIEWS] = preview,
  };
  files->begun = clock_now();
  return deeds[files->deed](session, files, err);
}

static void tell(struct screen *screen, const struct long_work *work) {
  const struct files_work *files = (const struct files_work *)work;
  const char *title = str_text(&work->title);
  if (files->deed == FILES_LOOKS)
    screen_say(screen, COLOUR_NOTICE, _("%s: nothing is changed yet"), title);
  else if (files->deed == FILES_PREVIEWS)
    screen_say(screen, COLOUR_NOTICE, _("%s: %zu patients would move"), title, files->criteria->preview.moves.n);
  else
    screen_say(screen, COLOUR_GOOD, _("done: %s"), title);
}

static void forget(struct long_work *work) {
  struct files_work *files = (struct files_work *)work;
  criteria_forget(files->criteria);
  effects_free(&files->effects);
  arena_free(&files->arena);
  free(files);
}

const struct long_kind files_kind = {VIEW_FILES, false, run, tell, forget};
