/* What a worker costs at a patient's: known faces first, and whoever has met many is spared one more. */
#include "check.h"
#include "dispatch/objective.h"

/* Staff 0 is the primary contact, 1 the secondary, 2 met six times in 14 days, 3 once, 4 in the weeks before, 5 never.
 * Patient 0 knows these; patient 1 met 2 and 3 only; patient 2 nobody. */
enum { staff_count = 6 };
static struct acquaintance met[] = {{0, 2, 6, 9}, {0, 3, 1, 1}, {0, 4, 0, 3}, {1, 2, 4, 4}, {1, 3, 1, 1}};

static int64_t cost(int patient, int staff) {
  struct worker workers[staff_count] = {0};
  struct patient patients[3] = {{.primary_contact = 0, .secondary_contact = 1},
                                {.primary_contact = NONE, .secondary_contact = NONE},
                                {.primary_contact = NONE, .secondary_contact = NONE}};
  struct day day = {.staff = workers,
                    .n_staff = staff_count,
                    .patients = patients,
                    .n_patients = 3,
                    .acquaintances = met,
                    .n_acquaintances = (int)COUNT_OF(met)};
  struct objective objective = {.face = 100};
  struct visit visit = {.patient = patient, .duration = 30};
  return preference_cost(&day, &objective, &visit, staff);
}

static void test_known_faces_cost_less(void **state) {
  (void)state;
  assert_int_equal(cost(0, 0), 0);
  assert_true(cost(0, 1) <= cost(0, 2));
  assert_true(cost(0, 2) < cost(0, 3));
  assert_true(cost(0, 3) < cost(0, 4)); /* met in 28 days, not in 14 */
  assert_true(cost(0, 4) < cost(0, 5));
}

static void test_a_new_face_costs_more_where_there_were_many(void **state) {
  (void)state;
  assert_true(cost(1, 5) > cost(2, 5));
  assert_int_equal(cost(1, 5) - cost(2, 5), 20); /* two faces, a tenth of the weight each */
}

static void test_acquaintances_are_found(void **state) {
  (void)state;
  struct day day = {.acquaintances = met, .n_acquaintances = (int)COUNT_OF(met)};
  assert_int_equal(day_faces(&day, 0), 2); /* the third was before the 14 days */
  assert_int_equal(day_faces(&day, 1), 2);
  assert_int_equal(day_faces(&day, 2), 0);
  assert_int_equal(day_times_met(&day, 0, 4), 0);
  assert_int_equal(day_times_met_28(&day, 0, 4), 3);
  assert_int_equal(day_times_met_28(&day, 1, 3), 1);
  assert_int_equal(day_times_met(&day, 1, 4), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_faces_cost_less),
      cmocka_unit_test(test_a_new_face_costs_more_where_there_were_many),
      cmocka_unit_test(test_acquaintances_are_found),
  };
  return cmocka_run_group_tests_name("objective", tests, NULL, NULL);
}
