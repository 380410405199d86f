/* Names in the order of a Norwegian telephone book (Unicode CLDR, collation/nb: å after ø after æ after z, aa as å). */
#include "check.h"
#include "vaktrom/base.h"

static void assert_in_order(const char *const *texts, size_t n) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      int order = text_compare(texts[i], texts[j]);
      if (i < j ? order >= 0 : i > j ? order <= 0 : order != 0)
        fail_msg("'%s' and '%s' stand wrong", texts[i], texts[j]);
    }
}
#define ASSERT_IN_ORDER(...)                                                                                           \
  do {                                                                                                                 \
    static const char *const texts[] = {__VA_ARGS__};                                                                  \
    assert_in_order(texts, COUNT_OF(texts));                                                                           \
  } while (0)

static void norwegian_letters_come_last(void **state) {
  (void)state;
  ASSERT_IN_ORDER("", "Anne", "Bø", "Zahid", "Ærlend", "Ødegård", "Åse");
  ASSERT_IN_ORDER("Hansen", "Hauge", "Hægland", "Høyland", "Haaland", "Håvik"); /* aa is å */
  ASSERT_IN_ORDER("Muller", "Mutter", "Mygland", "Müller");                     /* ü is y */
  ASSERT_IN_ORDER("Zander", "Ärlig", "Ærlund", "Öberg", "Ødegård");
}

static void accents_and_capitals_weigh_last(void **state) {
  (void)state;
  ASSERT_IN_ORDER("André", "Andrea");
  ASSERT_IN_ORDER("Ida", "ida", "Idar");
  ASSERT_IN_ORDER("A\xCC\x8A"
                  "berg",
                  "Åse"); /* an a with a ring after it is an å */
}

static void numbers_count_as_numbers(void **state) {
  (void)state;
  ASSERT_IN_ORDER("P2", "P9", "P10", "P100", "Pa");
}

static void broken_text_has_a_place(void **state) {
  (void)state;
  assert_int_equal(text_compare("\xFF", "\xFF"), 0);
  assert_true(text_compare("\xFF", "a") < 0);
  assert_true(text_compare("a", "\xFF") > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(norwegian_letters_come_last),
      cmocka_unit_test(accents_and_capitals_weigh_last),
      cmocka_unit_test(numbers_count_as_numbers),
      cmocka_unit_test(broken_text_has_a_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
