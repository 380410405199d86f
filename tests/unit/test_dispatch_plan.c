/* The plan of visits: expected dates, windows and states are worked by hand from interface.md ("Dates, shifts, times",
 * services.csv) and from the clock changes of Europe/Oslo in 2026 (29 March, 25 October). */
#include "check.h"
#include "dispatch/plan.h"

static const struct shift_times times = {.day_begins = 360, .evening_starts = 900, .night_starts = 1320};

static date on(const char *text) {
  date d = DATE_NONE;
  assert_true(date_parse(text, &d));
  return d;
}

/* --- A small base --------------------------------------------------------------------------------------------------
 */

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

static struct service service_of(const char *id, int patient) {
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

static void base_start(struct base *base, const char *date_text) {
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

static size_t n_steps(const struct base *base) {
  return base->steps.at.n;
}

/* Puts the planned rows into the day under these ids, as the store would. */
static void settle(struct base *base, const char *first, const char *second) {
  plan(base);
  for (size_t i = 0; i < n_steps(base); i++) {
    struct visit visit = base->steps.at.at[i].visit;
    visit.id = i == 0 ? first : second;
    base->visits[base->day.n_visits++] = visit;
  }
}

static void put_on_list(struct visit *visit, int list, int seq, minute start) {
  visit->state = VISIT_LISTED;
  visit->list = list;
  visit->seq = seq;
  visit->start = start;
  visit->staff = amir;
  visit->reason = NULL;
}

static void base_end(struct base *base) {
  vec_free(&base->steps.at);
  arena_free(&base->day.arena);
}

/* --- Which dates ---------------------------------------------------------------------------------------------------
 */

static size_t steps_on(const char *date_text, struct service service) {
  struct base base;
  base_start(&base, date_text);
  base.services[0] = service;
  plan(&base);
  size_t n = n_steps(&base);
  base_end(&base);
  return n;
}

static void test_a_weekday_mask_names_its_days(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  service.days = "M-W-F--"; /* 2026-03-02 is a Monday */
  assert_int_equal(steps_on("2026-03-02", service), 1);
  assert_int_equal(steps_on("2026-03-03", service), 0);
  assert_int_equal(steps_on("2026-03-04", service), 1);
  assert_int_equal(steps_on("2026-03-08", service), 0);
}

static void test_every_n_days_counts_from_start(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  service.days = "";
  service.every = 3;
  service.start = on("2026-02-27"); /* then 2, 5, 8 March */
  assert_int_equal(steps_on("2026-02-27", service), 1);
  assert_int_equal(steps_on("2026-03-01", service), 0);
  assert_int_equal(steps_on("2026-03-02", service), 1);
  assert_int_equal(steps_on("2026-03-03", service), 0);
  assert_int_equal(steps_on("2026-03-05", service), 1);
}

static void test_start_and_until_are_inclusive(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  service.start = on("2026-03-02");
  service.until = on("2026-03-04");
  assert_int_equal(steps_on("2026-03-01", service), 0);
  assert_int_equal(steps_on("2026-03-02", service), 1);
  assert_int_equal(steps_on("2026-03-04", service), 1);
  assert_int_equal(steps_on("2026-03-05", service), 0);
}

/* --- Windows and shifts --------------------------------------------------------------------------------------------
 */

static struct visit wanted(const char *date_text, struct window window) {
  struct base base;
  base_start(&base, date_text);
  base.services[0].windows[0] = window;
  struct visit visit = plan_wanted(&base.day, &base.services[0], 0, &times);
  base_end(&base);
  return visit;
}

static void assert_window(struct visit visit, enum shift shift, minute earliest, minute latest) {
  assert_int_equal(visit.n_windows, 1);
  assert_int_equal(visit.shift, shift);
  assert_int_equal(visit.windows[0].earliest, earliest);
  assert_int_equal(visit.windows[0].latest, latest);
}

static void test_a_start_before_day_begins_is_the_evenings_night(void **state) {
  (void)state;
  assert_window(wanted("2026-03-03", (struct window){120, 180}), SHIFT_NIGHT, 1560, 1620); /* 02:00 next morning */
  assert_window(wanted("2026-03-03", (struct window){359, 420}), SHIFT_NIGHT, 1799, 1860); /* 05:59 */
  assert_window(wanted("2026-03-03", (struct window){360, 420}), SHIFT_DAY, 360, 420);     /* 06:00 */
}

static void test_a_window_may_cross_midnight(void **state) {
  (void)state;
  assert_window(wanted("2026-03-03", (struct window){1380, 60}), SHIFT_NIGHT, 1380, 1500); /* 23:00-01:00 */
}

static void test_the_earliest_start_gives_the_shift(void **state) {
  (void)state;
  assert_window(wanted("2026-03-03", (struct window){899, 960}), SHIFT_DAY, 899, 960);
  assert_window(wanted("2026-03-03", (struct window){900, 960}), SHIFT_EVENING, 900, 960);
  assert_window(wanted("2026-03-03", (struct window){1320, 1350}), SHIFT_NIGHT, 1320, 1350);
}

static void test_clocks_going_forward_shorten_the_morning(void **state) {
  (void)state;
  /* 29 March: 03:00 comes one hour after 01:00. 07:30 is 390 true minutes after midnight, not 450. */
  assert_window(wanted("2026-03-29", (struct window){450, 510}), SHIFT_DAY, 390, 450);
  /* The night of 28 March: 04:00 is 24 h + 3 h; 02:30 does not exist, and the first moment after it is 03:00 = 26 h. */
  assert_window(wanted("2026-03-28", (struct window){240, 300}), SHIFT_NIGHT, 1620, 1680);
  assert_window(wanted("2026-03-28", (struct window){150, 240}), SHIFT_NIGHT, 1560, 1620);
  assert_window(wanted("2026-03-28", (struct window){450, 510}), SHIFT_DAY, 450, 510);
}

static void test_clocks_going_back_lengthen_the_morning(void **state) {
  (void)state;
  assert_window(wanted("2026-10-25", (struct window){450, 510}), SHIFT_DAY, 510, 570);
  /* The night of 24 October: 04:00 is 24 h + 5 h; 02:30 comes twice and the first counts. */
  assert_window(wanted("2026-10-24", (struct window){240, 300}), SHIFT_NIGHT, 1740, 1800);
  assert_window(wanted("2026-10-24", (struct window){150, 240}), SHIFT_NIGHT, 1590, 1740);
}

static void test_alternative_windows_rise_and_stay_apart(void **state) {
  (void)state;
  struct service service = service_of("S-1", kari);
  struct window out[WINDOWS_MAX];
  service.windows[0] = (struct window){720, 780};
  service.windows[1] = (struct window){480, 540};
  service.windows[2] = (struct window){540, 560}; /* touches the one before */
  service.n_windows = 3;
  assert_int_equal(plan_windows(&service, on("2026-03-03"), &times, out), 2);
  assert_int_equal(out[0].earliest, 480);
  assert_int_equal(out[0].latest, 560);
  assert_int_equal(out[1].earliest, 720);
}

/* --- New visits ----------------------------------------------------------------------------------------------------
 */

static void test_a_due_service_gets_its_visit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_ADD);
  assert_int_equal(steps[0].row, 0);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.team, team_ot);
  assert_int_equal(steps[0].visit.load, 3);
  assert_non_null(steps[0].visit.reason);
  base_end(&base);
}

static void test_a_patient_without_a_team_is_visibly_unassigned(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].patient = ola;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.team, NONE);
  assert_string_equal(steps[0].visit.reason, "the patient has no team yet");
  base_end(&base);
}

static void test_two_workers_make_two_rows(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  base.services[0].skills = "lift";
  base.services[0].second_role = ROLE_NURSE;
  base.services[0].second_skills = "iv";
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  assert_int_equal(steps[0].row, 1);
  assert_int_equal(steps[1].row, 2);
  assert_string_equal(steps[0].visit.skills, "lift");
  assert_string_equal(steps[1].visit.skills, "iv");
  assert_int_equal(steps[0].visit.team, team_ot);
  assert_int_equal(steps[1].visit.team, team_ht); /* a nurse's work is the HT's */
  assert_int_equal(steps[1].visit.min_role, ROLE_NURSE);
  base_end(&base);
}

/* --- Repeating and changing -----------------------------------------------------------------------------------------
 */

static void test_repeating_changes_nothing(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

static void test_repeating_changes_nothing_for_two_workers(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  settle(&base, "V1/1", "V1/2");
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

static void test_a_changed_window_keeps_id_and_place_where_the_place_fits(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.services[0].windows[0] = (struct window){480, 540};
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_CHANGE);
  assert_string_equal(steps[0].visit.id, "V1");
  assert_int_equal(steps[0].visit.state, VISIT_LISTED);
  assert_int_equal(steps[0].visit.start, 500);
  assert_string_equal(steps[0].why, "window 07:30-08:30 became 08:00-09:00");
  base_end(&base);
}

static void test_a_changed_window_unassigns_where_the_place_does_not_fit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.services[0].windows[0] = (struct window){600, 660};
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_string_equal(steps[0].visit.id, "V1");
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.list, NONE);
  assert_non_null(steps[0].visit.reason);
  base_end(&base);
}

static void test_a_visit_that_became_a_nurses_leaves_the_care_workers_list(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  base.services[0].min_role = ROLE_NURSE;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[0].visit.team, team_ht);
  base_end(&base);
}

static void test_a_longer_visit_must_leave_time_for_the_next(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.day.n_services = 2;
  base.services[1].patient = kari; /* the same house: no way between */
  settle(&base, "V1", "V2");
  put_on_list(&base.visits[0], list_amir, 1, 460);
  put_on_list(&base.visits[1], list_amir, 2, 500);
  base.services[0].duration = 40; /* 460 + 40 = 500 */
  assert_int_equal(plan(&base)[0].visit.state, VISIT_LISTED);
  base.services[0].duration = 41;
  assert_int_equal(plan(&base)[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(n_steps(&base), 1);
  base_end(&base);
}

static void test_pinned_and_done_visits_stay_as_they_are(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.visits[0].pinned = true;
  base.services[0].windows[0] = (struct window){600, 660};
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP); /* told, not written */
  assert_int_equal(n_steps(&base), 1);
  base.visits[0].pinned = false;
  base.visits[0].state = VISIT_DONE;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

/* An approved list is walked as it was agreed: another window, another number of workers and another weekday wait for a
 * person; only an ended service and an absent patient stop at once. */
static void test_a_closed_list_is_left_alone(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.lists[0].state = LIST_APPROVED;
  base.services[0].windows[0] = (struct window){600, 660};
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  assert_true(base.steps.at.at[0].amiss);
  base.services[0].staff_count = 2;
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  assert_int_equal(n_steps(&base), 1); /* no second visit beside the one that stands */
  base.services[0].days = "M-WTFSS";   /* the date is a Tuesday */
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  assert_false(base.steps.at.at[0].amiss);
  base.day.n_services = 0; /* it ended */
  assert_int_equal(plan(&base)[0].action, PLAN_CANCEL);
  assert_int_equal(n_steps(&base), 1);
  base_end(&base);
}

static void test_a_list_under_way_is_left_alone(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 500);
  base.services[0].windows[0] = (struct window){600, 660};
  base.day.loaded = instant_of(base.day.date, 449);
  assert_int_equal(plan(&base)[0].action, PLAN_CHANGE);
  base.day.loaded = instant_of(base.day.date, 450); /* when the list starts */
  assert_int_equal(plan(&base)[0].action, PLAN_KEEP);
  base_end(&base);
}

static void test_one_worker_more_replaces_the_visit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  base.services[0].staff_count = 2;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 3);
  assert_int_equal(steps[0].action, PLAN_ADD);
  assert_int_equal(steps[1].action, PLAN_ADD);
  assert_int_equal(steps[2].action, PLAN_CANCEL);
  assert_int_equal(steps[2].old, 0);
  base_end(&base);
}

static void test_both_rows_of_a_pair_lose_their_places_together(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  settle(&base, "V1/1", "V1/2");
  put_on_list(&base.visits[0], list_amir, 1, 460);
  put_on_list(&base.visits[1], list_amir, 2, 460);
  base.services[0].second_skills = "iv"; /* which Amir lacks */
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  assert_int_equal(steps[1].visit.state, VISIT_UNASSIGNED);
  base_end(&base);
}

/* The pin of one row holds neither the other nor, then, itself. */
static void test_a_pinned_row_gives_way_with_its_other_half(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.services[0].staff_count = 2;
  settle(&base, "V1/1", "V1/2");
  put_on_list(&base.visits[0], list_amir, 1, 460);
  put_on_list(&base.visits[1], list_amir, 2, 460);
  base.visits[0].pinned = true;
  base.services[0].priority = PRIORITY_MAY;
  base.services[0].second_skills = "iv"; /* which Amir lacks */
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(steps[i].action, PLAN_CHANGE);
    assert_int_equal(steps[i].visit.state, VISIT_UNASSIGNED);
    assert_false(steps[i].visit.pinned);
  }
  base_end(&base);
}

/* --- Going and coming back ------------------------------------------------------------------------------------------
 */

static void test_a_service_that_ended_cancels_its_visit(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  base.day.n_services = 0; /* the snapshot holds only services of the date */
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_CANCEL);
  assert_int_equal(steps[0].visit.state, VISIT_CANCELLED);
  assert_int_equal(steps[0].visit.list, NONE);
  base.visits[0] = steps[0].visit;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base.day.n_services = 1; /* and it comes back under the same id */
  steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_REVIVE);
  assert_string_equal(steps[0].visit.id, "V1");
  base_end(&base);
}

static void test_a_suspension_takes_the_visit_away_and_gives_it_back(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  put_on_list(&base.visits[0], list_amir, 1, 460);
  base.suspensions[0] = (struct suspension){
      .patient = kari, .from = on("2026-03-01"), .until = on("2026-03-03"), .reason = SUSPENSION_HOSPITAL};
  base.day.n_suspensions = 1;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_SUSPEND);
  assert_int_equal(steps[0].visit.state, VISIT_SUSPENDED);
  assert_int_equal(steps[0].visit.list, NONE);
  base.visits[0] = steps[0].visit;
  plan(&base);
  assert_int_equal(n_steps(&base), 0); /* the last day is inclusive, and repeating changes nothing */
  base.suspensions[0].until = on("2026-03-02");
  steps = plan(&base);
  assert_int_equal(n_steps(&base), 1);
  assert_int_equal(steps[0].action, PLAN_REVIVE);
  assert_int_equal(steps[0].visit.state, VISIT_UNASSIGNED);
  base_end(&base);
}

static void test_a_new_visit_of_a_suspended_patient_begins_suspended(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  base.suspensions[0] =
      (struct suspension){.patient = kari, .from = on("2026-03-03"), .until = DATE_NONE, .review = on("2026-03-09")};
  base.day.n_suspensions = 1;
  assert_int_equal(plan(&base)[0].visit.state, VISIT_SUSPENDED);
  base_end(&base);
}

static void test_a_dropped_visit_is_not_made_again(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  base.visits[0].state = VISIT_DROPPED;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base_end(&base);
}

static void test_a_visit_added_by_hand_stays_while_its_patient_has_services(void **state) {
  (void)state;
  struct base base;
  base_start(&base, "2026-03-03");
  settle(&base, "V1", NULL);
  base.visits[1] = base.visits[0];
  base.visits[1].id = "V2";
  base.visits[1].service = NULL;
  base.day.n_visits = 2;
  plan(&base);
  assert_int_equal(n_steps(&base), 0);
  base.day.n_services = 0;
  base.patients[kari].status = PATIENT_ENDED;
  const struct plan_step *steps = plan(&base);
  assert_int_equal(n_steps(&base), 2);
  assert_int_equal(steps[0].action, PLAN_CANCEL);
  assert_int_equal(steps[1].action, PLAN_CANCEL);
  base_end(&base);
}

int main(void) {
  clock_set_zone("Europe/Oslo");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_weekday_mask_names_its_days),
      cmocka_unit_test(test_every_n_days_counts_from_start),
      cmocka_unit_test(test_start_and_until_are_inclusive),
      cmocka_unit_test(test_a_start_before_day_begins_is_the_evenings_night),
      cmocka_unit_test(test_a_window_may_cross_midnight),
      cmocka_unit_test(test_the_earliest_start_gives_the_shift),
      cmocka_unit_test(test_clocks_going_forward_shorten_the_morning),
      cmocka_unit_test(test_clocks_going_back_lengthen_the_morning),
      cmocka_unit_test(test_alternative_windows_rise_and_stay_apart),
      cmocka_unit_test(test_a_due_service_gets_its_visit),
      cmocka_unit_test(test_a_patient_without_a_team_is_visibly_unassigned),
      cmocka_unit_test(test_two_workers_make_two_rows),
      cmocka_unit_test(test_repeating_changes_nothing),
      cmocka_unit_test(test_repeating_changes_nothing_for_two_workers),
      cmocka_unit_test(test_a_changed_window_keeps_id_and_place_where_the_place_fits),
      cmocka_unit_test(test_a_changed_window_unassigns_where_the_place_does_not_fit),
      cmocka_unit_test(test_a_visit_that_became_a_nurses_leaves_the_care_workers_list),
      cmocka_unit_test(test_a_longer_visit_must_leave_time_for_the_next),
      cmocka_unit_test(test_pinned_and_done_visits_stay_as_they_are),
      cmocka_unit_test(test_a_closed_list_is_left_alone),
      cmocka_unit_test(test_a_list_under_way_is_left_alone),
      cmocka_unit_test(test_one_worker_more_replaces_the_visit),
      cmocka_unit_test(test_both_rows_of_a_pair_lose_their_places_together),
      cmocka_unit_test(test_a_pinned_row_gives_way_with_its_other_half),
      cmocka_unit_test(test_a_service_that_ended_cancels_its_visit),
      cmocka_unit_test(test_a_suspension_takes_the_visit_away_and_gives_it_back),
      cmocka_unit_test(test_a_new_visit_of_a_suspended_patient_begins_suspended),
      cmocka_unit_test(test_a_dropped_visit_is_not_made_again),
      cmocka_unit_test(test_a_visit_added_by_hand_stays_while_its_patient_has_services),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
