/* solve: balance_solve. Begins a plan, lets the threads search in epochs, and hands the best one back. */
#include "plan.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#define EPOCHS 50     /* parts of the search */
#define SHARE_FROM 20 /* after so many parts the threads begin to share what they have found, */
#define SHARE_EVERY 5 /* every so many */
#define HOT 6.0       /* first and last temperature, in mean legs of the first plan */
#define COLD 0.03
#define WARM 0.3         /* first temperature when the present lists are the beginning, */
#define WARM_WAITING 3.0 /* and when they leave visits out, for which many must move */
#define DEFAULT_SECONDS 10.0
#define THREADS_LIMIT 64
#define REPORT_SECONDS 0.2

struct crew;

struct searcher {
  struct search search;
  struct solution sound; /* the best plan whose times hold; kept only where that is in question */
  struct crew *crew;
  struct stretch stretch;
  pthread_t thread;
  bool running;
};

/* All searchers of one call. */
struct crew {
  const struct problem *problem;
  const struct balance_options *options;
  struct surroundings around;
  struct searcher *searchers;
  int count;
  int64_t steps; /* each searcher's limit; 0 = none */
  double seconds;
  double began, reported;
  double leg;            /* yardstick of the temperature */
  double hot;            /* the first temperature, in legs */
  struct schedule *anew; /* a plan timed from nothing */
  struct sequence sequence;
  atomic_bool stopped; /* the calling thread, to which signals come, tells the others */
};

static double elapsed(const struct crew *crew) {
  return clock_seconds() - crew->began;
}

/* How much of the search is behind us, 0 to 1. */
static double part_done(const struct crew *crew, int64_t steps) {
  double by_time = crew->seconds > 0 ? elapsed(crew) / crew->seconds : 0;
  double by_steps = crew->steps > 0 ? (double)steps / (double)crew->steps : 0;
  double part = by_time > by_steps ? by_time : by_steps;
  return part > 1 ? 1 : part;
}

static void report(struct crew *crew, const struct search *search) {
  const struct balance_options *options = crew->options;
  double now = elapsed(crew);
  if (!options->progress || now - crew->reported < REPORT_SECONDS)
    return;
  crew->reported = now;
  struct balance_progress progress = {.cost = search->best.totals.cost,
                                      .unassigned = search->best.unassigned,
                                      .iterations = search->steps,
                                      .seconds = now,
                                      .done = part_done(crew, search->steps)};
  progress.moves_per_second = now > 0 ? (double)search->schedule->evaluations * crew->count / now : 0;
  options->progress(&progress, options->progress_context);
}

static bool is_over(void *context, const struct search *search) {
  struct searcher *searcher = context;
  struct crew *crew = searcher->crew;
  if (searcher == crew->searchers) {
    report(crew, search);
    if (crew->options->stop && *crew->options->stop)
      atomic_store(&crew->stopped, true);
  }
  return atomic_load_explicit(&crew->stopped, memory_order_relaxed) ||
         (crew->seconds > 0 && elapsed(crew) >= crew->seconds);
}

static void *work(void *context) {
  struct searcher *searcher = context;
  anneal(&searcher->search, &searcher->stretch);
  return NULL;
}

/* Signals stay with the calling thread: nobody else reads what a handler writes. */
static void start_threads(struct crew *crew) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int i = 1; i < crew->count; i++)
    crew->searchers[i].running = pthread_create(&crew->searchers[i].thread, NULL, work, &crew->searchers[i]) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Lets every searcher go its stretch: the calling thread is the first one. */
static void run_epoch(struct crew *crew) {
  start_threads(crew);
  work(&crew->searchers[0]);
  for (int i = 1; i < crew->count; i++) {
    if (crew->searchers[i].running)
      pthread_join(crew->searchers[i].thread, NULL);
    else
      work(&crew->searchers[i]); /* no thread to be had: one after the other */
  }
}

static struct searcher *best_searcher(const struct crew *crew) {
  struct searcher *best = &crew->searchers[0];
  for (int i = 1; i < crew->count; i++)
    if (crew->searchers[i].search.best.totals.cost < best->search.best.totals.cost)
      best = &crew->searchers[i];
  return best;
}

/* The searcher whose present plan is dearest goes on from the best plan found. */
static void share(struct crew *crew) {
  struct searcher *worst = &crew->searchers[0], *best = best_searcher(crew);
  for (int i = 1; i < crew->count; i++)
    if (crew->searchers[i].search.schedule->totals.cost > worst->search.schedule->totals.cost)
      worst = &crew->searchers[i];
  if (crew->count < 2 || worst == best)
    return;
  solution_put(&best->search.best, worst->search.schedule);
  search_note_absent(&worst->search);
  solution_copy(&worst->search.best, &best->search.best, worst->search.model);
}

/* Times the solution from nothing in crew->anew; false when it breaks a rule then. */
static bool time_anew(struct crew *crew, const struct solution *solution) {
  solution_put(solution, crew->anew);
  sequence_take(&crew->sequence, crew->anew);
  return sequence_time(&crew->sequence, crew->anew);
}

/* A searcher whose best plan does not hold goes on from the last one that did. */
static void go_on_from_sound(struct crew *crew) {
  for (int i = 0; i < crew->count; i++) {
    struct searcher *searcher = &crew->searchers[i];
    struct search *search = &searcher->search;
    if (time_anew(crew, &search->best)) {
      solution_take(&searcher->sound, crew->anew);
    } else if (searcher->sound.totals.cost < COST_NEVER) {
      solution_copy(&search->best, &searcher->sound, search->model);
      solution_put(&searcher->sound, search->schedule);
      search_note_absent(search);
    }
  }
}

static double temperature(const struct crew *crew, double part) {
  return crew->leg * crew->hot * real_exp(real_log(COLD / crew->hot) * part);
}

/* The steps of the next epoch: a share of the limit, or as many as fit a share of the time. */
static int64_t epoch_steps(const struct crew *crew, int epoch) {
  int64_t done = crew->searchers[0].search.steps;
  if (crew->steps > 0) {
    int64_t until = crew->steps / EPOCHS * (epoch + 1) + crew->steps % EPOCHS * (epoch + 1) / EPOCHS;
    return until > done ? until - done : 0;
  }
  double now = elapsed(crew), left = crew->seconds * (epoch + 1) / EPOCHS - now;
  if (done == 0)
    return 256;
  double steps = left > 0 ? (double)done / (now > 1e-6 ? now : 1e-6) * left : 1;
  return steps < 1 ? 1 : (int64_t)steps;
}

static void search_all(struct crew *crew) {
  for (int epoch = 0; epoch < EPOCHS && !is_over(&crew->searchers[0], &crew->searchers[0].search); epoch++) {
    int64_t steps = epoch_steps(crew, epoch);
    double hot = part_done(crew, crew->searchers[0].search.steps);
    double next = (double)(epoch + 1) / EPOCHS;
    for (int i = 0; i < crew->count; i++) {
      struct searcher *searcher = &crew->searchers[i];
      searcher->stretch = (struct stretch){.steps = steps,
                                           .hot = temperature(crew, hot),
                                           .cold = temperature(crew, next > hot ? next : hot),
                                           .over = is_over,
                                           .context = searcher};
    }
    run_epoch(crew);
    if (crew->problem->model.unsteady)
      go_on_from_sound(crew);
    if (epoch >= SHARE_FROM && epoch % SHARE_EVERY == 0)
      share(crew);
  }
}

/* --- Beginning -------------------------------------------------------------------------------------------------------
 */

/* Puts the visits on their current lists, one behind the other as they come; what breaks a rule there is left out. */
static void begin_from_current(struct search *search, const struct problem *problem) {
  struct schedule *schedule = search->schedule;
  struct plan plan = {0};
  plan_from_current(problem, &plan);
  int32_t *order = plan_order(&plan);
  for (int i = 0; order[i] >= 0; i++) {
    int visit = order[i], list = plan.visits[visit].list;
    if (!schedule_may_take(schedule, visit, list))
      continue;
    struct mark mark = schedule_mark(schedule);
    schedule_link(schedule, visit, schedule->nodes[schedule_depot(schedule, list)].prev);
    if (!schedule_settle(schedule, COST_NEVER, COST_NEVER))
      schedule_undo(schedule, &mark);
    schedule_commit(schedule);
  }
  search_note_absent(search);
  free(order);
  plan_clear(&plan);
}

static void crew_begin(struct crew *crew) {
  const struct model *model = &crew->problem->model;
  crew->hot = HOT;
  surroundings_make(&crew->around, model);
  crew->searchers = mem_array(struct searcher, (size_t)crew->count);
  for (int i = 0; i < crew->count; i++) {
    struct searcher *searcher = &crew->searchers[i];
    searcher->crew = crew;
    search_make(&searcher->search, model, &crew->around, crew->options->seed * 1000003u + (uint64_t)i);
    if (crew->options->warm_start) {
      begin_from_current(&searcher->search, crew->problem);
      crew->hot = searcher->search.absent_count > 0 ? WARM_WAITING : WARM;
    }
    construct(&searcher->search);
    solution_make(&searcher->sound, model);
  }
  crew->anew = schedule_new(model);
  sequence_make(&crew->sequence, model);
  crew->leg = mean_leg(crew->searchers[0].search.schedule);
}

static void crew_end(struct crew *crew) {
  for (int i = 0; i < crew->count; i++) {
    search_free(&crew->searchers[i].search);
    solution_free(&crew->searchers[i].sound);
  }
  schedule_free(crew->anew);
  sequence_free(&crew->sequence);
  surroundings_free(&crew->around);
  free(crew->searchers);
}

/* What is still off the lists once more into the best plan, where that makes it better. */
static void last_chance(struct search *search) {
  struct schedule *schedule = search->schedule;
  struct mark mark = schedule_mark(schedule);
  int64_t before = schedule->totals.cost;
  search_note_absent(search);
  search->may_fall = schedule->bounded ? 0 : before - schedule->totals.skip;
  if (search->absent_count > 0 && (!recreate(search, 0) || schedule->totals.cost > before))
    schedule_undo(schedule, &mark);
  schedule_commit(schedule);
}

/* The best plan found, as whoever reads it times it; into crew->anew. */
static void take_best(struct crew *crew, struct searcher *best) {
  struct search *search = &best->search;
  solution_put(&search->best, search->schedule);
  last_chance(search);
  solution_take(&search->best, search->schedule);
  if (!time_anew(crew, &search->best) && (best->sound.totals.cost == COST_NEVER || !time_anew(crew, &best->sound)))
    sequence_loosen(&crew->sequence, crew->anew);
}

/* The current plan, unless the one in crew->anew is cheaper; returns whether it was taken. */
static bool take_current(struct crew *crew) {
  struct error unsound = {0};
  struct plan current = {0};
  struct schedule *schedule = schedule_new(&crew->problem->model);
  plan_from_current(crew->problem, &current);
  bool taken =
      plan_schedule(crew->problem, &current, schedule, &unsound) && schedule->totals.cost <= crew->anew->totals.cost;
  error_clear(&unsound);
  plan_clear(&current);
  if (taken) {
    schedule_free(crew->anew);
    crew->anew = schedule;
  } else {
    schedule_free(schedule);
  }
  return taken;
}

static void hand_back(struct crew *crew, struct plan *plan) {
  struct searcher *best = best_searcher(crew);
  take_best(crew, best);
  bool is_current = crew->options->unless_better && take_current(crew);
  plan_export(crew->anew, crew->problem, plan);
  plan_explain(crew->problem, crew->anew, plan);
  plan->is_current = is_current;
  plan->iterations = best->search.steps;
  plan->moves = 0;
  for (int i = 0; i < crew->count; i++)
    plan->moves += crew->searchers[i].search.schedule->evaluations;
  plan->seconds = elapsed(crew);
  plan->seed = crew->options->seed;
  plan->threads = crew->count;
}

bool balance_solve(const struct problem *problem, const struct balance_options *options, struct plan *plan,
                   struct error *err) {
  if (!problem->finished)
    return error_set(err, STATUS_INTERNAL, "the problem was not finished");
  int threads = options->threads < 1 ? 1 : options->threads > THREADS_LIMIT ? THREADS_LIMIT : options->threads;
  bool unlimited = options->seconds <= 0 && options->iterations <= 0;
  struct crew crew = {.problem = problem,
                      .options = options,
                      .count = threads,
                      .steps = options->iterations > 0 ? options->iterations : 0,
                      .seconds = unlimited ? DEFAULT_SECONDS : options->seconds,
                      .began = clock_seconds()};
  random_prepare();
  crew_begin(&crew);
  if (problem->visits.n > 0 && problem->lists.n > 0)
    search_all(&crew);
  hand_back(&crew, plan);
  crew_end(&crew);
  return true;
}
