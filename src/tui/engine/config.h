/*
 * The configuration of the screen, $XDG_CONFIG_HOME/vaktrom/config: lines `name = value`, `#` begins a comment.
 *
 *   theme = auto | light | dark | high-contrast | monochrome
 *   ascii = auto | yes | no        plain = no | yes        mouse = yes | no
 *   lang = en | nb                 (else the store's setting `language`, else the locale)
 *   lock_minutes = N               (else the store's setting; 0 = never)
 *   key VIEW.ACTION = KEYS         (VIEW may be `all`; KEYS separated by spaces, or `none`)
 */
#ifndef VAKTROM_TUI_CONFIG_H
#define VAKTROM_TUI_CONFIG_H

#include "tui/engine/keymap.h"
#include "vaktrom/care.h"

enum config_theme { THEME_AUTO, THEME_LIGHT, THEME_DARK, THEME_HIGH_CONTRAST, THEME_MONOCHROME };
enum config_choice { CHOICE_NO, CHOICE_YES, CHOICE_AUTO };
extern const struct words words_theme, words_choice;

struct config {
  enum config_theme theme;
  enum config_choice ascii, plain, mouse;
  const char *lang; /* a language of base.h; NULL = not said */
  int lock_minutes; /* NONE = as the store says */
  struct keymap keymap;
};

/* Sets the defaults, then reads `text` as lines of the file `path` (for messages). What is wrong is told with file and
 * line, one line of the error each, and the rest still counts. config_free() in either case. */
VK_NODISCARD bool config_read(struct config *config, const char *path, const char *text, struct error *err);
/* The same from the user's file; a missing one is no error. */
VK_NODISCARD bool config_load(struct config *config, struct error *err);
void config_free(struct config *config);

#endif
