/* Bindings of keys: made from the action table, changed by the configuration. */
#include "tui/engine/keymap.h"

#include <string.h>

/* The key of the next name in `names`, which moves on; false at the end. `name` gets it in words. */
static bool next_key(const char **names, int *key, char name[KEY_NAME_SIZE]) {
  *names += strspn(*names, " ");
  size_t length = strcspn(*names, " ");
  if (length == 0)
    return false;
  snprintf(name, KEY_NAME_SIZE, "%.*s", (int)(length < KEY_NAME_SIZE ? length : KEY_NAME_SIZE - 1), *names);
  *key = length < KEY_NAME_SIZE ? key_parse(name) : KEY_CODE_NONE;
  *names += length;
  return true;
}

void keymap_init(struct keymap *keymap) {
  *keymap = (struct keymap){0};
  for (size_t i = 0; i < n_actions; i++) {
    const char *names = actions[i].keys;
    char name[KEY_NAME_SIZE];
    for (int key; next_key(&names, &key, name);)
      vec_push(&keymap->bindings, (struct binding){actions[i].action, actions[i].views, key});
  }
}

void keymap_free(struct keymap *keymap) {
  vec_free(&keymap->bindings);
}

enum action keymap_action(const struct keymap *keymap, enum view_id view, int key) {
  for (size_t i = 0; i < keymap->bindings.n; i++)
    if (keymap->bindings.at[i].key == key && (keymap->bindings.at[i].views & IN(view)))
      return keymap->bindings.at[i].action;
  return ACTION_NONE;
}

/* --- Other keys --- */

/* The views in which an action works, by all its rows. */
static unsigned views_of(enum action action) {
  unsigned bits = 0;
  for (size_t i = 0; i < n_actions; i++)
    if (actions[i].action == action)
      bits |= actions[i].views;
  return bits;
}

/* One view of a set of bits, for a message. */
static const char *view_in(unsigned bits) {
  for (int view = 0; view < VIEW_COUNT; view++)
    if (bits & IN(view))
      return view_names[view];
  return "";
}

static const char *name_of(enum action action) {
  for (size_t i = 0; i < n_actions; i++)
    if (actions[i].action == action)
      return actions[i].name;
  return "";
}

static void loosen(struct keymap *keymap, enum action action, unsigned bits) {
  size_t kept = 0;
  for (size_t i = 0; i < keymap->bindings.n; i++) {
    struct binding binding = keymap->bindings.at[i];
    if (binding.action == action)
      binding.views &= ~bits;
    if (binding.views)
      keymap->bindings.at[kept++] = binding;
  }
  keymap->bindings.n = kept;
}

bool keymap_bind(struct keymap *keymap, int view, enum action action, const char *keys, struct error *err) {
  unsigned bits = views_of(action) & (view == NONE ? IN_ALL : IN(view));
  if (!bits)
    return error_set(err, STATUS_INPUT, _("'%s' does nothing in the view '%s'"), name_of(action), view_names[view]);
  char name[KEY_NAME_SIZE];
  const char *names = text_equal(keys, "none") ? "" : keys;
  for (int key; next_key(&names, &key, name);)
    if (key == KEY_CODE_NONE)
      return error_set(err, STATUS_INPUT, _("there is no key '%s' (a, ctrl-p, enter, page-down, f5 ...)"), name);
  loosen(keymap, action, bits);
  names = text_equal(keys, "none") ? "" : keys;
  for (int key; next_key(&names, &key, name);)
    vec_push(&keymap->bindings, (struct binding){action, bits, key});
  return true;
}

bool keymap_check(const struct keymap *keymap, struct error *err) {
  for (size_t i = 0; i < keymap->bindings.n; i++)
    for (size_t k = i + 1; k < keymap->bindings.n; k++) {
      const struct binding *a = &keymap->bindings.at[i], *b = &keymap->bindings.at[k];
      if (a->key != b->key || !(a->views & b->views) || a->action == b->action)
        continue;
      char name[KEY_NAME_SIZE];
      key_format(a->key, name);
      return error_set(err, STATUS_INPUT, _("the key '%s' has two actions in the view '%s': '%s' and '%s'"), name,
                       view_in(a->views & b->views), name_of(a->action), name_of(b->action));
    }
  return true;
}

/* --- Names for people --- */

static void add_keys(const struct keymap *keymap, enum view_id view, enum action action, int most, struct str *out) {
  for (size_t i = 0; i < keymap->bindings.n && most > 0; i++) {
    const struct binding *binding = &keymap->bindings.at[i];
    if (binding->action != action || !(binding->views & IN(view)))
      continue;
    char name[KEY_NAME_SIZE];
    key_show(binding->key, name);
    str_addf(out, "%s%s", out->n ? " " : "", name);
    most--;
  }
}

void keymap_keys(const struct keymap *keymap, enum view_id view, enum action action, struct str *out) {
  add_keys(keymap, view, action, INT16_MAX, out);
}

void keymap_first_key(const struct keymap *keymap, enum view_id view, enum action action, struct str *out) {
  add_keys(keymap, view, action, 1, out);
}
