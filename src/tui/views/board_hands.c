/* The hands on the board: each asks what it needs and calls dispatch. */
#include "tui/views/board.h"

#include <stdlib.h>

/* --- Move --- */

static char *suggestion_label(const struct screen *screen, const struct suggestion *suggestion) {
  const struct work_list *list = &screen->data.day->lists[suggestion->list];
  struct str text = {0};
  str_addf(&text, "%-6s ", list->id);
  str_add_padded(&text, list->staff == NONE ? _("nobody") : screen->data.day->staff[list->staff].name, 20,
                 terminal_ascii());
  str_addc(&text, ' ');
  if (suggestion->allowed)
    str_addf(&text, _("+%d min, %d min late, place %d, met %d times in 14 days"), suggestion->extra_min,
             suggestion->late_min, suggestion->at, suggestion->times_met);
  else
    str_addf(&text, "%s: %s", _("no"), suggestion->why_not ? suggestion->why_not : "");
  return text.at;
}

/* Worth showing: it may take the visit, or it is this team's and says why not. */
static bool worth_showing(const struct screen *screen, const struct suggestion *suggestion, int visit) {
  const struct work_list *list = &screen->data.day->lists[suggestion->list];
  return suggestion->list != screen->data.day->visits[visit].list &&
         (suggestion->allowed || (list->team == screen_team(screen) && list->shift == screen->shift));
}

/* Asks for the list with what each would cost; the chosen suggestion's index, or NONE. */
static int choose_list(struct screen *screen, const char *question, const struct suggestion *suggestions, int n,
                       int visit) {
  VEC(struct choice) choices = {0};
  VEC(int) shown = {0};
  for (int i = 0; i < n; i++) {
    if (!worth_showing(screen, &suggestions[i], visit))
      continue;
    char *label = suggestion_label(screen, &suggestions[i]);
    vec_push(&choices, (struct choice){.label = label, .dim = !suggestions[i].allowed});
    vec_push(&shown, i);
  }
  int row = prompt_choice(screen, question, choices.at, (int)choices.n);
  int chosen = row == NONE ? NONE : shown.at[row];
  for (size_t i = 0; i < choices.n; i++)
    free((char *)choices.at[i].label);
  vec_free(&choices);
  vec_free(&shown);
  return chosen;
}

static void move_visit(struct screen *screen, int visit) {
  struct error err = {0};
  struct effects effects = {0};
  struct suggestion *suggestions;
  int n;
  if (!dispatch_suggest(screen->session->store, screen->data.day, visit, &suggestions, &n, &err)) {
    screen_result(screen, false, &effects, &err);
    return;
  }
  struct arena arena = {0};
  const char *id = arena_strdup(&arena, screen->data.day->visits[visit].id);
  int chosen = choose_list(screen, arena_printf(&arena, _(" Move %s to which list? "), id), suggestions, n, visit);
  struct str reason = {0};
  if (chosen != NONE && (suggestions[chosen].allowed ||
                         prompt_text(screen, _(" Why all the same? (only where a person may decide so) "), &reason))) {
    const struct move_request request = {
        .visit = id,
        .to_list = arena_strdup(&arena, screen->data.day->lists[suggestions[chosen].list].id),
        .at = suggestions[chosen].allowed ? suggestions[chosen].at : 0,
        .override_reason = reason.n ? str_text(&reason) : NULL,
    };
    bool done = dispatch_move(screen->session, screen->on, &request, &effects, &err);
    screen_result(screen, done, &effects, &err);
  }
  str_free(&reason);
  arena_free(&arena);
}

/* --- The other hands on a visit --- */

static void drop_visit(struct screen *screen, const char *id) {
  struct error err = {0};
  struct effects effects = {0};
  struct str reason = {0};
  if (prompt_text(screen, _(" Why does the visit give way? "), &reason)) {
    bool done = dispatch_drop(screen->session, screen->on, id, str_text(&reason), &effects, &err);
    screen_result(screen, done, &effects, &err);
  }
  str_free(&reason);
}

/* Asks for a worker of the day by name; NONE when given up. */
static int choose_staff(struct screen *screen, const char *question) {
  VEC(struct choice) choices = {0};
  VEC(int) staff = {0};
  for (int i = 0; i < screen->data.day->n_shifts; i++) {
    const struct shift_row *row = &screen->data.day->shifts[i];
    if (row->date < screen->on || row->date > screen->on + 1 || row->team != screen_team(screen))
      continue;
    vec_push(&staff, row->staff);
    vec_push(&choices, (struct choice){.label = screen->data.day->staff[row->staff].name});
  }
  int chosen = prompt_choice(screen, question, choices.at, (int)choices.n);
  int found = chosen == NONE ? NONE : staff.at[chosen];
  vec_free(&choices);
  vec_free(&staff);
  return found;
}

static void not_done(struct screen *screen, const char *id) {
  struct error err = {0};
  struct effects effects = {0};
  int reason = prompt_word(screen, _(" Why was it not done? "), &words_not_done_reason);
  int next = reason == NONE ? NONE : choose_staff(screen, _(" Who takes it over? "));
  if (next == NONE)
    return;
  struct arena arena = {0};
  const char *staff = arena_strdup(&arena, screen->data.day->staff[next].id);
  bool done = dispatch_undone(screen->session, screen->on, id, (enum not_done_reason)reason, staff, &effects, &err);
  screen_result(screen, done, &effects, &err);
  arena_free(&arena);
}

static void pin_visit(struct screen *screen, int visit_index) {
  struct error err = {0};
  struct effects effects = {0};
  const struct visit *visit = &screen->data.day->visits[visit_index];
  if (visit->list == NONE) {
    screen_say(screen, COLOUR_WARNING, "%s", _("only a visit on a list can be pinned"));
    return;
  }
  const struct move_request request = {
      .visit = visit->id, .to_list = screen->data.day->lists[visit->list].id, .at = visit->seq, .pin = true};
  bool done = visit->pinned ? dispatch_unpin(screen->session, screen->on, visit->id, &effects, &err)
                            : dispatch_move(screen->session, screen->on, &request, &effects, &err);
  screen_result(screen, done, &effects, &err);
}

static void act_on_visit(struct screen *screen, enum action action, int visit) {
  struct error err = {0};
  struct effects effects = {0};
  struct arena arena = {0};
  const char *id = arena_strdup(&arena, screen->data.day->visits[visit].id);
  switch (action) {
  case ACTION_MOVE:
    move_visit(screen, visit);
    break;
  case ACTION_UNASSIGN:
    screen_result(screen, dispatch_unassign(screen->session, screen->on, id, &effects, &err), &effects, &err);
    break;
  case ACTION_DROP:
    drop_visit(screen, id);
    break;
  case ACTION_PIN:
    pin_visit(screen, visit);
    break;
  case ACTION_DONE:
    screen_result(screen, dispatch_done(screen->session, screen->on, id, clock_now(), &effects, &err), &effects, &err);
    break;
  case ACTION_NOT_DONE:
    not_done(screen, id);
    break;
  default:
    break;
  }
  arena_free(&arena);
}

/* --- Worker, patient, shift --- */

static void absent(struct screen *screen, int list) {
  struct error err = {0};
  struct effects effects = {0};
  struct arena arena = {0};
  int staff_index = list == NONE ? NONE : screen->data.day->lists[list].staff;
  if (staff_index == NONE) {
    screen_say(screen, COLOUR_WARNING, "%s", _("mark a list with a worker first"));
    return;
  }
  const char *staff = arena_strdup(&arena, screen->data.day->staff[staff_index].id);
  const char *name = arena_strdup(&arena, screen->data.day->staff[staff_index].name);
  int reason =
      prompt_word(screen, arena_printf(&arena, _(" %s is absent this shift. Why? "), name), &words_absence_reason);
  if (reason != NONE) {
    bool done = dispatch_absent(screen->session, staff, screen->on, screen->on, (int)screen->shift,
                                (enum absence_reason)reason, &effects, &err);
    screen_result(screen, done, &effects, &err);
  }
  arena_free(&arena);
}

/* Asks for a date, with one offered. */
static bool ask_date(struct screen *screen, const char *question, date offered, date *out) {
  char text[DATE_SIZE];
  struct str answer = {0};
  date_format(offered, text);
  str_add(&answer, text);
  bool given = prompt_text(screen, question, &answer);
  bool read = given && date_parse(str_text(&answer), out);
  if (given && !read)
    screen_say(screen, COLOUR_ERROR, _("'%s' is not a date (YYYY-MM-DD)"), str_text(&answer));
  str_free(&answer);
  return read;
}

static void suspend(struct screen *screen, const char *patient) {
  struct error err = {0};
  struct effects effects = {0};
  date review;
  int reason = prompt_word(screen, _(" Why is the patient suspended from this date? "), &words_suspension_reason);
  if (reason == NONE || !ask_date(screen, _(" When is it reviewed? "), screen->on + 7, &review))
    return;
  bool done = dispatch_suspend(screen->session, patient, screen->on, DATE_NONE, review, (enum suspension_reason)reason,
                               &effects, &err);
  screen_result(screen, done, &effects, &err);
}

static void approve(struct screen *screen) {
  struct error err = {0};
  struct effects effects = {0};
  if (!prompt_confirm(screen, _(" Approve this shift of the team as final? ")))
    return;
  bool done = dispatch_approve(screen->session, screen->on, screen->shift, screen->team, &effects, &err);
  screen_result(screen, done, &effects, &err);
}

static void act_on_patient(struct screen *screen, enum action action, int visit) {
  struct error err = {0};
  struct effects effects = {0};
  struct arena arena = {0};
  const char *patient = arena_strdup(&arena, screen->data.day->patients[screen->data.day->visits[visit].patient].id);
  if (action == ACTION_SUSPEND)
    suspend(screen, patient);
  else
    screen_result(screen, dispatch_resume(screen->session, patient, screen->on, &effects, &err), &effects, &err);
  arena_free(&arena);
}

void board_act(struct screen *screen, enum action action) {
  int visit = board_visit(screen);
  switch (action) {
  case ACTION_ABSENT:
    absent(screen, board_list(screen));
    return;
  case ACTION_APPROVE:
    approve(screen);
    return;
  case ACTION_MOVE:
  case ACTION_UNASSIGN:
  case ACTION_DROP:
  case ACTION_PIN:
  case ACTION_DONE:
  case ACTION_NOT_DONE:
  case ACTION_SUSPEND:
  case ACTION_RESUME:
    break;
  default:
    return;
  }
  if (visit == NONE)
    screen_say(screen, COLOUR_NOTICE, "%s",
               _("mark a visit first: right arrow on a list, or tab to the unassigned ones"));
  else if (action == ACTION_SUSPEND || action == ACTION_RESUME)
    act_on_patient(screen, action, visit);
  else
    act_on_visit(screen, action, visit);
}
