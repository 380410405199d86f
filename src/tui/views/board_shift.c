/* The hands on a whole shift of the board: an absence, approving, balancing, one more visit. */
#include <stdatomic.h>
#include <stdlib.h>

#include "tui/views/board.h"
#include "tui/views/flows.h"

/* --- An absence: the sick call --- */

/* Who walks the list, or who was to walk it and is absent. */
static const char *worker_of(struct screen *screen, int list, struct arena *arena, struct error *err) {
  const struct work_list *row = &screen->data.day->lists[list];
  struct vacancy vacancy;
  if (row->staff != NONE)
    return arena_strdup(arena, screen->data.day->staff[row->staff].id);
  return dispatch_find_vacancy(screen->session->store, row->id, arena, &vacancy, err) ? vacancy.staff : NULL;
}

static void absent(struct screen *screen) {
  struct board *board = board_of(screen);
  struct error err = {0};
  struct arena arena = {0};
  int visit = board->pane == PANE_UNASSIGNED ? board_visit(screen) : NONE;
  int list = visit == NONE ? board_list(screen) : NONE;
  const char *staff = list == NONE ? NULL : worker_of(screen, list, &arena, &err);
  if (list == NONE)
    screen_say(screen, COLOUR_WARNING, "%s", _("mark a list with a worker first"));
  else if (!staff)
    screen_say_error(screen, &err);
  else
    screen_open_view(screen, VIEW_SICK_CALL, staff);
  arena_free(&arena);
}

/* --- Approving --- */

/* The findings that keep the shift from being approved: as dispatch_approve() counts them. */
static bool stops_approval(const struct screen *screen, const struct finding *finding) {
  return finding->severity == SEVERITY_ERROR && !finding->acknowledged &&
         (finding->team == NONE || finding->team == screen_team(screen)) &&
         (finding->shift == NONE || finding->shift == (int)screen->shift);
}

static void acknowledge(struct screen *screen, const char *id) {
  struct error err = {0};
  struct effects effects = {0};
  struct str reason = {0};
  if (prompt_reason(screen, _(" Why may this finding stand? "), "acknowledge", id, &reason)) {
    bool done = dispatch_ack(screen->session, screen->on, id, str_text(&reason), &effects, &err);
    if (!done)
      prompt_keep(screen, "acknowledge", id, str_text(&reason));
    screen_result(screen, done, &effects, &err);
  }
  str_free(&reason);
}

static void approve_now(struct screen *screen) {
  struct error err = {0};
  struct effects effects = {0};
  struct str strain = {0}, question = {0};
  if (dispatch_add_strain(screen->data.findings, screen->data.n_findings, screen->data.sheets, screen_team(screen),
                          screen->shift, &strain))
    str_addf(&question, _(" With %s: approve this shift as final? "), str_text(&strain));
  else
    str_add(&question, _(" Nothing stops it. Approve this shift of the team as final? "));
  bool meant = prompt_confirm(screen, str_text(&question));
  str_free(&question);
  str_free(&strain);
  if (!meant)
    return;
  bool done = dispatch_approve(screen->session, screen->on, screen->shift, screen->team, &effects, &err);
  screen_result(screen, done, &effects, &err);
}

/* Each finding that stops it can be gone to, or let stand with a reason. */
static void choose_finding(struct screen *screen, const int *stopping, int n) {
  const struct choice deeds[] = {{.label = _("go to where it is mended")}, {.label = _("let it stand, with a reason")}};
  VEC(struct choice) choices = {0};
  for (int i = 0; i < n; i++)
    vec_push(&choices, (struct choice){.label = screen->data.findings[stopping[i]].message});
  struct str question = {0};
  str_addf(&question, _(" Not approved while this stands (%d): which first? "), n);
  int chosen = prompt_choice(screen, str_text(&question), choices.at, n);
  int deed = chosen == NONE
                 ? NONE
                 : prompt_choice(screen, screen->data.findings[stopping[chosen]].message, deeds, (int)COUNT_OF(deeds));
  str_free(&question);
  vec_free(&choices);
  struct arena arena = {0};
  if (deed == 0)
    screen_lead_to(screen, &screen->data.findings[stopping[chosen]]);
  else if (deed == 1)
    acknowledge(screen, arena_strdup(&arena, screen->data.findings[stopping[chosen]].id));
  arena_free(&arena);
}

static void approve(struct screen *screen) {
  VEC(int) stopping = {0};
  if (!screen->data.checked) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("the findings are still being looked for; try again in a moment"));
    return;
  }
  for (int i = 0; i < screen->data.n_findings; i++)
    if (stops_approval(screen, &screen->data.findings[i]))
      vec_push(&stopping, i);
  if (stopping.n == 0)
    approve_now(screen);
  else
    choose_finding(screen, stopping.at, (int)stopping.n);
  vec_free(&stopping);
}

/* --- Balancing --- */

/* The search's work; the person's stop and what is told of it go between the threads. */
struct balancing {
  struct balance_request request;
  char team[ID_SIZE];
  struct balance_report report;
  struct effects effects;
  atomic_int stop, percent, unassigned;
};

static void note_progress(void *context, const struct balance_progress *progress) {
  struct balancing *work = context;
  atomic_store(&work->percent, (int)(100 * progress->done));
  atomic_store(&work->unassigned, progress->unassigned);
}

static bool run_balancing(struct session *session, void *context, struct error *err) {
  struct balancing *work = context;
  return dispatch_balance(session, &work->request, &work->report, &work->effects, err);
}

static void forget_balancing(void *context) {
  struct balancing *work = context;
  balance_report_free(&work->report);
  effects_free(&work->effects);
  free(work);
}

static const struct errand_kind balance_errand = {run_balancing, forget_balancing};

static enum balance_stop ask_stop(struct screen *screen) {
  const struct choice choices[] = {
      [BALANCE_SEARCHES_ON] = {.label = _("search on")},
      [BALANCE_KEEPS_BEST] = {.label = _("stop, and keep the best so far")},
      [BALANCE_KEEPS_NOTHING] = {.label = _("stop, and leave the lists as they were")},
  };
  int chosen = prompt_choice(screen, _(" Stop balancing? "), choices, (int)COUNT_OF(choices));
  return chosen == NONE ? BALANCE_SEARCHES_ON : (enum balance_stop)chosen;
}

/* Waits for the search, showing how far it is, and tells it what the person decided meanwhile. It holds the screen, so
 * that nobody leaves it from the lock without being told what would stop. */
static void watch(struct screen *screen, struct errand *errand, struct balancing *work) {
  screen_hold(screen);
  while (!errand_is_done(errand, 0) && !screen->quit) {
    bool goes_on = atomic_load(&work->stop) == BALANCE_SEARCHES_ON;
    screen_say(screen, COLOUR_NOTICE,
               goes_on ? _("balancing: %d %%, %d unassigned so far; esc stops it") : _("stopping ..."),
               atomic_load(&work->percent), atomic_load(&work->unassigned));
    screen_draw(screen);
    if (screen_key(screen) == KEY_CODE_ESCAPE && goes_on)
      atomic_store(&work->stop, (int)ask_stop(screen));
  }
  screen_release(screen);
  if (screen->quit)
    atomic_store(&work->stop, BALANCE_KEEPS_NOTHING);
  while (!errand_is_done(errand, 1000))
    continue; /* it was told to stop */
}

static void balance(struct screen *screen) {
  struct error err = {0};
  struct effects effects = {0};
  if (!prompt_confirm(screen, _(" Balance this shift of the team, moving as little as possible? ")))
    return;
  struct balancing *work = mem_new(struct balancing);
  snprintf(work->team, sizeof work->team, "%s", screen->team);
  work->request = (struct balance_request){.date = screen->on,
                                           .shift = (int)screen->shift,
                                           .team = work->team,
                                           .threads = 2,
                                           .seed = 1,
                                           .keep = true,
                                           .progress = note_progress,
                                           .progress_context = work,
                                           .stop = &work->stop};
  struct errand *errand = screen_send(screen, &balance_errand, work);
  if (!errand)
    return;
  watch(screen, errand, work);
  work = errand_take(&errand, &err);
  if (work)
    effects_add(&effects,
                trn("balanced: %d of %d visits on %d list, %d unassigned",
                    "balanced: %d of %d visits on %d lists, %d unassigned", work->report.lists),
                work->report.assigned, work->report.visits, work->report.lists, work->report.n_unassigned);
  screen_result(screen, work != NULL, &effects, &err);
  if (work)
    forget_balancing(work);
}

/* --- One more visit --- */

/* The patient of the marked visit is offered. */
static void add_visit(struct screen *screen) {
  struct str id = {0};
  int marked = board_visit(screen);
  const struct day *day = screen->data.day;
  if (flow_add_visit(screen, marked == NONE ? NULL : day->patients[day->visits[marked].patient].id, false, &id)) {
    int visit = day_find_visit(screen->data.day, str_text(&id));
    if (visit != NONE)
      screen_lead_to_visit(screen, visit);
  }
  str_free(&id);
}

void board_act_on_shift(struct screen *screen, enum action action) {
  switch (action) {
  case ACTION_ABSENT:
    absent(screen);
    break;
  case ACTION_APPROVE:
    approve(screen);
    break;
  case ACTION_BALANCE:
    balance(screen);
    break;
  case ACTION_ADD_VISIT:
    add_visit(screen);
    break;
  default:
    break;
  }
}
