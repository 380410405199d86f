/* Which rows hold for a patient's facts, and what they decide together. */
#include <stdlib.h>
#include <string.h>

#include "codes.h"

/* The ladder compares; the roles beside it match exactly (domain.md, the organisation). */
static bool role_compares(enum condition_kind kind, int64_t has, int64_t asked) {
  const int64_t top = ROLE_NURSE * (int64_t)THOUSANDTHS;
  if (has > top || asked > top || kind == CONDITION_EQUAL)
    return has == asked;
  return kind == CONDITION_AT_LEAST ? has >= asked : has <= asked;
}

static bool value_compares(const struct condition *condition, const struct fact *fact) {
  bool numbers = fact->number != FACT_NO_NUMBER && condition->number != FACT_NO_NUMBER;
  if (condition->code == CODE_SERVICE_ROLE)
    return numbers && role_compares(condition->kind, fact->number, condition->number);
  if (condition->kind == CONDITION_EQUAL && !numbers)
    return fact->text && strcmp(fact->text, condition->text) == 0;
  if (!numbers)
    return false;
  if (condition->kind == CONDITION_EQUAL)
    return fact->number == condition->number;
  return condition->kind == CONDITION_AT_LEAST ? fact->number >= condition->number : fact->number <= condition->number;
}

bool condition_holds(const struct condition *condition, const struct facts *facts) {
  const struct fact *fact = facts_find(facts, condition->code);
  if (condition->kind == CONDITION_UNKNOWN)
    return fact == NULL;
  if (!fact)
    return false;
  return condition->kind == CONDITION_KNOWN || value_compares(condition, fact);
}

bool criterion_holds(const struct criterion *row, const struct facts *facts) {
  for (int i = 0; i < row->n_conditions; i++)
    if (!condition_holds(&row->conditions[i], facts))
      return false;
  return true;
}

enum outcome outcome_join(enum outcome a, enum outcome b) {
  return a == b ? a : OUTCOME_GREY;
}

enum outcome route_outcome(const struct criteria *criteria, const struct facts *facts, bool *uncovered) {
  const struct criterion *best = NULL;
  enum outcome outcome = OUTCOME_GREY;
  for (size_t i = 0; i < criteria->rows.n; i++) {
    const struct criterion *row = &criteria->rows.at[i];
    if ((best && row->rank > best->rank) || !criterion_holds(row, facts))
      continue;
    outcome = best && best->rank == row->rank ? outcome_join(outcome, row->outcome) : row->outcome;
    best = row;
  }
  if (uncovered)
    *uncovered = best == NULL;
  return outcome;
}

/* How many conditions fail, counted to two; *failed is the first. */
static int count_failing(const struct criterion *row, const struct facts *facts, int *failed) {
  int n = 0;
  for (int i = 0; i < row->n_conditions && n < 2; i++)
    if (!condition_holds(&row->conditions[i], facts) && n++ == 0)
      *failed = i;
  return n;
}

/* A row of one condition is near only where a known number lies on the wrong side: the others would tell of each
 * patient everything that it is not about. */
static bool is_near(const struct criterion *row, int failed, const struct facts *facts) {
  const struct condition *condition = &row->conditions[failed];
  bool bound = condition->kind == CONDITION_AT_LEAST || condition->kind == CONDITION_AT_MOST;
  return row->n_conditions > 1 || (bound && facts_find(facts, condition->code) != NULL);
}

/* Keeps `held` ordered by rank; equal ranks stay in the order of the table. */
static void add_held(struct verdict *out, const struct criteria *criteria, int row) {
  vec_push(&out->held, row);
  const struct criterion *rows = criteria->rows.at;
  for (size_t i = out->held.n - 1; i > 0 && rows[out->held.at[i - 1]].rank > rows[row].rank; i--) {
    out->held.at[i] = out->held.at[i - 1];
    out->held.at[i - 1] = row;
  }
}

void route_decide(const struct criteria *criteria, const struct facts *facts, struct verdict *out) {
  *out = (struct verdict){.outcome = OUTCOME_GREY};
  for (size_t i = 0; i < criteria->rows.n; i++) {
    int failed = 0;
    int failing = count_failing(&criteria->rows.at[i], facts, &failed);
    if (failing == 0)
      add_held(out, criteria, (int)i);
    else if (failing == 1 && is_near(&criteria->rows.at[i], failed, facts))
      vec_push(&out->missed, (struct near_miss){(int)i, failed});
  }
  out->uncovered = out->held.n == 0;
  if (out->uncovered)
    return;
  const struct criterion *first = &criteria->rows.at[out->held.at[0]];
  out->rank = first->rank;
  out->outcome = first->outcome;
  for (size_t i = 0; i < out->held.n; i++) {
    const struct criterion *row = &criteria->rows.at[out->held.at[i]];
    if (row->rank != out->rank)
      break;
    out->outcome = outcome_join(out->outcome, row->outcome);
    out->n_deciding = i + 1;
  }
}

void verdict_free(struct verdict *verdict) {
  vec_free(&verdict->held);
  vec_free(&verdict->missed);
}
