/* Words that every paper needs. */
#include "paper/words.h"

#include <ctype.h>
#include <string.h>

static int count_digits(const char *text) {
  int n = 0;
  while (isdigit((unsigned char)text[n]))
    n++;
  return n;
}

/* Day and month as identity numbers have them: a D-number's day is 40 higher, a help number's month 40, that of a
 * person made up for a test 80 (Skatteetaten, the national population register). */
static bool begins_with_date(const char *digits) {
  int day = (digits[0] - '0') * 10 + digits[1] - '0', month = (digits[2] - '0') * 10 + digits[3] - '0';
  day %= 40;
  month %= 40;
  return 1 <= day && day <= 31 && 1 <= month && month <= 12;
}

enum { DATE_PARTS = 3, OWN_DIGITS = 5 };

/* Bytes of one sign that people write between the parts of an identity number: a blank, a hyphen, a point. */
static size_t length_between(const char *text) {
  static const char no_break_space[] = "\u00a0";
  if (*text && strchr(" -.", *text))
    return 1;
  return text_starts(text, no_break_space) ? strlen(no_break_space) : 0;
}

/* Where the last five digits of the identity number stand that begins there; NULL when none does. */
static char *own_digits(char *text) {
  char born[2 * DATE_PARTS];
  for (int part = 0; part < DATE_PARTS; part++) {
    if (count_digits(text) < 2)
      return NULL;
    memcpy(born + 2 * (ptrdiff_t)part, text, 2);
    text += 2;
    text += length_between(text);
  }
  return count_digits(text) == OWN_DIGITS && begins_with_date(born) ? text : NULL;
}

/* Blots the last five digits of each identity number in the text. */
static void blot_identity_numbers(char *text) {
  for (char *at = text; *at;) {
    int n = count_digits(at);
    char *own = own_digits(at);
    if (own)
      memset(own, '*', OWN_DIGITS);
    at += n > 0 ? n : 1;
  }
}

const char *paper_safe(struct arena *arena, const char *text) {
  struct str safe = {0};
  str_add_safe(&safe, text ? text : "");
  char *copy = arena_strdup(arena, str_text(&safe));
  blot_identity_numbers(copy);
  str_free(&safe);
  return copy;
}

const char *paper_about(struct arena *arena, const struct patient *patient, const char *text) {
  enum { least = 3 }; /* a shorter one may be any number */
  char *copy = arena_strdup(arena, paper_safe(arena, text));
  size_t length = patient && patient->door_code ? strlen(patient->door_code) : 0;
  for (char *at = copy; length >= least && (at = strstr(at, patient->door_code)); at += length)
    memset(at, '*', length);
  return copy;
}

const char *paper_date(struct arena *arena, date on) {
  char text[DATE_SIZE];
  date_show(on, text);
  return arena_printf(arena, "%s %s", word_label(&words_weekday, date_weekday(on)), text);
}

/* The first letter of each word: "Åse Berg" is "ÅB". A letter is a whole grapheme, of whatever script. */
static const char *initials_of(struct arena *arena, const char *name) {
  struct str letters = {0};
  const char *word;
  while ((word = arena_word(arena, &name))) {
    int columns = 1;
    size_t length;
    while ((length = text_fit(word, columns)) == 0 && columns < 3)
      columns++;
    str_addn(&letters, word, length);
  }
  const char *copy = arena_strdup(arena, str_text(&letters));
  str_free(&letters);
  return copy;
}

const char *paper_patient(struct arena *arena, const struct patient *patient, bool initials) {
  if (!patient_address_shown(patient))
    return patient->id;
  const char *name = paper_safe(arena, patient->name);
  return arena_printf(arena, "%s %s", patient->id, initials ? initials_of(arena, name) : name);
}

const char *paper_said(struct arena *arena, const struct paper_wishes *wishes, const struct patient *patient,
                       const char *text, const char *brief, const char *words) {
  if (!brief)
    return paper_about(arena, patient, text);
  return wishes->texts && !text_is_empty(words)
             ? arena_printf(arena, "%s: %s", paper_about(arena, patient, brief), paper_about(arena, patient, words))
             : paper_about(arena, patient, brief);
}

const char *paper_unsaid(const struct paper_wishes *wishes) {
  return wishes->texts ? _("With what was written in requests: this sheet stays in the base.")
                       : _("What was written in requests is not printed: the program shows it.");
}

static int64_t last_change(struct store *store, struct arena *arena) {
  struct journal_entry *entries;
  struct error err = {0};
  int n = 0;
  bool known = store_journal(store, NULL, 1, arena, &entries, &n, &err);
  error_clear(&err);
  return known && n > 0 ? entries[0].id : 0;
}

void paper_set_stamp(struct paper *paper, struct store *store) {
  struct arena *arena = &paper->arena;
  paper->stamp = arena_printf(arena, _("printed %s · version %lld"), instant_words(arena, clock_now()),
                              (long long)last_change(store, arena));
}
