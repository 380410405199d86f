/* What a person writes, and why: no more than others read, and for a reason words that the next one understands. */
#include "vaktrom/care.h"

#include <ctype.h>
#include <string.h>

/* The bytes of the letter that the text begins with; 0 when that is none. Beyond ASCII all but signs is one: Latin-1's
 * signs (U+0080 to U+00BF), general punctuation to arrows and symbols (U+2000 to U+2BFF), the ideographic space. */
static size_t letter_length(const char *text) {
  const unsigned char *bytes = (const unsigned char *)text;
  size_t length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
  bool sign = bytes[0] == 0xC2 || (bytes[0] == 0xE2 && bytes[1] < 0xB0) || (bytes[0] == 0xE3 && bytes[1] == 0x80);
  bool letter = bytes[0] < 0x80 ? isalpha(bytes[0]) != 0 : bytes[0] >= 0xC0 && !sign;
  return letter && strnlen(text, length) == length ? length : 0;
}

static bool has_word(const char *text) {
  enum { least_letters = 2 };
  int letters = 0;
  for (size_t length; *text && letters<least_letters; text += length> 0 ? length : 1) {
    length = letter_length(text);
    letters = length > 0 ? letters + 1 : 0;
  }
  return letters >= least_letters;
}

bool length_may(const char *text, int most, struct str *why) {
  int characters = 0;
  for (const char *at = text; *at; at++)
    characters += ((unsigned char)*at & 0xC0) != 0x80; /* the first byte of one */
  if (characters > most)
    str_addf(why, _("the text has %d characters; at most %d are allowed here"), characters, most);
  return characters <= most;
}

bool reason_is_given(const char *reason, const char *wanted, struct error *err) {
  struct str why = {0};
  if (reason && has_word(reason)) {
    bool may = length_may(reason, LENGTH_TEXT, &why) || error_set(err, STATUS_USAGE, "%s", str_text(&why));
    str_free(&why);
    return may;
  }
  error_set(err, STATUS_USAGE, "%s", wanted);
  if (!text_is_empty(reason))
    error_add(err, STATUS_USAGE, _("'%s' tells nobody why: write at least one word"), reason);
  return false;
}
