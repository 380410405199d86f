/* Who may open the store's files: their owner, and one group where the base says so, nobody else ever; and which files
 * nothing else may replace. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sealed.h"
#include "store.h"

enum { FOR_OWNER = 0600, FOR_GROUP = 0660, KEPT = 0660, READ_ONLY = 0440 };

bool access_group(const char *name, gid_t *out) {
  errno = 0;
  const struct group *group = getgrnam(name);
  if (!group && errno == ENOMEM)
    mem_exhausted();
  if (group)
    *out = group->gr_gid;
  return group != NULL;
}

/* Gives one file its group, where `group` is one, and takes from it what goes beyond `kept`. Whose it is not cannot and
 * need not. */
static bool give(const char *path, const gid_t *group, mode_t kept) {
  struct stat about;
  if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode) || (geteuid() != 0 && about.st_uid != geteuid()))
    return true;
  mode_t mode = group ? FOR_GROUP : about.st_mode & kept;
  if (!(about.st_mode & S_IWUSR)) /* its owner made it so */
    mode &= READ_ONLY;
  bool has_group = !group || about.st_gid == *group || chown(path, (uid_t)-1, *group) == 0;
  return has_group && ((about.st_mode & 07777) == mode || chmod(path, mode) == 0);
}

static bool give_all(struct store *store, mode_t kept) {
  static const char *const ends[] = {"", "-wal", "-shm"};
  const char *name = store_setting(store, "store_group");
  gid_t group;
  bool shared = !text_is_empty(name) && access_group(name, &group), done = true;
  for (size_t i = 0; i < COUNT_OF(ends); i++) {
    struct str path = {0};
    str_addf(&path, "%s%s", store->path, ends[i]);
    done = give(str_text(&path), shared ? &group : NULL, kept) && done;
    str_free(&path);
  }
  return done;
}

void access_keep(struct store *store) {
  give_all(store, KEPT);
}

bool access_change(struct store *store, struct error *err) {
  return give_all(store, FOR_OWNER) ||
         error_set(err, STATUS_DENIED,
                   _("%s cannot be given to the group %s: only its owner can, as one of that group"), store->path,
                   store_setting(store, "store_group"));
}

void access_copy(const char *from, int to) {
  struct stat about, own;
  if (stat(from, &about) != 0 || fstat(to, &own) != 0)
    return;
  /* A group that it cannot have gets nothing. */
  bool same_group = about.st_gid == own.st_gid || fchown(to, (uid_t)-1, about.st_gid) == 0;
  fchmod(to, same_group ? (about.st_mode & KEPT) | FOR_OWNER : FOR_OWNER);
}

const char *folder_of(const char *path, struct arena *arena) {
  const char *slash = strrchr(path, '/');
  return slash ? arena_printf(arena, "%.*s", (int)(slash - path) + 1, path) : ".";
}

bool access_folder_is_safe(const char *path, struct error *err) {
  struct arena arena = {0};
  struct stat about;
  const char *folder = folder_of(path, &arena);
  /* Where a folder is sticky, as /tmp is, others cannot put a file in the place of ours. */
  bool safe = stat(folder, &about) != 0 || !(about.st_mode & S_IWOTH) || (about.st_mode & S_ISVTX) ||
              error_set(err, STATUS_STORE,
                        _("every user of this machine may write in the folder %s, and could put another file in the "
                          "store's place: choose another folder, or take that right away (chmod o-w)"),
                        folder);
  arena_free(&arena);
  return safe;
}

/* --- What nobody may overwrite ------------------------------------------------------------------------------------ */

/* Whether this program has the file open: its store, the store's log. Looked up and not opened, for closing a file of
 * SQLite's would drop its locks (sqlite.org/howtocorrupt.html, 2.2). */
static bool is_open_here(const struct stat *about) {
  DIR *files = opendir("/proc/self/fd");
  bool open = false;
  for (const struct dirent *entry; files && !open && (entry = readdir(files));) {
    struct stat other;
    int file = (int)strtol(entry->d_name, NULL, 10); /* "." and ".." are 0 */
    open = file > STDERR_FILENO && fstat(file, &other) == 0 && other.st_dev == about->st_dev &&
           other.st_ino == about->st_ino;
  }
  if (files)
    closedir(files);
  return open;
}

/* A store, its log, a backup, the key of one, the audit log's key or head. */
static bool begins_as_kept(const char *path) {
  static const char *const magics[] = {"SQLite format 3", "\x37\x7f\x06\x82", "\x37\x7f\x06\x83",
                                       SEAL_MAGIC,        "vaktrom-backup-",  "vaktrom-audit-"};
  char front[16] = "";
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  ssize_t got = file >= 0 ? read(file, front, sizeof front - 1) : -1;
  bool kept = false;
  for (size_t i = 0; i < COUNT_OF(magics); i++)
    kept |= got >= (ssize_t)strlen(magics[i]) && text_starts(front, magics[i]);
  if (file >= 0)
    close(file);
  return kept;
}

/* Whether the name is that of a file beside a store, be it there now or not: SQLite or this program would take it for
 * its own. */
static bool is_name_beside_store(const char *path) {
  static const char *const ends[] = {"-wal", "-shm", "-journal", ".audit-key", ".audit-head", ".audit-head-next"};
  struct arena arena = {0};
  size_t length = strlen(path);
  bool is = false;
  for (size_t i = 0; i < COUNT_OF(ends) && !is; i++) {
    size_t end = strlen(ends[i]);
    is = length > end && text_equal(path + length - end, ends[i]) &&
         begins_as_kept(arena_printf(&arena, "%.*s", (int)(length - end), path));
  }
  arena_free(&arena);
  return is;
}

bool store_keeps_file(const char *path) {
  struct stat about;
  bool is_kept = stat(path, &about) == 0 && S_ISREG(about.st_mode) && (is_open_here(&about) || begins_as_kept(path));
  return is_kept || is_name_beside_store(path);
}
