/* Makes the lists from the shifts. */
#include "dispatch/lists.h"

#include "dispatch/change.h"
#include "dispatch/plan.h"
#include "vaktrom/dispatch/may.h"

bool shift_is_frozen(const struct day *day, int team, enum shift shift) {
  for (int i = 0; i < day->n_lists; i++) {
    const struct work_list *list = &day->lists[i];
    if (list->team == team && list->shift == shift && list->state != LIST_DRAFT)
      return true;
  }
  return false;
}

/* --- Which row is which list ---------------------------------------------------------------------------------------
 */

/* Rows of the date that walk, and the list that each has; likewise the other way round. NONE = none. */
struct matching {
  const struct day *day;
  int *list_of_row, *row_of_list;
};

static bool row_walks(const struct day *day, const struct shift_row *row) {
  return row->date == day->date && function_walks(row->function) && !day->staff[row->staff].ended;
}

/* How alike a row and a list are, from the surest sign down. */
enum likeness {
  LIKE_SAME_START, /* worker, team, shift and start */
  LIKE_SAME_SHIFT, /* worker, team and shift: the times changed */
  LIKE_SAME_STAFF, /* worker and shift: moved to another team */
  LIKE_SAME_PLACE, /* team, shift and times of a list that nobody walks: it was emptied when the worker fell ill */
};

static bool is_like(const struct shift_row *row, const struct work_list *list, enum likeness likeness) {
  if (row->shift != list->shift)
    return false;
  bool same_staff = row->staff == list->staff, same_team = row->team == list->team;
  switch (likeness) {
  case LIKE_SAME_START:
    return same_staff && same_team && row->start == list->start;
  case LIKE_SAME_SHIFT:
    return same_staff && same_team;
  case LIKE_SAME_STAFF:
    return same_staff;
  case LIKE_SAME_PLACE:
    return list->staff == NONE && same_team && row->start == list->start && row->end == list->end &&
           row->function == list->function;
  }
  return false;
}

static void match_by(struct matching *matching, enum likeness likeness) {
  const struct day *day = matching->day;
  for (int r = 0; r < day->n_shifts; r++)
    for (int l = 0; l < day->n_lists && matching->list_of_row[r] == NONE && row_walks(day, &day->shifts[r]); l++)
      if (matching->row_of_list[l] == NONE && is_like(&day->shifts[r], &day->lists[l], likeness)) {
        matching->list_of_row[r] = l;
        matching->row_of_list[l] = r;
      }
}

static int *all_none(int n) {
  int *at = mem_array(int, (size_t)n);
  for (int i = 0; i < n; i++)
    at[i] = NONE;
  return at;
}

static struct matching match_rows(const struct day *day) {
  struct matching matching = {day, all_none(day->n_shifts), all_none(day->n_lists)};
  for (enum likeness likeness = LIKE_SAME_START; likeness <= LIKE_SAME_PLACE; likeness++)
    match_by(&matching, likeness);
  return matching;
}

/* --- Steps ------------------------------------------------------------------------------------------------------- */

static void add_step(struct list_steps *out, enum list_action action, int old, struct work_list list) {
  vec_push(&out->at, (struct list_step){action, old, list});
}

bool row_serves(const struct day *day, const struct shift_row *row, int team) {
  return team != NONE && (row->team == team || text_has_word(row->covers, day->teams[team].id));
}

bool visit_waits_for_row(const struct day *day, const struct visit *visit, const struct shift_row *row) {
  return visit->state == VISIT_UNASSIGNED && visit->shift == row->shift && row_serves(day, row, visit->team);
}

struct work_list list_of_row(const struct shift_row *row) {
  return (struct work_list){
      .date = row->date,
      .shift = row->shift,
      .team = row->team,
      .staff = row->staff,
      .start = row->start,
      .end = row->end,
      .function = row->function,
      .covers = row->covers,
      .state = LIST_DRAFT,
  };
}

static bool same_list(const struct work_list *a, const struct work_list *b) {
  return a->team == b->team && a->staff == b->staff && a->start == b->start && a->end == b->end &&
         a->function == b->function && text_equal(a->covers ? a->covers : "", b->covers ? b->covers : "");
}

static void step_row(const struct day *day, const struct shift_row *row, int old, struct list_steps *out) {
  struct work_list wanted = list_of_row(row);
  minute leaves = day_leaves(day, row->staff, row->date, row->shift);
  bool absent = is_away_before(leaves, row->start + 1);
  if (!absent && is_away_before(leaves, row->end))
    wanted.end = leaves; /* goes home during the shift */
  if (old == NONE) {
    if (!absent && !shift_is_frozen(day, row->team, row->shift))
      add_step(out, LIST_MAKE, NONE, wanted);
    return;
  }
  const struct work_list *list = &day->lists[old];
  if (shift_is_frozen(day, list->team, list->shift))
    return;
  wanted.id = list->id;
  if (absent)
    wanted.staff = NONE;
  if (!same_list(list, &wanted))
    add_step(out, absent && list->staff != NONE ? LIST_EMPTY : LIST_CHANGE, old, wanted);
}

/* Whether the list keeps a visit for what became of it: such a list is emptied, never removed. */
static bool keeps_a_visit(const struct day *day, int list) {
  for (int i = 0; i < day->n_visits; i++)
    if (day->visits[i].list == list && day->visits[i].state != VISIT_LISTED)
      return true;
  return false;
}

/* A list that no row asks for. */
static void step_rowless(const struct day *day, int old, struct list_steps *out) {
  struct work_list list = day->lists[old];
  if (shift_is_frozen(day, list.team, list.shift))
    return;
  if (!keeps_a_visit(day, old)) {
    add_step(out, LIST_END, old, list);
  } else if (list.staff != NONE) {
    list.staff = NONE;
    add_step(out, LIST_EMPTY, old, list);
  }
}

void list_steps_of(const struct day *day, struct list_steps *out) {
  struct matching matching = match_rows(day);
  for (int r = 0; r < day->n_shifts; r++)
    if (row_walks(day, &day->shifts[r]))
      step_row(day, &day->shifts[r], matching.list_of_row[r], out);
  for (int l = 0; l < day->n_lists; l++)
    if (matching.row_of_list[l] == NONE)
      step_rowless(day, l, out);
  mem_free_set((void **)&matching.list_of_row);
  mem_free_set((void **)&matching.row_of_list);
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

struct writing {
  struct store *store;
  struct day *day;
  struct effects *effects;
};

/* Why a visit leaves its list by a step; NULL when it may stay. */
static const char *why_leaves(struct day *day, const struct list_step *step, const struct visit *visit) {
  if (step->action == LIST_END)
    return said(&day->arena, "the shift of list %s is gone", step->list.id);
  if (step->list.staff == NONE)
    return said(&day->arena, "nobody walks list %s any more", step->list.id);
  if (visit->start != MINUTE_NONE && is_away_before(list_leaves(day, step->old), visit->start + 1))
    return said(&day->arena, "nobody walks list %s any more", step->list.id);
  enum refusal refusal = list_refusal(day, step->old, visit, NULL);
  bool set_aside = visit->by_hand && (refusal == REFUSAL_TEAM || refusal == REFUSAL_SHIFT);
  if (refusal == REFUSAL_NONE || set_aside)
    return NULL;
  return said(&day->arena, "list %s changed: %s", step->list.id, word_said(&day->arena, &words_refusal, (int)refusal));
}

/* The place that a person gave a visit is not taken in silence. */
static bool unassign(struct writing *writing, int visit, const char *why, struct error *err) {
  struct visit *row = &writing->day->visits[visit];
  if (row->pinned || row->by_hand)
    effects_add(writing->effects, _("%s lost the place that it was given by hand: %s"),
                visit_in_words(writing->day, visit), why);
  visit_unlist(row, VISIT_UNASSIGNED, why);
  row->pinned = row->by_hand = false;
  return store_save_visit(writing->store, writing->day, row, err);
}

/* Unassigns what may not stay on the list of the step; of a visit for two, both rows. */
static bool unassign_leavers(struct writing *writing, const struct list_step *step, struct error *err) {
  struct day *day = writing->day;
  for (int i = 0; i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    if (visit->list != step->old || visit->state != VISIT_LISTED)
      continue;
    const char *why = why_leaves(day, step, visit);
    if (!why)
      continue;
    int partner = day_partner(day, i);
    if (!unassign(writing, i, why, err))
      return false;
    if (partner != NONE && day->visits[partner].state == VISIT_LISTED &&
        !unassign(writing, partner, _("its second worker has no place"), err))
      return false;
  }
  return true;
}

static bool write_step(struct writing *writing, struct list_step *step, struct error *err) {
  struct store *store = writing->store;
  struct day *day = writing->day;
  if (step->action == LIST_MAKE) {
    return store_next_id(store, "L", &day->arena, &step->list.id, err) && store_save_list(store, day, &step->list, err);
  }
  day->lists[step->old] = step->list;
  if (!unassign_leavers(writing, step, err))
    return false;
  if (step->action == LIST_END)
    return store_remove_list(store, step->list.id, err);
  return store_save_list(store, day, &step->list, err);
}

/* --- Lists that cannot stand beside another ---
 *
 * A worker's row may follow on one that was longer when the lists of that other date (or an approved shift of this one)
 * were made. The store refuses two lists at once for one worker, and one such case must not stop a whole base: the
 * list stays without its worker until the other has been set right, and people are told. */

static void tell_clash(struct writing *writing, const struct list_step *step, const char *other) {
  char on[DATE_SIZE];
  date_show(step->list.date, on);
  writing->effects->needs_person = true;
  effects_add(writing->effects,
              _("%s walks no list in the %s shift of %s: list %s of the same worker lasts into it; set that one right "
                "first"),
              writing->day->staff[step->list.staff].name, word_label(&words_shift, (int)step->list.shift), on, other);
}

static bool settle_clash(struct writing *writing, struct list_step *step, struct error *err) {
  const char *other = NULL;
  if (step->list.staff == NONE || step->action == LIST_END)
    return true;
  if (!store_overlapping_list(writing->store, step->list.id, &writing->day->arena, &other, err))
    return false;
  if (!other)
    return true;
  tell_clash(writing, step, other);
  if (step->action == LIST_MAKE)
    return store_remove_list(writing->store, step->list.id, err);
  step->list.staff = NONE;
  return write_step(writing, step, err);
}

bool lists_write(struct store *store, struct day *day, int *n, struct effects *effects, struct error *err) {
  struct writing writing = {store, day, effects};
  struct list_steps steps = {0};
  list_steps_of(day, &steps);
  bool ok = true;
  for (size_t i = 0; ok && i < steps.at.n; i++)
    ok = write_step(&writing, &steps.at.at[i], err);
  for (size_t i = 0; ok && i < steps.at.n; i++)
    ok = settle_clash(&writing, &steps.at.at[i], err);
  *n = (int)steps.at.n;
  vec_free(&steps.at);
  return ok;
}

bool dispatch_renew_lists(struct session *session, date on, struct effects *effects, struct error *err) {
  if (!dispatch_may(session, MAY_PLAN, NULL, err))
    return false;
  struct day *day = NULL;
  int n = 0;
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = store_load_day(session->store, on, &day, err) && lists_write(session->store, day, &n, effects, err);
  if (done && n > 0)
    effects_add(effects, trn("%d list changed with its shift", "%d lists changed with their shifts", n), n);
  day_free(day);
  if (done)
    return store_commit(session->store, err);
  store_rollback(session->store);
  return false;
}
