/* Taking the words of an SSH client apart (forced.h). */
#include "cli/forced.h"

#include <string.h>

#include "cli/options.h"

/* --- Words ------------------------------------------------------------------------------------------------------- */

/* One word from *at on, which moves on to what follows it; false where a quote is not closed, or where somebody wants a
 * shell to do something. */
static bool take_word(const char **at, struct str *word) {
  char quote = '\0';
  const char *c = *at;
  for (; *c && (quote || *c != ' '); c++) {
    if (!quote && strchr(";&|<>`()\n", *c))
      return false;
    if (quote ? *c == quote : *c == '\'' || *c == '"')
      quote = quote ? '\0' : *c;
    else if (*c == '\\' && quote != '\'' && c[1])
      str_addc(word, *++c);
    else
      str_addc(word, *c);
  }
  *at = c;
  return !quote;
}

bool forced_split(const char *text, struct command_line *out, struct error *err) {
  const char *at = text + strspn(text, " ");
  bool good = true;
  while (good && *at) {
    struct str word = {0};
    good = take_word(&at, &word);
    if (good)
      vec_push(&out->words, arena_strdup(&out->arena, str_text(&word)));
    str_free(&word);
    at += strspn(at, " ");
  }
  return good || error_set(err, STATUS_USAGE,
                           _("'%s' is no command of this program: no shell is here, and a quote must be closed"), text);
}

/* --- The client's ------------------------------------------------------------------------------------------------- */

/* Who it is and which store is said by the key's line in authorized_keys, and by nobody else. */
static bool is_the_keys(const char *word) {
  static const char *const options[] = {"--as", "--user", "--db"};
  bool found = false;
  for (size_t i = 0; i < COUNT_OF(options); i++) {
    size_t length = strlen(options[i]);
    found = found || (text_starts(word, options[i]) && (word[length] == '\0' || word[length] == '='));
  }
  return found;
}

static bool add_asked(const char *asked, struct command_line *out, struct error *err) {
  size_t first = out->words.n;
  if (!forced_split(asked, out, err))
    return false;
  if (out->words.n > first && !text_equal(out->words.at[first], "vaktrom"))
    return error_set(err, STATUS_USAGE, _("'%s': this SSH key opens vaktrom and nothing else"), out->words.at[first]);
  for (size_t i = first; i + 1 < out->words.n; i++) {
    out->words.at[i] = out->words.at[i + 1];
    if (is_the_keys(out->words.at[i]))
      return error_set(err, STATUS_DENIED, _("%s is for the one who set up this SSH key to say"), out->words.at[i]);
  }
  out->words.n -= out->words.n > first;
  return true;
}

/* --- The command line --------------------------------------------------------------------------------------------- */

/* Whether the words before the client's say whose key it is, and leave the command open. */
static bool is_open(int argc, char **argv) {
  bool forced = false;
  for (int i = 1; i < argc; i++) {
    forced = forced || text_equal(argv[i], "--as") || text_starts(argv[i], "--as=");
    if (argv[i][0] != '-')
      return false;
    i += options_takes_next(argv[i]);
  }
  return forced;
}

bool command_line_read(int argc, char **argv, struct command_line *out, struct error *err) {
  const char *asked = environment_get("SSH_ORIGINAL_COMMAND");
  *out = (struct command_line){0};
  for (int i = 0; i < argc; i++)
    vec_push(&out->words, argv[i]);
  return !asked || !is_open(argc, argv) || add_asked(asked, out, err);
}

void command_line_free(struct command_line *line) {
  vec_free(&line->words);
  arena_free(&line->arena);
}
