/* What the board asks for beside the keys: where a visit without a list would fit, why one is where it is. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/board.h"
#include "vaktrom/dispatch/may.h"

/* --- Where it would fit --- */

static struct offer offer_of(const struct day *day, const struct suggestion *suggestion, struct arena *arena) {
  struct offer offer = {.list = arena_strdup(arena, day->lists[suggestion->list].id),
                        .at = suggestion->at,
                        .extra_min = suggestion->extra_min,
                        .late_min = suggestion->late_min,
                        .times_met = suggestion->times_met,
                        .rank = suggestion->rank,
                        .start = suggestion->start,
                        .allowed = suggestion->allowed,
                        .break_lost = suggestion->break_lost,
                        .may_override = suggestion->may_override,
                        .known = suggestion->known};
  if (suggestion->why_not)
    offer.why_not = arena_strdup(arena, suggestion->why_not);
  return offer;
}

static bool fit_one(struct store *store, struct day *day, struct fits_work *work, struct offers *offers,
                    struct error *err) {
  struct suggestion *suggestions;
  int n = 0, visit = day_find_visit(day, offers->visit);
  if (visit == NONE)
    return true;
  if (!dispatch_suggest(store, day, visit, &suggestions, &n, err)) {
    bool denied = err->status == STATUS_DENIED; /* it is done by now, say: then it fits nowhere */
    if (denied)
      error_clear(err);
    return denied;
  }
  offers->at = arena_alloc(&work->arena, sizeof *offers->at * (size_t)(n + 1));
  offers->n = n;
  for (int i = 0; i < n; i++)
    offers->at[i] = offer_of(day, &suggestions[i], &work->arena);
  return true;
}

static bool run_fits(struct session *session, void *context, struct error *err) {
  struct fits_work *work = context;
  struct day *day = NULL;
  if (!dispatch_read_whole_day(session, work->on, &day, err))
    return false;
  bool done = true;
  for (size_t i = 0; done && i < work->visits.n; i++)
    done = fit_one(session->store, day, work, &work->visits.at[i], err);
  day_free(day);
  return done;
}

void fits_forget(void *context) {
  struct fits_work *work = context;
  if (!work)
    return;
  vec_free(&work->visits);
  arena_free(&work->arena);
  free(work);
}

static const struct errand_kind fits_errand = {run_fits, fits_forget};

static struct fits_work *new_fits(const struct screen *screen) {
  struct fits_work *work = mem_new(struct fits_work);
  work->on = screen->on;
  work->revision = screen->revision;
  return work;
}

struct errand *board_send_costs(struct screen *screen, const char *visit) {
  struct fits_work *work = new_fits(screen);
  vec_push(&work->visits, (struct offers){.visit = arena_strdup(&work->arena, visit)});
  return screen_send(screen, &fits_errand, work);
}

static void ask_fits(struct screen *screen) {
  enum { at_most = 12 };
  struct board *board = board_of(screen);
  struct fits_work *work = new_fits(screen);
  for (size_t i = 0; i < board->waiting_rows.n && i < at_most; i++)
    vec_push(&work->visits, (struct offers){.visit = arena_strdup(
                                                &work->arena, screen->data.day->visits[board->waiting_rows.at[i]].id)});
  board->fits_errand = screen_send(screen, &fits_errand, work);
}

/* --- About one visit --- */

static bool find_news2(struct store *store, struct about_work *work, const char *patient, struct error *err) {
  struct observation *observations;
  int n;
  if (!store_load_observations(store, patient, INSTANT_NONE, &work->arena, &observations, &n, err))
    return false;
  work->news2 = "";
  for (int i = 0; i < n; i++) {
    struct news2_score score = news2_score(&observations[i]);
    if (!score.complete)
      continue;
    char on[DATE_SIZE], time[TIME_SIZE];
    date day = instant_date(observations[i].at);
    date_show(day, on);
    time_format(day, minute_of(day, observations[i].at), time);
    work->news2 = arena_printf(&work->arena, _("%d (%s %s)"), score.total, on, time);
    break;
  }
  return true;
}

static bool find_decision(struct store *store, struct about_work *work, const char *patient, struct error *err) {
  struct decision *decisions;
  int n;
  if (!store_load_decisions(store, patient, &work->arena, &decisions, &n, err))
    return false;
  const struct decision *latest = NULL;
  for (int i = 0; i < n; i++)
    if (!latest || decisions[i].at > latest->at)
      latest = &decisions[i];
  work->decision = !latest ? "" : !text_is_empty(latest->reason) ? latest->reason : latest->explanation;
  work->decision = work->decision ? work->decision : "";
  return true;
}

static bool find_why_here(struct store *store, struct day *day, struct about_work *work, struct error *err) {
  int visit = day_find_visit(day, work->visit);
  const char *why = "";
  work->why_here = "";
  if (visit == NONE || day->visits[visit].list == NONE)
    return true;
  const struct list_sheet *sheet = &dispatch_sheets(store, day)[day->visits[visit].list];
  for (int i = 0; i < sheet->n_stops; i++)
    if (sheet->stops[i].visit == visit) {
      if (!dispatch_why_here(store, day, sheet, &sheet->stops[i], &why, err))
        return false;
      work->why_here = arena_strdup(&work->arena, why);
    }
  return true;
}

static bool run_about(struct session *session, void *context, struct error *err) {
  struct about_work *work = context;
  struct day *day = NULL;
  if (!dispatch_read_whole_day(session, work->on, &day, err))
    return false;
  int visit = day_find_visit(day, work->visit);
  const struct patient *patient = visit == NONE ? NULL : &day->patients[day->visits[visit].patient];
  bool done = find_why_here(session->store, day, work, err);
  work->news2 = work->decision = "";
  if (patient && !patient->closed)
    done = done && find_news2(session->store, work, patient->id, err) &&
           find_decision(session->store, work, patient->id, err);
  day_free(day);
  return done;
}

static void about_forget(void *context) {
  struct about_work *work = context;
  if (!work)
    return;
  arena_free(&work->arena);
  free(work);
}

static const struct errand_kind about_errand = {run_about, about_forget};

static void ask_about(struct screen *screen, const char *visit) {
  struct board *board = board_of(screen);
  struct about_work *work = mem_new(struct about_work);
  work->on = screen->on;
  work->revision = screen->revision;
  work->visit = arena_strdup(&work->arena, visit);
  errand_leave(&board->about_errand);
  board->about_errand = screen_send(screen, &about_errand, work);
  board->about_asked = screen->revision;
  snprintf(board->about_visit, sizeof board->about_visit, "%s", visit);
}

/* --- Sending and taking --- */

/* What failed beside the keys is only a hint that does not come: it is told, and nothing stops. */
static void *take(struct screen *screen, struct errand **errand) {
  struct error err = {0};
  void *work = errand_take(errand, &err);
  if (!work)
    screen_say_error(screen, &err);
  return work;
}

void board_ask(struct screen *screen) {
  struct board *board = board_of(screen);
  if (errand_is_done(board->fits_errand, 0)) {
    fits_forget(board->fits);
    board->fits = take(screen, &board->fits_errand);
  }
  if (errand_is_done(board->about_errand, 0)) {
    about_forget(board->about);
    board->about = take(screen, &board->about_errand);
  }
  int visit = board_visit(screen);
  const char *id = visit == NONE ? "" : screen->data.day->visits[visit].id;
  if (visit != NONE && (board->about_asked != screen->revision || !text_equal(board->about_visit, id)))
    ask_about(screen, id);
  if (!board->fits_errand && board->waiting_rows.n > 0 && board->fits_asked != screen->revision) {
    board->fits_asked = screen->revision;
    ask_fits(screen);
  }
}

void board_forget(struct board *board) {
  errand_leave(&board->fits_errand);
  errand_leave(&board->about_errand);
  fits_forget(board->fits);
  about_forget(board->about);
  board->fits = NULL;
  board->about = NULL;
}

const struct offers *board_fits(const struct screen *screen, const char *visit) {
  const struct fits_work *fits = board_of(screen)->fits;
  for (size_t i = 0; fits && fits->revision == screen->revision && i < fits->visits.n; i++)
    if (text_equal(fits->visits.at[i].visit, visit))
      return &fits->visits.at[i];
  return NULL;
}

bool board_fits_nowhere(const struct screen *screen, int visit, struct str *out) {
  const struct visit *row = &screen->data.day->visits[visit];
  const struct offers *offers = row->state == VISIT_UNASSIGNED ? board_fits(screen, row->id) : NULL;
  if (!offers || (offers->n > 0 && offers->at[0].allowed))
    return false;
  if (out && offers->n > 0 && offers->at[0].why_not)
    str_addf(out, "%s: %s", offers->at[0].list, offers->at[0].why_not);
  else if (out)
    str_add(out, row->reason ? row->reason : "");
  return true;
}

const struct about_work *board_about(const struct screen *screen, const char *visit) {
  const struct about_work *about = board_of(screen)->about;
  bool holds = about && about->revision == screen->revision && text_equal(about->visit, visit);
  return holds ? about : NULL;
}
