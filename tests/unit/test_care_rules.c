/* The rules of care: expected values are worked by hand from domain.md and interface.md. */
#include "check.h"
#include "vaktrom/care.h"

static date day_of(const char *text) {
  date d = DATE_NONE;
  assert_true(date_parse(text, &d));
  return d;
}

/* --- Words --- */

static void test_tokens_are_those_of_the_contract(void **state) {
  (void)state;
  assert_string_equal(word_token(&words_role, ROLE_CARE_WORKER), "care_worker");
  assert_string_equal(word_token(&words_team_kind, TEAM_HT), "HT");
  assert_string_equal(word_token(&words_visit_state, VISIT_NOT_DONE), "not_done");
  assert_int_equal(word_code(&words_absence_reason, "child_sick"), ABSENCE_CHILD_SICK);
  assert_int_equal(word_code(&words_queue_kind, "grey_zone"), QUEUE_GREY_ZONE);
  assert_int_equal(word_code(&words_consciousness, "C"), AVPU_CONFUSION);
  assert_int_equal(word_code(&words_function, ""), FUNCTION_NONE); /* empty = walks a list */
  assert_int_equal(word_code(&words_role, "doctor"), NONE);
  assert_string_equal(word_token(&words_role, 99), "");
}

static void test_every_word_is_found_again_by_its_token(void **state) {
  (void)state;
  const struct words *all[] = {&words_role,
                               &words_function,
                               &words_team_kind,
                               &words_shift,
                               &words_priority,
                               &words_window,
                               &words_visit_state,
                               &words_transport,
                               &words_employment,
                               &words_patient_status,
                               &words_absence_reason,
                               &words_suspension_reason,
                               &words_not_done_reason,
                               &words_queue_kind,
                               &words_urgency,
                               &words_queue_state,
                               &words_outcome,
                               &words_consciousness,
                               &words_yes_no,
                               &words_gender,
                               &words_severity,
                               &words_light,
                               &words_ground,
                               &words_transfer_state,
                               &words_list_state,
                               &words_carry_state,
                               &words_replacement,
                               &words_refusal};
  for (size_t t = 0; t < COUNT_OF(all); t++)
    for (size_t i = 0; i < all[t]->n; i++) {
      assert_int_equal(all[t]->at[i].code, (int)i);
      assert_int_equal(word_code(all[t], all[t]->at[i].token), (int)i);
    }
}

/* --- Roles and skills --- */

static void test_the_ladder_of_roles(void **state) {
  (void)state;
  assert_true(role_may(ROLE_NURSE, ROLE_ASSISTANT));
  assert_true(role_may(ROLE_NURSE, ROLE_NURSE));
  assert_true(role_may(ROLE_CARE_WORKER, ROLE_ASSISTANT));
  assert_false(role_may(ROLE_CARE_WORKER, ROLE_NURSE));
  assert_false(role_may(ROLE_ASSISTANT, ROLE_CARE_WORKER));
  assert_true(role_may(ROLE_APPRENTICE, ROLE_ASSISTANT)); /* counts as an assistant ... */
  assert_false(role_may(ROLE_APPRENTICE, ROLE_CARE_WORKER));
  assert_true(role_may(ROLE_ASSISTANT, ROLE_APPRENTICE));   /* ... both ways */
  assert_false(role_may(ROLE_NURSE, ROLE_PHYSIOTHERAPIST)); /* therapists match exactly */
  assert_false(role_may(ROLE_PHYSIOTHERAPIST, ROLE_ASSISTANT));
  assert_true(role_may(ROLE_DIETITIAN, ROLE_DIETITIAN));
  assert_false(role_may(ROLE_DIETITIAN, ROLE_OCCUPATIONAL_THERAPIST));
}

static void test_replacement_classes(void **state) {
  (void)state;
  assert_int_equal(replacement_class(ROLE_CARE_WORKER, ROLE_CARE_WORKER), REPLACEMENT_SAME);
  assert_int_equal(replacement_class(ROLE_CARE_WORKER, ROLE_NURSE), REPLACEMENT_HIGHER);
  assert_int_equal(replacement_class(ROLE_NURSE, ROLE_ASSISTANT), REPLACEMENT_LOWER);
  assert_int_equal(replacement_class(ROLE_APPRENTICE, ROLE_ASSISTANT), REPLACEMENT_SAME);
  assert_int_equal(replacement_class(ROLE_NURSE, ROLE_DIETITIAN), REPLACEMENT_NONE);
}

static void test_a_skill_holds_to_its_last_day_and_for_its_patient(void **state) {
  (void)state;
  const struct skill skills[] = {
      {"insulin", day_of("2026-03-03"), NULL},
      {"tube_feeding", DATE_NONE, "P012"},
      {"stoma", DATE_NONE, NULL},
  };
  const struct worker worker = {.id = "S1", .skills = skills, .n_skills = 3};
  assert_true(worker_has_skill(&worker, "insulin", "P001", day_of("2026-03-03"))); /* the bound is inclusive */
  assert_false(worker_has_skill(&worker, "insulin", "P001", day_of("2026-03-04")));
  assert_true(worker_has_skill(&worker, "tube_feeding", "P012", day_of("2026-03-04")));
  assert_false(worker_has_skill(&worker, "tube_feeding", "P013", day_of("2026-03-04")));
  assert_true(worker_has_skill(&worker, "stoma", "P013", day_of("2030-01-01")));
  assert_false(worker_has_skill(&worker, "dialysis", "P013", day_of("2026-03-04")));
}

/* --- A small base: HT1 with OT1 and OT2; S1 care worker (insulin until 3 March), S2 nurse; P1 does not want S2 --- */

struct base {
  struct day day;
  struct team teams[3];
  struct task tasks[2];
  struct worker staff[2];
  struct patient patients[2];
  struct shift_row shifts[1];
  struct absence absences[1];
  struct suspension suspensions[2];
  struct work_list lists[3];
};

static const struct skill insulin_to_march_3[] = {{"insulin", 20515, NULL}}; /* 20515 = 2026-03-03 */

static void set_up_base(struct base *base) {
  date on = day_of("2026-03-03");
  assert_int_equal(on, 20515);
  *base = (struct base){
      .teams = {{.id = "HT1", .kind = TEAM_HT, .ht = 0, .lat = 60.30, .lon = 5.30, .location = ""},
                {.id = "OT1", .kind = TEAM_OT, .ht = 0, .lat = 60.30, .lon = 5.30, .location = ""},
                {.id = "OT2", .kind = TEAM_OT, .ht = 0, .lat = 60.30, .lon = 5.40, .location = ""}},
      .tasks = {{.id = "morning_care"}, {.id = "shopping"}},
      .staff = {{.id = "S1",
                 .role = ROLE_CARE_WORKER,
                 .team = 1,
                 .skills = insulin_to_march_3,
                 .n_skills = 1,
                 .exclude_tasks = "shopping"},
                {.id = "S2", .role = ROLE_NURSE, .team = 0}},
      .patients = {{.id = "P1",
                    .address = "A 1",
                    .lat = 60.31,
                    .lon = 5.30,
                    .team = 1,
                    .cooperating_team = NONE,
                    .exclude_staff = "S9 S2"},
                   {.id = "P2", .address = "B 2", .lat = 60.31, .lon = 5.30, .team = 0, .cooperating_team = NONE}},
      .absences = {{.staff = 1, .from = on, .until = on + 1, .shift = SHIFT_EVENING}},
      .suspensions = {{.patient = 0, .from = on + 1, .until = on + 3, .review = DATE_NONE},
                      {.patient = 1, .from = on, .until = DATE_NONE, .review = on + 9}},
      .lists = {{.id = "L1", .date = on, .shift = SHIFT_DAY, .team = 1, .staff = 0, .covers = "OT2"},
                {.id = "L2", .date = on, .shift = SHIFT_EVENING, .team = 0, .staff = 1},
                {.id = "L3", .date = on, .team = 0, .staff = 1, .function = FUNCTION_DUTY_NURSE}},
  };
  base->day = (struct day){.date = on,
                           .teams = base->teams,
                           .n_teams = 3,
                           .tasks = base->tasks,
                           .n_tasks = 2,
                           .staff = base->staff,
                           .n_staff = 2,
                           .patients = base->patients,
                           .n_patients = 2,
                           .absences = base->absences,
                           .n_absences = 1,
                           .suspensions = base->suspensions,
                           .n_suspensions = 2,
                           .lists = base->lists,
                           .n_lists = 3};
}

static struct visit visit_of(const struct base *base, int patient, enum role role, const char *skills) {
  return (struct visit){.id = "V1",
                        .date = base->day.date,
                        .shift = SHIFT_DAY,
                        .patient = patient,
                        .team = 1,
                        .min_role = role,
                        .skills = skills};
}

static void test_why_a_worker_may_not(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  const char *skill = NULL;
  struct visit visit = visit_of(&base, 1, ROLE_ASSISTANT, "insulin");
  assert_int_equal(worker_refusal(&base.day, 0, &visit, &skill), REFUSAL_NONE);
  assert_int_equal(worker_refusal(&base.day, 1, &visit, &skill), REFUSAL_SKILL);
  assert_string_equal(skill, "insulin");
  visit.date++;
  assert_int_equal(worker_refusal(&base.day, 0, &visit, &skill), REFUSAL_SKILL_EXPIRED);
  visit = visit_of(&base, 1, ROLE_NURSE, "");
  assert_int_equal(worker_refusal(&base.day, 0, &visit, NULL), REFUSAL_ROLE);
  visit = visit_of(&base, 0, ROLE_NURSE, "");
  assert_int_equal(worker_refusal(&base.day, 1, &visit, NULL), REFUSAL_EXCLUDED_STAFF);
  visit = visit_of(&base, 1, ROLE_ASSISTANT, "");
  visit.task = 1;
  assert_int_equal(worker_refusal(&base.day, 0, &visit, NULL), REFUSAL_EXCLUDED_TASK);
  arena_free(&base.day.arena);
}

static void test_why_a_list_may_not(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  struct visit visit = visit_of(&base, 1, ROLE_ASSISTANT, "");
  assert_int_equal(list_refusal(&base.day, 0, &visit, NULL), REFUSAL_NONE);
  visit.team = 2;
  assert_int_equal(list_refusal(&base.day, 0, &visit, NULL), REFUSAL_NONE); /* L1 covers OT2 */
  visit.team = 0;
  assert_int_equal(list_refusal(&base.day, 0, &visit, NULL), REFUSAL_TEAM);
  visit.team = 1;
  visit.shift = SHIFT_EVENING;
  assert_int_equal(list_refusal(&base.day, 0, &visit, NULL), REFUSAL_SHIFT);
  assert_int_equal(list_refusal(&base.day, 1, &visit, NULL), REFUSAL_ABSENT); /* S2, evening */
  assert_int_equal(list_refusal(&base.day, 2, &visit, NULL), REFUSAL_NO_LIST);
  base.lists[0].staff = NONE;
  assert_int_equal(list_refusal(&base.day, 0, &visit, NULL), REFUSAL_ABSENT);
  arena_free(&base.day.arena);
}

/* --- Dates, shifts --- */

static void test_absence_and_suspension_bounds_are_inclusive(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  date on = base.day.date;
  assert_int_equal(day_absence(&base.day, 1, on + 1, SHIFT_EVENING), 0);
  assert_int_equal(day_absence(&base.day, 1, on + 2, SHIFT_EVENING), NONE);
  assert_int_equal(day_absence(&base.day, 1, on, SHIFT_DAY), NONE);
  assert_int_equal(day_absence(&base.day, 0, on, SHIFT_EVENING), NONE);
  base.absences[0].until = DATE_NONE; /* open */
  assert_int_equal(day_absence(&base.day, 1, on + 90, SHIFT_EVENING), 0);
  base.absences[0].shift = NONE; /* every shift */
  assert_int_equal(day_absence(&base.day, 1, on, SHIFT_DAY), 0);
  assert_int_equal(day_suspension(&base.day, 0, on), NONE);
  assert_int_equal(day_suspension(&base.day, 0, on + 1), 0);
  assert_int_equal(day_suspension(&base.day, 0, on + 3), 0);
  assert_int_equal(day_suspension(&base.day, 0, on + 4), NONE);
  assert_int_equal(day_suspension(&base.day, 1, on + 400), 1); /* open */
}

/* The first date from the time on, the later ones as a whole. */
static void test_who_goes_home_is_there_until_then(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  date on = base.day.date;
  base.absences[0].from_time = 18 * 60 + 30;
  assert_int_equal(day_leaves(&base.day, 1, on, SHIFT_EVENING), 1110);
  assert_int_equal(day_leaves(&base.day, 1, on + 1, SHIFT_EVENING), 0);
  assert_int_equal(day_leaves(&base.day, 1, on, SHIFT_DAY), MINUTE_NONE);
  assert_true(is_away_before(1110, 1111));
  assert_false(is_away_before(1110, 1110));
  assert_false(is_away_before(MINUTE_NONE, 1110));
  assert_int_equal(absence_from_wall(120, SHIFT_NIGHT), 1560); /* 02:00 the next morning */
  assert_int_equal(absence_from_wall(1380, SHIFT_NIGHT), 1380);
  assert_int_equal(absence_from_wall(630, SHIFT_DAY), 630);
  assert_int_equal(absence_from_wall(630, NONE), 630);
}

static void test_dates_of_a_service(void **state) {
  (void)state;
  date monday = day_of("2026-03-02");
  struct service weekdays = {.days = "M-W-F--", .start = monday, .until = monday + 11};
  assert_true(service_due(&weekdays, monday));
  assert_false(service_due(&weekdays, monday + 1));
  assert_true(service_due(&weekdays, monday + 2));
  assert_false(service_due(&weekdays, monday - 7)); /* before the start */
  assert_true(service_due(&weekdays, monday + 11)); /* Friday of the second week: until is inclusive */
  assert_false(service_due(&weekdays, monday + 14));
  struct service third = {.days = "", .every = 3, .start = monday + 1, .until = DATE_NONE};
  assert_false(service_due(&third, monday));
  assert_true(service_due(&third, monday + 1)); /* counts from the start */
  assert_false(service_due(&third, monday + 3));
  assert_true(service_due(&third, monday + 4));
  assert_true(service_due(&third, monday + 1 + 300));
}

static void test_team_of_a_service(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  struct service care = {.patient = 0, .min_role = ROLE_CARE_WORKER, .second_role = NONE, .second_team = NONE};
  assert_int_equal(service_team(&base.day, &care, false), 1); /* the patient's OT */
  struct service wound = care;
  wound.min_role = ROLE_NURSE;
  assert_int_equal(service_team(&base.day, &wound, false), 0); /* nurses' work is the HT's */
  struct service training = care;
  training.min_role = ROLE_PHYSIOTHERAPIST;
  assert_int_equal(service_team(&base.day, &training, false), 0);
  care.second_role = ROLE_NURSE;
  assert_int_equal(service_team(&base.day, &care, false), 1);
  assert_int_equal(service_team(&base.day, &care, true), 0);
  care.second_team = 2;
  assert_int_equal(service_team(&base.day, &care, true), 2);
  care.patient = 1; /* HT's own patient: all of it, unless an OT cooperates */
  assert_int_equal(service_team(&base.day, &care, false), 0);
  base.patients[1].cooperating_team = 1;
  assert_int_equal(service_team(&base.day, &care, false), 1);
  base.patients[0].team = NONE;
  assert_int_equal(service_team(&base.day, &wound, false), NONE);
}

static void test_shift_of_a_start(void **state) {
  (void)state;
  const int begins = 6 * 60, evening = 15 * 60, night = 22 * 60 + 30;
  assert_int_equal(shift_of_wall(6 * 60, begins, evening, night), SHIFT_DAY);
  assert_int_equal(shift_of_wall(5 * 60 + 59, begins, evening, night), SHIFT_NIGHT);
  assert_int_equal(shift_of_wall(14 * 60 + 59, begins, evening, night), SHIFT_DAY);
  assert_int_equal(shift_of_wall(15 * 60, begins, evening, night), SHIFT_EVENING);
  assert_int_equal(shift_of_wall(22 * 60 + 30, begins, evening, night), SHIFT_NIGHT);
  assert_int_equal(shift_of_wall(0, begins, evening, night), SHIFT_NIGHT);
}

static void test_rest_counts_true_hours(void **state) {
  (void)state;
  struct shift_row evening = {.date = day_of("2026-03-03"), .start = 15 * 60, .end = 22 * 60 + 30};
  struct shift_row day = {.date = day_of("2026-03-04"), .start = 7 * 60 + 30, .end = 15 * 60};
  assert_int_equal(rest_minutes(&evening, &day), 9 * 60);
  /* The night to 29 March 2026 is an hour shorter. A row's minutes are true minutes: 07:30 is 390 that morning. */
  evening.date = day_of("2026-03-28");
  day.date = day_of("2026-03-29");
  day.start = minute_from_wall(day.date, 7 * 60 + 30);
  assert_int_equal(rest_minutes(&evening, &day), 8 * 60);
  assert_true(rest_minutes(&day, &evening) < 0);
}

/* --- Finding things, travel --- */

static void test_finding_visits_and_their_halves(void **state) {
  (void)state;
  struct visit visits[] = {{.id = "V1"}, {.id = "V12"}, {.id = "V2/1"}, {.id = "V2/2"}, {.id = "V3"}};
  struct day day = {.visits = visits, .n_visits = 5};
  for (int i = 0; i < 5; i++)
    assert_int_equal(day_find_visit(&day, visits[i].id), i);
  assert_int_equal(day_find_visit(&day, "V2"), NONE);
  assert_int_equal(day_find_visit(&day, NULL), NONE);
  int rows[2];
  assert_int_equal(day_find_visit_rows(&day, "V2", rows), 2);
  assert_int_equal(rows[0], 2);
  assert_int_equal(rows[1], 3);
  assert_int_equal(day_find_visit_rows(&day, "V2/2", rows), 1);
  assert_int_equal(rows[0], 3);
  assert_int_equal(day_find_visit_rows(&day, "V12", rows), 1);
  assert_int_equal(day_find_visit_rows(&day, "V9", rows), 0);
  assert_int_equal(day_partner(&day, 2), 3);
  assert_int_equal(day_partner(&day, 3), 2);
  assert_int_equal(day_partner(&day, 1), NONE);
}

static void test_times_met(void **state) {
  (void)state;
  struct acquaintance met[] = {{0, 3, 2, 4}, {1, 0, 5, 9}, {1, 2, 1, 1}, {7, 1, 6, 6}};
  struct day day = {.acquaintances = met, .n_acquaintances = 4};
  assert_int_equal(day_times_met(&day, 1, 0), 5);
  assert_int_equal(day_times_met(&day, 1, 1), 0);
  assert_int_equal(day_times_met(&day, 7, 1), 6);
  assert_int_equal(day_times_met(&day, 0, 3), 2);
}

static void test_travel_table_before_estimate(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  struct travel_time table[] = {
      {"OT1", "P1", TRANSPORT_CAR, 4}, {"OT1", "P1", TRANSPORT_WALK, 19}, {"P1", "OT1", TRANSPORT_CAR, 6}};
  base.day.travel = table;
  base.day.n_travel = 3;
  bool estimated = true;
  assert_int_equal(day_travel(&base.day, PLACE_OF_TEAM(1), 0, TRANSPORT_CAR, &estimated), 4);
  assert_false(estimated);
  assert_int_equal(day_travel(&base.day, PLACE_OF_TEAM(1), 0, TRANSPORT_WALK, NULL), 19);
  assert_int_equal(day_travel(&base.day, 0, PLACE_OF_TEAM(1), TRANSPORT_CAR, NULL), 6);
  /* 0.01 degrees of latitude = 1.112 km of beeline, 1.557 km of road: by bike at 14 km/h 6.67 min, and 1 to park. */
  assert_int_equal(day_travel(&base.day, PLACE_OF_TEAM(1), 0, TRANSPORT_BIKE, &estimated), 8);
  assert_true(estimated);
}

static void test_travel_estimates(void **state) {
  (void)state;
  struct base base;
  set_up_base(&base);
  bool estimated = true;
  /* OT1 - OT2: 0.1 degrees of longitude at 60.30 N = 11.119 km x cos(60.30) = 5.509 km; 7.713 km of road: by car
   * 15.43 min, and 2 to park; on foot 102.8 min. */
  assert_int_equal(day_travel(&base.day, PLACE_OF_TEAM(1), PLACE_OF_TEAM(2), TRANSPORT_CAR, NULL), 18);
  assert_int_equal(day_travel(&base.day, PLACE_OF_TEAM(1), PLACE_OF_TEAM(2), TRANSPORT_WALK, NULL), 103);
  assert_int_equal(day_travel(&base.day, 0, 1, TRANSPORT_CAR, &estimated), 0); /* the same house */
  assert_false(estimated);
  base.patients[1].lat = COORDINATE_NONE;
  assert_int_equal(day_travel(&base.day, 0, 1, TRANSPORT_CAR, &estimated), 15);
  assert_true(estimated);
  base.patients[1].address = "A 1";
  assert_int_equal(day_travel(&base.day, 0, 1, TRANSPORT_CAR, NULL), 0);
}

/* A protected address is told as such; of somebody whom the reader may not read about not even that there is one. */
static void test_who_is_shown(void **state) {
  (void)state;
  struct patient patient = {.id = "P1", .name = "Per", .address = "Road 1"};
  assert_string_equal(patient_shown_name(&patient), "Per");
  assert_string_equal(patient_shown_address(&patient), "Road 1");
  patient.protected_address = true;
  assert_string_equal(patient_shown_name(&patient), "(protected)");
  assert_string_equal(patient_shown_address(&patient), "protected address");
  patient.closed = true;
  assert_string_equal(patient_shown_name(&patient), "(hidden)");
  assert_string_equal(patient_shown_address(&patient), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tokens_are_those_of_the_contract),
      cmocka_unit_test(test_every_word_is_found_again_by_its_token),
      cmocka_unit_test(test_the_ladder_of_roles),
      cmocka_unit_test(test_replacement_classes),
      cmocka_unit_test(test_a_skill_holds_to_its_last_day_and_for_its_patient),
      cmocka_unit_test(test_why_a_worker_may_not),
      cmocka_unit_test(test_why_a_list_may_not),
      cmocka_unit_test(test_absence_and_suspension_bounds_are_inclusive),
      cmocka_unit_test(test_who_goes_home_is_there_until_then),
      cmocka_unit_test(test_dates_of_a_service),
      cmocka_unit_test(test_team_of_a_service),
      cmocka_unit_test(test_shift_of_a_start),
      cmocka_unit_test(test_rest_counts_true_hours),
      cmocka_unit_test(test_finding_visits_and_their_halves),
      cmocka_unit_test(test_times_met),
      cmocka_unit_test(test_travel_table_before_estimate),
      cmocka_unit_test(test_travel_estimates),
      cmocka_unit_test(test_who_is_shown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
