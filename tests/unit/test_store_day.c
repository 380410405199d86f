/* The snapshot of a date, and rows that are read by themselves: what was written comes back. */
#include "store_fixture.h"

static struct day *load(struct fixture *fixture, const char *text) {
  struct day *day = NULL;
  DONE(fixture, store_load_day(fixture->store, on(text), &day, &fixture->err));
  return day;
}

static void begin(struct fixture *fixture) {
  DONE(fixture, store_begin(fixture->store, "S3", "a test", &fixture->err));
}

static void commit(struct fixture *fixture) {
  DONE(fixture, store_commit(fixture->store, &fixture->err));
}

/* --- The organisation ----------------------------------------------------------------------------------------------
 */

static void test_the_base_is_loaded_with_its_references(void **state) {
  struct fixture *fixture = *state;
  struct day *day = load(fixture, "2026-03-02");
  int ot = day_find_team(day, "OT1"), ht = day_find_team(day, "HT1");
  assert_int_equal(day->teams[ot].ht, ht);
  assert_int_equal(day->teams[ht].ht, ht);
  assert_int_equal(day->teams[ot].max_lists, 10); /* the setting's default */
  assert_string_equal(day->teams[ot].areas, "Nord Vest");
  const struct worker *kari = &day->staff[day_find_staff(day, "S1")];
  assert_int_equal(kari->functions, 1u << FUNCTION_DUTY_NURSE | 1u << FUNCTION_NURSE_2);
  assert_int_equal(kari->n_skills, 2);
  assert_string_equal(kari->skills[0].code, "insulin");
  assert_int_equal(kari->skills[0].expires, on("2027-05-31"));
  assert_string_equal(kari->skills[0].patient, "P1");
  assert_string_equal(kari->skills[1].code, "wound");
  assert_int_equal(kari->skills[1].expires, DATE_NONE);
  assert_null(kari->skills[1].patient);
  const struct patient *anna = &day->patients[day_find_patient(day, "P1")];
  assert_int_equal(anna->team, ot);
  assert_int_equal(anna->primary_contact, day_find_staff(day, "S3"));
  assert_int_equal(anna->secondary_contact, NONE);
  assert_int_equal(anna->admitted, DATE_NONE);
  assert_string_equal(anna->exclude_staff, "S4");
  assert_int_equal(day->tasks[day_find_task(day, "care")].load, 4);
  day_free(day);
}

static void test_services_take_the_tasks_values(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(
      fixture,
      "INSERT INTO services (service, patient, task, days, start, until, earliest, latest, \"window\") VALUES"
      " ('A', 'P1', 'insulin', 'MTWTFSS', '2026-01-01', NULL, '07:30 22:30', '08:30 00:30', 'hard'),"
      " ('old', 'P1', 'care', 'MTWTFSS', '2026-01-01', '2026-03-01', '07:30', '08:30', 'soft'),"
      " ('new', 'P1', 'care', 'MTWTFSS', '2026-03-03', NULL, '07:30', '08:30', 'soft');"
      "INSERT INTO services (service, patient, task, every, start, earliest, latest, duration, min_role, priority,"
      " follows, min_gap, max_gap, staff_count, second_role) VALUES"
      " ('B', 'P1', 'care', 3, '2026-01-01', '08:00', '09:00', 25, 'care_worker', 'may', 'A', 20, 40, 2, 'nurse')"));
  struct day *day = load(fixture, "2026-03-02");
  assert_int_equal(day->n_services, 2); /* the old one ended the day before, the new one starts the day after */
  const struct service *a = &day->services[day_find_service(day, "A")];
  const struct service *b = &day->services[day_find_service(day, "B")];
  assert_int_equal(a->duration, 15);
  assert_int_equal(a->min_role, ROLE_NURSE);
  assert_string_equal(a->skills, "insulin");
  assert_int_equal(a->window, WINDOW_HARD);
  assert_int_equal(a->n_windows, 2);
  assert_int_equal(a->windows[0].earliest, 450);
  assert_int_equal(a->windows[1].earliest, 1350);
  assert_int_equal(a->windows[1].latest, 1470); /* 00:30 is the next day */
  assert_int_equal(a->second_role, NONE);
  assert_int_equal(b->every, 3);
  assert_int_equal(b->duration, 25);
  assert_int_equal(b->min_role, ROLE_CARE_WORKER);
  assert_int_equal(b->priority, PRIORITY_MAY);
  assert_string_equal(b->follows, "A");
  assert_int_equal(b->max_gap, 40);
  assert_int_equal(b->second_role, ROLE_NURSE);
  day_free(day);
}

static void test_a_transfer_counts_from_its_day(void **state) {
  struct fixture *fixture = *state;
  struct transfer transfer = {.id = "T1",
                              .patient = "P1",
                              .from_team = "OT1",
                              .to_team = "HT1",
                              .reason = "gets worse",
                              .from_date = on("2026-03-04"),
                              .state = TRANSFER_ANNOUNCED,
                              .ack_from = true,
                              .cooperating_team = "OT1",
                              .at = INSTANT_NONE};
  begin(fixture);
  DONE(fixture, store_save_transfer(fixture->store, &transfer, &fixture->err));
  commit(fixture);
  const struct {
    const char *date, *team;
  } announced[] = {{"2026-03-03", "OT1"}, {"2026-03-04", "HT1"}, {"2026-04-01", "HT1"}};
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < COUNT_OF(announced); i++) {
      struct day *day = load(fixture, announced[i].date);
      assert_string_equal(day->teams[day->patients[day_find_patient(day, "P1")].team].id, announced[i].team);
      day_free(day);
    }
    /* Done: the patient's row says the new team, and the days before still know the old one. */
    transfer.state = TRANSFER_DONE;
    begin(fixture);
    DONE(fixture, store_save_transfer(fixture->store, &transfer, &fixture->err));
    DONE(fixture, store_save_patient_team(fixture->store, "P1", "HT1", "OT1", &fixture->err));
    commit(fixture);
  }
}

/* --- The dated work ------------------------------------------------------------------------------------------------
 */

static void test_lists_and_visits_come_back_as_saved(void **state) {
  struct fixture *fixture = *state;
  struct day *day = load(fixture, "2026-03-02");
  struct work_list list = {.id = "L1",
                           .date = day->date,
                           .shift = SHIFT_DAY,
                           .team = day_find_team(day, "OT1"),
                           .staff = day_find_staff(day, "S3"),
                           .start = 450,
                           .end = 900,
                           .function = FUNCTION_COORDINATOR,
                           .covers = "HT1",
                           .state = LIST_APPROVED};
  struct work_list lists[] = {list};
  day->lists = lists;
  day->n_lists = 1;
  struct visit visit = {.id = "V1",
                        .date = day->date,
                        .shift = SHIFT_DAY,
                        .patient = day_find_patient(day, "P1"),
                        .task = day_find_task(day, "care"),
                        .team = day_find_team(day, "OT1"),
                        .min_role = ROLE_CARE_WORKER,
                        .skills = "stoma",
                        .duration = 25,
                        .windows = {{480, 540}, {700, 720}},
                        .n_windows = 2,
                        .window = WINDOW_HARD,
                        .priority = PRIORITY_SHOULD,
                        .state = VISIT_LISTED,
                        .list = 0,
                        .seq = 3,
                        .start = 485,
                        .staff = NONE,
                        .pinned = true};
  begin(fixture);
  DONE(fixture, store_save_list(fixture->store, day, &lists[0], &fixture->err));
  DONE(fixture, store_save_visit(fixture->store, day, &visit, &fixture->err));
  commit(fixture);
  struct day *again = load(fixture, "2026-03-02");
  assert_int_equal(again->n_lists, 1);
  assert_int_equal(again->lists[0].start, 450);
  assert_int_equal(again->lists[0].end, 900);
  assert_int_equal(again->lists[0].function, FUNCTION_COORDINATOR);
  assert_string_equal(again->lists[0].covers, "HT1");
  assert_int_equal(again->lists[0].state, LIST_APPROVED);
  assert_int_equal(again->n_visits, 1);
  const struct visit *seen = &again->visits[0];
  assert_int_equal(seen->patient, visit.patient);
  assert_null(seen->service);
  assert_int_equal(seen->min_role, ROLE_CARE_WORKER);
  assert_string_equal(seen->skills, "stoma");
  assert_int_equal(seen->n_windows, 2);
  assert_memory_equal(seen->windows, visit.windows, sizeof visit.windows);
  assert_int_equal(seen->window, WINDOW_HARD);
  assert_int_equal(seen->priority, PRIORITY_SHOULD);
  assert_int_equal(seen->seq, 3);
  assert_int_equal(seen->start, 485);
  assert_int_equal(seen->staff, lists[0].staff); /* whoever has the list */
  assert_true(seen->pinned);
  assert_false(seen->by_hand);
  assert_int_equal(seen->load, 4);
  assert_null(seen->reason);
  /* Taken off: nothing of its place stays. */
  visit.state = VISIT_UNASSIGNED;
  visit.reason = "no time";
  begin(fixture);
  DONE(fixture, store_save_visit(fixture->store, day, &visit, &fixture->err));
  commit(fixture);
  day_free(again);
  again = load(fixture, "2026-03-02");
  assert_int_equal(again->visits[0].list, NONE);
  assert_int_equal(again->visits[0].seq, 0);
  assert_int_equal(again->visits[0].start, MINUTE_NONE);
  assert_int_equal(again->visits[0].staff, NONE);
  assert_string_equal(again->visits[0].reason, "no time");
  assert_int_equal(store_date_of_visit(fixture->store, "V1"), on("2026-03-02"));
  assert_int_equal(store_date_of_list(fixture->store, "L1"), on("2026-03-02"));
  assert_int_equal(store_date_of_list(fixture->store, "L7"), DATE_NONE);
  day_free(again);
  day_free(day);
}

static void test_a_night_across_a_clock_change_keeps_its_true_length(void **state) {
  struct fixture *fixture = *state;
  /* 28 to 29 March 2026: the clock goes from 02:00 to 03:00. From 22:00 (21:00 UTC) to 07:30 (05:30 UTC): 8.5 hours. */
  assert_true(change(fixture, "INSERT INTO shifts (date, shift, staff, team, start_at, end_at) VALUES"
                              " ('2026-03-28', 'night', 'S1', 'HT1', strftime('%s', '2026-03-28T21:00:00Z') + 0,"
                              " strftime('%s', '2026-03-29T05:30:00Z') + 0),"
                              " ('2026-03-29', 'evening', 'S1', 'HT1', strftime('%s', '2026-03-29T13:00:00Z') + 0,"
                              " strftime('%s', '2026-03-29T20:00:00Z') + 0)"));
  struct day *day = load(fixture, "2026-03-29");
  assert_int_equal(day->n_shifts, 2);
  assert_int_equal(day->shifts[0].start, 22 * 60);
  assert_int_equal(day->shifts[0].end, 22 * 60 + 510);
  assert_int_equal(day->shifts[1].start, 14 * 60); /* 15:00 on the wall, 14 hours after midnight */
  assert_int_equal(rest_minutes(&day->shifts[0], &day->shifts[1]), 450);
  day_free(day);
}

static void test_links_follow_from_services_and_halves(void **state) {
  struct fixture *fixture = *state;
  assert_true(
      change(fixture,
             "INSERT INTO services (service, patient, task, days, start, earliest, latest, follows, min_gap, max_gap)"
             " VALUES ('A', 'P1', 'insulin', 'MTWTFSS', '2026-01-01', '07:30', '08:30', NULL, NULL, NULL),"
             " ('B', 'P1', 'care', 'MTWTFSS', '2026-01-01', '07:30', '09:30', 'A', 15, 45);"
             "INSERT INTO visits (visit, date, shift, patient, service, task, team, min_role, duration, earliest,"
             " latest, \"window\", priority, state) SELECT column1, '2026-03-02', 'day', 'P1', column2, 'care', 'OT1',"
             " 'assistant', 30, '480', '540', 'soft', 'must', 'unassigned' FROM (VALUES ('V1', 'A'), ('V2/1', 'B'),"
             " ('V2/2', 'B'), ('V3/1', NULL), ('V3/2', NULL))"));
  struct day *day = load(fixture, "2026-03-02");
  assert_int_equal(day->n_links, 3);
  assert_string_equal(day->visits[day->links[0].first].id, "V2/1");
  assert_string_equal(day->visits[day->links[0].second].id, "V2/2");
  assert_true(day->links[0].different_staff);
  assert_int_equal(day->links[0].max_gap, 0);
  assert_string_equal(day->visits[day->links[2].first].id, "V1");
  assert_string_equal(day->visits[day->links[2].second].id, "V2/1");
  assert_int_equal(day->links[2].min_gap, 15);
  assert_int_equal(day->links[2].max_gap, 45);
  assert_false(day->links[2].different_staff);
  day_free(day);
  /* What does not take place binds nothing. */
  assert_true(change(fixture, "UPDATE visits SET state = 'suspended' WHERE visit IN ('V1', 'V3/1', 'V3/2')"));
  day = load(fixture, "2026-03-02");
  assert_int_equal(day->n_links, 1);
  day_free(day);
}

static void test_who_is_away_is_loaded_around_the_date(void **state) {
  struct fixture *fixture = *state;
  struct suspension suspension = {NONE, on("2026-02-20"), on("2026-03-01"), DATE_NONE, SUSPENSION_HOSPITAL};
  struct absence absence = {NONE, on("2026-03-04"), DATE_NONE, ABSENCE_LEAVE, SHIFT_EVENING, 0};
  begin(fixture);
  DONE(fixture, store_save_suspension(fixture->store, "P1", &suspension, &fixture->err));
  DONE(fixture, store_save_absence(fixture->store, "S3", &absence, &fixture->err));
  commit(fixture);
  struct day *day = load(fixture, "2026-03-02"); /* ended the day before: still of interest */
  assert_int_equal(day->n_suspensions, 1);
  assert_int_equal(day_suspension(day, day_find_patient(day, "P1"), on("2026-03-01")), 0);
  assert_int_equal(day_suspension(day, day_find_patient(day, "P1"), day->date), NONE);
  assert_int_equal(day->n_absences, 1);
  assert_int_equal(day_absence(day, day_find_staff(day, "S3"), on("2026-03-05"), SHIFT_EVENING), 0);
  assert_int_equal(day_absence(day, day_find_staff(day, "S3"), on("2026-03-05"), SHIFT_DAY), NONE);
  day_free(day);
  day = load(fixture, "2026-03-03");
  assert_int_equal(day->n_suspensions, 0);
  day_free(day);
  day = load(fixture, "2026-03-01");
  assert_int_equal(day->n_absences, 0);
  day_free(day);
}

static void test_travel_is_in_the_order_that_lookups_need(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO travel VALUES ('P2', 'P1', 'walk', 40), ('P2', 'P1', 'bike', 20),"
                              " ('P2', 'P1', 'car', 9), ('OT1', 'P1', 'car', 4), ('P1', 'P2', 'car', 8)"));
  struct day *day = load(fixture, "2026-03-02");
  int p1 = day_find_patient(day, "P1"), p2 = day_find_patient(day, "P2");
  bool estimated = true;
  assert_int_equal(day_travel(day, p2, p1, TRANSPORT_CAR, &estimated), 9);
  assert_false(estimated);
  assert_int_equal(day_travel(day, p2, p1, TRANSPORT_BIKE, NULL), 20);
  assert_int_equal(day_travel(day, p2, p1, TRANSPORT_WALK, NULL), 40);
  assert_int_equal(day_travel(day, PLACE_OF_TEAM(day_find_team(day, "OT1")), p1, TRANSPORT_CAR, NULL), 4);
  day_free(day);
}

/* --- The days before -----------------------------------------------------------------------------------------------
 */

static void test_the_past_counts_fourteen_and_twenty_eight_days(void **state) {
  struct fixture *fixture = *state;
  /* Seen from 1 April: 4 March is 28 days before, 18 March 14; history and visits done count alike. */
  assert_true(change(
      fixture, "INSERT INTO history (date, shift, patient, staff, task, minutes, nth) VALUES"
               " ('2026-03-03', 'day', 'P1', 'S3', 'care', 100, 1), ('2026-03-04', 'day', 'P1', 'S3', 'care', 30,"
               " 1), ('2026-03-04', 'day', 'P1', 'S3', 'care', 31, 2), ('2026-03-18', 'day', 'P1', 'S3',"
               " 'insulin', 15, 1), ('2026-03-31', 'day', 'P2', 'S1', 'insulin', 10, 1), ('2026-04-01', 'day',"
               " 'P1', 'S3', 'care', 1000, 1);"
               "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, duration, earliest, latest,"
               " \"window\", priority, state, staff) VALUES"
               " ('V1', '2026-03-30', 'day', 'P1', 'care', 'OT1', 'assistant', 40, '480', '540', 'soft', 'must',"
               " 'done', 'S3'), ('V2', '2026-03-30', 'day', 'P1', 'care', 'OT1', 'assistant', 50, '480', '540',"
               " 'soft', 'must', 'unassigned', NULL)"));
  struct day *day = load(fixture, "2026-04-01");
  assert_int_equal(day->n_acquaintances, 2);
  assert_int_equal(day->acquaintances[0].patient, day_find_patient(day, "P1"));
  assert_int_equal(day->acquaintances[0].staff, day_find_staff(day, "S3"));
  assert_int_equal(day->acquaintances[0].times_14, 2);
  assert_int_equal(day->acquaintances[0].times_28, 4);
  assert_int_equal(day_times_met(day, day_find_patient(day, "P2"), day_find_staff(day, "S1")), 1);
  const struct worker *liv = &day->staff[day_find_staff(day, "S3")];
  assert_int_equal(liv->past_minutes, 30 + 31 + 15 + 40);
  assert_int_equal(liv->past_load, 3 * 4); /* care weighs 4, insulin 1 */
  day_free(day);
  assert_string_equal(ask_text(fixture, "PRAGMA integrity_check"), "ok"); /* see the table history */
}

/* A date is shown before what came before it is read; read later, it is the same, and it is read once. */
static void test_the_past_can_be_read_later(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO history (date, shift, patient, staff, task, minutes, nth) VALUES"
                              " ('2026-03-30', 'day', 'P1', 'S3', 'care', 30, 1),"
                              " ('2026-03-31', 'day', 'P2', 'S1', 'insulin', 10, 1)"));
  struct day *day = NULL;
  DONE(fixture, store_load_day_alone(fixture->store, on("2026-04-01"), &day, &fixture->err));
  assert_false(day->has_past);
  assert_int_equal(day->n_acquaintances, 0);
  assert_int_equal(day_times_met(day, day_find_patient(day, "P1"), day_find_staff(day, "S3")), 0);
  for (int twice = 0; twice < 2; twice++) {
    DONE(fixture, store_load_past(fixture->store, day, &fixture->err));
    assert_true(day->has_past);
    assert_int_equal(day->n_acquaintances, 2);
    assert_int_equal(day_times_met(day, day_find_patient(day, "P1"), day_find_staff(day, "S3")), 1);
    assert_int_equal(day->staff[day_find_staff(day, "S3")].past_minutes, 30);
    assert_int_equal(day->staff[day_find_staff(day, "S3")].past_load, 4);
  }
  day_free(day);
}

/* --- Rows by themselves --------------------------------------------------------------------------------------------
 */

static void test_needs_hold_from_and_until(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct need *needs = NULL;
  int n = 0;
  struct need palliative = {"P1", "palliative", "", "S1", on("2026-03-02"), DATE_NONE};
  struct need frailty = {"P1", "frailty", "6", "S1", on("2026-02-01"), on("2026-03-02")};
  begin(fixture);
  DONE(fixture, store_save_need(fixture->store, &palliative, &fixture->err));
  DONE(fixture, store_save_need(fixture->store, &frailty, &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_needs(fixture->store, "P1", on("2026-03-02"), &arena, &needs, &n, &fixture->err));
  assert_int_equal(n, 2);
  assert_string_equal(needs[0].code, "frailty");
  assert_string_equal(needs[0].value, "6");
  DONE(fixture, store_load_needs(fixture->store, NULL, on("2026-03-03"), &arena, &needs, &n, &fixture->err));
  assert_int_equal(n, 1);
  DONE(fixture, store_load_needs(fixture->store, "P1", DATE_NONE, &arena, &needs, &n, &fixture->err));
  assert_int_equal(n, 2);
  begin(fixture);
  DONE(fixture, store_remove_need(fixture->store, "P1", "palliative", on("2026-03-05"), &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_needs(fixture->store, "P1", on("2026-03-06"), &arena, &needs, &n, &fixture->err));
  assert_int_equal(n, 0);
  begin(fixture); /* before it began: as if it never had */
  DONE(fixture, store_remove_need(fixture->store, "P1", "palliative", on("2026-03-01"), &fixture->err));
  commit(fixture);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM needs"), 1);
  arena_free(&arena);
}

static void test_observations_keep_what_was_not_measured(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct observation *seen = NULL;
  int n = 0;
  struct observation whole = {"P1", 1772440000, 18, 96, 1, 0, 130, 80, AVPU_CONFUSION, 368};
  struct observation part = {"P1", 1772450000, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 131, UNKNOWN, UNKNOWN};
  begin(fixture);
  DONE(fixture, store_save_observation(fixture->store, &whole, &fixture->err));
  DONE(fixture, store_save_observation(fixture->store, &part, &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_observations(fixture->store, "P1", INSTANT_NONE, &arena, &seen, &n, &fixture->err));
  assert_int_equal(n, 2);
  assert_int_equal(seen[0].at, part.at); /* the newest first */
  assert_int_equal(seen[0].resp, UNKNOWN);
  assert_int_equal(seen[0].oxygen, UNKNOWN);
  assert_int_equal(seen[0].consciousness, UNKNOWN);
  assert_int_equal(seen[0].temp_tenths, UNKNOWN);
  assert_int_equal(seen[0].pulse, 131);
  assert_int_equal(seen[1].oxygen, 0);
  assert_int_equal(seen[1].consciousness, AVPU_CONFUSION);
  assert_int_equal(seen[1].temp_tenths, 368);
  DONE(fixture, store_load_observations(fixture->store, "P1", part.at, &arena, &seen, &n, &fixture->err));
  assert_int_equal(n, 1);
  whole.resp = 81;
  begin(fixture);
  assert_false(store_save_observation(fixture->store, &whole, &fixture->err));
  assert_int_equal(fixture->err.status, STATUS_INPUT);
  arena_free(&arena);
}

static void test_a_queue_item_has_one_history(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct queue_item item = {.id = "Q1",
                            .patient = "P1",
                            .from = "S3",
                            .text = "leg swollen",
                            .team = "HT1",
                            .at = 1772440000,
                            .due = 1772443600,
                            .kind = QUEUE_ADVICE,
                            .urgency = URGENCY_TODAY,
                            .state = QUEUE_OPEN};
  struct queue_item now = item, *items = NULL;
  now.id = "Q2";
  now.urgency = URGENCY_NOW;
  now.due = INSTANT_NONE;
  struct queue_step *steps = NULL;
  int n = 0;
  begin(fixture);
  DONE(fixture, store_save_queue_item(fixture->store, &item, &fixture->err));
  DONE(fixture, store_save_queue_item(fixture->store, &now, &fixture->err));
  DONE(fixture, store_save_queue_item(fixture->store, &item, &fixture->err)); /* no change, no step */
  commit(fixture);
  item.state = QUEUE_TAKEN;
  item.owner = "S1";
  DONE(fixture, store_begin(fixture->store, "S1", "took it", &fixture->err));
  DONE(fixture, store_save_queue_item(fixture->store, &item, &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_queue_history(fixture->store, "Q1", &arena, &steps, &n, &fixture->err));
  assert_int_equal(n, 2);
  assert_int_equal(steps[0].state, QUEUE_OPEN);
  assert_string_equal(steps[0].by, "S3");
  assert_null(steps[0].owner);
  assert_int_equal(steps[1].state, QUEUE_TAKEN);
  assert_string_equal(steps[1].by, "S1");
  assert_string_equal(steps[1].owner, "S1");
  DONE(fixture, store_load_queue(fixture->store, "HT1", false, &arena, &items, &n, &fixture->err));
  assert_int_equal(n, 2);
  assert_string_equal(items[0].id, "Q2"); /* now comes before today */
  assert_int_equal(items[0].due, INSTANT_NONE);
  item.state = QUEUE_CLOSED;
  begin(fixture);
  DONE(fixture, store_save_queue_item(fixture->store, &item, &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_queue(fixture->store, "HT1", false, &arena, &items, &n, &fixture->err));
  assert_int_equal(n, 1);
  DONE(fixture, store_load_queue(fixture->store, NULL, true, &arena, &items, &n, &fixture->err));
  assert_int_equal(n, 2);
  REFUSED(fixture, change(fixture, "DELETE FROM queue_history"), STATUS_DENIED, "only added to");
  arena_free(&arena);
}

static void test_the_latest_decision_counts(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct decision *decisions = NULL;
  int n = 0;
  struct decision first = {.patient = "P1",
                           .responsible_team = "OT1",
                           .at = 1772440000,
                           .outcome = OUTCOME_OT,
                           .criteria_version = "1",
                           .facts = "{\"pbp\":true}",
                           .explanation = "OT",
                           .review = DATE_NONE};
  struct decision second = first; /* in the same second: the one that came later counts */
  second.outcome = OUTCOME_GREY;
  second.responsible_team = NULL;
  begin(fixture);
  for (int i = 0; i < 9; i++)
    DONE(fixture, store_save_decision(fixture->store, &first, &fixture->err));
  DONE(fixture, store_save_decision(fixture->store, &second, &fixture->err)); /* D10 */
  commit(fixture);
  DONE(fixture, store_load_decisions(fixture->store, NULL, &arena, &decisions, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_int_equal(decisions[0].outcome, OUTCOME_GREY);
  assert_null(decisions[0].responsible_team);
  assert_string_equal(decisions[0].facts, "{\"pbp\":true}");
  second.facts = "no JSON";
  begin(fixture);
  assert_false(store_save_decision(fixture->store, &second, &fixture->err));
  arena_free(&arena);
}

static void test_what_goes_between_people_comes_back(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  int n = 0;
  struct reminder reminder = {"R1", "OT1", NULL, "order gloves", on("2026-03-05"), false}, *reminders = NULL;
  struct meeting_candidate candidate = {"M1", "P1", "OT1", "falls", on("2026-03-05"), GROUND_NEW, LIGHT_NONE};
  struct meeting_candidate *candidates = NULL;
  struct carry_over carry = {"C1", "V1", "P1", "S3", "S4", 1772440000, NOT_DONE_NO_TIME, CARRY_OFFERED};
  struct carry_over *carries = NULL;
  instant at = 0;
  begin(fixture);
  say(fixture, "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, duration, earliest, latest,"
               " \"window\", priority, state, reason) VALUES ('V1', '2026-03-02', 'day', 'P1', 'care', 'OT1',"
               " 'assistant', 40, '480', '540', 'soft', 'must', 'not_done', 'no_time')");
  DONE(fixture, store_save_reminder(fixture->store, &reminder, &fixture->err));
  DONE(fixture, store_save_meeting_candidate(fixture->store, &candidate, &fixture->err));
  DONE(fixture, store_save_carry_over(fixture->store, &carry, &fixture->err));
  DONE(fixture, store_load_own_look(fixture->store, "S1", "HT1", &at, &fixture->err));
  assert_int_equal(at, INSTANT_NONE);
  DONE(fixture, store_save_own_look(fixture->store, "S1", "HT1", 1772440000, &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_own_look(fixture->store, "S1", "HT1", &at, &fixture->err));
  assert_int_equal(at, 1772440000);
  DONE(fixture, store_load_reminders(fixture->store, "OT1", false, &arena, &reminders, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_null(reminders[0].patient);
  assert_string_equal(reminders[0].text, "order gloves");
  DONE(fixture, store_load_meeting(fixture->store, "OT1", on("2026-03-05"), &arena, &candidates, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_int_equal(candidates[0].light, LIGHT_NONE);
  assert_int_equal(candidates[0].ground, GROUND_NEW);
  DONE(fixture, store_load_carry_overs(fixture->store, "S4", false, &arena, &carries, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_int_equal(carries[0].reason, NOT_DONE_NO_TIME);
  reminder.done = true;
  carry.state = CARRY_DONE;
  begin(fixture);
  DONE(fixture, store_save_reminder(fixture->store, &reminder, &fixture->err));
  DONE(fixture, store_save_carry_over(fixture->store, &carry, &fixture->err));
  commit(fixture);
  DONE(fixture, store_load_reminders(fixture->store, NULL, false, &arena, &reminders, &n, &fixture->err));
  assert_int_equal(n, 0);
  DONE(fixture, store_load_carry_overs(fixture->store, NULL, false, &arena, &carries, &n, &fixture->err));
  assert_int_equal(n, 0);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      BASE_TEST(test_the_base_is_loaded_with_its_references),
      BASE_TEST(test_services_take_the_tasks_values),
      BASE_TEST(test_a_transfer_counts_from_its_day),
      BASE_TEST(test_lists_and_visits_come_back_as_saved),
      BASE_TEST(test_a_night_across_a_clock_change_keeps_its_true_length),
      BASE_TEST(test_links_follow_from_services_and_halves),
      BASE_TEST(test_who_is_away_is_loaded_around_the_date),
      BASE_TEST(test_travel_is_in_the_order_that_lookups_need),
      BASE_TEST(test_the_past_counts_fourteen_and_twenty_eight_days),
      BASE_TEST(test_the_past_can_be_read_later),
      BASE_TEST(test_needs_hold_from_and_until),
      BASE_TEST(test_observations_keep_what_was_not_measured),
      BASE_TEST(test_a_queue_item_has_one_history),
      BASE_TEST(test_the_latest_decision_counts),
      BASE_TEST(test_what_goes_between_people_comes_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
