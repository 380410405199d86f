/* Making a new store: settings, default tasks and criteria, the owner, and perhaps the demonstration base. */
#include <stdlib.h>
#include <unistd.h>

#include "demo.h"
#include "import.h"

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
  bool done = read_default(&intake, "tasks", "data/tasks.csv", err) &&
              read_default(&intake, "criteria", "data/criteria.csv", err) &&
              intake_put(&intake, session, _("default tasks and criteria"), &(struct intake_manner){0}, effects, err);
  intake_free(&intake);
  return done;
}

static bool put_demo(struct session *session, struct effects *effects, struct error *err) {
  struct intake intake;
  intake_start(&intake, session->store);
  bool done = demo_read(&intake, err) && intake_put(&intake, session, _("the demonstration base"),
                                                    &(struct intake_manner){.fresh = true}, effects, err);
  intake_free(&intake);
  return done;
}

static bool add_owner(struct store *store, const char *os_user, struct error *err) {
  if (!store_begin(store, os_user, "", err))
    return false;
  store_label(store, _("made the store; %s owns it"), os_user);
  if (!store_account_add_owner(store, os_user, err)) {
    store_rollback(store);
    return false;
  }
  return store_commit(store, err);
}

/* The file and those that SQLite keeps beside it. */
static void remove_store(const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm"};
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    struct str name = {0};
    str_addf(&name, "%s%s", path, endings[i]);
    unlink(str_text(&name));
    str_free(&name);
  }
}

bool exchange_init(const char *path, const char *os_user, bool demo, struct effects *effects, struct error *err) {
  struct store *store;
  if (!store_create(path, &store, err))
    return false;
  store_set_lasting(store);
  struct session session = {.store = store, .actor = os_user, .owner = true};
  effects_add(effects, _("%s made; %s is its owner"), path, os_user);
  bool done = add_owner(store, os_user, err) && put_defaults(&session, effects, err) &&
              (!demo || put_demo(&session, effects, err));
  store_close(store);
  if (!done)
    remove_store(path);
  return done;
}
