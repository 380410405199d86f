/* Who may do what: roles, skills, exclusions, and whether a list may take a visit. */
#include "vaktrom/care.h"

/* Steps of the ladder assistant < care worker < nurse; NONE for those beside it. */
static int ladder_step(enum role role) {
  switch (role) {
  case ROLE_ASSISTANT:
  case ROLE_APPRENTICE:
    return 0;
  case ROLE_CARE_WORKER:
    return 1;
  case ROLE_NURSE:
    return 2;
  case ROLE_PHYSIOTHERAPIST:
  case ROLE_OCCUPATIONAL_THERAPIST:
  case ROLE_DIETITIAN:
    return NONE;
  }
  return NONE;
}

bool role_may(enum role has, enum role needed) {
  int step = ladder_step(has), least = ladder_step(needed);
  if (step == NONE || least == NONE)
    return has == needed;
  return step >= least;
}

enum replacement replacement_class(enum role absent, enum role substitute) {
  bool covers = role_may(substitute, absent), covered = role_may(absent, substitute);
  if (covers)
    return covered ? REPLACEMENT_SAME : REPLACEMENT_HIGHER;
  return covered ? REPLACEMENT_LOWER : REPLACEMENT_NONE;
}

/* --- Skills --- */

static bool skill_meant(const struct skill *skill, const char *code, const char *patient) {
  return text_equal(skill->code, code) && (!skill->patient || text_equal(skill->patient, patient));
}

bool worker_has_skill(const struct worker *worker, const char *skill, const char *patient, date on) {
  for (int i = 0; i < worker->n_skills; i++) {
    const struct skill *own = &worker->skills[i];
    if (skill_meant(own, skill, patient) && (own->expires == DATE_NONE || own->expires >= on))
      return true;
  }
  return false;
}

static bool had_skill(const struct worker *worker, const char *skill, const char *patient) {
  for (int i = 0; i < worker->n_skills; i++)
    if (skill_meant(&worker->skills[i], skill, patient))
      return true;
  return false;
}

static enum refusal skills_refusal(struct day *day, const struct worker *worker, const struct visit *visit,
                                   const char **lacking) {
  const char *patient = day->patients[visit->patient].id;
  const char *rest = visit->skills ? visit->skills : "";
  for (const char *skill; (skill = arena_word(&day->arena, &rest));) {
    if (worker_has_skill(worker, skill, patient, visit->date))
      continue;
    if (lacking)
      *lacking = skill;
    return had_skill(worker, skill, patient) ? REFUSAL_SKILL_EXPIRED : REFUSAL_SKILL;
  }
  return REFUSAL_NONE;
}

/* --- Workers and lists --- */

enum refusal worker_refusal(struct day *day, int staff, const struct visit *visit, const char **skill) {
  const struct worker *worker = &day->staff[staff];
  if (!role_may(worker->role, visit->min_role))
    return REFUSAL_ROLE;
  enum refusal refusal = skills_refusal(day, worker, visit, skill);
  if (refusal != REFUSAL_NONE)
    return refusal;
  if (text_has_word(day->patients[visit->patient].exclude_staff, worker->id))
    return REFUSAL_EXCLUDED_STAFF;
  if (visit->task != NONE && text_has_word(worker->exclude_tasks, day->tasks[visit->task].id))
    return REFUSAL_EXCLUDED_TASK;
  return REFUSAL_NONE;
}

static bool list_is_of_team(const struct day *day, const struct work_list *list, int team) {
  return list->team == team || (team != NONE && text_has_word(list->covers, day->teams[team].id));
}

enum refusal list_refusal(struct day *day, int list, const struct visit *visit, const char **skill) {
  const struct work_list *row = &day->lists[list];
  if (!function_walks(row->function))
    return REFUSAL_NO_LIST;
  if (row->staff == NONE || is_away_before(list_leaves(day, list), row->end))
    return REFUSAL_ABSENT;
  enum refusal refusal = worker_refusal(day, row->staff, visit, skill);
  if (refusal != REFUSAL_NONE)
    return refusal;
  if (!list_is_of_team(day, row, visit->team))
    return REFUSAL_TEAM;
  return row->shift == visit->shift ? REFUSAL_NONE : REFUSAL_SHIFT;
}
