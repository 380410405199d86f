/*
 * The table check against brute force: on random small tables every combination of facts is tried with an evaluator
 * that is written here from interface.md (criteria grammar) and shares nothing with src/routing.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "vaktrom/routing.h"

#define TABLES 10000
#define ROWS_MAX 6
#define CONDITIONS_MAX 3
#define AXES 3

/* --- Facts and rows as the brute force sees them --- */

enum { VALUE_UNKNOWN = -100, VALUE_NONE = -99, VALUE_RED = -98, VALUE_BLUE = -97 }; /* else a number, or a role */

/* What a code can be: enough values that every comparison with 0 to 4 is met from both sides. */
struct domain {
  const char *code;
  int values[16];
  int n;
};
static const struct domain domains[] = {
    {"alpha", {VALUE_UNKNOWN, VALUE_NONE, VALUE_RED, VALUE_BLUE, -1, 0, 1, 2, 3, 4, 5}, 11},
    {"beta", {VALUE_UNKNOWN, VALUE_NONE, VALUE_RED, VALUE_BLUE, -1, 0, 1, 2, 3, 4, 5}, 11},
    {"gamma", {VALUE_UNKNOWN, VALUE_NONE, VALUE_RED, VALUE_BLUE, -1, 0, 1, 2, 3, 4, 5}, 11},
    {"news2_single", {VALUE_UNKNOWN, 0, 1, 2, 3}, 5},
    {"katz", {VALUE_UNKNOWN, 0, 1, 2, 3, 4, 5, 6}, 8},
    {"frailty", {VALUE_UNKNOWN, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 10},
    {"service_role", {VALUE_UNKNOWN, 0, 1, 2, 3, 4, 5}, 7},
};
static const char *const roles[] = {"assistant", "care_worker", "nurse", "physiotherapist", "occupational_therapist",
                                    "dietitian"};

enum sign { SIGN_KNOWN, SIGN_NOT, SIGN_EQUAL, SIGN_LEAST, SIGN_MOST, SIGNS };
struct test_condition {
  int axis;
  enum sign sign;
  int value; /* a number, a role, or VALUE_RED, VALUE_BLUE */
};
struct test_row {
  struct test_condition conditions[CONDITIONS_MAX];
  int n, rank;
  enum outcome outcome;
};
struct test_table {
  const struct domain *axes[AXES];
  struct test_row rows[ROWS_MAX];
  int n;
};

static bool is_role_axis(const struct domain *domain) {
  return strcmp(domain->code, "service_role") == 0;
}

static bool brute_condition(const struct test_table *table, const struct test_condition *c, const int *point) {
  int value = point[c->axis];
  bool text = value == VALUE_NONE || value == VALUE_RED || value == VALUE_BLUE;
  bool beside = is_role_axis(table->axes[c->axis]) && (value > 2 || c->value > 2); /* no ladder there */
  switch (c->sign) {
  case SIGN_KNOWN:
    return value != VALUE_UNKNOWN;
  case SIGN_NOT:
    return value == VALUE_UNKNOWN;
  case SIGN_EQUAL:
    return value == c->value;
  case SIGN_LEAST:
    return value != VALUE_UNKNOWN && !text && (beside ? value == c->value : value >= c->value);
  default:
    return value != VALUE_UNKNOWN && !text && (beside ? value == c->value : value <= c->value);
  }
}

static bool brute_row(const struct test_table *table, const struct test_row *row, const int *point) {
  for (int i = 0; i < row->n; i++)
    if (!brute_condition(table, &row->conditions[i], point))
      return false;
  return true;
}

/* --- Random tables --- */

static uint64_t seed;

static int pick(int n) { /* splitmix64 */
  seed += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = seed;
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

static struct test_condition random_condition(const struct test_table *table) {
  struct test_condition c = {.axis = pick(AXES), .sign = (enum sign)pick(SIGNS), .value = pick(5)};
  const char *code = table->axes[c.axis]->code;
  bool free_value = strcmp(code, "alpha") == 0 || strcmp(code, "beta") == 0 || strcmp(code, "gamma") == 0;
  if (is_role_axis(table->axes[c.axis]))
    c.value = pick(6);
  else if (free_value && c.sign == SIGN_EQUAL && pick(2) == 0)
    c.value = pick(2) == 0 ? VALUE_RED : VALUE_BLUE;
  return c;
}

static void random_table(struct test_table *table) {
  int first = pick((int)COUNT_OF(domains));
  for (int a = 0; a < AXES; a++)
    table->axes[a] = &domains[(first + a) % (int)COUNT_OF(domains)];
  table->n = 1 + pick(ROWS_MAX);
  for (int r = 0; r < table->n; r++) {
    struct test_row *row = &table->rows[r];
    row->n = pick(10) == 0 ? 0 : 1 + pick(CONDITIONS_MAX);
    row->rank = 10 * pick(3);
    row->outcome = (enum outcome)pick(4);
    for (int i = 0; i < row->n; i++)
      row->conditions[i] = random_condition(table);
  }
}

static void write_condition(const struct test_table *table, const struct test_condition *c, struct str *out) {
  static const char *const signs[] = {"", "", "=", ">=", "<="};
  const struct domain *axis = table->axes[c->axis];
  str_addf(out, "%s%s%s", c->sign == SIGN_NOT ? "!" : "", axis->code, signs[c->sign]);
  if (c->sign == SIGN_KNOWN || c->sign == SIGN_NOT)
    return;
  if (c->value == VALUE_RED || c->value == VALUE_BLUE)
    str_add(out, c->value == VALUE_RED ? "red" : "blue");
  else if (is_role_axis(axis))
    str_add(out, roles[c->value]);
  else
    str_addf(out, "%d", c->value);
}

static struct criteria *build_criteria(const struct test_table *table, struct code_table *codes) {
  struct criteria *criteria = criteria_new(codes);
  for (int r = 0; r < table->n; r++) {
    struct str when = {0};
    for (int i = 0; i < table->rows[r].n; i++) {
      str_add(&when, i > 0 ? " & " : "");
      write_condition(table, &table->rows[r].conditions[i], &when);
    }
    char id[8];
    snprintf(id, sizeof id, "R%d", r);
    struct error err = {0};
    assert_true(criteria_add(criteria, id, table->rows[r].outcome, str_text(&when), table->rows[r].rank, "", "", &err));
    str_free(&when);
  }
  return criteria;
}

/* --- What brute force finds --- */

#define NOWHERE 99
struct found {
  bool holds[ROWS_MAX], counts[ROWS_MAX]; /* somewhere; somewhere among the lowest rank */
  int conflict[ROWS_MAX][ROWS_MAX];       /* fewest known facts at which both count and differ; NOWHERE */
  int uncovered, uncovered_known;         /* fewest known facts that nothing covers: of all, of those with at least 1 */
};

/* Of the codes that the table names: others tell nothing. */
static int count_known(const struct test_table *table, const int *point) {
  int n = 0;
  for (int a = 0; a < AXES; a++) {
    bool named = false;
    for (int r = 0; r < table->n; r++)
      for (int i = 0; i < table->rows[r].n; i++)
        named = named || table->rows[r].conditions[i].axis == a;
    n += named && point[a] != VALUE_UNKNOWN;
  }
  return n;
}

static void least(int *at, int value) {
  *at = value < *at ? value : *at;
}

/* Which rows count at the point; returns whether any holds. */
static bool brute_counting(const struct test_table *table, const int *point, bool *holds, bool *counts) {
  int lowest = INT32_MAX;
  for (int r = 0; r < table->n; r++) {
    holds[r] = brute_row(table, &table->rows[r], point);
    if (holds[r])
      least(&lowest, table->rows[r].rank);
  }
  for (int r = 0; r < table->n; r++)
    counts[r] = holds[r] && table->rows[r].rank == lowest;
  return lowest != INT32_MAX;
}

static void look_at(const struct test_table *table, const int *point, struct found *found) {
  bool holds[ROWS_MAX], counts[ROWS_MAX];
  int known = count_known(table, point);
  if (!brute_counting(table, point, holds, counts)) {
    least(&found->uncovered, known);
    if (known > 0)
      least(&found->uncovered_known, known);
    return;
  }
  for (int a = 0; a < table->n; a++) {
    found->holds[a] = found->holds[a] || holds[a];
    found->counts[a] = found->counts[a] || counts[a];
    for (int b = a + 1; b < table->n; b++)
      if (counts[a] && counts[b] && table->rows[a].outcome != table->rows[b].outcome)
        least(&found->conflict[a][b], known);
  }
}

static void for_every_point(const struct test_table *table, struct found *found) {
  int point[AXES];
  for (int i = 0; i < table->axes[0]->n; i++)
    for (int j = 0; j < table->axes[1]->n; j++)
      for (int k = 0; k < table->axes[2]->n; k++) {
        point[0] = table->axes[0]->values[i];
        point[1] = table->axes[1]->values[j];
        point[2] = table->axes[2]->values[k];
        look_at(table, point, found);
      }
}

static struct found brute_check(const struct test_table *table) {
  struct found found = {.uncovered = NOWHERE, .uncovered_known = NOWHERE};
  for (int a = 0; a < ROWS_MAX; a++)
    for (int b = 0; b < ROWS_MAX; b++)
      found.conflict[a][b] = NOWHERE;
  for_every_point(table, &found);
  return found;
}

/* --- The comparison --- */

static void set_fact(struct facts *facts, struct code_table *codes, const struct domain *axis, int value) {
  static const char *const numbers[] = {"-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  int code = code_intern(codes, axis->code);
  if (value == VALUE_UNKNOWN)
    return;
  if (is_role_axis(axis))
    facts_set_role(facts, (enum role)value);
  else if (value == VALUE_NONE)
    facts_set(facts, code, NULL, INSTANT_NONE);
  else if (value == VALUE_RED || value == VALUE_BLUE)
    facts_set(facts, code, value == VALUE_RED ? "red" : "blue", INSTANT_NONE);
  else
    facts_set(facts, code, numbers[value + 1], INSTANT_NONE);
}

/* The decision for random facts: the same rows hold, and the outcome follows the rule of ranks. */
static void compare_decision(const struct test_table *table, const struct criteria *criteria) {
  int point[AXES];
  struct facts facts = {0};
  for (int a = 0; a < AXES; a++) {
    point[a] = table->axes[a]->values[pick(table->axes[a]->n)];
    set_fact(&facts, criteria->codes, table->axes[a], point[a]);
  }
  bool holds[ROWS_MAX], counts[ROWS_MAX], covered = brute_counting(table, point, holds, counts);
  unsigned outcomes = 0;
  size_t n_holding = 0;
  for (int r = 0; r < table->n; r++) {
    outcomes |= counts[r] ? 1u << table->rows[r].outcome : 0;
    n_holding += holds[r];
  }
  bool agree = covered && (outcomes & (outcomes - 1)) == 0;
  struct verdict verdict;
  route_decide(criteria, &facts, &verdict);
  assert_int_equal(verdict.uncovered, !covered);
  assert_int_equal(1u << verdict.outcome, agree ? outcomes : 1u << OUTCOME_GREY);
  assert_int_equal(verdict.held.n, n_holding);
  for (size_t i = 0; i < verdict.held.n; i++) {
    assert_true(holds[verdict.held.at[i]]);
    assert_int_equal(i < verdict.n_deciding, counts[verdict.held.at[i]]);
  }
  bool uncovered;
  assert_int_equal(route_outcome(criteria, &facts, &uncovered), verdict.outcome);
  assert_int_equal(uncovered, verdict.uncovered);
  verdict_free(&verdict);
  facts_free(&facts);
}

/* Takes back from `found` what a fault says, so that nothing must be left over. */
static void take_fault(const struct criteria *criteria, const struct table_fault *fault, struct found *found) {
  int known = (int)fault->example.list.n;
  bool uncovered;
  switch (fault->kind) {
  case TABLE_CONFLICT:
    assert_int_equal(known, found->conflict[fault->row][fault->other]);
    assert_true(criterion_holds(&criteria->rows.at[fault->row], &fault->example));
    assert_true(criterion_holds(&criteria->rows.at[fault->other], &fault->example));
    found->conflict[fault->row][fault->other] = NOWHERE;
    break;
  case TABLE_NEVER:
    assert_false(found->holds[fault->row]);
    found->holds[fault->row] = found->counts[fault->row] = true;
    break;
  case TABLE_HIDDEN:
    assert_true(found->holds[fault->row] && !found->counts[fault->row]);
    assert_true(criterion_holds(&criteria->rows.at[fault->row], &fault->example));
    found->counts[fault->row] = true;
    break;
  case TABLE_UNCOVERED:
    route_outcome(criteria, &fault->example, &uncovered);
    assert_true(uncovered);
    assert_int_equal(known, known == 0 ? found->uncovered : found->uncovered_known);
    if (known > 0)
      found->uncovered_known = NOWHERE;
    found->uncovered = NOWHERE;
    break;
  }
}

static void compare_check(const struct test_table *table, const struct criteria *criteria) {
  struct found found = brute_check(table);
  struct table_faults faults;
  criteria_check(criteria, &faults);
  assert_true(faults.complete);
  for (size_t i = 0; i < faults.list.n; i++)
    take_fault(criteria, &faults.list.at[i], &found);
  for (int a = 0; a < table->n; a++) {
    assert_true(found.holds[a] && found.counts[a]);
    for (int b = 0; b < table->n; b++)
      assert_int_equal(found.conflict[a][b], NOWHERE);
  }
  assert_int_equal(found.uncovered, NOWHERE);
  assert_int_equal(found.uncovered_known, NOWHERE);
  table_faults_free(&faults);
}

static void test_random_tables_agree_with_brute_force(void **state) {
  (void)state;
  const char *tables = getenv("ROUTING_TABLES");
  long n = tables ? strtol(tables, NULL, 10) : TABLES;
  seed = 2024;
  for (long i = 0; i < n; i++) {
    struct test_table table;
    random_table(&table);
    struct code_table *codes = code_table_new();
    for (int a = 0; a < AXES; a++)
      code_intern(codes, table.axes[a]->code);
    struct criteria *criteria = build_criteria(&table, codes);
    for (int k = 0; k < 10; k++)
      compare_decision(&table, criteria);
    compare_check(&table, criteria);
    criteria_free(criteria);
    code_table_free(codes);
  }
}

/* --- Worked by hand --- */

static struct criteria *new_criteria(void) {
  return criteria_new(code_table_new());
}

static void add(struct criteria *criteria, const char *id, enum outcome outcome, int rank, const char *when) {
  struct error err = {0};
  assert_true(criteria_add(criteria, id, outcome, when, rank, "", "", &err));
}

static void expect_faults(struct criteria *criteria, const char *text) {
  struct table_faults faults;
  criteria_check(criteria, &faults);
  struct str out = {0};
  for (size_t i = 0; i < faults.list.n; i++) {
    table_fault_describe(&faults.list.at[i], criteria, &out);
    str_add(&out, "\n");
  }
  assert_string_equal(str_text(&out), text);
  str_free(&out);
  table_faults_free(&faults);
  struct code_table *codes = criteria->codes;
  criteria_free(criteria);
  code_table_free(codes);
}

static void test_faults_in_words(void **state) {
  (void)state;
  struct criteria *criteria = new_criteria();
  add(criteria, "P1", OUTCOME_HT, 10, "palliative");
  add(criteria, "A1", OUTCOME_OT, 20, "pbp");
  add(criteria, "A2", OUTCOME_HT, 20, "frailty>=7");
  add(criteria, "A3", OUTCOME_HT, 20, "palliative & frailty>=7");
  add(criteria, "A4", OUTCOME_HT, 20, "news2>=21");
  expect_faults(criteria, "A1 (OT) and A2 (HT) disagree at rank 20, for example for: frailty 7, personal care (PBP)\n"
                          "A4 can never hold: news2>=21\n"
                          "A3 is always hidden by P1, for example for: frailty 7, palliative\n"
                          "no row covers: nothing known\n"
                          "no row covers: NEWS2 0\n");
}

/* Two rows hide a third only together. */
static void test_hidden_by_several(void **state) {
  (void)state;
  struct criteria *criteria = new_criteria();
  add(criteria, "K", OUTCOME_HT, 10, "copd");
  add(criteria, "N", OUTCOME_HT, 10, "!copd & pbp");
  add(criteria, "A", OUTCOME_OT, 20, "pbp");
  add(criteria, "Z", OUTCOME_GREY, 90, "");
  expect_faults(criteria, "A is always hidden by rows of lower ranks together, for example for: personal care (PBP)\n");
}

/* Decimals are told apart where the table itself uses them, and only there. */
static void test_decimals_follow_the_table(void **state) {
  (void)state;
  struct criteria *whole = new_criteria();
  add(whole, "A", OUTCOME_OT, 10, "sugar<=4");
  add(whole, "B", OUTCOME_HT, 10, "sugar>=5");
  add(whole, "C", OUTCOME_HT, 20, "sugar>=4");
  add(whole, "Z", OUTCOME_GREY, 90, "");
  expect_faults(whole, "C is always hidden by rows of lower ranks together, for example for: sugar 4\n");
  struct criteria *fine = new_criteria();
  add(fine, "A", OUTCOME_OT, 10, "sugar<=4");
  add(fine, "B", OUTCOME_HT, 10, "sugar>=4.5");
  add(fine, "C", OUTCOME_HT, 20, "sugar>=4");
  add(fine, "Z", OUTCOME_GREY, 90, "");
  expect_faults(fine, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_random_tables_agree_with_brute_force),
      cmocka_unit_test(test_faults_in_words),
      cmocka_unit_test(test_hidden_by_several),
      cmocka_unit_test(test_decimals_follow_the_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
