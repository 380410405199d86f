/* What the program says and keeps. A saying stands between control characters, which no text of a person holds, so that
 * it can stand among other text and in another saying:
 *
 *   OPEN kind part NEXT part NEXT ... CLOSE
 *
 * TEXT: the sentence. FORMAT: the sentence with its placeholders, and what stands in them. COUNT: the number, the
 * sentence for one and for many, and what stands in them. DATE: the date as the files write it.
 *
 * What is read back may come from a store that somebody wrote to by other means: a sentence of it is never a format of
 * the C library, and what it costs is bounded. */
#include <string.h>

#include "vaktrom/base.h"

enum mark { OPEN = '\037', CLOSE = '\036', NEXT = '\035' };
enum kind { TEXT = 't', FORMAT = 'f', COUNT = 'n', DATE = 'd' };
enum {
  parts_most = 16,
  depth_most = 16,     /* of sayings in sayings */
  sayings_most = 1024, /* of one text */
};

/* --- Saying ------------------------------------------------------------------------------------------------------- */

/* What stands in a placeholder that begins behind its '%'; returns what follows the placeholder. */
static const char *add_argument(struct str *out, const char *spec, va_list *args) {
  const char *kind = spec + strspn(spec, "lz");
  str_addc(out, NEXT);
  if (*kind == 's') {
    const char *text = va_arg(*args, const char *);
    str_add(out, text ? text : "");
  } else if (*spec == 'z')
    str_addf(out, "%zu", va_arg(*args, size_t));
  else if (kind - spec == 2)
    str_addf(out, "%lld", va_arg(*args, long long));
  else if (*spec == 'l')
    str_addf(out, "%ld", va_arg(*args, long));
  else
    str_addf(out, "%d", va_arg(*args, int));
  return kind + 1;
}

static void add_arguments(struct str *out, const char *format, va_list args) {
  va_list rest;
  va_copy(rest, args);
  while ((format = strchr(format, '%')))
    format = format[1] == '%' ? format + 2 : add_argument(out, format + 1, &rest);
  va_end(rest);
}

void said_vadd(struct str *out, const char *format, va_list args) {
  str_addf(out, "%c%c%s", OPEN, FORMAT, format);
  add_arguments(out, format, args);
  str_addc(out, CLOSE);
}

static const char *kept(struct arena *arena, struct str *saying) {
  const char *text = arena_strdup(arena, str_text(saying));
  str_free(saying);
  return text;
}

const char *said(struct arena *arena, const char *format, ...) {
  struct str saying = {0};
  va_list args;
  va_start(args, format);
  said_vadd(&saying, format, args);
  va_end(args);
  return kept(arena, &saying);
}

const char *said_count(struct arena *arena, const char *one, const char *many, int n, ...) {
  struct str saying = {0};
  va_list args;
  str_addf(&saying, "%c%c%d%c%s%c%s", OPEN, COUNT, n, NEXT, one, NEXT, many);
  va_start(args, n);
  add_arguments(&saying, many, args);
  va_end(args);
  str_addc(&saying, CLOSE);
  return kept(arena, &saying);
}

const char *said_text(struct arena *arena, const char *text) {
  return text_is_empty(text) ? "" : arena_printf(arena, "%c%c%s%c", OPEN, TEXT, text, CLOSE);
}

const char *said_date(struct arena *arena, date on) {
  char text[DATE_SIZE];
  date_format(on, text);
  return arena_printf(arena, "%c%c%s%c", OPEN, DATE, text, CLOSE);
}

/* --- Putting into words ------------------------------------------------------------------------------------------- */

struct part {
  const char *at;
  size_t n;
};

struct wording {
  struct arena arena; /* of the sentences that are looked up */
  struct str *out;
  int sayings, depth;
};

static void add_words(struct wording *wording, struct part text);

/* The length of a saying's inside, which begins behind its OPEN; false when nothing closes it. */
static bool find_close(struct part text, size_t *length) {
  int open = 1;
  for (*length = 0; *length < text.n; ++*length) {
    open += (text.at[*length] == OPEN) - (text.at[*length] == CLOSE);
    if (open == 0)
      return true;
  }
  return false;
}

/* Its parts, parted by the NEXT that are not in a saying within; returns how many. */
static int split(struct part inside, struct part out[parts_most]) {
  int n = 1, open = 0;
  out[0] = (struct part){inside.at, 0};
  for (size_t i = 0; i < inside.n; i++) {
    open += (inside.at[i] == OPEN) - (inside.at[i] == CLOSE);
    if (inside.at[i] == NEXT && open == 0 && n < parts_most)
      out[n++] = (struct part){inside.at + i + 1, 0};
    else
      out[n - 1].n++;
  }
  return n;
}

static const char *part_text(struct wording *wording, struct part part) {
  char *text = arena_alloc(&wording->arena, part.n + 1);
  if (part.n)
    memcpy(text, part.at, part.n);
  return text;
}

/* The number at the text, which moves on behind it; `most` where it is larger. */
static int take_number(const char **text, int most) {
  int number = 0;
  for (; **text >= '0' && **text <= '9'; ++*text)
    number = number >= most ? most : number * 10 + (**text - '0');
  return number < most ? number : most;
}

/* A placeholder, "%s" or one that names its argument, "%2$s"; *format stands behind its '%' and moves on behind it. */
static void add_placeholder(struct wording *wording, const char **format, const struct part *arguments, int n,
                            int *next) {
  const char *at = *format;
  int number = take_number(&at, parts_most);
  int index = *at == '$' ? number - 1 : (*next)++;
  at = *at == '$' ? at + 1 : *format;
  at += strspn(at, "lz");
  *format = *at ? at + 1 : at;
  if (index >= 0 && index < n)
    add_words(wording, arguments[index]);
}

static void add_sentence(struct wording *wording, const char *format, const struct part *arguments, int n) {
  int next = 0;
  while (*format) {
    size_t plain = strcspn(format, "%");
    str_addn(wording->out, format, plain);
    format += plain;
    if (!*format)
      return;
    if (*++format == '%')
      str_addc(wording->out, *format++);
    else
      add_placeholder(wording, &format, arguments, n, &next);
  }
}

static void add_count(struct wording *wording, const struct part *parts, int n) {
  enum { forms = 3 };
  if (n < forms)
    return;
  const char *number = part_text(wording, parts[0]);
  unsigned long count = (unsigned long)take_number(&number, INT_MAX / 10 - 1);
  add_sentence(wording, tr_count(part_text(wording, parts[1]), part_text(wording, parts[2]), count), parts + forms,
               n - forms);
}

static void add_date(struct wording *wording, const char *text) {
  char shown[DATE_SIZE];
  date on;
  bool is_date = date_parse(text, &on);
  if (is_date)
    date_show(on, shown);
  str_add(wording->out, is_date ? shown : text);
}

/* One saying; what no version of the program said gives nothing. */
static void add_saying(struct wording *wording, struct part inside) {
  struct part parts[parts_most];
  if (inside.n == 0 || wording->depth == depth_most || wording->sayings++ == sayings_most)
    return;
  int n = split((struct part){inside.at + 1, inside.n - 1}, parts);
  wording->depth++;
  switch (*inside.at) {
  case TEXT:
    str_add(wording->out, tr(part_text(wording, parts[0])));
    break;
  case FORMAT:
    add_sentence(wording, tr(part_text(wording, parts[0])), parts + 1, n - 1);
    break;
  case COUNT:
    add_count(wording, parts, n);
    break;
  case DATE:
    add_date(wording, part_text(wording, parts[0]));
    break;
  default:
    break;
  }
  wording->depth--;
}

static void add_words(struct wording *wording, struct part text) {
  while (text.n > 0 && wording->sayings <= sayings_most) {
    const char *open = memchr(text.at, OPEN, text.n);
    size_t plain = open ? (size_t)(open - text.at) : text.n, inside;
    str_addn(wording->out, text.at, plain);
    if (!open)
      return;
    text = (struct part){open + 1, text.n - plain - 1};
    if (!find_close(text, &inside)) { /* cut short: the rest is text */
      wording->sayings++;
      continue;
    }
    add_saying(wording, (struct part){text.at, inside});
    text = (struct part){text.at + inside + 1, text.n - inside - 1};
  }
}

void said_add(struct str *out, const char *text) {
  struct wording wording = {.out = out};
  add_words(&wording, (struct part){text, strlen(text)});
  arena_free(&wording.arena);
}

const char *said_words(struct arena *arena, const char *text) {
  if (!text || !strchr(text, OPEN))
    return text;
  struct str words = {0};
  said_add(&words, text);
  return kept(arena, &words);
}
