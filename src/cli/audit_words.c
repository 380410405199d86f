/* What stands in the audit log's cells, in the words of the reader. */
#include <stdlib.h>
#include <string.h>

#include "cli/audit_page.h"

const char *audit_what_words(const char *token) {
  int code = word_code(&words_audit, token);
  return code == NONE ? token : word_label(&words_audit, code);
}

static const char *kept(struct arena *arena, struct str *out) {
  const char *text = arena_strdup(arena, str_text(out));
  str_free(out);
  return text;
}

/* --- Times ------------------------------------------------------------------------------------------------------- */

static bool is_instant(const struct audit_cell *cell) {
  size_t n = strlen(cell->name);
  return text_equal(cell->name, "at") || (n > 3 && text_equal(cell->name + n - 3, "_at")) ||
         (cell->column && cell->column->type == COLUMN_INSTANT);
}

/* "555 720" as "09:15 12:00". */
static const char *minutes_words(struct arena *arena, const char *value) {
  struct str out = {0};
  for (char *end = NULL; *value; value = end) {
    long at = strtol(value, &end, 10);
    if (end == value)
      break;
    str_addf(&out, "%s%02ld:%02ld", out.n ? " " : "", at / 60 % 24, at % 60);
  }
  return kept(arena, &out);
}

static const char *day_words(struct arena *arena, const char *value) {
  char day[DATE_SIZE];
  date on;
  if (!date_parse(value, &on))
    return value;
  date_show(on, day);
  return arena_strdup(arena, day);
}

/* "M-W----" as "Monday, Wednesday". */
static const char *weekdays_words(struct arena *arena, const char *value) {
  enum { week = 7 };
  struct str out = {0};
  if (strlen(value) != week)
    return value;
  for (int i = 0; i < week; i++)
    if (value[i] != '-')
      str_addf(&out, "%s%s", out.n ? ", " : "", word_label(&words_weekday, i));
  bool every = !strchr(value, '-');
  const char *words = kept(arena, &out);
  return every ? _("every day") : words;
}

/* --- Names ------------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct day *day, const char *kind, const char *id) {
  int team = text_equal(kind, "teams") ? day_find_team(day, id) : NONE;
  int task = text_equal(kind, "tasks") ? day_find_task(day, id) : NONE;
  int staff = text_equal(kind, "staff") ? day_find_staff(day, id) : NONE;
  return team != NONE    ? day->teams[team].name
         : task != NONE  ? day->tasks[task].name
         : staff != NONE ? day->staff[staff].name
                         : id;
}

/* Each word of the value, said by its column. */
static const char *each_word(struct arena *arena, const struct day *day, const struct column *column,
                             const char *value) {
  struct str out = {0};
  char *words = arena_strdup(arena, value), *rest = NULL;
  for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
    int code = column->words ? word_code(column->words, word) : NONE;
    str_addf(&out, "%s%s", out.n ? ", " : "",
             column->ref    ? name_of(day, column->ref, word)
             : code != NONE ? word_label(column->words, code)
                            : word);
  }
  return kept(arena, &out);
}

/* --- Values ------------------------------------------------------------------------------------------------------ */

static const char *real_words(struct arena *arena, const char *value) {
  enum { most_decimals = 6 };
  char shown[NUMBER_SIZE], *end = NULL;
  const char *point = strchr(value, '.');
  size_t decimals = point ? strlen(point + 1) : 0;
  double number = strtod(value, &end);
  if (end == value || *end || decimals > most_decimals)
    return value;
  number_show(number, (int)decimals, shown);
  return arena_strdup(arena, shown);
}

static const char *typed_words(struct arena *arena, const struct day *day, const struct column *column,
                               const char *value) {
  switch (column->type) {
  case COLUMN_WORD:
  case COLUMN_YES_NO:
    return word_code(column->words, value) == NONE ? value : word_label(column->words, word_code(column->words, value));
  case COLUMN_WORDS:
    return each_word(arena, day, column, value);
  case COLUMN_REF:
  case COLUMN_REFS:
    return day ? each_word(arena, day, column, value) : value;
  case COLUMN_DATE:
    return day_words(arena, value);
  case COLUMN_DAYS:
    return day ? weekdays_words(arena, value) : value;
  case COLUMN_SKILLS:
    return day ? skills_words(arena, value) : value;
  case COLUMN_REAL:
    return real_words(arena, value);
  case COLUMN_TEXT: /* "from", "noted by": a worker, or whoever it was */
    return day ? name_of(day, "staff", value) : value;
  default:
    return value;
  }
}

const char *audit_value_words(struct arena *arena, const struct day *day, const struct audit_cell *cell,
                              const char *value) {
  if (text_is_empty(value))
    return "–";
  if (is_instant(cell))
    return instant_words(arena, strtoll(value, NULL, 10));
  if (cell->column && cell->column->storage == STORED_MINUTES)
    return minutes_words(arena, value);
  return cell->column ? typed_words(arena, day, cell->column, value) : value;
}
