/* Names of keys, both ways from one table. */
#include "tui/engine/key.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

static const struct {
  const char *name;  /* in the configuration */
  const char *shown; /* to people */
  int key;
} names[] = {
    {"tab", NC_("key", "tab"), KEY_CODE_TAB},
    {"enter", NC_("key", "enter"), KEY_CODE_ENTER},
    {"esc", NC_("key", "esc"), KEY_CODE_ESCAPE},
    {"space", NC_("key", "space"), KEY_CODE_SPACE},
    {"backspace", NC_("key", "backspace"), KEY_CODE_BACKSPACE},
    {"up", NC_("key", "up"), KEY_CODE_UP},
    {"down", NC_("key", "down"), KEY_CODE_DOWN},
    {"left", NC_("key", "left"), KEY_CODE_LEFT},
    {"right", NC_("key", "right"), KEY_CODE_RIGHT},
    {"home", NC_("key", "home"), KEY_CODE_HOME},
    {"end", NC_("key", "end"), KEY_CODE_END},
    {"page-up", NC_("key", "page-up"), KEY_CODE_PAGE_UP},
    {"page-down", NC_("key", "page-down"), KEY_CODE_PAGE_DOWN},
    {"delete", NC_("key", "delete"), KEY_CODE_DELETE},
    {"insert", NC_("key", "insert"), KEY_CODE_INSERT},
    {"shift-tab", NC_("key", "shift-tab"), KEY_CODE_BACK_TAB},
};

static int parse_function_key(const char *name) {
  if (name[0] != 'f' || name[1] < '1' || name[1] > '9')
    return KEY_CODE_NONE;
  char *end;
  long number = strtol(name + 1, &end, 10);
  return *end == '\0' && number >= 1 && number <= 12 ? KEY_CODE_F1 + (int)number - 1 : KEY_CODE_NONE;
}

int key_parse(const char *name) {
  for (size_t i = 0; i < COUNT_OF(names); i++)
    if (text_equal(names[i].name, name))
      return names[i].key;
  if (text_starts(name, "ctrl-") && name[5] >= 'a' && name[5] <= 'z' && name[6] == '\0')
    return name[5] - 'a' + 1;
  ucs4_t code;
  size_t length = strlen(name);
  int used = length > 0 ? u8_mbtoucr(&code, (const uint8_t *)name, length) : -1;
  if (used > 0 && (size_t)used == length && code > 32)
    return (int)code;
  return parse_function_key(name);
}

void key_show(int key, char out[KEY_NAME_SIZE]) {
  for (size_t i = 0; i < COUNT_OF(names); i++)
    if (names[i].key == key) {
      snprintf(out, KEY_NAME_SIZE, "%s", _(names[i].shown));
      return;
    }
  key_format(key, out);
}

void key_format(int key, char out[KEY_NAME_SIZE]) {
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (names[i].key == key) {
      snprintf(out, KEY_NAME_SIZE, "%s", names[i].name);
      return;
    }
  }
  if (key >= KEY_CODE_F1 && key <= KEY_CODE_F12) {
    snprintf(out, KEY_NAME_SIZE, "f%d", key - KEY_CODE_F1 + 1);
  } else if (key >= 1 && key <= 26) {
    snprintf(out, KEY_NAME_SIZE, "ctrl-%c", 'a' + key - 1);
  } else {
    int used = key > 0 ? u8_uctomb((uint8_t *)out, (ucs4_t)key, KEY_NAME_SIZE - 1) : 0;
    out[used > 0 ? used : 0] = '\0';
  }
}
