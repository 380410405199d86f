/* Drawing the sick call: who is away, what each change does, what it comes to, whom to call first. */
#include <string.h>

#include "tui/views/sick_call.h"

const struct table_column sick_call_columns[] = {
    {.title = "", .width = 3, .least = 3, .importance = 10},
    {.title = N_("was"), .width = 5, .least = 5, .importance = 9},
    {.title = N_("visit"), .width = 9, .least = 7, .importance = 4},
    {.title = N_("task"), .width = 18, .least = 8, .importance = 5},
    {.title = N_("patient"), .width = 22, .least = 10, .importance = 7},
    {.title = N_("from"), .width = 6, .least = 4, .importance = 3},
    {.title = N_("to"), .width = 20, .least = 12, .importance = 9},
    {.title = N_("at"), .width = 5, .least = 5, .importance = 8},
    {.title = N_("extra"), .width = 6, .least = 5, .importance = 6, .right = true},
    {.title = N_("why"), .width = 40, .least = 10, .importance = 8},
};
const int sick_call_n_columns = (int)COUNT_OF(sick_call_columns);

enum { CELL_TAKEN, CELL_WAS, CELL_VISIT, CELL_TASK, CELL_PATIENT, CELL_FROM, CELL_TO, CELL_AT, CELL_EXTRA, CELL_WHY };

/* --- A change --- */

static void add_minute(struct str *out, const struct day *day, minute at) {
  char text[TIME_SIZE];
  time_format(day->date, at, text);
  str_add(out, text);
}

/* Where it goes: "L4 Amir"; of what has no place what becomes of it. */
static void add_target(struct str *out, const struct day *day, const struct replan_change *change) {
  if (change->kind == REPLAN_LEAVE || change->kind == REPLAN_GIVE_WAY || change->to == NONE)
    str_add(out, _(word_label(&words_replan_kind, (int)change->kind)));
  else
    str_addf(out, "%s %s", day->lists[change->to].id,
             day->lists[change->to].staff == NONE ? _("nobody") : day->staff[day->lists[change->to].staff].name);
}

void sick_call_cell(void *context, int row, int column, struct str *out) {
  const struct screen *screen = context;
  const struct sick_call *call = sick_call_of(screen);
  const struct replan_change *change = sick_call_change(screen, row);
  const struct day *day = call->work->replan->day;
  const struct visit *visit = &day->visits[change->visit];
  switch (column) {
  case CELL_TAKEN:
    str_add(out, call->chosen.at[row] ? "[x]" : "[ ]");
    break;
  case CELL_WAS:
    add_minute(out, day, change->before);
    break;
  case CELL_VISIT:
    str_add(out, visit->id);
    break;
  case CELL_TASK:
    str_add(out, day->tasks[visit->task].name);
    break;
  case CELL_PATIENT:
    str_addf(out, "%s %s", day->patients[visit->patient].id, patient_shown_name(&day->patients[visit->patient]));
    break;
  case CELL_FROM:
    str_add(out, change->from == NONE ? "" : day->lists[change->from].id);
    break;
  case CELL_TO:
    add_target(out, day, change);
    break;
  case CELL_AT:
    add_minute(out, day, change->after);
    break;
  case CELL_EXTRA:
    if (change->to != NONE)
      str_addf(out, "+%d:%02d", change->extra_min / 60, change->extra_min % 60);
    break;
  default:
    str_add(out, change->why ? change->why : "");
  }
}

/* --- What it comes to --- */

/* Whether what was to be done this morning counts as done, and the key to say that it does not. */
static void add_time(const struct screen *screen, struct str *out) {
  const struct sick_call *call = sick_call_of(screen);
  char key[KEY_NAME_SIZE], at[TIME_SIZE];
  screen_key_name(screen, ACTION_EDIT, key);
  wall_format(call->absence.from_time, at);
  if (call->absence.from_time > 0)
    str_addf(out, _(", goes home at %s (%s: was never there)"), at, key);
  else if (call->has_begun)
    str_addf(out, _(", was never there (%s: goes home)"), key);
}

static void draw_headline(const struct screen *screen, int row) {
  const struct sick_call *call = sick_call_of(screen);
  char from[DATE_SIZE], until[DATE_SIZE] = "";
  struct str text = {0};
  date_show(call->absence.from, from);
  bool one_day = call->absence.from == screen->on && call->absence.until == screen->on; /* the top line has the date */
  str_addf(&text, one_day ? _("%s is away: %s") : _("%s is away: %s, %s"), screen_staff_name(screen, call->staff),
           _(word_label(&words_absence_reason, (int)call->absence.reason)), from);
  if (call->absence.until == DATE_NONE)
    str_add(&text, _(" until further notice"));
  else if (call->absence.until != call->absence.from) {
    date_show(call->absence.until, until);
    str_addf(&text, _(" to %s"), until);
  }
  if (call->absence.shift != NONE)
    str_addf(&text, ", %s", _(word_label(&words_shift, call->absence.shift)));
  add_time(screen, &text);
  terminal_put(row, 1, terminal_columns() - 1, STYLE(.bold = true), false, str_text(&text));
  str_free(&text);
}

static void draw_nature(const struct screen *screen, int row) {
  const struct sick_call *call = sick_call_of(screen);
  const struct replan *replan = call->work->replan;
  struct str text = {0};
  const int *waiting = replan->waiting;
  int visits = waiting[PRIORITY_MUST] + waiting[PRIORITY_SHOULD] + waiting[PRIORITY_MAY];
  str_addf(&text, trn("%d visit waits (%d MUST)", "%d visits wait (%d MUST)", visits), visits, waiting[PRIORITY_MUST]);
  if (replan->n_alternatives > 0)
    str_addf(&text, _(" %s proposal %d of %d: %s"), glyph(GLYPH_DOT), call->alternative + 1, replan->n_alternatives,
             _(word_label(&words_replan_nature, (int)sick_call_alternative(screen)->nature)));
  for (int i = 0; i < replan->n_alternatives; i++)
    if (i != call->alternative)
      str_addf(&text, ", %d: %s", i + 1, _(word_label(&words_replan_nature, (int)replan->alternatives[i].nature)));
  terminal_put(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE), false, str_text(&text));
  str_free(&text);
}

/* "Afterwards: 0 MUST with nobody, 1 gives way, overtime 12 min (Tor) ..." */
static int draw_figures(const struct screen *screen, int row, int rows) {
  const struct replan_figures *figures = &sick_call_alternative(screen)->figures;
  const int *unassigned = figures->unassigned;
  struct str text = {0};
  str_addf(&text, _("Afterwards: %d MUST unassigned, %d dropped or left, overtime %d min"), unassigned[PRIORITY_MUST],
           unassigned[PRIORITY_SHOULD] + unassigned[PRIORITY_MAY], figures->overtime_min);
  if (!text_is_empty(figures->overtime_workers))
    str_addf(&text, " (%s)", figures->overtime_workers);
  str_addf(&text,
           trn(", late %d min, driving %+d min; %d unknown face", ", late %d min, driving %+d min; %d unknown faces",
               figures->unknown_faces),
           figures->late_min, figures->travel_min, figures->unknown_faces);
  str_addf(&text, trn(", %d other moves more than %d min", ", %d others move more than %d min", figures->shifted),
           figures->shifted, figures->keep_minutes);
  str_addf(&text, trn(", %d changes worker", ", %d change worker", figures->changed_hands), figures->changed_hands);
  const struct sick_call *call = sick_call_of(screen);
  int left = 0;
  for (size_t i = 0; i < call->chosen.n; i++)
    left += !call->chosen.at[i];
  if (left > 0)
    str_addf(&text,
             trn(". %d change is not taken: these figures count it too",
                 ". %d changes are not taken: these figures count them all", left),
             left);
  enum colour_role role = unassigned[PRIORITY_MUST] > 0 ? COLOUR_ERROR : COLOUR_GOOD;
  int used = terminal_wrap(row, 1, rows, STYLE(.role = role, .bold = role == COLOUR_ERROR), str_text(&text));
  str_free(&text);
  return used;
}

static void draw_candidate(const struct screen *screen, int row) {
  const struct sick_call *call = sick_call_of(screen);
  int first = first_candidate(call);
  char key[KEY_NAME_SIZE];
  if (first == NONE)
    return;
  const struct replacement_candidates *candidates = call->work->candidates;
  const struct replacement_candidate *candidate = &candidates->at[first];
  const struct worker *worker = &candidates->day->staff[candidate->staff];
  terminal_putf(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_PLAIN), false,
                _("Call first: %s %s (%s, %s%s)  %s: more"), worker->name, worker->phone ? worker->phone : "",
                _(word_label(&words_role, (int)worker->role)), _(word_label(&words_replacement, (int)candidate->match)),
                candidate->why_not ? _(", not without setting a rule aside") : "",
                screen_key_name(screen, ACTION_CANDIDATES, key));
}

/* The marked change in full. */
static void draw_marked(const struct screen *screen, int row, int rows) {
  const struct sick_call *call = sick_call_of(screen);
  int at = table_row(&call->changes.table);
  if (at == NONE)
    return;
  const struct replan_change *change = sick_call_change(screen, at);
  const struct day *day = call->work->replan->day;
  const struct visit *visit = &day->visits[change->visit];
  struct str text = {0}, target = {0};
  add_target(&target, day, change);
  str_addf(&text, "%s %s %s %s %s %s", visit->id, day->patients[visit->patient].id,
           patient_shown_name(&day->patients[visit->patient]), glyph(GLYPH_ARROW), str_text(&target),
           change->why ? change->why : "");
  if (!text_is_empty(change->remedy))
    str_addf(&text, " %s %s", glyph(GLYPH_ARROW), change->remedy);
  if (!text_is_empty(day->patients[visit->patient].important))
    str_addf(&text, _(" %s matters: %s"), glyph(GLYPH_DOT), day->patients[visit->patient].important);
  terminal_wrap(row, 1, rows, STYLE(.role = COLOUR_DIM), str_text(&text));
  str_free(&target);
  str_free(&text);
}

static void draw_waiting(const struct screen *screen, int row) {
  const struct sick_call *call = sick_call_of(screen);
  terminal_putf(row, 1, terminal_columns() - 1, STYLE(.role = COLOUR_NOTICE), false,
                _("Working out who can take the visits: %.0f s. Nothing is noted; esc gives up."),
                clock_seconds() - call->asked);
}

void sick_call_draw(struct screen *screen, int top, int rows) {
  enum { head = 2, tall = 18 };
  int whole = rows >= tall ? 3 : 2, foot = 2 * whole + 3; /* rows of the marked change in full, one more of figures */
  struct sick_call *call = sick_call_of(screen);
  draw_headline(screen, top);
  if (!call->work) {
    draw_waiting(screen, top + 1);
    return;
  }
  if (call->errand) /* what stands below is of the absence as it was */
    draw_waiting(screen, top + 1);
  else
    draw_nature(screen, top + 1);
  if (!sick_call_alternative(screen)) {
    terminal_wrap(top + 3, 1, 2, STYLE(.role = COLOUR_NOTICE),
                  _("No visit waits for somebody: there is nothing to redistribute. Enter notes the absence."));
    draw_candidate(screen, top + 6);
    return;
  }
  screen_table_draw(screen, &call->changes, top + head, rows - head - foot, _("No visit has to change."));
  int row = top + rows - foot;
  terminal_line(row, 0, terminal_columns(), STYLE(.role = COLOUR_DIM));
  draw_marked(screen, row + 1, whole);
  int used = draw_figures(screen, row + 1 + whole, whole + 1);
  draw_candidate(screen, row + 1 + whole + used);
}
