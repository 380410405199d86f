/* The only place that talks to curses. */
#include "tui/widgets/terminal.h"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistd.h>
#include <unistr.h>
#include <uniwidth.h>

#include "tui/widgets/signals.h"

static struct {
  SCREEN *screen;
  struct terminal_settings settings;
  enum config_theme theme; /* as chosen */
  bool configured, open, ascii;
  struct mouse mouse;
} terminal;

static const struct {
  const char *utf8, *ascii, *plain;
} glyphs[GLYPH_COUNT] = {
    [GLYPH_VISIT] = {"█", "#", "#"}, [GLYPH_TWO_PERSON] = {"═", "=", "="}, [GLYPH_TRAVEL] = {"─", "-", "-"},
    [GLYPH_WAIT] = {"·", ".", "."},  [GLYPH_BREAK] = {"▒", "%", "%"},      [GLYPH_LATE] = {"!", "!", "!"},
    [GLYPH_PIN] = {"◆", "P", "P"},   [GLYPH_NOW] = {"│", "|", "|"},        [GLYPH_EDGE] = {":", ":", ":"},
    [GLYPH_LINE] = {"─", "-", " "},  [GLYPH_DOT] = {"·", "-", ","},        [GLYPH_ARROW] = {"→", ">", ">"},
};

const char *glyph(enum glyph sign) {
  return terminal.settings.plain ? glyphs[sign].plain : terminal.ascii ? glyphs[sign].ascii : glyphs[sign].utf8;
}

/* --- Opening and closing ----------------------------------------------------------------------------------------- */

static bool colours_used(void) {
  return terminal.theme != THEME_MONOCHROME;
}

static void use_theme(void) {
  terminal.theme = theme_choose(terminal.settings.theme, tigetnum("colors")); /* COLORS is 0 before start_color */
  if (!colours_used()) {
    bkgdset(' ');
    return;
  }
  start_color();
  use_default_colors();
  for (int role = 0; role < COLOUR_ROLES; role++) {
    struct look look = theme_look(terminal.theme, (enum colour_role)role, COLORS);
    init_pair((short)(role + 1), look.colour, look.background);
  }
  bkgdset((chtype)(' ' | COLOR_PAIR(COLOUR_PLAIN + 1)));
}

void terminal_configure(const struct terminal_settings *settings) {
  bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  terminal.settings = *settings;
  terminal.configured = true;
  terminal.ascii = settings->ascii == CHOICE_YES || !utf8; /* what the locale cannot say cannot be asked for */
  if (!terminal.open)
    return;
  use_theme();
  terminal_redraw();
}

/* Ctrl-S and Ctrl-Q are keys here; Ctrl-C is one as well, so that it cannot end a form by a slip. */
static void free_control_keys(void) {
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0)
    return;
  modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
  modes.c_cc[VINTR] = _POSIX_VDISABLE;
  modes.c_cc[VQUIT] = _POSIX_VDISABLE;
  tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  def_prog_mode();
}

/* Adds what ends the screen on this terminal, without the delays that only old terminals need. */
static void add_capability(struct str *out, char *name) {
  const char *text = tigetstr(name); /* -1 where the name is none of a text; all that are asked here are */
  for (const char *at = text; at && *at;) {
    const char *end = at[0] == '$' && at[1] == '<' ? strchr(at, '>') : NULL;
    if (!end)
      str_addc(out, *at);
    at = end ? end + 1 : at + 1;
  }
}

static void tell_what_restores(void) {
  struct str restore = {0};
  static const char *const endings[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
  if (!terminal.settings.no_mouse)
    str_add(&restore, "\033[?1006l\033[?1000l");
  for (size_t i = 0; i < COUNT_OF(endings); i++)
    add_capability(&restore, (char *)endings[i]);
  signals_restore_with(str_text(&restore));
  str_free(&restore);
}

static void start_mouse(void) {
  if (terminal.settings.no_mouse)
    return;
  mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
  mouseinterval(0);
}

bool terminal_open(struct error *err) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
    return error_set(err, STATUS_USAGE, "%s",
                     _("the screen needs a terminal; vaktrom --help lists the commands that do not"));
  signals_remember_terminal();
  signals_catch(); /* before curses, which would end the program by itself where it finds none caught */
  terminal.screen = text_equal(environment_get("TERM"), "dumb") ? NULL : newterm(NULL, stdout, stdin);
  if (!terminal.screen) {
    signals_release();
    return error_set(err, STATUS_USAGE, _("this terminal (TERM=%s) is not known here; try TERM=xterm"),
                     environment_get("TERM") ? environment_get("TERM") : "");
  }
  if (!terminal.configured)
    terminal_configure(&(struct terminal_settings){.ascii = CHOICE_AUTO});
  terminal.open = true;
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  free_control_keys();
  use_theme();
  start_mouse();
  tell_what_restores();
  return true;
}

void terminal_close(void) {
  if (!terminal.open)
    return;
  terminal.open = false;
  endwin();
  delscreen(terminal.screen);
  signals_release();
}

/* The size may have changed while the program stood still. */
static void measure(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm(size.ws_row, size.ws_col);
}

/* Draws everything again on a terminal that somebody else used meanwhile. */
static void come_back(void) {
  reset_prog_mode();
  measure();
  clearok(stdscr, TRUE);
  refresh();
}

static void stop(void) {
  endwin();
  signals_stop_here();
  come_back();
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

bool terminal_plain(void) {
  return terminal.settings.plain;
}

bool terminal_too_small(void) {
  return LINES < TERMINAL_MIN_ROWS || COLS < TERMINAL_MIN_COLUMNS;
}

/* --- Drawing --- */

static attr_t attributes(struct style style) {
  struct look look = theme_look(terminal.theme, style.role, COLORS);
  attr_t attrs = A_NORMAL;
  if (colours_used())
    attrs |= COLOR_PAIR((int)style.role + 1);
  if (style.bold || look.bold)
    attrs |= A_BOLD;
  if (look.dim)
    attrs |= A_DIM;
  if (style.reverse)
    attrs |= A_REVERSE;
  if (style.underline || look.underline)
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
  } letters[] = {{0xE6, "ae"},    {0xF8, "oe"},   {0xE5, "aa"},   {0xC6, "Ae"},  {0xD8, "Oe"},   {0xC5, "Aa"},
                 {0xA0, " "},     {0xB7, "-"},    {0xAB, "\""},   {0xBB, "\""},  {0xD7, "x"},    {0xB0, "deg"},
                 {0x2013, "-"},   {0x2014, "-"},  {0x2019, "'"},  {0x2018, "'"}, {0x201C, "\""}, {0x201D, "\""},
                 {0x2026, "..."}, {0x2190, "<-"}, {0x2192, "->"}, {0x2713, "v"}, {0x2717, "x"}};
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

int terminal_width(const char *text) {
  struct str safe = {0}, shown = {0};
  str_add_safe(&safe, text);
  add_shown(&shown, str_text(&safe));
  int width = text_width(str_text(&shown));
  str_free(&safe);
  str_free(&shown);
  return width;
}

/* Where to begin so that the cursor is among `width` columns. */
static size_t first_shown(const char *text, size_t cursor, int width) {
  size_t start = 0;
  struct str part = {0};
  for (;;) {
    str_clear(&part);
    str_addn(&part, text + start, cursor - start);
    if (start >= cursor || terminal_width(str_text(&part)) < width)
      break;
    const uint8_t *at = (const uint8_t *)text + start;
    start += (size_t)(u8_grapheme_next(at, at + strlen(text + start)) - at);
  }
  str_free(&part);
  return start;
}

int terminal_edit(int row, int column, int width, struct style style, const char *text, size_t cursor) {
  size_t start = first_shown(text, cursor, width);
  struct str before = {0};
  str_addn(&before, text + start, cursor - start);
  terminal_put(row, column, width, style, true, text + start);
  int at = column + terminal_width(str_text(&before));
  str_free(&before);
  return at;
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
  if (terminal.settings.plain)
    return;
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

/* Curses reads bytes that are no UTF-8 as a number beyond all letters, where the special keys have theirs: a terminal
 * that sends rubbish must not leave the program with it. */
static int letter(wint_t wide) {
  bool is_letter = wide < 0xD800 || (wide > 0xDFFF && wide <= 0x10FFFF);
  return is_letter ? (int)wide : 0xFFFD;
}

/* A key that lies ready, KEY_CODE_NONE when none does. */
static int ready_key(void) {
  wint_t wide = 0;
  timeout(0);
  int result = get_wch(&wide);
  if (result == KEY_CODE_YES)
    return special((int)wide);
  if (result == ERR)
    return KEY_CODE_NONE;
  if (wide == '\n')
    return KEY_CODE_ENTER;
  return wide == 8 ? KEY_CODE_BACKSPACE : letter(wide);
}

/* Reads what the mouse did; false for what nobody asks about. */
static bool take_mouse(void) {
  MEVENT event;
  if (getmouse(&event) != OK)
    return false;
  terminal.mouse = (struct mouse){.row = event.y, .column = event.x};
  if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED))
    terminal.mouse.deed = MOUSE_SELECT;
  else if (event.bstate & BUTTON4_PRESSED)
    terminal.mouse.deed = MOUSE_SCROLL_UP;
  else if (event.bstate & BUTTON5_PRESSED)
    terminal.mouse.deed = MOUSE_SCROLL_DOWN;
  else
    return false;
  return true;
}

const struct mouse *terminal_mouse(void) {
  return &terminal.mouse;
}

/* What signals ask for, KEY_CODE_NONE when nothing. */
static int asked_by_signals(void) {
  if (signals_quit())
    return KEY_CODE_QUIT;
  if (signals_take_stop()) {
    stop();
    return KEY_CODE_RESIZE;
  }
  if (signals_take_continue()) {
    come_back();
    return KEY_CODE_RESIZE;
  }
  return KEY_CODE_NONE;
}

int terminal_key(int milliseconds) {
  double deadline = clock_seconds() + milliseconds / 1000.0;
  for (;;) {
    int key = asked_by_signals();
    if (key == KEY_CODE_NONE)
      key = ready_key();
    if (key == KEY_CODE_MOUSE && !take_mouse())
      continue;
    int left = (int)((deadline - clock_seconds()) * 1000.0);
    if (key != KEY_CODE_NONE || left <= 0)
      return key;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = poll(&input, 1, left); /* a signal ends it early */
    if (ready > 0 && input.revents & (POLLHUP | POLLERR | POLLNVAL)) {
      key = ready_key();
      return key == KEY_CODE_NONE ? KEY_CODE_QUIT : key; /* nobody is there any more */
    }
  }
}
