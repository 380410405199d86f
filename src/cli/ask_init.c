/* What `vaktrom init` has to know, asked on a terminal: a base of one's own, the demonstration base, or a folder. */
#include "cli/ask_init.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ots_most = 20, files_of_base = 3 };

struct team_answers {
  const char *id, *kind, *name, *location, *ht, *lat, *lon, *areas;
};
struct person_answers {
  const char *id, *name, *role, *functions;
};
struct base_answers {
  struct ask *asking;
  const char *unit, *zone;
  VEC(struct team_answers) teams; /* the HT first */
  VEC(struct person_answers) people;
  const char *owner; /* the staff id of who types, or NULL */
};

/* --- Checks ------------------------------------------------------------------------------------------------------- */

/* The check that an import of the cell would make. */
struct cell_question {
  const char *kind, *column;
  struct base_answers *base; /* for an id, which may not be there yet */
};

static bool is_taken(const struct base_answers *base, const char *kind, const char *id) {
  bool teams = text_equal(kind, "teams");
  for (size_t t = 0; teams && t < base->teams.n; t++)
    if (text_equal(base->teams.at[t].id, id))
      return true;
  for (size_t p = 0; !teams && p < base->people.n; p++)
    if (text_equal(base->people.at[p].id, id))
      return true;
  return false;
}

static const char *check_cell(void *context, const char *answer, struct arena *arena, struct str *why) {
  const struct cell_question *asked = context;
  const struct kind *kind = kind_find(asked->kind);
  const struct column *column = &kind->columns[kind_column(kind, asked->column)];
  int code = column->words && *answer ? word_typed(column->words, answer) : NONE;
  const char *cell = cell_parse(column, code == NONE ? answer : word_token(column->words, code), arena, why);
  if (cell && column->flags & COLUMN_KEY && is_taken(asked->base, asked->kind, cell))
    return str_refuse(why, _("'%s' is taken already"), cell);
  return cell;
}

static const char *ask_cell(struct base_answers *base, const char *kind, const char *column, const char *text,
                            const char *fallback) {
  struct cell_question asked = {.kind = kind, .column = column, .base = base};
  return ask(base->asking,
             &(struct question){.text = text, .fallback = fallback, .check = check_cell, .context = &asked});
}

static const char *check_zone(void *context, const char *answer, struct arena *arena, struct str *why) {
  (void)context;
  (void)arena;
  return clock_set_zone(answer) ? answer
                                : str_refuse(why, _("this machine knows no time zone '%s' (Europe/Oslo)"), answer);
}

/* Nothing, or two numbers between which stands a blank; a comma before the blank may end the first. */
static const char *check_position(void *context, const char *answer, struct arena *arena, struct str *why) {
  size_t first = strcspn(answer, " ");
  const char *second = answer + first + strspn(answer + first, " ");
  size_t length = first && answer[first - 1] == ',' ? first - 1 : first;
  struct cell_question asked = {.kind = "teams", .column = "lat", .base = context};
  if (!*answer)
    return ""; /* people may not have it at hand: travel times can be imported as well */
  if (!*second)
    return str_refuse(why, "%s", _("two numbers are needed, latitude and longitude: 60.2966 5.3313"));
  const char *lat = check_cell(&asked, arena_printf(arena, "%.*s", (int)length, answer), arena, why);
  asked.column = "lon";
  const char *lon = lat ? check_cell(&asked, second, arena, why) : NULL;
  return lon ? arena_printf(arena, "%s %s", lat, lon) : NULL;
}

static const char *check_count(void *context, const char *answer, struct arena *arena, struct str *why) {
  char *end;
  long n = strtol(answer, &end, 10);
  (void)context;
  (void)arena;
  return !*end && n >= 0 && n <= ots_most ? answer : str_refuse(why, _("a number from 0 to %d is needed"), ots_most);
}

static const char *check_choice(void *context, const char *answer, struct arena *arena, struct str *why) {
  (void)context;
  (void)arena;
  return strlen(answer) == 1 && strchr("123", *answer) ? answer : str_refuse(why, "%s", _("answer 1, 2 or 3"));
}

static const char *check_folder(void *context, const char *answer, struct arena *arena, struct str *why) {
  struct stat about;
  (void)context;
  (void)arena;
  return stat(answer, &about) == 0 && S_ISDIR(about.st_mode) ? answer
                                                             : str_refuse(why, _("there is no folder '%s'"), answer);
}

/* --- A base of one's own ------------------------------------------------------------------------------------------ */

static void ask_position(struct base_answers *base, struct team_answers *team, const struct team_answers *ht) {
  const char *as_ht = ht && *ht->lat ? arena_printf(&base->asking->arena, "%s %s", ht->lat, ht->lon) : "";
  const char *position = ask(
      base->asking, &(struct question){
                        .text = _("  Position (latitude and longitude, as maps on the web show them; may be left out)"),
                        .fallback = as_ht,
                        .check = check_position,
                        .context = base});
  size_t length = strcspn(position, " ");
  team->lat = arena_printf(&base->asking->arena, "%.*s", (int)length, position);
  team->lon = position[length] ? position + length + 1 : "";
}

static void ask_team(struct base_answers *base, const char *id) {
  const struct team_answers *ht = base->teams.n ? &base->teams.at[0] : NULL;
  struct team_answers team = {.kind = ht ? "OT" : "HT", .ht = ht ? ht->id : "", .areas = ""};
  team.id = ask_cell(base, "teams", "team", _("  Id"), id);
  team.name = ask_cell(base, "teams", "name", _("  Name"), NULL);
  team.location = ask_cell(base, "teams", "location", _("  Where its base is (street or house)"),
                           ht && *ht->location ? ht->location : NULL);
  ask_position(base, &team, ht);
  if (ht)
    team.areas = ask_cell(base, "teams", "areas", _("  Areas that it serves, separated by blanks"), "");
  vec_push(&base->teams, team);
}

static void ask_teams(struct base_answers *base) {
  puts(_("The HT, the nurses' team of the base"));
  ask_team(base, "HT1");
  const char *n = ask(
      base->asking, &(struct question){.text = _("How many OTs does it have"), .fallback = "1", .check = check_count});
  long count = base->asking->ended ? 0 : strtol(n, NULL, 10);
  for (long i = 1; i <= count && !base->asking->ended; i++) {
    printf(_("OT %ld of %ld\n"), i, count);
    ask_team(base, arena_printf(&base->asking->arena, "OT%ld", i));
  }
}

static void ask_person(struct base_answers *base, const char *id, const char *functions) {
  struct person_answers person = {.functions = functions};
  person.name = ask_cell(base, "staff", "name", _("  Name"), NULL);
  person.id = ask_cell(base, "staff", "staff", _("  Employee id"), id);
  person.role = ask_cell(base, "staff", "role", _("  Role"), word_label(&words_role, ROLE_NURSE));
  vec_push(&base->people, person);
}

/* The one who types owns the store; as a member of staff what they do carries their name. */
static void ask_people(struct base_answers *base) {
  puts(_("The section leader"));
  ask_person(base, "S1", "section_leader");
  if (ask_yes(base->asking, _("Are you the section leader"), true)) {
    base->owner = base->people.at[0].id;
  } else if (ask_yes(base->asking, _("Are you a member of the staff"), false)) {
    ask_person(base, "S2", "");
    base->owner = base->people.at[1].id;
  }
}

static void ask_base(struct base_answers *base) {
  base->unit = ask(base->asking, &(struct question){.text = _("Name of the unit, printed on paper"), .fallback = ""});
  base->zone =
      ask(base->asking, &(struct question){.text = _("Time zone"), .fallback = "Europe/Oslo", .check = check_zone});
  ask_teams(base);
  ask_people(base);
}

/* --- As files ----------------------------------------------------------------------------------------------------- */

static const char *kept(struct base_answers *base, struct str *text) {
  const char *copy = arena_strdup(&base->asking->arena, str_text(text));
  str_free(text);
  return copy;
}

static void write_row(struct csv_writer *writer, const char *const *cells, size_t n) {
  for (size_t c = 0; c < n; c++)
    csv_write_free_text(writer, cells[c]);
  csv_write_end_row(writer);
}
#define WRITE_ROW(writer, ...)                                                                                         \
  write_row(writer, (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *const[]){__VA_ARGS__})))

static const char *settings_file(struct base_answers *base) {
  struct str text = {0};
  struct csv_writer writer;
  csv_write_start(&writer, &text, false);
  WRITE_ROW(&writer, "name", "value");
  WRITE_ROW(&writer, "unit", base->unit);
  WRITE_ROW(&writer, "time_zone", base->zone);
  return kept(base, &text);
}

static const char *teams_file(struct base_answers *base) {
  struct str text = {0};
  struct csv_writer writer;
  csv_write_start(&writer, &text, false);
  WRITE_ROW(&writer, "team", "kind", "name", "location", "ht", "lat", "lon", "max_lists", "areas");
  for (size_t t = 0; t < base->teams.n; t++) {
    const struct team_answers *team = &base->teams.at[t];
    WRITE_ROW(&writer, team->id, team->kind, team->name, team->location, team->ht, team->lat, team->lon, "",
              team->areas);
  }
  return kept(base, &text);
}

static const char *staff_file(struct base_answers *base) {
  struct str text = {0};
  struct csv_writer writer;
  csv_write_start(&writer, &text, false);
  WRITE_ROW(&writer, "staff", "name", "role", "team", "position_pct", "functions", "skills", "languages", "transport",
            "employment", "exclude_tasks");
  for (size_t p = 0; p < base->people.n; p++) {
    const struct person_answers *person = &base->people.at[p];
    WRITE_ROW(&writer, person->id, person->name, person->role, base->teams.at[0].id, "100", person->functions, "", "",
              "car", "permanent", "");
  }
  return kept(base, &text);
}

static void fill_request(struct base_answers *base, struct init_request *request) {
  struct init_file *files = arena_alloc(&base->asking->arena, files_of_base * sizeof *files);
  files[0] = (struct init_file){.kind = "settings", .text = settings_file(base)};
  files[1] = (struct init_file){.kind = "teams", .text = teams_file(base)};
  files[2] = (struct init_file){.kind = "staff", .text = staff_file(base)};
  request->files = files;
  request->n_files = files_of_base;
  request->owner_staff = base->owner;
}

/* --- Summary ------------------------------------------------------------------------------------------------------ */

static void summarize(const struct base_answers *base, const struct init_request *request) {
  printf(_("\nThis will be made: %s\n"), request->path);
  if (request->demo)
    puts(_("  the demonstration base"));
  if (request->folder)
    printf(_("  a base with what %s holds\n"), request->folder);
  if (!request->demo)
    puts(_("  a real base: $VAKTROM_NOW will not move its clock (setting production)"));
  if (request->demo || request->folder)
    return;
  printf(_("  unit %s, time zone %s\n"), *base->unit ? base->unit : "-", base->zone);
  for (size_t t = 0; t < base->teams.n; t++) {
    const struct team_answers *team = &base->teams.at[t];
    printf(_("  %s %s, %s, %s; areas: %s\n"), team->id, team->name, team->location,
           *team->lat ? arena_printf(&base->asking->arena, "%s %s", team->lat, team->lon) : _("no position yet"),
           *team->areas ? team->areas : "-");
  }
  for (size_t p = 0; p < base->people.n; p++) {
    const struct person_answers *person = &base->people.at[p];
    bool you = text_equal(person->id, base->owner);
    const char *form = *person->functions
                           ? you ? _("  %s %s, %s, section leader: you\n") : _("  %s %s, %s, section leader\n")
                           : _("  %s %s, %s: you\n");
    printf(form, person->id, person->name, person->role);
  }
}

/* --- Everything --------------------------------------------------------------------------------------------------- */

static void ask_what(struct base_answers *base, struct init_request *request) {
  printf(_("A new base in %s. Enter takes what stands in [ ]; with Ctrl-C nothing is made.\n"), request->path);
  puts(_("  1  a base of your own: its first teams, its section leader and you\n"
         "  2  the demonstration base: fictional people, dates about today\n"
         "  3  a base from a folder of CSV files, one a KIND (teams.csv, patients.csv)"));
  const char *choice =
      ask(base->asking, &(struct question){.text = _("Which"), .fallback = "1", .check = check_choice});
  request->demo = text_equal(choice, "2");
  if (text_equal(choice, "3"))
    request->folder = ask(base->asking, &(struct question){.text = _("Folder"), .check = check_folder});
  else if (!request->demo)
    ask_base(base);
}

bool ask_init(struct ask *asking, struct init_request *request, struct error *err) {
  struct base_answers base = {.asking = asking};
  ask_what(&base, request);
  request->production = !request->demo;
  bool yes = false;
  if (!asking->ended) {
    if (!request->demo && !request->folder)
      fill_request(&base, request);
    summarize(&base, request);
    yes = ask_yes(asking, _("Make it"), false) && !asking->ended;
  }
  vec_free(&base.teams);
  vec_free(&base.people);
  if (asking->ended)
    puts("");
  return yes || error_set(err, STATUS_USAGE, "%s", _("nothing was made"));
}
