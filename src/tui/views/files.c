/* Files in and out: an import is looked at first, with all that it would do and every fault, and then confirmed. */
#include "tui/views/files.h"

#include <string.h>

enum { HEADING_ROWS = 2 };

static struct files_state *files_of(const struct screen *screen) {
  return screen_state(screen);
}

/* --- Lines --- */

/* Each line of a text is one of the sheet. */
static void add_lines(struct sheet *sheet, enum colour_role role, const char *label, const char *text) {
  for (const char *line = text; *line;) {
    size_t length = strcspn(line, "\n");
    sheet_addf(sheet, role, label, "%.*s", (int)length, line);
    line += length + (line[length] != '\0');
  }
}

static void add_effects(struct sheet *sheet, const struct files_work *files, const char *label) {
  for (size_t i = 0; i < files->effects.lines.n; i++)
    sheet_add(sheet, COLOUR_PLAIN, label, files->effects.lines.at[i]);
}

/* What to do next. */
static void add_next(struct screen *screen, struct sheet *sheet, const struct files_work *files) {
  char key[KEY_NAME_SIZE];
  if (files->deed == FILES_LOOKS && files->work.good)
    sheet_addf(sheet, COLOUR_NOTICE, _("next"), _("nothing is changed yet: %s imports it"),
               screen_key_name(screen, ACTION_TAKE_IN, key));
  else if (files->deed == FILES_LOOKS)
    sheet_addf(sheet, COLOUR_NOTICE, _("next"), _("nothing was changed: mend the file, then look again: %s"),
               screen_key_name(screen, ACTION_IMPORT, key));
  else if (files->deed == FILES_IMPORTS && files->work.good)
    sheet_addf(sheet, COLOUR_NOTICE, _("next"), _("%s takes it back"), screen_key_name(screen, ACTION_UNDO, key));
}

static void add_result(struct screen *screen, struct sheet *sheet, const struct files_work *files) {
  bool good = files->work.good;
  char at[TIME_SIZE];
  date today = instant_date(files->begun);
  time_format(today, minute_of(today, files->begun), at);
  sheet_addf(sheet, good ? COLOUR_GOOD : COLOUR_ERROR,
             !good                        ? _("not done")
             : files->deed == FILES_LOOKS ? _("a look")
                                          : _("done"),
             "%s %s", at, str_text(&files->work.title));
  add_next(screen, sheet, files);
  if (!good)
    add_lines(sheet, COLOUR_ERROR, _("! fault"), files->work.err.text);
  add_effects(sheet, files, files->deed == FILES_LOOKS ? _("it would do") : _("it did"));
  if (good && files->criteria) {
    for (size_t i = 0; i < files->criteria->faults.list.n; i++) {
      struct str fault = {0};
      table_fault_describe(&files->criteria->faults.list.at[i], files->criteria->after, &fault);
      sheet_add(sheet, COLOUR_WARNING, _("! fault"), str_text(&fault));
      str_free(&fault);
    }
    criteria_add_preview(screen, sheet, files->criteria);
  }
}

/* What the keys are for, while nothing was done yet. */
static void add_ways(struct screen *screen, struct sheet *sheet) {
  static const struct {
    enum action action;
    const char *text;
  } ways[] = {
      {ACTION_IMPORT, N_("look at a CSV file or a whole folder, then import it: all or nothing")},
      {ACTION_EXPORT, N_("write one kind of record, or the whole base, as CSV files")},
      {ACTION_WRITE_REPORT, N_("write an indicator into a file")},
      {ACTION_PREVIEW, N_("see who would move by the criteria of a file, before they are imported")},
  };
  for (size_t i = 0; i < COUNT_OF(ways); i++) {
    char key[KEY_NAME_SIZE];
    sheet_add(sheet, COLOUR_PLAIN, screen_key_name(screen, ways[i].action, key), _(ways[i].text));
  }
}

/* --- The view --- */

static void open_files(struct screen *screen) {
  sheet_start(&files_of(screen)->sheet);
}

static void read_files(struct screen *screen) {
  struct files_state *state = files_of(screen);
  const struct files_work *files = files_result(screen);
  state->n_done = screen->long_works.n_done;
  sheet_clear(&state->sheet);
  if (files)
    add_result(screen, &state->sheet, files);
  else
    add_ways(screen, &state->sheet);
  sheet_show(&state->sheet, true);
}

static void tick_files(struct screen *screen) {
  if (files_of(screen)->n_done == screen->long_works.n_done)
    return;
  read_files(screen);
  table_go(&files_of(screen)->sheet.list.table, 0);
}

static void draw_files(struct screen *screen, int top, int rows) {
  const struct long_work *work = screen->long_works.underway;
  struct str progress = {0};
  char in[KEY_NAME_SIZE], out[KEY_NAME_SIZE], report[KEY_NAME_SIZE], criteria[KEY_NAME_SIZE];
  terminal_putf(top, 1, terminal_columns() - 1, STYLE(.bold = true), false,
                _("%s: import   %s: export   %s: an indicator   %s: criteria of a file"),
                screen_key_name(screen, ACTION_IMPORT, in), screen_key_name(screen, ACTION_EXPORT, out),
                screen_key_name(screen, ACTION_WRITE_REPORT, report),
                screen_key_name(screen, ACTION_PREVIEW, criteria));
  if (work)
    long_work_progress(work, &progress);
  terminal_put(top + 1, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE, .bold = true), false,
               str_text(&progress));
  str_free(&progress);
  sheet_draw(screen, &files_of(screen)->sheet, top + HEADING_ROWS, rows - HEADING_ROWS, "");
}

/* --- Keys --- */

static void request_files(struct screen *screen, enum action action) {
  switch (action) {
  case ACTION_OPEN:
    sheet_open(screen, &files_of(screen)->sheet);
    break;
  case ACTION_IMPORT:
    files_ask_import(screen);
    break;
  case ACTION_TAKE_IN:
    files_take_in(screen);
    break;
  case ACTION_EXPORT:
    files_ask_export(screen);
    break;
  case ACTION_WRITE_REPORT:
    files_ask_report(screen);
    break;
  case ACTION_PREVIEW:
    files_ask_preview(screen);
    break;
  default:
    break;
  }
}

static const char *files_offers(const struct screen *screen, enum action action, const char *usual) {
  const struct files_work *files = files_result(screen);
  return action == ACTION_TAKE_IN && !(files && files->deed == FILES_LOOKS && files->work.good) ? NULL : usual;
}

static struct screen_table *files_table(struct screen *screen) {
  return &files_of(screen)->sheet.list;
}

static void close_files(struct screen *screen) {
  sheet_end(&files_of(screen)->sheet);
}

const struct view files_view = {
    .id = VIEW_FILES,
    .title = N_("Files in and out"),
    .may = MAY_RECORD,
    .shown_by = ACTION_FILES,
    .state_size = sizeof(struct files_state),
    .legend = N_("! fault\twhat must be mended in the file: file, line, column and why"),
    .open = open_files,
    .read = read_files,
    .draw = draw_files,
    .tick = tick_files,
    .request = request_files,
    .table = files_table,
    .offers = files_offers,
    .close = close_files,
};
