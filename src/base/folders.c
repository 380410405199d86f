/* Files that the caller names, making folders, and making what stands in them last. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vaktrom/base.h"

static bool closed;

void files_close(void) {
  closed = true;
}

bool files_are_open(const char *path, struct error *err) {
  return !closed || error_set(err, STATUS_DENIED,
                              _("%s: this run has the rights of the user who owns the store, and touches no other file "
                                "for you: use standard input and output"),
                              path);
}

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

bool folder_sync(const char *path) {
  char *folder = mem_strdup(path);
  char *slash = strrchr(folder, '/');
  if (slash)
    slash[slash == folder] = '\0'; /* the root keeps its '/' */
  int file = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  /* Some file systems cannot sync a folder, and say so. */
  bool synced = file >= 0 && (fsync(file) == 0 || errno == EINVAL);
  int why = errno;
  if (file >= 0)
    close(file);
  free(folder);
  errno = why;
  return synced;
}
