/* The usage line of a command as a small grammar. */
#include "cli/usage.h"

#include <ctype.h>
#include <string.h>

/* Where the way ends: at a '|' that stands alone. */
static const char *end_of_way(const char *text) {
  for (const char *at = strstr(text, " |"); at; at = strstr(at + 1, " |"))
    if (isspace((unsigned char)at[2]))
      return at;
  return NULL;
}

/* Passes over "vaktrom NAME", with which a way on a line of its own begins. */
static const char *skip_name(const struct command *command, const char *text) {
  static const char program[] = "vaktrom ";
  text += strspn(text, " \n");
  if (!text_starts(text, program))
    return text;
  text += strlen(program);
  return text_starts(text, command->name) ? text + strlen(command->name) + 1 : text;
}

bool usage_next_way(const struct command *command, const char **rest, struct str *way) {
  str_clear(way);
  if (text_is_empty(*rest))
    return false;
  const char *start = skip_name(command, *rest), *end = end_of_way(start);
  str_addn(way, start, end ? (size_t)(end - start) : strlen(start));
  for (size_t i = 0; i < way->n; i++)
    if (way->at[i] == '\n')
      way->at[i] = ' ';
  *rest = end ? end + strlen(" |") : NULL;
  return true;
}

/* --- Words of one way --------------------------------------------------------------------------------------------- */

/* The next token without the brackets around it; NULL at the end. */
static const char *next_token(struct arena *arena, const char **rest) {
  const char *token = arena_word(arena, rest);
  if (!token)
    return NULL;
  token += strspn(token, "[");
  size_t length = strlen(token);
  while (length > 0 && token[length - 1] == ']')
    length--;
  return arena_printf(arena, "%.*s", (int)length, token);
}

/* Whether one of the options has this name (as it stands in the usage line, without dashes) and takes a value. */
static bool takes_value(const struct command *command, const char *name) {
  const struct option_spec *const tables[] = {command->options, global_options};
  for (size_t t = 0; t < COUNT_OF(tables); t++)
    for (const struct option_spec *o = tables[t]; o && o->name; o++)
      if (text_equal(o->name, name))
        return o->type != OPTION_FLAG;
  return false;
}

/* Passes over the value of an option, and over what may stand in the option's place: "N|--iterations N". */
static void skip_option(const struct command *command, struct arena *arena, const char *name, const char **rest) {
  while (name && takes_value(command, name)) {
    const char *value = next_token(arena, rest), *other = value ? strstr(value, "|--") : NULL;
    name = other ? other + strlen("|--") : NULL;
  }
}

static struct usage_word word_of(struct arena *arena, const char *token) {
  struct usage_word word = {.literal = !isupper((unsigned char)*token), .repeated = strstr(token, "...") != NULL};
  size_t length = strcspn(token, word.literal ? "." : ".=[");
  word.text = arena_printf(arena, "%.*s", (int)length, token);
  return word;
}

/* One way to call a command. */
struct way {
  const char *leading; /* the option by which it begins ("all" of "--all DIR"), NULL when it begins otherwise */
  VEC(struct usage_word) words;
};

static void read_way(const struct command *command, const char *text, struct arena *arena, struct way *way) {
  way->leading = text_starts(text, "--") ? arena_printf(arena, "%.*s", (int)strcspn(text + 2, " "), text + 2) : NULL;
  for (const char *token; (token = next_token(arena, &text));) {
    const char *option = strstr(token, "--");
    if (option)
      skip_option(command, arena, option + 2, &text);
    else if (*token)
      vec_push(&way->words, word_of(arena, token));
  }
}

static bool has_literal(const char *literals, const char *word) {
  size_t length = strlen(word);
  for (const char *at = literals; at; at = strchr(at, '|'), at += at != NULL)
    if (strncmp(at, word, length) == 0 && (at[length] == '\0' || at[length] == '|'))
      return true;
  return false;
}

/* The word of the way at a place: the last one also counts further on, where it may be repeated. */
static const struct usage_word *word_at(const struct way *way, size_t at) {
  if (way->words.n == 0 || (at >= way->words.n && !way->words.at[way->words.n - 1].repeated))
    return NULL;
  return &way->words.at[at < way->words.n ? at : way->words.n - 1];
}

static bool allows(const struct way *way, const char *const *before, int n) {
  for (int i = 0; i < n; i++) {
    const struct usage_word *word = word_at(way, (size_t)i);
    if (!word || (word->literal && !has_literal(word->text, before[i])))
      return false;
  }
  return true;
}

/* The option that is given and by which one of the ways begins: then that way alone is meant. NULL when there is none.
 */
static const char *leading_option(const struct command *command, const char *options, struct arena *arena) {
  struct str text = {0};
  const char *found = NULL;
  for (const char *rest = command->arguments; !found && usage_next_way(command, &rest, &text);) {
    struct way way = {0};
    read_way(command, str_text(&text), arena, &way);
    if (way.leading && text_has_word(options, way.leading))
      found = way.leading;
    vec_free(&way.words);
  }
  str_free(&text);
  return found;
}

void usage_next_words(const struct command *command, const struct usage_line *line,
                      void (*take)(void *context, const struct usage_word *word), void *context) {
  struct arena arena = {0};
  struct str text = {0};
  const char *leading = leading_option(command, line->options, &arena);
  for (const char *rest = command->arguments; usage_next_way(command, &rest, &text);) {
    struct way way = {0};
    read_way(command, str_text(&text), &arena, &way);
    const struct usage_word *word = word_at(&way, (size_t)line->n_words);
    if (word && text_equal(way.leading, leading) && allows(&way, line->words, line->n_words))
      take(context, word);
    vec_free(&way.words);
  }
  str_free(&text);
  arena_free(&arena);
}

bool usage_has_option(const struct command *command, const char *option) {
  size_t length = strlen(option);
  for (const char *at = command->arguments; at && (at = strstr(at, "--")); at += 2)
    if (strncmp(at + 2, option, length) == 0 && !isalnum((unsigned char)at[2 + length]) && at[2 + length] != '-')
      return true;
  return false;
}
