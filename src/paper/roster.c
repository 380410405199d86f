/* The daily roster: a section for each list, a row for each stop of the worker's round. */
#include "vaktrom/paper.h"

static const struct paper_column columns[] = {
    {"", 3, false},         {N_("start"), 5, true}, {N_("end"), 5, true},
    {N_("drive"), 5, true}, {N_("what"), 0, false}, {N_("note"), 8, false},
};

static const char *const headers[] = {
    "list",    "date", "shift",   "team", "staff",      "seq",       "arrive", "start",      "end",
    "patient", "name", "address", "task", "travel_min", "important", "access", "key_number", "with",
};

/* What a section is made from. */
struct roster {
  struct store *store;
  struct day *day;
  struct paper *paper;
  const struct list_sheet *sheet;
};

static const char *time_text(const struct roster *roster, minute at) {
  char text[TIME_SIZE];
  time_format(roster->day->date, at, text);
  return arena_strdup(&roster->paper->arena, text);
}

static const char *duration_text(struct arena *arena, int minutes) {
  return arena_printf(arena, "%d:%02d", minutes / 60, minutes % 60);
}

/* Text from the store, made safe for paper; "" for none. */
static const char *safe_text(struct arena *arena, const char *text) {
  struct str safe = {0};
  str_add_safe(&safe, text ? text : "");
  const char *copy = arena_strdup(arena, str_text(&safe));
  str_free(&safe);
  return copy;
}

static const char *date_title(struct arena *arena, date on) {
  char text[DATE_SIZE];
  date_format(on, text);
  return arena_printf(arena, "%s %s", _(word_label(&words_weekday, date_weekday(on))), text);
}

static const char *worker_name(const struct roster *roster, int staff) {
  return staff == NONE ? _("nobody") : safe_text(&roster->paper->arena, roster->day->staff[staff].name);
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
    const char *task = safe_text(&roster->paper->arena, day->tasks[other->task].name);
    if (link->different_staff && link->max_gap == 0)
      str_addf(text, _("\ntwo workers: with %s (%s)"), worker_name(roster, other->staff), other->id);
    else if (link->second == visit)
      str_addf(text, _("\n%d to %d min after %s (%s, %s)"), link->min_gap, link->max_gap, task,
               worker_name(roster, other->staff), time_text(roster, other->start));
    else
      str_addf(text, _("\nthen %s %d to %d min later (%s)"), task, link->min_gap, link->max_gap,
               worker_name(roster, other->staff));
  }
}

/* The worker with whom a two-person visit is shared, "" when alone. */
static const char *partner_name(const struct roster *roster, int visit) {
  int partner = day_partner(roster->day, visit);
  return partner == NONE ? "" : worker_name(roster, roster->day->visits[partner].staff);
}

/* The lines of a stop: who, where, what, and what is good to know. */
static const char *stop_text(struct roster *roster, int visit_index) {
  struct arena *arena = &roster->paper->arena;
  const struct visit *visit = &roster->day->visits[visit_index];
  const struct patient *patient = &roster->day->patients[visit->patient];
  struct str text = {0};
  if (!patient_address_shown(patient))
    str_addf(&text, _("%s (protected address)"), patient->id);
  else
    str_addf(&text, "%s %s, %s", patient->id, safe_text(arena, patient->name), safe_text(arena, patient->address));
  str_addf(&text, _("\n%s, %d min"), safe_text(arena, roster->day->tasks[visit->task].name), visit->duration);
  if (visit->n_windows > 0)
    str_addf(&text, _(", %s-%s"), time_text(roster, visit->windows[0].earliest),
             time_text(roster, visit->windows[visit->n_windows - 1].latest));
  add_links(roster, visit_index, &text);
  bool first = true;
  add_note(&text, &first, _("matters: "), safe_text(arena, patient->important));
  if (patient_address_shown(patient))
    add_note(&text, &first, _("access: "), safe_text(arena, patient->access));
  add_note(&text, &first, _("key: "), safe_text(arena, patient->key_number));
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
  char on[DATE_SIZE];
  date_format(day->date, on);
  const char *cells[COUNT_OF(headers)] = {
      list->id,
      arena_strdup(arena, on),
      word_token(&words_shift, (int)list->shift),
      day->teams[list->team].id,
      list->staff == NONE ? "" : day->staff[list->staff].id,
      arena_printf(arena, "%d", visit->seq),
      time_text(roster, stop->arrive),
      time_text(roster, stop->start),
      time_text(roster, stop->end),
      patient->id,
      hidden ? "" : safe_text(arena, patient->name),
      hidden ? "" : safe_text(arena, patient->address),
      safe_text(arena, day->tasks[visit->task].name),
      arena_printf(arena, "%d", stop->travel_min),
      safe_text(arena, patient->important),
      hidden ? "" : safe_text(arena, patient->access),
      safe_text(arena, patient->key_number),
      partner_name(roster, stop->visit),
  };
  const char **record = arena_alloc(arena, sizeof cells);
  for (size_t i = 0; i < COUNT_OF(cells); i++)
    record[i] = cells[i];
  return record;
}

static const char **row_cells(struct arena *arena, const char *box, const char *start, const char *end,
                              const char *drive, const char *what) {
  const char **cells = arena_alloc(arena, COUNT_OF(columns) * sizeof *cells);
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
      .cells = row_cells(arena, "[ ]", time_text(roster, stop->start), time_text(roster, stop->end), drive,
                         stop_text(roster, stop->visit)),
      .record = stop_record(roster, stop),
  };
  vec_push(&section->rows, row);
}

static void add_break(struct roster *roster, struct paper_section *section) {
  struct arena *arena = &roster->paper->arena;
  const struct list_sheet *sheet = roster->sheet;
  struct paper_row row = {
      .cells = row_cells(arena, "", time_text(roster, sheet->break_start),
                         time_text(roster, sheet->break_start + sheet->break_min), "", _("break")),
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

/* --- What nobody has --- */

static bool waits(const struct visit *visit, int team, enum shift shift) {
  return visit->state == VISIT_UNASSIGNED && visit->team == team && visit->shift == shift;
}

static int count_waiting(const struct day *day, int team, enum shift shift, bool musts_only) {
  int n = 0;
  for (int i = 0; i < day->n_visits; i++)
    n += waits(&day->visits[i], team, shift) && (!musts_only || day->visits[i].priority == PRIORITY_MUST);
  return n;
}

static void add_waiting(struct roster *roster, struct paper_section *section, int visit_index) {
  struct arena *arena = &roster->paper->arena;
  const struct visit *visit = &roster->day->visits[visit_index];
  const char *what =
      arena_printf(arena, "%s\n%s: %s", stop_text(roster, visit_index),
                   _(word_label(&words_priority, (int)visit->priority)), safe_text(arena, visit->reason));
  const char *latest = time_text(roster, visit->windows[visit->n_windows - 1].latest);
  struct paper_row row = {.cells =
                              row_cells(arena, "[ ]", time_text(roster, visit->windows[0].earliest), latest, "", what)};
  vec_push(&section->rows, row);
}

/* A page before a team's lists names the visits that are on none of them, so that paper does not hide them. */
static void add_waiting_section(struct roster *roster, int team, enum shift shift) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  int n = count_waiting(day, team, shift, false);
  if (n == 0)
    return;
  struct paper_section *section = vec_add(&roster->paper->sections);
  section->columns = columns;
  section->n_columns = (int)COUNT_OF(columns);
  section->title = arena_printf(arena, _("UNASSIGNED · %s · %s · %s"), safe_text(arena, day->teams[team].name),
                                _(word_label(&words_shift, (int)shift)), date_title(arena, day->date));
  vec_push(&section->above, arena_printf(arena, _("%d visits that nobody has; start and end: bounds of the start"), n));
  for (int i = 0; i < day->n_visits; i++)
    if (waits(&day->visits[i], team, shift))
      add_waiting(roster, section, i);
}

static void add_waiting_sections(struct roster *roster, const struct roster_filter *filter) {
  for (int team = 0; team < roster->day->n_teams; team++)
    for (int shift = 0; shift < SHIFT_COUNT; shift++)
      if ((!filter->team || text_equal(filter->team, roster->day->teams[team].id)) &&
          (filter->shift == NONE || filter->shift == shift))
        add_waiting_section(roster, team, (enum shift)shift);
}

/* --- A list --- */

/* Approved is final only while no visit that must be made waits (domain.md, what goes wrong today, 1). */
static const char *draft_text(const struct roster *roster, const struct work_list *list) {
  int musts = count_waiting(roster->day, list->team, list->shift, true);
  if (list->state == LIST_DRAFT)
    return _("DRAFT: the shift is not approved");
  if (musts > 0)
    return arena_printf(&roster->paper->arena, _("DRAFT: %d visits that must be made have nobody"), musts);
  return NULL;
}

static void add_heading(struct roster *roster, struct paper_section *section) {
  struct arena *arena = &roster->paper->arena;
  const struct day *day = roster->day;
  const struct list_sheet *sheet = roster->sheet;
  const struct work_list *list = &day->lists[sheet->list];
  section->title = arena_printf(arena, "%s · %s · %s · %s", list->id, safe_text(arena, day->teams[list->team].name),
                                _(word_label(&words_shift, (int)list->shift)), date_title(arena, day->date));
  const char *role = list->staff == NONE ? "" : _(word_label(&words_role, (int)day->staff[list->staff].role));
  const char *function = list->function == FUNCTION_NONE ? "" : _(word_label(&words_function, (int)list->function));
  vec_push(&section->above, arena_printf(arena, "%s%s%s%s%s", worker_name(roster, list->staff), *role ? ", " : "", role,
                                         *function ? ", " : "", function));
  vec_push(&section->above,
           arena_printf(arena, _("shift %s-%s · %d visits · work %s · driving %s"), time_text(roster, list->start),
                        time_text(roster, list->end), sheet->n_stops, duration_text(arena, sheet->visit_min),
                        duration_text(arena, sheet->travel_min)));
  if (draft_text(roster, list))
    vec_push(&section->above, draft_text(roster, list));
  if (sheet->overtime_min > 0)
    vec_push(&section->above, arena_printf(arena, _("%d min past the end of the shift"), sheet->overtime_min));
  if (sheet->n_stops > 0 && sheet->break_min > 0 && sheet->break_start == MINUTE_NONE)
    vec_push(&section->above, _("no room for the break: tell the coordinator"));
}

static void add_section(struct roster *roster) {
  struct paper_section *section = vec_add(&roster->paper->sections);
  section->columns = columns;
  section->n_columns = (int)COUNT_OF(columns);
  add_heading(roster, section);
  add_stops(roster, section);
  if (roster->sheet->n_stops == 0)
    vec_push(&section->below, _("No visits on this list."));
  else
    vec_push(&section->below, _("drive: minutes from the place before; ~ estimated from the coordinates"));
}

static bool wanted(const struct day *day, const struct work_list *list, const struct roster_filter *filter) {
  return (filter->shift == NONE || filter->shift == (int)list->shift) &&
         (!filter->team || text_equal(filter->team, day->teams[list->team].id)) &&
         (!filter->list || text_equal(filter->list, list->id));
}

void paper_roster(struct store *store, struct day *day, const struct roster_filter *filter, struct paper *out) {
  *out = (struct paper){.headers = headers, .n_headers = (int)COUNT_OF(headers)};
  const struct list_sheet *sheets = filter->sheets ? filter->sheets : dispatch_sheets(store, day);
  struct roster roster = {.store = store, .day = day, .paper = out};
  if (!filter->list)
    add_waiting_sections(&roster, filter);
  for (int i = 0; i < day->n_lists; i++) {
    roster.sheet = &sheets[i];
    if (wanted(day, &day->lists[i], filter))
      add_section(&roster);
  }
}
