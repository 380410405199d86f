/* The proposals of a sick call, worked out beside the keys. */
#include "tui/views/sick_call.h"

#include <stdlib.h>

/* Whom one could call for the first shift that the absence leaves open; before it is noted no visit waits for them. */
static void find_candidates(struct store *store, struct proposal_work *work) {
  struct error err = {0};
  const struct day *day = work->replan->day;
  int staff = day_find_staff(day, work->staff);
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->staff != staff || row->date != work->absence.from ||
        (work->absence.shift != NONE && work->absence.shift != (int)row->shift))
      continue;
    const struct vacancy vacancy = {.date = row->date, .staff = work->staff, .shift = row->shift};
    if (!dispatch_candidates(store, &vacancy, &work->candidates, &err))
      work->candidates = NULL; /* the proposals stand without them */
    error_clear(&err);
    return;
  }
}

static bool run_proposal(struct session *session, void *context, struct error *err) {
  struct proposal_work *work = context;
  if (!dispatch_replan(session, &work->absence, 0, &work->replan, err))
    return false;
  find_candidates(session->store, work);
  return true;
}

void proposal_forget(void *context) {
  struct proposal_work *work = context;
  if (!work)
    return;
  replan_free(work->replan);
  replacement_candidates_free(work->candidates);
  free(work);
}

static const struct errand_kind proposal_errand = {run_proposal, proposal_forget};

void sick_call_ask(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  struct proposal_work *work = mem_new(struct proposal_work);
  snprintf(work->staff, sizeof work->staff, "%s", call->staff);
  work->absence = call->absence;
  work->absence.staff = work->staff;
  errand_leave(&call->errand);
  call->asked = clock_seconds();
  call->revision = screen->revision;
  call->errand = screen_send(screen, &proposal_errand, work);
}

void sick_call_take(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  struct error err = {0};
  if (!errand_is_done(call->errand, 0))
    return;
  struct proposal_work *work = errand_take(&call->errand, &err);
  proposal_forget(call->work);
  call->work = work;
  if (!work)
    screen_say_error(screen, &err);
  else if (call->alternative >= work->replan->n_alternatives)
    call->alternative = 0;
}

int first_candidate(const struct sick_call *call) {
  const struct replacement_candidates *candidates = call->work ? call->work->candidates : NULL;
  return candidates && candidates->n > 0 && !candidates->at[0].forbidden ? 0 : NONE;
}
