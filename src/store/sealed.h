/*
 * The sealed form of a backup: a header in the clear, then the store's bytes in pieces, each encrypted and
 * authenticated together with the header (crypto_secretstream_xchacha20poly1305). A byte that changed anywhere, a piece
 * that is missing, doubled or moved, and whatever stands behind the last piece, makes it unreadable.
 */
#ifndef VAKTROM_STORE_SEALED_H
#define VAKTROM_STORE_SEALED_H

#include <sodium.h>

#include "vaktrom/store/safety.h"

enum {
  SEAL_VERSION = 1,
  SEAL_PIECE = 64 * 1024, /* bytes in the clear; the last piece is shorter, and there always is one */
  SEAL_CHECK = 16,
};
/* What stands in the clear; numbers are little-endian. */
struct seal_header {
  bool is_passphrase;                          /* else a key file */
  uint64_t operations, memory;                 /* of argon2id, for a passphrase; else 0 */
  unsigned char salt[crypto_pwhash_SALTBYTES]; /* likewise */
  int form;                                    /* the store's version */
  instant at;                                  /* when it was made */
  uint64_t size;                               /* of the store, bytes */
  unsigned char check[SEAL_CHECK];             /* derived from the secret: tells a wrong one from damage */
  unsigned char stream[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
};
#define SEAL_MAGIC "VAKTROMB"
enum { SEAL_HEADER_SIZE = 8 + 4 + 4 + 8 + 8 + 16 + 4 + 4 + 8 + 8 + SEAL_CHECK + 24 };

void seal_header_write(const struct seal_header *header, unsigned char out[SEAL_HEADER_SIZE]);
/* Trusts nothing that it reads; `name` stands in messages. STATUS_INPUT. */
VK_NODISCARD bool seal_header_read(const char *name, const unsigned char *bytes, size_t size, struct seal_header *out,
                                   struct error *err);

/* Writes header and bytes to an open file; the header's check, salt and stream are filled in. STATUS_STORE. */
VK_NODISCARD bool seal_write(int file, const char *name, const struct backup_secret *secret, struct seal_header *header,
                             const unsigned char *bytes, struct error *err);
/* Reads all of a sealed file; *out (header->size bytes and a little room) is for the caller to wipe and sqlite3_free().
 * STATUS_INPUT when the secret is wrong or any byte of the file changed. */
VK_NODISCARD bool seal_read(const char *path, const struct backup_secret *secret, struct seal_header *header,
                            unsigned char **out, struct error *err);

/* Prepares libsodium; every function that uses it calls this first. */
VK_NODISCARD bool sodium_start(struct error *err);

#endif
