/* check: problem_finish. Names every fault of a problem before the search sees it. */
#include "model.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FAULT_LIMIT 50
#define CHANGE_WEIGHT_LIMIT 1000000

struct faults {
  struct error *err;
  int count;
};

static void fault(struct faults *faults, const char *format, ...) VK_PRINTF(2, 3);
static void fault(struct faults *faults, const char *format, ...) {
  if (faults->count++ >= FAULT_LIMIT)
    return;
  struct str line = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&line, format, args);
  va_end(args);
  error_add(faults->err, STATUS_INPUT, "%s", str_text(&line));
  str_free(&line);
}

static bool time_fits(int64_t time) {
  return time == BALANCE_NONE || (time >= -BALANCE_TIME_LIMIT && time <= BALANCE_TIME_LIMIT);
}

static bool amount_fits(int64_t amount) {
  return amount == BALANCE_NONE || (amount >= 0 && amount <= BALANCE_TIME_LIMIT);
}

static bool site_exists(const struct problem *problem, int site) {
  return site >= 0 && (size_t)site < problem->site_names.n;
}

static void check_list(const struct problem *problem, int index, struct faults *faults) {
  const struct problem_list *list = &problem->lists.at[index];
  if (text_is_empty(list->id))
    fault(faults, _("list %d: it has no name"), index + 1);
  else if (names_find(&problem->list_names, list->id) != index)
    fault(faults, _("list %s: the name occurs twice"), list->id);
  if (!site_exists(problem, list->start_site) || !site_exists(problem, list->end_site))
    fault(faults, _("list %s: its start or end site is unknown"), list->id);
  if (!time_fits(list->start) || !time_fits(list->end) || !time_fits(list->latest_end) ||
      !time_fits(list->break_earliest) || !time_fits(list->break_latest) || list->start == BALANCE_NONE)
    fault(faults, _("list %s: a time is missing or out of range"), list->id);
  if (!amount_fits(list->max_work) || !amount_fits(list->break_length))
    fault(faults, _("list %s: max_work and break_length must be 0 or more, and in range"), list->id);
  if (!time_fits(list->past_work) || !time_fits(list->past_load))
    fault(faults, _("list %s: past work or load out of range"), list->id);
  if (list->end != BALANCE_NONE && list->end < list->start)
    fault(faults, _("list %s: it ends before it starts"), list->id);
  if (list->latest_end != BALANCE_NONE && list->latest_end < list->start)
    fault(faults, _("list %s: its latest end is before its start"), list->id);
  if (list->break_earliest != BALANCE_NONE && list->break_latest != BALANCE_NONE &&
      list->break_latest < list->break_earliest)
    fault(faults, _("list %s: the latest start of the break is before its earliest"), list->id);
}

static void check_lists_named(const struct problem *problem, const struct problem_visit *visit, const char *column,
                              const char *words, struct faults *faults) {
  char name[WORD_SIZE];
  while (next_word(&words, name))
    if (names_find(&problem->list_names, name) < 0)
      fault(faults, _("visit %s: %s '%s' is unknown"), visit->id, column, name);
}

static void check_windows(const struct problem_visit *visit, struct faults *faults) {
  if (visit->window_count == 0)
    fault(faults, _("visit %s: it has no window"), visit->id);
  for (size_t i = 0; i < visit->window_count; i++) {
    struct balance_window window = visit->windows[i];
    if (!time_fits(window.earliest) || !time_fits(window.latest))
      fault(faults, _("visit %s: its window is out of range"), visit->id);
    else if (window.earliest != BALANCE_NONE && window.latest != BALANCE_NONE && window.latest < window.earliest)
      fault(faults, _("visit %s: its latest start is before its earliest"), visit->id);
    if (i > 0 && (window.earliest == BALANCE_NONE || visit->windows[i - 1].latest == BALANCE_NONE ||
                  window.earliest <= visit->windows[i - 1].latest))
      fault(faults, _("visit %s: its windows overlap or do not rise"), visit->id);
  }
}

static void check_visit(const struct problem *problem, int index, struct faults *faults) {
  const struct problem_visit *visit = &problem->visits.at[index];
  if (text_is_empty(visit->id))
    fault(faults, _("visit %d: it has no name"), index + 1);
  else if (names_find(&problem->visit_names, visit->id) != index)
    fault(faults, _("visit %s: the name occurs twice"), visit->id);
  if (!site_exists(problem, visit->site))
    fault(faults, _("visit %s: its site is unknown"), visit->id);
  if (visit->duration == BALANCE_NONE || !amount_fits(visit->duration))
    fault(faults, _("visit %s: its duration must be 0 or more, and in range"), visit->id);
  if (!time_fits(visit->current_start) || !amount_fits(visit->load))
    fault(faults, _("visit %s: its current start or load is out of range"), visit->id);
  if (visit->change_weight < 0 || visit->change_weight > CHANGE_WEIGHT_LIMIT)
    fault(faults, _("visit %s: its change weight must be from 0 to %d"), visit->id, CHANGE_WEIGHT_LIMIT);
  check_windows(visit, faults);
  check_lists_named(problem, visit, "pinned_list", visit->pinned_list, faults);
  check_lists_named(problem, visit, "known_lists", visit->known_lists, faults);
  check_lists_named(problem, visit, "barred_lists", visit->barred_lists, faults);
  check_lists_named(problem, visit, "current_list", visit->current_list, faults);
}

static void check_links(struct problem *problem, struct faults *faults) {
  for (size_t i = 0; i < problem->links.n; i++) {
    struct link_spec *link = &problem->links.at[i];
    link->first_visit = names_find(&problem->visit_names, link->first);
    link->second_visit = names_find(&problem->visit_names, link->second);
    if (link->first_visit < 0 || link->second_visit < 0)
      fault(faults, _("link %s - %s: visit '%s' is unknown"), link->first, link->second,
            link->first_visit < 0 ? link->first : link->second);
    else if (link->first_visit == link->second_visit)
      fault(faults, _("link %s - %s: a visit cannot be linked with itself"), link->first, link->second);
    if (!time_fits(link->min_gap) || !time_fits(link->max_gap) || link->min_gap > link->max_gap)
      fault(faults, _("link %s - %s: the gaps must be in range, and min_gap not above max_gap"), link->first,
            link->second);
  }
}

static void check_preferences(const struct problem *problem, struct faults *faults) {
  for (size_t i = 0; i < problem->preferences.n; i++) {
    const struct preference_spec *preference = &problem->preferences.at[i];
    if (names_find(&problem->visit_names, preference->visit) < 0)
      fault(faults, _("preference: visit '%s' is unknown"), preference->visit);
    if (names_find(&problem->list_names, preference->list) < 0)
      fault(faults, _("preference of visit %s: list '%s' is unknown"), preference->visit, preference->list);
    if (!time_fits(preference->cost) || preference->cost == BALANCE_NONE)
      fault(faults, _("preference of visit %s on list %s: the cost is out of range"), preference->visit,
            preference->list);
  }
}

static void check_weights(const struct problem *problem, struct faults *faults) {
  static const enum balance_term never_hard[] = {TERM_TRAVEL, TERM_WORK_RANGE, TERM_WORK_DEVIATION, TERM_LOAD_RANGE};
  for (int term = 0; term < TERM_COUNT; term++)
    if (problem->weight[term] != BALANCE_HARD &&
        (problem->weight[term] < 0 || problem->weight[term] > BALANCE_WEIGHT_LIMIT))
      fault(faults, _("objective %s: the weight must be from 0 to %lld, or hard"),
            balance_term_name((enum balance_term)term), (long long)BALANCE_WEIGHT_LIMIT);
  for (size_t i = 0; i < COUNT_OF(never_hard); i++)
    if (problem->weight[never_hard[i]] == BALANCE_HARD)
      fault(faults, _("objective %s: this term cannot be hard"), balance_term_name(never_hard[i]));
}

/* --- Sizes: every sum that the search makes stays below 2^62 ---------------------------------------------------------
 */

#define TERM_LIMIT 0x1p57       /* each term's cost, of which there are TERM_COUNT, */
#define UNASSIGNED_LIMIT 0x1p61 /* and that of what is left out */

/* What the numbers of a problem can come to at most. */
struct sizes {
  double low, high;   /* the earliest and the latest time that it names */
  double longest;     /* leg */
  double past, load;  /* work carried in; load carried in and planned */
  double least_shift; /* shortest available time of a list */
  double preference;
  double visits, lists;
  double changes; /* visits, each as often as it counts in moved and shifted */
};

static void stretch(struct sizes *sizes, int64_t time) {
  if (time == BALANCE_NONE)
    return;
  sizes->low = (double)time < sizes->low ? (double)time : sizes->low;
  sizes->high = (double)time > sizes->high ? (double)time : sizes->high;
}

static double size_of(int64_t amount) {
  return amount == BALANCE_NONE ? 0 : amount < 0 ? -(double)amount : (double)amount;
}

static void size_list(struct sizes *sizes, const struct problem_list *list) {
  const int64_t times[] = {list->start, list->end, list->latest_end, list->break_earliest, list->break_latest};
  for (size_t i = 0; i < COUNT_OF(times); i++)
    stretch(sizes, times[i]);
  double available = (double)list_available(list);
  if (available > 0 && available < sizes->least_shift)
    sizes->least_shift = available;
  sizes->past = size_of(list->past_work) > sizes->past ? size_of(list->past_work) : sizes->past;
  sizes->load += size_of(list->past_load);
}

static struct sizes sizes_of(const struct problem *problem) {
  struct sizes sizes = {.low = 0x1p62, .high = -0x1p62, .least_shift = 0x1p62};
  double busy = 0;
  sizes.visits = (double)problem->visits.n;
  sizes.lists = (double)problem->lists.n;
  for (size_t i = 0; i < problem->lists.n; i++) {
    size_list(&sizes, &problem->lists.at[i]);
    busy += size_of(problem->lists.at[i].break_length);
  }
  for (size_t i = 0; i < problem->visits.n; i++) {
    const struct problem_visit *visit = &problem->visits.at[i];
    for (size_t k = 0; k < visit->window_count; k++) {
      stretch(&sizes, visit->windows[k].earliest);
      stretch(&sizes, visit->windows[k].latest);
    }
    stretch(&sizes, visit->current_start);
    busy += size_of(visit->duration);
    sizes.load += size_of(visit->load);
    sizes.changes += (double)change_weight(visit);
  }
  for (size_t i = 0; i < problem->links.n; i++)
    busy += size_of(problem->links.at[i].min_gap) + size_of(problem->links.at[i].max_gap);
  for (size_t i = 0; i < problem->legs.n; i++)
    sizes.longest = (double)problem->legs.at[i].time > sizes.longest ? (double)problem->legs.at[i].time : sizes.longest;
  for (size_t i = 0; i < problem->preferences.n; i++)
    sizes.preference += size_of(problem->preferences.at[i].cost);
  sizes.high += busy + (sizes.visits + sizes.lists) * sizes.longest; /* all of it one after the other */
  return sizes;
}

/* The largest value of a term, as it is multiplied with its weight. */
static double largest_value(const struct sizes *sizes, enum balance_term term) {
  double reach = sizes->high > sizes->low ? sizes->high - sizes->low : 0;
  switch (term) {
  case TERM_TRAVEL:
    return (sizes->visits + sizes->lists) * sizes->longest;
  case TERM_LATE_TOTAL:
  case TERM_WAIT:
    return sizes->visits * reach;
  case TERM_SHIFTED:
    return sizes->changes * reach;
  case TERM_MOVED:
    return sizes->changes;
  case TERM_LATE_MAX:
  case TERM_WAIT_MAX:
    return reach;
  case TERM_LATE_HOME:
    return sizes->lists * reach;
  case TERM_WORK_RANGE:
    return sizes->lists * (reach + sizes->past);
  case TERM_WORK_DEVIATION:
    return sizes->lists * (reach + sizes->past) / sizes->least_shift * BALANCE_FRACTION;
  case TERM_LOAD_RANGE:
    return sizes->load;
  case TERM_PREFERENCE:
    return sizes->preference;
  case TERM_BREAK_MISSED:
    return sizes->lists;
  case TERM_UNASSIGNED_MUST:
  case TERM_UNASSIGNED_SHOULD:
  case TERM_UNASSIGNED_MAY:
  case TERM_UNFAMILIAR:
  case TERM_COUNT:
    break;
  }
  return sizes->visits;
}

static void check_size(const struct problem *problem, struct faults *faults) {
  struct sizes sizes = sizes_of(problem);
  for (enum balance_term term = 0; term < TERM_COUNT; term++) {
    bool unassigned = term >= TERM_UNASSIGNED_MUST && term <= TERM_UNASSIGNED_MAY;
    double weight = problem->weight[term] == BALANCE_HARD ? 0 : (double)problem->weight[term];
    if (unassigned)
      weight = (double)skip_cost(problem, (enum priority)(term - TERM_UNASSIGNED_MUST));
    if (largest_value(&sizes, term) * weight > (unassigned ? UNASSIGNED_LIMIT : TERM_LIMIT))
      fault(faults, _("objective %s: this weight with numbers this large could pass 2^62"), balance_term_name(term));
  }
  if ((sizes.high - sizes.low + sizes.past) * BALANCE_FRACTION > 0x1p61)
    fault(faults, _("the times lie too far apart"));
}

static uint8_t *sites_used(const struct problem *problem) {
  uint8_t *used = mem_array(uint8_t, problem->site_names.n + 1);
  for (size_t i = 0; i < problem->visits.n; i++)
    used[problem->visits.at[i].site] = 1;
  for (size_t i = 0; i < problem->lists.n; i++)
    used[problem->lists.at[i].start_site] = used[problem->lists.at[i].end_site] = 1;
  return used;
}

static void check_legs(const struct problem *problem, struct faults *faults) {
  for (size_t i = 0; i < problem->legs.n; i++) {
    const struct leg_spec *leg = &problem->legs.at[i];
    if (!site_exists(problem, leg->from) || !site_exists(problem, leg->to))
      fault(faults, _("travel row %zu: a site is unknown"), i + 1);
    else if (leg->time < 0 || leg->time > BALANCE_TRAVEL_LIMIT)
      fault(faults, _("travel from %s to %s: the time must be from 0 to %d"), problem->site_names.at[leg->from],
            problem->site_names.at[leg->to], BALANCE_TRAVEL_LIMIT);
  }
}

static void check_travel_complete(const struct problem *problem, struct faults *faults) {
  uint8_t *used = sites_used(problem);
  const struct model *model = &problem->model;
  for (int from = 0; from < model->sites; from++)
    for (int to = 0; used[from] && to < model->sites; to++)
      if (used[to] && model->travel[(int64_t)from * model->sites + to] < 0)
        fault(faults, _("travel from %s to %s is missing"), problem->site_names.at[from], problem->site_names.at[to]);
  free(used);
}

bool problem_finish(struct problem *problem, struct error *err) {
  struct faults faults = {.err = err};
  if (problem->finished)
    return error_set(err, STATUS_INTERNAL, "problem_finish was called twice");
  for (size_t i = 0; i < problem->lists.n; i++)
    check_list(problem, (int)i, &faults);
  for (size_t i = 0; i < problem->visits.n; i++)
    check_visit(problem, (int)i, &faults);
  if (problem->grace < 0 || problem->grace > BALANCE_TIME_LIMIT)
    fault(&faults, _("objective shifted: the grace must be 0 or more, and in range"));
  check_links(problem, &faults);
  check_preferences(problem, &faults);
  check_weights(problem, &faults);
  check_legs(problem, &faults);
  if (faults.count == 0)
    check_size(problem, &faults);
  if (faults.count == 0) {
    model_build(problem);
    check_travel_complete(problem, &faults);
  }
  problem->finished = faults.count == 0;
  return problem->finished;
}
