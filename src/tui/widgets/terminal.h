/*
 * terminal: the only place that talks to curses. Opens and restores the terminal, draws text in a role's colours, reads
 * keys as engine/key.h names them.
 */
#ifndef VAKTROM_TUI_TERMINAL_H
#define VAKTROM_TUI_TERMINAL_H

#include "tui/engine/key.h"
#include "tui/widgets/theme.h"
#include "vaktrom/care.h"

/* How a text looks: a colour role and marks; never colour alone. */
struct style {
  enum colour_role role;
  bool bold, reverse, underline;
};
#define STYLE(...) ((struct style){__VA_ARGS__})

/* Drawing signs with their ASCII fallback. */
enum glyph {
  GLYPH_VISIT,
  GLYPH_TWO_PERSON,
  GLYPH_TRAVEL,
  GLYPH_WAIT,
  GLYPH_BREAK,
  GLYPH_LATE,
  GLYPH_PIN,
  GLYPH_NOW,
  GLYPH_EDGE,
  GLYPH_LINE,
  GLYPH_DOT,
  GLYPH_ARROW,
  GLYPH_COUNT,
};
const char *glyph(enum glyph sign);

#define TERMINAL_MIN_ROWS 20
#define TERMINAL_MIN_COLUMNS 70

/* How the person wants it (engine/config.h); without it everything is as the terminal says. */
struct terminal_settings {
  enum config_theme theme;
  enum config_choice ascii; /* auto: as the locale says */
  bool plain;               /* for a screen reader: no lines, no blocks */
  bool no_mouse;
};
/* Before terminal_open(), or later to change the looks. */
void terminal_configure(const struct terminal_settings *settings);

/* Opens the terminal in full screen. STATUS_USAGE when it is none or curses does not know it. */
VK_NODISCARD bool terminal_open(struct error *err);
void terminal_close(void); /* gives the terminal back as it was; may be called twice */
int terminal_rows(void);
int terminal_columns(void);
bool terminal_ascii(void); /* only ASCII may be shown */
bool terminal_plain(void); /* no decoration: a screen reader reads it */
bool terminal_too_small(void);

void terminal_clear(void);
void terminal_redraw(void); /* the next terminal_show sends everything again */
/* Writes text at a place, cut to `width` columns (an ellipsis says so) and padded with the style where `fill`. Control
 * characters are made visible as '?'. Returns the columns used. */
int terminal_put(int row, int column, int width, struct style style, bool fill, const char *text);
VK_PRINTF(6, 7)
int terminal_putf(int row, int column, int width, struct style style, bool fill, const char *format, ...);
/* Writes text over at most `rows` rows, broken at spaces, the last one cut; returns the rows used (at least 1). */
int terminal_wrap(int row, int column, int rows, struct style style, const char *text);
/* Columns that the text takes as it will be shown. */
int terminal_width(const char *text);
/* Writes a line that is being edited, the part of it that holds the cursor (a byte of it); returns the cursor's column
 * of the screen. */
int terminal_edit(int row, int column, int width, struct style style, const char *text, size_t cursor);
void terminal_line(int row, int column, int width, struct style style);
/* Shows what was drawn, the cursor on that place at the end (a screen reader follows it). */
void terminal_show(int cursor_row, int cursor_column);

/* Waits at most `milliseconds` for a key; KEY_CODE_NONE when none came. A quit signal, or a terminal that went away,
 * gives KEY_CODE_QUIT, again and again. Ctrl-Z stops the program and comes back as KEY_CODE_RESIZE. */
int terminal_key(int milliseconds);
#define KEY_CODE_QUIT (KEY_CODE_MOUSE + 1)

/* What the mouse did when terminal_key() gave KEY_CODE_MOUSE. */
struct mouse {
  enum { MOUSE_SELECT, MOUSE_SCROLL_UP, MOUSE_SCROLL_DOWN } deed;
  int row, column;
};
const struct mouse *terminal_mouse(void);

#endif
