/* Why a decision is as it is: the criteria for each way, what nearly held, the facts with their dates, what the work of
 * the week asks for, and who of the OT could do it. */
#include "tui/views/grey_zone.h"

#include <stdlib.h>

/* --- The errand --- */

static bool run_why(struct session *session, void *context, struct error *err) {
  struct why_work *work = context;
  if (!dispatch_routes(session->store, &work->routes, err))
    return false;
  work->index = day_find_patient(work->routes->day, work->patient);
  if (work->index == NONE || !work->routes->list[work->index].active) {
    work->index = NONE;
    return true;
  }
  work->has_zone = dispatch_grey_zone(session->store, work->routes, work->index, &work->zone, err);
  return work->has_zone;
}

void why_forget(void *context) {
  struct why_work *work = context;
  if (!work)
    return;
  if (work->has_zone)
    grey_zone_free(&work->zone);
  routes_free(work->routes);
  free(work);
}

static const struct errand_kind why_errand = {run_why, why_forget};

void why_ask(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  struct why_work *work = mem_new(struct why_work);
  snprintf(work->patient, sizeof work->patient, "%s", view->subject);
  errand_leave(&view->why_errand);
  view->why_errand = screen_send(screen, &why_errand, work);
}

/* --- The decision --- */

static void add_decision(const struct screen *screen, struct sheet *sheet, const struct why_work *why) {
  const struct patient_route *route = &why->routes->list[why->index];
  enum decision_matter matter = matter_of(why->routes, why->index);
  struct str text = {0};
  if (matter != MATTER_NONE)
    sheet_add(sheet, COLOUR_WARNING, _("to do"), matter_label(matter));
  routes_explain(why->routes, why->index, &text);
  sheet_add(sheet, COLOUR_PLAIN, _("decision"), str_text(&text));
  str_free(&text);
  if (!route->decided)
    return;
  char review[DATE_SIZE], on[DATE_SIZE];
  date_show(route->decided->review, review);
  date_show(instant_date(route->decided->at), on);
  sheet_addf(sheet, COLOUR_PLAIN, _("decided by"), _("%s on %s: %s"),
             screen_staff_name(screen, route->decided->decided_by), on,
             route->decided->reason ? route->decided->reason : "");
  if (*review)
    sheet_addf(sheet, matter == MATTER_REVIEW ? COLOUR_WARNING : COLOUR_PLAIN, _("review"),
               matter == MATTER_REVIEW ? _("! it was due on %s: decide anew") : _("on %s"), review);
}

/* "for HT": the rows that speak for an outcome. */
static void add_pull(struct sheet *sheet, const struct why_work *why, enum outcome outcome) {
  const struct patient_route *route = &why->routes->list[why->index];
  char label[40];
  snprintf(label, sizeof label, _("for %s"), word_label(&words_outcome, (int)outcome));
  for (size_t i = 0; i < route->verdict.held.n; i++) {
    const struct criterion *row = &why->routes->criteria->rows.at[route->verdict.held.at[i]];
    if (row->outcome != outcome)
      continue;
    struct str when = {0};
    criterion_describe(row, why->routes->codes, &when);
    struct sheet_line *line =
        sheet_addf(sheet, COLOUR_PLAIN, label, "%-5s %s   (%s)   %s", row->id, row->rationale, str_text(&when),
                   i < route->verdict.n_deciding ? _("counts") : _("holds, but a lower rank decides"));
    str_free(&when);
    sheet_lead(sheet, line, VIEW_CRITERIA, why->routes->version);
  }
}

static void add_missed(struct sheet *sheet, const struct why_work *why) {
  const struct routes *routes = why->routes;
  const struct patient_route *route = &routes->list[why->index];
  for (size_t i = 0; i < route->verdict.missed.n; i++) {
    const struct near_miss *miss = &route->verdict.missed.at[i];
    const struct criterion *row = &routes->criteria->rows.at[miss->row];
    const struct condition *condition = &row->conditions[miss->condition];
    const struct fact *fact = facts_find(&route->facts, condition->code);
    struct str missing = {0}, is = {0};
    condition_describe(condition, routes->codes, &missing);
    if (fact)
      fact_describe(fact, routes->codes, routes->now, &is);
    sheet_addf(sheet, COLOUR_DIM, _("nearly"), _("%-5s %s: %s   missing %s; known: %s"), row->id,
               word_label(&words_outcome, (int)row->outcome), row->rationale, str_text(&missing),
               fact ? str_text(&is) : _("nothing"));
    str_free(&missing);
    str_free(&is);
  }
}

static void add_facts(struct sheet *sheet, const struct why_work *why) {
  const struct facts *facts = &why->routes->list[why->index].facts;
  for (size_t i = 0; i < facts->list.n; i++) {
    struct str text = {0};
    char since[DATE_SIZE] = "";
    fact_describe(&facts->list.at[i], why->routes->codes, why->routes->now, &text);
    if (facts->list.at[i].at != INSTANT_NONE)
      date_show(instant_date(facts->list.at[i].at), since);
    sheet_addf(sheet, COLOUR_PLAIN, _("facts"), *since ? _("%s   (since %s)") : "%s%s", str_text(&text), since);
    str_free(&text);
  }
  if (facts->list.n == 0)
    sheet_add(sheet, COLOUR_NOTICE, _("facts"), _("nothing is known: note what is, in the patient's view"));
}

/* --- The work --- */

static void add_names(const struct screen *screen, const char *label, const char *const *ids, size_t n,
                      struct str *out) {
  for (size_t i = 0; i < n; i++)
    str_addf(out, "%s%s", i ? ", " : label, screen_staff_name(screen, ids[i]));
}

static void add_missing(const struct screen *screen, struct sheet *sheet, const struct grey_need *need) {
  struct str text = {0};
  str_addf(&text, trn("! %s: nobody on %zu of %zu day:", "! %s: nobody on %zu of %zu days:", need->dates.n), need->task,
           need->uncovered.n, need->dates.n);
  for (size_t i = 0; i < need->uncovered.n; i++) {
    char on[DATE_SIZE];
    date_show(need->uncovered.at[i], on);
    str_addf(&text, " %s %s", _(word_label(&words_weekday, date_weekday(need->uncovered.at[i]))), on);
  }
  add_names(screen, _("; lack only a skill: "), need->train.at, need->train.n, &text);
  add_names(screen, _("; a skill to be renewed: "), need->renew.at, need->renew.n, &text);
  sheet_add(sheet, COLOUR_WARNING, _("missing"), str_text(&text));
  str_free(&text);
}

static void add_needs(const struct screen *screen, struct sheet *sheet, const struct why_work *why) {
  const struct grey_zone *zone = &why->zone;
  const char *ot = zone->ot == NONE ? _("no OT") : why->routes->day->teams[zone->ot].name;
  for (size_t i = 0; i < zone->needs.n; i++) {
    const struct grey_need *need = &zone->needs.at[i];
    struct str able = {0};
    grey_need_able(need, &able);
    struct str text = {0};
    str_addf(&text, "%s, %s, %s%s", need->task, _(word_label(&words_shift, (int)need->shift)),
             _(word_label(&words_role, (int)need->min_role)), *need->skills ? ", " : "");
    skills_describe(need->skills, &text);
    if (need->is_health_work)
      sheet_addf(sheet, COLOUR_DIM, _("this week"), _("%s: HT's work in any case"), str_text(&text));
    else
      sheet_addf(sheet, COLOUR_PLAIN, _("this week"), _("%s: at %s on duty (days) %s"), str_text(&text), ot,
                 str_text(&able));
    str_free(&text);
    str_free(&able);
  }
  for (size_t i = 0; i < zone->needs.n; i++)
    if (zone->needs.at[i].uncovered.n > 0)
      add_missing(screen, sheet, &zone->needs.at[i]);
}

static void add_options(struct sheet *sheet, const struct why_work *why) {
  for (size_t i = 0; i < COUNT_OF(why->zone.options); i++) {
    const struct grey_option *option = &why->zone.options[i];
    const struct team *teams = why->routes->day->teams;
    struct str text = {0};
    str_addf(&text, "%s: %s", word_label(&words_outcome, (int)option->outcome),
             option->responsible == NONE ? _("there is no such team") : teams[option->responsible].name);
    if (option->cooperating != NONE)
      str_addf(&text, _(", cooperating %s"), teams[option->cooperating].name);
    if (option->uncovered > 0)
      str_addf(&text,
               trn("; ! %d visit of the week would have nobody", "; ! %d visits of the week would have nobody",
                   option->uncovered),
               option->uncovered);
    sheet_add(sheet, option->uncovered > 0 ? COLOUR_WARNING : COLOUR_PLAIN, _("options"), str_text(&text));
    str_free(&text);
  }
}

static void show_why(struct screen *screen, struct grey_zone_state *view, bool own) {
  struct sheet *sheet = &view->sheet;
  const struct why_work *why = view->why;
  sheet_clear(sheet);
  if (why->index == NONE)
    sheet_add(sheet, COLOUR_NOTICE, "", _("The base no longer serves this patient."));
  else {
    add_decision(screen, sheet, why);
    add_pull(sheet, why, OUTCOME_HT);
    add_pull(sheet, why, OUTCOME_OT);
    add_pull(sheet, why, OUTCOME_BOTH);
    add_pull(sheet, why, OUTCOME_GREY);
    add_missed(sheet, why);
    add_facts(sheet, why);
    add_needs(screen, sheet, why);
    add_options(sheet, why);
  }
  sheet_show(sheet, own);
}

bool why_take(struct screen *screen) {
  struct grey_zone_state *view = grey_zone_of(screen);
  struct error err = {0};
  if (!errand_is_done(view->why_errand, 0))
    return false;
  struct why_work *work = errand_take(&view->why_errand, &err);
  if (!work) {
    screen_say_error(screen, &err);
    return true;
  }
  bool other = !view->why || !text_equal(view->why->patient, work->patient);
  why_forget(view->why);
  view->why = work;
  show_why(screen, view, other);
  return true;
}
