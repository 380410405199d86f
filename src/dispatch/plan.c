/* Writes the dated visits that the services ask for. */
#include "dispatch/plan.h"

#include "dispatch/change.h"
#include "vaktrom/dispatch/may.h"

/* --- What it tells people ---------------------------------------------------------------------------------------- */

static const char *const action_words[] = {
    [PLAN_ADD] = N_("added"),        [PLAN_CHANGE] = N_("changed"),
    [PLAN_CANCEL] = N_("cancelled"), [PLAN_SUSPEND] = N_("suspended"),
    [PLAN_REVIVE] = N_("revived"),   [PLAN_KEEP] = N_("left as it is, since it is pinned:"),
};

/* What happens, or does not, on a list that was approved or has begun is said so that nobody oversees it. */
static void tell_closed_list(struct day *day, const struct plan_step *step, struct effects *effects) {
  bool leaves = step->visit.state != VISIT_LISTED;
  if (step->old == NONE || !plan_is_on_closed_list(day, step->old) || (step->action != PLAN_KEEP && !leaves))
    return;
  int list = day->visits[step->old].list;
  bool draft = day->lists[list].state == LIST_DRAFT; /* begun by the clock alone */
  const char *state = draft ? _("under way") : word_label(&words_list_state, (int)day->lists[list].state);
  effects->needs_person = true;
  if (leaves)
    effects_add(effects, _("%s was on list %s, which is %s: tell the worker"), visit_in_words(day, step->old),
                list_in_words(day, list), state);
  else
    effects_add(effects, _("%s stays as it was on list %s, which is %s, though its service changed: %s"),
                visit_in_words(day, step->old), list_in_words(day, list), state, step->why);
}

/* "changed V12 (P014, Morning care): window 07:30-08:30 became 08:00-09:00; the service changed and ..." */
static void tell_step(const struct day *day, const struct plan_step *step, struct effects *effects) {
  const struct visit *visit = &step->visit;
  bool lost_place =
      step->action == PLAN_CHANGE && day->visits[step->old].state == VISIT_LISTED && visit->state == VISIT_UNASSIGNED;
  effects_add(effects, "%s %s (%s, %s)%s%s%s%s", _(action_words[step->action]), visit->id,
              day->patients[visit->patient].id, day->tasks[visit->task].name, step->why ? ": " : "",
              step->why ? step->why : "", lost_place ? "; " : "", lost_place ? visit->reason : "");
}

static void tell_date(const struct day *day, const struct plan_counts *counts, struct effects *effects) {
  char on[DATE_SIZE];
  date_show(day->date, on);
  effects_add(effects,
              trn("%s: %d visit added, %d changed, %d cancelled, %d suspended, %d revived",
                  "%s: %d visits added, %d changed, %d cancelled, %d suspended, %d revived", counts->added),
              on, counts->added, counts->changed, counts->cancelled, counts->suspended, counts->revived);
}

/* A visit that no team answers for needs a person, and is named each time. */
static void tell_without_team(const struct visit *visit, const struct day *day, struct effects *effects) {
  effects->needs_person = true;
  effects_add(effects, _("%s (%s, %s) is unassigned: the patient has no team yet"), visit->id,
              day->patients[visit->patient].id, day->tasks[visit->task].name);
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

/* Where the step is counted; NULL for one that changes nothing. */
static int *count_of(struct plan_counts *counts, enum plan_action action) {
  switch (action) {
  case PLAN_ADD:
    return &counts->added;
  case PLAN_CHANGE:
    return &counts->changed;
  case PLAN_CANCEL:
    return &counts->cancelled;
  case PLAN_SUSPEND:
    return &counts->suspended;
  case PLAN_REVIVE:
    return &counts->revived;
  case PLAN_KEEP:
    break;
  }
  return NULL;
}

/* Gives a new row its id; the second row of a two-person visit takes the number of the first. */
static bool name_row(struct store *store, struct day *day, struct plan_step *step, const char **number,
                     struct error *err) {
  if (step->row != 2 && !store_next_id(store, "V", &day->arena, number, err))
    return false;
  step->visit.id = step->row ? arena_printf(&day->arena, "%s/%d", *number, step->row) : *number;
  return true;
}

static bool write_steps(struct session *session, struct day *day, struct plan_steps *steps, struct plan_counts *counts,
                        struct effects *effects, struct error *err) {
  const char *number = NULL;
  for (size_t i = 0; i < steps->at.n; i++) {
    struct plan_step *step = &steps->at.at[i];
    tell_closed_list(day, step, effects);
    if (step->action == PLAN_KEEP) {
      if (step->visit.pinned)
        tell_step(day, step, effects);
      continue;
    }
    if (step->action == PLAN_ADD && !name_row(session->store, day, step, &number, err))
      return false;
    if (!store_save_visit(session->store, day, &step->visit, err))
      return false;
    ++*count_of(counts, step->action);
    if (step->action != PLAN_ADD)
      tell_step(day, step, effects);
    else if (step->visit.team == NONE && step->visit.state == VISIT_UNASSIGNED)
      tell_without_team(&step->visit, day, effects);
  }
  return true;
}

static void add_counts(struct plan_counts *sum, const struct plan_counts *counts) {
  sum->added += counts->added;
  sum->changed += counts->changed;
  sum->cancelled += counts->cancelled;
  sum->suspended += counts->suspended;
  sum->revived += counts->revived;
}

static bool plan_date(struct session *session, date on, const struct shift_times *times, struct plan_counts *sum,
                      struct effects *effects, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(session->store, on, &day, err))
    return false;
  struct plan_steps steps = {0};
  struct plan_counts counts = {0};
  for (int i = 0; i < day->n_visits; i++)
    if (day->visits[i].team == NONE && day->visits[i].state == VISIT_UNASSIGNED)
      tell_without_team(&day->visits[i], day, effects);
  plan_steps_of(day, times, &steps);
  bool ok = write_steps(session, day, &steps, &counts, effects, err);
  tell_date(day, &counts, effects);
  add_counts(sum, &counts);
  vec_free(&steps.at);
  day_free(day);
  return ok;
}

bool dispatch_plan(struct session *session, date from, int days, struct plan_counts *counts, struct effects *effects,
                   struct error *err) {
  if (!dispatch_may(session, MAY_PLAN, NULL, err))
    return false;
  struct shift_times times = shift_times_of(session->store);
  struct arena arena = {0};
  *counts = (struct plan_counts){0};
  if (!store_begin(session->store, session->actor, "plan", err))
    return false;
  store_label_text(session->store,
                   said_count(&arena, "planned the visits of %s, %d day", "planned the visits of %s, %d days", days,
                              said_date(&arena, from), days));
  arena_free(&arena);
  for (int i = 0; i < days; i++)
    if (!plan_date(session, from + i, &times, counts, effects, err)) {
      store_rollback(session->store);
      return false;
    }
  return store_commit(session->store, err);
}
