/* The forms that ask which file, and the questions before anything is changed or replaced. */
#include "tui/views/files.h"

#include <string.h>
#include <unistd.h>

#include "tui/views/flows.h"
#include "tui/widgets/form_view.h"

enum { PERIOD_DAYS = 28 };

/* --- What can be chosen: words of their own, then every KIND --- */

struct extra {
  const char *id, *label;
};
static const struct extra imported[] = {
    {FILES_ALL, N_("every KIND.csv of a folder")}, {FILES_MATRIX, N_("travel times of a routing service")}, {0}};
static const struct extra exported[] = {
    {FILES_ALL, N_("every KIND, into a folder")}, {FILES_PROBLEM, N_("a date for vaktrom solve, as a folder")}, {0}};

static int n_extras(const struct extra *extras) {
  int n = 0;
  while (extras[n].id)
    n++;
  return n;
}

static const char *choice_id(void *context, int choice) {
  const struct extra *extras = context;
  int n = n_extras(extras);
  return choice < n ? extras[choice].id : kinds[choice - n].name;
}

static const char *choice_label(void *context, int choice) {
  const struct extra *extras = context;
  int n = n_extras(extras);
  return _(choice < n ? extras[choice].label : kinds[choice - n].plural);
}

static struct choice_list choices_of(const struct extra *extras) {
  int n = n_extras(extras);
  for (const struct kind *kind = kinds; kind->name; kind++)
    n++;
  return (struct choice_list){.context = (void *)extras, .n = n, .id = choice_id, .label = choice_label};
}

static const char *report_id(void *context, int choice) {
  (void)context;
  return reports[choice]->name;
}

static const char *report_label(void *context, int choice) {
  (void)context;
  return _(reports[choice]->label);
}

static struct choice_list report_choices(void) {
  struct choice_list choices = {.id = report_id, .label = report_label, .worded = true};
  while (reports[choices.n])
    choices.n++;
  return choices;
}

static const char *unit_id(void *context, int choice) {
  (void)context;
  return choice ? "min" : "s";
}

static const char *unit_label(void *context, int choice) {
  (void)context;
  return choice ? _("minutes") : _("seconds");
}

/* --- Fields --- */

static void add_kind(struct form *form, const struct extra *extras) {
  form_add(form,
           (struct field){.name = "kind",
                          .label = N_("what"),
                          .help = N_("a KIND, or all: type its beginning, or choose with left and right"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .choices = choices_of(extras)},
           "");
}

static void add_path(struct form *form, const char *name, const char *label, const char *help, bool required) {
  form_add(form, (struct field){.name = name, .label = label, .help = help, .type = FIELD_PATH, .required = required},
           "");
}

static void add_yes_no(struct form *form, const char *name, const char *label, const char *help) {
  form_add(
      form,
      (struct field){
          .name = name, .label = label, .help = help, .type = FIELD_YES_NO, .required = true, .words = &words_yes_no},
      "no");
}

static void add_date(struct form *form, const char *name, const char *label, date on) {
  char text[DATE_SIZE];
  date_format(on, text);
  form_add(form, (struct field){.name = name, .label = label, .type = FIELD_DATE}, text);
}

static void add_team(struct screen *screen, struct form *form, const char *help, const char *value) {
  form_add(form,
           (struct field){
               .name = "team", .label = N_("team"), .help = help, .type = FIELD_CHOICE, .choices = flow_teams(screen)},
           value);
}

/* --- From the form to the work --- */

static bool says_yes(struct form *form, const char *name) {
  return text_equal(form_value(form, name), "yes");
}

static struct files_work *new_work(struct form *form, enum files_deed deed) {
  struct files_work *files = mem_new(struct files_work);
  files->work.kind = &files_kind;
  files->deed = deed;
  files->kind = arena_strdup(&files->arena, form_value(form, "kind"));
  files->path = arena_strdup(&files->arena, form_value(form, "path"));
  return files;
}

static const char *copy_of(struct files_work *files, struct form *form, const char *name) {
  const char *text = flow_text(form, name);
  return text ? arena_strdup(&files->arena, text) : NULL;
}

static bool is_there(struct form *form, const char *name, struct str *why) {
  const char *path = flow_text(form, name);
  if (!path || access(path, R_OK) == 0)
    return true;
  str_addf(why, _("%s cannot be read"), path);
  form_fault(form, name, str_text(why));
  return false;
}

static bool refuse(struct form *form, const char *name, struct str *why, const char *message) {
  str_add(why, message);
  form_fault(form, name, message);
  return false;
}

/* --- In --- */

static bool look(struct screen *screen, struct form *form, void *context, struct str *why) {
  (void)context;
  bool matrix = text_equal(form_value(form, "kind"), FILES_MATRIX);
  if (!is_there(form, "path", why) || !is_there(form, "map", why))
    return false;
  if (matrix && !flow_text(form, "unit"))
    return refuse(form, "unit", why, _("a matrix needs its unit: seconds or minutes"));
  struct files_work *files = new_work(form, FILES_LOOKS);
  files->map = matrix ? NULL : copy_of(files, form, "map");
  files->unit = copy_of(files, form, "unit");
  files->mode = (enum transport)word_code(&words_transport, form_value(form, "mode"));
  files->replace = !matrix && says_yes(form, "replace");
  files->ignore_unknown = says_yes(form, "ignore-unknown");
  str_addf(&files->work.title, _("looked at %s for %s"), files->path, files->kind);
  return long_work_send(screen, &files->work);
}

void files_ask_import(struct screen *screen) {
  struct form form;
  form_start(&form, _("Import: at first only a look, nothing is changed"), "import", "");
  add_kind(&form, imported);
  add_path(&form, "path", N_("from"), N_("a CSV file, or of all the folder; tab completes, ~/ is your home"), true);
  add_path(&form, "map", N_("map"), N_("how another system's files are read; empty: they are ours"), false);
  add_yes_no(&form, "replace", N_("replace"), N_("yes: rows that the file lacks are ended"));
  add_yes_no(&form, "ignore-unknown", N_("pass over"), N_("yes: columns that the KIND does not have are passed over"));
  form_add(&form,
           (struct field){.name = "unit",
                          .label = N_("unit"),
                          .help = N_("of a matrix: seconds or minutes"),
                          .type = FIELD_CHOICE,
                          .choices = {.n = 2, .id = unit_id, .label = unit_label}},
           "");
  form_add(&form,
           (struct field){.name = "mode",
                          .label = N_("transport"),
                          .help = N_("of a matrix: by what one travels"),
                          .type = FIELD_WORD,
                          .required = true,
                          .words = &words_transport},
           word_token(&words_transport, TRANSPORT_CAR));
  form_run(screen, &form, look, NULL);
  form_free(&form);
}

const struct files_work *files_result(const struct screen *screen) {
  return (const struct files_work *)screen->long_works.results[VIEW_FILES];
}

/* The same as was looked at, this time for good. */
static struct files_work *again(const struct files_work *looked) {
  struct files_work *files = mem_new(struct files_work);
  struct arena *arena = &files->arena;
  *files = (struct files_work){.work = {.kind = &files_kind},
                               .deed = FILES_IMPORTS,
                               .mode = looked->mode,
                               .replace = looked->replace,
                               .ignore_unknown = looked->ignore_unknown,
                               .stamp = looked->stamp,
                               .revision = looked->revision};
  files->promised = files_promise(looked, arena);
  files->kind = arena_strdup(arena, looked->kind);
  files->path = arena_strdup(arena, looked->path);
  files->map = looked->map ? arena_strdup(arena, looked->map) : NULL;
  files->unit = looked->unit ? arena_strdup(arena, looked->unit) : NULL;
  const struct kind *kind = kind_find(files->kind); /* NULL: all of them */
  str_addf(&files->work.title, _("imported %s from %s"), kind ? _(kind->plural) : _("the whole base"), files->path);
  return files;
}

void files_take_in(struct screen *screen) {
  const struct files_work *looked = files_result(screen);
  char key[KEY_NAME_SIZE];
  struct str question = {0};
  if (!looked || looked->deed != FILES_LOOKS) {
    screen_say(screen, COLOUR_NOTICE, _("look at a file first: %s"), screen_key_name(screen, ACTION_IMPORT, key));
    return;
  }
  if (!looked->work.good) {
    screen_say(screen, COLOUR_WARNING, _("the faults must be mended first, in the file; then look again: %s"),
               screen_key_name(screen, ACTION_IMPORT, key));
    return;
  }
  str_addf(&question, _(" Import %s from %s, as it stands above? "), looked->kind, looked->path);
  if (prompt_confirm(screen, str_text(&question)))
    long_work_send(screen, &again(looked)->work);
  str_free(&question);
}

/* --- Out --- */

/* How many of the files that would be written are there already. */
static int n_there(const char *kind, const char *path) {
  struct arena arena = {0};
  int n = 0;
  if (text_equal(kind, FILES_PROBLEM))
    n = access(arena_printf(&arena, "%s/visits.csv", path), F_OK) == 0;
  else if (!text_equal(kind, FILES_ALL))
    n = access(path, F_OK) == 0;
  for (const struct kind *each = kinds; text_equal(kind, FILES_ALL) && each->name; each++)
    n += access(arena_printf(&arena, "%s/%s.csv", path, each->name), F_OK) == 0;
  arena_free(&arena);
  return n;
}

/* Asks before anything is replaced; why nothing is written, where that is so. */
static bool may_write(struct screen *screen, struct form *form, const char *kind, struct str *why) {
  const char *path = form_value(form, "path");
  struct str question = {0};
  int n = n_there(kind, path);
  if (store_is_at(screen->session->store, path))
    return refuse(form, "path", why, _("that file is the base itself"));
  if (text_equal(kind, FILES_ALL))
    str_addf(
        &question,
        trn(" %d file of that name is in %s. Replace it? ", " %d files of these names are in %s. Replace them? ", n), n,
        path);
  else if (text_equal(kind, FILES_PROBLEM))
    str_addf(&question, _(" %s has a problem already. Replace it? "), path);
  else
    str_addf(&question, _(" %s is there already. Replace it? "), path);
  bool may = n == 0 || prompt_confirm(screen, str_text(&question));
  str_free(&question);
  if (!may)
    str_add(why, _("nothing was written"));
  return may;
}

static bool export(struct screen *screen, struct form *form, void *context, struct str *why) {
  (void)context;
  bool problem = text_equal(form_value(form, "kind"), FILES_PROBLEM);
  if (problem && (!flow_text(form, "date") || !flow_text(form, "team")))
    return refuse(form, flow_text(form, "date") ? "team" : "date", why, _("a problem is of one date and one HT"));
  if (!may_write(screen, form, form_value(form, "kind"), why))
    return false;
  struct files_work *files = new_work(form, FILES_EXPORTS);
  files->excel = says_yes(form, "excel");
  files->team = copy_of(files, form, "team");
  files->on = flow_date(form, "date");
  str_addf(&files->work.title, _("exported %s to %s"), files->kind, files->path);
  return long_work_send(screen, &files->work);
}

void files_ask_export(struct screen *screen) {
  struct form form;
  form_start(&form, _("Export: the base as CSV files"), "export", "");
  add_kind(&form, exported);
  add_path(&form, "path", N_("to"), N_("a file, or of all and a problem a folder; tab completes, ~/ is your home"),
           true);
  add_yes_no(&form, "excel", N_("for Excel"), N_("yes: semicolons and decimal commas, as a Norwegian Excel reads"));
  add_date(&form, "date", N_("date"), screen->on);
  add_team(screen, &form, N_("of a problem: an HT, with its OTs"), "");
  form_run(screen, &form, export, NULL);
  form_free(&form);
}

static bool report(struct screen *screen, struct form *form, void *context, struct str *why) {
  (void)context;
  date from = flow_date(form, "from"), until = flow_date(form, "until");
  if (from == DATE_NONE || until == DATE_NONE || from > until)
    return refuse(form, "from", why, _("a period has a first and a last day"));
  if (!may_write(screen, form, "", why))
    return false;
  struct files_work *files = new_work(form, FILES_REPORTS);
  files->excel = says_yes(form, "excel");
  files->team = copy_of(files, form, "team");
  files->from = from;
  files->until = until;
  files->report = report_find(form_value(form, "report"));
  str_addf(&files->work.title, _("indicator %s to %s"), files->report->name, files->path);
  return long_work_send(screen, &files->work);
}

void files_ask_report(struct screen *screen) {
  struct form form;
  form_start(&form, _("An indicator into a file, as CSV"), "report", "");
  form_add(&form,
           (struct field){.name = "report",
                          .label = N_("indicator"),
                          .type = FIELD_CHOICE,
                          .required = true,
                          .choices = report_choices()},
           reports[0]->name);
  add_date(&form, "from", N_("first day"), screen->on - PERIOD_DAYS + 1);
  add_date(&form, "until", N_("last day"), screen->on);
  add_team(screen, &form, N_("only this team; empty: all of them"), "");
  add_yes_no(&form, "excel", N_("for Excel"), N_("yes: semicolons and decimal commas, as a Norwegian Excel reads"));
  add_path(&form, "path", N_("to"), N_("the file to write; tab completes, ~/ is your home"), true);
  form_run(screen, &form, report, NULL);
  form_free(&form);
}

/* --- Criteria of a file --- */

static bool preview(struct screen *screen, struct form *form, void *context, struct str *why) {
  (void)context;
  if (!is_there(form, "path", why))
    return false;
  struct files_work *files = new_work(form, FILES_PREVIEWS);
  str_addf(&files->work.title, _("criteria of %s"), files->path);
  return long_work_send(screen, &files->work);
}

void files_ask_preview(struct screen *screen) {
  struct form form;
  form_start(&form, _("Who would move by the criteria of a file; nothing is changed"), "criteria-file", "");
  add_path(&form, "path", N_("from"), N_("a CSV file of criteria; tab completes, ~/ is your home"), true);
  form_run(screen, &form, preview, NULL);
  form_free(&form);
}
