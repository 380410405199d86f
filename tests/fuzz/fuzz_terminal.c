/* Whatever text comes in, no control byte of it gets out: not from the functions that make text safe, and not in what
 * curses really writes to the terminal, where it may only be part of curses' own sequences. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz_screen.h"

static void check_functions(const char *text) {
  struct arena arena = {0};
  struct str safe = {0}, padded = {0}, csv = {0}, plain = {0};
  str_add_safe(&safe, text);
  MUST(fuzz_is_harmless(str_text(&safe), ""));
  MUST(fuzz_is_harmless(text_safe_lines(&arena, text), "\n\t"));
  str_add_csv(&csv, text, ';', true);
  MUST(fuzz_is_harmless(str_text(&csv), "\n\t"));
  MUST(!strchr("=+-@\t", csv.n ? csv.at[0] : 'x') && !(csv.n > 1 && csv.at[0] == '"' && strchr("=+-@\t", csv.at[1])));
  str_add_undirected(&plain, text);
  MUST(!utf8_valid(text, strlen(text)) || text_is_plain(str_text(&plain)) || !text_is_plain(text));
  for (int columns = 0; columns < 12; columns++) {
    str_clear(&padded);
    str_add_padded(&padded, str_text(&safe), columns, columns % 2);
    MUST(text_width(str_text(&padded)) == columns && fuzz_is_harmless(str_text(&padded), ""));
    MUST(text_fit(str_text(&safe), columns) <= safe.n);
  }
  str_free(&safe);
  str_free(&padded);
  str_free(&csv);
  str_free(&plain);
  arena_free(&arena);
}

/* A text in lines: together they are the text, and each fits. */
static void check_wrapping(const char *text) {
  for (int columns = 2; columns < 20; columns += 5) {
    const char *rest = text;
    for (size_t skip; *rest;) {
      size_t length = text_wrap(rest, columns, &skip);
      MUST(length + skip > 0 && length + skip <= strlen(rest));
      rest += length + skip;
    }
  }
}

static void check_json(const char *text) {
  struct str json = {0};
  str_add_safe_json(&json, text);
  MUST(fuzz_is_harmless(str_text(&json), "\n\t") || !utf8_valid(text, strlen(text)));
  str_free(&json);
}

/* Curses begins with an escape what it has to say: moving, colours, letters. No title, no string for the terminal's
 * own programs, no bell, nothing of the C1 set. */
static void check_drawn(const struct fuzz_screen *screen) {
  static char drawn[1 << 18];
  ssize_t n = pread(screen->drawn, drawn, sizeof drawn - 1, 0);
  MUST(n >= 0);
  drawn[n] = '\0';
  for (char *at = drawn; (at = strchr(at, '\033')); at++)
    MUST(at[1] && !strchr("]P_^XcNO\\", at[1]));
  MUST(strlen(drawn) == (size_t)n && fuzz_is_harmless(drawn, "\033\r\n\b\t\016\017"));
}

static void check_screen(const char *text) {
  const struct fuzz_screen *screen = fuzz_screen();
  fuzz_screen_forget(screen);
  terminal_clear();
  terminal_redraw();
  int used = terminal_put(0, 3, 40, STYLE(.role = COLOUR_PLAIN), false, text);
  MUST(used >= 0 && used <= 40);
  terminal_put(1, 0, 30, STYLE(.role = COLOUR_WARNING, .bold = true), true, text);
  int rows = terminal_wrap(2, 0, 8, STYLE(.role = COLOUR_PLAIN), text);
  MUST(rows >= 1 && rows <= 8);
  if (utf8_valid(text, strlen(text)))
    terminal_edit(12, 0, 20, STYLE(.role = COLOUR_PLAIN), text, strlen(text));
  terminal_show(0, 0);
  check_drawn(screen);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  check_functions(text);
  check_wrapping(text);
  check_json(text);
  check_screen(text);
  free(text);
  return 0;
}
