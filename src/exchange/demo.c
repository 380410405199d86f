/* Finding the demonstration base and moving its dates. */
#include "demo.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cell.h"

enum { week_days = 7, path_max = 4096 };

/* --- Where it is -------------------------------------------------------------------------------------------------- */

static const char *if_readable(const char *folder, struct arena *arena) {
  return access(arena_printf(arena, "%s/teams.csv", folder), R_OK) == 0 ? folder : NULL;
}

/* The folder of the program's file. */
static const char *program_folder(struct arena *arena) {
  char path[path_max];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0)
    return NULL;
  path[length] = '\0';
  char *slash = strrchr(path, '/');
  if (slash)
    *slash = '\0';
  return arena_strdup(arena, path);
}

/* $VAKTROM_DATA/demo, else beside an installed program, else in the tree where it was built; NULL when nowhere. */
static const char *demo_folder(struct arena *arena) {
  static const char *const beside[] = {"../share/vaktrom/demo", "../data/demo", "../../data/demo"};
  const char *given = environment_get("VAKTROM_DATA");
  if (!text_is_empty(given))
    return if_readable(arena_printf(arena, "%s/demo", given), arena);
  const char *folder = program_folder(arena), *found = NULL;
  for (size_t i = 0; folder && !found && i < COUNT_OF(beside); i++)
    found = if_readable(arena_printf(arena, "%s/%s", folder, beside[i]), arena);
  return found;
}

/* The day for which the files were written. */
static date read_anchor(const char *folder, struct arena *arena) {
  char text[DATE_SIZE] = "";
  date anchor = date_from_ymd(2026, 3, 4), given;
  FILE *file = fopen(arena_printf(arena, "%s/anchor.txt", folder), "r");
  if (file && fgets(text, sizeof text, file) && date_parse(text, &given))
    anchor = given;
  if (file)
    fclose(file);
  return anchor;
}

/* --- Moving dates ------------------------------------------------------------------------------------------------- */

struct move {
  int days, weeks_days; /* of events, and of the calendar */
  date today;
  instant now;
};

static struct move move_from(date anchor) {
  date today = instant_date(clock_now());
  date monday = today - date_weekday(today), anchor_monday = anchor - date_weekday(anchor);
  return (struct move){
      .days = today - anchor, .weeks_days = monday - anchor_monday, .today = today, .now = clock_now()};
}

static const char *moved_date(const char *cell, int days, struct arena *arena) {
  date on;
  char text[DATE_SIZE];
  if (!date_parse(cell, &on))
    return cell;
  date_format(on + days, text);
  return arena_strdup(arena, text);
}

/* The same wall time some days later. */
static const char *moved_instant(const char *cell, int days, struct arena *arena) {
  instant at;
  char text[INSTANT_SIZE];
  if (!instant_parse(cell, &at))
    return cell;
  date on = instant_date(at);
  int wall = minute_to_wall(on, minute_of(on, at));
  instant_format(instant_of(on + days, minute_from_wall(on + days, wall)), text);
  return arena_strdup(arena, text);
}

struct moved_skills {
  int days;
  struct arena *arena;
  struct str text;
};

static void move_skill(void *context, const char *skill) {
  struct moved_skills *moved = context;
  size_t code = strcspn(skill, "@");
  if (moved->text.n)
    str_addc(&moved->text, ' ');
  str_addn(&moved->text, skill, code);
  if (!skill[code])
    return;
  const char *expiry = arena_printf(moved->arena, "%.*s", DATE_SIZE - 1, skill + code + 1);
  str_addf(&moved->text, "@%s%s", moved_date(expiry, moved->days, moved->arena), skill + code + DATE_SIZE);
}

static const char *moved_skills(const char *cell, int days, struct arena *arena) {
  struct moved_skills moved = {.days = days, .arena = arena};
  each_word(cell, move_skill, &moved);
  const char *text = arena_strdup(arena, str_text(&moved.text));
  str_free(&moved.text);
  return text;
}

static void move_row(struct intake *intake, struct batch_row *row, int days) {
  const struct column *columns = row->batch->kind->columns;
  for (int c = 0; columns[c].name; c++) {
    if (text_is_empty(row->cells[c]))
      continue;
    if (columns[c].type == COLUMN_DATE)
      row->cells[c] = moved_date(row->cells[c], days, &intake->arena);
    else if (columns[c].type == COLUMN_INSTANT)
      row->cells[c] = moved_instant(row->cells[c], days, &intake->arena);
    else if (columns[c].type == COLUMN_SKILLS)
      row->cells[c] = moved_skills(row->cells[c], days, &intake->arena);
  }
  batch_row_set_key(intake, row);
}

/* Whether a row tells of something that has happened, but would now lie ahead. */
static bool is_ahead(const struct batch_row *row, const struct move *move) {
  date on;
  instant at;
  const char *kind = row->batch->kind->name;
  if (text_equal(kind, "history"))
    return date_parse(row_cell(row, "date"), &on) && on >= move->today;
  if (text_equal(kind, "observations") || text_equal(kind, "queue"))
    return instant_parse(row_cell(row, "at"), &at) && at > move->now;
  return false;
}

static void move_batch(struct intake *intake, struct batch *batch, const struct move *move) {
  size_t kept = 0;
  for (size_t r = 0; r < batch->n_rows; r++) {
    move_row(intake, &batch->rows[r], batch->kind->calendar ? move->weeks_days : move->days);
    if (!is_ahead(&batch->rows[r], move))
      batch->rows[kept++] = batch->rows[r];
  }
  batch->n_rows = kept;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

bool demo_read(struct intake *intake, struct error *err) {
  const char *folder = demo_folder(&intake->arena);
  if (!folder)
    return error_set(err, STATUS_STORE, "%s",
                     _("the demonstration base is not found beside the program; name the folder that holds demo/ in "
                       "$VAKTROM_DATA"));
  struct move move = move_from(read_anchor(folder, &intake->arena));
  for (const struct kind *kind = kinds; kind->name; kind++) {
    const char *path = arena_printf(&intake->arena, "%s/%s.csv", folder, kind->name);
    if (access(path, R_OK) != 0)
      continue;
    batch_read(intake, kind, path, false);
    if (!text_equal(kind->name, "criteria")) /* a rule's date of effect is no event of the base */
      move_batch(intake, intake->batches.at[intake->batches.n - 1], &move);
  }
  return true;
}
