/* Making folders. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "vaktrom/base.h"

bool folders_make(const char *path) {
  char *part = mem_strdup(path);
  bool made = true;
  for (char *slash = strchr(part, '/'); made && slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    made = !*part || mkdir(part, 0700) == 0 || errno == EEXIST; /* nothing before the '/' of the root */
    *slash = '/';
  }
  int why = errno;
  free(part);
  errno = why;
  return made;
}
