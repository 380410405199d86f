/* Making a new store: settings, default tasks and criteria, the owner, and what it begins with. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo.h"
#include "import.h"
#include "vaktrom/store/accounts.h"
#include "vaktrom/store/audit.h"

static bool read_default(struct intake *intake, const char *kind, const char *path, struct error *err) {
  const struct embedded_file *file = embedded_file(path);
  if (!file)
    return error_set(err, STATUS_INTERNAL, "%s is not in the program", path);
  batch_read_bytes(intake, kind_find(kind), path, file->bytes, file->size);
  return true;
}

static bool put_defaults(struct session *session, struct effects *effects, struct error *err) {
  struct intake intake;
  intake_start(&intake, session->store);
  bool done =
      read_default(&intake, "tasks", "data/tasks.csv", err) &&
      read_default(&intake, "criteria", "data/criteria.csv", err) &&
      intake_put(&intake, session, SAID("default tasks and criteria"), &(struct intake_manner){0}, effects, err);
  intake_free(&intake);
  return done;
}

static bool put_demo(struct session *session, struct effects *effects, struct error *err) {
  struct intake intake;
  intake_start(&intake, session->store);
  bool done = demo_read(&intake, err) && intake_put(&intake, session, SAID("the demonstration base"),
                                                    &(struct intake_manner){.fresh = true}, effects, err);
  intake_free(&intake);
  return done;
}

/* What a person answered, as files of KINDs. */
static bool put_files(struct session *session, const struct init_request *request, struct effects *effects,
                      struct error *err) {
  struct intake intake;
  intake_start(&intake, session->store);
  for (int f = 0; f < request->n_files; f++) {
    const struct init_file *file = &request->files[f];
    batch_read_bytes(&intake, kind_find(file->kind), file->kind, file->text, strlen(file->text));
  }
  bool done = !request->n_files ||
              intake_put(&intake, session, SAID("the first teams"), &(struct intake_manner){0}, effects, err);
  intake_free(&intake);
  return done;
}

static bool put_setting(struct session *session, const char *name, const char *value, struct effects *effects,
                        struct error *err) {
  struct intake intake;
  struct str file = {0};
  struct csv_writer writer;
  const char *const cells[] = {"name", "value", name, value};
  csv_write_start(&writer, &file, false);
  for (size_t c = 0; c < COUNT_OF(cells); c++) {
    csv_write_free_text(&writer, cells[c]);
    if (c % 2)
      csv_write_end_row(&writer);
  }
  intake_start(&intake, session->store);
  batch_read_bytes(&intake, kind_find("settings"), "settings", str_text(&file), file.n);
  bool done = intake_put(&intake, session, SAID("settings of the base"), &(struct intake_manner){0}, effects, err);
  intake_free(&intake);
  str_free(&file);
  return done;
}

/* The timers run as the service, which also stands in for people who come by sudo or SSH. */
static bool add_accounts(struct store *store, const struct init_request *request, struct error *err) {
  const struct account service = {.name = request->service, .os_user = request->service, .kind = ACCOUNT_SERVICE};
  if (!store_begin(store, request->os_user, "", err))
    return false;
  store_label(store, "made the store; %s owns it", request->os_user);
  if (!store_account_add_owner(store, request->os_user, err) ||
      (request->service && !store_account_add(store, &service, err))) {
    store_rollback(store);
    return false;
  }
  return store_commit(store, err);
}

/* From now on the owner acts as that worker. */
static bool name_owner(struct session *session, const struct init_request *request, struct error *err) {
  if (!request->owner_staff)
    return true;
  if (!store_begin(session->store, request->os_user, "", err))
    return false;
  store_label(session->store, "%s is the account of %s", request->os_user, request->owner_staff);
  if (!store_account_set_staff(session->store, request->os_user, request->owner_staff, err)) {
    store_rollback(session->store);
    return false;
  }
  return store_commit(session->store, err);
}

/* The file and those that SQLite keeps beside it. */
static void remove_store(const char *path) {
  static const char *const endings[] = {
      "", "-journal", "-wal", "-shm", ".audit-key", ".audit-head", ".audit-head-next"};
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    struct str name = {0};
    str_addf(&name, "%s%s", path, endings[i]);
    unlink(str_text(&name));
    str_free(&name);
  }
}

static bool fill(struct session *session, const struct init_request *request, struct effects *effects,
                 struct error *err) {
  const struct import_request folder = {.folder = request->folder};
  return add_accounts(session->store, request, err) && put_defaults(session, effects, err) &&
         (!request->language || put_setting(session, "language", request->language, effects, err)) &&
         (!request->demo || put_demo(session, effects, err)) &&
         (!request->folder || exchange_import_all(session, &folder, effects, err)) &&
         put_files(session, request, effects, err) &&
         (!request->production || put_setting(session, "production", "yes", effects, err)) &&
         name_owner(session, request, err);
}

static const int interruptions[] = {SIGINT, SIGTERM, SIGHUP};

/* A signal that is ignored (nohup) stays pending while it is held, and yet interrupts nothing. */
static bool is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* Whoever interrupts the making wants no half base, and none at all. */
static bool was_interrupted(void) {
  sigset_t pending;
  bool interrupted = false;
  if (sigpending(&pending) != 0)
    return false;
  for (size_t i = 0; i < COUNT_OF(interruptions); i++)
    interrupted |= sigismember(&pending, interruptions[i]) == 1 && !is_ignored(interruptions[i]);
  return interrupted;
}

static bool make_beside(const char *beside, const struct init_request *request, struct effects *effects,
                        struct error *err) {
  struct store *store;
  store_audit_borrow_key(beside, request->path);
  if (!store_create(beside, &store, err))
    return false;
  store_set_lasting(store);
  struct session session = {.store = store, .place = ""};
  session_become(&session, &(struct account){.name = request->os_user, .kind = ACCOUNT_OWNER});
  effects_add(effects, _("%s made; %s is its owner"), request->path, request->os_user);
  if (request->service)
    effects_add(effects, _("%s stands in for who comes by sudo or SSH, and runs the night"), request->service);
  bool done = fill(&session, request, effects, err);
  store_close(store);
  return done;
}

/* Gives the file its name, which nobody else may have taken meanwhile. A log that is still there holds what the disk
 * did not take into the file. */
static bool put_in_place(const char *beside, const char *path, struct error *err) {
  struct str log = {0};
  str_addf(&log, "%s-wal", beside);
  bool whole = access(str_text(&log), F_OK) != 0;
  str_free(&log);
  if (!whole)
    return error_set(err, STATUS_STORE, _("%s cannot be written: is there room on the disk?"), path);
  if (!store_audit_put_in_place(beside, path, err))
    return false;
  if (link(beside, path) != 0)
    return errno == EEXIST ? error_set(err, STATUS_STORE, _("%s exists already"), path)
                           : error_set(err, STATUS_STORE, _("cannot make %s: %s"), path, errno_words(errno));
  return folder_sync(path) || error_set(err, STATUS_STORE, _("cannot make %s: %s"), path, errno_words(errno));
}

/* Whatever is pulled out of the wall: there is a whole base under the name that was asked for, or none. */
static bool make(const struct init_request *request, struct effects *effects, struct error *err) {
  struct str beside = {0};
  if (access(request->path, F_OK) == 0)
    return error_set(err, STATUS_STORE, _("%s exists already"), request->path);
  str_addf(&beside, "%s.new-%ld", request->path, (long)getpid());
  bool done = make_beside(str_text(&beside), request, effects, err) &&
              (was_interrupted() || put_in_place(str_text(&beside), request->path, err));
  remove_store(str_text(&beside));
  str_free(&beside);
  return done;
}

bool exchange_init(const struct init_request *request, struct effects *effects, struct error *err) {
  sigset_t held, before;
  sigemptyset(&held);
  for (size_t i = 0; i < COUNT_OF(interruptions); i++)
    sigaddset(&held, interruptions[i]);
  sigprocmask(SIG_BLOCK, &held, &before);
  bool done = make(request, effects, err);
  sigprocmask(SIG_SETMASK, &before, NULL); /* an interruption ends the program here */
  return done;
}
