/* Safety findings: each code is provoked on the base of dispatch_fixture.h, where all is well. */
#include "dispatch_fixture.h"

/* --- All is well --- */

struct findings {
  struct day *day;
  struct finding *at;
  int n;
};

static struct findings check_on(struct fixture *fixture, const char *date_text) {
  struct findings findings = {0};
  DONE(fixture, store_load_day(fixture->store, on(date_text), &findings.day, &fixture->err));
  DONE(fixture, dispatch_check(fixture->store, findings.day, &findings.at, &findings.n, &fixture->err));
  return findings;
}

static const struct finding *find(const struct findings *findings, const char *code, const char *subject) {
  for (int i = 0; i < findings->n; i++)
    if (text_equal(findings->at[i].code, code) && text_equal(findings->at[i].subject, subject))
      return &findings->at[i];
  return NULL;
}

static void print_all(const struct findings *findings) {
  for (int i = 0; i < findings->n; i++)
    print_message("%s: %s\n", findings->at[i].id, findings->at[i].message);
}

static void test_all_is_well(void **state) {
  struct fixture *fixture = *state;
  struct findings findings = check_on(fixture, THE_DAY);
  print_all(&findings);
  assert_int_equal(findings.n, 0);
  day_free(findings.day);
}

/* --- Each code --- */

#define UNLIST " state = 'unassigned', list = NULL, seq = NULL, start = NULL, reason = 'no room'"
/* Another patient of the OT with a morning visit, not planned yet. */
#define NEW_PATIENT                                                                                                    \
  "INSERT INTO patients (patient, name, team) VALUES ('P7', 'Pernille', 'OT1');"                                       \
  "INSERT INTO services (service, patient, task, days, start, earliest, latest) VALUES"                                \
  " ('S9', 'P7', 'care', 'MTWTFSS', '2025-01-01', '08:00', '09:00');"
/* 3 March 07:30 less so many hours. */
#define SHIFT_THAT_ENDED(hours)                                                                                        \
  "INSERT INTO shifts (date, shift, staff, team, start_at, end_at) VALUES ('2026-03-02', 'evening', 'A1', 'OT1',"      \
  " 1772519400 - 3600 * (" hours ") - 7200, 1772519400 - 3600 * (" hours "));"

static const struct provocation {
  const char *code, *subject;
  enum severity severity;
  const char *sql;
} provocations[] = {
    {"visit_unassigned", "V3", SEVERITY_ERROR, "UPDATE visits SET" UNLIST " WHERE visit = 'V3'"},
    {"visit_unplanned", "S3", SEVERITY_ERROR, "DELETE FROM visits WHERE visit = 'V3'"},
    {"visit_unplanned", "S9", SEVERITY_ERROR, NEW_PATIENT},
    {"patient_without_visit_on_list", "P7", SEVERITY_ERROR, NEW_PATIENT},
    {"patient_without_visit_on_list", "P4", SEVERITY_ERROR, "UPDATE visits SET" UNLIST " WHERE visit = 'V4'"},
    {"patient_without_visit_on_list", "P6", SEVERITY_ERROR, "UPDATE lists SET staff = NULL WHERE list = 'LN'"},
    {"suspended_with_visit", "V2", SEVERITY_ERROR,
     "INSERT INTO suspensions VALUES ('P2', '2026-03-03', '2026-03-20', NULL, 'hospital')"},
    {"competence", "V6", SEVERITY_ERROR, "UPDATE staff SET skills = 'insulin@2026-03-02' WHERE staff = 'A1'"},
    {"competence", "V8", SEVERITY_ERROR, "UPDATE staff SET role = 'care_worker' WHERE staff = 'N2'"},
    {"competence", "V4", SEVERITY_ERROR, "UPDATE staff SET exclude_tasks = 'care' WHERE staff = 'B1'"},
    /* Amir, and then Berit, goes home in the middle of a visit that began before */
    {"visit_outlasts_worker", "V3", SEVERITY_ERROR,
     "UPDATE lists SET end_at = 1772492400 + 620 * 60 WHERE list = 'LA';"
     "INSERT INTO absences (staff, \"from\", until, reason, from_time) VALUES ('A1', '2026-03-03', '2026-03-03', "
     "'sick', "
     "'10:20')"},
    {"visit_outlasts_worker", "V4", SEVERITY_WARNING,
     "UPDATE lists SET end_at = 1772492400 + 500 * 60 WHERE list = 'LB';"
     "INSERT INTO absences (staff, \"from\", until, reason, from_time) VALUES ('B1', '2026-03-03', '2026-03-03', "
     "'sick', "
     "'08:20')"},
    {"must_dropped", "V3", SEVERITY_WARNING,
     "UPDATE visits SET state = 'dropped', list = NULL, seq = NULL, start = NULL, reason = 'by a slip' WHERE visit = "
     "'V3'"},
    {"excluded_worker", "V2", SEVERITY_ERROR, "UPDATE patients SET exclude_staff = 'A1' WHERE patient = 'P2'"},
    /* V3 lasts from 10:00 to 10:30 */
    {"double_booking", "V6", SEVERITY_ERROR, "UPDATE visits SET start = 620 WHERE visit = 'V6'"},
    {"double_booking", "L9", SEVERITY_ERROR,
     "UPDATE lists SET end_at = 1772530000 WHERE list = 'LA';"
     "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
     " ('L9', '2026-03-03', 'day', 'OT1', 'A1', 1772530000, 1772546400);"
     "INSERT INTO visits (visit, date, shift, patient, task, team, min_role, duration, earliest, latest, \"window\","
     " priority, state, list, seq, start) VALUES ('V9', '2026-03-03', 'day', 'P2', 'care', 'OT1', 'assistant', 30,"
     " '600', '900', 'soft', 'may', 'listed', 'L9', 1, 660);"},
    /* V2 is over at 09:30 and the way takes 10 minutes */
    {"travel_too_short", "V3", SEVERITY_ERROR, "UPDATE visits SET start = 575, earliest = '570' WHERE visit = 'V3'"},
    /* the list leaves 07:30 */
    {"travel_too_short", "V1", SEVERITY_ERROR, "UPDATE visits SET start = 455, earliest = '450' WHERE visit = 'V1'"},
    {"link_broken", "V5/2", SEVERITY_ERROR, "UPDATE visits SET start = 730 WHERE visit = 'V5/2'"},
    {"link_broken", "V7", SEVERITY_ERROR, "UPDATE visits SET start = 710 WHERE visit = 'V7'"}, /* 50 after V6 */
    {"window_missed", "V2", SEVERITY_ERROR, "UPDATE visits SET latest = '535' WHERE visit = 'V2'"},
    {"window_early", "V3", SEVERITY_WARNING, "UPDATE visits SET earliest = '610' WHERE visit = 'V3'"},
    /* V3 at 10:00 must be begun by 09:44; 15 minutes are not told */
    {"must_late", "V3", SEVERITY_WARNING, "UPDATE visits SET earliest = '500', latest = '584' WHERE visit = 'V3'"},
    /* V5/2, 20 minutes from 14:46, and 10 back to the base: 15:16 */
    {"past_shift_end", "LB", SEVERITY_WARNING,
     "UPDATE visits SET start = 886, latest = '900' WHERE visit IN ('V5/1', 'V5/2')"},
    /* LA is approved, and V3 at 10:00 is no longer when S3 wants it; or it is, but may now give way */
    {"service_changed", "V3", SEVERITY_ERROR,
     "UPDATE lists SET state = 'approved' WHERE list = 'LA';"
     "UPDATE services SET earliest = '13:00', latest = '14:00' WHERE service = 'S3'"},
    {"service_changed", "V3", SEVERITY_WARNING,
     "UPDATE lists SET state = 'approved' WHERE list = 'LA'; UPDATE services SET priority = 'may' WHERE service = "
     "'S3'"},
    /* 07:30-15:00 on each day of the week: 16:30 hours free at most */
    {"weekly_rest", "A1", SEVERITY_WARNING,
     "INSERT INTO shifts (date, shift, staff, team, start_at, end_at) SELECT date('2026-03-03', n || ' days'), 'day',"
     " 'A1', 'OT1', 1772519400 + 86400 * n, 1772546400 + 86400 * n FROM (SELECT -1 AS n UNION SELECT 1 UNION SELECT 2"
     " UNION SELECT 3 UNION SELECT 4 UNION SELECT 5)"},
    {"no_duty_nurse", "HT1", SEVERITY_ERROR, "DELETE FROM shifts WHERE staff = 'N1'"},
    {"no_duty_nurse", "HT1", SEVERITY_ERROR,
     "INSERT INTO absences (staff, \"from\", until, reason, shift) VALUES ('N1', '2026-03-03', '2026-03-03', 'sick', "
     "'day')"},
    {"duty_nurse_with_list", "LN", SEVERITY_ERROR,
     "UPDATE shifts SET function = '' WHERE staff = 'N1'; UPDATE shifts SET function = 'duty_nurse' WHERE staff = "
     "'N2'"},
    {"transfer_gap", "P1", SEVERITY_ERROR, "UPDATE patients SET team = NULL WHERE patient = 'P1'"},
    {"transfer_gap", "V2", SEVERITY_ERROR, /* P2 went to the HT today, its visit did not */
     "UPDATE patients SET team = 'HT1' WHERE patient = 'P2';"
     "INSERT INTO transfers (transfer, patient, from_team, to_team, from_date, reason, state, ack_from, ack_to) VALUES "
     "('T1', 'P2', 'OT1', 'HT1', '2026-03-03', 'worse', 'acknowledged', 'yes', 'yes')"},
    {"changed_since_approval", "OT1", SEVERITY_WARNING,
     "INSERT INTO approvals (date, shift, team, by, at, changed_at)"
     " VALUES ('2026-03-03', 'day', 'OT1', 'C1', 1772500000, 1772503600)"},
    {"rest_time", "A1", SEVERITY_ERROR, SHIFT_THAT_ENDED("7")},
    {"rest_time", "A1", SEVERITY_WARNING, SHIFT_THAT_ENDED("9")},
    {"home_but_suspended", "P2", SEVERITY_WARNING,
     "INSERT INTO suspensions VALUES ('P2', '2026-03-01', '2026-03-20', NULL, 'hospital');"
     "INSERT INTO observations (patient, at, resp) VALUES ('P2', 1772523000, 16)"},
    {"home_but_suspended", "P2", SEVERITY_WARNING,
     "INSERT INTO suspensions VALUES ('P2', '2026-03-01', '2026-03-20', NULL, 'hospital');"
     "UPDATE visits SET state = 'done', staff = 'A1' WHERE visit = 'V2'"},
    {"suspension_review_due", "P2", SEVERITY_WARNING, /* ends in two days */
     "INSERT INTO suspensions VALUES ('P2', '2026-03-01', '2026-03-05', NULL, 'hospital')"},
    {"suspension_review_due", "P2", SEVERITY_WARNING,
     "INSERT INTO suspensions VALUES ('P2', '2026-03-01', NULL, '2026-03-02', 'hospital')"},
    {"skill_expired", "B1", SEVERITY_WARNING, "UPDATE staff SET skills = 'stoma@2026-03-02' WHERE staff = 'B1'"},
    /* nothing but gaps of less than 30 minutes until the last moment for a break, 12:30 */
    {"no_break", "LA", SEVERITY_WARNING,
     "UPDATE visits SET duration = 170 WHERE visit IN ('V5/1', 'V5/2');"
     "UPDATE visits SET start = 510 WHERE visit = 'V1'"},
    {"no_coordinator", "OT1", SEVERITY_WARNING, "UPDATE shifts SET function = '' WHERE staff = 'C1'"},
    {"team_too_large", "OT1", SEVERITY_WARNING, "UPDATE teams SET max_lists = 1 WHERE team = 'OT1'"},
    {"ht_too_many_ots", "HT1", SEVERITY_WARNING,
     "INSERT INTO teams (team, kind, name, location, ht) VALUES ('OT2', 'OT', 'b', 'Base', 'HT1'),"
     " ('OT3', 'OT', 'c', 'Base', 'HT1'), ('OT4', 'OT', 'd', 'Base', 'HT1'), ('OT5', 'OT', 'e', 'Base', 'HT1')"},
    {"few_care_workers", "OT1", SEVERITY_WARNING,
     "UPDATE staff SET role = 'assistant' WHERE staff IN ('C1', 'D1', 'E1')"}, /* 1 of 5 is left */
    {"few_coordinators", "OT1", SEVERITY_WARNING, "UPDATE staff SET functions = '' WHERE staff = 'D1'"}, /* 3 left */
    {"transfer_unacknowledged", "T1", SEVERITY_WARNING,
     "INSERT INTO transfers (transfer, patient, from_team, to_team, from_date, reason, state, ack_from, ack_to) VALUES "
     "('T1', 'P2', 'OT1', 'HT1', '2026-03-09', 'worse', 'announced', 'yes', 'no')"},
    {"grey_zone_waiting", "P2", SEVERITY_WARNING,
     "INSERT INTO decisions (decision, patient, at, outcome) VALUES ('D1', 'P2', 1772430000, 'GREY')"},
    {"override_review_due", "P2", SEVERITY_WARNING,
     "INSERT INTO decisions (decision, patient, at, outcome, responsible_team, decided_by, reason, review) VALUES"
     " ('D1', 'P2', 1772430000, 'OT', 'OT1', 'N1', 'insulin trained', '2026-03-03')"},
    {"decision_outdated", "P2", SEVERITY_WARNING,
     "INSERT INTO criteria (criterion, outcome, version) VALUES ('A', 'OT', 'v2');"
     "INSERT INTO decisions (decision, patient, at, outcome, responsible_team, criteria_version) VALUES"
     " ('D1', 'P2', 1772430000, 'OT', 'OT1', 'v1')"},
    {"emergency_access", "A1-P6-1772514000", SEVERITY_WARNING, /* 3 March 06:00 */
     "INSERT INTO emergency_access VALUES ('A1', 'P6', 1772514000, 1772542800, 'fell outside')"},
    {"queue_overdue", "Q1", SEVERITY_WARNING, /* due 3 March 06:50, ten minutes ago */
     "INSERT INTO queue (item, at, kind, urgency, patient, text, team, due_at) VALUES"
     " ('Q1', 1772500000, 'advice', 'now', 'P2', 'asks', 'HT1', 1772517000)"},
    {"carry_over_unowned", "C1", SEVERITY_WARNING,
     "INSERT INTO carry_overs VALUES ('C1', 'V2', 'P2', 'A1', 'B1', 1772430000, 'not_home', 'offered')"},
    {"travel_estimated", "travel", SEVERITY_WARNING, "DELETE FROM travel WHERE \"to\" = 'P3'"},
};

static void provoke(struct fixture *fixture, const struct provocation *provocation) {
  if (!change(fixture, provocation->sql))
    fail_msg("%s: %s", provocation->code, fixture->err.text);
}

static void test_each_code_is_found(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(provocations); i++) {
    void *fresh = NULL;
    open_day(&fresh);
    provoke(fresh, &provocations[i]);
    struct findings findings = check_on(fresh, THE_DAY);
    const struct finding *finding = find(&findings, provocations[i].code, provocations[i].subject);
    if (!finding || finding->severity != provocations[i].severity) {
      print_all(&findings);
      fail_msg("%s of %s is not found (case %zu)", provocations[i].code, provocations[i].subject, i);
    }
    assert_false(text_is_empty(finding->message));
    assert_false(text_is_empty(finding->remedy));
    day_free(findings.day);
    close_fixture(&fresh);
  }
}

/* The store itself does not let a worker who is absent keep a list; the check finds one that came about otherwise. */
static void test_an_absent_worker_with_a_list_is_found(void **state) {
  struct fixture *fixture = *state;
  struct findings findings = {0};
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &findings.day, &fixture->err));
  struct absence absence = {.staff = day_find_staff(findings.day, "A1"),
                            .from = on(THE_DAY),
                            .until = on(THE_DAY),
                            .reason = ABSENCE_SICK,
                            .shift = NONE};
  findings.day->absences = &absence;
  findings.day->n_absences = 1;
  DONE(fixture, dispatch_check(fixture->store, findings.day, &findings.at, &findings.n, &fixture->err));
  assert_non_null(find(&findings, "absent_with_list", "LA"));
  day_free(findings.day);
}

/* Each code of the contract is in the table, and each of the table is provoked here. */
static void test_every_code_of_the_table_is_tried(void **state) {
  (void)state;
  static const char *const contract =
      "visit_unassigned visit_unplanned patient_without_visit_on_list suspended_with_visit competence excluded_worker "
      "absent_with_list double_booking travel_too_short link_broken window_missed no_duty_nurse duty_nurse_with_list "
      "transfer_gap rest_time home_but_suspended suspension_review_due skill_expired no_break no_coordinator "
      "team_too_large ht_too_many_ots few_care_workers few_coordinators transfer_unacknowledged grey_zone_waiting "
      "override_review_due decision_outdated queue_overdue carry_over_unowned travel_estimated "
      /* additions: */
      "service_changed window_early weekly_rest changed_since_approval must_late past_shift_end visit_outlasts_worker "
      "must_dropped emergency_access";
  int n = 0;
  for (const struct finding_code *row = finding_codes; row->code; row++, n++) {
    bool tried = text_equal(row->code, "absent_with_list");
    for (size_t i = 0; i < COUNT_OF(provocations); i++)
      tried = tried || (text_equal(provocations[i].code, row->code) && provocations[i].severity == row->severity);
    if (!tried || !text_has_word(contract, row->code))
      fail_msg("%s is not tried, or not in the contract", row->code);
    if (strchr(finding_name(row->code), '_'))
      fail_msg("%s has no name for people", row->code);
  }
  assert_int_equal(n, 40 + 3); /* rest_time, service_changed, visit_outlasts_worker stand twice: error and warning */
}

static int place_of(const struct findings *findings, const char *code, const char *subject) {
  const struct finding *finding = find(findings, code, subject);
  assert_non_null(finding);
  return (int)(finding - findings->at);
}

/* Errors first; of those what comes first on the date, whatever its code. */
static void test_findings_stand_by_time(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "UPDATE visits SET" UNLIST " WHERE visit = 'V3';"                /* 10:00 */
                              "UPDATE patients SET exclude_staff = 'A1' WHERE patient = 'P2';" /* V2, 09:00 */
                              "UPDATE shifts SET function = '' WHERE staff = 'C1'"));
  struct findings findings = check_on(fixture, THE_DAY);
  int early = place_of(&findings, "excluded_worker", "V2"), late = place_of(&findings, "visit_unassigned", "V3");
  assert_true(early < late);
  assert_true(late < place_of(&findings, "no_coordinator", "OT1")); /* 07:30, but a warning */
  day_free(findings.day);
}

/* Who asked for help now stands before every error of the lists. */
static void test_what_cannot_wait_stands_first(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "UPDATE visits SET" UNLIST " WHERE visit = 'V3';"
                              "INSERT INTO queue (item, at, kind, urgency, patient, text, team, due_at) VALUES"
                              " ('Q1', 1772500000, 'advice', 'today', 'P2', 'asks', 'HT1', 1772516000),"
                              " ('Q2', 1772500000, 'advice', 'now', 'P2', 'NEWS2 15', 'HT1', 1772517000)"));
  struct findings findings = check_on(fixture, THE_DAY);
  assert_int_equal(place_of(&findings, "queue_overdue", "Q2"), 0);
  assert_true(place_of(&findings, "visit_unassigned", "V3") < place_of(&findings, "queue_overdue", "Q1"));
  day_free(findings.day);
}

/* What `ack` names is one finding: one worker at both halves, ten minutes apart, is two with two ids; a skill that
 * expired twice is one. */
static void test_each_id_stands_once(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "UPDATE visits SET state = 'done', staff = 'A1', start = 730 WHERE visit = 'V5/2';"
                              "UPDATE staff SET skills = 'stoma@2026-03-01 stoma@2026-03-02' WHERE staff = 'B1'"));
  struct findings findings = check_on(fixture, THE_DAY);
  int links = 0, skills = 0;
  for (int i = 0; i < findings.n; i++) {
    links += text_equal(findings.at[i].code, "link_broken");
    skills += text_equal(findings.at[i].code, "skill_expired");
    for (int j = 0; j < i; j++)
      assert_string_not_equal(findings.at[i].id, findings.at[j].id);
  }
  assert_int_equal(links, 2);
  assert_int_equal(skills, 1);
  day_free(findings.day);
}

/* --- Acknowledging and approving --- */

static void test_a_shift_is_approved_when_nothing_stands(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  DONE(fixture, dispatch_approve(&session, on(THE_DAY), SHIFT_DAY, "OT1", &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM lists WHERE state = 'approved'"), 2);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM approvals WHERE team = 'OT1' AND by = 'C1'"), 1);
  effects_free(&effects);
}

static void test_an_error_must_be_acknowledged_by_somebody_with_a_reason(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  const char *id = "visit_unassigned:V3:2026-03-03";
  assert_true(change(fixture, "UPDATE visits SET" UNLIST " WHERE visit = 'V3'"));
  REFUSED(fixture, dispatch_approve(&session, on(THE_DAY), SHIFT_DAY, "OT1", &effects, &fixture->err), STATUS_DENIED,
          id);
  REFUSED(fixture, dispatch_ack(&session, on(THE_DAY), id, "", &effects, &fixture->err), STATUS_USAGE, "reason");
  REFUSED(fixture, dispatch_ack(&session, on(THE_DAY), "nonsense", "because", &effects, &fixture->err), STATUS_USAGE,
          "nonsense");
  DONE(fixture, dispatch_ack(&session, on(THE_DAY), id, "his son comes", &effects, &fixture->err));
  DONE(fixture, dispatch_ack(&session, on(THE_DAY), "patient_without_visit_on_list:P3:2026-03-03", "his son comes",
                             &effects, &fixture->err));
  struct findings findings = check_on(fixture, THE_DAY);
  assert_true(find(&findings, "visit_unassigned", "V3")->acknowledged);
  day_free(findings.day);
  DONE(fixture, dispatch_approve(&session, on(THE_DAY), SHIFT_DAY, "OT1", &effects, &fixture->err));
  assert_string_equal(ask_text(fixture, "SELECT by FROM acks LIMIT 1"), "C1");
  effects_free(&effects);
}

/* Late visits and lists do not stop an approval, but whoever approves hears of them; an acknowledged one is known. */
static void test_what_is_late_is_told_when_approved(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  assert_true(change(fixture, "UPDATE visits SET start = 920, latest = '900' WHERE visit IN ('V5/1', 'V5/2')"));
  struct findings findings = check_on(fixture, THE_DAY);
  struct str text = {0};
  const struct list_sheet *sheets = dispatch_sheets(fixture->store, findings.day);
  int team = day_find_team(findings.day, "OT1");
  assert_true(dispatch_add_strain(findings.at, findings.n, sheets, team, SHIFT_DAY, &text)); /* 15:40 and 10 home */
  assert_string_equal(str_text(&text), "2 late MUST visits, 2 lists past their shift's end (by up to 50 min)");
  assert_false(dispatch_add_strain(findings.at, findings.n, sheets, team, SHIFT_EVENING, &text));
  str_free(&text);
  day_free(findings.day);
  DONE(fixture, dispatch_approve(&session, on(THE_DAY), SHIFT_DAY, "OT1", &effects, &fixture->err));
  assert_true(says(&effects, "approved with 2 late MUST visits"));
  effects_free(&effects);
}

/* What stands with another team does not keep this one from closing its own planning. */
static void test_another_teams_error_does_not_block(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  assert_true(change(fixture, "UPDATE visits SET" UNLIST " WHERE visit = 'V8'"));
  DONE(fixture, dispatch_approve(&session, on(THE_DAY), SHIFT_DAY, "OT1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_approve(&session, on(THE_DAY), SHIFT_DAY, "HT1", &effects, &fixture->err), STATUS_DENIED,
          "V8");
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_all_is_well),
      cmocka_unit_test(test_each_code_is_found),
      DAY_TEST(test_an_absent_worker_with_a_list_is_found),
      cmocka_unit_test(test_every_code_of_the_table_is_tried),
      DAY_TEST(test_findings_stand_by_time),
      DAY_TEST(test_what_cannot_wait_stands_first),
      DAY_TEST(test_each_id_stands_once),
      DAY_TEST(test_a_shift_is_approved_when_nothing_stands),
      DAY_TEST(test_an_error_must_be_acknowledged_by_somebody_with_a_reason),
      DAY_TEST(test_what_is_late_is_told_when_approved),
      DAY_TEST(test_another_teams_error_does_not_block),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
