/* The sealed form of a backup: a header is refused or written back as it was; a whole file opens only as it was sealed.
 * The key is all zeros, so that files which open can be kept in the corpus. */
#define _GNU_SOURCE /* memfd_create */
#include <sqlite3.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "store/sealed.h"

static void check_header(const uint8_t *data, size_t size) {
  struct seal_header header;
  struct error err = {0};
  unsigned char again[SEAL_HEADER_SIZE];
  if (seal_header_read("backup", data, size, &header, &err)) {
    seal_header_write(&header, again);
    MUST(size >= SEAL_HEADER_SIZE && (header.is_passphrase || memcmp(again, data, 24) == 0));
    MUST(header.size > 0 && header.memory <= (uint64_t)1 << 30 && header.operations <= 16);
  } else {
    MUST(err.status == STATUS_INPUT);
  }
  error_clear(&err);
}

static void check_file(const uint8_t *data, size_t size) {
  unsigned char key[crypto_kdf_KEYBYTES] = {0}, *plain = NULL;
  const struct backup_secret secret = {.bytes = key, .size = sizeof key};
  struct seal_header header;
  struct error err = {0};
  char path[64];
  int file = memfd_create("backup", MFD_CLOEXEC);
  MUST(file >= 0 && write(file, data, size) == (ssize_t)size);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  if (seal_read(path, &secret, &header, &plain, &err))
    sqlite3_free(plain);
  else
    MUST(!plain && err.status != STATUS_OK);
  close(file);
  error_clear(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct error err = {0};
  MUST(sodium_start(&err));
  check_header(data, size);
  check_file(data, size);
  return 0;
}
