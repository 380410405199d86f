/* lists, list: the work lists of a date, and one list with its visits. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/list_json.h"
#include "vaktrom/dispatch/flows.h"
#include "vaktrom/dispatch/may.h"

/* What both commands read: the day, and the figures of its lists. */
struct view {
  struct day *day;
  const struct list_sheet *sheets;
};

static bool open_view(struct invocation *call, date on, struct view *view, struct error *err) {
  if (!dispatch_read_whole_day(&call->session, on, &view->day, err))
    return false;
  view->sheets = dispatch_sheets(call->session.store, view->day);
  return true;
}

/* --- JSON (interface.md, lists --json) --- */

cJSON *stop_json(const struct day *day, const struct list_stop *stop) {
  const struct visit *visit = &day->visits[stop->visit];
  cJSON *object = cJSON_CreateObject();
  json_text(object, "visit", visit->id);
  json_text(object, "patient", day->patients[visit->patient].id);
  json_text(object, "task", day->tasks[visit->task].id);
  json_integer(object, "seq", visit->seq);
  json_time(object, "arrive", day->date, stop->arrive);
  json_time(object, "start", day->date, stop->start);
  json_instant(object, "start_at", instant_of(day->date, stop->start));
  json_time(object, "end", day->date, stop->end);
  json_integer(object, "travel_min", stop->travel_min);
  json_integer(object, "wait_min", stop->wait_min);
  json_integer(object, "late_min", stop->late_min);
  cJSON_AddBoolToObject(object, "pinned", visit->pinned);
  return object;
}

cJSON *list_json(const struct day *day, const struct list_sheet *sheet) {
  const struct work_list *list = &day->lists[sheet->list];
  cJSON *object = cJSON_CreateObject();
  json_text(object, "list", list->id);
  json_date(object, "date", list->date);
  json_text(object, "shift", word_token(&words_shift, (int)list->shift));
  json_text(object, "team", day->teams[list->team].id);
  json_text(object, "staff", list->staff == NONE ? NULL : day->staff[list->staff].id);
  json_time(object, "start", day->date, list->start);
  json_time(object, "end", day->date, list->end);
  json_text(object, "function", word_token(&words_function, (int)list->function));
  cJSON *visits = cJSON_AddArrayToObject(object, "visits");
  for (int i = 0; i < sheet->n_stops; i++)
    cJSON_AddItemToArray(visits, stop_json(day, &sheet->stops[i]));
  json_integer(object, "visit_min", sheet->visit_min);
  json_integer(object, "travel_min", sheet->travel_min);
  json_integer(object, "overtime_min", sheet->overtime_min);
  json_integer(object, "load", sheet->load);
  json_integer(object, "capacity_min", sheet->capacity_min);
  return object;
}

/* --- Text --- */

static void cell_time(struct table *table, date on, minute at) {
  char text[TIME_SIZE];
  time_format(on, at, text);
  table_cell(table, "%s", text);
}

/* For people 7:15, in CSV minutes. */
static void cell_duration(struct table *table, const struct invocation *call, int minutes) {
  if (call->csv)
    table_cell(table, "%d", minutes);
  else
    table_cell(table, "%d:%02d", minutes / 60, minutes % 60);
}

static void list_row(struct table *table, const struct invocation *call, const struct view *view, int index) {
  const struct day *day = view->day;
  const struct work_list *list = &day->lists[index];
  const struct list_sheet *sheet = &view->sheets[index];
  table_cell(table, "%s", list->id);
  table_cell_word(table, &words_shift, (int)list->shift);
  table_cell(table, "%s", call->csv ? day->teams[list->team].id : day->teams[list->team].name);
  if (list->staff == NONE)
    table_cell(table, "%s", call->csv ? "" : _("nobody"));
  else
    table_cell(table, "%s", call->csv ? day->staff[list->staff].id : day->staff[list->staff].name);
  table_cell_word(table, &words_function, (int)list->function);
  cell_time(table, day->date, list->start);
  cell_time(table, day->date, list->end);
  table_cell(table, "%d", sheet->n_stops);
  cell_duration(table, call, sheet->visit_min);
  cell_duration(table, call, sheet->travel_min);
  table_cell(table, "%d", sheet->load);
  table_cell(table, "%d", sheet->late_min);
  table_cell(table, "%d", sheet->overtime_min);
}

static struct table *lists_table(void) {
  static const char *const headers[] = {N_("list"),  N_("shift"), N_("team"),    N_("worker"), N_("function"),
                                        N_("start"), N_("end"),   N_("visits"),  N_("work"),   N_("driving"),
                                        N_("load"),  N_("late"),  N_("overtime")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int column = 7; column < (int)COUNT_OF(headers); column++)
    table_align_right(table, column);
  return table;
}

static bool waits(const struct visit *visit, int shift, int team) {
  return visit->state == VISIT_UNASSIGNED && (shift == NONE || (int)visit->shift == shift) &&
         (team == NONE || visit->team == team);
}

static void waiting_row(struct table *table, const struct day *day, const struct visit *visit) {
  const struct patient *patient = &day->patients[visit->patient];
  struct arena arena = {0};
  table_cell(table, "  %s", word_label(&words_priority, (int)visit->priority));
  cell_time(table, day->date, visit->windows[0].earliest);
  table_cell(table, "%s", visit->id);
  table_cell(table, "%s %s", patient->id, patient_shown_name(patient));
  table_cell(table, "%s", day->tasks[visit->task].name);
  table_cell(table, "%s", visit->reason ? said_words(&arena, visit->reason) : "");
  arena_free(&arena);
}

/* The visits that nobody has, so that they cannot be overlooked below the lists. */
static void print_unassigned(const struct day *day, int shift, int team) {
  static const char *const headers[] = {N_("  Unassigned"), N_("from"), N_("visit"),
                                        N_("patient"),      N_("task"), N_("why")};
  VEC(const struct visit *) waiting = {0};
  for (int i = 0; i < day->n_visits; i++)
    if (waits(&day->visits[i], shift, team))
      vec_push(&waiting, &day->visits[i]);
  if (waiting.n) {
    struct table *table = table_new(headers, (int)COUNT_OF(headers));
    qsort(waiting.at, waiting.n, sizeof *waiting.at, visit_compare_waiting);
    for (size_t i = 0; i < waiting.n; i++)
      waiting_row(table, day, waiting.at[i]);
    putchar('\n');
    table_print(table, false);
  }
  vec_free(&waiting);
}

static bool must_waits(const struct day *day, int shift, int team) {
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    if (visit->state == VISIT_UNASSIGNED && visit->priority == PRIORITY_MUST &&
        (shift == NONE || (int)visit->shift == shift) && (team == NONE || visit->team == team))
      return true;
  }
  return false;
}

/* --- lists --- */

static bool find_team(const struct invocation *call, const struct day *day, int *team, struct error *err) {
  const char *name = option_text(call, "team");
  *team = NONE;
  return !name || dispatch_find_team(day, name, NONE, team, err);
}

static void print_lists(const struct invocation *call, const struct view *view, int shift, int team) {
  cJSON *array = call->json ? cJSON_CreateArray() : NULL;
  struct table *table = call->json ? NULL : lists_table();
  for (int i = 0; i < view->day->n_lists; i++) {
    const struct work_list *list = &view->day->lists[i];
    if ((shift != NONE && (int)list->shift != shift) || (team != NONE && list->team != team))
      continue;
    if (call->json)
      cJSON_AddItemToArray(array, list_json(view->day, &view->sheets[i]));
    else
      list_row(table, call, view, i);
  }
  if (call->json) {
    print_json(array);
    return;
  }
  table_print(table, call->csv);
  if (!call->csv)
    print_unassigned(view->day, shift, team);
}

static bool run_lists(struct invocation *call, enum status *status, struct error *err) {
  struct view view = {0};
  int team;
  int shift = option_word(call, "shift", NONE);
  bool done = open_view(call, option_date(call, "date", dispatch_shown_date(call->session.store)), &view, err) &&
              find_team(call, view.day, &team, err);
  if (done) {
    print_lists(call, &view, shift, team);
    *status = must_waits(view.day, shift, team) ? STATUS_NEEDS_PERSON : STATUS_OK;
  }
  day_free(view.day);
  return done;
}

static const struct option_spec lists_options[] = {
    {"date", "DATE", OPTION_DATE, NULL, N_("the date (default: today, else the next with lists)")},
    {"shift", "SHIFT", OPTION_WORD, &words_shift, N_("only this shift")},
    {"team", "TEAM", OPTION_TEXT, NULL, N_("only this team")},
    {0},
};
const struct command command_lists = {
    .name = "lists",
    .arguments = "[--date D] [--shift S] [--team T]",
    .summary = N_("the work lists of a date, and what is unassigned"),
    .options = lists_options,
    .max_words = 0,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_lists,
};

/* --- list --- */

static struct table *stops_table(void) {
  static const char *const headers[] = {N_("seq"),     N_("arrive"),  N_("start"), N_("end"),
                                        N_("driving"), N_("waiting"), N_("late"),  N_("visit"),
                                        N_("patient"), N_("name"),    N_("task"),  N_("pinned")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  for (int column = 4; column < 7; column++)
    table_align_right(table, column);
  return table;
}

static void stop_row(struct table *table, const struct invocation *call, const struct day *day,
                     const struct list_stop *stop) {
  const struct visit *visit = &day->visits[stop->visit];
  table_cell(table, "%d", visit->seq);
  cell_time(table, day->date, stop->arrive);
  cell_time(table, day->date, stop->start);
  cell_time(table, day->date, stop->end);
  table_cell(table, "%d", stop->travel_min);
  table_cell(table, "%d", stop->wait_min);
  table_cell(table, "%d", stop->late_min);
  table_cell(table, "%s", visit->id);
  table_cell(table, "%s", day->patients[visit->patient].id);
  table_cell(table, "%s", patient_shown_name(&day->patients[visit->patient]));
  table_cell(table, "%s", call->csv ? day->tasks[visit->task].id : day->tasks[visit->task].name);
  if (call->csv)
    table_cell_word(table, &words_yes_no, visit->pinned);
  else
    table_cell_said(table, visit->pinned ? N_("pinned") : "");
}

static void print_list(const struct invocation *call, const struct view *view, int index) {
  if (call->json) {
    print_json(list_json(view->day, &view->sheets[index]));
    return;
  }
  if (!call->csv) {
    struct table *head = lists_table();
    list_row(head, call, view, index);
    table_print(head, false);
    puts("");
  }
  struct table *table = stops_table();
  for (int i = 0; i < view->sheets[index].n_stops; i++)
    stop_row(table, call, view->day, &view->sheets[index].stops[i]);
  table_print(table, call->csv);
}

/* Why each visit is on the list. */
static bool print_reasons(const struct invocation *call, const struct view *view, int index, struct error *err) {
  static const char *const headers[] = {N_("start"), N_("visit"), N_("name"), N_("why here")};
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  const struct list_sheet *sheet = &view->sheets[index];
  bool done = true;
  for (int i = 0; done && i < sheet->n_stops; i++) {
    const struct visit *visit = &view->day->visits[sheet->stops[i].visit];
    const char *why = "";
    done = dispatch_why_here(call->session.store, view->day, sheet, &sheet->stops[i], &why, err);
    cell_time(table, view->day->date, sheet->stops[i].start);
    table_cell(table, "%s", visit->id);
    table_cell(table, "%s", patient_shown_name(&view->day->patients[visit->patient]));
    table_cell(table, "%s", why);
    cJSON *object = cJSON_CreateObject();
    json_text(object, "visit", visit->id);
    json_text(object, "why", why);
    cJSON_AddItemToArray(array, object);
  }
  print_records(call, table, array);
  return done;
}

static bool run_list(struct invocation *call, enum status *status, struct error *err) {
  (void)status;
  struct view view = {0};
  const char *id = call->words[0];
  date on = dispatch_date_of_list(call->session.store, id);
  if (on == DATE_NONE)
    return error_set(err, STATUS_USAGE, _("there is no list '%s' (vaktrom lists shows them)"), id);
  if (!open_view(call, on, &view, err))
    return false;
  bool done = true;
  if (option(call, "explain")->given)
    done = print_reasons(call, &view, day_find_list(view.day, id), err);
  else
    print_list(call, &view, day_find_list(view.day, id));
  day_free(view.day);
  return done;
}

static const struct option_spec list_options[] = {
    {"explain", NULL, OPTION_FLAG, NULL, N_("say why each visit is on it")},
    {0},
};

const struct command command_list = {
    .name = "list",
    .arguments = "LIST [--explain]",
    .summary = N_("one work list with its visits"),
    .options = list_options,
    .min_words = 1,
    .max_words = 1,
    .needs = NEEDS_STORE,
    .group = N_("Lists"),
    .run = run_list,
};
