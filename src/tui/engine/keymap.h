/*
 * The keys as they are bound: the action table's defaults, changed by the configuration. One key has one action in a
 * view; one action may have several keys.
 */
#ifndef VAKTROM_TUI_KEYMAP_H
#define VAKTROM_TUI_KEYMAP_H

#include "tui/engine/action.h"
#include "vaktrom/care.h"

struct binding {
  enum action action;
  unsigned views; /* bits of view_id */
  int key;
};
struct keymap {
  VEC(struct binding) bindings; /* an action's keys in the order in which they are shown */
};

/* Fills the map with the defaults. keymap_free() when done. */
void keymap_init(struct keymap *keymap);
void keymap_free(struct keymap *keymap);
/* The action of a key in a view; ACTION_NONE when it has none there. */
enum action keymap_action(const struct keymap *keymap, enum view_id view, int key);
/* Gives an action other keys (names separated by spaces; "none" = no key) in one view, or in all where `view` is -1.
 * STATUS_INPUT when there is no such key or the action does not work there. (Whether the keys clash is for
 * keymap_check(), so that two actions can change places.) */
VK_NODISCARD bool keymap_bind(struct keymap *keymap, int view, enum action action, const char *keys, struct error *err);
/* Two actions on one key in one view, in words; false when there is such a pair. */
VK_NODISCARD bool keymap_check(const struct keymap *keymap, struct error *err);
/* The names of an action's keys in a view, separated by one space; its first one. Adds nothing where it has none. */
void keymap_keys(const struct keymap *keymap, enum view_id view, enum action action, struct str *out);
void keymap_first_key(const struct keymap *keymap, enum view_id view, enum action action, struct str *out);

#endif
