/* The only place that talks to curses. */
#include "tui/widgets/terminal.h"

#include <curses.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistd.h>
#include <unistr.h>
#include <uniwidth.h>

static struct {
  SCREEN *screen;
  bool open, ascii, colours;
  struct sigaction before[3];
} terminal;
static volatile sig_atomic_t quit_requested;
static const int quit_signals[] = {SIGINT, SIGTERM, SIGHUP};

static const struct {
  const char *utf8, *ascii;
} glyphs[GLYPH_COUNT] = {
    [GLYPH_VISIT] = {"█", "#"},    [GLYPH_TWO_PERSON] = {"═", "="}, [GLYPH_TRAVEL] = {"─", "-"},
    [GLYPH_WAIT] = {"·", "."},     [GLYPH_BREAK] = {"▒", "%"},      [GLYPH_LATE] = {"!", "!"},
    [GLYPH_NOW] = {"│", "|"},      [GLYPH_EDGE] = {":", ":"},       [GLYPH_LINE] = {"─", "-"},
    [GLYPH_ELLIPSIS] = {"…", "~"}, [GLYPH_DOT] = {"·", "-"},        [GLYPH_ARROW] = {"→", ">"},
};

/* Colour pairs by role on the terminal's own background; without colours the attribute tells. */
static const struct {
  short colour;
  attr_t plain;
} roles[] = {
    [COLOUR_PLAIN] = {-1, A_NORMAL},           [COLOUR_DIM] = {-1, A_DIM},
    [COLOUR_GOOD] = {COLOR_CYAN, A_NORMAL},    [COLOUR_NOTICE] = {COLOR_BLUE, A_NORMAL},
    [COLOUR_WARNING] = {COLOR_YELLOW, A_BOLD}, [COLOUR_ERROR] = {COLOR_RED, A_BOLD},
};

const char *glyph(enum glyph sign) {
  return terminal.ascii ? glyphs[sign].ascii : glyphs[sign].utf8;
}

static void on_quit(int number) {
  (void)number;
  quit_requested = 1;
}

static void catch_signals(void) {
  struct sigaction action = {.sa_handler = on_quit};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < COUNT_OF(quit_signals); i++)
    sigaction(quit_signals[i], &action, &terminal.before[i]);
}

static void start_colours(void) {
  const char *no_color = getenv("NO_COLOR");
  terminal.colours = has_colors() && text_is_empty(no_color);
  if (!terminal.colours)
    return;
  start_color();
  use_default_colors();
  for (size_t i = 0; i < COUNT_OF(roles); i++)
    init_pair((short)(i + 1), roles[i].colour, -1);
}

bool terminal_open(struct error *err) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
    return error_set(err, STATUS_USAGE, "%s",
                     _("the screen needs a terminal; vaktrom --help lists the commands that do not"));
  terminal.screen = text_equal(getenv("TERM"), "dumb") ? NULL : newterm(NULL, stdout, stdin);
  if (!terminal.screen)
    return error_set(err, STATUS_USAGE, _("this terminal (TERM=%s) is not known here; try TERM=xterm"),
                     getenv("TERM") ? getenv("TERM") : "");
  terminal.open = true;
  terminal.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  start_colours();
  catch_signals();
  return true;
}

void terminal_close(void) {
  if (!terminal.open)
    return;
  terminal.open = false;
  endwin();
  delscreen(terminal.screen);
  for (size_t i = 0; i < COUNT_OF(quit_signals); i++)
    sigaction(quit_signals[i], &terminal.before[i], NULL);
}

int terminal_rows(void) {
  return LINES;
}

int terminal_columns(void) {
  return COLS;
}

bool terminal_ascii(void) {
  return terminal.ascii;
}

/* --- Drawing --- */

static attr_t attributes(struct style style) {
  attr_t attrs = roles[style.role].plain;
  if (terminal.colours)
    attrs |= COLOR_PAIR((int)style.role + 1);
  if (style.bold)
    attrs |= A_BOLD;
  if (style.reverse)
    attrs |= A_REVERSE;
  if (style.underline)
    attrs |= A_UNDERLINE;
  return attrs;
}

void terminal_clear(void) {
  erase();
}

void terminal_redraw(void) {
  clearok(stdscr, TRUE);
}

/* A letter that has no ASCII form: as Norwegians write it without one, else without its marks, else '?'. */
static void add_ascii_letter(struct str *out, ucs4_t letter) {
  static const struct {
    ucs4_t letter;
    const char *ascii;
  } letters[] = {{0xE6, "ae"}, {0xF8, "oe"}, {0xE5, "aa"}, {0xC6, "Ae"}, {0xD8, "Oe"}, {0xC5, "Aa"}};
  ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
  for (size_t i = 0; i < COUNT_OF(letters); i++)
    if (letters[i].letter == letter) {
      str_add(out, letters[i].ascii);
      return;
    }
  while (letter >= 128 && uc_canonical_decomposition(letter, parts) > 0)
    letter = parts[0];
  str_addc(out, letter < 128 ? (char)letter : '?');
}

/* The text in what the terminal can show. */
static void add_shown(struct str *out, const char *text) {
  if (!terminal.ascii) {
    str_add(out, text);
    return;
  }
  const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
  while (at < end) {
    ucs4_t letter;
    at += u8_mbtouc(&letter, at, (size_t)(end - at));
    if (letter < 128)
      str_addc(out, (char)letter);
    else if (uc_width(letter, "UTF-8") != 0) /* a mark of its own is left out */
      add_ascii_letter(out, letter);
  }
}

int terminal_put(int row, int column, int width, struct style style, bool fill, const char *text) {
  int room = COLS - column < width ? COLS - column : width;
  if (row < 0 || row >= LINES || column < 0 || room <= 0)
    return 0;
  struct str safe = {0}, shown = {0}, cut = {0};
  str_add_safe(&safe, text);
  add_shown(&shown, str_text(&safe));
  int used = text_width(str_text(&shown));
  if (fill || used > room)
    str_add_padded(&cut, str_text(&shown), room, terminal.ascii);
  else
    str_add(&cut, str_text(&shown));
  attrset((int)attributes(style));
  move(row, column);
  addstr(str_text(&cut));
  attrset(A_NORMAL);
  str_free(&safe);
  str_free(&shown);
  str_free(&cut);
  return fill || used > room ? room : used;
}

int terminal_putf(int row, int column, int width, struct style style, bool fill, const char *format, ...) {
  struct str text = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&text, format, args);
  va_end(args);
  int used = terminal_put(row, column, width, style, fill, str_text(&text));
  str_free(&text);
  return used;
}

int terminal_wrap(int row, int column, int rows, struct style style, const char *text) {
  int room = COLS - column, used = 0;
  struct str safe = {0};
  str_add_safe(&safe, text);
  for (const char *rest = str_text(&safe); used == 0 || (*rest && used < rows); used++) {
    size_t skip, length = text_wrap(rest, room, &skip);
    bool last = used + 1 == rows; /* what is left is cut */
    terminal_putf(row + used, column, room, style, false, "%.*s", last ? (int)strlen(rest) : (int)length, rest);
    rest += length + skip;
  }
  str_free(&safe);
  return used;
}

void terminal_line(int row, int column, int width, struct style style) {
  struct str line = {0};
  for (int i = 0; i < width; i++)
    str_add(&line, glyph(GLYPH_LINE));
  terminal_put(row, column, width, style, false, str_text(&line));
  str_free(&line);
}

void terminal_show(int cursor_row, int cursor_column) {
  move(cursor_row, cursor_column);
  refresh();
}

/* --- Keys --- */

static int special(int code) {
  static const struct {
    int curses, key;
  } table[] = {
      {KEY_UP, KEY_CODE_UP},         {KEY_DOWN, KEY_CODE_DOWN},       {KEY_LEFT, KEY_CODE_LEFT},
      {KEY_RIGHT, KEY_CODE_RIGHT},   {KEY_HOME, KEY_CODE_HOME},       {KEY_END, KEY_CODE_END},
      {KEY_PPAGE, KEY_CODE_PAGE_UP}, {KEY_NPAGE, KEY_CODE_PAGE_DOWN}, {KEY_DC, KEY_CODE_DELETE},
      {KEY_IC, KEY_CODE_INSERT},     {KEY_BTAB, KEY_CODE_BACK_TAB},   {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
      {KEY_ENTER, KEY_CODE_ENTER},   {KEY_RESIZE, KEY_CODE_RESIZE},   {KEY_MOUSE, KEY_CODE_MOUSE},
  };
  for (size_t i = 0; i < COUNT_OF(table); i++)
    if (table[i].curses == code)
      return table[i].key;
  if (code >= KEY_F(1) && code <= KEY_F(12))
    return KEY_CODE_F1 + code - KEY_F(1);
  return KEY_CODE_NONE;
}

int terminal_key(int milliseconds) {
  wint_t wide = 0;
  timeout(milliseconds);
  int result = get_wch(&wide);
  if (quit_requested)
    return KEY_CODE_QUIT;
  if (result == KEY_CODE_YES)
    return special((int)wide);
  if (result == ERR)
    return KEY_CODE_NONE;
  if (wide == '\n')
    return KEY_CODE_ENTER;
  return wide == 8 ? KEY_CODE_BACKSPACE : (int)wide;
}
