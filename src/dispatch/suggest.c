/* The best lists for one visit. What is allowed here is what `move` does: both ask place_visit(). */
#include <stdlib.h>

#include "dispatch/objective.h"
#include "dispatch/place.h"

static bool is_movable(const struct visit *visit) {
  return visit->state == VISIT_LISTED || visit->state == VISIT_UNASSIGNED || visit->state == VISIT_DROPPED;
}

/* Smaller is better: lateness first, then the way, then strangers' faces. A lost break goes before all of them. */
static int weight(const struct suggestion *suggestion, const struct placing_cost *cost) {
  enum { familiar_most = 6, familiar_minutes = 3 };
  int known = suggestion->times_met < familiar_most ? suggestion->times_met : familiar_most;
  return cost_weight(cost) - 4 * familiar_minutes * known;
}

struct candidate {
  struct suggestion suggestion;
  int weight;
};

/* Those behind all that are possible: of the own team and shift; then of other teams, which a person may decide for. */
enum { hopeless = 1000000 };

/* What a list that may take the visit, or may with a person's reason, would make of it. */
static void try_places(struct rota *rota, struct day *day, int visit, struct candidate *candidate) {
  struct place place = place_visit(rota, day, visit, candidate->suggestion.list, 0, NONE);
  candidate->suggestion.at = place.placings[0].at;
  candidate->suggestion.start = place.why_not ? MINUTE_NONE : place.cost.start;
  candidate->suggestion.extra_min = place.cost.extra_travel;
  candidate->suggestion.late_min = place.cost.late;
  candidate->suggestion.break_lost = !place.why_not && place.cost.breaks_lost > 0;
  candidate->suggestion.why_not = place.why_not ? place.why_not : place_override(day, &place);
  candidate->suggestion.may_override = !place.why_not && candidate->suggestion.why_not;
  if (!place.why_not) /* else it stays behind those that a person's override allows */
    candidate->weight =
        weight(&candidate->suggestion, &place.cost) + (place.set_aside == REFUSAL_TEAM ? 2 * hopeless : 0);
}

static struct candidate try_list(struct rota *rota, struct day *day, int visit, int list) {
  const char *skill = NULL;
  int staff = day->lists[list].staff;
  bool own = day->lists[list].team == day->visits[visit].team && day->lists[list].shift == day->visits[visit].shift;
  struct candidate candidate = {.suggestion = {.list = list, .start = MINUTE_NONE},
                                .weight = (own ? hopeless : 3 * hopeless) + list};
  candidate.suggestion.times_met = staff == NONE ? 0 : day_times_met(day, day->visits[visit].patient, staff);
  candidate.suggestion.known = staff != NONE && is_familiar(day, day->visits[visit].patient, staff);
  enum refusal refusal = list_refusal(day, list, &day->visits[visit], &skill);
  if (refusal == REFUSAL_NONE || refusal == REFUSAL_TEAM)
    try_places(rota, day, visit, &candidate);
  else
    candidate.suggestion.why_not = refusal_in_words(day, list, &day->visits[visit], refusal, skill);
  candidate.suggestion.may_override |= refusal == REFUSAL_SHIFT;
  candidate.suggestion.allowed = candidate.suggestion.why_not == NULL;
  return candidate;
}

static int compare_candidates(const void *left, const void *right) {
  const struct candidate *a = left, *b = right;
  if (a->suggestion.allowed != b->suggestion.allowed)
    return a->suggestion.allowed ? -1 : 1;
  if (a->suggestion.allowed && a->suggestion.break_lost != b->suggestion.break_lost)
    return a->suggestion.break_lost ? 1 : -1;
  if (a->weight != b->weight)
    return a->weight < b->weight ? -1 : 1;
  return a->suggestion.list - b->suggestion.list;
}

bool dispatch_suggest(struct store *store, struct day *day, int visit, struct suggestion **out, int *n,
                      struct error *err) {
  *n = 0;
  if (!is_movable(&day->visits[visit]))
    return error_set(err, STATUS_DENIED, _("%s is %s and cannot be moved"), day->visits[visit].id,
                     word_label(&words_visit_state, (int)day->visits[visit].state));
  struct candidate *candidates = arena_alloc(&day->arena, sizeof *candidates * (size_t)(day->n_lists + 1));
  struct rota *rota = rota_open(store, day);
  rota_take(rota, visit);
  for (int list = 0; list < day->n_lists; list++)
    candidates[list] = try_list(rota, day, visit, list);
  rota_close(rota);
  if (day->n_lists)
    qsort(candidates, (size_t)day->n_lists, sizeof *candidates, compare_candidates);
  *n = day->n_lists;
  *out = arena_alloc(&day->arena, sizeof **out * (size_t)(day->n_lists + 1));
  for (int i = 0; i < *n; i++) {
    (*out)[i] = candidates[i].suggestion;
    (*out)[i].rank = i + 1;
  }
  return true;
}
