/* What of the audit chain lies outside the store: its key, and how far it reaches. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit.h"
#include "snapshot.h"

#define KEY_WORD "vaktrom-audit-key-1 "
#define HEAD_WORD "vaktrom-audit-head-1 "
enum {
  hex_digits = 2 * AUDIT_HASH,
  key_line = sizeof KEY_WORD - 1 + hex_digits + 1,
  id_digits = 19,
  id_at = sizeof HEAD_WORD - 1,
  hash_at = id_at + id_digits + 1,
  mac_at = hash_at + hex_digits + 1,
  head_line = mac_at + hex_digits + 1
};

static const char key_end[] = ".audit-key", head_end[] = ".audit-head", announced_end[] = ".audit-head-next";

static char *beside(const char *store, const char *end) {
  struct str path = {0};
  str_addf(&path, "%s%s", store, end);
  return path.at;
}

char *audit_key_path(const struct store *store) {
  return beside(store->path, key_end);
}

/* Who may write the store may read these. */
static void give_mode_of_store(const struct store *store, int file) {
  struct stat about;
  mode_t mode = stat(store->path, &about) == 0 ? about.st_mode & 0660 : 0600;
  fchmod(file, mode | 0600);
}

/* --- The key ----------------------------------------------------------------------------------------------------- */

void audit_key_forget(struct store *store) {
  if (store->audit.key)
    sodium_free(store->audit.key); /* wipes it */
  store->audit.key = NULL;
}

static bool new_key(struct store *store, struct error *err) {
  if (!sodium_start(err))
    return false;
  audit_key_forget(store);
  store->audit.key = sodium_malloc(crypto_generichash_KEYBYTES);
  return store->audit.key || error_set(err, STATUS_INTERNAL, _("out of memory"));
}

/* The beginning of its hash tells which key a row was made with, and nothing about the key. */
static void name_key(struct store *store) {
  unsigned char hash[(AUDIT_KEY_NAME - 1) / 2 < crypto_generichash_BYTES_MIN ? crypto_generichash_BYTES_MIN
                                                                             : (AUDIT_KEY_NAME - 1) / 2];
  crypto_generichash(hash, sizeof hash, store->audit.key, crypto_generichash_KEYBYTES, NULL, 0);
  sodium_bin2hex(store->audit.key_name, AUDIT_KEY_NAME, hash, (AUDIT_KEY_NAME - 1) / 2);
}

static bool read_line(struct store *store, int file) {
  char line[key_line + 1] = {0};
  size_t length = 0;
  bool done = read(file, line, key_line) >= key_line - 1 && text_starts(line, KEY_WORD) &&
              sodium_hex2bin(store->audit.key, crypto_generichash_KEYBYTES, line + strlen(KEY_WORD), hex_digits, NULL,
                             &length, NULL) == 0 &&
              length == crypto_generichash_KEYBYTES;
  sodium_memzero(line, sizeof line);
  return done;
}

static bool load_open(struct store *store, int file, const char *path, struct error *err) {
  bool done = new_key(store, err) &&
              (read_line(store, file) || error_set(err, STATUS_STORE, _("%s is no audit key of this program"), path));
  if (done)
    name_key(store);
  else
    audit_key_forget(store);
  return done;
}

static bool load(struct store *store, const char *path, bool *there, struct error *err) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file >= 0) {
    *there = true;
    bool done = load_open(store, file, path, err);
    close(file);
    return done;
  }
  *there = errno != ENOENT;
  return !*there || error_set(err, STATUS_STORE, _("the audit key %s cannot be read: %s"), path, errno_words(errno));
}

bool audit_key_load(struct store *store, bool *there, struct error *err) {
  char *path = audit_key_path(store);
  bool done = load(store, path, there, err) ||
              error_add(err, STATUS_STORE,
                        _("Without it nothing can be written down. Bring it back; or move it away: then a new one is "
                          "made, and what was written before can only be verified with the old one."));
  free(path);
  return done;
}

bool audit_key_load_from(struct store *store, const char *path, struct error *err) {
  bool there = false;
  return (load(store, path, &there, err) &&
          (there || error_set(err, STATUS_INPUT, _("the audit key %s cannot be read: %s"), path, errno_words(ENOENT))));
}

static bool write_key(const struct store *store, int file) {
  char line[key_line + 1] = KEY_WORD;
  sodium_bin2hex(line + strlen(KEY_WORD), hex_digits + 1, store->audit.key, crypto_generichash_KEYBYTES);
  line[key_line - 1] = '\n';
  give_mode_of_store(store, file);
  bool done = write(file, line, key_line) == key_line && fsync(file) == 0;
  sodium_memzero(line, sizeof line);
  return done;
}

/* Whole or not there: under another name first. */
static bool put_key(struct store *store, const char *path, struct error *err) {
  struct str fresh = {0};
  str_addf(&fresh, "%s.new-XXXXXX", path);
  int file = mkstemp(fresh.at);
  bool done = file >= 0 && write_key(store, file) && rename(fresh.at, path) == 0;
  if (!done)
    error_set(err, STATUS_STORE, _("the audit key %s cannot be written: %s"), path, errno_words(errno));
  if (file >= 0) {
    close(file);
    if (!done)
      unlink(fresh.at);
  }
  str_free(&fresh);
  return done && sync_folder_of(path, err);
}

bool audit_key_make(struct store *store, struct error *err) {
  char *path = audit_key_path(store);
  bool done = new_key(store, err);
  if (done) {
    crypto_generichash_keygen(store->audit.key);
    name_key(store);
    done = put_key(store, path, err);
  }
  if (!done)
    audit_key_forget(store);
  free(path);
  return done;
}

/* --- The head ---------------------------------------------------------------------------------------------------- */

/* One line of fixed length, written in its place: less than a sector, so a power cut leaves the old one or the new. */
static void form_head(const struct store *store, int64_t id, const unsigned char *hash, char line[head_line + 1]) {
  unsigned char mac[AUDIT_HASH];
  snprintf(line, head_line + 1, HEAD_WORD "%0*lld ", id_digits, (long long)id);
  sodium_bin2hex(line + hash_at, hex_digits + 1, hash, AUDIT_HASH);
  line[mac_at - 1] = ' ';
  crypto_generichash(mac, sizeof mac, (const unsigned char *)line, mac_at, store->audit.key,
                     store->audit.key ? crypto_generichash_KEYBYTES : 0);
  sodium_bin2hex(line + mac_at, hex_digits + 1, mac, sizeof mac);
  line[head_line - 1] = '\n';
  line[head_line] = '\0';
}

static void read_head(const struct store *store, int file, struct audit_head *out) {
  char line[head_line + 1] = {0}, wanted[head_line + 1];
  size_t length = 0;
  out->state = HEAD_DAMAGED;
  if (pread(file, line, head_line, 0) != head_line || !text_starts(line, HEAD_WORD))
    return;
  out->id = strtoll(line + id_at, NULL, 10);
  if (sodium_hex2bin(out->hash, sizeof out->hash, line + hash_at, hex_digits, NULL, &length, NULL) != 0 ||
      length != sizeof out->hash)
    return;
  form_head(store, out->id, out->hash, wanted);
  out->state = strcmp(line, wanted) == 0 ? HEAD_GOOD : HEAD_OF_ANOTHER_KEY;
}

static void read_file(const struct store *store, const char *end, struct audit_head *out) {
  char *path = beside(store->path, end);
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  *out = (struct audit_head){.state = file < 0 && errno != ENOENT ? HEAD_DAMAGED : HEAD_MISSING};
  if (file >= 0) {
    flock(file, LOCK_SH);
    read_head(store, file, out);
    close(file);
  }
  free(path);
}

void audit_head_read(const struct store *store, struct audit_head *out, struct audit_head *announced) {
  read_file(store, head_end, out);
  read_file(store, announced_end, announced);
}

/* Whether it stands there; one that was there already is only on its way to the disk, unless it must `last`. */
static bool write_head(const struct store *store, int file, int64_t id, const unsigned char *hash, bool last) {
  struct audit_head there = {0};
  char line[head_line + 1];
  read_head(store, file, &there);
  form_head(store, id, hash, line);
  bool is_new = there.state == HEAD_DAMAGED;
  if (write(file, line, head_line) != head_line)
    return false;
  if (is_new)
    give_mode_of_store(store, file);
  return !(is_new || last) || fsync(file) == 0; /* what is there from now on has its length */
}

static bool is_passed(const struct store *store, int file, int64_t id) {
  struct audit_head there = {0};
  read_head(store, file, &there);
  return there.state == HEAD_GOOD && there.id >= id;
}

static bool put_head(const struct store *store, const char *end, int64_t id, const unsigned char *hash, bool anew) {
  char *path = beside(store->path, end);
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  bool done = false;
  if (file >= 0) {
    flock(file, LOCK_EX);
    done = (!anew && is_passed(store, file, id)) || write_head(store, file, id, hash, anew);
    close(file); /* which unlocks it */
  }
  free(path);
  return done;
}

void audit_head_write(const struct store *store, int64_t id, const unsigned char *hash) {
  (void)put_head(store, head_end, id, hash, false); /* what stays behind is that of a crash */
}

void audit_head_announce(const struct store *store, int64_t id, const unsigned char *hash) {
  struct error unannounced = {0}; /* then only a crash now would look like a cut */
  if (!put_head(store, announced_end, id, hash, true) || !sync_folder_of(store->path, &unannounced))
    error_clear(&unannounced);
}

void audit_head_withdraw(const struct store *store) {
  char *path = beside(store->path, announced_end);
  unlink(path);
  free(path);
}

void audit_head_write_anew(const struct store *store, int64_t id, const unsigned char *hash) {
  if (put_head(store, head_end, id, hash, true))
    audit_head_withdraw(store);
}

/* --- A store that is made under another name --------------------------------------------------------------------- */

void store_audit_borrow_key(const char *made, const char *path) {
  char *from = beside(path, key_end), *to = beside(made, key_end);
  if (link(from, to) != 0 && errno != ENOENT && errno != EEXIST)
    errno = 0; /* then it gets a key of its own */
  free(from);
  free(to);
}

/* Through a symbolic link that somebody prepared, so that the file lies elsewhere. */
static bool copy_through(const char *from, const char *to) {
  char bytes[512];
  int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ssize_t n = in >= 0 ? read(in, bytes, sizeof bytes) : -1;
  bool done = out >= 0 && n >= 0 && write(out, bytes, (size_t)n) == n && fsync(out) == 0;
  sodium_memzero(bytes, sizeof bytes);
  if (in >= 0)
    close(in);
  if (out >= 0)
    close(out);
  return done;
}

static bool put_in_place(const char *made, const char *path, const char *end, struct error *err) {
  struct stat about;
  char *from = beside(made, end), *to = beside(path, end);
  bool is_link = lstat(to, &about) == 0 && S_ISLNK(about.st_mode);
  bool done = (is_link ? copy_through(from, to) : rename(from, to) == 0) ||
              error_set(err, STATUS_STORE, _("cannot make %s: %s"), to, errno_words(errno));
  free(from);
  free(to);
  return done;
}

bool store_audit_put_in_place(const char *made, const char *path, struct error *err) {
  return put_in_place(made, path, key_end, err) && put_in_place(made, path, head_end, err);
}
