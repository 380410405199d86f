/* Makes the balancer's problem from a day. */
#include "dispatch/problem.h"

#include "dispatch/sheet.h"

/* --- The parts of a problem --------------------------------------------------------------------------------------- */

/* A skill that some visit asks for, by its word in the problem. */
struct asked_skill {
  const char *word, *skill, *patient;
};

struct maker {
  struct day *day;
  const struct problem_scope *scope;
  const struct work_rules *rules;
  const struct objective *objective;
  struct day_problem *out;
  struct arena texts;         /* lives while the problem is made; the builders copy */
  int *list_number;           /* of each list of the day in the problem, or NONE */
  int *visit_number;          /* of each visit likewise */
  struct window *link_window; /* by visit of the day: bounds that a linked visit which stands fast gives */
  struct past_share *past;    /* by list of the day */
  struct list_position *at;   /* by list of the day */
  struct list_orders orders;  /* of the day as it stands */
  VEC(struct asked_skill) skills;
  VEC(int) places; /* of each site: patient, or PLACE_OF_TEAM */
};

/* Whether the worker goes home in the midst of it: who has begun by then ends it (absent.c). */
static bool is_last_of_all(const struct day *day, const struct visit *visit) {
  minute leaves = list_leaves(day, visit->list);
  return leaves != MINUTE_NONE && visit->start < leaves && visit->start + visit->duration > leaves;
}

static bool is_held(const struct maker *maker, const struct visit *visit) {
  return visit->state == VISIT_LISTED && (visit->pinned || visit->by_hand || is_last_of_all(maker->day, visit));
}

/* What stops the list from taking the visit, skills left out: those stand in the problem by name. */
static enum refusal refusal_beside_skills(struct maker *maker, int list, const struct visit *visit) {
  struct visit plain = *visit;
  plain.skills = "";
  enum refusal refusal = list_refusal(maker->day, list, &plain, NULL);
  bool put_there = is_held(maker, visit) && visit->list == list; /* by a person, who may set team and shift aside */
  return put_there && (refusal == REFUSAL_TEAM || refusal == REFUSAL_SHIFT) ? REFUSAL_NONE : refusal;
}

/* --- Skills ------------------------------------------------------------------------------------------------------- */

static void add_word(struct str *words, const char *word) {
  if (text_has_word(str_text(words), word))
    return;
  if (words->n)
    str_addc(words, ' ');
  str_add(words, word);
}

/* Whether somebody is trained in the skill for that patient alone. */
static bool is_patient_bound(const struct day *day, const char *skill, const char *patient) {
  for (int i = 0; i < day->n_staff; i++)
    for (int j = 0; j < day->staff[i].n_skills; j++) {
      const struct skill *own = &day->staff[i].skills[j];
      if (own->patient && text_equal(own->code, skill) && text_equal(own->patient, patient))
        return true;
    }
  return false;
}

/* The word for a skill of a visit, noted among those that lists may have. */
static const char *skill_word(struct maker *maker, const char *skill, const char *patient) {
  bool bound = is_patient_bound(maker->day, skill, patient);
  const char *word = bound ? arena_printf(&maker->texts, "%s#%s", skill, patient) : skill;
  for (size_t i = 0; i < maker->skills.n; i++)
    if (text_equal(maker->skills.at[i].word, word))
      return word;
  vec_push(&maker->skills, (struct asked_skill){word, skill, patient});
  return word;
}

/* The visit's skills as words of the problem: insulin, or insulin#P012 where somebody has it for that patient alone. */
static const char *visit_skills(struct maker *maker, const struct visit *visit) {
  struct str words = {0};
  const char *patient = maker->day->patients[visit->patient].id;
  const char *rest = visit->skills ? visit->skills : "";
  for (const char *skill; (skill = arena_word(&maker->texts, &rest));)
    add_word(&words, skill_word(maker, skill, patient));
  const char *out = arena_strdup(&maker->texts, str_text(&words));
  str_free(&words);
  return out;
}

/* The words of the skills that visits ask for and the worker has on the date. */
static const char *list_skills(struct maker *maker, const struct worker *worker) {
  struct str words = {0};
  for (size_t i = 0; i < maker->skills.n; i++) {
    const struct asked_skill *skill = &maker->skills.at[i];
    if (worker_has_skill(worker, skill->skill, skill->patient, maker->day->date))
      add_word(&words, skill->word);
  }
  const char *out = arena_strdup(&maker->texts, str_text(&words));
  str_free(&words);
  return out;
}

/* --- Sites ---------------------------------------------------------------------------------------------------------
 */

static int add_site(struct maker *maker, int place) {
  const struct day *day = maker->day;
  const char *name =
      place >= 0 ? day->patients[place].id : arena_printf(&maker->texts, "base:%s", day->teams[-2 - place].id);
  int site = problem_add_site(maker->out->problem, name);
  if (site == (int)maker->places.n)
    vec_push(&maker->places, place);
  return site;
}

/* The times between all sites for one way of getting about; those by car are the plain ones. */
static void add_travel_by(struct maker *maker, enum transport transport) {
  const char *mode = transport == TRANSPORT_CAR ? NULL : word_token(&words_transport, (int)transport);
  int n = (int)maker->places.n;
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++) {
      int minutes = day_travel(maker->day, maker->places.at[from], maker->places.at[to], transport, NULL);
      if (from != to && mode)
        problem_set_mode_travel(maker->out->problem, mode, from, to, minutes);
      else if (from != to)
        problem_set_travel(maker->out->problem, from, to, minutes);
    }
}

static void add_travel(struct maker *maker) {
  bool used[TRANSPORT_WALK + 1] = {[TRANSPORT_CAR] = true};
  for (size_t i = 0; i < maker->out->lists.n; i++)
    used[maker->day->staff[maker->day->lists[maker->out->lists.at[i]].staff].transport] = true;
  for (enum transport transport = TRANSPORT_CAR; transport <= TRANSPORT_WALK; transport++)
    if (used[transport])
      add_travel_by(maker, transport);
}

/* --- Lists ---------------------------------------------------------------------------------------------------------
 */

/* How long what people put on a list takes, beside what has begun: it stays, with the overtime and the length that they
 * accepted. */
struct held {
  int64_t home, work; /* minutes; 0 = nothing is held there */
};

static struct held held_on(struct maker *maker, int list) {
  struct day *day = maker->day;
  int first = maker->orders.first[list], end = maker->orders.first[list + 1], n = 0, n_held = 0;
  int *visits = arena_alloc(&maker->texts, sizeof *visits * (size_t)(end - first + 1));
  struct list_stop *stops = arena_alloc(&maker->texts, sizeof *stops * (size_t)(end - first + 1));
  minute *start = arena_alloc(&maker->texts, sizeof *start * (size_t)(day->n_visits + 1));
  for (int i = first; i < end; i++) {
    int visit = maker->orders.visits[i];
    start[visit] = day->visits[visit].start;
    n_held += is_held(maker, &day->visits[visit]);
    if (is_held(maker, &day->visits[visit]) || visit_has_begun(&day->visits[visit], maker->scope->now))
      visits[n++] = visit;
  }
  if (n_held == 0)
    return (struct held){0};
  struct list_sheet sheet = sheet_of(day, maker->rules, list, visits, n, start, stops);
  return (struct held){sheet.home + maker->rules->prepare, sheet.visit_min + sheet.travel_min};
}

/* The minutes that a shorter list has left for visits and travel; BALANCE_NONE for any other. */
static int64_t most_work(const struct maker *maker, const struct work_list *row, const struct list_position *at,
                         const struct held *held) {
  if (row->function != FUNCTION_COORDINATOR && row->function != FUNCTION_NURSE_2)
    return BALANCE_NONE;
  int64_t capacity = list_capacity(maker->rules, row);
  int64_t left = (capacity > held->work ? capacity : held->work) - at->worked;
  return left > 0 ? left : 0;
}

/* A list from its start, or from where it has come by now. */
static void add_list(struct maker *maker, int list) {
  const struct work_list *row = &maker->day->lists[list];
  const struct worker *worker = &maker->day->staff[row->staff];
  const struct list_position *at = &maker->at[list];
  bool plain = worker->transport == TRANSPORT_CAR;
  minute earliest, latest, prepared = row->start + maker->rules->prepare;
  bool goes_home = list_leaves(maker->day, list) != MINUTE_NONE; /* during the shift: no overtime */
  int64_t latest_end = row->end + (goes_home ? 0 : maker->objective->overtime_max);
  struct held held = held_on(maker, list);
  list_break_window(maker->rules, row, &earliest, &latest);
  problem_add_list(maker->out->problem,
                   &(struct problem_list){
                       .id = row->id,
                       .start_site = add_site(maker, at->place),
                       .end_site = add_site(maker, PLACE_OF_TEAM(row->team)),
                       .start = prepared > at->free_at ? prepared : at->free_at,
                       .end = row->end - maker->rules->document,
                       .latest_end = latest_end > held.home ? latest_end : held.home,
                       .max_work = most_work(maker, row, at, &held),
                       .break_length = at->rested ? 0 : list_break_minutes(maker->rules, row),
                       .break_earliest = earliest,
                       .break_latest = latest,
                       .past_work = maker->past[list].work + list_other_work(maker->rules, row) + at->worked,
                       .past_load = maker->past[list].load + at->load,
                       .skills = list_skills(maker, worker),
                       .group = fair_group(maker->day, row),
                       .mode = plain ? NULL : word_token(&words_transport, (int)worker->transport),
                   });
}

/* --- Visits --------------------------------------------------------------------------------------------------------
 */

/* The words of the lists for which `which` holds. */
static const char *lists_that(struct maker *maker, const struct visit *visit,
                              bool (*which)(struct maker *maker, int list, const struct visit *visit)) {
  struct str words = {0};
  for (size_t i = 0; i < maker->out->lists.n; i++)
    if (which(maker, maker->out->lists.at[i], visit))
      str_addf(&words, "%s%s", words.n ? " " : "", maker->day->lists[maker->out->lists.at[i]].id);
  const char *out = arena_strdup(&maker->texts, str_text(&words));
  str_free(&words);
  return out;
}

static bool list_is_known(struct maker *maker, int list, const struct visit *visit) {
  return is_familiar(maker->day, visit->patient, maker->day->lists[list].staff);
}

/* Whether the worker has the other visit of a pair that stands fast elsewhere and asks for two workers. */
static bool holds_the_other(const struct maker *maker, int staff, const struct visit *visit) {
  const struct day *day = maker->day;
  int index = (int)(visit - day->visits);
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    int other = link->first == index ? link->second : link->second == index ? link->first : NONE;
    if (other != NONE && link->different_staff && maker->visit_number[other] == NONE &&
        day->visits[other].staff == staff && day->visits[other].list != NONE)
      return true;
  }
  return false;
}

static bool list_is_barred(struct maker *maker, int list, const struct visit *visit) {
  return refusal_beside_skills(maker, list, visit) != REFUSAL_NONE ||
         holds_the_other(maker, maker->day->lists[list].staff, visit);
}

/* The visit's windows within the bounds that a fixed linked visit gives; returns how many are left. */
static size_t bounded_windows(const struct maker *maker, const struct visit *visit,
                              struct balance_window out[WINDOWS_MAX]) {
  struct window bounds = maker->link_window[visit - maker->day->visits];
  size_t n = 0;
  for (int i = 0; i < visit->n_windows; i++) {
    minute earliest = visit->windows[i].earliest, latest = visit->windows[i].latest;
    bool last_soft = visit->window == WINDOW_SOFT && i == visit->n_windows - 1;
    if (last_soft && latest < bounds.earliest && bounds.earliest != MINUTE_NONE)
      latest = bounds.latest; /* a soft window may be passed, a link not */
    if (bounds.earliest != MINUTE_NONE) {
      earliest = earliest > bounds.earliest ? earliest : bounds.earliest;
      latest = latest < bounds.latest ? latest : bounds.latest;
    }
    if (earliest <= latest)
      out[n++] = (struct balance_window){earliest, latest};
  }
  return n;
}

static const char *listed_on(const struct maker *maker, const struct visit *visit) {
  bool known = visit->state == VISIT_LISTED && maker->list_number[visit->list] != NONE;
  return known ? maker->day->lists[visit->list].id : NULL;
}

/* A change of what is soon finds the patient waiting and the worker on the way: within the hour it counts three times,
 * within four hours twice. */
static int64_t change_weight_of(const struct maker *maker, const struct visit *visit) {
  const struct problem_scope *scope = maker->scope;
  if (!scope->keep || scope->now == 0 || visit->state != VISIT_LISTED)
    return 1;
  minute until = visit->start - scope->now;
  return until < 60 ? 3 : until < 240 ? 2 : 1;
}

static void add_visit(struct maker *maker, int visit) {
  const struct visit *row = &maker->day->visits[visit];
  struct balance_window windows[WINDOWS_MAX];
  size_t n_windows = bounded_windows(maker, row, windows);
  const char *current = listed_on(maker, row);
  bool bounded = maker->link_window[visit].earliest != MINUTE_NONE;
  problem_add_visit(maker->out->problem,
                    &(struct problem_visit){
                        .id = row->id,
                        .patient = maker->day->patients[row->patient].id,
                        .site = add_site(maker, row->patient),
                        .duration = row->duration,
                        .windows = windows,
                        .window_count = n_windows,
                        .hard = row->window == WINDOW_HARD || bounded,
                        .priority = is_held(maker, row) ? PRIORITY_MUST : row->priority, /* what people placed stays */
                        .load = row->load,
                        .change_weight = change_weight_of(maker, row),
                        .current_start = current && row->start != MINUTE_NONE ? row->start : BALANCE_NONE,
                        .skills = visit_skills(maker, row),
                        .pinned_list = is_held(maker, row) ? current : NULL,
                        .known_lists = lists_that(maker, row, list_is_known),
                        .barred_lists = lists_that(maker, row, list_is_barred),
                        .current_list = current,
                    });
}

static void add_preferences(struct maker *maker) {
  const struct day *day = maker->day;
  for (size_t v = 0; v < maker->out->visits.n; v++)
    for (size_t l = 0; l < maker->out->lists.n; l++) {
      const struct visit *visit = &day->visits[maker->out->visits.at[v]];
      int list = maker->out->lists.at[l];
      if (refusal_beside_skills(maker, list, visit) != REFUSAL_NONE)
        continue;
      int64_t cost = preference_cost(day, maker->objective, visit, day->lists[list].staff);
      if (cost > 0)
        problem_add_preference(maker->out->problem, visit->id, day->lists[list].id, cost);
    }
}

/* --- Links ---------------------------------------------------------------------------------------------------------
 */

static bool stands_fast(const struct maker *maker, int visit) {
  const struct visit *row = &maker->day->visits[visit];
  bool placed = row->state == VISIT_LISTED || row->state == VISIT_DONE;
  return maker->visit_number[visit] == NONE && placed && row->start != MINUTE_NONE;
}

static void narrow(struct maker *maker, int visit, minute earliest, minute latest) {
  struct window *window = &maker->link_window[visit];
  if (window->earliest == MINUTE_NONE) {
    *window = (struct window){earliest, latest};
    return;
  }
  window->earliest = earliest > window->earliest ? earliest : window->earliest;
  window->latest = latest < window->latest ? latest : window->latest;
}

/* A linked visit that stands fast bounds the start of the one that is planned. */
static void bound_by_link(struct maker *maker, const struct link *link) {
  const struct day *day = maker->day;
  if (stands_fast(maker, link->first)) {
    minute start = day->visits[link->first].start;
    narrow(maker, link->second, start + link->min_gap, start + link->max_gap);
  }
  if (stands_fast(maker, link->second)) {
    minute start = day->visits[link->second].start;
    narrow(maker, link->first, start - link->max_gap, start - link->min_gap);
  }
}

static void add_links(struct maker *maker) {
  const struct day *day = maker->day;
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    if (maker->visit_number[link->first] != NONE && maker->visit_number[link->second] != NONE)
      problem_add_link(maker->out->problem, day->visits[link->first].id, day->visits[link->second].id, link->min_gap,
                       link->max_gap, link->different_staff ? LINK_DIFFERENT : LINK_ANY);
  }
}

/* --- What the balancer is not asked ------------------------------------------------------------------------------ */

static void leave_out(struct maker *maker, int visit, const char *reason, const char *remedy) {
  maker->visit_number[visit] = NONE;
  vec_push(&maker->out->left_out, (struct left_out){visit, reason, remedy});
}

/* Whether the visit starts together with one that will have no worker: then it has none either. */
static bool lacks_its_other_half(const struct maker *maker, int visit) {
  const struct day *day = maker->day;
  for (int i = 0; i < day->n_links; i++) {
    const struct link *link = &day->links[i];
    int other = link->first == visit ? link->second : link->second == visit ? link->first : NONE;
    if (other != NONE && link->min_gap == 0 && link->max_gap == 0 && maker->visit_number[other] == NONE &&
        !stands_fast(maker, other))
      return true;
  }
  return false;
}

/* Leaves out a visit that cannot be placed rightly; returns whether it did. */
static bool sort_out(struct maker *maker, int visit) {
  struct balance_window windows[WINDOWS_MAX];
  if (maker->visit_number[visit] == NONE)
    return false;
  if (lacks_its_other_half(maker, visit))
    leave_out(maker, visit, SAID("the visit that it starts together with has no worker"),
              SAID("assign or drop both workers' visits"));
  else if (bounded_windows(maker, &maker->day->visits[visit], windows) == 0)
    leave_out(maker, visit, SAID("the visit that it is tied to stands at a time outside its window"),
              SAID("move the visit that it is tied to, or agree another time"));
  return maker->visit_number[visit] == NONE;
}

static void choose_visits(struct maker *maker) {
  struct day *day = maker->day;
  for (int i = 0; i < day->n_visits; i++)
    maker->visit_number[i] = visit_in_scope(day, maker->scope, i) ? 0 : NONE;
  for (int i = 0; i < day->n_links; i++)
    bound_by_link(maker, &day->links[i]);
  for (bool again = true; again;) { /* one that is left out may leave its other half alone */
    again = false;
    for (int i = 0; i < day->n_visits; i++)
      again |= sort_out(maker, i);
  }
  for (int i = 0; i < day->n_visits; i++)
    if (maker->visit_number[i] != NONE) {
      maker->visit_number[i] = (int)maker->out->visits.n;
      vec_push(&maker->out->visits, i);
    }
}

static void choose_lists(struct maker *maker) {
  for (int i = 0; i < maker->day->n_lists; i++) {
    minute end = maker->day->lists[i].end - maker->rules->document;
    bool chosen = list_in_scope(maker->day, maker->scope, i) && maker->at[i].free_at < end;
    maker->list_number[i] = chosen ? (int)maker->out->lists.n : NONE;
    if (chosen)
      vec_push(&maker->out->lists, i);
  }
}

/* What has begun, or was marked, keeps its number; what is planned counts on from there. */
static void count_begun(struct maker *maker) {
  const struct day *day = maker->day;
  for (size_t i = 0; i < maker->out->lists.n; i++)
    vec_push(&maker->out->begun, 0);
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *visit = &day->visits[v];
    int list = visit->list == NONE ? NONE : maker->list_number[visit->list];
    if (list != NONE && maker->visit_number[v] == NONE && visit->seq > maker->out->begun.at[list])
      maker->out->begun.at[list] = visit->seq;
  }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void set_weights(struct maker *maker) {
  for (enum balance_term term = 0; term < TERM_COUNT; term++) {
    bool moving = term == TERM_MOVED || term == TERM_SHIFTED;
    problem_set_weight(maker->out->problem, term, moving && !maker->scope->keep ? 0 : maker->objective->weight[term]);
  }
}

static struct maker maker_start(struct day *day, struct day_problem *out) {
  struct maker maker = {.day = day, .out = out};
  maker.list_number = mem_array(int, (size_t)day->n_lists);
  maker.visit_number = mem_array(int, (size_t)day->n_visits);
  maker.link_window = mem_array(struct window, (size_t)day->n_visits);
  for (int i = 0; i < day->n_visits; i++)
    maker.link_window[i] = (struct window){MINUTE_NONE, MINUTE_NONE};
  maker.past = past_shares(day);
  maker.orders = list_orders_of(day, &day->arena);
  return maker;
}

static void maker_end(struct maker *maker) {
  mem_free_set((void **)&maker->list_number);
  mem_free_set((void **)&maker->visit_number);
  mem_free_set((void **)&maker->link_window);
  vec_free(&maker->places);
  vec_free(&maker->skills);
  arena_free(&maker->texts);
}

bool day_problem_make(struct day *day, const struct problem_scope *scope, const struct work_rules *rules,
                      const struct objective *objective, struct day_problem *out, struct error *err) {
  *out = (struct day_problem){.problem = problem_new()};
  struct maker maker = maker_start(day, out);
  maker.scope = scope;
  maker.rules = rules;
  maker.objective = objective;
  maker.at = list_positions(day, rules, scope->now);
  choose_lists(&maker);
  choose_visits(&maker);
  count_begun(&maker);
  for (size_t i = 0; i < out->visits.n; i++)
    add_visit(&maker, out->visits.at[i]);
  for (size_t i = 0; i < out->lists.n; i++)
    add_list(&maker, out->lists.at[i]); /* after the visits, which say what skills are asked for */
  add_links(&maker);
  add_preferences(&maker);
  add_travel(&maker);
  set_weights(&maker);
  problem_set_grace(out->problem, scope->grace);
  maker_end(&maker);
  if (problem_finish(out->problem, err))
    return true;
  err->status = STATUS_INTERNAL;
  return error_context(err, "%s", _("the day's balancing problem is not sound:"));
}

bool day_problem_place(const struct day *day, const struct day_problem *problem, const struct plan *plan, int number,
                       struct visit *visit) {
  const struct plan_visit *planned = &plan->visits[number];
  if (planned->list < 0 ||
      is_away_before(list_leaves(day, problem->lists.at[planned->list]), (minute)planned->start + 1))
    return false;
  visit->state = VISIT_LISTED;
  visit->list = problem->lists.at[planned->list];
  visit->seq = problem->begun.at[planned->list] + planned->seq;
  visit->start = (minute)planned->start;
  visit->staff = day->lists[visit->list].staff;
  visit->reason = NULL;
  return true;
}

void day_problem_free(struct day_problem *problem) {
  problem_free(problem->problem);
  vec_free(&problem->lists);
  vec_free(&problem->begun);
  vec_free(&problem->visits);
  vec_free(&problem->left_out);
  *problem = (struct day_problem){0};
}
