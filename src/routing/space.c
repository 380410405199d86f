/* The cells of each code and the boxes of the rows. */
#include "space.h"

#include <stdlib.h>
#include <string.h>

#include "codes.h"

/* Bounds the time of the check of a table that was made to be hard: some ten seconds. */
#define REGIONS_IN_ALL 5000000

/* --- Cells --- */

struct cells {
  VEC(struct fact) list;
};

static void add_number(struct cells *cells, int code, struct code_domain domain, int64_t number) {
  if (number < domain.lowest * (int64_t)THOUSANDTHS || number > domain.highest * (int64_t)THOUSANDTHS)
    return;
  for (size_t i = 1; i < cells->list.n; i++)
    if (cells->list.at[i].number == number)
      return;
  vec_push(&cells->list, (struct fact){.code = code, .number = number, .at = INSTANT_NONE});
}

static void add_text(struct cells *cells, int code, const char *text) {
  for (size_t i = 1; i < cells->list.n; i++)
    if (text_equal(cells->list.at[i].text, text))
      return;
  vec_push(&cells->list, (struct fact){.code = code, .number = FACT_NO_NUMBER, .text = text, .at = INSTANT_NONE});
}

/* The grid on which the table's numbers of a code stand: whole numbers unless the table itself uses decimals. */
static int64_t step_of(const struct criteria *criteria, int code) {
  int64_t step = THOUSANDTHS;
  for (size_t r = 0; r < criteria->rows.n; r++)
    for (int i = 0; i < criteria->rows.at[r].n_conditions; i++) {
      const struct condition *condition = &criteria->rows.at[r].conditions[i];
      while (condition->code == code && condition->number != FACT_NO_NUMBER && condition->number % step != 0)
        step /= 10;
    }
  return step;
}

/* A number that a row compares with, and its neighbours on the grid, stand for every class of numbers. */
static void add_condition(struct cells *cells, const struct condition *condition, struct code_domain domain,
                          int64_t step) {
  if (condition->number == FACT_NO_NUMBER && condition->text)
    add_text(cells, condition->code, condition->text);
  if (condition->number == FACT_NO_NUMBER || domain.is_role)
    return;
  add_number(cells, condition->code, domain, condition->number);
  add_number(cells, condition->code, domain, condition->number - step);
  add_number(cells, condition->code, domain, condition->number + step);
}

static void collect_cells(const struct criteria *criteria, int code, struct cells *cells) {
  struct code_domain domain = code_domain(code);
  int64_t step = step_of(criteria, code);
  vec_push(&cells->list, (struct fact){.code = code, .number = FACT_NO_NUMBER, .at = INSTANT_NONE}); /* unknown */
  if (domain.any_value) /* recorded, with no value or with one that no row names */
    vec_push(&cells->list, (struct fact){.code = code, .number = FACT_NO_NUMBER, .at = INSTANT_NONE});
  else
    add_number(cells, code, domain, domain.lowest * (int64_t)THOUSANDTHS);
  for (int role = domain.lowest; domain.is_role && role <= domain.highest; role++)
    add_number(cells, code, domain, role * (int64_t)THOUSANDTHS);
  for (size_t r = 0; r < criteria->rows.n; r++)
    for (int i = 0; i < criteria->rows.at[r].n_conditions; i++)
      if (criteria->rows.at[r].conditions[i].code == code)
        add_condition(cells, &criteria->rows.at[r].conditions[i], domain, step);
}

/* --- Axes --- */

static void add_axis(struct space *space, const struct criteria *criteria, int code) {
  struct cells cells = {0};
  collect_cells(criteria, code, &cells);
  struct fact *kept = arena_alloc(&space->arena, cells.list.n * sizeof *kept);
  memcpy(kept, cells.list.at, cells.list.n * sizeof *kept);
  struct axis *axis = &space->axes[space->n_axes++];
  *axis = (struct axis){.code = code,
                        .cells = kept,
                        .n_cells = (int)cells.list.n,
                        .first_word = space->n_words,
                        .n_words = (cells.list.n + 63) / 64};
  space->n_words += axis->n_words;
  vec_free(&cells.list);
}

/* Fills axis_of[code]; NONE where the table does not name the code. */
static void build_axes(struct space *space, const struct criteria *criteria, int *axis_of) {
  int n_codes = code_count(criteria->codes);
  for (int code = 0; code < n_codes; code++)
    axis_of[code] = NONE;
  for (size_t r = 0; r < criteria->rows.n; r++)
    for (int i = 0; i < criteria->rows.at[r].n_conditions; i++)
      axis_of[criteria->rows.at[r].conditions[i].code] = 0;
  space->axes = arena_alloc(&space->arena, (size_t)n_codes * sizeof *space->axes);
  for (int code = 0; code < n_codes; code++)
    if (axis_of[code] != NONE) {
      axis_of[code] = space->n_axes;
      add_axis(space, criteria, code);
    }
}

/* --- Boxes --- */

static bool cell_fits(const struct axis *axis, int cell, const struct condition *condition) {
  struct facts facts = {0};
  if (cell > 0)
    facts_put(&facts, axis->cells[cell]);
  bool fits = condition_holds(condition, &facts);
  facts_free(&facts);
  return fits;
}

/* The side of a box for one code: the cells that all of the row's conditions on it allow. */
static struct side build_side(struct space *space, int axis_index, const struct criterion *row) {
  const struct axis *axis = &space->axes[axis_index];
  uint64_t *allowed = arena_alloc(&space->arena, axis->n_words * sizeof *allowed);
  for (int cell = 0; cell < axis->n_cells; cell++) {
    bool fits = true;
    for (int i = 0; i < row->n_conditions && fits; i++)
      fits = row->conditions[i].code != axis->code || cell_fits(axis, cell, &row->conditions[i]);
    if (fits)
      allowed[cell / 64] |= UINT64_C(1) << (cell % 64);
  }
  return (struct side){axis_index, allowed};
}

static bool side_is_empty(const struct space *space, const struct side *side) {
  for (size_t w = 0; w < space->axes[side->axis].n_words; w++)
    if (side->allowed[w] != 0)
      return false;
  return true;
}

static bool has_side(const struct side *sides, int n, int axis) {
  for (int i = 0; i < n; i++)
    if (sides[i].axis == axis)
      return true;
  return false;
}

static struct box build_box(struct space *space, const struct criterion *row, const int *axis_of) {
  struct box box = {0};
  struct side *sides = arena_alloc(&space->arena, ((size_t)row->n_conditions + 1) * sizeof *sides);
  for (int i = 0; i < row->n_conditions; i++) {
    int axis = axis_of[row->conditions[i].code];
    if (has_side(sides, box.n_sides, axis))
      continue;
    sides[box.n_sides] = build_side(space, axis, row);
    box.empty = box.empty || side_is_empty(space, &sides[box.n_sides]);
    box.n_sides++;
  }
  box.sides = sides;
  return box;
}

void space_build(const struct criteria *criteria, struct space *space) {
  *space = (struct space){.regions_left = REGIONS_IN_ALL};
  int *axis_of = mem_array(int, (size_t)code_count(criteria->codes));
  build_axes(space, criteria, axis_of);
  space->n_boxes = (int)criteria->rows.n;
  space->boxes = arena_alloc(&space->arena, (criteria->rows.n + 1) * sizeof *space->boxes);
  for (size_t r = 0; r < criteria->rows.n; r++)
    space->boxes[r] = build_box(space, &criteria->rows.at[r], axis_of);
  free(axis_of);
}

void space_free(struct space *space) {
  arena_free(&space->arena);
}

static const struct side *find_side(const struct box *box, int axis) {
  for (int i = 0; i < box->n_sides; i++)
    if (box->sides[i].axis == axis)
      return &box->sides[i];
  return NULL;
}

static bool all_cells(const struct axis *axis, const uint64_t *set) {
  for (int cell = 0; cell < axis->n_cells; cell++)
    if (!(set[cell / 64] >> (cell % 64) & 1))
      return false;
  return true;
}

bool space_inside(const struct space *space, int inner, int outer) {
  const struct box *out = &space->boxes[outer];
  for (int i = 0; i < out->n_sides; i++) {
    const struct axis *axis = &space->axes[out->sides[i].axis];
    const struct side *in = find_side(&space->boxes[inner], out->sides[i].axis);
    if (!in && !all_cells(axis, out->sides[i].allowed))
      return false;
    for (size_t w = 0; in && w < axis->n_words; w++)
      if (in->allowed[w] & ~out->sides[i].allowed[w])
        return false;
  }
  return true;
}
