/*
 * For compilers without libFuzzer: `fuzz_X SECONDS FOLDER` tries every file of the folder, then changes of them by
 * chance, always the same ones, for so many seconds. Says how many it tried.
 */
#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include "fuzz.h"

enum { LONGEST = 4096 };
struct input {
  uint8_t *bytes;
  size_t size;
};
static VEC(struct input) kept;
static struct input tried; /* told where the target dies of it */

static uint64_t state = 0x9E3779B97F4A7C15u;

/* xorshift64* (Vigna 2016). */
static size_t below(size_t n) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (size_t)((state * 0x2545F4914F6CDD1Du) >> 33) % (n ? n : 1);
}

static void try_one(const uint8_t *bytes, size_t size) {
  uint8_t *copy = mem_alloc(size + 1);
  memcpy(copy, bytes, size);
  tried = (struct input){copy, size};
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static void tell(int number) {
  if (write(STDERR_FILENO, "the input was:\n", 15) < 0 || write(STDERR_FILENO, tried.bytes, tried.size) < 0)
    _exit(2);
  signal(number, SIG_DFL);
  raise(number);
}

static int by_bytes(const void *left, const void *right) {
  const struct input *a = left, *b = right;
  int order = memcmp(a->bytes, b->bytes, a->size < b->size ? a->size : b->size);
  return order ? order : (a->size > b->size) - (a->size < b->size);
}

static void read_folder(const char *folder) {
  DIR *opened = opendir(folder);
  MUST(opened);
  for (struct dirent *entry; (entry = readdir(opened));) {
    struct str path = {0};
    uint8_t bytes[1 << 16];
    str_addf(&path, "%s/%s", folder, entry->d_name);
    FILE *file = entry->d_name[0] == '.' ? NULL : fopen(str_text(&path), "rb");
    if (file) {
      size_t size = fread(bytes, 1, sizeof bytes, file);
      fclose(file);
      uint8_t *copy = mem_alloc(size + 1);
      memcpy(copy, bytes, size);
      vec_push(&kept, (struct input){copy, size});
    }
    str_free(&path);
  }
  closedir(opened);
  qsort(kept.at, kept.n, sizeof *kept.at, by_bytes); /* whatever order the folder has */
}

/* Some of: another byte, a byte more or less, a piece of another input in its place. */
static size_t change(uint8_t *bytes, size_t size) {
  for (size_t times = 1 + below(6); times > 0; times--) {
    size_t at = below(size + 1);
    const struct input *other = &kept.at[below(kept.n)];
    size_t from = below(other->size + 1), length = below(other->size - from + 1);
    switch (below(4)) {
    case 0:
      if (at < size)
        bytes[at] = (uint8_t)below(256);
      break;
    case 1:
      if (size < LONGEST) {
        memmove(bytes + at + 1, bytes + at, size++ - at);
        bytes[at] = (uint8_t)below(256);
      }
      break;
    case 2:
      if (at < size)
        memmove(bytes + at, bytes + at + 1, --size - at);
      break;
    default:
      length = at + length > LONGEST ? LONGEST - at : length;
      memcpy(bytes + at, other->bytes + from, length);
      size = at + length > size ? at + length : size;
    }
  }
  return size;
}

int main(int argc, char **argv) {
  static const int deaths[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
  MUST(argc == 3);
  for (size_t i = 0; i < COUNT_OF(deaths); i++)
    signal(deaths[i], tell);
  read_folder(argv[2]);
  MUST(kept.n > 0);
  size_t n = 0;
  for (; n < kept.n; n++)
    try_one(kept.at[n].bytes, kept.at[n].size);
  for (double end = clock_seconds() + atof(argv[1]); clock_seconds() < end; n++) {
    uint8_t bytes[LONGEST + 1];
    const struct input *from = &kept.at[below(kept.n)];
    size_t size = from->size < LONGEST ? from->size : LONGEST;
    memcpy(bytes, from->bytes, size);
    try_one(bytes, change(bytes, size));
  }
  for (size_t i = 0; i < kept.n; i++)
    free(kept.at[i].bytes);
  vec_free(&kept);
  fprintf(stderr, "%zu tried\n", n);
  return 0;
}
