/* Signing in by name and password, and what a try costs. */
#include "store_fixture.h"

#include <sodium.h>

#include "vaktrom/store/accounts.h"

static struct password typed(const char *text) {
  struct password password;
  struct error err = {0};
  assert_true(password_start(&password, &err));
  for (; *text; text++)
    password_add_byte(&password, *text);
  return password;
}

static void give_password(struct fixture *fixture, const char *account, const char *text) {
  struct password password = typed(text);
  struct password_hash hash;
  DONE(fixture, password_hash(&password, &hash, &fixture->err));
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  DONE(fixture, store_account_set_password(fixture->store, account, &hash, false, &fixture->err));
  DONE(fixture, store_commit(fixture->store, &fixture->err));
  password_free(&password);
}

static bool prove(struct fixture *fixture, const char *name, const char *text) {
  struct password password = typed(text);
  struct arena arena = {0};
  struct account account;
  bool proved = store_prove(fixture->store, name, &password, &arena, &account, &fixture->err);
  if (proved)
    assert_string_equal(account.staff, "S1");
  password_free(&password);
  arena_free(&arena);
  return proved;
}

static const char *const kari = "INSERT INTO accounts (account, kind, staff) VALUES ('kari', 'person', 'S1')";

/* So many tries under each name have failed, the last one so many seconds ago by the machine's clock. */
static void failed_before(struct fixture *fixture, int failed, int seconds) {
  char sql[128];
  snprintf(sql, sizeof sql, "UPDATE sign_in_tries SET failed = %d, machine_at = unixepoch() - %d", failed, seconds);
  assert_true(change(fixture, sql));
}

/* Five tries are free; then 2, 4, 8 ... seconds up to a quarter of an hour. */
static void test_waits_double_up_to_a_quarter_of_an_hour(void **state) {
  (void)state;
  for (int failed = 0; failed < 5; failed++)
    assert_int_equal(sign_in_wait(failed), 0);
  assert_int_equal(sign_in_wait(5), 2);
  assert_int_equal(sign_in_wait(6), 4);
  assert_int_equal(sign_in_wait(7), 8);
  assert_int_equal(sign_in_wait(13), 512);
  assert_int_equal(sign_in_wait(14), 900);
  assert_int_equal(sign_in_wait(1000000), 900);
}

static void test_a_password_proves_who_somebody_is(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, kari));
  REFUSED(fixture, prove(fixture, "kari", ""), STATUS_DENIED, "not right"); /* there is none yet */
  give_password(fixture, "kari", "kaffe først, takk");
  assert_true(prove(fixture, "kari", "kaffe først, takk"));
  assert_true(prove(fixture, "KARI", "kaffe først, takk"));
  REFUSED(fixture, prove(fixture, "kari", "kaffe først, tak"), STATUS_DENIED, "not right");
  REFUSED(fixture, prove(fixture, "kari", "Kaffe først, takk"), STATUS_DENIED, "not right");
}

/* RFC 9106's argon2id with libsodium's MODERATE: 256 MiB, three passes. */
static void test_only_argon2id_is_stored(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, kari));
  give_password(fixture, "kari", "a long enough one");
  assert_int_equal(strncmp(ask_text(fixture, "SELECT password FROM accounts"), "$argon2id$v=19$m=262144,t=3,p=1$", 32),
                   0);
  assert_int_equal(ask(fixture, "SELECT count(*) FROM accounts WHERE password LIKE '%long enough%'"), 0);
}

static void test_a_weaker_hash_is_made_anew_at_the_next_sign_in(void **state) {
  struct fixture *fixture = *state;
  char weak[crypto_pwhash_STRBYTES], sql[256];
  static const char word[] = "a long enough one";
  assert_int_equal(crypto_pwhash_str(weak, word, strlen(word), crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN),
                   0);
  assert_true(change(fixture, kari));
  snprintf(sql, sizeof sql, "UPDATE accounts SET password = '%s'", weak);
  assert_true(change(fixture, sql));
  assert_true(prove(fixture, "kari", word));
  assert_string_not_equal(ask_text(fixture, "SELECT password FROM accounts"), weak);
  assert_int_equal(ask(fixture, "SELECT password LIKE '$argon2id$v=19$m=262144,t=3,%' FROM accounts"), 1);
  assert_true(prove(fixture, "kari", word));
}

/* Whether the name is there must not show: neither in words nor in when the next try can be made. */
static void test_tries_cost_time_alike_for_every_name(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, kari));
  give_password(fixture, "kari", "a long enough one");
  static const char *const names[] = {"kari", "nobody"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    const char *name = names[i];
    for (int n = 1; n <= 4; n++)
      REFUSED(fixture, prove(fixture, name, "guess"), STATUS_DENIED, "not right");
    REFUSED(fixture, prove(fixture, name, "guess"), STATUS_DENIED, "in 2 seconds");
    failed_before(fixture, 6, 0);
    REFUSED(fixture, prove(fixture, name, "a long enough one"), STATUS_DENIED, "too many tries");
    failed_before(fixture, 5, 2);
    REFUSED(fixture, prove(fixture, name, "guess"), STATUS_DENIED, "in 4 seconds");
    failed_before(fixture, 14, 840); /* a minute is left, less what the test took */
    REFUSED(fixture, prove(fixture, name, "a long enough one"), STATUS_DENIED, "the next can be made in");
    failed_before(fixture, 14, 900);
    REFUSED(fixture, prove(fixture, name, "guess"), STATUS_DENIED, "in 900 seconds");
  }
  failed_before(fixture, 14, 900);
  assert_true(prove(fixture, "kari", "a long enough one"));
  assert_int_equal(ask(fixture, "SELECT count(*) FROM sign_in_tries WHERE name = 'kari'"), 0);
  for (int n = 1; n <= 4; n++) /* they are free again */
    REFUSED(fixture, prove(fixture, "kari", "guess"), STATUS_DENIED, "not right");
}

/* Who asks for a dry run changes nothing, but has tried all the same. */
static void test_a_try_in_a_dry_run_counts(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, "INSERT INTO sign_in_tries VALUES ('kari', 14, unixepoch())"));
  assert_true(change(fixture, kari));
  store_set_dry_run(fixture->store, true);
  REFUSED(fixture, prove(fixture, "nobody", "guess"), STATUS_DENIED, "not right");
  assert_int_equal(ask(fixture, "SELECT failed FROM sign_in_tries WHERE name LIKE '?%'"), 1);
  REFUSED(fixture, prove(fixture, "kari", "guess"), STATUS_DENIED, "too many tries");
}

/* A clock that was set back by a year locks nobody out for a year. */
static void test_a_clock_set_back_costs_no_more_than_the_wait(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, kari));
  assert_true(change(fixture, "INSERT INTO sign_in_tries VALUES ('kari', 6, unixepoch() + 31536000)"));
  REFUSED(fixture, prove(fixture, "kari", "guess"), STATUS_DENIED, "in 4 seconds");
}

/* What is typed as a name may be a password: it is not kept as it is. */
static void test_a_name_that_there_is_not_is_not_kept(void **state) {
  struct fixture *fixture = *state;
  REFUSED(fixture, prove(fixture, "my secret word", "kari"), STATUS_DENIED, "not right");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM sign_in_tries WHERE name LIKE '?____' AND length(name) = 5"), 1);
  assert_int_equal(
      ask(fixture,
          "SELECT count(*) FROM audit JOIN audit_parts USING (id) WHERE actor || account || body LIKE '%secret%'"),
      0);
}

static void test_a_locked_account_is_told_only_to_who_has_its_password(void **state) {
  struct fixture *fixture = *state;
  assert_true(change(fixture, kari));
  give_password(fixture, "kari", "a long enough one");
  DONE(fixture, store_begin(fixture->store, "S1", "", &fixture->err));
  DONE(fixture, store_account_lock(fixture->store, "kari", true, &fixture->err));
  DONE(fixture, store_commit(fixture->store, &fixture->err));
  REFUSED(fixture, prove(fixture, "kari", "guess"), STATUS_DENIED, "not right");
  REFUSED(fixture, prove(fixture, "kari", "a long enough one"), STATUS_DENIED, "locked");
  assert_int_equal(ask(fixture, "SELECT count(*) FROM audit WHERE what = 'sign_in'"), 0); /* nobody was let in */
  assert_int_equal(ask(fixture, "SELECT count(*) FROM audit WHERE what = 'sign_in_refused'"), 2);
}

static void fit(const char *text, const char *why_not) {
  struct error err = {0};
  struct password password = typed(text);
  assert_int_equal(password_is_fit(&password, "kari", &err), why_not == NULL);
  if (why_not) {
    assert_int_equal(err.status, STATUS_INPUT);
    assert_non_null(strstr(err.text, why_not));
  }
  error_clear(&err);
  password_free(&password);
}

static void test_a_password_is_long_and_not_the_name(void **state) {
  (void)state;
  fit("123456789", "10 characters");
  fit("æøåæøåæøå", "10 characters"); /* nine of two bytes each */
  fit("æøåæøåæøåæ", NULL);
  fit("only lower case letters", NULL);
  fit("aaaaaaaaaaaa", "first that anybody tries");
  fit("KariKariKari", "first that anybody tries");
  fit("karikarikarius", NULL);
  fit("\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff", "UTF-8");
}

static void test_backspace_takes_a_whole_character(void **state) {
  (void)state;
  struct password password = typed("aå");
  password_add(&password, 0x1f600);
  assert_int_equal(password.n, 7);
  password_take_back(&password);
  assert_int_equal(password.n, 3);
  password_take_back(&password);
  assert_int_equal(password.n, 1);
  password_free(&password);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_waits_double_up_to_a_quarter_of_an_hour),
      BASE_TEST(test_a_password_proves_who_somebody_is),
      BASE_TEST(test_only_argon2id_is_stored),
      BASE_TEST(test_a_weaker_hash_is_made_anew_at_the_next_sign_in),
      BASE_TEST(test_tries_cost_time_alike_for_every_name),
      BASE_TEST(test_a_try_in_a_dry_run_counts),
      BASE_TEST(test_a_clock_set_back_costs_no_more_than_the_wait),
      BASE_TEST(test_a_name_that_there_is_not_is_not_kept),
      BASE_TEST(test_a_locked_account_is_told_only_to_who_has_its_password),
      cmocka_unit_test(test_a_password_is_long_and_not_the_name),
      cmocka_unit_test(test_backspace_takes_a_whole_character),
  };
  return cmocka_run_group_tests_name("store: signing in", tests, NULL, NULL);
}
