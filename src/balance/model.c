#include "model.h"

#include <stdlib.h>
#include <string.h>

/* Serving a visit whose `unassigned_*` is hard or not named comes before every weight, must before should before may.
 * Thousands of visits times these stay below 2^62. */
static const int64_t skip_first[PRIORITY_COUNT] = {(int64_t)1 << 47, (int64_t)1 << 45, (int64_t)1 << 43};

bool next_word(const char **at, char word[WORD_SIZE]) {
  if (!*at)
    return false;
  *at += strspn(*at, " ");
  size_t length = strcspn(*at, " "), kept = length < WORD_SIZE - 1 ? length : WORD_SIZE - 1;
  memcpy(word, *at, kept);
  word[kept] = 0;
  *at += length;
  return length > 0;
}

const char *missing_word(const char *needed, const char *have, char word[WORD_SIZE]) {
  while (next_word(&needed, word))
    if (!text_has_word(have ? have : "", word))
      return word;
  return NULL;
}

static void intern_skills(struct problem *problem, const char *skills) {
  char word[WORD_SIZE];
  while (next_word(&skills, word))
    if (names_find(&problem->skill_names, word) < 0)
      names_add(&problem->skill_names, arena_strdup(&problem->texts, word));
}

static int64_t or_far(int64_t time) {
  return time == BALANCE_NONE ? TIME_FAR : time;
}

static void build_travel(struct problem *problem) {
  struct model *model = &problem->model;
  size_t sites = problem->site_names.n, pairs = sites * sites, size = pairs * (problem->mode_names.n + 1);
  model->sites = (int)sites;
  model->travel = mem_array(int32_t, size + 1);
  for (size_t i = 0; i < size; i++)
    model->travel[i] = -1;
  for (size_t i = 0; i < problem->legs.n; i++) {
    const struct leg_spec *leg = &problem->legs.at[i];
    model->travel[(size_t)leg->mode * pairs + (size_t)leg->from * sites + (size_t)leg->to] = (int32_t)leg->time;
  }
  for (size_t i = 0; i < sites; i++)
    model->travel[i * sites + i] = 0;
  for (size_t i = pairs; i < size; i++) /* what a mode does not know is as plain */
    if (model->travel[i] < 0)
      model->travel[i] = model->travel[i % pairs];
}

/* Which travel times each list has. */
static void build_modes(struct problem *problem) {
  struct model *model = &problem->model;
  size_t pairs = (size_t)model->sites * (size_t)model->sites;
  model->list_travel = mem_array(const int32_t *, (size_t)model->lists);
  for (int list = 0; list < model->lists; list++) {
    const char *mode = problem->lists.at[list].mode;
    int index = text_is_empty(mode) ? -1 : names_find(&problem->mode_names, mode);
    model->list_travel[list] = model->travel + (size_t)(index + 1) * pairs;
  }
}

static void build_sites(struct problem *problem) {
  struct model *model = &problem->model;
  model->site_from = mem_array(int32_t, (size_t)model->nodes + 1);
  model->site_to = mem_array(int32_t, (size_t)model->nodes + 1);
  for (int visit = 0; visit < model->visits; visit++)
    model->site_from[visit] = model->site_to[visit] = problem->visits.at[visit].site;
  for (int list = 0; list < model->lists; list++) {
    model->site_from[model->visits + list] = problem->lists.at[list].start_site;
    model->site_to[model->visits + list] = problem->lists.at[list].end_site;
  }
}

static int group_of(struct names *groups, const char *name) {
  const char *group = name ? name : "";
  int index = names_find(groups, group);
  return index >= 0 ? index : names_add(groups, group);
}

int64_t list_available(const struct problem_list *list) {
  if (list->end != BALANCE_NONE)
    return list->end - list->start;
  if (list->max_work != BALANCE_NONE)
    return list->max_work;
  return list->latest_end == BALANCE_NONE ? 0 : list->latest_end - list->start;
}

static void build_round(struct problem *problem, int index, struct names *groups) {
  struct model *model = &problem->model;
  const struct problem_list *list = &problem->lists.at[index];
  struct round *round = &model->rounds[index];
  *round = (struct round){.start = list->start,
                          .end = or_far(list->end),
                          .latest_end = or_far(list->latest_end),
                          .max_work = or_far(list->max_work),
                          .break_length = list->break_length > 0 ? list->break_length : 0,
                          .break_earliest = list->break_earliest == BALANCE_NONE ? -TIME_FAR : list->break_earliest,
                          .break_latest = or_far(list->break_latest),
                          .past_work = list->past_work == BALANCE_NONE ? 0 : list->past_work,
                          .past_load = list->past_load == BALANCE_NONE ? 0 : list->past_load,
                          .available = list_available(list),
                          .group = group_of(groups, list->group)};
  if (model->hard[TERM_LATE_HOME] && round->end < round->latest_end)
    round->latest_end = round->end;
  model->ends |= round->latest_end != TIME_FAR || round->max_work != TIME_FAR;
  model->breaks |= round->break_length > 0;
}

static void build_rounds(struct problem *problem) {
  struct model *model = &problem->model;
  struct names groups = {0};
  model->rounds = mem_array(struct round, (size_t)model->lists + 1);
  for (int list = 0; list < model->lists; list++)
    build_round(problem, list, &groups);
  model->group_count = (int)groups.n;
  model->group_first = mem_array(int32_t, groups.n + 2);
  model->group_lists = mem_array(int32_t, (size_t)model->lists + 1);
  for (int group = 0, at = 0; group < model->group_count; group++) {
    for (int list = 0; list < model->lists; list++)
      if (model->rounds[list].group == group)
        model->group_lists[at++] = list;
    model->group_first[group + 1] = at;
  }
  names_free(&groups);
}

int64_t change_weight(const struct problem_visit *visit) {
  return visit->change_weight > 0 ? visit->change_weight : 1;
}

int64_t shift_beyond(int64_t start, int64_t current_start, int64_t grace) {
  int64_t by = start > current_start ? start - current_start : current_start - start;
  return by > grace ? by - grace : 0;
}

int64_t skip_cost(const struct problem *problem, enum priority priority) {
  enum balance_term term = (enum balance_term)(TERM_UNASSIGNED_MUST + (int)priority);
  if (!problem->named[term] || problem->weight[term] == BALANCE_HARD)
    return skip_first[priority];
  return problem->weight[term];
}

static void build_windows(struct problem *problem, int visit, int *used) {
  struct model *model = &problem->model;
  const struct problem_visit *spec = &problem->visits.at[visit];
  struct fixed *fixed = &model->fixed[visit];
  fixed->window_first = *used;
  for (size_t i = 0; i < spec->window_count; i++) {
    struct balance_window window = spec->windows[i];
    if (window.earliest == BALANCE_NONE)
      window.earliest = -TIME_FAR;
    window.latest = or_far(window.latest);
    if (model->hard[TERM_SHIFTED] && spec->current_start != BALANCE_NONE) {
      int64_t low = spec->current_start - problem->grace, high = spec->current_start + problem->grace;
      window.earliest = window.earliest > low ? window.earliest : low;
      window.latest = window.latest < high ? window.latest : high;
      if (window.earliest > window.latest)
        continue;
    }
    model->windows[(*used)++] = window;
  }
  if (*used == fixed->window_first) /* the current start lies in no window: nothing is allowed */
    model->windows[(*used)++] = (struct balance_window){TIME_NEVER, TIME_NEVER};
  fixed->window_count = *used - fixed->window_first;
  fixed->earliest = model->windows[fixed->window_first].earliest;
  fixed->latest = model->windows[*used - 1].latest;
}

static void build_visits(struct problem *problem) {
  struct model *model = &problem->model;
  size_t windows = 0;
  for (int visit = 0; visit < model->visits; visit++)
    windows += problem->visits.at[visit].window_count;
  model->fixed = mem_array(struct fixed, (size_t)model->visits + 1);
  model->windows = mem_array(struct balance_window, windows + 1);
  for (int visit = 0, used = 0; visit < model->visits; visit++) {
    const struct problem_visit *spec = &problem->visits.at[visit];
    struct fixed *fixed = &model->fixed[visit];
    fixed->duration = spec->duration;
    fixed->load = spec->load == BALANCE_NONE ? 0 : spec->load;
    fixed->current_start = model->weight[TERM_SHIFTED] ? spec->current_start : BALANCE_NONE;
    fixed->hard = spec->hard || model->hard[TERM_LATE_TOTAL] || model->hard[TERM_LATE_MAX] ||
                  (model->hard[TERM_SHIFTED] && spec->current_start != BALANCE_NONE);
    fixed->change_weight = change_weight(spec);
    fixed->skip_cost = skip_cost(problem, spec->priority);
    fixed->knot = -1;
    intern_skills(problem, spec->skills);
    build_windows(problem, visit, &used);
  }
}

/* --- Which list may have which visit -------------------------------------------------------------------------------
 */

static bool pair_allowed(const struct problem *problem, int visit, int list) {
  const struct model *model = &problem->model;
  const struct problem_visit *spec = &problem->visits.at[visit];
  const char *id = problem->lists.at[list].id;
  char word[WORD_SIZE];
  if (spec->pinned_list && strcmp(spec->pinned_list, id) != 0)
    return false;
  if (spec->barred_lists && text_has_word(spec->barred_lists, id))
    return false;
  if (model->hard[TERM_MOVED] && spec->current_list && strcmp(spec->current_list, id) != 0)
    return false;
  if (model->hard[TERM_UNFAMILIAR] && spec->known_lists && !text_has_word(spec->known_lists, id))
    return false;
  return missing_word(spec->skills, problem->lists.at[list].skills, word) == NULL;
}

/* The fixed cost of a pair but for preferences. */
static int64_t pair_cost(const struct problem *problem, int visit, int list) {
  const struct problem_visit *spec = &problem->visits.at[visit];
  const char *id = problem->lists.at[list].id;
  int64_t cost = 0;
  if (spec->known_lists && !text_has_word(spec->known_lists, id))
    cost += problem->model.weight[TERM_UNFAMILIAR];
  if (spec->current_list && strcmp(spec->current_list, id) != 0)
    cost += problem->model.weight[TERM_MOVED] * change_weight(spec);
  return cost;
}

static void build_pairs(struct problem *problem) {
  struct model *model = &problem->model;
  size_t pairs = (size_t)model->visits * (size_t)model->lists;
  model->allowed = mem_array(uint8_t, pairs + 1);
  model->pair_cost = mem_array(int64_t, pairs + 1);
  int64_t any = 0;
  for (int visit = 0; visit < model->visits; visit++)
    for (int list = 0; list < model->lists; list++) {
      int64_t at = (int64_t)visit * model->lists + list;
      model->allowed[at] = pair_allowed(problem, visit, list);
      any |= model->pair_cost[at] = pair_cost(problem, visit, list);
    }
  for (size_t i = 0; i < problem->preferences.n; i++) {
    const struct preference_spec *spec = &problem->preferences.at[i];
    int64_t at = (int64_t)names_find(&problem->visit_names, spec->visit) * model->lists +
                 names_find(&problem->list_names, spec->list);
    any |= model->pair_cost[at] += spec->cost * model->weight[TERM_PREFERENCE];
    if (model->hard[TERM_PREFERENCE] && spec->cost > 0)
      model->allowed[at] = 0;
  }
  if (!any)
    mem_free_set((void **)&model->pair_cost);
}

/* --- Links ---------------------------------------------------------------------------------------------------------
 */

static void add_link(struct model *model, int32_t *fill, const struct link_spec *spec, bool second) {
  int visit = second ? spec->second_visit : spec->first_visit;
  bool together = spec->min_gap == 0 && spec->max_gap == 0;
  model->links[model->fixed[visit].link_first + fill[visit]++] =
      (struct knot_link){.low = second ? -spec->max_gap : spec->min_gap,
                         .high = second ? -spec->min_gap : spec->max_gap,
                         .other = second ? spec->first_visit : spec->second_visit,
                         .staff = together ? LINK_DIFFERENT : (uint8_t)spec->staff,
                         .together = together,
                         .second = second};
}

static void build_links(struct problem *problem) {
  struct model *model = &problem->model;
  model->links = mem_array(struct knot_link, problem->links.n * 2 + 1);
  for (size_t i = 0; i < problem->links.n; i++) {
    model->fixed[problem->links.at[i].first_visit].link_count++;
    model->fixed[problem->links.at[i].second_visit].link_count++;
  }
  for (int visit = 0, at = 0; visit < model->visits; at += model->fixed[visit++].link_count)
    model->fixed[visit].link_first = at;
  int32_t *fill = mem_array(int32_t, (size_t)model->visits + 1);
  for (size_t i = 0; i < problem->links.n; i++) {
    add_link(model, fill, &problem->links.at[i], false);
    add_link(model, fill, &problem->links.at[i], true);
    model->unsteady |= model->breaks && (problem->links.at[i].min_gap != 0 || problem->links.at[i].max_gap != 0);
  }
  free(fill);
}

/* Collects everything tied to `visit` into a new knot; the member array serves as the queue. */
static void gather_knot(struct model *model, int visit, int *used) {
  struct knot *knot = &model->knots[model->knot_count];
  knot->first = *used;
  model->fixed[visit].knot = model->knot_count;
  model->knot_members[(*used)++] = visit;
  for (int at = knot->first; at < *used; at++) {
    const struct fixed *fixed = &model->fixed[model->knot_members[at]];
    for (int i = 0; i < fixed->link_count; i++) {
      int other = model->links[fixed->link_first + i].other;
      if (model->fixed[other].knot < 0) {
        model->fixed[other].knot = model->knot_count;
        model->knot_members[(*used)++] = other;
      }
    }
  }
  knot->count = *used - knot->first;
  model->knot_count++;
}

static void build_knots(struct model *model) {
  model->knots = mem_array(struct knot, (size_t)model->visits + 1);
  model->knot_members = mem_array(int32_t, (size_t)model->visits + 1);
  for (int visit = 0, used = 0; visit < model->visits; visit++)
    if (model->fixed[visit].link_count > 0 && model->fixed[visit].knot < 0)
      gather_knot(model, visit, &used);
}

void model_build(struct problem *problem) {
  struct model *model = &problem->model;
  model->visits = (int)problem->visits.n;
  model->lists = (int)problem->lists.n;
  model->nodes = model->visits + model->lists;
  for (int term = 0; term < TERM_COUNT; term++) {
    model->hard[term] = problem->weight[term] == BALANCE_HARD;
    model->weight[term] = model->hard[term] ? 0 : problem->weight[term];
  }
  model->grace = problem->grace;
  model->waits =
      model->weight[TERM_WAIT] || model->weight[TERM_WAIT_MAX] || model->hard[TERM_WAIT] || model->hard[TERM_WAIT_MAX];
  model->fairness =
      model->weight[TERM_WORK_RANGE] || model->weight[TERM_WORK_DEVIATION] || model->weight[TERM_LOAD_RANGE];
  model->ends = model->weight[TERM_LATE_HOME] != 0;
  build_travel(problem);
  build_modes(problem);
  build_sites(problem);
  build_rounds(problem);
  build_visits(problem);
  build_pairs(problem);
  build_links(problem);
  build_knots(model);
}

void model_free(struct model *model) {
  free(model->list_travel);
  void *parts[] = {model->travel,      model->site_from,   model->site_to,     model->fixed,     model->windows,
                   model->rounds,      model->allowed,     model->links,       model->pair_cost, model->knots,
                   model->group_first, model->group_lists, model->knot_members};
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    free(parts[i]);
  *model = (struct model){0};
}
