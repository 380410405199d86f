/* The sheet of a team's shift: all lists in time, who leads and where they are reached, and the visits that are on no
 * list, so that paper does not hide them. */
#include <stdlib.h>
#include <string.h>

#include "paper/roster.h"
#include "paper/words.h"

bool roster_waits(const struct visit *visit, int team, enum shift shift) {
  return visit->state == VISIT_UNASSIGNED && visit->team == team && visit->shift == shift;
}

int roster_waiting(const struct roster *roster, int team, enum shift shift, const struct visit *const **out) {
  const struct day *day = roster->day;
  const struct visit **waiting = arena_alloc(&roster->paper->arena, (size_t)day->n_visits * sizeof *waiting + 1);
  int n = 0;
  for (int i = 0; i < day->n_visits; i++)
    if (roster_waits(&day->visits[i], team, shift))
      waiting[n++] = &day->visits[i];
  if (n > 0)
    qsort(waiting, (size_t)n, sizeof *waiting, visit_compare_waiting);
  *out = waiting;
  return n;
}

int roster_count_waiting(const struct day *day, int team, enum shift shift, bool musts_only) {
  int n = 0;
  for (int i = 0; i < day->n_visits; i++)
    n += roster_waits(&day->visits[i], team, shift) && (!musts_only || day->visits[i].priority == PRIORITY_MUST);
  return n;
}

bool roster_is_of(const struct work_list *list, int team, enum shift shift) {
  return list->team == team && list->shift == shift;
}

/* A shift without lists is a draft of nothing: of it NULL. */
static bool is_unapproved(const struct day *day, int team, enum shift shift) {
  bool found = false;
  for (int i = 0; i < day->n_lists && !found; i++)
    found = roster_is_of(&day->lists[i], team, shift) && day->lists[i].state == LIST_DRAFT;
  return found;
}

bool paper_is_draft(const struct day *day, int team, enum shift shift) {
  return is_unapproved(day, team, shift) || roster_count_waiting(day, team, shift, true) > 0;
}

const char *roster_draft(const struct roster *roster, int team, enum shift shift) {
  const struct day *day = roster->day;
  int musts = roster_count_waiting(day, team, shift, true);
  if (is_unapproved(day, team, shift))
    return _("DRAFT: the shift is not approved");
  if (musts > 0)
    return arena_printf(
        &roster->paper->arena,
        trn("DRAFT: %d visit that must be made has nobody", "DRAFT: %d visits that must be made have nobody", musts),
        musts);
  return NULL;
}

const char *roster_changed(const struct roster *roster, int team, enum shift shift) {
  struct arena *arena = &roster->paper->arena;
  for (int i = 0; i < roster->n_changed; i++) {
    const struct changed_approval *row = &roster->changed[i];
    if (row->team == team && row->shift == shift)
      return arena_printf(arena, _("CHANGED SINCE APPROVAL: approved %s, changed %s"),
                          instant_words(arena, row->approved), instant_words(arena, row->changed));
  }
  return NULL;
}

/* --- Who leads --- */

const char *roster_with_phone(struct arena *arena, const char *name, const char *phone) {
  return text_is_empty(phone) ? name : arena_printf(arena, "%s, %s", name, paper_safe(arena, phone));
}

static bool is_there(const struct day *day, const struct shift_row *row, int team, enum shift shift) {
  return row->date == day->date && row->shift == shift &&
         (row->team == team || text_has_word(row->covers, day->teams[team].id)) &&
         day_absence(day, row->staff, row->date, row->shift) == NONE;
}

/* Those who have the function for the team in the shift, with their telephones. */
const char *roster_holders(const struct roster *roster, int team, enum shift shift, enum function function,
                           const char *nobody) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  const char *all = NULL;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->function != function || !is_there(day, row, team, shift))
      continue;
    const char *one = roster_with_phone(arena, roster_worker_name(roster, row->staff), day->staff[row->staff].phone);
    all = all ? arena_printf(arena, "%s; %s", all, one) : one;
  }
  return all ? all : nobody;
}

static void add_leaders(struct roster *roster, struct paper_section *section, int team, enum shift shift) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  int ht = day->teams[team].kind == TEAM_HT ? team : day->teams[team].ht;
  if (day->teams[team].kind == TEAM_OT)
    vec_push(&section->above, arena_printf(arena, _("shift coordinator: %s"),
                                           roster_holders(roster, team, shift, FUNCTION_COORDINATOR, _("nobody"))));
  if (ht != NONE)
    vec_push(&section->above, arena_printf(arena, _("duty nurse: %s"),
                                           roster_holders(roster, ht, shift, FUNCTION_DUTY_NURSE, _("nobody"))));
  if (!text_is_empty(day->teams[team].phone))
    vec_push(&section->above, arena_printf(arena, _("team telephone: %s"), paper_safe(arena, day->teams[team].phone)));
}

/* --- The lists --- */

static const char *lane_label(const struct roster *roster, const struct list_sheet *sheet) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  const struct work_list *list = &day->lists[sheet->list];
  const char *name = roster_worker_name(roster, list->staff);
  const char *reached = list->staff == NONE ? name : roster_with_phone(arena, name, day->staff[list->staff].phone);
  const char *car = roster_car(roster, sheet->list);
  const char *round =
      arena_printf(arena, trn("%s %s\n%d visit, %s-%s", "%s %s\n%d visits, %s-%s", sheet->n_stops), list->id, reached,
                   sheet->n_stops, roster_time(roster, list->start), roster_time(roster, list->end));
  return car ? arena_printf(arena, "%s · %s", round, car) : round;
}

/* From the first list's start to the last one's end, in whole hours. */
static void set_span(struct paper_timeline *timeline, const struct day *day, int team, enum shift shift) {
  timeline->date = day->date;
  timeline->from = INT32_MAX;
  timeline->until = INT32_MIN;
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    if (!roster_is_of(list, team, shift))
      continue;
    timeline->from = list->start < timeline->from ? list->start : timeline->from;
    timeline->until = list->end > timeline->until ? list->end : timeline->until;
  }
}

static void add_lanes(struct roster *roster, struct paper_section *section, int team, enum shift shift) {
  const struct day *day = roster->day;
  set_span(&section->timeline, day, team, shift);
  for (int i = 0; i < day->n_lists; i++)
    if (roster_is_of(&day->lists[i], team, shift))
      roster_add_lane(roster, &section->timeline, &roster->sheets[i], lane_label(roster, &roster->sheets[i]), false);
}

/* --- What nobody has --- */

static void add_waiting(struct roster *roster, struct paper_section *section, int visit_index) {
  struct arena *arena = &roster->paper->arena;
  const struct visit *visit = &roster->day->visits[visit_index];
  const char *what = arena_printf(
      arena, "%s\n%s: %s", roster_stop_text(roster, visit_index), word_label(&words_priority, (int)visit->priority),
      paper_about(arena, &roster->day->patients[visit->patient], said_words(arena, visit->reason)));
  const char *latest = roster_time(roster, visit->windows[visit->n_windows - 1].latest);
  struct paper_row row = {
      .cells = roster_cells(arena, "[ ]", roster_time(roster, visit->windows[0].earliest), latest, "", what)};
  vec_push(&section->rows, row);
}

static void add_all_waiting(struct roster *roster, struct paper_section *section, int team, enum shift shift) {
  const struct visit *const *waiting;
  int n = roster_waiting(roster, team, shift, &waiting);
  if (n == 0)
    return;
  section->columns = roster_columns;
  section->n_columns = roster_n_columns;
  vec_push(&section->above,
           arena_printf(&roster->paper->arena,
                        trn("UNASSIGNED: %d visit that nobody has; start and end: bounds of the start",
                            "UNASSIGNED: %d visits that nobody has; start and end: bounds of the start", n),
                        n));
  for (int i = 0; i < n; i++)
    add_waiting(roster, section, (int)(waiting[i] - roster->day->visits));
}

void roster_add_team(struct roster *roster, int team, enum shift shift) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  int lists = 0;
  for (int i = 0; i < day->n_lists; i++)
    lists += roster_is_of(&day->lists[i], team, shift);
  if (lists == 0 && roster_count_waiting(day, team, shift, false) == 0)
    return;
  struct paper_section *section = vec_add(&roster->paper->sections);
  const char *draft = roster_draft(roster, team, shift);
  section->title = arena_printf(arena, "%s %s · %s · %s", day->teams[team].id, paper_safe(arena, day->teams[team].name),
                                word_label(&words_shift, (int)shift), paper_date(arena, day->date));
  section->landscape = true;
  section->version = roster_team_mark(roster, team, shift);
  section->mark = draft ? _("DRAFT") : NULL;
  if (draft)
    vec_push(&section->above, draft);
  const char *changed = roster_changed(roster, team, shift);
  if (changed && !draft)
    vec_push(&section->above, changed);
  add_leaders(roster, section, team, shift);
  if (lists > 0)
    add_lanes(roster, section, team, shift);
  add_all_waiting(roster, section, team, shift);
}
