/* A KIND as a person names it, and what its columns (and the settings) may hold. */
#include "kinds_cli.h"

const struct kind *kind_of_word(const char *word, struct error *err) {
  const struct kind *found = kind_find(word);
  if (found)
    return found;
  VEC(const char *) names = {0};
  for (const struct kind *kind = kinds; kind->name; kind++)
    vec_push(&names, kind->name);
  const char *near = text_nearest(word, names.at, names.n);
  struct str all = {0};
  for (size_t i = 0; i < names.n; i++)
    str_addf(&all, i ? ", %s" : "%s", names.at[i]);
  error_set(err, STATUS_USAGE, _("there is no KIND '%s'"), word);
  error_add(err, STATUS_USAGE, near ? _("did you mean '%s'?") : _("the KINDs are: %s"), near ? near : str_text(&all));
  str_free(&all);
  vec_free(&names);
  return NULL;
}

/* --- What a column may hold ----------------------------------------------------------------------------------------
 */

/* The types that say all by themselves; the others name a KIND, words or bounds. */
static const char *const plain_types[] = {
    [COLUMN_ID] = N_("an id: at most 64 bytes, no blank"),
    [COLUMN_TEXT] = N_("free text on one line"),
    [COLUMN_CODES] = N_("words separated by one space"),
    [COLUMN_DATE] = N_("a date"),
    [COLUMN_INSTANT] = N_("a date and a time"),
    [COLUMN_TIME] = N_("a time, HH:MM"),
    [COLUMN_TIMES] = N_("times HH:MM, separated by one space"),
    [COLUMN_DAYS] = N_("seven letters, MTWTFSS, with - for a day off; or empty"),
    [COLUMN_YES_NO] = N_("yes or no"),
    [COLUMN_SKILLS] = N_("skills separated by one space, each perhaps with @ and its expiry, or # and a patient"),
};

static const char *referred(const struct column *column) {
  const struct kind *kind = kind_find(column->ref);
  return kind ? _(kind->plural) : _("patients and teams");
}

static void add_type(const struct column *column, struct str *out) {
  switch (column->type) {
  case COLUMN_REF:
    str_addf(out, _("the id of a row of %s"), referred(column));
    return;
  case COLUMN_REFS:
    str_addf(out, _("ids of rows of %s, separated by one space"), referred(column));
    return;
  case COLUMN_WORD:
  case COLUMN_WORDS:
    str_add(out, column->type == COLUMN_WORD ? _("one of") : _("any of these, separated by one space:"));
    str_addc(out, ' ');
    words_list(column->words, out);
    return;
  case COLUMN_INTEGER:
    str_addf(out, _("a whole number from %.0f to %.0f"), column->min, column->max);
    return;
  case COLUMN_REAL:
    str_addf(out, _("a number from %g to %g"), column->min, column->max);
    return;
  default:
    str_add(out, _(plain_types[column->type]));
  }
}

void column_describe(const struct column *column, struct str *out) {
  static const struct {
    unsigned flag;
    const char *text;
  } meanings[] = {
      {COLUMN_KEY, N_("part of the key")},
      {COLUMN_NEWEST, N_("given by the program where it is empty")},
      {COLUMN_REQUIRED, N_("must be filled")},
      {COLUMN_EXTRA, N_("written only where some row fills it")},
      {COLUMN_OPTIONAL, N_("the column may be missing")},
  };
  add_type(column, out);
  for (size_t i = 0; i < COUNT_OF(meanings); i++)
    if (column->flags & meanings[i].flag)
      str_addf(out, "; %s", _(meanings[i].text));
  if (column->type == COLUMN_TEXT)
    str_addf(out, _("; at most %d characters"), column->max > 0 ? (int)column->max : LENGTH_TEXT);
  if (!text_is_empty(column->fallback))
    str_addf(out, _("; empty means %s"), column->fallback);
}

void setting_describe(const struct setting *setting, struct str *out) {
  switch (setting->type) {
  case SETTING_TEXT:
    str_add(out, _("a text"));
    return;
  case SETTING_INTEGER:
    str_addf(out, _("a whole number from %lld to %lld"), (long long)setting->min, (long long)setting->max);
    return;
  case SETTING_TIME:
    str_add(out, _("a time, HH:MM"));
    return;
  case SETTING_YES_NO:
    str_add(out, _("yes or no"));
    return;
  case SETTING_LANGUAGE:
    str_add(out, _("nb or en, or empty"));
    return;
  case SETTING_GROUP:
    str_add(out, _("a group of this machine, or empty"));
    return;
  case SETTING_ZONE:
    str_add(out, _("a time zone, such as Europe/Oslo"));
    return;
  }
}
