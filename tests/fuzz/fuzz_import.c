/* A file imported as each KIND, all the way into a store that takes it back: what passes the checks, the store takes.
 * The first letter of the file says what else is wished: "R" ends what the file lacks, "I" passes over unknown columns.
 */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz_kind.h"
#include "fuzz_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct fuzz_file file;
  struct effects effects = {0};
  struct error err = {0};
  const struct kind *kind = fuzz_kind(&data, &size);
  bool replace = size > 0 && data[0] == 'R', ignore = size > 0 && data[0] == 'I';
  fuzz_file_write(&file, data + (replace || ignore), size - (replace || ignore));
  const char *paths[] = {file.path};
  const struct import_request request = {
      .kind = kind->name, .files = paths, .n_files = 1, .replace = replace, .ignore_unknown = ignore};
  bool done = exchange_import(fuzz_session(), &request, &effects, &err);
  fuzz_check_end(done, &err, &effects);
  close(file.file);
  return 0;
}
