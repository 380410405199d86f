/* What no free text may hold: a national identity number, a door code. */
#include "vaktrom/care.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static size_t count_digits(const char *text) {
  return strspn(text, "0123456789");
}

/* --- National identity numbers --- */

enum { DATE_PARTS = 3, DATE_DIGITS = 6, OWN_DIGITS = 5, ALL_DIGITS = DATE_DIGITS + OWN_DIGITS };

/* Day and month as identity numbers have them: a D-number's day is 40 higher, a help number's month 40, that of a
 * person made up for a test 80 (Skatteetaten, the national population register). */
static bool begins_with_date(const char *digits) {
  int day = (digits[0] - '0') * 10 + digits[1] - '0', month = (digits[2] - '0') * 10 + digits[3] - '0';
  day %= 40;
  month %= 40;
  return 1 <= day && day <= 31 && 1 <= month && month <= 12;
}

static int control_digit(const char *digits, const int *weights, size_t n) {
  int sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += weights[i] * (digits[i] - '0');
  return (11 - sum % 11) % 11; /* 10: there is no such number */
}

/* Both control digits, modulus 11 (Skatteetaten). */
static bool has_control_digits(const char *digits) {
  static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2}, second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  return control_digit(digits, first, COUNT_OF(first)) == digits[9] - '0' &&
         control_digit(digits, second, COUNT_OF(second)) == digits[10] - '0';
}

/* Bytes of one sign that people write between the parts of a number: a blank, a hyphen, a point. */
static size_t length_between(const char *text) {
  static const char no_break_space[] = "\u00a0";
  if (*text && strchr(" -.", *text))
    return 1;
  return text_starts(text, no_break_space) ? strlen(no_break_space) : 0;
}

/* The length of the identity number that begins there; 0 when none does. */
static size_t identity_length(const char *text, enum written_care care) {
  char digits[ALL_DIGITS];
  const char *at = text;
  for (size_t part = 0; part < DATE_PARTS; part++) {
    if (count_digits(at) < 2)
      return 0;
    memcpy(digits + 2 * part, at, 2);
    at += 2;
    at += length_between(at);
  }
  if (count_digits(at) != OWN_DIGITS || !begins_with_date(digits))
    return 0;
  memcpy(digits + DATE_DIGITS, at, OWN_DIGITS);
  return care == WRITTEN_ANY_DIGITS || has_control_digits(digits) ? (size_t)(at - text) + OWN_DIGITS : 0;
}

/* --- Door codes --- */

enum { LEAST_CODE = 3, MOST_CODE = 8, MOST_BETWEEN = 4 };

static bool is_letter(char c) {
  return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static size_t word_length(const char *text) {
  size_t length = 0;
  while (is_letter(text[length]))
    length++;
  return length;
}

/* Most words are none of those: told before a word is folded. */
static bool may_name_code(const char *word, size_t length) {
  if (strncasecmp(word, "keypad", length) == 0 || strncasecmp(word, "tastatur", 5) == 0)
    return true;
  for (size_t i = 0; i + 2 < length; i++)
    if (strncasecmp(word + i, "kod", 3) == 0 || strncasecmp(word + i, "cod", 3) == 0 ||
        (i == 0 && strncasecmp(word, "pin", 3) == 0))
      return true;
  return false;
}

static bool is_among(const char *const *words, size_t n, const char *word, size_t length) {
  struct str one = {0}, folded = {0};
  bool found = false;
  str_addn(&one, word, length);
  text_fold(&folded, str_text(&one));
  for (size_t i = 0; i < n && !found; i++)
    found = text_equal(words[i], str_text(&folded));
  str_free(&one);
  str_free(&folded);
  return found;
}

/* What a code is called, in both languages. */
static bool names_code(const char *word, size_t length) {
  static const char *const names[] = {
      "kode",         "koden",         "dørkode",   "dørkoden",  "portkode",   "portkoden",      "gatekode",
      "inngangskode", "inngangskoden", "alarmkode", "låskode",   "alarmkoden", "nøkkelbokskode", "nøkkelbokskoden",
      "låskoden",     "pinkode",       "pinkoden",  "pin",       "code",       "doorcode",       "keypad",
      "keycode",      "tastatur",      "kodelås",   "kodelåsen", "kodepanel"};
  return may_name_code(word, length) && is_among(names, COUNT_OF(names), word, length);
}

/* What has a code without being called one: only digits with a # or * are taken for it ("dør 1234#"). */
static bool names_door(const char *word, size_t length) {
  static const char *const names[] = {"dør",  "døra",   "døren",   "ytterdør",   "ytterdøra", "inngang", "inngangen",
                                      "port", "porten", "oppgang", "nøkkelboks", "door",      "gate",    "entrance"};
  return is_among(names, COUNT_OF(names), word, length);
}

/* What may stand between the name and the digits: "koden til døra er 4711". */
static bool may_stand_between(const char *word, size_t length) {
  static const char *const words[] = {"er",  "nr",   "nummer", "no",   "is",   "til",  "for",
                                      "på",  "i",    "the",    "to",   "of",   "døra", "døren",
                                      "dør", "port", "porten", "door", "gate", "ute",  "nede"};
  return is_among(words, COUNT_OF(words), word, length);
}

/* The digits of the code that the text begins with, a # or * among them or at either end counted; 0 when there is
 * none. With `signed_only` it must have one. */
static size_t code_length(const char *text, bool signed_only) {
  size_t length = strspn(text, "0123456789#*"), digits = 0;
  for (size_t i = 0; i < length; i++)
    digits += isdigit((unsigned char)text[i]) != 0;
  const char *end = text + length;
  bool goes_on = is_letter(*end) || (*end && strchr("-.:/", *end) && isdigit((unsigned char)end[1]));
  if (digits < LEAST_CODE || digits > MOST_CODE || goes_on || (signed_only && digits == length))
    return 0;
  return length;
}

/* Where the digits of a code stand behind the word that names it; NULL when there are none. */
static const char *code_behind(const char *text, bool signed_only, size_t *length) {
  for (int between = 0; between <= MOST_BETWEEN; between++) {
    text += strspn(text, " \t:=-(");
    *length = code_length(text, signed_only);
    if (*length > 0)
      return text;
    size_t word = word_length(text);
    if (word == 0 || !may_stand_between(text, word))
      return NULL;
    text += word;
  }
  return NULL;
}

/* --- Both --- */

bool written_find(const char *text, enum written_care care, struct written_find *out) {
  bool has_sign = strpbrk(text, "#*") != NULL;
  for (const char *at = text; *at;) {
    size_t digits = count_digits(at), word = word_length(at);
    bool code_named = word > 0 && names_code(at, word);
    const char *code = code_named || (word > 0 && has_sign && names_door(at, word))
                           ? code_behind(at + word, !code_named, &out->length)
                           : NULL;
    size_t identity = digits > 0 ? identity_length(at, care) : 0;
    out->what = identity > 0 ? WRITTEN_IDENTITY_NUMBER : WRITTEN_DOOR_CODE;
    out->from = (size_t)((identity > 0 ? at : code ? code : text) - text);
    out->length = identity > 0 ? identity : out->length;
    if (identity > 0 || code)
      return true;
    at += digits + word > 0 ? digits + word : 1;
  }
  return false;
}

bool written_may(const char *text, struct str *why) {
  struct written_find found = {0};
  if (!text || !written_find(text, WRITTEN_CONTROL_DIGITS, &found))
    return true;
  str_add(why,
          found.what == WRITTEN_IDENTITY_NUMBER
              ? _("the text holds a national identity number: leave it out, the patient number says who it is")
              : _("the text holds what looks like a door code: leave it out; the patient's fields door_code (never "
                  "printed) and key_number are for that"));
  return false;
}

bool written_mask(struct str *out, const char *text) {
  struct written_find found = {0};
  bool any = false;
  for (; written_find(text, WRITTEN_ANY_DIGITS, &found); text += found.from + found.length) {
    str_addn(out, text, found.from);
    str_add(out, written_removed());
    any = true;
  }
  str_add(out, text);
  return any;
}

const char *written_removed(void) {
  return _("[removed]");
}
