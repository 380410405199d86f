/* Questions on a terminal. */
#include "ask.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A line of standard input without its end and the blanks around it; NULL where the input ends. */
static const char *read_line(struct arena *arena) {
  char *line = NULL;
  size_t size = 0;
  ssize_t length = getline(&line, &size, stdin);
  const char *text = NULL;
  if (length >= 0) {
    while (length > 0 && strchr(" \t\r\n", line[length - 1]))
      length--;
    size_t blank = strspn(line, " \t");
    text = blank < (size_t)length ? arena_printf(arena, "%.*s", (int)((size_t)length - blank), line + blank) : "";
  }
  free(line);
  return text;
}

static void prompt(const struct question *question) {
  if (text_is_empty(question->fallback))
    printf("%s: ", question->text);
  else
    printf("%s [%s]: ", question->text, question->fallback);
  fflush(stdout);
}

static const char *checked(struct ask *asking, const struct question *question, const char *line, struct str *why) {
  if (!*line && !question->fallback)
    return str_refuse(why, "%s", _("an answer is needed"));
  if (!*line)
    line = question->fallback;
  if (!text_is_plain(line))
    return str_refuse(why, "%s", _("the answer has a control character, or is not UTF-8"));
  return question->check ? question->check(question->context, line, &asking->arena, why) : line;
}

const char *ask(struct ask *asking, const struct question *question) {
  const char *answer = NULL;
  while (!answer && !asking->ended) {
    struct str why = {0};
    prompt(question);
    const char *line = read_line(&asking->arena);
    asking->ended = !line;
    answer = line ? checked(asking, question, line, &why) : "";
    if (!answer) {
      struct str safe = {0};
      str_add_safe(&safe, str_text(&why));
      printf("  %s\n", str_text(&safe));
      str_free(&safe);
    }
    str_free(&why);
  }
  return answer ? answer : "";
}

static const char *check_yes(void *context, const char *answer, struct arena *arena, struct str *why) {
  static const char *const words[] = {"y", "yes", "j", "ja", "n", "no", "nei"};
  (void)context;
  (void)arena;
  for (size_t w = 0; w < COUNT_OF(words); w++)
    if (strcasecmp(words[w], answer) == 0)
      return w < 4 ? "yes" : "no";
  return str_refuse(why, "%s", _("answer y or n"));
}

bool ask_yes(struct ask *asking, const char *text, bool fallback) {
  struct question question = {.text = text, .fallback = fallback ? _("yes") : _("no"), .check = check_yes};
  return text_equal(ask(asking, &question), "yes");
}
