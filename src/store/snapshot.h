/* The store's state of one moment as bytes in memory, what its tables come to, and what the safe copies share. */
#ifndef VAKTROM_STORE_SNAPSHOT_H
#define VAKTROM_STORE_SNAPSHOT_H

#include "sealed.h"
#include "store.h"

/* A whole database file. image_free() wipes it. */
struct image {
  unsigned char *bytes;
  int64_t size;
};
void image_free(struct image *image);

/* What every table holds: two databases with equal digests hold the same rows. */
struct table_digest {
  const char *name;
  int64_t rows;
  unsigned char hash[crypto_generichash_BYTES];
};
struct digests {
  struct table_digest *at; /* in the arena, by name */
  int n;
  int64_t rows;
};
VK_NODISCARD bool digest_tables(struct store *store, struct arena *arena, struct digests *out, struct error *err);

/* Copies the store with SQLite's online backup, and digests its tables, in one read transaction: others may go on
 * writing, and neither sees what they write. */
VK_NODISCARD bool image_take(struct store *store, struct arena *arena, struct image *out, struct digests *digests,
                             struct error *err);
/* The bytes of a store in memory. */
VK_NODISCARD bool image_of(struct store *store, struct image *out, struct error *err);
/* The image as a store that can only be read; it must outlive it. `name` stands in messages. */
VK_NODISCARD bool image_open(const struct image *image, const char *name, struct store **out, struct error *err);

/* Whether SQLite finds the file sound, and no row points nowhere. STATUS_STORE with the first faults. */
VK_NODISCARD bool check_soundness(struct store *store, struct error *err);
/* Whether it is a store of this program, and no newer one. */
VK_NODISCARD bool check_is_store(struct store *store, struct error *err);

/* A connection's store, not opened yet; store_close() it. */
struct store *store_new(const char *path);
/* A copy in memory, brought forward, that stands for the store at `path`: its audit log is that one's. What is
 * committed in it reaches the file when somebody puts it there. */
VK_NODISCARD bool store_open_copy(struct store *of, const char *path, struct store **out, struct error *err);
/* Overwrites the one database with the other, in one transaction of it. (snapshot.c) */
VK_NODISCARD bool copy_pages(struct store *from, struct store *to, struct error *err);
/* Copies the whole database to a new file PATH + suffix (+ ".2" ... where there is one), mode 0600. *name is the
 * copy's, for the caller to free; NULL when it failed. (migrate.c) */
VK_NODISCARD bool copy_beside(struct store *store, const char *suffix, char **name, struct error *err);
/* Makes a rename or a new name in the folder of `path` last through a power cut. */
VK_NODISCARD bool sync_folder_of(const char *path, struct error *err);
/* "20260304T061200Z": a time that sorts as text, for names of files. */
#define STAMP_SIZE 17
void stamp_of(instant at, char out[STAMP_SIZE]);

#endif
