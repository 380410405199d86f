/* The rules of a map: what each makes of one text of a cell. */
#include "map.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "time_unit.h"

const char *map_fold(struct arena *arena, const char *text) {
  text += strspn(text, " \t");
  size_t length = strlen(text), size = 0;
  while (length && strchr(" \t", text[length - 1]))
    length--;
  uint8_t *folded = mem_made(u8_casefold((const uint8_t *)text, length, NULL, NULL, NULL, &size));
  const char *out = folded ? arena_printf(arena, "%.*s", (int)size, (const char *)folded) : "";
  free(folded);
  return out;
}

/* --- text, part, without ------------------------------------------------------------------------------------------ */

bool map_each_name(const char *text, void (*name)(void *context, const char *name), void *context) {
  struct str one = {0};
  bool closed = true;
  for (const char *open; closed && (open = strchr(text, '{'));) {
    const char *end = strchr(open, '}');
    closed = end != NULL;
    if (!closed)
      break;
    str_clear(&one);
    str_addn(&one, open + 1, (size_t)(end - open - 1));
    name(context, str_text(&one));
    text = end + 1;
  }
  str_free(&one);
  return closed;
}

static void pass_over_name(void *context, const char *name) {
  (void)context;
  (void)name;
}

static bool check_text(const struct column *column, const char *argument, struct str *why) {
  (void)column;
  return map_each_name(argument, pass_over_name, NULL) ||
         str_refuse(why, _("a '{' is not closed: {Name} stands for the cell of that column"));
}

/* "2," = the second of the parts between commas. */
static bool read_part(const char *argument, long *number, const char **between) {
  char *end;
  *number = strtol(argument, &end, 10);
  *between = end;
  return end > argument && *number >= 1 && *number <= 100 && *end;
}

static bool check_part(const struct column *column, const char *argument, struct str *why) {
  long number;
  const char *between;
  (void)column;
  return read_part(argument, &number, &between) ||
         str_refuse(why,
                    _("'%s' is no number of a part and what stands between the parts (2, is the second of those "
                      "between commas)"),
                    argument);
}

static const char *apply_part(const struct map_step *step, const char *text, struct arena *arena, struct str *why) {
  long number;
  const char *between;
  if (!read_part(step->row->argument, &number, &between))
    return str_refuse(why, "%s", step->row->argument);
  for (; number > 1; number--) {
    const char *next = strstr(text, between);
    if (!next)
      return "";
    text = next + strlen(between);
  }
  const char *end = strstr(text, between);
  text += strspn(text, " ");
  size_t length = end && end > text ? (size_t)(end - text) : end ? 0 : strlen(text);
  while (length && text[length - 1] == ' ')
    length--;
  return arena_printf(arena, "%.*s", (int)length, text);
}

static const char *apply_without(const struct map_step *step, const char *text, struct arena *arena, struct str *why) {
  (void)why;
  struct str rest = {0};
  const char *what = step->row->argument;
  for (const char *found; (found = strstr(text, what)); text = found + strlen(what))
    str_addn(&rest, text, (size_t)(found - text));
  str_add(&rest, text);
  size_t blank = strspn(str_text(&rest), " ");
  while (rest.n > blank && rest.at[rest.n - 1] == ' ')
    rest.n--;
  const char *out = arena_printf(arena, "%.*s", (int)(rest.n - blank), str_text(&rest) + blank);
  str_free(&rest);
  return out;
}

/* --- value -------------------------------------------------------------------------------------------------------- */

static bool check_value(const struct column *column, const char *argument, struct str *why) {
  (void)column;
  return strchr(argument, '=') || str_refuse(why,
                                             _("'%s' lacks its '=': what the file has = what it becomes (* = all "
                                               "others, *=* leaves them as they are)"),
                                             argument);
}

const struct map_row *map_value_row(const struct map_step *step, const char *text, struct arena *arena) {
  const struct map_row *row = map_get(&step->words, map_fold(arena, text));
  return row ? row : step->others;
}

static const char *apply_value(const struct map_step *step, const char *text, struct arena *arena, struct str *why) {
  const struct map_row *row = map_value_row(step, text, arena);
  if (row) {
    const char *becomes = strrchr(row->argument, '=') + 1;
    return row == step->others && text_equal(becomes, "*") ? text : becomes;
  }
  return str_refuse(why, _("the map says nothing about '%s': add a row with the rule value and the argument '%s=...'"),
                    text, text);
}

/* --- date --------------------------------------------------------------------------------------------------------- */

static const char form_letters[] = "YMDhms";
enum form_part { PART_YEAR, PART_MONTH, PART_DAY, PART_HOUR, PART_MINUTE, PART_SECOND, PARTS };

static int part_of(char letter) {
  const char *found = letter ? strchr(form_letters, letter) : NULL;
  return found ? (int)(found - form_letters) : NONE;
}

static size_t run_length(const char *form) {
  return strspn(form, (char[]){*form, '\0'});
}

/* Reads a number of the form's run of letters: as many digits, or fewer where something stands behind it. */
static bool read_digits(const char *form, size_t run, const char **text, int *out) {
  size_t digits = strspn(*text, "0123456789");
  bool apart = part_of(form[run]) == NONE && run < 4;
  size_t take = apart && digits < run ? digits : run;
  if (!take || digits < take)
    return false;
  *out = 0;
  for (size_t i = 0; i < take; i++)
    *out = *out * 10 + ((*text)[i] - '0');
  *out += run == 2 && *form == 'Y' ? 2000 : 0;
  *text += take;
  return true;
}

/* Whether a text has the form (DD.MM.YYYY hh:mm); parts that the form lacks stay 0. */
static bool read_form(const char *form, const char *text, int parts[PARTS]) {
  while (*form) {
    int part = part_of(*form);
    size_t run = part == NONE ? 1 : run_length(form);
    if (part == NONE ? *text++ != *form : !read_digits(form, run, &text, &parts[part]))
      return false;
    form += run;
  }
  return !*text;
}

static bool wants_date(const struct column *column) {
  return column->type == COLUMN_DATE || column->type == COLUMN_INSTANT;
}

static bool wants_time(const struct column *column) {
  return column->type == COLUMN_TIME || column->type == COLUMN_TIMES || column->type == COLUMN_INSTANT;
}

/* Whether the form gives the year two or four digits and every other part at most two. */
static bool has_digits_of_a_date(const char *form) {
  for (size_t run; *form; form += run) {
    int part = part_of(*form);
    run = part == NONE ? 1 : run_length(form);
    if (part == PART_YEAR ? run != 2 && run != 4 : part != NONE && run > 2)
      return false;
  }
  return true;
}

static bool check_date(const struct column *column, const char *argument, struct str *why) {
  bool dated = wants_date(column), timed = wants_time(column);
  if (!has_digits_of_a_date(argument))
    return str_refuse(why, _("'%s' gives a part too many or too few digits (DD.MM.YYYY hh:mm)"), argument);
  if (!dated && !timed)
    return str_refuse(why, _("'%s' holds no date and no time"), column->name);
  if (dated && !(strstr(argument, "YY") && strchr(argument, 'M') && strchr(argument, 'D')))
    return str_refuse(why, _("'%s' lacks the year, month or day (DD.MM.YYYY)"), argument);
  if (timed && !(strchr(argument, 'h') && strchr(argument, 'm')))
    return str_refuse(why, _("'%s' lacks the hour or minute (hh:mm)"), argument);
  return true;
}

/* What the column takes of a date and time: a column of dates the date, one of times the time. */
static const char *apply_date(const struct map_step *step, const char *text, struct arena *arena, struct str *why) {
  int parts[PARTS] = {0};
  if (!read_form(step->row->argument, text, parts))
    return str_refuse(why, _("'%s' does not have the form %s of the map"), text, step->row->argument);
  if (parts[PART_HOUR] == 24 && !parts[PART_MINUTE] && !wants_date(step->column))
    parts[PART_HOUR] = 0; /* as rosters write the end of a shift at midnight */
  const char *day = arena_printf(arena, "%04d-%02d-%02d", parts[PART_YEAR], parts[PART_MONTH], parts[PART_DAY]);
  const char *clock = arena_printf(arena, "%02d:%02d", parts[PART_HOUR], parts[PART_MINUTE]);
  if (step->column->type == COLUMN_INSTANT)
    return arena_printf(arena, "%s %s", day, clock);
  return wants_date(step->column) ? day : clock;
}

/* --- minutes ------------------------------------------------------------------------------------------------------ */

static bool check_minutes(const struct column *column, const char *argument, struct str *why) {
  (void)column;
  return time_unit_find(argument) || str_refuse(why, _("'%s' is no unit: s, min, h or h:mm"), argument);
}

static const char *apply_minutes(const struct map_step *step, const char *text, struct arena *arena, struct str *why) {
  double minutes;
  if (!time_unit_read(time_unit_find(step->row->argument), text, &minutes))
    return str_refuse(why, _("'%s' is no time in %s"), text, step->row->argument);
  return arena_printf(arena, "%.0f", minutes);
}

/* --- days --------------------------------------------------------------------------------------------------------- */

enum { days_of_week = 7 };

static bool check_days(const struct column *column, const char *argument, struct str *why) {
  struct arena arena = {0};
  int n = 0;
  while (arena_word(&arena, &argument))
    n++;
  arena_free(&arena);
  if (column->type != COLUMN_DAYS)
    return str_refuse(why, _("'%s' holds no days of the week"), column->name);
  return n == days_of_week || str_refuse(why, _("days needs the seven names from Monday on (Ma Ti On To Fr Lø Sø)"));
}

/* Which day the name is among the argument's seven, or NONE. */
static int find_day(const char *names, const char *name, struct arena *arena) {
  const char *day = map_fold(arena, name), *one;
  for (int d = 0; (one = arena_word(arena, &names)); d++)
    if (text_equal(map_fold(arena, one), day))
      return d;
  return NONE;
}

/* "Ma, On, Fr" becomes M-W-F--. */
static const char *apply_days(const struct map_step *step, const char *text, struct arena *arena, struct str *why) {
  static const char letters[] = "MTWTFSS", between[] = " ,;/+";
  char *days = arena_strdup(arena, "-------");
  for (text += strspn(text, between); *text; text += strspn(text, between)) {
    size_t length = strcspn(text, between);
    const char *name = arena_printf(arena, "%.*s", (int)length, text);
    int day = find_day(step->row->argument, name, arena);
    if (day == NONE)
      return str_refuse(why, _("'%s' is none of the days %s"), name, step->row->argument);
    days[day] = letters[day];
    text += length;
  }
  return days;
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

static const struct map_rule rules[] = {
    {.name = "copy", .column = true, .source = true},
    {.name = "text", .column = true, .check = check_text},
    {.name = "part", .column = true, .argument = true, .check = check_part, .apply = apply_part},
    {.name = "without", .column = true, .argument = true, .apply = apply_without},
    {.name = "several", .column = true, .argument = true},
    {.name = "value", .column = true, .argument = true, .check = check_value, .apply = apply_value},
    {.name = "date", .column = true, .argument = true, .check = check_date, .apply = apply_date},
    {.name = "minutes", .column = true, .argument = true, .check = check_minutes, .apply = apply_minutes},
    {.name = "days", .column = true, .argument = true, .check = check_days, .apply = apply_days},
    {.name = "skip", .source = true, .whole_row = true},
    {.name = "ignore", .source = true, .whole_row = true},
    {.name = "file", .argument = true, .whole_row = true},
};

const struct map_rule *map_rule_find(const char *name) {
  for (size_t r = 0; r < COUNT_OF(rules); r++)
    if (text_equal(rules[r].name, *name ? name : "copy"))
      return &rules[r];
  return NULL;
}

size_t map_rule_names(const char **names, size_t most) {
  size_t n = 0;
  for (; n < COUNT_OF(rules) && n < most; n++)
    names[n] = rules[n].name;
  return n;
}
