/* What the program says and keeps, read in either language; and what nobody meant to be read (expected words: the
 * catalogue's own, read beside the code). */
#include "check.h"
#include "vaktrom/base.h"

#include <stdlib.h>

static struct arena arena;

static void assert_reads(const char *kept, const char *english, const char *norwegian) {
  language_choose("nb");
  assert_string_equal(said_words(&arena, kept), norwegian);
  language_choose("en");
  assert_string_equal(said_words(&arena, kept), english);
}

static void plain_text_stays(void **state) {
  (void)state;
  static const char text[] = "Kari's 100% own words: day, %s and %1$s";
  assert_ptr_equal(said_words(&arena, text), text);
  assert_null(said_words(&arena, NULL));
}

static void sentence_is_read_in_each_language(void **state) {
  (void)state;
  assert_reads(SAID("not yet on a list"), "not yet on a list", "ikke på en liste ennå");
  assert_reads(said(&arena, "%s is absent", "Åse Øye"), "Åse Øye is absent", "Åse Øye er fraværende");
  assert_reads(said_text(&arena, "day"), "day", "dag");
  assert_string_equal(said_text(&arena, ""), "");
}

static void language_orders_what_stands_in_it(void **state) {
  (void)state;
  /* nobody's sentence: the placeholders that name their argument are the translation's */
  assert_reads("\037f%2$s before %1$s, 100%%\035one\035two\036", "two before one, 100%", "two before one, 100%");
  assert_reads(said(&arena, "%d of %lld, %zu %s", 3, 5000000000LL, (size_t)7, "x"), "3 of 5000000000, 7 x",
               "3 of 5000000000, 7 x");
}

static void sayings_stand_in_sayings_and_among_text(void **state) {
  (void)state;
  const char *inner = said(&arena, "lacks %s", said_text(&arena, "wound care"));
  const char *mixed = arena_printf(&arena, "L4 (Amir) %s; L5 %s", inner, SAID("would lose its break"));
  assert_reads(mixed, "L4 (Amir) lacks wound care; L5 would lose its break",
               "L4 (Amir) mangler sårstell; L5 ville miste pausen");
  assert_reads(
      said(&arena, "its second worker's visit %s has no place: %s", "V2/2", mixed),
      "its second worker's visit V2/2 has no place: L4 (Amir) lacks wound care; L5 would lose its break",
      "oppdraget V2/2 for den andre personen har ingen plass: L4 (Amir) mangler sårstell; L5 ville miste pausen");
}

static void number_chooses_the_form(void **state) {
  (void)state;
  const char *one = "would be home %d minute too late", *many = "would be home %d minutes too late";
  assert_reads(said_count(&arena, one, many, 1, 1), "would be home 1 minute too late",
               "ville være hjemme 1 minutt for sent");
  assert_reads(said_count(&arena, one, many, 20, 20), "would be home 20 minutes too late",
               "ville være hjemme 20 minutter for sent");
}

static void date_is_as_each_language_writes_it(void **state) {
  (void)state;
  date on;
  assert_true(date_parse("2026-03-04", &on));
  assert_reads(said(&arena, " until %s", said_date(&arena, on)), " until 2026-03-04", " til 04.03.2026");
}

/* Somebody wrote into the store by other means. */
static void broken_saying_harms_nobody(void **state) {
  (void)state;
  assert_reads("before \037tday", "before tday", "before tday");
  assert_reads("a\037\036b", "ab", "ab");
  assert_reads("a\037?x\036b", "ab", "ab");
  assert_reads("\036a\035b", "\036a\035b", "\036a\035b");
  assert_reads("\037f%s %n %5$s %99999999999$s %\035x\036", "x    ", "x    ");
  assert_reads("\037n3\036|\037nx\035one %d\035many %d\036", "|many ", "|many ");
  assert_reads("\037d2026-99-99\036", "2026-99-99", "2026-99-99");
  assert_reads("\037f\036", "", "");
}

static void cost_is_bounded(void **state) {
  (void)state;
  struct str bomb = {0};
  str_add(&bomb, "x");
  for (int depth = 0; depth < 40; depth++) {
    char *inner = mem_strdup(str_text(&bomb));
    str_clear(&bomb);
    str_addf(&bomb, "\037f%%1$s%%1$s%%1$s%%1$s\035%s\036", inner);
    free(inner);
  }
  assert_non_null(said_words(&arena, str_text(&bomb)));
  str_clear(&bomb);
  for (int i = 0; i < 1 << 18; i++)
    str_add(&bomb, "\037");
  assert_non_null(said_words(&arena, str_text(&bomb)));
  str_free(&bomb);
}

static int end(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_text_stays),
      cmocka_unit_test(sentence_is_read_in_each_language),
      cmocka_unit_test(language_orders_what_stands_in_it),
      cmocka_unit_test(sayings_stand_in_sayings_and_among_text),
      cmocka_unit_test(number_chooses_the_form),
      cmocka_unit_test(date_is_as_each_language_writes_it),
      cmocka_unit_test(broken_saying_harms_nobody),
      cmocka_unit_test(cost_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, end);
}
