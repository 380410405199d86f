/* Hands on the lists: places, times and refusals are worked by hand on the base of dispatch_fixture.h. */
#include "dispatch_fixture.h"

static struct move_request request_of(const char *visit, const char *list) {
  return (struct move_request){.visit = visit, .to_list = list};
}

/* Moves and expects success; the effects are the caller's. */
static void move(struct fixture *fixture, const struct move_request *request, struct effects *effects) {
  struct session session = session_of(fixture, "C1");
  DONE(fixture, dispatch_move(&session, on(THE_DAY), request, effects, &fixture->err));
}

static void refuse_move(struct fixture *fixture, const struct move_request *request, const char *why) {
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  REFUSED(fixture, dispatch_move(&session, on(THE_DAY), request, &effects, &fixture->err), STATUS_DENIED, why);
  effects_free(&effects);
}

/* Whether a person's reason could help is said by more than words: the screen asks for one only then. */
static bool could_be_overridden(struct fixture *fixture, const struct move_request *request) {
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  assert_false(dispatch_move(&session, on(THE_DAY), request, &effects, &fixture->err));
  bool may = fixture->err.may_override;
  error_clear(&fixture->err);
  assert_false(fixture->err.may_override);
  effects_free(&effects);
  return may;
}

#define START(visit) (int)ask(fixture, "SELECT start FROM visits WHERE visit = '" visit "'")
#define STATE(visit) ask_text(fixture, "SELECT state FROM visits WHERE visit = '" visit "'")
#define LIST(visit) ask_text(fixture, "SELECT list FROM visits WHERE visit = '" visit "'")
#define SEQ(visit) (int)ask(fixture, "SELECT seq FROM visits WHERE visit = '" visit "'")
#define JOURNAL ask_text(fixture, "SELECT said(label) FROM journal ORDER BY id DESC LIMIT 1")

/* --- move --- */

/* First on the list V4 would push V1 by 30 and V2 by 10 minutes; second it begins at 08:40 and pushes only V2, by 10.
 */
static void test_a_visit_goes_to_its_best_place(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V4", "LA");
  assert_true(change(fixture, v4_waits));
  move(fixture, &request, &effects);
  assert_string_equal(STATE("V4"), "listed");
  assert_string_equal(LIST("V4"), "LA");
  assert_int_equal(SEQ("V4"), 2);
  assert_int_equal(START("V4"), 8 * 60 + 40);
  assert_int_equal(START("V1"), 8 * 60);
  assert_int_equal(START("V2"), 9 * 60 + 10);
  assert_int_equal(SEQ("V2"), 3);
  assert_int_equal(START("V3"), 10 * 60);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE list = 'LA' AND seq = 6"), 1);
  assert_true(says(&effects, "V2 (P2 Pia, Morning care) now begins at 09:10 (was 09:00)"));
  assert_non_null(strstr(JOURNAL, "put V4 (P4 Petra, Morning care) on list LA (Amir), 08:40"));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE by_hand = 'yes'"), 1);
  effects_free(&effects);
}

/* After V3: 10:40 to 11:00, so V6 begins 11:10 (fixed until 11:30), V7 at its end and 15 minutes after: 11:25. */
static void test_a_place_that_is_given_pushes_what_is_linked(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V4", "LA");
  request.at = 4;
  request.pin = true;
  assert_true(change(fixture, v4_waits));
  move(fixture, &request, &effects);
  assert_int_equal(START("V4"), 10 * 60 + 40);
  assert_int_equal(START("V6"), 11 * 60 + 10);
  assert_int_equal(START("V7"), 11 * 60 + 25);
  assert_int_equal(START("V5/1"), 12 * 60);
  assert_string_equal(ask_text(fixture, "SELECT pinned FROM visits WHERE visit = 'V4'"), "yes");
  effects_free(&effects);
}

static void test_a_fixed_window_is_never_broken(void **state) {
  struct fixture *fixture = *state;
  struct move_request request = request_of("V2", "LA");
  request.at = 3; /* after V3, at 10:40 */
  request.override_reason = "she asked";
  refuse_move(fixture, &request, "V2 (P2 Pia, Morning care) would begin at 10:40, but must begin by 10:00");
  assert_int_equal(START("V2"), 9 * 60);
  assert_int_equal(SEQ("V2"), 2);
}

static void test_lateness_is_for_a_person_to_decide(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V1", "LA");
  request.at = 3; /* V2 stays at 09:00; after V3 V1 begins 10:40, 100 minutes after 09:00 */
  refuse_move(fixture, &request, "visits would be 100 min later");
  assert_true(could_be_overridden(fixture, &request));
  request.override_reason = "agreed by phone";
  move(fixture, &request, &effects);
  assert_int_equal(START("V1"), 10 * 60 + 40);
  assert_true(says(&effects, "agreed by phone"));
  assert_non_null(strstr(JOURNAL, "agreed by phone"));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM audit WHERE what = 'override'"), 1);
  effects_free(&effects);
}

/* V4, which must begin by 11:00, begins at 13:00 at Berit's: what makes nobody later asks nobody. */
static void test_only_what_becomes_later_counts(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  assert_true(change(fixture, "UPDATE visits SET start = 780, seq = 2 WHERE visit = 'V4';"
                              "UPDATE visits SET seq = 1 WHERE visit = 'V5/2'"));
  struct move_request request = request_of("V4", "LA");
  request.at = 7; /* after V5/1, which ends at 12:20: 12:30, 90 minutes late, 30 less than before */
  move(fixture, &request, &effects);
  assert_string_equal(LIST("V4"), "LA");
  assert_int_equal(START("V4"), 12 * 60 + 30);
  effects_free(&effects);
}

static void test_competence_cannot_be_set_aside(void **state) {
  struct fixture *fixture = *state;
  struct move_request request = request_of("V6", "LB");
  assert_false(could_be_overridden(fixture, &request));
  request.override_reason = "we are short";
  refuse_move(fixture, &request, "Berit (assistant) may not do V6");
  assert_true(change(fixture, "UPDATE patients SET exclude_staff = 'B1' WHERE patient = 'P2'"));
  request.visit = "V2";
  refuse_move(fixture, &request, "P2 does not want Berit");
}

static void test_another_team_may_be_set_aside(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V4", "LN");
  refuse_move(fixture, &request, "list LN is of team HT1, V4 of team OT1");
  request.override_reason = "the nurse goes there anyway";
  move(fixture, &request, &effects);
  assert_string_equal(LIST("V4"), "LN");
  effects_free(&effects);
}

static void test_an_unstaffed_list_takes_nothing(void **state) {
  struct fixture *fixture = *state;
  struct move_request request = request_of("V4", "LA");
  assert_true(change(fixture, "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                              " ('LX', '2026-03-03', 'day', 'OT1', NULL, 1772519400, 1772546400)"));
  request.to_list = "LX";
  refuse_move(fixture, &request, "its worker is absent");
}

/* --- Visits for two --- */

static void test_two_go_together_or_not_at_all(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  DONE(fixture, dispatch_unassign(&session, on(THE_DAY), "V5/1", &effects, &fixture->err));
  assert_string_equal(STATE("V5/1"), "unassigned");
  assert_string_equal(STATE("V5/2"), "unassigned");
  assert_true(effects.needs_person);
  struct move_request request = request_of("V5", "LA");
  move(fixture, &request, &effects);
  assert_string_equal(LIST("V5/1"), "LA");
  assert_string_equal(LIST("V5/2"), "LB");
  assert_int_equal(START("V5/1"), 12 * 60);
  assert_int_equal(START("V5/2"), 12 * 60);
  effects_free(&effects);
}

static void test_two_need_two_workers(void **state) {
  struct fixture *fixture = *state;
  struct move_request request = request_of("V5/1", "LB");
  refuse_move(fixture, &request, "V5/1 needs two workers");
}

/* Berit is held at P4 until 12:30, so she and Amir begin at 12:40. */
static void test_one_waits_for_the_other(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  assert_true(change(fixture, "UPDATE visits SET earliest = '730', latest = '800' WHERE visit = 'V4';"));
  struct move_request request = request_of("V4", "LB");
  request.at = 1;
  move(fixture, &request, &effects);
  assert_int_equal(START("V4"), 12 * 60 + 10);
  assert_int_equal(START("V5/2"), 12 * 60 + 40);
  assert_int_equal(START("V5/1"), 12 * 60 + 40);
  effects_free(&effects);
}

/* --- unassign, drop, add, unpin --- */

static void test_a_dropped_visit_has_its_reason(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  const struct drop_request without = {.visit = "V4", .reason = "", .date = on(THE_DAY)},
                            shops = {.visit = "V4", .reason = "daughter shops", .date = on(THE_DAY)};
  REFUSED(fixture, dispatch_drop(&session, &without, &effects, &fixture->err), STATUS_USAGE, "--reason");
  DONE(fixture, dispatch_drop(&session, &shops, &effects, &fixture->err));
  assert_string_equal(STATE("V4"), "dropped");
  assert_string_equal(ask_text(fixture, "SELECT reason FROM visits WHERE visit = 'V4'"), "daughter shops");
  assert_string_equal(ask_text(fixture, "SELECT actor FROM journal ORDER BY id DESC LIMIT 1"), "C1");
  struct move_request request = request_of("V4", "LB"); /* and can be taken back */
  move(fixture, &request, &effects);
  assert_string_equal(STATE("V4"), "listed");
  effects_free(&effects);
}

/* Nobody goes to V3, which must be done, because somebody typed a wrong number; and it stays a finding for the others.
 */
static void test_a_must_is_dropped_when_confirmed(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  bool asked = false;
  struct drop_request request = {.visit = "V3", .reason = "a test", .date = on(THE_DAY), .asked = &asked};
  REFUSED(fixture, dispatch_drop(&session, &request, &effects, &fixture->err), STATUS_USAGE, "--yes");
  assert_true(asked);
  assert_string_equal(STATE("V3"), "listed");
  assert_false(is_found(fixture, "must_dropped"));
  request.confirmed = true;
  DONE(fixture, dispatch_drop(&session, &request, &effects, &fixture->err));
  assert_string_equal(STATE("V3"), "dropped");
  assert_true(is_found(fixture, "must_dropped"));
  effects_free(&effects);
}

static void test_a_visit_is_added_to_its_team_and_shift(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  struct add_request request = {.patient = "P2", .task = "wound", .date = on(THE_DAY), .earliest = 960, .latest = 1020};
  DONE(fixture, dispatch_add(&session, &request, &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE patient = 'P2' AND task = 'wound' AND team = 'HT1'"
                                " AND shift = 'evening' AND state = 'unassigned' AND earliest = '960'"
                                " AND min_role = 'nurse' AND service IS NULL"),
                   1);
  request.task = "nonsense";
  REFUSED(fixture, dispatch_add(&session, &request, &effects, &fixture->err), STATUS_USAGE, "nonsense");
  effects_free(&effects);
}

static void test_unpin_gives_the_visit_back_to_the_balancer(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  assert_true(change(fixture, "UPDATE visits SET pinned = 'yes', by_hand = 'yes' WHERE visit = 'V2'"));
  DONE(fixture, dispatch_unpin(&session, on(THE_DAY), "V2", &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM visits WHERE pinned = 'yes' OR by_hand = 'yes'"), 0);
  effects_free(&effects);
  DONE(fixture, dispatch_unpin(&session, on(THE_DAY), "V2", &effects, &fixture->err)); /* once more: nothing to do */
  assert_true(says(&effects, "was not pinned"));
  const struct drop_request shops = {.visit = "V4", .reason = "daughter shops", .date = on(THE_DAY)};
  DONE(fixture, dispatch_drop(&session, &shops, &effects, &fixture->err));
  REFUSED(fixture, dispatch_unpin(&session, on(THE_DAY), "V4", &effects, &fixture->err), STATUS_DENIED, "dropped");
  effects_free(&effects);
}

/* --- done, undone --- */

static void test_what_was_done_stands_fast(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  set_clock(fixture, "08:20");
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &effects, &fixture->err));
  assert_string_equal(STATE("V1"), "done");
  assert_int_equal(START("V1"), 8 * 60);
  assert_string_equal(ask_text(fixture, "SELECT staff FROM visits WHERE visit = 'V1'"), "A1");
  assert_string_equal(ask_text(fixture, "SELECT state FROM lists WHERE list = 'LA'"), "started");
  struct move_request request = request_of("V1", "LB");
  refuse_move(fixture, &request, "is done and cannot be moved");
  request = request_of("V4", "LA");
  request.at = 1; /* would have to be over before V1, which was done at 08:00 */
  refuse_move(fixture, &request, "V1 (P1 Per, Morning care) was done at 08:00");
  effects_free(&effects);
}

/* V1 is planned at 08:00: at 07:40 it was done at 07:40, not at a time that is still to come. */
static void test_nothing_is_done_before_now(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  set_clock(fixture, "07:40");
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &effects, &fixture->err));
  assert_int_equal(START("V1"), 7 * 60 + 40);
  set_clock(fixture, "09:30");
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &effects, &fixture->err));
  assert_int_equal(START("V1"), 7 * 60 + 40);
  assert_true(says(&effects, "marked done before, at 07:40"));
  DONE(fixture,
       dispatch_done(&session,
                     &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = instant_of(on(THE_DAY), 485)},
                     &effects, &fixture->err));
  assert_int_equal(START("V1"), 485);
  assert_true(says(&effects, "at 08:05 (marked done before, at 07:40)"));
  effects_free(&effects);
}

/* V1 may begin from 08:00: at 06:40 another visit is meant, or the person says that it is this one. */
static void test_done_long_before_its_time_is_asked(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  bool asked = false;
  struct done_request request = {.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE, .asked = &asked};
  set_clock(fixture, "06:40");
  REFUSED(fixture, dispatch_done(&session, &request, &effects, &fixture->err), STATUS_USAGE,
          "is planned at 08:00, 1:20 hours after 06:40. Done already?");
  assert_true(asked);
  assert_string_equal(STATE("V1"), "listed");
  request.confirmed = true;
  DONE(fixture, dispatch_done(&session, &request, &effects, &fixture->err));
  assert_int_equal(START("V1"), 6 * 60 + 40);
  assert_true(says(&effects, "at 06:40 (planned 08:00)"));
  effects_free(&effects);
}

/* The day begins in eight hours. */
static void test_nothing_is_done_on_a_day_to_come(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  setenv("VAKTROM_NOW", "2026-03-02T16:00:00+01:00", 1);
  assert_true(clock_start(&fixture->err));
  REFUSED(fixture,
          dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                        &effects, &fixture->err),
          STATUS_USAGE, "is not a time of the visit's date");
  effects_free(&effects);
}

static void test_done_at_a_time(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  set_clock(fixture, "12:04");
  REFUSED(fixture,
          dispatch_done(&session,
                        &(struct done_request){.visit = "V5", .date = on(THE_DAY), .at = instant_of(on(THE_DAY), 725)},
                        &effects, &fixture->err),
          STATUS_USAGE, "still to come");
  set_clock(fixture, "12:05");
  DONE(fixture,
       dispatch_done(&session,
                     &(struct done_request){.visit = "V5", .date = on(THE_DAY), .at = instant_of(on(THE_DAY), 725)},
                     &effects, &fixture->err));
  assert_int_equal(START("V5/1"), 725);
  assert_int_equal(START("V5/2"), 725);
  assert_string_equal(ask_text(fixture, "SELECT staff FROM visits WHERE visit = 'V5/2'"), "B1");
  effects_free(&effects);
}

static void test_two_did_it_or_nobody(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "B1");
  DONE(fixture, dispatch_done(
                    &session,
                    &(struct done_request){.visit = "V5/2", .date = on(THE_DAY), .at = INSTANT_NONE, .confirmed = true},
                    &effects, &fixture->err));
  assert_string_equal(STATE("V5/1"), "done");
  assert_string_equal(STATE("V5/2"), "done");
  DONE(fixture, dispatch_undone(&session, on(THE_DAY), "V5/1", NOT_DONE_NOT_HOME, "D1", &effects, &fixture->err));
  assert_string_equal(STATE("V5/1"), "not_done");
  assert_string_equal(STATE("V5/2"), "not_done");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM carry_overs"), 1);
  effects_free(&effects);
}

/* --- The clock --- */

/* Berit sets out at 09:51 and is there at 10:01. On Amir's list V1 (08:00) and V2 (09:00) have begun. */
static void test_nothing_is_put_into_the_past(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V4", "LA");
  assert_true(change(fixture, v4_waits));
  set_clock(fixture, "09:50");
  request.at = 1;
  request.override_reason = "she waits";
  refuse_move(fixture, &request, "V1 (P1 Per, Morning care) has begun at 08:00");
  request = request_of("V4", "LB");
  move(fixture, &request, &effects);
  assert_int_equal(START("V4"), 10 * 60 + 1);
  request = request_of("V4", "LA"); /* behind V3, which ends at 10:30 */
  move(fixture, &request, &effects);
  assert_int_equal(START("V4"), 10 * 60 + 40);
  assert_int_equal(SEQ("V4"), 4);
  assert_int_equal(START("V1"), 8 * 60);
  effects_free(&effects);
}

static void test_nobody_is_sent_when_the_shift_is_over(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V4", "LA");
  assert_true(change(fixture, v4_waits));
  set_clock(fixture, "15:00");
  refuse_move(fixture, &request, "the shift of list LA is over");
  request.override_reason = "Amir was there at 08:40";
  move(fixture, &request, &effects);
  assert_int_equal(START("V4"), 8 * 60 + 40);
  effects_free(&effects);
}

/* What was done took the time and the order that it took, whatever the plan says about the way. */
static void test_what_was_done_otherwise_than_planned_blocks_nobody(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  struct move_request request = request_of("V4", "LA");
  date day = on(THE_DAY);
  assert_true(change(fixture, v4_waits));
  set_clock(fixture, "08:50");
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = day, .at = instant_of(day, 480)},
                              &effects, &fixture->err));
  DONE(fixture,
       dispatch_done(&session,
                     &(struct done_request){.visit = "V3", .date = day, .at = instant_of(day, 485), .confirmed = true},
                     &effects, &fixture->err)); /* before V2 */
  move(fixture, &request, &effects);
  assert_int_equal(START("V1"), 480);
  assert_int_equal(START("V3"), 485);
  assert_int_equal(START("V2"), 540);
  assert_int_equal(START("V4"), 580); /* behind V2, which ends at 09:30 */
  effects_free(&effects);
}

static void test_not_done_goes_to_a_named_person(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "A1");
  REFUSED(fixture, dispatch_undone(&session, on(THE_DAY), "V2", NOT_DONE_NOT_HOME, "Z9", &effects, &fixture->err),
          STATUS_USAGE, "Z9");
  DONE(fixture, dispatch_undone(&session, on(THE_DAY), "V2", NOT_DONE_NOT_HOME, "D1", &effects, &fixture->err));
  assert_string_equal(STATE("V2"), "not_done");
  assert_int_equal(ask(fixture,
                       "SELECT count(*) FROM carry_overs WHERE visit = 'V2' AND next = 'D1' AND \"from\" = 'A1'"
                       " AND reason = 'not_home' AND state = 'offered'"),
                   1);
  effects_free(&effects);
}

/* --- After approval --- */

static void test_a_change_of_what_was_approved_is_told(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session session = session_of(fixture, "C1");
  assert_true(change(fixture, "INSERT INTO approvals (date, shift, team, by, at)"
                              " SELECT date, shift, team, 'C1', 1 FROM lists WHERE list = 'LA'"));
  DONE(fixture, dispatch_done(&session, &(struct done_request){.visit = "V1", .date = on(THE_DAY), .at = INSTANT_NONE},
                              &effects, &fixture->err));
  assert_false(says(&effects, "out of date")); /* what was done was planned so */
  assert_false(is_found(fixture, "changed_since_approval"));
  DONE(fixture, dispatch_unassign(&session, on(THE_DAY), "V2", &effects, &fixture->err));
  assert_true(says(&effects, "is approved: its paper is now out of date"));
  assert_true(is_found(fixture, "changed_since_approval"));
  DONE(fixture, store_begin(fixture->store, "C1", "", &fixture->err));
  DONE(fixture, store_save_approval(fixture->store, on(THE_DAY), SHIFT_DAY, "OT1", "C1", &fixture->err));
  DONE(fixture, store_commit(fixture->store, &fixture->err));
  assert_false(is_found(fixture, "changed_since_approval"));
  effects_free(&effects);
}

/* --- One change, one line --- */

static void test_every_hand_can_be_taken_back(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct str label = {0};
  struct session session = session_of(fixture, "C1");
  int64_t lines = ask(fixture, "SELECT count(*) FROM journal");
  DONE(fixture,
       dispatch_absent(&session, &(struct absence_request){"A1", on(THE_DAY), on(THE_DAY), NONE, ABSENCE_SICK, 0},
                       &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM journal"), lines + 1);
  DONE(fixture, store_undo(fixture->store, "C1", &label, &fixture->err));
  assert_string_equal(LIST("V5/1"), "LA");
  assert_int_equal(START("V3"), 10 * 60);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM absences"), 0);
  str_free(&label);
  effects_free(&effects);
}

static void test_the_journal_says_what_was_balanced(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct balance_request request = {
      .date = on(THE_DAY), .shift = SHIFT_DAY, .team = "OT1", .seconds = 0.2, .threads = 1};
  struct balance_report report = {0};
  struct effects effects = {0};
  assert_true(change(fixture, v4_waits));
  DONE(fixture, dispatch_balance(&session, &request, &report, &effects, &fixture->err));
  assert_string_equal(JOURNAL, "balanced 2026-03-03, shift day of team OT1");
  balance_report_free(&report);
  effects_free(&effects);
}

static void test_a_dry_run_changes_nothing(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct move_request request = request_of("V4", "LA");
  store_set_dry_run(fixture->store, true);
  move(fixture, &request, &effects);
  assert_true(says(&effects, "moved V4"));
  assert_string_equal(LIST("V4"), "LB");
  effects_free(&effects);
}

static void test_exactly_one_takes_an_item(void **state) {
  struct fixture *fixture = *state;
  struct effects effects = {0};
  struct session cara = session_of(fixture, "C1"), nina = session_of(fixture, "N1"), nils = session_of(fixture, "N2");
  nina.owner = nils.owner = false;
  nina.consequence = nils.consequence = 1; /* here the queue's own rule counts */
  DONE(fixture, dispatch_queue_add(&cara, QUEUE_SUPERVISION, "P2", URGENCY_NOW, "NEWS2 6", &effects, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT due_at - at FROM queue WHERE item = 'Q1' AND team = 'HT1'"), 60 * 60);
  DONE(fixture, dispatch_queue_take(&nina, "Q1", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_take(&nils, "Q1", &effects, &fixture->err), STATUS_DENIED, "N1");
  REFUSED(fixture, dispatch_queue_release(&nils, "Q1", &effects, &fixture->err), STATUS_DENIED, "with N1");
  DONE(fixture, dispatch_queue_hand(&nina, "Q1", "N2", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_answer(&nils, "Q1", "seen at 08:10", &effects, &fixture->err));
  DONE(fixture, dispatch_queue_close(&nils, "Q1", "antibiotics", &effects, &fixture->err));
  REFUSED(fixture, dispatch_queue_take(&nina, "Q1", &effects, &fixture->err), STATUS_DENIED, "closed");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM queue_history WHERE item = 'Q1'"), 5);
  DONE(fixture, dispatch_queue_reopen(&nina, "Q1", &effects, &fixture->err));
  assert_string_equal(ask_text(fixture, "SELECT state FROM queue"), "open");
  REFUSED(fixture, dispatch_queue_take(&nina, "Q7", &effects, &fixture->err), STATUS_USAGE, "Q7");
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_a_visit_goes_to_its_best_place),
      DAY_TEST(test_a_place_that_is_given_pushes_what_is_linked),
      DAY_TEST(test_a_fixed_window_is_never_broken),
      DAY_TEST(test_lateness_is_for_a_person_to_decide),
      DAY_TEST(test_only_what_becomes_later_counts),
      DAY_TEST(test_competence_cannot_be_set_aside),
      DAY_TEST(test_another_team_may_be_set_aside),
      DAY_TEST(test_an_unstaffed_list_takes_nothing),
      DAY_TEST(test_two_go_together_or_not_at_all),
      DAY_TEST(test_two_need_two_workers),
      DAY_TEST(test_one_waits_for_the_other),
      DAY_TEST(test_a_dropped_visit_has_its_reason),
      DAY_TEST(test_a_must_is_dropped_when_confirmed),
      DAY_TEST(test_a_visit_is_added_to_its_team_and_shift),
      DAY_TEST(test_unpin_gives_the_visit_back_to_the_balancer),
      DAY_TEST(test_what_was_done_stands_fast),
      DAY_TEST(test_done_at_a_time),
      DAY_TEST(test_two_did_it_or_nobody),
      DAY_TEST(test_nothing_is_put_into_the_past),
      DAY_TEST(test_nobody_is_sent_when_the_shift_is_over),
      DAY_TEST(test_what_was_done_otherwise_than_planned_blocks_nobody),
      DAY_TEST(test_not_done_goes_to_a_named_person),
      DAY_TEST(test_every_hand_can_be_taken_back),
      DAY_TEST(test_the_journal_says_what_was_balanced),
      DAY_TEST(test_a_dry_run_changes_nothing),
      DAY_TEST(test_nothing_is_done_before_now),
      DAY_TEST(test_done_long_before_its_time_is_asked),
      DAY_TEST(test_nothing_is_done_on_a_day_to_come),
      DAY_TEST(test_a_change_of_what_was_approved_is_told),
      DAY_TEST(test_exactly_one_takes_an_item),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
