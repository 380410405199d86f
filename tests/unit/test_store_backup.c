/* The sealed form of a backup, and bringing back stores of other forms. */
#include "store_fixture.h"

#include <fcntl.h>

#include "../../src/store/backup_folder.h"
#include "../../src/store/snapshot.h"

enum { small = 3000 };

struct sealed {
  char path[128];
  struct backup_secret secret;
  unsigned char plain[small];
  unsigned char bytes[2 * small];
  size_t size;
};

static void write_file(const char *path, const unsigned char *bytes, size_t size) {
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  assert_true(file >= 0);
  assert_int_equal(write(file, bytes, size), size);
  close(file);
}

static void make_secret(struct fixture *fixture, struct backup_secret *secret) {
  char path[128];
  snprintf(path, sizeof path, "%s/key", fixture->folder);
  DONE(fixture, backup_new_key(path, &fixture->err));
  DONE(fixture, backup_secret_read(path, secret, &fixture->err));
}

static void seal_small(struct fixture *fixture, struct sealed *sealed) {
  struct seal_header header = {.form = 8, .at = 1772571600, .size = small};
  snprintf(sealed->path, sizeof sealed->path, "%s/backup", fixture->folder);
  make_secret(fixture, &sealed->secret);
  for (size_t i = 0; i < small; i++)
    sealed->plain[i] = (unsigned char)(i * 7);
  int file = open(sealed->path, O_CREAT | O_RDWR, 0600);
  DONE(fixture, seal_write(file, sealed->path, &sealed->secret, &header, sealed->plain, &fixture->err));
  sealed->size = (size_t)pread(file, sealed->bytes, sizeof sealed->bytes, 0);
  close(file);
}

static bool opens(struct fixture *fixture, struct sealed *sealed, unsigned char **plain) {
  struct seal_header header;
  write_file(sealed->path, sealed->bytes, sealed->size);
  return seal_read(sealed->path, &sealed->secret, &header, plain, &fixture->err);
}

/* Header 112 bytes, one piece with 17 bytes around it. Every bit of every byte is found. */
static void test_each_flipped_bit_is_refused(void **state) {
  struct fixture *fixture = *state;
  static struct sealed sealed;
  unsigned char *plain = NULL;
  seal_small(fixture, &sealed);
  assert_int_equal(sealed.size, 112 + small + 17);
  DONE(fixture, opens(fixture, &sealed, &plain));
  assert_memory_equal(plain, sealed.plain, small);
  sqlite3_free(plain);
  for (size_t i = 0; i < sealed.size; i++)
    for (int bit = 0; bit < 8; bit += i < 112 ? 1 : 3) {
      sealed.bytes[i] ^= (unsigned char)(1 << bit);
      if (opens(fixture, &sealed, &plain))
        fail_msg("byte %zu, bit %d: not found", i, bit);
      if (fixture->err.status != STATUS_INPUT)
        fail_msg("byte %zu, bit %d: %s", i, bit, fixture->err.text);
      assert_null(plain);
      error_clear(&fixture->err);
      sealed.bytes[i] ^= (unsigned char)(1 << bit);
    }
  backup_secret_free(&sealed.secret);
}

static void test_each_length_is_refused(void **state) {
  struct fixture *fixture = *state;
  static struct sealed sealed;
  unsigned char *plain = NULL;
  seal_small(fixture, &sealed);
  size_t whole = sealed.size;
  for (sealed.size = 0; sealed.size < whole + 3; sealed.size++)
    if (sealed.size != whole)
      REFUSED(fixture, opens(fixture, &sealed, &plain), STATUS_INPUT, "backup");
  backup_secret_free(&sealed.secret);
}

/* A header that would make argon2id take all memory is refused before it is tried. */
static void test_a_greedy_header_is_refused(void **state) {
  struct fixture *fixture = *state;
  unsigned char bytes[SEAL_HEADER_SIZE];
  struct seal_header header = {
      .is_passphrase = true, .operations = 3, .memory = (uint64_t)1 << 40, .form = 8, .size = 4096};
  assert_true(sodium_start(&fixture->err));
  seal_header_write(&header, bytes);
  REFUSED(fixture, seal_header_read("x", bytes, sizeof bytes, &header, &fixture->err), STATUS_INPUT, "makes no sense");
}

/* --- Other forms of the store ------------------------------------------------------------------------------------ */

/* Seals a store of our own making into FOLDER/backup. */
static void seal_store(struct fixture *fixture, struct store *store, struct backup_secret *secret, char path[128]) {
  struct arena arena = {0};
  struct image image;
  struct digests digests;
  struct seal_header header = {.at = 1772571600};
  snprintf(path, 128, "%s/backup", fixture->folder);
  make_secret(fixture, secret);
  DONE(fixture, read_pragma(store, "PRAGMA user_version", &header.form, &fixture->err));
  DONE(fixture, image_take(store, &arena, &image, &digests, &fixture->err));
  header.size = (uint64_t)image.size;
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  DONE(fixture, seal_write(file, path, secret, &header, image.bytes, &fixture->err));
  close(file);
  image_free(&image);
  arena_free(&arena);
}

static void test_a_newer_store_is_refused(void **state) {
  struct fixture *fixture = *state;
  struct backup_secret secret;
  struct restore_report report;
  struct arena arena = {0};
  char path[128];
  int form = fixture->store->form;
  say(fixture, "PRAGMA user_version = 999");
  fixture->store->form = 999; /* as if it were that program's */
  seal_store(fixture, fixture->store, &secret, path);
  say(fixture, "PRAGMA user_version = 8");
  fixture->store->form = form;
  struct restore_request request = {.file = path, .store = fixture->path, .secret = &secret, .os_user = "me"};
  REFUSED(fixture, store_restore(&request, &arena, &report, &fixture->err), STATUS_STORE, "newer");
  assert_int_equal(ask(fixture, "PRAGMA user_version"), 8);
  backup_secret_free(&secret);
  arena_free(&arena);
}

/* What is written through a store that has damaged pages is no backup. */
static void test_a_damaged_store_gives_no_backup(void **state) {
  struct fixture *fixture = *state;
  struct backup_secret secret;
  struct backup_report report;
  struct arena arena = {0};
  char path[128];
  snprintf(path, sizeof path, "%s/backup", fixture->folder);
  make_secret(fixture, &secret);
  say(fixture, "PRAGMA foreign_keys = OFF; UPDATE patients SET team = 'nobody' WHERE patient = 'P1'");
  struct backup_request request = {.file = path, .secret = &secret, .actor = "me", .keep_days = 7};
  REFUSED(fixture, store_backup(fixture->store, &request, &arena, &report, &fixture->err), STATUS_STORE,
          "patients -> teams");
  assert_int_not_equal(access(path, F_OK), 0);
  backup_secret_free(&secret);
  arena_free(&arena);
}

static void test_an_older_store_is_brought_forward(void **state) {
  struct fixture *fixture = *state;
  struct backup_secret secret;
  struct restore_report report;
  struct arena arena = {0};
  char path[128], script[64];
  int n = 0;
  const struct migration *migrations = program_migrations(&n);
  struct store *old = store_new(":memory:");
  assert_int_equal(sqlite3_open(":memory:", &old->db), SQLITE_OK);
  for (int i = 0; i < 4; i++)
    DONE(fixture, run_script(old, migrations[i].sql, &fixture->err));
  snprintf(script, sizeof script, "PRAGMA application_id = %d; PRAGMA user_version = 4", (int)application_id);
  DONE(fixture, run_script(old, script, &fixture->err));
  DONE(fixture, run_script(old, base_rows, &fixture->err));
  seal_store(fixture, old, &secret, path);
  store_close(old);
  store_close(fixture->store);
  fixture->store = NULL;
  struct restore_request request = {.file = path, .store = fixture->path, .secret = &secret, .os_user = "me"};
  DONE(fixture, store_restore(&request, &arena, &report, &fixture->err));
  assert_int_equal(report.about.form, 4);
  assert_int_equal(report.form, migrations[n - 1].version);
  DONE(fixture, store_open(fixture->path, &fixture->store, &fixture->err));
  assert_string_equal(ask_text(fixture, "SELECT name FROM patients WHERE patient = 'P2'"), "Berit");
  backup_secret_free(&secret);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      EMPTY_TEST(test_each_flipped_bit_is_refused),    EMPTY_TEST(test_each_length_is_refused),
      EMPTY_TEST(test_a_greedy_header_is_refused),     BASE_TEST(test_a_newer_store_is_refused),
      BASE_TEST(test_a_damaged_store_gives_no_backup), EMPTY_TEST(test_an_older_store_is_brought_forward),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
