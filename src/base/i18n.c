/* The language of what users see: English in the source, another one from its catalogue (GNU gettext's .mo), which the
 * build put into the program.
 *
 * The catalogue is looked up here and not by the C library, which translates nothing in the locales C and C.UTF-8
 * (glibc bug 16621) nor in one that the machine lacks. A timer, a container and many a terminal over SSH have just
 * those. */
#include <stdlib.h>
#include <string.h>

#include "vaktrom/base.h"

/* What a language is called, and its catalogue (NULL: the source's own). */
static const struct {
  const char *code;
  const char *catalogue;
} languages[] = {{"en", NULL}, {"nb", "locale/nb/LC_MESSAGES/vaktrom.mo"}};

/* Where a .mo file says how many texts it has and where its two tables are: pairs of length and offset, the originals
 * sorted by their bytes, all numbers little-endian as the build orders. */
enum { MO_COUNT = 8, MO_ORIGINALS = 12, MO_TRANSLATIONS = 16, MO_PAIR = 8 };

/* Chosen once at the start, before there is a second thread. */
static size_t chosen;
static const struct embedded_file *catalogue;

static uint32_t number_at(size_t offset) {
  const unsigned char *byte = (const unsigned char *)catalogue->bytes + offset;
  return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

/* The text of row `i` of one of the two tables. */
static const char *text_at(size_t table, size_t i) {
  return catalogue->bytes + number_at(number_at(table) + i * MO_PAIR + 4);
}

/* What the catalogue has for a text, NULL when it has nothing. Forms of a plural stand behind one another, each with
 * its NUL; *end is where the last one's stands. */
static const char *translation(const char *text, const char **end) {
  size_t low = 0, high = catalogue && *text ? number_at(MO_COUNT) : 0; /* the empty text names the catalogue's header */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(text, text_at(MO_ORIGINALS, middle));
    if (order == 0) {
      const char *found = text_at(MO_TRANSLATIONS, middle);
      *end = found + number_at(number_at(MO_TRANSLATIONS) + middle * MO_PAIR);
      return found;
    }
    low = order > 0 ? middle + 1 : low;
    high = order > 0 ? high : middle;
  }
  return NULL;
}

/* The source's text without the context that C_() put before it. */
static const char *without_context(const char *text) {
  const char *mark = strchr(text, '\004');
  return mark ? mark + 1 : text;
}

const char *tr(const char *text) {
  const char *end, *found = translation(text, &end);
  return found ? found : without_context(text);
}

/* Both languages have one form for 1 and one for every other number; a language with other rules needs them here. */
const char *tr_count(const char *one, const char *many, unsigned long n) {
  const char *end, *found = translation(one, &end);
  if (!found)
    return n == 1 ? one : many;
  const char *other = found + strlen(found) + 1;
  return n == 1 || other > end ? found : other;
}

void number_show(double number, int decimals, char out[NUMBER_SIZE]) {
  snprintf(out, NUMBER_SIZE, "%.*f", decimals, number);
  char *point = strchr(out, '.');
  if (point)
    *point = *C_("decimal", "."); /* Translators: what stands before the decimals of a number; one character */
}

static size_t find_language(const char *code) {
  size_t i = 0;
  while (i < COUNT_OF(languages) && !text_equal(languages[i].code, code))
    i++;
  return i;
}

const char *language_code(const char *code) {
  size_t i = find_language(code);
  return i < COUNT_OF(languages) ? languages[i].code : NULL;
}

void language_choose(const char *code) {
  size_t i = find_language(code);
  if (i == COUNT_OF(languages))
    return;
  chosen = i;
  catalogue = languages[i].catalogue ? embedded_file(languages[i].catalogue) : NULL;
}

const char *language(void) {
  return languages[chosen].code;
}

/* The language of a locale's name ("nb_NO.UTF-8"), as far as it goes up to `length` bytes; NULL when the program has
 * none. Who writes Nynorsk reads Bokmål rather than English. */
static const char *language_named(const char *name, size_t length) {
  static const char *const norwegian[] = {"nb", "nn", "no", "norwegian", "bokmal"};
  size_t letters = strcspn(name, "_.@:");
  letters = letters < length ? letters : length;
  for (size_t i = 0; i < COUNT_OF(norwegian); i++)
    if (strlen(norwegian[i]) == letters && strncmp(norwegian[i], name, letters) == 0)
      return "nb";
  return letters == 2 && strncmp(name, "en", letters) == 0 ? "en" : NULL;
}

const char *language_of_locale(void) {
  static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"}; /* POSIX's order */
  const char *locale = NULL;
  for (size_t i = 0; i < COUNT_OF(variables) && text_is_empty(locale); i++)
    locale = environment_get(variables[i]);
  size_t length = locale ? strcspn(locale, ".@") : 0;
  if (length == 0 || (length == 1 && *locale == 'C') || text_equal(locale, "POSIX"))
    return "en";
  const char *list = environment_get("LANGUAGE"), *found = NULL; /* GNU's: several, the dearest first */
  for (; !found && !text_is_empty(list); list += strcspn(list, ":"), list += *list == ':')
    found = language_named(list, strcspn(list, ":"));
  found = found ? found : language_named(locale, length);
  return found ? found : "en";
}
