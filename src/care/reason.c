/* What a person writes, and why: no more than others read, and for a reason words that the next one understands. */
#include "vaktrom/care.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* Two letters in a row, of whatever script; its vowel signs count as letters. */
static bool has_word(const char *text) {
  enum { least_letters = 2 };
  int letters = 0;
  ucs4_t character;
  for (const uint8_t *at = (const uint8_t *)text; letters < least_letters && (at = u8_next(&character, at));)
    letters = uc_is_property_alphabetic(character) ? letters + 1 : 0;
  return letters >= least_letters;
}

bool length_may(const char *text, int most, struct str *why) {
  int characters = (int)u8_mbsnlen((const uint8_t *)text, strlen(text));
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
