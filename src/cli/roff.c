/* Writing roff (man macros) so that text stays text. */
#include "cli/roff.h"

#include <ctype.h>
#include <string.h>

void roff_escape(struct str *out, const char *text) {
  static const struct {
    char sign;
    const char *escape;
  } escapes[] = {
      {'\\', "\\e"}, {'-', "\\-"}, {'\'', "\\(aq"}, {'`', "\\(ga"}, {'^', "\\(ha"}, {'~', "\\(ti"}, {'"', "\\(dq"},
  };
  for (; *text; text++) {
    const char *escape = NULL;
    for (size_t i = 0; i < COUNT_OF(escapes); i++)
      if (*text == escapes[i].sign)
        escape = escapes[i].escape;
    if (escape)
      str_add(out, escape);
    else
      str_addc(out, *text);
  }
}

/* What a checker of pages counts: a sign beyond ASCII as the eight of "\[u00F8]". */
static size_t counted(const char *word) {
  size_t n = 0;
  for (; *word; word++)
    if (!((unsigned char)*word & 0x80))
      n++;
    else if ((unsigned char)*word >= 0xC0)
      n += strlen("\\[u00F8]");
  return n;
}

void roff_lines(struct str *out, const char *escaped) {
  enum { line_most = 76 }; /* mandoc's checker asks for less than 80 */
  struct arena arena = {0};
  size_t at = 0;
  char *blanks = arena_strdup(&arena, escaped);
  for (char *sign = blanks; *sign; sign++)
    if (*sign == '\n' || *sign == '\t')
      *sign = ' ';
  const char *rest = blanks;
  for (const char *word; (word = arena_word(&arena, &rest));) {
    size_t length = counted(word);
    if (at > 0 && at + 1 + length > line_most) {
      str_addc(out, '\n');
      at = 0;
    }
    if (at > 0)
      str_addc(out, ' ');
    else if (*word == '.')
      str_add(out, "\\&");
    str_add(out, word);
    at += length + 1;
  }
  if (at > 0)
    str_addc(out, '\n');
  arena_free(&arena);
}

void roff_prose(struct str *out, const char *text) {
  struct str escaped = {0};
  roff_escape(&escaped, text);
  roff_lines(out, str_text(&escaped));
  str_free(&escaped);
}

/* "  word   what it means" as a tag and its paragraph; where there is no such gap, the line as it is. */
static void add_indented(struct str *out, const char *line) {
  struct str word = {0};
  line += strspn(line, " ");
  const char *gap = strstr(line, "  ");
  str_addn(&word, line, gap ? (size_t)(gap - line) : strlen(line));
  if (gap) {
    roff_tag(out, str_text(&word), NULL);
    roff_prose(out, gap + strspn(gap, " "));
  } else {
    str_add(out, ".br\n");
    roff_prose(out, line);
  }
  str_free(&word);
}

void roff_details(struct str *out, const char *text) {
  bool fresh = true; /* the next line begins a paragraph */
  while (*text) {
    struct str line = {0};
    size_t length = strcspn(text, "\n");
    str_addn(&line, text, length);
    bool indented = text_starts(text, "  ");
    if (!indented && fresh && length > 0)
      str_add(out, ".PP\n");
    if (indented)
      add_indented(out, str_text(&line));
    else
      roff_prose(out, str_text(&line));
    fresh = indented || length == 0;
    text += length + (text[length] == '\n');
    str_free(&line);
  }
}

void roff_tag(struct str *out, const char *tag, const char *beside) {
  str_add(out, ".TP\n\\fB");
  roff_escape(out, tag);
  str_add(out, "\\fR");
  if (!text_is_empty(beside)) {
    str_addc(out, ' ');
    roff_escape(out, beside);
  }
  str_addc(out, '\n');
}

static bool is_name_sign(char c) {
  return isalnum((unsigned char)c) || c == '-' || c == '_';
}

void roff_usage(struct str *out, const char *usage) {
  struct str escaped = {0};
  while (*usage) {
    size_t length = 0;
    while (is_name_sign(usage[length]))
      length++;
    if (length == 0) {
      roff_escape(&escaped, (char[]){*usage++, '\0'});
      continue;
    }
    struct str name = {0};
    str_addn(&name, usage, length);
    bool value = isupper((unsigned char)*usage) && !islower((unsigned char)usage[length - 1]);
    str_add(&escaped, value ? "\\fI" : "\\fB");
    roff_escape(&escaped, str_text(&name));
    str_add(&escaped, "\\fR");
    str_free(&name);
    usage += length;
  }
  roff_lines(out, str_text(&escaped));
  str_free(&escaped);
}
