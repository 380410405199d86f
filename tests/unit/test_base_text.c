/* Text: columns by Unicode's East Asian Width (UAX 11), clusters by UAX 29, and what may go to a terminal. */
#include "check.h"
#include "vaktrom/base.h"

#include <string.h>

static void width_counts_columns(void **state) {
  (void)state;
  assert_int_equal(text_width(""), 0);
  assert_int_equal(text_width("Åse Ødegård"), 11);
  assert_int_equal(text_width("A\xCC\x8Ase"), 3); /* A and a combining ring */
  assert_int_equal(text_width("漢字"), 4);        /* two wide characters */
  assert_int_equal(text_width("a\xE2\x80\x8D"
                              "b"),
                   2);                     /* a joiner takes no room */
  assert_int_equal(text_width("\xFF"), 1); /* a broken byte is shown as one character */
}

static void fit_keeps_clusters_whole(void **state) {
  (void)state;
  assert_int_equal(text_fit("Åse", 2), 3);         /* Å is two bytes */
  assert_int_equal(text_fit("漢字", 3), 3);        /* half a character is none */
  assert_int_equal(text_fit("A\xCC\x8Ase", 1), 3); /* the ring stays on its letter */
  assert_int_equal(text_fit("abc", 9), 3);
  assert_int_equal(text_fit("abc", 0), 0);
}

static void padded_is_exactly_so_wide(void **state) {
  (void)state;
  static const char *const texts[] = {"", "Ås", "Ødegård", "漢字漢字", "A\xCC\x8Ase Marie", "\xFF\xFE broken"};
  for (size_t i = 0; i < COUNT_OF(texts); i++)
    for (int columns = 1; columns < 12; columns++)
      for (int ascii = 0; ascii < 2; ascii++) {
        struct str str = {0};
        str_add_padded(&str, texts[i], columns, ascii);
        assert_int_equal(text_width(str_text(&str)), columns);
        str_free(&str);
      }
  struct str str = {0};
  str_add_padded(&str, "Ødegård", 5, false);
  assert_string_equal(str_text(&str), "Ødeg…");
  str_clear(&str);
  str_add_padded(&str, "Ødegård", 5, true);
  assert_string_equal(str_text(&str), "Ødeg.");
  str_clear(&str);
  str_add_padded(&str, "Ødegård", 6, true);
  assert_string_equal(str_text(&str), "Øde...");
  str_clear(&str);
  str_add_padded(&str, "Ås", 4, false);
  assert_string_equal(str_text(&str), "Ås  ");
  str_free(&str);
}

static void assert_safe(const char *text, const char *expected) {
  struct str str = {0};
  str_add_safe(&str, text);
  assert_string_equal(str_text(&str), expected);
  assert_true(utf8_valid(str_text(&str), str.n));
  str_free(&str);
}

static void nothing_steers_the_terminal(void **state) {
  (void)state;
  assert_safe("Åse Ødegård 漢字 한국 עִבְרִית", "Åse Ødegård 漢字 한국 עִבְרִית");
  assert_safe("a\x1b[2Jb", "a?[2Jb");
  assert_safe("a\nb\tc\rd\x7f", "a?b?c?d?");
  assert_safe("a\xC2\x9B"
              "31m",
              "a?31m"); /* C1 CSI */
  assert_safe("a\xE2\x80\xAE"
              "b",
              "a?b"); /* U+202E right-to-left override */
  assert_safe("a\xE2\x81\xA6"
              "b",
              "a?b"); /* U+2066 isolate */
  assert_safe("a\xE2\x80\xA8"
              "b",
              "a?b"); /* U+2028 line separator */
  assert_safe("a\xFF\xC3(", "a?"
                            "?(");               /* broken UTF-8 */
  assert_safe("\xED\xA0\x80", "???");            /* a surrogate is no character */
  assert_safe("👩‍⚕️", "👩‍⚕️"); /* a joined emoji is one */
}

static void floods_of_marks_are_cut(void **state) {
  (void)state;
  struct str flood = {0}, safe = {0};
  str_addc(&flood, 'e');
  for (int i = 0; i < 200; i++)
    str_add(&flood, "\xCC\x81");
  str_add(&flood, "nd");
  str_add_safe(&safe, flood.at);
  assert_true(safe.n < 20);
  assert_non_null(strstr(safe.at, "?nd"));
  str_free(&flood);
  str_free(&safe);
}

static void every_control_byte_is_caught(void **state) {
  (void)state;
  for (int byte = 1; byte < 256; byte++) {
    char text[] = {'x', (char)byte, 'y', 0};
    struct str str = {0};
    str_add_safe(&str, text);
    for (size_t i = 0; i < str.n; i++)
      assert_true((unsigned char)str.at[i] >= 0x20 && (unsigned char)str.at[i] < 0x7f);
    str_free(&str);
  }
}

static void words(void **state) {
  (void)state;
  assert_true(text_has_word("insulin wound", "wound"));
  assert_true(text_has_word("wound", "wound"));
  assert_false(text_has_word("wounds insulin", "wound"));
  assert_false(text_has_word("", "wound"));
  assert_false(text_has_word(NULL, "wound"));
  assert_false(text_has_word("wound", ""));
  assert_true(text_equal(NULL, NULL));
  assert_false(text_equal(NULL, ""));
  assert_true(text_starts("patients.csv", "patients"));
  assert_false(text_starts("pat", "patients"));
}

static void nearest_word(void **state) {
  (void)state;
  static const char *const kinds[] = {"teams", "tasks", "staff", "patients", "shifts", "lat"};
  assert_string_equal(text_nearest("patinets", kinds, COUNT_OF(kinds)), "patients"); /* two letters swapped */
  assert_string_equal(text_nearest("shfts", kinds, COUNT_OF(kinds)), "shifts");
  assert_string_equal(text_nearest("TEAMS", kinds, COUNT_OF(kinds)), "teams");
  assert_string_equal(text_nearest("stuf", kinds, COUNT_OF(kinds)), "staff");
  assert_null(text_nearest("visits", kinds, 1));
  assert_null(text_nearest("lon", kinds, COUNT_OF(kinds))); /* two changes make any word of three letters */
  assert_null(text_nearest("", kinds, COUNT_OF(kinds)));
}

static void utf8_is_checked(void **state) {
  (void)state;
  assert_true(utf8_valid("Åse", 4));
  assert_false(utf8_valid("\xC3", 1));
  assert_false(utf8_valid("\xC0\x80", 2));         /* overlong */
  assert_false(utf8_valid("\xF4\x90\x80\x80", 4)); /* past U+10FFFF */
}

static void plain_text_fits_a_line_of_csv(void **state) {
  (void)state;
  assert_true(text_is_plain("Åse\tØdegård"));
  assert_false(text_is_plain("two\nlines"));
  assert_false(text_is_plain("red \x1B[31m"));
  assert_false(text_is_plain("\x7F"));
  assert_false(text_is_plain("latin \xE5"));
  assert_false(text_is_plain("C1 \xC2\x9B"
                             "31m"));
  assert_false(text_is_plain("\u202Eturned"));
  assert_false(text_is_plain("\u2066x\u2069"));
  assert_true(text_is_plain("می\u200Cخواهم")); /* a joiner that Persian needs */
}

static void lines_stay_lines(void **state) {
  (void)state;
  struct arena arena = {0};
  const char *harmless = "Åse\n\tØdegård";
  assert_ptr_equal(text_safe_lines(&arena, harmless), harmless);
  assert_string_equal(text_safe_lines(&arena, "a\nb\r\x1B[0m\u202Ec"), "a\nb??[0m?c");
  arena_free(&arena);
}

/* The pair of U+E0041 is of RFC 8259, 7, by hand: D800 + (0xD0041 >> 10), DC00 + 0x41. */
static void json_says_the_same_in_safe_letters(void **state) {
  (void)state;
  struct str safe = {0};
  str_add_safe_json(&safe, "{\n\t\"å\": \"\xC2\x9B"
                           "1m\u202Ex\U000E0041\x7F\"}");
  assert_string_equal(str_text(&safe), "{\n\t\"å\": \"\\u009b1m\\u202ex\\udb40\\udc41\\u007f\"}");
  str_clear(&safe);
  str_add_safe_json(&safe, "\"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301x\"");
  assert_string_equal(str_text(&safe), "\"e\u0301\u0301\u0301\u0301\u0301\u0301\\u0301x\"");
  str_free(&safe);
}

static void csv_is_safe_and_guarded(void **state) {
  (void)state;
  struct str line = {0};
  str_add_csv(&line, "=1+1", ',', true);
  str_add_csv(&line, "\u202E@x", ',', true); /* what hid before the sign is seen */
  str_add_csv(&line, "a,\x1B\nb", ',', true);
  assert_string_equal(str_text(&line), "'=1+1?@x\"a,?\nb\"");
  str_free(&line);
}

static void directions_are_taken_off(void **state) {
  (void)state;
  struct str phone = {0};
  str_add_undirected(&phone, "\u202A+47 900 00 000\u202C\u2066!\u2069");
  assert_string_equal(str_text(&phone), "+47 900 00 000!");
  str_free(&phone);
}

static void wrapping_breaks_at_spaces(void **state) {
  (void)state;
  size_t skip;
  assert_int_equal(text_wrap("ring på to", 7, &skip), 8); /* "ring på": å is two bytes */
  assert_int_equal(skip, 1);
  assert_int_equal(text_wrap("ring på to", 6, &skip), 4);
  assert_int_equal(skip, 1);
  assert_int_equal(text_wrap("uendelig", 3, &skip), 3); /* no space: cut */
  assert_int_equal(skip, 0);
  assert_int_equal(text_wrap("a\nb", 9, &skip), 1);
  assert_int_equal(skip, 1);
  assert_int_equal(text_wrap("abc", 3, &skip), 3);
  assert_int_equal(skip, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(width_counts_columns),
      cmocka_unit_test(fit_keeps_clusters_whole),
      cmocka_unit_test(padded_is_exactly_so_wide),
      cmocka_unit_test(nothing_steers_the_terminal),
      cmocka_unit_test(floods_of_marks_are_cut),
      cmocka_unit_test(every_control_byte_is_caught),
      cmocka_unit_test(words),
      cmocka_unit_test(nearest_word),
      cmocka_unit_test(utf8_is_checked),
      cmocka_unit_test(plain_text_fits_a_line_of_csv),
      cmocka_unit_test(lines_stay_lines),
      cmocka_unit_test(json_says_the_same_in_safe_letters),
      cmocka_unit_test(csv_is_safe_and_guarded),
      cmocka_unit_test(directions_are_taken_off),
      cmocka_unit_test(wrapping_breaks_at_spaces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
