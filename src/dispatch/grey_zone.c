/*
 * The grey zone: what people decide by when the criteria do not. Not the diagnosis alone, but health state and needed
 * competence [003 §8]: what the patient's work asks for, who of the OT on duty this week has it, and what is missing.
 */
#include <string.h>

#include "dispatch/between.h"
#include "dispatch/plan.h"
#include "dispatch/route.h"

enum { days_ahead = 7 };

/* While the week is read. */
struct week {
  struct store *store;
  const struct routes *routes;
  int patient;
  struct shift_times times;
  date expires_before; /* a skill that ends earlier is told */
  struct grey_zone *zone;
};

/* --- One visit of the week --- */

static void add_name(struct arena *arena, bool renew, struct grey_need *need, const char *staff) {
  for (size_t i = 0; i < (renew ? need->renew.n : need->train.n); i++)
    if (text_equal(renew ? need->renew.at[i] : need->train.at[i], staff))
      return;
  const char *kept = arena_strdup(arena, staff);
  if (renew)
    vec_push(&need->renew, kept);
  else
    vec_push(&need->train, kept);
}

/* The last day on which the worker has the skill for the patient; DATE_NONE = no end. */
static date last_day(const struct worker *worker, const char *code, const char *patient) {
  date last = 0;
  for (int i = 0; i < worker->n_skills; i++) {
    const struct skill *skill = &worker->skills[i];
    if (!text_equal(skill->code, code) || (skill->patient && !text_equal(skill->patient, patient)))
      continue;
    if (skill->expires == DATE_NONE)
      return DATE_NONE;
    last = skill->expires > last ? skill->expires : last;
  }
  return last;
}

/* Notes the first of the needed skills that ends soon. */
static void note_expiry(struct week *week, const struct worker *worker, const struct grey_need *need,
                        struct grey_worker *able) {
  const char *patient = week->routes->day->patients[week->patient].id;
  char *skills = arena_strdup(&week->zone->arena, need->skills), *rest = NULL;
  for (char *skill = strtok_r(skills, " ", &rest); skill; skill = strtok_r(NULL, " ", &rest)) {
    date last = last_day(worker, skill, patient);
    if (last == DATE_NONE || last >= week->expires_before || able->skill)
      continue;
    able->skill = skill;
    able->expires = last;
  }
}

static void add_able(struct week *week, const struct worker *worker, date on, struct grey_need *need) {
  struct arena *arena = &week->zone->arena;
  for (size_t i = 0; i < need->able.n; i++)
    if (text_equal(need->able.at[i].staff, worker->id)) {
      need->able.at[i].days += need->able.at[i].last != on; /* once where either half of a visit will do */
      need->able.at[i].last = on;
      return;
    }
  struct grey_worker able = {.staff = arena_strdup(arena, worker->id),
                             .name = arena_strdup(arena, worker->name),
                             .days = 1,
                             .last = on,
                             .expires = DATE_NONE};
  note_expiry(week, worker, need, &able);
  vec_push(&need->able, able);
}

/* Who of the OT could do the visit, or lacks only a skill for it; *able counts the first. */
static void look_at_row(struct week *week, struct day *day, int staff, const struct visit *visit,
                        struct grey_need *need, int *able) {
  enum refusal refusal = worker_refusal(day, staff, visit, NULL);
  if (refusal == REFUSAL_NONE) {
    add_able(week, &day->staff[staff], day->date, need);
    ++*able;
  }
  if (refusal == REFUSAL_SKILL || refusal == REFUSAL_SKILL_EXPIRED)
    add_name(&week->zone->arena, refusal == REFUSAL_SKILL_EXPIRED, need, day->staff[staff].id);
}

/* Whether somebody of the OT may do it. */
static bool look_at_visit(struct week *week, struct day *day, const struct visit *visit, struct grey_need *need) {
  int able = 0;
  for (int i = 0; i < day->n_shifts; i++)
    if (row_walks_for(day, &day->shifts[i], visit, week->zone->ot))
      look_at_row(week, day, day->shifts[i].staff, visit, need, &able);
  return able > 0;
}

/* Whether the half of the visit is what the HT does whatever is decided: a nurse's or a therapist's, or the half that
 * the service gives to an HT. */
static bool is_of_ht(const struct day *day, const struct service *service, const struct visit *visit, bool second) {
  bool given = second && service->second_team != NONE && day->teams[service->second_team].kind == TEAM_HT;
  return given || role_is_health_work(visit->min_role);
}

/* What the OT would do of the service on the date; of a visit for two, its halves ask for two different people. */
static void look_at_due(struct week *week, struct day *day, const struct service *service, struct grey_need *need) {
  struct visit halves[2];
  int n = 0, ot = week->zone->ot;
  bool covered = true;
  for (int i = 0; i < service->staff_count; i++) {
    struct visit visit = plan_wanted(day, service, service->staff_count == 1 ? 0 : i + 1, &week->times);
    if (is_of_ht(day, service, &visit, i == 1))
      continue;
    halves[n++] = visit;
    covered = look_at_visit(week, day, &visit, need) && covered;
  }
  if (!covered || (n == 2 && !two_people_may(day, &halves[0], ot, &halves[1], ot)))
    vec_push(&need->uncovered, day->date);
}

/* --- The week --- */

static struct grey_need *need_of(struct week *week, const struct day *day, const struct service *service,
                                 const struct visit *visit) {
  struct grey_zone *zone = week->zone;
  for (size_t i = 0; i < zone->needs.n; i++)
    if (text_equal(zone->needs.at[i].service, service->id))
      return &zone->needs.at[i];
  struct grey_need *need = vec_add(&zone->needs);
  need->service = arena_strdup(&zone->arena, service->id);
  need->task = arena_strdup(&zone->arena, day->tasks[service->task].name);
  need->skills = arena_strdup(&zone->arena, visit->skills ? visit->skills : "");
  need->min_role = visit->min_role;
  need->shift = visit->shift;
  need->staff_count = service->staff_count;
  need->is_health_work = role_is_health_work(visit->min_role);
  return need;
}

static bool look_at_date(struct week *week, date on, struct error *err) {
  struct day *day = NULL;
  if (!store_load_day(week->store, on, &day, err))
    return false;
  for (int s = 0; s < day->n_services; s++) {
    const struct service *service = &day->services[s];
    if (service->patient != week->patient || !service_due(service, on))
      continue;
    struct visit visit = plan_wanted(day, service, 0, &week->times);
    struct grey_need *need = need_of(week, day, service, &visit);
    vec_push(&need->dates, on);
    if (week->zone->ot != NONE)
      look_at_due(week, day, service, need);
  }
  day_free(day);
  return true;
}

/* --- The options --- */

static void add_options(struct week *week) {
  static const enum outcome outcomes[] = {OUTCOME_OT, OUTCOME_HT, OUTCOME_BOTH};
  const struct day *day = week->routes->day;
  const struct patient *patient = &day->patients[week->patient];
  int uncovered = 0;
  for (size_t i = 0; i < week->zone->needs.n; i++)
    uncovered += (int)week->zone->needs.at[i].uncovered.n;
  for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
    struct team_choice choice =
        route_teams(outcomes[i], patient->area, patient->team, routes_has_nurse_work(week->routes, week->patient),
                    day->teams, day->n_teams);
    week->zone->options[i] = (struct grey_option){.outcome = outcomes[i],
                                                  .responsible = choice.responsible,
                                                  .cooperating = choice.cooperating,
                                                  .uncovered = outcomes[i] == OUTCOME_HT ? 0 : uncovered};
  }
}

bool dispatch_grey_zone(struct store *store, const struct routes *routes, int patient, struct grey_zone *out,
                        struct error *err) {
  const struct patient *row = &routes->day->patients[patient];
  date today = routes->day->date;
  *out = (struct grey_zone){.from = today, .until = today + days_ahead - 1};
  out->ot = route_teams(OUTCOME_OT, row->area, row->team, false, routes->day->teams, routes->day->n_teams).responsible;
  struct week week = {.store = store,
                      .routes = routes,
                      .patient = patient,
                      .times = shift_times_of(store),
                      .expires_before = today + (date)store_setting_int(store, "skill_warning_days"),
                      .zone = out};
  for (date on = out->from; on <= out->until; on++)
    if (!look_at_date(&week, on, err)) {
      grey_zone_free(out);
      return false;
    }
  add_options(&week);
  return true;
}

void grey_zone_free(struct grey_zone *zone) {
  for (size_t i = 0; i < zone->needs.n; i++) {
    vec_free(&zone->needs.at[i].dates);
    vec_free(&zone->needs.at[i].uncovered);
    vec_free(&zone->needs.at[i].able);
    vec_free(&zone->needs.at[i].train);
    vec_free(&zone->needs.at[i].renew);
  }
  vec_free(&zone->needs);
  arena_free(&zone->arena);
}

void grey_need_able(const struct grey_need *need, struct str *out) {
  enum { named_most = 4 };
  size_t named = 0;
  for (size_t i = 0; i < need->able.n; i++) {
    const struct grey_worker *able = &need->able.at[i];
    if (named >= named_most && !able->skill)
      continue;
    char expires[DATE_SIZE];
    date_show(able->expires, expires);
    str_addf(out, "%s%s (%d)", named++ ? ", " : "", able->name, able->days);
    if (able->skill)
      str_addf(out, _(" [%s expires %s]"), skill_label(able->skill), expires);
  }
  if (named < need->able.n)
    str_addf(out, _(" and %zu more"), need->able.n - named);
  if (need->able.n == 0)
    str_add(out, _("nobody"));
}
