/* The sheet of a unit's shift: every team with who leads it, its lists and where all are reached, and the visits that
 * nobody has, those among them that no team has yet. It holds no patient but those whom nobody visits. */
#include "paper/roster.h"
#include "paper/words.h"

static const struct paper_column columns[] = {
    {N_("team"), 16, PAPER_LEAD, 105},
    {N_("who leads"), 22, PAPER_TEXT, 117},
    {N_("lists"), 0, PAPER_TEXT, 0},
    {N_("nobody has"), 7, PAPER_RIGHT, 50},
};

static bool same_unit(const struct day *day, int team, int other) {
  return text_equal(day->teams[team].unit ? day->teams[team].unit : "",
                    day->teams[other].unit ? day->teams[other].unit : "");
}

static bool has_work(const struct day *day, int team, enum shift shift) {
  bool found = roster_count_waiting(day, team, shift, false) > 0;
  for (int i = 0; i < day->n_lists && !found; i++)
    found = roster_is_of(&day->lists[i], team, shift);
  return found;
}

/* "HT Fjellvåg", its telephone, its base. */
static const char *team_text(struct arena *arena, const struct team *team) {
  const char *phone = text_is_empty(team->phone) ? "" : arena_printf(arena, "\n%s", paper_safe(arena, team->phone));
  return arena_printf(arena, "%s %s%s\n%s", team->id, paper_safe(arena, team->name), phone,
                      paper_safe(arena, team->location));
}

static const char *leaders_text(const struct roster *roster, int team, enum shift shift) {
  struct arena *arena = &roster->paper->arena;
  return roster->day->teams[team].kind == TEAM_OT
             ? arena_printf(arena, _("shift coordinator: %s"),
                            roster_holders(roster, team, shift, FUNCTION_COORDINATOR, _("nobody")))
             : arena_printf(arena, _("duty nurse: %s"),
                            roster_holders(roster, team, shift, FUNCTION_DUTY_NURSE, _("nobody")));
}

/* "L16 Tonje Lid, 970 06 034 · 11": each list on a line, with how many visits it has. */
static const char *lists_text(const struct roster *roster, int team, enum shift shift) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  struct str text = {0};
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    if (!roster_is_of(list, team, shift))
      continue;
    const char *name = roster_worker_name(roster, list->staff);
    const char *reached = list->staff == NONE ? name : roster_with_phone(arena, name, day->staff[list->staff].phone);
    str_addf(&text, trn("%s%s %s · %d visit", "%s%s %s · %d visits", roster->sheets[i].n_stops), text.n > 0 ? "\n" : "",
             list->id, reached, roster->sheets[i].n_stops);
  }
  const char *copy = text.n > 0 ? arena_strdup(arena, str_text(&text)) : _("no lists");
  str_free(&text);
  return copy;
}

static void add_team(const struct roster *roster, struct paper_section *section, int team, enum shift shift) {
  struct arena *arena = &roster->paper->arena;
  const struct day *day = roster->day;
  const char **cells = arena_alloc(arena, COUNT_OF(columns) * sizeof *cells);
  int waiting = roster_count_waiting(day, team, shift, false), musts = roster_count_waiting(day, team, shift, true);
  cells[0] = team_text(arena, &day->teams[team]);
  cells[1] = leaders_text(roster, team, shift);
  cells[2] = lists_text(roster, team, shift);
  cells[3] = musts > 0 ? arena_printf(arena, _("%d\nmust: %d"), waiting, musts) : arena_printf(arena, "%d", waiting);
  vec_push(&section->rows, (struct paper_row){.cells = cells});
}

/* "OT1 · P4 Petra · Wound care, 08:00-10:00, must: nobody is qualified". Without the address: the team's sheet has it.
 */
static void add_waiting(const struct roster *roster, struct paper_section *section, int team, enum shift shift) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  const struct visit *const *waiting;
  int n = roster_waiting(roster, team, shift, &waiting);
  for (int i = 0; i < n; i++) {
    const struct visit *visit = waiting[i];
    vec_push(&section->below,
             arena_printf(
                 arena, _("NOBODY HAS: %s · %s · %s, %s-%s, %s: %s"), team == NONE ? _("no team") : day->teams[team].id,
                 paper_patient(arena, &day->patients[visit->patient], roster->filter->initials),
                 paper_safe(arena, day->tasks[visit->task].name), roster_time(roster, visit->windows[0].earliest),
                 roster_time(roster, visit->windows[visit->n_windows - 1].latest),
                 word_label(&words_priority, (int)visit->priority),
                 paper_about(arena, &day->patients[visit->patient], said_words(arena, visit->reason))));
  }
}

/* The unit's own name, else the base's. */
static const char *unit_name(const struct roster *roster, int team) {
  const char *own = roster->day->teams[team].unit, *all = store_setting(roster->store, "unit");
  const char *name = !text_is_empty(own) ? own : all;
  return text_is_empty(name) ? _("All teams") : paper_safe(&roster->paper->arena, name);
}

/* Of the unit of that team, its first. */
static void add_unit(struct roster *roster, int first, enum shift shift) {
  const struct day *day = roster->day;
  struct arena *arena = &roster->paper->arena;
  const char *drafts = NULL, *changed = NULL;
  int n_teams = 0, *teams = arena_alloc(arena, (size_t)day->n_teams * sizeof *teams);
  struct paper_section *section = vec_add(&roster->paper->sections);
  section->title = arena_printf(arena, "%s · %s · %s", unit_name(roster, first), word_label(&words_shift, (int)shift),
                                paper_date(arena, day->date));
  section->columns = columns;
  section->n_columns = (int)COUNT_OF(columns);
  for (int team = first; team < day->n_teams; team++) {
    if (!same_unit(day, first, team) || !roster_wants_team(roster, team) || !has_work(day, team, shift))
      continue;
    teams[n_teams++] = team;
    add_team(roster, section, team, shift);
    add_waiting(roster, section, team, shift);
    if (roster_draft(roster, team, shift))
      drafts = drafts ? arena_printf(arena, "%s, %s", drafts, day->teams[team].id) : day->teams[team].id;
    else if (roster_changed(roster, team, shift))
      changed = changed ? arena_printf(arena, "%s, %s", changed, day->teams[team].id) : day->teams[team].id;
  }
  add_waiting(roster, section, NONE, shift);
  section->version = roster_unit_mark(roster, teams, n_teams, shift);
  section->mark = drafts ? _("DRAFT") : NULL;
  if (drafts)
    vec_push(&section->above, arena_printf(arena, _("DRAFT, as the rosters of these teams are: %s"), drafts));
  if (changed)
    vec_push(&section->above, arena_printf(arena, _("CHANGED SINCE APPROVAL are the rosters of: %s"), changed));
  if (section->below.n == 0)
    vec_push(&section->below, _("No visit of the shift waits for somebody."));
}

/* A visit that no team has stands on every unit's sheet, even where nothing else does. */
static bool unit_has_work(const struct roster *roster, int first, enum shift shift) {
  bool found = roster_count_waiting(roster->day, NONE, shift, false) > 0;
  for (int team = first; team < roster->day->n_teams && !found; team++)
    found = same_unit(roster->day, first, team) && has_work(roster->day, team, shift);
  return found;
}

static bool is_first_of_unit(const struct day *day, int team) {
  for (int before = 0; before < team; before++)
    if (same_unit(day, before, team))
      return false;
  return true;
}

void roster_add_units(struct roster *roster) {
  for (int team = 0; team < roster->day->n_teams; team++)
    for (enum shift shift = SHIFT_DAY; shift < SHIFT_COUNT; shift++) {
      bool wanted = roster->filter->shift == NONE || roster->filter->shift == (int)shift;
      if (wanted && is_first_of_unit(roster->day, team) && roster_wants_team(roster, team) &&
          unit_has_work(roster, team, shift))
        add_unit(roster, team, shift);
    }
}
