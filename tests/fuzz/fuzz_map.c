/* A map and a file of another system, parted by a line of "---": read, applied and imported, with a whole store. */
#define _GNU_SOURCE /* memfd_create, memmem */
#include "fuzz_kind.h"
#include "fuzz_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char parting[] = "\n---\n";
  const struct kind *kind = fuzz_kind(&data, &size);
  const uint8_t *text = data, *end = data + size;
  const uint8_t *part = memmem(text, size, parting, strlen(parting));
  const uint8_t *second = part ? part + strlen(parting) : end;
  struct fuzz_file map, file;
  struct effects effects = {0};
  struct error err = {0};
  fuzz_file_write(&map, text, (size_t)((part ? part : end) - text));
  fuzz_file_write(&file, second, (size_t)(end - second));
  const char *paths[] = {file.path};
  const struct import_request request = {
      .kind = kind->name, .files = paths, .n_files = 1, .map = map.path, .ignore_unknown = size % 2};
  bool done = exchange_import(fuzz_session(), &request, &effects, &err);
  fuzz_check_end(done, &err, &effects);
  close(map.file);
  close(file.file);
  return 0;
}
