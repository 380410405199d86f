/* Words that every paper needs. */
#include "paper/words.h"

const char *paper_safe(struct arena *arena, const char *text) {
  struct str safe = {0};
  str_add_safe(&safe, text ? text : "");
  const char *copy = arena_strdup(arena, str_text(&safe));
  str_free(&safe);
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

const char *paper_said(struct arena *arena, const struct paper_wishes *wishes, const char *text, const char *brief,
                       const char *words) {
  if (!brief)
    return paper_safe(arena, text);
  return wishes->texts && !text_is_empty(words)
             ? arena_printf(arena, "%s: %s", paper_safe(arena, brief), paper_safe(arena, words))
             : paper_safe(arena, brief);
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
