/* Finding the files that the build put into the program. */
#include "vaktrom/base.h"

const struct embedded_file *embedded_file(const char *path) {
  for (const struct embedded_file *file = embedded_files; file->path; file++)
    if (text_equal(file->path, path))
      return file;
  return NULL;
}
