/* Sealing the store's bytes into a file, and opening it again. */
#include "sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A header that asks for more than this is none of ours: it would only make the machine stand still. */
static const uint64_t most_operations = 16;
static const uint64_t most_memory = (uint64_t)1 << 30;
static const uint64_t largest_store = (uint64_t)1 << 40;

bool sodium_start(struct error *err) {
  return sodium_init() >= 0 || error_set(err, STATUS_INTERNAL, "libsodium cannot be started");
}

/* --- The header -------------------------------------------------------------------------------------------------- */

/* A place in the header's bytes that moves on. */
struct place {
  unsigned char *at;
};

static void put_number(struct place *place, uint64_t number, int bytes) {
  for (int i = 0; i < bytes; i++)
    *place->at++ = (unsigned char)(number >> (8 * i));
}

static void put_bytes(struct place *place, const void *bytes, size_t size) {
  memcpy(place->at, bytes, size);
  place->at += size;
}

void seal_header_write(const struct seal_header *header, unsigned char out[SEAL_HEADER_SIZE]) {
  struct place place = {out};
  put_bytes(&place, SEAL_MAGIC, strlen(SEAL_MAGIC));
  put_number(&place, SEAL_VERSION, 4);
  put_number(&place, header->is_passphrase, 4);
  put_number(&place, header->operations, 8);
  put_number(&place, header->memory, 8);
  put_bytes(&place, header->salt, sizeof header->salt);
  put_number(&place, (uint64_t)header->form, 4);
  put_number(&place, SEAL_PIECE, 4);
  put_number(&place, (uint64_t)header->at, 8);
  put_number(&place, header->size, 8);
  put_bytes(&place, header->check, sizeof header->check);
  put_bytes(&place, header->stream, sizeof header->stream);
}

static uint64_t take_number_at(const unsigned char **at, int bytes) {
  uint64_t number = 0;
  for (int i = 0; i < bytes; i++)
    number |= (uint64_t) * (*at)++ << (8 * i);
  return number;
}

static void take_bytes(const unsigned char **at, void *out, size_t size) {
  memcpy(out, *at, size);
  *at += size;
}

/* Whether every number is one that seal_header_write() can have written. */
static bool is_sensible(const struct seal_header *header, uint64_t kind, uint64_t form, uint64_t piece) {
  bool key_is_plain = header->operations == 0 && header->memory == 0;
  bool phrase_is_costly = header->operations >= crypto_pwhash_OPSLIMIT_MIN && header->operations <= most_operations &&
                          header->memory >= crypto_pwhash_MEMLIMIT_MIN && header->memory <= most_memory;
  return kind <= 1 && (kind == 1 ? phrase_is_costly : key_is_plain) && form > 0 && form < 1000000 &&
         piece == SEAL_PIECE && header->size > 0 && header->size <= largest_store;
}

bool seal_header_read(const char *name, const unsigned char *bytes, size_t size, struct seal_header *out,
                      struct error *err) {
  const unsigned char *at = bytes + strlen(SEAL_MAGIC);
  if (size < SEAL_HEADER_SIZE || memcmp(bytes, SEAL_MAGIC, strlen(SEAL_MAGIC)) != 0)
    return error_set(err, STATUS_INPUT, _("%s is no backup of this program"), name);
  uint64_t version = take_number_at(&at, 4);
  if (version != SEAL_VERSION)
    return error_set(err, STATUS_INPUT,
                     _("%s is a backup of another form (%llu; this program knows %d): use the version that made it"),
                     name, (unsigned long long)version, (int)SEAL_VERSION);
  uint64_t kind = take_number_at(&at, 4);
  *out = (struct seal_header){.is_passphrase = kind == 1};
  out->operations = take_number_at(&at, 8);
  out->memory = take_number_at(&at, 8);
  take_bytes(&at, out->salt, sizeof out->salt);
  uint64_t form = take_number_at(&at, 4), piece = take_number_at(&at, 4);
  out->at = (instant)take_number_at(&at, 8);
  out->size = take_number_at(&at, 8);
  take_bytes(&at, out->check, sizeof out->check);
  take_bytes(&at, out->stream, sizeof out->stream);
  if (!is_sensible(out, kind, form, piece))
    return error_set(err, STATUS_INPUT, _("the backup %s is damaged: its header makes no sense"), name);
  out->form = (int)form;
  return true;
}

/* --- Keys -------------------------------------------------------------------------------------------------------- */

/* What is derived from the secret: the stream's key, and what tells in the header that this is the secret. */
struct seal_keys {
  unsigned char stream[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  unsigned char check[SEAL_CHECK];
};

static bool derive(const struct backup_secret *secret, const struct seal_header *header, struct seal_keys *out,
                   struct error *err) {
  unsigned char master[crypto_kdf_KEYBYTES];
  bool done = true;
  if (!header->is_passphrase)
    memcpy(master, secret->bytes, sizeof master);
  else
    done = crypto_pwhash(master, sizeof master, (const char *)secret->bytes, secret->size, header->salt,
                         header->operations, (size_t)header->memory, crypto_pwhash_ALG_ARGON2ID13) == 0 ||
           error_set(err, STATUS_INTERNAL, _("there is too little memory to try the passphrase"));
  if (done) {
    crypto_kdf_derive_from_key(out->stream, sizeof out->stream, 1, "vkbackup", master);
    crypto_kdf_derive_from_key(out->check, sizeof out->check, 2, "vkbackup", master);
  }
  sodium_memzero(master, sizeof master);
  return done;
}

/* --- Writing ----------------------------------------------------------------------------------------------------- */

static bool write_all(int file, const char *name, const unsigned char *bytes, size_t size, struct error *err) {
  while (size > 0) {
    ssize_t n = write(file, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return error_set(err, STATUS_STORE, _("the backup %s cannot be written: %s; nothing else was changed"), name,
                       errno_words(n < 0 ? errno : ENOSPC));
    bytes += n;
    size -= (size_t)n;
  }
  return true;
}

static bool write_pieces(int file, const char *name, crypto_secretstream_xchacha20poly1305_state *state,
                         const unsigned char *head, const unsigned char *bytes, uint64_t size, struct error *err) {
  unsigned char piece[SEAL_PIECE + crypto_secretstream_xchacha20poly1305_ABYTES];
  for (uint64_t from = 0;; from += SEAL_PIECE) {
    uint64_t left = size - from;
    bool last = left <= SEAL_PIECE;
    size_t length = last ? (size_t)left : SEAL_PIECE;
    crypto_secretstream_xchacha20poly1305_push(state, piece, NULL, bytes + from, length, head, SEAL_HEADER_SIZE,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    if (!write_all(file, name, piece, length + crypto_secretstream_xchacha20poly1305_ABYTES, err))
      return false;
    if (last)
      return true;
  }
}

bool seal_write(int file, const char *name, const struct backup_secret *secret, struct seal_header *header,
                const unsigned char *bytes, struct error *err) {
  struct seal_keys keys;
  unsigned char head[SEAL_HEADER_SIZE];
  crypto_secretstream_xchacha20poly1305_state state;
  header->is_passphrase = secret->is_passphrase;
  if (header->is_passphrase) {
    header->operations = crypto_pwhash_OPSLIMIT_MODERATE;
    header->memory = crypto_pwhash_MEMLIMIT_MODERATE;
    randombytes_buf(header->salt, sizeof header->salt);
  }
  if (!derive(secret, header, &keys, err))
    return false;
  memcpy(header->check, keys.check, sizeof header->check);
  crypto_secretstream_xchacha20poly1305_init_push(&state, header->stream, keys.stream);
  seal_header_write(header, head);
  bool done =
      write_all(file, name, head, sizeof head, err) && write_pieces(file, name, &state, head, bytes, header->size, err);
  sodium_memzero(&keys, sizeof keys);
  sodium_memzero(&state, sizeof state);
  return done;
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

/* As many bytes as there are up to `size`; less only at the file's end. False with the error set. */
static bool read_some(int file, const char *path, unsigned char *out, size_t size, size_t *got, struct error *err) {
  *got = 0;
  while (*got < size) {
    ssize_t n = read(file, out + *got, size - *got);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return error_set(err, STATUS_INPUT, _("the backup %s cannot be read: %s"), path, errno_words(errno));
    if (n == 0)
      break;
    *got += (size_t)n;
  }
  return true;
}

static bool damaged(const char *path, struct error *err) {
  return error_set(err, STATUS_INPUT,
                   _("the backup %s is damaged: it was cut off or changed; nothing was changed here"), path);
}

/* Opens the pieces into `out`, which has room for them. */
static bool read_pieces(int file, const char *path, crypto_secretstream_xchacha20poly1305_state *state,
                        const unsigned char *head, unsigned char *out, uint64_t size, struct error *err) {
  enum { around = crypto_secretstream_xchacha20poly1305_ABYTES };
  unsigned char piece[SEAL_PIECE + around];
  for (uint64_t from = 0;;) {
    size_t got = 0;
    unsigned long long length = 0;
    unsigned char tag = 0;
    if (!read_some(file, path, piece, sizeof piece, &got, err))
      return false;
    if (got < around || got - around > size - from ||
        crypto_secretstream_xchacha20poly1305_pull(state, out + from, &length, &tag, piece, got, head,
                                                   SEAL_HEADER_SIZE) != 0)
      return damaged(path, err);
    from += length;
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) /* and nothing may follow */
      return read_some(file, path, piece, 1, &got, err) && ((got == 0 && from == size) || damaged(path, err));
    if (got < sizeof piece)
      return damaged(path, err);
  }
}

/* The header of an open file, as its bytes and as read. */
static bool read_head(int file, const char *path, unsigned char head[SEAL_HEADER_SIZE], struct seal_header *header,
                      struct error *err) {
  size_t got = 0;
  return read_some(file, path, head, SEAL_HEADER_SIZE, &got, err) && seal_header_read(path, head, got, header, err);
}

/* A size that the file cannot hold is not asked for. */
static bool has_room_for(int file, const struct seal_header *header) {
  struct stat about;
  return fstat(file, &about) == 0 && about.st_size >= 0 && header->size <= (uint64_t)about.st_size;
}

static bool open_sealed(int file, const char *path, const struct backup_secret *secret, struct seal_header *header,
                        unsigned char **out, struct error *err) {
  unsigned char head[SEAL_HEADER_SIZE];
  struct seal_keys keys;
  crypto_secretstream_xchacha20poly1305_state state;
  if (!read_head(file, path, head, header, err))
    return false;
  if (header->is_passphrase != secret->is_passphrase)
    return error_set(err, STATUS_INPUT,
                     header->is_passphrase ? _("the backup %s was made with a passphrase, not with a key file")
                                           : _("the backup %s was made with a key file, not with a passphrase"),
                     path);
  if (!has_room_for(file, header))
    return damaged(path, err);
  if (!derive(secret, header, &keys, err))
    return false;
  bool done =
      sodium_memcmp(keys.check, header->check, sizeof keys.check) == 0 ||
      error_set(err, STATUS_INPUT, _("this is not what the backup %s was made with (or its header changed)"), path);
  if (done && crypto_secretstream_xchacha20poly1305_init_pull(&state, header->stream, keys.stream) != 0)
    done = damaged(path, err);
  if (done) {
    *out = sqlite3_malloc64(header->size);
    done = *out ? read_pieces(file, path, &state, head, *out, header->size, err)
                : error_set(err, STATUS_INTERNAL, _("out of memory"));
  }
  sodium_memzero(&keys, sizeof keys);
  sodium_memzero(&state, sizeof state);
  return done;
}

static int open_to_read(const char *path, struct error *err) {
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for ever */
  if (file < 0) {
    error_set(err, STATUS_INPUT, _("the backup %s cannot be read: %s"), path, errno_words(errno));
    return -1;
  }
  if (fstat(file, &about) == 0 && S_ISREG(about.st_mode))
    return file;
  error_set(err, STATUS_INPUT, _("%s is no backup of this program"), path);
  close(file);
  return -1;
}

bool seal_read(const char *path, const struct backup_secret *secret, struct seal_header *header, unsigned char **out,
               struct error *err) {
  *out = NULL;
  int file = open_to_read(path, err);
  if (file < 0)
    return false;
  bool done = open_sealed(file, path, secret, header, out, err);
  close(file);
  if (!done && *out) {
    sodium_memzero(*out, header->size);
    sqlite3_free(*out);
    *out = NULL;
  }
  return done;
}

bool backup_describe(const char *path, struct backup_about *out, struct error *err) {
  unsigned char head[SEAL_HEADER_SIZE];
  struct seal_header header;
  int file = open_to_read(path, err);
  if (file < 0)
    return false;
  bool done = read_head(file, path, head, &header, err);
  close(file);
  if (done)
    *out = (struct backup_about){header.at, header.form, (int64_t)header.size, header.is_passphrase};
  return done;
}
