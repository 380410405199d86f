/*
 * The search behind the table check: a point inside some boxes and outside others, with the fewest known facts.
 *
 * A region is a set of cells for each axis. To leave a box, one of its axes must take a cell that the box does not
 * allow; the search takes the box with the fewest ways out, tries each way, and in the k-th try keeps the axes of the
 * earlier tries inside, so that no point is looked at twice. Branch and bound: axes that can no longer be unknown are
 * counted, and a region that cannot beat the best point found is left.
 */
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "space.h"

/* So many regions are looked at before one search is given up; real tables need a few hundred. */
#define REGIONS_MAX 100000

struct search {
  const struct space *space;
  const int *outside;
  int n_outside;
  int least;         /* known facts wanted at least */
  uint64_t *regions; /* one for each depth */
  uint64_t *best;    /* the best region found: any point of it with unknown wherever allowed */
  int best_known;    /* INT32_MAX = none yet */
  long left;
};

static uint64_t *region_at(const struct search *s, int depth) {
  return s->regions + (size_t)depth * s->space->n_words;
}

static uint64_t *set_of(const struct search *s, uint64_t *region, int axis) {
  return region + s->space->axes[axis].first_word;
}

static int count_known(const struct search *s, const uint64_t *region) {
  int n = 0;
  for (int a = 0; a < s->space->n_axes; a++)
    n += !(region[s->space->axes[a].first_word] & 1);
  return n;
}

enum way { WAY_NONE, WAY_OPEN, WAY_OUT };

/* Whether the axis can leave the side: no; yes; it has left already. */
static enum way way_out(const struct search *s, const uint64_t *region, const struct side *side) {
  const struct axis *axis = &s->space->axes[side->axis];
  const uint64_t *set = region + axis->first_word;
  uint64_t in = 0, out = 0;
  for (size_t w = 0; w < axis->n_words; w++) {
    in |= set[w] & side->allowed[w];
    out |= set[w] & ~side->allowed[w];
  }
  if (in == 0)
    return WAY_OUT;
  return out == 0 ? WAY_NONE : WAY_OPEN;
}

/* How many ways lead out of the box; -1 when the region lies outside it already. */
static int count_ways(const struct search *s, const uint64_t *region, const struct box *box) {
  int ways = 0;
  for (int i = 0; i < box->n_sides; i++) {
    enum way way = way_out(s, region, &box->sides[i]);
    if (way == WAY_OUT)
      return -1;
    ways += way == WAY_OPEN;
  }
  return ways;
}

/* The box with the fewest ways out, or NULL when the region is outside all. *dead: one has no way out. */
static const struct box *tightest_box(const struct search *s, const uint64_t *region, bool *dead) {
  const struct box *tightest = NULL;
  int fewest = INT32_MAX;
  for (int i = 0; i < s->n_outside && fewest > 1; i++) {
    const struct box *box = &s->space->boxes[s->outside[i]];
    int ways = box->empty ? -1 : count_ways(s, region, box);
    if (ways == -1 || ways >= fewest)
      continue;
    fewest = ways;
    tightest = box;
  }
  *dead = tightest && fewest == 0;
  return tightest;
}

/* Narrows the axis to the cells within (or outside) the side. */
static void narrow(const struct search *s, uint64_t *region, const struct side *side, bool within) {
  uint64_t *set = set_of(s, region, side->axis);
  for (size_t w = 0; w < s->space->axes[side->axis].n_words; w++)
    set[w] &= within ? side->allowed[w] : ~side->allowed[w];
}

static bool keeps_unknown(const struct search *s, const uint64_t *region, const struct side *side) {
  return region[s->space->axes[side->axis].first_word] & 1 & ~side->allowed[0];
}

static void keep_best(struct search *s, const uint64_t *region, int known) {
  s->best_known = known;
  memcpy(s->best, region, s->space->n_words * sizeof *region);
}

/* With `least` = 1 a point with nothing known does not count: one axis must be known. */
static void try_each_known(struct search *s, const uint64_t *region) {
  for (int a = 0; a < s->space->n_axes && s->best_known > 1; a++) {
    uint64_t set = region[s->space->axes[a].first_word];
    if ((set & ~UINT64_C(1)) == 0)
      continue;
    keep_best(s, region, 1);
    set_of(s, s->best, a)[0] &= ~UINT64_C(1);
  }
}

static void explore(struct search *s, int depth) {
  uint64_t *region = region_at(s, depth);
  int known = count_known(s, region);
  if (known >= s->best_known || s->left-- <= 0)
    return;
  bool dead;
  const struct box *box = tightest_box(s, region, &dead);
  if (dead)
    return;
  if (!box && known >= s->least)
    keep_best(s, region, known);
  else if (!box)
    try_each_known(s, region);
  if (!box)
    return;
  /* Ways that leave the axis unknown first: they cost nothing. `tried` regions stay inside the sides tried before. */
  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < box->n_sides; i++) {
      const struct side *side = &box->sides[i];
      if (way_out(s, region, side) != WAY_OPEN || keeps_unknown(s, region, side) != (pass == 0))
        continue;
      memcpy(region_at(s, depth + 1), region, s->space->n_words * sizeof *region);
      narrow(s, region_at(s, depth + 1), side, false);
      explore(s, depth + 1);
      narrow(s, region, side, true);
    }
}

/* The first region: every cell, narrowed to the boxes that the point must lie in. False when nothing is left. */
static bool begin(struct search *s, const int *inside, int n_inside) {
  uint64_t *region = region_at(s, 0);
  for (int a = 0; a < s->space->n_axes; a++)
    for (int cell = 0; cell < s->space->axes[a].n_cells; cell++)
      set_of(s, region, a)[cell / 64] |= UINT64_C(1) << (cell % 64);
  for (int i = 0; i < n_inside; i++) {
    const struct box *box = &s->space->boxes[inside[i]];
    for (int k = 0; k < box->n_sides; k++) {
      if (way_out(s, region, &box->sides[k]) == WAY_OUT)
        return false;
      narrow(s, region, &box->sides[k], true);
    }
  }
  return true;
}

static int first_cell(const struct axis *axis, const uint64_t *set) {
  int cell = 0;
  while (cell < axis->n_cells && !(set[cell / 64] >> (cell % 64) & 1))
    cell++;
  return cell;
}

static void read_point(const struct search *s, struct facts *facts) {
  for (int a = 0; a < s->space->n_axes; a++) {
    int cell = first_cell(&s->space->axes[a], set_of(s, s->best, a));
    if (cell > 0)
      facts_put(facts, s->space->axes[a].cells[cell]);
  }
}

enum found space_find(struct space *space, const int *inside, int n_inside, const int *outside, int n_outside,
                      int least, struct facts *facts) {
  long limit = space->regions_left < REGIONS_MAX ? space->regions_left : REGIONS_MAX;
  struct search s = {space, outside, n_outside, least, NULL, NULL, INT32_MAX, limit};
  size_t deepest = (size_t)n_outside + 2; /* each level leaves one more box for good */
  s.regions = mem_array(uint64_t, deepest * space->n_words + 1);
  s.best = mem_array(uint64_t, space->n_words + 1);
  if (begin(&s, inside, n_inside))
    explore(&s, 0);
  space->regions_left -= limit - (s.left > 0 ? s.left : 0);
  if (s.best_known != INT32_MAX)
    read_point(&s, facts);
  free(s.regions);
  free(s.best);
  if (s.best_known != INT32_MAX)
    return FOUND_YES;
  return s.left <= 0 ? FOUND_GAVE_UP : FOUND_NO;
}
