/*
 * A base where all is well on Tuesday 3 March 2026 (UTC+1), for tests of dispatch: every leg takes 10 minutes by car.
 *
 *   LA (Amir, care worker, insulin)   V1 08:00 P1 30 min 07:45-09:00    V2 09:00 P2 30 min 08:30-10:00 fixed
 *   07:30-15:00, OT1                  V3 10:00 P3 30 min 10:00-12:00    V6 11:00 P1 15 min 11:00-11:30 fixed, insulin
 *                                     V7 11:20 P1 15 min 11:00-12:00, 15 to 45 min after V6
 *                                     V5/1 12:00 P5 20 min 12:00-13:00
 *   LB (Berit, assistant)             V4 08:10 P4 20 min 08:00-11:00 (should)      V5/2 12:00 P5
 *   LN (Nils, nurse, HT1)             V8 09:00 P6 30 min 08:00-12:00, asks for a nurse
 *
 * Cara is the OT's coordinator and Nina the HT's duty nurse; both have no list here.
 */
#ifndef TESTS_UNIT_DISPATCH_FIXTURE_H
#define TESTS_UNIT_DISPATCH_FIXTURE_H

#include "store_fixture.h"
#include "vaktrom/dispatch.h"

#define THE_DAY "2026-03-03"

static const char *const people =
    "INSERT INTO teams (team, kind, name, location, ht, areas, lat, lon, max_lists) VALUES"
    " ('HT1', 'HT', 'Health team', 'Base', NULL, '', 60.3, 5.3, 10),"
    " ('OT1', 'OT', 'Care team', 'Base', 'HT1', 'north', 60.3, 5.3, 3);"
    "INSERT INTO tasks (task, name, min_role, skills, duration, priority, load) VALUES"
    " ('care', 'Morning care', 'assistant', '', 30, 'must', 3), ('insulin', 'Insulin', 'care_worker', 'insulin', 15,"
    " 'must', 1), ('wound', 'Wound care', 'nurse', '', 30, 'must', 2);"
    "INSERT INTO staff (staff, name, role, team, position_pct, functions, skills, transport, employment) VALUES"
    " ('A1', 'Amir', 'care_worker', 'OT1', 100, 'coordinator', 'insulin@2026-12-31', 'car', 'permanent'),"
    " ('B1', 'Berit', 'assistant', 'OT1', 100, '', '', 'car', 'permanent'),"
    " ('C1', 'Cara', 'care_worker', 'OT1', 100, 'coordinator', '', 'car', 'permanent'),"
    " ('D1', 'Dag', 'care_worker', 'OT1', 100, 'coordinator', '', 'car', 'permanent'),"
    " ('E1', 'Eva', 'care_worker', 'OT1', 100, 'coordinator', '', 'car', 'permanent'),"
    " ('N1', 'Nina', 'nurse', 'HT1', 100, 'duty_nurse', '', 'car', 'permanent'),"
    " ('N2', 'Nils', 'nurse', 'HT1', 100, 'nurse_2', '', 'car', 'permanent');"
    "INSERT INTO patients (patient, name, address, lat, lon, area, team, admitted) VALUES"
    " ('P1', 'Per', 'Road 1', 60.31, 5.31, 'north', 'OT1', '2025-01-01'),"
    " ('P2', 'Pia', 'Road 2', 60.32, 5.32, 'north', 'OT1', '2025-01-01'),"
    " ('P3', 'Pål', 'Road 3', 60.33, 5.33, 'north', 'OT1', '2025-01-01'),"
    " ('P4', 'Petra', 'Road 4', 60.34, 5.34, 'north', 'OT1', '2025-01-01'),"
    " ('P5', 'Peder', 'Road 5', 60.35, 5.35, 'north', 'OT1', '2025-01-01'),"
    " ('P6', 'Paula', 'Road 6', 60.36, 5.36, 'north', 'HT1', '2025-01-01');"
    "INSERT INTO travel (\"from\", \"to\", mode, minutes)"
    " SELECT a.id, b.id, 'car', 10 FROM (SELECT patient AS id FROM patients UNION SELECT team FROM teams) AS a,"
    " (SELECT patient AS id FROM patients UNION SELECT team FROM teams) AS b WHERE a.id <> b.id;";

/* 07:30 is 1772519400, 15:00 is 1772546400. */
static const char *const work =
    "INSERT INTO services (service, patient, task, days, start, earliest, latest, \"window\", duration, staff_count,"
    " priority, follows, min_gap, max_gap) VALUES"
    " ('S1', 'P1', 'care', 'MTWTFSS', '2025-01-01', '07:45', '09:00', 'soft', 30, 1, 'must', NULL, NULL, NULL),"
    " ('S2', 'P2', 'care', 'MTWTFSS', '2025-01-01', '08:30', '10:00', 'hard', 30, 1, 'must', NULL, NULL, NULL),"
    " ('S3', 'P3', 'care', 'MTWTFSS', '2025-01-01', '10:00', '12:00', 'soft', 30, 1, 'must', NULL, NULL, NULL),"
    " ('S4', 'P4', 'care', 'MTWTFSS', '2025-01-01', '08:00', '11:00', 'soft', 20, 1, 'should', NULL, NULL, NULL),"
    " ('S5', 'P5', 'care', 'MTWTFSS', '2025-01-01', '12:00', '13:00', 'soft', 20, 2, 'must', NULL, NULL, NULL),"
    " ('S6', 'P1', 'insulin', 'MTWTFSS', '2025-01-01', '11:00', '11:30', 'hard', 15, 1, 'must', NULL, NULL, NULL),"
    " ('S7', 'P1', 'care', 'MTWTFSS', '2025-01-01', '11:00', '12:00', 'soft', 15, 1, 'must', 'S6', 15, 45),"
    " ('S8', 'P6', 'wound', 'MTWTFSS', '2025-01-01', '08:00', '12:00', 'soft', 30, 1, 'must', NULL, NULL, NULL);"
    "INSERT INTO shifts (date, shift, staff, team, start_at, end_at, function) VALUES"
    " ('2026-03-03', 'day', 'A1', 'OT1', 1772519400, 1772546400, ''),"
    " ('2026-03-03', 'day', 'B1', 'OT1', 1772519400, 1772546400, ''),"
    " ('2026-03-03', 'day', 'C1', 'OT1', 1772519400, 1772546400, 'coordinator'),"
    " ('2026-03-03', 'day', 'N1', 'HT1', 1772519400, 1772546400, 'duty_nurse'),"
    " ('2026-03-03', 'day', 'N2', 'HT1', 1772519400, 1772546400, '');"
    "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
    " ('LA', '2026-03-03', 'day', 'OT1', 'A1', 1772519400, 1772546400),"
    " ('LB', '2026-03-03', 'day', 'OT1', 'B1', 1772519400, 1772546400),"
    " ('LN', '2026-03-03', 'day', 'HT1', 'N2', 1772519400, 1772546400);"
    "INSERT INTO visits (visit, date, shift, patient, service, task, team, min_role, skills, duration, earliest, "
    "latest,"
    " \"window\", priority, state, list, seq, start) VALUES"
    " ('V1', '2026-03-03', 'day', 'P1', 'S1', 'care', 'OT1', 'assistant', '', 30, '465', '540', 'soft', 'must',"
    "  'listed', 'LA', 1, 480),"
    " ('V2', '2026-03-03', 'day', 'P2', 'S2', 'care', 'OT1', 'assistant', '', 30, '510', '600', 'hard', 'must',"
    "  'listed', 'LA', 2, 540),"
    " ('V3', '2026-03-03', 'day', 'P3', 'S3', 'care', 'OT1', 'assistant', '', 30, '600', '720', 'soft', 'must',"
    "  'listed', 'LA', 3, 600),"
    " ('V4', '2026-03-03', 'day', 'P4', 'S4', 'care', 'OT1', 'assistant', '', 20, '480', '660', 'soft', 'should',"
    "  'listed', 'LB', 1, 490),"
    " ('V5/1', '2026-03-03', 'day', 'P5', 'S5', 'care', 'OT1', 'assistant', '', 20, '720', '780', 'soft', 'must',"
    "  'listed', 'LA', 6, 720),"
    " ('V5/2', '2026-03-03', 'day', 'P5', 'S5', 'care', 'OT1', 'assistant', '', 20, '720', '780', 'soft', 'must',"
    "  'listed', 'LB', 2, 720),"
    " ('V6', '2026-03-03', 'day', 'P1', 'S6', 'insulin', 'OT1', 'care_worker', 'insulin', 15, '660', '690', 'hard',"
    "  'must', 'listed', 'LA', 4, 660),"
    " ('V7', '2026-03-03', 'day', 'P1', 'S7', 'care', 'OT1', 'assistant', '', 15, '660', '720', 'soft', 'must',"
    "  'listed', 'LA', 5, 680),"
    " ('V8', '2026-03-03', 'day', 'P6', 'S8', 'wound', 'HT1', 'nurse', '', 30, '480', '720', 'soft', 'must',"
    "  'listed', 'LN', 1, 540);";

/* V4 on no list, as most tests of the hands begin. */
static const char *const v4_waits =
    "UPDATE visits SET state = 'unassigned', list = NULL, seq = NULL, start = NULL, reason = 'a test'"
    " WHERE visit = 'V4';";

static inline int open_day(void **state) {
  setenv("VAKTROM_NOW", "2026-03-03T07:00:00+01:00", 1);
  struct error err = {0};
  assert_true(clock_start(&err));
  open_fixture(state);
  assert_true(change(*state, people));
  assert_true(change(*state, work));
  return 0;
}

#define DAY_TEST(test) cmocka_unit_test_setup_teardown(test, open_day, close_fixture)

static inline struct session session_of(struct fixture *fixture, const char *actor) {
  return (struct session){
      .store = fixture->store, .actor = actor, .account = actor, .kind = ACCOUNT_OWNER, .owner = true, .place = "test"};
}

/* Lets it be that time of the day. */
static inline void set_clock(struct fixture *fixture, const char *time) {
  char now[40];
  snprintf(now, sizeof now, THE_DAY "T%s:00+01:00", time);
  setenv("VAKTROM_NOW", now, 1);
  DONE(fixture, clock_start(&fixture->err));
}

/* Whether some line of the effects contains the text. */
static inline bool says(const struct effects *effects, const char *text) {
  for (size_t i = 0; i < effects->lines.n; i++)
    if (strstr(effects->lines.at[i], text))
      return true;
  return false;
}

/* Whether `check` has a finding of that code. */
static inline bool is_found(struct fixture *fixture, const char *code) {
  struct day *day = NULL;
  struct finding *findings;
  int n;
  bool out = false;
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  DONE(fixture, dispatch_check(fixture->store, day, &findings, &n, &fixture->err));
  for (int i = 0; i < n; i++)
    out |= strcmp(findings[i].code, code) == 0;
  day_free(day);
  return out;
}

#endif
