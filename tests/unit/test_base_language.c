/* The language of texts: which one a locale asks for (GNU gettext's manual, "Setting the POSIX locale" and "The
 * LANGUAGE variable"), and what the catalogue in the program answers. */
#include "check.h"
#include "vaktrom/base.h"

#include <stdlib.h>

static void assert_asks_for(const char *locale, const char *list, const char *expected) {
  setenv("LC_ALL", locale, 1);
  setenv("LANGUAGE", list, 1);
  assert_string_equal(language_of_locale(), expected);
}

static void locale_names_the_language(void **state) {
  (void)state;
  assert_asks_for("nb_NO.UTF-8", "", "nb");
  assert_asks_for("nb", "", "nb");
  assert_asks_for("nn_NO.utf8", "", "nb"); /* whose reader reads Bokmål too */
  assert_asks_for("no_NO", "", "nb");
  assert_asks_for("en_GB.UTF-8", "", "en");
  assert_asks_for("nbx_NO", "", "en");
  assert_asks_for("C.UTF-8", "", "en");
  assert_asks_for("de_DE.UTF-8", "sv:nb:en", "nb"); /* the first in the list that the program has */
  assert_asks_for("nb_NO.UTF-8", "en_GB:nb", "en");
  assert_asks_for("C", "nb", "en"); /* C is no language, whatever the list says */
  assert_asks_for("C.UTF-8", "nb", "en");
  setenv("LC_ALL", "", 1);
  setenv("LC_MESSAGES", "nb_NO.UTF-8", 1);
  setenv("LANG", "en_US.UTF-8", 1);
  setenv("LANGUAGE", "", 1);
  assert_string_equal(language_of_locale(), "nb");
  setenv("LC_MESSAGES", "", 1);
  assert_string_equal(language_of_locale(), "en");
}

static void catalogue_answers(void **state) {
  (void)state;
  assert_null(language_code("sv"));
  language_choose("nb");
  assert_string_equal(language(), "nb");
  assert_string_equal(tr("day"), "dag");
  assert_string_equal(tr(""), ""); /* not the catalogue's header */
  assert_string_equal(tr("no text of the program"), "no text of the program");
  assert_string_equal(C_("of a test", "no text"), "no text");
  language_choose("sv"); /* which the program has not */
  assert_string_equal(language(), "nb");
  language_choose("en");
  assert_string_equal(tr("day"), "day");
}

static void number_chooses_the_form(void **state) {
  (void)state;
  assert_string_equal(trn("a test", "tests", 1), "a test");
  assert_string_equal(trn("a test", "tests", 0), "tests");
  assert_string_equal(trn("a test", "tests", 21), "tests");
}

static void date_is_as_people_write_it(void **state) {
  (void)state;
  char out[DATE_SIZE];
  date_show(date_from_ymd(2026, 3, 4), out);
  assert_string_equal(out, "2026-03-04");
  language_choose("nb"); /* Språkrådet, "Dato og klokkeslett": 04.03.2026 */
  date_show(date_from_ymd(2026, 3, 4), out);
  assert_string_equal(out, "04.03.2026");
  date_show(DATE_NONE, out);
  assert_string_equal(out, "");
  date_format(date_from_ymd(2026, 3, 4), out); /* for programs it stays */
  assert_string_equal(out, "2026-03-04");
  language_choose("en");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(locale_names_the_language),
      cmocka_unit_test(catalogue_answers),
      cmocka_unit_test(number_chooses_the_form),
      cmocka_unit_test(date_is_as_people_write_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
