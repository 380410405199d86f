/* What opens a backup: key files and passphrases. Nothing of it stays in memory. */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A key file is one line that can also be kept on paper: the word, a blank, the key in hexadecimal digits. */
#define KEY_WORD "vaktrom-backup-key-1 "
enum { key_digits = 2 * crypto_kdf_KEYBYTES, key_line = sizeof KEY_WORD - 1 + key_digits + 1 };

/* --- A new key --------------------------------------------------------------------------------------------------- */

static bool write_key(int file, const char *path, struct error *err) {
  unsigned char key[crypto_kdf_KEYBYTES];
  char line[key_line + 1] = KEY_WORD;
  crypto_kdf_keygen(key);
  sodium_bin2hex(line + strlen(KEY_WORD), key_digits + 1, key, sizeof key);
  line[key_line - 1] = '\n';
  bool done = fchmod(file, 0600) == 0 && write(file, line, key_line) == (ssize_t)key_line && fsync(file) == 0;
  if (!done)
    error_set(err, STATUS_INPUT, _("the key file %s cannot be written: %s"), path, errno_words(errno));
  sodium_memzero(key, sizeof key);
  sodium_memzero(line, sizeof line);
  return done;
}

bool backup_new_key(const char *path, struct error *err) {
  if (!sodium_start(err))
    return false;
  int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST)
    return error_set(err, STATUS_INPUT,
                     _("%s exists already, and backups may have been made with it: give the new key another name"),
                     path);
  if (file < 0)
    return error_set(err, STATUS_INPUT, _("the key file %s cannot be written: %s"), path, errno_words(errno));
  bool done = write_key(file, path, err);
  close(file);
  done = done && sync_folder_of(path, err);
  if (!done)
    unlink(path);
  return done;
}

/* --- Reading one ------------------------------------------------------------------------------------------------- */

static bool secret_new(struct backup_secret *out, size_t size, bool is_passphrase, struct error *err) {
  *out = (struct backup_secret){.is_passphrase = is_passphrase, .bytes = sodium_malloc(size), .size = size};
  return out->bytes || error_set(err, STATUS_INTERNAL, _("out of memory"));
}

static bool is_private(int file, const char *path, struct error *err) {
  struct stat about;
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
    return error_set(err, STATUS_INPUT, _("%s is no key file of this program"), path);
  if (about.st_mode & 077)
    return error_set(err, STATUS_DENIED,
                     _("others may read the key file %s: chmod 600 it, and make a new key if they have"), path);
  return about.st_uid == geteuid() || about.st_uid == 0 ||
         error_set(err, STATUS_DENIED, _("the key file %s belongs to somebody else"), path);
}

static bool read_key(int file, const char *path, struct backup_secret *out, struct error *err) {
  char line[key_line + 1] = {0};
  size_t length = 0;
  ssize_t got = read(file, line, key_line);
  bool done = got >= key_line - 1 && text_starts(line, KEY_WORD) &&
              sodium_hex2bin(out->bytes, out->size, line + strlen(KEY_WORD), key_digits, NULL, &length, NULL) == 0 &&
              length == out->size;
  sodium_memzero(line, sizeof line);
  return done || error_set(err, STATUS_INPUT, _("%s is no key file of this program"), path);
}

bool backup_secret_read(const char *path, struct backup_secret *out, struct error *err) {
  if (!sodium_start(err))
    return false;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    return error_set(err, STATUS_INPUT, _("the key file %s cannot be read: %s"), path, errno_words(errno));
  bool done =
      is_private(file, path, err) && secret_new(out, crypto_kdf_KEYBYTES, false, err) && read_key(file, path, out, err);
  close(file);
  if (!done)
    backup_secret_free(out);
  return done;
}

bool backup_secret_passphrase(char *text, struct backup_secret *out, struct error *err) {
  size_t size = strlen(text);
  bool done =
      sodium_start(err) &&
      (size >= PASSPHRASE_SHORTEST ||
       error_set(err, STATUS_INPUT, _("the passphrase needs at least %d characters"), (int)PASSPHRASE_SHORTEST)) &&
      secret_new(out, size, true, err);
  if (done)
    memcpy(out->bytes, text, size);
  sodium_memzero(text, size);
  return done;
}

void backup_secret_free(struct backup_secret *secret) {
  if (secret->bytes)
    sodium_free(secret->bytes); /* wipes it */
  *secret = (struct backup_secret){0};
}
