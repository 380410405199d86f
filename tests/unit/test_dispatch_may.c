/* Who may do what. What is expected is domain.md's table of functions, worked by hand on the base of dispatch_fixture.h
 * with a further OT of the same HT and another HT with its OT. */
#include "dispatch_fixture.h"
#include "vaktrom/dispatch/flows.h"
#include "vaktrom/dispatch/may.h"

static const char *const other_teams =
    "INSERT INTO teams (team, kind, name, location, ht, areas, lat, lon, max_lists) VALUES"
    " ('HT9', 'HT', 'Other health team', 'Far', NULL, '', 60.3, 5.3, 10),"
    " ('OT2', 'OT', 'Second care team', 'Base', 'HT1', 'south', 60.3, 5.3, 3),"
    " ('OT9', 'OT', 'Far care team', 'Far', 'HT9', 'far', 60.3, 5.3, 3);"
    "INSERT INTO staff (staff, name, role, team, position_pct, functions, transport, employment) VALUES"
    " ('L1', 'Lise', 'nurse', 'OT1', 100, 'section_leader', 'car', 'permanent'),"
    " ('L2', 'Lars', 'nurse', 'OT2', 100, 'section_leader', 'car', 'permanent'),"
    " ('F1', 'Frida', 'nurse', 'HT1', 100, 'lead_nurse', 'car', 'permanent');"
    "INSERT INTO patients (patient, name, address, area, team, admitted, important) VALUES"
    " ('P20', 'Petter', 'Road 20', 'south', 'OT2', '2025-01-01', 'dog'),"
    " ('P90', 'Paul', 'Road 90', 'far', 'OT9', '2025-01-01', 'stairs');";

static int open_teams(void **state) {
  open_day(state);
  assert_true(change(*state, other_teams));
  return 0;
}
#define MAY_TEST(test) cmocka_unit_test_setup_teardown(test, open_teams, close_fixture)

static struct session person(struct fixture *fixture, const char *staff) {
  return (struct session){.store = fixture->store,
                          .actor = staff,
                          .account = staff,
                          .staff = staff,
                          .kind = ACCOUNT_PERSON,
                          .place = "test"};
}

/* Whether it is permitted for a patient; a refusal names who may. */
static bool may(struct fixture *fixture, const char *staff, enum may what, const char *patient) {
  struct session session = person(fixture, staff);
  bool permitted = dispatch_may(&session, what, &(struct concern){.patient = patient}, &fixture->err);
  if (!permitted) {
    assert_int_equal(fixture->err.status, STATUS_DENIED);
    assert_non_null(strstr(fixture->err.text, "who may: "));
  }
  error_clear(&fixture->err);
  return permitted;
}

/* --- Functions --- */

/* Cara coordinates OT1 from 07:30 to 15:00: the setting counts an hour before and after. */
static void test_a_function_counts_for_its_shift(void **state) {
  struct fixture *fixture = *state;
  static const struct {
    const char *time;
    bool counts;
  } times[] = {{"06:29", false}, {"06:30", true}, {"11:00", true}, {"15:59", true}, {"16:00", false}};
  for (size_t i = 0; i < COUNT_OF(times); i++) {
    set_clock(fixture, times[i].time);
    assert_int_equal(may(fixture, "C1", MAY_MOVE_VISIT, "P1"), times[i].counts);
  }
  set_clock(fixture, "11:00");
  assert_false(may(fixture, "D1", MAY_MOVE_VISIT, "P1")); /* trained, but not today */
}

/* A coordinator reaches the own team, a duty nurse the HT with its OTs, nobody the teams of another HT. */
static void test_how_far_a_function_reaches(void **state) {
  struct fixture *fixture = *state;
  static const struct {
    const char *staff;
    enum may may;
    bool ot1, ot2, ht1, ot9; /* P1, P20, P6, P90 */
  } rows[] = {{"C1", MAY_MOVE_VISIT, true, false, false, false}, {"C1", MAY_DROP_VISIT, true, false, false, false},
              {"C1", MAY_SUSPEND, true, false, false, false},    {"C1", MAY_DECIDE, false, false, false, false},
              {"C1", MAY_TRANSFER, false, false, false, false},  {"N1", MAY_MOVE_VISIT, true, true, true, false},
              {"N1", MAY_DECIDE, true, true, true, false},       {"N1", MAY_TRANSFER, true, true, true, false},
              {"N1", MAY_RECORD, false, false, false, false},    {"L1", MAY_RECORD, true, false, false, false},
              {"L1", MAY_MOVE_VISIT, true, false, false, false}, {"F1", MAY_MEET, true, true, true, false},
              {"F1", MAY_MOVE_VISIT, false, false, false, false}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_int_equal(may(fixture, rows[i].staff, rows[i].may, "P1"), rows[i].ot1);
    assert_int_equal(may(fixture, rows[i].staff, rows[i].may, "P20"), rows[i].ot2);
    assert_int_equal(may(fixture, rows[i].staff, rows[i].may, "P6"), rows[i].ht1);
    assert_int_equal(may(fixture, rows[i].staff, rows[i].may, "P90"), rows[i].ot9);
  }
}

/* From the day of `ended` on: for a session that is still open, too. */
static void test_who_left_may_nothing(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session lise = person(fixture, "L1");
  bool permitted[MAY_COUNT];
  assert_true(change(fixture, "UPDATE staff SET ended = date('" THE_DAY "', '+1 day')"));
  DONE(fixture, dispatch_may(&lise, MAY_RECORD, NULL, &fixture->err));
  assert_true(change(fixture, "UPDATE staff SET ended = '" THE_DAY "'"));
  for (int what = 0; what < MAY_COUNT; what++)
    REFUSED(fixture, dispatch_may(&lise, (enum may)what, NULL, &fixture->err), STATUS_DENIED, "L1 no longer works");
  REFUSED(fixture, dispatch_emergency(&lise, "P90", "heart attack", &effects, &fixture->err), STATUS_DENIED,
          "no longer works");
  DONE(fixture, dispatch_permissions(&lise, permitted, &fixture->err));
  for (int what = 0; what < MAY_COUNT; what++)
    assert_false(permitted[what]);
  struct session berit = person(fixture, "B1");
  struct day *day;
  DONE(fixture, dispatch_read_day(&berit, on(THE_DAY), &day, &fixture->err));
  for (int p = 0; p < day->n_patients; p++)
    assert_true(day->patients[p].closed); /* those of the own list, too */
  day_free(day);
  effects_free(&effects);
}

/* An account that is no worker's holds no function, whatever it is called. */
static void test_a_name_is_no_worker(void **state) {
  struct fixture *fixture = *state;
  struct session named = person(fixture, "C1");
  named.staff = NULL;
  REFUSED(fixture, dispatch_may(&named, MAY_MOVE_VISIT, NULL, &fixture->err), STATUS_DENIED, "no function");
}

/* "A worker with no function reads own lists, marks visits done, sends requests to HT." */
static void test_a_worker_keeps_to_the_own_list(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session berit = person(fixture, "B1");
  set_clock(fixture, "08:40");
  struct done_request own = {.date = on(THE_DAY), .visit = "V4", .at = instant_of(on(THE_DAY), 500)};
  struct done_request other = {.date = on(THE_DAY), .visit = "V1", .at = instant_of(on(THE_DAY), 490)};
  REFUSED(fixture, dispatch_done(&berit, &other, &effects, &fixture->err), STATUS_DENIED, "may not mark visits");
  DONE(fixture, dispatch_done(&berit, &own, &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&berit, QUEUE_ADVICE, "P4", URGENCY_TODAY, "?", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_take(&berit, "Q1", &effects, &fixture->err), STATUS_DENIED, "duty nurse");
  REFUSED(fixture, dispatch_unassign(&berit, on(THE_DAY), "V4", &effects, &fixture->err), STATUS_DENIED, "coordinator");
  DONE(fixture, dispatch_may(&berit, MAY_MARK, &(struct concern){.visit = "V5"}, &fixture->err)); /* half is hers */
  assert_true(may(fixture, "B1", MAY_OBSERVE, "P4"));
  assert_false(may(fixture, "B1", MAY_OBSERVE, "P6"));
  effects_free(&effects);
}

static void test_a_refused_deed_changes_nothing(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session cara = person(fixture, "C1");
  struct move_request far = {.visit = "V8", .to_list = "LA"}, to_ht = {.visit = "V4", .to_list = "LN"};
  int64_t lines = ask(fixture, "SELECT count(*) FROM journal");
  REFUSED(fixture, dispatch_move(&cara, on(THE_DAY), &far, &effects, &fixture->err), STATUS_DENIED, "HT1");
  REFUSED(fixture, dispatch_move(&cara, on(THE_DAY), &to_ht, &effects, &fixture->err), STATUS_DENIED, "HT1");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM journal"), lines);
  assert_int_equal(effects.lines.n, 0);
  effects_free(&effects);
}

/* Who may for one of the things that a deed names may not thereby for the others. */
static void test_all_that_a_deed_names_must_be_reached(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session cara = person(fixture, "C1"), lise = person(fixture, "L1");
  const struct concern in_ht = {.team = "HT1", .worker = "A1"}, at_home = {.team = "OT1", .worker = "A1"};
  REFUSED(fixture, dispatch_remind_add(&cara, "OT1", "P90", on(THE_DAY), "x", &effects, &fixture->err), STATUS_DENIED,
          "OT9");
  REFUSED(fixture, dispatch_may(&lise, MAY_RECORD, &in_ht, &fixture->err), STATUS_DENIED, "HT1");
  DONE(fixture, dispatch_may(&lise, MAY_RECORD, &at_home, &fixture->err));
  effects_free(&effects);
}

/* Somebody must decide whose patient that is: the HT's people, and leaders. */
static void test_a_patient_of_no_team_is_not_everybodys(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO patients (patient, name, address, area, admitted) VALUES"
                              " ('P50', 'Pia', 'Road 50', 'nowhere', '2026-03-01')"));
  static const struct {
    const char *staff;
    bool may;
  } rows[] = {{"B1", false}, {"C1", false}, {"N1", true}, {"L1", true}};
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    assert_int_equal(may(fixture, rows[i].staff, MAY_READ, "P50"), rows[i].may);
  assert_false(may(fixture, "C1", MAY_SUSPEND, "P50"));
}

/* A duty nurse or lead nurse is one of an HT; the function on an OT's row reaches no further than that OT. */
static void test_an_ots_row_reaches_no_ht(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "UPDATE staff SET functions = 'lead_nurse' WHERE staff = 'L1'"));
  assert_true(may(fixture, "L1", MAY_DECIDE, "P1"));
  assert_false(may(fixture, "L1", MAY_DECIDE, "P20"));
  assert_false(may(fixture, "L1", MAY_DECIDE, "P6"));
}

/* What a coordinator did she takes back while she is one, and not at home in the evening. */
static void test_undo_ends_with_the_function(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct str label = {0};
  struct session cara = person(fixture, "C1");
  set_clock(fixture, "10:00");
  DONE(fixture, dispatch_unassign(&cara, on(THE_DAY), "V4", &effects, &fixture->err));
  set_clock(fixture, "20:00");
  REFUSED(fixture, dispatch_undo(&cara, false, &label, &fixture->err), STATUS_DENIED, "you are not now");
  set_clock(fixture, "14:00");
  DONE(fixture, dispatch_undo(&cara, false, &label, &fixture->err));
  set_clock(fixture, "20:00");
  REFUSED(fixture, dispatch_undo(&cara, true, &label, &fixture->err), STATUS_DENIED, "you are not now");
  str_free(&label);
  effects_free(&effects);
}

/* The night's account plans and balances, and does nothing by hand. */
static void test_a_service_does_the_nights_work(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct plan_counts counts;
  struct session timer = person(fixture, "timer");
  timer.kind = ACCOUNT_SERVICE;
  DONE(fixture, dispatch_plan(&timer, on(THE_DAY), 1, &counts, &effects, &fixture->err));
  REFUSED(fixture, dispatch_unassign(&timer, on(THE_DAY), "V4", &effects, &fixture->err), STATUS_DENIED, "who may");
  effects_free(&effects);
}

/* The duty nurse alone orders workers from one team to another. */
static void test_only_the_duty_nurse_moves_staff(void **state) {
  struct fixture *fixture = *state;
  for (enum function function = FUNCTION_NONE; function <= FUNCTION_PRIMARY_CONTACT; function++)
    assert_int_equal(may_reach(MAY_MOVE_STAFF, function) != REACH_NOBODY, function == FUNCTION_DUTY_NURSE);
  struct effects effects = {0};
  struct session cara = person(fixture, "C1"), nina = person(fixture, "N1");
  assert_true(change(fixture, "INSERT INTO staff (staff, name, role, team, position_pct, skills, transport, employment)"
                              " VALUES ('O2', 'Olga', 'care_worker', 'OT2', 100, 'insulin', 'car', 'permanent')"));
  struct absence_request sick = {
      .staff = "A1", .from = on(THE_DAY), .until = on(THE_DAY), .reason = ABSENCE_SICK, .shift = NONE};
  DONE(fixture, dispatch_absent(&cara, &sick, &effects, &fixture->err));
  struct vacancy vacancy = {.date = on(THE_DAY), .staff = "A1", .shift = SHIFT_DAY};
  REFUSED(fixture, dispatch_substitute(&cara, NULL, &vacancy, "O2", NULL, &effects, &fixture->err), STATUS_DENIED,
          "move workers between teams");
  DONE(fixture, dispatch_substitute(&nina, NULL, &vacancy, "O2", NULL, &effects, &fixture->err));
  effects_free(&effects);
}

/* --- Reading --- */

static bool reads(struct fixture *fixture, const char *staff, const char *patient) {
  struct session session = person(fixture, staff);
  struct day *day = NULL;
  DONE(fixture, dispatch_read_day(&session, on(THE_DAY), &day, &fixture->err));
  const struct patient *row = &day->patients[day_find_patient(day, patient)];
  bool named = strcmp(row->name, "(hidden)") != 0;
  assert_int_equal(named, *row->address != '\0');
  day_free(day);
  return named;
}

static void test_what_one_reads_of_a_day(void **state) {
  struct fixture *fixture = *state;
  static const struct {
    const char *staff;
    bool p1, p4, p6, p20, p90;
  } rows[] = {{"B1", false, true, false, false, false}, /* V4 and half of V5 are hers */
              {"C1", true, true, false, false, false},
              {"N1", true, true, true, true, false},
              {"L1", true, true, false, false, false}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_int_equal(reads(fixture, rows[i].staff, "P1"), rows[i].p1);
    assert_int_equal(reads(fixture, rows[i].staff, "P4"), rows[i].p4);
    assert_int_equal(reads(fixture, rows[i].staff, "P6"), rows[i].p6);
    assert_int_equal(reads(fixture, rows[i].staff, "P20"), rows[i].p20);
    assert_int_equal(reads(fixture, rows[i].staff, "P90"), rows[i].p90);
  }
}

static int readable_items(struct fixture *fixture, const char *staff) {
  struct session session = person(fixture, staff);
  struct arena arena = {0};
  struct queue_item *items;
  int n;
  DONE(fixture, dispatch_read_queue(&session, NULL, false, &arena, &items, &n, &fixture->err));
  arena_free(&arena);
  return n;
}

static void test_what_one_reads_of_the_queue(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session berit = person(fixture, "B1"), cara = person(fixture, "C1");
  DONE(fixture, dispatch_queue_add(&berit, QUEUE_ADVICE, "P90", URGENCY_TODAY, "mine", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&cara, QUEUE_ADVICE, "P1", URGENCY_TODAY, "team", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&cara, QUEUE_ADVICE, "P6", URGENCY_TODAY, "of the HT", &effects, &fixture->err));
  assert_int_equal(readable_items(fixture, "B1"), 1); /* asked by her */
  assert_int_equal(readable_items(fixture, "C1"), 2);
  assert_int_equal(readable_items(fixture, "A1"), 1); /* P1 is on his list */
  assert_int_equal(readable_items(fixture, "N1"), 2); /* P90's is another HT's */
  effects_free(&effects);
}

/* The emergency accesses that `check` shows to a person, each with its reason. */
static int emergencies_read(struct fixture *fixture, const char *staff) {
  struct session session = person(fixture, staff);
  struct day *day = NULL;
  struct finding *findings;
  int n, shown = 0;
  DONE(fixture, dispatch_read_whole_day(&session, on(THE_DAY), &day, &fixture->err));
  DONE(fixture, dispatch_read_findings(&session, day, &findings, &n, &fixture->err));
  for (int i = 0; i < n; i++)
    if (text_equal(findings[i].code, "emergency_access")) {
      assert_non_null(strstr(findings[i].message, "fell in the street"));
      shown++;
    }
  day_free(day);
  return shown;
}

/* Eight hours, to read alone; the leaders see it until one acknowledges it. */
static void test_emergency_access(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session berit = person(fixture, "B1"), cara = person(fixture, "C1"), lise = person(fixture, "L1");
  assert_false(reads(fixture, "B1", "P1"));
  REFUSED(fixture, dispatch_emergency(&berit, "P1", " . ", &effects, &fixture->err), STATUS_USAGE, "reason");
  REFUSED(fixture, dispatch_emergency(&berit, "P4", "fell", &effects, &fixture->err), STATUS_USAGE, "already");
  REFUSED(fixture, dispatch_emergency(&berit, "P77", "fell", &effects, &fixture->err), STATUS_USAGE, "no patient");
  DONE(fixture, dispatch_emergency(&berit, "P1", "fell in the street", &effects, &fixture->err));
  assert_true(reads(fixture, "B1", "P1"));
  assert_false(reads(fixture, "B1", "P2"));
  assert_false(may(fixture, "B1", MAY_OBSERVE, "P1"));
  assert_true(is_found(fixture, "emergency_access"));
  assert_int_equal(emergencies_read(fixture, "B1"), 0); /* who did it */
  assert_int_equal(emergencies_read(fixture, "A1"), 0);
  assert_int_equal(emergencies_read(fixture, "C1"), 0); /* nobody's leader */
  assert_int_equal(emergencies_read(fixture, "L1"), 1); /* the patient's */
  assert_int_equal(emergencies_read(fixture, "L2"), 0);
  assert_true(change(fixture, "UPDATE staff SET team = 'OT2' WHERE staff = 'B1'"));
  assert_int_equal(emergencies_read(fixture, "L2"), 1); /* the worker's, who may not read about the patient */
  assert_false(reads(fixture, "L2", "P1"));
  char id[80];
  snprintf(id, sizeof id, "emergency_access:B1-P1-%lld", (long long)clock_now());
  REFUSED(fixture, dispatch_ack(&berit, on(THE_DAY), id, "it was I", &effects, &fixture->err), STATUS_DENIED, "leader");
  REFUSED(fixture, dispatch_ack(&cara, on(THE_DAY), id, "not for her", &effects, &fixture->err), STATUS_DENIED,
          "read the audit log");
  DONE(fixture, dispatch_ack(&lise, on(THE_DAY), id, "right", &effects, &fixture->err));
  set_clock(fixture, "15:00");
  assert_false(reads(fixture, "B1", "P1"));
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      MAY_TEST(test_a_function_counts_for_its_shift),
      MAY_TEST(test_how_far_a_function_reaches),
      MAY_TEST(test_a_worker_keeps_to_the_own_list),
      MAY_TEST(test_a_refused_deed_changes_nothing),
      MAY_TEST(test_all_that_a_deed_names_must_be_reached),
      MAY_TEST(test_a_patient_of_no_team_is_not_everybodys),
      MAY_TEST(test_an_ots_row_reaches_no_ht),
      MAY_TEST(test_who_left_may_nothing),
      MAY_TEST(test_a_name_is_no_worker),
      MAY_TEST(test_undo_ends_with_the_function),
      MAY_TEST(test_a_service_does_the_nights_work),
      MAY_TEST(test_only_the_duty_nurse_moves_staff),
      MAY_TEST(test_what_one_reads_of_a_day),
      MAY_TEST(test_what_one_reads_of_the_queue),
      MAY_TEST(test_emergency_access),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
