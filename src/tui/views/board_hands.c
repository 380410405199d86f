/* The hands on a visit of the board: each asks what it needs and calls dispatch. */
#include "tui/views/board.h"

#include <string.h>

#include "tui/views/flows.h"

/* A question with the visit and its patient before it: nobody answers about another one than they think. */
static void add_question(const struct screen *screen, int visit, const char *question, struct str *out) {
  str_addf(out, " %s ", screen->data.day->visits[visit].id);
  visit_in_short(screen->data.day, visit, out);
  str_addf(out, ": %s ", question);
}

/* What is dropped or not done is so for both workers of a visit for two: the colleague's half is named, and where it
 * is.
 */
static void add_other_half(const struct screen *screen, int visit, struct str *out) {
  const struct day *day = screen->data.day;
  int other = day_partner(day, visit);
  if (other == NONE)
    return;
  int list = day->visits[other].list, staff = list == NONE ? NONE : day->lists[list].staff;
  if (list == NONE)
    str_addf(out, _("both halves, %s without a list too: "), day->visits[other].id);
  else
    str_addf(out, _("both halves, %s on %s (%s) too: "), day->visits[other].id, day->lists[list].id,
             staff == NONE ? _("nobody") : day->staff[staff].name);
}

/* add_question() about all of a visit. */
static void add_whole_question(const struct screen *screen, int visit, const char *question, struct str *out) {
  struct str whole = {0};
  add_other_half(screen, visit, &whole);
  str_add(&whole, question);
  add_question(screen, visit, str_text(&whole), out);
  str_free(&whole);
}

static bool ask_line(struct screen *screen, int visit, const char *question, struct str *answer) {
  struct str whole = {0};
  add_whole_question(screen, visit, question, &whole);
  bool given = prompt_text(screen, str_text(&whole), answer);
  str_free(&whole);
  return given;
}

static bool ask_why(struct screen *screen, int visit, const char *question, struct str *reason) {
  struct str whole = {0};
  add_whole_question(screen, visit, question, &whole);
  bool given = prompt_reason(screen, str_text(&whole), "drop", screen->data.day->visits[visit].id, reason);
  str_free(&whole);
  return given;
}

static bool confirm(struct screen *screen, int visit, const char *question) {
  struct str whole = {0};
  add_whole_question(screen, visit, question, &whole);
  bool given = prompt_confirm(screen, str_text(&whole));
  str_free(&whole);
  return given;
}

/* What must be done is given up by somebody who says so in words, never by a letter that slipped in. */
static bool ask_why_dropped(struct screen *screen, int visit, struct str *reason) {
  enum { fewest = 8 };
  if (screen->data.day->visits[visit].priority != PRIORITY_MUST)
    return ask_why(screen, visit, _("why does the visit give way?"), reason);
  if (!ask_why(screen, visit, _("MUST be done: who decides that it is not, and why?"), reason))
    return false;
  if (text_width(str_text(reason)) < fewest) {
    screen_say(screen, COLOUR_ERROR, "%s", _("not dropped: say who decides it and why, in words"));
    return false;
  }
  return confirm(screen, visit, _("nobody will go. Drop it?"));
}

static void drop_visit(struct screen *screen, int visit, const char *id) {
  const struct seen_visit seen = visit_as_seen(screen->data.day, visit);
  struct error err = {0};
  struct effects effects = {0};
  struct str reason = {0};
  struct drop_request request = {.visit = id, .date = screen->on, .confirmed = true};
  bool meant = ask_why_dropped(screen, visit, &reason) && visit_mine_counts(screen, &seen, _("mine: drop it"));
  request.reason = str_text(&reason);
  bool done = meant && dispatch_drop(screen->session, &request, &effects, &err);
  if (!done && reason.n)
    prompt_keep(screen, "drop", id, str_text(&reason));
  if (meant)
    screen_result(screen, done, &effects, &err);
  str_free(&reason);
}

/* Asks when the call asks, which it does long before the visit's time. */
static bool mark_done(struct screen *screen, struct done_request request, struct effects *effects, struct error *err) {
  bool asked = false;
  struct str question = {0};
  request.asked = &asked;
  bool done = dispatch_done(screen->session, &request, effects, err);
  if (done || !asked)
    return done;
  str_addf(&question, " %.*s ", (int)strcspn(err->text, "\n"), err->text);
  request.confirmed = prompt_confirm(screen, str_text(&question));
  str_free(&question);
  error_clear(err);
  if (!request.confirmed)
    return error_set(err, STATUS_USAGE, _("%s is not marked done: it stays as it was"), request.visit);
  return dispatch_done(screen->session, &request, effects, err);
}

/* Asks when it was done; now is offered. */
static void visit_done(struct screen *screen, int visit, const char *id) {
  const struct seen_visit seen = visit_as_seen(screen->data.day, visit);
  struct error err = {0};
  struct effects effects = {0};
  struct str answer = {0};
  char now[TIME_SIZE], at[TIME_SIZE];
  int wall;
  instant moment = clock_now();
  date today = instant_date(moment);
  time_format(today, minute_of(today, moment), now);
  str_add(&answer, now);
  if (!ask_line(screen, visit, _("done at? (enter: now)"), &answer)) {
    str_free(&answer);
    return;
  }
  if (!time_shorthand(str_text(&answer), at) || !wall_parse(at, &wall)) {
    screen_say(screen, COLOUR_ERROR, _("'%s' is not a time (HH:MM)"), str_text(&answer));
  } else if (visit_mine_counts(screen, &seen, _("mine: mark it done"))) {
    if (!text_equal(at, now))
      moment = instant_of(today, minute_from_wall(today, wall));
    const struct done_request request = {.visit = id, .date = screen->on, .at = moment};
    bool done = mark_done(screen, request, &effects, &err);
    screen_result(screen, done, &effects, &err);
  }
  str_free(&answer);
}

/* Asks for a worker on duty with the team on this date or the next; NONE when given up. */
static int choose_staff(struct screen *screen, const char *question) {
  const struct day *day = screen->data.day;
  VEC(struct choice) choices = {0};
  VEC(int) staff = {0};
  struct arena arena = {0};
  for (int i = 0; i < day->n_shifts; i++) {
    const struct shift_row *row = &day->shifts[i];
    if (row->date < screen->on || row->date > screen->on + 1 || row->team != screen_team(screen) ||
        day_absence(day, row->staff, row->date, row->shift) != NONE)
      continue;
    vec_push(&staff, row->staff);
    vec_push(&choices, (struct choice){.label = arena_printf(&arena, "%s, %s %s", day->staff[row->staff].name,
                                                             row->date == screen->on ? _("this date") : _("next date"),
                                                             _(word_label(&words_shift, (int)row->shift)))});
  }
  int chosen = prompt_choice(screen, question, choices.at, (int)choices.n);
  int found = chosen == NONE ? NONE : staff.at[chosen];
  vec_free(&choices);
  vec_free(&staff);
  arena_free(&arena);
  return found;
}

static void not_done(struct screen *screen, int visit, const char *id) {
  const struct seen_visit seen = visit_as_seen(screen->data.day, visit);
  struct error err = {0};
  struct effects effects = {0};
  struct str question = {0};
  add_whole_question(screen, visit, _("why was it not done?"), &question);
  int reason = prompt_word(screen, str_text(&question), &words_not_done_reason);
  str_free(&question);
  int next = reason == NONE ? NONE : choose_staff(screen, _(" Who takes it over? "));
  if (next == NONE || !visit_mine_counts(screen, &seen, _("mine: mark it not done")))
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

/* "V12 Insulin (nurse, insulin), 2026-03-04, start 08:00-08:30: can HT take it? It fits nowhere: L4 is full". */
static void add_request(const struct screen *screen, int visit, struct str *out) {
  const struct day *day = screen->data.day;
  const struct visit *row = &day->visits[visit];
  char on[DATE_SIZE], from[TIME_SIZE], to[TIME_SIZE];
  struct str why = {0}, skills = {0};
  skills_describe(row->skills, &skills);
  date_show(screen->on, on);
  time_format(screen->on, row->windows[0].earliest, from);
  time_format(screen->on, row->windows[row->n_windows - 1].latest, to);
  str_addf(out, _("%s %s (needs: %s%s%s), %s, start %s-%s: "), row->id, day->tasks[row->task].name,
           _(word_label(&words_role, (int)row->min_role)), skills.n > 0 ? ", " : "", str_text(&skills), on, from, to);
  if (board_fits_nowhere(screen, visit, &why))
    str_addf(out, _("can HT take it? It fits nowhere. Nearest: %s"), str_text(&why));
  else
    str_add(out,
            row->state == VISIT_UNASSIGNED ? _("can HT take it? Nobody has it yet.") : _("can HT take it, or advise?"));
  str_free(&why);
  str_free(&skills);
}

/* The least urgency by which the answer is due before the visit's last start; for another date, planned. */
static enum urgency urgency_of(const struct screen *screen, int visit) {
  const struct visit *row = &screen->data.day->visits[visit];
  instant last = instant_of(screen->on, row->windows[row->n_windows - 1].latest);
  int64_t due = 60 * store_queue_due_minutes(screen->session->store, QUEUE_ADVICE, URGENCY_TODAY);
  if (screen->on != instant_date(clock_now()))
    return URGENCY_PLANNED;
  return clock_now() + due < last ? URGENCY_TODAY : URGENCY_NOW;
}

static void ask_ht(struct screen *screen, int visit, const char *id, const char *patient) {
  struct str text = {0};
  add_request(screen, visit, &text);
  bool waits = screen->data.day->visits[visit].state == VISIT_UNASSIGNED;
  flow_ask_about_visit(screen, id, waits, patient, urgency_of(screen, visit), str_text(&text));
  str_free(&text);
}

void board_act_on_visit(struct screen *screen, enum action action, int visit) {
  struct error err = {0};
  struct effects effects = {0};
  struct arena arena = {0};
  const char *id = arena_strdup(&arena, screen->data.day->visits[visit].id);
  const char *patient = arena_strdup(&arena, screen->data.day->patients[screen->data.day->visits[visit].patient].id);
  switch (action) {
  case ACTION_UNASSIGN:
    screen_result(screen, dispatch_unassign(screen->session, screen->on, id, &effects, &err), &effects, &err);
    break;
  case ACTION_DROP:
    drop_visit(screen, visit, id);
    break;
  case ACTION_PIN:
    pin_visit(screen, visit);
    break;
  case ACTION_DONE:
    visit_done(screen, visit, id);
    break;
  case ACTION_NOT_DONE:
    not_done(screen, visit, id);
    break;
  case ACTION_ASK_HT:
    ask_ht(screen, visit, id, patient);
    break;
  case ACTION_SUSPEND:
    flow_suspend(screen, patient, screen->on);
    break;
  case ACTION_RESUME:
    flow_resume(screen, patient, screen->on);
    break;
  default:
    break;
  }
  arena_free(&arena);
}
