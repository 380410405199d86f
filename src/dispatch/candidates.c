/* Who could fill in for somebody who is absent. */
#include <stdlib.h>
#include <string.h>

#include "dispatch/change.h"
#include "dispatch/lists.h"
#include "dispatch/objective.h"

/* --- Which shift is open --- */

static bool is_absent_row(const struct day *day, const struct shift_row *row) {
  return row->date == day->date && is_away_before(day_leaves(day, row->staff, row->date, row->shift), row->end);
}

/* The one shift of the absent worker on the loaded date (of that kind, unless NONE). */
static bool only_row(const struct day *day, int staff, int shift, struct vacancy *out, struct error *err) {
  int n = 0;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->staff != staff || !is_absent_row(day, row) || (shift != NONE && shift != (int)row->shift))
      continue;
    out->shift = row->shift;
    n++;
  }
  char on[DATE_SIZE];
  date_show(day->date, on);
  if (n == 1)
    return true;
  if (n == 0)
    return error_set(err, STATUS_USAGE,
                     _("%s has no shift on %s that an absence leaves open (mark the absence first: vaktrom absent)"),
                     day->staff[staff].id, on);
  return error_set(err, STATUS_USAGE, _("%s is absent from several shifts on %s: name one, %s@%s/%s"),
                   day->staff[staff].id, on, day->staff[staff].id, on, word_token(&words_shift, (int)out->shift));
}

/* Whether the list was made from the row; that of a worker who goes home during the shift ends by then. */
static bool is_list_of(const struct shift_row *row, const struct work_list *list) {
  bool same_end = row->end == list->end || (row->staff == list->staff && list->end < row->end);
  return row->team == list->team && row->shift == list->shift && row->start == list->start && same_end &&
         row->function == list->function;
}

/* The absent worker whose row the list was. */
static int staff_of_list(const struct day *day, int list) {
  const struct work_list *row = &day->lists[list];
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *shift = &day->shifts[i];
    if (is_absent_row(day, shift) && is_list_of(shift, row))
      return shift->staff;
  }
  return NONE;
}

/* A list that somebody walks is nobody's absence. */
static bool is_vacant(const struct day *day, int list, struct error *err) {
  const struct work_list *row = &day->lists[list];
  if (row->staff == NONE || day_absence(day, row->staff, row->date, row->shift) != NONE)
    return true;
  return error_set(err, STATUS_USAGE, _("list %s has %s (mark the absence first: vaktrom absent %s)"), row->id,
                   day->staff[row->staff].name, day->staff[row->staff].id);
}

static bool on_date(struct store *store, date on, const char *worker, const char *list, int shift, struct arena *arena,
                    struct vacancy *out, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(store, on, &day, err))
    return false;
  int staff = list ? staff_of_list(day, day_find_list(day, list)) : day_find_staff(day, worker);
  bool done = (!list || is_vacant(day, day_find_list(day, list), err)) &&
              (staff != NONE || error_set(err, STATUS_USAGE, _("there is no absence '%s'"), list ? list : worker));
  int of_shift = list ? (int)day->lists[day_find_list(day, list)].shift : shift;
  done = done && only_row(day, staff, of_shift, out, err);
  if (done) {
    out->date = on;
    out->staff = arena_strdup(arena, day->staff[staff].id);
  }
  day_free(day);
  return done;
}

bool dispatch_find_vacancy(struct store *store, const char *name, struct arena *arena, struct vacancy *out,
                           struct error *err) {
  date on = store_date_of_list(store, name);
  if (on != DATE_NONE)
    return on_date(store, on, NULL, name, NONE, arena, out, err);
  char *worker = arena_strdup(arena, name);
  char *at = strrchr(worker, '@'), *slash = at ? strchr(at, '/') : NULL;
  int shift = slash ? word_typed(&words_shift, slash + 1) : NONE;
  if (slash)
    *slash = '\0';
  if (at)
    *at = '\0';
  if ((at && !date_parse(at + 1, &on)) || (slash && shift == NONE))
    return error_set(err, STATUS_USAGE, _("'%s' is not STAFF@DATE or STAFF@DATE/SHIFT"), name);
  return on_date(store, at ? on : dispatch_shown_date(store), worker, NULL, shift, arena, out, err);
}

/* --- One candidate --- */

struct search {
  struct store *store;
  struct replacement_candidates *out;
  const struct planned_work *work;
  int n_work;
};

static const struct shift_row *open_row(const struct search *search) {
  return &search->out->day->shifts[search->out->row];
}

/* Whether the worker's own rows leave time for the shift, and how much rest. */
static bool look_at_rows(const struct search *search, struct replacement_candidate *candidate) {
  const struct day *day = search->out->day;
  const struct shift_row *open = open_row(search);
  candidate->rest_min = MINUTE_NONE;
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *own = &day->shifts[i];
    if (own->staff != candidate->staff || is_away_before(day_leaves(day, own->staff, own->date, own->shift), own->end))
      continue;
    int before = rest_minutes(own, open), after = rest_minutes(open, own);
    if (before < 0 && after < 0)
      return false;
    int rest = before >= 0 ? before : after;
    if (candidate->rest_min == MINUTE_NONE || rest < candidate->rest_min)
      candidate->rest_min = rest;
  }
  return true;
}

static void count_overtime(const struct search *search, struct replacement_candidate *candidate) {
  const struct worker *worker = &search->out->day->staff[candidate->staff];
  const struct shift_row *open = open_row(search);
  int minutes = open->end - open->start;
  for (int i = 0; i < search->n_work; i++)
    if (text_equal(search->work[i].staff, worker->id))
      minutes += search->work[i].minutes;
  int due = (int)((double)store_setting_int(search->store, "week_minutes") * worker->position_pct / 100);
  candidate->overtime_min = minutes > due ? minutes - due : 0;
}

static void count_visits(const struct search *search, struct replacement_candidate *candidate) {
  struct day *day = search->out->day;
  for (int i = 0; i < search->out->n_waiting; i++) {
    const struct visit *visit = &day->visits[search->out->waiting[i]];
    const struct patient *patient = &day->patients[visit->patient];
    candidate->may_do += worker_refusal(day, candidate->staff, visit, NULL) == REFUSAL_NONE;
    candidate->knows += is_familiar(day, visit->patient, candidate->staff);
    candidate->speaks += !text_is_empty(patient->languages) &&
                         shares_language(patient->languages, day->staff[candidate->staff].languages);
  }
}

/* What stands in the way, the gravest first; NULL = nothing. */
static const char *why_not(const struct search *search, struct replacement_candidate *candidate, bool free_then) {
  struct day *day = search->out->day;
  const struct shift_row *open = open_row(search);
  const struct worker *worker = &day->staff[candidate->staff];
  int agreed = (int)store_setting_int(search->store, "rest_agreed_hours") * 60;
  int wanted = (int)store_setting_int(search->store, "rest_hours") * 60;
  candidate->forbidden = true;
  if (day_absence(day, candidate->staff, open->date, open->shift) != NONE)
    return _("is absent");
  if (!free_then)
    return _("is at work at that time");
  candidate->forbidden = false;
  if (open->function != FUNCTION_NONE && open->function != FUNCTION_INDOOR &&
      !(worker->functions & 1u << open->function))
    return arena_printf(&day->arena, _("is not trained as %s"), word_label(&words_function, (int)open->function));
  if (candidate->rest_min != MINUTE_NONE && candidate->rest_min < wanted)
    return arena_printf(&day->arena,
                        candidate->rest_min < agreed ? _("would rest %d:%02d hours, below the agreed least")
                                                     : _("would rest %d:%02d hours"),
                        candidate->rest_min / 60, candidate->rest_min % 60);
  return NULL;
}

static void add_candidate(struct search *search, int staff) {
  struct replacement_candidates *out = search->out;
  const struct shift_row *open = open_row(search);
  struct replacement_candidate candidate = {
      .staff = staff, .match = replacement_class(out->day->staff[open->staff].role, out->day->staff[staff].role)};
  bool free_then = look_at_rows(search, &candidate);
  count_overtime(search, &candidate);
  count_visits(search, &candidate);
  candidate.why_not = why_not(search, &candidate, free_then);
  out->at[out->n++] = candidate;
}

/* --- All of them --- */

/* How badly the worker fits, among those of one competence: a visit that the worker may not do weighs as two new faces,
 * one new face as two hours of overtime, another team as half a new face for each visit. */
static int misfit(const struct replacement_candidates *all, const struct replacement_candidate *candidate) {
  const struct day *day = all->day;
  bool other_team = day->staff[candidate->staff].team != day->shifts[all->row].team;
  return 4 * (all->n_waiting - candidate->may_do) + 2 * (all->n_waiting - candidate->knows) +
         (other_team ? all->n_waiting : 0) + candidate->overtime_min / 60;
}

static bool is_better(const struct replacement_candidates *all, const struct replacement_candidate *a,
                      const struct replacement_candidate *b) {
  if (a->forbidden != b->forbidden)
    return b->forbidden;
  if ((a->why_not != NULL) != (b->why_not != NULL))
    return b->why_not != NULL;
  if (a->match != b->match)
    return a->match < b->match;
  return misfit(all, a) < misfit(all, b);
}

/* By insertion: equal ones stay in the order of their ids. */
static void sort_candidates(struct replacement_candidates *all) {
  for (int i = 1; i < all->n; i++) {
    struct replacement_candidate candidate = all->at[i];
    int at = i;
    for (; at > 0 && is_better(all, &candidate, &all->at[at - 1]); at--)
      all->at[at] = all->at[at - 1];
    all->at[at] = candidate;
  }
}

/* The row, the list that has nobody, and the visits of the team and shift that wait. */
static void find_work(struct replacement_candidates *out, const struct vacancy *vacancy) {
  struct day *day = out->day;
  int staff = day_find_staff(day, vacancy->staff);
  for (int i = 0; i < day->n_shifts; i++)
    if (day->shifts[i].staff == staff && day->shifts[i].date == day->date && day->shifts[i].shift == vacancy->shift)
      out->row = i;
  struct shift_row *row = &day->shifts[out->row];
  for (int i = 0; i < day->n_lists; i++)
    if (day->lists[i].staff == NONE && is_list_of(row, &day->lists[i]))
      out->list = i;
  minute leaves = day_leaves(day, staff, row->date, row->shift);
  row->start = leaves > row->start ? leaves : row->start; /* who goes home has walked until then */
  out->waiting = arena_alloc(&day->arena, sizeof(int) * (size_t)(day->n_visits + 1));
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    if (!visit_waits_for_row(day, visit, row))
      continue;
    out->waiting[out->n_waiting++] = v;
    out->ask_language += !text_is_empty(day->patients[visit->patient].languages);
  }
}

bool dispatch_candidates(struct store *store, const struct vacancy *vacancy, struct replacement_candidates **out,
                         struct error *err) {
  struct replacement_candidates *all = mem_new(struct replacement_candidates);
  struct search search = {.store = store, .out = all};
  all->list = NONE;
  struct planned_work *work = NULL;
  date monday = vacancy->date - date_weekday(vacancy->date);
  bool done = store_load_day(store, vacancy->date, &all->day, err) &&
              store_load_planned_work(store, monday, monday + 6, &all->day->arena, &work, &search.n_work, err);
  if (done) {
    search.work = work;
    find_work(all, vacancy);
    all->at = arena_alloc(&all->day->arena, sizeof *all->at * (size_t)(all->day->n_staff + 1));
    for (int staff = 0; staff < all->day->n_staff; staff++)
      if (!all->day->staff[staff].ended && staff != open_row(&search)->staff)
        add_candidate(&search, staff);
    sort_candidates(all);
  } else {
    replacement_candidates_free(all);
    all = NULL;
  }
  *out = all;
  return done;
}

void replacement_candidates_free(struct replacement_candidates *candidates) {
  if (!candidates)
    return;
  day_free(candidates->day);
  mem_free_set((void **)&candidates);
}
