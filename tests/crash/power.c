/* A file system for SQLite that wraps the usual one: it counts, fails and forgets what the plan says. */
#include "shim.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sqlite3_vfs *usual;
static atomic_long n_writes;

long write_count(void) {
  return n_writes;
}

bool write_fails(void) {
  long nth = ++n_writes;
  long wanted = crash_plan.fail_write;
  return wanted > 0 && (nth == wanted || (crash_plan.lasts && nth > wanted));
}

static void power_fails(void) {
  memory_spare();
  unsynced_scatter(crash_plan.seed);
  _exit(137); /* as a kill: nothing more is flushed, closed or said */
}

void power_step(void) {
  if (crash_plan.cut > 0 && n_writes == crash_plan.cut)
    power_fails();
}

void power_end(void) {
  if (crash_plan.cut > 0)
    power_fails();
}

/* --- Files ------------------------------------------------------------------------------------------------------- */

struct power_file {
  sqlite3_file base;
  const char *path; /* SQLite's own, which lasts as long as the file is open; NULL: a temporary file */
  sqlite3_file *real;
};

static sqlite3_file *real(sqlite3_file *file) {
  return ((struct power_file *)file)->real;
}

static int last_fault;

static int how_it_fails(int io_error) {
  last_fault = errno = crash_plan.disk_fault; /* which SQLite is asked for */
  return crash_plan.disk_fault == ENOSPC ? SQLITE_FULL : io_error;
}

static int power_close(sqlite3_file *file) {
  return real(file)->pMethods->xClose(real(file));
}

static int power_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), bytes, n, offset);
}

static int power_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset) {
  const char *path = ((struct power_file *)file)->path;
  if (write_fails())
    return how_it_fails(SQLITE_IOERR_WRITE);
  if (path && crash_plan.cut > 0)
    unsynced_write(path, bytes, (size_t)n, offset);
  power_step(); /* the write under way is among those that may be torn or not come at all */
  return real(file)->pMethods->xWrite(real(file), bytes, n, offset);
}

static int power_truncate(sqlite3_file *file, sqlite3_int64 size) {
  const char *path = ((struct power_file *)file)->path;
  if (write_fails())
    return how_it_fails(SQLITE_IOERR_TRUNCATE);
  if (path && crash_plan.cut > 0)
    unsynced_truncate(path, size);
  power_step();
  return real(file)->pMethods->xTruncate(real(file), size);
}

static int power_sync(sqlite3_file *file, int flags) {
  const char *path = ((struct power_file *)file)->path;
  if (write_fails())
    return how_it_fails(SQLITE_IOERR_FSYNC),
           SQLITE_IOERR_FSYNC; /* whatever the reason: SQLite's file systems know no other */
  power_step();
  int code = real(file)->pMethods->xSync(real(file), flags);
  if (path && code == SQLITE_OK)
    unsynced_forget(path);
  return code;
}

static int power_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}

static int power_lock(sqlite3_file *file, int lock) {
  return real(file)->pMethods->xLock(real(file), lock);
}

static int power_unlock(sqlite3_file *file, int lock) {
  return real(file)->pMethods->xUnlock(real(file), lock);
}

static int power_check_lock(sqlite3_file *file, int *held) {
  return real(file)->pMethods->xCheckReservedLock(real(file), held);
}

static int power_control(sqlite3_file *file, int operation, void *argument) {
  if (operation == SQLITE_FCNTL_LAST_ERRNO && last_fault)
    return *(int *)argument = last_fault, SQLITE_OK;
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int power_sector(sqlite3_file *file) {
  return real(file)->pMethods->xSectorSize(real(file));
}

static int power_device(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int power_map(sqlite3_file *file, int page, int size, int extend, void volatile **at) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}

static int power_map_lock(sqlite3_file *file, int offset, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void power_map_barrier(sqlite3_file *file) {
  real(file)->pMethods->xShmBarrier(real(file));
}

static int power_unmap(sqlite3_file *file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

/* Version 2: without memory-mapped reading, so that every access comes by here. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = power_close,
    .xRead = power_read,
    .xWrite = power_write,
    .xTruncate = power_truncate,
    .xSync = power_sync,
    .xFileSize = power_size,
    .xLock = power_lock,
    .xUnlock = power_unlock,
    .xCheckReservedLock = power_check_lock,
    .xFileControl = power_control,
    .xSectorSize = power_sector,
    .xDeviceCharacteristics = power_device,
    .xShmMap = power_map,
    .xShmLock = power_map_lock,
    .xShmBarrier = power_map_barrier,
    .xShmUnmap = power_unmap,
};

/* --- The file system --------------------------------------------------------------------------------------------- */

static int power_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *got) {
  (void)vfs;
  struct power_file *mine = (struct power_file *)file;
  mine->path = path;
  mine->real = (sqlite3_file *)(mine + 1);
  int code = usual->xOpen(usual, path, mine->real, flags, got);
  mine->base.pMethods = mine->real->pMethods ? &methods : NULL;
  return code;
}

static int power_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  if (write_fails())
    return how_it_fails(SQLITE_IOERR_DELETE);
  power_step();
  unsynced_forget(path);
  return usual->xDelete(usual, path, sync_folder);
}

void power_begin(void) {
  static sqlite3_vfs power;
  usual = sqlite3_vfs_find(NULL);
  power = *usual;
  power.zName = "power";
  power.szOsFile += (int)sizeof(struct power_file);
  power.pNext = NULL;
  power.xOpen = power_open;
  power.xDelete = power_delete;
  sqlite3_vfs_register(&power, 1);
}
