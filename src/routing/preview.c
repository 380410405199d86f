/* The impact preview: what a new set of criteria would do to the patients and the teams, before it takes effect. */
#include "vaktrom/routing.h"

#include <stdlib.h>

/* What one set of criteria means for one patient. */
struct placing {
  struct team_choice choice;
  int row; /* the first deciding row; NONE when uncovered or decided by a person */
};

static bool has_nurse_work(const struct preview_patient *patient) {
  for (size_t i = 0; i < patient->n_services; i++)
    if (patient->roles[i] == ROLE_NURSE)
      return true;
  return false;
}

static struct placing place(const struct criteria *criteria, const struct preview_patient *patient,
                            const struct team *teams, int n_teams) {
  if (patient->decided)
    return (struct placing){*patient->decided, NONE};
  struct verdict verdict;
  route_decide(criteria, patient->facts, &verdict);
  struct placing placing = {
      route_teams(verdict.outcome, patient->area, patient->team, has_nurse_work(patient), teams, n_teams),
      verdict.uncovered ? NONE : verdict.held.at[0]};
  verdict_free(&verdict);
  return placing;
}

static void add_load(const struct preview_patient *patient, const struct team_choice *choice, const struct team *teams,
                     int n_teams, struct team_load *loads) {
  int responsible = choice->outcome == OUTCOME_GREY ? choice->current : choice->responsible;
  if (responsible != NONE)
    loads[responsible].patients++;
  for (size_t i = 0; i < patient->n_services; i++) {
    int team = route_service(choice, patient->roles[i], teams, n_teams);
    if (team == NONE)
      continue;
    loads[team].visits += patient->visits[i];
    loads[team].minutes += patient->minutes[i];
  }
}

static bool moves(const struct team_choice *a, const struct team_choice *b) {
  return a->outcome != b->outcome || a->responsible != b->responsible || a->cooperating != b->cooperating;
}

void route_preview(const struct criteria *before, const struct criteria *after, const struct preview_patient *patients,
                   size_t n_patients, const struct team *teams, int n_teams, struct preview *out) {
  *out = (struct preview){.before = mem_array(struct team_load, (size_t)n_teams + 1),
                          .after = mem_array(struct team_load, (size_t)n_teams + 1),
                          .n_teams = n_teams};
  for (size_t i = 0; i < n_patients; i++) {
    struct placing was = place(before, &patients[i], teams, n_teams);
    struct placing will = place(after, &patients[i], teams, n_teams);
    add_load(&patients[i], &was.choice, teams, n_teams, out->before);
    add_load(&patients[i], &will.choice, teams, n_teams, out->after);
    if (moves(&was.choice, &will.choice))
      vec_push(&out->moves, (struct preview_move){patients[i].patient, was.choice, will.choice, was.row, will.row});
  }
}

void preview_free(struct preview *preview) {
  vec_free(&preview->moves);
  free(preview->before);
  free(preview->after);
}
