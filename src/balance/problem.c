/* problem: the builders and the readers of a problem. Checking it is in check.c, the search's view in model.c. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

static const char *const term_names[TERM_COUNT] = {
    [TERM_TRAVEL] = "travel",
    [TERM_LATE_TOTAL] = "late_total",
    [TERM_LATE_MAX] = "late_max",
    [TERM_LATE_HOME] = "late_home",
    [TERM_UNASSIGNED_MUST] = "unassigned_must",
    [TERM_UNASSIGNED_SHOULD] = "unassigned_should",
    [TERM_UNASSIGNED_MAY] = "unassigned_may",
    [TERM_WAIT] = "wait",
    [TERM_WAIT_MAX] = "wait_max",
    [TERM_WORK_RANGE] = "work_range",
    [TERM_WORK_DEVIATION] = "work_deviation",
    [TERM_LOAD_RANGE] = "load_range",
    [TERM_UNFAMILIAR] = "unfamiliar",
    [TERM_BREAK_MISSED] = "break_missed",
    [TERM_PREFERENCE] = "preference",
    [TERM_MOVED] = "moved",
    [TERM_SHIFTED] = "shifted",
};

static const char *const staff_names[LINK_STAFF_COUNT] = {"any", "different", "same"};

static int name_index(const char *const *names, int count, const char *name) {
  for (int i = 0; i < count; i++)
    if (text_equal(names[i], name))
      return i;
  return -1;
}

const char *balance_term_name(enum balance_term term) {
  return term_names[term];
}

bool balance_term_parse(const char *name, enum balance_term *out) {
  int index = name_index(term_names, TERM_COUNT, name);
  *out = index < 0 ? TERM_TRAVEL : (enum balance_term)index;
  return index >= 0;
}

const char *link_staff_name(enum link_staff staff) {
  return staff_names[staff];
}

bool link_staff_parse(const char *name, enum link_staff *out) {
  int index = name_index(staff_names, LINK_STAFF_COUNT, name);
  *out = index < 0 ? LINK_ANY : (enum link_staff)index;
  return index >= 0;
}

struct problem *problem_new(void) {
  return mem_new(struct problem);
}

void problem_free(struct problem *problem) {
  if (!problem)
    return;
  arena_free(&problem->texts);
  vec_free(&problem->lists);
  vec_free(&problem->visits);
  vec_free(&problem->links);
  vec_free(&problem->preferences);
  vec_free(&problem->legs);
  names_free(&problem->site_names);
  names_free(&problem->list_names);
  names_free(&problem->mode_names);
  names_free(&problem->visit_names);
  names_free(&problem->skill_names);
  model_free(&problem->model);
  free(problem);
}

/* --- Building ------------------------------------------------------------------------------------------------------
 */

static const char *keep(struct problem *problem, const char *text) {
  return text_is_empty(text) ? NULL : arena_strdup(&problem->texts, text);
}

static const char *keep_id(struct problem *problem, const char *id) {
  return arena_strdup(&problem->texts, id ? id : "");
}

int problem_add_site(struct problem *problem, const char *id) {
  int site = names_find(&problem->site_names, id);
  return site >= 0 ? site : names_add(&problem->site_names, keep_id(problem, id));
}

int problem_find_site(const struct problem *problem, const char *id) {
  return names_find(&problem->site_names, id);
}

int problem_add_list(struct problem *problem, const struct problem_list *list) {
  struct problem_list copy = *list;
  copy.id = keep_id(problem, list->id);
  copy.skills = keep(problem, list->skills);
  copy.group = keep(problem, list->group);
  copy.mode = keep(problem, list->mode);
  vec_push(&problem->lists, copy);
  return names_add(&problem->list_names, copy.id);
}

int problem_add_visit(struct problem *problem, const struct problem_visit *visit) {
  struct problem_visit copy = *visit;
  struct balance_window *windows = arena_alloc(&problem->texts, (visit->window_count + 1) * sizeof *windows);
  for (size_t i = 0; i < visit->window_count; i++)
    windows[i] = visit->windows[i];
  copy.windows = windows;
  copy.id = keep_id(problem, visit->id);
  copy.patient = keep(problem, visit->patient);
  copy.skills = keep(problem, visit->skills);
  copy.pinned_list = keep(problem, visit->pinned_list);
  copy.known_lists = keep(problem, visit->known_lists);
  copy.barred_lists = keep(problem, visit->barred_lists);
  copy.current_list = keep(problem, visit->current_list);
  vec_push(&problem->visits, copy);
  return names_add(&problem->visit_names, copy.id);
}

void problem_add_link(struct problem *problem, const char *first, const char *second, int64_t min_gap, int64_t max_gap,
                      enum link_staff staff) {
  vec_push(&problem->links, (struct link_spec){.first = keep_id(problem, first),
                                               .second = keep_id(problem, second),
                                               .min_gap = min_gap,
                                               .max_gap = max_gap,
                                               .staff = staff});
}

void problem_add_preference(struct problem *problem, const char *visit, const char *list, int64_t cost) {
  vec_push(&problem->preferences,
           (struct preference_spec){.visit = keep_id(problem, visit), .list = keep_id(problem, list), .cost = cost});
}

void problem_set_travel(struct problem *problem, int from, int to, int64_t time) {
  vec_push(&problem->legs, (struct leg_spec){.from = from, .to = to, .time = time});
}

void problem_set_mode_travel(struct problem *problem, const char *mode, int from, int to, int64_t time) {
  int known = names_find(&problem->mode_names, mode);
  int index = known >= 0 ? known : names_add(&problem->mode_names, keep_id(problem, mode));
  vec_push(&problem->legs, (struct leg_spec){.mode = index + 1, .from = from, .to = to, .time = time});
}

void problem_set_weight(struct problem *problem, enum balance_term term, int64_t weight) {
  problem->weight[term] = weight;
  problem->named[term] = true;
}

void problem_set_grace(struct problem *problem, int64_t grace) {
  problem->grace = grace;
}

/* --- Reading -------------------------------------------------------------------------------------------------------
 */

size_t problem_list_count(const struct problem *problem) {
  return problem->lists.n;
}

size_t problem_visit_count(const struct problem *problem) {
  return problem->visits.n;
}

const struct problem_list *problem_list_at(const struct problem *problem, int list) {
  return &problem->lists.at[list];
}

const struct problem_visit *problem_visit_at(const struct problem *problem, int visit) {
  return &problem->visits.at[visit];
}

int problem_find_list(const struct problem *problem, const char *id) {
  return names_find(&problem->list_names, id);
}

int problem_find_visit(const struct problem *problem, const char *id) {
  return names_find(&problem->visit_names, id);
}

int64_t problem_travel(const struct problem *problem, int from, int to) {
  return problem->model.travel[(int64_t)from * problem->model.sites + to];
}

size_t problem_mode_count(const struct problem *problem) {
  return problem->mode_names.n;
}

const char *problem_mode_name(const struct problem *problem, size_t mode) {
  return problem->mode_names.at[mode];
}

int64_t problem_mode_travel(const struct problem *problem, size_t mode, int from, int to) {
  size_t sites = (size_t)problem->model.sites;
  return problem->model.travel[((mode + 1) * sites + (size_t)from) * sites + (size_t)to];
}

int64_t problem_weight(const struct problem *problem, enum balance_term term) {
  return problem->weight[term];
}

bool problem_names_term(const struct problem *problem, enum balance_term term) {
  return problem->named[term];
}

size_t problem_site_count(const struct problem *problem) {
  return problem->site_names.n;
}

const char *problem_site_name(const struct problem *problem, int site) {
  return problem->site_names.at[site];
}

bool problem_link_at(const struct problem *problem, size_t index, struct problem_link *out) {
  if (index >= problem->links.n)
    return false;
  const struct link_spec *link = &problem->links.at[index];
  *out = (struct problem_link){link->first, link->second, link->min_gap, link->max_gap, link->staff};
  return true;
}

bool problem_preference_at(const struct problem *problem, size_t index, struct problem_preference *out) {
  if (index >= problem->preferences.n)
    return false;
  const struct preference_spec *preference = &problem->preferences.at[index];
  *out = (struct problem_preference){preference->visit, preference->list, preference->cost};
  return true;
}

int64_t problem_grace(const struct problem *problem) {
  return problem->grace;
}
