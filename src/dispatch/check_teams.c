/* Dimensioning: teams that grow too large or lack trained people, and skills that ran out (domain.md, dimensioning). */
#include "dispatch/check.h"

/* --- team_too_large, ht_too_many_ots --- */

static void check_size(struct checker *checker, int team, enum shift shift) {
  const struct day *day = checker->day;
  const struct team *row = &day->teams[team];
  int lists = 0;
  int limit = row->max_lists > 0 ? row->max_lists : (int)store_setting_int(checker->store, "max_lists");
  for (int i = 0; i < day->n_lists; i++)
    lists += day->lists[i].team == team && day->lists[i].shift == shift;
  if (lists > limit)
    found(checker, "team_too_large", about_team(checker, team, (int)shift),
          trn("%s has %d list in the %s shift, %d is the limit", "%s has %d lists in the %s shift, %d is the limit",
              lists),
          row->name, lists, word_label(&words_shift, (int)shift), limit);
}

static void check_ots(struct checker *checker, int ht) {
  const struct day *day = checker->day;
  int ots = 0, limit = (int)store_setting_int(checker->store, "max_ots");
  for (int team = 0; team < day->n_teams; team++)
    ots += day->teams[team].kind == TEAM_OT && day->teams[team].ht == ht;
  if (ots > limit)
    found(checker, "ht_too_many_ots", about_team(checker, ht, NONE),
          trn("%s serves %d OT, %d is the limit", "%s serves %d OTs, %d is the limit", ots), day->teams[ht].name, ots,
          limit);
}

/* --- few_care_workers, few_coordinators --- */

static void check_people(struct checker *checker, int team) {
  const struct day *day = checker->day;
  int people = 0, care_workers = 0, coordinators = 0;
  for (int i = 0; i < day->n_staff; i++) {
    const struct worker *worker = &day->staff[i];
    if (worker->team != team || worker->ended)
      continue;
    people++;
    care_workers += role_may(worker->role, ROLE_CARE_WORKER);
    coordinators += (worker->functions & (1u << FUNCTION_COORDINATOR)) != 0;
  }
  int share = (int)store_setting_int(checker->store, "min_care_worker_pct");
  int least = (int)store_setting_int(checker->store, "min_coordinators");
  if (people && care_workers * 100 < people * share)
    found(checker, "few_care_workers", about_team(checker, team, NONE),
          trn("%d of the %d workers of %s is a care worker, %d %% is the least",
              "%d of the %d workers of %s are care workers, %d %% is the least", care_workers),
          care_workers, people, day->teams[team].name, share);
  if (people && coordinators < least)
    found(checker, "few_coordinators", about_team(checker, team, NONE),
          trn("%s has %d trained coordinator, %d is the least", "%s has %d trained coordinators, %d is the least",
              coordinators),
          day->teams[team].name, coordinators, least);
}

/* --- skill_expired --- */

/* An expired skill beside a later one of the same kind was renewed. */
static void check_skills(struct checker *checker, int staff) {
  struct day *day = checker->day;
  const struct worker *worker = &day->staff[staff];
  for (int i = 0; i < worker->n_skills && !worker->ended; i++) {
    const struct skill *skill = &worker->skills[i];
    if (skill->expires == DATE_NONE || skill->expires >= day->date ||
        worker_has_skill(worker, skill->code, skill->patient, day->date))
      continue;
    struct about about = about_staff(checker, staff);
    about.detail = skill->patient ? arena_printf(&day->arena, "%s#%s", skill->code, skill->patient) : skill->code;
    about.standing = true;
    found(checker, "skill_expired", about, _("the skill '%s' of %s %s expired on %s"),
          skills_words(&day->arena, about.detail), worker->id, worker->name, check_date(checker, skill->expires));
  }
}

void check_teams(struct checker *checker) {
  const struct day *day = checker->day;
  for (int team = 0; team < day->n_teams; team++) {
    if (day->teams[team].kind == TEAM_HT) {
      check_ots(checker, team);
      continue;
    }
    check_people(checker, team);
    for (enum shift shift = SHIFT_DAY; shift < SHIFT_COUNT; shift++)
      check_size(checker, team, shift);
  }
  for (int staff = 0; staff < day->n_staff; staff++)
    check_skills(checker, staff);
}
