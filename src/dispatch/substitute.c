/* A substitute comes: the shift row and the list of the absent worker, and the visits that wait. */
#include "dispatch/change.h"
#include "dispatch/lists.h"
#include "dispatch/replan.h"
#include "vaktrom/dispatch/may.h"

struct coming {
  const struct vacancy *vacancy;
  const char *staff, *override_reason;
};

/* Refuses a second substitute for one vacancy: there is one list to walk. */
static bool is_open(const struct replacement_candidates *all, struct error *err) {
  const struct day *day = all->day;
  const struct shift_row *open = &day->shifts[all->row];
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->replaces == open->staff && row->date == open->date && row->shift == open->shift &&
        !is_away_before(day_leaves(day, row->staff, row->date, row->shift), row->end))
      return error_set(err, STATUS_DENIED, _("%s %s fills in for %s already"), day->staff[row->staff].id,
                       day->staff[row->staff].name, day->staff[open->staff].name);
  }
  return true;
}

/* What keeps this worker from filling in; the gravest decides. */
static bool may_come(const struct replacement_candidates *all, const struct coming *coming, struct error *err) {
  const struct day *day = all->day;
  for (int i = 0; i < all->n; i++) {
    const struct replacement_candidate *candidate = &all->at[i];
    if (!text_equal(day->staff[candidate->staff].id, coming->staff))
      continue;
    if (!is_open(all, err))
      return false;
    if (!candidate->why_not || (!candidate->forbidden && !text_is_empty(coming->override_reason)))
      return true;
    error_set(err, STATUS_DENIED, "%s %s", day->staff[candidate->staff].name, candidate->why_not);
    if (!candidate->forbidden)
      allow_override(err);
    return false;
  }
  return error_set(err, STATUS_USAGE, _("there is no worker '%s' who could fill in"), coming->staff);
}

/* One of another team comes by order of the duty nurse; the pool's and an agency's come wherever they are hired. */
static bool may_be_moved(const struct session *session, const struct replacement_candidates *all,
                         const struct coming *coming, struct error *err) {
  const struct day *day = all->day;
  const struct worker *worker = &day->staff[day_find_staff(day, coming->staff)];
  return worker->employment != EMPLOYMENT_PERMANENT || worker->team == day->shifts[all->row].team ||
         dispatch_may(session, MAY_MOVE_STAFF, &(struct concern){.team = day->teams[worker->team].id}, err);
}

static bool add_row(struct session *session, const struct day *day, const struct shift_row *row, const char *staff,
                    struct error *err) {
  char on[DATE_SIZE], start[TIME_SIZE], end[TIME_SIZE];
  enum put_result result;
  date_format(row->date, on);
  time_format(row->date, row->start, start);
  time_format(row->date, row->end, end);
  const char *cells[COLUMNS_MAX] = {on,
                                    word_token(&words_shift, (int)row->shift),
                                    staff,
                                    day->teams[row->team].id,
                                    start,
                                    end,
                                    word_token(&words_function, (int)row->function),
                                    row->covers ? row->covers : "",
                                    day->staff[row->staff].id};
  return store_put_row(session->store, kind_find("shifts"), cells, &result, NULL, err);
}

static void tell(struct session *session, const struct replacement_candidates *all, const struct coming *coming,
                 struct effects *effects) {
  const struct day *day = all->day;
  int staff = day_find_staff(day, coming->staff);
  const struct shift_row *row = &day->shifts[all->row];
  const char *list = all->list == NONE ? "" : day->lists[all->list].id;
  struct arena arena = {0};
  enum replacement match = replacement_class(day->staff[row->staff].role, day->staff[staff].role);
  store_label(session->store, "%s (%s) fills in for %s, %s %s: %s", coming->staff, day->staff[staff].name,
              day->staff[row->staff].name, word_said(&arena, &words_shift, (int)row->shift), list,
              word_said(&arena, &words_replacement, (int)match));
  effects_add(effects, "%s", store_label_now(session->store));
  arena_free(&arena);
}

/* The list of the one who is absent, or, where that one keeps it until going home, a list for the rest of the shift. */
static bool take_list(struct session *session, const struct replacement_candidates *all, int staff, struct error *err) {
  struct day *day = all->day;
  const struct shift_row *row = &day->shifts[all->row];
  if (all->list != NONE) {
    day->lists[all->list].staff = staff;
    return store_save_list(session->store, day, &day->lists[all->list], err);
  }
  if (!function_walks(row->function) || day_leaves(day, row->staff, row->date, row->shift) != row->start)
    return true;
  struct work_list list = list_of_row(row);
  list.staff = staff;
  for (int i = 0; i < day->n_lists; i++) /* as far as its team's shift is */
    if (day->lists[i].staff == row->staff && day->lists[i].team == row->team && day->lists[i].shift == row->shift)
      list.state = day->lists[i].state;
  return store_next_id(session->store, "L", &day->arena, &list.id, err) &&
         store_save_list(session->store, day, &list, err);
}

static bool come(struct session *session, const struct replacement_candidates *all, const struct coming *coming,
                 struct effects *effects, struct error *err) {
  struct day *day = all->day;
  if (!may_come(all, coming, err) || !may_be_moved(session, all, coming, err) ||
      !add_row(session, day, &day->shifts[all->row], coming->staff, err))
    return false;
  if (!take_list(session, all, day_find_staff(day, coming->staff), err))
    return false;
  tell(session, all, coming, effects);
  return text_is_empty(coming->override_reason) ||
         store_audit(session->store, session->actor, "override", coming->staff, coming->override_reason, err);
}

/* Inside a transaction. */
static bool prepare(struct session *session, const void *context, struct effects *effects, struct error *err) {
  const struct coming *coming = context;
  struct replacement_candidates *all = NULL;
  bool done =
      dispatch_candidates(session->store, coming->vacancy, &all, err) && come(session, all, coming, effects, err);
  replacement_candidates_free(all);
  return done;
}

bool dispatch_substitute(struct session *session, const struct absence_request *absence, const struct vacancy *vacancy,
                         const char *staff, const char *override_reason, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_HIRE, &(struct concern){.worker = vacancy->staff}, err) ||
      !override_is_sound(override_reason, err))
    return false;
  enum { tries = 3 };
  const double seconds = 1.2;
  struct coming coming = {vacancy, staff, override_reason};
  struct replan_task task = {.date = vacancy->date,
                             .staff = staff,
                             .shift = (int)vacancy->shift,
                             .absence = absence,
                             .context = &coming,
                             .prepare = prepare,
                             .seconds = seconds,
                             .even_out = true};
  bool changed = true;
  for (int attempt = 0; changed && attempt < tries; attempt++) {
    struct replan *replan = NULL;
    bool done = replan_make(session, &task, &replan, err) &&
                replan_take(session, &task, replan, 0, NULL, &changed, effects, err);
    replan_free(replan);
    if (!done)
      return false;
  }
  return !changed || error_set(err, STATUS_STORE, "%s", _("the lists change all the time: try again"));
}
