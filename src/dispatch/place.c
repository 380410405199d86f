/* Where a visit could go on a list, and why not. */
#include "dispatch/place.h"

#include <stdlib.h>

#include "dispatch/change.h"

/* --- Reasons in words --- */

static const char *worker_name(const struct day *day, int list) {
  int staff = day->lists[list].staff;
  return staff == NONE ? _("nobody") : day->staff[staff].name;
}

static const char *role_in_words(struct day *day, int list, const struct visit *visit) {
  int staff = day->lists[list].staff;
  return arena_printf(&day->arena, _("%s (%s) may not do %s: it asks for a %s"), worker_name(day, list),
                      staff == NONE ? "" : word_label(&words_role, (int)day->staff[staff].role), visit->id,
                      word_label(&words_role, (int)visit->min_role));
}

const char *refusal_in_words(struct day *day, int list, const struct visit *visit, enum refusal refusal,
                             const char *skill) {
  struct arena *arena = &day->arena;
  const char *worker = worker_name(day, list), *id = visit->id;
  switch (refusal) {
  case REFUSAL_NONE:
    return NULL;
  case REFUSAL_ROLE:
    return role_in_words(day, list, visit);
  case REFUSAL_SKILL:
    return arena_printf(arena, _("%s lacks the skill '%s' that %s asks for"), worker, skills_words(arena, skill), id);
  case REFUSAL_SKILL_EXPIRED:
    return arena_printf(arena, _("the skill '%s' of %s, which %s asks for, has expired"), skills_words(arena, skill),
                        worker, id);
  case REFUSAL_EXCLUDED_STAFF:
    return arena_printf(arena, _("%s does not want %s"), day->patients[visit->patient].id, worker);
  case REFUSAL_EXCLUDED_TASK:
    return arena_printf(arena, _("%s does not do the task %s"), worker, day->tasks[visit->task].name);
  case REFUSAL_ABSENT:
    return arena_printf(arena, _("nobody walks list %s: its worker is absent"), day->lists[list].id);
  case REFUSAL_TEAM:
    return arena_printf(arena, _("list %s is of team %s, %s of team %s"), day->lists[list].id,
                        day->teams[day->lists[list].team].id, id,
                        visit->team == NONE ? "-" : day->teams[visit->team].id);
  case REFUSAL_SHIFT:
    return arena_printf(arena, _("list %s is of the %s shift, %s of the %s shift"), day->lists[list].id,
                        word_label(&words_shift, (int)day->lists[list].shift), id,
                        word_label(&words_shift, (int)visit->shift));
  case REFUSAL_NO_LIST:
    return arena_printf(arena, _("%s walks no list"), worker);
  }
  return word_label(&words_refusal, (int)refusal);
}

const char *conflict_in_words(struct day *day, const struct conflict *conflict) {
  struct arena *arena = &day->arena;
  const char *visit = visit_in_words(day, conflict->visit), *at = time_in_words(day, conflict->at);
  const struct visit *row = &day->visits[conflict->visit];
  switch (conflict->kind) {
  case CONFLICT_NONE:
    return NULL;
  case CONFLICT_WINDOW:
    return arena_printf(arena, _("%s would begin at %s, but must begin by %s"), visit, at,
                        time_in_words(day, row->windows[row->n_windows - 1].latest));
  case CONFLICT_LOCKED:
    return arena_printf(arena,
                        row->state == VISIT_DONE ? _("%s was done at %s and cannot begin at %s")
                                                 : _("%s has begun at %s and cannot begin at %s"),
                        visit, time_in_words(day, row->start), at);
  case CONFLICT_AWAY:
    return arena_printf(arena, _("%s would begin at %s, when %s is absent"), visit, at,
                        worker_name(day, conflict->list));
  case CONFLICT_LINK:
    return arena_printf(arena, _("no time keeps %s together with the visits that it is linked to"), visit);
  }
  return NULL;
}

/* --- One wish --- */

/* The rules that no time can heal: who may do it, and that two go to a visit for two. NULL = may. */
static const char *forbidden(struct rota *rota, struct day *day, int visit, int list, enum refusal *set_aside) {
  const char *skill = NULL;
  bool gone_home = list_leaves(day, list) != MINUTE_NONE && rota_is_over(rota, list);
  enum refusal refusal = gone_home ? REFUSAL_ABSENT : list_refusal(day, list, &day->visits[visit], &skill);
  if (refusal == REFUSAL_TEAM || refusal == REFUSAL_SHIFT)
    *set_aside = refusal;
  else if (refusal != REFUSAL_NONE)
    return refusal_in_words(day, list, &day->visits[visit], refusal, skill);
  int partner = day_partner(day, visit);
  int partner_list = partner == NONE ? NONE : rota_list(rota, partner);
  if (partner_list != NONE && day->lists[partner_list].staff == day->lists[list].staff)
    return arena_printf(&day->arena, _("%s needs two workers, and %s has its other half"), day->visits[visit].id,
                        worker_name(day, list));
  return NULL;
}

static void find_times(struct rota *rota, struct day *day, struct place *place) {
  struct conflict conflict;
  if (!rota_find(rota, place->placings, place->n, &place->cost, &conflict))
    place->why_not = conflict_in_words(day, &conflict);
}

/* The row and its partner, on one list each. */
static struct place place_pair(struct rota *rota, struct day *day, const struct placing *first, int partner,
                               int partner_list, enum refusal set_aside) {
  struct place place = {.placings = {*first, {partner, partner_list, 0}}, .n = 2, .set_aside = set_aside};
  if (day->lists[partner_list].staff == day->lists[first->list].staff)
    place.why_not = arena_printf(&day->arena, _("%s needs two workers: name two lists"), day->visits[partner].id);
  else
    place.why_not = forbidden(rota, day, partner, partner_list, &place.set_aside);
  if (!place.why_not)
    find_times(rota, day, &place);
  return place;
}

/* A list that the partner could go on, and what that alone would cost. */
struct option {
  int list, weight;
};

static int compare_options(const void *left, const void *right) {
  const struct option *a = left, *b = right;
  return a->weight != b->weight ? (a->weight < b->weight ? -1 : 1) : a->list - b->list;
}

/* The lists where the partner alone would have a place, best first; returns how many. */
static int options_for(struct rota *rota, struct day *day, int partner, int not_this, struct option *out) {
  int n = 0;
  for (int list = 0; list < day->n_lists; list++) {
    if (list == not_this || list_refusal(day, list, &day->visits[partner], NULL) != REFUSAL_NONE)
      continue;
    struct placing placing = {partner, list, 0};
    struct placing_cost cost;
    struct conflict conflict;
    if (rota_find(rota, &placing, 1, &cost, &conflict))
      out[n++] = (struct option){list, cost_weight(&cost)};
  }
  qsort(out, (size_t)n, sizeof *out, compare_options);
  return n;
}

/* The best list for a partner that is on none: the best of the first few that suit both, tried in the order in which
 * they suit the partner alone (to try every pair of lists would take seconds in a large base). */
static struct place find_partner(struct rota *rota, struct day *day, const struct placing *first, int partner,
                                 enum refusal set_aside) {
  enum { enough = 6 };
  struct option *options = mem_array(struct option, (size_t)day->n_lists + 1);
  int n = options_for(rota, day, partner, first->list, options), suit = 0;
  struct place best = {.placings = {*first},
                       .n = 1,
                       .why_not =
                           arena_printf(&day->arena, _("no list has room for %s, its second worker, at the same time"),
                                        day->visits[partner].id)};
  for (int i = 0; i < n && suit < enough; i++) {
    struct place place = place_pair(rota, day, first, partner, options[i].list, set_aside);
    suit += place.why_not == NULL;
    if (!place.why_not && (best.why_not || cost_weight(&place.cost) < cost_weight(&best.cost)))
      best = place;
  }
  mem_free_set((void **)&options);
  return best;
}

/* Finds the place, whatever the hour. */
static struct place place_rows(struct rota *rota, struct day *day, int visit, int list, int at, int partner_list) {
  struct place place = {.placings = {{visit, list, at}}, .n = 1};
  int partner = day_partner(day, visit);
  bool partner_waits = partner != NONE && rota_list(rota, partner) == NONE &&
                       (day->visits[partner].state == VISIT_LISTED || day->visits[partner].state == VISIT_UNASSIGNED ||
                        day->visits[partner].state == VISIT_DROPPED);
  place.why_not = forbidden(rota, day, visit, list, &place.set_aside);
  if (place.why_not)
    return place;
  if (!partner_waits)
    find_times(rota, day, &place);
  else if (partner_list != NONE)
    place = place_pair(rota, day, &place.placings[0], partner, partner_list, place.set_aside);
  else
    place = find_partner(rota, day, &place.placings[0], partner, place.set_aside);
  return place;
}

struct place place_visit(struct rota *rota, struct day *day, int visit, int list, int at, int partner_list) {
  struct place place = place_rows(rota, day, visit, list, at, partner_list);
  for (int i = 0; i < place.n; i++)
    if (rota_is_over(rota, place.placings[i].list))
      place.over = day->lists[place.placings[i].list].id;
  return place;
}

/* --- What a person must decide --- */

static void add_reason(struct str *text, const char *reason, int minutes) {
  if (minutes <= 0)
    return;
  str_add(text, text->n ? "; " : "");
  str_addf(text, reason, minutes);
}

const char *place_override(struct day *day, const struct place *place) {
  struct str text = {0};
  for (int i = 0; i < place->n && place->set_aside != REFUSAL_NONE; i++) {
    const struct placing *placing = &place->placings[i];
    const char *skill = NULL;
    enum refusal refusal = list_refusal(day, placing->list, &day->visits[placing->visit], &skill);
    if (refusal != REFUSAL_NONE)
      str_addf(&text, "%s%s", text.n ? "; " : "",
               refusal_in_words(day, placing->list, &day->visits[placing->visit], refusal, skill));
  }
  if (place->over)
    str_addf(&text, _("%sthe shift of list %s is over: nobody goes any more, it would only be noted"),
             text.n ? "; " : "", place->over);
  add_reason(&text, _("visits would be %d min later"), place->cost.late);
  add_reason(&text, trn("%d minute of overtime", "%d minutes of overtime", place->cost.overtime), place->cost.overtime);
  add_reason(&text,
             trn("%d minute beyond what a shorter list should hold",
                 "%d minutes beyond what a shorter list should hold", place->cost.over_capacity),
             place->cost.over_capacity);
  const char *out = text.n ? arena_strdup(&day->arena, str_text(&text)) : NULL;
  str_free(&text);
  return out;
}
