/* The types of columns: what a cell of each may look like, and the one form in which it is kept. */
#include "cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* --- Words of a text ---------------------------------------------------------------------------------------------- */

static const char blanks[] = " \t";

void each_word(const char *text, void (*word)(void *context, const char *word), void *context) {
  struct str one = {0};
  for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
    size_t length = strcspn(text, blanks);
    str_clear(&one);
    str_addn(&one, text, length);
    word(context, str_text(&one));
    text += length;
  }
  str_free(&one);
}

/* Without the blanks around it, in the arena. */
static const char *trimmed(const char *text, struct arena *arena) {
  size_t before = strspn(text, blanks), length = strlen(text);
  if (!before && (!length || !strchr(blanks, text[length - 1])))
    return text;
  while (length > before && strchr(blanks, text[length - 1]))
    length--;
  return arena_printf(arena, "%.*s", (int)(length - before), text + before);
}

/* Without what turns the direction of reading, in the arena. */
static const char *undirected(const char *text, struct arena *arena) {
  if (!strstr(text, "\xE2\x80") && !strstr(text, "\xE2\x81")) /* how each of them begins */
    return text;
  struct str straight = {0};
  str_add_undirected(&straight, text);
  text = arena_strdup(arena, str_text(&straight));
  str_free(&straight);
  return text;
}

void add_nearest(struct str *why, const char *text, const char *const *words, size_t n) {
  const char *near = text_nearest(text, words, n);
  if (near)
    str_addf(why, _(" (did you mean '%s'?)"), near);
}

/* --- Ids and texts ------------------------------------------------------------------------------------------------ */

static const char *parse_id(const char *text, struct str *why) {
  struct written_find found;
  if (strlen(text) > ID_MAX)
    return str_refuse(why, _("'%.20s...' is longer than %d bytes"), text, ID_MAX);
  if (strpbrk(text, blanks) || !text_is_plain(text))
    return str_refuse(why, _("'%s' has a blank or a control character, which an id may not have"), text);
  if (strchr("=+-@'", text[0])) /* a spreadsheet would take it for a formula */
    return str_refuse(why, _("'%s' begins with '%c', which an id may not"), text, text[0]);
  if (written_find(text, WRITTEN_CONTROL_DIGITS, &found) && found.what == WRITTEN_IDENTITY_NUMBER)
    return str_refuse(why, _("a national identity number may be no id: give a number of the base's own"));
  return text;
}

/* A door code stands in its own column and no other. */
static bool is_door_code(const struct column *column) {
  return text_equal(column->name, "door_code");
}

static const char *parse_text(const struct column *column, const char *text, struct str *why) {
  if (strpbrk(text, "\r\n"))
    return str_refuse(why, _("the text has more than one line"));
  if (!text_is_plain(text))
    return str_refuse(why, _("the text has a control character, or is not UTF-8"));
  if (!is_door_code(column) && !written_may(text, why))
    return NULL;
  if (!length_may(text, column->max > 0 ? (int)column->max : LENGTH_TEXT, why))
    return NULL;
  return text[strspn(text, blanks)] ? text : "";
}

/* --- Numbers ------------------------------------------------------------------------------------------------------ */

/* Letters that are taken for digits, mended; NULL when there are none. */
static const char *with_digits(const char *text, struct arena *arena) {
  char *mended = arena_strdup(arena, text);
  for (char *at = mended; *at; at++)
    *at = *at == 'O' || *at == 'o' ? '0' : *at == 'l' || *at == 'I' ? '1' : *at;
  return text_equal(mended, text) ? NULL : mended;
}

/* A decimal number with a point or comma, an exponent perhaps; its value, or false. */
static bool read_number(const char *text, bool whole, double *value) {
  char plain[64];
  size_t length = strlen(text);
  if (length == 0 || length >= sizeof plain)
    return false;
  for (size_t i = 0; i <= length; i++)
    plain[i] = text[i];
  char *comma = strchr(plain, ',');
  if (comma)
    *comma = '.';
  size_t digits = strspn(plain, "0123456789+-.eE");
  if (digits != length || (whole && strpbrk(plain, ".eE")) || !strpbrk(plain, "0123456789"))
    return false;
  char *end;
  *value = strtod(plain, &end); /* LC_NUMERIC is "C" in this program */
  return *end == '\0';
}

static const char *refuse_number(const char *text, bool whole, struct arena *arena, struct str *why) {
  double ignored;
  const char *mended = with_digits(text, arena);
  str_addf(why, whole ? _("'%s' is not a whole number") : _("'%s' is not a number"), text);
  if (mended && read_number(mended, whole, &ignored))
    str_addf(why, _(" (did you mean '%s'?)"), mended);
  return NULL;
}

static const char *parse_number(const struct column *column, const char *text, struct arena *arena, struct str *why) {
  double value;
  bool whole = column->type == COLUMN_INTEGER;
  if (!read_number(text, whole, &value))
    return refuse_number(text, whole, arena, why);
  if (!(value >= column->min && value <= column->max))
    return str_refuse(why, _("%s is not between %.10g and %.10g"), text, column->min, column->max);
  if (whole)
    return arena_printf(arena, "%.0f", value);
  char *point = arena_strdup(arena, text);
  point[strcspn(point, ",")] = strchr(text, ',') ? '.' : '\0';
  return point;
}

/* --- Dates and times ---------------------------------------------------------------------------------------------- */

/* Whether the text has the shape of a date, digits and marks in their places. */
static bool looks_like_date(const char *text) {
  static const char *const shapes[] = {"0000-00-00", "00.00.0000"};
  for (size_t s = 0; s < COUNT_OF(shapes); s++) {
    size_t i = 0;
    while (shapes[s][i] && (shapes[s][i] == '0' ? isdigit((unsigned char)text[i]) : text[i] == shapes[s][i]))
      i++;
    if (!shapes[s][i] && !text[i])
      return true;
  }
  return false;
}

static const char *parse_date(const char *text, struct arena *arena, struct str *why) {
  date on;
  char canonical[DATE_SIZE];
  if (!date_parse(text, &on))
    return looks_like_date(text) ? str_refuse(why, _("there is no date '%s'"), text)
                                 : str_refuse(why, _("'%s' is not a date (YYYY-MM-DD or DD.MM.YYYY)"), text);
  date_format(on, canonical);
  return text_equal(text, canonical) ? text : arena_strdup(arena, canonical);
}

static const char *parse_instant(const char *text, struct arena *arena, struct str *why) {
  instant at;
  char canonical[INSTANT_SIZE];
  if (!instant_parse(text, &at))
    return str_refuse(why, _("'%s' is not a date and time (2026-03-04T07:15:00+01:00, or 2026-03-04 07:15)"), text);
  instant_format(at, canonical);
  return arena_strdup(arena, canonical);
}

/* HH:MM, also H:MM, HH.MM and with the :00 that a spreadsheet adds; behind it the offset from UTC that tells the second
 * of a repeated hour, where the row has a date. */
static bool read_time(const char *text, bool dated, char out[EXACT_TIME_SIZE]) {
  size_t digits = strspn(text, "0123456789");
  if ((digits != 1 && digits != 2) || !strchr(":.", text[digits]) || strlen(text + digits) < 3)
    return false;
  const char *rest = text + digits + 3;
  rest += text_starts(rest, ":00") ? 3 : 0;
  if (*rest && (!dated || !strchr("+-", *rest) || strlen(rest) != EXACT_TIME_SIZE - TIME_SIZE))
    return false;
  snprintf(out, EXACT_TIME_SIZE, "%s%.*s:%.2s%s", digits == 1 ? "0" : "", (int)digits, text, text + digits + 1, rest);
  int wall, offset;
  return time_parse_exact(out, &wall, &offset);
}

static const char *parse_time(const struct column *column, const char *text, struct arena *arena, struct str *why) {
  char time[EXACT_TIME_SIZE];
  if (!read_time(text, column->storage != STORED_PLAIN, time))
    return str_refuse(why, _("'%s' is not a time (HH:MM, 00:00 to 23:59)"), text);
  return text_equal(text, time) ? text : arena_strdup(arena, time);
}

static const char *parse_days(const char *text, struct arena *arena, struct str *why) {
  const char *wrong, *days = week_named(text, arena, &wrong);
  if (!days)
    return str_refuse(why, _("'%s' is not a week (MTWTFSS with - for a day off, M-W-F--, or mon,wed,fri)"), wrong);
  return strspn(days, "-") < strlen(days) ? days : str_refuse(why, _("'%s' names no day"), text);
}

/* --- Words of an enumeration -------------------------------------------------------------------------------------- */

static const char *refuse_word(const struct words *words, const char *text, struct str *why) {
  const char *tokens[32];
  size_t n = 0;
  for (size_t i = 0; i < words->n && n < COUNT_OF(tokens); i++)
    if (*words->at[i].token)
      tokens[n++] = words->at[i].token;
  str_addf(why, _("'%s' is no %s"), text, _(words->name));
  const char *near = text_nearest(text, tokens, n);
  if (near)
    return str_refuse(why, _(" (did you mean '%s'?)"), near);
  for (size_t i = 0; i < n; i++)
    str_addf(why, i ? ", %s" : _(" (it is one of: %s"), tokens[i]);
  str_addc(why, ')');
  return NULL;
}

static const char *parse_word(const struct words *words, const char *text, struct str *why) {
  for (size_t i = 0; i < words->n; i++)
    if (*words->at[i].token && strcasecmp(words->at[i].token, text) == 0)
      return words->at[i].token;
  return refuse_word(words, text, why);
}

static const char *parse_yes_no(const char *text, struct str *why) {
  if (strcasecmp(text, "ja") == 0)
    return "yes";
  return strcasecmp(text, "nei") == 0 ? "no" : parse_word(&words_yes_no, text, why);
}

/* --- Skills ------------------------------------------------------------------------------------------------------- */

/* CODE, CODE@EXPIRY, CODE#PATIENT or both, in either order; kept as CODE@EXPIRY#PATIENT. */
static const char *parse_skill(const char *text, struct arena *arena, struct str *why) {
  size_t length = strcspn(text, "@#");
  const char *code = arena_printf(arena, "%.*s", (int)length, text);
  const char *expiry = NULL, *patient = NULL;
  if (!length)
    return str_refuse(why, _("'%s' lacks its skill (insulin, insulin@2027-05-31, insulin#P012)"), text);
  for (const char *at = text + length; *at;) {
    size_t span = strcspn(at + 1, "@#");
    const char *part = arena_printf(arena, "%.*s", (int)span, at + 1);
    const char **which = *at == '@' ? &expiry : &patient;
    if (!span || *which)
      return str_refuse(why, _("'%s' is no skill (insulin, insulin@2027-05-31, insulin#P012)"), text);
    *which = *at == '@' ? parse_date(part, arena, why) : parse_id(part, why);
    if (!*which)
      return NULL;
    at += span + 1;
  }
  if (!parse_id(code, why))
    return NULL;
  return arena_printf(arena, "%s%s%s%s%s", code, expiry ? "@" : "", expiry ? expiry : "", patient ? "#" : "",
                      patient ? patient : "");
}

/* --- Several ------------------------------------------------------------------------------------------------------ */

static const char *parse_one(const struct column *column, const char *text, struct arena *arena, struct str *why) {
  switch (column->type) {
  case COLUMN_WORDS:
    return parse_word(column->words, text, why);
  case COLUMN_TIMES:
    return parse_time(column, text, arena, why);
  case COLUMN_SKILLS:
    return parse_skill(text, arena, why);
  default:
    return parse_id(text, why);
  }
}

struct several {
  const struct column *column;
  struct arena *arena;
  struct str *why, joined;
  int n;
  bool failed;
};

/* Values of a cell are separated by one space (interface.md, CSV): a comma would make one skill of two. */
static const char *parse_apart(const struct several *several, const char *word) {
  size_t length = strcspn(word, ",;");
  if (!word[length])
    return parse_one(several->column, word, several->arena, several->why);
  return str_refuse(several->why, _("'%s' holds a '%c': separate the values by a space ('%.*s %s')"), word,
                    word[length], (int)length, word, word + length + 1);
}

static void parse_several_one(void *context, const char *word) {
  struct several *several = context;
  const char *one = several->failed ? NULL : parse_apart(several, word);
  several->failed = !one;
  if (!one)
    return;
  if (several->n++)
    str_addc(&several->joined, ' ');
  str_add(&several->joined, one);
}

static const char *parse_several(const struct column *column, const char *text, struct arena *arena, struct str *why) {
  struct several several = {.column = column, .arena = arena, .why = why};
  each_word(text, parse_several_one, &several);
  const char *joined = several.failed ? NULL : arena_strdup(arena, str_text(&several.joined));
  str_free(&several.joined);
  if (column->type == COLUMN_TIMES && several.n > WINDOWS_MAX)
    return str_refuse(why, _("%d times are more than the %d that a cell may have"), several.n, WINDOWS_MAX);
  return joined && text_equal(joined, text) ? text : joined;
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

const char *cell_parse(const struct column *column, const char *text, struct arena *arena, struct str *why) {
  text = undirected(text, arena);
  if (column->type == COLUMN_TEXT)
    return parse_text(column, text, why);
  text = trimmed(text, arena);
  if (!*text)
    return "";
  switch (column->type) {
  case COLUMN_ID:
  case COLUMN_REF:
    return parse_id(text, why);
  case COLUMN_INTEGER:
  case COLUMN_REAL:
    return parse_number(column, text, arena, why);
  case COLUMN_DATE:
    return parse_date(text, arena, why);
  case COLUMN_INSTANT:
    return parse_instant(text, arena, why);
  case COLUMN_TIME:
    return parse_time(column, text, arena, why);
  case COLUMN_DAYS:
    return parse_days(text, arena, why);
  case COLUMN_WORD:
    return parse_word(column->words, text, why);
  case COLUMN_YES_NO:
    return parse_yes_no(text, why);
  default:
    return parse_several(column, text, arena, why);
  }
}
