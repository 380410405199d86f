/* What the store lies on: SQLite's write-ahead log is memory that all who have the store open share, which no two
 * machines do (sqlite.org/wal.html, "all processes using a database must be on the same host computer"). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "store.h"

enum { FUSE = 0x65735546 };

/* Numbers as in linux/magic.h and the kernel's sources of each. */
static const struct {
  long number;
  const char *name;
} networked[] = {
    {0x6969, "NFS"},       {0xFF534D42, "CIFS"},   {0xFE534D42, "SMB"},
    {0x517B, "SMB"},       {0x5346414F, "AFS"},    {0x00C36400, "Ceph"},
    {0x73757245, "Coda"},  {0x01021997, "9P"},     {0x786F4256, "VirtualBox shared folder"},
    {0x47504653, "GPFS"},  {0x0BD00BD0, "Lustre"}, {0x01161970, "GFS2"},
    {0x7461636F, "OCFS2"},
};

/* The type of the mount that this line of /proc/self/mountinfo is about, "fuse.sshfs", behind it; NULL where it is
 * another device's. (proc(5): number, that above, device, ... "-", type, ...) */
static const char *type_of_mount(const char *line, dev_t device) {
  char *end = NULL;
  strtoul(line, &end, 10);
  strtoul(end, &end, 10);
  unsigned long high = strtoul(end, &end, 10);
  unsigned long low = *end == ':' ? strtoul(end + 1, &end, 10) : 0;
  const char *dash = strstr(end, " - ");
  return dash && makedev((unsigned)high, (unsigned)low) == device ? dash + strlen(" - ") : NULL;
}

/* A file system in a program of its own is a network's where its name says so; others (an encrypted folder) are this
 * machine's. */
static const char *networked_by_program(const char *path, struct arena *arena) {
  static const char *const programs[] = {"sshfs",     "gluster", "s3fs", "rclone", "davfs",
                                         "curlftpfs", "ceph",    "smb",  "nfs"};
  char line[4096];
  struct stat about;
  const char *found = NULL;
  FILE *mounts = stat(path, &about) == 0 ? fopen("/proc/self/mountinfo", "re") : NULL;
  while (mounts && !found && fgets(line, sizeof line, mounts)) {
    const char *type = type_of_mount(line, about.st_dev);
    size_t length = type ? strcspn(type, " ") : 0;
    const char *word = arena_printf(arena, "%.*s", (int)length, type ? type : "");
    for (size_t i = 0; i < COUNT_OF(programs) && !found; i++)
      found = strstr(word, programs[i]) ? word : NULL;
  }
  if (mounts)
    fclose(mounts);
  return found;
}

const char *network_file_system(const char *path, struct arena *arena) {
  struct statfs about;
  if (statfs(path, &about) != 0)
    return NULL;
  for (size_t i = 0; i < COUNT_OF(networked); i++)
    if ((unsigned)about.f_type == (unsigned)networked[i].number)
      return networked[i].name;
  return (unsigned)about.f_type == FUSE ? networked_by_program(path, arena) : NULL;
}
