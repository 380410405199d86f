/*
 * Keys without curses: a key is a Unicode code point, or one of enum special_key; a control key is its control
 * character. Names are those of the configuration and the help: "a", "ctrl-p", "enter", "page-down", "f1".
 */
#ifndef VAKTROM_TUI_KEY_H
#define VAKTROM_TUI_KEY_H

#include "vaktrom/base.h"

enum special_key {
  KEY_CODE_NONE = -1,
  KEY_CODE_TAB = 9,
  KEY_CODE_ENTER = 13,
  KEY_CODE_ESCAPE = 27,
  KEY_CODE_SPACE = 32,
  KEY_CODE_BACKSPACE = 127,
  KEY_CODE_UP = 0x110000, /* above all code points */
  KEY_CODE_DOWN,
  KEY_CODE_LEFT,
  KEY_CODE_RIGHT,
  KEY_CODE_HOME,
  KEY_CODE_END,
  KEY_CODE_PAGE_UP,
  KEY_CODE_PAGE_DOWN,
  KEY_CODE_DELETE,
  KEY_CODE_INSERT,
  KEY_CODE_BACK_TAB,
  KEY_CODE_F1, /* ... F12 follow */
  KEY_CODE_F12 = KEY_CODE_F1 + 11,
  KEY_CODE_RESIZE,
  KEY_CODE_MOUSE,
};

/* The key of a name, KEY_CODE_NONE when there is no such key. */
int key_parse(const char *name);
/* The name of a key, as key_parse reads it. */
#define KEY_NAME_SIZE 16
void key_format(int key, char out[KEY_NAME_SIZE]);
/* The same in the language of the texts: "mellomrom". */
void key_show(int key, char out[KEY_NAME_SIZE]);

#endif
