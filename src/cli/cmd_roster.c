/* roster: the daily roster on paper. */
#include "cli/list_json.h"
#include "cli/paper_cli.h"
#include "vaktrom/dispatch/flows.h"
#include "vaktrom/dispatch/may.h"

static bool same_in_any_case(const char *a, const char *b) {
  struct str first = {0}, second = {0};
  text_fold(&first, a);
  text_fold(&second, b);
  bool same = text_equal(str_text(&first), str_text(&second));
  str_free(&first);
  str_free(&second);
  return same;
}

/* The unit as the teams have it, whatever its letters' case; NULL with the known ones in `known` where none has it. */
static const char *find_unit(const struct day *day, const char *unit, struct str *known) {
  const char *found = NULL;
  for (int i = 0; i < day->n_teams && !found; i++) {
    const char *own = day->teams[i].unit;
    bool named = text_is_empty(own);
    for (int before = 0; before < i && !named; before++)
      named = text_equal(day->teams[before].unit, own);
    if (named)
      continue;
    str_addf(known, "%s%s", known->n ? ", " : "", own);
    found = same_in_any_case(own, unit) ? own : NULL;
  }
  return found;
}

static bool check_unit(const struct day *day, struct roster_filter *filter, struct error *err) {
  struct str known = {0};
  const char *unit = find_unit(day, filter->unit, &known);
  if (!unit && known.n)
    error_set(err, STATUS_USAGE, _("there is no unit '%s'; there are: %s"), filter->unit, str_text(&known));
  else if (!unit)
    error_set(err, STATUS_USAGE, _("there is no unit '%s': no team names one (edit teams TEAM unit=NAME)"),
              filter->unit);
  str_free(&known);
  filter->unit = unit;
  return unit != NULL;
}

/* Sets the unit as it is written in the teams. */
static bool check_filter(const struct day *day, struct roster_filter *filter, struct error *err) {
  int team;
  if (filter->team && !dispatch_find_team(day, filter->team, NONE, &team, err))
    return false;
  if (filter->summary && (filter->team || filter->list))
    return error_set(err, STATUS_USAGE, "%s", _("--summary is of units: give it without --team and --list"));
  if (filter->list && day_find_list(day, filter->list) == NONE)
    return error_set(err, STATUS_USAGE, _("there is no list '%s' on that date"), filter->list);
  return !filter->unit || check_unit(day, filter, err);
}

/* --- JSON: the lists with what their paper shows --- */

/* Whether the roster of the filter has the list. */
static bool is_shown(const struct day *day, const struct work_list *list, const struct roster_filter *filter) {
  return (filter->shift == NONE || filter->shift == (int)list->shift) &&
         (!filter->team || text_equal(filter->team, day->teams[list->team].id)) &&
         (!filter->unit || text_equal(filter->unit, day->teams[list->team].unit)) &&
         (!filter->list || text_equal(filter->list, list->id));
}

/* A protected patient stands by the number only, as on paper. */
static void add_patient(cJSON *stop, const struct day *day, const struct visit *visit, int partner) {
  const struct patient *patient = &day->patients[visit->patient];
  bool hidden = !patient_address_shown(patient);
  int with = partner == NONE ? NONE : day->visits[partner].staff;
  json_text(stop, "name", hidden ? NULL : patient->name);
  json_text(stop, "address", hidden ? NULL : patient->address);
  json_text(stop, "task_name", day->tasks[visit->task].name);
  json_text(stop, "important", patient->important);
  json_text(stop, "access", hidden ? NULL : patient->access);
  json_text(stop, "key_number", patient->key_number);
  json_text(stop, "with", with == NONE ? NULL : day->staff[with].name);
}

static cJSON *roster_list_json(const struct day *day, const struct list_sheet *sheets, int index) {
  const struct list_sheet *sheet = &sheets[index];
  const struct work_list *list = &day->lists[sheet->list];
  cJSON *object = list_json(day, sheet), *stop;
  struct car car = dispatch_car(day, sheets, sheet->list);
  char number[16];
  json_text(object, "team_name", day->teams[list->team].name);
  json_text(object, "car", car_text(&car, number, sizeof number));
  json_text(object, "staff_name", list->staff == NONE ? NULL : day->staff[list->staff].name);
  int i = 0;
  cJSON_ArrayForEach(stop, cJSON_GetObjectItem(object, "visits")) {
    int visit = sheet->stops[i++].visit;
    add_patient(stop, day, &day->visits[visit], day_partner(day, visit));
  }
  return object;
}

static void render_json(struct store *store, struct day *day, const struct roster_filter *filter, struct str *out) {
  const struct list_sheet *sheets = dispatch_sheets(store, day);
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < day->n_lists; i++)
    if (is_shown(day, &day->lists[i], filter))
      cJSON_AddItemToArray(array, roster_list_json(day, sheets, i));
  char *text = cJSON_Print(array);
  str_addf(out, "%s\n", text);
  cJSON_free(text);
  cJSON_Delete(array);
}

/* --- Whether a printed sheet is still right --- */

static cJSON *mark_json(const char *mark, const struct paper_section *sheet) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "mark", mark);
  cJSON_AddBoolToObject(object, "current", sheet != NULL);
  json_text(object, "sheet", sheet ? sheet->title : NULL);
  return object;
}

/* What is typed wrong, or a sheet of another date or filter, or one that was changed since. */
static const char *mark_in_words(struct arena *arena, const struct day *day, const char *mark,
                                 const struct paper_section *sheet) {
  if (sheet)
    return arena_printf(arena, _("%s is right: %s"), mark, sheet->title);
  if (!paper_may_be_mark(mark))
    return arena_printf(arena, _("%s can be no mark: a mark has six letters and digits, and none of 0, 1, I and O"),
                        mark);
  char on[DATE_SIZE];
  date_show(day->date, on);
  return arena_printf(
      arena, _("%s is on no sheet of %s any more: print it again (a sheet of another day: give its --date)"), mark, on);
}

/* Looks for the marks, separated by blanks, on the sheets that would be printed now. */
static void check_marks(struct invocation *call, const struct day *day, const struct paper *paper, const char *marks,
                        enum status *status) {
  struct arena *arena = &call->arena;
  cJSON *array = cJSON_CreateArray();
  const char *mark;
  while ((mark = arena_word(arena, &marks))) {
    const struct paper_section *sheet = paper_find_mark(paper, mark);
    if (!sheet)
      *status = STATUS_NEEDS_PERSON;
    if (call->json)
      cJSON_AddItemToArray(array, mark_json(mark, sheet));
    else
      print_safe(mark_in_words(arena, day, mark, sheet));
  }
  if (call->json)
    print_json(array);
  else
    cJSON_Delete(array);
}

static void check_printed(struct invocation *call, struct day *day, const struct roster_filter *filter,
                          enum status *status) {
  struct paper paper;
  paper_roster(call->session.store, day, filter, &paper);
  check_marks(call, day, &paper, option_text(call, "current"), status);
  paper_free(&paper);
}

/* Nobody believes to have printed what was nothing. */
static bool has_sheets(const struct day *day, const struct paper *paper, struct error *err) {
  char on[DATE_SIZE];
  date_show(day->date, on);
  return paper->sections.n > 0 ||
         error_set(err, STATUS_USAGE,
                   _("no sheet of %s fits: there are no lists and no visits for this date, shift, team or list"), on);
}

/* Makes the roster of a loaded day, in whatever form is asked for. */
static bool put_roster(struct invocation *call, struct day *day, const struct roster_filter *filter,
                       struct error *err) {
  struct store *store = call->session.store;
  struct paper paper = {0};
  struct str text = {0};
  bool done;
  if (call->json) {
    render_json(store, day, filter, &text);
    done = paper_put_bytes(call, &text, err);
  } else {
    paper_roster(store, day, filter, &paper);
    done = has_sheets(day, &paper, err) && paper_put_out(call, &paper, err);
  }
  str_free(&text);
  paper_free(&paper);
  return done;
}

static bool run_roster(struct invocation *call, enum status *status, struct error *err) {
  struct roster_filter filter = {.shift = option_word(call, "shift", NONE),
                                 .team = option_text(call, "team"),
                                 .list = option_text(call, "list"),
                                 .unit = option_text(call, "unit"),
                                 .initials = option(call, "initials")->given,
                                 .summary = option(call, "summary")->given};
  date on = option_date(call, "date", dispatch_shown_date(call->session.store));
  struct day *day = NULL;
  if (filter.list && !option(call, "date")->given &&
      dispatch_date_of_list(call->session.store, filter.list) != DATE_NONE)
    on = dispatch_date_of_list(call->session.store, filter.list);
  bool done = paper_options_check(call, err) && dispatch_read_whole_day(&call->session, on, &day, err) &&
              check_filter(day, &filter, err);
  if (done && option(call, "current")->given)
    check_printed(call, day, &filter, status);
  else
    done = done && put_roster(call, day, &filter, err);
  day_free(day);
  return done;
}

static const struct option_spec options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date (default: today, else the next with lists)")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("only this shift")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only this team")},
    {"unit", "UNIT", OPTION_TEXT, NULL, N_("only the teams of this unit")},
    {"list", "LIST", OPTION_TEXT, NULL, N_("only this list")},
    {"summary", NULL, OPTION_FLAG, NULL, N_("only the sheet of each unit: its teams, who leads, what nobody has")},
    {"current", "MARKS", OPTION_TEXT, NULL,
     N_("print nothing, but say whether sheets with these marks (at their foot) are still right")},
    PAPER_OPTIONS,
    {0},
};
const struct command command_roster = {
    .name = "roster",
    .arguments = "--date D [--shift S] [--team T] [--unit U] [--list L] [--summary] [--initials] [--current MARKS] "
                 "[--format text|pdf|csv] [--landscape|--portrait] [--out FILE|--print [PRINTER]]",
    .summary = N_("the daily roster: a sheet for each unit and each team's shift, and a page for each list"),
    .options = options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Every day"),
    .run = run_roster,
};
