/* Long work beside the screen: sending it, telling of it, ending it. */
#include "tui/long_work.h"

#include <string.h>

#include "tui/screen.h"

/* --- The errand --- */

static bool run(struct session *session, void *context, struct error *err) {
  (void)err; /* the work has its own, and what it found out */
  struct long_work *work = context;
  work->good = work->kind->run(session, work, &work->err);
  return true;
}

static void forget(void *context) {
  struct long_work *work = context;
  str_free(&work->title);
  error_clear(&work->err);
  work->kind->forget(work);
}

static const struct errand_kind long_errand = {run, forget};

bool long_work_send(struct screen *screen, struct long_work *work) {
  struct long_works *works = &screen->long_works;
  struct error err = {0};
  bool ready = works->errands || errands_start(screen->session, &works->errands, &err);
  if (works->underway)
    screen_say(screen, COLOUR_WARNING, _("not begun: %s is still under way"), str_text(&works->underway->title));
  else if (!ready)
    screen_say_error(screen, &err);
  if (works->underway || !ready) {
    forget(work);
    return false;
  }
  atomic_init(&work->stop, BALANCE_SEARCHES_ON);
  atomic_init(&work->percent, NONE);
  atomic_init(&work->unassigned, NONE);
  works->underway = work;
  works->errand = errand_send(works->errands, &long_errand, work);
  return true;
}

/* --- What came of it --- */

void long_work_take(struct screen *screen) {
  struct long_works *works = &screen->long_works;
  struct error none = {0};
  if (!errand_is_done(works->errand, 0))
    return;
  struct long_work *work = errand_take(&works->errand, &none);
  works->underway = NULL;
  if (works->results[work->kind->view])
    forget(works->results[work->kind->view]);
  works->results[work->kind->view] = work;
  works->n_done++;
  screen->own_pending = true;
  screen_load(screen);
  if (work->good)
    work->kind->tell(screen, work);
  else
    screen_say(screen, COLOUR_ERROR, _("not done, %s: %.*s"), str_text(&work->title),
               (int)strcspn(work->err.text, "\n"), work->err.text);
}

void long_work_progress(const struct long_work *work, struct str *out) {
  int percent = atomic_load(&work->percent), unassigned = atomic_load(&work->unassigned);
  if (atomic_load(&work->stop) != BALANCE_SEARCHES_ON)
    str_addf(out, _("%s: stopping ..."), str_text(&work->title));
  else if (percent == NONE)
    str_addf(out, _("%s: under way ..."), str_text(&work->title));
  else
    str_addf(out, _("%s: %d %%, %d unassigned so far"), str_text(&work->title), percent, unassigned);
}

void long_work_note(void *context, const struct balance_progress *progress) {
  struct long_work *work = context;
  atomic_store(&work->percent, (int)(100 * progress->done));
  atomic_store(&work->unassigned, progress->unassigned);
}

/* --- Stopping --- */

void long_work_ask_stop(struct screen *screen) {
  const struct choice choices[] = {
      [BALANCE_SEARCHES_ON] = {.label = _("search on")},
      [BALANCE_KEEPS_BEST] = {.label = _("stop, and keep the best so far")},
      [BALANCE_KEEPS_NOTHING] = {.label = _("stop, and leave everything as it was")},
  };
  const struct long_works *works = &screen->long_works;
  struct str question = {0};
  if (!works->underway || !works->underway->kind->can_stop) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("nothing is under way that could be stopped"));
    return;
  }
  str_addf(&question, _(" Stop %s? "), str_text(&works->underway->title));
  int chosen = prompt_choice(screen, str_text(&question), choices, (int)COUNT_OF(choices));
  if (chosen > BALANCE_SEARCHES_ON)
    atomic_store(&works->underway->stop, chosen);
  str_free(&question);
}

void long_works_end(struct long_works *works) {
  if (works->underway)
    atomic_store(&works->underway->stop, BALANCE_KEEPS_NOTHING);
  errand_leave(&works->errand);
  errands_stop(works->errands);
  for (int view = 0; view < VIEW_COUNT; view++)
    if (works->results[view])
      forget(works->results[view]);
}
