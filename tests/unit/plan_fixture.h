/* A small base for tests of the plan: two teams with a worker each, a patient of the OT and one of nobody, a daily
 * service of each (the second is not in the day unless a test counts it), and one list. */
#ifndef TESTS_UNIT_PLAN_FIXTURE_H
#define TESTS_UNIT_PLAN_FIXTURE_H

#include "check.h"
#include "dispatch/plan.h"

static const struct shift_times times = {.day_begins = 360, .evening_starts = 900, .night_starts = 1320};

static inline date on(const char *text) {
  date d = DATE_NONE;
  assert_true(date_parse(text, &d));
  return d;
}

enum { team_ot = 0, team_ht = 1 };
enum { amir = 0, nora = 1 }; /* care worker in the OT, nurse in the HT */
enum { kari = 0, ola = 1 };  /* patients: of the OT, of nobody */
enum { morning_care = 0 };
enum { list_amir = 0 };

static struct team teams[] = {
    {.id = "OT1", .name = "OT One", .kind = TEAM_OT, .ht = team_ht, .lat = 60, .lon = 5},
    {.id = "HT1", .name = "HT One", .kind = TEAM_HT, .ht = team_ht, .lat = 60, .lon = 5},
};
static struct worker staff[] = {
    {.id = "S1", .name = "Amir", .role = ROLE_CARE_WORKER, .team = team_ot},
    {.id = "S2", .name = "Nora", .role = ROLE_NURSE, .team = team_ht},
};
static struct task tasks[] = {{.id = "morning_care", .name = "Morning care", .duration = 30, .load = 3}};

struct base {
  struct day day;
  struct patient patients[2];
  struct service services[2];
  struct visit visits[4];
  struct work_list lists[1];
  struct suspension suspensions[1];
  struct plan_steps steps;
};

static inline struct service service_of(const char *id, int patient) {
  return (struct service){.id = id,
                          .patient = patient,
                          .task = morning_care,
                          .days = "MTWTFSS",
                          .start = on("2026-01-01"),
                          .until = DATE_NONE,
                          .windows = {{450, 510}}, /* 07:30-08:30 */
                          .n_windows = 1,
                          .duration = 30,
                          .staff_count = 1,
                          .skills = "",
                          .min_role = ROLE_ASSISTANT,
                          .second_role = NONE,
                          .second_team = NONE};
}

static inline void base_start(struct base *base, const char *date_text) {
  *base = (struct base){
      .patients = {{.id = "P1", .name = "Kari", .team = team_ot, .cooperating_team = NONE, .lat = 60, .lon = 5},
                   {.id = "P2", .name = "Ola", .team = NONE, .cooperating_team = NONE, .lat = 60, .lon = 5}},
      .services = {service_of("S-1", kari), service_of("S-2", ola)},
      .lists = {{.id = "L1", .shift = SHIFT_DAY, .team = team_ot, .staff = amir, .start = 450, .end = 930}},
  };
  struct day *day = &base->day;
  day->date = base->lists[0].date = on(date_text);
  day->teams = teams, day->n_teams = 2;
  day->staff = staff, day->n_staff = 2;
  day->tasks = tasks, day->n_tasks = 1;
  day->patients = base->patients, day->n_patients = 2;
  day->services = base->services, day->n_services = 1;
  day->visits = base->visits;
  day->lists = base->lists, day->n_lists = 1;
  day->suspensions = base->suspensions;
}

static const struct plan_step *plan(struct base *base) {
  vec_free(&base->steps.at);
  plan_steps_of(&base->day, &times, &base->steps);
  return base->steps.at.at;
}

static inline size_t n_steps(const struct base *base) {
  return base->steps.at.n;
}

/* Puts the planned rows into the day under these ids, as the store would. */
static inline void settle(struct base *base, const char *first, const char *second) {
  plan(base);
  for (size_t i = 0; i < n_steps(base); i++) {
    struct visit visit = base->steps.at.at[i].visit;
    visit.id = i == 0 ? first : second;
    base->visits[base->day.n_visits++] = visit;
  }
}

static inline void put_on_list(struct visit *visit, int list, int seq, minute start) {
  visit->state = VISIT_LISTED;
  visit->list = list;
  visit->seq = seq;
  visit->start = start;
  visit->staff = amir;
  visit->reason = NULL;
}

static inline void base_end(struct base *base) {
  vec_free(&base->steps.at);
  arena_free(&base->day.arena);
}

#endif
