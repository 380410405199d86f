/* Making a visit of a request, a reminder or work carried over: how it shall be, then which list takes it. */
#include <stdlib.h>
#include <string.h>

#include "tui/views/flows.h"
#include "vaktrom/dispatch/may.h"

/* --- Which list --- */

/* Ids rise: V99, V100. */
static bool is_newer(const char *id, const char *than) {
  size_t length = strlen(id), other = strlen(than);
  return length != other ? length > other : strcmp(id, than) > 0;
}

/* The newest of the patient's visits of the day that nobody has. */
static int newest_waiting(const struct day *day, const char *patient) {
  int of = day_find_patient(day, patient), found = NONE;
  for (int i = 0; of != NONE && i < day->n_visits; i++) {
    const struct visit *visit = &day->visits[i];
    if (visit->patient == of && visit->state == VISIT_UNASSIGNED &&
        (found == NONE || is_newer(visit->id, day->visits[found].id)))
      found = i;
  }
  return found;
}

/* The day of the patient's newest visit that nobody has; where the program chose the day, it is one about today. */
static date date_of_newest(struct store *store, date given, const char *patient) {
  date today = instant_date(clock_now()), found = DATE_NONE;
  char newest[ID_SIZE] = "";
  for (date on = today - 1; given == DATE_NONE && on <= today + 1; on++) {
    struct error err = {0};
    struct day *day = NULL;
    int visit = store_load_day_alone(store, on, &day, &err) ? newest_waiting(day, patient) : NONE;
    if (visit != NONE && is_newer(day->visits[visit].id, newest)) {
      snprintf(newest, sizeof newest, "%s", day->visits[visit].id);
      found = on;
    }
    day_free(day);
    error_clear(&err);
  }
  return given == DATE_NONE ? found : given;
}

/* "at 09:10, 6 min more, 4 min late, loses the break, met 2 times in 14 days"; nothing where it has no place yet. */
static const char *cost_in_words(const struct day *day, const struct suggestion *suggestion, struct arena *arena) {
  char start[TIME_SIZE] = "";
  if (suggestion->start == MINUTE_NONE)
    return "";
  time_format(day->date, suggestion->start, start);
  return arena_printf(arena,
                      trn("at %s, %d min more, %d min late%s, met %d time in 14 days",
                          "at %s, %d min more, %d min late%s, met %d times in 14 days", suggestion->times_met),
                      start, suggestion->extra_min, suggestion->late_min,
                      suggestion->break_lost ? _(", loses the break") : "", suggestion->times_met);
}

static struct choice list_choice(const struct day *day, const struct suggestion *suggestion, struct arena *arena) {
  const struct work_list *list = &day->lists[suggestion->list];
  const char *name = list->staff == NONE ? _("nobody") : day->staff[list->staff].name;
  const char *cost = cost_in_words(day, suggestion, arena);
  if (suggestion->allowed)
    return (struct choice){.label = arena_printf(arena, "%s %s: %s", list->id, name, cost)};
  return (struct choice){
      .label =
          *cost ? arena_printf(arena, _("%s %s: %s; with a reason, for %s"), list->id, name, cost, suggestion->why_not)
                : arena_printf(arena, _("%s %s: with a reason, for %s"), list->id, name, suggestion->why_not)};
}

/* Whether a person may choose the list: one that it goes on, or one of its shift for which a reason is asked. */
static bool is_offered(const struct day *day, int visit, const struct suggestion *suggestion) {
  return suggestion->allowed ||
         (suggestion->may_override && day->lists[suggestion->list].shift == day->visits[visit].shift);
}

/* The list that shall have it; NULL = nobody yet. */
static const struct suggestion *choose_list(struct screen *screen, struct day *day, int visit, const char *question,
                                            const struct suggestion *suggestions, int n) {
  VEC(struct choice) choices = {0};
  VEC(int) shown = {0};
  for (int i = 0; i < n; i++)
    if (is_offered(day, visit, &suggestions[i])) {
      vec_push(&choices, list_choice(day, &suggestions[i], &day->arena));
      vec_push(&shown, i);
    }
  vec_push(&choices, (struct choice){.label = _("nobody yet: it waits on the board with those that have no list")});
  vec_push(&shown, NONE);
  struct str about = {0};
  flow_add_about(screen, &about, day->visits[visit].id, day->patients[day->visits[visit].patient].id);
  const char *asked = arena_printf(&day->arena, question, str_text(&about));
  str_free(&about);
  int row = prompt_choice(screen, asked, choices.at, (int)choices.n);
  int chosen = row == NONE ? NONE : shown.at[row];
  vec_free(&choices);
  vec_free(&shown);
  return chosen == NONE ? NULL : &suggestions[chosen];
}

/* Why a list that it does not go on by itself shall have it. */
static bool ask_why(struct screen *screen, const struct day *day, int visit, const struct suggestion *suggestion,
                    struct str *reason) {
  struct str question = {0};
  str_addf(&question, _(" Not on list %s: %s. Why all the same? "), day->lists[suggestion->list].id,
           suggestion->why_not);
  bool given = prompt_reason(screen, str_text(&question), "move", day->visits[visit].id, reason);
  str_free(&question);
  return given;
}

static void put_on(struct screen *screen, const struct day *day, int visit, const struct suggestion *chosen,
                   const char *why) {
  struct error err = {0};
  struct effects effects = {0};
  struct str reason = {0};
  str_add(&reason, why);
  struct move_request request = {
      .visit = day->visits[visit].id, .to_list = day->lists[chosen->list].id, .at = chosen->at};
  if (chosen->allowed || ask_why(screen, day, visit, chosen, &reason)) {
    request.override_reason = chosen->allowed ? NULL : str_text(&reason);
    bool done = dispatch_move(screen->session, day->date, &request, &effects, &err);
    flow_result(screen, done, &effects, &err);
  }
  str_free(&reason);
}

/* Asks which list takes the visit, by a question that has %s for it; `why` it was asked for is offered as the reason.
 */
static void place(struct screen *screen, struct day *day, int visit, const char *question, const char *why) {
  struct error err = {0};
  struct suggestion *suggestions;
  int n;
  if (!dispatch_suggest(screen->session->store, day, visit, &suggestions, &n, &err)) {
    screen_say_error(screen, &err);
    return;
  }
  const struct suggestion *chosen = choose_list(screen, day, visit, question, suggestions, n);
  if (chosen)
    put_on(screen, day, visit, chosen, why ? why : "");
  else
    screen_say(screen, COLOUR_NOTICE, _("%s has nobody yet: the board shows it"), day->visits[visit].id);
}

bool flow_place_waiting(struct screen *screen, const char *id, const char *why) {
  struct error err = {0};
  struct day *day = NULL;
  int rows[2];
  date on = dispatch_date_of_visit(screen->session->store, id);
  if (on == DATE_NONE)
    return false;
  if (!dispatch_read_whole_day(screen->session, on, &day, &err)) {
    screen_say_error(screen, &err);
    return true;
  }
  bool waits = day_find_visit_rows(day, id, rows) > 0 && day->visits[rows[0]].state == VISIT_UNASSIGNED;
  if (waits)
    place(screen, day, rows[0], _(" %s has nobody. Which list takes it? "), why);
  day_free(day);
  return waits;
}

/* Looks for the new visit on that day and asks for its list. */
static void offer_lists(struct screen *screen, date on, const char *patient, const char *why) {
  struct error err = {0};
  struct day *day = NULL;
  on = date_of_newest(screen->session->store, on, patient);
  if (on == DATE_NONE || !dispatch_read_whole_day(screen->session, on, &day, &err)) {
    if (err.text)
      screen_say_error(screen, &err);
    return;
  }
  int visit = newest_waiting(day, patient);
  if (visit != NONE && day_partner(day, visit) == NONE)
    place(screen, day, visit, _(" %s is made. Which list takes it? "), why);
  day_free(day);
}

/* --- How it shall be --- */

static bool save_visit(struct screen *screen, struct form *form, const void *context, struct effects *effects,
                       struct error *err) {
  const struct flow_visit *what = context;
  int duration = flow_integer(form, "duration");
  const struct visit_wish wish = {.task = flow_text(form, "task"),
                                  .date = flow_date(form, "date"),
                                  .earliest = flow_time(form, "earliest"),
                                  .latest = flow_time(form, "latest"),
                                  .duration = duration == UNKNOWN ? 0 : duration};
  if (wish.earliest != NONE && wish.earliest == wish.latest)
    return error_set(err, STATUS_USAGE, "%s", _("the earliest and the latest start are the same time"));
  return what->make(screen->session, what->id, &wish, effects, err);
}

static void add_fields(const struct screen *screen, struct form *form, date on) {
  static const struct flow_visit_help help = {
      .task = N_("empty: the one that is usual for this"),
      .earliest = N_("empty: the program's: from now where it is urgent, else the day's first hour"),
      .latest = N_("empty: the program's: within the due time where it is urgent"),
  };
  flow_add_day_field(form, "date", N_("day"), N_("today, tomorrow, +3, fri; empty: today, or as soon as it is urgent"),
                     on);
  flow_add_visit_fields(screen, form, &help);
}

void flow_make_visit(struct screen *screen, const struct flow_visit *what) {
  struct form form;
  struct str title = {0};
  struct error err = {0};
  struct effects effects;
  char id[ID_SIZE], patient[ID_SIZE];
  if (!what->patient) {
    screen_say(screen, COLOUR_NOTICE, "%s", _("it is about no patient: there is nobody to visit"));
    return;
  }
  snprintf(id, sizeof id, "%s", what->id);
  snprintf(patient, sizeof patient, "%s", what->patient);
  const struct flow_visit kept = {.make = what->make, .id = id, .patient = patient};
  flow_add_title(screen, &title, what->title, patient);
  form_start(&form, str_text(&title), "visit", id);
  add_fields(screen, &form, what->on);
  if (flow_form_save(screen, &form, save_visit, &kept, &effects)) {
    date on = flow_date(&form, "date");
    screen_result(screen, true, &effects, &err);
    offer_lists(screen, on, patient, what->why);
  } else {
    effects_free(&effects);
  }
  form_free(&form);
  str_free(&title);
}
