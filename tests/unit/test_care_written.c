/* What no free text may hold. The identity numbers are published ones, made up for tests: NAV's fnrvalidator and the
 * synthetic population of Skatteetaten and of Dolly. */
#include "check.h"

#include <string.h>

#include "vaktrom/care.h"

static void assert_found(const char *text, enum written_what what, const char *found) {
  struct written_find out;
  if (!written_find(text, WRITTEN_CONTROL_DIGITS, &out))
    fail_msg("nothing is found in '%s'", text);
  assert_int_equal(out.what, what);
  assert_int_equal(out.length, strlen(found));
  assert_memory_equal(text + out.from, found, out.length);
}

static void assert_none(const char *text) {
  struct written_find out;
  if (written_find(text, WRITTEN_CONTROL_DIGITS, &out))
    fail_msg("'%.*s' is found in '%s'", (int)out.length, text + out.from, text);
}

static void test_identity_numbers(void **state) {
  (void)state;
  static const char *const numbers[] = {
      "13097248022", "29029648784",                               /* persons */
      "53097248016", "57912075186", "69822075096", "45840375084", /* D-numbers */
      "13527248013", "15507600333", "29422059278",                /* month + 40 */
      "17912099997", "29822099635", "05840399895",                /* month + 80 */
      "55507608360", "69422056629",                               /* both */
  };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    assert_found(numbers[i], WRITTEN_IDENTITY_NUMBER, numbers[i]);
  assert_found("f. 130972 48022, enke", WRITTEN_IDENTITY_NUMBER, "130972 48022");
  assert_found("fnr13097248022", WRITTEN_IDENTITY_NUMBER, "13097248022");
  assert_found("13.09.72-48022", WRITTEN_IDENTITY_NUMBER, "13.09.72-48022");
  assert_found("ring 90012345 og 13097248022.", WRITTEN_IDENTITY_NUMBER, "13097248022");
}

static void test_other_numbers(void **state) {
  (void)state;
  assert_none("13097248023");                /* control digits */
  assert_none("13097248012");                /* the first of them */
  assert_none("130972480221 1130972480221"); /* part of a longer number */
  assert_none("33097248022 13137248022");    /* no date */
  assert_none("tlf 90012345, +47 900 12 345, 55 00 00 00");
  assert_none("P012 V1234/2 Q15 S016 L3 N1234567");
  assert_none("2026-03-04 04.03.2026 07:15 to 04.03.2026 15:00");
  assert_none("konto 1234 56 78901");
  assert_none("");
}

static void test_door_codes(void **state) {
  (void)state;
  assert_found("kode 4711", WRITTEN_DOOR_CODE, "4711");
  assert_found("Ring på, DØRKODE: 4711#.", WRITTEN_DOOR_CODE, "4711#");
  assert_found("portkode=*12345", WRITTEN_DOOR_CODE, "*12345");
  assert_found("Koden til døra er 123", WRITTEN_DOOR_CODE, "123");
  assert_found("door code 12345678", WRITTEN_DOOR_CODE, "12345678");
  assert_found("dør 1234#", WRITTEN_DOOR_CODE, "1234#");
  assert_found("Inngangen er #4711", WRITTEN_DOOR_CODE, "#4711");
  assert_found("keypad 4711", WRITTEN_DOOR_CODE, "4711");
  assert_found("code 55#12", WRITTEN_DOOR_CODE, "55#12");
  assert_found("PIN-kode 9876", WRITTEN_DOOR_CODE, "9876");
  assert_found("pin 9876*", WRITTEN_DOOR_CODE, "9876*");
  assert_found("dørkode (4711)", WRITTEN_DOOR_CODE, "4711");
}

static void test_no_door_codes(void **state) {
  (void)state;
  assert_none("dør 1234, 3. etasje");
  assert_none("Ring på døra 2 ganger, tlf 90012345");
  assert_none("dør 12#");
  assert_none("port 2030-2130 * se notat");
  assert_none("Paracet 1000 mg *4, Metoprolol 100 mg * 2 ved inngangen");
  assert_none("keyboard 4711");
  assert_none("Blodtrykk 140/90 # kl 0930");
  assert_none("nøkkel 4711, nøkkelnummer N4711");
  assert_none("kode 12");        /* too short */
  assert_none("kode 123456789"); /* too long */
  assert_none("koden ligger i nøkkelboks 4711 i basen");
  assert_none("kode i eget felt, ring 90012345");
  assert_none("postkode 5003, encode 1234, tiltakskode 4711");
  assert_none("kode 2026-03-04");
  assert_none("pinne 1234, spin 123, Pin");
  assert_none("kode");
}

/* Both are taken out, all of them; what only looks like a number of a person is too. */
static void test_masked(void **state) {
  (void)state;
  struct str out = {0};
  assert_true(written_mask(&out, "13097248022, kode 4711# ved porten, 010101 12345 og tlf 90012345"));
  assert_string_equal(str_text(&out), "[removed], kode [removed] ved porten, [removed] og tlf 90012345");
  str_clear(&out);
  assert_false(written_mask(&out, "nøkkel N7 hos naboen, tlf 55 00 00 00"));
  assert_string_equal(str_text(&out), "nøkkel N7 hos naboen, tlf 55 00 00 00");
  str_free(&out);
}

static void test_refused_with_what_to_do(void **state) {
  (void)state;
  struct str why = {0};
  assert_true(written_may("te med melk", &why) && written_may(NULL, &why));
  assert_int_equal(why.n, 0);
  assert_false(written_may("kode 4711", &why));
  assert_non_null(strstr(str_text(&why), "key_number"));
  assert_null(strstr(str_text(&why), "4711")); /* no message repeats it */
  str_free(&why);
}

static void test_reasons(void **state) {
  (void)state;
  static const char *const given[] = {"vil vente", "ok", "3 ganger, så", "kode rød", "år", "дом", "  syk  "},
                           *const none[] = {"", " ", "   ", ".", "x", "x y z", "1234", "…", "— –", "a1b", "?!"};
  struct error err = {0};
  for (size_t i = 0; i < COUNT_OF(given); i++)
    if (!reason_is_given(given[i], "say why", &err))
      fail_msg("'%s' is no reason", given[i]);
  for (size_t i = 0; i < COUNT_OF(none); i++) {
    assert_false(reason_is_given(none[i], "say why", &err));
    assert_int_equal(err.status, STATUS_USAGE);
    assert_non_null(strstr(err.text, "say why"));
    error_clear(&err);
  }
  assert_false(reason_is_given(NULL, "say why", &err));
  error_clear(&err);
}

static void test_lengths(void **state) {
  (void)state;
  struct str text = {0}, why = {0};
  for (int i = 0; i < LENGTH_SHORT; i++)
    str_add(&text, "å"); /* characters, not bytes */
  assert_true(length_may(str_text(&text), LENGTH_SHORT, &why));
  str_add(&text, "å");
  assert_false(length_may(str_text(&text), LENGTH_SHORT, &why));
  assert_non_null(strstr(str_text(&why), "101"));
  str_free(&text);
  str_free(&why);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_identity_numbers), cmocka_unit_test(test_other_numbers),
      cmocka_unit_test(test_door_codes),       cmocka_unit_test(test_no_door_codes),
      cmocka_unit_test(test_masked),           cmocka_unit_test(test_refused_with_what_to_do),
      cmocka_unit_test(test_reasons),          cmocka_unit_test(test_lengths),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
