/* The hands of the sick call: taking a proposal, changing the absence, calling a substitute. */
#include <stdlib.h>

#include "tui/views/sick_call.h"
#include "tui/widgets/form_view.h"

/* --- Taking a proposal --- */

enum deed { DEED_TAKE, DEED_NOTE, DEED_COUNT };

/* What becomes of the changes that are not taken: a visit that somebody was to take then has nobody. */
static void add_left(const struct screen *screen, int left, struct str *out) {
  const struct sick_call *call = sick_call_of(screen);
  const struct replan_alternative *alternative = sick_call_alternative(screen);
  int nobody = 0, must = 0;
  for (size_t i = 0; i < call->rows.n; i++) {
    const struct replan_change *change = &alternative->changes[call->rows.at[i]];
    if (call->chosen.at[i] || change->kind != REPLAN_TAKE)
      continue;
    nobody++;
    must += call->work->replan->day->visits[change->visit].priority == PRIORITY_MUST;
  }
  if (nobody > 0)
    str_addf(out,
             trn("; %d not taken: %d visit then has nobody (%d MUST)",
                 "; %d not taken: %d visits then have nobody (%d MUST)", nobody),
             left, nobody, must);
  else
    str_addf(out, trn("; %d is not taken and stays where it is", "; %d are not taken and stay where they are", left),
             left);
}

/* Asks what is to be done with the proposal; NONE = not yet. */
static int ask_deed(struct screen *screen, int taken, int left) {
  const struct sick_call *call = sick_call_of(screen);
  struct str take = {0}, note = {0};
  const int *waiting = call->work->replan->waiting;
  const struct replan_figures *figures = &sick_call_alternative(screen)->figures;
  str_addf(&take, trn("note the absence and take %d change", "note the absence and take %d changes", taken), taken);
  if (left > 0)
    add_left(screen, left, &take);
  else
    str_addf(&take, _("; then %d MUST unassigned, %d min overtime"), figures->unassigned[PRIORITY_MUST],
             figures->overtime_min);
  int visits = waiting[PRIORITY_MUST] + waiting[PRIORITY_SHOULD] + waiting[PRIORITY_MAY];
  str_addf(&note,
           trn("note the absence only: %d visit stays unassigned (%d MUST)",
               "note the absence only: %d visits stay unassigned (%d MUST)", visits),
           visits, waiting[PRIORITY_MUST]);
  const struct choice choices[DEED_COUNT + 1] = {
      [DEED_TAKE] = {.label = str_text(&take)},
      [DEED_NOTE] = {.label = str_text(&note)},
      [DEED_COUNT] = {.label = _("not yet")},
  };
  int chosen = prompt_choice(screen, _(" What shall be done? Undo takes it all back "), choices, DEED_COUNT + 1);
  str_free(&take);
  str_free(&note);
  return chosen == DEED_COUNT ? NONE : chosen;
}

/* By change of the alternative whether it is taken. */
static bool *chosen_changes(const struct sick_call *call, int *taken) {
  bool *chosen = mem_alloc(call->rows.n + 1);
  *taken = 0;
  for (size_t i = 0; i < call->rows.n; i++) {
    chosen[call->rows.at[i]] = call->chosen.at[i];
    *taken += call->chosen.at[i];
  }
  return chosen;
}

static void note_only(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  struct effects effects = {0};
  struct error err = {0};
  const int *waiting = call->work->replan->waiting;
  int must = waiting[PRIORITY_MUST], visits = must + waiting[PRIORITY_SHOULD] + waiting[PRIORITY_MAY];
  struct str summary = {0};
  str_addf(&summary,
           trn("%s is away; %d visit has nobody (%d MUST)", "%s is away; %d visits have nobody (%d MUST)", visits),
           screen_staff_name(screen, call->staff), visits, must);
  call->absence.staff = call->staff;
  bool done = dispatch_replan_note(screen->session, &call->work->absence, call->work->replan, &effects, &err);
  if (done)
    screen_back(screen);
  screen_result(screen, done, &effects, &err);
  if (done && visits > 0)
    screen_say(screen, COLOUR_WARNING, "%s", str_text(&summary));
  str_free(&summary);
}

static void take(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  struct effects effects = {0};
  struct error err = {0};
  bool changed = false;
  int taken;
  bool *chosen = chosen_changes(call, &taken);
  bool done = dispatch_replan_apply(screen->session, &call->work->absence, call->work->replan, call->alternative,
                                    taken == (int)call->rows.n ? NULL : chosen, &changed, &effects, &err);
  free(chosen);
  struct str summary = {0};
  str_addf(&summary,
           trn("%s is away; %d change taken (undo takes it back)",
               "%s is away; %d changes taken (undo takes them all back)", taken),
           screen_staff_name(screen, call->staff), taken);
  if (done && changed) { /* nothing was done: the new proposals come, and say so */
    effects_free(&effects);
    call->outdated = true;
    sick_call_ask(screen);
    screen_say(screen, COLOUR_WARNING, "%s",
               _("something changed meanwhile: nothing was done; working it out anew ..."));
    str_free(&summary);
    return;
  }
  if (done)
    screen_back(screen);
  screen_result(screen, done, &effects, &err);
  if (done)
    screen_say(screen, COLOUR_GOOD, "%s", str_text(&summary));
  str_free(&summary);
}

void sick_call_apply(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  int taken;
  if (call->errand || !call->work) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("the proposals are still being worked out; esc gives up"));
    return;
  }
  if (!sick_call_alternative(screen)) {
    if (prompt_confirm(screen, _(" Note the absence? No visit waits for somebody. ")))
      note_only(screen);
    return;
  }
  free(chosen_changes(call, &taken));
  int deed = ask_deed(screen, taken, (int)call->rows.n - taken);
  if (deed == DEED_TAKE)
    take(screen);
  else if (deed == DEED_NOTE)
    note_only(screen);
}

/* --- The absence --- */

static bool save_absence(struct screen *screen, struct form *form, void *context, struct str *why) {
  (void)screen;
  struct absence_request *absence = context;
  absence->reason = (enum absence_reason)word_code(&words_absence_reason, form_value(form, "reason"));
  absence->shift = text_is_empty(form_value(form, "shift")) ? NONE : word_code(&words_shift, form_value(form, "shift"));
  absence->until = DATE_NONE;
  int wall;
  bool read = date_parse(form_value(form, "from"), &absence->from) &&
              (text_is_empty(form_value(form, "until")) || date_parse(form_value(form, "until"), &absence->until));
  if (read && absence->until != DATE_NONE && absence->until < absence->from) {
    str_add(why, _("the last day is before the first"));
    return false;
  }
  absence->from_time = wall_parse(form_value(form, "from_time"), &wall) ? absence_from_wall(wall, absence->shift) : 0;
  return read;
}

void sick_call_edit(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  struct absence_request absence = call->absence;
  struct form form;
  char from[DATE_SIZE], until[DATE_SIZE], time[TIME_SIZE] = "";
  struct str title = {0};
  date_show(absence.from, from);
  date_show(absence.until, until);
  if (absence.from_time > 0)
    wall_format(absence.from_time, time);
  str_addf(&title, _("The absence of %s %s"), call->staff, screen_staff_name(screen, call->staff));
  form_start(&form, str_text(&title), "absence", call->staff);
  form.today = instant_date(clock_now());
  form_add(&form,
           (struct field){.name = "reason",
                          .label = N_("reason"),
                          .type = FIELD_WORD,
                          .required = true,
                          .words = &words_absence_reason},
           word_token(&words_absence_reason, (int)absence.reason));
  form_add(&form, (struct field){.name = "from", .label = N_("first day"), .type = FIELD_DATE, .required = true}, from);
  form_add(&form,
           (struct field){
               .name = "until", .label = N_("last day"), .help = N_("empty: until further notice"), .type = FIELD_DATE},
           until);
  form_add(&form,
           (struct field){.name = "shift",
                          .label = N_("shift"),
                          .help = N_("empty: every shift"),
                          .type = FIELD_WORD,
                          .words = &words_shift},
           absence.shift == NONE ? "" : word_token(&words_shift, absence.shift));
  form_add(&form,
           (struct field){.name = "from_time",
                          .label = N_("goes home at"),
                          .help = N_("on the first day: what began before counts as done; empty: was never there"),
                          .type = FIELD_TIME},
           time);
  form_focus(&form, 0);
  if (form_run(screen, &form, save_absence, &absence)) {
    call->absence = absence;
    call->outdated = false;
    sick_call_ask(screen);
  }
  form_free(&form);
  str_free(&title);
}

/* --- A substitute --- */

static const char *candidate_label(const struct replacement_candidates *all, int i, struct arena *arena) {
  const struct replacement_candidate *candidate = &all->at[i];
  const struct worker *worker = &all->day->staff[candidate->staff];
  struct str text = {0};
  str_addf(&text, "%s %s", worker->name, worker->phone ? worker->phone : "");
  if (all->n_waiting > 0) /* what decides first, so that a narrow window has it */
    str_addf(&text, _(", may do %d of %d, knows the patient of %d"), candidate->may_do, all->n_waiting,
             candidate->knows);
  if (candidate->overtime_min > 0)
    str_addf(&text, _(", overtime %d:%02d"), candidate->overtime_min / 60, candidate->overtime_min % 60);
  else
    str_add(&text, _(", no overtime"));
  str_addf(&text, ", %s, %s", _(word_label(&words_role, (int)worker->role)),
           _(word_label(&words_replacement, (int)candidate->match)));
  if (candidate->rest_min != MINUTE_NONE)
    str_addf(&text, _(", rest %d:%02d"), candidate->rest_min / 60, candidate->rest_min % 60);
  if (candidate->why_not)
    str_addf(&text, " ! %s", candidate->why_not);
  const char *label = arena_strdup(arena, str_text(&text));
  str_free(&text);
  return label;
}

/* The list of the absent one in the shift that is open; NONE where there is none. */
static int list_of_absent(const struct replacement_candidates *all) {
  const struct shift_row *open = &all->day->shifts[all->row];
  for (int i = 0; i < all->day->n_lists && all->list == NONE; i++)
    if (all->day->lists[i].staff == open->staff && all->day->lists[i].shift == open->shift)
      return i;
  return all->list;
}

/* Says who comes for whom on which list, and how many of its visits that worker may do. */
static bool confirm_substitute(struct screen *screen, const struct replacement_candidate *candidate) {
  const struct sick_call *call = sick_call_of(screen);
  const struct replacement_candidates *all = call->work->candidates;
  struct day *day = all->day;
  int list = list_of_absent(all), visits = 0, may_do = 0;
  for (int i = 0; i < day->n_visits && list != NONE; i++)
    if (day->visits[i].list == list && day->visits[i].state == VISIT_LISTED) {
      visits++;
      may_do += worker_refusal(day, candidate->staff, &day->visits[i], NULL) == REFUSAL_NONE;
    }
  struct str question = {0};
  str_addf(&question,
           trn(" %s comes for %s: list %s with %d visit, of which %d may be done by the substitute. Note the absence "
               "and share the visits out anew? ",
               " %s comes for %s: list %s with %d visits, of which %d may be done by the substitute. Note the absence "
               "and share the visits out anew? ",
               visits),
           day->staff[candidate->staff].name, screen_staff_name(screen, call->staff),
           list == NONE ? "-" : day->lists[list].id, visits, may_do);
  bool meant = prompt_confirm(screen, str_text(&question));
  str_free(&question);
  return meant;
}

/* Notes the absence where it is not noted yet, and gives the shift to the substitute. */
static void substitute(struct screen *screen, const struct replacement_candidate *candidate) {
  struct sick_call *call = sick_call_of(screen);
  const struct replacement_candidates *all = call->work->candidates;
  struct effects effects = {0};
  struct error err = {0};
  struct str reason = {0};
  const struct vacancy vacancy = {
      .date = call->absence.from, .staff = call->staff, .shift = all->day->shifts[all->row].shift};
  if ((candidate->why_not && !prompt_reason(screen, _(" Why all the same? (only where a person may decide so) "),
                                            "substitute", all->day->staff[candidate->staff].id, &reason)) ||
      !confirm_substitute(screen, candidate)) {
    str_free(&reason);
    return;
  }
  bool done = dispatch_substitute(screen->session, &call->work->absence, &vacancy, all->day->staff[candidate->staff].id,
                                  reason.n ? str_text(&reason) : NULL, &effects, &err);
  if (done)
    screen_back(screen);
  screen_result(screen, done, &effects, &err);
  str_free(&reason);
}

void sick_call_call(struct screen *screen) {
  struct sick_call *call = sick_call_of(screen);
  struct arena arena = {0};
  VEC(struct choice) choices = {0};
  VEC(int) rows = {0};
  if (!call->work || call->errand || !call->work->candidates) {
    screen_say(screen, COLOUR_NOTICE, "%s",
               call->errand ? _("still looking for people to call") : _("nobody is known who could come instead"));
    return;
  }
  const struct replacement_candidates *all = call->work->candidates;
  for (int i = 0; i < all->n; i++)
    if (!all->at[i].forbidden) {
      vec_push(&rows, i);
      vec_push(&choices, (struct choice){.label = candidate_label(all, i, &arena), .dim = all->at[i].why_not != NULL});
    }
  int chosen = prompt_choice(screen, _(" Who comes instead? Best first: call, then choose who said yes "), choices.at,
                             (int)choices.n);
  if (chosen != NONE)
    substitute(screen, &all->at[rows.at[chosen]]);
  vec_free(&choices);
  vec_free(&rows);
  arena_free(&arena);
}
