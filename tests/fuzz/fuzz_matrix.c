/* A matrix of travel times. The first byte chooses unit, mode and whether ids that nobody has are passed over. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct fuzz_file file;
  struct effects effects = {0};
  struct error err = {0};
  if (size == 0)
    return 0;
  fuzz_file_write(&file, data + 1, size - 1);
  const struct matrix_request request = {.file = file.path,
                                         .unit = data[0] & 1 ? "s" : "min",
                                         .mode = (enum transport)((data[0] >> 1) % words_transport.n),
                                         .ignore_unknown = data[0] & 0x40};
  bool done = exchange_import_matrix(fuzz_session(), &request, &effects, &err);
  fuzz_check_end(done, &err, &effects);
  close(file.file);
  return 0;
}
