/* What an HT takes along on paper: the report on its own patients, the requests that wait, the sheet of the
 * interdisciplinary meeting. */
#include "paper/words.h"

/* A section of the paper with its table; records are the cells that CSV has. */
static struct paper_section *begin(struct paper *paper, struct store *store, const struct paper_column *columns, int n,
                                   const char *title) {
  struct paper_section *section = vec_add(&paper->sections);
  section->title = title;
  section->columns = columns;
  section->n_columns = n;
  paper_set_stamp(paper, store);
  return section;
}

static const char **copied(struct arena *arena, const char *const *cells, size_t n) {
  const char **copy = arena_alloc(arena, n * sizeof *copy);
  for (size_t i = 0; i < n; i++)
    copy[i] = cells[i];
  return copy;
}
#define CELLS(arena, ...)                                                                                              \
  copied(arena, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static const char *or_empty(const char *text) {
  return text ? text : "";
}

/* In CSV, the same in every language. */
static const char *instant_cell(struct arena *arena, instant at) {
  char text[INSTANT_SIZE];
  if (at == INSTANT_NONE)
    return "";
  instant_format(at, text);
  return arena_strdup(arena, text);
}

/* --- An HT's own patients --- */

static const struct paper_column own_columns[] = {
    {"", 3, PAPER_TICK, 14}, {N_("patient"), 22, PAPER_LEAD, 130}, {N_("what is new"), 0, PAPER_TEXT, 0}};
static const char *const own_headers[] = {"patient", "role", "at", "kind", "weight", "text"};

/* Facts and decisions may name diagnoses, which are for no sheet. */
static const char *own_text(struct arena *arena, const struct patient *patient, const struct own_change *change,
                            const struct paper_wishes *wishes) {
  if (change->kind == OWN_NEED || change->kind == OWN_DECISION)
    return _("something was noted; the program shows what");
  return paper_said(arena, wishes, patient, change->text, change->brief, change->words);
}

/* What is about a day began at midnight: the day says it. */
static const char *moment_words(struct arena *arena, instant at) {
  date on = instant_date(at);
  char day[DATE_SIZE];
  date_show(on, day);
  return minute_of(on, at) == 0 ? arena_strdup(arena, day) : instant_words(arena, at);
}

static const char *own_lines(struct arena *arena, const struct patient *patient, const struct own_patient *own,
                             const struct paper_wishes *wishes) {
  struct str lines = {0};
  for (size_t i = 0; i < own->changes.n; i++) {
    const struct own_change *change = &own->changes.at[i];
    str_addf(&lines, "%s%s %s: %s", i > 0 ? "\n" : "", moment_words(arena, change->at),
             word_label(&words_own_kind, (int)change->kind), own_text(arena, patient, change, wishes));
  }
  const char *copy = arena_strdup(arena, str_text(&lines));
  str_free(&lines);
  return copy;
}

/* In CSV the patient's changes are rows of their own: the first stands beside the row on paper. */
static void add_own(struct paper *paper, struct paper_section *section, const struct own_report *report,
                    const struct own_patient *own, const struct paper_wishes *wishes) {
  struct arena *arena = &paper->arena;
  const struct patient *patient = &report->day->patients[own->patient];
  const char *who = arena_printf(arena, "%s\n%s", paper_patient(arena, patient, wishes->initials),
                                 word_label(&words_own_role, (int)own->role));
  for (size_t i = 0; i < own->changes.n; i++) {
    const struct own_change *change = &own->changes.at[i];
    const char **record = CELLS(arena, patient->id, word_token(&words_own_role, (int)own->role),
                                instant_cell(arena, change->at), word_token(&words_own_kind, (int)change->kind),
                                arena_printf(arena, "%d", change->weight), own_text(arena, patient, change, wishes));
    const char **cells = i == 0 ? CELLS(arena, "[ ]", who, own_lines(arena, patient, own, wishes)) : NULL;
    vec_push(&section->rows, (struct paper_row){.cells = cells, .record = record});
  }
}

void paper_own(struct store *store, const struct own_report *report, const struct paper_wishes *wishes,
               struct paper *out) {
  *out = (struct paper){.headers = own_headers, .n_headers = (int)COUNT_OF(own_headers)};
  struct arena *arena = &out->arena;
  const struct team *team = &report->day->teams[report->team];
  struct paper_section *section =
      begin(out, store, own_columns, (int)COUNT_OF(own_columns),
            arena_printf(arena, _("Own patients · %s %s"), team->id, paper_safe(arena, team->name)));
  size_t same = 0;
  vec_push(&section->above,
           arena_printf(arena, _("what is new since %s, the worst first"), instant_words(arena, report->since)));
  for (size_t i = 0; i < report->patients.n; i++) {
    add_own(out, section, report, &report->patients.at[i], wishes);
    same += report->patients.at[i].changes.n == 0;
  }
  vec_push(&section->below, arena_printf(arena, _("patients with nothing new: %zu"), same));
  if (same == report->patients.n)
    vec_push(&section->below, _("what was shown before, on the screen or on paper, is shown again with --since"));
  vec_push(&section->below, paper_unsaid(wishes));
  paper_note_removed(out);
}

/* --- The queue --- */

static const struct paper_column queue_columns[] = {
    {"", 3, PAPER_TICK, 14},
    {N_("request, and who has it"), 19, PAPER_LEAD, 130},
    {N_("due"), 16, PAPER_LEAD, 84},
    {N_("patient"), 14, PAPER_LEAD, 120},
    {N_("what is asked"), 0, PAPER_TEXT, 0},
};
static const char *const queue_headers[] = {"id",   "urgency", "due",   "kind", "patient",
                                            "from", "state",   "owner", "text"};

static const char *staff_words(struct arena *arena, const struct day *day, const char *id) {
  int staff = id ? day_find_staff(day, id) : NONE;
  return staff == NONE ? paper_safe(arena, id) : paper_safe(arena, day->staff[staff].name);
}

static void add_request(struct paper *paper, struct paper_section *section, const struct day *day,
                        const struct queue_item *item, const struct paper_wishes *wishes) {
  struct arena *arena = &paper->arena;
  int found = item->patient ? day_find_patient(day, item->patient) : NONE;
  const struct patient *patient = found == NONE ? NULL : &day->patients[found];
  bool overdue = item->due != INSTANT_NONE && item->due < clock_now();
  const char *due = item->due == INSTANT_NONE ? "" : instant_words(arena, item->due);
  const char *urgency = word_label(&words_urgency, (int)item->urgency);
  bool told = wishes->texts || !dispatch_queue_is_worded(item);
  const char *text = told ? paper_about(arena, patient, dispatch_queue_sheet_text(item)) : "";
  const char *what = arena_printf(arena, "%s %s\n%s", item->id, word_label(&words_queue_kind, (int)item->kind),
                                  staff_words(arena, day, item->holder));
  const char **cells = CELLS(arena, "[ ]", what, arena_printf(arena, "%s\n%s", overdue ? _("overdue") : urgency, due),
                             patient ? paper_patient(arena, patient, wishes->initials) : "", text);
  const char **record =
      CELLS(arena, item->id, word_token(&words_urgency, (int)item->urgency), instant_cell(arena, item->due),
            word_token(&words_queue_kind, (int)item->kind), or_empty(item->patient), or_empty(item->from),
            word_token(&words_queue_state, (int)item->state), or_empty(item->holder), text);
  vec_push(&section->rows, (struct paper_row){.cells = cells, .record = record});
}

void paper_queue(struct store *store, const struct day *day, const char *team, const struct queue_item *items, int n,
                 const struct paper_wishes *wishes, struct paper *out) {
  *out = (struct paper){.headers = queue_headers, .n_headers = (int)COUNT_OF(queue_headers)};
  struct arena *arena = &out->arena;
  struct paper_section *section =
      begin(out, store, queue_columns, (int)COUNT_OF(queue_columns),
            arena_printf(arena, _("Requests · %s"), team ? team : _("all health-service teams")));
  section->landscape = true;
  for (int i = 0; i < n; i++)
    add_request(out, section, day, &items[i], wishes);
  vec_push(&section->below, arena_printf(arena, _("requests: %d"), n));
  vec_push(&section->below, paper_unsaid(wishes));
  paper_note_removed(out);
}

/* --- The meeting --- */

static const struct paper_column meeting_columns[] = {
    {"", 3, PAPER_TICK, 14},
    {N_("patient"), 8, PAPER_LEAD, 50},
    {N_("team"), 6, PAPER_TEXT, 40},
    {N_("ground"), 14, PAPER_TEXT, 90},
    {N_("light"), 7, PAPER_TEXT, 44},
    {N_("what it is about"), 0, PAPER_TEXT, 0},
    {N_("agreed"), 12, PAPER_TEXT, 200},
};
static const char *const meeting_headers[] = {"id", "date", "team", "patient", "ground", "light", "text"};

static void add_candidate(struct paper *paper, struct paper_section *section,
                          const struct meeting_candidate *candidate) {
  struct arena *arena = &paper->arena;
  char on[DATE_SIZE];
  date_format(candidate->date, on);
  const char *text = paper_safe(arena, candidate->text);
  const char **cells = CELLS(arena, "[ ]", candidate->patient, or_empty(candidate->team),
                             word_label(&words_ground, (int)candidate->ground),
                             word_label(&words_light, (int)candidate->light), text, "");
  const char **record =
      CELLS(arena, candidate->id, arena_strdup(arena, on), or_empty(candidate->team), candidate->patient,
            word_token(&words_ground, (int)candidate->ground), word_token(&words_light, (int)candidate->light), text);
  vec_push(&section->rows, (struct paper_row){.cells = cells, .record = record});
}

/* One section for each date, in their order. */
void paper_meeting(struct store *store, const struct meeting_candidate *candidates, int n, struct paper *out) {
  *out = (struct paper){.headers = meeting_headers, .n_headers = (int)COUNT_OF(meeting_headers)};
  struct arena *arena = &out->arena;
  struct paper_section *section = NULL;
  for (int i = 0; i < n; i++) {
    if (i == 0 || candidates[i].date != candidates[i - 1].date) {
      section = begin(out, store, meeting_columns, (int)COUNT_OF(meeting_columns),
                      arena_printf(arena, _("Interdisciplinary meeting · %s"), paper_date(arena, candidates[i].date)));
      section->landscape = true;
    }
    add_candidate(out, section, &candidates[i]);
  }
  if (n == 0) {
    section = begin(out, store, meeting_columns, (int)COUNT_OF(meeting_columns), _("Interdisciplinary meeting"));
    vec_push(&section->below, _("No candidates."));
  }
  paper_note_removed(out);
}
