/* The daily roster: a section for each list, a row for each stop of the worker's round. */
#include "paper/roster.h"
#include "paper/words.h"

const struct paper_column roster_columns[] = {
    {"", 3, PAPER_TICK, 24},           {N_("start"), 5, PAPER_RIGHT, 28}, {N_("end"), 5, PAPER_RIGHT, 28},
    {N_("drive"), 5, PAPER_RIGHT, 28}, {N_("what"), 0, PAPER_LEAD, 0},    {N_("note"), 8, PAPER_TEXT, 96},
};
const int roster_n_columns = (int)COUNT_OF(roster_columns);

static const char *const headers[] = {
    "list", "date",    "shift", "team",       "staff",     "seq",    "arrive",     "start", "end", "patient",
    "name", "address", "task",  "travel_min", "important", "access", "key_number", "with",  "car",
};

const char *roster_time(const struct roster *roster, minute at) {
  char text[TIME_SIZE];
  time_format(roster->day->date, at, text);
  return arena_strdup(&roster->paper->arena, text);
}

static const char *duration_text(struct arena *arena, int minutes) {
  return arena_printf(arena, "%d:%02d", minutes / 60, minutes % 60);
}

const char *roster_worker_name(const struct roster *roster, int staff) {
  return staff == NONE ? _("nobody") : paper_safe(&roster->paper->arena, roster->day->staff[staff].name);
}

/* Adds what is good to know, all of it in one paragraph. */
static void add_note(struct str *text, bool *first, const char *label, const char *value) {
  if (text_is_empty(value))
    return;
  str_addf(text, "%s%s%s", *first ? "\n" : " · ", label, value);
  *first = false;
}

/* Who else comes to a two-person visit, and what must be kept to a visit that this one is linked with. */
static void add_links(struct roster *roster, int visit, struct str *text) {
  const struct day *day = roster->day;
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    if (link->first != visit && link->second != visit)
      continue;
    const struct visit *other = &day->visits[link->first == visit ? link->second : link->first];
    const char *task = paper_safe(&roster->paper->arena, day->tasks[other->task].name);
    if (link->different_staff && link->max_gap == 0)
      str_addf(text, _("\ntwo workers: with %s (%s)"), roster_worker_name(roster, other->staff), other->id);
    else if (link->second == visit)
      str_addf(text, _("\n%d to %d min after %s (%s, %s)"), link->min_gap, link->max_gap, task,
               roster_worker_name(roster, other->staff), roster_time(roster, other->start));
    else
      str_addf(text, _("\nthen %s %d to %d min later (%s)"), task, link->min_gap, link->max_gap,
               roster_worker_name(roster, other->staff));
  }
}

/* The worker with whom a two-person visit is shared, "" when alone. */
static const char *partner_name(const struct roster *roster, int visit) {
  int partner = day_partner(roster->day, visit);
  return partner == NONE ? "" : roster_worker_name(roster, roster->day->visits[partner].staff);
}

/* The lines of a stop: who, where, what, and what is good to know. */
const char *roster_stop_text(struct roster *roster, int visit_index) {
  struct arena *arena = &roster->paper->arena;
  const struct visit *visit = &roster->day->visits[visit_index];
  const struct patient *patient = &roster->day->patients[visit->patient];
  struct str text = {0};
  const char *who = paper_patient(arena, patient, roster->filter->initials);
  if (patient->closed)
    str_addf(&text, "%s %s", who, patient_shown_name(patient));
  else if (!patient_address_shown(patient))
    str_addf(&text, _("%s (protected address)"), who);
  else
    str_addf(&text, "%s, %s", who, paper_safe(arena, patient->address));
  str_addf(&text, _("\n%s, %d min"), paper_safe(arena, roster->day->tasks[visit->task].name), visit->duration);
  if (visit->n_windows > 0)
    str_addf(&text, _(", %s-%s"), roster_time(roster, visit->windows[0].earliest),
             roster_time(roster, visit->windows[visit->n_windows - 1].latest));
  add_links(roster, visit_index, &text);
  bool first = true;
  add_note(&text, &first, _("matters: "), paper_about(arena, patient, patient->important));
  if (patient_address_shown(patient) && !roster->filter->initials)
    add_note(&text, &first, _("access: "), paper_about(arena, patient, patient->access));
  if (!roster->filter->initials) /* a sheet that may be lost opens no door; the head names the keys to take along */
    add_note(&text, &first, _("key: "), paper_safe(arena, patient->key_number));
  const char *copy = arena_strdup(arena, str_text(&text));
  str_free(&text);
  return copy;
}

static const char **stop_record(const struct roster *roster, const struct list_stop *stop) {
  struct arena *arena = &roster->paper->arena;
  const struct day *day = roster->day;
  const struct work_list *list = &day->lists[roster->sheet->list];
  const struct visit *visit = &day->visits[stop->visit];
  const struct patient *patient = &day->patients[visit->patient];
  bool hidden = !patient_address_shown(patient);
  struct car car = dispatch_car(day, roster->sheets, roster->sheet->list);
  char on[DATE_SIZE], number[16];
  const char *car_name = car_text(&car, number, sizeof number);
  date_format(day->date, on);
  const char *cells[COUNT_OF(headers)] = {
      list->id,
      arena_strdup(arena, on),
      word_token(&words_shift, (int)list->shift),
      day->teams[list->team].id,
      list->staff == NONE ? "" : day->staff[list->staff].id,
      arena_printf(arena, "%d", visit->seq),
      roster_time(roster, stop->arrive),
      roster_time(roster, stop->start),
      roster_time(roster, stop->end),
      patient->id,
      hidden || roster->filter->initials ? "" : paper_safe(arena, patient->name),
      hidden ? "" : paper_safe(arena, patient->address),
      paper_safe(arena, day->tasks[visit->task].name),
      arena_printf(arena, "%d", stop->travel_min),
      paper_about(arena, patient, patient->important),
      hidden || roster->filter->initials ? "" : paper_about(arena, patient, patient->access),
      roster->filter->initials ? "" : paper_safe(arena, patient->key_number),
      partner_name(roster, stop->visit),
      car_name ? paper_safe(arena, car_name) : "",
  };
  const char **record = arena_alloc(arena, sizeof cells);
  for (size_t i = 0; i < COUNT_OF(cells); i++)
    record[i] = cells[i];
  return record;
}

const char **roster_cells(struct arena *arena, const char *box, const char *start, const char *end, const char *drive,
                          const char *what) {
  const char **cells = arena_alloc(arena, COUNT_OF(roster_columns) * sizeof *cells);
  cells[0] = box;
  cells[1] = start;
  cells[2] = end;
  cells[3] = drive;
  cells[4] = what;
  cells[5] = "";
  return cells;
}

static void add_stop(struct roster *roster, struct paper_section *section, const struct list_stop *stop) {
  struct arena *arena = &roster->paper->arena;
  const char *drive = arena_printf(arena, "%d'%s", stop->travel_min, stop->travel_estimated ? "~" : "");
  struct paper_row row = {
      .cells = roster_cells(arena, "[ ]", roster_time(roster, stop->start), roster_time(roster, stop->end), drive,
                            roster_stop_text(roster, stop->visit)),
      .record = stop_record(roster, stop),
      .number = (int)(stop - roster->sheet->stops) + 1,
  };
  vec_push(&section->rows, row);
}

static void add_break(struct roster *roster, struct paper_section *section) {
  struct arena *arena = &roster->paper->arena;
  const struct list_sheet *sheet = roster->sheet;
  struct paper_row row = {
      .cells = roster_cells(arena, "", roster_time(roster, sheet->break_start),
                            roster_time(roster, sheet->break_start + sheet->break_min), "", _("break")),
  };
  vec_push(&section->rows, row);
}

static void add_stops(struct roster *roster, struct paper_section *section) {
  const struct list_sheet *sheet = roster->sheet;
  bool break_due = sheet->break_start != MINUTE_NONE;
  for (int i = 0; i < sheet->n_stops; i++) {
    if (break_due && sheet->break_start < sheet->stops[i].start) {
      add_break(roster, section);
      break_due = false;
    }
    add_stop(roster, section, &sheet->stops[i]);
  }
  if (break_due)
    add_break(roster, section);
}

/* --- A list's timeline and map --- */

static void add_bar(struct paper_lane *lane, enum paper_bar_kind kind, minute from, minute until, int number) {
  if (until > from)
    vec_push(&lane->bars, (struct paper_bar){kind, from, until, number});
}

/* A work that ends after the shift widens the timeline. */
static void span_list(struct paper_timeline *timeline, const struct list_sheet *sheet) {
  if (sheet->leave != MINUTE_NONE && sheet->leave < timeline->from)
    timeline->from = sheet->leave;
  if (sheet->home != MINUTE_NONE && sheet->home > timeline->until)
    timeline->until = sheet->home;
  timeline->from -= timeline->from % 60;
  timeline->until += (60 - timeline->until % 60) % 60;
}

void roster_add_lane(struct roster *roster, struct paper_timeline *timeline, const struct list_sheet *sheet,
                     const char *label, bool numbered) {
  const struct work_list *list = &roster->day->lists[sheet->list];
  struct paper_lane *lane = vec_add(&timeline->lanes);
  lane->label = label;
  span_list(timeline, sheet);
  add_bar(lane, PAPER_BAR_FREE, list->start, list->end, 0);
  for (int i = 0; i < sheet->n_stops; i++) {
    const struct list_stop *stop = &sheet->stops[i];
    add_bar(lane, PAPER_BAR_TRAVEL, stop->arrive - stop->travel_min, stop->arrive, 0);
    add_bar(lane, PAPER_BAR_VISIT, stop->start, stop->end, numbered ? i + 1 : 0);
  }
  if (sheet->n_stops > 0)
    add_bar(lane, PAPER_BAR_TRAVEL, sheet->stops[sheet->n_stops - 1].end, sheet->home, 0);
  if (sheet->break_start != MINUTE_NONE)
    add_bar(lane, PAPER_BAR_BREAK, sheet->break_start, sheet->break_start + sheet->break_min, 0);
}

static bool is_known(double lat, double lon) {
  return lat < COORDINATE_NONE && lon < COORDINATE_NONE;
}

static void add_base(struct roster *roster, struct paper_section *section) {
  const struct team *team = &roster->day->teams[roster->day->lists[roster->sheet->list].team];
  if (is_known(team->lat, team->lon))
    vec_push(&section->map, (struct paper_point){team->lat, team->lon, 0});
}

/* From the base to the stops and back; protected addresses are on no map. */
static void add_map(struct roster *roster, struct paper_section *section) {
  const struct day *day = roster->day;
  if (roster->sheet->n_stops == 0)
    return;
  add_base(roster, section);
  for (int i = 0; i < roster->sheet->n_stops; i++) {
    const struct patient *patient = &day->patients[day->visits[roster->sheet->stops[i].visit].patient];
    if (patient_address_shown(patient) && is_known(patient->lat, patient->lon))
      vec_push(&section->map, (struct paper_point){patient->lat, patient->lon, i + 1});
  }
  add_base(roster, section);
}

/* --- A list --- */

/* The keys that the round needs, each once; NULL for none. */
static const char *key_numbers(struct roster *roster) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  const char *keys = NULL;
  for (int i = 0; i < roster->sheet->n_stops; i++) {
    const char *key = paper_safe(arena, day->patients[day->visits[roster->sheet->stops[i].visit].patient].key_number);
    bool again = false;
    for (int before = 0; before < i && !again; before++)
      again =
          day->visits[roster->sheet->stops[before].visit].patient == day->visits[roster->sheet->stops[i].visit].patient;
    if (*key && !again)
      keys = keys ? arena_printf(arena, "%s, %s", keys, key) : key;
  }
  return keys;
}

const char *roster_car(const struct roster *roster, int list) {
  struct arena *arena = &roster->paper->arena;
  struct car car = dispatch_car(roster->day, roster->sheets, list);
  if (!car.needed)
    return NULL;
  char number[16];
  const char *name = car_text(&car, number, sizeof number);
  if (name)
    return arena_printf(arena, _("car: %s"), paper_safe(arena, name));
  return car.of == NONE ? _("car: ________") : _("car: ________ (none of the team's is left)");
}

/* What the worker takes along: the keys and the car; where it is not known somebody writes its number there. */
static void add_equipment(struct roster *roster, struct paper_section *section) {
  const char *keys = key_numbers(roster), *car = roster_car(roster, roster->sheet->list);
  if (keys)
    vec_push(&section->above, arena_printf(&roster->paper->arena, _("keys: %s"), keys));
  if (car)
    vec_push(&section->above, car);
}

static void add_heading(struct roster *roster, struct paper_section *section) {
  struct arena *arena = &roster->paper->arena;
  const struct day *day = roster->day;
  const struct list_sheet *sheet = roster->sheet;
  const struct work_list *list = &day->lists[sheet->list];
  section->title = arena_printf(arena, "%s · %s · %s · %s", list->id, paper_safe(arena, day->teams[list->team].name),
                                word_label(&words_shift, (int)list->shift), paper_date(arena, day->date));
  const char *role = list->staff == NONE ? "" : word_label(&words_role, (int)day->staff[list->staff].role);
  const char *function = list->function == FUNCTION_NONE ? "" : word_label(&words_function, (int)list->function);
  vec_push(&section->above, arena_printf(arena, "%s%s%s%s%s", roster_worker_name(roster, list->staff),
                                         *role ? ", " : "", role, *function ? ", " : "", function));
  vec_push(&section->above,
           arena_printf(arena,
                        trn("shift %s-%s · %d visit · work %s · driving %s",
                            "shift %s-%s · %d visits · work %s · driving %s", sheet->n_stops),
                        roster_time(roster, list->start), roster_time(roster, list->end), sheet->n_stops,
                        duration_text(arena, sheet->visit_min), duration_text(arena, sheet->travel_min)));
  const char *draft = roster_draft(roster, list->team, list->shift);
  section->mark = draft ? _("DRAFT") : NULL;
  if (draft)
    vec_push(&section->above, draft);
  const char *changed = roster_changed(roster, list->team, list->shift);
  if (changed && !draft)
    vec_push(&section->above, changed);
  if (sheet->overtime_min > 0)
    vec_push(&section->above, arena_printf(arena, _("%d min past the end of the shift"), sheet->overtime_min));
  if (sheet->n_stops > 0 && sheet->break_min > 0 && sheet->break_start == MINUTE_NONE)
    vec_push(&section->above, _("no room for the break: tell the coordinator"));
}

static void add_section(struct roster *roster) {
  struct paper_section *section = vec_add(&roster->paper->sections);
  const struct work_list *list = &roster->day->lists[roster->sheet->list];
  section->columns = roster_columns;
  section->n_columns = (int)COUNT_OF(roster_columns);
  section->version = roster_list_mark(roster, roster->sheet);
  add_heading(roster, section);
  add_equipment(roster, section);
  section->timeline = (struct paper_timeline){.date = roster->day->date, .from = list->start, .until = list->end};
  if (roster->sheet->n_stops > 0)
    roster_add_lane(roster, &section->timeline, roster->sheet, NULL, true);
  add_map(roster, section);
  add_stops(roster, section);
  if (roster->sheet->n_stops == 0)
    vec_push(&section->below, _("No visits on this list."));
  else
    vec_push(&section->below, _("drive: minutes from the place before; ~ estimated from the coordinates"));
}

bool roster_wants_team(const struct roster *roster, int team) {
  const struct day *day = roster->day;
  const struct roster_filter *filter = roster->filter;
  return (!filter->team || text_equal(filter->team, day->teams[team].id)) &&
         (!filter->unit || text_equal(filter->unit, day->teams[team].unit));
}

static void add_lists(struct roster *roster, int team, enum shift shift) {
  const struct day *day = roster->day;
  const char *list = roster->filter->list;
  for (int i = 0; i < day->n_lists; i++) {
    roster->sheet = &roster->sheets[i];
    if (day->lists[i].team == team && day->lists[i].shift == shift && (!list || text_equal(list, day->lists[i].id)))
      add_section(roster);
  }
}

void paper_roster(struct store *store, struct day *day, const struct roster_filter *filter, struct paper *out) {
  *out = (struct paper){.headers = headers, .n_headers = (int)COUNT_OF(headers)};
  struct roster roster = {.store = store, .day = day, .paper = out, .filter = filter};
  roster.sheets = filter->sheets ? filter->sheets : dispatch_sheets(store, day);
  paper_set_stamp(out, store);
  struct error unread = {0};
  if (!store_load_changed_approvals(store, day, &out->arena, &roster.changed, &roster.n_changed, &unread))
    error_clear(&unread); /* the sheet is printed all the same; check tells of the store */
  if (!filter->team && !filter->list)
    roster_add_units(&roster);
  for (int team = 0; team < day->n_teams && !filter->summary; team++)
    for (int shift = 0; shift < SHIFT_COUNT; shift++) {
      if (!roster_wants_team(&roster, team) || (filter->shift != NONE && filter->shift != shift))
        continue;
      if (!filter->list)
        roster_add_team(&roster, team, (enum shift)shift);
      add_lists(&roster, team, (enum shift)shift);
    }
  paper_note_removed(out);
}
