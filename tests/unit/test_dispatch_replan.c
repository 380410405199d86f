/*
 * A sick call on a day worked by hand (dispatch_fixture.h). Amir has V1, V2, V3, one half of V5, V6 (insulin) and V7.
 * Berit, an assistant, is the only other one of the team: V1, V2 and V3 fit between her visits; V5 asks for two workers
 * and V6 for a care worker with insulin, so both stay with nobody.
 */
#include "dispatch_fixture.h"

#include <stdlib.h>
#include <string.h>

#define SHORT_SEARCH 0.4

static const date the_day = 20515; /* 2026-03-03 */
static const struct absence_request amir = {"A1", 20515, 20515, NONE, ABSENCE_SICK, 0};

static struct replan *replanned(struct fixture *fixture, const struct absence_request *absence) {
  struct session session = session_of(fixture, "C1");
  struct error err = {0};
  struct replan *replan = NULL;
  if (!dispatch_replan(&session, absence, SHORT_SEARCH, &replan, &err))
    fail_msg("%s", err.text);
  return replan;
}

/* What the first alternative does with the visit; NULL = nothing. */
static const struct replan_change *change_of(const struct replan *replan, const char *visit) {
  const struct replan_alternative *first = &replan->alternatives[0];
  for (int i = 0; i < first->n_changes; i++)
    if (text_equal(replan->day->visits[first->changes[i].visit].id, visit))
      return &first->changes[i];
  return NULL;
}

static const char *list_of(struct fixture *fixture, const char *visit) {
  struct day *day = NULL;
  struct error err = {0};
  static char id[16];
  assert_true(store_load_day(fixture->store, the_day, &day, &err));
  int list = day->visits[day_find_visit(day, visit)].list;
  snprintf(id, sizeof id, "%s", list == NONE ? "none" : day->lists[list].id);
  day_free(day);
  return id;
}

static void expect_taken(const struct replan *replan, const char *visit, const char *list) {
  const struct replan_change *change = change_of(replan, visit);
  assert_non_null(change);
  assert_int_equal(change->kind, REPLAN_TAKE);
  assert_string_equal(replan->day->lists[change->from].id, "LA");
  assert_string_equal(replan->day->lists[change->to].id, list);
}

static void test_what_fits_is_taken_and_what_does_not_is_left(void **state) {
  struct replan *replan = replanned(*state, &amir);
  assert_true(replan->n_alternatives >= 1);
  assert_int_equal(replan->alternatives[0].nature, REPLAN_LEAST_CHANGE);
  assert_int_equal(replan->waiting[PRIORITY_MUST], 7); /* with Berit's half of V5, which waits for the other */
  expect_taken(replan, "V1", "LB");
  expect_taken(replan, "V2", "LB");
  expect_taken(replan, "V3", "LB");
  assert_int_equal(change_of(replan, "V6")->kind, REPLAN_LEAVE);
  assert_int_equal(change_of(replan, "V5/1")->kind, REPLAN_LEAVE);
  assert_int_equal(change_of(replan, "V5/2")->kind, REPLAN_LEAVE);
  assert_false(text_is_empty(change_of(replan, "V6")->why));
  assert_int_equal(replan->alternatives[0].figures.unassigned[PRIORITY_MUST], 3);
  assert_string_equal(list_of(*state, "V1"), "LA"); /* only proposed */
  replan_free(replan);
}

static void test_an_alternative_is_taken_as_one_change(void **state) {
  struct session session = session_of(*state, "C1");
  struct replan *replan = replanned(*state, &amir);
  struct effects effects = {0};
  struct error err = {0};
  bool changed = true;
  assert_true(dispatch_replan_apply(&session, &amir, replan, 0, NULL, &changed, &effects, &err));
  assert_false(changed);
  assert_string_equal(list_of(*state, "V1"), "LB");
  assert_string_equal(list_of(*state, "V6"), "none");
  assert_true(effects.needs_person);
  struct str label = {0};
  assert_true(store_undo(session.store, "C1", &label, &err)); /* the absence goes with it */
  assert_string_equal(list_of(*state, "V1"), "LA");
  assert_string_equal(list_of(*state, "V5/2"), "LB");
  str_free(&label);
  effects_free(&effects);
  replan_free(replan);
}

static void test_a_part_can_be_taken(void **state) {
  struct session session = session_of(*state, "C1");
  struct replan *replan = replanned(*state, &amir);
  struct effects effects = {0};
  struct error err = {0};
  bool changed = true;
  bool *chosen = mem_array(bool, (size_t)replan->alternatives[0].n_changes);
  chosen[change_of(replan, "V1") - replan->alternatives[0].changes] = true;
  chosen[change_of(replan, "V3") - replan->alternatives[0].changes] = true;
  if (!dispatch_replan_apply(&session, &amir, replan, 0, chosen, &changed, &effects, &err))
    fail_msg("%s", err.text);
  assert_false(changed);
  assert_string_equal(list_of(*state, "V1"), "LB");
  assert_string_equal(list_of(*state, "V2"), "none");
  assert_string_equal(list_of(*state, "V3"), "LB");
  assert_string_equal(list_of(*state, "V4"), "LB");
  free(chosen);
  effects_free(&effects);
  replan_free(replan);
}

/* Every row but the left-out one (and its other half) stands as the alternative showed it, on lists without gaps. */
static void expect_as_shown(struct fixture *fixture, const struct replan *replan, int left_out) {
  struct day *day = NULL;
  struct error err = {0};
  int seq[8] = {0}, most[8] = {0};
  assert_true(store_load_day(fixture->store, the_day, &day, &err));
  for (int v = 0; v < day->n_visits; v++) {
    const struct visit *is = &day->visits[v];
    const struct visit *shown = &replan->alternatives[0].visits[day_find_visit(replan->day, is->id)];
    if (is->list != NONE) {
      seq[is->list]++;
      most[is->list] = is->seq > most[is->list] ? is->seq : most[is->list];
    }
    if (v == left_out || day_partner(day, v) == left_out)
      continue;
    assert_int_equal(is->list, shown->list);
    if (is->list != NONE)
      assert_int_equal(is->start, shown->start);
  }
  for (int list = 0; list < day->n_lists; list++)
    assert_int_equal(seq[list], most[list]);
  day_free(day);
}

static void test_what_is_not_left_out_stands_as_it_was_shown(void **state) {
  struct session session = session_of(*state, "C1");
  struct error err = {0};
  struct str label = {0};
  struct replan *replan = replanned(*state, &amir);
  const struct replan_alternative *first = &replan->alternatives[0];
  for (int i = 0; i < first->n_changes; i++) {
    struct effects effects = {0};
    bool changed = true;
    bool *chosen = mem_array(bool, (size_t)first->n_changes);
    for (int k = 0; k < first->n_changes; k++)
      chosen[k] = k != i;
    if (!dispatch_replan_apply(&session, &amir, replan, 0, chosen, &changed, &effects, &err))
      fail_msg("%s", err.text);
    expect_as_shown(*state, replan, first->changes[i].visit);
    assert_true(store_undo(session.store, "C1", &label, &err));
    free(chosen);
    effects_free(&effects);
  }
  str_free(&label);
  replan_free(replan);
}

static void test_a_change_meanwhile_is_noticed(void **state) {
  struct session session = session_of(*state, "C1");
  struct replan *replan = replanned(*state, &amir);
  struct effects effects = {0};
  struct error err = {0};
  bool changed = false;
  assert_true(dispatch_unassign(&session, the_day, "V4", &effects, &err));
  assert_true(dispatch_replan_apply(&session, &amir, replan, 0, NULL, &changed, &effects, &err));
  assert_true(changed);
  assert_string_equal(list_of(*state, "V1"), "LA"); /* nothing was done */
  effects_free(&effects);
  replan_free(replan);
}

static void test_another_team_is_no_change(void **state) {
  struct session session = session_of(*state, "C1");
  struct replan *replan = replanned(*state, &amir);
  struct effects effects = {0};
  struct error err = {0};
  bool changed = true;
  assert_true(dispatch_unassign(&session, the_day, "V8", &effects, &err)); /* the HT's */
  assert_true(dispatch_replan_apply(&session, &amir, replan, 0, NULL, &changed, &effects, &err));
  assert_false(changed);
  effects_free(&effects);
  replan_free(replan);
}

/* Eva, a care worker without insulin, is at work as well. */
static const char *const eva_walks = "INSERT INTO shifts (date, shift, staff, team, start_at, end_at, function) VALUES"
                                     " ('2026-03-03', 'day', 'E1', 'OT1', 1772519400, 1772546400, '');"
                                     "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at) VALUES"
                                     " ('LE', '2026-03-03', 'day', 'OT1', 'E1', 1772519400, 1772546400);";

static void test_what_a_reason_says_would_fit_does(void **state) {
  assert_true(change(*state, eva_walks));
  struct replan *replan = replanned(*state, &amir);
  const struct replan_change *insulin = change_of(replan, "V6");
  assert_int_equal(insulin->kind, REPLAN_LEAVE);
  assert_non_null(strstr(insulin->why, "LE (Eva) lacks insulin"));
  replan_free(replan);
  assert_true(change(*state, "UPDATE staff SET skills = 'insulin' WHERE staff = 'E1'"));
  replan = replanned(*state, &amir);
  expect_taken(replan, "V6", "LE");
  expect_taken(replan, "V5/1", "LE"); /* two at work again; Berit keeps her half */
  assert_null(change_of(replan, "V5/2"));
  replan_free(replan);
}

static void test_what_has_begun_stays(void **state) {
  setenv("VAKTROM_NOW", "2026-03-03T08:15:00+01:00", 1);
  struct error err = {0};
  assert_true(clock_start(&err));
  struct replan *replan = replanned(*state, &amir);
  for (int i = 0; i < replan->n_alternatives; i++) {
    const struct replan_alternative *alternative = &replan->alternatives[i];
    const struct visit *begun = &alternative->visits[day_find_visit(replan->day, "V4")]; /* from 08:10 */
    assert_int_equal(begun->start, 490);
    for (int c = 0; c < alternative->n_changes; c++)
      if (alternative->changes[c].to != NONE)
        assert_true(alternative->changes[c].after >= 490 + 20 + 10); /* Berit is free at 08:30, 10 minutes away */
  }
  replan_free(replan);
}

/* A linked visit counts even where its own list is another team's. */
static void test_a_changed_link_is_noticed(void **state) {
  struct session session = session_of(*state, "C1");
  struct replan *replan = replanned(*state, &amir);
  struct effects effects = {0};
  struct error err = {0};
  bool changed = false;
  assert_true(change(*state, "UPDATE services SET max_gap = 20 WHERE service = 'S7'"));
  assert_true(dispatch_replan_apply(&session, &amir, replan, 0, NULL, &changed, &effects, &err));
  assert_true(changed);
  effects_free(&effects);
  replan_free(replan);
}

/* Berit and the coordinator are both away, with the same hours: each list is its own worker's. */
static void test_a_list_stands_for_the_worker_whose_function_it_has(void **state) {
  struct fixture *fixture = *state;
  struct session session = session_of(fixture, "C1");
  struct effects effects = {0};
  struct vacancy vacancy;
  struct replacement_candidates *all = NULL;
  struct arena arena = {0};
  assert_true(change(fixture, "INSERT INTO lists (list, date, shift, team, staff, start_at, end_at, function) VALUES"
                              " ('LC', '2026-03-03', 'day', 'OT1', 'C1', 1772519400, 1772546400, 'coordinator')"));
  DONE(fixture, dispatch_absent(&session, &(struct absence_request){"B1", the_day, the_day, NONE, ABSENCE_SICK, 0},
                                &effects, &fixture->err));
  DONE(fixture, dispatch_absent(&session, &(struct absence_request){"C1", the_day, the_day, NONE, ABSENCE_SICK, 0},
                                &effects, &fixture->err));
  DONE(fixture, dispatch_find_vacancy(fixture->store, "LC", &arena, &vacancy, &fixture->err));
  assert_string_equal(vacancy.staff, "C1");
  DONE(fixture, dispatch_find_vacancy(fixture->store, "LB", &arena, &vacancy, &fixture->err));
  assert_string_equal(vacancy.staff, "B1");
  DONE(fixture, dispatch_candidates(fixture->store, &vacancy, &all, &fixture->err));
  assert_string_equal(all->day->lists[all->list].id, "LB");
  replacement_candidates_free(all);
  arena_free(&arena);
  effects_free(&effects);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_what_fits_is_taken_and_what_does_not_is_left),
      DAY_TEST(test_an_alternative_is_taken_as_one_change),
      DAY_TEST(test_a_part_can_be_taken),
      DAY_TEST(test_what_is_not_left_out_stands_as_it_was_shown),
      DAY_TEST(test_a_change_meanwhile_is_noticed),
      DAY_TEST(test_another_team_is_no_change),
      DAY_TEST(test_what_a_reason_says_would_fit_does),
      DAY_TEST(test_what_has_begun_stays),
      DAY_TEST(test_a_changed_link_is_noticed),
      DAY_TEST(test_a_list_stands_for_the_worker_whose_function_it_has),
  };
  return cmocka_run_group_tests_name("replan", tests, NULL, NULL);
}
