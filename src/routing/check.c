/* The table check: what is wrong with a set of criteria, whatever patients come (issue "2.", point 2). */
#include <stdlib.h>
#include <string.h>

#include "space.h"

static const struct word fault_words[] = {
    {TABLE_CONFLICT, "conflict", N_("overlapping rows disagree"), COLOUR_WARNING},
    {TABLE_NEVER, "never", N_("a row can never hold"), COLOUR_WARNING},
    {TABLE_HIDDEN, "hidden", N_("a row is always hidden"), COLOUR_WARNING},
    {TABLE_UNCOVERED, "uncovered", N_("no row covers these facts"), COLOUR_NOTICE},
};
const struct words words_table_fault = {"table fault", fault_words, COUNT_OF(fault_words)};

struct check {
  const struct criteria *criteria;
  struct space space;
  struct table_faults *out;
};

/* The rows whose rank is below `rank`. */
struct rows {
  int *at;
  int n;
};

static struct rows rows_below(const struct criteria *criteria, int64_t rank) {
  struct rows rows = {mem_array(int, criteria->rows.n + 1), 0};
  for (size_t i = 0; i < criteria->rows.n; i++)
    if (criteria->rows.at[i].rank < rank)
      rows.at[rows.n++] = (int)i;
  return rows;
}

/* Copies what the criteria own, so that the example outlives them. */
static void keep_texts(struct table_faults *out, struct facts *facts) {
  for (size_t i = 0; i < facts->list.n; i++)
    facts->list.at[i].text = arena_strdup(&out->arena, facts->list.at[i].text);
}

static void report(struct check *check, enum table_fault_kind kind, int row, int other, struct facts *example) {
  if (example)
    keep_texts(check->out, example);
  struct table_fault fault = {.kind = kind, .row = row, .other = other, .has_example = example != NULL};
  if (example)
    fault.example = *example;
  vec_push(&check->out->list, fault);
}

/* Whether facts lie inside the rows and in none of `below`; remembers a search that was given up. */
static bool find(struct check *check, const int *inside, int n_inside, struct rows below, int least,
                 struct facts *facts) {
  *facts = (struct facts){0};
  enum found found = space_find(&check->space, inside, n_inside, below.at, below.n, least, facts);
  if (found == FOUND_GAVE_UP)
    check->out->complete = false;
  return found == FOUND_YES;
}

static void find_conflicts_of(struct check *check, int a) {
  const struct criterion *rows = check->criteria->rows.at;
  struct rows below = rows_below(check->criteria, rows[a].rank);
  for (int b = a + 1; b < (int)check->criteria->rows.n; b++) {
    struct facts example;
    int pair[] = {a, b};
    if (rows[a].rank == rows[b].rank && rows[a].outcome != rows[b].outcome && !check->space.boxes[b].empty &&
        find(check, pair, 2, below, 0, &example))
      report(check, TABLE_CONFLICT, a, b, &example);
  }
  free(below.at);
}

/* A row of a lower rank that alone hides the row, or NONE. */
static int hiding_row(const struct check *check, int row, struct rows below) {
  for (int i = 0; i < below.n; i++)
    if (space_inside(&check->space, row, below.at[i]))
      return below.at[i];
  return NONE;
}

static void find_hidden(struct check *check, int row) {
  struct rows below = rows_below(check->criteria, check->criteria->rows.at[row].rank);
  struct facts seen = {0};
  enum found found = space_find(&check->space, &row, 1, below.at, below.n, 0, &seen);
  facts_free(&seen);
  if (found == FOUND_GAVE_UP)
    check->out->complete = false;
  struct facts example;
  if (found == FOUND_NO && find(check, &row, 1, (struct rows){NULL, 0}, 0, &example))
    report(check, TABLE_HIDDEN, row, hiding_row(check, row, below), &example);
  free(below.at);
}

/* A shortest example; when that is the patient of whom nothing is known, also a shortest with something known. */
static void find_uncovered(struct check *check) {
  struct rows all = rows_below(check->criteria, INT64_MAX);
  struct facts example;
  for (int least = 0; least <= 1; least++) {
    if (!find(check, NULL, 0, all, least, &example))
      break;
    report(check, TABLE_UNCOVERED, NONE, NONE, &example);
    if (example.list.n > 0)
      break;
  }
  free(all.at);
}

void criteria_check(const struct criteria *criteria, struct table_faults *out) {
  *out = (struct table_faults){.complete = true};
  struct check check = {.criteria = criteria, .out = out};
  space_build(criteria, &check.space);
  int n = check.space.n_boxes;
  for (int row = 0; row < n; row++)
    if (!check.space.boxes[row].empty)
      find_conflicts_of(&check, row);
  for (int row = 0; row < n; row++)
    if (check.space.boxes[row].empty)
      report(&check, TABLE_NEVER, row, NONE, NULL);
  for (int row = 0; row < n; row++)
    if (!check.space.boxes[row].empty)
      find_hidden(&check, row);
  find_uncovered(&check);
  space_free(&check.space);
}

void table_faults_free(struct table_faults *faults) {
  for (size_t i = 0; i < faults->list.n; i++)
    facts_free(&faults->list.at[i].example);
  vec_free(&faults->list);
  arena_free(&faults->arena);
}

static void describe_conflict(const struct criterion *a, const struct criterion *b, const char *example,
                              struct str *out) {
  str_addf(out, _("%s (%s) and %s (%s) disagree at rank %d, for example for: %s"), a->id,
           word_label(&words_outcome, (int)a->outcome), b->id, word_label(&words_outcome, (int)b->outcome), a->rank,
           example);
}

static void describe_hidden(const struct criterion *row, const struct criterion *by, const char *example,
                            struct str *out) {
  if (by)
    str_addf(out, _("%s is always hidden by %s, for example for: %s"), row->id, by->id, example);
  else
    str_addf(out, _("%s is always hidden by rows of lower ranks together, for example for: %s"), row->id, example);
}

void table_fault_describe(const struct table_fault *fault, const struct criteria *criteria, struct str *out) {
  const struct criterion *row = fault->row == NONE ? NULL : &criteria->rows.at[fault->row];
  const struct criterion *other = fault->other == NONE ? NULL : &criteria->rows.at[fault->other];
  struct str example = {0};
  if (fault->has_example)
    facts_describe(&fault->example, criteria->codes, &example);
  switch (fault->kind) {
  case TABLE_CONFLICT:
    describe_conflict(row, other, str_text(&example), out);
    break;
  case TABLE_NEVER:
    str_addf(out, _("%s can never hold: %s"), row->id, row->when);
    break;
  case TABLE_HIDDEN:
    describe_hidden(row, other, str_text(&example), out);
    break;
  case TABLE_UNCOVERED:
    str_addf(out, _("no row covers: %s"), str_text(&example));
    break;
  }
  str_free(&example);
}
