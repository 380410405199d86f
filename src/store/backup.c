/*
 * backup: a sealed copy of the store that was proved before it got its name.
 *
 *   store --online backup--> image --seal--> FILE.new-XXXXXX --read back, open, compare--> FILE
 *
 * The plain bytes never touch the disk. Whatever fails, what was there before is still there.
 */
#include "backup_folder.h"
#include "snapshot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Where it goes ----------------------------------------------------------------------------------------------- */

/* A file that is there already may be replaced only when it is a backup too. */
static bool may_replace(const char *path, struct error *err) {
  struct stat about;
  struct backup_about ignored;
  struct error other = {0};
  bool there = lstat(path, &about) == 0;
  if (!there && errno != ENOENT)
    return error_set(err, STATUS_INPUT, _("the backup %s cannot be written: %s"), path, errno_words(errno));
  if (!there)
    return !store_keeps_file(path) ||
           error_set(err, STATUS_INPUT, _("%s is the name of a file that belongs to a store: give another name"), path);
  bool is_backup = S_ISREG(about.st_mode) && backup_describe(path, &ignored, &other);
  error_clear(&other);
  return is_backup || error_set(err, STATUS_INPUT, _("%s is there already and is no backup: give another name"), path);
}

/* Whether the path is that of a folder; one that ends in '/' and is not there is made. */
static bool find_folder(const char *path, bool *is_folder, struct error *err) {
  struct stat about;
  size_t length = strlen(path);
  *is_folder = length > 0 && path[length - 1] == '/';
  if (*is_folder && !folders_make(path))
    return error_set(err, STATUS_INPUT, _("%s: the folder cannot be made: %s"), path, errno_words(errno));
  *is_folder = *is_folder || (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
  return true;
}

/* --- Proving it -------------------------------------------------------------------------------------------------- */

static bool same_content(const struct digests *a, const struct digests *b) {
  bool same = a->n == b->n;
  for (int i = 0; same && i < a->n; i++)
    same = text_equal(a->at[i].name, b->at[i].name) && a->at[i].rows == b->at[i].rows &&
           memcmp(a->at[i].hash, b->at[i].hash, sizeof a->at[i].hash) == 0;
  return same;
}

static bool prove_image(const struct image *image, const char *name, const struct digests *wanted, struct error *err) {
  struct arena arena = {0};
  struct store *copy = NULL;
  struct digests digests;
  bool done = image_open(image, name, &copy, err) && check_soundness(copy, err) &&
              digest_tables(copy, &arena, &digests, err) &&
              (same_content(wanted, &digests) ||
               error_set(err, STATUS_STORE, _("the backup %s does not hold what the store holds"), name));
  store_close(copy);
  arena_free(&arena);
  return done;
}

/* Reads the file as a restore would. */
static bool prove(const char *file, const struct store *store, const struct backup_secret *secret,
                  const struct digests *wanted, struct error *err) {
  struct seal_header header;
  struct image image = {0};
  if (!seal_read(file, secret, &header, &image.bytes, err))
    return false;
  image.size = (int64_t)header.size;
  bool done = prove_image(&image, store_path(store), wanted, err);
  image_free(&image);
  return done || error_add(err, STATUS_STORE, "%s",
                           _("No backup was made; earlier ones are as they were. `vaktrom doctor` says more."));
}

/* --- Making it --------------------------------------------------------------------------------------------------- */

static bool write_sealed(const struct backup_request *request, int file, const char *name, struct image *image,
                         struct seal_header *header, struct error *err) {
  struct stat about;
  return seal_write(file, name, request->secret, header, image->bytes, err) &&
         ((fsync(file) == 0 && fstat(file, &about) == 0) ||
          error_set(err, STATUS_STORE, _("the backup %s cannot be written: %s; nothing else was changed"), name,
                    errno_words(errno)));
}

/* Into a new file beside the final one. */
static bool make_beside(struct store *store, const struct backup_request *request, const char *name, char *beside,
                        struct backup_report *report, struct error *err) {
  struct arena arena = {0};
  struct image image;
  struct digests digests;
  struct seal_header header = {.at = clock_now()};
  if (!read_pragma(store, "PRAGMA user_version", &header.form, err) ||
      !image_take(store, &arena, &image, &digests, err)) {
    arena_free(&arena);
    return false;
  }
  header.size = (uint64_t)image.size;
  int file = mkstemp(beside);
  bool done =
      file >= 0 || error_set(err, STATUS_INPUT, _("the backup %s cannot be written: %s"), name, errno_words(errno));
  if (done)
    access_copy(store_path(store), file);
  done = done && write_sealed(request, file, name, &image, &header, err);
  image_free(&image);
  if (file >= 0)
    close(file);
  done = done && prove(beside, store, request->secret, &digests, err);
  if (!done && file >= 0)
    unlink(beside);
  report->about = (struct backup_about){header.at, header.form, (int64_t)header.size, header.is_passphrase};
  report->tables = digests.n - 1; /* the list of tables is none of them */
  report->rows = digests.rows - digests.at[0].rows;
  arena_free(&arena);
  return done;
}

static bool make_file(struct store *store, const struct backup_request *request, const char *path,
                      struct backup_report *report, struct error *err) {
  struct str beside = {0};
  struct stat about = {0};
  str_addf(&beside, "%s.new-XXXXXX", path);
  bool done = make_beside(store, request, path, beside.at, report, err);
  if (done && (stat(beside.at, &about) != 0 || rename(beside.at, path) != 0)) {
    error_set(err, STATUS_INPUT, _("the backup %s cannot be written: %s"), path, errno_words(errno));
    unlink(beside.at);
    done = false;
  }
  report->file_size = about.st_size;
  str_free(&beside);
  return done && sync_folder_of(path, err);
}

/* That a copy of everything was made is for the log of who saw what. */
static bool note_backup(struct store *store, const struct backup_request *request, const char *path,
                        struct error *err) {
  bool done = store_begin(store, request->actor, SAID("made a backup"), err);
  if (done && !store_audit(store, request->actor, "backup", "", path, err)) {
    store_rollback(store);
    return false;
  }
  return done && store_commit(store, err);
}

bool store_backup(struct store *store, const struct backup_request *request, struct arena *arena,
                  struct backup_report *report, struct error *err) {
  double began = clock_seconds();
  bool in_folder = false;
  *report = (struct backup_report){0};
  if (!find_folder(request->file, &in_folder, err))
    return false;
  report->file = in_folder ? backup_name(request->file, store_path(store), clock_now(), arena)
                           : arena_strdup(arena, request->file);
  if (!may_replace(report->file, err) || !make_file(store, request, report->file, report, err))
    return false;
  if (in_folder)
    backup_rotate(request->file, store_path(store), request->keep_days, &report->kept, &report->removed);
  report->seconds = clock_seconds() - began;
  return note_backup(store, request, report->file, err) ||
         error_context(err, _("the backup %s was made, but not noted in the store:"), report->file);
}
