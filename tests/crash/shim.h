/*
 * A library that is loaded before the program (LD_PRELOAD) and makes its machine fail at a chosen moment, so that the
 * program that is tested is the program that is shipped. All is asked for by the environment:
 *
 *   CRASH_CUT=N         the power fails at the N-th write, sync, truncation or deletion of SQLite's, or else at the
 *                       end, when the program has said what it did
 *   CRASH_SEED=S        which of the unsynced writes have reached the disk by then
 *   CRASH_FAIL_WRITE=N  the N-th write or sync fails, SQLite's or that of a file the program writes itself
 *   CRASH_ERROR=full|io|quota  how: no room left on the disk (default), the disk does not answer, or a quota is used up
 *   CRASH_FILE_SYSTEM=N what statfs() says that every file lies on: a number of linux/magic.h
 *   CRASH_FAIL_MEMORY=N the N-th allocation fails, the program's own or any library's (but for loading the filter)
 *   CRASH_LASTS=1       ... and every later one, too
 *   CRASH_NO_FILTER=1   the kernel knows no seccomp filters
 *   CRASH_COUNT=FILE    counts both and writes "WRITES ALLOCATIONS" there at the end
 */
#ifndef VAKTROM_TESTS_CRASH_SHIM_H
#define VAKTROM_TESTS_CRASH_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the environment asks for; 0 is never. */
struct crash_plan {
  long cut;
  unsigned seed;
  long fail_write;
  int disk_fault; /* ENOSPC, EIO or EDQUOT */
  long file_system;
  long fail_memory;
  bool lasts;
  const char *count_file;
};
extern struct crash_plan crash_plan;

/* Memory does not fail until the program's main() runs, nor between these two. */
void memory_spare(void);
void memory_spare_end(void);
long memory_count(void);

/* Counts one write of a file; says whether it must fail. */
bool write_fails(void);
/* Counts one step that a power cut may come before; does not return when it comes. */
void power_step(void);
/* The program has ended: a power cut that has not come yet comes now. */
void power_end(void);
long write_count(void);

/* Makes SQLite's files go through the power switch. */
void power_begin(void);

/* --- What has not reached the disk for sure (unsynced.c) --- */

struct unsynced {
  char *path;
  int64_t offset;
  unsigned char *before, *after;
  size_t n_before, n_after; /* before: less than after where the file grew */
  int64_t size_before;      /* of the file */
  bool truncates;           /* to `offset`; `before` is what was cut off */
};

/* Remembers a write or truncation that is about to be done; reads what it overwrites. */
void unsynced_write(const char *path, const void *bytes, size_t n, int64_t offset);
void unsynced_truncate(const char *path, int64_t size);
/* The file's writes are on the disk. */
void unsynced_forget(const char *path);
/* Takes all unsynced writes back, then lets some of them, whole or torn, reach the disk after all. */
void unsynced_scatter(unsigned seed);

#endif
