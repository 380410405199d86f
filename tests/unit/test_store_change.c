/* Transactions and what can be taken back. */
#include "store_fixture.h"

#include <sys/wait.h>

static const char *list_of(struct fixture *fixture) {
  return ask_text(fixture, "SELECT staff FROM lists WHERE list = 'L1'");
}

/* One labelled change by one person. */
static void change_as(struct fixture *fixture, const char *actor, const char *label, const char *sql) {
  DONE(fixture, store_begin(fixture->store, actor, label, &fixture->err));
  say(fixture, sql);
  DONE(fixture, store_commit(fixture->store, &fixture->err));
}

/* --- Transactions --------------------------------------------------------------------------------------------------
 */

static void test_nested_begins_are_one_transaction(void **state) {
  struct fixture *fixture = *state;
  DONE(fixture, store_begin(fixture->store, "S1", "both", &fixture->err));
  say(fixture, "INSERT INTO settings VALUES ('a', '1')");
  DONE(fixture, store_begin(fixture->store, "S2", "inner", &fixture->err));
  say(fixture, "INSERT INTO settings VALUES ('b', '2')");
  DONE(fixture, store_commit(fixture->store, &fixture->err));
  store_rollback(fixture->store);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM settings"), 0);
}

static void test_a_nested_rollback_takes_all_of_it(void **state) {
  struct fixture *fixture = *state;
  DONE(fixture, store_begin(fixture->store, "S1", "outer", &fixture->err));
  say(fixture, "INSERT INTO settings VALUES ('a', '1')");
  DONE(fixture, store_begin(fixture->store, "S1", "inner", &fixture->err));
  store_rollback(fixture->store);
  /* What the outer part still writes must not slip in on its own. */
  REFUSED(fixture, store_setting_set(fixture->store, "max_ots", "3", &fixture->err), STATUS_INTERNAL, "transaction");
  REFUSED(fixture, store_commit(fixture->store, &fixture->err), STATUS_INTERNAL, "taken back");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM settings"), 0);
  REFUSED(fixture, store_commit(fixture->store, &fixture->err), STATUS_INTERNAL, "outside a transaction");
  change_as(fixture, "S1", "afterwards", "INSERT INTO settings VALUES ('a', '1')"); /* the next one is whole again */
}

static void test_a_dry_run_changes_nothing_but_refuses_the_same(void **state) {
  struct fixture *fixture = *state;
  store_set_dry_run(fixture->store, true);
  assert_true(change(fixture, two_lists));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM lists"), 0);
  REFUSED(fixture, change(fixture, "DELETE FROM teams WHERE team = 'HT1'"), STATUS_INPUT, "teams");
  store_set_dry_run(fixture->store, false);
  assert_true(change(fixture, two_lists));
  store_set_dry_run(fixture->store, true);
  REFUSED(fixture, change(fixture, "UPDATE lists SET staff = 'S3'"), STATUS_DENIED, "L1 and L2");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM journal"), 2); /* the base and the two lists */
}

static void test_a_change_outside_a_transaction_is_refused(void **state) {
  struct fixture *fixture = *state;
  REFUSED(fixture, store_setting_set(fixture->store, "max_ots", "3", &fixture->err), STATUS_INTERNAL, "transaction");
}

static void test_the_journal_has_a_line_for_each_change(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct journal_entry *entries = NULL;
  int n = 0;
  change_as(fixture, "S3", "made two lists", two_lists);
  change_as(fixture, "S3", "looked and left all as it was", "UPDATE lists SET staff = 'S3' WHERE list = 'L1'");
  DONE(fixture, store_journal(fixture->store, "S3", 10, &arena, &entries, &n, &fixture->err));
  assert_int_equal(n, 1);
  assert_string_equal(entries[0].label, "made two lists");
  assert_string_equal(entries[0].actor, "S3");
  assert_false(entries[0].undone);
  DONE(fixture, store_journal(fixture->store, NULL, 10, &arena, &entries, &n, &fixture->err));
  assert_int_equal(n, 2);
  arena_free(&arena);
}

static void test_a_revision_changes_with_each_commit_of_anybody(void **state) {
  struct fixture *fixture = *state;
  struct store *other = NULL;
  int64_t before = store_revision(fixture->store);
  assert_int_equal(store_revision(fixture->store), before);
  change_as(fixture, "S1", "", "INSERT INTO settings VALUES ('a', '1')");
  int64_t own = store_revision(fixture->store);
  assert_int_not_equal(own, before);
  DONE(fixture, store_open(fixture->path, &other, &fixture->err));
  DONE(fixture, store_begin(other, "S2", "", &fixture->err));
  DONE(fixture, store_setting_set(other, "max_ots", "2", &fixture->err));
  DONE(fixture, store_commit(other, &fixture->err));
  store_close(other);
  assert_int_not_equal(store_revision(fixture->store), own);
  /* Who reads next sees the other's setting. */
  DONE(fixture, store_read_begin(fixture->store, &fixture->err));
  store_read_end(fixture->store);
  assert_int_equal(store_setting_int(fixture->store, "max_ots"), 2);
}

static void test_a_reader_sees_one_state(void **state) {
  struct fixture *fixture = *state;
  struct store *other = NULL;
  DONE(fixture, store_open(fixture->path, &other, &fixture->err));
  DONE(fixture, store_read_begin(fixture->store, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM settings"), 0);
  DONE(fixture, store_begin(other, "S2", "", &fixture->err));
  DONE(fixture, store_setting_set(other, "max_ots", "2", &fixture->err));
  DONE(fixture, store_commit(other, &fixture->err)); /* a reader does not hinder it */
  assert_int_equal(ask(fixture, "SELECT count(*) FROM settings"), 0);
  store_read_end(fixture->store);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM settings"), 1);
  store_close(other);
}

static void test_a_busy_store_says_so_after_the_limit(void **state) {
  struct fixture *fixture = *state;
  struct store *other = NULL;
  DONE(fixture, store_open(fixture->path, &other, &fixture->err));
  DONE(fixture, store_begin(other, "S2", "", &fixture->err));
  store_set_busy_limit(fixture->store, 0.05);
  double before = clock_seconds();
  REFUSED(fixture, store_begin(fixture->store, "S1", "", &fixture->err), STATUS_STORE, "busy");
  assert_true(clock_seconds() - before >= 0.05);
  assert_true(clock_seconds() - before < 2);
  store_rollback(other);
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  store_close(other);
}

static void test_what_was_committed_survives_a_kill(void **state) {
  struct fixture *fixture = *state;
  store_close(fixture->store);
  fixture->store = NULL;
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) { /* commits one change, is killed in the middle of the next */
    if (!store_open(fixture->path, &fixture->store, &fixture->err))
      _exit(1);
    change_as(fixture, "S1", "whole", "INSERT INTO settings VALUES ('whole', '1')");
    DONE(fixture, store_begin(fixture->store, "S1", "half", &fixture->err));
    say(fixture, "INSERT INTO settings VALUES ('half', '1')");
    abort();
  }
  int ended = 0;
  waitpid(child, &ended, 0);
  DONE(fixture, store_open(fixture->path, &fixture->store, &fixture->err));
  assert_string_equal(ask_text(fixture, "SELECT group_concat(name) FROM settings"), "whole");
  assert_string_equal(ask_text(fixture, "PRAGMA integrity_check"), "ok");
}

/* --- Undo and redo -------------------------------------------------------------------------------------------------
 */

static void test_undo_and_redo_go_back_and_forth(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  change_as(fixture, "S3", "made the lists", two_lists);
  change_as(fixture, "S3", "gave L1 to S2", "UPDATE lists SET staff = 'S2' WHERE list = 'L1'");
  change_as(fixture, "S3", "gave L1 to S1", "UPDATE lists SET staff = 'S1' WHERE list = 'L1'");
  DONE(fixture, store_undo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(str_text(&label), "gave L1 to S1");
  assert_string_equal(list_of(fixture), "S2");
  DONE(fixture, store_undo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(list_of(fixture), "S3");
  DONE(fixture, store_redo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(str_text(&label), "gave L1 to S2");
  assert_string_equal(list_of(fixture), "S2");
  /* A new change takes the place of what was undone. */
  change_as(fixture, "S3", "gave L1 to nobody", "UPDATE lists SET staff = NULL WHERE list = 'L1'");
  REFUSED(fixture, store_redo(fixture->store, "S3", &label, &fixture->err), STATUS_DENIED, "nothing to do again");
  for (int i = 0; i < 3; i++)
    DONE(fixture, store_undo(fixture->store, "S3", &label, &fixture->err));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM lists"), 0);
  REFUSED(fixture, store_undo(fixture->store, "S3", &label, &fixture->err), STATUS_DENIED, "nothing to undo");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM audit WHERE what = 'undo'"), 5);
  str_free(&label);
}

/* One account at two screens: each knows which changes it made itself, so that it can ask before it takes back others.
 */
static void test_undo_knows_where_a_change_was_made(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  struct undo_size here, there;
  struct store *first = fixture->store, *second = NULL;
  DONE(fixture, store_open(fixture->path, &second, &fixture->err));
  change_as(fixture, "S3", "made the lists", two_lists);
  fixture->store = second;
  change_as(fixture, "S3", "gave L1 to S2", "UPDATE lists SET staff = 'S2' WHERE list = 'L1'");
  DONE(fixture, store_next_undo(first, "S3", false, &label, &here, &fixture->err));
  DONE(fixture, store_next_undo(second, "S3", false, &label, &there, &fixture->err));
  assert_false(here.made_here);
  assert_true(there.made_here);
  assert_int_equal(here.rows, 1);
  DONE(fixture, store_undo(second, "S3", &label, &fixture->err));
  DONE(fixture, store_next_undo(first, "S3", false, &label, &here, &fixture->err));
  DONE(fixture, store_next_undo(second, "S3", false, &label, &there, &fixture->err));
  assert_string_equal(str_text(&label), "made the lists");
  assert_true(here.made_here);
  assert_false(there.made_here);
  fixture->store = first;
  store_close(second);
  str_free(&label);
}

static void test_undo_is_of_ones_own_changes(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  change_as(fixture, "S3", "made the lists", two_lists);
  change_as(fixture, "S2", "unit", "UPDATE teams SET unit = 'Sør' WHERE team = 'OT1'");
  DONE(fixture, store_undo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(str_text(&label), "made the lists");
  assert_string_equal(ask_text(fixture, "SELECT unit FROM teams WHERE team = 'OT1'"), "Sør");
  str_free(&label);
}

static void test_undo_is_refused_when_somebody_built_on_it(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  change_as(fixture, "S3", "made the lists", two_lists);
  change_as(fixture, "S3", "gave L1 to S2", "UPDATE lists SET staff = 'S2' WHERE list = 'L1'");
  change_as(fixture, "S1", "took L1", "UPDATE lists SET staff = 'S1' WHERE list = 'L1'");
  REFUSED(fixture, store_undo(fixture->store, "S3", &label, &fixture->err), STATUS_DENIED,
          "lists L1 was changed since, by S1: took L1");
  assert_string_equal(list_of(fixture), "S1");
  /* The other way round it works. */
  DONE(fixture, store_undo(fixture->store, "S1", &label, &fixture->err));
  DONE(fixture, store_undo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(list_of(fixture), "S3");
  str_free(&label);
}

static void test_undo_is_refused_when_the_state_before_is_now_impossible(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  change_as(fixture, "S3", "made the lists", two_lists);
  change_as(fixture, "S3", "emptied L1", "UPDATE lists SET staff = NULL WHERE list = 'L1'");
  change_as(fixture, "S1", "S3 is sick",
            "INSERT INTO absences (staff, \"from\", until, reason) VALUES ('S3', '2026-03-02', '2026-03-02', 'sick')");
  REFUSED(fixture, store_undo(fixture->store, "S3", &label, &fixture->err), STATUS_DENIED,
          "L1 still has its worker S3, who is absent");
  assert_string_equal(list_of(fixture), "");
  str_free(&label);
}

static void test_undo_takes_derived_rows_along_and_leaves_numbers(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  change_as(fixture, "S3", "S1 learnt",
            "UPDATE staff SET skills = 'wound stoma', languages = 'nb en' WHERE staff = 'S1'");
  change_as(fixture, "S3", "new worker",
            "INSERT INTO staff (staff, name, role, team, position_pct, skills, transport, employment) VALUES"
            " ('S9', 'Ny', 'nurse', 'HT1', 100, 'wound', 'car', 'permanent')");
  change_as(fixture, "S3", "criteria",
            "INSERT INTO criteria (criterion, outcome, version) VALUES ('C1', 'HT', 'one'), ('C1', 'OT', 'two')");
  change_as(fixture, "S3", "activated",
            "UPDATE criteria_versions SET active = 'no' WHERE version = 'one';"
            "UPDATE criteria_versions SET active = 'yes' WHERE version = 'two'");
  for (int i = 0; i < 4; i++)
    DONE(fixture, store_undo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(str_text(&label), "S1 learnt");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM staff_skills WHERE staff = 'S1'"), 2);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM staff_skills WHERE staff = 'S9'"), 0);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM criteria_versions"), 0);
  for (int i = 0; i < 4; i++)
    DONE(fixture, store_redo(fixture->store, "S3", &label, &fixture->err));
  assert_string_equal(ask_text(fixture, "SELECT group_concat(skill) FROM staff_skills WHERE staff = 'S1'"),
                      "wound,stoma");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM staff_skills WHERE staff = 'S9'"), 1);
  assert_string_equal(ask_text(fixture, "SELECT version FROM criteria_versions WHERE active = 'yes'"), "two");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM criteria"), 2);
  str_free(&label);
}

static void test_old_changes_cannot_be_taken_back(void **state) {
  struct fixture *fixture = *state;
  struct str label = {0};
  change_as(fixture, "S3", "made the lists", two_lists);
  say(fixture, "UPDATE journal SET at = at - 15 * 86400");
  change_as(fixture, "S1", "later", "UPDATE teams SET unit = 'Sør'");
  REFUSED(fixture, store_undo(fixture->store, "S3", &label, &fixture->err), STATUS_DENIED, "too long ago");
  str_free(&label);
}

/* --- Settings ------------------------------------------------------------------------------------------------------
 */

static void test_settings_have_defaults_and_are_checked(void **state) {
  struct fixture *fixture = *state;
  struct store *store = fixture->store;
  assert_string_equal(store_setting(store, "time_zone"), "Europe/Oslo");
  assert_int_equal(store_setting_int(store, "day_begins"), 360);
  assert_int_equal(store_setting_int(store, "news2_valid_hours"), 24);
  assert_int_equal(store_setting_int(store, "production"), 0);
  DONE(fixture, store_begin(store, "S1", "", &fixture->err));
  DONE(fixture, store_setting_set(store, "day_begins", "05:30", &fixture->err));
  assert_int_equal(store_setting_int(store, "day_begins"), 330);
  REFUSED(fixture, store_setting_set(store, "day_begins", "25:30", &fixture->err), STATUS_INPUT, "06:00");
  REFUSED(fixture, store_setting_set(store, "max_ots", "many", &fixture->err), STATUS_INPUT, "whole number");
  REFUSED(fixture, store_setting_set(store, "max_ots", "0", &fixture->err), STATUS_INPUT, "from 1 to 100");
  REFUSED(fixture, store_setting_set(store, "production", "ja", &fixture->err), STATUS_INPUT, "yes");
  REFUSED(fixture, store_setting_set(store, "time_zone", "Mars/Olympus", &fixture->err), STATUS_INPUT, "Mars");
  REFUSED(fixture, store_setting_set(store, "max_otts", "3", &fixture->err), STATUS_USAGE, "did you mean 'max_ots'");
  DONE(fixture, store_setting_set(store, "production", "yes", &fixture->err));
  assert_int_equal(store_setting_int(store, "production"), 1);
  store_rollback(store);
  assert_int_equal(store_setting_int(store, "day_begins"), 360);
  assert_int_equal(store_setting_int(store, "production"), 0);
}

static void test_every_default_passes_its_own_check(void **state) {
  struct fixture *fixture = *state;
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  for (const struct setting *setting = settings; setting->name; setting++)
    DONE(fixture, store_setting_set(fixture->store, setting->name, setting->fallback, &fixture->err));
}

/* --- Accounts ------------------------------------------------------------------------------------------------------
 */

static void test_accounts_are_found_by_operating_system_user(void **state) {
  struct fixture *fixture = *state;
  struct arena arena = {0};
  struct account account;
  REFUSED(fixture, store_account_find(fixture->store, "anne", &arena, &account, &fixture->err), STATUS_DENIED, "anne");
  DONE(fixture, store_begin(fixture->store, "anne", "", &fixture->err));
  DONE(fixture, store_account_add_owner(fixture->store, "anne", &fixture->err));
  DONE(fixture, store_commit(fixture->store, &fixture->err));
  assert_true(change(fixture, "INSERT INTO accounts (account, kind, os_user, staff) VALUES ('kari', 'person', 'kari',"
                              " 'S1')"));
  DONE(fixture, store_account_find(fixture->store, "anne", &arena, &account, &fixture->err));
  assert_int_equal(account.kind, ACCOUNT_OWNER);
  assert_null(account.staff);
  DONE(fixture, store_account_find(fixture->store, "kari", &arena, &account, &fixture->err));
  assert_int_equal(account.kind, ACCOUNT_PERSON);
  assert_string_equal(account.staff, "S1");
  REFUSED(fixture, change(fixture, "INSERT INTO accounts (account, kind) VALUES ('x', 'person')"), STATUS_INPUT,
          "staff row");
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      EMPTY_TEST(test_nested_begins_are_one_transaction),
      EMPTY_TEST(test_a_nested_rollback_takes_all_of_it),
      BASE_TEST(test_a_dry_run_changes_nothing_but_refuses_the_same),
      EMPTY_TEST(test_a_change_outside_a_transaction_is_refused),
      BASE_TEST(test_the_journal_has_a_line_for_each_change),
      EMPTY_TEST(test_a_revision_changes_with_each_commit_of_anybody),
      EMPTY_TEST(test_a_reader_sees_one_state),
      EMPTY_TEST(test_a_busy_store_says_so_after_the_limit),
      EMPTY_TEST(test_what_was_committed_survives_a_kill),
      BASE_TEST(test_undo_and_redo_go_back_and_forth),
      BASE_TEST(test_undo_knows_where_a_change_was_made),
      BASE_TEST(test_undo_is_of_ones_own_changes),
      BASE_TEST(test_undo_is_refused_when_somebody_built_on_it),
      BASE_TEST(test_undo_is_refused_when_the_state_before_is_now_impossible),
      BASE_TEST(test_undo_takes_derived_rows_along_and_leaves_numbers),
      BASE_TEST(test_old_changes_cannot_be_taken_back),
      EMPTY_TEST(test_settings_have_defaults_and_are_checked),
      EMPTY_TEST(test_every_default_passes_its_own_check),
      BASE_TEST(test_accounts_are_found_by_operating_system_user),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
