/* What an alternative changes, visit by visit, and what it comes to. */
#include <stdlib.h>

#include "dispatch/change.h"
#include "dispatch/replan.h"
#include "dispatch/sheet.h"

static const struct word natures[] = {
    {REPLAN_LEAST_CHANGE, "least_change", N_("least change"), COLOUR_PLAIN},
    {REPLAN_FAIREST, "fairest", N_("fairest"), COLOUR_PLAIN},
    {REPLAN_FEWEST_DROPPED, "fewest_dropped", N_("fewest dropped"), COLOUR_PLAIN},
};
const struct words words_replan_nature = {"alternative", natures, COUNT_OF(natures)};

static const struct word kinds_of_change[] = {
    {REPLAN_TAKE, "take", N_("taken over"), COLOUR_PLAIN},
    {REPLAN_MOVE, "move", N_("changes worker"), COLOUR_NOTICE},
    {REPLAN_SHIFT, "shift", N_("other time"), COLOUR_NOTICE},
    {REPLAN_LEAVE, "leave", N_("has nobody"), COLOUR_ERROR},
    {REPLAN_GIVE_WAY, "give_way", N_("may give way"), COLOUR_WARNING},
};
const struct words words_replan_kind = {"change", kinds_of_change, COUNT_OF(kinds_of_change)};

/* An alternative while it is described. */
struct description {
  struct replan *replan;
  struct replan_alternative *alternative;
  const struct list_sheet *before, *after; /* by list */
  struct list_stop **stop;                 /* by visit: where it stands afterwards; NULL */
  int keep_minutes;
};

bool replan_had_worker(const struct replan *replan, int visit) {
  int from = replan->before[visit].list;
  if (from == NONE || replan->day->lists[from].staff == NONE)
    return false;
  minute leaves = list_leaves(replan->day, from);
  return leaves == MINUTE_NONE || replan->before[visit].start < leaves;
}

/* --- One change --- */

static void add_word(struct str *text, const char *word) {
  str_addf(text, "%s%s", text->n ? ", " : "", word);
}

static const char *why_in_words(struct day *day, const struct replan_change *change) {
  struct str text = {0};
  const struct patient *patient = &day->patients[day->visits[change->visit].patient];
  int staff = day->lists[change->to].staff;
  if (patient->primary_contact == staff)
    add_word(&text, _("primary contact"));
  else if (change->times_met > 0)
    str_addf(&text, _("known (%d)"), change->times_met);
  else
    add_word(&text, change->known ? _("secondary contact") : _("unknown face"));
  if (change->role_steps > 0)
    add_word(&text, _("higher role than needed"));
  if (change->late_min > 0)
    str_addf(&text, _(", %d min late"), change->late_min);
  const char *out = arena_strdup(&day->arena, str_text(&text));
  str_free(&text);
  return out;
}

static struct replan_change placed(struct description *description, int visit, enum replan_kind kind) {
  struct day *day = description->replan->day;
  const struct visit *row = &description->alternative->visits[visit];
  const struct list_stop *stop = description->stop[visit];
  int staff = day->lists[row->list].staff;
  struct replan_change change = {
      .kind = kind,
      .visit = visit,
      .from = description->replan->before[visit].list,
      .to = row->list,
      .before = description->replan->before[visit].start,
      .after = row->start,
      .extra_min = stop ? row->duration + stop_detour(day, &description->after[row->list], stop) : row->duration,
      .late_min = late_minutes(row, row->start),
      .times_met = day_times_met(day, row->patient, staff),
      .known = is_familiar(day, row->patient, staff),
      .role_steps = role_steps_above(day->staff[staff].role, row->min_role),
  };
  change.why = why_in_words(day, &change);
  return change;
}

static struct replan_change left(struct description *description, int visit) {
  const struct visit *row = &description->alternative->visits[visit];
  bool must = row->priority == PRIORITY_MUST;
  return (struct replan_change){
      .kind = must ? REPLAN_LEAVE : REPLAN_GIVE_WAY,
      .visit = visit,
      .from = description->replan->before[visit].list,
      .to = NONE,
      .before = description->replan->before[visit].start,
      .after = MINUTE_NONE,
      .why = row->reason ? said_words(&description->replan->day->arena, row->reason) : "",
      .remedy = must ? _("a substitute (vaktrom candidates), or by hand (vaktrom suggest)")
                     : _("drop it with a reason, or find it a place by hand (vaktrom suggest)"),
  };
}

/* Whether the alternative does something with the visit, and what. */
static bool change_of(struct description *description, int visit, struct replan_change *out) {
  const struct replan *replan = description->replan;
  const struct visit *row = &description->alternative->visits[visit];
  if (!replan->in_scope[visit])
    return false;
  if (row->state == VISIT_UNASSIGNED)
    return *out = left(description, visit), true;
  if (row->state != VISIT_LISTED)
    return false;
  if (!replan_had_worker(replan, visit))
    return *out = placed(description, visit, REPLAN_TAKE), true;
  if (row->list != replan->before[visit].list)
    return *out = placed(description, visit, REPLAN_MOVE), true;
  if (abs(row->start - replan->before[visit].start) > description->keep_minutes)
    return *out = placed(description, visit, REPLAN_SHIFT), true;
  return false;
}

/* --- Figures --- */

static void count_change(struct replan_figures *figures, const struct replan_change *change,
                         const struct visit *visit) {
  figures->changed_hands += change->kind == REPLAN_MOVE;
  figures->shifted += change->kind == REPLAN_SHIFT;
  figures->unknown_faces += (change->kind == REPLAN_TAKE || change->kind == REPLAN_MOVE) && !change->known;
  if (change->to == NONE)
    figures->unassigned[visit->priority]++;
}

static void add_lists(struct description *description, struct replan_figures *figures) {
  struct day *day = description->replan->day;
  int longest = 0, shortest = INT32_MAX;
  struct str workers = {0};
  for (int list = 0; list < day->n_lists; list++) {
    const struct list_sheet *before = &description->before[list], *after = &description->after[list];
    int work = after->visit_min + after->travel_min;
    if (!description->replan->list_asked[list])
      continue;
    figures->overtime_min += after->overtime_min;
    figures->late_min += after->late_min;
    figures->travel_min += after->travel_min - before->travel_min;
    if (after->overtime_min > before->overtime_min && day->lists[list].staff != NONE)
      str_addf(&workers, "%s%s", workers.n ? ", " : "", day->staff[day->lists[list].staff].name);
    if (day->lists[list].staff == NONE)
      continue;
    longest = work > longest ? work : longest;
    shortest = work < shortest ? work : shortest;
  }
  figures->work_range = longest > shortest ? longest - shortest : 0;
  figures->overtime_workers = arena_strdup(&day->arena, str_text(&workers));
  str_free(&workers);
}

/* --- The whole --- */

/* The sheets of the day with those visits. */
static const struct list_sheet *sheets_with(struct store *store, struct day *day, struct visit *visits) {
  struct visit *own = day->visits;
  day->visits = visits;
  const struct list_sheet *sheets = dispatch_sheets(store, day);
  day->visits = own;
  return sheets;
}

static int by_time(const void *left_side, const void *right_side) {
  const struct replan_change *a = left_side, *b = right_side;
  minute first = a->before == MINUTE_NONE ? a->after : a->before,
         second = b->before == MINUTE_NONE ? b->after : b->before;
  if (first != second)
    return first < second ? -1 : 1;
  return a->visit - b->visit;
}

void replan_describe(struct store *store, struct replan *replan, struct replan_alternative *alternative) {
  struct day *day = replan->day;
  struct description description = {
      .replan = replan,
      .alternative = alternative,
      .before = sheets_with(store, day, replan->before),
      .after = sheets_with(store, day, alternative->visits),
      .stop = arena_alloc(&day->arena, sizeof(struct list_stop *) * (size_t)(day->n_visits + 1)),
      .keep_minutes = (int)store_setting_int(store, "keep_minutes"),
  };
  for (int list = 0; list < day->n_lists; list++)
    for (int i = 0; i < description.after[list].n_stops; i++)
      description.stop[description.after[list].stops[i].visit] = &description.after[list].stops[i];
  alternative->changes = arena_alloc(&day->arena, sizeof *alternative->changes * (size_t)(day->n_visits + 1));
  alternative->n_changes = 0;
  for (int v = 0; v < day->n_visits; v++)
    alternative->n_changes += change_of(&description, v, &alternative->changes[alternative->n_changes]);
  qsort(alternative->changes, (size_t)alternative->n_changes, sizeof *alternative->changes, by_time);
  alternative->figures = (struct replan_figures){.keep_minutes = description.keep_minutes};
  for (int i = 0; i < alternative->n_changes; i++)
    count_change(&alternative->figures, &alternative->changes[i], &day->visits[alternative->changes[i].visit]);
  add_lists(&description, &alternative->figures);
}
