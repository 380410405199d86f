/*
 * What a disk has been told and need not have done yet. A power cut may find any of it done, in any order, and the
 * write under way torn in the middle: so every file is first put back to what was synced, and then a random part of the
 * later writes is done.
 */
#include "shim.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct unsynced *changes;
static size_t n_changes, room;

static struct unsynced *add(const char *path, int64_t offset) {
  if (n_changes == room) {
    room = room ? room * 2 : 64;
    changes = realloc(changes, room * sizeof *changes);
  }
  changes[n_changes] = (struct unsynced){.path = strdup(path), .offset = offset};
  return &changes[n_changes++];
}

static unsigned char *copy_bytes(const void *bytes, size_t n) {
  return memcpy(malloc(n ? n : 1), bytes, n);
}

/* Reads up to n bytes as they are now, and the file's size. */
static void remember(struct unsynced *change, size_t n) {
  struct stat about;
  int file = open(change->path, O_RDONLY | O_CLOEXEC);
  change->before = malloc(n ? n : 1);
  ssize_t got = file < 0 ? 0 : pread(file, change->before, n, change->offset);
  change->n_before = got > 0 ? (size_t)got : 0;
  change->size_before = file >= 0 && fstat(file, &about) == 0 ? about.st_size : 0;
  if (file >= 0)
    close(file);
}

void unsynced_write(const char *path, const void *bytes, size_t n, int64_t offset) {
  memory_spare();
  struct unsynced *change = add(path, offset);
  remember(change, n);
  change->after = copy_bytes(bytes, n);
  change->n_after = n;
  memory_spare_end();
}

void unsynced_truncate(const char *path, int64_t size) {
  struct stat about;
  memory_spare();
  struct unsynced *change = add(path, size);
  remember(change, stat(path, &about) == 0 && about.st_size > size ? (size_t)(about.st_size - size) : 0);
  change->truncates = true;
  memory_spare_end();
}

void unsynced_forget(const char *path) {
  size_t kept = 0;
  memory_spare();
  for (size_t i = 0; i < n_changes; i++) {
    if (strcmp(changes[i].path, path) != 0) {
      changes[kept++] = changes[i];
      continue;
    }
    free(changes[i].path);
    free(changes[i].before);
    free(changes[i].after);
  }
  n_changes = kept;
  memory_spare_end();
}

static void put(const char *path, const unsigned char *bytes, size_t n, int64_t offset) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0)
    return;
  while (n > 0) {
    ssize_t wrote = pwrite(file, bytes, n, offset);
    if (wrote <= 0)
      break;
    bytes += wrote, n -= (size_t)wrote, offset += wrote;
  }
  close(file);
}

static void take_back(const struct unsynced *change) {
  put(change->path, change->before, change->n_before, change->offset);
  if (truncate(change->path, change->size_before) != 0)
    return; /* the file is gone: so are its writes */
}

static void do_again(const struct unsynced *change, bool torn) {
  if (change->truncates && truncate(change->path, change->offset) == 0)
    return;
  put(change->path, change->after, torn ? change->n_after / 2 : change->n_after, change->offset);
}

/* A small generator of our own, so that a seed means the same on every machine. */
static unsigned next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(*state >> 33);
}

void unsynced_scatter(unsigned seed) {
  uint64_t random = seed;
  next_random(&random);
  for (size_t i = n_changes; i > 0; i--)
    take_back(&changes[i - 1]);
  /* Nothing, a beginning, all, or any of them: later ones may be there without earlier ones. */
  unsigned manner = next_random(&random) % 4;
  size_t beginning = n_changes ? next_random(&random) % n_changes : 0;
  for (size_t i = 0; i < n_changes; i++) {
    unsigned chance = next_random(&random);
    bool lands = manner == 1 ? i <= beginning : manner == 2 || (manner == 3 && chance % 2 == 0);
    bool torn = manner == 1 ? i == beginning : chance % 8 < 2;
    if (lands)
      do_again(&changes[i], torn);
  }
}
