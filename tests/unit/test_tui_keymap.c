/* Keys: the default table has no clash, the configuration changes it, and what is wrong there is told with its line. */
#include "check.h"
#include "tui/engine/config.h"

#include <string.h>

static enum action action_of(const struct config *config, enum view_id view, const char *key) {
  return keymap_action(&config->keymap, view, key_parse(key));
}

static bool read(struct config *config, const char *text, struct error *err) {
  return config_read(config, "config", text, err);
}

static void defaults_do_not_clash(void **state) {
  (void)state;
  struct keymap keymap;
  struct error err = {0};
  keymap_init(&keymap);
  if (!keymap_check(&keymap, &err))
    fail_msg("%s", err.text);
  for (size_t i = 0; i < keymap.bindings.n; i++)
    assert_int_not_equal(keymap.bindings.at[i].key, KEY_CODE_NONE); /* every name in the table is a key */
  keymap_free(&keymap);
}

static void every_action_can_be_left_and_explained(void **state) {
  (void)state;
  struct config config;
  struct error err = {0};
  assert_true(read(&config, "", &err));
  for (int view = 0; view < VIEW_COUNT; view++) {
    assert_int_equal(action_of(&config, (enum view_id)view, "esc"), ACTION_BACK);
    assert_int_equal(action_of(&config, (enum view_id)view, "?"), ACTION_HELP);
    assert_int_equal(action_of(&config, (enum view_id)view, "ctrl-p"), ACTION_PALETTE);
    assert_non_null(view_names[view]);
  }
  config_free(&config);
}

static void a_key_is_changed_in_one_view(void **state) {
  (void)state;
  struct config config;
  struct error err = {0};
  struct str keys = {0};
  assert_true(read(&config, "# mine\nkey board.move = M f5\n\nkey all.quit = ctrl-x", &err));
  assert_int_equal(action_of(&config, VIEW_BOARD, "M"), ACTION_MOVE);
  assert_int_equal(action_of(&config, VIEW_BOARD, "f5"), ACTION_MOVE);
  assert_int_equal(action_of(&config, VIEW_BOARD, "m"), ACTION_NONE);
  assert_int_equal(action_of(&config, VIEW_QUEUE, "ctrl-x"), ACTION_QUIT);
  assert_int_equal(action_of(&config, VIEW_QUEUE, "q"), ACTION_NONE);
  keymap_keys(&config.keymap, VIEW_BOARD, ACTION_MOVE, &keys);
  assert_string_equal(str_text(&keys), "M f5");
  str_free(&keys);
  config_free(&config);
}

static void keys_may_change_places(void **state) {
  (void)state;
  struct config config;
  struct error err = {0};
  assert_true(read(&config, "key queue.take = c\nkey queue.close = t\n", &err));
  assert_int_equal(action_of(&config, VIEW_QUEUE, "c"), ACTION_TAKE);
  assert_int_equal(action_of(&config, VIEW_QUEUE, "t"), ACTION_CLOSE);
  config_free(&config);
}

static void a_clash_is_told_and_the_defaults_stay(void **state) {
  (void)state;
  struct config config;
  struct error err = {0};
  assert_false(read(&config, "theme = dark\nkey board.move = a\n", &err));
  assert_non_null(strstr(err.text, "config:2:"));
  assert_non_null(strstr(err.text, "'a' has two actions in the view 'board'"));
  assert_int_equal(action_of(&config, VIEW_BOARD, "m"), ACTION_MOVE);
  assert_int_equal(action_of(&config, VIEW_BOARD, "a"), ACTION_ABSENT);
  assert_int_equal(config.theme, THEME_DARK);
  error_clear(&err);
  config_free(&config);
}

static void faults_name_their_lines_and_the_rest_counts(void **state) {
  (void)state;
  struct config config;
  struct error err = {0};
  assert_false(read(&config,
                    "theme = pink\nascii = yes\nkey board.mvoe = M\nplain = auto\nlock_minutes = soon\nthme = dark\n"
                    "key nowhere.move = M\nkey board.move = hyper-m\nhello\nkey home.move = M\nlock_minutes = 0\n",
                    &err));
  static const char *const told[] = {"config:1: 'pink' is none of",
                                     "config:3: there is no action 'mvoe' (did you mean 'move'?)",
                                     "config:4: 'auto' is none of",
                                     "config:5: 'soon' is not a number of minutes",
                                     "config:6: there is no setting 'thme' (did you mean 'theme'?)",
                                     "config:7: there is no view 'nowhere'",
                                     "config:8: there is no key 'hyper-m'",
                                     "config:9: a line is NAME = VALUE",
                                     "config:10: 'move' does nothing in the view 'home'"};
  for (size_t i = 0; i < COUNT_OF(told); i++)
    if (!strstr(err.text, told[i]))
      fail_msg("not told: %s\n%s", told[i], err.text);
  assert_int_equal(config.ascii, CHOICE_YES);
  assert_int_equal(config.lock_minutes, 0);
  error_clear(&err);
  config_free(&config);
}

static void a_sign_of_its_own_can_be_a_key(void **state) {
  (void)state;
  struct config config;
  struct error err = {0};
  assert_true(read(&config, "key all.today = = #\n", &err));
  assert_int_equal(action_of(&config, VIEW_BOARD, "="), ACTION_TODAY);
  assert_int_equal(action_of(&config, VIEW_BOARD, "#"), ACTION_TODAY);
  config_free(&config);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(defaults_do_not_clash),
      cmocka_unit_test(every_action_can_be_left_and_explained),
      cmocka_unit_test(a_key_is_changed_in_one_view),
      cmocka_unit_test(keys_may_change_places),
      cmocka_unit_test(a_clash_is_told_and_the_defaults_stay),
      cmocka_unit_test(faults_name_their_lines_and_the_rest_counts),
      cmocka_unit_test(a_sign_of_its_own_can_be_a_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
