/*
 * base: what every room may use. Errors, memory, text, dates and the clock.
 *
 * Habits that hold everywhere:
 *  - A function that can fail returns bool and takes `struct error *` last: true = done, false = the error is set.
 *  - What a function allocates belongs to the caller, who frees it with the named function, unless an arena owns it.
 *  - Text is UTF-8. Times are integers whose unit stands in the name or the comment.
 */
#ifndef VAKTROM_BASE_H
#define VAKTROM_BASE_H

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__GNUC__)
#define VK_PRINTF(fmt_index, first_arg) __attribute__((format(printf, fmt_index, first_arg)))
#define VK_NODISCARD __attribute__((warn_unused_result))
#define VK_FORMAT_ARG(index) __attribute__((format_arg(index)))
#else
#define VK_PRINTF(fmt_index, first_arg)
#define VK_NODISCARD
#define VK_FORMAT_ARG(index)
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* --- The language of what users see (English is the source language) --- */

/* Strings that users see go through _(); N_() marks one in a table, which is shown through _() later. Where one English
 * word needs several in another language, C_() and NC_() say which is meant: C_("list", "open"). Numbers go in by
 * %d or %lld, not by PRId64, whose text differs from machine to machine. */
#define _(text) tr(text)
#define N_(text) text
#define C_(context, text) tr(context "\004" text)
#define NC_(context, text) context "\004" text
const char *tr(const char *text) VK_FORMAT_ARG(1);

/* The form of a sentence that fits the number in it; each language has its own forms. */
#define trn(one, many, n) tr_count(one, many, (unsigned long)(n))
const char *tr_count(const char *one, const char *many, unsigned long n) VK_FORMAT_ARG(1) VK_FORMAT_ARG(2);

/* The program's own copy of a language's code, "en" or "nb" (Bokmål); NULL when it has no such language. */
const char *language_code(const char *code);
/* Chooses one of them, before there is a second thread. */
void language_choose(const char *code);
const char *language(void); /* the chosen one; "en" until then */
/* The language that the locale of the environment asks for: LC_ALL, LC_MESSAGES or LANG, and unless that is C or POSIX
 * first LANGUAGE. "en" when it names no language that the program has. */
const char *language_of_locale(void);

/* --- Errors --- */

/* The exit statuses of interface.md; an error carries the one that the program will end with. */
enum status {
  STATUS_OK = 0,
  STATUS_NEEDS_PERSON = 1, /* done, but something needs a person */
  STATUS_USAGE = 2,
  STATUS_INPUT = 3, /* bad input; nothing was changed */
  STATUS_DENIED = 4,
  STATUS_STORE = 5, /* busy, damaged, missing */
  STATUS_INTERNAL = 70,
};

/* An error: what it does to the exit status and what, where, why and what to do as one or more lines of text.
 * Start with `struct error err = {0};` and end with error_clear(). */
struct error {
  enum status status;
  bool may_override; /* a refusal that a person who gives a reason may set aside; dispatch says so */
  char *text;        /* owned; NULL when status is STATUS_OK */
};

/* Sets the error (replacing an earlier one) and returns false, so that `return error_set(...)` reads well. */
bool error_set(struct error *err, enum status status, const char *format, ...) VK_PRINTF(3, 4);
/* Adds a line in front of the text ("while importing staff.csv: ..."); returns false. */
bool error_context(struct error *err, const char *format, ...) VK_PRINTF(2, 3);
/* Adds a line after the text and keeps the status (sets it when there is no error yet); returns false. */
bool error_add(struct error *err, enum status status, const char *format, ...) VK_PRINTF(3, 4);
void error_clear(struct error *err);
/* What errno means, in the language of the texts: "Permission denied". */
const char *errno_words(int fault);

/* --- Memory --- */

/* Allocation that does not return NULL: when memory is out it calls the handler that the front installed (which
 * restores the terminal and ends with STATUS_INTERNAL; SQLite takes back what was not committed when the file is next
 * opened). */
typedef void mem_handler(void);
/* Installs a handler; returns the one before it, NULL: none. */
mem_handler *mem_on_failure(mem_handler *handler);
/* For those to whom a library says that memory is out. */
_Noreturn void mem_exhausted(void);
/* What a library made, which gives NULL (errno ENOMEM) for want of memory and for other reasons, too. */
void *mem_made(void *made);
void *mem_alloc(size_t size);                         /* zeroed */
void *mem_grow(void *old, size_t count, size_t size); /* realloc with overflow check; the new part is not zeroed */
char *mem_strdup(const char *text);
#define mem_new(type) ((type *)mem_alloc(sizeof(type)))
#define mem_array(type, count) ((type *)mem_alloc_array((count), sizeof(type)))
void *mem_alloc_array(size_t count, size_t size); /* zeroed, overflow checked */

/* A vector: VEC(int) numbers = {0}; vec_push(&numbers, 7); numbers.at[0]; vec_free(&numbers). */
#define VEC(type)                                                                                                      \
  struct {                                                                                                             \
    type *at;                                                                                                          \
    size_t n;                                                                                                          \
    size_t cap;                                                                                                        \
  }
#define vec_push(vec, ...) (vec_reserve((vec), (vec)->n + 1), (vec)->at[(vec)->n++] = (__VA_ARGS__))
#define vec_reserve(vec, count) ((vec)->at = vec_grow((vec)->at, &(vec)->cap, (count), sizeof *(vec)->at))
/* Appends a zeroed element and gives its address. */
#define vec_add(vec)                                                                                                   \
  (vec_reserve((vec), (vec)->n + 1), vec_zero(&(vec)->at[(vec)->n], sizeof *(vec)->at), &(vec)->at[(vec)->n++])
#define vec_free(vec) (mem_free_set((void **)&(vec)->at), (vec)->n = (vec)->cap = 0)
void *vec_grow(void *at, size_t *cap, size_t need, size_t size);
void vec_zero(void *at, size_t size);
void mem_free_set(void **at); /* frees and sets NULL */

/* An arena: many small pieces that live and die together. `struct arena arena = {0};` */
struct arena {
  struct arena_block *first;
};
void *arena_alloc(struct arena *arena, size_t size);       /* zeroed, aligned for any type */
char *arena_strdup(struct arena *arena, const char *text); /* NULL gives NULL */
char *arena_printf(struct arena *arena, const char *format, ...) VK_PRINTF(2, 3);
/* The next of the words that are separated by blanks, copied into the arena; NULL at the end. *words moves on. */
const char *arena_word(struct arena *arena, const char **words);
void arena_free(struct arena *arena);

/* --- Text --- */

/* A growing text, always NUL-terminated once something was added. `struct str s = {0};` ... str_free(&s). */
struct str {
  char *at;
  size_t n;
  size_t cap;
};
void str_add(struct str *str, const char *text);
void str_addn(struct str *str, const char *text, size_t length);
void str_addc(struct str *str, char c);
void str_addf(struct str *str, const char *format, ...) VK_PRINTF(2, 3);
void str_vaddf(struct str *str, const char *format, va_list args);
/* Adds the reason and returns NULL, for whoever reads a text and refuses it: `return str_refuse(why, ...)`. */
const char *str_refuse(struct str *why, const char *format, ...) VK_PRINTF(2, 3);
void str_clear(struct str *str);             /* empty, keeps the memory */
const char *str_text(const struct str *str); /* "" when nothing was added */
void str_free(struct str *str);

bool text_equal(const char *a, const char *b);           /* NULL equals only NULL */
bool text_is_empty(const char *text);                    /* NULL or "" */
bool text_has_word(const char *words, const char *word); /* words separated by one space */
bool text_starts(const char *text, const char *prefix);
/* Adds the text case-folded, so that two texts that differ only in case become equal. */
void text_fold(struct str *out, const char *text);
bool utf8_valid(const char *text, size_t length);
/* Whether it is what one line of a text file can hold: UTF-8 without control characters (a tab aside) and without those
 * that only reorder or hide others. */
bool text_is_plain(const char *text);
/* Columns that the text takes on a terminal (wide and combining characters counted as a terminal counts). */
int text_width(const char *text);
/* The longest prefix of whole grapheme clusters that fits in `columns`; returns its length in bytes. */
size_t text_fit(const char *text, int columns);
/* The length in bytes of the longest piece of `text` (up to a newline) that fits in `columns`, broken at a space where
 * there is one; *skip is how many bytes (the space or newline) lie between it and the next piece. */
size_t text_wrap(const char *text, int columns, size_t *skip);
/* Adds `text` cut or padded to exactly `columns`; cut text ends in … (where `ascii`: in ...,
 * a single dot where there are few columns). */
void str_add_padded(struct str *str, const char *text, int columns, bool ascii);
/* Adds text with control and escape characters, bidirectional overrides and over-long runs of combining marks
 * replaced by '?', so that it may go to a terminal or on paper. Newline counts as control. */
void str_add_safe(struct str *str, const char *text);
/* The same of a text of several lines: newlines and tabs stay. */
void str_add_safe_lines(struct str *str, const char *text);
/* The text where str_add_safe_lines() changes nothing, else what it makes of it, in the arena. */
const char *text_safe_lines(struct arena *arena, const char *text);
/* Adds JSON with such characters, which stand only in its strings, as \uXXXX: to a reader of JSON it is the same. */
void str_add_safe_json(struct str *str, const char *json);
/* Adds a text without the invisible characters that turn the direction of reading: what is pasted from a telephone
 * often brings them along with a number. */
void str_add_undirected(struct str *str, const char *text);
/* Adds one cell of CSV, made safe (str_add_safe_lines): quoted only where needed; where `guard`, a text that a
 * spreadsheet would take for a formula gets one leading ' (interface.md, CSV, Written). */
void str_add_csv(struct str *str, const char *text, char delimiter, bool guard);
bool csv_needs_guard(const char *cell);
/* The word of `words[0..n)` nearest to `word` (Damerau-Levenshtein at most 2), or NULL: for "did you mean". */
const char *text_nearest(const char *word, const char *const *words, size_t n);

/* A number with so many decimals for people, whose language may write a comma: "12.5" or "12,5". */
#define NUMBER_SIZE 32
void number_show(double number, int decimals, char out[NUMBER_SIZE]);
/* Compares as a Norwegian reader looks things up, whatever the locale: ... z, æ, ø, å; aa is å and ä is æ, ö is ø;
 * other accents and capitals decide only between equals, digits count as numbers ("P9" before "P10"). As strcmp(). */
int text_compare(const char *a, const char *b);

/* --- Maps --- */

/* From texts to addresses: a hash table for the ids and keys of many rows. Keys are not copied: they must live as long
 * as the map. `struct map map = {0};` ... map_free(&map). */
struct map_slot {
  const char *key; /* NULL = free */
  const void *value;
};
struct map {
  struct map_slot *slots;
  size_t n, cap; /* cap is a power of two, at most half of it is used */
};
const void *map_get(const struct map *map, const char *key); /* NULL when the key is not there */
/* Sets the value (not NULL); returns what was there, or NULL. */
const void *map_set(struct map *map, const char *key, const void *value);
void map_free(struct map *map);

/* --- Dates, times, clock --- */

/* A calendar date as days since 1970-01-01. DATE_NONE where there is none. */
typedef int32_t date;
#define DATE_NONE INT32_MIN
/* An instant: seconds since 1970-01-01T00:00:00Z. */
typedef int64_t instant;
#define INSTANT_NONE INT64_MIN
/* A time on a date: true (elapsed) minutes since that date's local midnight; past 1440 it is the next day.
 * On the two dates of a clock change elapsed minutes differ from what the wall clock shows. */
typedef int32_t minute;
#define MINUTE_NONE INT32_MIN

date date_from_ymd(int year, int month, int day); /* DATE_NONE when there is no such date */
void date_to_ymd(date d, int *year, int *month, int *day);
int date_weekday(date d); /* 0 = Monday ... 6 = Sunday */
/* Reads YYYY-MM-DD or DD.MM.YYYY; the years 1800 to 2199. False when it is neither or no such date. */
bool date_parse(const char *text, date *out);
#define DATE_SIZE 11
void date_format(date d, char out[DATE_SIZE]); /* YYYY-MM-DD, for programs; "" for DATE_NONE */
void date_show(date d, char out[DATE_SIZE]);   /* the same for people, as their language writes it (04.03.2026) */

/* Sets the time zone of the process (an IANA name); false when the system does not know it. */
bool clock_set_zone(const char *zone);
/* Now: $VAKTROM_NOW when set and allowed, else the machine's clock. */
instant clock_now(void);
instant clock_machine(void);
/* Forbids (or allows again) $VAKTROM_NOW: a store whose setting `production` is on calls it. */
void clock_allow_override(bool allow);
/* Reads $VAKTROM_NOW; an unreadable value is an error (STATUS_USAGE). Called once by main(). */
bool clock_start(struct error *err);
date instant_date(instant at); /* the local date */
/* The instant of a time on a date, and back. */
instant instant_of(date d, minute m);
minute minute_of(date d, instant at);
/* Wall-clock minutes after 00:00 of `d` (0..2879; 1440 and more = next day) to true minutes and back. A wall time that
 * a spring change skips becomes the first one after it; one that an autumn change repeats is the first. */
minute minute_from_wall(date d, int wall);
int minute_to_wall(date d, minute m);
#define TIME_SIZE 6
void time_format(date d, minute m, char out[TIME_SIZE]);    /* HH:MM on the wall clock; "" for MINUTE_NONE */
const char *instant_words(struct arena *arena, instant at); /* for people, on the wall clock: "2026-03-04 07:12" */
void wall_format(int wall, char out[TIME_SIZE]);            /* the same for a wall time, modulo 24 hours */
bool wall_parse(const char *text, int *out);                /* HH:MM, 00:00 to 23:59 */
/* The same two where no minute may be mixed up: a time that an autumn change shows for the second time has its offset
 * from UTC ("02:30+01:00"; "02:30" is the first). The offset in minutes, or OFFSET_NONE. */
#define EXACT_TIME_SIZE 12
#define OFFSET_NONE INT_MIN
void time_format_exact(date d, minute m, char out[EXACT_TIME_SIZE]);
bool time_parse_exact(const char *text, int *wall, int *offset);
#define INSTANT_SIZE 26
void instant_format(instant at, char out[INSTANT_SIZE]); /* RFC 3339 with the local offset */
/* RFC 3339, or YYYY-MM-DD[ T]HH:MM[:SS] taken as local time. */
bool instant_parse(const char *text, instant *out);

/* Monotonic seconds, for time limits and benchmarks only. */
double clock_seconds(void);

/* --- The environment --- */

/* Called once by main() before anything else. Where the program runs with rights that another person lent (set-user-ID,
 * sudo, doas, pkexec), nothing of what that person wrote into the environment leads it anywhere: VAKTROM_*, XDG_* and
 * all that only libraries know are gone, HOME and PATH are those of the user as whom it runs, and language and terminal
 * stay where they are plain words. In every case files are made for their owner alone, and the numbers of the standard
 * files are taken. */
void environment_start(void);
/* Whether the rights are lent. */
bool environment_is_lent(void);
/* The value of one of the variables that the program knows (environment.c has the table), NULL when it is not set, not
 * known or not trusted. Nothing else in the program asks the environment. */
const char *environment_get(const char *name);

/* --- What the program may not do, whatever becomes of it --- */

/* From here on neither this process nor a child can open a network socket, start another program, look into another
 * process, or touch mounts, kernel keys, modules and the machine's clock; nor does a fault leave a core file. Called
 * once, before the first thread and after all that must be free of it was started. False where it does not hold: the
 * kernel knows no filters, or sanitizers watch the program. */
bool confine_program(void);
bool program_is_confined(void); /* whether it came to that */
/* The same for a child that shall only read files and write to those it has open: it can make, change or remove no
 * file, and open no socket at all. */
bool confine_to_reading(void);

/* --- What the program says and keeps --- */

/* A sentence that the program makes and that is stored is kept as a saying: which sentence, and what stands in it.
 * Whoever reads it reads it in their own language. A saying is text (with control characters, which no text of a person
 * holds), may stand in another one and among other text, and is put into words only where it is shown. Its sentences
 * are found by xgettext without _(). Placeholders: %s, %d, %ld, %lld, %zu and %%. */
const char *said(struct arena *arena, const char *format, ...) VK_PRINTF(2, 3);
const char *said_count(struct arena *arena, const char *one, const char *many, int n, ...) VK_PRINTF(2, 5)
    VK_PRINTF(3, 5);
const char *said_text(struct arena *arena, const char *text); /* of a table's N_(): no placeholders; "" stays "" */
const char *said_date(struct arena *arena, date on);
void said_vadd(struct str *out, const char *format, va_list args);
/* A sentence without placeholders, as a constant. */
#define SAID(text) "\037t" text "\036"

/* The text with all sayings in it put into words, in the arena; the text itself where it has none (NULL too). A broken
 * saying loses only what cannot be read. */
const char *said_words(struct arena *arena, const char *text);
void said_add(struct str *out, const char *text);

/* --- Files --- */

/* From now on this run touches no file that its caller names: the rights are not the caller's. Before there is a second
 * thread. */
void files_close(void);
/* Whether it may; else STATUS_DENIED with what to do instead. */
VK_NODISCARD bool files_are_open(const char *path, struct error *err);

/* Makes the folders above a path (all that stand before a '/' of it), new ones for their owner only, unless they are
 * there; "a/b/" names b too. False with errno set. */
bool folders_make(const char *path);
/* Makes the name of a file last, too: it stands in its folder even if the power fails now. False with errno set. */
bool folder_sync(const char *path);

/* A file that the build put into the program: its path in the source tree and its bytes (followed by a NUL). */
struct embedded_file {
  const char *path;
  const char *bytes;
  size_t size;
};
/* Ends with a NULL path. */
extern const struct embedded_file embedded_files[];
/* The file of that path, or NULL. */
const struct embedded_file *embedded_file(const char *path);

/* --- Log --- */

/* One line on standard error with the program's name in front; for warnings that are no error. */
void log_warn(const char *format, ...) VK_PRINTF(1, 2);

#endif
