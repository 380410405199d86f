/*
 * The grammar of `when` (interface.md): conditions joined by " & ", each  code  !code  code=value  code>=n  code<=n.
 * Blanks around the signs are forgiven; everything else that a hand may slip into is refused with what was meant.
 */
#include "when.h"

#include <string.h>

#include "codes.h"

struct reader {
  const char *text, *at; /* the whole, and where it is read */
  struct code_table *codes;
  struct arena *arena;
  struct error *err;
};

/* A piece of the text. */
struct piece {
  const char *at;
  size_t length;
};
#define PIECE(p) (int)(p).length, (p).at

static void skip_blanks(struct reader *in) {
  in->at += strspn(in->at, " \t");
}

/* Refuses what stands at `at`. */
static bool fail(const struct reader *in, const char *at, const char *format, ...) VK_PRINTF(3, 4);
static bool fail(const struct reader *in, const char *at, const char *format, ...) {
  struct str why = {0};
  va_list args;
  va_start(args, format);
  str_vaddf(&why, format, args);
  va_end(args);
  error_set(in->err, STATUS_INPUT, _("position %zu: %s"), (size_t)(at - in->text) + 1, str_text(&why));
  str_free(&why);
  return false;
}

/* Up to the next blank or '&'. */
static struct piece read_word(struct reader *in) {
  struct piece word = {in->at, strcspn(in->at, " \t&")};
  in->at += word.length;
  return word;
}

static bool is_word(struct piece piece, const char *a, const char *b) {
  return (piece.length == strlen(a) && strncmp(piece.at, a, piece.length) == 0) ||
         (piece.length == strlen(b) && strncmp(piece.at, b, piece.length) == 0);
}

/* --- Code --- */

static bool no_code_here(struct reader *in) {
  const char *at = in->at;
  if (*at == '\0')
    return fail(in, at, _("a condition is missing at the end"));
  if (*at == '&')
    return fail(in, at, _("a condition is missing before '&' (conditions are joined by one ' & ')"));
  if (*at == '(' || *at == ')')
    return fail(in, at, _("the grammar has no brackets: write a row for each alternative"));
  if (*at == '=' || *at == '<' || *at == '>')
    return fail(in, at, _("a code is missing before '%c'"), *at);
  struct piece word = read_word(in);
  return fail(in, at, _("'%.*s' is not a code: a code begins with a letter"), PIECE(word));
}

static bool read_code(struct reader *in, struct piece *code) {
  *code = (struct piece){in->at, 0};
  if (!code_begins((unsigned char)*in->at))
    return no_code_here(in);
  while (code_continues((unsigned char)*in->at))
    in->at++;
  code->length = (size_t)(in->at - code->at);
  int builtin = code_builtin_ignoring_case(code->at, code->length);
  if (builtin != NONE && strncmp(code_name(in->codes, builtin), code->at, code->length) != 0)
    return fail(in, code->at, _("'%.*s': codes are written in small letters (did you mean '%s'?)"), PIECE(*code),
                code_name(in->codes, builtin));
  return true;
}

static int intern(const struct reader *in, struct piece code) {
  char *name = arena_printf(in->arena, "%.*s", PIECE(code));
  return code_intern(in->codes, name);
}

/* --- Sign --- */

static bool no_sign_here(struct reader *in, struct piece code) {
  const char *at = in->at;
  if (at[0] == '=')
    return fail(in, at, _("'%.2s' is not a comparison: write '=', '>=' or '<='"), at);
  if (at[0] == '!')
    return fail(in, at, _("'!' stands only before a code: write !%.*s for 'not known'"), PIECE(code));
  if (at[0] == '>')
    return fail(in, at, _("'>' alone is not a comparison: write '>=' (at least)"));
  return fail(in, at, _("'<' alone is not a comparison: write '<=' (at most)"));
}

/* CONDITION_KNOWN when no sign follows. */
static bool read_sign(struct reader *in, struct piece code, enum condition_kind *kind) {
  *kind = CONDITION_KNOWN;
  if (!strchr("=<>!", *in->at) || *in->at == '\0')
    return true;
  if (in->at[0] == '=' && !strchr("=<>", in->at[1] == '\0' ? ' ' : in->at[1])) {
    *kind = CONDITION_EQUAL;
    in->at += 1;
  } else if ((in->at[0] == '>' || in->at[0] == '<') && in->at[1] == '=') {
    *kind = in->at[0] == '>' ? CONDITION_AT_LEAST : CONDITION_AT_MOST;
    in->at += 2;
  } else {
    return no_sign_here(in, code);
  }
  return true;
}

/* --- Value --- */

static const char *nearest_role(const char *word) {
  const char *tokens[ROLE_APPRENTICE];
  for (int role = 0; role < ROLE_APPRENTICE; role++)
    tokens[role] = word_token(&words_role, role);
  return text_nearest(word, tokens, COUNT_OF(tokens));
}

static bool read_role(const struct reader *in, struct piece value, struct condition *condition) {
  const char *word = arena_printf(in->arena, "%.*s", PIECE(value));
  int role = word_code(&words_role, word);
  if (role == ROLE_APPRENTICE)
    return fail(in, value.at, _("an apprentice counts as an assistant: write 'assistant'"));
  const char *nearest = nearest_role(word);
  if (role == NONE && nearest)
    return fail(in, value.at, _("'%s' is not a role (did you mean '%s'?)"), word, nearest);
  if (role == NONE)
    return fail(in, value.at, _("'%s' is not a role such as assistant, care_worker or nurse"), word);
  condition->number = (int64_t)role * THOUSANDTHS;
  condition->text = word;
  return true;
}

static bool no_number(const struct reader *in, struct piece value, const struct condition *condition) {
  const char *word = arena_printf(in->arena, "%.*s", PIECE(value));
  if (word_code(&words_role, word) != NONE)
    return fail(in, value.at, _("'%s' is not a number (did you mean 'service_role'?)"), word);
  return fail(in, value.at, _("'%s' is not a number, which '%s' needs here"), word,
              code_name(in->codes, condition->code));
}

static bool read_value(struct reader *in, struct condition *condition) {
  skip_blanks(in);
  struct piece value = read_word(in);
  if (value.length == 0)
    return fail(in, value.at, _("a value is missing after the comparison"));
  struct code_domain domain = code_domain(condition->code);
  if (domain.is_role)
    return read_role(in, value, condition);
  condition->number = number_parse(value.at, value.length);
  if (condition->number == FACT_NO_NUMBER && (condition->kind != CONDITION_EQUAL || !domain.any_value))
    return no_number(in, value, condition);
  condition->text = arena_printf(in->arena, "%.*s", PIECE(value));
  return true;
}

/* --- The whole --- */

static bool read_condition(struct reader *in, struct condition *condition) {
  struct piece code;
  bool negated = *in->at == '!';
  if (negated) {
    in->at++;
    skip_blanks(in);
  }
  if (!read_code(in, &code))
    return false;
  *condition = (struct condition){.code = intern(in, code), .number = FACT_NO_NUMBER};
  skip_blanks(in);
  const char *sign = in->at;
  if (!read_sign(in, code, &condition->kind))
    return false;
  if (negated && condition->kind != CONDITION_KNOWN)
    return fail(in, sign, _("'!' cannot stand before a comparison: turn the comparison round"));
  if (condition->kind != CONDITION_KNOWN)
    return read_value(in, condition);
  condition->kind = negated ? CONDITION_UNKNOWN : CONDITION_KNOWN;
  return true;
}

static bool read_joint(struct reader *in) {
  skip_blanks(in);
  const char *at = in->at;
  if (*at == '&') {
    in->at++;
    skip_blanks(in);
    return true;
  }
  struct piece word = read_word(in);
  if (is_word(word, "and", "og") || is_word(word, "AND", "OG"))
    return fail(in, at, _("'%.*s': conditions are joined by '&'"), PIECE(word));
  if (is_word(word, "or", "eller") || *at == '|')
    return fail(in, at, _("'%.*s': for 'or' write a second row"), PIECE(word));
  return fail(in, at, _("'%.*s': expected '&' or the end"), PIECE(word));
}

bool when_parse(const char *when, struct code_table *codes, struct arena *arena,
                struct condition conditions[WHEN_MAX_CONDITIONS], int *n, struct error *err) {
  struct reader in = {when, when, codes, arena, err};
  *n = 0;
  if (strlen(when) > WHEN_MAX_BYTES)
    return error_set(err, STATUS_INPUT, _("longer than %d bytes"), WHEN_MAX_BYTES);
  skip_blanks(&in);
  while (*in.at != '\0' || *n > 0) {
    if (*n == WHEN_MAX_CONDITIONS)
      return error_set(err, STATUS_INPUT, _("more than %d conditions"), WHEN_MAX_CONDITIONS);
    if (!read_condition(&in, &conditions[*n]))
      return false;
    ++*n;
    skip_blanks(&in);
    if (*in.at == '\0')
      break;
    if (!read_joint(&in))
      return false;
  }
  return true;
}
