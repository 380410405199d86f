/* Flows between people: transfers, reminders, carry-overs, the meeting, own patients; worked by hand on the base of
 * dispatch_fixture.h. */
#include "dispatch_fixture.h"
#include "vaktrom/dispatch/flows.h"
#include "vaktrom/report.h"

static void at_time(const char *now) {
  struct error err = {0};
  setenv("VAKTROM_NOW", now, 1);
  assert_true(clock_start(&err));
}

/* Somebody for whom the flows' own rules count; who may do what in general is test_dispatch_may.c's. */
static struct session person(struct fixture *fixture, const char *staff) {
  return (struct session){
      .store = fixture->store, .actor = staff, .account = staff, .staff = staff, .place = "test", .consequence = 1};
}

#define COUNT(sql) (int)ask(fixture, "SELECT count(*) FROM " sql)
#define TEXT(sql) ask_text(fixture, "SELECT " sql)

/* --- Transfers --- */

static struct transfer_request to_ht(const char *patient, const char *from) {
  return (struct transfer_request){.patient = patient, .to = "HT1", .reason = "gets worse", .from = on(from)};
}

static void announce(struct fixture *fixture, const struct transfer_request *request, struct effects *effects) {
  struct session session = session_of(fixture, "C1");
  DONE(fixture, dispatch_transfer(&session, request, effects, &fixture->err));
}

static void refuse(struct fixture *fixture, const struct transfer_request *request, enum status status,
                   const char *why) {
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  REFUSED(fixture, dispatch_transfer(&session, request, &effects, &fixture->err), status, why);
  effects_free(&effects);
  assert_int_equal(COUNT("transfers"), 0);
  assert_int_equal(COUNT("visits WHERE state <> 'listed'"), 0);
}

/* The team that is responsible for a patient on a date. */
static const char *team_on(struct fixture *fixture, const char *patient, const char *when) {
  static char team[16];
  struct day *day = NULL;
  DONE(fixture, store_load_day(fixture->store, on(when), &day, &fixture->err));
  int index = day->patients[day_find_patient(day, patient)].team;
  snprintf(team, sizeof team, "%s", index == NONE ? "" : day->teams[index].id);
  day_free(day);
  return team;
}

static int gaps_on(struct fixture *fixture, const char *when) {
  struct day *day = NULL;
  struct finding *findings;
  int n, gaps = 0;
  DONE(fixture, store_load_day(fixture->store, on(when), &day, &fixture->err));
  DONE(fixture, dispatch_check(fixture->store, day, &findings, &n, &fixture->err));
  for (int i = 0; i < n; i++)
    gaps += strcmp(findings[i].code, "transfer_gap") == 0;
  day_free(day);
  return gaps;
}

/* P2's one visit of the day can go to Nils; from its day the HT is the only responsible team. */
static void test_a_transfer_moves_the_visits_of_its_days(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct transfer_request request = to_ht("P2", THE_DAY);
  announce(fixture, &request, &effects);
  assert_true(says(&effects, "V2 (P2 Pia, Morning care) on 2026-03-03 now belongs to Health team, taken off list LA"));
  assert_true(effects.needs_person); /* a must visit is unassigned */
  assert_string_equal(TEXT("team || ' ' || state || ' ' || said(reason) FROM visits WHERE visit = 'V2'"),
                      "HT1 unassigned transfer T1 from OT1 to HT1, not yet on a list");
  assert_int_equal(COUNT("visits WHERE state <> 'listed'"), 1);
  assert_string_equal(team_on(fixture, "P2", "2026-03-02"), "OT1");
  assert_string_equal(team_on(fixture, "P2", "2026-03-03"), "HT1");
  assert_string_equal(team_on(fixture, "P2", "2026-04-03"), "HT1");
  assert_int_equal(gaps_on(fixture, THE_DAY), 0);
  assert_int_equal(COUNT("queue WHERE kind = 'transfer' AND team = 'HT1' AND patient = 'P2' AND state = 'open'"), 1);
  effects_free(&effects);
}

/* A date that has no roster yet: nobody can say who will be there; the visits of today stay. */
static void test_a_transfer_ahead_leaves_today_alone(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct transfer_request request = to_ht("P2", "2026-03-16");
  announce(fixture, &request, &effects);
  assert_true(says(&effects, "the roster of that week is not known yet"));
  assert_int_equal(COUNT("visits WHERE state <> 'listed'"), 0);
  assert_string_equal(team_on(fixture, "P2", "2026-03-15"), "OT1");
  assert_string_equal(team_on(fixture, "P2", "2026-03-16"), "HT1");
  effects_free(&effects);
}

/* Nils, the only nurse with a list, has no insulin: S6 would be left; a person may decide so all the same. */
static void test_a_transfer_to_nobody_who_may_is_a_gap(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct transfer_request request = to_ht("P1", THE_DAY);
  refuse(fixture, &request, STATUS_DENIED,
         "nobody on a list of HT1 in the day shift of 2026-03-03 may do Insulin (S6)");
  request.override_reason = "Nina gives it";
  announce(fixture, &request, &effects);
  assert_int_equal(COUNT("visits WHERE patient = 'P1' AND team = 'HT1' AND state = 'unassigned'"), 3);
  assert_int_equal(COUNT("audit_parts WHERE body LIKE '%Nina gives it%' AND patient = 'P1'"), 1);
  effects_free(&effects);
}

static void test_a_team_without_a_list_is_a_gap_that_nobody_may_override(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO teams (team, kind, name, location, ht, areas) VALUES ('OT2', 'OT', 'Second',"
                              " 'Base', 'HT1', 'north')"));
  struct transfer_request request = to_ht("P2", THE_DAY);
  request.to = "OT2";
  request.override_reason = "I want it";
  refuse(fixture, &request, STATUS_DENIED,
         "nobody of OT2 walks a list in the day shift of 2026-03-03 to do Morning care (S2)");
}

static void test_a_transfer_that_cannot_be_is_refused(void **state) {
  struct fixture *fixture = *state;
  struct transfer_request request = to_ht("P2", "2026-03-02");
  refuse(fixture, &request, STATUS_USAGE, "2026-03-02 is past");
  request = to_ht("P9", THE_DAY);
  refuse(fixture, &request, STATUS_USAGE, "there is no patient 'P9'");
  request = to_ht("P2", THE_DAY);
  request.to = "OT9";
  refuse(fixture, &request, STATUS_USAGE, "there is no team 'OT9'");
  request.to = "OT1";
  refuse(fixture, &request, STATUS_DENIED, "P2 belongs to OT1 already");
  request = to_ht("P2", THE_DAY);
  request.reason = "";
  refuse(fixture, &request, STATUS_USAGE, "needs its reason");
  assert_true(change(fixture, "UPDATE lists SET state = 'approved' WHERE list = 'LA'"));
  request = to_ht("P2", THE_DAY);
  refuse(fixture, &request, STATUS_DENIED, "V2 (P2 Pia, Morning care) is on list LA (Amir) on 2026-03-03");
  assert_true(change(fixture, "UPDATE lists SET state = CASE list WHEN 'LA' THEN 'draft' ELSE 'approved' END"));
  refuse(fixture, &request, STATUS_DENIED, "whose day shift is closed already");
}

static void test_one_transfer_at_a_time(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct transfer_request request = to_ht("P2", "2026-03-16");
  announce(fixture, &request, &effects);
  request.from++;
  REFUSED(fixture, dispatch_transfer(&session, &request, &effects, &fixture->err), STATUS_DENIED,
          "P2 is in transfer already (T1, to HT1 on 2026-03-16)");
  assert_int_equal(COUNT("transfers"), 1);
  effects_free(&effects);
}

/* Each team reads it for itself; only then is it done, and its item in the queue closed. */
static void test_both_teams_acknowledge(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct transfer_request request = to_ht("P2", "2026-03-04");
  struct session amir = person(fixture, "A1"), nils = person(fixture, "N2");
  announce(fixture, &request, &effects);
  DONE(fixture, dispatch_transfer_ack(&amir, "T1", NULL, &effects, &fixture->err));
  assert_string_equal(TEXT("state || ' ' || ack_from || ' ' || ack_to FROM transfers"), "announced yes no");
  REFUSED(fixture, dispatch_transfer_ack(&amir, "T1", NULL, &effects, &fixture->err), STATUS_DENIED, "OT1 already");
  REFUSED(fixture, dispatch_transfer_ack(&amir, "T1", "HT1", &effects, &fixture->err), STATUS_DENIED, "somebody of");
  DONE(fixture, dispatch_transfer_ack(&nils, "T1", NULL, &effects, &fixture->err));
  assert_string_equal(TEXT("state || ' ' || ack_from || ' ' || ack_to FROM transfers"), "acknowledged yes yes");
  assert_int_equal(COUNT("queue WHERE state <> 'closed'"), 0);
  assert_string_equal(TEXT("team FROM patients WHERE patient = 'P2'"), "OT1");
  at_time("2026-03-04T06:00:00+01:00");
  DONE(fixture, dispatch_transfers_settle(&nils, &effects, &fixture->err));
  assert_string_equal(TEXT("team FROM patients WHERE patient = 'P2'"), "HT1");
  effects_free(&effects);
}

/* Whatever the state of the transfer, each day has the same one team. */
static void test_every_day_has_one_team_in_every_state(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session nina = session_of(fixture, "the owner");
  struct transfer_request request = to_ht("P2", "2026-03-04");
  static const char *const days[] = {"2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"};
  announce(fixture, &request, &effects);
  for (int step = 0; step < 3; step++) {
    for (size_t i = 0; i < COUNT_OF(days); i++)
      assert_string_equal(team_on(fixture, "P2", days[i]), i < 2 ? "OT1" : "HT1");
    if (step == 0) {
      REFUSED(fixture, dispatch_transfer_ack(&nina, "T1", NULL, &effects, &fixture->err), STATUS_USAGE, "--team TEAM");
      DONE(fixture, dispatch_transfer_ack(&nina, "T1", "OT1", &effects, &fixture->err));
      DONE(fixture, dispatch_transfer_ack(&nina, "T1", "HT1", &effects, &fixture->err));
    }
    at_time("2026-03-04T06:00:00+01:00");
    if (step == 1)
      DONE(fixture, dispatch_transfers_settle(&nina, &effects, &fixture->err));
  }
  assert_string_equal(TEXT("state FROM transfers"), "done");
  assert_string_equal(TEXT("team FROM patients WHERE patient = 'P2'"), "HT1");
  effects_free(&effects);
}

static void test_withdrawing_leaves_nothing_behind(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct transfer_request request = to_ht("P2", THE_DAY);
  DONE(fixture,
       dispatch_queue_add(&session, QUEUE_TRANSFER, "P2", URGENCY_PLANNED, "too ill", &effects, &fixture->err));
  announce(fixture, &request, &effects);
  assert_string_equal(TEXT("state FROM queue WHERE item = 'Q1'"), "closed");
  DONE(fixture, dispatch_transfer_withdraw(&session, "T1", &effects, &fixture->err));
  assert_string_equal(TEXT("team || ' ' || state FROM visits WHERE visit = 'V2'"), "OT1 unassigned");
  assert_string_equal(team_on(fixture, "P2", THE_DAY), "OT1");
  assert_string_equal(TEXT("state FROM queue WHERE item = 'Q1'"), "open"); /* who asked has no answer any more */
  assert_string_equal(TEXT("state FROM queue WHERE item = 'Q2'"), "closed");
  assert_int_equal(gaps_on(fixture, THE_DAY), 0);
  REFUSED(fixture, dispatch_transfer_withdraw(&session, "T1", &effects, &fixture->err), STATUS_DENIED, "withdrawn");
  announce(fixture, &request, &effects); /* and it can be announced again */
  at_time("2026-03-04T06:00:00+01:00");
  REFUSED(fixture, dispatch_transfer_withdraw(&session, "T2", &effects, &fixture->err), STATUS_DENIED,
          "took effect on 2026-03-03");
  effects_free(&effects);
}

/* Who is very ill today is not helped by a transfer on Monday: the request is closed on its day. */
static void test_what_cannot_wait_stays_open_until_the_transfer(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct transfer_request request = to_ht("P2", "2026-03-16");
  DONE(fixture, dispatch_queue_add(&session, QUEUE_TRANSFER, "P2", URGENCY_NOW, "NEWS2 15", &effects, &fixture->err));
  announce(fixture, &request, &effects);
  assert_true(says(&effects, "Q1 cannot wait and stays open until"));
  assert_string_equal(TEXT("state FROM queue WHERE item = 'Q1'"), "open");
  DONE(fixture, dispatch_transfer_ack(&session, "T1", "OT1", &effects, &fixture->err));
  DONE(fixture, dispatch_transfer_ack(&session, "T1", "HT1", &effects, &fixture->err));
  at_time("2026-03-16T06:00:00+01:00");
  DONE(fixture, dispatch_transfers_settle(&session, &effects, &fixture->err));
  assert_string_equal(TEXT("state || ' ' || said(outcome) FROM queue WHERE item = 'Q1'"), "closed announced as T1");
  effects_free(&effects);
}

/* A reminder belongs to the team that is responsible on the day it is due. */
static void test_reminders_follow_their_patient(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "the owner");
  struct transfer_request request = to_ht("P2", "2026-03-05");
  struct arena arena = {0};
  struct reminder *reminders;
  int n;
  DONE(fixture, dispatch_remind_add(&session, NULL, "P2", on("2026-03-04"), "before", &effects, &fixture->err));
  DONE(fixture, dispatch_remind_add(&session, NULL, "P2", on("2026-03-05"), "after", &effects, &fixture->err));
  DONE(fixture, dispatch_remind_add(&session, "OT1", NULL, on("2026-03-05"), "the team's", &effects, &fixture->err));
  announce(fixture, &request, &effects);
  DONE(fixture, dispatch_reminders(fixture->store, "HT1", false, &arena, &reminders, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_string_equal(reminders[0].text, "after");
  DONE(fixture, dispatch_transfer_ack(&session, "T1", "OT1", &effects, &fixture->err));
  DONE(fixture, dispatch_transfer_ack(&session, "T1", "HT1", &effects, &fixture->err));
  at_time("2026-03-05T06:00:00+01:00");
  DONE(fixture, dispatch_transfers_settle(&session, &effects, &fixture->err));
  assert_int_equal(COUNT("reminders WHERE team = 'HT1' AND patient = 'P2'"), 2);
  assert_int_equal(COUNT("reminders WHERE team = 'OT1'"), 1);
  arena_free(&arena);
  effects_free(&effects);
}

static void test_who_is_gone_goes_nowhere(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct transfer_request request = to_ht("P2", "2026-03-16");
  announce(fixture, &request, &effects);
  assert_true(change(fixture, "UPDATE patients SET status = 'ended' WHERE patient = 'P2'"));
  DONE(fixture, dispatch_transfers_settle(&session, &effects, &fixture->err));
  assert_string_equal(TEXT("state FROM transfers"), "withdrawn");
  assert_string_equal(TEXT("state FROM queue"), "closed");
  effects_free(&effects);
}

/* --- Requests --- */

static void test_a_kind_may_have_its_own_due_time(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  DONE(fixture, dispatch_queue_add(&session, QUEUE_ALARM, "P1", URGENCY_NOW, "fell", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&session, QUEUE_ADVICE, "P1", URGENCY_NOW, "?", &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT (due_at - at) / 60 FROM queue WHERE item = 'Q1'"), 15);
  assert_int_equal(ask(fixture, "SELECT (due_at - at) / 60 FROM queue WHERE item = 'Q2'"), 60);
  assert_true(change(fixture, "INSERT INTO settings VALUES ('queue_due_advice_now_minutes', '7')"));
  DONE(fixture, dispatch_queue_add(&session, QUEUE_ADVICE, "P1", URGENCY_NOW, "?", &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT (due_at - at) / 60 FROM queue WHERE item = 'Q3'"), 7);
  effects_free(&effects);
}

/* Any task goes to a nurse's list when it comes from a request: Nils has the only one. */
static void test_a_request_becomes_a_visit_of_a_nurse(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = person(fixture, "N1");
  struct visit_wish wish = {.task = "care", .date = DATE_NONE, .earliest = 600, .latest = 720, .duration = 25};
  DONE(fixture, dispatch_queue_add(&session, QUEUE_ADVICE, "P1", URGENCY_TODAY, "look", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_visit(&session, "Q1", &wish, &effects, &fixture->err));
  assert_true(says(&effects, "fits list LN (Nils)"));
  assert_false(says(&effects, "fits list LA"));
  assert_string_equal(TEXT("min_role || ' ' || team || ' ' || duration || ' ' || state FROM visits WHERE visit = 'V9'"),
                      "nurse HT1 25 unassigned");
  assert_string_equal(TEXT("state || ' ' || owner || ' ' || said(outcome) FROM queue"),
                      "taken N1 visit V9 on 2026-03-03"); /* until it has a list */
  wish.to_list = "LN";
  DONE(fixture, dispatch_queue_add(&session, QUEUE_ADVICE, "P1", URGENCY_TODAY, "more", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_visit(&session, "Q2", &wish, &effects, &fixture->err));
  assert_string_equal(TEXT("state || ' ' || list FROM visits WHERE visit = 'V10'"), "listed LN");
  wish.earliest = wish.latest = 400; /* 06:40, and it is 07:00 */
  DONE(fixture, dispatch_queue_add(&session, QUEUE_ADVICE, "P1", URGENCY_TODAY, "late", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_visit(&session, "Q3", &wish, &effects, &fixture->err), STATUS_USAGE, "past already");
  assert_int_equal(COUNT("visits WHERE patient = 'P1'"), 5);
  assert_string_equal(TEXT("state FROM queue WHERE item = 'Q3'"), "open");
  effects_free(&effects);
}

static void test_a_second_taker_learns_who_has_it(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session nina = person(fixture, "N1"), nils = person(fixture, "N2"), account = person(fixture, "helge");
  DONE(fixture, dispatch_queue_add(&nina, QUEUE_ADVICE, "P1", URGENCY_TODAY, "a", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&nina, QUEUE_ADVICE, "P1", URGENCY_TODAY, "b", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_take(&nina, "Q1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_take(&nils, "Q1", &effects, &fixture->err), STATUS_DENIED, "N1 has it");
  DONE(fixture, dispatch_queue_take(&account, "Q2", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_take(&nils, "Q2", &effects, &fixture->err), STATUS_DENIED, "helge has it");
  effects_free(&effects);
}

/* Asked at 07:00; taken after 10, 20 and 40 minutes: median 20, 90th percentile 40 by nearest rank. Q1 is answered in
 * time, Q2 is not answered but its time is not over, Q3 is answered late (60 minutes are allowed). */
static void test_response_times(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session nina = person(fixture, "N1");
  static const char *const ids[] = {"Q1", "Q2", "Q3"};
  static const char *const taken[] = {"2026-03-03T07:10:00+01:00", "2026-03-03T07:20:00+01:00",
                                      "2026-03-03T07:40:00+01:00"};
  for (int i = 0; i < 3; i++)
    DONE(fixture, dispatch_queue_add(&nina, QUEUE_ADVICE, "P1", i == 1 ? URGENCY_TODAY : URGENCY_NOW, "?", &effects,
                                     &fixture->err));
  for (int i = 0; i < 3; i++) {
    at_time(taken[i]);
    DONE(fixture, dispatch_queue_take(&nina, ids[i], &effects, &fixture->err));
    if (i == 0)
      DONE(fixture, dispatch_queue_answer(&nina, "Q1", "yes", &effects, &fixture->err));
  }
  at_time("2026-03-03T08:30:00+01:00");
  DONE(fixture, dispatch_queue_answer(&nina, "Q3", "late", &effects, &fixture->err));
  struct report_table table;
  const struct report_request request = {.from = on(THE_DAY), .until = on(THE_DAY)};
  DONE(fixture, report_make(report_find("response"), fixture->store, &request, &table, &fixture->err));
  const struct report_cell *all = table.cells.at;
  assert_string_equal(all[0].text, "all");
  const double wanted[] = {3, 1, 0, 20, 40, 10, 90, REPORT_UNKNOWN, REPORT_UNKNOWN, 50};
  for (size_t i = 0; i < COUNT_OF(wanted); i++)
    assert_int_equal((int)(all[i + 2].number * 10), (int)(wanted[i] * 10));
  report_table_free(&table);
  effects_free(&effects);
}

/* --- Reminders, carry-overs, the meeting --- */

static void test_a_reminder_becomes_a_visit_in_one_step(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct visit_wish wish = {.task = "care", .date = DATE_NONE, .earliest = NONE, .latest = NONE};
  DONE(fixture, dispatch_remind_add(&session, NULL, "P4", on("2026-03-05"), "weigh", &effects, &fixture->err));
  DONE(fixture, dispatch_remind_visit(&session, "R1", &wish, &effects, &fixture->err));
  assert_string_equal(TEXT("date || ' ' || team || ' ' || min_role FROM visits WHERE visit = 'V9'"),
                      "2026-03-05 OT1 assistant");
  assert_string_equal(TEXT("done FROM reminders"), "yes");
  REFUSED(fixture, dispatch_remind_visit(&session, "R1", &wish, &effects, &fixture->err), STATUS_DENIED,
          "done already");
  DONE(fixture, dispatch_remind_add(&session, "OT1", NULL, on("2026-03-05"), "the car", &effects, &fixture->err));
  REFUSED(fixture, dispatch_remind_visit(&session, "R2", &wish, &effects, &fixture->err), STATUS_USAGE, "patient");
  assert_string_equal(TEXT("done FROM reminders WHERE reminder = 'R2'"), "no");
  effects_free(&effects);
}

static void test_work_is_carried_until_somebody_accepts(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session dag = person(fixture, "D1"), eva = person(fixture, "E1"), berit = person(fixture, "B1");
  struct arena arena = {0};
  struct carried *carried;
  int n;
  DONE(fixture, dispatch_undone(&berit, on(THE_DAY), "V4", NOT_DONE_NO_TIME, "D1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_carry_accept(&eva, "C1", &effects, &fixture->err), STATUS_DENIED, "D1 Dag");
  DONE(fixture, dispatch_carry_hand(&dag, "C1", "E1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_carry_accept(&dag, "C1", &effects, &fixture->err), STATUS_DENIED, "E1 Eva");
  DONE(fixture, dispatch_carry_accept(&eva, "C1", &effects, &fixture->err));
  DONE(fixture, dispatch_carried(fixture->store, "E1", "OT1", false, &arena, &carried, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_string_equal(carried[0].task, "Morning care");
  assert_int_equal(carried[0].carry.state, CARRY_ACCEPTED);
  struct visit_wish wish = {.date = on("2026-03-04"), .earliest = 480, .latest = 600};
  DONE(fixture, dispatch_carry_visit(&eva, "C1", &wish, &effects, &fixture->err));
  assert_string_equal(TEXT("task || ' ' || patient FROM visits WHERE date = '2026-03-04'"), "care P4");
  REFUSED(fixture, dispatch_carry_done(&eva, "C1", &effects, &fixture->err), STATUS_DENIED, "done already");
  arena_free(&arena);
  effects_free(&effects);
}

/* The visit that takes its place asks for the same: a nurse and her skill, both workers, as it was; V4 is for one. */
static void test_what_is_carried_over_asks_for_the_same(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session berit = person(fixture, "B1"), owner = session_of(fixture, "the owner");
  struct visit_wish wish = {.date = on("2026-03-04"), .earliest = 480, .latest = 600};
  assert_true(
      change(fixture, "UPDATE visits SET min_role = 'nurse', skills = 'insulin', duration = 55 WHERE visit = 'V4'"));
  DONE(fixture, dispatch_undone(&berit, on(THE_DAY), "V4", NOT_DONE_NOT_COMPETENT, "D1", &effects, &fixture->err));
  DONE(fixture, dispatch_carry_visit(&owner, "C1", &wish, &effects, &fixture->err));
  assert_string_equal(TEXT("min_role || ' ' || skills || ' ' || duration || ' ' || team FROM visits"
                           " WHERE date = '2026-03-04' AND patient = 'P4'"),
                      "nurse insulin 55 HT1");
  effects_free(&effects);
}

/* Who is away cannot be given it; what lies with somebody who has gone is handed on by anybody. */
static void test_carried_work_is_not_stranded(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session dag = person(fixture, "D1"), amir = person(fixture, "A1"), berit = person(fixture, "B1");
  DONE(fixture, dispatch_undone(&berit, on(THE_DAY), "V4", NOT_DONE_NO_TIME, "D1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_carry_hand(&amir, "C1", "E1", &effects, &fixture->err), STATUS_DENIED, "D1 Dag");
  assert_true(change(fixture,
                     "INSERT INTO absences (staff, \"from\", reason, shift) VALUES ('E1', '" THE_DAY "', 'sick', '')"));
  REFUSED(fixture, dispatch_carry_hand(&dag, "C1", "E1", &effects, &fixture->err), STATUS_DENIED, "absent today");
  assert_true(change(fixture, "UPDATE staff SET ended = '2026-03-01' WHERE staff = 'D1'"));
  DONE(fixture, dispatch_carry_hand(&amir, "C1", "B1", &effects, &fixture->err));
  assert_string_equal(TEXT("next || ' ' || state FROM carry_overs"), "B1 offered");
  effects_free(&effects);
}

/* An account without a staff row gives back what it took, and nobody else's. */
static void test_who_took_it_gives_it_back(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session one = person(fixture, "desk"), other = person(fixture, "N1");
  DONE(fixture, dispatch_queue_add(&one, QUEUE_ADVICE, "P1", URGENCY_TODAY, "?", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_take(&one, "Q1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_release(&other, "Q1", &effects, &fixture->err), STATUS_DENIED, "desk");
  DONE(fixture, dispatch_queue_release(&one, "Q1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_release(&one, "Q1", &effects, &fixture->err), STATUS_DENIED, "only what somebody");
  effects_free(&effects);
}

/* The 3rd of March 2026 is a Tuesday: candidates of Wednesday the 4th are taken until noon. */
static void test_the_meeting_has_a_deadline(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct meeting_request request = {.patient = "P1", .date = DATE_NONE, .ground = GROUND_FUNCTION_LOSS};
  DONE(fixture, dispatch_queue_add(&session, QUEUE_MEETING, "P1", URGENCY_PLANNED, "please", &effects, &fixture->err));
  at_time("2026-03-03T12:00:00+01:00");
  DONE(fixture, dispatch_meeting_add(&session, &request, &effects, &fixture->err));
  assert_string_equal(TEXT("date || ' ' || team || ' ' || ground FROM meeting"), "2026-03-04 OT1 function_loss");
  assert_string_equal(TEXT("state FROM queue"), "answered");
  REFUSED(fixture, dispatch_meeting_add(&session, &request, &effects, &fixture->err), STATUS_DENIED, "already (M1)");
  at_time("2026-03-03T12:00:01+01:00");
  request.patient = "P2";
  DONE(fixture, dispatch_meeting_add(&session, &request, &effects, &fixture->err));
  assert_string_equal(TEXT("date FROM meeting WHERE patient = 'P2'"), "2026-03-11");
  request = (struct meeting_request){.patient = "P3", .date = on("2026-03-04"), .ground = GROUND_NEW};
  REFUSED(fixture, dispatch_meeting_add(&session, &request, &effects, &fixture->err), STATUS_DENIED,
          "were taken until 2026-03-03 12:00; the next meeting is on 2026-03-11");
  assert_int_equal(dispatch_meeting_deadline(fixture->store, on("2026-03-30")), 1774778400); /* 10:00 UTC that Sunday */
  DONE(fixture, dispatch_meeting_set(&session, "M1", LIGHT_RED, "lift ordered", &effects, &fixture->err));
  DONE(fixture, dispatch_meeting_set(&session, "M1", LIGHT_GREEN, NULL, &effects, &fixture->err));
  assert_string_equal(TEXT("light || ' ' || text FROM meeting WHERE meeting = 'M1'"), "green lift ordered");
  effects_free(&effects);
}

/* --- Own patients --- */

static const struct own_patient *own_of(const struct own_report *report, const char *patient) {
  for (size_t i = 0; i < report->patients.n; i++)
    if (strcmp(report->day->patients[report->patients.at[i].patient].id, patient) == 0)
      return &report->patients.at[i];
  return NULL;
}

/* P6 is the HT's; P5 gets a nurse's service, so that the HT cooperates; nobody else is its patient. */
static void test_own_patients_with_the_worst_first(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session nina = person(fixture, "N1"), nils = person(fixture, "N2");
  struct own_report report;
  assert_true(change(fixture, "UPDATE services SET min_role = 'nurse' WHERE service = 'S5'"));
  DONE(fixture, dispatch_own(&nina, NULL, INSTANT_NONE, &report, &fixture->err));
  assert_true(report.first_look);
  assert_int_equal(report.patients.n, 2);
  assert_int_equal(own_of(&report, "P6")->role, OWN_RESPONSIBLE);
  assert_int_equal(own_of(&report, "P5")->role, OWN_COOPERATES);
  assert_int_equal(own_of(&report, "P5")->changes.n + own_of(&report, "P6")->changes.n, 0);
  DONE(fixture, dispatch_own_looked(&nina, &report, NULL, &fixture->err));
  own_report_free(&report);
  at_time("2026-03-03T09:00:00+01:00");
  DONE(fixture, dispatch_undone(&nina, on(THE_DAY), "V8", NOT_DONE_NO_TIME, "N2", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&nina, QUEUE_ALARM, "P5", URGENCY_NOW, "fell", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_add(&nina, QUEUE_ADVICE, "P1", URGENCY_NOW, "not ours", &effects, &fixture->err));
  DONE(fixture, dispatch_own(&nina, "HT1", INSTANT_NONE, &report, &fixture->err));
  assert_false(report.first_look);
  assert_string_equal(report.day->patients[report.patients.at[0].patient].id, "P5"); /* now, before a visit missed */
  assert_int_equal(own_of(&report, "P6")->changes.n, 1);
  assert_int_equal(own_of(&report, "P6")->changes.at[0].kind, OWN_MISSED_VISIT);
  assert_null(own_of(&report, "P1"));
  own_report_free(&report);
  at_time("2026-03-03T10:00:00+01:00");
  DONE(fixture, dispatch_own(&nina, NULL, INSTANT_NONE, &report, &fixture->err)); /* no look since: still there */
  assert_int_equal(own_of(&report, "P6")->changes.n, 1);
  DONE(fixture, dispatch_own_looked(&nina, &report, "P6", &fixture->err)); /* at one patient alone */
  own_report_free(&report);
  at_time("2026-03-03T10:00:30+01:00");
  DONE(fixture, dispatch_own(&nina, NULL, INSTANT_NONE, &report, &fixture->err));
  assert_int_equal(own_of(&report, "P6")->changes.n, 0);
  assert_int_equal(own_of(&report, "P5")->changes.n, 1);
  DONE(fixture, dispatch_own_looked(&nina, &report, NULL, &fixture->err));
  own_report_free(&report);
  DONE(fixture, dispatch_own(&nina, NULL, instant_of(on(THE_DAY), 8 * 60), &report, &fixture->err));
  assert_int_equal(own_of(&report, "P6")->changes.n, 1); /* whoever asks since when gets all of it */
  own_report_free(&report);
  at_time("2026-03-03T10:01:00+01:00");
  DONE(fixture, dispatch_own(&nina, NULL, INSTANT_NONE, &report, &fixture->err));
  assert_int_equal(own_of(&report, "P5")->changes.n + own_of(&report, "P6")->changes.n, 0);
  own_report_free(&report);
  DONE(fixture, dispatch_own(&nils, NULL, INSTANT_NONE, &report, &fixture->err)); /* each reader's own look */
  assert_int_equal(own_of(&report, "P6")->changes.n, 1);
  own_report_free(&report);
  REFUSED(fixture, dispatch_own(&nina, "OT1", INSTANT_NONE, &report, &fixture->err), STATUS_USAGE, "no health-service");
  assert_int_equal(COUNT("journal WHERE label = ''"), 0); /* a look is nothing to undo */
  effects_free(&effects);
}

/* V4 waits (change v4_waits of the fixture); the HT is asked about it, and its request goes with it. */
static void test_a_request_waits_for_the_visit_that_it_is_about(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "N1");
  const struct visit_wish wish = {.date = DATE_NONE, .earliest = NONE, .latest = NONE};
  assert_true(change(fixture, v4_waits));
  DONE(fixture, dispatch_queue_ask(&session, QUEUE_ADVICE, "V4", URGENCY_NOW, "can HT?", &effects, &fixture->err));
  assert_string_equal(ask_text(fixture, "SELECT patient FROM queue"),
                      ask_text(fixture, "SELECT patient FROM visits WHERE visit = 'V4'"));
  REFUSED(fixture, dispatch_queue_visit(&session, "Q1", &wish, &effects, &fixture->err), STATUS_DENIED, "V4");
  REFUSED(fixture, dispatch_queue_close(&session, "Q1", "fine", &effects, &fixture->err), STATUS_DENIED, "V4");
  REFUSED(fixture, dispatch_queue_ask(&session, QUEUE_ADVICE, "V1", URGENCY_NOW, "?", &effects, &fixture->err),
          STATUS_DENIED, "V1"); /* it has a list */
  const struct move_request to_la = {.visit = "V4", .to_list = "LA"};
  DONE(fixture, dispatch_move(&session, on(THE_DAY), &to_la, &effects, &fixture->err));
  struct arena arena = {0};
  struct queue_item *items;
  int n;
  DONE(fixture, dispatch_queue(fixture->store, NULL, false, &arena, &items, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_int_equal(items[0].state, QUEUE_ANSWERED);
  arena_free(&arena);
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_a_transfer_moves_the_visits_of_its_days),
      DAY_TEST(test_a_transfer_ahead_leaves_today_alone),
      DAY_TEST(test_a_transfer_to_nobody_who_may_is_a_gap),
      DAY_TEST(test_a_team_without_a_list_is_a_gap_that_nobody_may_override),
      DAY_TEST(test_a_transfer_that_cannot_be_is_refused),
      DAY_TEST(test_one_transfer_at_a_time),
      DAY_TEST(test_both_teams_acknowledge),
      DAY_TEST(test_every_day_has_one_team_in_every_state),
      DAY_TEST(test_withdrawing_leaves_nothing_behind),
      DAY_TEST(test_what_cannot_wait_stays_open_until_the_transfer),
      DAY_TEST(test_reminders_follow_their_patient),
      DAY_TEST(test_who_is_gone_goes_nowhere),
      DAY_TEST(test_a_kind_may_have_its_own_due_time),
      DAY_TEST(test_a_request_becomes_a_visit_of_a_nurse),
      DAY_TEST(test_a_second_taker_learns_who_has_it),
      DAY_TEST(test_response_times),
      DAY_TEST(test_a_reminder_becomes_a_visit_in_one_step),
      DAY_TEST(test_work_is_carried_until_somebody_accepts),
      DAY_TEST(test_what_is_carried_over_asks_for_the_same),
      DAY_TEST(test_carried_work_is_not_stranded),
      DAY_TEST(test_who_took_it_gives_it_back),
      DAY_TEST(test_the_meeting_has_a_deadline),
      DAY_TEST(test_own_patients_with_the_worst_first),
      DAY_TEST(test_a_request_waits_for_the_visit_that_it_is_about),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
