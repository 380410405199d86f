/* Where something is mended: from a finding, a visit, a list to the view that has the hands for it. */
#include "tui/screen.h"

/* Findings that are not mended where the visit, list or person is that they are about. */
static const struct {
  const char *code;
  enum view_id view;
} mended_in[] = {
    {"queue_overdue", VIEW_QUEUE},
    {"transfer_gap", VIEW_TRANSFERS},
    {"transfer_unacknowledged", VIEW_TRANSFERS},
    {"grey_zone_waiting", VIEW_GREY_ZONE},
    {"override_review_due", VIEW_GREY_ZONE},
    {"decision_outdated", VIEW_GREY_ZONE},
    {"carry_over_unowned", VIEW_CARRY_OVERS},
    {"home_but_suspended", VIEW_SUSPENSIONS},
    {"suspension_review_due", VIEW_SUSPENSIONS},
};

static void show_on_board(struct screen *screen, int team, enum shift shift, const char *id) {
  screen->shift = shift;
  if (team != NONE)
    snprintf(screen->team, sizeof screen->team, "%s", screen->data.day->teams[team].id);
  screen_open_view(screen, VIEW_BOARD, id);
}

void screen_lead_to_visit(struct screen *screen, int visit) {
  const struct visit *at = &screen->data.day->visits[visit];
  show_on_board(screen, at->team, at->shift, at->id);
}

void screen_lead_to_list(struct screen *screen, int list) {
  const struct work_list *at = &screen->data.day->lists[list];
  show_on_board(screen, at->team, at->shift, at->id);
}

/* A view that there is, else the nearest that has the matter. */
static void lead_to_view(struct screen *screen, enum view_id view, const char *subject) {
  if (views[view])
    screen_open_view(screen, view, subject);
  else if (view == VIEW_PATIENT && views[VIEW_PATIENTS])
    screen_open_view(screen, VIEW_PATIENTS, subject);
  else
    screen_open_view(screen, view, NULL); /* which says that there is none */
}

void screen_lead_to(struct screen *screen, const struct finding *finding) {
  const struct day *day = screen->data.day;
  const char *patient = finding->patient == NONE ? NULL : day->patients[finding->patient].id;
  for (size_t i = 0; i < COUNT_OF(mended_in); i++)
    if (text_equal(mended_in[i].code, finding->code)) {
      lead_to_view(screen, mended_in[i].view, patient);
      return;
    }
  if (finding->visit != NONE)
    screen_lead_to_visit(screen, finding->visit);
  else if (finding->list != NONE)
    screen_lead_to_list(screen, finding->list);
  else if (patient)
    lead_to_view(screen, VIEW_PATIENT, patient);
  else if (finding->staff != NONE)
    lead_to_view(screen, VIEW_STAFF, day->staff[finding->staff].id);
  else
    show_on_board(screen, finding->team, finding->shift == NONE ? screen->shift : (enum shift)finding->shift, NULL);
}
