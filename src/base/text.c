/* Text as terminals and people see it: columns, whole characters, nothing that could steer a terminal. */
#include "vaktrom/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

bool text_equal(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

void text_fold(struct str *out, const char *text) {
  size_t ascii = 0;
  while (text[ascii] && (unsigned char)text[ascii] < 128)
    ascii++;
  for (size_t i = 0; i < ascii; i++)
    str_addc(out, text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i]);
  if (!text[ascii])
    return;
  size_t length = 0;
  uint8_t *folded =
      mem_made(u8_casefold((const uint8_t *)text + ascii, strlen(text + ascii), NULL, UNINORM_NFC, NULL, &length));
  if (folded)
    str_addn(out, (const char *)folded, length);
  else /* no UTF-8: as it is */
    str_add(out, text + ascii);
  free(folded);
}

bool text_is_empty(const char *text) {
  return !text || !*text;
}

bool text_has_word(const char *words, const char *word) {
  if (text_is_empty(words) || text_is_empty(word))
    return false;
  size_t length = strlen(word);
  for (const char *at = words; *at;) {
    size_t span = strcspn(at, " ");
    if (span == length && memcmp(at, word, length) == 0)
      return true;
    at += span;
    at += strspn(at, " ");
  }
  return false;
}

bool text_starts(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool utf8_valid(const char *text, size_t length) {
  return u8_check((const uint8_t *)text, length) == NULL;
}

/* --- Width ------------------------------------------------------------------------------------------------------- */

/* Columns of one character. A control character counts 1: it never reaches the terminal but as '?'. */
static int character_width(ucs4_t character) {
  int width = uc_width(character, "UTF-8");
  return width < 0 ? 1 : width;
}

static int span_width(const uint8_t *at, const uint8_t *end) {
  int width = 0;
  while (at < end) {
    ucs4_t character;
    at += u8_mbtouc(&character, at, (size_t)(end - at)); /* a broken byte reads as U+FFFD */
    width += character_width(character);
  }
  return width;
}

int text_width(const char *text) {
  const uint8_t *at = (const uint8_t *)text;
  return span_width(at, at + strlen(text));
}

size_t text_fit(const char *text, int columns) {
  const uint8_t *start = (const uint8_t *)text;
  const uint8_t *end = start + strlen(text);
  const uint8_t *at = start;
  while (at < end) {
    const uint8_t *next = u8_grapheme_next(at, end);
    columns -= span_width(at, next);
    if (columns < 0)
      break;
    at = next;
  }
  return (size_t)(at - start);
}

size_t text_wrap(const char *text, int columns, size_t *skip) {
  size_t line = strcspn(text, "\n");
  size_t fit = text_fit(text, columns);
  *skip = 1;
  if (fit >= line)
    return *skip = text[line] == '\n', line;
  for (size_t at = fit; at > 0; at--)
    if (text[at] == ' ')
      return at;
  *skip = 0;
  return fit > 0 ? fit : 1;
}

void str_add_padded(struct str *str, const char *text, int columns, bool ascii) {
  if (columns <= 0)
    return;
  int width = text_width(text);
  if (width <= columns) {
    str_add(str, text);
  } else {
    enum { narrow = 6 }; /* so few columns are not given to dots */
    const char *mark = !ascii ? "…" : columns < narrow ? "." : "...";
    size_t length = text_fit(text, columns - text_width(mark));
    str_addn(str, text, length);
    str_add(str, mark);
    const uint8_t *start = (const uint8_t *)text;
    width = span_width(start, start + length) + text_width(mark);
  }
  for (; width < columns; width++)
    str_addc(str, ' ');
}

/* --- Safety ------------------------------------------------------------------------------------------------------ */

/* Characters that reorder, hide or command instead of being seen. (Unicode TR 36 §2.5, TR 9 §2) */
static bool is_unsafe(ucs4_t character) {
  static const struct {
    ucs4_t first, last;
  } ranges[] = {
      {0x0000, 0x001F},   /* C0 controls, escape among them */
      {0x007F, 0x009F},   /* delete and the C1 controls */
      {0x2028, 0x202E},   /* line and paragraph separator; embeddings and overrides */
      {0x2060, 0x206F},   /* invisible operators, isolates, deprecated format characters */
      {0xFEFF, 0xFEFF},   /* a byte-order mark amid text */
      {0xFFF9, 0xFFFB},   /* interlinear annotation */
      {0xE0000, 0xE0FFF}, /* tags and other characters without a shape */
  };
  for (size_t i = 0; i < COUNT_OF(ranges); i++)
    if (character >= ranges[i].first && character <= ranges[i].last)
      return true;
  return false;
}

bool text_is_plain(const char *text) {
  const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
  while (at < end) {
    ucs4_t character;
    int length = u8_mbtoucr(&character, at, (size_t)(end - at));
    if (length <= 0 || (is_unsafe(character) && character != '\t'))
      return false;
    at += length;
  }
  return true;
}

static bool is_combining(ucs4_t character) {
  return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_M) || uc_width(character, "UTF-8") == 0;
}

/* Combining marks on one letter: real scripts stay below (Hebrew with cantillation: 4); a flood does not. */
enum { most_marks = 6 };

/* Those of `kept` stay. */
static void add_safe(struct str *str, const char *text, const char *kept) {
  const uint8_t *at = (const uint8_t *)text;
  const uint8_t *end = at + strlen(text);
  int marks = 0;
  while (at < end) {
    ucs4_t character;
    int length = u8_mbtoucr(&character, at, (size_t)(end - at));
    if (length == 1 && character != 0 && strchr(kept, (int)character)) {
      str_addc(str, (char)character);
      marks = 0;
    } else if (length <= 0 || is_unsafe(character)) {
      str_addc(str, '?');
      marks = 0;
    } else {
      marks = is_combining(character) ? marks + 1 : 0;
      if (marks <= most_marks)
        str_addn(str, (const char *)at, (size_t)length);
      else if (marks == most_marks + 1) /* one '?' for the rest of the run */
        str_addc(str, '?');
    }
    at += length > 0 ? length : 1;
  }
}

void str_add_safe(struct str *str, const char *text) {
  add_safe(str, text, "");
}

void str_add_safe_lines(struct str *str, const char *text) {
  add_safe(str, text, "\n\t");
}

const char *text_safe_lines(struct arena *arena, const char *text) {
  const char *at = text;
  while ((*at >= ' ' && *at < 0x7f) || *at == '\n')
    at++;
  if (!*at)
    return text; /* as nearly every one */
  struct str safe = {0};
  str_add_safe_lines(&safe, text);
  const char *result = text_equal(str_text(&safe), text) ? text : arena_strdup(arena, str_text(&safe));
  str_free(&safe);
  return result;
}

/* A pair of surrogates above the first plane (RFC 8259, 7). */
static void add_json_escape(struct str *str, ucs4_t character) {
  if (character < 0x10000)
    str_addf(str, "\\u%04x", (unsigned)character);
  else
    str_addf(str, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (character >> 10)), (unsigned)(0xdc00 + (character & 0x3ff)));
}

void str_add_safe_json(struct str *str, const char *json) {
  const uint8_t *at = (const uint8_t *)json, *end = at + strlen(json);
  int marks = 0;
  while (at < end) {
    ucs4_t character;
    int length = u8_mbtouc(&character, at, (size_t)(end - at)); /* a broken byte reads as U+FFFD */
    bool laid_out = character == '\n' || character == '\t';     /* by cJSON, between the strings */
    marks = is_combining(character) ? marks + 1 : 0;
    if (laid_out || (!is_unsafe(character) && marks <= most_marks))
      str_addn(str, (const char *)at, (size_t)length);
    else
      add_json_escape(str, character);
    at += length;
  }
}

void str_add_undirected(struct str *str, const char *text) {
  const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
  while (at < end) {
    ucs4_t character;
    int length = u8_mbtouc(&character, at, (size_t)(end - at));
    bool directs = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    if (!directs)
      str_addn(str, (const char *)at, (size_t)length);
    at += length;
  }
}

/* --- Did you mean ------------------------------------------------------------------------------------------------ */

enum { longest_word = 64 };

static int least(int a, int b) {
  return a < b ? a : b;
}

static bool same_letter(char a, char b) {
  return strncasecmp(&a, &b, 1) == 0;
}

/* Damerau-Levenshtein distance (optimal string alignment, case ignored) of two words of at most longest_word bytes. */
static int word_distance(const char *a, const char *b) {
  int rows[3][longest_word + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2];
  int a_length = (int)strlen(a), b_length = (int)strlen(b);
  for (int j = 0; j <= b_length; j++)
    above[j] = j;
  for (int i = 1; i <= a_length; i++) {
    row[0] = i;
    for (int j = 1; j <= b_length; j++) {
      int change = above[j - 1] + !same_letter(a[i - 1], b[j - 1]);
      row[j] = least(change, least(above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]))
        row[j] = least(row[j], before[j - 2] + 1);
    }
    int *oldest = before;
    before = above;
    above = row;
    row = oldest;
  }
  return above[b_length];
}

const char *text_nearest(const char *word, const char *const *words, size_t n) {
  size_t length = strlen(word);
  if (length == 0 || length > longest_word)
    return NULL;
  int limit = length <= 3 ? 1 : 2; /* two changes turn a short word into any other */
  const char *nearest = NULL;
  for (size_t i = 0; i < n; i++) {
    if (strlen(words[i]) > longest_word)
      continue;
    int distance = word_distance(word, words[i]);
    if (distance <= limit) {
      limit = distance - 1;
      nearest = words[i];
    }
  }
  return nearest;
}
