/* Allocations that fail, files of the program's own that fail, and the moment at which it all begins: main(). */
#define _GNU_SOURCE
#include "shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

struct crash_plan crash_plan;

/* --- Memory ------------------------------------------------------------------------------------------------------ */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
/* The leak sanitizer's, where the program is built with it. */
__attribute__((weak)) void *__interceptor_malloc(size_t size);
__attribute__((weak)) void *__interceptor_calloc(size_t count, size_t size);
__attribute__((weak)) void *__interceptor_realloc(void *old, size_t size);

static atomic_bool begun;
static atomic_long n_allocations;
static _Thread_local int spared;

void memory_spare(void) {
  spared++;
}

void memory_spare_end(void) {
  spared--;
}

long memory_count(void) {
  return n_allocations;
}

static bool memory_fails(void) {
  if (!begun || spared)
    return false;
  long nth = ++n_allocations, wanted = crash_plan.fail_memory;
  bool fails = wanted > 0 && (nth == wanted || (crash_plan.lasts && nth > wanted));
  if (fails)
    errno = ENOMEM;
  return fails;
}

void *malloc(size_t size) {
  if (memory_fails())
    return NULL;
  return __interceptor_malloc ? __interceptor_malloc(size) : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  if (memory_fails())
    return NULL;
  return __interceptor_calloc ? __interceptor_calloc(count, size) : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  if (memory_fails())
    return NULL;
  return __interceptor_realloc ? __interceptor_realloc(old, size) : __libc_realloc(old, size);
}

/* --- The program's own files ------------------------------------------------------------------------------------- */

/* Regular files only: what goes to the terminal or a pipe is not the disk's. */
static bool on_disk(int file) {
  struct stat about;
  return fstat(file, &about) == 0 && S_ISREG(about.st_mode) && file > STDERR_FILENO;
}

/* SQLite's file system writes through pwrite, which is left alone: it has been counted already. */
ssize_t write(int file, const void *bytes, size_t n) {
  static ssize_t (*usual)(int, const void *, size_t);
  if (!usual)
    *(void **)&usual = dlsym(RTLD_NEXT, "write");
  if (begun && on_disk(file)) {
    if (write_fails()) {
      errno = crash_plan.disk_fault;
      return -1;
    }
    power_step();
  }
  return usual(file, bytes, n);
}

int statfs(const char *path, struct statfs *out) {
  static int (*usual)(const char *, struct statfs *);
  if (!usual)
    *(void **)&usual = dlsym(RTLD_NEXT, "statfs");
  int ended = usual(path, out);
  if (begun && ended == 0 && crash_plan.file_system)
    out->f_type = crash_plan.file_system;
  return ended;
}

/* libseccomp's, as a kernel without filters lets it answer. Memory does not fail within it: version 2.5 then frees
 * twice what it could not build, or never ends. It does so before the program has read a byte. */
int seccomp_load(void *filter);

int seccomp_load(void *filter) {
  static int (*usual)(void *);
  if (!usual)
    *(void **)&usual = dlsym(RTLD_NEXT, "seccomp_load");
  memory_spare();
  int fault = getenv("CRASH_NO_FILTER") ? -EINVAL : usual(filter);
  memory_spare_end();
  return fault;
}

/* --- Beginning and end ------------------------------------------------------------------------------------------- */

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? strtol(text, NULL, 0) : 0;
}

static void read_plan(void) {
  const char *error = getenv("CRASH_ERROR");
  crash_plan = (struct crash_plan){
      .cut = number("CRASH_CUT"),
      .seed = (unsigned)number("CRASH_SEED"),
      .fail_write = number("CRASH_FAIL_WRITE"),
      .disk_fault = !error                        ? ENOSPC
                    : strcmp(error, "io") == 0    ? EIO
                    : strcmp(error, "quota") == 0 ? EDQUOT
                                                  : ENOSPC,
      .file_system = number("CRASH_FILE_SYSTEM"),
      .fail_memory = number("CRASH_FAIL_MEMORY"),
      .lasts = number("CRASH_LASTS") != 0,
      .count_file = getenv("CRASH_COUNT"),
  };
}

__attribute__((destructor)) static void end(void) {
  if (!begun)
    return;
  memory_spare();
  power_end();
  FILE *file = crash_plan.count_file ? fopen(crash_plan.count_file, "w") : NULL;
  if (file) {
    fprintf(file, "%ld %ld\n", write_count(), memory_count());
    fclose(file);
  }
}

static int (*program_main)(int, char **, char **);

static int counted_main(int argc, char **argv, char **environment) {
  read_plan();
  power_begin();
  begun = true;
  int status = program_main(argc, argv, environment);
  return status;
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*ended)(void), void *stack);

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*ended)(void), void *stack) {
  int (*usual)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
  *(void **)&usual = dlsym(RTLD_NEXT, "__libc_start_main");
  program_main = main;
  return usual(counted_main, argc, argv, init, fini, ended, stack);
}
