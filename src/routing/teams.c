/* Which teams an outcome means for a patient, and for each service. */
#include "vaktrom/routing.h"

static bool serves(const struct team *team, const char *area) {
  return team->kind == TEAM_OT && !text_is_empty(area) && text_has_word(team->areas, area);
}

/* Where several OTs serve the area, the patient stays with the one it has. */
static int ot_of_area(const char *area, int current, const struct team *teams, int n) {
  if (current != NONE && serves(&teams[current], area))
    return current;
  for (int t = 0; t < n; t++)
    if (serves(&teams[t], area))
      return t;
  return NONE;
}

static int only_ht(const struct team *teams, int n) {
  int found = NONE;
  for (int t = 0; t < n; t++) {
    if (teams[t].kind != TEAM_HT)
      continue;
    if (found != NONE)
      return NONE;
    found = t;
  }
  return found;
}

struct team_choice route_teams(enum outcome outcome, const char *area, int current_team, bool nurse_work,
                               const struct team *teams, int n_teams) {
  int ot = ot_of_area(area, current_team, teams, n_teams);
  int ht = ot != NONE ? teams[ot].ht : current_team != NONE ? teams[current_team].ht : only_ht(teams, n_teams);
  struct team_choice choice = {.outcome = outcome, .responsible = NONE, .cooperating = NONE, .current = current_team};
  if (outcome == OUTCOME_OT) {
    choice.responsible = ot;
    choice.cooperating = nurse_work ? ht : NONE;
  } else if (outcome == OUTCOME_HT) {
    choice.responsible = ht;
  } else if (outcome == OUTCOME_BOTH && ot != NONE) {
    choice.responsible = ht;
    choice.cooperating = ot;
  }
  if (outcome != OUTCOME_GREY && choice.responsible == NONE) {
    choice.outcome = OUTCOME_GREY;
    choice.no_team = true;
    choice.cooperating = NONE;
  }
  return choice;
}

int route_service(const struct team_choice *choice, enum role min_role, const struct team *teams, int n_teams) {
  int responsible = choice->outcome == OUTCOME_GREY ? choice->current : choice->responsible;
  bool care = role_may(ROLE_CARE_WORKER, min_role);
  if (care)
    return choice->outcome == OUTCOME_BOTH ? choice->cooperating : responsible;
  return responsible != NONE ? teams[responsible].ht : only_ht(teams, n_teams);
}
