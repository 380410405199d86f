/* The engine's reasons as sayings. What is offered as a remedy is only what the engine has tried and would accept. */
#include "dispatch/reasons.h"

enum { reasons_named = 3 };

static bool is_own_list(const struct day *day, const struct work_list *list, const struct visit *visit) {
  return list->shift == visit->shift &&
         (list->team == visit->team ||
          (visit->team != NONE && text_has_word(list->covers, day->teams[visit->team].id)));
}

/* --- One list's answer ------------------------------------------------------------------------------------------- */

/* "L4 (Amir Berg)" */
static const char *list_name(struct day *day, const struct work_list *list) {
  return arena_printf(&day->arena, "%s (%s)", list->id, day->staff[list->staff].name);
}

static const char *worker_name(const struct day *day, const struct work_list *list) {
  return day->staff[list->staff].name;
}

/* What rule stops the list; NULL when saying so would help nobody. */
static const char *block_in_words(struct day *day, int list, const struct visit *visit,
                                  const struct plan_reason *reason) {
  const char *skill = NULL, *lacking;
  enum refusal refusal = list_refusal(day, list, visit, &skill);
  switch (reason->block) {
  case BLOCK_SKILL:
    lacking = skills_said(&day->arena, reason->skill);
    return refusal == REFUSAL_SKILL_EXPIRED ? said(&day->arena, "the skill %s has expired", lacking)
                                            : said(&day->arena, "lacks %s", lacking);
  case BLOCK_BARRED:
    return refusal == REFUSAL_NONE ? SAID("has the other half of the visit")
                                   : word_said(&day->arena, &words_refusal, (int)refusal);
  case BLOCK_PINNED:
    return NULL;
  case BLOCK_PREFERENCE:
    return SAID("a setting forbids it");
  case BLOCK_STAFF:
    return SAID("the visit that it is tied to asks for another worker");
  case BLOCK_WINDOW:
    return said_count(&day->arena, "could begin only %d minute too late", "could begin only %d minutes too late",
                      (int)reason->amount, (int)reason->amount);
  case BLOCK_END:
    return said_count(&day->arena, "would be home %d minute too late", "would be home %d minutes too late",
                      (int)reason->amount, (int)reason->amount);
  case BLOCK_WORK:
    return said_count(&day->arena, "would walk %d minute more than its share",
                      "would walk %d minutes more than its share", (int)reason->amount, (int)reason->amount);
  case BLOCK_BREAK:
    return SAID("would lose its break");
  case BLOCK_WAIT:
    return SAID("would have to wait");
  case BLOCK_LINK:
    return SAID("has no time that fits the visit that it is tied to");
  case BLOCK_COST:
    return SAID("was left out: to put it there would make other visits late, or worse");
  case BLOCK_NONE:
  case BLOCK_COUNT:
    break;
  }
  return NULL;
}

/* --- What would help --------------------------------------------------------------------------------------------- */

/* The skills that the worker of the list lacks for the visit; in the day's arena. */
static const char *lacking_skills(struct day *day, const struct work_list *list, const struct visit *visit) {
  struct str lacking = {0};
  const char *patient = day->patients[visit->patient].id;
  const char *rest = visit->skills ? visit->skills : "";
  for (const char *skill; (skill = arena_word(&day->arena, &rest));)
    if (!worker_has_skill(&day->staff[list->staff], skill, patient, day->date))
      str_addf(&lacking, "%s%s", lacking.n ? " " : "", skill);
  const char *out = arena_strdup(&day->arena, str_text(&lacking));
  str_free(&lacking);
  return out;
}

/* Whether the latest start that the engine knew is the visit's own, and not what a linked visit leaves of it. */
static bool window_is_own(const struct day_problem *problem, const struct visit *visit, int number) {
  const struct problem_visit *known = problem_visit_at(problem->problem, number);
  return known->windows[known->window_count - 1].latest == visit->windows[visit->n_windows - 1].latest;
}

/* What would make the visit fit the list; false when nothing was found that would. */
static bool remedy_of(struct day *day, const struct day_problem *problem, const struct plan_reason *reason,
                      struct remedy *out) {
  int list = problem->lists.at[reason->list];
  const struct visit *visit = &day->visits[problem->visits.at[reason->visit]];
  *out = (struct remedy){.visit = problem->visits.at[reason->visit], .list = list, .minutes = (int)reason->amount};
  if (reason->block == BLOCK_COST || reason->block == BLOCK_NONE) {
    out->kind = REMEDY_BY_HAND;
    return true;
  }
  if (!reason->would_fit || reason->other != reason->visit) /* another visit would have to give way */
    return false;
  switch (reason->block) {
  case BLOCK_SKILL:
    out->kind = REMEDY_SKILLS;
    out->skills = lacking_skills(day, &day->lists[list], visit);
    return true;
  case BLOCK_WINDOW:
    out->kind = REMEDY_WINDOW;
    return window_is_own(problem, visit, reason->visit);
  case BLOCK_END: /* the engine counts from where overtime ends */
    out->kind = REMEDY_OVERTIME;
    out->minutes += (int)problem_list_at(problem->problem, reason->list)->latest_end - day->lists[list].end;
    return true;
  case BLOCK_WORK:
    out->kind = REMEDY_WORK;
    return true;
  default:
    return false;
  }
}

static const char *remedy_in_words(struct day *day, const struct remedy *remedy) {
  const struct work_list *list = &day->lists[remedy->list];
  const char *name = list_name(day, list);
  switch (remedy->kind) {
  case REMEDY_SKILLS:
    return said(&day->arena, "fits %s if %s gets the skill %s", name, worker_name(day, list),
                skills_said(&day->arena, remedy->skills));
  case REMEDY_WINDOW:
    return said_count(&day->arena, "fits %s if it may begin %d minute later",
                      "fits %s if it may begin %d minutes later", remedy->minutes, name, remedy->minutes);
  case REMEDY_OVERTIME:
    return said_count(&day->arena, "fits %s with %d minute of overtime", "fits %s with %d minutes of overtime",
                      remedy->minutes, name, remedy->minutes);
  case REMEDY_WORK:
    return said_count(&day->arena, "fits %s if it may walk %d minute more", "fits %s if it may walk %d minutes more",
                      remedy->minutes, name, remedy->minutes);
  case REMEDY_BY_HAND:
    break;
  }
  return said(&day->arena, "fits %s when it is moved there by hand", name);
}

/* --- No list to ask ----------------------------------------------------------------------------------------------- */

/* What the visit asks of a worker: "nurse with IV treatment, palliative care". */
static const char *need_in_words(struct day *day, const struct visit *visit) {
  const char *role = word_said(&day->arena, &words_role, (int)visit->min_role);
  if (text_is_empty(visit->skills))
    return role;
  return said(&day->arena, "%s with %s", role, skills_said(&day->arena, visit->skills));
}

static bool somebody_may(struct day *day, const struct day_problem *problem, const struct visit *visit) {
  for (size_t i = 0; i < problem->lists.n; i++) {
    int list = problem->lists.at[i];
    if (is_own_list(day, &day->lists[list], visit) && list_refusal(day, list, visit, NULL) == REFUSAL_NONE)
      return true;
  }
  return false;
}

/* Why no list of the visit's own team and shift may have it, whatever the times; where one may, that none had room. */
static struct why_unassigned nobody_may(struct day *day, const struct day_problem *problem, const struct visit *visit) {
  const char *team = visit->team == NONE ? SAID("no team") : day->teams[visit->team].name;
  const char *shift = word_said(&day->arena, &words_shift, (int)visit->shift);
  struct why_unassigned why = {
      .reason = said(&day->arena, "%s has no list in the shift %s", team, shift),
      .remedy = said(&day->arena, "staff a list of %s, or drop it with a reason", team),
  };
  if (somebody_may(day, problem, visit)) {
    why.reason = said(&day->arena, "no list of %s in the shift %s had room for it", team, shift);
    why.remedy = SAID("look where it goes best by hand (suggest), or drop it with a reason");
    return why;
  }
  for (size_t i = 0; i < problem->lists.n; i++)
    if (is_own_list(day, &day->lists[problem->lists.at[i]], visit)) {
      const char *need = need_in_words(day, visit);
      why.reason = said(&day->arena, "nobody with a list of %s in the shift %s may do it: %s", team, shift, need);
      why.remedy = said(&day->arena, "give %s a %s, or drop it with a reason", team, need);
      break;
    }
  return why;
}

/* --- All lists' answers ------------------------------------------------------------------------------------------- */

/* What the lists of the visit's own team and shift answered; those of others would take it in no case. */
struct answers {
  struct str reasons;
  int n_reasons;
  struct remedy remedies[remedies_named];
  int n_remedies;
  bool fits_alone; /* some list has room for this one visit, were it not for its other half */
};

static void add_part(struct str *text, const char *part) {
  if (text->n)
    str_add(text, "; ");
  str_add(text, part);
}

static void add_answer(struct answers *answers, struct day *day, const struct day_problem *problem,
                       const struct plan_reason *reason) {
  int list = problem->lists.at[reason->list];
  const char *block = block_in_words(day, list, &day->visits[problem->visits.at[reason->visit]], reason);
  struct remedy remedy;
  answers->fits_alone |= reason->block == BLOCK_NONE || reason->block == BLOCK_LINK || reason->block == BLOCK_COST;
  if (block && answers->n_reasons++ < reasons_named)
    add_part(&answers->reasons, arena_printf(&day->arena, "%s %s", list_name(day, &day->lists[list]), block));
  if (answers->n_remedies < remedies_named && remedy_of(day, problem, reason, &remedy))
    answers->remedies[answers->n_remedies++] = remedy;
}

static struct answers answers_of(struct day *day, const struct day_problem *problem, const struct plan *plan,
                                 int visit) {
  const struct visit *row = &day->visits[problem->visits.at[visit]];
  struct answers answers = {0};
  for (size_t i = 0; i < plan->reason_count; i++) {
    int list = problem->lists.at[plan->reasons[i].list];
    if (plan->reasons[i].visit == visit && is_own_list(day, &day->lists[list], row))
      add_answer(&answers, day, problem, &plan->reasons[i]);
  }
  return answers;
}

static void answers_free(struct answers *answers) {
  str_free(&answers->reasons);
}

/* The words of the answers, or what stands in `why` where there are none. */
static struct why_unassigned words_of(struct day *day, const struct answers *answers, struct why_unassigned why) {
  if (answers->reasons.n)
    why.reason = arena_strdup(&day->arena, str_text(&answers->reasons));
  struct str remedies = {0};
  for (int i = 0; i < answers->n_remedies; i++) {
    why.remedies[why.n_remedies++] = answers->remedies[i];
    add_part(&remedies, remedy_in_words(day, &answers->remedies[i]));
  }
  if (remedies.n)
    why.remedy = arena_strdup(&day->arena, str_text(&remedies));
  str_free(&remedies);
  return why;
}

/* The number in the problem of the visit for the second worker; -1 = none, or one that is not planned. */
static int other_half(const struct day *day, const struct day_problem *problem, int visit) {
  int partner = day_partner(day, problem->visits.at[visit]);
  return partner == NONE ? -1 : problem_find_visit(problem->problem, day->visits[partner].id);
}

/* A visit for two workers that has room alone: the other half has none, or none at the same time. */
static struct why_unassigned why_not_together(struct day *day, const struct day_problem *problem,
                                              const struct plan *plan, int other) {
  const char *id = day->visits[problem->visits.at[other]].id;
  struct answers answers = answers_of(day, problem, plan, other);
  answers.n_remedies = 0;
  struct why_unassigned why = nobody_may(day, problem, &day->visits[problem->visits.at[other]]);
  if (answers.fits_alone) {
    why.reason = SAID("no two lists have time for it at the same moment");
    why.remedy = SAID("agree another time, or drop it with a reason");
  } else {
    why = words_of(day, &answers, why);
    why.reason = said(&day->arena, "its second worker's visit %s has no place: %s", id, why.reason);
    why.remedy = arena_printf(&day->arena, "%s: %s", id, why.remedy);
  }
  answers_free(&answers);
  return why;
}

/* A visit whose last fixed window has passed: no list could have it any more, and perhaps it was given. */
static bool is_past(const struct day *day, const struct visit *visit) {
  return visit->window == WINDOW_HARD && visit->windows[visit->n_windows - 1].latest < scope_now(day);
}

static struct why_unassigned why_past(struct day *day, const struct visit *visit) {
  char until[TIME_SIZE];
  time_format(day->date, visit->windows[visit->n_windows - 1].latest, until);
  return (struct why_unassigned){
      .reason = said(&day->arena, "its time is past (%s): was it given?", until),
      .remedy = SAID("put it on the list of who gave it and mark it done, or ask whether it may be given later"),
  };
}

struct why_unassigned why_unassigned(struct day *day, const struct day_problem *problem, const struct plan *plan,
                                     int visit) {
  const struct visit *row = &day->visits[problem->visits.at[visit]];
  if (is_past(day, row))
    return why_past(day, row);
  struct answers answers = answers_of(day, problem, plan, visit);
  int other = other_half(day, problem, visit);
  if (other >= 0) /* tried for this half alone, and the other one has no place either */
    answers.n_remedies = 0;
  struct why_unassigned why = nobody_may(day, problem, row);
  if (other >= 0 && answers.fits_alone)
    why = why_not_together(day, problem, plan, other);
  else
    why = words_of(day, &answers, why);
  answers_free(&answers);
  return why;
}
