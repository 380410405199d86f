/* Criteria of a file for a preview: read as import would, with all its checks, in a transaction that is taken back. */
#include "vaktrom/exchange.h"

struct keys {
  struct arena arena;
  VEC(const char *) list;
};

static bool note_key(void *context, const char *const *cells) {
  struct str key = {0};
  struct keys *keys = context;
  kind_key(kind_find("criteria"), cells, &key);
  vec_push(&keys->list, arena_strdup(&keys->arena, str_text(&key)));
  str_free(&key);
  return true;
}

/* Removes every version, so that the file's is alone. */
static bool remove_criteria(struct store *store, struct error *err) {
  struct keys keys = {0};
  const struct kind *criteria = kind_find("criteria");
  bool done = store_each_row(store, criteria, note_key, &keys, err);
  for (size_t i = 0; done && i < keys.list.n; i++)
    done = store_remove_row(store, criteria, keys.list.at[i], err);
  vec_free(&keys.list);
  arena_free(&keys.arena);
  return done;
}

/* The version that has rows: of the file alone. */
static bool load_only_version(struct store *store, struct code_table *codes, struct criteria **out, struct error *err) {
  struct arena arena = {0};
  struct criteria_version *versions;
  int n;
  bool done = store_load_criteria_versions(store, &arena, &versions, &n, err);
  const char *version = NULL;
  for (int i = 0; done && i < n; i++)
    version = versions[i].n_rows > 0 ? versions[i].version : version;
  done = done && (version || error_set(err, STATUS_INPUT, _("the file has no criteria")));
  done = done && dispatch_criteria_load(store, version, codes, out, NULL, err);
  arena_free(&arena);
  return done;
}

bool exchange_read_criteria(struct session *session, const char *path, struct code_table *codes, struct criteria **out,
                            struct error *err) {
  struct effects effects = {0};
  const struct import_request request = {.kind = "criteria", .files = &path, .n_files = 1};
  if (!store_begin(session->store, session->actor, "", err))
    return false;
  bool done = remove_criteria(session->store, err) && exchange_import(session, &request, &effects, err) &&
              load_only_version(session->store, codes, out, err);
  store_rollback(session->store);
  effects_free(&effects);
  return done;
}
