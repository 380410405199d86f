/* The palette: what a person means by a few letters comes first. */
#include "check.h"
#include "tui/engine/palette.h"

static const char *const texts[] = {
    "move move the marked visit to another list",
    "home home: what needs attention first",
    "p214 solveig nygård",
    "p021 sol berg",
    "s038 berit haugen",
    "unassign take the visit off its list",
    "p114 bjørg åsen",
};

/* The best text for what was typed; NULL when there is none. */
static const char *best(const char *typed) {
  struct palette_entry entries[COUNT_OF(texts)];
  int found[3];
  for (size_t i = 0; i < COUNT_OF(texts); i++)
    entries[i] = (struct palette_entry){.number = (int)i, .label = texts[i], .text = texts[i]};
  return palette_find(typed, entries, COUNT_OF(texts), found, 3) > 0 ? texts[found[0]] : NULL;
}

static void finds_what_is_meant(void **state) {
  (void)state;
  assert_string_equal(best("p214"), texts[2]);
  assert_string_equal(best("solv"), texts[2]);
  assert_string_equal(best("sol b"), texts[3]); /* two words, each at the start of one */
  assert_string_equal(best("berg sol"), texts[3]);
  assert_string_equal(best("mov"), texts[0]);
  assert_string_equal(best("una"), texts[5]);
  assert_string_equal(best("åsen"), texts[6]);
  assert_string_equal(best("bh"), texts[4]); /* initials */
}

static void finds_nothing_where_nothing_is(void **state) {
  (void)state;
  assert_null(best("xyz"));
  assert_null(best("solveigx"));
  assert_int_equal(palette_score("abc", "cba"), 0); /* the order counts */
  assert_int_equal(palette_score("", "anything"), 1);
}

static void the_best_come_first_and_equal_ones_in_order(void **state) {
  (void)state;
  const struct palette_entry entries[] = {
      {.text = "xxabxx"}, {.text = "ab"}, {.text = "zz"}, {.text = "ab"}, {.text = "ab", .bonus = 3}};
  int found[8];
  assert_int_equal(palette_find("ab", entries, COUNT_OF(entries), found, 8), 4);
  const int wanted[] = {4, 1, 3, 0};
  for (int i = 0; i < 4; i++)
    assert_int_equal(found[i], wanted[i]);
  assert_int_equal(palette_find("ab", entries, COUNT_OF(entries), found, 2), 2);
  assert_int_equal(found[0], 4);
  assert_int_equal(found[1], 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_what_is_meant),
      cmocka_unit_test(finds_nothing_where_nothing_is),
      cmocka_unit_test(the_best_come_first_and_equal_ones_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
