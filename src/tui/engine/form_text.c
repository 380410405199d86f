/* What a text in a field means: shorthands, the canonical form or what is wrong, the choices that it may stand for. */
#include "tui/engine/form_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tui/engine/path_hints.h"
#include "tui/engine/table.h"

enum { week = 7, days_shown = 3 };

/* --- Dates and times --------------------------------------------------------------------------------------------- */

/* A number of one or two digits at the text, which moves behind it; NONE when there is none. */
static int two_digits(const char **text) {
  int number = NONE;
  for (int digits = 0; digits < 2 && isdigit((unsigned char)**text); digits++)
    number = (number == NONE ? 0 : number * 10) + *(*text)++ - '0';
  return number;
}

/* "24.12." or "24.12": the next such day from today on. */
static bool day_and_month(const char *text, date today, date *out) {
  enum { years_to_a_leap_day = 8 };
  int year, ignored, day = two_digits(&text);
  if (*text++ != '.' || day == NONE)
    return false;
  int month = two_digits(&text);
  if (month == NONE || *(text + (*text == '.')))
    return false;
  date_to_ymd(today, &year, &ignored, &ignored);
  *out = DATE_NONE;
  for (int later = year; (*out == DATE_NONE || *out < today) && later <= year + years_to_a_leap_day; later++)
    *out = date_from_ymd(later, month, day);
  return *out != DATE_NONE;
}

bool date_shorthand(const char *text, date today, date *out) {
  char *end;
  if ((*text == '+' || *text == '-') && isdigit((unsigned char)text[1])) {
    long days = strtol(text, &end, 10);
    *out = (date)(today + days);
    return !*end && labs(days) <= 36600;
  }
  for (int i = 0; i < 2; i++)
    if (text_equal(text, i ? _("tomorrow") : _("today")) || text_equal(text, i ? "tomorrow" : "today")) {
      *out = today + i;
      return true;
    }
  int weekday = weekday_named(text);
  if (weekday != NONE) {
    int ahead = (weekday - date_weekday(today) + week) % week;
    *out = today + (ahead ? ahead : week);
    return true;
  }
  return day_and_month(text, today, out) || date_parse(text, out);
}

bool time_shorthand(const char *text, char out[TIME_SIZE]) {
  size_t digits = strspn(text, "0123456789");
  const char *rest = text + (digits == 3); /* "730": its hour has one digit */
  int hour = digits == 3 ? *text - '0' : two_digits(&rest), minutes = 0;
  bool marked = *rest == ':' || *rest == '.';
  rest += marked;
  if (*rest || marked)
    minutes = strlen(rest) == 2 ? two_digits(&rest) : NONE;
  if (hour == NONE || minutes == NONE || *rest || hour > 23 || minutes > 59)
    return false;
  wall_format(hour * 60 + minutes, out);
  return true;
}

static const char *date_text(const struct form *form, const char *text, struct arena *arena, struct str *why) {
  date on;
  char canonical[DATE_SIZE];
  if (!date_shorthand(text, form->today, &on))
    return str_refuse(why, _("'%s' is no date: 24.12.2026, 24.12., fri, +3, today"), text);
  date_format(on, canonical);
  return arena_strdup(arena, canonical);
}

static const char *time_text(const char *text, struct arena *arena, struct str *why) {
  char canonical[TIME_SIZE];
  if (!time_shorthand(text, canonical))
    return str_refuse(why, _("'%s' is no time: 07:30, 730, 7"), text);
  return arena_strdup(arena, canonical);
}

/* "now", a date and a time in their shorthands, or what instant_parse() reads. */
static const char *instant_text(const struct form *form, const char *text, struct arena *arena, struct str *why) {
  char canonical[INSTANT_SIZE], time[TIME_SIZE];
  const char *space = strchr(text, ' ');
  date on;
  int wall;
  instant at = INSTANT_NONE;
  if (text_equal(text, "now") || text_equal(text, _("now"))) {
    at = clock_now();
  } else if (!instant_parse(text, &at)) {
    bool good = space && time_shorthand(space + 1, time) && wall_parse(time, &wall) &&
                date_shorthand(arena_printf(arena, "%.*s", (int)(space - text), text), form->today, &on);
    if (!good)
      return str_refuse(why, _("'%s' is no date and time: now, today 730, 2026-03-04 07:30"), text);
    at = instant_of(on, minute_from_wall(on, wall));
  }
  instant_format(at, canonical);
  return arena_strdup(arena, canonical);
}

/* --- Numbers, days ----------------------------------------------------------------------------------------------- */

static const char *number_text(const struct field *field, const char *text, struct arena *arena, struct str *why) {
  char *end, *plain = arena_strdup(arena, text);
  bool whole = field->type == FIELD_INTEGER;
  if (strchr(plain, ','))
    *strchr(plain, ',') = '.';
  double value = strtod(plain, &end);
  if (*end || strspn(plain, "+-.0123456789") != strlen(plain) || (whole && strchr(plain, '.')))
    return str_refuse(why, whole ? _("'%s' is no whole number") : _("'%s' is no number"), text);
  bool bounded = field->min < field->max;
  if (bounded && !(value >= field->min && value <= field->max))
    return str_refuse(why, _("%s is not between %.10g and %.10g"), text, field->min, field->max);
  return plain;
}

static const char *days_text(const char *text, struct arena *arena, struct str *why) {
  const char *wrong, *mask = week_named(text, arena, &wrong);
  return mask ? mask : str_refuse(why, _("'%s' is no weekday: daily, mon wed fri, or M-W-F--"), wrong);
}

/* --- Words and choices ------------------------------------------------------------------------------------------- */

bool field_is_choice(const struct field *field) {
  return field->type == FIELD_WORD || field->type == FIELD_WORDS || field->type == FIELD_YES_NO ||
         ((field->type == FIELD_CHOICE || field->type == FIELD_CHOICES) && field->choices.n > 0);
}

bool field_has_several(const struct field *field) {
  return field->type == FIELD_WORDS || field->type == FIELD_CHOICES;
}

static int n_options(const struct field *field) {
  return field->words ? (int)field->words->n : field->choices.n;
}

static struct candidate option(const struct field *field, int at) {
  if (field->words)
    return (struct candidate){field->words->at[at].token, word_label(field->words, field->words->at[at].code), true};
  return (struct candidate){field->choices.id(field->choices.context, at),
                            field->choices.label ? field->choices.label(field->choices.context, at) : "",
                            field->choices.worded};
}

/* The option with that id, or with that label in full; capitals do not matter. */
static int option_named(const struct field *field, const char *text) {
  struct str wanted = {0}, name = {0};
  int found = NONE;
  for (int i = 0; i < n_options(field); i++)
    if (text_equal(option(field, i).id, text))
      return i;
  text_fold(&wanted, text);
  for (int i = 0; i < n_options(field) && found == NONE; i++)
    for (int label = 0; label < 2; label++) {
      str_clear(&name);
      text_fold(&name, label ? option(field, i).label : option(field, i).id);
      if (text_equal(str_text(&name), str_text(&wanted)))
        found = i;
    }
  str_free(&wanted);
  str_free(&name);
  return found;
}

static const char *choice_text(const struct field *field, const char *text, struct arena *arena, struct str *why) {
  int found = option_named(field, text);
  if (found == NONE)
    return str_refuse(why, _("'%s' is none of the choices"), text);
  return arena_strdup(arena, option(field, found).id);
}

static const char *each_text(const struct form *form, const struct field *field, const char *text, struct arena *arena,
                             struct str *why) {
  struct str joined = {0};
  const char *good = "";
  for (const char *word; good && (word = arena_word(arena, &text));) {
    good = field->type == FIELD_TIMES ? time_text(word, arena, why) : choice_text(field, word, arena, why);
    if (good)
      str_addf(&joined, joined.n ? " %s" : "%s", good);
  }
  (void)form;
  good = good ? arena_strdup(arena, str_text(&joined)) : NULL;
  str_free(&joined);
  return good;
}

/* --- All of them ------------------------------------------------------------------------------------------------- */

static const char *by_type(const struct form *form, const struct field *field, const char *text, struct arena *arena,
                           struct str *why) {
  switch (field->type) {
  case FIELD_DATE:
    return date_text(form, text, arena, why);
  case FIELD_INSTANT:
    return instant_text(form, text, arena, why);
  case FIELD_TIME:
    return time_text(text, arena, why);
  case FIELD_INTEGER:
  case FIELD_REAL:
    return number_text(field, text, arena, why);
  case FIELD_DAYS:
    return days_text(text, arena, why);
  case FIELD_YES_NO:
  case FIELD_WORD:
    return choice_text(field, text, arena, why);
  case FIELD_CHOICE:
    return field->choices.n ? choice_text(field, text, arena, why) : text;
  case FIELD_CHOICES:
    return field->choices.n ? each_text(form, field, text, arena, why) : text;
  case FIELD_TIMES:
  case FIELD_WORDS:
    return each_text(form, field, text, arena, why);
  case FIELD_PATH:
    return path_expand(text, arena);
  case FIELD_TEXT:
    return field->secret || (written_may(text, why) && length_may(text, LENGTH_TEXT, why)) ? text : NULL;
  case FIELD_ID:
    break;
  }
  return text;
}

const char *field_canonical(const struct form *form, const struct field *field, struct arena *arena, struct str *why) {
  const char *text = str_text(&field->text);
  size_t before = strspn(text, " "), length = strlen(text);
  while (length > before && text[length - 1] == ' ')
    length--;
  text = arena_printf(arena, "%.*s", (int)(length - before), text + before);
  if (!*text)
    return field->required ? str_refuse(why, "%s", _("may not be empty")) : text;
  text = by_type(form, field, text, arena, why);
  return text && form->check ? form->check(form->context, field, text, arena, why) : text;
}

const char *field_help(const struct field *field) {
  static const char *const by_field_type[] = {
      [FIELD_TEXT] = N_("free text, one line"),
      [FIELD_ID] = N_("an id: letters and digits without blanks"),
      [FIELD_DATE] = N_("a date: 24.12.2026, 24.12., fri, +3, today"),
      [FIELD_INSTANT] = N_("a date and time: now, today 730, 2026-03-04 07:30"),
      [FIELD_TIME] = N_("a time: 07:30, 730 or 7"),
      [FIELD_TIMES] = N_("times, separated by blanks: 07:30 12:00"),
      [FIELD_INTEGER] = N_("a whole number"),
      [FIELD_REAL] = N_("a number"),
      [FIELD_YES_NO] = N_("yes or no"),
      [FIELD_WORD] = N_("type the beginning, or choose with left and right"),
      [FIELD_WORDS] = N_("one or several: type the beginning, a blank takes the choice"),
      [FIELD_CHOICE] = N_("type the beginning of an id or name; left and right choose"),
      [FIELD_CHOICES] = N_("ids or names: type the beginning, a blank takes the choice"),
      [FIELD_PATH] = N_("a file or folder; tab completes it, ~/ is your home"),
      [FIELD_DAYS] = N_("days: daily, mon wed fri, or M-W-F--"),
  };
  return field->help ? _(field->help) : _(by_field_type[field->type]);
}

static void add_label(const struct field *field, const char *id, struct str *out) {
  for (int i = 0; i < n_options(field); i++) {
    struct candidate known = option(field, i);
    if (!text_equal(known.id, id))
      continue;
    if (known.worded || !text_equal(known.label, id))
      str_addf(out, out->n ? ", %s" : "%s", known.label);
    return;
  }
}

bool field_is_worded(const struct field *field, bool focused) {
  struct arena arena = {0};
  const char *rest = str_text(&field->text);
  bool worded = (field->words || field->choices.worded) && field->text.n > 0 && (!focused || field->fresh);
  for (const char *word; worded && (word = arena_word(&arena, &rest));)
    worded = option_named(field, word) != NONE && *option(field, option_named(field, word)).label;
  arena_free(&arena);
  return worded;
}

void field_meaning(const struct field *field, struct str *out) {
  date on;
  struct arena arena = {0};
  const char *rest = str_text(&field->text);
  if (field->type == FIELD_DATE && date_parse(rest, &on))
    str_add(out, _(word_label(&words_weekday, date_weekday(on))));
  for (const char *word; field_is_choice(field) && (word = arena_word(&arena, &rest));)
    add_label(field, word, out);
  arena_free(&arena);
}

/* --- Candidates -------------------------------------------------------------------------------------------------- */

/* How well an option answers what is typed (both folded): 0 best, NONE not at all. Every word must begin a word of it,
 * or at least stand in it. */
static int rank_of(const char *option_text, const char *typed) {
  int rank = text_starts(option_text, typed) ? 0 : 1;
  char word[64];
  for (const char *at = typed; *(at += strspn(at, " "));) {
    size_t length = strcspn(at, " ");
    snprintf(word, sizeof word, " %.*s", (int)length, at);
    const char *found = strstr(option_text, word + 1);
    if (!found)
      return NONE;
    if (!strstr(option_text, word) && found != option_text)
      rank = 2;
    at += length;
  }
  return rank;
}

/* Puts a candidate into its place by rank; the list stays as long as it may be. */
static void insert(struct candidate out[CANDIDATES_MAX], int ranks[CANDIDATES_MAX], int *n, struct candidate candidate,
                   int rank) {
  int at = *n;
  while (at > 0 && ranks[at - 1] > rank)
    at--;
  if (at == CANDIDATES_MAX)
    return;
  if (*n < CANDIDATES_MAX)
    (*n)++;
  for (int i = *n - 1; i > at; i--) {
    out[i] = out[i - 1];
    ranks[i] = ranks[i - 1];
  }
  out[at] = candidate;
  ranks[at] = rank;
}

const char *field_typed(const struct field *field) {
  const char *text = str_text(&field->text), *space = strrchr(text, ' ');
  if (field->fresh && n_options(field) <= CANDIDATES_MAX)
    return ""; /* all of them, as long as nothing was typed */
  return field_has_several(field) && space ? space + 1 : text;
}

int field_candidates(const struct field *field, struct candidate out[CANDIDATES_MAX]) {
  int n = 0, ranks[CANDIDATES_MAX];
  struct str typed = {0}, text = {0};
  text_fold(&typed, field_typed(field));
  for (int i = 0; field_is_choice(field) && i < n_options(field); i++) {
    struct candidate candidate = option(field, i);
    str_clear(&text);
    text_fold(&text, candidate.id);
    str_addc(&text, ' ');
    text_fold(&text, candidate.label);
    int rank = rank_of(str_text(&text), str_text(&typed));
    if (rank != NONE && *candidate.id)
      insert(out, ranks, &n, candidate, rank);
    if (n == CANDIDATES_MAX && ranks[n - 1] == 0)
      break; /* none can be better */
  }
  str_free(&typed);
  str_free(&text);
  return n;
}
