/*
 * The model of a form, without a terminal. Wednesday 4 March 2026 is today (calendar of 2026: 1 January is a Thursday);
 * the dates of the shorthands are counted by hand.
 */
#include "check.h"
#include "tui/engine/form.h"

#include <stdlib.h>
#include <string.h>

static date today(void) {
  return date_from_ymd(2026, 3, 4);
}

static void type(struct form *form, const char *text) {
  for (; *text; text++)
    assert_int_equal(form_key(form, *text), FORM_CONTINUES);
}

static const char *const people[][2] = {
    {"P001", "Solveig Nygård"}, {"P002", "Kåre Østby"}, {"P003", "Solveig Østby"}, {"P010", "Jon Kvamme"}};
static const char *person_id(void *context, int i) {
  (void)context;
  return people[i][0];
}
static const char *person_label(void *context, int i) {
  (void)context;
  return people[i][1];
}
static const struct choice_list persons = {.n = 4, .id = person_id, .label = person_label};

static struct form a_form(void) {
  struct form form;
  form_start(&form, "New", "test", "");
  form.today = today();
  form_add(&form, (struct field){.name = "id", .label = "Id", .type = FIELD_ID, .required = true}, "");
  form_add(&form, (struct field){.name = "role", .label = "Role", .type = FIELD_WORD, .words = &words_role}, "");
  form_add(&form, (struct field){.name = "from", .label = "From", .type = FIELD_DATE}, "");
  form_add(&form, (struct field){.name = "patient", .label = "Patient", .type = FIELD_CHOICE, .choices = persons}, "");
  form_add(&form, (struct field){.name = "others", .label = "Others", .type = FIELD_CHOICES, .choices = persons}, "");
  form_add(&form, (struct field){.name = "n", .label = "N", .type = FIELD_INTEGER, .min = 1, .max = 5}, "");
  form_focus(&form, 0);
  return form;
}

static void shorthands_of_dates(void **state) {
  (void)state;
  static const struct {
    const char *text, *wanted;
  } cases[] = {{"today", "2026-03-04"},     {"tomorrow", "2026-03-05"}, {"+3", "2026-03-07"},
               {"-4", "2026-02-28"},        {"fri", "2026-03-06"},      {"wed", "2026-03-11"},
               {"Monday", "2026-03-09"},    {"24.12.", "2026-12-24"},   {"1.3.", "2027-03-01"},
               {"4.3", "2026-03-04"},       {"29.2.", "2028-02-29"},    {"05.04.2026", "2026-04-05"},
               {"2026-04-05", "2026-04-05"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    date on = DATE_NONE;
    char text[DATE_SIZE];
    assert_true(date_shorthand(cases[i].text, today(), &on));
    date_format(on, text);
    assert_string_equal(text, cases[i].wanted);
  }
  static const char *const wrong[] = {"", "f", "31.2.2026", "+", "32.1.", "soon", "24.13.", "+3x"};
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    date on;
    assert_false(date_shorthand(wrong[i], today(), &on));
  }
}

static void shorthands_of_times(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"730", "07:30"},  {"0730", "07:30"},  {"7", "07:00"},     {"7:30", "07:30"},
                                         {"7.30", "07:30"}, {"23:59", "23:59"}, {"00:00", "00:00"}, {"1900", "19:00"}};
  char out[TIME_SIZE];
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    assert_true(time_shorthand(cases[i][0], out));
    assert_string_equal(out, cases[i][1]);
  }
  static const char *const wrong[] = {"", "24", "760", "7:3", "7:300", "noon", "12345", "-7"};
  for (size_t i = 0; i < COUNT_OF(wrong); i++)
    assert_false(time_shorthand(wrong[i], out));
}

static void a_choice_is_typed_by_name(void **state) {
  (void)state;
  struct form form = a_form();
  struct candidate found[CANDIDATES_MAX];
  form_focus(&form, 3);
  type(&form, "sol");
  assert_int_equal(form_candidates(&form, found), 2);
  assert_string_equal(found[0].id, "P001");
  form_key(&form, KEY_CODE_RIGHT); /* the second Solveig */
  form_key(&form, KEY_CODE_TAB);
  assert_string_equal(form_value(&form, "patient"), "P003");
  form_key(&form, KEY_CODE_BACK_TAB);
  type(&form, "KV"); /* replaces what was there; capitals do not matter */
  form_key(&form, KEY_CODE_ENTER);
  assert_string_equal(form_value(&form, "patient"), "P010");
  struct str meaning = {0};
  field_meaning(form_field(&form, "patient"), &meaning);
  assert_string_equal(str_text(&meaning), "Jon Kvamme");
  str_free(&meaning);
  form_key(&form, KEY_CODE_BACK_TAB);
  type(&form, "nobody");
  form_key(&form, KEY_CODE_TAB);
  assert_true(form_field(&form, "patient")->fault.n > 0);
  assert_string_equal(form_value(&form, "patient"), "nobody"); /* what was typed stays */
  form_free(&form);
}

static void several_choices_in_one_field(void **state) {
  (void)state;
  struct form form = a_form();
  form_focus(&form, 4);
  type(&form, "jon ");
  type(&form, "P002");
  form_key(&form, KEY_CODE_TAB);
  assert_string_equal(form_value(&form, "others"), "P010 P002");
  form_key(&form, KEY_CODE_BACK_TAB);
  type(&form, "nyg"); /* one more */
  form_key(&form, KEY_CODE_TAB);
  assert_string_equal(form_value(&form, "others"), "P010 P002 P001");
  form_free(&form);
}

static void words_are_chosen_with_arrows_too(void **state) {
  (void)state;
  struct form form = a_form();
  form_focus(&form, 1);
  form_key(&form, KEY_CODE_RIGHT);
  form_key(&form, KEY_CODE_RIGHT);
  form_key(&form, KEY_CODE_TAB);
  assert_string_equal(form_value(&form, "role"), words_role.at[1].token);
  form_key(&form, KEY_CODE_BACK_TAB);
  form_key(&form, KEY_CODE_TAB); /* passing by changes nothing */
  assert_string_equal(form_value(&form, "role"), words_role.at[1].token);
  form_free(&form);
}

static void a_fault_stands_beside_its_field(void **state) {
  (void)state;
  struct form form = a_form();
  form_focus(&form, 5);
  type(&form, "9");
  assert_non_null(strstr(str_text(&form_field(&form, "n")->fault), "between 1 and 5"));
  assert_int_equal(form_key(&form, 's' - 'a' + 1), FORM_CONTINUES);
  assert_int_equal(form.at, 0); /* the id is missing: the first fault has the focus */
  assert_true(form_field(&form, "id")->fault.n > 0);
  type(&form, "X1");
  assert_int_equal(form_field(&form, "id")->fault.n, 0);
  form_focus(&form, 5);
  form_key(&form, 'u' - 'a' + 1);
  assert_string_equal(form_value(&form, "n"), "");
  type(&form, "4");
  assert_int_equal(form_key(&form, KEY_CODE_ENTER), FORM_SAVE); /* the last field */
  form_free(&form);
}

static void text_is_edited_by_whole_characters(void **state) {
  (void)state;
  struct form form = a_form();
  type(&form, "ab");
  form_key(&form, 0xE5); /* å */
  form_key(&form, KEY_CODE_LEFT);
  form_key(&form, KEY_CODE_LEFT);
  form_key(&form, 0xF8); /* ø */
  assert_string_equal(form_value(&form, "id"), "aøbå");
  form_key(&form, KEY_CODE_BACKSPACE);
  form_key(&form, KEY_CODE_END);
  form_key(&form, KEY_CODE_BACKSPACE);
  assert_string_equal(form_value(&form, "id"), "ab");
  form_key(&form, KEY_CODE_HOME);
  form_key(&form, KEY_CODE_DELETE);
  assert_string_equal(form_value(&form, "id"), "b");
  form_key(&form, 0x9b); /* a control character is no letter */
  form_key(&form, KEY_CODE_F1);
  assert_string_equal(form_value(&form, "id"), "b");
  form_free(&form);
}

static void a_draft_comes_back(void **state) {
  (void)state;
  struct drafts drafts = {0};
  struct form form = a_form();
  type(&form, "X1");
  form_focus(&form, 2);
  type(&form, "+3");
  assert_int_equal(form_key(&form, KEY_CODE_ESCAPE), FORM_LEAVE);
  drafts_keep(&drafts, &form);
  form_free(&form);
  form = a_form();
  assert_true(drafts_restore(&drafts, &form));
  assert_true(form.restored);
  assert_string_equal(form_value(&form, "id"), "X1");
  assert_string_equal(form_value(&form, "from"), "+3");
  drafts_forget(&drafts, &form);
  form_free(&form);
  form = a_form();
  assert_false(drafts_restore(&drafts, &form));
  drafts_keep(&drafts, &form); /* nothing was typed */
  assert_false(drafts_restore(&drafts, &form));
  form_free(&form);
  drafts_free(&drafts);
}

static void days_by_name(void **state) {
  (void)state;
  struct form form;
  form_start(&form, "Days", "days", "");
  form_add(&form, (struct field){.name = "days", .label = "Days", .type = FIELD_DAYS}, "");
  form_focus(&form, 0);
  static const char *const cases[][2] = {{"daily", "MTWTFSS"},
                                         {"mon wed fri", "M-W-F--"},
                                         {"mon,wed, fri", "M-W-F--"},
                                         {"m-w----", "M-W----"},
                                         {"saturday sun", "-----SS"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    form_set(&form, 0, cases[i][0]);
    assert_true(form_check(&form));
    assert_string_equal(form_value(&form, "days"), cases[i][1]);
  }
  form_set(&form, 0, "TTTTTTT");
  assert_false(form_check(&form));
  form_free(&form);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shorthands_of_dates),
      cmocka_unit_test(shorthands_of_times),
      cmocka_unit_test(a_choice_is_typed_by_name),
      cmocka_unit_test(several_choices_in_one_field),
      cmocka_unit_test(words_are_chosen_with_arrows_too),
      cmocka_unit_test(a_fault_stands_beside_its_field),
      cmocka_unit_test(text_is_edited_by_whole_characters),
      cmocka_unit_test(a_draft_comes_back),
      cmocka_unit_test(days_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
