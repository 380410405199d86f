/* Suggesting where a visit may go, on the day of dispatch_fixture.h. */
#include "dispatch_fixture.h"

#include <string.h>

static const struct suggestion *suggestion_for(const struct day *day, const struct suggestion *all, int n,
                                               const char *list) {
  for (int i = 0; i < n; i++)
    if (text_equal(day->lists[all[i].list].id, list))
      return &all[i];
  fail_msg("no suggestion for %s", list);
  return NULL;
}

static void test_suggest_says_where_and_why_not(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  struct suggestion *all;
  int n;
  assert_true(change(fixture, v4_waits));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  DONE(fixture, dispatch_suggest(fixture->store, day, day_find_visit(day, "V4"), &all, &n, &fixture->err));
  assert_int_equal(n, 3);
  const struct suggestion *amir = suggestion_for(day, all, n, "LA"), *berit = suggestion_for(day, all, n, "LB"),
                          *nils = suggestion_for(day, all, n, "LN");
  assert_true(amir->allowed);
  assert_int_equal(amir->at, 2);
  assert_int_equal(amir->extra_min, 10);
  assert_int_equal(amir->late_min, 0);
  assert_int_equal(berit->rank, 1); /* also 10 minutes of travel, and nobody has to wait */
  assert_false(nils->allowed);
  assert_non_null(strstr(nils->why_not, "team"));
  assert_int_equal(nils->rank, 3);
  day_free(day);
}

/* The break must begin at 11:00: Amir has none anyhow, Berit would lose hers. */
static void test_suggest_says_that_the_break_is_lost(void **state) {
  struct fixture *fixture = *state;
  struct day *day;
  struct suggestion *all;
  int n;
  assert_true(change(fixture, v4_waits));
  assert_true(change(fixture,
                     "UPDATE visits SET list = 'LB', seq = 1 WHERE visit = 'V3';"
                     "UPDATE visits SET seq = 9 WHERE visit = 'V5/2';"
                     "UPDATE visits SET earliest = '650', latest = '710', \"window\" = 'hard' WHERE visit = 'V4';"
                     "INSERT INTO settings VALUES ('break_margin', '210');"));
  DONE(fixture, store_load_day(fixture->store, on(THE_DAY), &day, &fixture->err));
  DONE(fixture, dispatch_suggest(fixture->store, day, day_find_visit(day, "V4"), &all, &n, &fixture->err));
  const struct suggestion *amir = suggestion_for(day, all, n, "LA"), *berit = suggestion_for(day, all, n, "LB");
  assert_true(amir->allowed && berit->allowed);
  assert_false(amir->break_lost);
  assert_true(berit->break_lost);
  assert_int_equal(berit->rank, 2);
  day_free(day);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      DAY_TEST(test_suggest_says_where_and_why_not),
      DAY_TEST(test_suggest_says_that_the_break_is_lost),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
