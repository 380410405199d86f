/* Words that every paper needs. */
#include "paper/words.h"

#include <string.h>

const char *paper_safe(struct arena *arena, const char *text) {
  struct str safe = {0}, masked = {0};
  str_add_safe(&safe, text ? text : "");
  written_mask(&masked, str_text(&safe));
  const char *copy = arena_strdup(arena, str_text(&masked));
  str_free(&safe);
  str_free(&masked);
  return copy;
}

const char *paper_about(struct arena *arena, const struct patient *patient, const char *text) {
  enum { least = 3 }; /* a shorter one may be any number */
  const char *safe = paper_safe(arena, text), *code = patient ? patient->door_code : NULL;
  struct str out = {0};
  for (const char *found; code && strlen(code) >= least && (found = strstr(safe, code)); safe = found + strlen(code)) {
    str_addn(&out, safe, (size_t)(found - safe));
    str_add(&out, written_removed());
  }
  str_add(&out, safe);
  const char *copy = arena_strdup(arena, str_text(&out));
  str_free(&out);
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

/* Whether something on the sheet was taken out of a text. */
static bool has_removed(const struct paper_section *section) {
  const char *removed = written_removed();
  bool any = false;
  for (size_t i = 0; i < section->above.n; i++)
    any |= strstr(section->above.at[i], removed) != NULL;
  for (size_t r = 0; r < section->rows.n; r++)
    for (int c = 0; section->rows.at[r].cells && c < section->n_columns; c++)
      any |= strstr(section->rows.at[r].cells[c], removed) != NULL;
  return any;
}

void paper_note_removed(struct paper *paper) {
  for (size_t i = 0; i < paper->sections.n; i++)
    if (has_removed(&paper->sections.at[i]))
      vec_push(&paper->sections.at[i].below,
               arena_printf(&paper->arena,
                            _("%s: a national identity number or a door code was written there. Take it out of the "
                              "text in the program."),
                            written_removed()));
}
